"""What a pronoun stands for: `egli`, `it`, `their`, the clitic of `l'ha accusato`."""

from sayso.find.coreference_memory import Memory, governor, identity, is_plural
from sayso.find.tree import ancestors
from sayso.lexicon.actors import Pronoun
from sayso.types import Mention, Sentence, Token

PREDICATES = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
PLURAL_KINDS = frozenset({"people", "military", "armed-group", "police", "unnamed"})
OBJECTS = frozenset({"obj", "iobj"})


def pronoun_at(memory: Memory, tok: Token) -> Pronoun | None:
    """The entry for a pronoun or possessive; a clitic counts only as an object of its verb."""
    entry = memory.lexicon.pronouns.get(tok.text.lower())
    if entry is None or (tok.upos != "PRON" and tok.feats.get("Poss") != "Yes"):
        return None
    if entry.clitic and (tok.deprel.split(":")[0] not in OBJECTS or tok.feats.get("Person", "3") != "3"):
        return None
    return entry


def antecedent_of(memory: Memory, sent: Sentence, tok: Token, pronoun: Pronoun) -> Mention | None:
    """The subject of a clause above the pronoun, else the only subject of the sentence before that fits.

    A subject that follows counts for a possessive in what stands before it (`since his fall, Morsi …`). A pronoun for a person
    may also mean the only person who fits in the two sentences, whatever he or she is there; a possessive the only actor who fits
    in its own sentence before it.
    """
    own = next((t for t in ancestors(sent, tok.i) if t.upos in PREDICATES), None)
    clauses = [t.i for t in ancestors(sent, own.i)] if own else []
    if pronoun.number == "Sing" and tok.feats.get("Poss") == "Yes":
        for up in clauses:
            after = next((memory.ahead.get(c) for c in sent.children[up] if c > tok.i and sent.tokens[c].deprel == "nsubj"), None)
            if after and after.kind == "person" and agrees(memory, after, pronoun):
                return after
    near = [m for m in memory.recent(sent, 1) if agrees(memory, m, pronoun)]
    for mention in near:
        if not memory.is_subject(mention):
            continue
        if mention.sent == sent.index:
            if governor(sent, mention) in clauses:
                return mention
        elif len({identity(m) for m in near if m.sent == mention.sent and memory.is_subject(m)}) == 1:
            return mention
    if tok.feats.get("Poss") == "Yes":
        before = [m for m in near if m.sent == sent.index and m.tok < tok.i]
        if before and len({identity(m) for m in before}) == 1:
            return before[0]
    if pronoun.kinds == {"person"}:
        barred = own_subject(memory, sent, own) if tok.deprel.split(":")[0] in OBJECTS else None
        others = [m for m in near if not barred or identity(m) != identity(barred)]
        if len({identity(m) for m in others}) == 1:
            return others[0]
    return None


def own_subject(memory: Memory, sent: Sentence, verb: Token | None) -> Mention | None:
    """The subject of the verb that a pronoun is an object of: it means somebody else."""
    if verb is None:
        return None
    return next((m for m in memory.recent(sent, 0) if memory.is_subject(m) and governor(sent, m) == verb.i), None)


def agrees(memory: Memory, mention: Mention, pronoun: Pronoun) -> bool:
    """Kind, number and, where the lexicon knows it, gender."""
    if pronoun.number == "Plur":
        sent = memory.sentences[mention.sent]
        plural = mention.kind in PLURAL_KINDS or (mention.basis != "pronoun" and is_plural(sent, sent.tokens[mention.tok]))
        return plural and bool(mention.actor or mention.country) and mention.basis != "adjective"
    if mention.kind not in pronoun.kinds or mention.basis == "adjective":
        return False
    actor = memory.lexicon.actors.get(mention.actor or "")
    if pronoun.gender and actor and actor.kind == "person":
        return actor.female == (pronoun.gender == "Fem")
    return True
