"""One sentence read against the event lexicon: which entry codes a word, and who fills its roles."""

from collections.abc import Iterable

from sayso.find.events_agents import stray_agents
from sayso.find.events_arguments import arguments
from sayso.find.events_frames import Roles, infinitives, is_passive
from sayso.find.events_misread import has_clause, headline_clause, misread_clause, subject_compound, verbal
from sayso.find.events_nouns import noun_roles
from sayso.find.events_participles import has_arguments, misread_participle, predicate_participle
from sayso.find.events_roles import RoleReader
from sayso.find.tree import base, children, subtree
from sayso.lexicon.events import EventLexicon, Trigger
from sayso.types import Event, Mention, Sentence, Span, Token


class EventReader(RoleReader):
    """Which words of a sentence are triggers, and the events that they make."""

    def __init__(self, sent: Sentence, lexicon: EventLexicon, mentions: Iterable[Mention]) -> None:
        super().__init__(sent, lexicon, mentions)
        self._found: dict[int, tuple[Trigger, Roles, frozenset[int]] | None] = {}

    # --- which trigger -----------------------------------------------------------------------------------------------

    def trigger(self, i: int) -> tuple[Trigger, Roles, frozenset[int]] | None:
        """The entry that codes token `i`, its roles and the other words of the trigger; None where there is none."""
        if i not in self._found:
            self._found[i] = None  # ends the recursion of recipients that are looked for in a complement
            self._found[i] = self._choose(i)
        return self._found[i]

    def _choose(self, i: int) -> tuple[Trigger, Roles, frozenset[int]] | None:
        tok = self.sent.tokens[i]
        for entry in self._entries(tok):
            words = self._words(entry, i)
            if words is None:
                continue
            roles = self._with_particles(self.roles(i, entry.light), words)
            if self._holds(entry, roles, i):
                return None if entry.type == "NONE" else (entry, roles, words)
        return None

    def _entries(self, tok: Token) -> tuple[Trigger, ...]:
        lemma, known = tok.lemma.lower(), self.lexicon.triggers
        upos = "NOUN" if tok.upos == "PROPN" and (self.capitals or self._opens(tok)) else tok.upos
        if self._as_verb(tok, upos):
            self.verbs.add(tok.i)
            return known.get((self.lexicon.forms.get(tok.text.lower(), lemma), "VERB"), ())
        general = known.get(("*", upos), ())
        if upos in {"VERB", "NOUN", "ADJ"} and (found := (*general, *known.get((lemma, upos), ()))) and found != general:
            return () if self._attributive(tok) else found
        form = self.lexicon.forms.get(tok.text.lower(), lemma)
        found = (*general, *known.get((form, "VERB"), ()))
        if not found or (upos == "VERB" and self._attributive(tok)):
            return ()
        if upos == "NOUN" and self._gerund(tok):
            return found
        if upos != "VERB":
            if not verbal(self.sent, tok.i) and not (
                tok.text.lower() in self.lexicon.forms and misread_participle(self.sent, tok, self.lexicon)
            ):
                return ()
            self.verbs.add(tok.i)
        return found

    def _as_verb(self, tok: Token, upos: str) -> bool:
        """Is a noun the verb of a headline, or of a clause that gives it an auxiliary and an object?"""
        if upos not in {"NOUN", "ADJ", "PROPN"} and base(tok) != "compound":
            return False
        clause = headline_clause(self.sent, tok.i, self.lexicon) if upos != "ADJ" else None
        if clause:
            self._clauses[tok.i] = clause
            return True
        if upos == "VERB":
            return False
        if upos == "NOUN" and (predicate_participle(self.sent, tok, self.lexicon) or self._counting(tok)):
            return True
        known = (self.lexicon.forms.get(tok.text.lower(), tok.lemma.lower()), "VERB") in self.lexicon.triggers
        return known and has_clause(self.sent, tok.i)

    def _counting(self, tok: Token) -> bool:
        """A gerund that a number follows, taken for a noun (uccidendone 60)."""
        counted = any(c.upos == "NUM" and c.i > tok.i for c in children(self.sent, tok.i))
        form = tok.text.lower()
        return counted and form in self.lexicon.forms and form.endswith(tuple(self.lexicon.counting_endings))

    def _gerund(self, tok: Token) -> bool:
        """A verb in the form of a noun that has an owner or an object (the downing of a plane)."""
        form = tok.text.lower()
        if form not in self.lexicon.forms or not any(map(form.endswith, self.lexicon.gerund_endings)):
            return False
        nouns = noun_roles(self.sent, tok.i, self.lexicon.light, self.lexicon)
        if self._attributive(tok) or not (nouns.get("nmod:poss") or nouns.get("nmod:of")):
            return False
        obliques = {f"obl:{rel[5:]}": fillers for rel, fillers in nouns.items() if rel[:5] == "nmod:"}
        agents = [f for p in ("poss", *self.lexicon.agent) for f in nouns.get(f"nmod:{p}", ())]
        self.verbs.add(tok.i)
        self._verbs[tok.i] = {**obliques, "nsubj": agents, "obj": nouns.get("nmod:of", [])}
        return True

    def _opens(self, tok: Token) -> bool:
        """A capital at the start of a sentence says nothing, unless more of a name follows."""
        after = self.sent.tokens[tok.i + 1] if tok.i + 1 < len(self.sent.tokens) else tok
        return tok.i == 0 and after.upos != "PROPN"

    def _attributive(self, tok: Token) -> bool:
        """A modifier before or inside a noun phrase without arguments of its own, or part of a name."""
        rel = base(tok)
        if rel in {"compound", "amod"} and self.sent.tokens[tok.head].lemma in self.lexicon.adjectives and tok.head < tok.i:
            return False
        if rel in {"compound", "amod"} and misread_clause(self.sent, tok.i, self.lexicon):
            return False
        if rel in {"compound", "flat"} or tok.deprel == "nmod:desc":
            return not (rel == "compound" and subject_compound(self.sent, tok))
        if tok.upos == "NOUN" and tok.i in self.named and not self.capitals:
            return True
        return rel == "amod" and not has_arguments(self.sent, tok)

    def _words(self, entry: Trigger, i: int) -> frozenset[int] | None:
        """Tokens of the further words: dependents of `i` or of another of these words, or a particle right after `i`.

        None where one is missing.
        """
        if not entry.more:
            return frozenset()
        wanted, found = set(entry.more), set()
        todo = list(children(self.sent, i))
        while todo:
            tok = todo.pop(0)
            hit = wanted & {tok.lemma.lower(), tok.text.lower()}
            if hit:
                wanted -= hit
                found.add(tok.i)
                todo.extend(children(self.sent, tok.i))
        after = self.sent.tokens[i + 1] if i + 1 < len(self.sent.tokens) else self.sent.tokens[i]
        if wanted == {after.text.lower()} and not found:  # a particle, whatever it hangs on
            return frozenset({after.i})
        return None if wanted else frozenset(found)

    def _with_particles(self, roles: Roles, words: frozenset[int]) -> Roles:
        """The noun after a particle that the parser took for its preposition (took over the town) is an object."""
        moved = [self.sent.tokens[w].head for w in words if base(self.sent.tokens[w]) == "case"]
        moved = [i for i in moved if i not in words]
        return {**roles, "obj": [*roles.get("obj", []), *moved]} if moved else roles

    def _holds(self, entry: Trigger, roles: Roles, i: int) -> bool:
        nominal = entry.upos == "NOUN"
        objects = self._modifiers(roles) if nominal else roles.get("obj", [])
        if entry.object and not self._any(objects, entry.object):
            return False
        if entry.not_object and self._any(objects, entry.not_object):
            return False
        if entry.subject and not self._any(roles.get("nsubj", []), entry.subject):
            return False
        if entry.not_subject and self._any(roles.get("nsubj", []), entry.not_subject):
            return False
        if entry.modifier and not any(c.lemma.lower() in entry.modifier for c in children(self.sent, i)):
            return False
        if entry.governor and self.sent.tokens[self.sent.tokens[i].head].lemma.lower() not in entry.governor:
            return False
        if entry.around and not any(tok.lemma.lower() in entry.around for tok in self.sent.tokens):
            return False
        if entry.below and not any(self.sent.tokens[c].lemma.lower() in entry.below for c in subtree(self.sent, i)):
            return False
        for preposition, lemmas in entry.oblique:
            fillers = self.fillers(roles, f"{'nmod' if nominal else 'obl'}:{preposition}")
            if not (self._any(fillers, lemmas) if lemmas else any(not self._is_time(f) for f in fillers)):
                return False
        if entry.bare and not _bare(self.sent, i):
            return False
        if entry.weak and not (self._actors(entry, roles, i) or self._targets(entry, roles, i)):
            return False
        needed = self._with_infinitives(roles) if entry.content == "xcomp" else roles
        return all(self.fillers(needed, r) for r in entry.needs) and not any(self.fillers(roles, r) for r in entry.lacks)

    def _with_infinitives(self, roles: Roles) -> Roles:
        return roles if roles.get("xcomp") else {**roles, "xcomp": infinitives(self.sent, roles)}

    # --- who -----------------------------------------------------------------------------------------------------------

    def fillers(self, roles: Roles, path: str) -> list[int]:
        """Tokens that fill a relation, or a path of relations joined by ">"."""
        first, _, rest = path.partition(">")
        first, _, beside = first.partition("&")
        if beside and not roles.get(beside):
            return []
        if first == "recipient":
            return []
        found = roles.get(first, [])
        if first in {"obl:*", "nmod:*"}:
            found = [f for rel, fillers in roles.items() if rel.startswith(first[:4].rstrip("*")) for f in fillers]
        if not found and first.startswith("obl:"):
            found = [f for o in roles.get("obj", ()) for f in self.roles(o).get("nmod:" + first[4:], ())]
        if not rest:
            return found
        if rest == "recipient":
            return [f for i in found for f in self._recipients(i)]
        return [f for i in found for f in self.fillers(self.roles(i), rest)]

    def _recipients(self, i: int) -> list[int]:
        """The recipient of the event at `i`, as its own entry finds it."""
        coded = self.trigger(i)
        if coded is None:
            return []
        entry, roles, words = coded
        return self.first(roles, self.recipient_relations(entry), words)

    def first(self, roles: Roles, relations: Iterable[str], barred: Iterable[int], head: int | None = None) -> list[int]:
        """Fillers of the first relation that has any acceptable one.

        With a `head`, prepositional relations are then looked for deeper in its phrase, where a parser often hangs them.
        """
        relations = tuple(relations)
        for rel in relations:
            found = [f for f in self.fillers(roles, rel) if f not in barred and self._acceptable(f, rel)]
            if found:
                return found
        if head is not None:
            for rel in relations:
                if rel[:4] == "obl:" and ">" not in rel:
                    found = [f for f in self._deeper(head, rel[4:]) if f not in barred and self._acceptable(f, rel)]
                    if found:
                        return found[:1]
        inner = [rel for rel in relations if rel.startswith("xcomp>")]
        if inner and not roles.get("xcomp") and (complement := infinitives(self.sent, roles)):
            return self.first({"xcomp": complement}, inner, barred)
        return []

    def actor_relations(self, entry: Trigger) -> tuple[str, ...]:
        if entry.actor is not None:
            return entry.actor
        return ("nsubj", *self.lexicon.noun_actor) if entry.upos == "NOUN" else self.lexicon.verb_actor

    def recipient_relations(self, entry: Trigger) -> tuple[str, ...]:
        if entry.recipient is not None:
            return entry.recipient
        return self.lexicon.noun_recipient if entry.upos == "NOUN" else self.lexicon.verb_recipient

    def _actors(self, entry: Trigger, roles: Roles, i: int, barred: Iterable[int] = ()) -> list[int]:
        found = self._authors(self.first(roles, self.actor_relations(entry), {i, *barred}))
        if entry.upos == "NOUN" and entry.type in self.lexicon.spoken:
            found = [f for f in found if self.sent.tokens[f].upos != "NOUN" or self._can_speak(f)]
        if found or (entry.actor is not None and "nsubj" not in entry.actor and entry.upos == "VERB"):
            return found
        verb = entry.upos == "VERB"
        if verb and not is_passive(self.sent, i, self.lexicon):
            return []
        agents = stray_agents(self.sent, i, self.lexicon, verb)
        return [f for f in agents if f not in barred and (not verb or self._agentive(f, False))][:1]

    def _authors(self, fillers: list[int]) -> list[int]:
        """Who issues the document that the fillers name, if the clause says so: "signed a decree granting …"."""
        if len(fillers) != 1 or self.sent.tokens[fillers[0]].lemma.lower() not in self.lexicon.documents:
            return fillers
        tok = self.sent.tokens[fillers[0]]
        owners = self.first(self.roles(tok.i), ("nmod:poss", *(f"nmod:{p}" for p in self.lexicon.agent)), ())
        if not owners and base(tok) == "obj":
            owners = self.first(self.roles(tok.head), ("nsubj",), (tok.i,))
        return owners or fillers

    def _targets(self, entry: Trigger, roles: Roles, i: int, barred: Iterable[int] = ()) -> list[int]:
        relations = self.recipient_relations(entry)
        found = self.first(roles, relations, {i, *barred}, i if entry.upos == "VERB" else None)
        found = found or [f for f in roles.get("undergoer", ()) if f not in barred and self._acceptable(f, "nsubj")]
        if found:
            return found
        places = self.first(roles, self.lexicon.fallback.get(entry.type, ()), {i, *barred}, i)
        return [f for f in places if f in self.mentions]

    def event(self, i: int) -> Event | None:
        coded = self.trigger(i)
        if coded is None:
            return None
        entry, roles, words = coded
        tok = self.sent.tokens[i]
        actors = self._actors(entry, roles, i, words)
        recipients = self._targets(entry, roles, i, {*words, *actors})
        beside = {c.i for f in (*actors, *recipients) for c in children(self.sent, f) if base(c) == "conj"}
        verbs = {c for c in beside if self.trigger(c) and c in self.verbs}
        return Event(
            span=Span(tok.start, tok.end),
            sent=self.sent.index,
            tok=i,
            type=entry.type,
            actor=arguments(self.sent, i, actors, {*recipients, *verbs}, self.mentions, self.lexicon.not_argument),
            recipient=arguments(self.sent, i, recipients, {*actors, *verbs}, self.mentions, self.lexicon.not_argument),
            rule=_rule(entry),
            mode=entry.mode,
        )


def _rule(entry: Trigger) -> str:
    """As shown to people: "events.toml: sign VERB + treaty"."""
    conditions = sorted(entry.object | entry.subject | entry.modifier)[:3] + [p for p, _ in entry.oblique]
    return f"events.toml: {entry.lemma} {entry.upos}" + (f" + {', '.join(conditions)}" if conditions else "")


def _bare(sent: Sentence, i: int) -> bool:
    """Has a noun neither article nor number nor modifier before it, and is it no plural?"""
    plain = sent.tokens[i].feats.get("Number") != "Plur"
    return plain and not any(c.i < i and base(c) in {"det", "nummod", "amod", "compound", "nmod"} for c in children(sent, i))
