"""Many reports -> a ledger, on one process or several; order is kept and a report that breaks its reader loses only itself."""

import hashlib
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sayso import reading
from sayso.errors import IntakeError, SaysoError
from sayso.intake import Arrival
from sayso.ledger import Entry, Ledger, Run
from sayso.lexicon import LANG
from sayso.types import Issue, Reading

TOGETHER = 32  # reports at most that are parsed together and stored in one transaction
CHARACTERS = 60_000  # of such a group: some two seconds of reading, which are all that a stop can lose

Task = tuple[Arrival, bool]  # with false where the report need not be read


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
    a file of lang/ breaks its schema, LedgerError when the ledger may not be written.
    """
    if ledger is None:
        yield from read_all(((a, True) for a in arrivals), parser, jobs)
        return
    ledger.check_writable()
    run = run_of(parser)
    tasks = ((a, a.document is not None and not ledger.knows(a.document.id, run)) for a in arrivals)
    for group in read_groups(tasks, parser, jobs):
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


def read_all(tasks: Iterable[Task], parser: str | None = None, jobs: int = 1) -> Iterator[Result]:
    """One result for each task, in order."""
    for group in read_groups(tasks, parser, jobs):
        yield from group


def read_groups(tasks: Iterable[Task], parser: str | None, jobs: int) -> Iterator[list[Result]]:
    """The same, in the groups in which they were read."""
    if jobs > 1:
        return read_in_workers(grouped(tasks), parser, jobs)
    return (read_group(group, parser) for group in grouped(tasks))


def grouped(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Tasks in order, in groups that are full when they have `TOGETHER` reports or `CHARACTERS` characters."""
    group: list[Task] = []
    size = 0
    for task in tasks:
        group.append(task)
        size += len(task[0].document.text) if task[0].document else 0
        if len(group) >= TOGETHER or size >= CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


def read_group(group: list[Task], parser: str | None) -> list[Result]:
    """In this process, all at once; one by one when a report breaks its reader, which finds it."""
    wanted = [a.document for a, needed in group if needed and a.document]
    try:
        found = iter(list(reading.read_documents(wanted, parser)))
    except Exception:
        return [read_alone(arrival, parser) if needed else unread(arrival, needed) for arrival, needed in group]
    return [Result(a, with_issues(next(found), a)) if needed and a.document else unread(a, needed) for a, needed in group]


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


def read_in_workers(groups: Iterator[list[Task]], parser: str | None, jobs: int) -> Iterator[list[Result]]:
    """In `jobs` processes. When one dies, the reports under way are read again one at a time, so that only the one that
    kills its process is lost."""
    waiting: deque[tuple[list[Task], Future[list[Result]]]] = deque()
    pool = new_pool(jobs)
    try:
        while True:
            while len(waiting) < 2 * jobs and (group := next(groups, None)):
                waiting.append((group, pool.submit(read_group, group, parser)))
            if not waiting:
                return
            group, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                waiting.appendleft((group, future))
                pool.shutdown(wait=False)
                for group, future in waiting:
                    done = future.done() and future.exception() is None
                    yield future.result() if done else read_carefully(group, parser)
                waiting.clear()
                pool = new_pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def read_carefully(group: list[Task], parser: str | None) -> list[Result]:
    """One report at a time in one process, which is replaced when it dies."""
    found: list[Result] = []
    pool = new_pool(1)
    for arrival, needed in group:
        try:
            found += pool.submit(read_group, [(arrival, needed)], parser).result()
        except BrokenProcessPool:
            pool = new_pool(1)
            issue = Issue("could not be read: its process died on it; please report it", arrival.subject)
            found.append(Result(arrival, None, (issue,)))
    pool.shutdown(wait=False)
    return found


def new_pool(jobs: int) -> ProcessPoolExecutor:
    """Its processes leave a stop (Ctrl-C) to this one."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
