"""Datelines and credits of agency prose, in the shapes that agencies print."""

import pytest

from sayso.text.dateline import dateline_end

DATELINES = (
    "SEOUL (Reuters) - ",
    "SEOUL, Feb 8 (Reuters) - ",
    "TOKYO (AP) — ",
    "WASHINGTON — ",
    "LONDON—",
    "(CNN) ",
    "Kyiv, Ukraine (CNN) - ",
    "KUNDUZ, Afghanistan — ",
    "UNITED NATIONS, Sept 3 (Xinhua) -- ",
    "TEL AVIV/GAZA, Jan. 15, 2025 (Reuters) - ",
    "(ANSA) - ROMA, 8 FEB - ",
    "(Adnkronos) - ",
    "(AGI) - Roma, 8 feb. - ",
    "ROMA, 8 febbraio (ANSA) - ",
    "Roma, 8 feb. (askanews) – ",
    "Tokyo, 8 feb - ",
    "Città del Vaticano, 8 feb. (Adnkronos) - ",
)


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_ends_before_the_sentence(dateline: str) -> None:
    assert dateline_end(dateline + "The minister resigned.") == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Zelensky - the president - spoke in Kyiv.",
        "The North - and the South - met.",
        "Trump 2024 - the race begins.",
        "Covid-19 - the figures of the week.",
        "È morto - ieri - il presidente.",
        "The minister (Reuters) - spoke.",
        "SEOUL (Reuters) - ",
        "",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0


def test_a_dateline_is_a_sentence_of_its_own(parse) -> None:  # type: ignore[no-untyped-def]
    doc, sentences = parse("en", "SEOUL, Feb 8 (Reuters) - The army withdrew from the border on Saturday.")
    assert [doc.text[s.start : s.end] for s in sentences] == [
        "SEOUL, Feb 8 (Reuters) -",
        "The army withdrew from the border on Saturday.",
    ]
