"""Pieces of a sentence, and what a piece of digits and signs may be: a number, a time of day, a date.

A piece is a token, or a part of one where a tokenizer keeps signs, digits and letters together (5bn, mid-2013, 10:30am).
"""

import re
from typing import NamedTuple

from sayso.lexicon.quantities import NumberWords
from sayso.types import Sentence

PART = re.compile(r"^['’][^\W\d_]+|\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+['’]?|\S")
CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
DAY_MONTH = re.compile(r"(\d{1,2})/(\d{2})")
YEARS = re.compile(r"(\d{4})/(\d{2}|\d{4})")


class Piece(NamedTuple):
    tok: int
    start: int
    end: int
    text: str  # lower case, straight apostrophes
    glued: bool  # no space before it
    upos: str
    plural: bool = False  # a plural noun


def pieces(sent: Sentence) -> list[Piece]:
    """The sentence's tokens, taken apart at changes between letters, digits and signs; a full stop after letters is dropped."""
    row: list[Piece] = []
    end = -1
    for tok in sent.tokens:
        text = tok.text
        if text.isalpha():
            plural = tok.upos == "NOUN" and tok.feats.get("Number") == "Plur"
            row.append(Piece(tok.i, tok.start, tok.end, text.lower(), tok.start == end, tok.upos, plural))
        elif "://" in text or text.startswith("www."):
            row.append(Piece(tok.i, tok.start, tok.end, text.lower(), tok.start == end, tok.upos))
        elif text[-1] == "." and text[:-1].isalpha():
            row.append(Piece(tok.i, tok.start, tok.end, text[:-1].lower(), tok.start == end, tok.upos))
        elif len(text) == 1:
            row.append(Piece(tok.i, tok.start, tok.end, text, tok.start == end, tok.upos))
        else:
            for m in PART.finditer(text):
                a, b = tok.start + m.start(), tok.start + m.end()
                row.append(Piece(tok.i, a, b, m.group().lower().replace("’", "'"), a == end, tok.upos))
                end = b
        end = tok.end
    return row


def possible(sent: Sentence, triggers: frozenset[str], prefixes: frozenset[str]) -> bool:
    """Whether any token may be part of a number or of what the triggers stand for; cheap, to pass over other sentences."""
    for tok in sent.tokens:
        text = tok.text
        if text[0].isdigit() or text[-1].isdigit():
            return True
        lower = text.lower()
        if lower in triggers or (lower[:3] in prefixes and len(lower) > 4) or (not lower.isalpha() and len(lower) > 2):
            return True
    return False


def digits(text: str, words: NumberWords) -> float | None:
    """The value of a number in digits: 1.200 and 1,5 by the language's signs, a lone other sign taken for a decimal one."""
    if text.isdecimal():
        return int(text)
    group, decimal = words.group, words.decimal
    whole, _, rest = text.partition(decimal)
    parts = whole.split(group)
    if all(p.isdecimal() for p in parts) and (not rest or rest.isdecimal()):
        if len(parts) == 1 or (1 <= len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:])):
            return float("".join(parts) + "." + rest) if rest else int("".join(parts))
        if len(parts) == 2 and not rest and len(parts[1]) < 3 and group == ".":
            return float(".".join(parts))
    if "/" in text:
        top, _, bottom = text.partition("/")
        if top.isdecimal() and bottom.isdecimal() and 0 < int(top) < int(bottom) <= 20:
            return int(top) / int(bottom)
    return None


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of 10:45 or 10.45."""
    m = CLOCK.fullmatch(text)
    return (int(m.group(1)), int(m.group(2))) if m else None


def number_date(text: str, day_first: bool) -> tuple[str, dict[str, int]] | None:
    """NUMDATE with day, month and year, SHORTDATE without year, ISODATE or YEARS2 with their parts.

    A number over 12 is the day wherever it stands.
    """
    if m := YEAR_MONTH_DAY.fullmatch(text):
        return "ISODATE", {"year": int(m.group(1)), "month": int(m.group(2)), "day": int(m.group(3))}
    if m := YEARS.fullmatch(text):
        return "YEARS2", {"year": int(m.group(1)), "year2": int(m.group(2))}
    full = DAY_MONTH_YEAR.fullmatch(text)
    m = full or DAY_MONTH.fullmatch(text)
    if not m:
        return None
    first, second = int(m.group(1)), int(m.group(3 if full else 2))
    day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    parts = {"day": day, "month": month}
    if full:
        year = int(full.group(4))
        parts["year"] = year if year > 99 else year + (2000 if year < 70 else 1900)
    return "NUMDATE" if full else "SHORTDATE", parts

