"""Findings -> Claims: each event with its arguments, time, place, quantities, chain of attributions and factuality."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sayso.attachment import places as places_of
from sayso.attachment import times, tolls
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
Located = TypeVar("Located", Event, Timex, Place, Quantity)


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

    `judge` gives the factuality of an event under its chain; attachment.py says what belongs to which event.
    """
    dated = {(t.sent, i) for t in timexes for i in range(t.span.start, t.span.end)}
    dates, numbers, where = by_sentence(timexes), by_sentence(quantities), by_sentence(places)
    mentioned = mentions_by_sentence(mentions)
    found: list[Claim] = []
    for index, here in by_sentence(events).items():
        sent = sentences[index]
        time = times(sent, here, dates.get(index, []))
        toll = tolls(sent, here, numbers.get(index, []))
        place = places_of(sent, here, where.get(index, []))
        for event in here:
            chain = chain_of(event, attributions)
            found.append(
                Claim(
                    id=claim_id(doc, event),
                    document=doc.id,
                    event=event,
                    actor=tuple(resolve(a, mentioned) for a in event.actor if (a.sent, a.span.end - 1) not in dated),
                    recipient=tuple(resolve(a, mentioned) for a in event.recipient if (a.sent, a.span.end - 1) not in dated),
                    place=place.get(event.tok),
                    time=time.get(event.tok),
                    quantities=tuple(toll.get(event.tok, [])),
                    factuality=judge(event, chain),
                    attribution=tuple(a.id for a in chain),
                    evidence=Span(sent.start, sent.end),
                    lemma=sent.tokens[event.tok].lemma,
                    confidence=event.confidence,
                )
            )
    return tuple(sorted(found, key=lambda c: (c.event.span.start, c.event.type)))


def by_sentence(found: Iterable[Located]) -> dict[int, list[Located]]:
    """{sentence: findings}."""
    sorted_in: dict[int, list[Located]] = {}
    for item in found:
        sorted_in.setdefault(item.sent, []).append(item)
    return sorted_in


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
    if len(holding) < 2:
        return holding
    parent = {a.id: a.parent for a in attributions}

    def nesting(a: Attribution) -> int:
        n, up = 0, a.parent
        while up is not None and n < 9:
            n, up = n + 1, parent.get(up)
        return n

    return sorted(holding, key=lambda a: (nesting(a), a.content.start - a.content.end, a.content.start))


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
