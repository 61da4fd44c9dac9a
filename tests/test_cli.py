"""The commands, on the shipped parsers: what they print, what they keep, and their exit status."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from sayso import batch, reading
from sayso.cli import main
from sayso.cli.brief import dossier
from sayso.cli.terminal import quoted, safe
from sayso.types import Document, Reading, Span

ROOT = Path(__file__).parent.parent
ENGLISH = "Bridge closed\n\nThe mayor said on Monday that 300 people had left the town. Russia will not send troops to Norway."
ITALIAN = "Il ministro ha detto che la Russia potrebbe inviare 200 soldati in Norvegia."


def run(*args: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args], input=given)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports and one failure."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text(ENGLISH)
    (folder / "b.txt").write_text(ITALIAN)
    (folder / "c.txt").write_text(ENGLISH.replace("300", "400"))
    (folder / "empty.txt").write_text("")
    path = tmp_path_factory.mktemp("ledger") / "a.sqlite"
    result = run("read", folder, "--ledger", path, "--published", "2025-02-09", "--outlet", "The Harbour Times")
    assert result.exit_code == 1
    assert "empty.txt: is empty" in result.stderr
    assert "3 reports read" in result.stderr
    return path


def first_claim(output: str) -> str:
    found = re.search(r"“said”|  ([0-9a-f]{16})\n    +on the say-so", output)
    assert found
    assert found[1]
    return found[1]


def test_json_follows_the_schema_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("read", "--json", "-", given=ENGLISH)
    schema = json.loads((ROOT / "docs" / "schema" / "reading.schema.json").read_text())
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(found) == 1
    for item in found:
        Draft202012Validator(schema).validate(item)
        text = item["document"]["text"]
        spans = [c[key] for c in item["claims"] for key in ("trigger", "evidence")] + [a["content"] for a in item["attributions"]]
        assert spans
        assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)
    assert found[0]["document"]["title"] == "Bridge closed"
    assert list(tmp_path.iterdir()) == []


def test_json_stores_in_a_ledger_that_is_named_and_prints_again_what_is_there(tmp_path: Path) -> None:
    args = ("read", "--json", "-", "--ledger", tmp_path / "a.sqlite")
    first, second = run(*args, given=ENGLISH), run(*args, given=ENGLISH)
    assert (tmp_path / "a.sqlite").exists()
    assert first.stdout == second.stdout != ""


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "is empty"),
        (b"\x00\x01\x02" * 999, "is a binary file"),
        ("Le pont est fermé depuis hier soir, a dit le maire de la ville.", "'fr'"),
        ("<html><body><p>Login</p></body></html>", "no article"),
        ('{"text": 3}', "must be text"),
    ],
)
def test_bad_input_is_named_and_the_exit_status_is_1(tmp_path: Path, given: str | bytes, message: str) -> None:
    result = run("read", "-", "--ledger", tmp_path / "a.sqlite", given=given)
    assert result.exit_code == 1
    assert message in result.stderr
    assert message in run("doctor", "--ledger", tmp_path / "a.sqlite").stdout


@pytest.mark.parametrize(
    "args",
    [
        ("read",),
        ("read", "x", "--published", "yesterday"),
        ("read", "x", "--lang", "xx"),
        ("read", "x", "--jobs", "0"),
        ("show",),
        ("nothing",),
        ("brief", "--none"),
    ],
)
def test_a_wrong_command_has_exit_status_2(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_a_path_that_is_not_there_makes_no_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "a.sqlite"
    result = run("read", tmp_path / "nope.txt", "--ledger", ledger)
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
    assert list(tmp_path.iterdir()) == []
    run("read", "-", "--ledger", ledger, given=ENGLISH)
    run("read", tmp_path / "nope.txt", "--ledger", ledger)
    assert "nope.txt: there is no such file" in run("doctor", "--ledger", ledger).stdout


@pytest.mark.parametrize("command", [("read", "-"), ("brief",), ("copies",), ("show", "ab"), ("doctor",), ("demo",)])
@pytest.mark.parametrize(("ledger", "message"), [("", "no name"), (".", "is a folder")])
def test_a_ledger_that_can_be_none_is_a_wrong_command(command: tuple[str, ...], ledger: str, message: str) -> None:
    result = run(*command, "--ledger", ledger, given=ENGLISH)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("way", [(), ("--json",)])
def test_a_stop_says_what_is_stored_and_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(ENGLISH.replace("300", str(300 + n)))
    whole = reading.read_sentences
    args = ("read", tmp_path, "--ledger", tmp_path / "a.sqlite", *way)

    def stop(doc: Document, *rest: Any) -> Reading:
        if "302" in doc.text:
            raise KeyboardInterrupt
        return whole(doc, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(batch, "TOGETHER", 1)
        patch.setattr(reading, "read_sentences", stop)
        stopped = run(*args)
    assert stopped.exit_code == 130
    assert "2 reports are stored" in stopped.stderr
    assert "Aborted" not in stopped.stderr
    second = run(*args)
    assert second.exit_code == 0
    assert way or "2 reports read" in second.stderr
    assert way or "2 already there" in second.stderr


def test_a_parser_that_is_none_is_a_wrong_command(tmp_path: Path) -> None:
    result = run("read", "-", "--ledger", tmp_path / "a.sqlite", "--parser", "/nowhere", given=ENGLISH)
    assert result.exit_code == 2
    assert "/nowhere" in result.stderr


def test_a_ledger_that_is_not_there_is_said(tmp_path: Path) -> None:
    for command in (("brief",), ("show", "abc"), ("explain", "abc")):
        result = run(*command, "--ledger", tmp_path / "a.sqlite")
        assert result.exit_code == 1
        assert "there is no ledger" in result.stderr


def test_show_opens_documents_and_claims_down_to_the_sentence(book: Path) -> None:
    listed = [json.loads(line) for line in run("brief", "--json", "--ledger", book).stdout.splitlines()]
    document = listed[0]["documents"][0]["id"]
    shown = run("show", document[:8], "--ledger", book)
    assert shown.exit_code == 0
    assert "The Harbour Times · 2025-02-09" in shown.stdout
    claim = first_claim(shown.stdout)
    assert "certainty" in run("show", claim, "--ledger", book).stdout
    assert "independence" in run("show", listed[0]["id"], "--ledger", book).stdout


def test_explain_gives_rule_cue_and_parse(book: Path) -> None:
    listed = [json.loads(line) for line in run("brief", "--json", "--ledger", book).stdout.splitlines()]
    denied = next(c for c in listed if c["status"] == "denied")
    result = run("explain", denied["claims"][0], "--ledger", book)
    assert result.exit_code == 0
    for part in (
        "type ",
        "status denied: ",
        "rule events.toml",
        "“not”",
        "Polarity=Neg",
        "root",
        "the machine's confidence",
        "read by Sayso",
    ):
        assert part in result.stdout


def test_an_id_that_is_none_or_several_is_said(book: Path) -> None:
    assert run("show", "zzz", "--ledger", book).exit_code == 1
    several = run("show", "", "--ledger", book)
    assert several.exit_code == 1
    assert "several" in several.stderr
    document = json.loads(run("brief", "--json", "--ledger", book).stdout.splitlines()[0])["documents"][0]["id"]
    assert "takes the id of a claim" in run("explain", document, "--ledger", book).stderr


def test_a_brief_of_words_that_nobody_reports_has_exit_status_1(book: Path) -> None:
    assert run("brief", "--ledger", book).exit_code == 0
    result = run("brief", "elephants", "--ledger", book)
    assert result.exit_code == 1
    assert "elephants" in result.stdout


def test_doctor_lists_versions_lexicons_and_failures(book: Path) -> None:
    result = run("doctor", "--ledger", book)
    assert result.exit_code == 0
    for part in ("spacy", "it: lexicons load", "en: lexicons load", "3 documents", "empty.txt: is empty"):
        assert part in result.stdout


def test_a_broken_ledger_is_the_doctor_s_exit_status(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("not a ledger at all")
    result = run("doctor", "--ledger", tmp_path / "a.sqlite")
    assert result.exit_code == 1
    assert "is not a ledger" in result.stdout


def test_the_demo_reads_the_sample_dossier_and_says_how_to_go_on(tmp_path: Path) -> None:
    result = run("demo", "--ledger", tmp_path / "demo.sqlite")
    assert result.exit_code == 0
    assert "origin: NHK" in result.stdout
    assert "sayso read" in result.stdout.splitlines()[-1]
    assert len(result.stdout.splitlines()) < 60
    assert dossier().name == "north-korea-russia"


def test_copies_lists_groups_of_urls(tmp_path: Path) -> None:
    ledger = tmp_path / "demo.sqlite"
    run("demo", "--ledger", ledger)
    groups = json.loads(run("copies", "--ledger", ledger, "--json").stdout)
    assert [sorted(u.split("/")[2] for u in g) for g in groups] == [
        ["harbour-wire.example", "northern-courier.example"],
        ["meridiana.example", "quotidiano-porto.example"],
    ]
    listed = run("copies", "--ledger", ledger).stdout
    assert "Harbour Wire" in listed
    assert "likely translated" in listed


def test_a_ledger_without_copies_says_so(tmp_path: Path) -> None:
    run("read", "-", "--ledger", tmp_path / "a.sqlite", given=ENGLISH)
    assert "No two reports" in run("copies", "--ledger", tmp_path / "a.sqlite").stdout
    assert run("copies", "--ledger", tmp_path / "a.sqlite", "--json").stdout.strip() == "[]"


def test_nothing_is_coloured_when_it_is_piped(book: Path) -> None:
    assert "\x1b" not in run("brief", "--ledger", book).output


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", "red"),
        ("a\r\nb\u202ec\u202d", "a bc"),
        ("[bold]markup[/bold] :smile:", "[bold]markup[/bold] :smile:"),
    ],
)
def test_no_report_can_steer_the_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_span_outside_its_text_is_an_orphan() -> None:
    assert quoted("abc", Span(1, 2)) == "b"
    assert "orphan" in quoted("abc", Span(1, 9))


def test_hostile_fields_are_printed_harmless(tmp_path: Path) -> None:
    row = {"text": ENGLISH, "outlet": "Evil\x1b[2J\u202e[red]", "title": "T\x07itle\n\nx", "lang": "en"}
    result = run("read", "-", "--ledger", tmp_path / "a.sqlite", given=json.dumps(row))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "Evil[red]" in result.stdout
