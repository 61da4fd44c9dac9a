"""Claim -> Profile: the features by which claims are compared, taken once for each claim.

Words are compared across languages by concept, else by their first letters; names of states are left out of the words
because actors, recipients and places are compared on their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.lexicon.concepts import Concept, ConceptLexicon
from sayso.types import Argument, Attribution, Claim, Document, Place, Quantity, Reading

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
WINDOW = 9  # words on each side of a trigger that can tell which happening it is
MORE = 4  # words on each side of a trigger where "another" means this happening
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})  # each side may be named first

CASUALTIES = "casualties"  # the group of concepts that count people
PEOPLE = "people"

Word = tuple[int, int, str]  # start, end, word
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
    place: Place | None
    days: Days | None  # of the happening, as the text states them
    published: int | None
    figures: tuple[Figure, ...]
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
    def parties(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def order(self) -> tuple[str, str, int]:
        """Place in time, then in the text: an order that does not depend on arrival."""
        return self.document.published or "9999", self.document.id, self.claim.event.span.start


def profile_readings(readings: Iterable[Reading], concepts: ConceptLexicon) -> list[Profile]:
    """The profiles of all claims, ordered by day of publication, document and place in the text."""
    keys: dict[tuple[str, str], str | None] = {}
    found = [profile for reading in readings for profile in profiles_of(reading, concepts, keys)]
    return sorted(found, key=lambda p: (p.order, p.claim.id))


def profiles_of(reading: Reading, concepts: ConceptLexicon, keys: dict[tuple[str, str], str | None]) -> Iterable[Profile]:
    doc = reading.document
    chains = {a.id: a for a in reading.attributions}
    states = state_spans(reading)
    lines: dict[int, list[Word]] = {}
    for claim in reading.claims:
        at = claim.evidence.start
        if at not in lines:
            text = doc.text[at : claim.evidence.end]
            lines[at] = [(at + m.start(), at + m.end(), m.group()) for m in WORD.finditer(text)]
        concept = concepts.concept(doc.lang, claim.lemma)
        trigger = concept.id if concept else "~" + claim.lemma.lower()[:7]
        near = window(lines[at], claim.event.span.start)
        words = frozenset(
            key
            for start, end, word in near
            if not (start >= claim.event.span.start and end <= claim.event.span.end)
            and not any(s <= start and end <= e for s, e in states)
            and (key := cached(keys, concepts, doc.lang, word)) is not None
        )
        yield Profile(
            claim=claim,
            document=doc,
            chain=tuple(chains[a] for a in claim.attribution if a in chains),
            trigger=trigger,
            concept=concept,
            group=concept.group if concept else trigger,
            words=words,
            actors=parties(claim.actor),
            recipients=parties(claim.recipient),
            place=claim.place,
            days=days_of(claim.time.value) if claim.time and claim.time.basis != "publication" else None,
            published=day_of(doc.published),
            figures=tuple(figures_of(claim, concept, lines[at], doc.lang, concepts)),
            another=any((doc.lang, w[2].lower()) in concepts.another for w in window(lines[at], claim.event.span.start, MORE)),
        )


def cached(keys: dict[tuple[str, str], str | None], concepts: ConceptLexicon, lang: str, word: str) -> str | None:
    if (lang, word) not in keys:
        keys[lang, word] = concepts.key(lang, word)
    return keys[lang, word]


def window(words: Sequence[Word], at: int, reach: int = WINDOW) -> Sequence[Word]:
    """The words around the one that starts at or after offset `at`."""
    here = next((i for i, w in enumerate(words) if w[0] >= at), len(words))
    return words[max(0, here - reach) : here + reach + 1]


def figures_of(
    claim: Claim, concept: Concept | None, words: Sequence[Word], lang: str, concepts: ConceptLexicon
) -> Iterator[Figure]:
    """The figures of a claim. The whole of which a fraction is given (half of the 11,000) is no figure of its own."""
    fraction = any(q.fraction for q in claim.quantities)
    for q in claim.quantities:
        if concept and concept.group == CASUALTIES:
            if q.fraction or not fraction:
                yield Figure(q, "" if q.fraction else PEOPLE, casualty(q, concept.id, words, lang, concepts))
        elif q.unit or q.fraction:
            unit = unit_of(q, lang, concepts)
            yield Figure(q, unit, (unit,))


def casualty(q: Quantity, trigger: str, words: Sequence[Word], lang: str, concepts: ConceptLexicon) -> tuple[str, ...]:
    """The words of casualty that a number goes with: the first after it before another number, else the last before it.

    A second one joined to it (killed or wounded) belongs to it unless a number stands between.
    """
    here = [(i, c.id) for i, w in enumerate(words) if (c := concepts.concept(lang, w[2])) and c.group == CASUALTIES]
    at = next((i for i, w in enumerate(words) if w[0] >= q.span.start), 0)
    after = next((i for i, w in enumerate(words) if w[0] >= q.span.end and w[2][0].isdigit()), len(words))
    near = [h for h in here if at < h[0] < after][:1] or [h for h in here if h[0] <= at][-1:]
    if not near:
        return (trigger,)
    joined = {c for i, c in here if 0 < abs(i - near[0][0]) <= 2 and not any(w[2][0].isdigit() for w in words[near[0][0] : i])}
    return tuple(sorted({near[0][1]} | joined))


def state_spans(reading: Reading) -> list[tuple[int, int]]:
    """Spans of words that only name a state or an actor (not the soldiers in "North Korean soldiers")."""
    short = {"name", "adjective", "capital"}
    return [(m.span.start, m.span.end) for m in reading.mentions if (m.actor or m.country) and m.basis in short]


def parties(arguments: Iterable[Argument]) -> frozenset[str]:
    """Countries, else ids of organisations; empty when the text names nobody that is known."""
    return frozenset(p for a in arguments if (p := a.country or a.actor))


def unit_of(quantity: Quantity, lang: str, concepts: ConceptLexicon) -> str:
    """What is counted: a concept, else the lemma, measure or currency code itself."""
    unit = quantity.unit or ""
    concept = concepts.concept(lang, unit) if unit.islower() else None
    return concept.id if concept else unit


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
