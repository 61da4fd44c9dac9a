"""Number words, measures, currencies and modifiers of one language, from ``quantities.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import LexiconError
from sayso.lexicon.files import one_of, read_entries, read_file

MODES = ("about", "at-least", "at-most", "none")
SUMS = ("small", "hundred", "big", "elided")
ACCENTS = str.maketrans("àèéìòù", "aeeiou")


@dataclass(frozen=True, eq=False, slots=True)
class NumberWords:
    """The words that make numbers. ``compound`` is empty in languages that write one number in several words."""

    decimal: str
    group: str
    small: Mapping[str, int]  # 0-99
    hundred: Mapping[str, int]
    big: Mapping[str, int]  # thousand and above
    short: Mapping[str, int]  # k, bn, mln: only right after digits
    compound: Mapping[str, int]  # what a one-word number is made of
    one: frozenset[str]  # articles that count as 1 before hundred or above
    joiner: frozenset[str]
    of: frozenset[str]  # between two collectives: tens of thousands
    half: frozenset[str]
    point: frozenset[str]
    ordinal: Mapping[str, int]
    ordinal_suffix: frozenset[str]
    ordinal_ending: tuple[str, ...]  # endings of one-word ordinals (-esimo)
    fraction: Mapping[str, int]  # denominators by word
    collective: Mapping[str, tuple[int, bool]]  # dozen, ventina: how many, whether the word is plural
    starts: frozenset[str]  # words that may begin a number, articles not counted
    prefixes: frozenset[str]  # first three letters of one-word numbers
    elided: Mapping[str, int]  # before a vowel: settant'anni
    verbs: frozenset[str]  # number words that are verb forms too (sei)
    known: dict[str, tuple[int, bool] | None]  # cache of one-word numbers already taken apart


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words before or after a number that open or blur it."""

    words: tuple[str, ...]
    mode: str
    after: bool
    one: bool  # makes an article a number: almeno un morto


@dataclass(frozen=True, eq=False, slots=True)
class QuantityLexicon:
    numbers: NumberWords
    before: Mapping[str, tuple[Modifier, ...]]  # by last word
    after: Mapping[str, tuple[Modifier, ...]]  # by first word
    between: Mapping[str, frozenset[str]]  # opening word -> words that join the two ends
    dashes: frozenset[str]  # words and signs that join two numbers without an opening word
    indefinite: Mapping[str, int]  # several, numerosi: at least so many
    measures: Mapping[str, str]  # form -> unit
    currencies: Mapping[str, str]  # form -> ISO 4217
    nationalities: Mapping[str, Mapping[str, str]]  # currency word -> adjective -> ISO 4217
    symbols: Mapping[str, str]
    percent: frozenset[tuple[str, ...]]
    of: frozenset[str]  # prepositions between a collective or a share and the thing counted
    share: frozenset[str]  # "in", "su": one in five
    time_units: frozenset[str]
    months: frozenset[str]
    titles: frozenset[str]  # words before a number that is a name: article, room, flight
    ages: frozenset[str]
    age_words: frozenset[str]  # age, aged, età
    age_unit_words: frozenset[str]  # years, months: forms in which ages are counted
    unit_words: frozenset[str]  # all forms of time_units
    articles: frozenset[str]  # may stand after the joiner of a range (tra i 10 e i 12 mila)
    lone_one: frozenset[str]  # pronouns of one that count only with a modifier
    not_closing: frozenset[str]  # words after which "and more" goes on to another number (more than, più di)
    triggers: frozenset[str]  # words without which (or a digit) a sentence has no quantity
    settings: Mapping[str, Any]


