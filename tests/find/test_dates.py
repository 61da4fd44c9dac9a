"""Time expressions: cases in TOML, the examples of the lexicon, and what must hold for any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.find.dates import find_dates
from sayso.lexicon import LANG
from sayso.lexicon.dates import DateLexicon, expand, load
from sayso.types import Timex

HERE = Path(__file__).parent
LANGUAGES = ("it", "en")
LEXICONS = {lang: load(LANG / lang) for lang in LANGUAGES}
CASES = {lang: tomllib.loads((HERE / f"dates_{lang}.toml").read_text(encoding="utf-8")) for lang in LANGUAGES}
PATTERNS = {lang: tomllib.loads((LANG / lang / "dates.toml").read_text(encoding="utf-8"))["pattern"] for lang in LANGUAGES}
DATED = [(lang, text, CASES[lang]["published"]) for lang in LANGUAGES for text in CASES[lang]["cases"]]
UNDATED = [(lang, text, None) for lang in LANGUAGES for text in CASES[lang]["undated"]]
VOCABULARY = sorted({w for lang in LANGUAGES for w in LEXICONS[lang].words})
WORDS = st.lists(st.sampled_from([*VOCABULARY, "12", "2024", "alle", "3", "of", "-", ","]))
EXAMPLES = [pytest.param(lang, p, id=f"{lang} {p['match']}") for lang in LANGUAGES for p in PATTERNS[lang]]


def found(parse, lang: str, text: str, published: str | None) -> list[tuple[str, str]]:
    _, sentences = parse(lang, text, published)
    return [(text[t.span.start : t.span.end], t.value) for s in sentences for t in find_dates(s, LEXICONS[lang], published)]


@pytest.mark.parametrize(("lang", "text", "published"), [*DATED, *UNDATED])
def test_a_sentence_gives_these_dates(parse, lang: str, text: str, published: str | None) -> None:
    expected = CASES[lang]["cases" if published else "undated"][text]
    assert found(parse, lang, text, published) == [tuple(pair) for pair in expected]


@pytest.mark.parametrize(("lang", "pattern"), EXAMPLES)
def test_a_pattern_fires_on_its_example(parse, lang: str, pattern: dict) -> None:
    hits = found(parse, lang, pattern["example"], "2025-02-12")
    assert bool(hits) is (pattern.get("result") != "NONE")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_basis_says_where_a_value_comes_from(parse, lang: str) -> None:
    texts = {
        "it": ("La tregua vale dal 6 novembre 2024.", "La tregua vale da ieri.", "La tregua vale da oggi."),
        "en": ("The truce began on 6 November 2024.", "The truce began yesterday.", "The truce began today."),
    }
    seen = []
    for text in texts[lang]:
        _, sentences = parse(lang, text, "2025-02-12")
        seen += [(t.basis, t.anchor) for s in sentences for t in find_dates(s, LEXICONS[lang], "2025-02-12")]
    assert seen == [("stated", None), ("inferred", "2025-02-12"), ("publication", "2025-02-12")]


def test_the_next_day_is_counted_from_the_date_named_before(parse) -> None:
    _, (sent,) = parse("en", "He resigned the following day.")
    assert [t.value for t in find_dates(sent, LEXICONS["en"], "2025-02-12", "2024-03-01")] == ["2024-03-02"]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(words=WORDS, published=st.sampled_from([None, "2024-02-29", "2025-02-12T08:00:00+01:00", "nonsense"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_give_ordered_dates_inside_the_sentence(parse, lang: str, words: list[str], published: str | None) -> None:
    _, sentences = parse(lang, " ".join(words), published)
    for sent in sentences:
        dates: list[Timex] = list(find_dates(sent, LEXICONS[lang], published))
        assert dates == list(find_dates(sent, LEXICONS[lang], published))
        ends = [sent.start, *(x for t in dates for x in (t.span.start, t.span.end)), sent.end]
        assert ends == sorted(ends)
        assert all(t.span.start < t.span.end and t.value and 0 <= t.tok < len(sent.tokens) for t in dates)


def test_a_pattern_stands_for_every_row_of_its_elements() -> None:
    assert set(expand("MONTH [ ,? YEAR ]")) == {("MONTH",), ("MONTH", "YEAR"), ("MONTH", ",", "YEAR")}
    assert set(expand("NUM|ONE:n UNIT")) == {("NUM", "UNIT"), ("ONE:n", "UNIT")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_word_is_lost_in_a_lexicon(lang: str) -> None:
    lexicon: DateLexicon = LEXICONS[lang]
    assert lexicon.words
    assert lexicon.numbers.small
    assert len(lexicon.levels) == 3
