"""Which trigger a time, a place or a number hangs on, by the parse and by the words next to it.

A finding goes up the tree from its head. The first token met that is a trigger owns it; a word that is none hands it to the
trigger among its own arguments (*launched an attack on Monday*). It never leaves a clause that has no event: what is said of
an unread verb belongs to nobody. A finding that follows a trigger directly, or a participle with its agent (*the deal signed
by both last week*), belongs to it however the parse ties the two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sayso.types import Place, Quantity, Sentence, Timex

Found = TypeVar("Found", Timex, Place, Quantity)
Owned = dict[int, list[Found]]  # token of a trigger -> what it owns, the nearest first

ARGUMENTS = frozenset({"nsubj", "obj", "obl", "iobj", "xcomp", "nmod"})
CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj", "conj"})
CORE = frozenset({"nsubj", "obj"})
HEADS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
VERBS = frozenset({"VERB", "AUX"})
OPENING = frozenset({"ADP", "DET", "ADV", "ADJ", "NUM"})  # what may stand between a trigger and the head of a finding
BESIDE = frozenset({"amod", "compound", "flat", "conj", "appos"})  # ways from a noun to the event noun that means the same
REACH = 8  # words that a finding without an owner may stand behind its trigger


def relation(sent: Sentence, tok: int) -> str:
    return sent.tokens[tok].deprel.partition(":")[0]


def has_subject(sent: Sentence, tok: int) -> bool:
    return any(relation(sent, c) in {"nsubj", "csubj"} for c in sent.children[tok])


def is_free(sent: Sentence, tok: int) -> bool:
    """A participle that shares the subject of its verb: *…, wounding two*."""
    words = {relation(sent, c) for c in sent.children[tok]}
    return relation(sent, tok) == "advcl" and not words & {"mark", "nsubj"}


def is_free_infinitive(sent: Sentence, tok: int) -> bool:
    """What a verb is done for, by the same: *flew to Geneva on Monday to sign the deal*."""
    form = sent.tokens[tok].feats.get("VerbForm")
    return relation(sent, tok) == "advcl" and form == "Inf" and not has_subject(sent, tok)


def is_going_on(sent: Sentence, tok: int) -> bool:
    """A gerund or present participle: at the same time as its verb."""
    feats = sent.tokens[tok].feats
    return feats.get("VerbForm") == "Ger" or (feats.get("VerbForm") == "Part" and feats.get("Tense") == "Pres")


def is_participle(sent: Sentence, tok: int) -> bool:
    """A past participle without auxiliary, joined to a noun: *the treaty signed by …*."""
    it = sent.tokens[tok]
    form = it.feats.get("VerbForm") == "Part" or it.upos == "ADJ"
    return form and not any(relation(sent, c) in {"aux", "cop", "nsubj"} for c in sent.children[tok])


@dataclass(frozen=True, slots=True)
class Owners:
    """The triggers of one sentence; `dated` are tokens of dates, which a parser may take for verbs."""

    sent: Sentence
    triggers: frozenset[int]
    dated: frozenset[int] = frozenset()
    results: bool = False  # whether a participle that only tells the result belongs to its verb: *leaving seven dead*

    def of(
        self, found: Iterable[Found], walls: frozenset[str] = CLAUSES, near: Callable[[Found], int | None] = lambda f: None
    ) -> Owned[Found]:
        """{trigger token: findings it owns}, those that are fewer steps away first; nothing leaves a verb that is joined to the
        rest by one of `walls`. What `near` names as the trigger of a finding goes before."""
        steps: dict[int, list[tuple[int, Found]]] = {}
        for item in found:
            way = (beside, 0) if (beside := near(item)) is not None else self.climb(item.tok, walls)
            if way is not None:
                steps.setdefault(way[0], []).append((way[1], item))
        return {tok: [item for _, item in sorted(mine, key=lambda m: m[0])] for tok, mine in steps.items()}

    def is_verb(self, tok: int) -> bool:
        return self.sent.tokens[tok].upos in VERBS and tok not in self.dated

    def climb(self, tok: int, walls: frozenset[str] = CLAUSES) -> tuple[int, int] | None:
        """The trigger that owns what is headed by `tok`, and how many steps above it stands; None when nobody does."""
        seen: set[int] = set()
        at = tok
        while at not in seen:
            if at in self.triggers:
                return at, len(seen)
            if (below := self.below(at, tok)) is not None:
                return below, len(seen)
            if relation(self.sent, at) in walls and self.is_clause(at):
                if self.results and is_free(self.sent, at) and is_going_on(self.sent, at):
                    seen.add(at)
                    at = self.sent.tokens[at].head
                    continue
                if self.is_preposition(at, tok) or self.is_substance(at, tok):
                    seen.add(at)
                    at = self.sent.tokens[at].head
                    continue
                owner = self.modified(at)
                return None if owner is None else (owner, len(seen) + 1)
            seen.add(at)
            at = self.sent.tokens[at].head
        return None

    def is_clause(self, verb: int) -> bool:
        """Whether `verb` is one, and if a coordinate, of another verb, so that it is no noun that was taken for one."""
        if not self.is_verb(verb) or relation(self.sent, verb) != "conj":
            return self.is_verb(verb)
        told = {relation(self.sent, c) for c in self.sent.children[verb]} & {"aux", "nsubj", "cop"}
        finite = bool(told) or self.sent.tokens[verb].feats.get("VerbForm") == "Fin"
        return finite and (self.is_verb(self.sent.tokens[verb].head) or "nsubj" in told)

    def below(self, head: int, tok: int) -> int | None:
        """The trigger among the arguments of `head`, its object or subject before any other, or the verb coordinated with it."""
        sent = self.sent
        predicate = head == tok and any(relation(sent, c) == "cop" for c in sent.children[head])
        if not predicate and (sent.tokens[head].upos not in HEADS or head == tok or head in self.dated):
            return None
        below = [c for c in sent.children[head] if c in self.triggers]
        if near := [c for c in below if relation(sent, c) in ARGUMENTS]:
            return min(near, key=lambda c: (relation(sent, c) not in CORE, abs(c - tok)))
        for child in sent.children[head]:
            if relation(sent, child) in CORE and (inner := self.inside(child)) is not None:
                return inner
        joined = [c for c in below if relation(sent, c) == "conj" and not has_subject(sent, c)]
        if joined and (tok < head or self.is_verb(head)):
            return joined[0]
        if told := [c for c in below if relation(sent, c) == "parataxis" and sent.tokens[c].upos == "NOUN"]:
            return told[0]  # A van ploughed into people in Nice: thirteen dead
        aims = [c for c in below if is_free_infinitive(sent, c)]
        return aims[0] if aims and self.is_verb(head) else None

    def is_substance(self, verb: int, tok: int) -> bool:
        """Whether a finding stands right below the infinitive that an event is about: *orders its troops to leave Kherson*."""
        up, near = self.sent.tokens[verb].head, self.sent.tokens[tok].head
        if relation(self.sent, tok) == "nummod":
            near = self.sent.tokens[near].head
        return is_free_infinitive(self.sent, verb) and up in self.triggers and near == verb

    def is_preposition(self, verb: int, tok: int) -> bool:
        """Whether an infinitive only leads to the finding: *a partire dal 10 aprile*."""
        words = {relation(self.sent, c) for c in self.sent.children[verb] if c != tok}
        form = self.sent.tokens[verb].feats.get("VerbForm")
        return form == "Inf" and self.sent.tokens[tok].head == verb and tok in self.dated and words <= {"mark", "punct"}

    def inside(self, noun: int) -> int | None:
        """The event noun that a noun only counts or repeats: *a string of attacks*, *eleven days of exercises*."""
        for child in self.sent.children[noun]:
            rel = relation(self.sent, child)
            if child not in self.triggers or self.sent.tokens[child].upos != "NOUN":
                continue
            if rel in BESIDE or (rel == "nmod" and self.is_bare(child)):
                return child
        return None

    def is_bare(self, noun: int) -> bool:
        """A plural without article, demonstrative or possessive."""
        words = (self.sent.tokens[c] for c in self.sent.children[noun])
        known = any(w.deprel.startswith("det") or w.deprel == "nmod:poss" or "Definite" in w.feats for w in words)
        return self.sent.tokens[noun].feats.get("Number") == "Plur" and not known

    def modified(self, verb: int) -> int | None:
        """The trigger that a participle or relative clause without event tells about: *the attack carried out on Monday*, *drove
        into crowds celebrating in Nice*."""
        sent, head = self.sent, self.sent.tokens[verb].head
        form = sent.tokens[verb].feats.get("VerbForm")
        about_noun = relation(sent, verb) == "acl" or (form == "Part" and sent.tokens[head].upos == "NOUN")
        if not about_noun or form == "Inf" or any(relation(sent, c) == "mark" for c in sent.children[verb]):
            return None
        if head in self.triggers:
            return head
        if (inner := self.inside(head)) is not None:
            return inner
        if not is_going_on(sent, verb) or relation(sent, head) not in {"obl", "nmod"}:
            return None
        way = self.climb(head)
        return way[0] if way else None

    def beside(self, tok: int, start: int) -> int | None:
        """The trigger that a finding, which begins at offset `start`, follows without a comma, however the parse ties them: the
        word before it, or the participle that the words before it belong to."""
        sent = self.sent
        first = next((i for i in range(tok + 1) if sent.tokens[i].start >= start), tok)
        before = first - 1
        while before >= 0 and before not in self.triggers and self.leads_to(before, tok):
            before -= 1
        if before < 0:
            return None
        if before in self.triggers:
            return before if sent.tokens[before].upos in {"NOUN", "VERB"} else None
        at = before
        while sent.tokens[at].head < at and at not in self.triggers and not self.is_verb(at):
            at = sent.tokens[at].head
        if at in self.triggers and relation(sent, at) == "acl" and is_participle(sent, at):
            return at
        return None

    def leads_to(self, word: int, tok: int) -> bool:
        """Whether a word only introduces the finding: its preposition, article, adverb or adjective."""
        it = self.sent.tokens[word]
        inner = it.head > word or it.deprel == "fixed"
        return it.upos in OPENING and word not in self.dated and inner and it.head <= tok

    def opens(self, tok: int) -> tuple[int, int] | None:
        """The trigger of the main clause, when `tok` stands in the words that open the sentence, apart by a comma."""
        start = next((t.i for t in self.sent.tokens if t.upos not in {"PUNCT", "ADP", "DET", "ADJ", "ADV"}), 0)
        root = next((t.i for t in self.sent.tokens if t.deprel == "root"), 0)
        if not start <= tok <= start + 1 or root <= tok or not any(t.text == "," for t in self.sent.tokens[tok + 1 : root]):
            return None
        if root in self.triggers:
            return root, 1
        below = self.below(root, tok)
        return None if below is None else (below, 1)

    def left_of(self, tok: int) -> int | None:
        """The trigger on the left with no comma, conjunction or other verb between, for a finding that the parse leaves alone."""
        for i in range(tok - 1, max(-1, tok - 1 - REACH), -1):
            it = self.sent.tokens[i]
            if i in self.triggers:
                return i if it.upos in VERBS else None
            if it.upos in {"PUNCT", "SCONJ", "CCONJ"} or self.is_verb(i):
                return None
        return None

    def twins(self) -> list[tuple[int, int]]:
        """Pairs of triggers joined by *and* with next to nothing between: *killed and wounded*, *protests and clashes*."""
        pairs = []
        for tok in sorted(self.triggers):
            head = self.sent.tokens[tok].head
            between = self.sent.tokens[head + 1 : tok]
            joined = relation(self.sent, tok) == "conj" and head in self.triggers and head < tok
            if joined and all(t.upos in {"CCONJ", "PUNCT", "AUX", "ADV", "DET", "ADJ"} for t in between):
                pairs.append((head, tok))
        return pairs
