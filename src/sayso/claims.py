"""Findings -> Claims: each event with its arguments, time, place, quantities, chain of attributions and factuality."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sayso.attachment import places as places_of
from sayso.attachment import times
from sayso.tolls import tolls
from sayso.types import (
    Attribution,
    Claim,
    Document,
    Event,
    Factuality,
    Place,
    Quantity,
    Sentence,
    Span,
    Timex,
)

CREDIT = "credit"  # rule of the attribution by which a report names the agency it comes from
Judge = Callable[[Event, Sequence[Attribution]], Factuality]
Located = TypeVar("Located", Event, Timex, Place, Quantity)


def build_claims(
    doc: Document,
    sentences: Sequence[Sentence],
    events: Sequence[Event],
    attributions: Sequence[Attribution],
    timexes: Sequence[Timex],
    quantities: Sequence[Quantity],
    places: Sequence[Place],
    judge: Judge,
    together: frozenset[str] = frozenset(),
) -> tuple[Claim, ...]:
    """One Claim for each event, in text order.

    `judge` gives the factuality of an event under its chain; attachment.py says what belongs to which event, with `together`,
    the conjunctions of what happens at the same time.
    """
    dated = {(t.sent, i) for t in timexes for i in range(t.span.start, t.span.end)}
    dates, numbers, where = by_sentence(timexes), by_sentence(quantities), by_sentence(places)
    found: list[Claim] = []
    for index, here in by_sentence(events).items():
        sent = sentences[index]
        time = times(sent, here, dates.get(index, []), together)
        toll = tolls(sent, here, numbers.get(index, []))
        place = places_of(sent, here, where.get(index, []), dates.get(index, []), together)
        for event in here:
            chain = chain_of(event, attributions)
            found.append(
                Claim(
                    id=claim_id(doc, event),
                    document=doc.id,
                    event=event,
                    actor=tuple(a for a in event.actor if (a.sent, a.span.end - 1) not in dated),
                    recipient=tuple(a for a in event.recipient if (a.sent, a.span.end - 1) not in dated),
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
    """The attributions whose content holds the trigger, outermost first; a cue is not in its own content.

    The agency that a report is credited to says what nobody else says in it, and is no relay of what others say.
    """
    holding = [
        a
        for a in attributions
        if a.content.start <= event.span.start
        and event.span.end <= a.content.end
        and not (a.cue and a.cue.start <= event.span.start and event.span.end <= a.cue.end)
    ]
    holding = [a for a in holding if a.rule != CREDIT] or holding
    if len(holding) < 2:
        return holding
    parent = {a.id: a.parent for a in attributions}

    def nesting(a: Attribution) -> int:
        n, up = 0, a.parent
        while up is not None and n < 9:
            n, up = n + 1, parent.get(up)
        return n

    return sorted(holding, key=lambda a: (nesting(a), a.content.start - a.content.end, a.content.start))
