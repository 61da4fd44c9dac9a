"""Where the chains of a cluster's claims end: a named source, an outlet, unnamed sources of somebody, or nowhere.

The last source of a chain is the origin, those before it are relays. A claim without a source takes the chain that the same
report gives elsewhere for the same happening (a headline, a lead), else that of the report it copies. What then has no source
is *not recorded* and counts as no origin. A chain that ends at an outlet is the same origin as one that goes on from that outlet
to its unnamed sources: the shorter one only says less.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.reconcile.actors import Named, lower_words, name_key, same_names
from sayso.reconcile.copies import SHARED_TEXT
from sayso.reconcile.profiles import Profile, content_keys
from sayso.reconcile.sources import CREDIT, Names
from sayso.types import Attribution, Copy, Document, Independence, Origin, Status

Kind = Literal["named", "outlet", "unnamed", "not-recorded"]
NOT_RECORDED: Kind = "not-recorded"
SAME_WORDS = 2  # words that a claim must share with the content of an attribution to take its source
NAMED = 12  # named sources of a cluster that are compared for independence
CAUTION: tuple[Status, ...] = ("denied", "asked", "conditional", "hedged", "planned", "asserted")


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain of one claim ends."""

    id: str
    name: str
    kind: Kind
    via: tuple[str, ...]
    reason: str
    country: str | None = None
    state: bool = False
    of: str | None = None  # id of the outlet whose unnamed sources these are
    credit: bool = False  # no more than the agency that the report is credited to


def find_origins(members: Sequence[Profile], names: Names, copies: Iterable[Copy]) -> tuple[tuple[Origin, ...], dict[str, str]]:
    """The origins of one cluster, most reports first, *not recorded* last; and {claim: id of its origin}."""
    ends = {p.claim.id: end_of_chain(p.chain, p.document, names) for p in members}
    ends = resolve_descriptions(members, ends)
    ends = inherit_from_words(members, ends, names)
    ends = inherit_in_report(members, ends)
    ends = inherit_from_copies(members, ends, copies)
    ends = unify(ends, {c.outlet.id: c.outlet for p in members for c in names.cited.get(p.document.id, ()) if c.other is None})
    grouped: dict[str, list[Profile]] = defaultdict(list)
    for p in members:
        grouped[ends[p.claim.id].id].append(p)
    origins = [origin_of(ps, [ends[p.claim.id] for p in ps]) for ps in grouped.values()]
    origins.sort(key=lambda o: (o.kind == NOT_RECORDED, -len(o.documents), o.first_seen or "9999", o.id))
    return tuple(origins), {claim: end.id for claim, end in ends.items()}


def end_of_chain(chain: Sequence[Attribution], doc: Document, names: Names) -> End:
    """Follow a chain to its end, outermost first; on from an outlet to the outlet that it cites, as the report says."""
    denying = [n for n, a in enumerate(chain) if a.polarity == "-"]
    if denying:  # who denies is the origin of the denial, not who is denied
        chain = chain[: denying[-1] + 1]
    steps = [(a, names.source(a, doc)) for a in chain]
    told = [(a, s) for a, s in steps if s is not None]
    if not told:
        hearsay = any(a.hearsay or a.source is None for a, _ in steps)
        return End(NOT_RECORDED, "not recorded", NOT_RECORDED, (), "it is hearsay" if hearsay else "names no source")
    last = told[-1][1]
    relays = [s for _, s in told[:-1] if s.id != last.id]
    cites = names.cited.get(doc.id, ())
    while last.kind == "outlet" and (on := next((c.other for c in cites if c.other and c.outlet.id == last.id), None)):
        if on in relays:
            break
        relays.append(last)
        last = on
    via = tuple(dict.fromkeys(s.name for s in relays))
    if last.kind == "unnamed":
        outlets = [s for s in relays if s.kind == "outlet"] or relays
        cited = [c for c in cites if c.words & lower_words(last.name)]
        if outlets or len({c.outlet.id for c in cited}) == 1:
            outlet = outlets[-1] if outlets else cited[0].outlet
            return unnamed_of(outlet, tuple(v for v in via if v != outlet.name), last.name)
        return own_unnamed(doc, last.name, names)
    kind: Kind = "outlet" if last.kind == "outlet" else "named"
    credit = all(a.rule == CREDIT for a, _ in told)
    reason = f"the report is credited to {last.name}" if credit else f"the chain ends at {last.name}"
    return End(last.id, last.name, kind, via, reason, last.country, last.state, credit=credit)


