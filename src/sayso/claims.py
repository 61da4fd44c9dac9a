"""Findings -> Claims: each event with its arguments, time, place, quantities, chain of attributions and factuality."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sayso.types import (
    Argument,
    Attribution,
    Claim,
    Document,
    Event,
    Factuality,
    Mention,
    Place,
    Quantity,
    Sentence,
    Span,
    Timex,
)

Judge = Callable[[Event, Sequence[Attribution]], Factuality]

Found = TypeVar("Found", Timex, Place, Quantity)


def build_claims(
    doc: Document,
    sentences: Sequence[Sentence],
    events: Sequence[Event],
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    quantities: Sequence[Quantity],
    places: Sequence[Place],
    judge: Judge,
) -> tuple[Claim, ...]:
    """One Claim for each event, in text order.

    A time, place or quantity belongs to the nearest event above it in the parse, never to two unrelated ones; what hangs
    on a clause without an event belongs to none. `judge` gives the factuality of an event under its chain.
    """
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sent, []).append(event)
    mentioned = mentions_by_sentence(mentions)
    found: list[Claim] = []
    for index, here in by_sentence.items():
        sent = sentences[index]
        triggers = {e.tok for e in here}
        own_time = owners(sent, triggers, [t for t in timexes if t.sent == index])
        own_place = owners(sent, triggers, [p for p in places if p.sent == index])
        own_quantity = owners(sent, triggers, [q for q in quantities if q.sent == index])
        for event in here:
            chain = chain_of(event, attributions)
            found.append(
                Claim(
                    id=claim_id(doc, event),
                    document=doc.id,
                    event=event,
                    actor=tuple(resolve(a, mentioned) for a in event.actor),
                    recipient=tuple(resolve(a, mentioned) for a in event.recipient),
                    place=first(own_place.get(event.tok, [])),
                    time=first(own_time.get(event.tok, [])),
                    quantities=tuple(own_quantity.get(event.tok, [])),
                    factuality=judge(event, chain),
                    attribution=tuple(a.id for a in chain),
                    evidence=Span(sent.start, sent.end),
                    lemma=sent.tokens[event.tok].lemma,
                    confidence=event.confidence,
                )
            )
    return tuple(sorted(found, key=lambda c: (c.event.span.start, c.event.type)))


def first(found: Sequence[Found]) -> Found | None:
    return found[0] if found else None


def claim_id(doc: Document, event: Event) -> str:
    """16 hexadecimal digits from document, trigger and type: the same reading gives the same id."""
    key = f"{doc.id}\0{event.span.start}\0{event.span.end}\0{event.type}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def chain_of(event: Event, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions whose content holds the trigger, outermost first; a cue is not in its own content."""
    holding = [
        a
        for a in attributions
        if a.content.start <= event.span.start
        and event.span.end <= a.content.end
        and not (a.cue and a.cue.start <= event.span.start and event.span.end <= a.cue.end)
    ]
    depth = {a.id: a.parent for a in attributions}

    def nesting(a: Attribution) -> int:
        n, up = 0, a.parent
        while up is not None and n < 9:
            n, up = n + 1, depth.get(up)
        return n

    return sorted(holding, key=lambda a: (nesting(a), a.content.start - a.content.end, a.content.start))


def owners(sent: Sentence, triggers: set[int], found: Sequence[Found]) -> dict[int, list[Found]]:
    """{trigger token: findings it owns}, both in text order.

    A finding goes up the tree from its head. The first token met that is a trigger owns it; a verb that is none hands it to
    the trigger among its own arguments (launched an *attack* on Monday), then, if it has none, to the coordinated verb.
    """
    owned: dict[int, list[Found]] = {}
    for item in found:
        owner = owner_of(sent, triggers, item.tok)
        if owner is not None:
            owned.setdefault(owner, []).append(item)
    return owned


def owner_of(sent: Sentence, triggers: set[int], tok: int) -> int | None:
    if tok in triggers:
        return tok
    seen = {tok}
    at = tok
    while True:
        if (below := trigger_below(sent, triggers, at, tok)) is not None:
            return below
        up = sent.tokens[at].head
        if up in seen:
            return None
        if up in triggers:
            return up
        seen.add(up)
        at = up


ARGUMENTS = {"nsubj", "obj", "obl", "iobj", "xcomp", "nmod", "ccomp"}


def trigger_below(sent: Sentence, triggers: set[int], head: int, tok: int) -> int | None:
    """The trigger among the arguments of `head` (not the branch that `tok` is in) nearest to `tok`, if `head` is a verb."""
    if sent.tokens[head].upos not in {"VERB", "AUX", "NOUN", "ADJ"} or head == tok:
        return None
    near = [c for c in sent.children[head] if c in triggers and sent.tokens[c].deprel.split(":")[0] in ARGUMENTS]
    return min(near, key=lambda c: abs(c - tok)) if near else None


def mentions_by_sentence(mentions: Iterable[Mention]) -> dict[int, dict[int, Mention]]:
    """{sentence: {head token: mention}}; where two share a head, the one that knows more."""
    found: dict[int, dict[int, Mention]] = {}
    for m in mentions:
        here = found.setdefault(m.sent, {})
        if m.tok not in here or knows(m) > knows(here[m.tok]):
            here[m.tok] = m
    return found


def knows(m: Mention) -> tuple[bool, bool, int]:
    return m.actor is not None, m.country is not None, m.span.end - m.span.start


def resolve(arg: Argument, mentioned: Mapping[int, Mapping[int, Mention]]) -> Argument:
    """The argument with the actor and country of the mention at its head, else the country that its phrase names first."""
    here = mentioned.get(arg.sent, {})
    mention = here.get(arg.tok)
    if mention and (mention.actor or mention.country):
        return replace(arg, actor=mention.actor, country=mention.country)
    inside = [m for m in here.values() if m.country and arg.span.start <= m.span.start and m.span.end <= arg.span.end]
    return replace(arg, country=min(inside, key=lambda m: m.span.start).country) if inside else arg
