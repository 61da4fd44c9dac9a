"""lang/<code>/factuality.toml: the words and verb forms that say how sure a text is of an event.

An entry fires on an event when cue and event are joined by one of the relations in its `scope`. Whether the cue hangs on
the event ("not attacked") or the event on the cue ("plans to attack") follows from kind and relation; see `hangs_on_event`.

    [[cue]]
    lemma = "rule out"          # head first; further words hang on the head or on the same word, or stand next to it
    upos = "VERB"
    kind = "embedding"          # modal adverb embedding noun adjective negation condition question aspect
    scope = ["obj", "ccomp"]    # relation; or with subtype, preposition or conjunction: "nsubj:pass", "nmod:di", "ccomp:se",
                                # "acl:relcl:secondo" (of the relative pronoun). acl leaves out relative clauses; "before":
                                # the cue stands before the event's verb with no other verb between
    status = "denied"           # of the event, when the cue itself is affirmed
    certainty = "CT"            # CT PR PS U
    polarity = "-"              # optional, "+" unless given
    negated = "hedged"          # optional: of the event, when the cue itself is denied ("did not rule out")
    factive = true              # optional: the event is judged by itself, whatever becomes of the cue ("regret that")
    tense = "future"            # optional: of the event
    when = {Mood = "Cnd"}       # optional: features of the cue
    clause = ["ccomp"]          # optional: relation by which the event's word hangs on its own head
    beside = {Mood = "Cnd"}     # optional: features of another auxiliary of the same clause
    event = {VerbForm = "Inf"}  # optional: features of the event's word
    unless = ["only"]           # optional: not when one of these lemmas stands next to the cue or hangs on it
    inverted = true             # optional: only where the cue stands before the subject of the event ("should Iran attack")
    example = "The minister ruled out an attack."

    [[mood]]
    feats = {Mood = "Cnd"}      # of the finite verb of the clause (auxiliary or copula included), else of the word itself
    clause = ["ccomp"]          # optional, as above
    under = {Tense = "Past"}    # optional: features of the verb that governs the clause
    governor = ["denunciare"]   # optional: lemmas of that verb
    unless = ["before"]         # optional: not when one of these lemmas hangs on the word
    status, certainty, polarity, tense, example as above

    [settings]
    question_marks = ["?"]
    adversative = ["ma"]        # conjunctions that end the reach of a negation
    verb_endings = ["are"]      # of infinitives, which an unsure lemmatizer gets wrong
    speech = ["accusa"]         # nouns of speech: to reject an accusation is not to say that none was made
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from sayso.errors import LexiconError
from sayso.lexicon.files import Entry, one_of, read_entries, read_file
from sayso.types import Certainty, Status

FILE = "factuality.toml"
KINDS = frozenset({"modal", "adverb", "embedding", "noun", "adjective", "negation", "condition", "question", "aspect"})
TENSES = frozenset({"past", "present", "future", "none"})
SIDE = {"status": str, "certainty": str, "example": str}
CUE = {"lemma": str, "upos": str, "kind": str, "scope": list, **SIDE}
CUE_OPTIONAL = {
    "polarity": str, "negated": str, "factive": bool, "tense": str, "when": dict, "clause": list,
    "beside": dict, "event": dict, "unless": list, "inverted": bool,
}  # fmt: skip
MOOD = {"feats": dict, **SIDE}
MOOD_OPTIONAL = {"polarity": str, "tense": str, "clause": list, "under": dict, "governor": list, "unless": list}
SETTINGS = ("question_marks", "adversative", "speech", "verb_endings")

# A relation says by itself which of the two words hangs on the other, except for the arguments of a verb: a negative or
# interrogative pronoun hangs on the event, a verb or adjective has the event as its argument.
BELOW = frozenset({"aux", "advmod", "mark", "det", "amod", "case", "cc", "discourse", "expl", "cop"})
SHORT = 4  # letters; shorter stems would be those of other words
HANGING_KINDS = frozenset({"adverb", "negation", "condition", "question"})


@dataclass(frozen=True, slots=True)
class Cue:
    lemma: str  # of the head word
    words: tuple[str, ...]  # lemmas of the further words
    upos: str
    kind: str
    scope: frozenset[str]
    status: Status
    certainty: Certainty
    polarity: str
    negated: Status | None
    factive: bool
    tense: str | None
    when: Mapping[str, str]
    clause: frozenset[str]
    beside: Mapping[str, str]
    event: Mapping[str, str]
    unless: frozenset[str]
    inverted: bool
    example: str
    rule: str


@dataclass(frozen=True, slots=True)
class Mood:
    feats: Mapping[str, str]
    clause: frozenset[str]
    under: Mapping[str, str]
    governor: frozenset[str]
    unless: frozenset[str]
    status: Status
    certainty: Certainty
    polarity: str
    tense: str | None
    example: str
    rule: str


@dataclass(frozen=True)
class FactualityLexicon:
    """Cues by the head word's lemma: `below` hang on the event, `above` are what the event hangs on, `before` stand before it."""

    below: Mapping[str, tuple[Cue, ...]]
    above: Mapping[str, tuple[Cue, ...]]
    before: Mapping[str, tuple[Cue, ...]]
    moods: tuple[Mood, ...]
    question_marks: frozenset[str]
    adversative: frozenset[str]
    speech: frozenset[str]
    endings: frozenset[str]
    cues: tuple[Cue, ...]


