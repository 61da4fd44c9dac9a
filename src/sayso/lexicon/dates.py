"""Words and patterns of time expressions of one language, from ``dates.toml``.

A pattern is a row of elements: a word in lower case stands for itself, a word in capitals for a class of words
([words.MONTH]) or of numbers (NUM, DAY, YEAR, …); ``?`` makes an element optional, ``a|b`` gives a choice,
``CLASS:slot`` puts the value into another slot; ``[ … ]`` encloses elements that may be missing together. Patterns of a
higher level see what lower levels found as one element.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from sayso.errors import LexiconError
from sayso.lexicon.files import one_of, read_entries, read_file
from sayso.lexicon.quantities import NumberWords, numbers

RESULTS = ("DATE", "TIME", "DUR", "SET", "NONE", "PERIOD", "SINCE")
Features = dict[str, Any]
Node = dict[str, Any]  # element key -> Node; END -> tuple of Pattern
END = ""
WEAK = frozenset({"ONE", "FEW", "REL", "RELWD", "LATELY", "SAME", "AT", "AGO", "FUTURE", "MOD", "EDGE", "EVERY", "AMPM", "ZONE"})
GROUP = re.compile(r"\[ ([^\[\]]*) \]")
SLOTS = {"NUM": "n", "AGO": "dir", "FUTURE": "dir", "CLOCK": "clock", "COLON": "clock", "MILITARY": "clock"}


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    """One way of writing a time expression; ``slots`` has one name for each element matched, None where it has no value."""

    slots: tuple[str | None, ...]
    make: Features
    result: str
    before: frozenset[str] | None
    after: frozenset[str] | None
    not_before: frozenset[str]
    not_after: frozenset[str]
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class DateLexicon:
    words: Mapping[str, tuple[tuple[str, Any], ...]]  # form -> (class, value)
    levels: tuple[Node, ...]
    triggers: frozenset[str]  # words without which (or a digit) a sentence has no date: those of classes that carry a date
    numbers: NumberWords
    nouns: frozenset[str]  # words that mean a date only as nouns or names (may, march, set)
    capital: frozenset[str]  # words that mean a date only with a capital letter
    abbreviations: frozenset[str]  # forms that may be followed by a full stop of their own
    future: frozenset[str]  # auxiliaries that make the verb future (will)
    planned: frozenset[str]  # verbs and adjectives that put a date in the future (scheduled)
    infinitive: frozenset[str]  # particles that make an infinitive look forward (to)
    age_verbs: frozenset[str]  # have, turn: with so many years, an age
    people: frozenset[str]  # nouns of persons: a man of 40 years, an age
    past: frozenset[str]  # words before a date that put it in the past (since)
    day_first: bool
    next_weekday: str  # "week": the one of the next week, "nearest"
    settings: Mapping[str, Any]


def load(folder: Path) -> DateLexicon:
    """Raises LexiconError when dates.toml or the [number] tables of quantities.toml are missing or broken."""
    path = folder / "dates.toml"
    data = read_file(path)
    settings: dict[str, Any] = data.get("settings", {})
    words: dict[str, tuple[tuple[str, Any], ...]] = {}
    for name, table in data.get("words", {}).items():
        for form, value in table.items():
            words[form] = (*words.get(form, ()), (name, value))
    levels: list[Node] = [{}, {}, {}]
    more: list[str] = settings.get("triggers", [])
    required, optional = {"match": str, "example": str}, dict(OPTIONAL)
    for n, entry in enumerate(read_entries(path, "pattern", required, optional), 1):
        subject = f"{path} [[pattern]] {n} ({entry['match']})"
        level = entry.get("level", 1)
        if level not in (1, 2, 3):
            raise LexiconError("level must be 1, 2 or 3", subject)
        one_of(entry.get("result", "DATE"), RESULTS, "result", subject)
        for elements in expand(entry["match"]):
            _add(levels[level - 1], elements, entry)
    return DateLexicon(
        words=words,
        levels=tuple(levels),
        triggers=frozenset({w for w, found in words.items() if any(name not in WEAK for name, _ in found)} | set(more)),
        numbers=numbers(folder / "quantities.toml"),
        nouns=frozenset(settings.get("nouns", ())),
        capital=frozenset(settings.get("capital", ())),
        abbreviations=frozenset(settings.get("abbreviations", ())),
        future=frozenset(settings.get("future", ())),
        planned=frozenset(settings.get("planned", ())),
        infinitive=frozenset(settings.get("infinitive", ())),
        age_verbs=frozenset(settings.get("age_verbs", ())),
        people=frozenset(settings.get("people", ())),
        past=frozenset(settings.get("past", ())),
        day_first=settings.get("day_first", True),
        next_weekday=settings.get("next_weekday", "nearest"),
        settings=settings,
    )


OPTIONAL: Mapping[str, type] = {
    "level": int, "make": dict, "result": str, "before": list, "after": list, "not_before": list, "not_after": list,
}


def expand(match: str) -> Iterator[tuple[str, ...]]:
    """Yield every row of elements that a pattern stands for, the longest first."""
    if group := GROUP.search(match):
        yield from expand(match[: group.start()] + group.group(1) + match[group.end() :])
        yield from expand(match[: group.start()] + match[group.end() :])
        return
    choices: list[tuple[str, ...]] = []
    for element in match.split():
        options = tuple(element.rstrip("?").split("|")) if len(element) > 1 else (element,)
        choices.append((*options, "") if element.endswith("?") and len(element) > 1 else options)
    for row in product(*choices):
        if kept := tuple(e for e in row if e):
            yield kept


def _add(node: Node, elements: tuple[str, ...], entry: Mapping[str, Any]) -> None:
    slots: list[str | None] = []
    for element in elements:
        key, _, slot = element.partition(":") if element[0].isupper() else (element, "", "")
        slots.append((slot or SLOTS.get(key, key.lower())) if key.isupper() else None)
        node = node.setdefault(key, {})
    pattern = Pattern(
        tuple(slots),
        entry.get("make", {}),
        entry.get("result", "DATE"),
        frozenset(entry["before"]) if "before" in entry else None,
        frozenset(entry["after"]) if "after" in entry else None,
        frozenset(entry.get("not_before", ())),
        frozenset(entry.get("not_after", ())),
        entry["match"],
    )
    node[END] = (*node.get(END, ()), pattern)
