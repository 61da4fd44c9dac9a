"""attribution.toml: the words by which a text says that somebody says something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import LexiconError
from sayso.lexicon.files import Entry, one_of, read_entries, read_file

FILE = "attribution.toml"
UPOS = frozenset({"VERB", "NOUN", "ADP", "ADV", "ADJ"})
SPEECH = frozenset(
    {"say", "report", "deny", "claim", "know", "ask", "order", "warn", "promise", "accuse", "hearsay", "show", "accord"}
)
ATTITUDE = frozenset({"believe", "want", "judge"})
KINDS = SPEECH | ATTITUDE
CERTAINTIES = frozenset({"CT", "PR", "PS", "U"})
POLARITIES = frozenset({"+", "-"})
REQUIRED = {"lemma": str, "upos": str, "kind": str, "content": object, "example": str}
OPTIONAL = {
    "source": object,
    "object": list,
    "certainty": str,
    "polarity": str,
    "quote_only": bool,
    "impersonal": bool,
    "passive_only": bool,
}
PAIRED = ("quotes", "endings")
DEFAULT_SOURCE = {
    "VERB": ("nsubj", "agent"),
    "NOUN": ("nmod:poss", "nmod:of", "nmod:by", "nmod:from", "nmod:di", "nmod:da", "amod"),
    "ADP": ("noun",),
    "ADV": (),
    "ADJ": ("nsubj",),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in the tree where content or source stands: a relation, and the preposition that it needs, if any.

    ``obl:di`` is the relation obl with the preposition di; ``obl:agent`` is a subtype of the treebank. Both are tried.
    Not relations: ``predicate`` (an object of which something is predicated: saw it as a threat), ``clause`` (the
    clause that the cue modifies), ``quote`` (a quotation next to the cue), ``noun`` (the noun
    that the cue introduces), ``agent`` (who did it, of a passive), ``head`` (the noun that the cue modifies).
    """

    relation: str
    preposition: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    lemma: str
    words: tuple[str, ...]  # lemmas that must stand by the head, in the entry's order
    upos: str
    kind: str
    content: tuple[Frame, ...]  # in order of preference
    source: tuple[Frame, ...]
    objects: frozenset[str]  # lemmas, one of which the object or passive subject must have; empty: any
    certainty: str
    polarity: str
    quote_only: bool
    impersonal: bool  # hearsay: the text names no source
    passive_only: bool
    example: str
    rule: str


@dataclass(frozen=True, slots=True)
class AttributionLexicon:
    """``cues`` by the lemma of the head, longest entry first. The other fields are the lists of [settings]."""

    cues: Mapping[str, tuple[Cue, ...]]
    settings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quotes: tuple[tuple[str, str], ...] = ()
    forms: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)  # inflected forms of verbs; others by the form itself

    def entries(self, lemma: str, form: str) -> tuple[Cue, ...]:
        """The entries of a word: by its lemma, and by its form where the parser mistakes the lemma."""
        found = self.cues.get(lemma, ())
        form = form.lower()
        if form == lemma:
            return found
        return found + self.cues.get(form, ()) if found else self.cues.get(form) or self.forms.get(form, ())

    def words(self, setting: str) -> frozenset[str]:
        """The lemmas of one list of [settings]; empty when the language has no such list."""
        return self.settings.get(setting, frozenset())


def load(folder: Path) -> AttributionLexicon:
    """Read attribution.toml of a language. Raises LexiconError naming file and entry."""
    path = folder / FILE
    cues: dict[str, list[Cue]] = {}
    for n, entry in enumerate(read_entries(path, "cue", REQUIRED, OPTIONAL), 1):
        cue = read_cue(entry, f"{path} [[cue]] {n} ({entry['lemma']})")
        cues.setdefault(cue.lemma, []).append(cue)
    settings = read_file(path).get("settings", {})
    lists = {key: frozenset(value) for key, value in settings.items() if key not in PAIRED}
    quotes, endings = (pairs(settings.get(key, []), key, f"{path} [settings]") for key in PAIRED)
    ordered = {lemma: tuple(sorted(found, key=lambda cue: -len(cue.words))) for lemma, found in cues.items()}
    return AttributionLexicon(ordered, lists, quotes, inflected(ordered, endings))


def inflected(cues: Mapping[str, tuple[Cue, ...]], endings: tuple[tuple[str, str], ...]) -> dict[str, tuple[Cue, ...]]:
    """Forms of the verbs, by [settings] endings: of an inflected form, and of the lemma."""
    forms: dict[str, tuple[Cue, ...]] = {}
    for lemma, entries in cues.items():
        verbs = tuple(cue for cue in entries if cue.upos == "VERB")
        for ending, instead in endings if verbs else ():
            if lemma.endswith(instead) and len(lemma) > len(instead):
                form = lemma[: len(lemma) - len(instead)] + ending
                if form not in cues:
                    forms[form] = forms.get(form, ()) + verbs
    return forms


def pairs(value: object, key: str, subject: str) -> tuple[tuple[str, str], ...]:
    """A list of pairs of strings. Raises LexiconError otherwise."""
    if not isinstance(value, list) or not all(isinstance(pair, list | str) and len(pair) == 2 for pair in value):
        raise LexiconError(f"{key} must be a list of pairs", subject)
    return tuple((str(pair[0]), str(pair[1])) for pair in value)


def read_cue(entry: Entry, subject: str) -> Cue:
    """One entry. Raises LexiconError when a value is not one of those allowed."""
    upos = one_of(entry["upos"], UPOS, "upos", subject)
    lemma, *words = entry["lemma"].split()
    default = list(DEFAULT_SOURCE[upos])
    return Cue(
        lemma,
        tuple(words),
        upos,
        one_of(entry["kind"], KINDS, "kind", subject),
        tuple(frame(text) for text in strings(entry["content"], "content", subject)),
        tuple(frame(text) for text in strings(entry.get("source", default), "source", subject)),
        frozenset(strings(entry.get("object", []), "object", subject)),
        one_of(entry.get("certainty", "U"), CERTAINTIES, "certainty", subject),
        one_of(entry.get("polarity", "+"), POLARITIES, "polarity", subject),
        entry.get("quote_only", False),
        entry.get("impersonal", upos == "ADV" or (upos == "ADJ" and entry["kind"] == "hearsay")),
        entry.get("passive_only", False),
        entry["example"],
        f"{FILE}: {entry['lemma']} {upos}",
    )


def frame(text: str) -> Frame:
    """``obl:di`` -> Frame("obl", "di")."""
    relation, _, preposition = text.partition(":")
    return Frame(relation, preposition or None)


def strings(value: object, key: str, subject: str) -> list[str]:
    """A string or a list of strings, as a list. Raises LexiconError otherwise."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
        raise LexiconError(f"{key} must be a string or a list of strings", subject)
    return found
