"""The records that flow between rooms: frozen, comparable, without behaviour.

Offsets are half-open and count Unicode code points of ``Document.text``. A token is named by its index in its sentence,
a sentence by its index in its document; both count from 0. Records that are found in a text hold a Span, never a copy of
the text. ``None`` means that the text gives nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["asserted", "hedged", "planned", "conditional", "denied", "asked"]
Certainty = Literal["CT", "PR", "PS", "U"]  # FactBank: certain, probable, possible, underspecified
Basis = Literal["stated", "inferred", "publication"]
SourceKind = Literal["named", "unnamed", "outlet", "document"]
Independence = Literal["same-origin", "not-established", "shown-independent"]
ContradictionKind = Literal["hard", "as-of", "wording"]
Verdict = Literal["same", "different", "unsure"]


# --- one report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One report as published. ``text`` begins with the title as its first paragraph and is never edited after intake."""

    id: str  # content-derived, see intake
    text: str
    lang: str  # ISO 639-1
    url: str | None = None
    outlet: str | None = None  # as the report names it
    title: str | None = None
    author: str | None = None
    published: str | None = None  # ISO 8601 date or date-time, only as the page states it
    published_basis: str | None = None  # where the page states it: "given", "meta", "json-ld", "time element" …
    retrieved: str | None = None
    raw_sha256: str | None = None  # of the bytes that were read


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read, as a value."""

    message: str
    subject: str | None = None  # path, URL or document id
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A Universal Dependencies token. ``head`` is an index in the sentence; the root's head is its own index."""

    i: int
    start: int
    end: int
    text: str
    lemma: str  # lower case unless PROPN
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str  # with subtype, as nsubj:pass; "root" for the root


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens [first, last] (inclusive) that the parser's name recogniser took for a PER, LOC or ORG."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    index: int
    paragraph: int  # 0 is the title when the document has one
    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]  # by token, in text order
    names: tuple[Name, ...] = ()


# --- findings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names (or, after coreference, stands for) an actor, place or outlet."""

    span: Span
    sent: int
    tok: int  # syntactic head of the phrase
    kind: str  # state, government, military, organisation, armed-group, person, outlet, place, unnamed …
    actor: str | None  # id of the actor lexicon (PRK, NATO, nhk …), None when the name is not in it
    country: str | None  # ISO 3166 alpha-3
    basis: str = "name"  # name, adjective, role, capital, pronoun, description: why it means that actor
    name: str | None = None  # canonical display name


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with an ISO 8601 / EDTF value (2024-11-06, 2025, 2017/2021, 2025-02, XXXX-W06, P3D)."""

    span: Span
    sent: int
    tok: int
    value: str
    type: str  # DATE, TIME, DURATION, SET
    basis: Basis
    anchor: str | None = None  # the date it was computed from
    relative: int | None = field(default=None, compare=False)  # token by which a clause takes it up: "in 1991, when …"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text. ``low``/``high`` are None where the text leaves that side open (at least: high None)."""

    span: Span  # modifier and number, without the thing counted
    sent: int
    tok: int  # the number's token
    low: float | None
    high: float | None
    unit: str | None  # lemma of what is counted, "%", ISO 4217 code, or a measure
    counted: int | None = None  # token of the thing counted
    fraction: bool = False  # a share of another quantity (half of them); low, high in 0–1


@dataclass(frozen=True, slots=True)
class Place:
    span: Span
    sent: int
    tok: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str  # city, region, country, area
    relative: int | None = field(default=None, compare=False)  # token by which a clause takes it up: "in Goma, where …"


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase that fills a role; ``sent``/``tok`` is its syntactic head."""

    span: Span
    sent: int
    tok: int
    actor: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    span: Span  # the trigger, one word
    sent: int
    tok: int
    type: str  # PLOVER root or OTHER
    actor: tuple[Argument, ...]
    recipient: tuple[Argument, ...]
    rule: str  # the lexicon entry that coded it, "events.toml: sign VERB + treaty"
    mode: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    span: Span
    sent: int
    tok: int
    kind: SourceKind
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """PARC: a source says, by a cue, a content. ``source`` None: the text names none (it is said). ``parent``: the
    attribution whose content holds this one."""

    id: str
    parent: str | None
    source: Source | None
    cue: Span | None
    content: Span
    kind: SourceKind  # of the source; "unnamed" when the source is None
    sent: int  # sentence of the cue, or of the content where there is none
    tok: int | None  # token of the cue
    certainty: Certainty = "U"
    polarity: str = "+"  # "-" when the source denies the content
    rule: str = ""
    hearsay: bool = False  # an adverb or impersonal verb (reportedly, si dice): recorded source none
    act: str = "say"  # kind of the cue: say, report, deny … for speech; believe, want, judge for what somebody holds


@dataclass(frozen=True, slots=True)
class Factuality:
    status: Status
    certainty: Certainty
    polarity: str  # "+" or "-"
    tense: str  # past, present, future, none
    cues: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An event in a document, its chain of attributions (outermost first) and its factuality."""

    id: str
    document: str
    event: Event
    actor: tuple[Argument, ...]  # the event's, resolved to actors and countries
    recipient: tuple[Argument, ...]
    place: Place | None
    time: Timex | None
    quantities: tuple[Quantity, ...]
    factuality: Factuality
    attribution: tuple[str, ...]
    evidence: Span  # the sentence
    lemma: str  # of the trigger
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report gave. ``sentences`` is empty when the reading comes out of a ledger."""

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    issues: tuple[Issue, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=(), compare=False)


# --- across reports ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """The place where chains end. ``via`` are the relays passed on the way, outermost first."""

    id: str  # canonical: actor id, "unnamed@nhk", "outlet:example.org", "not-recorded"
    name: str  # in plain words: "NHK, citing several unnamed sources"
    kind: Literal["named", "outlet", "unnamed", "not-recorded"]
    via: tuple[str, ...]
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    first_seen: str | None
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one origin gives for one field of a cluster."""

    field: str  # number, time, place, actor, happened
    low: float | None
    high: float | None
    text: str  # as shown: "about 11,000 soldiers", "2024-11-06"
    unit: str | None
    origin: str
    as_of: str | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    field: str
    kind: ContradictionKind
    values: tuple[Value, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """A decision of the machine about two claims or two documents."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Documents that share text; ``share`` is the part of the shorter one that stands in the other, ``spans`` pairs of
    spans (in the first, in the second)."""

    documents: tuple[str, str]
    share: float
    spans: tuple[tuple[Span, Span], ...]
    kind: str  # copy, credit, likely translated
    reason: str


@dataclass(frozen=True, slots=True)
class State:
    """One step of a cluster's history."""

    date: str | None
    status: Status
    origin: str
    document: str
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims of many documents that report one happening."""

    id: str
    type: str
    title: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    status: Status
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    origins: tuple[Origin, ...]
    independence: Independence
    independence_reason: str
    values: tuple[Value, ...]
    contradictions: tuple[Contradiction, ...]
    history: tuple[State, ...]
    copies: tuple[Copy, ...]
    links: tuple[Link, ...]
