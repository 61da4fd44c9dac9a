"""Good and bad input: each bad report says what to do, and the rest of the batch is read."""

import io
import json
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import CHARACTERS, Arrival, Defaults, arrivals, from_html, from_row, from_text
from sayso.intake.language import detect_language, detector
from sayso.intake.page import ELEMENTS

ITALIAN = "Il ponte resta chiuso da ieri sera, ha detto il sindaco della città."
ENGLISH = "The bridge has been closed since last night, the mayor of the city said."


def read(*paths: Path | str, known: Defaults | None = None, stdin: bytes = b"") -> list[Arrival]:
    return list(arrivals(paths, known, io.BytesIO(stdin)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of good and bad files."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "good.txt").write_text(ITALIAN)
    (tmp_path / "a" / "bytes.txt").write_bytes(ITALIAN.encode("cp1252"))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": ENGLISH}) + "\n\n{broken\n" + json.dumps({"title": "no text"}) + "\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "french.txt").write_text("Le pont est fermé depuis hier soir, a dit le maire de la ville aux journalistes.")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (tmp_path / "page.html").write_text("<html><body><nav>Home</nav></body></html>")
    (tmp_path / "README.md").write_text("This folder holds reports.")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "old.sqlite").write_bytes(b"SQLite format 3\0")
    (tmp_path / "z.txt").write_text(ENGLISH)
    return tmp_path


def test_a_folder_is_read_in_order_and_bad_files_say_why(folder: Path) -> None:
    found = [
        (os.path.relpath(a.subject, folder), a.issues[0].message if a.document is None else a.document.lang) for a in read(folder)
    ]
    assert found == [
        ("a/bytes.txt", "it"),
        ("a/good.txt", "it"),
        ("b.jsonl line 1", "en"),
        ("b.jsonl line 3", found[3][1]),
        ("b.jsonl line 4", 'has neither "text" nor "html"'),
        ("binary.txt", "is a binary file, not text: give a text, HTML or JSON Lines file"),
        ("empty.txt", "is empty"),
        ("french.txt", found[7][1]),
        ("image.png", "is a PNG image, not text: save its text in a file and read that"),
        ("page.html", "no article was found in this page: save the article's text in a file and read that"),
        ("z.txt", "en"),
    ]
    assert "is not a line of JSON" in found[3][1]
    assert "'fr'" in found[7][1]
    assert "en, it" in found[7][1]


def test_links_that_lead_to_no_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "good.txt").write_text(ENGLISH)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c").symlink_to(tmp_path / "a")
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "e.txt").symlink_to(tmp_path / "a" / "good.txt")
    found = {a.subject.removeprefix(f"{tmp_path}/"): a.issues[0].message if a.issues else "" for a in read(tmp_path)}
    assert list(found) == ["a/good.txt", "b.txt", "c", "d.txt", "e.txt"]
    assert "is not there" in found["b.txt"]
    assert "not followed" in found["c"]
    assert "cannot be read" in found["d.txt"]
    assert found["e.txt"] == ""


BINARY = "is a binary file, not text: give a text, HTML or JSON Lines file"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\0".join(w.encode() for w in ENGLISH.split(" ", 4)), None),
        (("\0" + ITALIAN).encode("cp1252"), None),
        (f"\x1b[31m{ENGLISH}\x1b[0m".encode(), None),
        (ENGLISH.encode("utf-16-le"), BINARY),
        (bytes(range(256)), BINARY),
    ],
)
def test_a_text_may_hold_a_few_control_characters(raw: bytes, why: str | None) -> None:
    (arrival,) = read("-", stdin=raw)
    assert (arrival.issues[0].message if arrival.document is None else None) == why


def test_no_title_steers_a_terminal() -> None:
    row = {"text": f"\x1b[2JBridge \x1b[31mclosed\n\n{ENGLISH}", "outlet": "\x1b[1mThe Wire"}
    for document in (from_row(json.dumps(row)).document, from_row(json.dumps({**row, "title": "\x1b[2JA bridge"})).document):
        assert document is not None
        assert document.title in ("Bridge closed", "A bridge")
        assert document.text.endswith(row["text"])
        assert document.outlet == "The Wire"


def test_a_language_that_cannot_be_told_is_asked_for() -> None:
    assert from_text("12 34").issues[0].message == "its language cannot be told: name it (lang=en or lang=it)"


@pytest.mark.parametrize("name", ["nothing", "empty folder", "\0", "https://a.example/b", "x" * 300])
def test_a_path_without_reports_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty folder").mkdir()
    (arrival,) = read(name if ":" in name else str(tmp_path / name))
    assert arrival.document is None
    assert arrival.issues[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ITALIAN)
    path.chmod(0)
    (arrival,) = read(path)
    assert "may not be read" in arrival.issues[0].message


def test_a_text_that_is_too_long_is_read_up_to_the_limit_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text((ITALIAN + "\n\n") * 300_000)
    (arrival,) = read(path)
    assert arrival.document is not None
    assert CHARACTERS * 0.9 < len(arrival.document.text) <= CHARACTERS
    assert not arrival.whole
    assert "20" in arrival.issues[0].message


