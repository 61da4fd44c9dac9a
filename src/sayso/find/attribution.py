"""Attributions (PARC): a source says, by a cue, a content; with the attribution whose content holds it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.find.attribution_checks import belongs_to_phrase, is_mere_quality, leaves_subject, plausible
from sayso.find.attribution_comments import inserted
from sayso.find.attribution_contents import find_content
from sayso.find.attribution_context import headline_drafts, introduced_paragraph, pointed_back, trimmed, with_free
from sayso.find.attribution_credits import credit_drafts
from sayso.find.attribution_cues import cue_candidates, cue_span, is_passive
from sayso.find.attribution_drafts import Draft, Place, holds, order
from sayso.find.attribution_inversions import (
    find_inversion,
    inverted_content,
    pointing_source,
    points_back,
    speaker_above,
    told_before,
)
from sayso.find.attribution_naming import source_at
from sayso.find.attribution_phrases import is_clause
from sayso.find.attribution_quotes import Line, Quote, find_quotes, introduced, lines_of
from sayso.find.attribution_quoting import with_quoted
from sayso.find.attribution_relays import inherited, relay_drafts, with_cited
from sayso.find.attribution_sources import find_source, is_bare_participle
from sayso.find.attribution_spans import content_span
from sayso.lexicon.attribution import SPEECH, AttributionLexicon, Cue
from sayso.types import Attribution, Document, Mention, Sentence, Span

DATELINE = 80  # characters that a dateline may take
COMMENT_START = 5  # tokens before the verb of a comment that opens a sentence
NESTING = frozenset({"say", "report", "deny", "claim", "warn", "accuse", "hearsay", "accord"})  # kept inside another content


def find_attributions(
    doc: Document, sentences: Sequence[Sentence], mentions: Iterable[Mention], lexicon: AttributionLexicon
) -> tuple[Attribution, ...]:
    """All attributions of a report, in the order of their cue (of their content where there is none), parents set."""
    known = {(m.sent, m.tok): m for m in mentions}
    candidates = {(s.index, tok.i): cues for s in sentences for tok, cues in cue_candidates(s, lexicon)}
    quotes = find_quotes(doc.text, lexicon.quotes)
    quoted, free = quotations(quotes, sentences, candidates)
    drafts = [d for place in candidates if (d := draft_of(doc, sentences, place, candidates, quoted, known, lexicon)) is not None]
    drafts = list(inherited(list(thinned(drafts, quotes)), sentences, known, lexicon))
    drafts = list(with_quoted(drafts, sentences, known, lexicon))
    drafts = list(with_cited(drafts, sentences, known, lexicon))
    drafts += relay_drafts(drafts, sentences, known, lexicon)
    drafts += headline_drafts(sentences, known, lexicon)
    drafts = list(with_free(free, drafts, sentences, doc.text))
    drafts = list(uncredited(drafts, list(credit_drafts(doc, sentences, known))))
    return with_parents(doc, sorted(drafts, key=order))


def uncredited(drafts: Sequence[Draft], credits: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts with the credits; what somebody says does not begin with the dateline."""
    for d in drafts:
        start = max((c.content.start for c in credits if d.content.start < c.content.start < d.content.end), default=None)
        if start is not None and start - d.content.start < DATELINE:
            d = replace(d, content=Span(start, d.content.end))
        yield d
    yield from credits


def quotations(
    quotes: Sequence[Quote], sentences: Sequence[Sentence], candidates: Mapping[Place, tuple[Cue, ...]]
) -> tuple[dict[Place, Span], list[Quote]]:
    """{cue: span of the quotation it introduces}, and the quotations of speech that nothing introduces."""
    speaks = frozenset(p for p, cues in candidates.items() if any(f.relation == "quote" for cue in cues for f in cue.content))
    taken: dict[Place, Span] = {}
    free: list[Quote] = []
    at = 0
    for line in lines_of(sentences):
        here: list[Quote] = []
        while at < len(quotes) and quotes[at].span.start < line.tokens[-1].end:
            here.append(quotes[at])
            at += 1
        if here:
            join_line(line, here, introduced(line, here, speaks), taken, free)
    return taken, free


