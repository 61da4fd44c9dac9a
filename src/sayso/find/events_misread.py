"""Clauses that a parser took for noun phrases. Used by the event finder only."""

from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token

NAMES = frozenset({"NOUN", "PROPN"})
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "SYM"})
MARKED = frozenset({"PROPN", "ADJ", "NUM", "DET", "SYM", "PRON"})
STRAY = frozenset({"obl", "nmod", "nsubj", "appos"})
SUBJECTS = frozenset({"nsubj", "compound", "nmod", "amod", "flat", "appos", "obl"})


def misread_clause(sent: Sentence, i: int, lexicon: EventLexicon) -> tuple[int, int] | None:
    """Subject and object of a verb that the parser took for a modifier of the noun after it.

    In "the governor tightened controls" a small parser may see tightened controls of a governor, in "has frozen assets"
    something that is had. A participle that really modifies a noun does not directly follow another noun (but for a hyphen:
    rebel-held towns).
    """
    tok = sent.tokens[i]
    if tok.upos != "VERB" or i == 0 or tok.head < i:
        return None
    finite = base(tok) == "compound" and tok.feats.get("VerbForm") == "Fin"
    if not finite and (base(tok) != "amod" or tok.feats.get("Tense") == "Pres"):
        return None
    own = [c.i for c in children(sent, i) if base(c) == "nsubj"]
    if own:
        return own[0], tok.head
    before = i - 1
    while before > 0 and sent.tokens[before].upos == "ADV":
        before -= 1
    subject = sent.tokens[before]
    if subject.upos == "AUX" and sent.tokens[tok.head].head == subject.i:
        above = [c.i for c in children(sent, subject.i) if base(c) == "nsubj"]
        return (above[0], tok.head) if above else None
    if subject.lemma.lower() in lexicon.not_argument and subject.head < before and sent.tokens[subject.head].upos in NAMES:
        return subject.head, tok.head  # France on Friday lifted sanctions
    if subject.upos not in NAMES or base(subject) not in SUBJECTS:
        return None
    if base(subject) in {"flat", "compound"} and subject.head < i:
        subject = sent.tokens[subject.head]
    return subject.i, tok.head


def subject_compound(sent: Sentence, tok: Token) -> bool:
    """True for a noun before the main verb of a clause, of which it can only be the subject: "the blast shook the town"."""
    up = sent.tokens[tok.head]
    clause = up.upos == "VERB" and up.feats.get("VerbForm") == "Fin" and base(up) not in {"amod", "compound"}
    clause = clause or (up.upos in NAMES and any(base(c) == "obj" for c in children(sent, up.i)))
    return clause and tok.deprel == "compound" and tok.upos in NAMES and tok.i < up.i


def verbal(sent: Sentence, i: int) -> bool:
    """True for a noun or adjective with the dependents of a verb: an auxiliary, an infinitive marker, or an object."""
    kids = list(children(sent, i))
    labels = {c.deprel for c in kids}
    marks = [c for c in kids if base(c) == "mark"]
    if any(c.upos == "PART" for c in marks) or (marks and "obj" in labels):
        return True
    return bool(labels & {"aux", "aux:pass", "obj", "nsubj:pass"}) and "cop" not in labels


def has_clause(sent: Sentence, i: int) -> bool:
    """True for a noun with an auxiliary or infinitive marker, and an object: "did the navy fire a missile"."""
    kids = list(children(sent, i))
    return any(base(c) == "obj" for c in kids) and any(base(c) in {"aux", "mark"} and c.i < i for c in kids)


def object_after(sent: Sentence, i: int, lexicon: EventLexicon) -> int | None:
    """The noun after a verb without a preposition that is no time, wherever the parser hung it: "freed 37 prisoners".

    Something with a preposition may stand between (freed on bail two ministers).
    """
    for c in children(sent, i):
        plain = c.deprel in {"obl", "obl:unmarked"} and c.upos in NAMES and c.i > i
        if plain and c.lemma.lower() not in lexicon.not_argument and not any(base(x) == "case" for x in children(sent, c.i)):
            return c.i
    after = i + 1
    while after < len(sent.tokens) and sent.tokens[after].upos == "ADV":
        after += 1
    if after >= len(sent.tokens) or sent.tokens[after].upos not in {"DET", "ADJ", "NUM", "NOUN", "PROPN"}:
        return None
    noun = sent.tokens[_right(sent, sent.tokens[after])]
    if noun.upos not in NAMES or base(noun) not in STRAY or noun.lemma.lower() in lexicon.not_argument:
        return None
    return None if any(base(c) == "case" and c.upos == "ADP" for c in children(sent, noun.i)) else noun.i


