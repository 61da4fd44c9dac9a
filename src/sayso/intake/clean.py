"""What happens to a text before offsets are counted; nothing is edited afterwards."""

import re
from itertools import pairwise

from sayso.lexicon.furniture import FurnitureLexicon, is_furniture
from sayso.text.invisible import INVISIBLE

LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n{3,}")
PROSE_WIDTH = range(40, 101)  # characters; texts are wrapped at widths in this range


def clean_text(text: str) -> str:
    """`text` with ``\\n`` for every line break, without invisible characters and
    sequences for terminals, and U+FFFD for each lone surrogate."""
    text = LINE_BREAK.sub("\n", text)
    return SURROGATE.sub("\ufffd", INVISIBLE.sub("", text))


def storable(text: str) -> str:
    """`text` as it was given, but for what no database or file can hold: NUL goes, a lone surrogate becomes U+FFFD."""
    return SURROGATE.sub("\ufffd", text.replace("\0", ""))


def clean_field(value: str | None) -> str | None:
    """A title, outlet or author on one line without invisible characters; None when nothing is left."""
    return " ".join(clean_text(value).split()) or None if value else None


def trim(text: str) -> str:
    """`text` without spaces at line ends, without blank lines at both ends, and with one blank line at most between lines."""
    return BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def unwrap(text: str) -> str:
    """`text` with the lines of each paragraph joined, when the text was wrapped at a fixed width; else unchanged.

    Wrapped means: paragraphs stand between blank lines, no line is longer than 100 characters, and at every break inside a
    paragraph the next word would not have fitted in.
    """
    paragraphs = [p.split("\n") for p in re.split(r"\n\s*\n", text)]
    breaks = [pair for lines in paragraphs for pair in pairwise(lines)]
    width = max((len(line) for lines in paragraphs for line in lines), default=0)
    if width not in PROSE_WIDTH or len(breaks) < 2:
        return text
    if not all(upper and lower.strip() and len(upper) + 1 + len(lower.split()[0]) > width for upper, lower in breaks):
        return text
    return "\n\n".join(" ".join(line.strip() for line in lines) for lines in paragraphs)


def cut_furniture(text: str, lexicons: tuple[FurnitureLexicon, ...]) -> str:
    """`text` without the lines that are web furniture; only whole lines go."""
    return "\n".join(line for line in text.split("\n") if not is_furniture(line, lexicons))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, ending with a whole line, sentence or word where one ends in the last tenth."""
    if len(text) <= limit:
        return text
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, limit - limit // 10, limit)
        if at > 0:
            return text[: at + len(mark)].rstrip()
    return text[:limit]
