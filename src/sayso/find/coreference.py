"""Resolving pronouns, descriptions and surnames to actors named before.

Language specific words stand in actors.toml ([[description]], [[pronoun]], [settings]); the rules here know none. A wrong
actor is worse than none: where two earlier actors fit nearly as well, nothing is resolved.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sayso.find.tree import ancestors, children
from sayso.lexicon.actors import ActorLexicon, Description, Pronoun
from sayso.lexicon.names import fold, pieces
from sayso.types import Mention, Sentence, Span, Token

WINDOW = 4  # sentences that a description reaches back; a pronoun reaches one
MARGIN = 0.5  # by which the best antecedent must beat the best one of another actor
MARGIN_HERE = 1.2  # the same where both stand in the sentence of the description
SUBJECT, OBJECT, OFTEN, PER_SENTENCE, ADJECTIVE = 1.5, 0.3, 1.0, 1.0, -0.7  # weights of an antecedent
COLLECTIVE = frozenset({"state", "government", "military", "police", "court", "parliament", "party"})
PLURAL_KINDS = frozenset({"people", "military", "armed-group", "police", "unnamed"})
NOUNS = frozenset({"NOUN", "PROPN", "X"})


def resolve_coreference(
    sentences: Sequence[Sentence], mentions: tuple[Mention, ...], lexicon: ActorLexicon
) -> tuple[Mention, ...]:
    """All mentions in text order: those given, and those of pronouns, descriptions and surnames that could be resolved.

    A plural description of two (i due Paesi) gives two mentions at one token, in the order in which the two were named.
    """
    memory = _Memory(lexicon)
    given: dict[int, list[Mention]] = {}
    for mention in mentions:
        given.setdefault(mention.sent, []).append(mention)
    for sent in sentences:
        here = {m.tok: m for m in given.get(sent.index, ())}
        covered = [(m.span.start, m.span.end) for m in here.values()]
        for tok in sent.tokens:
            known = here.get(tok.i)
            if not known and any(start <= tok.start < end for start, end in covered):
                continue
            if known and (known.actor or known.country) and known.basis != "role":
                memory.add(sent, known)
            else:
                memory.resolve(sent, tok, known)
    return tuple(sorted(memory.found, key=lambda m: (m.sent, m.tok)))


@dataclass
class _Memory:
    """What has been named so far."""

    lexicon: ActorLexicon
    found: list[Mention] = field(default_factory=list)
    subjects: set[tuple[int, int]] = field(default_factory=set)
    objects: set[tuple[int, int]] = field(default_factory=set)
    nouns: dict[str, Mention] = field(default_factory=dict)  # noun of office -> its last mention with an actor
    surnames: dict[str, Mention] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)

    def add(self, sent: Sentence, mention: Mention) -> None:
        """Remember a mention as a possible antecedent."""
        tok = sent.tokens[mention.tok]
        self.found.append(mention)
        rel = tok.deprel.split(":")[0]
        if rel == "nsubj" or (rel == "conj" and sent.tokens[tok.head].deprel.startswith("nsubj")):
            self.subjects.add((mention.sent, mention.tok))
        elif rel in {"obj", "obl", "iobj"}:
            self.objects.add((mention.sent, mention.tok))
        if mention.basis == "role" and mention.actor:
            self.nouns[fold(tok.lemma)] = mention
        if mention.kind == "person" and mention.basis == "name":
            self.surnames[fold(last_name(sent, mention))] = mention
        if key := mention.actor or mention.country:
            self.often[key] += 1

    def resolve(self, sent: Sentence, tok: Token, known: Mention | None) -> None:
        """Add what `tok` stands for, or the mention that was known of it, as it was."""
        resolved = list(self.candidates(sent, tok, known))
        for mention in resolved:
            self.add(sent, mention)
        if known and not resolved:
            self.add(sent, known)

    def candidates(self, sent: Sentence, tok: Token, known: Mention | None) -> Iterator[Mention]:
        word = tok.text.lower()
        if known and known.kind == "person" and known.basis == "name":
            if named := self.surnames.get(fold(last_name(sent, known))):
                yield replace(known, actor=named.actor, country=named.country or known.country, name=named.name)
        elif (pronoun := self.lexicon.pronouns.get(word)) and tok.upos == "PRON" and not known:
            if antecedent := self.subject_before(sent, tok, pronoun):
                yield standing_for(sent, tok, antecedent, "pronoun")
        elif (entries := self.lexicon.descriptions.get(word)) and tok.upos in NOUNS and not (known and known.actor):
            for entry in entries:
                if fits(sent, tok, entry, self.lexicon):
                    yield from self.described(sent, tok, entry, known)
                    return
        elif tok.upos == "PROPN" and not known and tok.text[0].isupper() and len(word) > 2:
            if named := self.surnames.get(fold(tok.text)):
                yield Mention(Span(tok.start, tok.end), sent.index, tok.i, "person", named.actor, named.country, "name", named.name)

    def described(self, sent: Sentence, tok: Token, entry: Description, known: Mention | None) -> Iterator[Mention]:
        """The mentions of a description: the office named before by the same noun, else the best antecedent."""
        if entry.number == "Plur":
            yield from (standing_for(sent, tok, m, "description") for m in self.two_before(sent, entry))
            return
        same_noun = self.nouns.get(fold(tok.lemma)) if not entry.actor else None
        if same_noun and sent.index - same_noun.sent <= WINDOW and known:
            yield replace(standing_for(sent, tok, same_noun, "description"), kind=known.kind)
            return
        area = next((a for c in children(sent, tok.i) if (a := self.area(c))), None)
        acting = self.subject_over(sent, tok)
        pool = [m for m in self.recent(sent, WINDOW) if self.suits(m, entry, area) and not (acting and m.actor == acting)]
        if best := self.best(sent, pool):
            kind = next(iter(entry.kinds)) if len(entry.kinds) == 1 else known.kind if known else best.kind
            yield replace(standing_for(sent, tok, best, "description"), kind=kind)

    def subject_over(self, sent: Sentence, tok: Token) -> str | None:
        """The actor that acts on `tok` in its clause, or in the one above where the verb has no subject: it is another one."""
        if tok.deprel.split(":")[0] not in {"obj", "obl", "iobj"}:
            return None
        for up in ancestors(sent, tok.i):
            for child in children(sent, up.i):
                if child.deprel.startswith("nsubj"):
                    return next((m.actor for m in reversed(self.found) if (m.sent, m.tok) == (sent.index, child.i)), None)
        return None

    def area(self, tok: Token) -> str | None:
        return self.lexicon.areas.get(tok.lemma.lower()) or self.lexicon.areas.get(tok.text.lower())

    def suits(self, mention: Mention, entry: Description, area: str | None) -> bool:
        """Whether a description can mean what was mentioned."""
        if entry.actor:
            return mention.actor == entry.actor
        actor = self.lexicon.actors.get(mention.actor or "")
        if entry.role and actor:
            return any(o.role == entry.role or o.role.endswith(entry.role) for o in actor.offices)
        if area:
            state = self.lexicon.actors.get(mention.country or "")
            if not state or area not in state.areas:
                return False
        if mention.kind in entry.kinds:
            return bool(mention.actor or mention.kind == "person")
        of_state = "state" in entry.kinds and (mention.kind in COLLECTIVE or mention.kind == "people")
        return bool(of_state and mention.actor and mention.actor == mention.country)

    def recent(self, sent: Sentence, window: int) -> list[Mention]:
        found = []
        for mention in reversed(self.found):
            if mention.sent < sent.index - window:
                break
            found.append(mention)
        return found

    def best(self, sent: Sentence, pool: list[Mention]) -> Mention | None:
        """The best of the candidates, if it beats every other actor by a margin."""
        top: dict[str, float] = {}
        holder: dict[str, Mention] = {}
        most = max(self.often.values(), default=0)
        for mention in pool:
            key = mention.actor or mention.country or mention.name or ""
            weight = -PER_SENTENCE * (sent.index - mention.sent)
            place = (mention.sent, mention.tok)
            weight += SUBJECT * (place in self.subjects) + OBJECT * (place in self.objects)
            weight += OFTEN * self.often[key] / most if most else 0
            weight += ADJECTIVE * (mention.basis == "adjective")
            if weight > top.get(key, -99.0):
                top[key], holder[key] = weight, mention
        ranked = sorted(top, key=lambda k: -top[k])
        if not ranked:
            return None
        if len(ranked) > 1:
            both_here = all(holder[k].sent == sent.index for k in ranked[:2])
            if top[ranked[0]] - top[ranked[1]] < (MARGIN_HERE if both_here else MARGIN):
                return None
        return holder[ranked[0]]

    def two_before(self, sent: Sentence, entry: Description) -> list[Mention]:
        """The only two actors of the nearest sentence that names more than one; empty where it names three."""
        by_sentence: dict[int, dict[str, Mention]] = {}
        for mention in self.recent(sent, WINDOW):
            if mention.actor and self.suits(mention, entry, None) and mention.actor == (mention.country or mention.actor):
                by_sentence.setdefault(mention.sent, {})[mention.actor] = mention
        for index in sorted(by_sentence, reverse=True):
            if len(by_sentence[index]) > 1:
                pair = sorted(by_sentence[index].values(), key=lambda m: m.tok)
                return pair if len(pair) == 2 else []
        return []

    def subject_before(self, sent: Sentence, tok: Token, pronoun: Pronoun) -> Mention | None:
        """The antecedent of a pronoun: the subject of a clause above it, else the subject of the sentence before."""
        own = next((t for t in ancestors(sent, tok.i) if t.upos in {"VERB", "AUX", "ADJ", "NOUN"}), None)
        clauses = [t.i for t in ancestors(sent, own.i)] if own else []
        for mention in reversed(self.found):
            if mention.sent < sent.index - 1:
                return None
            if (mention.sent, mention.tok) not in self.subjects or not self.agrees(mention, pronoun):
                continue
            if mention.sent == sent.index:
                if self.governor(sent, mention) in clauses:
                    return mention
            elif self.only_subject(mention, pronoun):
                return mention
        return None

    def governor(self, sent: Sentence, mention: Mention) -> int:
        """The verb of which a mention is the subject."""
        tok = sent.tokens[mention.tok]
        return sent.tokens[tok.head].head if tok.deprel == "conj" else tok.head

    def only_subject(self, mention: Mention, pronoun: Pronoun) -> bool:
        """Whether no other subject of the same sentence would fit the pronoun."""
        rivals = {
            m.actor or m.name or m.span.start
            for m in self.found
            if m.sent == mention.sent and (m.sent, m.tok) in self.subjects and self.agrees(m, pronoun)
        }
        return len(rivals) == 1

    def agrees(self, mention: Mention, pronoun: Pronoun) -> bool:
        """Kind, number and, where the lexicon knows it, gender."""
        if pronoun.number == "Plur":
            return mention.kind in PLURAL_KINDS and bool(mention.actor or mention.country)
        if mention.kind not in pronoun.kinds:
            return False
        actor = self.lexicon.actors.get(mention.actor or "")
        if pronoun.gender and actor and actor.kind == "person":
            return actor.female == (pronoun.gender == "Fem")
        return True


def fits(sent: Sentence, tok: Token, entry: Description, lexicon: ActorLexicon) -> bool:
    """Whether a noun phrase takes up something named before: definite, of the right number, without a name of its own."""
    number = tok.feats.get("Number")
    if number and number != entry.number:
        return False
    around = list(children(sent, tok.i))
    words = {w for t in around for w in (t.text.lower(), t.lemma.lower())}
    if entry.needs and not entry.needs & words:
        return False
    definite = words & lexicon.settings["definite"] or any(t.feats.get("Definite") == "Def" for t in around)
    if not definite or words & lexicon.settings["blockers"]:
        return False
    for t in around:
        rel = t.deprel.split(":")[0]
        if rel in {"acl", "compound", "appos", "flat"} and t.i > tok.i - 2:
            return False
        if rel == "nmod":
            return False
        if rel == "amod" and not ({t.lemma.lower(), t.text.lower()} & (entry.needs | lexicon.areas.keys())):
            return False
    return True


def last_name(sent: Sentence, mention: Mention) -> str:
    """The last word of a person's name."""
    end = next(t for t in reversed(sent.tokens) if t.end <= mention.span.end)
    parts = pieces(end.text)
    return parts[-1] if parts else end.text


def standing_for(sent: Sentence, tok: Token, antecedent: Mention, basis: str) -> Mention:
    return replace(antecedent, span=Span(tok.start, tok.end), sent=sent.index, tok=tok.i, basis=basis)
