"""Order is kept, failures stay with their report, and nothing is read twice."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso import batch, reading
from sayso.batch import Result, read_all, read_into, run_of
from sayso.errors import UsageError
from sayso.intake import Arrival, Defaults, arrivals, from_text
from sayso.ledger import Ledger
from sayso.lexicon import LANG
from sayso.types import Document, Reading

TEXTS = [
    f"The mayor said that {n} people left the town on Monday."
    if n % 2
    else f"Il sindaco ha detto che {n} persone hanno lasciato la città."
    for n in range(3, 9)
]


def reports() -> list[Arrival]:
    return [from_text(t, Defaults(lang="en" if n % 2 == 0 else "it"), f"r{n}") for n, t in enumerate(TEXTS)]


def tasks(found: list[Arrival]) -> list[tuple[Arrival, bool]]:
    return [(a, True) for a in found]


class Bomb(bytes):
    """Bytes that kill the process that unpickles them."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_results_come_in_order_with_failures_in_their_places() -> None:
    given = reports()
    given[2:2] = [from_text("", subject="empty")]
    given.append(from_text("  ", subject="blank"))
    found = list(read_all(tasks(given)))
    assert [r.arrival.subject for r in found] == ["r0", "r1", "empty", "r2", "r3", "r4", "r5", "blank"]
    assert [r.reading is None for r in found] == [False, False, True, False, False, False, False, True]
    assert found[2].failures[0].message == "holds no text"
    assert all(r.reading.document.text == r.arrival.document.text for r in found if r.reading and r.arrival.document)


def test_a_report_that_breaks_a_finder_loses_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading.read_sentences

    def broken(doc: Document, *rest: Any) -> Reading:
        if doc.text == TEXTS[1]:
            raise KeyError("boom")
        return whole(doc, *rest)

    monkeypatch.setattr(reading, "read_sentences", broken)
    found = list(read_all(tasks(reports())))
    assert [r.arrival.subject for r in found] == [f"r{n}" for n in range(6)]
    assert [r.reading is None for r in found] == [False, True, False, False, False, False]
    assert "KeyError: 'boom'" in found[1].failures[0].message


def test_a_parser_that_is_none_is_the_command_s_fault() -> None:
    with pytest.raises(UsageError):
        list(read_all(tasks(reports()), "/nowhere"))


def test_two_processes_give_what_one_gives_and_a_dead_one_loses_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "TOGETHER", 2)
    given = reports()[::2]  # of one language: a process need not load two parsers
    alone = list(read_all(tasks(given)))
    given[1] = replace(given[1], raw=Bomb(b"x"))
    together = list(read_all(tasks(given), jobs=2))
    assert [r.arrival.subject for r in together] == ["r0", "r2", "r4"]
    assert "died" in together[1].failures[0].message
    del alone[1], together[1]
    assert [r.reading for r in together] == [r.reading for r in alone]
    assert all(r.reading and r.reading.sentences for r in together)


def test_what_is_in_the_ledger_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps({"text": t}) + "\n" for t in TEXTS) + "broken\n")

    def read() -> tuple[list[Result], dict[str, int]]:
        with Ledger.open(tmp_path / "a.sqlite") as ledger:
            return list(read_into(ledger, arrivals([path]))), ledger.counts()

    first, counts = read()
    assert (counts["documents"], counts["failures"], counts["raws"], counts["inputs"]) == (6, 1, 6, 6)

    def refuse(*args: Any) -> Iterator[Reading]:
        raise AssertionError("read again")

    monkeypatch.setattr(reading, "read_sentences", refuse)
    second, after = read()
    assert after == counts
    assert [r.known for r in second] == [True] * 6 + [False]
    assert [r.reading is None for r in first] == [False] * 6 + [True]


def test_the_reader_is_named_by_its_rules_and_its_parser() -> None:
    assert run_of(None) == run_of(None)
    assert run_of(None) != run_of("other")
    assert len(run_of(None).lexicon) == 16


def test_a_parser_of_another_language_fails_the_report_and_reads_the_others() -> None:
    found = list(read_all(tasks(reports()), str(LANG / "en" / "model")))
    assert [r.reading is None for r in found] == [False, True] * 3
    assert "is in the language 'it', and the parser en_" in found[1].failures[0].message
    assert {r.failures[0].subject for r in found if r.failures} == {"r1", "r3", "r5"}


def test_a_report_is_read_again_by_another_parser(tmp_path: Path) -> None:
    given = reports()[:1]
    with Ledger.open(tmp_path / "a.sqlite") as ledger:
        for parser in (None, str(LANG / "en" / "model")):
            assert [r.known for r in read_into(ledger, given, parser)] == [False]
            assert [r.known for r in read_into(ledger, given, parser)] == [True]
        document = given[0].document
        assert document is not None
        assert len(ledger.runs(document.id)) == 2


def test_groups_are_closed_by_count_and_by_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "TOGETHER", 3)
    given = tasks(reports())
    assert [len(g) for g in batch.grouped(given)] == [3, 3]
    monkeypatch.setattr(batch, "CHARACTERS", len(TEXTS[0]) + 1)
    assert [len(g) for g in batch.grouped(given)] == [2, 2, 2]