def test_a_page_that_is_too_long_is_read_up_to_the_limit_and_says_so() -> None:
    paragraphs = "".join(
        f"<p>The mayor said {n} times that the bridge will stay closed until March.</p>" for n in range(ELEMENTS + 9)
    )
    arrival = from_html(f"<html><head><title>Bridge closed</title></head><body><article>{paragraphs}</article></body></html>")
    assert arrival.document is not None
    assert len(arrival.document.text) <= CHARACTERS + 20
    assert not arrival.whole


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (json.dumps({"text": ENGLISH}).encode() + b"\n", "lines"),
        (ENGLISH.encode(), "text"),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), "text"),
        (ENGLISH.encode("utf-16"), "text"),
        (f"<!DOCTYPE html><html><body><p>{ENGLISH}</p><p>{ENGLISH}</p></body></html>".encode(), "html"),
    ],
)
def test_standard_input_is_told_by_how_it_begins(start: bytes, kind: str) -> None:
    (arrival,) = read("-", stdin=start)
    assert arrival.document is not None
    assert arrival.document.text.startswith(ENGLISH)
    assert arrival.subject == "standard input" + (" line 1" if kind == "lines" else "")


@pytest.mark.parametrize(
    "text", [ENGLISH, f"  {ENGLISH}\n4 min read\n\n\n\nShare this\nend ", f"{ENGLISH}\u00a0\tx", "Title\n\nTagged:\n" + ENGLISH]
)
def test_the_text_of_a_line_comes_back_as_it_was_given(text: str) -> None:
    arrival = from_row(json.dumps({"text": text, "lang": "en"}))
    assert arrival.document is not None
    assert arrival.document.text == text


def test_the_title_is_the_first_paragraph_once() -> None:
    row = {"title": "Bridge closed", "text": ENGLISH, "lang": "en"}
    first = from_row(json.dumps(row)).document
    second = from_row(json.dumps({**row, "text": f"Bridge  CLOSED\n{ENGLISH}"})).document
    third = from_row(json.dumps({**row, "text": f"Bridge closed to cars, the mayor said.\n{ENGLISH}"})).document
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.text == f"Bridge closed\n\n{ENGLISH}"
    assert second.text == f"Bridge  CLOSED\n{ENGLISH}"
    assert third.text.startswith("Bridge closed\n\nBridge closed to cars")


def test_what_a_line_does_not_say_comes_from_the_defaults() -> None:
    known = Defaults("https://a.example", "A", "T", "2020-01-02", "en")
    bare = from_row(json.dumps({"text": ENGLISH}), known).document
    full = {"url": "u", "outlet": "O", "title": "X", "published": "2021-01-01", "lang": "it-IT", "text": ITALIAN}
    stated = from_row(json.dumps(full), known).document
    assert bare is not None
    assert (bare.url, bare.outlet, bare.title, bare.published, bare.lang) == ("https://a.example", "A", "T", "2020-01-02", "en")
    assert stated is not None
    assert (stated.url, stated.outlet, stated.title, stated.published, stated.lang) == ("u", "O", "X", "2021-01-01", "it")


def test_a_day_that_is_none_is_said_and_not_guessed() -> None:
    arrival = from_row(json.dumps({"text": ENGLISH, "published": "last week"}))
    assert arrival.document is not None
    assert arrival.document.published is None
    assert "is not a date" in arrival.issues[0].message


@pytest.mark.parametrize("line", ['{"text": 5}', "[]", "null", "[" * 100_000, '{"text": ""}', "{", '{"lang": "fr", "text": "x"}'])
def test_a_broken_line_says_why(line: str) -> None:
    arrival = from_row(line)
    assert arrival.document is None
    assert arrival.issues[0].message


def test_a_json_file_is_one_report_or_a_list_of_them(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": ENGLISH}))
    (tmp_path / "two.json").write_text(json.dumps([{"text": ENGLISH}, {"text": ITALIAN}, 7]))
    found = read(tmp_path)
    assert [a.document.lang if a.document else None for a in found] == ["en", "en", "it", None]
    assert found[3].subject.endswith("two.json item 3")


def test_the_id_depends_on_what_the_report_says_and_on_nothing_else(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ENGLISH)
    first, second = (a.document for a in read(tmp_path))
    dated = from_text(ENGLISH, Defaults(published="2020-01-01")).document
    assert first is not None
    assert second is not None
    assert dated is not None
    assert first.id == second.id != dated.id
    assert len(first.id) == 16


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(raw: bytes) -> None:
    for found in arrivals(["-"], None, io.BytesIO(raw)):
        assert (found.document is None) == (not found.whole) or found.document is not None
    from_html(raw)
    from_row(raw)


@given(st.text(st.characters(exclude_categories=()), max_size=300), st.sampled_from(["it", "en", None]))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(text: str, lang: str | None) -> None:
    for arrival in (from_text(text, Defaults(lang=lang)), from_row(json.dumps({"text": text, "lang": lang}))):
        if arrival.document is not None:
            arrival.document.text.encode("utf-8")
            assert "\x00" not in arrival.document.text


@pytest.mark.parametrize(
    "text",
    [
        "“" * 100_000,
        "a" * 1_000_000,
        " " * 100_000 + "x",
        "a " * 200_000,
        "\n" * 100_000 + "x",
        "<!--" * 50_000,
        "-\n" * 100_000,
        "tags: " * 9_999,
    ],
    ids=lambda t: repr(t[:3]),
)
def test_bait_is_read_in_bounded_time(text: str) -> None:
    from_text(text, Defaults(lang="en"))
    from_html(text)
    list(arrivals(["-"], Defaults(lang="en"), io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ITALIAN, "it"),
        (ENGLISH, "en"),
        ("Le pont est fermé depuis hier soir, a dit le maire de la ville.", "fr"),
        ("VOTO IN ITALIA, LE URNE APRONO ALLE SETTE", "it"),
        ("12 34", None),
        ("", None),
    ],
)
def test_languages(text: str, lang: str | None) -> None:
    assert detect_language(text) == lang


def test_language_detection_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    detector.cache_clear()
    assert detect_language(ITALIAN) == "it"
