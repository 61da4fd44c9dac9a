"""Attributions before they have id and parent."""

from dataclasses import dataclass

from sayso.lexicon.attribution import Cue
from sayso.types import Source, Span

Place = tuple[int, int]  # sentence, token


@dataclass(frozen=True, slots=True)
class Draft:
    source: Source | None
    cue: Span | None
    content: Span
    sent: int
    tok: int | None
    entry: Cue | None
    rule: str
    quoted: bool = False  # the content is a quotation
    outer: bool = False  # relays what another with the same content says (according to sources cited by the agency)
    elided: bool = False  # the subject is left unsaid, the source to be taken from what stands before


def order(draft: Draft) -> tuple[int, int, int]:
    """By cue, or content where there is none."""
    anchor = draft.cue or draft.content
    return anchor.start, draft.content.start, -draft.content.end


def holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
