"""Clusters -> lines and JSON: origins by name, disagreements with kind and day, denials, and no verdict of our own."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from sayso.export.brief import WIDTH, brief_lines, matching, sentences_of
from sayso.export.brief_json import brief_to_json
from sayso.types import Claim, Cluster, Contradiction, Copy, Document, Event, Factuality, Origin, Span, State, Value

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "brief.schema.json").read_text(encoding="utf-8"))

DOCS = [
    Document(
        f"d{n}",
        f"Report number {n}.",
        "it" if n % 2 else "en",
        outlet=f"Outlet {n}",
        title=f"Title {n}",
        published=f"2025-01-0{n}",
    )
    for n in range(1, 7)
]


def origin(id: str, name: str, *documents: str, kind: str = "named") -> Origin:
    return Origin(id, name, kind, (), documents, tuple(f"c{d}" for d in documents), "2025-01-01", "asserted", "named by it")  # type: ignore[arg-type]


def value(field: str, text: str, source: str, as_of: str, low: float | None = None, unit: str | None = None) -> Value:
    return Value(field, low, low, text, unit, source, as_of, ("c",), ("d1",))


TOLL = [
    value("number", "100 killed", "jcs", "2025-01-01", 100, "killed"),
    value("number", "300 killed", "nis", "2025-01-05", 300, "killed"),
]
DAYS = [value("time", "2024-06-19", "jcs", "2025-01-01", 1.0), value("time", "2024-11-06", "not-recorded", "2025-01-02", 9.0)]
TOLD = [
    value("happened", "denied", "nis", "2025-01-01", 0),
    value("happened", "reported as having happened", "jcs", "2025-01-03", 1),
]

CLUSTER = Cluster(
    id="k1",
    type="ASSAULT",
    title="A hundred soldiers were killed in the valley",
    actors=("RUS",),
    recipients=("PRK",),
    place="Kursk",
    time=None,
    status="asserted",
    claims=("cd1", "cd2", "cd3"),
    documents=("d1", "d2", "d3"),
    outlets=("Outlet 1", "Outlet 2", "Outlet 3"),
    languages=("en", "it"),
    origins=(
        origin("jcs", "Joint Chiefs of Staff", "d1"),
        origin("nis", "National Intelligence Service", "d2"),
        origin("not-recorded", "not recorded", "d3", kind="not-recorded"),
    ),
    independence="shown-independent",
    independence_reason="two named sources",
    values=(*TOLL, *DAYS, *TOLD),
    contradictions=(
        Contradiction("number", "as-of", tuple(TOLL), "the number grew from report to report"),
        Contradiction("time", "hard", tuple(DAYS), "other days"),
        Contradiction("happened", "as-of", tuple(TOLD), "denied until 2025-01-01"),
    ),
    history=(State("2025-01-01", "asserted", "jcs", "d1", "cd1", "A hundred soldiers were killed in the valley."),),
    copies=(Copy(("d1", "d2"), 0.5, ((Span(0, 6), Span(0, 6)),), "copy", "3 words"),),
    links=(),
)
ALONE = replace(
    CLUSTER, id="k2", title="A bridge was repaired", documents=("d4",), claims=("cd4",), contradictions=(), values=(), history=()
)


def claim(id: str, document: str) -> Claim:
    event = Event(Span(0, 6), 0, 0, "ASSAULT", (), (), "test")
    factuality = Factuality("asserted", "CT", "+", "past")
    return Claim(id, document, event, (), (), None, None, (), factuality, (), Span(0, 16), "kill", 1.0)


CLAIMS = [claim(f"cd{n}", f"d{n}") for n in range(1, 7)]


def test_a_cluster_prints_counts_origins_disagreements_and_denials() -> None:
    lines = brief_lines([ALONE, CLUSTER], DOCS, CLAIMS)
    text = " ".join(" ".join(lines).split())
    assert lines[0] == "A hundred soldiers were killed in the valley · asserted"
    assert "3 reports · 2 languages · 2 origins: Joint Chiefs of Staff; National Intelligence Service" in text
    assert "1 report without a source" in text
    assert "100 killed · Joint Chiefs of Staff · as of 2025-01-01" in text
    assert "300 killed · National Intelligence Service · as of 2025-01-05" in text
    assert "2024-06-19 (1 report: Joint Chiefs of Staff) or 2024-11-06" in text
    assert "by National Intelligence Service (2025-01-01)" in text
    assert all(len(line) <= WIDTH for line in lines)


def test_a_query_lists_what_one_report_tells_alone() -> None:
    assert brief_lines([ALONE, CLUSTER], DOCS, CLAIMS, "bridge")[0] == "A bridge was repaired · asserted"
    assert brief_lines([ALONE, CLUSTER], DOCS, CLAIMS, "harbour") == ["No report tells of 'harbour'."]


@pytest.mark.parametrize(
    ("query", "found"),
    [("soldiers", ["k1"]), ("kursk", ["k1", "k2"]), ("joint CHIEFS", ["k1", "k2"]), ("sea", []), ("oldiers", []), ("k1", [])],
)
def test_a_query_is_met_by_every_word(query: str, found: list[str]) -> None:
    assert [c.id for c in matching([CLUSTER, ALONE], query, {})] == found


def test_a_query_looks_into_every_sentence() -> None:
    sentences = sentences_of(DOCS, CLAIMS)
    assert [c.id for c in matching([CLUSTER, ALONE], "report 4", sentences)] == ["k2"]
    assert [c.id for c in matching([CLUSTER, ALONE], "report number", sentences)] == ["k1", "k2"]


def test_what_one_report_tells_fills_the_screen_and_all_is_all() -> None:
    lines = brief_lines([ALONE, CLUSTER], DOCS, CLAIMS)
    assert "A bridge was repaired · asserted" in lines
    assert lines[-1] == "4 reports · 2 happenings · 2 shown"
    assert brief_lines([ALONE, CLUSTER], DOCS, CLAIMS, limit=1)[-1].endswith("1 shown, --all lists the other 1")


def test_the_json_fits_its_schema() -> None:
    for item in brief_to_json([CLUSTER, ALONE], DOCS):
        jsonschema.validate(item, SCHEMA)
        assert json.loads(json.dumps(item)) == item


def test_the_brief_gives_no_verdict() -> None:
    text = "\n".join(brief_lines([CLUSTER, ALONE], DOCS, CLAIMS)) + json.dumps(brief_to_json([CLUSTER, ALONE], DOCS))
    assert "confirmed" not in text
    assert "true" not in text
