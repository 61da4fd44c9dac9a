"""Every concept has words in the languages that it is compared in, and its example holds one of them."""

import re
from pathlib import Path

import pytest

from sayso.lexicon import LANG, concepts
from sayso.lexicon.files import read_entries

FILES = sorted(p for p in LANG.glob("*/concepts.toml") if p.parent.name != "world")
ENTRIES = [(f, e) for f in FILES for e in read_entries(f, "concept", {"id": str, "words": list, "example": str}, {})]


@pytest.mark.parametrize(("file", "entry"), ENTRIES, ids=lambda x: x.parent.name if isinstance(x, Path) else x["id"])
def test_the_example_holds_the_concept(file: Path, entry: dict[str, str]) -> None:
    words = re.findall(r"\w+(?:-\w+)*", entry["example"])
    found = {c.id for w in words if (c := concepts.load().concept(file.parent.name, w))}
    assert entry["id"] in found


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.parent.name)
def test_a_language_has_all_concepts(file: Path) -> None:
    assert {e["id"] for f, e in ENTRIES if f == file} == set(concepts.load().concepts)


def test_words_of_two_languages_meet() -> None:
    lexicon = concepts.load()
    assert lexicon.key("it", "droni") == lexicon.key("en", "drones") == "drone"
    assert lexicon.key("it", "assistenza") == lexicon.key("en", "assistance")
    assert lexicon.key("it", "della") is None
