"""Factuality: sentences with the expected status, the lexicon's own examples, and what holds of every finding."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import LexiconError
from sayso.find.factuality import combine, find_factuality
from sayso.find.factuality_cues import reaches
from sayso.lexicon import LANG
from sayso.lexicon.factuality import FILE, load
from sayso.types import Attribution, Event, Factuality, Sentence, Span

HERE = Path(__file__).parent
LANGS = tuple(sorted(path.parent.name for path in LANG.glob(f"*/{FILE}")))
FLOOR = 0.88  # of the sentences of one language; the parser is wrong now and then


def _event(sent: Sentence, i: int) -> Event:
    tok = sent.tokens[i]
    return Event(Span(tok.start, tok.end), sent.index, i, "OTHER", (), (), "test")


def _cases(lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Kind, sentence, trigger's offset as text, expected status."""
    for kind, cases in tomllib.loads((HERE / f"factuality_{lang}.toml").read_text(encoding="utf-8")).items():
        for text, status in cases:
            yield kind, text.replace("[", "").replace("]", ""), text.index("["), status


def _at(sentences: tuple[Sentence, ...], offset: int) -> tuple[Sentence, int]:
    return next((sent, tok.i) for sent in sentences for tok in sent.tokens if tok.start <= offset < tok.end)


def _parsed(lang: str, texts: list[str], parse: Callable[..., Any]) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of each text, all parsed as the paragraphs of one document, offsets those of the document."""
    found: list[list[Sentence]] = [[] for _ in texts]
    for sent in parse(lang, "\n".join(texts))[1]:
        found[sent.paragraph].append(sent)
    return map(tuple, found)


@pytest.mark.parametrize("lang", LANGS)
def test_status_of_sentences(lang: str, parse: Callable[..., Any]) -> None:
    lexicon, wrong, cases = load(LANG / lang), [], list(_cases(lang))
    start = 0
    for (kind, text, offset, expected), sentences in zip(cases, _parsed(lang, [c[1] for c in cases], parse), strict=True):
        sent, i = _at(sentences, start + offset)
        got = find_factuality(sent, _event(sent, i), lexicon)
        if got.status != expected:
            wrong.append(f"{kind}: {text} [{sent.tokens[i].text}] {expected}, got {got.status} by {got.rule}")
        start += len(text) + 1
    assert len(wrong) <= (1 - FLOOR) * len(cases), f"{len(wrong)} of {len(cases)} wrong:\n" + "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_fires_on_its_example(lang: str, parse: Callable[..., Any]) -> None:
    """On some word of the example the entry must be among the cues that reach it, for 93 of 100 entries.

    The rest fall to mistakes of the parser.
    """
    lexicon = load(LANG / lang)
    entries = (*lexicon.cues, *lexicon.moods)
    silent = [
        f"{entry.rule}: {entry.example}"
        for entry, sentences in zip(entries, _parsed(lang, [e.example for e in entries], parse), strict=True)
        if not any(entry.rule == r.rule for sent in sentences for tok in sent.tokens for r in reaches(sent, lexicon, tok.i))
    ]
    assert len(silent) <= 0.07 * len(entries), "\n".join(silent)


@pytest.mark.parametrize("lang", LANGS)
def test_cues_are_words_of_the_sentence_in_text_order(lang: str, parse: Callable[..., Any]) -> None:
    lexicon = load(LANG / lang)
    for sentences in _parsed(lang, [case[1] for case in _cases(lang)], parse):
        for sent in sentences:
            words = {Span(tok.start, tok.end) for tok in sent.tokens}
            for tok in sent.tokens:
                found = find_factuality(sent, _event(sent, tok.i), lexicon)
                assert set(found.cues) <= words
                assert list(found.cues) == sorted(set(found.cues))
                assert found.status != "denied" or found.polarity == "-"
                assert found.status == "asserted" or found.rule


def _attribution(**changes: Any) -> Attribution:
    values = {
        "id": "a",
        "parent": None,
        "source": None,
        "cue": Span(0, 4),
        "content": Span(5, 9),
        "kind": "named",
        "sent": 0,
        "tok": 0,
    }
    return Attribution(**{**values, **changes})


ASSERTED = Factuality("asserted", "CT", "+", "past")


@pytest.mark.parametrize(
    ("own", "chain", "status"),
    [
        (ASSERTED, (), "asserted"),
        (ASSERTED, (_attribution(),), "asserted"),
        (ASSERTED, (_attribution(polarity="-"),), "denied"),
        (ASSERTED, (_attribution(hearsay=True),), "hedged"),
        (ASSERTED, (_attribution(certainty="PS"),), "hedged"),
        (ASSERTED, (_attribution(polarity="-"), _attribution()), "asserted"),
        (Factuality("planned", "PR", "+", "future"), (_attribution(hearsay=True),), "hedged"),
        (Factuality("denied", "CT", "-", "past"), (_attribution(hearsay=True),), "denied"),
    ],
)
def test_what_the_chain_adds(own: Factuality, chain: tuple[Attribution, ...], status: str) -> None:
    assert combine(own, chain).status == status


def test_known_facts_take_nothing_over() -> None:
    assert combine(ASSERTED, (_attribution(hearsay=True),), heads=False) == ASSERTED


def test_broken_entries_are_named(tmp_path: Path) -> None:
    head = '[settings]\nquestion_marks = ["?"]\nadversative = []\n'
    cue = '[[cue]]\nlemma = "may"\nupos = "AUX"\nkind = "{}"\nscope = ["aux"]\nstatus = "{}"\ncertainty = "PS"\nexample = "x"\n'
    for kind, status in (("mood", "hedged"), ("modal", "maybe")):
        (tmp_path / FILE).write_text(head + cue.format(kind, status), encoding="utf-8")
        with pytest.raises(LexiconError, match=r"\[\[cue\]\] 1 \(may\)"):
            load(tmp_path)
    (tmp_path / FILE).write_text(cue.format("modal", "hedged"), encoding="utf-8")
    with pytest.raises(LexiconError, match="settings"):
        load(tmp_path)
