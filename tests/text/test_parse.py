"""The parser seam: offsets, trees and paragraphs, whatever the text."""

import pytest
from conftest import Parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.text.invisible import without
from sayso.text.parse import LONGEST, paragraphs
from sayso.types import Span

TEXT = st.text(alphabet=st.sampled_from(list("abè ’'\"“”.,!?()\n\t-–1€😀中")), max_size=120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_tokens_stand_where_they_say_and_heads_form_trees(parse: Parse, text: str) -> None:
    doc, sentences = parse("it", text)
    at = 0
    for number, sent in enumerate(sentences):
        assert sent.index == number
        assert "\n" not in doc.text[sent.start : sent.end]
        for tok in sent.tokens:
            assert doc.text[tok.start : tok.end] == tok.text
            assert tok.start >= at
            at = tok.end
            assert (tok.deprel == "root") == (tok.head == tok.i)
            assert all(sent.tokens[c].head == tok.i for c in sent.children[tok.i])
            up = tok.i
            for _ in sent.tokens:
                up = sent.tokens[up].head
            assert sent.tokens[up].head == up


def test_documents_come_back_in_order_even_when_empty() -> None:
    from sayso.lexicon import LANG
    from sayso.text.parse import load_parser
    from sayso.types import Document

    texts = ["", "Roma tace.", "\n\n", "", "Mosca parla.\n\nPechino ascolta.", ""]
    found = list(load_parser(LANG / "it" / "model").parse(Document(id=str(i), text=t, lang="it") for i, t in enumerate(texts)))
    assert [len(sentences) for sentences in found] == [0, 1, 0, 0, 2, 0]
    assert [s.paragraph for s in found[4]] == [0, 1]


def test_italian_contractions_are_one_token_and_english_ones_are_split(parse: Parse) -> None:
    _, (italian,) = parse("it", "Il capo della polizia ha parlato.")
    assert [t.text for t in italian.tokens][2] == "della"
    _, (english,) = parse("en", "Officials don't know.")
    assert [t.text for t in english.tokens][1:3] == ["do", "n't"]


def test_a_long_line_is_cut_and_keeps_its_number() -> None:
    text = "parola " * LONGEST + "\nfine"
    pieces = list(paragraphs(text))
    assert {n for n, _ in pieces} == {0, 1}
    assert all(0 < s.end - s.start <= LONGEST for _, s in pieces)
    assert [s.start for _, s in pieces][1:-1] == [s.end for _, s in pieces][:-2]
    assert pieces[-1] == (1, Span(len(text) - 4, len(text)))


def test_a_million_characters_without_a_space_are_read() -> None:
    assert sum(s.end - s.start for _, s in paragraphs("x" * 1_000_000)) == 1_000_000


@pytest.mark.parametrize(
    ("text", "seen", "places"),
    [
        ("\x1b[2JRussia \x1b]0;title\x07x", "Russia x", [4, 5, 6, 7, 8, 9, 10, 21, 22]),
        ("zaro\u200bpe\x00", "zarope", [0, 1, 2, 3, 5, 6, 8]),
        ("plain", "plain", None),
    ],
)
def test_what_no_reader_sees_is_passed_over_as_a_whole(text: str, seen: str, places: list[int] | None) -> None:
    assert without(text) == (seen, places)
