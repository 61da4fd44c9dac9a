"""`sayso copies`: which reports share text."""

import click

from sayso.cli.terminal import ledger_option, line, print_json
from sayso.ledger import Ledger
from sayso.reconcile import copy_groups
from sayso.types import Copy, Document


@click.command()
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of groups, each an array of report URLs.")
def copies(ledger: str, as_json: bool) -> None:
    """List reports that share text: republished, cut, re-ordered, lightly edited or re-credited.

    Reports that follow one another fact by fact in two languages are listed as likely translated and join no group. A report
    without a URL is named by its id.
    """
    with Ledger.open(ledger, create=False) as book:
        docs = {r.document.id: r.document for r in book.readings()}
        found = book.copies()
    groups = copy_groups(found)
    if as_json:
        print_json([[docs[d].url or d for d in group] for group in groups])
        return
    home = {d: n for n, group in enumerate(groups) for d in group}
    inside: dict[int | None, list[Copy]] = {}  # pairs by their group; None for those of no one group
    for copy in found:
        left, right = (home.get(d) for d in copy.documents)
        inside.setdefault(left if left == right else None, []).append(copy)
    for n, group in enumerate(groups):
        line((f"{len(group)} reports share text", "title"))
        for doc in sorted((docs[d] for d in group), key=lambda d: (d.published or "9999", d.id)):
            line(named(doc), (doc.id, "id"), indent=2)
        for copy in inside[n]:
            line(f"{' and '.join(outlet(docs[d]) for d in copy.documents)}: {copy.reason}", indent=4)
    for copy in inside.get(None, ()):
        line((copy.kind, "title"), f": {' and '.join(outlet(docs[d]) for d in copy.documents)} ({copy.reason})")
    if not found:
        line("No two reports of the ledger share text.")


def named(doc: Document) -> str:
    facts = (doc.published[:10] if doc.published else "no date", outlet(doc), doc.title or "", doc.url or "")
    return " · ".join(f for f in facts if f) + "  "


def outlet(doc: Document) -> str:
    return doc.outlet or doc.url or doc.id
