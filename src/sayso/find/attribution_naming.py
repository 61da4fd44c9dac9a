"""The source as printed: its span, kind and actor, from the token that heads it."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.find.tree import children, phrase, subtree
from sayso.lexicon.attribution import AttributionLexicon
from sayso.types import Mention, Sentence, Source, SourceKind, Span, Token

Mentions = Mapping[tuple[int, int], Mention]
PRESS = frozenset({"outlet"})


def is_relative(tok: Token) -> bool:
    return tok.upos == "PRON" and tok.feats.get("PronType") == "Rel"


def markers(sent: Sentence, tok: Token) -> Iterator[Token]:
    """Prepositions and conjunctions that introduce a phrase or clause."""
    return (child for child in children(sent, tok.i) if child.deprel.split(":")[0] in {"case", "mark"})


def has_marker(sent: Sentence, tok: Token) -> bool:
    return any(True for _ in markers(sent, tok))


def antecedent(sent: Sentence, i: int) -> int:
    """For a relative pronoun the noun that it stands for, else `i`."""
    tok = sent.tokens[i]
    if not is_relative(tok) or any(c.deprel == "acl:relcl" for c in children(sent, i)):
        return i  # according to what the site reports
    up = sent.tokens[tok.head]
    for _ in range(4):
        if up.deprel.startswith("acl") and up.head != up.i:
            return up.head
        if up.head == up.i:
            break
        up = sent.tokens[up.head]
    return noun_before(sent, i)


def noun_before(sent: Sentence, i: int) -> int:
    """The noun before a relative pronoun, past its preposition and a participle set off by commas (agreements, signed in
    June, according to which …), else `i`."""
    k = i - 1
    while k > 0 and sent.tokens[k].upos in {"ADP", "DET"}:
        k -= 1
    if k > 0 and sent.tokens[k].text == ",":
        aside = next((c for c in range(k - 1, 0, -1) if sent.tokens[c].text == ","), None)
        opens = sent.tokens[aside + 1] if aside is not None else sent.tokens[k]
        k = aside - 1 if aside is not None and opens.feats.get("VerbForm") == "Part" else k - 1
    tok = sent.tokens[k]
    if tok.deprel == "amod" and tok.head < tok.i:
        tok = sent.tokens[tok.head]
    while tok.upos == "PROPN" and tok.deprel.split(":")[0] in {"nmod", "flat"} and tok.head < tok.i:
        tok = sent.tokens[tok.head]
    return tok.i if k >= 0 and tok.upos in {"NOUN", "PROPN"} else i


def source_at(sent: Sentence, i: int, mentions: Mentions, lexicon: AttributionLexicon) -> Source:
    """The source headed by `i`: its span, for a relative pronoun that of the noun it stands for, without times; its actor by the
    mention at its head."""
    known = antecedent(sent, i)
    head = named_after_time(sent, known, lexicon)
    mention = mentions.get((sent.index, head)) or mentions.get((sent.index, i)) or name_in(sent, head, mentions)
    span = without_times(sent, head, phrase(sent, known), lexicon)
    return Source(span, sent.index, head, kind_of(sent, head, mention, lexicon), mention.actor if mention else None)


def is_time(tok: Token, lexicon: AttributionLexicon) -> bool:
    times = lexicon.words("times")
    return tok.lemma.lower() in times or tok.text.lower() in times


def named_after_time(sent: Sentence, i: int, lexicon: AttributionLexicon) -> int:
    """The name that the parser joined to a time before it (Saturday Kyiv announced), else `i`."""
    if not is_time(sent.tokens[i], lexicon):
        return i
    return next((c.i for c in children(sent, i) if c.i > i and c.upos == "PROPN" and not is_time(c, lexicon)), i)


def without_times(sent: Sentence, i: int, span: Span, lexicon: AttributionLexicon) -> Span:
    """The span from the head's side only, up to a time that follows it (the envoy on Monday)."""
    start, end = span.start, span.end
    if i > 0 and start < sent.tokens[i].start and is_time(sent.tokens[i - 1], lexicon):
        start = sent.tokens[i].start
    for child in children(sent, i):
        if child.i > i and child.start < end and is_time(child, lexicon):
            end = min(end, sent.tokens[min(subtree(sent, child.i)) - 1].end)
    return Span(start, end) if start < end else span


def name_in(sent: Sentence, i: int, mentions: Mentions) -> Mention | None:
    """The mention of a name that goes with a common noun (the broadcaster NHK)."""
    if sent.tokens[i].upos != "NOUN":
        return None
    names = (c for c in children(sent, i) if c.i > i and c.upos == "PROPN" and not has_marker(sent, c))
    found = next((m for c in names if (m := mentions.get((sent.index, c.i))) is not None), None)
    return found if found is not None and found.kind in PRESS | {"person", "organisation"} else None


def kind_of(sent: Sentence, i: int, mention: Mention | None, lexicon: AttributionLexicon) -> SourceKind:
    """named: a name, an institution, a unique office, a pronoun. unnamed: persons without a name, in the plural or indefinite.
    outlet: press and broadcasters. document: things that speak."""
    tok = sent.tokens[i]
    if mention is not None and mention.kind in PRESS:
        return "outlet"
    if tok.upos in {"PROPN", "PRON"} and tok.lemma not in lexicon.words("unnamed"):
        return "unnamed" if mention is not None and mention.kind == "unnamed" else "named"
    if tok.lemma in lexicon.words("document"):
        return "document"
    if tok.lemma in lexicon.words("outlet"):
        return "outlet"
    if has_name(sent, i):
        return "named"
    if tok.lemma in lexicon.words("unnamed"):
        unique = tok.lemma in lexicon.words("offices") and tok.feats.get("Number") != "Plur" and is_definite(children(sent, i))
        return "named" if unique else "unnamed"
    if mention is not None:
        return "unnamed" if mention.kind == "unnamed" else "named"
    return "named" if tok.feats.get("Number") != "Plur" and is_definite(children(sent, i)) else "unnamed"


def has_name(sent: Sentence, i: int) -> bool:
    """Whether a personal name goes with the noun (the spokesman John Smith)."""
    relations = {"flat", "appos", "compound"}
    if any(c.deprel == "nmod" and c.upos == "PROPN" and c.i > i and is_full_name(sent, c) for c in children(sent, i)):
        return True
    return any(c.upos == "PROPN" and c.i > i and c.deprel.split(":")[0] in relations for c in children(sent, i))


def is_full_name(sent: Sentence, tok: Token) -> bool:
    """A name of two words without preposition."""
    return not has_marker(sent, tok) and any(c.deprel == "flat:name" and c.i == tok.i + 1 for c in children(sent, tok.i))


def is_definite(dependents: Iterable[Token]) -> bool:
    """With a definite article, a demonstrative or a possessor; a bare or indefinite noun is neither."""
    return any(
        tok.deprel == "nmod:poss"
        or tok.deprel == "det:poss"
        or (tok.upos == "DET" and tok.feats.get("Definite") != "Ind" and tok.feats.get("PronType") in {"Art", "Dem"})
        for tok in dependents
    )
