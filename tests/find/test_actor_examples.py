"""Every entry of actors.toml fires on its own example."""

from collections.abc import Iterator

import pytest
from conftest import Parse

from sayso.find.coreference import resolve_coreference
from sayso.find.mentions import find_mentions
from sayso.lexicon import LANG, actors
from sayso.lexicon.files import read_file
from sayso.lexicon.names import fold
from sayso.types import Mention, Sentence

LANGUAGES = ("it", "en")
MISPARSED = 0.05  # the part of the examples on which a parser may fail


def read(parse: Parse, lang: str, text: str) -> tuple[tuple[Sentence, ...], tuple[Mention, ...]]:
    lexicon = actors.load(LANG / lang)
    _, sentences = parse(lang, text)
    found = tuple(m for s in sentences for m in find_mentions(s, lexicon))
    return sentences, resolve_coreference(sentences, found, lexicon)


def fires(table: str, entry: dict[str, object], sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> bool:
    def at(mention: Mention) -> str:
        return sentences[mention.sent].tokens[mention.tok].text

    if table == "role":
        lemma = str(entry["lemma"])
        return any(m.actor and fold(at(m))[:3] == fold(lemma)[:3] and m.basis in {"role", "name"} for m in mentions)
    if table == "metonym":
        return any(m.actor == entry["actor"] and m.kind == entry["kind"] for m in mentions)
    if table == "demonym":
        return any(m.actor == entry["actor"] and m.basis == "adjective" for m in mentions)
    basis = {"description": "description", "pronoun": "pronoun"}[table]
    return any(m.basis == basis and (m.actor or m.country) for m in mentions)


def entries(lang: str) -> Iterator[tuple[str, dict[str, object]]]:
    data = read_file(LANG / lang / "actors.toml")
    for table in ("metonym", "demonym", "role", "description", "pronoun"):
        for entry in data[table]:
            yield table, entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_fires_on_its_example(lang: str, parse: Parse) -> None:
    every = list(entries(lang))
    silent = [(t, e.get("lemma"), e["example"]) for t, e in every if not fires(t, e, *read(parse, lang, str(e["example"])))]
    assert len(silent) <= MISPARSED * len(every), silent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_adjective_of_nationality_is_found(lang: str, parse: Parse) -> None:
    lexicon = actors.load(LANG / lang)
    template = next(iter(lexicon.settings["adjective_examples"]))
    silent = []
    for forms in lexicon.forms.values():
        for form in forms:
            if form.basis == "adjective":
                _, found = read(parse, lang, template.format(" ".join(form.pieces)))
                if not any(m.country == form.actor.country for m in found):
                    silent.append(form.pieces)
    assert not silent
