"""Quantities: cases in TOML, the examples of the lexicon, number words, and what must hold for any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.find.numbers import read_number, word
from sayso.find.numbers_pieces import digits, pieces
from sayso.find.quantities import find_quantities
from sayso.lexicon import LANG
from sayso.lexicon.quantities import load
from sayso.types import Quantity

HERE = Path(__file__).parent
LANGUAGES = ("it", "en")
LEXICONS = {lang: load(LANG / lang) for lang in LANGUAGES}
CASES = {lang: tomllib.loads((HERE / f"quantities_{lang}.toml").read_text("utf-8"))["cases"] for lang in LANGUAGES}
FILES = {lang: tomllib.loads((LANG / lang / "quantities.toml").read_text("utf-8")) for lang in LANGUAGES}
VOCABULARY = sorted({w for x in LEXICONS.values() for w in (*x.triggers, *x.before, *x.after)})
SIGNS = ("12", "1.5", "3,000", "-", "$", "€", "USD", "%", "of", "di", "e", "people", "'")
WORDS = st.lists(st.sampled_from([*VOCABULARY, *SIGNS]))


def rounded(x: float | None) -> float | str:
    return "" if x is None else round(x, 4)


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in LANGUAGES for text in CASES[lang]])
def test_a_sentence_gives_these_quantities(parse, lang: str, text: str) -> None:
    _, sentences = parse(lang, text)
    found = [q for s in sentences for q in find_quantities(s, LEXICONS[lang])]
    seen = [[text[q.span.start : q.span.end], rounded(q.low), rounded(q.high), q.unit or ""] for q in found]
    assert seen == CASES[lang][text]


@pytest.mark.parametrize(("lang", "entry"), [(lang, m) for lang in LANGUAGES for m in FILES[lang]["modifier"]])
def test_a_modifier_opens_or_blurs_the_number_of_its_example(parse, lang: str, entry: dict) -> None:
    _, sentences = parse(lang, entry["example"])
    (quantity,) = [q for s in sentences for q in find_quantities(s, LEXICONS[lang])]
    if entry["mode"] == "at-least":
        assert quantity.high is None
        assert quantity.low
    elif entry["mode"] == "at-most":
        assert quantity.low == 0
        assert quantity.high
    else:
        assert quantity.low == quantity.high


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_share_is_marked_as_one(parse, lang: str) -> None:
    text = {"it": "La metà dei soldati ha disertato.", "en": "Half of the soldiers deserted."}[lang]
    _, (sent,) = parse(lang, text)
    (quantity,) = find_quantities(sent, LEXICONS[lang])
    assert quantity.fraction
    assert sent.tokens[quantity.counted].text in {"soldati", "soldiers"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("ventuno", 21), ("ventitré", 23), ("trentotto", 38), ("centosessantuno", 161), ("duecentoduemila", 202_000),
     ("tremiladuecentoquarantatre", 3243), ("centottanta", 180), ("milano", None), ("cinquina", None), ("millecento", 1100)],
)
def test_italian_numbers_in_one_word(text: str, value: int | None) -> None:
    found = word(text, LEXICONS["it"].numbers)
    assert (found and found[0]) == value


@pytest.mark.parametrize(("lang", "text", "value"), [
    ("it", "1.200", 1200), ("it", "1,5", 1.5), ("it", "1.234.567,8", 1234567.8), ("it", "2.5", 2.5), ("it", "1.2.3.4", None),
    ("en", "1,200", 1200), ("en", "1.5", 1.5), ("en", "1,234,567.8", 1234567.8), ("en", "1,2", None), ("en", "1/4", 0.25),
])  # fmt: skip
def test_digits_are_read_by_the_signs_of_the_language(lang: str, text: str, value: float | None) -> None:
    assert digits(text, LEXICONS[lang].numbers) == value


@given(n=st.integers(0, 999_999_999))
@settings(max_examples=200, deadline=None)
def test_grouped_digits_come_back(n: int) -> None:
    assert digits(f"{n:,}", LEXICONS["en"].numbers) == n
    assert digits(f"{n:,}".replace(",", "."), LEXICONS["it"].numbers) == n


@pytest.mark.parametrize("lang", LANGUAGES)
@given(words=WORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_give_ordered_quantities_inside_the_sentence(parse, lang: str, words: list[str]) -> None:
    _, sentences = parse(lang, " ".join(words))
    for sent in sentences:
        found: list[Quantity] = list(find_quantities(sent, LEXICONS[lang]))
        assert found == list(find_quantities(sent, LEXICONS[lang]))
        ends = [sent.start, *(x for q in found for x in (q.span.start, q.span.end)), sent.end]
        assert ends == sorted(ends)
        for q in found:
            assert q.span.start < q.span.end
            assert q.low is not None or q.high is not None
            assert q.low is None or q.high is None or q.low <= q.high
        row = pieces(sent)
        numbers = [(i, read_number(row, i, LEXICONS[lang].numbers)) for i in range(len(row))]
        assert all(n is None or i <= n.last < len(row) for i, n in numbers)