def join_line(
    line: Line, quotes: Sequence[Quote], by: Mapping[int, tuple[Place, bool]], taken: dict[Place, Span], free: list[Quote]
) -> None:
    """Give each quotation of a paragraph to its cue; one that follows "…," he said without a cue of its own goes on with it."""
    last: Place | None = None
    for n, quote in enumerate(quotes):
        if not quote.speech:
            continue
        place = by[n][0] if n in by else last
        if place is None:
            free.append(quote)
            continue
        old = taken.get(place)
        taken[place] = Span(min(old.start, quote.span.start), max(old.end, quote.span.end)) if old else quote.span
        last = place if n in by and by[n][1] else last if n not in by else None


def draft_of(
    doc: Document,
    sentences: Sequence[Sentence],
    place: Place,
    candidates: Mapping[Place, tuple[Cue, ...]],
    quoted: Mapping[Place, Span],
    mentions: Mapping[Place, Mention],
    lexicon: AttributionLexicon,
) -> Draft | None:
    """The attribution of one cue by the first of its entries that the sentence fills."""
    sent = sentences[place[0]]
    tok = sent.tokens[place[1]]
    passive = is_passive(sent, tok)
    for cue in candidates[place]:
        if (cue.passive_only and not passive) or belongs_to_phrase(sent, tok, candidates):
            continue
        span = quoted.get(place) if any(f.relation == "quote" for f in cue.content) else None
        taken = None
        inversion = find_inversion(sent, tok, cue, mentions, lexicon, span is not None)
        pointing = points_back(sent, tok, cue, lexicon) if span is None else None
        if pointing is not None:
            clausal, content = True, content_before(doc, sentences, place, pointing, lexicon)
            if content is None:
                continue
        elif span is None:
            if cue.quote_only:
                continue
            found = inverted_content(sent, tok, inversion) if inversion else None
            found = found or find_content(sent, tok, cue, lexicon)
            content = pointed_back(doc, sentences, place, lexicon) if passive else None
            if content is None and cue.kind in SPEECH and any(f.relation == "quote" for f in cue.content):
                content = introduced_paragraph(doc, sentences, place)
            if content is None and found:
                content = content_span(sent, found[0], lexicon)
            if content is None:
                content = sentence_before(doc, sentences, place, cue)
            if content is None:
                continue
            taken, clausal = (found[1], is_clause(sent, sent.tokens[found[1]])) if found else (None, True)
        else:
            clausal = True
            content = quotation_content(doc, sentences, place, span, lexicon)
        if pointing is not None:
            head = pointing_source(sent, tok, cue, mentions, lexicon)
        else:
            head = inversion.speaker if inversion else find_source(sent, tok, cue, taken, span, lexicon)
        if head is not None and inversion is None and cue.upos == "VERB":
            head = speaker_above(sent, tok, head, mentions, lexicon)
        quality = head is not None and is_mere_quality(sent, sent.tokens[head], mentions)
        head = None if quality else head
        source = source_at(sent, head, mentions, lexicon) if head is not None else None
        elided = source is None and (clausal or cue.kind == "accuse") and leaves_subject(sent, tok, cue, passive, lexicon)
        accused = cue.kind == "accuse" and is_bare_participle(sent, tok)
        if not elided and not quality and not plausible(cue, source, passive or accused, clausal):
            continue
        quoted_whole = span is not None
        return Draft(source, cue_span(sent, tok, cue), content, sent.index, tok.i, cue, cue.rule, quoted_whole, elided=elided)
    return None


def quotation_content(
    doc: Document, sentences: Sequence[Sentence], place: Place, span: Span, lexicon: AttributionLexicon
) -> Span:
    """The quotation with what precedes it in its sentence, if it does not open it (it was a "disaster," he said); without its
    marks if they enclose all of it."""
    sent = sentences[place[0]]
    tok = sent.tokens[place[1]]
    start = span.start
    if sent.start < start < tok.start and span.end <= tok.start:
        start = sent.start
    goes_on = span.start > tok.end and doc.text[span.start + 1 : span.start + 2].islower()
    if goes_on and inserted(sent, tok) is not None:
        start = sent.start
    for opening, closing in lexicon.quotes:
        text = doc.text[start : span.end]
        inner = text[len(opening) : len(text) - len(closing)]
        if text.startswith(opening) and text.endswith(closing) and opening not in inner and closing not in inner:
            return trimmed(doc.text, Span(start + len(opening), span.end - len(closing)))
    return trimmed(doc.text, Span(start, span.end))


