"""What has been named so far in a report, and which of it a later word most likely takes up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.names import fold, pieces
from sayso.types import Mention, Sentence, Token

MARGIN = 0.5  # by which the best antecedent must beat the best one of another actor
MARGIN_HERE = 1.2  # the same where both stand in the sentence of the word that takes them up
SUBJECT, OBJECT, OFTEN, PER_SENTENCE, ADJECTIVE = 1.5, 0.3, 1.0, 1.0, -0.7  # weights of an antecedent


@dataclass
class Memory:
    """The mentions in text order, and where they stood."""

    lexicon: ActorLexicon
    sentences: Sequence[Sentence]
    people: dict[str, Mention]  # short name -> the person whom it means in this report
    named: Mapping[str, Mention]  # actor -> its last mention anywhere in the report, for a name that only one actor may mean
    ahead: Mapping[int, Mention] = field(default_factory=dict)  # what the sentence being read names, by token
    found: list[Mention] = field(default_factory=list)
    subjects: set[tuple[int, int]] = field(default_factory=set)
    objects: set[tuple[int, int]] = field(default_factory=set)
    nouns: dict[str, Mention] = field(default_factory=dict)  # noun of office, or title -> its last mention with an actor
    titles: dict[str, Mention | None] = field(default_factory=dict)  # noun beside a name -> that person; None: of several
    often: Counter[str] = field(default_factory=Counter)

    def add(self, sent: Sentence, mention: Mention) -> None:
        """Remember a mention as a possible antecedent."""
        tok = sent.tokens[mention.tok]
        self.found.append(mention)
        rel = tok.deprel.split(":")[0]
        if rel == "nsubj" or mention.basis == "elided" or (rel == "conj" and sent.tokens[tok.head].deprel.startswith("nsubj")):
            self.subjects.add((mention.sent, mention.tok))
        elif rel in {"obj", "obl", "iobj"}:
            self.objects.add((mention.sent, mention.tok))
        if mention.basis == "role" and mention.actor:
            self.nouns[fold(tok.lemma)] = mention
        if mention.kind == "person" and mention.basis == "name":
            for noun in nouns_beside(sent, mention):
                other = self.titles.get(noun, mention)
                self.titles[noun] = mention if other and identity(other) == identity(mention) else None
        if key := identity(mention):
            self.often[key] += 1

    def recent(self, sent: Sentence, window: int) -> list[Mention]:
        """The mentions of this sentence and of `window` before it, the last first."""
        found = []
        for mention in reversed(self.found):
            if mention.sent < sent.index - window:
                break
            found.append(mention)
        return found

    def is_subject(self, mention: Mention) -> bool:
        return (mention.sent, mention.tok) in self.subjects

    def best(self, sent: Sentence, pool: list[Mention]) -> Mention | None:
        """The best of the candidates, if it beats every other actor by a margin."""
        top: dict[str, float] = {}
        holder: dict[str, Mention] = {}
        most = max(self.often.values(), default=0)
        for mention in pool:
            key = identity(mention)
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


def identity(mention: Mention) -> str:
    """Who is mentioned: two mentions with the same answer are taken for one actor."""
    if mention.kind == "person" and mention.name:
        return mention.actor or mention.name
    return mention.actor or mention.country or mention.name or ""


def governor(sent: Sentence, mention: Mention) -> int:
    """The verb of which a mention is the subject."""
    tok = sent.tokens[mention.tok]
    if mention.basis == "elided":
        return tok.i
    return sent.tokens[tok.head].head if tok.deprel == "conj" else tok.head


def nouns_beside(sent: Sentence, mention: Mention) -> list[str]:
    """The nouns that say in a person's own phrase, or in apposition to it, what he or she is: `activist`."""
    first = next(t.i for t in sent.tokens if t.start >= mention.span.start)
    inside = [t for t in sent.tokens[first : mention.tok + 1] if t.start < mention.span.end]
    apposed = [sent.tokens[c] for c in sent.children[mention.tok] if sent.tokens[c].deprel == "appos"]
    return [fold(t.lemma) for t in (*inside, *apposed) if t.upos == "NOUN"]


def short_names(sent: Sentence, mention: Mention, lexicon: ActorLexicon) -> set[str]:
    """The words by which a person may be named again: the last, and the first one unless the lexicon knows the person.

    The name of a known person stands in the lexicon as the press shortens it; the first word counts only where family names
    come first.
    """
    last = fold(last_name(sent, mention))
    names = {last} if len(last) > 2 else set()  # the end of Kim Jong Un is no name by itself
    if mention.name and " " in mention.name and (not mention.actor or mention.country in lexicon.settings["family_name_first"]):
        names.add(fold(mention.name.split()[0]))
    return {n for n in names if len(n) > 1}


def last_name(sent: Sentence, mention: Mention) -> str:
    """The last word of a person's name."""
    end = next(t for t in reversed(sent.tokens) if t.end <= mention.span.end)
    parts = pieces(end.text)
    return parts[-1] if parts else end.text


def is_plural(sent: Sentence, tok: Token) -> bool:
    """Whether a noun phrase is of several: by its number, or because something is coordinated with it."""
    return tok.feats.get("Number") == "Plur" or any(sent.tokens[c].deprel == "conj" for c in sent.children[tok.i])
