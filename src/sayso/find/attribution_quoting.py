"""One source quoted by another: the agency quoted the minister as saying …; the minister was quoted as saying by the agency."""

from collections.abc import Iterator, Sequence

from sayso.find.attribution_comments import comment_content
from sayso.find.attribution_cues import VERBAL, is_passive
from sayso.find.attribution_drafts import Draft, Place
from sayso.find.attribution_naming import Mentions, markers, source_at
from sayso.find.attribution_sources import agent
from sayso.find.attribution_spans import content_span
from sayso.find.tree import children, subtree
from sayso.lexicon.attribution import AttributionLexicon
from sayso.types import Sentence, Span, Token

NEAR = 12  # tokens between the verb of quoting and that of saying


def with_quoted(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon
) -> Iterator[Draft]:
    """The drafts, with two for each verb of quoting that has its verb of saying: the one who quotes is the relay."""
    by_place = {(d.sent, d.tok): d for d in drafts if d.tok is not None}
    gone: set[Place] = set()
    found: list[Draft] = []
    for d in drafts:
        if d.tok is None or d.entry is None or d.entry.upos != "VERB":
            continue
        sent = sentences[d.sent]
        tok = sent.tokens[d.tok]
        said = saying(sent, tok, lexicon) if tok.lemma in lexicon.words("citing") else None
        if said is None:
            continue
        who, whom = parties(sent, tok, lexicon)
        content = content_of(sent, tok, said, by_place.get((sent.index, said.i)), who, lexicon)
        if whom is None or content is None:
            continue
        gone |= {(sent.index, tok.i), (sent.index, said.i)}
        inner = source_at(sent, whom, mentions, lexicon)
        found.append(Draft(inner, Span(said.start, said.end), content, sent.index, said.i, d.entry, "relay"))
        if who is not None:
            outer = source_at(sent, who, mentions, lexicon)
            found.append(Draft(outer, Span(tok.start, tok.end), content, sent.index, tok.i, d.entry, d.rule, outer=True))
    yield from (d for d in drafts if d.tok is None or (d.sent, d.tok) not in gone)
    yield from found


def saying(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Token | None:
    """The participle of saying after a verb of quoting: quoted … as saying."""
    for after in sent.tokens[tok.i + 1 : tok.i + 1 + NEAR]:
        if after.lemma in lexicon.words("quoted_verbs") and after.upos == "VERB":
            as_saying = sent.tokens[after.i - 1].lemma in lexicon.words("predicative")
            return after if as_saying or any(m.lemma in lexicon.words("predicative") for m in markers(sent, after)) else None
        if after.upos == "PUNCT":
            return None
    return None


def parties(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> tuple[int | None, int | None]:
    """Who quotes and who is quoted."""
    subject = next((c.i for c in children(sent, tok.i) if c.deprel.split(":")[0] == "nsubj"), None)
    if is_passive(sent, tok):
        by = agent(sent, tok, lexicon)
        below = (agent(sent, c, lexicon) for c in children(sent, tok.i) if c.upos == "VERB")
        return by if by is not None else next((b for b in below if b is not None), None), subject
    return subject, next((c.i for c in children(sent, tok.i) if c.deprel == "obj" and c.i > tok.i), None)


def content_of(
    sent: Sentence, tok: Token, said: Token, draft: Draft | None, who: int | None, lexicon: AttributionLexicon
) -> Span | None:
    """What is said: the quotation or clause of the verb of saying, what follows it, or the clause before the whole comment."""
    if draft is not None and draft.content.start >= said.end:
        return draft.content
    clause = next((c for c in children(sent, said.i) if c.i > said.i and c.deprel.split(":")[0] in {"ccomp", "parataxis"}), None)
    if clause is not None:
        return content_span(sent, [i for i in subtree(sent, clause.i) if i > said.i], lexicon)
    if draft is not None and draft.quoted:
        return draft.content
    starts = [tok.i, *(i for c in children(sent, tok.i) if c.i < tok.i and c.upos not in VERBAL for i in subtree(sent, c.i))]
    left = min(i for i in starts if who is None or i >= tok.i - NEAR)
    found = comment_content(sent, tok, left, said.i) if left > 1 and sent.tokens[left - 1].upos == "PUNCT" else None
    return content_span(sent, found[0], lexicon) if found else None
