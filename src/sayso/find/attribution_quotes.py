"""Quotations of a document: where they stand, which of them are speech, and which word introduces each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.types import Sentence, Span, Token

CLOSED = ".?!…"  # a quotation that ends so is a whole sentence
OPEN_END = ",—–-;"  # one that ends so waits for its speaker
INNER_MARKS = " \u00a0'’\"”»"
STOPS = frozenset({".", "?", "!", ":"})
JOINING = frozenset({"CCONJ", "SCONJ"})
LONGEST_CLAUSE = 30  # tokens between a quotation and the verb that introduces it


@dataclass(frozen=True, slots=True)
class Quote:
    """``span`` holds the quotation marks, ``inner`` what is between them. ``closed`` is false for a quotation whose mark
    does not come before the end of the paragraph, as printed when the next paragraph goes on quoting."""

    span: Span
    inner: Span
    closed: bool
    speech: bool
    full: bool  # ends in a full stop: what follows is a new sentence


Place = tuple[int, int]  # sentence, token


def find_quotes(text: str, pairs: Sequence[tuple[str, str]]) -> tuple[Quote, ...]:
    """The outermost quotations, in text order; a quotation never crosses a line break.

    A mark opens when it stands before a letter or digit and not after one. A quotation counts as speech when it ends in
    sentence punctuation or a comma does follow it, and has at least two words; the others are scare quotes, titles or parts
    of sentences.
    """
    marks = sorted(pairs, key=lambda pair: -len(pair[0]))
    found: list[Quote] = []
    start = 0
    for line in text.split("\n"):
        if any(opening in line for opening, _ in marks):
            found.extend(quotes_of_line(line, start, marks))
        start += len(line) + 1
    return tuple(found)


def quotes_of_line(line: str, offset: int, marks: Sequence[tuple[str, str]]) -> Iterator[Quote]:
    first = {opening[0] for opening, _ in marks}
    at = 0
    while at < len(line):
        fitting = [pair for pair in marks if line.startswith(pair[0], at)] if line[at] in first else []
        if not fitting or not opens(line, at, fitting[0][0]):
            at += len(fitting[0][0]) if fitting else 1
            continue
        inner = at + len(fitting[0][0])
        closings = [(i, mark) for opening, mark in fitting if (i := closing_mark(line, inner, opening, mark)) is not None]
        inner_end, mark = min(closings, default=(len(line), ""))
        end = inner_end + len(mark)
        yield quote_at(line, Span(at, end), Span(inner, inner_end), offset, bool(closings))
        at = end


def opens(line: str, at: int, mark: str) -> bool:
    before = line[at - 1] if at else " "
    after = line[at + len(mark)] if at + len(mark) < len(line) else " "
    return not before.isalnum() and not after.isspace()


def closing_mark(line: str, at: int, opening: str, close: str) -> int | None:
    """Where the quotation ends; a mark that opens and closes alike closes unless it stands before a word and after a space."""
    i = line.find(close, at)
    while i >= 0:
        if not (opening == close and line[i - 1].isspace() and opens(line, i, close)):
            return i
        i = line.find(close, i + 1)
    return None


def quote_at(line: str, span: Span, inner: Span, offset: int, closed: bool) -> Quote:
    text = line[inner.start : inner.end].rstrip(INNER_MARKS)  # a quotation may end in another
    follows = line[span.end : span.end + 1]
    words = text.count(" ") + 1
    ended = bool(text) and (text[-1] in CLOSED or text[-1] in OPEN_END)
    whole = text[:1].isupper() and words > 3
    speech = words > 1 and (ended or not closed or (whole and follows in {",", ".", ""}))
    return Quote(
        Span(offset + span.start, offset + span.end),
        Span(offset + inner.start, offset + inner.end),
        closed,
        speech,
        text.endswith("."),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as a row of tokens across its sentences."""

    places: tuple[Place, ...]
    tokens: tuple[Token, ...]


def lines_of(sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The paragraphs, in order."""
    places: dict[int, list[Place]] = {}
    tokens: dict[int, list[Token]] = {}
    for sent in sentences:
        places.setdefault(sent.paragraph, []).extend((sent.index, tok.i) for tok in sent.tokens)
        tokens.setdefault(sent.paragraph, []).extend(sent.tokens)
    return tuple(Line(tuple(places[p]), tuple(tokens[p])) for p in places)


def introduced(line: Line, quotes: Sequence[Quote], speaks: frozenset[Place]) -> dict[int, tuple[Place, bool]]:
    """{index in `quotes`: (the token that introduces it, whether it stands after)}; `speaks` are the cues that can quote.

    A verb after the quotation comes first ("…," he said), then one before it (he said: "…"). Only the first verb after the
    quotation counts, clauses that modify a noun left out.
    """
    found: dict[int, tuple[Place, bool]] = {}
    for n, quote in enumerate(quotes):
        if not quote.speech:
            continue
        limit = quotes[n + 1].span.start if n + 1 < len(quotes) else None
        after = speaker_after(line, quote, limit, speaks)
        if after is not None:
            found[n] = after, True
            continue
        before = speaker_before(line, quote, quotes[n - 1].span.end if n else None, speaks)
        if before is not None:
            found[n] = before, False
    return found


def speaker_after(line: Line, quote: Quote, limit: int | None, speaks: frozenset[Place]) -> Place | None:
    first = next((i for i, tok in enumerate(line.tokens) if tok.start >= quote.span.end), None)
    if first is None or (quote.full and line.tokens[first].text[:1].isupper()):
        return None
    depth = 0
    aside: Place | None = None  # a cue in a relative clause, if nothing better follows
    for i in range(first, min(first + LONGEST_CLAUSE, len(line.tokens))):
        tok = line.tokens[i]
        depth += (tok.text == "(") - (tok.text == ")")
        if (limit is not None and tok.start >= limit) or joins_clauses(line, i) or (tok.text in STOPS and not depth):
            return aside
        if line.places[i] in speaks:
            if not tok.deprel.startswith("acl"):
                return line.places[i]
            aside = aside or line.places[i]
        elif tok.upos == "VERB" and not tok.deprel.startswith("acl"):
            return aside
    return aside


def joins_clauses(line: Line, i: int) -> bool:
    """Whether a conjunction begins a clause; one that joins nouns does not (Smith, a lawyer and writer, said)."""
    tok = line.tokens[i]
    if tok.upos not in JOINING:
        return False
    head = line.tokens[i + tok.head - tok.i] if 0 <= i + tok.head - tok.i < len(line.tokens) else tok
    return tok.upos == "SCONJ" or head.upos not in {"NOUN", "PROPN", "ADJ"}


def speaker_before(line: Line, quote: Quote, limit: int | None, speaks: frozenset[Place]) -> Place | None:
    last = next((i for i in range(len(line.tokens) - 1, -1, -1) if line.tokens[i].end <= quote.span.start), None)
    if last is None:
        return None
    joined = line.tokens[last].text in {",", ":"} or line.places[last] in speaks
    for i in range(last, max(last - LONGEST_CLAUSE, -1), -1):
        tok = line.tokens[i]
        if (limit is not None and tok.start < limit) or tok.text in {".", "?", "!"} or (tok.text == ":" and i != last):
            return None
        if line.places[i] in speaks:
            return line.places[i] if joined else None
        if tok.upos == "VERB" and tok.deprel in {"root", "ccomp", "conj"} and not joined:
            return None
    return None