def content_before(
    doc: Document, sentences: Sequence[Sentence], place: Place, first: int, lexicon: AttributionLexicon
) -> Span | None:
    """What a pronoun stands for: the clause before it in its sentence, else the sentence before."""
    sent = sentences[place[0]]
    here = told_before(sent, first)
    if here:
        return content_span(sent, here, lexicon)
    before = sentences[place[0] - 1] if place[0] else sent
    return trimmed(doc.text, Span(before.start, before.end)) if before is not sent else None


def sentence_before(doc: Document, sentences: Sequence[Sentence], place: Place, cue: Cue) -> Span | None:
    """The sentence before a comment that the parser cut off (…, / said several observers)."""
    if not any(f.relation == "parataxis" for f in cue.content) or not place[0] > 0 or place[1] > COMMENT_START:
        return None
    sent, before = sentences[place[0]], sentences[place[0] - 1]
    if before.paragraph != sent.paragraph or doc.text[before.start : before.end].rstrip()[-1:] not in {",", "–", "—"}:
        return None
    return trimmed(doc.text, Span(before.start, before.end))


def thinned(drafts: Sequence[Draft], quotes: Sequence[Quote]) -> Iterator[Draft]:
    """Without what belongs to somebody's words: attributions inside a quotation, unless they name the press, and attitudes
    and requests inside what somebody says (he said that he hopes …)."""
    speech = [q.span for q in quotes if q.speech]
    for d in drafts:
        if d.cue is None or d.entry is None:
            yield d
            continue
        if any(holds(q, d.cue) and not (d.quoted and holds(d.content, q)) for q in speech) and not (
            d.source and d.source.kind == "outlet"
        ):
            continue
        if any(o is not d and o.cue and o.content == d.content and o.cue != d.cue and holds(o.cue, d.cue) for o in drafts):
            continue
        if d.source is None and any(is_phrase_of(o, d) for o in drafts):
            continue
        nested = any(
            o is not d and o.cue != d.cue and holds(o.content, d.cue) and not (o.cue and holds(d.content, o.cue)) for o in drafts
        )
        if nested and d.entry.kind not in NESTING:
            continue
        yield d


def is_phrase_of(phrase: Draft, verb: Draft) -> bool:
    """Whether a verb without a source stands in a phrase of accord (according to what was stated), which says it all."""
    return (
        phrase is not verb
        and phrase.entry is not None
        and phrase.entry.kind == "accord"
        and phrase.content == verb.content
        and order(phrase) < order(verb)
    )


def with_parents(doc: Document, drafts: Sequence[Draft]) -> tuple[Attribution, ...]:
    """Ids from document, cue and content; the parent is the smallest content of another that holds the cue."""
    ids = [attribution_id(doc, d) for d in drafts]
    found = []
    for d, own in zip(drafts, ids, strict=True):
        around = [(o.content.end - o.content.start, i) for i, o in enumerate(drafts) if o is not d and is_around(o, d)]
        parent = ids[min(around)[1]] if around else None
        entry = d.entry
        found.append(
            Attribution(
                id=own,
                parent=parent,
                source=d.source,
                cue=d.cue,
                content=d.content,
                kind=d.source.kind if d.source else "unnamed",
                sent=d.sent,
                tok=d.tok,
                certainty=entry.certainty if entry else "U",  # type: ignore[arg-type]
                polarity=entry.polarity if entry else "+",
                rule=d.rule,
                hearsay=bool(entry and (entry.impersonal or entry.kind == "hearsay")),
                act=entry.kind if entry else "say",
            )
        )
    return tuple(found)


def is_around(outer: Draft, inner: Draft) -> bool:
    """Whether the content of one holds the other. Of two over the same content, a relay or else the earlier cue is outside."""
    if outer.content == inner.content:
        if outer.outer != inner.outer:
            return outer.outer
        if (outer.source is None) != (inner.source is None):
            return inner.source is None  # what nobody is named for says least: it stands inside
        return order(outer) < order(inner)
    anchor = inner.cue or inner.content
    return holds(outer.content, anchor) and not (outer.cue is not None and holds(inner.content, outer.cue))


def attribution_id(doc: Document, draft: Draft) -> str:
    """16 hexadecimal digits: the same reading gives the same id."""
    cue = draft.cue or Span(-1, -1)
    key = f"{doc.id}\0{cue.start}\0{cue.end}\0{draft.content.start}\0{draft.content.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]
