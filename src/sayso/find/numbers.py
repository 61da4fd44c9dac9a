"""Reading numbers, in digits and words, out of a row of pieces. Shared by the finders of dates and quantities.

A piece is a token, or a part of one where a tokenizer keeps signs, digits and letters together (5bn, mid-2013, 10:30am).
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from sayso.lexicon.quantities import ACCENTS, NumberWords
from sayso.types import Sentence

PART = re.compile(r"^['’][^\W\d_]+|\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+['’]?|\S")
TENS = range(20, 91, 10)
NO_NUMBER = frozenset({"VERB", "AUX"})


class Piece(NamedTuple):
    tok: int
    start: int
    end: int
    text: str  # lower case, straight apostrophes
    glued: bool  # no space before it
    upos: str
    plural: bool = False  # a plural noun


class Number(NamedTuple):
    """``last`` is the index of its last piece. A collective (dozen, ventina) is approximate; a plural one is open above."""

    value: float
    last: int
    ordinal: bool = False
    words: bool = False  # written in words
    blurred: bool = False
    open: bool = False
    fraction: bool = False


def pieces(sent: Sentence) -> list[Piece]:
    """The sentence's tokens, taken apart at changes between letters, digits and signs; a full stop after letters is dropped."""
    row: list[Piece] = []
    end = -1
    for tok in sent.tokens:
        text = tok.text
        if text.isalpha():
            plural = tok.upos == "NOUN" and tok.feats.get("Number") == "Plur"
            row.append(Piece(tok.i, tok.start, tok.end, text.lower(), tok.start == end, tok.upos, plural))
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


def word(text: str, words: NumberWords) -> tuple[int, bool] | None:
    """The value of a number written in one word, and whether it is an ordinal."""
    if text in words.small:
        return words.small[text], False
    if text in words.ordinal:
        return words.ordinal[text], True
    if text[-1] == "'":
        return (words.elided[text], False) if text in words.elided else None
    if not words.compound or len(text) < 5:
        return None
    if text not in words.known:
        if len(words.known) > 20_000:
            words.known.clear()
        words.known[text] = _compound(text.translate(ACCENTS), words)
    return words.known[text]


def _compound(text: str, words: NumberWords) -> tuple[int, bool] | None:
    for ending in ("", *words.ordinal_ending):
        stem = text[: len(text) - len(ending)] if ending else text
        if text.endswith(ending) and len(stem) > 2:
            for last in ("", "o", "a", "i", "e") if ending else ("",):
                if parts := _split(stem + last, words):
                    value = _sum([words.compound[p] for p in parts])
                    if value is not None and len(parts) > (0 if ending else 1):
                        return value, bool(ending)
    return None


def _split(text: str, words: NumberWords) -> list[str]:
    """The parts of a one-word number, longest first; empty when the word is something else."""
    if text in words.compound:
        return [text]
    for n in range(min(len(text) - 1, 11), 1, -1):
        if text[:n] in words.compound and (rest := _split(text[n:], words)):
            return [text[:n], *rest]
    return []


def _sum(values: Sequence[float]) -> int | None:
    """five, hundred, thousand, twenty -> 500020; None when the row is no number."""
    total, current, ceiling = 0, None, 1 << 62
    for v in values:
        if v >= 1000:
            if v >= ceiling:
                return None
            total, current, ceiling = total + (1 if current is None else current) * int(v), None, int(v)
        elif v == 100:
            if current is not None and current >= 100:
                return None
            current = (current or 1) * 100
        elif current is None:
            current = int(v)
        elif (current % 100 == 0 and v < 100 and current) or (current % 100 >= 20 and current % 10 == 0 and 0 < v < 10):
            current += int(v)
        else:
            return None
    return total + (current or 0)


