"""Reports in two languages that follow one another fact by fact: a sign of translation, never proof."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from sayso.reconcile.alignment import Text
from sayso.types import Copy, Document

ANCHOR = re.compile(r"\d+|[^\W\d_][\w]*")
ANCHORS = 12  # names and numbers of the shorter report
IN_ORDER = 0.72  # part of them that the other gives in the same order
LENGTHS = 1.5  # one report may be so many times longer
DAYS = 5
POSTINGS = 20


def find_translations(docs: Sequence[Document], texts: Sequence[Text]) -> Iterator[Copy]:
    """Yield pairs of reports in two languages whose names and numbers come in the same order. `docs` are in order of day."""
    anchors = [anchors_of(d) for d in docs]
    index: dict[str, list[int]] = defaultdict(list)
    for j, doc in enumerate(docs):
        shared: Counter[int] = Counter()
        for anchor in sorted(set(anchors[j])):
            postings = index[anchor]
            shared.update(i for i in postings if docs[i].lang != doc.lang)
            postings.append(j)
            del postings[:-POSTINGS]
        for i in sorted(shared):
            if shared[i] >= ANCHORS // 2 and (share := in_order(anchors[i], anchors[j])) >= IN_ORDER and near(docs[i], doc):
                reason = f"{share:.0%} of the names and numbers come in the same order, in {docs[i].lang} and {doc.lang}"
                yield Copy((docs[i].id, doc.id), round(share, 3), (), "likely translated", reason)


def anchors_of(doc: Document) -> list[str]:
    """Numbers, and capitalised words that do not begin a sentence, cut to the letters that languages share."""
    found = []
    body = doc.text[len(doc.title or "") :]
    for m in ANCHOR.finditer(body):
        before = body[: m.start()].rstrip(" \t\"'“«(’")[-1:]
        if m.group().isdigit() or (m.group()[0].isupper() and before not in {"", ".", "!", "?", "\n", ":", "–", "-"}):
            found.append(m.group().casefold()[:4])
    return found


def in_order(a: Sequence[str], b: Sequence[str]) -> float:
    short, long = sorted((a, b), key=len)
    if len(short) < ANCHORS or len(long) > LENGTHS * len(short):
        return 0.0
    return LCSseq.similarity(short, long) / len(short)


def near(a: Document, b: Document) -> bool:
    from datetime import date

    try:
        days = [date.fromisoformat((d.published or "")[:10]) for d in (a, b)]
    except ValueError:
        return False
    return abs((days[0] - days[1]).days) <= DAYS
