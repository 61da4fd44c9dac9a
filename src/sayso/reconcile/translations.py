"""Reports in two languages that follow one another fact by fact: a sign of translation, never proof.

A text is taken as the series of its concepts, numbers and first letters of its names. Two hands at one event share many of
them, a translation gives them in the same order and few others between.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from sayso.lexicon.concepts import ConceptLexicon, load
from sayso.reconcile.profiles import WORD, Keys, day_of
from sayso.types import Copy, Document

SHARED = 12  # members of the series that both reports must hold to be compared
COVERED = 0.38  # part of the shorter series that the other gives in the same order
IN_ORDER = 0.8  # the same, of the members that both hold
DAYS = 5  # between the two reports
POSTINGS = 20  # latest reports in another language kept for one member


def find_translations(docs: Sequence[Document]) -> Iterator[Copy]:
    """Yield pairs of reports in two languages that follow one another. `docs` are in order of day; work is linear in them."""
    if len({d.lang for d in docs}) < 2:
        return
    lexicon = load()
    keys: Keys = {}
    series = [series_of(d, lexicon, keys) for d in docs]
    index: dict[str, list[int]] = defaultdict(list)
    for j, doc in enumerate(docs):
        shared: Counter[int] = Counter()
        for member in sorted(set(series[j])):
            postings = index[member]
            shared.update(i for i in postings if docs[i].lang != doc.lang)
            postings.append(j)
            del postings[:-POSTINGS]
        for i in sorted(shared):
            if shared[i] >= SHARED and near(docs[i], doc) and (share := likeness(series[i], series[j])):
                reason = f"{share:.0%} of its facts, names and numbers come in the same order, in {docs[i].lang} and {doc.lang}"
                yield Copy((docs[i].id, doc.id), round(share, 3), (), "likely translated", reason)


def series_of(doc: Document, lexicon: ConceptLexicon, keys: Keys) -> list[str]:
    """Concepts, leading digits of numbers, and beginnings of other words, in text order, without the title."""
    found = []
    for m in WORD.finditer(doc.text, len(doc.title or "")):
        word = m.group()
        if word[0].isdigit():
            found.append("".join(c for c in word if c.isdigit()))
            continue
        if (doc.lang, word) not in keys:
            keys[doc.lang, word] = lexicon.key(doc.lang, word)
        if key := keys[doc.lang, word]:
            found.append(key[:4] if key.startswith("~") and word[0].isupper() else key)
    return found


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """The part of the shorter series that the other gives in the same order; 0 when it is too little for a translation."""
    both = set(a) & set(b)
    left, right = [m for m in a if m in both], [m for m in b if m in both]
    if not left or not right:
        return 0.0
    same = LCSseq.similarity(left, right)
    share = same / min(len(a), len(b))
    return share if share >= COVERED and same / min(len(left), len(right)) >= IN_ORDER else 0.0


def near(a: Document, b: Document) -> bool:
    days = day_of(a.published), day_of(b.published)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= DAYS
