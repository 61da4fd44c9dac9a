"""Claim -> Profile: the features by which claims are compared, taken once for each claim.

Words are compared across languages by concept, else by their first letters; names of states are left out of the words
because actors, recipients and places are compared on their own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from sayso.lexicon.concepts import Concept, ConceptLexicon, load
from sayso.reconcile.sources import Names
from sayso.types import Argument, Attribution, Claim, Document, Place, Quantity, Reading, Span

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
WINDOW = 9  # words on each side of a trigger that can tell which happening it is
COUNTED = 4  # words after a number among which the thing counted stands
MORE = 4  # words on each side of a trigger where "another" means this happening
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})  # each side may be named first

CASUALTIES = "casualties"  # the group of concepts that count people
PEOPLE = "people"
FORCES = "military"  # kind of a mention

Word = tuple[int, int, str]  # start, end, word
Keys = dict[tuple[str, str], str | None]  # (language, word) -> what it is compared by
Days = tuple[int, int]  # first and last day, as proleptic ordinals


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of a claim with what it counts, comparable across languages.

    `metric` is what is compared with what: the unit, or for casualties the words of casualty that the number goes with.
    """

    quantity: Quantity
    unit: str
    metric: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    claim: Claim
    document: Document
    chain: tuple[Attribution, ...]
    trigger: str  # concept id or "~stem"
    concept: Concept | None
    group: str
    words: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: frozenset[str]  # both
    place: Place | None
    days: Days | None  # of the happening, as the text states them
    published: int | None
    figures: tuple[Figure, ...]
    things: frozenset[str] = frozenset()  # groups of the things or persons that it was done to
    sources: frozenset[str] = frozenset()  # ids of the named sources of its chain, states left out
    named: bool = False  # whether its known parties stand in the text by name
    leads: bool = False  # whether it is the first event of what its source says
    before: int = 0  # events of the same sentence that stand before this one
    another: bool = False  # the text says that it is one more of its kind

    @property
    def once(self) -> bool:
        return self.concept is not None and self.concept.once

    @property
    def lasting(self) -> bool:
        return self.concept is not None and self.concept.lasting

    @property
    def speech(self) -> bool:
        return self.concept is not None and self.concept.speech

    @property
    def order(self) -> tuple[str, str, int]:
        """Place in time, then in the text: an order that does not depend on arrival."""
        return self.document.published or "9999", self.document.id, self.claim.event.span.start


def profile_readings(readings: Iterable[Reading], concepts: ConceptLexicon, names: Names) -> list[Profile]:
    """The profiles of all claims, ordered by day of publication, document and place in the text."""
    keys: Keys = {}
    found = [profile for reading in readings for profile in profiles_of(reading, concepts, names, keys)]
    return sorted(found, key=lambda p: (p.order, p.claim.id))


@dataclass(slots=True)
class Line:
    """The sentence of a claim: its words, and where its numbers end and its events start."""

    words: list[Word]
    numbers: set[int] = field(default_factory=set)
    events: list[int] = field(default_factory=list)


def lines_of(reading: Reading) -> dict[int, Line]:
    """{start of a sentence: its Line}, for the sentences of all claims."""
    lines: dict[int, Line] = {}
    for claim in reading.claims:
        at = claim.evidence.start
        if at not in lines:
            text = reading.document.text[at : claim.evidence.end]
            lines[at] = Line([(at + m.start(), at + m.end(), m.group()) for m in WORD.finditer(text)])
        lines[at].numbers.update(q.span.end for q in claim.quantities)
        lines[at].events.append(claim.event.span.start)
    return lines


