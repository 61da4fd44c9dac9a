"""Many reports -> a ledger, on one process or several; order is kept and a report that breaks its reader loses only itself."""

import hashlib
import multiprocessing
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path

from sayso import reading
from sayso.errors import IntakeError, SaysoError
from sayso.intake import Arrival
from sayso.ledger import Entry, Ledger, Run
from sayso.lexicon import LANG
from sayso.types import Document, Issue, Reading

CHUNK = 16  # reports that a worker gets at once
TOGETHER = 32  # reports that are stored in one transaction

Tasks = Iterable[tuple[Arrival, bool]]  # with false where the report need not be read


@dataclass(frozen=True, slots=True)
class Result:
    """An arrival and what came of it. Without a reading, it failed (`failures` says why) or was known to the ledger."""

    arrival: Arrival
    reading: Reading | None
    failures: tuple[Issue, ...] = ()
    known: bool = False


def read_into(ledger: Ledger | None, arrivals: Iterable[Arrival], parser: str | None = None, jobs: int = 1) -> Iterator[Result]:
    """Read reports and store what they give; yield one result for each, in order, after it is stored.

    Reports that this reader has read into the ledger before are passed over. Without a ledger nothing is stored.
    `parser` names a spaCy pipeline to use instead of the bundled ones. Raises UsageError when it is none, LexiconError when
    a file of lang/ breaks its schema.
    """
    if ledger is None:
        yield from read_all(((a, True) for a in arrivals), parser, jobs)
        return
    run = run_of(parser)
    tasks = ((a, a.document is not None and not ledger.knows(a.document.id, run)) for a in arrivals)
    results = read_all(tasks, parser, jobs)
    while group := list(islice(results, TOGETHER)):
        store(ledger, group, run)
        yield from group


def store(ledger: Ledger, group: list[Result], run: Run) -> None:
    ledger.add_all([Entry(r.reading, r.arrival.raw, r.arrival.subject) for r in group if r.reading], run)
    if failures := [issue for r in group for issue in r.failures]:
        ledger.add_failures(failures)
    for r in group:
        if r.known and r.arrival.document:
            ledger.add_input(r.arrival.document.id, r.arrival.subject)


@lru_cache
def run_of(parser: str | None) -> Run:
    """What reads: the version, the parser, and a hash of all that decides a finding, rules in lang/ and in Python alike."""
    try:
        release = version("sayso")
    except PackageNotFoundError:
        release = "not installed"
    here = Path(reading.__file__).parent
    rooms = (here / "find", here / "text", here / "lexicon")
    files = [p for p in LANG.rglob("*") if p.is_file()] + [p for room in rooms for p in room.rglob("*.py")]
    rules = hashlib.sha256()
    for path in sorted([*files, *here.glob("*.py")]):
        rules.update(hashlib.sha256(path.read_bytes()).digest())
    return Run(release, parser or "bundled", rules.hexdigest()[:16])


def read_all(tasks: Tasks, parser: str | None = None, jobs: int = 1) -> Iterator[Result]:
    """One result for each task, in order."""
    return read_here(tasks, parser) if jobs <= 1 else read_in_workers(tasks, parser, jobs)


def read_here(tasks: Tasks, parser: str | None) -> Iterator[Result]:
    """In this process, in the groups that the parser likes best."""
    waiting: deque[tuple[Arrival, bool]] = deque()
    remaining = iter(tasks)

    def wanted() -> Iterator[Document]:
        for arrival, needed in remaining:
            waiting.append((arrival, needed))
            if needed and arrival.document:
                yield arrival.document

    def passed_over() -> Iterator[Result]:
        while waiting and not (waiting[0][1] and waiting[0][0].document):
            yield unread(*waiting.popleft())

    while True:
        try:
            for found in reading.read_documents(wanted(), parser):
                yield from passed_over()
                arrival, _ = waiting.popleft()
                yield Result(arrival, with_issues(found, arrival))
            yield from passed_over()
            return
        except Exception:  # the report that met it is found by reading those under way one by one
            suspects = list(waiting)
            waiting.clear()
            for arrival, needed in suspects:
                yield read_alone(arrival, parser) if needed else unread(arrival, needed)


def read_alone(arrival: Arrival, parser: str | None) -> Result:
    """One report; what goes wrong with it becomes its failure, what would go wrong with any is raised."""
    if arrival.document is None:
        return unread(arrival, True)
    try:
        found = next(iter(reading.read_documents([arrival.document], parser)))
    except IntakeError as error:
        return Result(arrival, None, (Issue(error.message, arrival.subject),))
    except SaysoError:
        raise
    except Exception as error:  # a fault of ours; the other reports go on
        return Result(
            arrival, None, (Issue(f"could not be read: fault in Sayso, {where(error)}; please report it", arrival.subject),)
        )
    return Result(arrival, with_issues(found, arrival))


def where(error: Exception) -> str:
    """`KeyError: 'x' in dates.py line 33`."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} in {Path(last.filename).name} line {last.lineno}"


def unread(arrival: Arrival, needed: bool) -> Result:
    """The result of an arrival that is not read: it failed at intake, or need not be read."""
    return Result(arrival, None, known=not needed) if arrival.document else Result(arrival, None, arrival.issues)


def with_issues(found: Reading, arrival: Arrival) -> Reading:
    return replace(found, issues=arrival.issues + found.issues) if arrival.issues else found


def read_in_workers(tasks: Tasks, parser: str | None, jobs: int) -> Iterator[Result]:
    """In `jobs` processes. When one dies, the reports under way are read again one at a time, so that only the one that
    kills its process is lost."""
    remaining = iter(tasks)
    waiting: deque[tuple[list[tuple[Arrival, bool]], Future[list[Result]]]] = deque()
    pool = new_pool(jobs)
    try:
        while True:
            while len(waiting) < 2 * jobs and (chunk := list(islice(remaining, CHUNK))):
                waiting.append((chunk, pool.submit(read_chunk, chunk, parser)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                waiting.appendleft((chunk, future))
                pool.shutdown(wait=False)
                for chunk, future in waiting:
                    done = future.done() and future.exception() is None
                    yield from future.result() if done else read_carefully(chunk, parser)
                waiting.clear()
                pool = new_pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def read_carefully(chunk: list[tuple[Arrival, bool]], parser: str | None) -> Iterator[Result]:
    """One report at a time in one process, which is replaced when it dies."""
    pool = new_pool(1)
    for arrival, needed in chunk:
        try:
            yield from pool.submit(read_chunk, [(arrival, needed)], parser).result()
        except BrokenProcessPool:
            pool = new_pool(1)
            yield Result(arrival, None, (Issue("could not be read: its process died on it; please report it", arrival.subject),))
    pool.shutdown(wait=False)


def read_chunk(chunk: list[tuple[Arrival, bool]], parser: str | None) -> list[Result]:
    return list(read_here(chunk, parser))


def new_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))
