"""`sayso read`."""

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sayso.batch import Result, read_into
from sayso.cli.terminal import LEDGER, counted, iso_date, ledger_option, line, parser_option, print_json, warn
from sayso.cli.words import print_claims, print_document
from sayso.export.reading_json import reading_to_json
from sayso.intake import STDIN, Defaults, arrivals
from sayso.intake.files import walk
from sayso.ledger import Ledger
from sayso.lexicon import languages
from sayso.types import Reading

STOPPED = 130  # exit status, as of any command that Ctrl-C ends
QUIET = 3  # reports; more are summed up, not printed one by one


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per report; stores only in a ledger that is named.")
@click.option("--published", callback=iso_date, metavar="DATE", help="Day of publication of reports that state none.")
@click.option("--lang", metavar="CODE", help="Language of reports that state none (else it is detected).")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that state none.")
@click.option("--url", metavar="URL", help="Address of reports that state none.")
@parser_option
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that read at the same time.")
@click.option("--claims", "always", is_flag=True, help=f"Print the claims of each report even if there are more than {QUIET}.")
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    ledger: str,
    as_json: bool,
    published: str | None,
    lang: str | None,
    outlet: str | None,
    url: str | None,
    parser: str | None,
    jobs: int,
    always: bool,
) -> None:
    """Read reports into a ledger.

    PATH is a text, HTML or JSON Lines file, a folder of them, or - for standard input. A line of JSON Lines is
    {"url", "outlet", "title", "published", "lang", "text" or "html"}; only the text is required. A text file's title is its
    first line, if a blank line follows. Reading a report twice changes nothing.

    A report that cannot be read is named on standard error and in the ledger (sayso doctor lists it); the others are read,
    and the exit status is 1. Stopped with Ctrl-C, it says how many reports are stored; the exit status is 130, and the same
    command goes on from there.
    """
    if lang is not None and lang not in languages():
        raise click.BadParameter(f"can be {', '.join(languages())}", ctx, param_hint="--lang")
    named = ctx.get_parameter_source("ledger") is not click.core.ParameterSource.DEFAULT
    known = Defaults(url, outlet, None, published, lang)
    tally = Tally()
    with open_ledger(ledger, paths, named or not as_json) as book:
        reports = arrivals(paths, known, sys.stdin.buffer)
        results = with_progress(counting(read_into(book, reports, parser, jobs), tally), paths)
        try:
            if as_json:
                print_readings(results, book)
            else:
                print_summary(results, tally, ledger if book else None, always)
        except KeyboardInterrupt:
            results.close()  # takes the progress bar away
            warn(stopped(tally, ledger if book else None))
            ctx.exit(STOPPED)
    ctx.exit(1 if tally.failed else 0)


@dataclass(slots=True)
class Tally:
    """How many reports were read, were in the ledger already, or failed; and the claims of those read."""

    read: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0


def open_ledger(path: str, paths: tuple[str, ...], wanted: bool) -> AbstractContextManager[Ledger | None]:
    """The ledger; none when none is wanted, and no new one for paths of which none is there."""
    there = any(p == STDIN or os.path.lexists(p) for p in paths)
    return Ledger.open(path) if wanted and (there or not path or os.path.lexists(path)) else nullcontext()


def counting(results: Iterator[Result], tally: Tally) -> Iterator[Result]:
    """The same results, which are stored when they come; failures are named on standard error."""
    for result in results:
        tally.known += result.known
        tally.failed += report_failures(result)
        if result.reading:
            tally.read += 1
            tally.claims += len(result.reading.claims)
        yield result


def stopped(tally: Tally, ledger: str | None) -> str:
    if ledger is None:
        return f"Stopped after {counted(tally.read, 'report')}."
    there = tally.read + tally.known
    stored = f"{counted(there, 'report')} {'is' if there == 1 else 'are'} stored in {ledger}"
    return f"Stopped: {stored}. Run the same command again, and it goes on from there."


def print_readings(results: Iterable[Result], book: Ledger | None) -> None:
    """One line per report on standard output, out of the ledger when it was there already."""
    for result in results:
        found = result.reading
        if result.known and book and result.arrival.document:
            found = book.reading(result.arrival.document.id)
        if found:
            print_json(reading_to_json(found))


def print_summary(results: Iterable[Result], tally: Tally, ledger: str | None, always: bool) -> None:
    """The claims of each report if they are few, then what was done."""
    waiting: list[Reading] = []
    for result in results:
        if found := result.reading:
            if always:
                print_reading(found)
            elif tally.read <= QUIET + 1:
                waiting.append(found)
    if tally.read <= QUIET:
        for found in waiting:
            print_reading(found)
    if ledger is None:
        warn("Nothing was read, and no ledger was made.")
        return
    parts = [f"{counted(tally.read, 'report')} read into {ledger}: {counted(tally.claims, 'claim')}"]
    parts += [f"{tally.known:,} already there"] if tally.known else []
    parts += [f"{tally.failed:,} not read, or not whole (sayso doctor lists them)"] if tally.failed else []
    warn("; ".join(parts) + ".")
    if tally.read or tally.known:
        warn("Ask: sayso brief [WORDS]" + (f" --ledger {ledger}" if ledger != LEDGER else ""))


def print_reading(found: Reading) -> None:
    print_document(found.document)
    print_claims(found.claims, found)
    line()


def report_failures(result: Result) -> bool:
    """Name on standard error what could not be read; whether there was any."""
    arrival = result.arrival
    for issue in result.failures or (arrival.issues if not result.known else ()):
        warn((f"{arrival.subject}: ", "warning" if result.reading else "error"), issue.message)
    return bool(result.failures) or (not arrival.whole and not result.known)


def with_progress(results: Iterator[Result], paths: tuple[str, ...]) -> Generator[Result, None, None]:
    """The same results; on a terminal with a bar on standard error that grows with the bytes read."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from results
        return
    columns = (
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} bytes"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(TextColumn("Reading"), *columns, console=console, transient=True) as bar:
        task = bar.add_task("read", total=max(1, size_of(paths)))
        for result in results:
            bar.advance(task, len(result.arrival.raw))
            yield result


def size_of(paths: tuple[str, ...]) -> int:
    """Bytes in all files, as far as they can be told."""
    total = 0
    for path in paths:
        for file in walk(Path(path)):
            try:
                total += file.stat().st_size
            except OSError:
                continue
    return total