def accused_first(sent: Sentence, i: int, subject: list[int], lexicon: EventLexicon) -> bool:
    """Is what follows a verb such as accuse, which opens its clause, its object: "Ha accusato Kiev"?"""
    if len(subject) != 1 or subject[0] < i or sent.tokens[i].lemma not in lexicon.object_control or not lexicon.intransitive:
        return False
    before = [t for t in sent.tokens[:i] if t.upos not in {"AUX", "ADV", "CCONJ"}]
    return not before


def main_verb(sent: Sentence, i: int) -> bool:
    """True for a participle that must be the verb of its sentence: it follows the noun that the parser took for the root.

    "A report called for sanctions." Headlines, which end without a stop, may be noun phrases.
    """
    tok = sent.tokens[i]
    up = sent.tokens[tok.head]
    if base(tok) != "acl" or tok.feats.get("Tense") != "Past" or base(up) != "root" or up.upos not in NAMES or up.i > i:
        return False
    if sent.tokens[-1].upos != "PUNCT" or any(base(c) in {"cop", "nsubj", "aux"} for c in children(sent, up.i)):
        return False
    return not any(t.feats.get("VerbForm") == "Fin" and base(t) in {"root", "conj"} for t in sent.tokens)


def headline_clause(sent: Sentence, i: int, lexicon: EventLexicon) -> tuple[int, int | None] | None:
    """Subject and object of a headline's verb that the parser took for a noun: "Ghana lifts curfew".

    The form must be one of a trigger verb with an ending of `headline_endings`, stand right after a noun and before a
    phrase or preposition, in a sentence without another main verb that does not end in a full stop. A form that also names
    an event (strikes) needs a phrase after it that begins with a name, a number, an article or an adjective.
    """
    tok = sent.tokens[i]
    form = tok.text.lower()
    lemma = lexicon.forms.get(form, form)
    if lemma == form or i == 0 or i + 1 >= len(sent.tokens) or not form.endswith(tuple(lexicon.headline_endings)):
        return None
    if not lexicon.headline_endings or _complete(sent, i):
        return None
    before, after = sent.tokens[i - 1], sent.tokens[i + 1]
    noun = (tok.lemma.lower(), "NOUN") in lexicon.triggers
    if before.upos not in NAMES or after.upos not in (MARKED if noun else PHRASE | {"ADP"}):
        return None
    if after.lemma.lower() in lexicon.not_argument:
        return None
    return _left(sent, before), None if after.upos == "ADP" else _right(sent, after)


def _complete(sent: Sentence, i: int) -> bool:
    """Ends the sentence in a stop, or has it a verb of its own?"""
    return sent.tokens[-1].text in {".", "?", "!"} or any(
        t.upos in {"VERB", "AUX"} and base(t) in {"root", "cop", "aux"} and t.feats.get("VerbForm") == "Fin" and t.i != i
        for t in sent.tokens
    )


def _left(sent: Sentence, tok: Token) -> int:
    """Head of the name that ends in `tok`."""
    while base(tok) == "flat" and tok.head < tok.i and sent.tokens[tok.head].upos in NAMES:
        tok = sent.tokens[tok.head]
    return tok.i


def _right(sent: Sentence, tok: Token) -> int:
    """Head of the phrase that begins with `tok`."""
    run = tok.i
    while run + 1 < len(sent.tokens) and sent.tokens[run + 1].upos in PHRASE:
        run += 1
    while tok.i < tok.head <= run:
        tok = sent.tokens[tok.head]
    if tok.upos in {"NOUN", "PROPN", "PRON", "NUM"}:
        return tok.i
    return next((t.i for t in reversed(sent.tokens[tok.i : run + 1]) if t.upos in NAMES), tok.i)
