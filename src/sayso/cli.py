"""The command line."""

import hashlib
import json
import sys
from collections.abc import Iterator

import click

from sayso import reading
from sayso.export.reading_json import reading_to_json
from sayso.types import Document


def _documents(paths: tuple[str, ...], published: str | None, lang: str) -> Iterator[Document]:
    for path in paths:
        with click.open_file(path, encoding="utf-8") as stream:
            text = stream.read()
        rows = [json.loads(x) for x in text.splitlines() if x.strip()] if path.endswith(".jsonl") else [{"text": text, "url": path}]
        for row in rows:
            title, body = row.get("title"), row["text"]
            if title and not body.startswith(title):
                body = f"{title}\n\n{body}"
            key = "\x1f".join((row.get("url") or "", row.get("outlet") or "", body))
            yield Document(
                id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
                text=body,
                lang=row.get("lang") or lang,
                url=row.get("url"),
                outlet=row.get("outlet"),
                title=title,
                published=row.get("published") or published,
                published_basis="given" if row.get("published") or published else None,
            )


@click.group()
def main() -> None:
    """Reads news reports and keeps a ledger of sourced claims."""


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per report.")
@click.option("--published", help="Date of publication.")
@click.option("--lang", default="it")
def read(paths: tuple[str, ...], as_json: bool, published: str | None, lang: str) -> None:
    """Read reports."""
    for found in reading.read_documents(_documents(paths, published, lang)):
        sys.stdout.write(json.dumps(reading_to_json(found), ensure_ascii=False) + "\n")
