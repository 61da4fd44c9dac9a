"""Whom a source cites, and verbs whose speaker is left unsaid: chains and continued speech."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.find.attribution_drafts import Draft, Place, order
from sayso.find.attribution_inversions import may_speak
from sayso.find.attribution_naming import Mentions, antecedent, is_relative, source_at
from sayso.find.attribution_sources import agent
from sayso.find.tree import children
from sayso.lexicon.attribution import SPEECH, AttributionLexicon
from sayso.types import Sentence, Source, Span, Token

ADDRESSED = 9  # tokens after a noun of speech in which the outlet stands to which it was said
CITING = frozenset({"Ger", "Part"})  # forms by which a clause goes on to say whom its subject cites


def relay_drafts(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon
) -> Iterator[Draft]:
    """According to sources cited by the agency: the agency relays what the sources say, over the same content.

    So does the outlet by which a statement was published (said in a statement carried by the agency), and the one to which
    words are addressed (the regime's statements to the agency).
    """
    for d in drafts:
        if d.source is None or d.entry is None or d.tok is None:
            continue
        sent = sentences[d.sent]
        if d.entry.kind == "accord":
            above = [d.source.tok] if d.source.sent == d.sent else []
            above += [t.i for t in participle_heads(sent, above, lexicon)]
        else:
            above = [c.i for c in children(sent, d.tok) if c.lemma in lexicon.words("document")]
        for i in above:
            yield from relayed(sent, d, i, mentions, lexicon)
        if d.entry.upos == "NOUN" and d.entry.kind in SPEECH and (to := addressed_outlet(sent, d.tok, mentions)) is not None:
            source = source_at(sent, to, mentions, lexicon)
            yield Draft(source, None, d.content, sent.index, None, None, "relay", outer=True)


def relayed(sent: Sentence, draft: Draft, i: int, mentions: Mentions, lexicon: AttributionLexicon) -> Iterator[Draft]:
    """The relay of a participle below token `i` that says by whom that was cited or published."""
    for tok in children(sent, i):
        participle = tok.deprel.split(":")[0] in {"acl", "amod"} and tok.lemma in lexicon.words("relays")
        by = agent(sent, tok, lexicon) if participle else None
        outlet = by is not None and (m := mentions.get((sent.index, by))) is not None and m.kind == "outlet"
        if by is not None and (outlet or tok.lemma in lexicon.words("citing")):
            source = source_at(sent, by, mentions, lexicon)
            yield Draft(source, Span(tok.start, tok.end), draft.content, sent.index, tok.i, None, "relay", outer=True)


def participle_heads(sent: Sentence, above: Sequence[int], lexicon: AttributionLexicon) -> Iterator[Token]:
    """The nouns after a source, up to the next mark, to which the parser joined a participle that tells who cites it."""
    for i in above:
        for tok in sent.tokens[i + 1 : i + ADDRESSED]:
            if tok.upos == "PUNCT":
                break
            head = sent.tokens[tok.head]
            if tok.lemma in lexicon.words("citing") and i < head.i < tok.i and tok.deprel.startswith("acl"):
                yield head


def addressed_outlet(sent: Sentence, i: int, mentions: Mentions) -> int | None:
    """The outlet in the phrases just after a noun of speech: statements of the regime to the agency KCNA."""
    for tok in sent.tokens[i + 1 : i + ADDRESSED]:
        if tok.upos in {"VERB", "PUNCT", "CCONJ"}:
            return None
        mention = mentions.get((sent.index, tok.i))
        if mention is not None and mention.kind == "outlet":
            return tok.i
    return None


def with_cited(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon
) -> Iterator[Draft]:
    """NHK reported, citing sources: the sources say what NHK reports, NHK is the relay.

    A draft whose cue cites and whose object can speak takes the content of the statement of the same sentence that it belongs
    to: the nearest before, else the nearest after; that statement becomes the outer one.
    """
    cited: dict[Place, tuple[Draft, Source, Span]] = {}
    outer: set[Place] = set()
    spoken: dict[int, list[Draft]] = {}
    for d in drafts:
        if d.source is not None and d.tok is not None and d.entry is not None and d.entry.kind in SPEECH:
            spoken.setdefault(d.sent, []).append(d)
    for sent, tok in citing_tokens(sentences, spoken, lexicon):
        said = statement_of(sent, tok, spoken[sent.index])
        source = cited_source(sent, tok, mentions, lexicon)
        if said is not None and said.tok is not None and source is not None:
            cited[sent.index, tok.i] = (said, source, Span(tok.start, tok.end))
            outer.add((said.sent, said.tok))
    for d in drafts:
        if d.tok is not None and (d.sent, d.tok) in cited:
            continue
        yield replace(d, outer=True) if d.tok is not None and (d.sent, d.tok) in outer else d
    for (index, i), (said, source, cue) in cited.items():
        yield Draft(source, cue, said.content, index, i, said.entry, "relay")


def citing_tokens(
    sentences: Sequence[Sentence], spoken: Mapping[int, Sequence[Draft]], lexicon: AttributionLexicon
) -> Iterator[tuple[Sentence, Token]]:
    """Participles of verbs of citing, and such verbs in a relative clause, in the sentences in which somebody speaks."""
    verbs = lexicon.words("citing")
    for index in spoken:
        for tok in sentences[index].tokens:
            continues = tok.lemma in verbs and (tok.feats.get("VerbForm") in CITING or tok.deprel == "acl:relcl")
            if continues and not any(c.deprel.split(":")[0] == "aux" for c in children(sentences[index], tok.i)):
                yield sentences[index], tok


def statement_of(sent: Sentence, tok: Token, spoken: Sequence[Draft]) -> Draft | None:
    """The statement that a clause of citing belongs to; of a relative clause only that of the noun before it."""
    fitting = [d for d in spoken if d.tok is not None and d.tok != tok.i]
    accord = [d for d in fitting if d.entry and d.entry.kind == "accord" and (d.tok or 0) < tok.i and d.content.start > tok.end]
    if accord and accord[-1].source is not None:
        return accord[-1]
    if tok.deprel == "acl:relcl":
        pronoun = next((c for c in children(sent, tok.i) if is_relative(c)), None)
        if pronoun is None or pronoun.deprel.split(":")[0] != "nsubj":
            return None
        noun = antecedent(sent, pronoun.i)
        return next((d for d in fitting if d.source is not None and d.source.tok in {noun, tok.head}), None)
    before = [d for d in fitting if (d.tok or 0) < tok.i]
    return before[-1] if before else next(iter(fitting), None)


def cited_source(sent: Sentence, tok: Token, mentions: Mentions, lexicon: AttributionLexicon) -> Source | None:
    """Who is cited: the object of the verb, if it can speak."""
    for child in children(sent, tok.i):
        if child.i > tok.i and child.deprel.split(":")[0] in {"obj", "obl", "nsubj"}:
            if any(c.deprel == "case" for c in children(sent, child.i)) or is_relative(child):
                continue
            document = child.lemma in lexicon.words("document")
            if document and (author := author_of(sent, child, mentions)) is not None:
                return source_at(sent, author, mentions, lexicon)
            if document or may_speak(sent, tok, child.i, mentions, lexicon):
                return source_at(sent, child.i, mentions, lexicon)
    return None


def author_of(sent: Sentence, tok: Token, mentions: Mentions) -> int | None:
    """The outlet that a document is from (a report by NHK)."""
    for child in children(sent, tok.i):
        mention = mentions.get((sent.index, child.i))
        if (
            mention is not None
            and mention.kind == "outlet"
            and child.deprel.split(":")[0] in {"nmod", "obl", "appos", "compound"}
        ):
            return child.i
    return None


def inherited(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon
) -> list[Draft]:
    """The drafts in order; what leaves its speaker unsaid is the last speaker's.

    A quotation with a passive that names nobody ("…", it was stated) takes him from its paragraph. A verb without a subject
    takes the speaker of its sentence or the one before, else the subject of the sentence before if it can speak.
    """
    last: Draft | None = None
    found: list[Draft] = []
    for d in sorted(drafts, key=order):
        verb = d.quoted and d.source is None and d.entry is not None and d.entry.upos == "VERB" and not d.entry.impersonal
        near = last is not None and sentences[last.sent].paragraph == sentences[d.sent].paragraph
        if d.elided:
            source = last.source if last is not None and near and d.sent - last.sent <= 1 else None
            source = source or subject_before(d, sentences, mentions, lexicon)
            source = source or (last.source if last is not None and d.sent - last.sent <= 2 else None)
            if source is None:
                continue
            d = replace(d, source=source)
        elif verb and last is not None and near:
            d = replace(d, source=last.source)
        if last is not None and follows_speaker(d, last, sentences):
            d = replace(d, source=last.source)
            if found and found[-1] is last and d.cue and last.cue and last.cue.end <= last.content.start < d.cue.start:
                last = found[-1] = replace(last, content=Span(last.content.start, min(last.content.end, d.cue.start - 2)))
        if d.source is not None and d.entry is not None and d.entry.kind in SPEECH:
            last = d
        found.append(d)
    return found


def follows_speaker(draft: Draft, last: Draft, sentences: Sequence[Sentence]) -> bool:
    """Whether a participle goes on for the last speaker of its sentence (…, he said, adding that …): it has no subject, and a
    comma before it."""
    if draft.sent != last.sent or draft.tok is None or last.tok is None or draft.quoted or last.tok > draft.tok:
        return False
    sent = sentences[draft.sent]
    tok = sent.tokens[draft.tok]
    present = tok.feats.get("VerbForm") in CITING and tok.feats.get("Tense") != "Past"
    clause = present and tok.deprel in {"advcl", "parataxis", "acl"}
    own = any(c.deprel.split(":")[0] in {"nsubj", "aux", "mark"} for c in children(sent, tok.i))
    return clause and not own and tok.i > 0 and sent.tokens[tok.i - 1].text == ","


def subject_before(draft: Draft, sentences: Sequence[Sentence], mentions: Mentions, lexicon: AttributionLexicon) -> Source | None:
    """The subject of the sentence before, of the same paragraph, if it can speak."""
    if draft.sent == 0 or sentences[draft.sent - 1].paragraph != sentences[draft.sent].paragraph:
        return None
    sent = sentences[draft.sent - 1]
    root = next((t for t in sent.tokens if t.head == t.i), None)
    for tok in children(sent, root.i) if root is not None else ():
        if tok.deprel == "nsubj" and may_speak(sent, tok, tok.i, mentions, lexicon):
            return source_at(sent, tok.i, mentions, lexicon)
    return None
