"""From tokens of a content to its span."""

from collections.abc import Iterable, Iterator

from sayso.find.tree import children, contiguous, subtree
from sayso.lexicon.attribution import AttributionLexicon
from sayso.types import Sentence, Span, Token

QUOTE_MARKS = '“”"«»‘’'

Found = tuple[list[int], int]  # tokens of the content, its head


def clause(sent: Sentence, i: int) -> list[int]:
    """Token `i` and what belongs to its clause; coordinated clauses with a subject of their own and comments stay out."""

    def stop(tok: Token) -> bool:
        relation = tok.deprel.split(":")[0]
        if relation == "parataxis":
            return True
        return relation == "conj" and any(c.deprel.split(":")[0] in {"nsubj", "expl"} for c in children(sent, tok.i))

    return contiguous(sent, subtree(sent, i, stop), i)


def whole(sent: Sentence, i: int, cue: int) -> list[int]:
    """Token `i` and all below it on its side of the cue."""
    found = subtree(sent, i)
    side = [k for k in found if (k > cue) == (i > cue)]
    return contiguous(sent, side, i)


def content_span(sent: Sentence, found: Iterable[int], lexicon: AttributionLexicon) -> Span | None:
    """From first to last token, without a leading conjunction (that), outer punctuation, and quotation marks that enclose all."""
    kept = list(strip(sent, sorted(found), lexicon))
    if not kept:
        return None
    return Span(sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end)


def strip(sent: Sentence, found: list[int], lexicon: AttributionLexicon) -> Iterator[int]:
    found = without_contrast(sent, found, lexicon)
    left, right = 0, len(found)
    words = lexicon.words("complementizers")
    while left < right and (
        is_edge(sent.tokens[found[left]]) or (sent.tokens[found[left]].lemma in words and sent.tokens[found[left]].upos != "PRON")
    ):
        left += 1
    while right > left and is_edge(sent.tokens[found[right - 1]]):
        right -= 1
    first, last = found[left : left + 1], found[right - 1 : right]
    if first and right - left > 2 and sent.tokens[first[0]].text in QUOTE_MARKS and sent.tokens[last[0]].text in QUOTE_MARKS:
        inside = sum(sent.tokens[k].text in QUOTE_MARKS for k in found[left:right])
        if inside == 2:
            left, right = left + 1, right - 1
            while right > left and is_edge(sent.tokens[found[right - 1]]):
                right -= 1
    return iter(found[left:right])


def without_contrast(sent: Sentence, found: list[int], lexicon: AttributionLexicon) -> list[int]:
    """Cut before a contrasting clause (…, while the White House denied it)."""
    for place, i in enumerate(found):
        tok = sent.tokens[i]
        if place > 1 and tok.lemma in lexicon.words("contrast") and tok.deprel == "mark" and sent.tokens[i - 1].text == ",":
            return found[:place]
    return found


def before_brackets(sent: Sentence, i: int) -> int:
    """For a closing bracket the token before the opening one, else `i`."""
    if i < 0 or sent.tokens[i].text not in {")", "]"}:
        return i
    return next((k - 1 for k in range(i - 1, -1, -1) if sent.tokens[k].text in {"(", "["}), i)


def is_edge(tok: Token) -> bool:
    return tok.upos == "PUNCT" and tok.text not in QUOTE_MARKS and tok.text not in {"(", ")", "[", "]", "?", "!"}
