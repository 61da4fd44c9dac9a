"""Concepts: what a word means when claims of several languages are compared.

``lang/world/concepts.toml`` lists them, ``lang/<code>/concepts.toml`` gives the words of one language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.errors import LexiconError
from sayso.lexicon.files import read_entries, read_file

LANG = Path(__file__).parent.parent / "lang"
STEM = 5  # letters by which words without a concept are compared: produ-ce, produ-zione, produ-ction


@dataclass(frozen=True)
class Concept:
    id: str
    group: str
    label: str
    once: bool = False
    lasting: bool = False
    speech: bool = False
    thing: bool = False
    suffered: bool = False  # its actor is who is hit by it


@dataclass(frozen=True)
class ConceptLexicon:
    concepts: Mapping[str, Concept]
    words: Mapping[tuple[str, str], str]  # (language, word) -> id
    prefixes: Mapping[tuple[str, str], str]  # (language, beginning) -> id
    stop: frozenset[tuple[str, str]]
    another: frozenset[tuple[str, str]]  # words that say one more of its kind is meant

    def concept(self, lang: str, word: str) -> Concept | None:
        """The concept of a word form or lemma; the longest beginning that fits wins over a shorter one."""
        low = word.lower()
        if found := self.words.get((lang, low)):
            return self.concepts[found]
        for n in range(len(low), 2, -1):
            if found := self.prefixes.get((lang, low[:n])):
                return self.concepts[found]
        return None

    def key(self, lang: str, word: str) -> str | None:
        """What a word is compared by: its concept's id, else its first letters; None for a number or an empty word."""
        low = word.lower()
        if len(low) < 3 or low[0].isdigit() or (lang, low) in self.stop:
            return None
        concept = self.concept(lang, low)
        if concept:
            return concept.id
        return None if len(low) < 4 else "~" + low[:STEM]


@lru_cache
def load() -> ConceptLexicon:
    """The concepts with the words of every language. Raises LexiconError when an entry breaks its schema."""
    flags = {"once": bool, "lasting": bool, "speech": bool, "thing": bool, "suffered": bool}
    path = LANG / "world" / "concepts.toml"
    concepts = {e["id"]: Concept(**e) for e in read_entries(path, "concept", {"id": str, "group": str, "label": str}, flags)}
    words: dict[tuple[str, str], str] = {}
    prefixes: dict[tuple[str, str], str] = {}
    stop: set[tuple[str, str]] = set()
    another: set[tuple[str, str]] = set()
    for file in sorted(LANG.glob("*/concepts.toml")):
        lang = file.parent.name
        if lang == "world":
            continue
        said = read_file(file).get("settings", {})
        stop |= {(lang, w) for w in said.get("stop", [])}
        another |= {(lang, w) for w in said.get("another", [])}
        for entry in read_entries(file, "concept", {"id": str, "words": list, "example": str}, {}):
            if entry["id"] not in concepts:
                raise LexiconError(f"names a concept that is not in {path.name} of lang/world", f"{file} {entry['id']}")
            for word in entry["words"]:
                (prefixes if word.endswith("*") else words).setdefault((lang, word.rstrip("*")), entry["id"])
    return ConceptLexicon(concepts, words, prefixes, frozenset(stop), frozenset(another))
