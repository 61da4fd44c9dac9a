"""events.toml of a language: which words name an event, of which PLOVER type, and what marks its actor and recipient.

    [settings]                      all optional
    verb_actor, verb_recipient      relations, in order of preference, where a trigger says nothing
    noun_actor, noun_recipient      the same for nouns
    agent = ["by"]                  prepositions of the passive agent
    intransitive = ["arrivare"]     verbs that are never passive, whatever auxiliary they take; where a language
                                    lists them, the bare participles of all other verbs are
    resultative = ["rimanere"]      verbs whose predicate participle is a passive (è rimasto ucciso)
    auxiliaries = ["avere"]         auxiliaries, which a parser may take for verbs of their own (di avere ucciso)
    quotative = ["ammonire"]        verbs whose subject may follow them in an inserted clause (…, ha ammonito il generale)
    comment_marks = ["come"]        words that open such a clause as well (come ha chiesto il generale)
    origins = ["region"]            nouns that a passive names as where something comes from, not as who does it
    spoken = ["REQUEST"]            types of what is done with words: whose noun has no thing as its actor
    people = ["persona"]            lemmas that a number without a noun may stand for
    counting_endings = ["ndone"]    how verbs end that a number follows as their object (uccidendone 60)
    argument_modified = ["base"]    words of not_argument that may fill a role where an adjective or a name goes with them
    agentive = ["@force"]           nouns of persons and groups, who act
    adjectives = ["violento"]       adjectives that a parser may take for the noun that they stand before
    argument_forms = ["parti"]      forms of the not_argument lemmas that may be an actor or recipient nevertheless
    headline_endings = ["s"]        endings of the verb forms that a parser takes for nouns in headlines (Ghana lifts curfew)
    shares = ["responsibility"]     objects of light verbs before the event (claimed responsibility for, took part in the attack)
    documents = ["decree"]          nouns of papers: in "signed a decree granting …" the signer grants
    undergo = ["face", "under"]     verbs, and prepositions after a verb, whose subject undergoes the event (faces criticism)
    unreal = ["prevent", "risk"]    words whose object or complement is no event, since it did not happen or is a mere title
    gerund_endings = ["ing"]        endings of verb forms that serve as nouns (the downing of a plane)
    light = ["launch"]              verbs whose subject is the actor of an event noun that is their object
    partitive = ["dozen"]           nouns that stand for what they count (dozens of soldiers)
    subject_control = ["promise"]   verbs with an object whose complement still has their subject as its own
    object_control, object_control_marks   verbs (accuse) after which a gerund or infinitive with one of the marks (of)
                                    has their object as its subject
    refusal_types, refusal_auxiliaries, refusal_negations   with an auxiliary (will) and a negation, such an event is a REJECT
    not_argument = ["monday"]       lemmas that are never an actor or recipient (times, measures)
    prepositions = ["on behalf of"] preposition-noun-preposition groups that count as one preposition
    endings = [["ied", "y"]]        how verbs inflect; without it the forms are those of lemmas.tsv.gz
    [settings.forms]                irregular forms of verbs: overran = "overrun"
    [settings.content]              by type, relations whose filler is what is asked, promised … and no event of its own
    [settings.fallback]             by type, relations whose filler is the recipient if it is a known place or actor and the
                                    entry's relations give none (declared an emergency in Mali)
    [words]                         named lists: weapon = ["missile"]; "@weapon" in a condition stands for the list,
                                    "@actor" for any name of a person, group or state
    [[trigger]]
    lemma, upos, type, example      lemma may have several words, head first; type NONE means: in this frame no event;
                                    lemma "*" is any word of the class, tried first, and needs a modifier
    object, subject, modifier       lemmas, of which one must fill the place (for a noun, object = its nmod, amod or compound;
                                    modifier = any dependent)
    below                           lemmas, of which one must stand anywhere below the trigger
    around                          lemmas, of which one must stand anywhere in the sentence
    not_object, not_subject         lemmas that must not
    governor                        lemmas, of which one must be the word that a noun depends on
    oblique = { with = [] }         a preposition that must be there, with one of the lemmas (none listed: any)
    needs, lacks                    relations that must, must not be filled
    actor, recipient                relations in order of preference; "a>b" is relation b of the filler of a,
                                    "a&b" relation a if b is filled too, "a>recipient" the recipient of the event at a,
                                    "up>nsubj" the subject of the clause above ("Ghana says that Togo must pay")
    light                           further light verbs of this noun
    content                         relation whose filler is the substance of this event and no event of its own
    weak                            true: no event where the text gives neither an actor nor a recipient
    bare                            true: a noun in the singular that nothing but a preposition stands before (in protest at)
    mode                            PLOVER mode

Relations are logical: nsubj is also the passive agent, obj also the passive subject; obl:of, nmod:of name the preposition.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.lexicon.files import one_of, read_entries, read_file

TYPES = frozenset(
    {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
        "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER", "NONE",
    }
)
CLASSES = ("VERB", "NOUN", "ADJ")
REQUIRED = {"lemma": str, "upos": str, "type": str, "example": str}
LISTS = (
    *("object", "subject", "modifier", "governor", "below", "around", "not_object", "not_subject"),
    *("needs", "lacks", "light", "actor", "recipient"),
)
OPTIONAL = {**dict.fromkeys(LISTS, list), "oblique": dict, "content": str, "mode": str, "weak": bool, "bare": bool}
RELATIONS = ("verb_actor", "verb_recipient", "noun_actor", "noun_recipient")
LEMMAS = (
    *("agent", "light", "partitive", "prepositions", "not_argument", "argument_forms", "argument_modified"),
    *("intransitive", "resultative", "auxiliaries", "adjectives", "quotative", "comment_marks", "agentive"),
    *("headline_endings", "gerund_endings", "unreal", "undergo", "documents", "shares"),
    *("spoken", "origins", "people", "counting_endings"),
    *("subject_control", "object_control", "object_control_marks"),
    *("refusal_types", "refusal_auxiliaries", "refusal_negations"),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry. Empty conditions hold always."""

    lemma: str  # as written; `more` are its words after the first
    more: tuple[str, ...]
    upos: str
    type: str
    example: str
    object: frozenset[str]
    subject: frozenset[str]
    modifier: frozenset[str]
    governor: frozenset[str]
    below: frozenset[str]
    around: frozenset[str]
    not_object: frozenset[str]
    not_subject: frozenset[str]
    oblique: tuple[tuple[str, frozenset[str]], ...]
    needs: tuple[str, ...]
    lacks: tuple[str, ...]
    light: frozenset[str]
    actor: tuple[str, ...] | None  # None: as the settings say; empty: never one
    recipient: tuple[str, ...] | None
    content: str | None
    mode: str | None
    weak: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Triggers by lemma of their first word and part of speech, those with more conditions first."""

    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    forms: Mapping[str, str] = field(default_factory=dict)  # inflected form of a trigger verb -> its lemma
    verb_actor: tuple[str, ...] = ("nsubj",)
    verb_recipient: tuple[str, ...] = ("obj", "iobj")
    noun_actor: tuple[str, ...] = ("nmod:poss", "amod", "compound")
    noun_recipient: tuple[str, ...] = ()
    agent: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    partitive: frozenset[str] = frozenset()
    subject_control: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    object_control_marks: frozenset[str] = frozenset()
    refusal_types: frozenset[str] = frozenset()
    refusal_auxiliaries: frozenset[str] = frozenset()
    refusal_negations: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    not_argument: frozenset[str] = frozenset()
    argument_forms: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    resultative: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    quotative: frozenset[str] = frozenset()
    comment_marks: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    counting_endings: frozenset[str] = frozenset()
    argument_modified: frozenset[str] = frozenset()
    headline_endings: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    undergo: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    gerund_endings: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    agentive: frozenset[str] = frozenset()
    content: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fallback: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(folder: Path) -> EventLexicon:
    """The event lexicon of the language in `folder`. Raises LexiconError when the file breaks its schema."""
    path = folder / "events.toml"
    data = read_file(path)
    words = {name: tuple(lemmas) for name, lemmas in data.get("words", {}).items()}
    index: dict[tuple[str, str], list[Trigger]] = {}
    for entry in read_entries(path, "trigger", REQUIRED, OPTIONAL):
        trigger = _trigger(entry, words, f"{path} {entry['lemma']} {entry['upos']}")
        index.setdefault((trigger.lemma.split()[0].lower(), trigger.upos), []).append(trigger)
    settings = data.get("settings", {})
    relations = {key: tuple(settings[key]) for key in RELATIONS if key in settings}
    lemmas = {key: _expand(settings.get(key, []), words, str(path)) for key in LEMMAS}
    typed = {key: {kind: tuple(found) for kind, found in settings.get(key, {}).items()} for key in ("content", "fallback")}
    ordered = {key: tuple(sorted(found, key=weight, reverse=True)) for key, found in index.items()}
    lights = {verb for found in index.values() for trigger in found for verb in trigger.light} | lemmas["light"]
    verbs = [*dict.fromkeys([*(lemma for lemma, upos in index if upos == "VERB"), *sorted(lights)])]
    forms = _forms(verbs, settings) if "endings" in settings else _known_forms(folder, frozenset(verbs))
    return EventLexicon(ordered, forms, **relations, **lemmas, **typed)  # type: ignore[arg-type]


def _known_forms(folder: Path, verbs: frozenset[str]) -> dict[str, str]:
    """Inflected forms of the verbs by lemmas.tsv.gz; empty where the language has none."""
    path = folder / "lemmas.tsv.gz"
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().splitlines())
    return {form: lemma for form, upos, lemma in rows if upos == "VERB" and lemma in verbs}


def _forms(verbs: list[str], settings: Mapping[str, Any]) -> dict[str, str]:
    """Inflected forms of the verbs; a form that two verbs could have goes to the one that comes first."""
    found: dict[str, str] = {}
    for form, lemma in settings.get("forms", {}).items():
        if lemma in verbs:
            found[form] = lemma
    for lemma in verbs:
        for ending, bare in settings.get("endings", ()):
            if lemma.endswith(bare):
                found.setdefault(lemma[: len(lemma) - len(bare)] + ending, lemma)
    return found


def weight(trigger: Trigger) -> int:
    """How specific an entry is: further words and words below count twice, other conditions once, an entry of none one more."""
    listed = (trigger.object, trigger.subject, trigger.modifier, trigger.governor, trigger.below, trigger.around)
    barred = (trigger.not_object, trigger.not_subject, trigger.needs, trigger.lacks)
    more = 2 * len(trigger.more) + bool(trigger.below) + trigger.bare + (trigger.type == "NONE")
    return more + sum(map(bool, (*listed, *barred))) + len(trigger.oblique)


def _trigger(entry: Mapping[str, Any], words: Mapping[str, tuple[str, ...]], subject: str) -> Trigger:
    def lemmas(key: str) -> frozenset[str]:
        return _expand(entry.get(key, ()), words, subject)

    oblique = tuple((p, _expand(found, words, subject)) for p, found in entry.get("oblique", {}).items())
    return Trigger(
        lemma=entry["lemma"],
        more=tuple(entry["lemma"].split()[1:]),
        upos=one_of(entry["upos"], CLASSES, "upos", subject),
        type=one_of(entry["type"], TYPES, "type", subject),
        example=entry["example"],
        object=lemmas("object"),
        subject=lemmas("subject"),
        modifier=lemmas("modifier"),
        governor=lemmas("governor"),
        below=lemmas("below"),
        around=lemmas("around"),
        not_object=lemmas("not_object"),
        not_subject=lemmas("not_subject"),
        oblique=oblique,
        needs=tuple(entry.get("needs", ())),
        lacks=tuple(entry.get("lacks", ())),
        light=lemmas("light"),
        actor=tuple(entry["actor"]) if "actor" in entry else None,
        recipient=tuple(entry["recipient"]) if "recipient" in entry else None,
        content=entry.get("content"),
        mode=entry.get("mode"),
        weak=entry.get("weak", False),
        bare=entry.get("bare", False),
    )


def _expand(listed: list[str], words: Mapping[str, tuple[str, ...]], subject: str) -> frozenset[str]:
    """The lemmas of a condition, "@name" replaced by the list of that name (unknown lists stay as they are: @actor)."""
    found: set[str] = set()
    for lemma in listed:
        found.update(words.get(lemma[1:], (lemma,)) if lemma.startswith("@") else (lemma,))
    return frozenset(found)
