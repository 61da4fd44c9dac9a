"""Credits: the agency that a report names as its author before its first words, (ANSA) - ROMA, 8 FEB -, or after its last."""

from collections.abc import Iterator, Sequence

from sayso.find.attribution_drafts import Draft
from sayso.find.attribution_naming import Mentions
from sayso.types import Document, Mention, Sentence, Source, Span

HEAD = 2  # paragraphs with words in which the credit may stand: the title and the first of the body
LONGEST = 16  # tokens of a dateline
DASHES = frozenset({"-", "–", "—", "--"})
OUTLET = "outlet"


def credit_drafts(doc: Document, sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[Draft]:
    """One attribution of all that follows the credit to the agency, or of the text before a credit at its end.

    The agency relays what others say in the report, and is the source of what nobody else says. The outlet's own credit adds
    nothing. Without a cue; rule ``credit``.
    """
    for sent in opening(sentences):
        found = credited(doc.text, sent, mentions)
        if found is not None:
            mention, end = found
            yield from draft(doc, mention, Span(end, last_word(doc.text, len(doc.text))))
            return
    last = closing(doc.text, sentences[-1], mentions) if sentences else None
    if last is not None:
        body = next((s for s in sentences if s.paragraph), sentences[0])
        yield from draft(doc, last, Span(body.start, last_word(doc.text, last.span.start - 1)))


def opening(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The first sentences of the first paragraphs."""
    seen: set[int] = set()
    for sent in sentences:
        if sent.paragraph not in seen:
            seen.add(sent.paragraph)
            yield sent
        if len(seen) == HEAD:
            return


def draft(doc: Document, mention: Mention, content: Span) -> Iterator[Draft]:
    if content.start < content.end and not is_own(doc, mention):
        source = Source(mention.span, mention.sent, mention.tok, "outlet", mention.actor)
        yield Draft(source, None, content, mention.sent, None, None, "credit", outer=True)


def is_own(doc: Document, mention: Mention) -> bool:
    """Whether the outlet that publishes the report is the one credited."""
    outlet = (doc.outlet or "").casefold()
    names = {(mention.actor or "").casefold(), doc.text[mention.span.start : mention.span.end].casefold()}
    names.add((mention.name or "").casefold())
    return outlet in names or any(len(n) > 2 and n in outlet.replace(".", " ").split() for n in names)


def credited(text: str, sent: Sentence, mentions: Mentions) -> tuple[Mention, int] | None:
    """The outlet named in a dateline and the offset at which the report begins; None where no dateline stands.

    The outlet stands in brackets, or first before a dash, with nothing but names, numbers and marks around it.
    """
    tokens = sent.tokens[:LONGEST]
    for tok in tokens:
        if tok.upos in {"VERB", "AUX", "PRON"} and tok.text.islower():
            return None
        mention = mentions.get((sent.index, tok.i))
        if mention is None or mention.kind != OUTLET:
            continue
        before = text[max(0, mention.span.start - 1) : mention.span.start]
        after = text[mention.span.end :].lstrip(" \u00a0")
        if before == "(" and ")" in after[:20]:
            close = text.index(")", mention.span.end) + 1
            if mention.span.start - 1 > sent.start and text[close:].lstrip(" \u00a0")[:1] not in DASHES:
                return None
            return mention, after_dateline(text, close, sent)
        if tok.i == 0 and after[:1] in DASHES and after[1:2] in {" ", "-"}:
            return mention, after_dateline(text, mention.span.end, sent)
    return None


def after_dateline(text: str, start: int, sent: Sentence) -> int:
    """Where the report begins: after the last dash of the dateline, or what closes the brackets."""
    dashes = [t.end for t in sent.tokens[:LONGEST] if t.text in DASHES and t.start >= start]
    end = start
    for dash in dashes:
        between = text[end:dash]
        if not between[:-1].strip(" -–—") or between.strip(" -–—")[:1].isupper():
            end = dash
    while end < len(text) and text[end] in " -–—\u00a0\n":
        end += 1
    return end


def closing(text: str, sent: Sentence, mentions: Mentions) -> Mention | None:
    """The outlet in brackets with which a report ends."""
    for tok in sent.tokens[-5:]:
        mention = mentions.get((sent.index, tok.i))
        if mention is not None and mention.kind == OUTLET and text[mention.span.start - 1 : mention.span.start] == "(":
            ended = text[: mention.span.start - 1].rstrip()[-1:] in {".", "!", "?", "”", "»", '"'}
            return mention if ended and text[mention.span.end :].strip() in {")", ")."} else None
    return None


def last_word(text: str, end: int) -> int:
    """`end` without space and full stop before it."""
    while end > 0 and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return end
