"""Loads and checks lang/; the only reader of it. One module for each kind of file.

A language is a folder of TOML files and a parser model. Adding one needs no Python.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.errors import UnreadLanguage
from sayso.lexicon import actors, attribution, dates, events, factuality, places, quantities

LANG = Path(__file__).parent.parent / "lang"


@dataclass(frozen=True)
class Lexicon:
    lang: str
    folder: Path
    attribution: attribution.AttributionLexicon
    factuality: factuality.FactualityLexicon
    dates: dates.DateLexicon
    quantities: quantities.QuantityLexicon
    events: events.EventLexicon
    actors: actors.ActorLexicon
    places: places.PlaceLexicon


def languages() -> tuple[str, ...]:
    """Codes of the languages that can be read, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in LANG.glob("*/attribution.toml")))


@lru_cache
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of one language.

    Raises UnreadLanguage when lang/ has no such folder, LexiconError when an entry breaks its schema.
    """
    if lang not in languages():
        raise UnreadLanguage(f"no folder for this language in lang/ (there are: {', '.join(languages())})", lang)
    folder = LANG / lang
    return Lexicon(
        lang,
        folder,
        attribution.load(folder),
        factuality.load(folder),
        dates.load(folder),
        quantities.load(folder),
        events.load(folder),
        actors.load(folder),
        places.load(folder),
    )
