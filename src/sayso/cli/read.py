"""`sayso read`."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sayso.batch import Result, read_into
from sayso.cli.terminal import LEDGER, iso_date, ledger_option, line, parser_option, print_json, warn
from sayso.cli.words import print_claim, print_document
from sayso.export.reading_json import reading_to_json
from sayso.intake import Defaults, arrivals
from sayso.intake.files import walk
from sayso.ledger import Ledger
from sayso.lexicon import languages
from sayso.types import Reading

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
    and the exit status is 1.
    """
    if lang is not None and lang not in languages():
        raise click.BadParameter(f"can be {', '.join(languages())}", ctx, param_hint="--lang")
    named = ctx.get_parameter_source("ledger") is not click.core.ParameterSource.DEFAULT
    known = Defaults(url, outlet, None, published, lang)
    with Ledger.open(ledger) if named or not as_json else nullcontext() as book:
        reports = arrivals(paths, known, sys.stdin.buffer)
        results = with_progress(read_into(book, reports, parser, jobs), paths)
        failed = print_readings(results, book) if as_json else print_summary(results, ledger, always)
    ctx.exit(1 if failed else 0)


def print_readings(results: Iterable[Result], book: Ledger | None) -> int:
    """One line per report on standard output, out of the ledger when it was there already; how many failed."""
    failed = 0
    for result in results:
        failed += report_failures(result)
        found = result.reading
        if result.known and book and result.arrival.document:
            found = book.reading(result.arrival.document.id)
        if found:
            print_json(reading_to_json(found))
    return failed


def print_summary(results: Iterable[Result], ledger: str, always: bool) -> int:
    """The claims of each report if they are few, then what was done; how many failed."""
    failed = reports = known = claims = 0
    waiting: list[Reading] = []
    for result in results:
        failed += report_failures(result)
        known += result.known
        if found := result.reading:
            reports += 1
            claims += len(found.claims)
            if always:
                print_reading(found)
            elif reports <= QUIET + 1:
                waiting.append(found)
    if reports <= QUIET:
        for found in waiting:
            print_reading(found)
    parts = [f"{counted(reports, 'report')} read into {ledger}: {counted(claims, 'claim')}"]
    parts += [f"{known:,} already there"] if known else []
    parts += [f"{failed:,} not read, or not whole (sayso doctor lists them)"] if failed else []
    warn("; ".join(parts) + ".")
    if reports or known:
        warn("Ask: sayso brief [WORDS]" + (f" --ledger {ledger}" if ledger != LEDGER else ""))
    return failed


def counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def print_reading(found: Reading) -> None:
    print_document(found.document)
    for claim in found.claims:
        print_claim(claim, found)
    line()


def report_failures(result: Result) -> bool:
    """Name on standard error what could not be read; whether there was any."""
    arrival = result.arrival
    for issue in result.failures or (arrival.issues if not result.known else ()):
        warn((f"{arrival.subject}: ", "warning" if result.reading else "error"), issue.message)
    return bool(result.failures) or (not arrival.whole and not result.known)


def with_progress(results: Iterator[Result], paths: tuple[str, ...]) -> Iterator[Result]:
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
