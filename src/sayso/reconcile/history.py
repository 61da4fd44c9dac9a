"""How a cluster's claim changes over time, and the words that name the cluster."""

import re
from collections.abc import Mapping, Sequence

from sayso.reconcile.profiles import Profile
from sayso.types import State, Status

LONG = 110  # characters of a title; longer sentences are cut at a word
WORDS = 4  # of the shortest title
HOME = "en"  # language of the brief
PAUSE = re.compile(r"[,;:](?=\s)|\s[–—-]\s")
QUOTES = (("“", "”"), ("«", "»"), ("(", ")"))


def find_history(members: Sequence[Profile], origin: Mapping[str, str]) -> tuple[State, ...]:
    """The first report of each status and origin, in order of day: planned, then done or denied."""
    seen: set[tuple[Status, str]] = set()
    states = []
    for p in sorted(members, key=lambda p: p.order):
        step = (p.claim.factuality.status, origin[p.claim.id])
        if step not in seen:
            seen.add(step)
            states.append(State(p.document.published, *step, p.document.id, p.claim.id, sentence(p)))
    return tuple(states)


def sentence(p: Profile) -> str:
    """The sentence that holds the claim, cut at a word when it is long."""
    return shortened(p.document.text[p.claim.evidence.start : p.claim.evidence.end])


def shortened(text: str) -> str:
    text = " ".join(text.split()).rstrip(",;:")
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def clause(p: Profile) -> str:
    """The sentence up to the first pause after the event, when that leaves enough words and no quotation open."""
    text = p.document.text[p.claim.evidence.start : p.claim.evidence.end]
    pause = PAUSE.search(text, p.claim.event.span.end - p.claim.evidence.start)
    part = text[: pause.start()] if pause else text
    whole = len(part.split()) < WORDS or any(part.count(a) != part.count(b) for a, b in QUOTES) or part.count('"') % 2
    return shortened(text if whole else part)


def title_of(members: Sequence[Profile], status: Status) -> str:
    """The words of one report that name the happening best, never words of our own.

    Rule: a clause whose claim has the cluster's status, long enough and not overlong; in the language of the brief where a third
    of the reports are in it; with no other event before this one; a headline before the body; one in which a party stands by
    name; one with a figure; then the shortest.
    """
    at_home = {p.document.id for p in members if p.document.lang == HOME}
    home = 3 * len(at_home) >= len({p.document.id for p in members})

    def rank(p: Profile) -> tuple[bool, bool, bool, int, bool, bool, bool, int, str]:
        text = clause(p)
        return (
            p.claim.factuality.status != status,
            text.endswith("…") or len(text.split()) < WORDS,
            home and p.document.lang != HOME,
            min(p.before, 2),
            not is_headline(p),
            not p.named,
            not p.figures,
            len(text),
            p.claim.id,
        )

    return clause(min(members, key=rank))


def is_headline(p: Profile) -> bool:
    title = p.document.title
    return bool(title) and p.claim.evidence.end <= len(title or "") + 1
