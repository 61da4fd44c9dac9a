"""One report -> Reading, on one screen."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.claims import build_claims
from sayso.errors import IntakeError
from sayso.find.attribution import find_attributions
from sayso.find.coreference import resolve_coreference
from sayso.find.coreference_arguments import resolve_arguments
from sayso.find.dates import find_dates
from sayso.find.events import find_events
from sayso.find.factuality import combine, find_factuality, heads_clause
from sayso.find.mentions import find_mentions
from sayso.find.places import find_places, find_places_meant
from sayso.find.quantities import find_quantities
from sayso.lexicon import LANG, Lexicon, load_lexicon
from sayso.text.repair import repaired
from sayso.types import Attribution, Document, Event, Factuality, Mention, Reading, Sentence, Timex

if TYPE_CHECKING:
    from sayso.text.parse import Parser

CHUNK = 64  # reports that are parsed together
MANY = "xx"  # the language of a pipeline for many


def parser_for(lang: str, path: str | None = None) -> "Parser":
    """The parser at `path`, or the bundled one of a language.

    Raises UsageError when `path` is no pipeline, IntakeError when it is one of another language.
    """
    parser = parser_at(path or str(LANG / lang / "model"))
    if parser.lang not in (lang, MANY):
        raise IntakeError(f"is in the language {lang!r}, and the parser {parser.name} reads {parser.lang!r}: name another parser")
    return parser


@lru_cache
def parser_at(path: str) -> "Parser":
    from sayso.text.parse import load_parser  # here, for the parser library takes a second to load and a brief needs none

    return load_parser(Path(path) if Path(path).exists() else path)


def read_documents(docs: Iterable[Document], parser: str | None = None) -> Iterator[Reading]:
    """Yield one Reading for each document, in order. `parser` names a spaCy pipeline to use instead of the bundled ones.

    Raises UnreadLanguage at a document whose language has no folder in lang/, which intake keeps away, UsageError when `parser`
    is no pipeline, IntakeError when it is one of another language than a document.
    """
    remaining = iter(docs)
    while chunk := list(islice(remaining, CHUNK)):
        parsed: dict[int, tuple[Sentence, ...]] = {}
        for lang in sorted({d.lang for d in chunk}):
            load_lexicon(lang)
            numbers = [i for i, d in enumerate(chunk) if d.lang == lang]
            parsed |= zip(numbers, parser_for(lang, parser).parse(chunk[i] for i in numbers), strict=True)
        for i, doc in enumerate(chunk):
            yield read_sentences(doc, parsed[i], load_lexicon(doc.lang))


def read_sentences(doc: Document, sentences: Sequence[Sentence], lexicon: Lexicon) -> Reading:
    """All findings of one parsed document, joined into claims."""
    sentences = tuple(map(repaired, sentences))
    named = [m for s in sentences for m in find_mentions(s, lexicon.actors)]
    mentions = resolve_coreference(sentences, tuple(named), lexicon.actors)
    here = by_sentence(mentions, len(sentences))
    countries = frozenset(m.country for m in mentions if m.country)
    timexes = dates_of(doc, sentences, lexicon)
    dated = {(t.sent, i) for t in timexes if t.type != "DURATION" for i in range(t.span.start, t.span.end)}
    quantities = [q for s in sentences for q in find_quantities(s, lexicon.quantities) if (q.sent, q.span.end - 1) not in dated]
    named_places = [p for s in sentences for p in find_places(s, here[s.index], lexicon.places, countries)]
    places = list(find_places_meant(sentences, named_places, lexicon.places))
    events = [e for s in sentences for e in find_events(s, lexicon.events, here[s.index])]
    attributions = find_attributions(doc, sentences, mentions, lexicon.attribution)
    events = list(resolve_arguments(sentences, events, mentions, attributions, lexicon.actors, lexicon.events))

    def judge(event: Event, chain: Sequence[Attribution]) -> Factuality:
        sent = sentences[event.sent]
        heads = heads_clause(sent, event, lexicon.factuality)
        return combine(find_factuality(sent, event, lexicon.factuality), chain, heads)

    together = frozenset(lexicon.dates.settings.get("together", ()))
    claims = build_claims(doc, sentences, events, attributions, timexes, quantities, places, judge, together)
    return Reading(doc, attributions, claims, mentions, (), tuple(sentences))


def dates_of(doc: Document, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Timex]:
    """Time expressions in text order; "the following day" counts from the last date told before it."""
    found: list[Timex] = []
    last: str | None = None
    for sent in sentences:
        here = list(find_dates(sent, lexicon.dates, doc.published, last))
        found += here
        last = next((t.value for t in reversed(here) if t.type == "DATE"), last)
    return found


def by_sentence(mentions: Iterable[Mention], count: int) -> list[tuple[Mention, ...]]:
    """The mentions of each of `count` sentences."""
    found: list[list[Mention]] = [[] for _ in range(count)]
    for m in mentions:
        found[m.sent].append(m)
    return [tuple(ms) for ms in found]
