"""`sayso brief` and `sayso demo`."""

from pathlib import Path

import click

from sayso.batch import read_into
from sayso.cli.terminal import STYLES, ledger_option, line, print_json, warn
from sayso.errors import IntakeError
from sayso.export.brief import SCREEN, brief_lines, matching, ranked, sentences_of
from sayso.export.brief_json import brief_to_json
from sayso.intake import arrivals
from sayso.ledger import Ledger

DOSSIER = Path("examples", "north-korea-russia")
DEMO = "sayso-demo.sqlite"


@click.command()
@click.argument("query", nargs=-1, metavar="[WORDS…]")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per happening, all that match.")
@click.option("--all", "everything", is_flag=True, help=f"List all happenings, not the first {SCREEN}.")
@click.pass_context
def brief(ctx: click.Context, query: tuple[str, ...], ledger: str, as_json: bool, everything: bool) -> None:
    """Say what is reported, on whose say-so, how sure, and from how many origins.

    WORDS keep happenings of which one sentence, or the title, holds words that begin so. Copies of one dispatch count as one
    origin; figures that disagree are listed with their origins and days. The exit status is 1 when nothing matches.
    """
    with Ledger.open(ledger, create=False) as book:
        found = print_brief(book, " ".join(query), as_json, None if everything else SCREEN)
    ctx.exit(0 if found else 1)


def print_brief(book: Ledger, query: str, as_json: bool, limit: int | None) -> bool:
    """Print the happenings that match; whether there are any."""
    clusters = book.clusters()
    readings = list(book.readings())
    documents = [r.document for r in readings]
    claims = [c for r in readings for c in r.claims]
    if as_json:
        found = ranked(matching(clusters, query, sentences_of(documents, claims)))
        for item in brief_to_json(found, documents):
            print_json(item)
        return bool(found)
    lines = brief_lines(clusters, documents, claims, query, limit)
    for text in lines:
        status = text.rsplit(" · ", 1)[-1].split(" ")[0]
        if text.startswith(" ") or status not in STYLES:
            line(text)
        else:
            line((text.removesuffix(status), "title"), (status, status))
    return len(lines) > 1


@click.command()
@click.option("--ledger", default=DEMO, show_default=True, metavar="FILE", help="Where the demonstration's ledger is kept.")
@click.pass_context
def demo(ctx: click.Context, ledger: str) -> None:
    """Read the bundled sample dossier, 24 reports in Italian and English, and print its brief."""
    folder = dossier()
    warn(f"Reading the sample dossier ({folder.name}) into {ledger} …")
    failed = 0
    with Ledger.open(ledger) as book:
        for result in read_into(book, arrivals([folder])):
            for issue in result.failures:
                failed += 1
                warn((f"{result.arrival.subject}: ", "error"), issue.message)
        print_brief(book, "", False, SCREEN)
    line()
    line(f"Ask of it:  sayso brief drones --ledger {ledger}")
    line("Go on with your own reports (text, HTML or JSON Lines):  sayso read FOLDER && sayso brief")
    ctx.exit(1 if failed else 0)


def dossier() -> Path:
    """The sample reports: inside the installed package, or in the working copy it is installed from.

    Raises IntakeError when they are in neither place.
    """
    package = Path(__file__).parent.parent
    for place in (package / DOSSIER, package.parent.parent / DOSSIER):
        if place.is_dir():
            return place
    raise IntakeError("the sample dossier is not installed: install Sayso again", str(DOSSIER))
