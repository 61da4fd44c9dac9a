"""Which words of a sentence are cues, and under which entries of the lexicon."""

from collections.abc import Iterator

from sayso.lexicon.attribution import AttributionLexicon, Cue
from sayso.types import Sentence, Span, Token

NEAR = 3  # tokens after the head in which a further word of an entry may stand
VERBAL = frozenset({"VERB", "AUX"})


def cue_candidates(sent: Sentence, lexicon: AttributionLexicon) -> Iterator[tuple[Token, tuple[Cue, ...]]]:
    """Yield each token that heads a cue, in text order, with its entries, those of more words first."""
    for tok in sent.tokens:
        known = lexicon.entries(tok.lemma, tok.text)
        if known:
            fitting = tuple(cue for cue in known if fits(sent, tok, cue, lexicon))
            if fitting:
                yield tok, fitting


def fits(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon) -> bool:
    """Whether part of speech and further words agree."""
    if cue.upos == "VERB":
        right = tok.upos in {"VERB", "X"} or looks_verbal(sent, tok, lexicon)
    elif cue.upos == "ADP":
        right = tok.upos in {"ADP", "VERB", "ADV", "SCONJ"}
    else:
        right = tok.upos == cue.upos or (cue.upos == "ADJ" and tok.upos == "VERB" and tok.text.lower() == cue.lemma)
    return right and (not cue.words or all(word_place(sent, tok, word) is not None for word in cue.words))


def looks_verbal(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    """An auxiliary that stands alone; a verb's form that the parser took for a noun but made the head of a clause."""
    if tok.upos == "AUX":
        return tok.deprel in {"root", "ccomp", "conj", "advcl"}
    if tok.text.lower() not in lexicon.forms:
        return False
    return tok.deprel == "root" or any(sent.tokens[c].deprel == "nsubj" for c in sent.children[tok.i])


def word_place(sent: Sentence, tok: Token, word: str) -> int | None:
    """The token that holds a further word of an entry: a dependent of the head or one just after it."""
    places: list[int] = [*range(tok.i + 1, min(tok.i + 1 + NEAR, len(sent.tokens))), *sent.children[tok.i]]
    for i in places:
        other = sent.tokens[i]
        if other.lemma == word or other.text.lower() == word:
            return i
    return None


def cue_span(sent: Sentence, tok: Token, cue: Cue) -> Span:
    """The reporting word alone, without auxiliaries; an entry of several words whole."""
    places = [tok.i, *(i for word in cue.words if (i := word_place(sent, tok, word)) is not None)]
    if max(places) - min(places) > 2 * NEAR:
        places = [tok.i]
    return Span(sent.tokens[min(places)].start, sent.tokens[max(places)].end)


def looks_active(sent: Sentence, tok: Token) -> bool:
    """Whether what the parser calls a passive participle is a past tense: it has an object or a clause, modifies a noun without
    any other verb, or follows an active verb."""
    if any(sent.tokens[c].deprel in {"obj", "ccomp"} and c > tok.i for c in sent.children[tok.i]):
        return True
    head = sent.tokens[tok.head]
    if tok.deprel == "acl" and head.head == head.i and head.i < tok.i:
        return not any(sent.tokens[c].deprel == "cop" for c in sent.children[head.i])
    return tok.deprel == "conj" and head.upos == "VERB" and head.feats.get("VerbForm") == "Fin" and not is_passive(sent, head)


def is_passive(sent: Sentence, tok: Token) -> bool:
    """A passive verb: with its auxiliary or subject marked so. An active auxiliary outweighs a subject marked passive."""
    relations = {sent.tokens[c].deprel for c in sent.children[tok.i]}
    if tok.feats.get("Voice") == "Pass":
        return bool(relations & {"aux:pass", "nsubj:pass"}) or not looks_active(sent, tok)
    if relations & {"aux:pass", "expl:impers", "expl:pass"}:
        return True
    return bool(relations & {"nsubj:pass", "csubj:pass"}) and "aux" not in relations
