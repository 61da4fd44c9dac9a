"""Who speaks: the token that heads the source of a cue, its span and its kind."""

from sayso.find.attribution_cues import is_passive
from sayso.find.attribution_naming import antecedent, has_marker, is_relative, is_time, markers, named_after_time
from sayso.find.attribution_spans import before_brackets
from sayso.find.tree import children, subtree
from sayso.lexicon.attribution import SPEECH, AttributionLexicon, Cue, Frame
from sayso.types import Sentence, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
BORROWS = frozenset({"conj", "advcl", "xcomp"})  # clauses whose unspoken subject is that of the clause above
ASIDE = frozenset({"PRON", "VERB", "ADP", "DET", "NOUN", "PROPN", "ADJ"})  # what opens a clause or apposition after a name
NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def find_source(
    sent: Sentence, tok: Token, cue: Cue, taken: int | None, quote: Span | None, lexicon: AttributionLexicon
) -> int | None:
    """The token that heads the source, None when the sentence names none.

    `taken` heads the content, `quote` is the quotation that is the content: neither is a source.
    """
    if cue.impersonal:
        return None
    if cue.upos == "ADP":
        noun = introduced_noun(sent, tok, cue)
        return noun if noun is None else speaker_of(sent, noun, lexicon)
    if cue.upos == "NOUN":
        return noun_source(sent, tok, cue, taken, lexicon)
    found = subject(sent, tok, lexicon, 1) if cue.upos == "ADJ" else verb_source(sent, tok, cue, lexicon)
    if found is not None and quote is not None and quote.start <= sent.tokens[found].start < quote.end:
        outside = not quote.start <= tok.start < quote.end
        found = beside(sent, tok, lexicon) if outside else found
    return None if found == taken else found


def verb_source(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon) -> int | None:
    for frame in cue.source:
        if frame.relation in {"nsubj", "agent"}:
            continue
        for child in children(sent, tok.i):
            if stands(sent, child, frame):
                return child.i
    if is_passive(sent, tok) or (cue.kind == "accuse" and is_bare_participle(sent, tok)):
        return agent(sent, tok, lexicon)
    comments = cue.kind in SPEECH and any(f.relation == "parataxis" for f in cue.content)
    if comments and (after := inverted_subject(sent, tok, lexicon)) is not None:
        return after
    if cue.kind == "accuse" and is_accused(sent, tok, lexicon):
        return None
    found = misjoined_subject(sent, tok, lexicon)
    if found is None:
        found = subject(sent, tok, lexicon)
    if found is not None and tok.deprel == "advcl" and sent.tokens[found].head != tok.i and has_comment_mark(sent, tok, lexicon):
        near = beside(sent, tok, lexicon)
        found = near if near is not None else found
    if found is None or (is_relative(sent.tokens[found]) and sent.tokens[tok.i - 1].upos in NOMINAL):
        near = beside(sent, tok, lexicon)
        return found if near is None else near
    return found


def is_bare_participle(sent: Sentence, tok: Token) -> bool:
    """A past participle on a noun, without auxiliary and object: the editor, accused of treason."""
    if tok.feats.get("VerbForm") != "Part" or tok.feats.get("Tense") == "Pres" or tok.deprel not in {"acl", "amod"}:
        return False
    return not any(c.deprel.split(":")[0] in {"aux", "obj"} for c in children(sent, tok.i))


