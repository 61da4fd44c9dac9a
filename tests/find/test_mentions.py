"""Mentions: names in all their spellings, offices with their countries, and words that are no names."""

from pathlib import Path

import pytest
from conftest import Parse

from sayso.find.mentions import find_mentions
from sayso.lexicon import LANG, actors
from sayso.lexicon.files import read_file

CASES = [(lang, case) for lang in ("it", "en") for case in read_file(Path(__file__).parent / f"mentions_{lang}.toml")["case"]]


@pytest.mark.parametrize(("lang", "case"), CASES, ids=[c["text"] for _, c in CASES])
def test_mentions(lang: str, case: dict[str, object], parse: Parse) -> None:
    text = str(case["text"])
    _, sentences = parse(lang, text)
    found: dict[str, set[str]] = {}
    for sent in sentences:
        mentions = list(find_mentions(sent, actors.load(LANG / lang)))
        assert [m.tok for m in mentions] == sorted({m.tok for m in mentions})
        for m in mentions:
            for word in text[m.span.start : m.span.end].split():
                found.setdefault(word, set()).add(m.actor or "")
    for word, actor in case.get("actors", {}).items():  # type: ignore[attr-defined]
        assert actor in found.get(word, ()), found
    assert not {word for word in case.get("not", ()) if found.get(word, set()) - {""}}  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_lexicon_is_of_professional_size(lang: str) -> None:
    lexicon = actors.load(LANG / lang)
    kinds = [a.kind for a in lexicon.actors.values()]
    assert kinds.count("state") >= 195
    assert kinds.count("person") >= 1000
    assert kinds.count("outlet") >= 150
    assert sum(k in {"organisation", "armed-group", "party"} for k in kinds) >= 300
    assert lexicon.domains["nytimes.com"].id == "nyt"