def unnamed_of(outlet: Named, via: tuple[str, ...], text: str) -> End:
    reason = f"{outlet.name} cites sources that it does not name ({text})"
    return End(f"unnamed@{outlet.id}", f"{outlet.name}, citing unnamed sources", "unnamed", via, reason, of=outlet.id)


def own_unnamed(doc: Document, text: str, names: Names) -> End:
    outlet = outlet_name(doc)
    if known := names.written.get(outlet_id(doc)):
        return unnamed_of(Named(known, names.name(known), "outlet"), (), text)
    reason = f"{outlet} cites a source that it does not name ({text})"
    return End(f"unnamed@outlet:{outlet_id(doc)}", f"{text} ({outlet})", "unnamed", (), reason)


def outlet_name(doc: Document) -> str:
    return doc.outlet or (doc.url or "").partition("://")[2].split("/")[0] or "a report without an outlet"


def outlet_id(doc: Document) -> str:
    return name_key(outlet_name(doc))


def resolve_descriptions(members: Sequence[Profile], ends: Mapping[str, End]) -> dict[str, End]:
    """A source that is less exact than another of its cluster is that other one.

    A state as a source (Seoul says) is the one body of that state which the same report cites for this, if there is just one.
    Short names become the longer ones.
    """
    found = dict(ends)
    by_id = {e.id: e for e in found.values()}
    bodies: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for p in members:
        end = found[p.claim.id]
        if end.country and not end.state and end.kind == "named":
            bodies[p.document.id, end.country].add(end.id)
    longer = same_names(e.id for e in found.values() if e.kind in {"named", "outlet"} and not e.state)
    for p in members:
        end = found[p.claim.id]
        if end.state and len(bodies.get((p.document.id, end.country), ())) == 1:
            target = by_id[next(iter(bodies[p.document.id, end.country]))]
            found[p.claim.id] = replace(target, via=end.via, reason=f"{end.name} stands for {target.name}")
        elif end.id in longer:
            target = by_id[longer[end.id]]
            found[p.claim.id] = replace(target, via=end.via, reason=f"{end.name} is {target.name}")
    return found


def inherit_in_report(members: Sequence[Profile], ends: Mapping[str, End]) -> dict[str, End]:
    """A claim without a source takes the nearest chain that its own report gives for the same happening, a credit if no other."""
    found = dict(ends)
    told: dict[str, list[Profile]] = defaultdict(list)
    credits: dict[str, list[Profile]] = defaultdict(list)
    for p in members:
        if ends[p.claim.id].kind != NOT_RECORDED:
            (credits if ends[p.claim.id].credit else told)[p.document.id].append(p)
    for p in members:
        silent = ends[p.claim.id].kind == NOT_RECORDED
        near = told.get(p.document.id) or (credits.get(p.document.id) if silent else None)
        if near and (silent or ends[p.claim.id].credit):
            at = p.claim.event.span.start
            source = min(near, key=lambda q: (abs(q.claim.event.span.start - at), q.claim.id))
            end = ends[source.claim.id]
            found[p.claim.id] = replace(end, reason=f"the report gives {end.name} for it elsewhere")
    return found


def inherit_from_words(members: Sequence[Profile], ends: Mapping[str, End], names: Names) -> dict[str, End]:
    """A claim without a source takes the chain by which its report gives the same on an outlet's word: its event, two words.

    That is the headline or lead which says in the outlet's own voice, or on that of "a report", what the report further down
    gives on another's word; one word is enough in the sentence that follows.
    """
    found = dict(ends)
    for p in members:
        vague_report = all(a.kind == "document" or a.rule == CREDIT for a in p.chain)
        if (ends[p.claim.id].kind == NOT_RECORDED or ends[p.claim.id].credit) and p.concept and vague_report:
            for a in names.attributions.get(p.document.id, ()):
                source = names.source(a, p.document)
                if source is None or source.kind != "outlet" or a.rule == CREDIT:
                    continue
                keys = content_keys(p.document, a.content)
                follows = a.sent == p.claim.event.sent + 1
                if p.trigger in keys and len(p.words & keys) >= (1 if follows else SAME_WORDS):
                    end = end_of_chain(names.chain(names.innermost(a, p.document), p.document), p.document, names)
                    found[p.claim.id] = replace(end, reason=f"the report gives {end.name} for it elsewhere")
                    break
    return found


