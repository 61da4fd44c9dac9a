"""Claims that report one happening: pairs are judged by named rules, then joined, best pair first.

A wrong join is worse than a missed one. What keeps two claims apart always wins over what they share: known parties that
exclude each other, stated days that exclude each other, places far apart, two happenings of one sentence. A happening that
occurs once between the same parties (a treaty is signed once) is the exception for days: there another day is a
contradiction, not another happening.
"""

from collections.abc import Iterable, Sequence
from math import cos, hypot, radians

from sayso.reconcile.profiles import CASUALTIES, RECIPROCAL, Profile, tells
from sayso.types import Link, Place, Verdict

ENOUGH = 4.0  # score from which two claims are taken as one happening
ENOUGH_LATE = 5.0  # the same when the reports lie more than RECENT days apart and no stated day ties them
RECENT = 10  # days: news of one happening without a stated day
LASTING = 150  # days: a toll or a deployment that reports go on giving
ONCE = 400  # days between two dates given for a happening that occurs once
FAR = 100  # km
STRAY = 0.13  # part of the pairs checked that may clash: one misread role must not split a happening
LOOK_AT = 6  # members of a cluster that a join is checked against

Judged = tuple[Verdict, float, str]


def compare(a: Profile, b: Profile) -> Judged:
    """Whether two claims report one happening, with a score and the reason in words."""
    if a.group != b.group:
        return "different", 0.0, "other kinds of happening"
    if reason := clash(a, b):
        return "different", 0.0, reason
    shared = a.words & b.words
    score, reasons = likeness(a, b, shared)
    tied = same_days(a, b)
    need = ENOUGH if tied or near_in_time(a, b) else ENOUGH_LATE
    need += said_otherwise(a, b)
    anchored = tied or bool(shared) or same_figures(a, b)
    verdict: Verdict = "same" if anchored and score >= need else "unsure"
    return verdict, score, "; ".join(reasons)


def likeness(a: Profile, b: Profile, shared: frozenset[str]) -> tuple[float, list[str]]:
    """Points for all that two claims share, with a reason for each."""
    score, reasons = (2.0, [f"both {a.trigger}"]) if a.trigger == b.trigger else (1.5, [f"{a.trigger} and {b.trigger}"])
    points = (
        (min(3, len(shared)), "words: " + ", ".join(w.lstrip("~") for w in sorted(shared)[:5])),
        (bool(a.actors & b.actors), "actor " + ", ".join(sorted(a.actors & b.actors))),
        (bool(a.recipients & b.recipients), "recipient " + ", ".join(sorted(a.recipients & b.recipients))),
        (bool(swapped(a, b)), "the same two parties"),
        (bool(a.place and b.place and a.place.name == b.place.name), f"place {a.place.name if a.place else ''}"),
        (1.5 * same_victims(a, b), "the same victims"),
        (bool(a.sources & b.sources), "the same source"),
        (1.5 * same_days(a, b), "the same stated day"),
        (1.5 * same_figures(a, b), "the same figure"),
    )
    for value, reason in points:
        if value:
            score += value
            reasons.append(reason)
    return score, reasons


def clash(a: Profile, b: Profile) -> str | None:
    """Why two claims cannot be one happening, or None."""
    if a.actors and b.actors and not a.actors & b.actors and not swapped(a, b) and not halves(a, b):
        return "other actors"
    goes_on = a.lasting and b.lasting and (not a.actors or not b.actors or a.actors & b.actors)  # to Russia, against Ukraine
    if a.recipients and b.recipients and not a.recipients & b.recipients and not swapped(a, b) and not goes_on:
        return "other recipients"
    one_toll = a.lasting and b.lasting and same_victims(a, b)  # killed in Kursk, killed in the war against Ukraine
    if a.place and b.place and not one_toll and apart(a.place, b.place):
        return f"other places ({a.place.name}, {b.place.name})"
    if a.things and b.things and not a.things & b.things:
        return "done to other things"
    if a.another != b.another:
        return "one of them is said to be another one"
    if (a.speech or b.speech) and not a.actors & b.actors:
        return "the speaker is not known to be one"
    if a.document.id == b.document.id and (reason := apart_in_report(a, b)):
        return reason
    return clash_in_time(a, b)


def swapped(a: Profile, b: Profile) -> frozenset[str]:
    """Parties shared by two claims of a kind that has no direction (A signs with B, B signs with A)."""
    if a.claim.event.type not in RECIPROCAL or b.claim.event.type not in RECIPROCAL:
        return frozenset()
    shared = a.parties & b.parties
    return shared if len(shared) > 1 else frozenset()


def halves(a: Profile, b: Profile) -> bool:
    """Whether each names one of two parties of a happening that occurs once (Russia signed it; North Korea signed it)."""
    return a.once and b.once and 1 in (len(a.parties), len(b.parties)) and bool(a.words & b.words)


def apart(a: Place, b: Place) -> bool:
    """Whether two places exclude each other: other countries, or towns more than FAR km apart."""
    if a.country and b.country and a.country != b.country:
        return True
    if a.precision != "city" or b.precision != "city":
        return False
    return distance(a, b) > FAR