def profiles_of(reading: Reading, concepts: ConceptLexicon, names: Names, keys: Keys) -> Iterator[Profile]:
    """The profiles of the claims of one report, in their order."""
    doc = reading.document
    chains = {a.id: a for a in reading.attributions}
    silent = state_spans(reading)
    lines = lines_of(reading)
    starts = sorted(c.event.span.start for c in reading.claims)
    # that some were wounded does not tell one deadly attack from another
    casualties = frozenset(c.id for c in concepts.concepts.values() if c.group == CASUALTIES)
    for claim in reading.claims:
        at, line = claim.event.span, lines[claim.evidence.start]
        concept = concepts.concept(doc.lang, claim.lemma)
        trigger = concept.id if concept else "~" + claim.lemma.lower()[:7]
        group = concept.group if concept else trigger
        chain = tuple(chains[a] for a in claim.attribution if a in chains)
        told = [names.source(a, doc) for a in chain]
        known = [a for a in (*claim.actor, *claim.recipient) if a.country or a.actor]
        suffered = concept is not None and concept.suffered
        hit = (*claim.actor, *claim.recipient) if suffered else claim.recipient
        actors = parties(() if suffered else claim.actor) or moved(claim, concept, reading)
        recipients = parties(hit) - actors
        yield Profile(
            claim=claim,
            document=doc,
            chain=chain,
            trigger=trigger,
            concept=concept,
            group=group,
            words=words_around(at, line, silent, doc.lang, concepts, keys) - (casualties if group == CASUALTIES else frozenset()),
            actors=actors,
            recipients=recipients,
            parties=actors | recipients,
            place=claim.place,
            days=days_of(claim.time.value) if claim.time and claim.time.basis != "publication" else None,
            published=day_of(doc.published),
            figures=tuple(figures_of(claim, concept, line, doc.lang, concepts)),
            things=things_of(hit, doc, concepts),
            sources=frozenset(n.id for n in told if n and n.kind != "unnamed" and not n.state),
            named=bool(known) and all(stands_by_name(a, claim, doc.text) for a in known),
            leads=bool(chain) and bisect_left(starts, chain[-1].content.start) == bisect_left(starts, at.start),
            before=sum(e < at.start for e in line.events),
            another=any((doc.lang, w[2].lower()) in concepts.another for w in window(line.words, at.start, MORE)),
        )


def words_around(
    at: Span, line: Line, silent: Sequence[tuple[int, int]], lang: str, concepts: ConceptLexicon, keys: Keys
) -> frozenset[str]:
    """What the words near a trigger are compared by, the trigger itself and the `silent` spans left out."""
    found = set()
    for start, end, word in window(line.words, at.start):
        inside = at.start <= start and end <= at.end
        if not inside and not any(s <= start and end <= e for s, e in silent):
            if (lang, word) not in keys:
                keys[lang, word] = concepts.key(lang, word)
            found.add(keys[lang, word])
    return frozenset(k for k in found if k is not None)


def moved(claim: Claim, concept: Concept | None, reading: Reading) -> frozenset[str]:
    """Whose soldiers are sent, where no sender is named: the one country of the forces that the sentence names."""
    if concept is None or not concept.lasting or concept.group == CASUALTIES:
        return frozenset()
    at = claim.evidence
    forces = {m.country for m in reading.mentions if m.kind == FORCES and m.country and at.start <= m.span.start < at.end}
    return frozenset(forces) if len(forces) == 1 else frozenset()


def window(words: Sequence[Word], at: int, reach: int = WINDOW) -> Sequence[Word]:
    """The words around the one that starts at or after offset `at`."""
    here = next((i for i, w in enumerate(words) if w[0] >= at), len(words))
    return words[max(0, here - reach) : here + reach + 1]


def figures_of(claim: Claim, concept: Concept | None, line: Line, lang: str, concepts: ConceptLexicon) -> Iterator[Figure]:
    """The figures of a claim. The whole of which a part is given (half of the 11,000, 21 of the 200) is no figure of its own."""
    seen: set[str | None] = set()
    fraction = any(q.fraction for q in claim.quantities)
    for q in claim.quantities:
        unit = unit_of(q, line.words, lang, concepts)
        if concept and concept.group == CASUALTIES:
            if (q.fraction or not fraction) and (metric := casualty(q, line.words, line.numbers, lang, concepts)):
                yield Figure(q, "" if q.fraction else PEOPLE, metric)
        elif (unit or q.fraction) and unit not in seen:
            yield Figure(q, unit, (unit,))
        seen.add(unit)