def load(folder: Path) -> FactualityLexicon:
    """The factuality lexicon of one language. Raises LexiconError when an entry breaks the schema."""
    path = folder / FILE
    cues = tuple(_cue(e, n, path) for n, e in enumerate(read_entries(path, "cue", CUE, CUE_OPTIONAL), 1))
    moods = tuple(_mood(e, n, path) for n, e in enumerate(read_entries(path, "mood", MOOD, MOOD_OPTIONAL), 1))
    settings = read_file(path).get("settings", {})
    if missing := [key for key in SETTINGS if not isinstance(settings.get(key), list)]:
        raise LexiconError(f"[settings] lacks the list {', '.join(missing)}", str(path))
    endings = frozenset(settings["verb_endings"])
    return FactualityLexicon(
        below=_by_lemma(cue for cue in cues if any(hangs_on_event(cue.kind, rel) for rel in cue.scope)),
        above=_with_stems(_by_lemma(c for c in cues if not all(hangs_on_event(c.kind, rel) for rel in c.scope)), endings),
        before=_by_lemma(cue for cue in cues if "before" in cue.scope),
        moods=moods,
        question_marks=frozenset(settings["question_marks"]),
        adversative=frozenset(settings["adversative"]),
        speech=frozenset(settings["speech"]),
        endings=endings,
        cues=cues,
    )


def hangs_on_event(kind: str, relation: str) -> bool:
    """Does a cue of this kind, joined to the event by this relation, hang on the event (True) or hold it (False)?"""
    base = relation.split(":")[0]
    if relation == "before":
        return True
    return base in BELOW or kind in HANGING_KINDS or (kind == "adjective" and base in {"acl", "appos"})


def _by_lemma(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Several entries of one lemma stand from the most to the least specific, so that the first that fits may win."""
    index: dict[str, list[Cue]] = {}
    for cue in cues:
        index.setdefault(cue.lemma, []).append(cue)
    return {lemma: tuple(sorted(found, key=lambda cue: -_weight(cue))) for lemma, found in index.items()}


def _with_stems(index: dict[str, tuple[Cue, ...]], endings: frozenset[str]) -> dict[str, tuple[Cue, ...]]:
    """The index, with the stems of its verbs as further keys where they are no lemmas of the index."""
    verbs = {key: found for lemma, found in index.items() if found[0].upos == "VERB" for key in stems(lemma, endings)}
    return {**verbs, **index}


def stems(lemma: str, endings: frozenset[str]) -> Iterator[str]:
    """The lemma without each of the endings that it has, longest first, a doubled last letter once.

    A trained lemmatizer that has not met a verb goes wrong there: violat, dismisse, plann, preparere, trovarere.
    """
    for size in (5, 4, 3, 2, 1, 0):
        if size == 0 or lemma[-size:] in endings:
            cut = lemma[: len(lemma) - size]
            cut = cut[:-1] if cut[-1:] == cut[-2:-1] else cut
            if len(cut) >= SHORT:
                yield cut


def _weight(cue: Cue) -> int:
    return 2 * len(cue.words) + len(cue.when) + len(cue.beside) + len(cue.event) + bool(cue.clause) + cue.inverted


def _cue(entry: Entry, n: int, path: Path) -> Cue:
    subject = f"{path} [[cue]] {n} ({entry['lemma']})"
    lemma, *words = entry["lemma"].split()
    return Cue(
        lemma=lemma,
        words=tuple(words),
        upos=entry["upos"],
        kind=one_of(entry["kind"], KINDS, "kind", subject),
        scope=frozenset(entry["scope"]),
        status=_status(entry["status"], "status", subject),
        certainty=_certainty(entry["certainty"], subject),
        polarity=one_of(entry.get("polarity", "+"), "+-", "polarity", subject),
        negated=_status(entry["negated"], "negated", subject) if "negated" in entry else None,
        factive=entry.get("factive", False),
        tense=one_of(entry["tense"], TENSES, "tense", subject) if "tense" in entry else None,
        when=entry.get("when", {}),
        clause=frozenset(entry.get("clause", ())),
        beside=entry.get("beside", {}),
        event=entry.get("event", {}),
        unless=frozenset(entry.get("unless", ())),
        inverted=entry.get("inverted", False),
        example=entry["example"],
        rule=f"{FILE}: {entry['lemma']} {entry['upos']}",
    )


def _mood(entry: Entry, n: int, path: Path) -> Mood:
    name = " ".join(f"{key}={value}" for key, value in entry["feats"].items())
    subject = f"{path} [[mood]] {n} ({name})"
    return Mood(
        feats=entry["feats"],
        clause=frozenset(entry.get("clause", ())),
        under=entry.get("under", {}),
        governor=frozenset(entry.get("governor", ())),
        unless=frozenset(entry.get("unless", ())),
        status=_status(entry["status"], "status", subject),
        certainty=_certainty(entry["certainty"], subject),
        polarity=one_of(entry.get("polarity", "+"), "+-", "polarity", subject),
        tense=one_of(entry["tense"], TENSES, "tense", subject) if "tense" in entry else None,
        example=entry["example"],
        rule=f"{FILE}: {name}",
    )


def _status(value: str, key: str, subject: str) -> Status:
    return cast(Status, one_of(value, get_args(Status), key, subject))


def _certainty(value: str, subject: str) -> Certainty:
    return cast(Certainty, one_of(value, get_args(Certainty), "certainty", subject))
