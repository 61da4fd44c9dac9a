"""Places, their countries and how exact they are."""

from pathlib import Path

import pytest
from conftest import Parse

from sayso.find.mentions import find_mentions
from sayso.find.places import find_places, find_places_meant
from sayso.lexicon import LANG, actors, places
from sayso.lexicon.files import read_file
from sayso.types import Place

CASES = [(lang, case) for lang in ("it", "en") for case in read_file(Path(__file__).parent / f"places_{lang}.toml")["case"]]


def find(parse: Parse, lang: str, text: str, context: frozenset[str] = frozenset()) -> dict[str, Place]:
    _, sentences = parse(lang, text)
    lexicon, known = places.load(LANG / lang), actors.load(LANG / lang)
    found = [p for s in sentences for p in find_places(s, tuple(find_mentions(s, known)), lexicon, context)]
    assert all(text[p.span.start : p.span.end] for p in found)
    return {word: p for p in found for word in text[p.span.start : p.span.end].split()}


@pytest.mark.parametrize(("lang", "case"), CASES, ids=[c["text"] for _, c in CASES])
def test_places(lang: str, case: dict[str, object], parse: Parse) -> None:
    found = find(parse, lang, str(case["text"]))
    for word, (country, precision) in case.get("places", {}).items():  # type: ignore[attr-defined]
        assert word in found, found
        assert (found[word].country or "", found[word].precision) == (country, precision)
    assert not set(case.get("not", ())) & found.keys()  # type: ignore[call-overload]


def test_context_decides_between_namesakes() -> None:
    lexicon = places.load(LANG / "en")
    site = {c: places.look_up(lexicon, "Tripoli", frozenset({c})) for c in ("LBY", "LBN")}
    assert {c: s.country for c, s in site.items() if s} == {"LBY": "LBY", "LBN": "LBN"}


def test_unknown_name_is_no_site() -> None:
    assert places.look_up(places.load(LANG / "en"), "Qwertyville", frozenset()) is None


MEANT = {
    "it": "Due autobombe sono esplose nel villaggio di Khazna. Il sindaco ha detto che nel villaggio non ci sono più case.",
    "en": "Two car bombs exploded in the village of Khazna. The mayor said that in the village no house was left.",
}


@pytest.mark.parametrize("lang", MEANT)
def test_a_bare_noun_means_the_town_named_last(lang: str, parse: Parse) -> None:
    _, sentences = parse(lang, MEANT[lang])
    lexicon, known = places.load(LANG / lang), actors.load(LANG / lang)
    named = [p for s in sentences for p in find_places(s, tuple(find_mentions(s, known)), lexicon, frozenset())]
    found = list(find_places_meant(sentences, named, lexicon))
    assert [p.sent for p in found] == [0, 1]
    assert found[0].name == found[1].name


def test_a_clause_takes_up_a_place(parse: Parse) -> None:
    found = find(parse, "en", "Three people died in Goma, where rebels took power.")
    assert found["Goma"].relative == 6
