"""Reports that share text: republished, cut, re-ordered, lightly edited, re-headlined or re-credited.

Credits come first: a report that names another's outlet and shares text with it is that outlet's copy. Then text: an index of
sampled runs of words finds candidates, an alignment gives the shared spans. Two things do not count: words inside quotation
marks (two reporters at one speech quote it alike), and furniture (what one outlet prints in reports weeks apart). Reports in
two languages that give the same names and numbers in the same order are marked *likely translated*.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.reconcile.alignment import Text, align, read_text
from sayso.reconcile.profiles import day_of
from sayso.reconcile.translations import find_translations
from sayso.types import Copy, Document, Span

RUN = 8  # words of an indexed run
SAMPLE = 2  # one run in four is indexed
POSTINGS = 20  # reports kept for one run: what more share is found through these
SHARED_RUNS = 2  # indexed runs that make two reports candidates
SHARE = 0.17  # part of the shorter report, quotations left out, that must stand in the other
WORDS = 25  # words that must be shared, quotations left out
CREDITED = 0.08  # the same part when the report credits the other's outlet
WEEKS = 7  # days between two reports of one outlet that make their common text furniture
SHARED_TEXT = frozenset({"copy", "credit"})
BRIDGE = 3 * RUN  # words between two runs of furniture that belong to it


def find_copies(documents: Iterable[Document]) -> tuple[Copy, ...]:
    """Pairs of reports that share text, ordered by ids. `documents[0]` of a Copy is the earlier report."""
    docs = sorted({d.id: d for d in documents}.values(), key=lambda d: (d.published or "9999", d.id))
    texts = [read_text(d.text) for d in docs]
    runs = [runs_of(t) for t in texts]
    index = index_runs(runs)
    furniture = find_furniture(docs, index)
    texts = [without(text, run, furniture) for text, run in zip(texts, runs, strict=True)]
    found = [c for i, j in candidates(runs, index, furniture) if (c := judge(docs[i], docs[j], texts[i], texts[j]))]
    known = {c.documents for c in found}
    found += [c for c in find_translations(docs) if c.documents not in known]
    return tuple(sorted(found, key=lambda c: c.documents))


def copy_groups(copies: Iterable[Copy]) -> list[list[str]]:
    """Ids of reports that share text, one list for each text, the largest first. Likely translations join no group."""
    group: dict[str, list[str]] = {}
    for copy in copies:
        if copy.kind in SHARED_TEXT:
            left, right = (group.setdefault(d, [d]) for d in copy.documents)
            if left is not right:
                left.extend(right)
                group.update(dict.fromkeys(right, left))
    found = {id(g): sorted(g) for g in group.values()}
    return sorted(found.values(), key=lambda g: (-len(g), g))


def runs_of(text: Text) -> dict[int, int]:
    """{hash: first word} of the sampled runs of RUN words that do not begin or end in a quotation."""
    base, mask = 1_000_003, (1 << 61) - 1
    power = pow(base, RUN, 1 << 61)
    value, found = 0, dict[int, int]()
    for i, code in enumerate(text.codes):
        value = (value * base + code) & mask
        if i >= RUN:
            value = (value - text.codes[i - RUN] * power) & mask
        if i >= RUN - 1 and (value >> 20) % SAMPLE == 0 and not text.skipped[i] and not text.skipped[i - RUN + 1]:
            found.setdefault(value, i - RUN + 1)
    return found


def index_runs(runs: Sequence[Mapping[int, int]]) -> dict[int, list[int]]:
    """{run: the first POSTINGS reports that hold it}."""
    index: dict[int, list[int]] = defaultdict(list)
    for j, here in enumerate(runs):
        for run in here:
            if len(postings := index[run]) < POSTINGS:
                postings.append(j)
    return index


def find_furniture(docs: Sequence[Document], index: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """Runs that one outlet prints in reports more than WEEKS days apart."""
    found = set()
    for run, postings in index.items():
        if len(postings) > 1:
            days: dict[str, list[int]] = defaultdict(list)
            for j in postings:
                if (outlet := docs[j].outlet) and (day := day_of(docs[j].published)):
                    days[outlet].append(day)
            if any(max(d) - min(d) > WEEKS for d in days.values()):
                found.add(run)
    return frozenset(found)


def without(text: Text, runs: Mapping[int, int], furniture: frozenset[int]) -> Text:
    """The text with its furniture skipped."""
    starts = sorted(at for run, at in runs.items() if run in furniture)
    if not starts:
        return text
    skipped = list(text.skipped)
    for n, at in enumerate(starts):
        after = starts[n + 1] if n + 1 < len(starts) else at
        end = after if RUN < after - at <= RUN + BRIDGE else at + RUN
        skipped[at:end] = [True] * (end - at)
    return replace(text, skipped=skipped, counted=skipped.count(False))


def candidates(
    runs: Sequence[Mapping[int, int]], index: Mapping[int, Sequence[int]], furniture: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) that share at least SHARED_RUNS indexed runs; work grows with the text, not its square."""
    for j, here in enumerate(runs):
        shared: Counter[int] = Counter()
        for run in here:
            if run not in furniture:
                shared.update(i for i in index[run] if i < j)
        yield from ((i, j) for i in sorted(shared) if shared[i] >= SHARED_RUNS)


def judge(a: Document, b: Document, text_a: Text, text_b: Text) -> Copy | None:
    """The Copy of two reports, or None when too little is shared."""
    side, shorter = (0, text_a) if text_a.counted <= text_b.counted else (1, text_b)
    if not shorter.counted:
        return None
    blocks = align(text_a, text_b)
    covered = {i for block in blocks for i in range(*block[2 * side : 2 * side + 2])}
    words = sum(not shorter.skipped[i] for i in covered)
    share = words / shorter.counted
    credit = credited(a, text_b, b) or credited(b, text_a, a)
    if share < (CREDITED if credit else SHARE) or words < min(WORDS, 0.8 * shorter.counted):
        return None
    spans = tuple(
        (Span(text_a.starts[i], text_a.ends[j - 1]), Span(text_b.starts[k], text_b.ends[m - 1])) for i, j, k, m in blocks
    )
    reason = f"{words} words, {share:.0%} of the shorter report, stand in both"
    return Copy((a.id, b.id), round(share, 3), spans, "credit" if credit else "copy", f"{credit}; {reason}" if credit else reason)


def credited(source: Document, text: Text, doc: Document) -> str | None:
    """Whether `doc` names the outlet of `source` in its first or last words or as its author: a credit, not a mention."""
    if not source.outlet or source.outlet == doc.outlet:
        return None
    name = [w for w in read_text(source.outlet.partition("(")[0]).words if w]
    edges = [*text.words[:40], "", *text.words[-12:]]
    by = (doc.author or "").casefold()
    hit = any(edges[i : i + len(name)] == name for i in range(len(edges) - len(name) + 1)) or " ".join(name) in by
    return f"it credits {source.outlet}" if name and hit else None
