"""The ledger: one database of all that was read. This is its face; store writes, queries reads.

Reading the same report twice writes nothing. Documents, readings and failures are only ever added; clusters are a view that
is built again when the readings have changed.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

import sayso.reconcile
from sayso.errors import LedgerError, UsageError
from sayso.ledger import queries, store
from sayso.ledger.database import READ_ONLY, open_engine, transaction
from sayso.ledger.store import Run
from sayso.types import Claim, Cluster, Copy, Issue, Reading

__all__ = ["Entry", "Ledger", "Run"]

BY_HAND = Run("", "", "")  # of readings that were added without saying what read them


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading to be stored, with the bytes it came from and the place (path, line) where they were."""

    reading: Reading
    raw: bytes = b""
    subject: str | None = None


class Ledger:
    """A ledger that is open. Use it in a `with` statement, or close it."""

    def __init__(self, engine: Engine, name: str, read_only: bool = False) -> None:
        self._engine = engine
        self.name = name
        self.read_only = read_only

    @classmethod
    def open(cls, path: str | Path, create: bool = True) -> Self:
        """The ledger in the file `path`, made new when there is none and `create` is true.

        Where the file or its folder may not be written, the ledger is `read_only`: it answers, and adding to it is an error.
        Raises LedgerError when there is none, when the file is not a ledger or was written by a newer version, UsageError
        when `path` is empty or a folder.
        """
        if not str(path):
            raise UsageError("the ledger has no name: give the file that it is kept in")
        if os.path.isdir(path):
            raise UsageError("is a folder: name the file that the ledger is kept in", str(path))
        engine, read_only = open_engine(Path(path), create)
        return cls(engine, str(path), read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def _writing(self) -> AbstractContextManager[Connection]:
        self.check_writable()
        return transaction(self._engine, self.name, writes=True)

    def check_writable(self) -> None:
        """Raises LedgerError when the ledger may not be written."""
        if self.read_only:
            raise LedgerError(READ_ONLY, self.name)

    def add(self, reading: Reading, raw: bytes = b"", subject: str | None = None, run: Run = BY_HAND) -> bool:
        """Store a reading; true when it is new. The same reading again changes nothing."""
        return self.add_all([Entry(reading, raw, subject)], run) == 1

    def add_all(self, entries: Iterable[Entry], run: Run = BY_HAND) -> int:
        """Store readings in one transaction, all or none; how many were new."""
        with self._writing() as conn:
            return sum(store.add_reading(conn, e.reading, run, e.raw, e.subject) for e in entries)

    def add_failures(self, issues: Iterable[Issue]) -> None:
        """Store what could not be read."""
        with self._writing() as conn:
            for issue in issues:
                store.add_failure(conn, issue)

    def add_input(self, document: str, subject: str) -> None:
        """Note that a document that is here came in from this place as well."""
        with self._writing() as conn:
            store.add_input(conn, document, subject)

    def knows(self, document: str, run: Run) -> bool:
        """Whether this reader has read this document into the ledger already."""
        with transaction(self._engine, self.name) as conn:
            return queries.known(conn, document, run)

    def readings(self, documents: Iterable[str] | None = None) -> Iterator[Reading]:
        """The reading that counts of each document (of all, or of those named by id), in the order they came in."""
        with transaction(self._engine, self.name) as conn:
            yield from queries.load_readings(conn, documents)

    def reading(self, document: str) -> Reading:
        """The reading that counts of one document. Raises LedgerError when there is no such document."""
        for found in self.readings([document]):
            return found
        raise LedgerError(f"there is no document {document!r}", self.name)

    def search(self, words: str) -> list[str]:
        """Ids of the documents whose words or lemmas begin with all of `words`, the best match first."""
        with transaction(self._engine, self.name) as conn:
            return queries.find_documents(conn, words)

    def claims(self, words: str = "") -> Iterator[Claim]:
        """Claims whose sentence, lemmas or names hold all the words or their beginnings; all when there are no words."""
        with transaction(self._engine, self.name) as conn:
            wanted = queries.find_claims(conn, words)
        for reading in self.readings():
            yield from (c for c in reading.claims if c.id in wanted)

    def clusters(self) -> tuple[Cluster, ...]:
        """All claims, reconciled across reports; worked out again when readings have been added since the last time.

        They are kept for the next time where they can be: a ledger that may not be written, or has no room, answers as well.
        """
        with transaction(self._engine, self.name) as conn:
            basis = view_basis(queries.readings_basis(conn))
            if queries.about(conn, "clusters from") == basis:
                return tuple(queries.load_clusters(conn))
            readings = list(queries.load_readings(conn))
        found = sayso.reconcile.reconcile(readings)
        with suppress(LedgerError), self._writing() as conn:
            store.replace_clusters(conn, found, basis)
        return found

    def copies(self) -> tuple[Copy, ...]:
        """Pairs of reports that share text or follow one another across languages, worked out from all stored texts."""
        return sayso.reconcile.find_copies(r.document for r in self.readings())

    def find(self, start: str) -> list[tuple[str, str]]:
        """(kind, id) of all documents, claims, attributions and clusters whose id begins with `start`."""
        with transaction(self._engine, self.name) as conn:
            found = queries.find_ids(conn, start)
        if self.read_only:  # the clusters that it holds may be older than its readings
            found = [f for f in found if f[0] != "cluster"] + [
                ("cluster", c.id) for c in self.clusters() if c.id.startswith(start)
            ]
        return found

    def document_of(self, kind: str, name: str) -> str | None:
        """The id of the document in which a claim or an attribution stands."""
        with transaction(self._engine, self.name) as conn:
            return queries.document_of(conn, kind, name)

    def runs(self, document: str) -> list[tuple[Run, str]]:
        """The readers that read a document, with the time of their first use of this ledger."""
        with transaction(self._engine, self.name) as conn:
            return queries.runs_of(conn, document)

    def raw(self, sha256: str) -> bytes | None:
        """The bytes that were read, as they came in."""
        with transaction(self._engine, self.name) as conn:
            return queries.load_raw(conn, sha256)

    def failures(self) -> list[tuple[Issue, str, bool]]:
        """Reports that could not be read: the issue, its time, and whether something was read from the same place since."""
        with transaction(self._engine, self.name) as conn:
            return queries.load_failures(conn)

    def issues(self) -> list[Issue]:
        """What was lost or doubtful in the reports that were read."""
        with transaction(self._engine, self.name) as conn:
            return queries.load_issues(conn)

    def counts(self) -> dict[str, int]:
        """{table: number of rows}."""
        with transaction(self._engine, self.name) as conn:
            return queries.counts(conn)

    def check(self) -> list[str]:
        """What is wrong with the file, in sentences; empty when nothing is."""
        with transaction(self._engine, self.name) as conn:
            return list(queries.problems(conn))


def view_basis(readings: str) -> str:
    """Names what clusters are made from: the readings that count and the rules of reconciliation."""
    rules = sorted(Path(sayso.reconcile.__file__).parent.glob("*.py"))
    return hashlib.sha256(readings.encode() + b"".join(p.read_bytes() for p in rules)).hexdigest()
