"""Which files a path stands for, and what kind of bytes they hold."""

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from sayso.errors import IntakeError

Kind = Literal["text", "html", "lines", "json"]

LINES = {".jsonl", ".ndjson"}
PAGES = {".html", ".htm", ".xhtml"}
NOT_REPORTS = {"readme", "license", "licence"}  # stems of files that stand in folders to explain them
LEDGERS = {".sqlite", ".sqlite-wal", ".sqlite-shm"}
MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP or office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"{\\rtf": "an RTF document",
    b"OggS": "a media file",
    b"ID3": "a media file",
    b"RIFF": "a media file",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
FEW = 3  # control characters
CONTROL = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"
HTML_START = re.compile(rb"\s*(?><\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def walk(path: Path) -> Iterator[Path]:
    """The files that `path` stands for: itself, or all below a folder in alphabetical order; hidden ones, ledgers
    and those that explain a folder (README, LICENSE) are left out. A folder that may not be listed comes as itself, and so
    do links in a folder that lead to no file: links to folders are not followed."""
    if not os.path.isdir(path):
        yield path
        return
    try:
        entries = sorted(os.scandir(path), key=lambda e: e.name)
    except OSError:
        yield path
        return
    for entry in entries:
        stem = entry.name.split(".")[0].lower()
        if not stem or stem in NOT_REPORTS or Path(entry.name).suffix in LEDGERS:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_symlink() or entry.is_file():
            yield Path(entry.path)


def kind_of(name: str, start: bytes) -> Kind:
    """What the bytes are, by the ending of the file's name, else by how they begin."""
    suffix = Path(name).suffix.lower()
    if suffix in LINES:
        return "lines"
    if suffix == ".json":
        return "json"
    if suffix in PAGES or HTML_START.match(start):
        return "html"
    return "lines" if not suffix and start.lstrip().startswith(b'{"') else "text"


def check_text(start: bytes) -> None:
    """Raises IntakeError when the bytes are empty or, by their signature or their share of control characters, not text.

    A few of these in a text are passed over; UTF-8, which bytes that are no text hardly ever are, may have more of them."""
    if not start.strip():
        raise IntakeError("is empty")
    for magic, what in MAGIC.items():
        if start.startswith(magic):
            raise IntakeError(f"is {what}, not text: save its text in a file and read that")
    if any(start.startswith(bom) for bom, _ in BOMS):
        return
    allowed = len(start) // 10 if decode(start)[1] == "utf-8" else len(start) // 50
    if len(start) - len(start.translate(None, CONTROL)) > max(FEW, allowed):
        raise IntakeError("is a binary file, not text: give a text, HTML or JSON Lines file")


def decode(raw: bytes) -> tuple[str, str]:
    """(text, encoding): what a byte order mark says, else UTF-8, else Windows-1252 with U+FFFD where it has no character."""
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, errors="replace"), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(raw) - 3:  # cut in the middle of a character
            return raw.decode("utf-8", errors="ignore"), "utf-8"
        return raw.decode("cp1252", errors="replace"), "cp1252"