def load(folder: Path) -> QuantityLexicon:
    """Raises LexiconError when quantities.toml or dates.toml (month names) is missing or broken."""
    path = folder / "quantities.toml"
    data = read_file(path)
    settings: dict[str, Any] = data.get("settings", {})
    modifiers = list(_modifiers(path))
    before: dict[str, tuple[Modifier, ...]] = {}
    after: dict[str, tuple[Modifier, ...]] = {}
    for m in sorted(modifiers, key=lambda m: -len(m.words)):
        side, key = (after, m.words[0]) if m.after else (before, m.words[-1])
        side[key] = (*side.get(key, ()), m)
    words = numbers(path)
    triggers = words.starts | data.get("indefinite", {}).keys() | set(settings.get("half_nouns", ()))
    return QuantityLexicon(
        numbers=words,
        before=before,
        after=after,
        between={k: frozenset(v) for k, v in data.get("between", {}).items()},
        dashes=frozenset(settings.get("dashes", ())),
        indefinite=data.get("indefinite", {}),
        measures=_forms(data.get("measure", {})),
        currencies=_forms(data.get("currency", {})),
        nationalities=data.get("nationality", {}),
        symbols=data.get("symbol", {}),
        percent=frozenset(tuple(p.split()) for p in settings.get("percent", ())),
        of=frozenset(settings.get("of", ())),
        share=frozenset(settings.get("share", ())),
        time_units=frozenset(settings.get("time_units", ())),
        months=frozenset(settings.get("months", ())),
        titles=frozenset(settings.get("titles", ())),
        ages=frozenset(settings.get("ages", ())),
        age_words=frozenset(settings.get("age_words", ())),
        age_unit_words=frozenset(settings.get("age_unit_words", ())),
        unit_words=frozenset(settings.get("unit_words", ())),
        articles=frozenset(settings.get("articles", ())),
        lone_one=frozenset(settings.get("lone_one", ())),
        not_closing=frozenset(settings.get("not_closing", ())),
        triggers=frozenset(triggers),
        settings=settings,
    )


def numbers(path: Path) -> NumberWords:
    """The [number] tables of a quantities.toml. Raises LexiconError when they are missing."""
    table = read_file(path).get("number")
    if not table:
        raise LexiconError("lacks [number]", str(path))
    try:
        compound: dict[str, int] = {}
        if table.get("compound", False):
            for name in SUMS:
                compound |= {w.translate(ACCENTS): v for w, v in table.get(name, {}).items()}
        elided = {w + "'": v for w, v in table.get("elided", {}).items()}
        singles = ("small", "hundred", "big", "ordinal", "fraction", "collective")
        starts = {w for name in singles for w in table.get(name, {})} | set(table.get("half", ())) | elided.keys()
        return NumberWords(
            decimal=table["decimal"],
            group=table["group"],
            small=table["small"],
            hundred=table["hundred"],
            big=table["big"],
            short=table.get("short", {}),
            compound=compound,
            one=frozenset(table.get("one", ())),
            joiner=frozenset(table.get("joiner", ())),
            of=frozenset(table.get("of", ())),
            half=frozenset(table.get("half", ())),
            point=frozenset(table.get("point", ())),
            ordinal=table.get("ordinal", {}),
            ordinal_suffix=frozenset(table.get("ordinal_suffix", ())),
            ordinal_ending=tuple(table.get("ordinal_ending", ())),
            fraction=table.get("fraction", {}),
            collective={w: (c["n"], c.get("plural", False)) for w, c in table.get("collective", {}).items()},
            starts=frozenset(starts),
            prefixes=frozenset(w[:3] for w in compound),
            elided=elided,
            verbs=frozenset(table.get("verbs", ())),
            known={},
        )
    except KeyError as error:
        raise LexiconError(f"[number] lacks {error}", str(path)) from error


def _modifiers(path: Path) -> list[Modifier]:
    found = []
    for entry in read_entries(path, "modifier", {"words": str, "mode": str}, {"after": bool, "one": bool, "example": str}):
        mode = one_of(entry["mode"], MODES, "mode", f"{path} [[modifier]] {entry['words']}")
        found.append(Modifier(tuple(entry["words"].split()), mode, entry.get("after", False), entry.get("one", False)))
    return found


def _forms(table: Mapping[str, list[str]]) -> dict[str, str]:
    """{unit: [forms]} turned round."""
    return {form: unit for unit, forms in table.items() for form in forms}