def casualty(q: Quantity, words: Sequence[Word], numbers: Set[int], lang: str, concepts: ConceptLexicon) -> tuple[str, ...]:
    """The words of casualty that a number goes with; empty when it goes with none.

    It goes with the first one after it, when no other number comes before that; else with the last one before it, when no other
    number comes before that one. A second one joined to it (killed or wounded) belongs to it unless a number stands between.
    `numbers` are the ends of all numbers of the sentence.
    """
    here = [(w[0], i, c.id) for i, w in enumerate(words) if (c := concepts.concept(lang, w[2])) and c.group == CASUALTIES]
    others = set() if q.fraction else numbers - {q.span.end}
    after = [h for h in here if h[0] >= q.span.end and not any(q.span.end < n <= h[0] for n in others)]
    before = [h for h in here if h[0] < q.span.start and not any(n <= h[0] for n in others)]
    near = after[:1] or before[-1:]
    if not near:
        return ()
    at, place, found = near[0]
    free = [(i, c) for start, i, c in here if not any(min(at, start) < n <= max(at, start) for n in numbers)]
    joined = {c for i, c in free if 0 < abs(i - place) <= 2}
    return tuple(sorted({found} | joined))


def state_spans(reading: Reading) -> list[tuple[int, int]]:
    """Spans of words that only name a state, an actor (not the soldiers in "North Korean soldiers"), a day or a number."""
    short = {"name", "adjective", "capital"}
    dates = [(c.time.span.start, c.time.span.end) for c in reading.claims if c.time]
    numbers = [(q.span.start, q.span.end) for c in reading.claims for q in c.quantities]
    return [(m.span.start, m.span.end) for m in reading.mentions if (m.actor or m.country) and m.basis in short] + dates + numbers


def stands_by_name(argument: Argument, claim: Claim, text: str) -> bool:
    """Whether the phrase of a known party holds a capital letter that does not just begin the sentence."""
    words = WORD.findall(text[argument.span.start : argument.span.end])
    capitals = [w for w in words if w[0].isupper()]
    if not capitals:
        return False
    return argument.span.start > claim.evidence.start or capitals != words[:1] or len(words) == 1


def content_keys(doc: Document, span: Span) -> frozenset[str]:
    """What the words of a span are compared by."""
    lexicon = load()
    return frozenset(k for w in WORD.findall(doc.text[span.start : span.end]) if (k := lexicon.key(doc.lang, w)))


def things_of(arguments: Iterable[Argument], doc: Document, concepts: ConceptLexicon) -> frozenset[str]:
    """Groups of the concepts of things and persons that the phrases of a role name."""
    words = (m.group() for a in arguments for m in WORD.finditer(doc.text[a.span.start : a.span.end]))
    return frozenset(c.group for w in words if (c := concepts.concept(doc.lang, w)) and c.thing)


def parties(arguments: Iterable[Argument]) -> frozenset[str]:
    """Countries, else ids of organisations; empty when the text names nobody that is known."""
    return frozenset(p for a in arguments if (p := a.country or a.actor))


def unit_of(quantity: Quantity, words: Sequence[Word], lang: str, concepts: ConceptLexicon) -> str:
    """What is counted: a concept, else the first thing named soon after the number, else the lemma, measure or currency code."""
    unit = quantity.unit or ""
    concept = concepts.concept(lang, unit) if unit.islower() else None
    if concept:
        return concept.id
    after = [w[2] for w in words if w[0] >= quantity.span.end][:COUNTED]
    things = (c.id for w in after if (c := concepts.concept(lang, w)) and c.thing)
    return next(things, unit)


def tells(q: Quantity) -> bool:
    """Whether a number is worth comparing: one or two of something seldom count it."""
    return q.fraction or (q.low or q.high or 0) > 2


def day_of(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def days_of(value: str) -> Days | None:
    """First and last day of an ISO 8601 / EDTF value; None for a duration, a set, or an open or unknown date."""
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = days_of(first), days_of(last)
        return (start[0], end[1]) if start and end else None
    try:
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1).toordinal(), date(int(value), 12, 31).toordinal()
        if re.fullmatch(r"\d{4}-\d{2}", value):
            year, month = int(value[:4]), int(value[5:])
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1).toordinal(), (after - timedelta(days=1)).toordinal()
        if re.fullmatch(r"\d{4}-W\d{2}", value):
            monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1).toordinal()
            return monday, monday + 6
        if re.match(r"\d{4}-\d{2}-\d{2}", value):
            day = date.fromisoformat(value[:10]).toordinal()
            return day, day
    except ValueError:
        return None
    return None
