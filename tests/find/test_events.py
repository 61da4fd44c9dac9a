"""Events: sentences with what they must give, the lexicon's own examples, and what holds of every finding."""

import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import LexiconError
from sayso.find.events import find_events
from sayso.find.mentions import find_mentions
from sayso.lexicon import LANG, actors
from sayso.lexicon.events import EventLexicon, Trigger, load, weight
from sayso.types import Event, Sentence, Span, Token

HERE = Path(__file__).parent
FILE = "events.toml"
LANGS = tuple(sorted(path.parent.name for path in LANG.glob(f"*/{FILE}")))
FIRES = 0.85  # of the examples of one language; a small parser misreads short sentences
RIGHT = 0.85  # of the expected events
Parse = Callable[..., Any]


@lru_cache
def lexicons(lang: str) -> tuple[EventLexicon, actors.ActorLexicon]:
    return load(LANG / lang), actors.load(LANG / lang)


def events_of(sentences: tuple[Sentence, ...], lang: str) -> Iterator[Event]:
    events, names = lexicons(lang)
    for sent in sentences:
        yield from find_events(sent, events, tuple(find_mentions(sent, names)))


def shown(text: str, event: Event) -> tuple[str, str, str, str]:
    """Type, trigger, first actor and first recipient as they stand in the text."""

    def first(arguments: tuple[Any, ...]) -> str:
        return text[arguments[0].span.start : arguments[0].span.end] if arguments else ""

    return event.type, text[event.span.start : event.span.end], first(event.actor), first(event.recipient)


def matches(want: tuple[str, ...], got: tuple[str, ...]) -> bool:
    """The same type, trigger and role fillers; where a phrase after a filler hangs is the parser's affair."""
    return want[:2] == got[:2] and all(g == w or (w and g.startswith(w + " ")) for w, g in zip(want[2:], got[2:], strict=True))


@pytest.mark.parametrize("lang", LANGS)
def test_events_of_sentences(lang: str, parse: Parse) -> None:
    wrong, total = [], 0
    for kind, cases in tomllib.loads((HERE / f"events_{lang}.toml").read_text(encoding="utf-8")).items():
        for text, *expected in cases:
            found = [shown(text, event) for event in events_of(parse(lang, text)[1], lang)]
            total += max(1, len(expected))
            missing = [want for want in map(tuple, expected) if not any(matches(want, got) for got in found)]
            more = found if not expected else []
            wrong += [f"{kind}: {text} {x}, got {found}" for x in (*missing, *more)]
    assert len(wrong) <= (1 - RIGHT) * total, f"{len(wrong)} of {total} wrong:\n" + "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGS)
def test_entries_fire_on_their_examples(lang: str, parse: Parse) -> None:
    entries = [entry for found in lexicons(lang)[0].triggers.values() for entry in found]
    _, sentences = parse(lang, "\n".join(e.example for e in entries))  # one paragraph for each, parsed in one go
    found: dict[int, list[Event]] = {}
    for sent in sentences:
        found.setdefault(sent.paragraph, []).extend(events_of((sent,), lang))
    silent = [f"{e.lemma} {e.upos} {e.type}: {e.example}" for n, e in enumerate(entries) if not fires(e, found.get(n, []))]
    assert len(silent) <= (1 - FIRES) * len(entries), f"{len(silent)} of {len(entries)} silent:\n" + "\n".join(silent)


def fires(entry: Trigger, found: list[Event]) -> bool:
    """A NONE entry fires by keeping every other entry of its word silent."""
    rule = f"events.toml: {entry.lemma} {entry.upos}"
    own = [e for e in found if e.rule == rule or e.rule.startswith(rule + " +")]
    return not own if entry.type == "NONE" else any(e.type == entry.type for e in own)


@pytest.mark.parametrize("lang", LANGS)
def test_breadth(lang: str) -> None:
    """At least 1,200 triggers, and every PLOVER root among them."""
    entries = [entry for found in lexicons(lang)[0].triggers.values() for entry in found]
    assert len(entries) >= 1200
    roots = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE"
    assert {*roots.split(), "ASSAULT", "OTHER"} <= {entry.type for entry in entries}


@pytest.mark.parametrize("lang", LANGS)
def test_more_specific_entries_come_first(lang: str) -> None:
    for found in lexicons(lang)[0].triggers.values():
        weights = [weight(entry) for entry in found]
        assert weights == sorted(weights, reverse=True)


RELATIONS = ("root", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "acl:relcl", "xcomp", "conj", "case", "amod", "advcl")
WORDS = st.lists(
    st.tuples(
        st.sampled_from(["attack", "sign", "treaty", "army", "release", "by", "not", "will", "Norway"]),
        st.sampled_from(["VERB", "NOUN", "ADJ", "PROPN", "ADP", "AUX", "PRON"]),
        st.sampled_from(RELATIONS),
        st.integers(0, 11),
    ),
    min_size=1,
    max_size=12,
)


@given(words=WORDS)
def test_any_tree_gives_events_in_order_and_in_the_sentence(words: list[tuple[str, str, str, int]]) -> None:
    """Trees with cycles included: a parser may give anything."""
    tokens, start = [], 0
    for i, (word, upos, rel, head) in enumerate(words):
        tokens.append(Token(i, start, start + len(word), word, word, upos, {}, head % len(words), rel))
        start += len(word) + 1
    below = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    sent = Sentence(0, 1, 0, start, tuple(tokens), below)
    found = list(find_events(sent, lexicons("en")[0], ()))
    assert [e.tok for e in found] == sorted({e.tok for e in found})
    for event in found:
        spans = [event.span, *(a.span for a in (*event.actor, *event.recipient))]
        assert all(0 <= s.start < s.end <= start for s in spans)
        assert event.type != "NONE"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('lemma = "sign"\nupos = "VERB"\ntype = "AGREEMENT"\nexample = "x"', "type must be one of"),
        ('lemma = "sign"\nupos = "VRB"\ntype = "AGREE"\nexample = "x"', "upos must be one of"),
        ('lemma = "sign"\nupos = "VERB"\ntype = "AGREE"', "lacks example"),
        ('lemma = "sign"\nupos = "VERB"\ntype = "AGREE"\nexample = "x"\nobjekt = ["treaty"]', "unknown keys objekt"),
        ('lemma = "sign"\nupos = "VERB"\ntype = "AGREE"\nexample = "x"\nobject = "treaty"', "object must be list"),
    ],
)
def test_bad_entries_are_named(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / FILE).write_text(f"[[trigger]]\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint):
        load(tmp_path)


def test_word_lists_stand_for_their_words(tmp_path: Path) -> None:
    text = '[words]\npact = ["treaty", "accord"]\n[[trigger]]\nlemma = "sign"\nupos = "VERB"\ntype = "SUPPORT"\n'
    (tmp_path / FILE).write_text(text + 'object = ["@pact", "@actor"]\nexample = "x"\n', encoding="utf-8")
    (entry,) = load(tmp_path).triggers["sign", "VERB"]
    assert entry.object == {"treaty", "accord", "@actor"}


def test_span_of_the_trigger_is_one_word(parse: Parse) -> None:
    text = "The junta has cracked down on trade unions."
    (event,) = events_of(parse("en", text)[1], "en")
    assert event.span == Span(text.index("cracked"), text.index(" down"))
