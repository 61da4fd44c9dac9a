"""What happens to a text before offsets are counted; nothing is edited afterwards."""

import re
from itertools import pairwise

from sayso.lexicon.furniture import FurnitureLexicon, is_furniture

LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Zero-width characters, bidi controls, variation selectors, tags, fillers, byte order marks, soft hyphens, and all
# control characters but tab and line feed: a reader sees none of them, and a forger may hide text with them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n{3,}")
PROSE_WIDTH = range(40, 101)  # characters; texts are wrapped at widths in this range


def clean_text(text: str) -> str:
    """`text` with ``\\n`` for every line break, without invisible characters, and U+FFFD for each lone surrogate."""
    text = LINE_BREAK.sub("\n", text)
    return SURROGATE.sub("\ufffd", INVISIBLE.sub("", text))


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