def read_number(row: Sequence[Piece], i: int, words: NumberWords) -> Number | None:
    """The number that begins at piece `i`, the longest that makes one; None when none does.

    An article counts as 1 only before hundred and above, a collective or a share (a million, una ventina, a third).
    """
    first = row[i]
    if first.text[0].isdigit():
        value = digits(first.text, words)
        if value is None:
            return None
        if i + 1 < len(row) and row[i + 1].text in words.ordinal_suffix and row[i + 1].glued and isinstance(value, int):
            return Number(value, i + 1, ordinal=True)
        return _tail(row, i, words, value, words_only=False)
    if first.upos in NO_NUMBER and first.text in words.verbs and not (i + 1 < len(row) and row[i + 1].plural):
        return None
    if first.text in words.one and i + 1 < len(row):
        return _after_one(row, i, words)
    if first.text in words.half:
        return _half(row, i, words)
    if first.text in words.collective:
        return _collective(row, i, 1, words, bare=True)
    if first.text in words.hundred or first.text in words.big:
        return _tail(row, i - 1, words, None, words_only=True) if first.text in words.hundred or first.text not in words.short else None
    known = word(first.text, words)
    if known is None:
        return None
    if known[1]:
        return Number(known[0], i, ordinal=True, words=True)
    if known[0] in TENS and (last := _ordinal_unit(row, i, words)):
        return Number(known[0] + words.ordinal[row[last].text], last, ordinal=True, words=True)
    return _tail(row, i, words, known[0], words_only=True)


def _ordinal_unit(row: Sequence[Piece], i: int, words: NumberWords) -> int:
    """Where the second part of twenty-first stands; 0 when there is none."""
    k = i + 2 if i + 2 < len(row) and row[i + 1].text == "-" else i + 1
    return k if k < len(row) and words.ordinal.get(row[k].text, 10) < 10 else 0


def _after_one(row: Sequence[Piece], i: int, words: NumberWords) -> Number | None:
    following = row[i + 1]
    if following.text in words.collective:
        return _collective(row, i + 1, 1, words, bare=False)
    if following.text in words.hundred or following.text in words.big:
        return _tail(row, i, words, 1, words_only=True)
    if following.text in words.fraction or following.text in words.half:
        return Number(1 / words.fraction.get(following.text, 2), i + 1, words=True, fraction=True)
    return _tail(row, i, words, 1, words_only=True) if first_is_number(row, i, words) else None


def first_is_number(row: Sequence[Piece], i: int, words: NumberWords) -> bool:
    """Whether an article-like one is a number by its tag (English one, Italian uno as numeral)."""
    return row[i].text in words.small and row[i].upos in {"NUM", "PRON"}


def _half(row: Sequence[Piece], i: int, words: NumberWords) -> Number | None:
    """half a million, mezza dozzina, mezzo milione."""
    k = i + 1
    if k < len(row) and row[k].text in words.one:
        k += 1
    if k < len(row):
        if row[k].text in words.collective:
            n, plural = words.collective[row[k].text]
            return None if plural else Number(n / 2, k, words=True)
        if row[k].text in words.big and not row[k].text.isdigit():
            return Number(words.big[row[k].text] / 2, k, words=True)
    return Number(0.5, i, words=True, fraction=True)


def _collective(row: Sequence[Piece], i: int, factor: float, words: NumberWords, bare: bool) -> Number | None:
    """dozens, una ventina, decine di migliaia. A bare plural is at least two of it."""
    n, plural = words.collective[row[i].text]
    if bare and not plural:
        return None
    value: float = n * (2 if plural and bare else factor)
    last = i
    k = i + 1
    if k + 1 < len(row) and row[k].text in words.of:
        following = row[k + 1].text
        if following in words.collective and words.collective[following][1]:
            value, last = value * words.collective[following][0], k + 1
        elif following in words.big:
            value, last = value * words.big[following], k + 1
    return Number(value, last, words=True, blurred=not bare, open=bare and plural)


