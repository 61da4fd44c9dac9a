"""Sayso reads news reports and keeps a ledger of sourced claims: who did what, on whose say-so, how sure the text is.

In short:

    import sayso

    reading = sayso.read("Il Cremlino ha smentito l'invio di truppe.", published="2024-10-12")
    for claim in reading.claims:
        print(claim.event.type, claim.factuality.status)

    with sayso.Ledger.open("my.sqlite") as ledger:
        for reading in sayso.read_all(["reports/"], ledger):
            print(reading.document.title)
"""

import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from sayso import batch, types
from sayso.errors import IntakeError, SaysoError, UsageError
from sayso.intake import Defaults, arrivals, from_text
from sayso.intake.dates import as_iso
from sayso.ledger import Ledger
from sayso.reading import read_documents
from sayso.types import Claim, Cluster, Document, Reading

__all__ = [
    "Claim",
    "Cluster",
    "Document",
    "IntakeError",
    "Ledger",
    "Reading",
    "SaysoError",
    "UsageError",
    "read",
    "read_all",
    "types",
]

LONGEST_PATH = 1024
ENDINGS = {".txt", ".html", ".htm", ".json", ".jsonl"}  # of one line that must be a path


def read(
    source: str | Path,
    *,
    published: str | date | None = None,
    lang: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    parser: str | None = None,
) -> Reading:
    """Read one report: a text, or the path of a text, HTML or JSON file with one report in it.

    A string is a path when such a file exists. `published` (a date, or ISO 8601), `lang`, `outlet` and `url` hold where the
    report does not say. `parser` names a spaCy pipeline to use instead of the bundled one.

    Raises IntakeError when the report cannot be read, UsageError when an argument is wrong: a file that is not there, holds
    more than one report or is a folder, a day that is none, a parser that is none.
    """
    known = defaults(published, lang, outlet, url)
    path = path_in(source)
    found = list(arrivals([path], known)) if path else [from_text(str(source), known)]
    if len(found) != 1:
        raise UsageError(f"holds {len(found)} reports: read it with sayso.read_all([path])", str(source))
    (arrival,) = found
    if arrival.document is None:
        raise IntakeError(arrival.issues[0].message, arrival.subject)
    try:
        reading = next(iter(read_documents([arrival.document], parser)))
    except IntakeError as error:
        raise IntakeError(error.message, arrival.subject) from error
    return replace(reading, issues=arrival.issues + reading.issues)


def read_all(
    paths: Iterable[str | Path],
    ledger: Ledger | None = None,
    *,
    published: str | date | None = None,
    lang: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    parser: str | None = None,
    jobs: int = 1,
) -> Iterator[Reading]:
    """Read all reports of files and folders, in order, as the command `sayso read` does; yield the reading of each.

    With a ledger, each is stored before it is yielded, and those that the ledger has come out of it and are not read again.
    A report that cannot be read is warned of (UserWarning), noted in the ledger, and passed over. `jobs` processes read.

    Raises UsageError when an argument is wrong, LedgerError when the ledger may not be written.
    """
    if isinstance(paths, str | Path):
        raise UsageError(f"paths must be a list of paths: sayso.read_all([{str(paths)!r}])")
    return readings(batch.read_into(ledger, arrivals(paths, defaults(published, lang, outlet, url)), parser, jobs), ledger)


def readings(results: Iterable[batch.Result], ledger: Ledger | None) -> Iterator[Reading]:
    for result in results:
        for failure in result.failures:
            warnings.warn(f"{failure.subject}: {failure.message}", stacklevel=3)
        if result.reading:
            yield result.reading
        elif result.known and ledger and result.arrival.document:
            yield ledger.reading(result.arrival.document.id)


def defaults(published: str | date | None, lang: str | None, outlet: str | None, url: str | None) -> Defaults:
    """Raises UsageError when a value is not of its type, or `published` is no day."""
    for name, value in (("lang", lang), ("outlet", outlet), ("url", url)):
        if not isinstance(value, str | None):
            raise UsageError(f"{name} must be a string, not {value!r}")
    day = published.isoformat() if isinstance(published, date) else published
    if not isinstance(day, str | None) or (day is not None and as_iso(day) is None):
        raise UsageError(f"published={published!r} is not a day: give a datetime.date, or write it as YYYY-MM-DD")
    return Defaults(url, outlet, None, as_iso(day), lang)


def path_in(source: str | Path) -> Path | None:
    """The file that `source` means; None when it is a text.

    Raises UsageError when it is neither, is a folder, or has the look of a path and there is no such file; IntakeError when
    it is empty.
    """
    if not isinstance(source, str | Path):
        raise UsageError(f"a text or a path is needed, not {source!r}")
    name = str(source)
    if isinstance(source, str):
        if not name.strip():
            raise IntakeError("is empty", "text")
        if len(name) > LONGEST_PATH or "\n" in name or "\0" in name:
            return None
    if os.path.isdir(name):
        raise UsageError(f"is a folder: read it with sayso.read_all([{name!r}])", name)
    if os.path.exists(name):
        return Path(name)
    if isinstance(source, Path) or name.endswith(("/", os.sep)) or Path(name).suffix.lower() in ENDINGS:
        raise UsageError("there is no such file", name)
    return None
