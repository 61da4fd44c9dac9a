"""How a cluster's claim changes over time, and the words that name the cluster."""

from collections.abc import Mapping, Sequence

from sayso.reconcile.profiles import Profile
from sayso.types import State, Status

LONG = 110  # characters of a title; longer sentences are cut at a word


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
    text = " ".join(p.document.text[p.claim.evidence.start : p.claim.evidence.end].split())
    text = text.rstrip(",;:")
    return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def title_of(members: Sequence[Profile], status: Status) -> str:
    """The words of one report that name the happening best, never words of our own.

    Rule: a sentence whose claim has the cluster's status, with at least four words and not overlong; one in which no other
    event stands before this one; a headline before the body; one in which a party stands by name; then the shortest.
    """

    def rank(p: Profile) -> tuple[bool, bool, int, bool, bool, int, str]:
        text = sentence(p)
        return (
            p.claim.factuality.status != status,
            text.endswith("…") or len(text.split()) < 4,
            min(p.before, 2),
            not is_headline(p),
            not p.named,
            len(text),
            p.claim.id,
        )

    return sentence(min(members, key=rank))


def is_headline(p: Profile) -> bool:
    title = p.document.title
    return bool(title) and p.claim.evidence.end <= len(title or "") + 1
