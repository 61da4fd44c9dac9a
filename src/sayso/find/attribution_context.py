"""Attributions without a cue of their own: headlines with a colon, quotations that go on with the last speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.find.attribution_cues import VERBAL
from sayso.find.attribution_drafts import Draft, Place, holds
from sayso.find.attribution_naming import Mentions, source_at
from sayso.find.attribution_quotes import Quote
from sayso.find.attribution_sources import NOMINAL
from sayso.find.attribution_spans import content_span
from sayso.find.tree import children, subtree
from sayso.lexicon.attribution import SPEECH, AttributionLexicon
from sayso.types import Document, Sentence, Source, Span

OPENING = frozenset({"“", '"', "«"})
COLON = frozenset({":"})
TOPICS = frozenset({"place", "state"})  # before a colon they say what it is about
LONGEST_NAME = 7  # tokens of a source before or after the colon of a headline
SHORTEST_CONTENT = 3  # words
LONGEST_PARAGRAPH = 12  # sentences that a colon introduces
FAR = 3  # paragraphs over which a quotation without a cue goes on with the last speaker


def headline_drafts(sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon) -> Iterator[Draft]:
    """X: content, and content: X, in the title; X: content at the head of a paragraph, where X is a name.

    X must be a noun phrase without a verb that can speak: a known actor, a name, a document, a person.
    """
    for sent in sentences:
        colon = next((t.i for t in sent.tokens if t.text in COLON), None)
        if colon is None or colon == 0 or colon == len(sent.tokens) - 1:
            continue
        left, right = range(colon), range(colon + 1, len(sent.tokens))
        title = sent.paragraph == 0
        if speaks(sent, left, mentions, lexicon, title) and len(words(sent, right)) >= SHORTEST_CONTENT:
            yield from colon_draft(sent, left, right, mentions, lexicon)
        elif title and speaks(sent, right, mentions, lexicon, title) and any(sent.tokens[i].upos in VERBAL for i in left):
            yield from colon_draft(sent, right, left, mentions, lexicon)


def words(sent: Sentence, places: range) -> list[int]:
    return [i for i in places if sent.tokens[i].upos != "PUNCT"]


def colon_draft(sent: Sentence, who: range, what: range, mentions: Mentions, lexicon: AttributionLexicon) -> Iterator[Draft]:
    head = phrase_head(sent, words(sent, who))
    content = content_span(sent, what, lexicon)
    if content is not None:
        kept = words(sent, who)
        source = source_at(sent, head, mentions, lexicon)
        span = Span(sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end)
        yield Draft(
            Source(span, source.sent, source.tok, source.kind, source.actor), None, content, sent.index, None, None, "colon"
        )


def phrase_head(sent: Sentence, places: Sequence[int]) -> int:
    """The first token whose head lies outside."""
    return next((i for i in places if sent.tokens[i].head not in places or sent.tokens[i].head == i), places[0])


def speaks(sent: Sentence, places: range, mentions: Mentions, lexicon: AttributionLexicon, title: bool) -> bool:
    kept = words(sent, places)
    if not kept or len(places) > LONGEST_NAME or any(sent.tokens[i].upos in VERBAL | {"SCONJ", "ADV", "NUM"} for i in kept):
        return False
    head = sent.tokens[phrase_head(sent, kept)]
    if head.upos not in NOMINAL or any(t.upos in {"ADP"} for t in sent.tokens[kept[0] : head.i]):
        return False
    if mention := mentions.get((sent.index, head.i)):
        return (title and mention.kind not in TOPICS) or mention.kind == "person"
    if not title:
        return head.upos == "PROPN" and len(kept) <= 3 and sent.tokens[kept[0]].i == 0
    return head.upos == "PROPN" or any(head.lemma in lexicon.words(key) for key in ("unnamed", "document", "outlet"))


def with_free(free: Sequence[Quote], drafts: Sequence[Draft], sentences: Sequence[Sentence], text: str) -> Iterator[Draft]:
    """The drafts, and the quotations of speech without a cue, whole sentences at the head of theirs.

    One that follows a comment (…, he said. "…") goes on with its content. Others are the last speaker's of the three paragraphs
    before: he is inferred, so the cue is None.
    """
    grown: dict[int, Draft] = {}
    found: list[Draft] = []
    speakers = [(n, d) for n, d in enumerate(drafts) if d.source is not None and d.entry is not None and d.entry.kind in SPEECH]
    for quote in free:
        if any(holds(d.content, quote.span) for d in [*drafts, *grown.values()]):
            continue
        place = next((s for s in sentences if s.start <= quote.span.start < s.end), None)
        before = text[max(0, quote.span.start - 2) : quote.span.start].strip()
        if place is None or (before and before[-1] not in '.?!:”"»') or quote.inner.end - quote.inner.start < 20:
            continue
        ended = [(n, d) for n, d in speakers if d.content.end <= quote.span.start]
        n, last = max(ended, key=lambda each: each[1].content.end, default=(0, None))
        if last is None or place.paragraph - sentences[last.sent].paragraph > FAR:
            continue
        content = trimmed(text, quote.inner)
        if is_comment_before(last, place, sentences, quote.span.start):
            start = last.content.start
            opening = max(0, start - 1)
            start = opening if last.quoted and text[opening:start] in OPENING else start
            grown[n] = replace(grown.get(n, last), content=Span(start, quote.span.end))
        else:
            found.append(Draft(last.source, None, content, place.index, None, None, "continued quotation", True))
    yield from (grown.get(n, d) for n, d in enumerate(drafts))
    yield from found


def is_comment_before(draft: Draft, place: Sentence, sentences: Sequence[Sentence], start: int) -> bool:
    """Whether a quotation at the head of a sentence follows the sentence of a comment that ends with its speaker."""
    comment = draft.cue is not None and draft.content.end <= draft.cue.start
    near = draft.sent == place.index - 1 and sentences[draft.sent].paragraph == place.paragraph
    return comment and near and start - place.start < 2


def trimmed(text: str, span: Span) -> Span:
    """Without space, comma and full stop at the ends."""
    start, end = span.start, span.end
    while end > start and text[end - 1] in " ,.;—–-\u00a0":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def introduced_paragraph(doc: Document, sentences: Sequence[Sentence], place: Place) -> Span | None:
    """For a verb whose sentence ends its paragraph with a colon (The governor added:), the paragraph after it."""
    sent = sentences[place[0]]
    if sent.tokens[-1].text not in COLON or any(t.upos in VERBAL for t in sent.tokens[place[1] + 1 :]):
        return None
    after = [s for s in sentences[place[0] + 1 : place[0] + 1 + LONGEST_PARAGRAPH] if s.paragraph > sent.paragraph]
    if not after or after[0].index != sent.index + 1:
        return None
    told = [s for s in after if s.paragraph == after[0].paragraph]
    return trimmed(doc.text, Span(told[0].start, told[-1].end))


def pointed_back(doc: Document, sentences: Sequence[Sentence], place: Place, lexicon: AttributionLexicon) -> Span | None:
    """For "the news was reported by the agency" the sentence before, which is the news; None when the subject says more."""
    sent, before = sentences[place[0]], sentences[max(place[0] - 1, 0)]
    if before is sent or before.paragraph != sent.paragraph:
        return None
    for tok in children(sent, place[1]):
        bare = not any(sent.tokens[i].upos in VERBAL for i in subtree(sent, tok.i))
        if bare and tok.deprel == "nsubj:pass" and tok.lemma in lexicon.words("anaphors"):
            return trimmed(doc.text, Span(before.start, before.end))
    return None
