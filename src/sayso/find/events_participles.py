"""Participles that a parser took for adjectives or nouns. Used by the event finder only."""

from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token

ARGUMENTS = frozenset({"obl", "obj", "xcomp", "ccomp", "nmod"})
MODIFIERS = frozenset({"amod", "acl", "advcl"})


def misread_participle(sent: Sentence, tok: Token, lexicon: EventLexicon) -> bool:
    """True for a word in the form of a participle that has a compound tense, a resultative verb or arguments of its own.

    "sono stati uccisi", "è rimasto ferito", "arrestati dalla polizia"; a second one (uccisi o feriti) as the first.
    """
    if base(tok) == "conj" and tok.upos == "ADJ":
        first = sent.tokens[tok.head]
        return first.upos in {"ADJ", "VERB"} and first.i != tok.i and _compound(sent, first)
    if tok.upos == "ADJ" and _compound(sent, tok):
        return True
    if base(tok) == "xcomp" and sent.tokens[tok.head].lemma in lexicon.resultative:
        return True
    return base(tok) in MODIFIERS and sent.tokens[tok.head].i < tok.i and tok.upos in {"ADJ", "NOUN"} and has_arguments(sent, tok)


def has_arguments(sent: Sentence, tok: Token) -> bool:
    """Has the modifier arguments, or stands it after a counted noun (duecento manifestanti arrestati) or before an argument?

    A preposition right after a participle opens an argument of it, whatever word the parser hung that on.
    """
    if any(base(c) in ARGUMENTS for c in children(sent, tok.i)):
        return True
    if tok.head > tok.i:
        return False
    counted = any(base(c) == "nummod" for c in children(sent, tok.head))
    after = sent.tokens[tok.i + 1] if tok.i + 1 < len(sent.tokens) else tok
    return counted or (after.upos == "ADP" and base(after) == "case")


def _compound(sent: Sentence, tok: Token) -> bool:
    labels = {c.deprel.split(":")[0] for c in children(sent, tok.i)}
    return {"aux", "cop"} <= labels or "aux:pass" in {c.deprel for c in children(sent, tok.i)}
