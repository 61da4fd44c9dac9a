"""Places, their countries and how exact they are."""

from pathlib import Path

import pytest
from conftest import Parse

from sayso.find.mentions import find_mentions
from sayso.find.places import find_places
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
