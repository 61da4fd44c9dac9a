"""Which passages of two texts are the same, in any order, light edits bridged."""

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

WORD = re.compile(r"\w+")
QUOTES = (("“", "”"), ("«", "»"), ('"', '"'), ("„", "“"))
LONGEST_QUOTE = 1200  # characters; a longer one is a quotation mark left open
SEED = 4  # words that must agree exactly for a passage to begin
GAP = 12  # words that an edit may replace or insert inside a passage
SHIFT = 5  # words by which the two sides of an edit may differ in length
PASSAGE = 11  # words of the shortest passage that counts
LIKE = 60.0  # of 100: likeness of the two sides of a passage
COMMON = 6  # a seed that stands more often in one text says nothing

Block = tuple[int, int, int, int]  # half-open word ranges: in the first text, in the second


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text with their offsets; `skipped` marks words that do not count: quotations, furniture of an outlet."""

    words: Sequence[str]
    codes: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    skipped: Sequence[bool]
    counted: int


def read_text(text: str) -> Text:
    inside = bytearray(len(text) + 1)
    for left, right in QUOTES:
        for m in re.finditer(f"{left}[^{left}{right}\n]{{0,{LONGEST_QUOTE}}}{right}", text):
            inside[m.start() : m.end()] = b"\x01" * (m.end() - m.start())
    found = list(WORD.finditer(text))
    words = [m.group().casefold() for m in found]
    quoted = [bool(inside[m.start()]) for m in found]
    codes = [zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in words]
    return Text(words, codes, [m.start() for m in found], [m.end() for m in found], quoted, quoted.count(False))


def align(a: Text, b: Text) -> list[Block]:
    """Shared passages in order of the first text; they do not overlap in it."""
    return [block for block in passages(a, b) if alike(a, b, block)]


def passages(a: Text, b: Text) -> list[Block]:
    """Chains of seeds that lie near each other on nearly the same diagonal."""
    where: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for j in range(len(b.codes) - SEED + 1):
        where[tuple(b.codes[j : j + SEED])].append(j)
    open_: list[list[int]] = []
    done: list[Block] = []
    for i in range(len(a.codes) - SEED + 1):
        seeds = where.get(tuple(a.codes[i : i + SEED]), ())
        if not seeds or len(seeds) > COMMON:
            continue
        still: list[list[int]] = []
        for block in open_:
            (still if i - block[1] <= GAP else done).append(block)  # type: ignore[arg-type]
        open_ = still
        for j in seeds:
            near = [k for k in open_ if -SEED <= j - k[3] <= GAP + SHIFT and abs((j - k[3]) - (i - k[1])) <= SHIFT]
            if near:
                best = min(near, key=lambda k: abs((j - k[3]) - (i - k[1])))
                best[1], best[3] = i + SEED, max(best[3], j + SEED)
            else:
                open_.append([i, i + SEED, j, j + SEED])
    return disjoint([*(tuple(k) for k in done), *(tuple(k) for k in open_)])  # type: ignore[list-item]


def disjoint(blocks: Sequence[Block]) -> list[Block]:
    """The longest blocks first, without those that overlap a longer one in the first text."""
    kept: list[Block] = []
    used: set[int] = set()
    for block in sorted(blocks, key=lambda k: (k[0] - k[1], k)):
        if block[1] - block[0] >= PASSAGE and used.isdisjoint(range(block[0], block[1])):
            used.update(range(block[0], block[1]))
            kept.append(block)
    return sorted(kept)


def alike(a: Text, b: Text, block: Block) -> bool:
    left, right = " ".join(a.words[block[0] : block[1]]), " ".join(b.words[block[2] : block[3]])
    return fuzz.ratio(left, right) >= LIKE
