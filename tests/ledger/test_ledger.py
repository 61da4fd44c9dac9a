"""What goes into a ledger comes out of it the same, once."""

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Barrier
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError, UsageError
from sayso.ledger import Entry, Ledger, Run, database
from sayso.ledger.codec import from_json, to_json
from sayso.types import (
    Argument,
    Attribution,
    Claim,
    Cluster,
    Document,
    Event,
    Factuality,
    Issue,
    Mention,
    Quantity,
    Reading,
    Source,
    Span,
    Timex,
)

TEXT = "Bridge closed\n\nThe mayor said 300 people fled Kursk in 2024."
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0, 2**40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    bool: st.booleans(),
}


@lru_cache
def records(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type: records field by field, short tuples. Sentences, which no ledger keeps, stay empty."""
    inner = get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: st.just(()) if name == "sentences" else records(hint) for name, hint in hints.items()})
    if get_origin(kind) is Literal:
        return st.sampled_from(inner)
    if get_origin(kind) is tuple:
        return st.lists(records(inner[0]), max_size=2).map(tuple) if inner[-1] is ... else st.tuples(*map(records, inner))
    return st.one_of([records(i) for i in inner if i is not NoneType] + [st.none()]) if inner else PLAIN[kind]


RUN = Run("1.0", "bundled", "abc")


def made(name: str = "d1", text: str = TEXT) -> Reading:
    doc = Document(
        name, text, "en", outlet="The Harbour Times", title="Bridge closed", raw_sha256=hashlib.sha256(b"raw").hexdigest()
    )
    event = Event(Span(37, 41), 1, 4, "RETREAT", (Argument(Span(30, 36), 1, 3),), (), "events.toml: flee VERB", confidence=0.5)
    claim = Claim(
        id=f"c{name}",
        document=name,
        event=event,
        actor=(Argument(Span(30, 36), 1, 3, "USA", "USA"),),
        recipient=(),
        place=None,
        time=Timex(Span(51, 55), 1, 7, "2024", "DATE", "stated"),
        quantities=(Quantity(Span(26, 29), 1, 2, 300.0, 300.0, "person", 3),),
        factuality=Factuality("asserted", "CT", "+", "past", (Span(20, 24),)),
        attribution=(f"a{name}",),
        evidence=Span(15, len(TEXT)),
        lemma="flee",
        confidence=0.5,
    )
    said = Attribution(
        f"a{name}",
        None,
        Source(Span(15, 24), 1, 1, "named"),
        Span(25, 29),
        Span(30, 55),
        "named",
        1,
        2,
        rule="attribution.toml: say VERB",
    )
    kursk = Mention(Span(42, 47), 1, 5, "place", None, "RUS", "name", "Kursk Oblast")
    return Reading(doc, (said,), (claim,), (kursk,), (Issue("odd", name, Span(0, 1)),))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "a.sqlite")


@given(st.lists(records(Reading), max_size=3, unique_by=lambda r: r.document.id))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_readings_come_back_equal_and_in_order(tmp_path_factory: pytest.TempPathFactory, found: list[Reading]) -> None:
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "a.sqlite") as ledger:
        assert ledger.add_all(map(Entry, found), RUN) == len(found)
        assert list(ledger.readings()) == found


@given(records(Cluster))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_clusters_come_back_equal(cluster: Cluster) -> None:
    assert from_json(Cluster, to_json(cluster)) == cluster


def test_the_same_reading_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"

    def read() -> tuple[bool, dict[str, int]]:
        with Ledger.open(path) as ledger:
            new = ledger.add(made(), b"raw", "a.txt", RUN)
            ledger.add_failures([Issue("is empty", "b.txt")])
            ledger.clusters()
            return new, ledger.counts()

    new, counts = read()
    content = path.read_bytes()
    assert new
    assert read() == (False, counts)
    assert path.read_bytes() == content
    assert (
        counts["raws"] == counts["documents"] == counts["claims"] == counts["failures"] == counts["runs"] == counts["inputs"] == 1
    )


def test_a_new_reading_of_a_document_supersedes_the_old_one_and_keeps_it(ledger: Ledger) -> None:
    old = made()
    new = replace(old, claims=(replace(old.claims[0], lemma="run"),))
    later = Run("2.0", "bundled", "def")
    assert ledger.add(old, run=RUN)
    assert ledger.add(new, run=later)
    assert list(ledger.readings()) == [new]
    assert ledger.counts()["readings"] == 2
    assert [run for run, _ in ledger.runs("d1")] == [RUN, later]
    assert not ledger.add(old, run=RUN)
    assert list(ledger.readings()) == [new]


def test_a_ledger_knows_what_its_reader_has_read(ledger: Ledger) -> None:
    ledger.add(made(), run=RUN)
    assert ledger.knows("d1", RUN)
    assert not ledger.knows("d1", Run("2.0", "bundled", "abc"))
    assert not ledger.knows("d2", RUN)


def test_a_group_is_stored_whole_or_not_at_all(ledger: Ledger) -> None:
    bad = replace(made("d2"), document=replace(made("d2").document, lang=None))  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        ledger.add_all([Entry(made()), Entry(bad)], RUN)
    assert not any(n for name, n in ledger.counts().items() if name != "about")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fled", True),
        ("FLED kursk", True),
        ("peop", True),
        ("USA", True),
        ("oblast", True),
        ("mayor", True),
        ("bridge", False),
        ('"*(', True),
    ],
)
def test_claims_are_found_by_words_and_names(ledger: Ledger, words: str, found: bool) -> None:
    ledger.add(made())
    assert [c.id for c in ledger.claims(words)] == (["cd1"] if found else [])


def test_documents_are_found_by_words(ledger: Ledger) -> None:
    ledger.add(made("d1", TEXT + " Kursk, Kursk."))
    ledger.add(made("d2"))
    assert ledger.search("kursk BRIDGE") == ["d1", "d2"]
    assert ledger.search("kurs fle") == ["d1", "d2"]
    assert ledger.search("norway") == ledger.search(' "*( ') == []


def test_ids_are_found_by_their_start(ledger: Ledger) -> None:
    ledger.add(made("d1"))
    ledger.add(made("d2"))
    assert ledger.find("cd") == [("claim", "cd1"), ("claim", "cd2")]
    assert ledger.find("d1") == [("document", "d1")]
    assert ledger.find("%") == []
    assert ledger.document_of("claim", "cd2") == "d2"
    assert ledger.reading("d2") == made("d2")
    with pytest.raises(LedgerError):
        ledger.reading("d3")


def test_raw_bytes_are_kept_by_their_hash(ledger: Ledger) -> None:
    ledger.add(made(), b"raw")
    assert ledger.raw(made().document.raw_sha256 or "") == b"raw"
    assert ledger.raw("0" * 64) is None
    assert ledger.check() == []


def test_failures_are_listed_once_and_say_what_was_read_since(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.add_failures([Issue("is empty", "a.txt"), Issue("is missing", "b.txt")])
    ledger.add(made(), subject="b.txt")
    assert [(i.subject, read) for i, _, read in ledger.failures()] == [("a.txt", False), ("b.txt", True)]
    assert ledger.issues() == [replace(i, subject="b.txt") for i in made().issues]


def test_clusters_are_kept_until_the_readings_change(ledger: Ledger) -> None:
    ledger.add(made("d1"))
    first = ledger.clusters()
    assert ledger.clusters() == first
    assert {c for k in first for c in k.claims} == {"cd1"}
    ledger.add(made("d2", TEXT + " "))
    assert {c for k in ledger.clusters() for c in k.claims} == {"cd1", "cd2"}
    assert ledger.clusters() == ledger.clusters()


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"a\.sqlite"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_another_database_and_a_newer_ledger_are_refused(tmp_path: Path) -> None:
    other, newer = tmp_path / "other.sqlite", tmp_path / "newer.sqlite"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE about (key TEXT, value TEXT)")
    Ledger.open(newer).close()
    with sqlite3.connect(newer) as conn:
        conn.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(other)
    with pytest.raises(LedgerError, match="newer"):
        Ledger.open(newer)


def test_a_ledger_that_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger.open(tmp_path / "a.sqlite", create=False)
    with pytest.raises(LedgerError, match="folder"):
        Ledger.open(tmp_path / "no" / "a.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_two_writers_queue_up_and_a_reader_is_not_kept_waiting(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.sqlite") as first, Ledger.open(tmp_path / "a.sqlite") as second:
        first.add(made("d1"))
        reading = second.readings()
        assert next(reading).document.id == "d1"
        first.add(made("d2"))
        assert list(reading) == []  # the reader sees the ledger as it was when it began
        second.add(made("d3"))
        assert [r.document.id for r in first.readings()] == ["d1", "d2", "d3"]


def test_two_that_make_one_ledger_at_the_same_time_both_succeed(tmp_path: Path) -> None:
    for n in range(5):
        start = Barrier(4)

        def make(path: Path = tmp_path / f"{n}.sqlite", start: Barrier = start) -> int:
            start.wait()
            with Ledger.open(path) as ledger:
                return ledger.counts()["documents"]

        with ThreadPoolExecutor(4) as pool:
            assert [f.result() for f in [pool.submit(make) for _ in range(4)]] == [0] * 4


def empty_database(path: Path) -> sqlite3.Connection:
    """A file as a command leaves it that was stopped, or met a full disk, before it made the tables."""
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    conn.execute("PRAGMA journal_mode = WAL")
    return conn


def test_a_ledger_that_another_is_making_is_waited_for(tmp_path: Path) -> None:
    other = empty_database(tmp_path / "a.sqlite")
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(Ledger.open, tmp_path / "a.sqlite")
        with pytest.raises(TimeoutError):
            opened.result(timeout=0.3)
        other.execute("ROLLBACK")
        assert opened.result(timeout=30).add(made())
    other.close()


def test_an_empty_database_is_a_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    empty_database(path).close()
    assert path.stat().st_size > 0
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.add(made())


def test_a_ledger_that_may_not_be_written_answers_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a ledger? #1%.sqlite"
    with Ledger.open(path) as ledger:
        ledger.add(made())
    content = path.read_bytes()
    monkeypatch.setattr(database, "may_write", lambda path: False)
    with Ledger.open(path, create=False) as ledger:
        assert ledger.read_only
        assert list(ledger.readings()) == [made()]
        (cluster,) = ledger.clusters()
        assert ledger.find(cluster.id[:6]) == [("cluster", cluster.id)]
        assert ledger.check() == []
        assert ledger.search("kursk") == ["d1"]
        for change in (lambda: ledger.add(made("d2")), lambda: ledger.add_failures([Issue("is empty", "b.txt")])):
            with pytest.raises(LedgerError, match="may not be written"):
                change()
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_ledger_that_may_not_be_written_is_read_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(tmp_path / "a.sqlite") as writer:
        writer.add(made())
        monkeypatch.setattr(database, "may_write", lambda path: False)
        with Ledger.open(tmp_path / "a.sqlite") as reader:
            assert list(reader.readings()) == [made()]
            writer.add(made("d2"))
            assert len(list(reader.readings())) == 2


def test_a_name_that_is_none_and_a_folder_are_wrong(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no name"):
        Ledger.open("")
    with pytest.raises(UsageError, match="folder"):
        Ledger.open(tmp_path)
