"""Canonical names of sources: one man quoted as mayor, as deputy and as party chief is one source.

A source that the actor lexicon knows is named by its id. Any other is named by its proper names; a shorter form (Lee) means
the longer one (Lee Seong-kweun) that ends or begins with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.types import Attribution, Document, Mention, Reading, SourceKind

PROPER = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=\w))*")


@dataclass(frozen=True, slots=True)
class Named:
    """A source with its canonical id and its name in plain words."""

    id: str
    name: str
    kind: SourceKind
    country: str | None = None
    state: bool = False  # stands for a whole state (Seoul says), not for one of its bodies


class Names:
    """Names of actors, and the canonical form of every source, of a set of readings."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        counts: dict[str, Counter[str]] = {}
        self.countries: dict[str, str] = {}
        self._mentions: dict[str, Mapping[int, Sequence[Mention]]] = {}
        for reading in readings:
            by_start: dict[int, list[Mention]] = {}
            for m in reading.mentions:
                by_start.setdefault(m.sent, []).append(m)
                if m.actor:
                    label = m.name or (reading.document.text[m.span.start : m.span.end] if m.basis == "name" else m.actor)
                    counts.setdefault(m.actor, Counter())[label] += 1
                    if m.country:
                        self.countries[m.actor] = m.country
            self._mentions[reading.document.id] = by_start
        self.names = {actor: min(c, key=lambda n: (-c[n], n)) for actor, c in counts.items()}

    def name(self, actor: str) -> str:
        return self.names.get(actor, actor)

    def source(self, attribution: Attribution, doc: Document) -> Named | None:
        """The canonical source of an attribution; None when it names none."""
        source = attribution.source
        if source is None:
            return None
        text = doc.text[source.span.start : source.span.end]
        if source.kind == "unnamed":
            return Named(f"unnamed:{text.casefold()}", text, "unnamed")
        actor = source.actor or self._institution(attribution, doc)
        if actor:
            country = self.countries.get(actor)
            return Named(actor, self.name(actor), source.kind, country or (actor if is_state(actor) else None), is_state(actor))
        name = proper_name(text)
        return Named(name_key(name), name, source.kind)

    def _institution(self, attribution: Attribution, doc: Document) -> str | None:
        """The person, else the body, that the phrase of a source names: a spokesman of a ministry speaks for the ministry."""
        source = attribution.source
        assert source is not None
        inside = [
            m
            for m in self._mentions.get(doc.id, {}).get(source.sent, ())
            if m.actor
            and source.span.start <= m.span.start
            and m.span.end <= source.span.end
            and m.kind not in {"place", "state"}
        ]
        inside.sort(key=lambda m: (m.kind != "person", m.span.start - m.span.end, m.span.start))
        return inside[0].actor if inside else None


def is_state(actor: str) -> bool:
    return len(actor) == 3 and actor.isupper()


def proper_name(text: str) -> str:
    """The longest run of capitalised words (president Volodymyr Zelensky -> Volodymyr Zelensky), else the text itself."""
    runs: list[list[str]] = [[]]
    last = 0
    for m in PROPER.finditer(text):
        if text[last : m.start()].strip() and runs[-1]:
            runs.append([])
        if m.group()[0].isupper():
            runs[-1].append(m.group())
        elif runs[-1]:
            runs.append([])
        last = m.end()
    best = max(runs, key=len)
    return " ".join(best) if best else text.strip()


def name_key(name: str) -> str:
    return " ".join(w for w in re.split(r"[\W_]+", name.casefold()) if w)


def same_names(keys: Iterable[str]) -> dict[str, str]:
    """{short key: the one longer key that begins or ends with it}; a key that fits two longer ones stays itself."""
    todo = sorted(set(keys))
    ends: dict[str, set[str]] = {}
    for key in todo:
        words = key.split()
        for n in range(1, len(words)):
            ends.setdefault(" ".join(words[n:]), set()).add(key)
            ends.setdefault(" ".join(words[:n]), set()).add(key)
    return {key: next(iter(longer)) for key in todo if len(longer := ends.get(key, set())) == 1}
