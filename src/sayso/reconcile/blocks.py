"""Pairs of claims worth comparing, without comparing all with all.

A claim is filed under each of its block keys; it is compared with the claims last filed under the same keys, at most
`DEPTH` of each, when at least two keys agree. The work for a claim is bounded, however many claims there are.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from sayso.reconcile.profiles import Profile

DEPTH = 24  # claims looked back on in one block
KEYS = 16  # words of a claim that are used as keys
AGREE = 2  # keys that a pair must share


def block_keys(p: Profile) -> list[tuple[str, ...]]:
    """The keys of a claim: what happened joined with a party, a place, a figure or a telling word."""
    keys: list[tuple[str, ...]] = [("with", p.group, party) for party in sorted(p.parties)]
    keys += [("word", p.group, word) for word in sorted(p.words)[:KEYS]]
    keys += [("figure", f.unit, f"{f.quantity.low}-{f.quantity.high}") for f in p.figures]
    if p.place:
        keys.append(("place", p.group, p.place.name))
    if p.days and p.days[0] == p.days[1]:
        keys.append(("day", p.group, str(p.days[0])))
    return keys


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices (earlier, later) into `profiles`, each once, ordered by the later and then the earlier.

    `profiles` are in the order of `profile_readings`.
    """
    blocks: dict[tuple[str, ...], deque[int]] = defaultdict(lambda: deque(maxlen=DEPTH))
    for i, profile in enumerate(profiles):
        shared: Counter[int] = Counter()
        for key in block_keys(profile):
            block = blocks[key]
            shared.update(block)
            block.append(i)
        yield from ((j, i) for j in sorted(shared) if shared[j] >= AGREE)
