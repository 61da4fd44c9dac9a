"""The sources of a set of readings, each in its canonical form.

A pronoun, or "the newspaper", is the source that the report named last before it. What names nobody at all is no source.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.reconcile.actors import Named, is_state, lower_words, name_key, person_name, proper_name, role_key, within
from sayso.types import Attribution, Document, Mention, Reading, SourceKind, Span

SHORT = 100  # characters of a phrase that names a source cited by another
LEAD = 25  # characters before the word for a source
CREDIT = "credit"  # rule of the attribution by which a report names the agency it comes from
HOME = "en"  # language in which names are shown where reports give them in several


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet and whom it cites, as a report says: another outlet, or sources without a name and the words for these."""

    outlet: Named
    other: Named | None
    words: frozenset[str]


class Names:
    """Names of actors and the canonical form of every source, of a set of readings."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        counts: dict[str, Counter[tuple[bool, str]]] = {}
        self.countries: dict[str, str] = {}
        self.written: dict[str, str] = {}  # a name as reports write it -> actor
        for reading in readings:
            for m in reading.mentions:
                if m.actor and m.name:
                    counts.setdefault(m.actor, Counter())[reading.document.lang != HOME, m.name] += 1
                if m.actor and m.country:
                    self.countries[m.actor] = m.country
                if m.actor and m.basis in {"name", "capital"}:
                    self.written[name_key(reading.document.text[m.span.start : m.span.end])] = m.actor
        self.names = {actor: min(c, key=lambda n: (n[0], -c[n], n[1]))[1] for actor, c in counts.items()}
        self.sources: dict[tuple[str, str], Named | None] = {}  # (document, attribution) -> source
        self.cited: dict[str, tuple[Cited, ...]] = {}  # document -> outlets of which it says whom they cite
        self.attributions: dict[str, tuple[Attribution, ...]] = {}
        for reading in readings:
            self.name_sources(reading)

    def name(self, actor: str) -> str:
        return self.names.get(actor, actor)

    def source(self, attribution: Attribution, doc: Document) -> Named | None:
        """The canonical source of an attribution; None when it names nobody."""
        return self.sources.get((doc.id, attribution.id))

    def name_sources(self, reading: Reading) -> None:
        doc = reading.document
        by_sentence: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            by_sentence.setdefault(m.sent, []).append(m)
        before: list[Named] = []
        for a in sorted(reading.attributions, key=lambda a: (a.source.span if a.source else a.content, a.id)):
            found = None
            if a.source:
                inside = [m for m in by_sentence.get(a.source.sent, ()) if within(m.span, a.source.span)]
                found = self.resolve(a, doc.text, inside, before) or described(a, inside, before)
            if found and found.kind != "unnamed" and a.rule != CREDIT:
                before.append(found)
            self.sources[doc.id, a.id] = found
        self.cited[doc.id] = tuple(self.cites(reading, by_sentence))
        self.attributions[doc.id] = reading.attributions

    def resolve(self, a: Attribution, text: str, inside: Sequence[Mention], before: Sequence[Named]) -> Named | None:
        """The source that the phrase names by itself, or None for a pronoun or a mere description."""
        assert a.source
        phrase = text[a.source.span.start : a.source.span.end]
        known = [m for m in inside if m.actor and not is_state(m.actor)]
        rank = ("person", "outlet")
        known.sort(key=lambda m: (rank.index(m.kind) if m.kind in rank else len(rank), m.span))
        actor = known[0].actor if known else a.source.actor
        if actor and not is_state(actor):
            kind: SourceKind = "outlet" if known and known[0].kind == "outlet" else "named" if a.kind == "unnamed" else a.kind
            return Named(actor, self.name(actor), kind, self.countries.get(actor))
        people = [m for m in inside if m.kind == "person"]
        if people and (name := person_name(people[0], inside, text)):
            return Named(name_key(name), name, "named", next((m.country for m in inside if m.country), None))
        bodies = [m for m in inside if m.basis == "name" and m.kind not in {"person", "place", "state"} and not m.country]
        if bodies and not any(m.kind == "unnamed" for m in inside):
            name = proper_name(text[bodies[0].span.start : bodies[0].span.end], True)
            return Named(name_key(name), name, "outlet" if bodies[0].kind == "outlet" else "named") if name else None
        if a.kind == "unnamed":
            return Named(f"unnamed:{phrase.casefold()}", phrase, "unnamed") if lower_words(phrase) and inside else None
        return self.body(a, text, inside, before, actor)

    def body(
        self, a: Attribution, text: str, inside: Sequence[Mention], before: Sequence[Named], actor: str | None
    ) -> Named | None:
        """A state, a body of a state, or a body without a name of its own: the last of its kind named before, else itself."""
        states = [m for m in inside if m.actor and is_state(m.actor)]
        state = actor or (states[0].actor if states else None)
        roles = [m for m in inside if m.basis == "role"]
        whole = max(roles, key=lambda m: (m.span.end - m.span.start, -m.span.start), default=None)
        words = text[whole.span.start : whole.span.end] if whole else ""
        if state and whole and whole.country:
            return Named(f"{state}/{role_key(whole, inside, text)}", words, a.kind, state)
        if state:
            return Named(state, self.name(state), a.kind, state, state=True)
        if whole and whole.kind not in {"outlet", "unnamed", "person"}:
            key = role_key(whole, (), text)
            return next((n for n in reversed(before) if n.id.endswith(f"/{key}")), Named(key, words, a.kind))
        name = proper_name(text[a.source.span.start : a.source.span.end]) if a.source else ""
        key = name_key(name)
        known = self.written.get(key) or self.written.get(key.partition(" ")[2])
        if known:
            country = known if is_state(known) else self.countries.get(known)
            return Named(known, self.name(known), a.kind, country, is_state(known))
        return Named(key, name, a.kind) if len(name) > 1 else None

    def chain(self, attribution: Attribution, doc: Document) -> tuple[Attribution, ...]:
        """An attribution with those that it is nested in, outermost first."""
        by_id = {a.id: a for a in self.attributions.get(doc.id, ())}
        steps = [attribution]
        while (up := by_id.get(steps[0].parent or "")) and up not in steps:
            steps.insert(0, up)
        return tuple(steps)

    def innermost(self, attribution: Attribution, doc: Document) -> Attribution:
        """The last link of the chain that goes on from an attribution over the same content."""
        inner = {a.parent: a for a in self.attributions.get(doc.id, ()) if a.content == attribution.content}
        seen = {attribution.id}
        while (on := inner.get(attribution.id)) and on.id not in seen:
            attribution = on
            seen.add(on.id)
        return attribution

    def cites(self, reading: Reading, by_sentence: dict[int, list[Mention]]) -> Iterable[Cited]:
        """Whom outlets cite: by an attribution inside theirs, or by one whose content is but a phrase that names a source."""
        doc = reading.document
        by_id = {a.id: a for a in reading.attributions}
        for a in reading.attributions:
            outer = self.source(by_id[a.parent], doc) if a.parent in by_id and by_id[a.parent].rule != CREDIT else None
            if outer and outer.kind == "outlet" and a.source and a.kind == "unnamed":
                yield Cited(outer, None, lower_words(doc.text[a.source.span.start : a.source.span.end]))
            own = self.source(a, doc)
            if own is None or own.kind != "outlet":
                own = self.outlet_beside(a, reading)
            inside = [m for m in by_sentence.get(a.sent, ()) if within(m.span, a.content)]
            if own and (phrase := phrase_of_source(a, inside, reading)):
                yield Cited(own, None, lower_words(doc.text[phrase.start : phrase.end]))
            outlets = [m for m in inside if m.kind == "outlet" and m.actor and own and m.actor != own.id]
            short = a.content.end - a.content.start <= SHORT
            if own and outlets and short and len(outlets) == sum(m.actor is not None and not is_state(m.actor) for m in inside):
                actor = outlets[0].actor or ""
                yield Cited(own, Named(actor, self.name(actor), "outlet", outlets[0].country), frozenset())

    def outlet_beside(self, a: Attribution, reading: Reading) -> Named | None:
        """The one outlet that other attributions of the same sentence name as their source."""
        beside = [self.source(b, reading.document) for b in reading.attributions if b.sent == a.sent and b.id != a.id]
        outlets = {n.id: n for n in beside if n and n.kind == "outlet"}
        return next(iter(outlets.values())) if len(outlets) == 1 else None


def phrase_of_source(a: Attribution, inside: Sequence[Mention], reading: Reading) -> Span | None:
    """The words for unnamed sources with which a content begins (several sources familiar with the matter), if it begins so.

    A content that goes on to tell an event is a statement of its own, not a phrase for whom somebody cites.
    """
    unnamed = [m for m in inside if m.kind == "unnamed" and m.span.start - a.content.start <= LEAD]
    if not unnamed or any(within(c.event.span, a.content) for c in reading.claims):
        return None
    return Span(a.content.start, max(m.span.end for m in unnamed))


def described(a: Attribution, inside: Sequence[Mention], before: Sequence[Named]) -> Named | None:
    """The source named last before a pronoun or a description; for "the newspaper" the last outlet."""
    assert a.source
    if a.kind == "unnamed" or not before:
        return None
    outlets = [n for n in before if n.kind == "outlet"]
    if (a.kind == "outlet" or any(m.kind == "outlet" for m in inside)) and outlets:
        return outlets[-1]
    return before[-1]
