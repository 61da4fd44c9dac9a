"""Paths and streams -> Arrivals, one for each report, in order; a bad one says why and the rest goes on."""

import codecs
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sayso.errors import IntakeError
from sayso.intake.documents import CHARACTERS, Defaults, Made, html_document, row_document, text_document
from sayso.intake.files import check_text, decode, kind_of, walk
from sayso.intake.rows import read_row
from sayso.types import Document, Issue

__all__ = ["BYTES", "CHARACTERS", "STDIN", "Arrival", "Defaults", "arrivals", "from_html", "from_row", "from_text"]

BYTES = 32_000_000  # of one file or line that are looked at; what is beyond is not read
SNIFF = 4096  # bytes that tell what a file is
STDIN = "-"
ADDRESS = re.compile(r"[a-z]{2,10}://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One report as it came in. Without a document, the issues say why; ``whole`` is false when a part was not read."""

    subject: str  # path, "path line 3", "standard input" or "text"
    raw: bytes
    document: Document | None
    issues: tuple[Issue, ...] = ()
    whole: bool = True


def from_text(text: str, known: Defaults | None = None, subject: str = "text") -> Arrival:
    """A plain text."""
    raw = text.encode("utf-8", "surrogatepass")
    return arrive(subject, raw, lambda: text_document(text, raw, known or Defaults()))


def from_html(html: str | bytes, known: Defaults | None = None, subject: str = "page") -> Arrival:
    """An HTML page."""
    raw = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    return arrive(subject, raw, lambda: html_document(raw, raw, known or Defaults()))


def from_row(line: str | bytes, known: Defaults | None = None, subject: str = "line") -> Arrival:
    """One line of JSON Lines."""
    raw = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    return arrive(subject, raw, lambda: row_document(read_row(raw), raw, known or Defaults()))


def arrivals(paths: Iterable[str | Path], known: Defaults | None = None, stdin: BinaryIO | None = None) -> Iterator[Arrival]:
    """All reports of files and folders, in the order given, folders sorted; ``-`` stands for `stdin`.

    Files are opened one at a time and JSON Lines are read line by line, so memory does not grow with the batch.
    """
    known = known or Defaults()
    for path in paths:
        if ADDRESS.match(str(path)):
            yield failed(str(path), b"", "is an address, and addresses are not fetched: save the page and read the file")
            continue
        if str(path) == STDIN:
            yield from from_stream(stdin or io.BytesIO(), "standard input", known)
            continue
        found = False
        for file in walk(Path(path)):
            found = True
            yield from from_file(file, known)
        if not found:
            yield failed(str(path), b"", "holds no reports: give a folder with text, HTML or JSON Lines files")


def from_file(path: Path, known: Defaults) -> Iterator[Arrival]:
    try:
        with path.open("rb") as stream:
            yield from from_stream(stream, str(path), known)
    except FileNotFoundError:
        missing = "is a link to a file that is not there" if path.is_symlink() else "there is no such file or folder"
        yield failed(str(path), b"", missing)
    except IsADirectoryError:
        yield failed(str(path), b"", "is a link to a folder, and these are not followed: name the folder itself")
    except PermissionError:
        yield failed(str(path), b"", "may not be read: ask for permission or copy it")
    except (OSError, ValueError) as error:
        yield failed(str(path), b"", f"cannot be read ({error})")


def from_stream(stream: BinaryIO, subject: str, known: Defaults) -> Iterator[Arrival]:
    """The reports in a stream of bytes, whose kind its name or its first bytes tell."""
    start = stream.read(SNIFF)
    try:
        check_text(start)
    except IntakeError as error:
        yield failed(subject, start, error.message)
        return
    kind = kind_of(subject, start)
    if kind == "lines":
        yield from from_lines(start, stream, subject, known)
        return
    raw = start + stream.read(BYTES - len(start))
    if kind == "json":
        yield from from_json(raw, subject, known)
    elif kind == "html":
        yield from_html(raw, known, subject)
    else:
        text, encoding = decode(raw)
        arrival = arrive(subject, raw, lambda: text_document(text, raw, known))
        yield note(arrival, "is not UTF-8 and was read as Windows-1252") if encoding == "cp1252" else arrival


def from_lines(start: bytes, stream: BinaryIO, subject: str, known: Defaults) -> Iterator[Arrival]:
    """One arrival per line that is not blank; lines count from 1."""
    for number, line in enumerate(lines(start, stream), 1):
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if len(line) >= BYTES:
            yield failed(f"{subject} line {number}", b"", f"is longer than {BYTES:,} bytes and was not read")
        elif line.strip():
            yield from_row(line.strip(), known, f"{subject} line {number}")


def lines(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of `start` and of what follows it in `stream`; of a line over `BYTES` the first bytes only."""
    pending = start
    while pending or (pending := stream.readline(BYTES)):
        line, end, pending = pending.partition(b"\n")
        while not end and (more := stream.readline(BYTES)):
            if len(line) < BYTES:
                line += more.removesuffix(b"\n")
            end = more[-1:] if more.endswith(b"\n") else b""
        yield line


def from_json(raw: bytes, subject: str, known: Defaults) -> Iterator[Arrival]:
    """A JSON file: one report, or a list of reports."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        yield failed(subject, raw, f"is not JSON ({str(error) or type(error).__name__})")
        return
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        name = f"{subject} item {number}" if isinstance(found, list) else subject
        yield from_row(json.dumps(item), known, name)


def arrive(subject: str, raw: bytes, make: Callable[[], Made]) -> Arrival:
    """What `make` made, or why it could not."""
    try:
        document, issues, whole = make()
    except IntakeError as error:
        return failed(subject, raw, error.message)
    return Arrival(subject, raw, document, issues, whole)


def failed(subject: str, raw: bytes, why: str) -> Arrival:
    return Arrival(subject, raw, None, (Issue(why, subject),), False)


def note(arrival: Arrival, message: str) -> Arrival:
    """The same with one more issue, if there is a document."""
    if arrival.document is None:
        return arrival
    issues = (*arrival.issues, Issue(message, arrival.document.id))
    return Arrival(arrival.subject, arrival.raw, arrival.document, issues, arrival.whole)
