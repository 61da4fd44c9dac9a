"""Reading numbers, in digits and words, out of a row of pieces. Shared by the finders of dates and quantities."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from sayso.find.numbers_pieces import Piece, digits
from sayso.lexicon.quantities import ACCENTS, NumberWords

TENS = range(20, 91, 10)
NO_NUMBER = frozenset({"VERB", "AUX"})


class Number(NamedTuple):
    """``last`` is the index of its last piece. A collective (dozen, ventina) is approximate; a plural one is open above."""

    value: float
    last: int
    ordinal: bool = False
    words: bool = False  # written in words
    blurred: bool = False
    open: bool = False
    fraction: bool = False


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
    text = first.text
    if not (text[0].isdigit() or text in words.starts or text in words.one or (text[:3] in words.prefixes and len(text) > 4)):
        return None
    if first.text[0].isdigit():
        value = digits(first.text, words)
        if value is None:
            return None
        following = row[i + 1] if i + 1 < len(row) else None
        suffix = following is not None and following.text in words.ordinal_suffix
        if following and suffix and isinstance(value, int) and (following.glued or not following.text.isalpha()):
            return Number(value, i + 1, ordinal=True)
        return _tail(row, i, words, value, words_only=False)
    if first.upos in NO_NUMBER and first.text in words.verbs and not (i + 1 < len(row) and row[i + 1].plural):
        return None
    if first.text in words.one and i + 1 < len(row):
        return _after_one(row, i, words)
    if first.text in words.half:
        return _half(row, i, words)
    if first.text in words.fraction and i + 1 < len(row) and row[i + 1].text in words.big:
        return Number(words.big[row[i + 1].text] / words.fraction[first.text], i + 1, words=True)
    if first.text in words.collective:
        return _collective(row, i, 1, words, bare=True)
    if first.text in words.hundred or (first.text in words.big and first.text not in words.short):
        return _tail(row, i - 1, words, None, words_only=True)
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
        if i + 2 < len(row) and row[i + 2].text in words.big:
            return Number(words.big[row[i + 2].text] / words.fraction.get(following.text, 2), i + 2, words=True)
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
    """Go on from a first value at piece `i` with hundreds, thousands and units, then with a half, a share or a collective."""
    values: list[float] = [] if value is None else [value]
    last, k = i, i + 1
    while k < len(row):
        step = _step(row, k, words, values, words_only)
        add = _addend(row, i, step, words, words_only, joined=step > k)
        if add is None or not _fits(values, add) or (step > k and add < 20 and _is_fraction(row, step + 1, words)):
            break
        values.append(add)
        last, k = step, step + 1
    return _finish(row, last, words, values, words_only) if values else None


def _step(row: Sequence[Piece], k: int, words: NumberWords, values: list[float], words_only: bool) -> int:
    """The next piece of the number: over "and" after hundreds, over the hyphen of twenty-one."""
    text = row[k].text
    joined = text in words.joiner and words_only and any(v >= 100 for v in values)
    hyphen = text == "-" and row[k].glued and k + 1 < len(row) and row[k + 1].glued and bool(values) and values[-1] in TENS
    return k + 1 if (joined or hyphen) and k + 1 < len(row) else k


def _addend(row: Sequence[Piece], i: int, k: int, words: NumberWords, words_only: bool, joined: bool) -> float | None:
    """What piece `k` adds to the number that began at piece `i`: a hundred, a thousand, a unit; None when nothing."""
    text = row[k].text
    if not joined:
        if text in words.hundred or text in words.big:
            return words.hundred.get(text) or words.big[text]
        if text in words.short and row[k].glued and not words_only and (len(text) > 1 or text == "k" or money(row, i)):
            return words.short[text]
    if not words_only or (row[k].upos in NO_NUMBER and text in words.verbs):
        return None
    known = word(text, words)
    return known[0] if known and not known[1] else None


def _is_fraction(row: Sequence[Piece], k: int, words: NumberWords) -> bool:
    return k < len(row) and row[k].text in words.fraction


def money(row: Sequence[Piece], i: int) -> bool:
    """Whether a sign of currency stands before piece `i`, so that m and b mean million and billion."""
    return i > 0 and unicodedata.category(row[i - 1].text[-1]) == "Sc"


def _fits(values: list[float], add: float) -> bool:
    if values and not isinstance(values[0], int):
        return add >= 1000 and len(values) == 1
    return _sum([*values, add]) is not None


def _finish(row: Sequence[Piece], last: int, words: NumberWords, values: list[float], words_only: bool) -> Number | None:
    """The value, with a following half (e mezzo, and a half), share (two thirds), decimal word or collective (two dozen)."""
    total = float(values[0] * values[1]) if len(values) == 2 and isinstance(values[0], float) else _plain(values)
    if total is None:
        return None
    if mixed := _mixed(row, last, words, total, values):
        return mixed
    n, k = len(row), last + 1
    if k + 1 < n and row[k].text in words.point and words_only and row[k + 1].text in words.small:
        return Number(float(f"{int(total)}.{words.small[row[k + 1].text]}"), k + 1, words=True)
    step = k + 1 if k + 1 < n and row[k].text == "-" and row[k].glued else k
    if _is_fraction(row, step, words) and total == int(total) and 0 < total < words.fraction[row[step].text]:
        return Number(total / words.fraction[row[step].text], step, words=True, fraction=True)
    if k < n and row[k].text in words.collective and total < 1000:
        return _collective(row, k, total, words, bare=False)
    return Number(total, last, words=words_only)


def _plain(values: list[float]) -> float | None:
    return values[0] if len(values) == 1 else _sum(values)


def _mixed(row: Sequence[Piece], last: int, words: NumberWords, total: float, values: list[float]) -> Number | None:
    """two and a half million, due milioni e mezzo, three and three quarters, 10 1/2."""
    n, k = len(row), last + 1
    part, end = 0.0, last
    joined = k + 1 < n and row[k].text in words.joiner
    if joined:
        k += 1
        step = k + 1 if k + 1 < n and row[k].text in words.one else k
        if row[step].text in words.half:
            part, end = 0.5, step
        elif _is_fraction(row, step, words) and step > k:
            part, end = 1 / words.fraction[row[step].text], step
        elif _is_fraction(row, k + 1, words) and row[k].text in words.small:
            part, end = words.small[row[k].text] / words.fraction[row[k + 1].text], k + 1
    if not part and k < n and "/" in row[k].text and total < 1000 and (share := digits(row[k].text, words)):
        part, end = share, k
    if not part or part >= 1:
        return None
    unit = values[-1] if values[-1] >= 1000 else 1
    total += part * unit
    if end + 1 < n and unit == 1 and row[end + 1].text in words.big:
        total, end = total * words.big[row[end + 1].text], end + 1
    return Number(total, end, words=not row[last].text[0].isdigit() or joined)
