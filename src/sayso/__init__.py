"""Sayso reads news reports and keeps a ledger of sourced claims: who did what, on whose say-so, how sure the text is.

    import sayso

    reading = sayso.read("Il Cremlino ha smentito l'invio di truppe.", published="2024-10-12")
    for claim in reading.claims:
        print(claim.event.type, claim.factuality.status)

    with sayso.Ledger.open("my.sqlite") as ledger:
        ledger.add(reading)
"""

from dataclasses import replace
from pathlib import Path

from sayso import types
from sayso.errors import IntakeError, SaysoError, UsageError
from sayso.intake import Defaults, arrivals, from_text
from sayso.ledger import Ledger
from sayso.reading import read_documents
from sayso.types import Claim, Cluster, Document, Reading

__all__ = ["Claim", "Cluster", "Document", "IntakeError", "Ledger", "Reading", "SaysoError", "UsageError", "read", "types"]

LONGEST_PATH = 1024


def read(
    source: str | Path,
    *,
    published: str | None = None,
    lang: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    parser: str | None = None,
) -> Reading:
    """Read one report: a text, or the path of a text, HTML or JSON file with one report in it.

    A string is a path when such a file exists. `published` (ISO 8601), `lang`, `outlet` and `url` hold where the report
    does not say. `parser` names a spaCy pipeline to use instead of the bundled one.

    Raises IntakeError when the report cannot be read, UsageError when the file holds more than one or `parser` is none.
    """
    known = Defaults(published=published, lang=lang, outlet=outlet, url=url)
    found = list(arrivals([source], known)) if is_path(source) else [from_text(str(source), known)]
    if len(found) != 1:
        raise UsageError(f"holds {len(found)} reports; read it with sayso.Ledger or the command `sayso read`", str(source))
    (arrival,) = found
    if arrival.document is None:
        raise IntakeError(arrival.issues[0].message, arrival.subject)
    reading = next(iter(read_documents([arrival.document], parser)))
    return replace(reading, issues=arrival.issues + reading.issues)


def is_path(source: str | Path) -> bool:
    """Whether `source` means a file rather than a text."""
    if isinstance(source, Path):
        return True
    return len(source) <= LONGEST_PATH and "\n" not in source and "\0" not in source and Path(source).exists()
