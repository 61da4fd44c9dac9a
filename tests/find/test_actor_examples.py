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


def lines(parse: Parse, lang: str, texts: list[str]) -> list[tuple[list[Sentence], list[Mention]]]:
    """Sentences and mentions of each of many short texts, parsed as the paragraphs of one."""
    lexicon = actors.load(LANG / lang)
    _, sentences = parse(lang, "\n".join(texts))
    found: list[tuple[list[Sentence], list[Mention]]] = [([], []) for _ in texts]
    for sent in sentences:
        found[sent.paragraph][0].append(sent)
        found[sent.paragraph][1].extend(find_mentions(sent, lexicon))
    return found


def names_actor(table: str, entry: dict[str, object], sentences: list[Sentence], mentions: list[Mention]) -> bool:
    words = {s.index: s.tokens for s in sentences}
    if table == "role":
        start = fold(str(entry["lemma"]))[:3]
        named = [m for m in mentions if m.actor and m.basis in {"role", "name"}]
        return any(fold(words[m.sent][m.tok].text).startswith(start) for m in named)
    if table == "metonym":
        return any(m.actor == entry["actor"] and m.kind == entry["kind"] for m in mentions)
    return any(m.actor == entry["actor"] and m.basis == "adjective" for m in mentions)


def stands_for_actor(table: str, text: str, lang: str, parse: Parse) -> bool:
    lexicon = actors.load(LANG / lang)
    _, sentences = parse(lang, text)
    found = tuple(m for s in sentences for m in find_mentions(s, lexicon))
    return any(m.basis == table and (m.actor or m.country) for m in resolve_coreference(sentences, found, lexicon))


def entries(lang: str) -> Iterator[tuple[str, dict[str, object]]]:
    data = read_file(LANG / lang / "actors.toml")
    for table in ("metonym", "demonym", "role", "description", "pronoun"):
        for entry in data[table]:
            yield table, entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_fires_on_its_example(lang: str, parse: Parse) -> None:
    every = list(entries(lang))
    alone = [(t, e) for t, e in every if t in {"metonym", "demonym", "role"}]
    read = lines(parse, lang, [str(e["example"]) for _, e in alone])
    silent = [e["example"] for (t, e), found in zip(alone, read, strict=True) if not names_actor(t, e, *found)]
    linked = [(t, str(e["example"])) for t, e in every if t in {"description", "pronoun"}]
    silent += [text for table, text in linked if not stands_for_actor(table, text, lang, parse)]
    assert len(silent) <= MISPARSED * len(every), silent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_adjective_of_nationality_is_found(lang: str, parse: Parse) -> None:
    lexicon = actors.load(LANG / lang)
    template = next(iter(lexicon.settings["adjective_examples"]))
    forms = [f for some in lexicon.forms.values() for f in some if f.basis == "adjective"]
    read = lines(parse, lang, [template.format(" ".join(f.pieces)) for f in forms])
    silent = [f.pieces for f, (_, ms) in zip(forms, read, strict=True) if all(m.actor != f.actor.id for m in ms)]
    assert len(silent) <= MISPARSED * len(forms), silent