def distance(a: Place, b: Place) -> float:
    """Kilometres between two towns, the earth taken as flat between them; 0 where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return hypot((a.lat - b.lat) * 111, (a.lon - b.lon) * 111 * cos(radians(a.lat)))


def apart_in_report(a: Profile, b: Profile) -> str | None:
    """One report tells several happenings: the same sentence never tells one twice, nor do two figures of one thing."""
    if a.claim.evidence == b.claim.evidence and a.trigger == b.trigger:
        return "two happenings of one sentence"
    if a.days and b.days and a.days != b.days and not overlap(a.days, b.days, 0):
        return "one report gives them other days"
    return None


def overlap(a: tuple[int, int], b: tuple[int, int], slack: int) -> bool:
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack


def clash_in_time(a: Profile, b: Profile) -> str | None:
    if a.days and b.days:
        if overlap(a.days, b.days, 1):
            return None
        if once_only(a, b) and abs(a.days[0] - b.days[0]) <= ONCE:
            return None
        return "other stated days"
    for stated, other in ((a, b), (b, a)):
        before = stated.days and other.published and stated.days[0] > other.published + 1
        if before and not ahead(other) and not once_only(a, b):
            return "reported before the stated day"
        if stated.days and other.published and not other.days and stated.days[1] < other.published - limit(a, b):
            return "reported long after the stated day"
    if not a.days and not b.days and a.published and b.published and abs(a.published - b.published) > limit(a, b):
        return "reported too far apart in time"
    return None


def ahead(p: Profile) -> bool:
    """Whether a claim tells of something still to come."""
    return p.claim.factuality.status in {"planned", "hedged", "conditional", "asked"}


def limit(a: Profile, b: Profile) -> int:
    """Days that may lie between two reports of one happening."""
    return LASTING if a.lasting or b.lasting else ONCE if once_only(a, b) else 3 * RECENT


def once_only(a: Profile, b: Profile) -> bool:
    """A happening that occurs once, with the same thing and two shared parties, or with one where the other names none."""
    if not (a.once and b.once) or not a.words & b.words:
        return False
    return len(a.parties & b.parties) >= min(2, len(a.parties), len(b.parties)) or halves(a, b)


def near_in_time(a: Profile, b: Profile) -> bool:
    gap = abs(a.published - b.published) if a.published and b.published else 0
    return gap <= RECENT or (a.lasting and b.lasting) or once_only(a, b)


def same_days(a: Profile, b: Profile) -> bool:
    """Whether both state days no longer than a week that overlap."""
    if not a.days or not b.days or a.days[1] - a.days[0] > 7 or b.days[1] - b.days[0] > 7:
        return False
    return overlap(a.days, b.days, 0)


def said_otherwise(a: Profile, b: Profile) -> bool:
    """Whether one is hedged and the other not, and no source and but one word is shared: that it may come is not that it will."""
    hedged = {a.claim.factuality.status, b.claim.factuality.status} > {"hedged"}
    return hedged and not a.sources & b.sources and len(a.words & b.words) < 2


def same_victims(a: Profile, b: Profile) -> bool:
    """Whether both tell of dead or wounded of one kind and country (North Korean soldiers)."""
    return a.group == CASUALTIES and bool(a.recipients & b.recipients) and bool(a.things & b.things)


def same_figures(a: Profile, b: Profile) -> bool:
    """Whether both give one number of one thing, one or two excepted."""
    seen = {(f.unit, f.quantity.low, f.quantity.high) for f in a.figures if tells(f.quantity)}
    return any((f.unit, f.quantity.low, f.quantity.high) in seen for f in b.figures)


def join(profiles: Sequence[Profile], pairs: Iterable[tuple[int, int]]) -> tuple[list[list[int]], list[Link]]:
    """Groups of indices that report one happening, and the links that made them.

    Pairs are taken best first. Two groups are joined when up to LOOK_AT members of one, spread over it, do not clash with those
    of the other, but for a stray pair in many. Groups and members are in order of `profiles`; single claims are groups of one.
    """
    judged = []
    for i, j in pairs:
        verdict, score, reason = compare(profiles[i], profiles[j])
        if verdict == "same":
            judged.append((-score, i, j, reason))
    judged.sort()
    home = list(range(len(profiles)))
    groups: dict[int, list[int]] = {i: [i] for i in home}
    links = []
    for score, i, j, reason in judged:
        a, b = home[i], home[j]
        if a != b:
            if too_many(profiles[x] for x in (*groups[a], *groups[b])):
                continue
            checked = [clash(profiles[x], profiles[y]) is None for x in spread(groups[a]) for y in spread(groups[b])]
            if checked.count(False) > STRAY * len(checked):
                continue
            if len(groups[a]) < len(groups[b]):
                a, b = b, a
            for x in groups[b]:
                home[x] = a
            groups[a] = sorted(groups[a] + groups.pop(b))
            links.append(Link(profiles[i].claim.id, profiles[j].claim.id, "same", -score, reason))
    return sorted(groups.values()), links


def too_many(members: Iterable[Profile]) -> bool:
    """Whether a happening that occurs once would have more parties than two, or than one report gives it."""
    once = [p for p in members if p.once]
    parties = frozenset().union(*(p.parties for p in once))
    return len(parties) > max([2, *(len(p.parties) for p in once)])


def spread(members: Sequence[int]) -> Sequence[int]:
    """At most LOOK_AT members, evenly spread, the first and the last among them."""
    if len(members) <= LOOK_AT:
        return members
    return [members[round(n * (len(members) - 1) / (LOOK_AT - 1))] for n in range(LOOK_AT)]
