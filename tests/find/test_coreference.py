"""Coreference: what pronouns and descriptions stand for, and what must stay open. Every entry's example: test_actor_examples."""

import pytest
from conftest import Parse

from sayso.find.coreference import resolve_coreference
from sayso.find.mentions import find_mentions
from sayso.lexicon import LANG, actors
from sayso.types import Mention

CASES = [
    ("it", "La Russia ha firmato. Pyongyang ha inviato soldati. Il regime ha smentito.", "regime", {"PRK"}),
    ("it", "La Corea del Nord ha lanciato un missile. Il Paese asiatico ha parlato di una prova.", "Paese", {"PRK"}),
    ("it", "La Francia ha chiuso l'ambasciata. Il Paese asiatico ha protestato.", "Paese", set()),
    ("it", "La Russia e la Corea del Nord hanno firmato un patto. I due Paesi si sosterranno.", "Paesi", {"RUS", "PRK"}),
    ("it", "Il tempo è bello. Il Paese attende.", "Paese", set()),
    ("it", "Emmanuel Macron è arrivato a Kiev. Il presidente ha promesso aiuti.", "presidente", {"emmanuel-macron"}),
    ("en", "Russia and North Korea signed a pact. The two countries will help each other.", "countries", {"RUS", "PRK"}),
    ("en", "North Korea fired a missile. It also closed the border.", "It", {"PRK"}),
    ("en", "It is raining. It may snow.", "It", set()),
    ("en", "Angela Merkel left the summit. He spoke of progress.", "He", set()),
    ("en", "Angela Merkel left the summit. She spoke of progress.", "She", {"angela-merkel"}),
    ("en", "Hamas freed two hostages. The group asked for a truce.", "group", {"Hamas"}),
]


def resolve(parse: Parse, lang: str, text: str) -> list[Mention]:
    lexicon = actors.load(LANG / lang)
    _, sentences = parse(lang, text)
    named = tuple(m for s in sentences for m in find_mentions(s, lexicon))
    return list(resolve_coreference(sentences, named, lexicon))


@pytest.mark.parametrize(("lang", "text", "word", "actor"), CASES, ids=[c[1] for c in CASES])
def test_coreference(lang: str, text: str, word: str, actor: set[str], parse: Parse) -> None:
    found = resolve(parse, lang, text)
    assert [(m.sent, m.tok) for m in found] == sorted((m.sent, m.tok) for m in found)
    assert {m.actor for m in found if text[m.span.start : m.span.end] == word and m.actor} == actor
