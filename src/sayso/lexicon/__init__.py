"""Loads and checks lang/; the only reader of it. One module for each kind of file.

A language is a folder of TOML files and a parser model. Adding one needs no Python.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.errors import UnreadLanguage
from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.actors import load as load_actors
from sayso.lexicon.attribution import AttributionLexicon
from sayso.lexicon.attribution import load as load_attribution
from sayso.lexicon.dates import DateLexicon
from sayso.lexicon.dates import load as load_dates
from sayso.lexicon.events import EventLexicon
from sayso.lexicon.events import load as load_events
from sayso.lexicon.factuality import FactualityLexicon
from sayso.lexicon.factuality import load as load_factuality
from sayso.lexicon.places import PlaceLexicon
from sayso.lexicon.places import load as load_places
from sayso.lexicon.quantities import QuantityLexicon
from sayso.lexicon.quantities import load as load_quantities

LANG = Path(__file__).parent.parent / "lang"


@dataclass(frozen=True)
class Lexicon:
    lang: str
    folder: Path
    attribution: AttributionLexicon
    factuality: FactualityLexicon
    dates: DateLexicon
    quantities: QuantityLexicon
    events: EventLexicon
    actors: ActorLexicon
    places: PlaceLexicon


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
        load_attribution(folder),
        load_factuality(folder),
        load_dates(folder),
        load_quantities(folder),
        load_events(folder),
        load_actors(folder),
        load_places(folder),
    )