def _tail(row: Sequence[Piece], i: int, words: NumberWords, value: float | None, words_only: bool) -> Number | None:
    """Go on from a first value at piece `i` with hundred, thousand, units, a half, a share or a collective."""
    values: list[float] = [] if value is None else [value]
    last, k, scaled = i, i + 1, value is None
    while k < len(row):
        text = row[k].text
        step = k
        if (text in words.joiner and scaled and k + 1 < len(row) and words_only) or (text == "-" and row[k].glued and k + 1 < len(row) and row[k + 1].glued and values and values[-1] in TENS):
            step = k + 1
        nxt = row[step].text
        add: float | None = None
        if nxt in words.hundred and step == k:
            add = words.hundred[nxt]
        elif nxt in words.big and (step == k):
            add = words.big[nxt]
        elif nxt in words.short and row[step].glued and not words_only and step == k and (len(nxt) > 1 or nxt == "k" or money(row, i)):
            add = words.short[nxt]
        elif words_only and nxt in words.small and not (row[step].upos in NO_NUMBER and nxt in words.verbs):
            add = words.small[nxt]
        elif words_only and words.compound and (known := word(nxt, words)) and not known[1]:
            add = known[0]
        if add is None or not _fits(values, add):
            break
        values.append(add)
        scaled = scaled or add >= 100
        last, k = step, step + 1
        if add >= 1000 and not words_only and not scaled:
            break
    if not values:
        return None
    return _finish(row, last, words, values, words_only)


def money(row: Sequence[Piece], i: int) -> bool:
    """Whether a sign of currency stands before piece `i`, so that m and b mean million and billion."""
    return i > 0 and unicodedata.category(row[i - 1].text[-1]) == "Sc"


def _fits(values: list[float], add: float) -> bool:
    if values and not isinstance(values[0], int):
        return add >= 1000 and len(values) == 1
    return _sum([*values, add]) is not None


def _finish(row: Sequence[Piece], last: int, words: NumberWords, values: list[float], words_only: bool) -> Number | None:
    """The value, with a following half (e mezzo, and a half), decimal word, share or collective."""
    total: float | None = values[0] * values[1] if len(values) == 2 and isinstance(values[0], float) else (
        values[0] if len(values) == 1 else _sum(values))
    if total is None:
        return None
    n = len(row)
    k = last + 1
    if k + 1 < n and row[k].text in words.joiner:
        step = k + 2 if k + 2 < n and row[k + 1].text in words.one else k + 1
        if row[step].text in words.half:
            unit = values[-1] if values[-1] >= 1000 else 1
            total, last = total + unit / 2, step
            if step + 1 < n and row[step + 1].text in words.big and unit == 1:
                total, last = total * words.big[row[step + 1].text], step + 1
            return Number(total, last, words=words_only)
    if k + 1 < n and row[k].text in words.point and words_only and row[k + 1].text in words.small:
        return Number(float(f"{int(total)}.{words.small[row[k + 1].text]}"), k + 1, words=True)
    step = k + 1 if k + 1 < n and row[k].text == "-" and row[k].glued else k
    if step < n and row[step].text in words.fraction and total == int(total) and 0 < total < words.fraction[row[step].text]:
        return Number(total / words.fraction[row[step].text], step, words=True, fraction=True)
    if k < n and row[k].text in words.collective and total < 1000:
        return _collective(row, k, total, words, bare=False)
    return Number(total, last, words=words_only)


CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
DAY_MONTH = re.compile(r"(\d{1,2})/(\d{2})")
YEARS = re.compile(r"(\d{4})/(\d{2}|\d{4})")


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of 10:45 or 10.45."""
    m = CLOCK.fullmatch(text)
    return (int(m.group(1)), int(m.group(2))) if m else None


def number_date(text: str, day_first: bool) -> tuple[str, dict[str, int]] | None:
    """NUMDATE with day and month, ISODATE or YEARS2 with their parts. A number over 12 is the day wherever it stands."""
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
    return "NUMDATE", parts
