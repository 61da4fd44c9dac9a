"""What `import sayso` offers: one report, many reports, and errors that say what was wrong with the call."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import sayso

ENGLISH = "The mayor said on Monday that 300 people had left the town."
ITALIAN = "Il ministro ha detto che la Russia potrebbe inviare 200 soldati in Norvegia."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports and a bad one."""
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": ITALIAN}) + "\nbroken\n")
    return tmp_path


def test_a_text_and_a_file_give_the_same(folder: Path) -> None:
    found = sayso.read(ENGLISH, published="2025-02-09", outlet="The Wire", url="https://a.example")
    assert found.sentences
    assert found.document.published == "2025-02-09"
    for path in (folder / "a.txt", str(folder / "a.txt")):
        assert sayso.read(path, published=date(2025, 2, 9), outlet="The Wire", url="https://a.example") == found


@pytest.mark.parametrize("day", [date(2025, 2, 9), datetime(2025, 2, 9, 10, 30), "20250209", "2025-02-09"])
def test_a_day_is_a_date_or_written_as_one(day: Any) -> None:
    published = sayso.read(ENGLISH, published=day).document.published
    assert published
    assert published.startswith("2025-02-09")


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        (ENGLISH, {"published": "yesterday"}, "published='yesterday' is not a day"),
        (ENGLISH, {"published": ""}, "is not a day"),
        (ENGLISH, {"published": 2025}, "is not a day"),
        (ENGLISH, {"lang": 5}, "lang must be a string"),
        (ENGLISH, {"outlet": b"x"}, "outlet must be a string"),
        (ENGLISH, {"parser": "/nowhere"}, "/nowhere"),
        (None, {}, "a text or a path is needed, not None"),
        (5, {}, "a text or a path is needed"),
        (b"text", {}, "a text or a path is needed"),
        ("articles/typo.txt", {}, "articles/typo.txt: there is no such file"),
        ("typo.HTML", {}, "typo.HTML: there is no such file"),
        ("no such folder/", {}, "there is no such file"),
        (Path("typo"), {}, "typo: there is no such file"),
        (Path("x" * 300), {}, "there is no such file"),
        (".", {}, "is a folder: read it with sayso.read_all(['.'])"),
        (Path(), {}, "is a folder"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(source: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(sayso.UsageError) as error:
        sayso.read(source, **options)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "is empty"), (" \n", "is empty"), ("12 34", "lang=en"), ("x" * 300, "language"), ("Le pont est fermé.", "'fr'")],
)
def test_a_text_that_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(sayso.IntakeError, match=message) as error:
        sayso.read(text)
    assert "--" not in str(error.value)


def test_many_reports_are_read_in_order_and_bad_ones_are_warned_of(folder: Path) -> None:
    with pytest.raises(sayso.UsageError, match=r"read_all\(\[path\]\)"):
        sayso.read(folder / "b.jsonl")
    with pytest.warns(UserWarning, match="b.jsonl line 2: is not a line of JSON"):
        found = list(sayso.read_all([folder], published=date(2025, 2, 9)))
    assert [r.document.text for r in found] == [ENGLISH, ITALIAN]
    assert {r.document.published for r in found} == {"2025-02-09"}
    with pytest.raises(sayso.UsageError, match="must be a list"):
        sayso.read_all(str(folder))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_many_reports_are_stored_once(folder: Path) -> None:
    with sayso.Ledger.open(folder / "a.sqlite") as ledger:
        first = list(sayso.read_all([folder], ledger))
        assert [r.document for r in ledger.readings()] == [r.document for r in first]
        again = list(sayso.read_all([str(folder)], ledger))
        assert [r.claims for r in again] == [r.claims for r in first]
        assert len(ledger.failures()) == 1
        assert ledger.counts()["documents"] == 2