def is_accused(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    """Whether the only noun of a verb that opens its sentence is whom it accuses, its subject unsaid (Ha accusato Kiev di …)."""
    if not lexicon.words("elliptic") or any(c.deprel == "obj" for c in children(sent, tok.i)):
        return False
    subjects = [c for c in children(sent, tok.i) if c.deprel.split(":")[0] == "nsubj"]
    opens = all(t.upos in {"AUX", "ADV", "CCONJ"} for t in sent.tokens[: tok.i])
    return opens and bool(subjects) and all(c.i > tok.i for c in subjects)


def misjoined_subject(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """The name before a finite verb without subject that the parser joined to it as if to a noun (the Times reports)."""
    if tok.i == 0 or tok.feats.get("VerbForm") != "Fin" or any(c.deprel.startswith("nsubj") for c in children(sent, tok.i)):
        return None
    left = sent.tokens[tok.i - 1]
    joined = left.head == tok.i and left.deprel.split(":")[0] in {"compound", "flat", "nmod", "obj", "obl", "vocative"}
    return (
        left.i
        if joined and left.upos in {"NOUN", "PROPN"} and not has_marker(sent, left) and not is_time(left, lexicon)
        else None
    )


def inverted_subject(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """The noun after a verb that follows a comma and has no clause after it: …, said the envoy."""
    if tok.i == 0 or sent.tokens[tok.i - 1].upos != "PUNCT" or tok.lemma in lexicon.words("addressing"):
        return None
    after = [c for c in children(sent, tok.i) if c.i > tok.i]
    if any(is_complement(sent, c) for c in after):
        return None
    first = next((c for c in after if c.upos in NAMING and not is_time(c, lexicon)), None)
    if first is None or first.deprel not in {"obj", "nsubj", "ccomp"} or has_marker(sent, first):
        return None
    spoken = any(
        t.upos in {"VERB", "AUX"} and t.feats.get("VerbForm") == "Fin" and not t.deprel.startswith("acl")
        for t in sent.tokens[: tok.i]
    )
    return first.i if spoken and tok.feats.get("VerbForm", "Fin") == "Fin" else None


def is_complement(sent: Sentence, tok: Token) -> bool:
    """A complement clause, or what the parser calls so, if it holds a verb."""
    if tok.deprel.split(":")[0] not in {"ccomp", "xcomp"}:
        return False
    return any(sent.tokens[i].upos in {"VERB", "AUX"} for i in subtree(sent, tok.i))


def has_comment_mark(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    return any(m.lemma in lexicon.words("comment_marks") for m in markers(sent, tok))


def subject(sent: Sentence, tok: Token, lexicon: AttributionLexicon, depth: int = 0) -> int | None:
    """The subject of a verb, if need be that of the clause it depends on; the noun that a participle modifies."""
    own = [
        child
        for child in children(sent, tok.i)
        if child.deprel.split(":")[0] == "nsubj"
        and (child.deprel != "nsubj:pass" or depth)
        and not is_mere_time(sent, child, lexicon)
    ]
    if own:
        return min(own, key=lambda child: (child.i > tok.i, abs(child.i - tok.i))).i
    head = sent.tokens[tok.head]
    if head.i == tok.i or depth > 3:
        return None
    relation = tok.deprel.split(":")[0]
    if relation in BORROWS:
        return subject(sent, head, lexicon, depth + 1)
    if relation in {"acl", "parataxis", "appos"} and head.upos in NOMINAL and head.i < tok.i:
        return head.i if tok.feats.get("VerbForm") != "Inf" else None
    return None


def is_mere_time(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    """A time that the parser took for a subject, no name joined to it."""
    return is_time(tok, lexicon) and named_after_time(sent, tok.i, lexicon) == tok.i


def beside(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """The noun next to a verb that the parser left without a subject (Smith said; Smith, who spoke to us, said; said Smith),
    None when there is none. Verbs that address somebody (told Reuters) are not followed by their subject."""
    left = tok.i - 1
    while left > 0 and sent.tokens[left].upos in {"AUX", "ADV"}:
        left -= 1
    left = before_brackets(sent, left)
    if left >= 0 and sent.tokens[left].upos in NAMING and is_subject_like(sent.tokens[left], lexicon):
        return noun_head(sent, left)
    if left > 2 and sent.tokens[left].text == ",":
        opening = next((k for k in range(left - 1, 0, -1) if sent.tokens[k].text == ","), None)
        if opening is not None and sent.tokens[opening + 1].upos in ASIDE:
            name = before_brackets(sent, opening - 1)
            if name >= 0 and sent.tokens[name].upos in NAMING:
                return noun_head(sent, name)
    if tok.lemma in lexicon.words("addressing"):
        return None
    for after in sent.tokens[tok.i + 1 : tok.i + 8]:
        if after.upos in NAMING:
            head = right_head(sent, after)
            return None if is_time(sent.tokens[head], lexicon) else head
        if after.upos not in {"DET", "ADJ", "NUM"}:
            return None
    return None


def is_subject_like(tok: Token, lexicon: AttributionLexicon) -> bool:
    """No object pronoun and no time (he announced it; on Saturday announced)."""
    return tok.feats.get("Case") != "Acc" and tok.feats.get("Clitic") != "Yes" and not is_time(tok, lexicon)


def right_head(sent: Sentence, tok: Token) -> int:
    """The head of the noun phrase that begins with `tok`."""
    while tok.deprel.split(":")[0] in {"compound", "nmod", "det", "amod", "flat"} and tok.head > tok.i:
        tok = sent.tokens[tok.head]
    return tok.i


def noun_head(sent: Sentence, i: int) -> int:
    """The head of the name or compound that ends at `i`."""
    tok = sent.tokens[i]
    while tok.deprel.split(":")[0] in {"flat", "compound", "fixed"} and tok.head < i:
        tok = sent.tokens[tok.head]
        i = tok.i
    return i


def agent(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """Who did it, of a passive verb."""
    agents = lexicon.words("agents")
    for child in children(sent, tok.i):
        if child.deprel == "obl:agent":
            return child.i
        if child.deprel.split(":")[0] in {"obl", "nmod"} and any(case.lemma in agents for case in markers(sent, child)):
            return child.i
    return None


def introduced_noun(sent: Sentence, tok: Token, cue: Cue) -> int | None:
    """The noun that a preposition introduces: its head, or the first noun after it."""
    head = sent.tokens[tok.head]
    if tok.deprel.split(":")[0] in {"case", "mark"} and head.i > tok.i and head.upos in NOMINAL:
        return head.i
    for child in children(sent, tok.i):
        if child.i > tok.i and child.upos in NOMINAL and child.deprel.split(":")[0] in {"obl", "nmod", "obj"}:
            return child.i
    for after in sent.tokens[tok.i + 1 :]:
        if after.upos in NOMINAL and after.lemma not in cue.words:
            head = sent.tokens[after.head]
            return head.i if after.deprel.split(":")[0] in {"compound", "nmod", "det"} and head.i > after.i else after.i
        if after.upos in {"VERB", "PUNCT"}:
            return None
    return None


def speaker_of(sent: Sentence, i: int, lexicon: AttributionLexicon) -> int | None:
    """Who speaks in a phrase that names words: according to what was reported by the police, to the statements of the envoy.
    None when it was said without a word of who said it."""
    tok = sent.tokens[i]
    if tok.upos == "PRON" and antecedent(sent, i) == i:
        verb = next((c for c in children(sent, i) if c.upos == "VERB"), sent.tokens[tok.head])
        if verb.upos == "VERB" and verb.i > i:
            by = agent(sent, verb, lexicon)
            if by is None:
                after = (c for c in children(sent, verb.i) if c.deprel == "nsubj" or (c.deprel == "obj" and c.i > verb.i))
                by = next((c.i for c in after if not is_relative(c) and not has_marker(sent, c)), None)
            return by
    for cue in lexicon.entries(tok.lemma, tok.text):
        if cue.upos == "NOUN" and cue.kind in {"say", "claim"} and (by := noun_source(sent, tok, cue, None, lexicon)) is not None:
            return by
    return i


def noun_source(sent: Sentence, tok: Token, cue: Cue, taken: int | None, lexicon: AttributionLexicon) -> int | None:
    for frame in cue.source:
        for child in children(sent, tok.i):
            if child.i != taken and stands(sent, child, frame):
                return child.i
    for child in children(sent, tok.i):
        if child.deprel == "compound" and child.i == tok.i - 1 and (child.upos == "PROPN" or tok.deprel == "root"):
            return child.i
    head = sent.tokens[tok.head]
    if tok.deprel.split(":")[0] == "obj" and head.lemma in lexicon.words("light_verbs"):
        return subject(sent, head, lexicon)
    return None


def stands(sent: Sentence, tok: Token, frame: Frame) -> bool:
    """Whether a dependent has the relation, and the preposition, of the frame."""
    if frame.preposition is None:
        return tok.deprel.split(":")[0] == frame.relation
    if tok.deprel == f"{frame.relation}:{frame.preposition}":
        return True
    if tok.deprel.split(":")[0] != frame.relation:
        return False
    return any(frame.preposition in (case.lemma, case.text.lower()) for case in markers(sent, tok))
