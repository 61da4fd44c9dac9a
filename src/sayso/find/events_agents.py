"""Agents that a parser hung on a neighbouring noun. Used by the event finder only."""

from collections.abc import Iterator

from sayso.find.events_frames import oblique
from sayso.find.tree import base, children, subtree
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token

REACH = 8  # words after an event noun in which its agent group may stand
CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj", "conj"})


def stray_agents(sent: Sentence, i: int, lexicon: EventLexicon, verb: bool) -> Iterator[int]:
    """Nouns after an agent preposition right of `i`, nearest first: "rescued off the island by the coast guard".

    For a passive verb in its own clause, not where the preposition tells a distance (20 km from); for a noun only after a
    group of words that cannot mean anything else (da parte di), up to the next verb.
    """
    if verb:
        for k in subtree(sent, i, lambda tok: base(tok) in CLAUSES):
            tok = sent.tokens[k]
            if k > i and base(tok) == "nmod" and sent.tokens[tok.head].lemma.lower() not in lexicon.not_argument:
                yield from _agent(sent, tok, lexicon)
        return
    for k in range(i + 1, min(i + REACH, len(sent.tokens))):
        tok = sent.tokens[k]
        if tok.upos == "VERB":
            return
        if base(tok) in {"nmod", "obl"}:
            filler, prepositions = oblique(sent, tok, lexicon)
            if any(" " in p and p in lexicon.agent for p in prepositions):
                yield filler


def _agent(sent: Sentence, tok: Token, lexicon: EventLexicon) -> Iterator[int]:
    filler, prepositions = oblique(sent, tok, lexicon)
    if lexicon.agent.intersection(prepositions):
        yield filler


def inverted_subject(sent: Sentence, i: int, lexicon: EventLexicon) -> int | None:
    """The subject after a verb of an inserted clause, which the parser took for its object: "…, ha ammonito il generale".

    Only for listed verbs, after a comma, a quotation mark or a word such as "come", with the noun next to the verb.
    """
    tok = sent.tokens[i]
    if tok.lemma not in lexicon.quotative or any(
        base(c) == "nsubj" or (base(c) == "ccomp" and c.i > i) for c in children(sent, i)
    ):
        return None
    first = min([c.i for c in children(sent, i) if base(c) in {"aux", "advmod"} and c.i < i], default=i)
    if first == 0 or not (sent.tokens[first - 1].upos == "PUNCT" or sent.tokens[first - 1].lemma in lexicon.comment_marks):
        return None
    objects = [
        c for c in children(sent, i) if base(c) in {"obj", "obl", "xcomp"} and c.i > i and c.upos in {"NOUN", "PROPN", "ADJ"}
    ]
    near = next((c for c in objects if not any(base(x) == "case" for x in children(sent, c.i))), None)
    start = min([near.i, *(c.i for c in children(sent, near.i))]) if near else -1
    return near.i if near and start == i + 1 else None
