"""Participles that a parser took for adjectives or nouns. Used by the event finder only."""

from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token

ARGUMENTS = frozenset({"obl", "obj", "xcomp", "ccomp", "nmod"})
NEAR = 8  # words before a participle in which its noun may stand
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


def predicate_participle(sent: Sentence, tok: Token, lexicon: EventLexicon) -> bool:
    """True for the participle of an intransitive verb that the parser took for a bare noun after "to be": "sono morte"."""
    if lexicon.forms.get(tok.text.lower()) not in lexicon.intransitive:
        return False
    labels = {base(c) for c in children(sent, tok.i)}
    return bool(labels & {"cop", "aux"}) and not labels & {"det", "case", "amod", "nummod"}


def _compound(sent: Sentence, tok: Token) -> bool:
    labels = {c.deprel.split(":")[0] for c in children(sent, tok.i)}
    return {"aux", "cop"} <= labels or "aux:pass" in {c.deprel for c in children(sent, tok.i)}


def participle_subject(sent: Sentence, tok: Token, main: list[int]) -> list[int]:
    """Of a participle set off by a comma: the main clause's subject if it agrees, else the nearest noun before that does.

    "the withdrawal of the soldiers, sent back home": only where the language marks gender and number on the participle.
    """
    gender, number = tok.feats.get("Gender"), tok.feats.get("Number")
    if tok.feats.get("VerbForm") != "Part" or gender is None or any(base(c) == "aux" for c in children(sent, tok.i)):
        return main
    verb = (sent.tokens[tok.head], *children(sent, tok.head))
    finite = next((c for c in verb if c.feats.get("VerbForm") == "Fin" and c.i != tok.i), None)
    same = finite is None or finite.feats.get("Number", number) == number
    if same and any(_agree(sent.tokens[i], gender, number) for i in main):
        return main
    before = (sent.tokens[k] for k in range(tok.i - 1, max(tok.i - NEAR, -1), -1))
    noun = next((t for t in before if t.upos == "NOUN" and _agree(t, gender, number)), None)
    return main if noun is None else [noun.i]


def _agree(noun: Token, gender: str | None, number: str | None) -> bool:
    return noun.feats.get("Gender", gender) == gender and noun.feats.get("Number", number) == number


def late_subject(sent: Sentence, i: int, roles: dict[str, list[int]], lexicon: EventLexicon) -> list[int]:
    """What the parser made the object of an intransitive verb, which has none: the subject after it (sono morti 60 soldati)."""
    lemma = lexicon.forms.get(sent.tokens[i].text.lower(), sent.tokens[i].lemma)
    if lemma not in lexicon.intransitive or any(base(c) == "nsubj" for c in children(sent, i)):
        return []
    return roles.pop("obj", [])


def unmarked_subject(sent: Sentence, i: int, lexicon: EventLexicon) -> list[int]:
    """The noun without preposition after a verb that lacks a subject, where the parser made it an adjunct of it.

    "sono sbarcate circa settemila persone": it agrees with the verb in number and tells no time.
    """
    verb = sent.tokens[i]
    for c in children(sent, i):
        plain = base(c) == "obl" and c.i > i and c.upos == "NOUN" and c.lemma.lower() not in lexicon.not_argument
        if plain and not any(base(x) == "case" for x in children(sent, c.i)):
            return [c.i] if c.feats.get("Number") == verb.feats.get("Number", c.feats.get("Number")) else []
    return []