def inherit_from_copies(members: Sequence[Profile], ends: Mapping[str, End], copies: Iterable[Copy]) -> dict[str, End]:
    """A claim without a named source in a report that shares its text with another takes that one's origin, a credit last."""
    found = dict(ends)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    credits: dict[str, Counter[str]] = defaultdict(Counter)
    for p in members:
        if not vague(end := ends[p.claim.id]):
            (credits if end.credit else told)[p.document.id][end.id] += 1
    by_id = {e.id: e for e in ends.values()}
    origin_of_copy: dict[str, tuple[End, str]] = {}
    shared = [c for c in copies if c.kind in SHARED_TEXT]
    for known in (told, credits):
        for copy in shared:
            for doc, other in (copy.documents, copy.documents[::-1]):
                if doc not in told and other in known:
                    best = min(known[other], key=lambda o: (-known[other][o], o))
                    origin_of_copy.setdefault(doc, (by_id[best], copy.reason))
    for p in members:
        origin, reason = origin_of_copy.get(p.document.id, (None, ""))
        end = ends[p.claim.id]
        if origin and (vague(end) or (end.credit and not origin.credit)):
            found[p.claim.id] = replace(origin, reason=f"copied text: {reason}")
    return found


def vague(end: End) -> bool:
    """Whether a chain says no more than that somebody was the source."""
    return end.kind == NOT_RECORDED or (end.kind == "unnamed" and not end.of)


def unify(ends: Mapping[str, End], citing: Mapping[str, Named]) -> dict[str, End]:
    """A chain that ends at an outlet joins the chain that goes on to that outlet's unnamed sources.

    `citing` are the outlets of which a report of the cluster says that they cite sources without naming them.
    """
    deeper = {id: unnamed_of(outlet, (), "as another report says") for id, outlet in citing.items()}
    deeper |= {e.of: e for e in ends.values() if e.of}
    return {
        claim: replace(deeper[e.id], via=e.via, reason=f"{e.name} is named as the source; it cites unnamed sources itself")
        if e.kind == "outlet" and e.id in deeper and not e.credit
        else e
        for claim, e in ends.items()
    }


def origin_of(members: Sequence[Profile], ends: Sequence[End]) -> Origin:
    reasons = Counter(e.reason for e in ends)
    via = tuple(sorted({name for e in ends for name in e.via} - {ends[0].name}))
    docs = tuple(dict.fromkeys(p.document.id for p in members))
    names = Counter(e.name for e in ends)
    return Origin(
        id=ends[0].id,
        name=min(names, key=lambda n: (-names[n], n)),
        kind=ends[0].kind,
        via=via,
        documents=docs,
        claims=tuple(p.claim.id for p in members),
        first_seen=min((p.document.published for p in members if p.document.published), default=None),
        status=status_of(members),
        reason="; ".join(sorted(reasons, key=lambda r: (-reasons[r], r))[:3]),
    )


def status_of(members: Sequence[Profile]) -> Status:
    """The status that most reports give; where they are equal, the more cautious one. A report counts once."""
    best: dict[str, Counter[Status]] = defaultdict(Counter)
    for p in members:
        best[p.document.id][p.claim.factuality.status] += 1
    votes = Counter(min(c, key=lambda s: (-c[s], CAUTION.index(s))) for c in best.values())
    return min(votes, key=lambda s: (-votes[s], CAUTION.index(s)))


def independence_of(origins: Sequence[Origin], copies: Sequence[Copy]) -> tuple[Independence, str]:
    """Whether the origins are shown to be independent: two named sources, neither citing the other, texts not copied."""
    counted = [o for o in origins if o.kind != NOT_RECORDED]
    if not counted:
        return "not-established", "no report names a source"
    if len(counted) == 1:
        return "same-origin", f"all reports that name a source end at {counted[0].name}"
    named = [o for o in counted if o.kind == "named"][:NAMED]
    copied = {frozenset(c.documents) for c in copies}
    for i, a in enumerate(named):
        for b in named[i + 1 :]:
            apart = not set(a.documents) & set(b.documents) and not any(
                frozenset((x, y)) in copied for x in a.documents for y in b.documents
            )
            if apart and a.name not in b.via and b.name not in a.via:
                return "shown-independent", f"{a.name} and {b.name} are named by different texts and neither cites the other"
    return "not-established", "no two named sources stand in texts of their own"
