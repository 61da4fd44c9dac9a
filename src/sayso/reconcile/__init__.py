"""Claims of many reports -> clusters with their origins, values, contradictions and history. Pure functions over records.

The result depends on the set of readings alone, not on the order in which they are given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.lexicon import concepts
from sayso.reconcile.blocks import candidate_pairs
from sayso.reconcile.clusters import join
from sayso.reconcile.contradictions import find_contradictions, find_values
from sayso.reconcile.copies import copy_groups, find_copies
from sayso.reconcile.history import find_history, title_of
from sayso.reconcile.origins import find_origins, independence_of, status_of
from sayso.reconcile.profiles import CASUALTIES, Profile, profile_readings
from sayso.reconcile.sources import Names
from sayso.types import Cluster, Copy, Link, Reading

__all__ = ["copy_groups", "find_copies", "reconcile"]


def reconcile(readings: Sequence[Reading]) -> tuple[Cluster, ...]:
    """The clusters of all claims, by first report; a claim that no other report shares is a cluster of its own."""
    readings = sorted(readings, key=lambda r: r.document.id)
    names = Names(readings)
    profiles = profile_readings(readings, concepts.load(), names)
    groups, links = join(profiles, candidate_pairs(profiles))
    copies = copies_by_document(find_copies([r.document for r in readings]))
    links_of: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_of[link.left].append(link)
    return tuple(
        describe(
            [profiles[i] for i in group],
            names,
            copies,
            [link for i in group for link in links_of.get(profiles[i].claim.id, [])],
        )
        for group in groups
    )


def describe(members: Sequence[Profile], names: Names, copies: dict[str, list[Copy]], links: Sequence[Link]) -> Cluster:
    """All that is said of one cluster. Its id is that of its earliest claim, so that later reports do not change it."""
    docs = tuple(dict.fromkeys(p.document.id for p in members))
    shared = [c for d in docs for c in copies.get(d, []) if c.documents[0] == d and c.documents[1] in set(docs)]
    origins, origin = find_origins(members, names, shared)
    known = concepts.load().concepts.values()
    values = find_values(members, origin, {c.id: c.label for c in known})
    tolls = {v.unit for v in values if v.unit and v.field == "number"} if members[0].group == CASUALTIES else set()
    status = status_of(members)
    independence, reason = independence_of(origins, shared)
    return Cluster(
        id=f"k{members[0].claim.id}",
        type=most(p.claim.event.type for p in members) or "OTHER",
        title=title_of(members, status),
        actors=frequent(party for p in members for party in p.actors),
        recipients=frequent(party for p in members for party in p.recipients),
        place=most(p.place.name for p in members if p.place),
        time=most(p.claim.time.value for p in members if p.claim.time and p.days),
        status=status,
        claims=tuple(p.claim.id for p in members),
        documents=docs,
        outlets=tuple(sorted({p.document.outlet for p in members if p.document.outlet})),
        languages=tuple(sorted({p.document.lang for p in members})),
        origins=origins,
        independence=independence,
        independence_reason=reason,
        values=values,
        contradictions=find_contradictions(values, tolls),
        history=find_history(members, origin),
        copies=tuple(shared),
        links=tuple(links),
    )


def copies_by_document(copies: Iterable[Copy]) -> dict[str, list[Copy]]:
    found: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        for doc in copy.documents:
            found[doc].append(copy)
    return found


def frequent(items: Iterable[str]) -> tuple[str, ...]:
    """Distinct items, the most frequent first."""
    counts = Counter(items)
    return tuple(sorted(counts, key=lambda i: (-counts[i], i)))


def most(items: Iterable[str]) -> str | None:
    return next(iter(frequent(items)), None)
