"""Canonical sources: one man quoted as mayor, as deputy and as party chief is one source.

A source that the actor lexicon knows is named by its id. A body of a state that it does not know (a ministry) is named by its
words below that state's id, a person by the proper name without the office. A pronoun, or "the newspaper", is the source that
the report named last before it. What names nobody at all is no source.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sayso.types import Attribution, Document, Mention, Reading, SourceKind, Span

PROPER = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=\w))*")
SHORT = 100  # characters of a phrase that names a source cited by another
SPELLING = 92  # of 100: likeness of two spellings of one name
HOME = "en"  # language in which names are shown where reports give them in several


@dataclass(frozen=True, slots=True)
class Named:
    """A source with its canonical id and its name in plain words."""

    id: str
    name: str
    kind: SourceKind
    country: str | None = None
    state: bool = False  # stands for a whole state (Seoul says), not for one of its bodies


@dataclass(frozen=True, slots=True)
class Cited:
    """An outlet that, as a report says, cites sources which it does not name, and the words for these."""

    outlet: Named
    words: frozenset[str]


class Names:
    """Names of actors and the canonical form of every source, of a set of readings."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        counts: dict[str, Counter[tuple[bool, str]]] = {}
        self.countries: dict[str, str] = {}
        for reading in readings:
            for m in reading.mentions:
                if m.actor and m.name:
                    counts.setdefault(m.actor, Counter())[reading.document.lang != HOME, m.name] += 1
                if m.actor and m.country:
                    self.countries[m.actor] = m.country
        self.names = {actor: min(c, key=lambda n: (n[0], -c[n], n[1]))[1] for actor, c in counts.items()}
        self.sources: dict[tuple[str, str], Named | None] = {}  # (document, attribution) -> source
        self.cited: dict[str, tuple[Cited, ...]] = {}  # document -> outlets that cite unnamed sources
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
            if found and found.kind != "unnamed":
                before.append(found)
            self.sources[doc.id, a.id] = found
        self.cited[doc.id] = tuple(self.cites(reading, by_sentence))

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
        return Named(name_key(name), name, a.kind) if len(name) > 1 else None

    def cites(self, reading: Reading, by_sentence: dict[int, list[Mention]]) -> Iterable[Cited]:
        """Outlets that cite unnamed sources: an attribution inside theirs, or one whose content is but a phrase for sources."""
        doc = reading.document
        by_id = {a.id: a for a in reading.attributions}
        for a in reading.attributions:
            outer = self.source(by_id[a.parent], doc) if a.parent in by_id else None
            if outer and outer.kind == "outlet" and a.source and a.kind == "unnamed":
                yield Cited(outer, lower_words(doc.text[a.source.span.start : a.source.span.end]))
            own = self.source(a, doc)
            if own and own.kind == "outlet" and a.content.end - a.content.start <= SHORT:
                unnamed = [m for m in by_sentence.get(a.sent, ()) if m.kind == "unnamed" and within(m.span, a.content)]
                if unnamed and not any(within(c.event.span, a.content) for c in reading.claims):
                    yield Cited(own, lower_words(doc.text[a.content.start : a.content.end]))


def described(a: Attribution, inside: Sequence[Mention], before: Sequence[Named]) -> Named | None:
    """The source named last before a pronoun or a description; for "the newspaper" the last outlet."""
    assert a.source
    if a.kind == "unnamed" or not before:
        return None
    outlets = [n for n in before if n.kind == "outlet"]
    if (a.kind == "outlet" or any(m.kind == "outlet" for m in inside)) and outlets:
        return outlets[-1]
    return before[-1]


def role_key(role: Mention, inside: Sequence[Mention], text: str) -> str:
    """The words of a body without those that name its state: government, of "Nigeria's government" and "Nigerian government"."""
    states = [m for m in inside if m.basis != "role" and m.country]
    words = [(m.start() + role.span.start, m.group()) for m in PROPER.finditer(text[role.span.start : role.span.end])]
    own = [w for at, w in words if not any(s.span.start <= at < s.span.end for s in states) and len(w) > 1]
    return name_key(" ".join(own or [w for _, w in words]))


def within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def is_state(actor: str) -> bool:
    return len(actor) == 3 and actor.isupper() and actor.isascii()


def person_name(person: Mention, inside: Sequence[Mention], text: str) -> str:
    """The proper name of a person without the office or body before it."""
    start = max((m.span.end for m in inside if m.basis in {"role", "name"} and m.span.end < person.span.end), default=0)
    phrase = text[max(start, person.span.start) : person.span.end]
    return proper_name(phrase, True) or proper_name(text[person.span.start : person.span.end], True)


def proper_name(text: str, alone: bool = False) -> str:
    """The longest run of capitalised words; "" if there is none. One that is but the first word of the text counts when `alone`:
    it may be any word that begins a sentence."""
    runs: list[list[str]] = [[]]
    last = 0
    for m in PROPER.finditer(text):
        if text[last : m.start()].strip():
            runs.append([])
        if m.group()[0].isupper():
            runs[-1].append(m.group())
        else:
            runs.append([])
        last = m.end()
    best = max(runs, key=len)
    first = len(best) == 1 and text.startswith(best[0]) and not best[0].isupper()
    return "" if first and not alone else " ".join(best)


def lower_words(text: str) -> frozenset[str]:
    """Words of some length without a capital letter: what a phrase for unnamed sources is made of."""
    return frozenset(w for w in PROPER.findall(text) if w.islower() and len(w) > 3)


def name_key(name: str) -> str:
    return " ".join(w for w in re.split(r"[\W_]+", name.casefold()) if w)


def same_names(keys: Iterable[str]) -> dict[str, str]:
    """{short key: the one longer key that begins or ends with it}; a key that fits two longer ones stays itself.

    An abbreviation is the name of three or more words that has its initials. Two spellings of one name (Zelenskiy, Zelensky) are
    the first of them in alphabetical order.
    """
    todo = sorted(set(keys))
    spelled: dict[str, list[str]] = {}
    for key in todo:
        if " " in key:
            spelled.setdefault(key.split()[0], []).append(key)
    ends: dict[str, set[str]] = {}
    for key in todo:
        words = key.split()
        for n in range(1, len(words)):
            ends.setdefault(" ".join(words[n:]), set()).add(key)
            ends.setdefault(" ".join(words[:n]), set()).add(key)
    found = {key: next(iter(longer)) for key in todo if len(longer := ends.get(key, set())) == 1}
    initials = {"".join(w[0] for w in key.split()): key for key in todo if key.count(" ") > 1}
    found |= {key: initials[key] for key in todo if key in initials and key not in found}
    for first, *others in spelled.values():
        found |= {key: first for key in others if key not in found and fuzz.ratio(first, key) >= SPELLING}
    return found
