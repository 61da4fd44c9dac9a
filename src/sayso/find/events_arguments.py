"""The phrases that fill an event's roles. Used by the event finder only."""

from collections.abc import Container, Iterable, Iterator, Mapping

from sayso.find.events_frames import NOMINAL
from sayso.find.tree import base, children, phrase
from sayso.types import Argument, Mention, Sentence, Span


def arguments(
    sent: Sentence,
    trigger: int,
    fillers: Iterable[int],
    others: Container[int],
    mentions: Mapping[int, Mention],
    times: Container[str],
) -> tuple[Argument, ...]:
    """One argument for each filler and each noun coordinated with it, in text order; never over the trigger.

    `others` fill another role; a word of `times` (France on Tuesday) and what follows it are no part of a phrase.
    """
    found: dict[int, Argument] = {}
    for i in fillers:
        for part in (i, *_coordinated(sent, i, others)):
            noun = after_number(sent, part)
            span = _span(sent, noun, mentions, times)
            start, end = min(span.start, sent.tokens[part].start), span.end
            word = sent.tokens[trigger]
            if noun < trigger:
                end = min(end, sent.tokens[trigger - 1].end)
            elif noun > trigger:
                start = max(start, word.end + 1) if start <= word.start else start
            found[noun] = Argument(Span(start, end), sent.index, noun)
    return tuple(found[i] for i in sorted(found))


def _coordinated(sent: Sentence, i: int, others: Container[int]) -> Iterator[int]:
    return (c.i for c in children(sent, i) if base(c) == "conj" and c.upos in NOMINAL and c.i not in others)


def after_number(sent: Sentence, i: int) -> int:
    """The noun that directly follows a number, which a parser may tie elsewhere (11mila soldati); else `i`."""
    follows = sent.tokens[i].upos == "NUM" and i + 1 < len(sent.tokens) and sent.tokens[i + 1].upos == "NOUN"
    return i + 1 if follows else i


def _span(sent: Sentence, i: int, mentions: Mapping[int, Mention], times: Container[str]) -> Span:
    tok = sent.tokens[i]
    mention = mentions.get(i)
    if base(tok) in {"amod", "compound"}:
        return mention.span if mention else Span(tok.start, tok.end)
    return phrase(sent, i, times)
