"""How a word stands in its clause: relations by their names in the lexicon, finite verb, coordination. Knows no language."""

from collections.abc import Mapping

from sayso.find.tree import children
from sayso.types import Sentence, Token


def finite(sent: Sentence, i: int) -> Token | None:
    """The finite verb of the clause of word `i`: an auxiliary or copula before the word itself, shared ones included."""
    tok = sent.tokens[i]
    for source in (i, tok.head) if shares(sent, tok) else (i,):
        for child in children(sent, source):
            if child.deprel.split(":")[0] in {"aux", "cop"} and child.feats.get("VerbForm") == "Fin":
                return child
        if sent.tokens[source].feats.get("VerbForm") == "Fin":
            return sent.tokens[source]
    return None


def relations(sent: Sentence, tok: Token) -> set[str]:
    """The names by which entries may call the relation of `tok` to its head.

    A relative clause has only its own name; but where the word that opens it is a conjunction, it is a that-clause of the
    noun (evidence that …) that the parser took for a relative one, and so an acl.
    """
    base, _, subtype = tok.deprel.partition(":")
    names = {tok.deprel}
    words = opening(sent, tok)
    if subtype == "relcl":
        pronouns = (c for c in children(sent, tok.i) if c.feats.get("PronType") == "Rel" and c.deprel[:3] == "obl")
        names |= {f"{tok.deprel}:{case.lemma}" for c in pronouns for case in children(sent, c.i) if case.deprel == "case"}
    if subtype != "relcl" or words:
        names.add(base)
        names |= {f"{base}:{child.lemma}" for child in words}
    return names


def first_conjunct(sent: Sentence, tok: Token) -> Token:
    """The word whose relation holds for all the words coordinated with it."""
    for _ in range(len(sent.tokens)):
        if tok.deprel.split(":")[0] != "conj":
            break
        tok = sent.tokens[tok.head]
    return tok


def shares(sent: Sentence, tok: Token) -> bool:
    """Is `tok` a further conjunct that has no finite verb of its own?"""
    if tok.deprel.split(":")[0] != "conj" or tok.feats.get("VerbForm") == "Fin":
        return False
    if tok.upos == "VERB" and sent.tokens[tok.head].upos not in {"VERB", "AUX", "X"}:
        return False  # a participle hung on a noun: part of the accords, signed in May
    return not any(child.deprel.split(":")[0] in {"aux", "cop"} for child in children(sent, tok.i))


def opening(sent: Sentence, tok: Token) -> list[Token]:
    """The prepositions and conjunctions of `tok`."""
    return [child for child in children(sent, tok.i) if child.deprel in {"case", "mark"}]


def is_infinitive(sent: Sentence, tok: Token) -> bool:
    """By its form, or by the particle before it where the parser took the verb for a noun (told the crew to fire)."""
    if tok.feats.get("VerbForm") == "Inf":
        return finite(sent, tok.i) is None
    return tok.upos == "NOUN" and any(
        child.upos == "PART" and child.deprel in {"case", "mark"} for child in children(sent, tok.i)
    )


def is_passive(sent: Sentence, participle: Token) -> bool:
    """Has it a passive auxiliary, or a copula (which is one that the parser misnamed)?"""
    return any(child.deprel in {"aux:pass", "cop"} for child in children(sent, participle.i))


def noun_beside(sent: Sentence, tok: Token) -> Token | None:
    """The noun or adjective right before a clause that the parser hung on their common head: sent on a mission to destroy."""
    if tok.deprel != "advcl":
        return None
    first = min((child.i for child in children(sent, tok.i)), default=tok.i)
    before = sent.tokens[first - 1] if first > 0 else tok
    return before if before.head == tok.head and before.upos in {"NOUN", "ADJ"} and before.i != tok.i else None


def has(feats: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(feats.get(key) == value for key, value in wanted.items())
