"""Who fills which role in a sentence, and who may. Used by the event finder only."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.find.events_agents import inverted_subject
from sayso.find.events_arguments import after_number
from sayso.find.events_frames import NOMINAL, Clause, Roles, oblique, verb_roles
from sayso.find.events_misread import verbal
from sayso.find.events_nouns import noun_roles
from sayso.find.tree import base, children, subtree
from sayso.lexicon.events import EventLexicon
from sayso.types import Mention, Sentence, Token

CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "csubj"})
PERSONAL = frozenset({"Prs", "Rel", "Dem"})
NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
NOT_ACTORS = frozenset({"place", "outlet"})


class RoleReader:
    """One sentence with its lexicon and mentions; roles are worked out once per token."""

    def __init__(self, sent: Sentence, lexicon: EventLexicon, mentions: Iterable[Mention]) -> None:
        self.sent = sent
        self.lexicon = lexicon
        self.mentions: Mapping[int, Mention] = {m.tok: m for m in mentions}
        self.verbs: set[int] = set()  # tokens read as verbs against their tag
        self._verbs: dict[int, Roles] = {}
        self._clauses: dict[int, Clause] = {}  # of verbs that the tree does not show as such
        self.named = {i: n.label for n in sent.names for i in range(n.first, n.last + 1)}
        self.capitals = _title_case(sent)

    def roles(self, i: int, light: frozenset[str] | None = None) -> Roles:
        if self.sent.tokens[i].upos in NOUNS and i not in self.verbs:
            lent = self.lexicon.light if light is None else light | self.lexicon.light
            return noun_roles(self.sent, i, lent, self.lexicon)
        if i not in self._verbs:
            self._verbs[i] = self._verb_roles(i)
        return self._verbs[i]

    def _verb_roles(self, i: int) -> Roles:
        roles = verb_roles(self.sent, i, self.lexicon, i in self.verbs and not verbal(self.sent, i), self._clauses.get(i))
        subject = inverted_subject(self.sent, i, self.lexicon)
        if subject is not None and self._agentive(subject):
            return {**roles, "nsubj": [subject], "obj": [f for f in roles.get("obj", []) if f != subject]}
        return roles

    def _modifiers(self, roles: Roles) -> list[int]:
        return [f for rel, fillers in roles.items() if rel.split(":")[0] in {"nmod", "amod", "compound"} for f in fillers]

    def _any(self, fillers: Iterable[int], lemmas: frozenset[str]) -> bool:
        for i in fillers:
            if self.sent.tokens[i].upos == "NUM" and after_number(self.sent, i) == i and lemmas & self.lexicon.people:
                return True  # nine died and 13,000 were evacuated
            for tok in self._counted(i):
                if tok.lemma.lower() in lemmas or ("@actor" in lemmas and self._is_actor(tok)):
                    return True
        return False

    def _counted(self, i: int) -> Iterator[Token]:
        """The filler, what it counts (dozens of soldiers) and what is coordinated with it."""
        tok = self.sent.tokens[i]
        yield tok
        if (noun := after_number(self.sent, i)) != i:
            yield self.sent.tokens[noun]
        for c in children(self.sent, i):
            if base(c) == "conj":
                yield c
            elif base(c) == "nmod" and c.i > i and (tok.upos == "NUM" or tok.lemma.lower() in self.lexicon.partitive):
                yield from self._counted(c.i)  # tens of thousands of soldiers

    def _is_actor(self, tok: Token) -> bool:
        if tok.upos == "PRON":
            return tok.feats.get("PronType") in PERSONAL
        mention = self.mentions.get(tok.i)
        if mention is not None:
            return mention.kind not in NOT_ACTORS
        return tok.upos == "PROPN" and self.named.get(tok.i) != "LOC"

    def _agentive(self, i: int, named_place: bool = True) -> bool:
        """A person or group, by name or noun; without `named_place` no state, which may be where somebody comes from."""
        mention = self.mentions.get(i)
        if mention is not None:
            return mention.kind not in NOT_ACTORS and (named_place or mention.kind != "state")
        return self.sent.tokens[i].lemma.lower() in self.lexicon.agentive

    def _can_speak(self, i: int) -> bool:
        """No mere thing: a request for clarity is nobody's."""
        mention = self.mentions.get(i)
        return (mention is not None and mention.kind != "place") or any(
            self._agentive(tok.i) or tok.upos == "PROPN" or base(tok) == "nsubj" for tok in self._counted(i)
        )

    def _deeper(self, head: int, preposition: str) -> Iterator[int]:
        """Nouns with the preposition, right of `head` and in its own clause."""
        for i in subtree(self.sent, head, lambda tok: base(tok) in CLAUSES):
            tok = self.sent.tokens[i]
            if i > head and base(tok) in {"nmod", "obl", "obj", "conj"}:
                filler, prepositions = oblique(self.sent, tok, self.lexicon)
                if preposition in prepositions:
                    yield filler

    def _acceptable(self, i: int, rel: str) -> bool:
        tok = self.sent.tokens[i]
        last = rel.rsplit(">", 1)[-1]
        if last in {"amod", "compound"}:
            mention = self.mentions.get(i)
            if mention is not None:
                return mention.kind not in NOT_ACTORS
            return last == "compound" and self.named.get(i) in {"PER", "ORG"}
        return tok.upos in NOMINAL and not self._is_time(i)

    def _is_time(self, i: int) -> bool:
        """A word that is never an argument, or a number that hangs together with one (Nov. 2)."""
        tok = self.sent.tokens[i]
        if tok.upos == "NUM":
            return any(c.lemma.lower() in self.lexicon.not_argument for c in children(self.sent, i) if c.i < i)
        if tok.lemma.lower() in self.lexicon.argument_modified and self._modified(i):
            return False
        return tok.lemma.lower() in self.lexicon.not_argument and tok.text.lower() not in self.lexicon.argument_forms

    def _modified(self, i: int) -> bool:
        """Whether an adjective or a name goes with the noun."""
        return any(base(c) == "amod" or (base(c) == "nmod" and c.upos == "PROPN") for c in children(self.sent, i))


def _title_case(sent: Sentence) -> bool:
    """True for a headline in Title Case, where a capital says nothing about names."""
    words = [t for t in sent.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)
