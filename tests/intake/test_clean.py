"""What is cut before offsets are counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.clean import INVISIBLE, clean_field, clean_text, shorten, unwrap
from sayso.intake.dates import as_iso
from sayso.intake.documents import headline

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ufeffza\u00adro\u200bpe\u2060\ufe0f", "zarope"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("null\x00bell\x07esc\x1b[31mred", "nullbellescred"),
        ("\x1b]0;title\x07a\x1b]8;;x\x1b\\b\x1b[2J\x1b[?25lc \x1b] d", "abc ] d"),
        ("tag\U000e0041\U000e0100 end", "tag end"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("tab\tand no-break\u00a0space, “quotes” – stay", "tab\tand no-break\u00a0space, “quotes” – stay"),
    ],
)
def test_invisible_characters_go_and_visible_ones_stay(given_text: str, clean: str) -> None:
    assert clean_text(given_text) == clean


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_the_result_can_be_stored(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not INVISIBLE.search(once)
    once.encode("utf-8")


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_field_is_one_line(text: str) -> None:
    field = clean_field(text)
    assert field is None or (field.strip() == field and "\n" not in field and field)


@settings(deadline=None)
@given(st.text(), st.integers(10, 50))
def test_a_shortened_text_begins_the_text(text: str, limit: int) -> None:
    part = shorten(text, limit)
    assert len(part) <= limit or part == text
    assert text.startswith(part)


WRAPPED = """The bridge over the river will stay closed until March, the mayor said
on Tuesday after an inspection found cracks in two of its pillars.

A second inspection, the mayor said, is planned for the first week of
the next month, when the water is low."""


def test_wrapped_lines_are_joined() -> None:
    assert unwrap(WRAPPED).split("\n\n") == [" ".join(p.split("\n")) for p in WRAPPED.split("\n\n")]


@pytest.mark.parametrize("text", ["One line.\nAnother, short.\n\nThird.", "A\nB\nC", "", "x" * 300 + "\n" + "y" * 20])
def test_lines_that_were_not_wrapped_stay(text: str) -> None:
    assert unwrap(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge closed\n\nThe bridge is closed.", "Bridge closed"),
        ("Will the bridge open?\n\nNobody knows.", "Will the bridge open?"),
        ("The bridge is closed.\n\nIt will open in March.", None),
        ("Bridge closed\nThe bridge is closed.", None),
        ("Bridge closed", None),
        ("x" * 300 + "\n\nThe bridge is closed.", None),
    ],
)
def test_the_first_line_is_a_title_when_it_has_the_form_of_one(text: str, title: str | None) -> None:
    assert headline(text) == title


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-02-09", "2025-02-09"),
        ("20250209", "2025-02-09"),
        ("2025-02-09T10:00:00Z", "2025-02-09T10:00:00+00:00"),
        ("2025-02-09T10:00:00.000+0100", "2025-02-09T10:00:00+01:00"),
        ("2025-02-09 10:00:00", "2025-02-09T10:00:00"),
        ("Sun, 09 Feb 2025 10:00:00 GMT", "2025-02-09T10:00:00+00:00"),
        ("9 febbraio 2025", None),
        ("yesterday", None),
        ("0001-01-01", None),
        ("", None),
        (None, None),
    ],
)
def test_days_of_publication(written: str | None, iso: str | None) -> None:
    assert as_iso(written) == iso


@settings(deadline=None)
@given(ANY_TEXT)
def test_no_day_of_publication_raises(text: str) -> None:
    as_iso(text)
