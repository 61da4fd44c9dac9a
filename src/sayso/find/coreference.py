"""Resolving pronouns, descriptions and surnames to actors named before.

Language specific words stand in actors.toml ([[description]], [[pronoun]], [settings]); the rules here know none. A wrong
actor is worse than none: where two earlier actors fit nearly as well, nothing is resolved.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
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
OPEN_KINDS = frozenset({"unnamed", "armed-group", "outlet", "state", "organisation", "party"})
ONE_BODY = frozenset({"military", "police", "court", "parliament"})  # kinds of which a report seldom means two countries
AT_LEAST, SHARE = 3, 0.55  # mentions of a country, and their part of all, that make it the country of a report


def resolve_coreference(
    sentences: Sequence[Sentence], mentions: tuple[Mention, ...], lexicon: ActorLexicon
) -> tuple[Mention, ...]:
    """All mentions in text order: those given, and those of pronouns, descriptions and surnames that could be resolved.

    A plural description of two (i due Paesi) gives two mentions at one token, in the order in which the two were named.
    """
    memory = _Memory(lexicon)
    given: dict[int, list[Mention]] = {}
    for mention in settled(sentences, mentions, lexicon, lexicon.descriptions.keys()):
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
    found = sorted(memory.found, key=lambda m: (m.sent, m.tok))
    return tuple(settled(sentences, found, lexicon, frozenset()))


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
            for name in short_names(sent, mention, self.lexicon):
                other = self.surnames.get(name)
                same = other is None or (other.actor or other.name) == (mention.actor or mention.name)
                self.surnames[name] = mention if same or (other and other.actor is None) else other or mention
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
        if known and known.kind == "person" and known.basis == "name" and (known.actor or word not in self.lexicon.descriptions):
            named = self.surnames.get(fold(last_name(sent, known)))
            if named and (named.actor or named.country):
                yield replace(known, actor=named.actor, country=named.country or known.country, name=named.name)
        elif (pronoun := self.lexicon.pronouns.get(word)) and tok.upos == "PRON" and not known:
            if antecedent := self.subject_before(sent, tok, pronoun):
                yield standing_for(sent, tok, antecedent, "pronoun")
        elif (entries := self.lexicon.descriptions.get(word)) and is_noun(sent, tok) and not (known and known.actor):
            for entry in entries:
                if fits(sent, tok, entry, self.lexicon):
                    yield from self.described(sent, tok, entry, known)
                    return
        elif tok.upos == "PROPN" and not known and tok.text[0].isupper() and (named := self.surnames.get(fold(word))):
            yield standing_for(sent, tok, named, "name")

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
        if tok.deprel.startswith("nsubj") and (above := self.subject_above(sent, tok, entry, area)):
            yield replace(standing_for(sent, tok, above, "description"), kind=kind_of(entry, known, above))
            return
        acting = self.subject_over(sent, tok)
        pool = [m for m in self.recent(sent, WINDOW) if self.suits(m, entry, area) and not (acting and m.actor == acting)]
        if best := self.best(sent, pool):
            yield replace(standing_for(sent, tok, best, "description"), kind=kind_of(entry, known, best))

    def subject_above(self, sent: Sentence, tok: Token, entry: Description, area: str | None) -> Mention | None:
        """The subject of a clause above that a description in subject position takes up: Russia said the country would…"""
        above = {up.i for up in ancestors(sent, tok.head)}
        return next(
            (
                m
                for m in reversed(self.recent(sent, 0))
                if (m.sent, m.tok) in self.subjects and self.governor(sent, m) in above and self.suits(m, entry, area)
            ),
            None,
        )

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


def is_noun(sent: Sentence, tok: Token) -> bool:
    """Whether a word that can be a noun is one here: tagged so, or after an article."""
    return tok.upos in NOUNS or (tok.i > 0 and sent.tokens[tok.i - 1].upos == "DET")


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
    if entry.actor:
        definite = tok.text[0].isupper()
    if not definite or words & lexicon.settings["blockers"]:
        return False
    for t in around:
        rel = t.deprel.split(":")[0]
        if rel in {"acl", "compound", "appos", "flat"} and t.i > tok.i - 2:
            return False
        if rel == "nmod":
            return False
        allowed = entry.needs | lexicon.areas.keys() | (lexicon.settings["former"] if "person" in entry.kinds else set())
        if rel == "amod" and not ({t.lemma.lower(), t.text.lower()} & allowed):
            return False
    return True


def kind_of(entry: Description, known: Mention | None, antecedent: Mention) -> str:
    """What a description is: what it can only be (`the country`: a state), else what its noun says, else its antecedent."""
    if len(entry.kinds) == 1:
        return next(iter(entry.kinds))
    return known.kind if known else antecedent.kind


def settled(
    sentences: Sequence[Sentence], found: Sequence[Mention], lexicon: ActorLexicon, later: Collection[str]
) -> Iterator[Mention]:
    """The mentions, with the country of offices and bodies that name none: `the court`, `la polizia`, `il ministro Rossi`.

    It is the country whose office or body the same noun was elsewhere in the report, else the one to which most of the
    report's names belong, if it stands well above all others. Sources without a name and armed groups stay open, and the
    nouns in `later`.
    """
    nouns: dict[str, set[str]] = {}
    kinds: dict[str, list[str]] = {}
    for m in found:
        if m.basis == "role" and m.country and m.actor:
            nouns.setdefault(noun_of(sentences, m), set()).add(m.country)
            kinds.setdefault(m.kind, []).append(m.country)
    home = home_of(found)
    for m in found:
        office = m.basis == "role" or (m.kind == "person" and is_titled(sentences, m, lexicon))
        if not office or m.country or m.actor or m.kind in OPEN_KINDS or noun_of(sentences, m) in later:
            yield m
            continue
        alike = kinds.get(m.kind, []) if m.kind in ONE_BODY else []
        same = nouns.get(noun_of(sentences, m), set()) or (set(alike) if len(alike) > 1 else set())
        country = next(iter(same)) if len(same) == 1 else None if same else home
        state = lexicon.actors.get(country) if country else None
        if not state:
            yield m
        elif m.kind == "person":
            yield replace(m, country=country)
        else:
            yield replace(m, actor=state.id, country=country, basis="description" if same else "context", name=state.name)


def home_of(found: Sequence[Mention]) -> str | None:
    """The country to which most of a report's mentions belong."""
    counts = Counter(m.country for m in found if m.country and m.basis in {"name", "capital", "adjective", "role"})
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < AT_LEAST or ranked[0][1] < SHARE * counts.total():
        return None
    return ranked[0][0]


