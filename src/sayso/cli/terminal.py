"""What every command prints with: colour on terminals only, plain when piped, and no control sequence from any report."""

import io
import json
import sys
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from sayso.intake.clean import clean_text
from sayso.intake.dates import as_iso
from sayso.types import Span

STYLES = {
    "asserted": "green",
    "hedged": "yellow",
    "planned": "cyan",
    "conditional": "magenta",
    "denied": "red",
    "asked": "blue",
    "id": "dim",
    "title": "bold",
    "quote": "italic",
    "warning": "yellow",
    "error": "red",
    "": "",
}
LEDGER = "sayso.sqlite"

ledger_option = click.option(
    "--ledger",
    envvar="SAYSO_LEDGER",
    default=LEDGER,
    show_default=True,
    metavar="FILE",
    help="The ledger, one SQLite file. Also set by the variable SAYSO_LEDGER.",
)
parser_option = click.option(
    "--parser",
    metavar="PIPELINE",
    help="Folder or package of a spaCy pipeline with Universal Dependencies labels, in place of the bundled parsers.",
)


def line(*parts: str | tuple[str, str], indent: int = 0) -> None:
    """Print one line on standard output; a part is text, or (text, style)."""
    write(sys.stdout, parts, indent)


def warn(*parts: str | tuple[str, str]) -> None:
    """Print one line on standard error."""
    write(sys.stderr, parts, 0)


def write(stream: Any, parts: tuple[str | tuple[str, str], ...], indent: int) -> None:
    text = Text(" " * indent)
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        text.append(safe(words), STYLES.get(style, style))
    Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True).print(text)


def print_json(item: dict[str, Any] | list[Any]) -> None:
    """One line of JSON on standard output, in ASCII where the terminal's encoding has no other characters."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(item, ensure_ascii=ascii_only))


def never_fail_on_a_character() -> None:
    """Print `?` for what the encoding of the output does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def safe(text: str) -> str:
    """`text` without control characters, escape sequences and invisible characters, on one line."""
    return " ".join(clean_text(text).split("\n"))


def counted(number: int, thing: str) -> str:
    """`1 report`, `1,200 reports`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def quoted(text: str, span: Span) -> str:
    """The words of a span; where the stored text does not reach so far, the span is an orphan and said to be one."""
    if not 0 <= span.start <= span.end <= len(text):
        return f"[orphan: {span.start}–{span.end} is outside the stored text]"
    return " ".join(text[span.start : span.end].split())


def iso_date(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date or date-time option. Raises BadParameter when it is none."""
    if value is not None and as_iso(value) is None:
        raise click.BadParameter("write it as YYYY-MM-DD", ctx, option)
    return as_iso(value)
