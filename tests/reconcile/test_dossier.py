"""The sample dossier, read with the shipped models: what its brief is made to show."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from sayso.export.brief import WIDTH, brief_lines
from sayso.export.brief_json import brief_to_json
from sayso.reading import read_documents
from sayso.reconcile import find_copies, reconcile
from sayso.types import Cluster, Document, Reading, Value

ROOT = Path(__file__).parents[2]
SCREEN_LINES = 50


def documents() -> list[Document]:
    found = []
    for line in (ROOT / "examples" / "north-korea-russia" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['title']}\n\n{row.pop('text')}"
        found.append(Document(id=hashlib.sha256(text.encode()).hexdigest()[:16], text=text, **row))
    return found


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(read_documents(documents()))


@pytest.fixture(scope="module")
def clusters(readings: list[Reading]) -> tuple[Cluster, ...]:
    return reconcile(readings)


def largest(clusters: tuple[Cluster, ...], word: str) -> Cluster:
    return max(
        (c for c in clusters if word in c.title.casefold() or word in c.history[0].text.casefold()),
        key=lambda c: len(c.documents),
    )


def figures(clusters: tuple[Cluster, ...]) -> list[Value]:
    return [v for c in clusters for v in c.values if v.field == "number"]


def test_the_drone_story_has_many_reports_and_one_origin(clusters: tuple[Cluster, ...]) -> None:
    drones = largest(tuple(c for c in clusters if c.type == "OTHER"), "dron")
    assert len(drones.documents) >= 9
    assert drones.languages == ("en", "it")
    assert [o.name for o in drones.origins if o.kind != "not-recorded"] == ["NHK, citing unnamed sources"]
    assert drones.independence == "same-origin"
    assert drones.status in {"planned", "hedged"}


def test_the_date_of_the_treaty_is_disputed(clusters: tuple[Cluster, ...]) -> None:
    found = [x for c in clusters for x in c.contradictions if x.field == "time" and x.kind == "hard"]
    assert [{v.text for v in x.values} for x in found] == [{"2024-06-19", "2024-11-06"}]


def test_losses_stand_by_origin_and_day(clusters: tuple[Cluster, ...]) -> None:
    tolls = {(v.low, v.high, v.as_of) for v in figures(clusters) if v.unit and ("killed" in v.unit or "wounded" in v.unit)}
    assert {(1100, 1100, "2024-12-23"), (3000, None, "2024-12-23"), (0.5, 0.5, "2025-01-31")} <= tolls
    assert {(300, 300, "2025-01-13"), (2700, 2700, "2025-01-13")} <= tolls


def test_the_number_of_soldiers_is_given_as_one_figure_and_as_a_range(clusters: tuple[Cluster, ...]) -> None:
    assert {(11000, 11000), (10000, 12000)} <= {(v.low, v.high) for v in figures(clusters) if v.unit == "soldiers"}


def test_the_denials_are_listed_with_those_who_deny(clusters: tuple[Cluster, ...]) -> None:
    denied = {
        v.origin for c in clusters for x in c.contradictions if x.field == "happened" for v in x.values if v.text == "denied"
    }
    assert {"RUS", "PRK"} & denied


def test_copies_credits_and_translations_are_told_apart() -> None:
    docs = {d.id: d for d in documents()}
    found = {(c.kind, *sorted(str(docs[d].outlet) for d in c.documents)) for c in find_copies(docs.values())}
    assert found == {
        ("credit", "Agenzia Meridiana (sample)", "Il Quotidiano del Porto (sample)"),
        ("credit", "Harbour Wire (sample)", "The Northern Courier (sample)"),
        ("likely translated", "Gazzetta della Sera (sample)", "Harbour Wire (sample)"),
        ("likely translated", "Gazzetta della Sera (sample)", "The Northern Courier (sample)"),
    }


def test_the_brief_fits_a_screen_and_gives_no_verdict(readings: list[Reading], clusters: tuple[Cluster, ...]) -> None:
    docs = [r.document for r in readings]
    lines = brief_lines(clusters, docs, [c for r in readings for c in r.claims])
    assert len(lines) <= SCREEN_LINES
    assert all(len(line) <= WIDTH for line in lines)
    schema = json.loads((ROOT / "docs" / "schema" / "brief.schema.json").read_text(encoding="utf-8"))
    items = brief_to_json(clusters, docs)
    for item in items:
        jsonschema.validate(item, schema)
    words = " ".join(lines) + json.dumps(items)
    assert "confirmed" not in words
    assert "true" not in words


def test_reading_order_does_not_matter(readings: list[Reading], clusters: tuple[Cluster, ...]) -> None:
    assert reconcile(readings[::-1]) == clusters