def noun_of(sentences: Sequence[Sentence], mention: Mention) -> str:
    return sentences[mention.sent].tokens[mention.tok].lemma.lower()


def is_titled(sentences: Sequence[Sentence], mention: Mention, lexicon: ActorLexicon) -> bool:
    """Whether a title of office belongs to the phrase of a person's name."""
    sent = sentences[mention.sent]
    words = [t for t in sent.tokens if mention.span.start <= t.start < mention.span.end]
    return any(r.person and r.kind in {"government", "parliament"} for t in words for r in lexicon.roles.get(t.text.lower(), ()))


def short_names(sent: Sentence, mention: Mention, lexicon: ActorLexicon) -> set[str]:
    """The words by which a person may be named again: the last, and the first where the family name comes first."""
    names = {fold(last_name(sent, mention))}
    if mention.country in lexicon.settings["family_name_first"]:
        words = [t for t in sent.tokens if mention.span.start <= t.start < mention.span.end and t.upos == "PROPN"]
        first = mention.name.split()[0] if mention.name and mention.actor else words[0].text if len(words) > 1 else ""
        names.add(fold(first))
    return names - {""}


def last_name(sent: Sentence, mention: Mention) -> str:
    """The last word of a person's name."""
    end = next(t for t in reversed(sent.tokens) if t.end <= mention.span.end)
    parts = pieces(end.text)
    return parts[-1] if parts else end.text


def standing_for(sent: Sentence, tok: Token, antecedent: Mention, basis: str) -> Mention:
    return replace(antecedent, span=Span(tok.start, tok.end), sent=sent.index, tok=tok.i, basis=basis)
