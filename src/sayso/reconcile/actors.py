"""Canonical names of sources.

A source that the actor lexicon knows is named by its id. A body of a state that it does not know (a ministry) is named by its
words below that state's id, a person by the proper name without the office.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sayso.types import Mention, SourceKind, Span

PROPER = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=\w))*")
SPELLING = 92  # of 100: likeness of two spellings of one name


@dataclass(frozen=True, slots=True)
class Named:
    """A source with its canonical id and its name in plain words."""

    id: str
    name: str
    kind: SourceKind
    country: str | None = None
    state: bool = False  # stands for a whole state (Seoul says), not for one of its bodies


def role_key(role: Mention, inside: Sequence[Mention], text: str) -> str:
    """The words of a body without those that name its state: government, of "Nigeria's government" and "Nigerian government"."""
    states = [m for m in inside if m.basis != "role" and m.country]
    words = [(m.start() + role.span.start, m.group()) for m in PROPER.finditer(text[role.span.start : role.span.end])]
    own = [w for at, w in words if not any(s.span.start <= at < s.span.end for s in states) and len(w) > 1]
    return name_key(" ".join(own or [w for _, w in words]))


def within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def is_state(actor: str) -> bool:
    return len(actor) == 3 and actor.isupper() and actor.isascii()


def person_name(person: Mention, inside: Sequence[Mention], text: str) -> str:
    """The proper name of a person without the office or body before it."""
    start = max((m.span.end for m in inside if m.basis in {"role", "name"} and m.span.end < person.span.end), default=0)
    phrase = text[max(start, person.span.start) : person.span.end]
    return proper_name(phrase, True) or proper_name(text[person.span.start : person.span.end], True)


def proper_name(text: str, alone: bool = False) -> str:
    """The longest run of capitalised words; "" if there is none. One that is but the first word of the text counts when `alone`:
    it may be any word that begins a sentence."""
    runs: list[list[str]] = [[]]
    last = 0
    for m in PROPER.finditer(text):
        if text[last : m.start()].strip():
            runs.append([])
        if m.group()[0].isupper():
            runs[-1].append(m.group())
        else:
            runs.append([])
        last = m.end()
    best = max(runs, key=len)
    first = len(best) == 1 and text.startswith(best[0]) and not best[0].isupper()
    return "" if first and not alone else " ".join(best)


def lower_words(text: str) -> frozenset[str]:
    """Words of some length without a capital letter: what a phrase for unnamed sources is made of."""
    return frozenset(w for w in PROPER.findall(text) if w.islower() and len(w) > 3)


def name_key(name: str) -> str:
    return " ".join(w for w in re.split(r"[\W_]+", name.casefold()) if w)


def same_names(keys: Iterable[str]) -> dict[str, str]:
    """{short key: the one longer key that begins or ends with it}; a key that fits two longer ones stays itself.

    An abbreviation is the name of three or more words that has its initials. Two spellings of one name (Zelenskiy, Zelensky) are
    the first of them in alphabetical order.
    """
    todo = sorted(set(keys))
    spelled: dict[str, list[str]] = {}
    for key in todo:
        if " " in key:
            spelled.setdefault(key.split()[0], []).append(key)
    ends: dict[str, set[str]] = {}
    for key in todo:
        words = key.split()
        for n in range(1, len(words)):
            ends.setdefault(" ".join(words[n:]), set()).add(key)
            ends.setdefault(" ".join(words[:n]), set()).add(key)
    found = {key: next(iter(longer)) for key in todo if len(longer := ends.get(key, set())) == 1}
    initials = {"".join(w[0] for w in key.split()): key for key in todo if key.count(" ") > 1}
    found |= {key: initials[key] for key in todo if key in initials and key not in found}
    for first, *others in spelled.values():
        found |= {key: first for key in others if key not in found and fuzz.ratio(first, key) >= SPELLING}
    return found
