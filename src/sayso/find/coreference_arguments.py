"""The actors and recipients of events: who an argument is, and who fills a role that the verb's ending alone tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.find.coreference_descriptions import is_definite
from sayso.find.coreference_memory import identity, is_plural
from sayso.find.coreference_report import nouns_of_nationality
from sayso.find.tree import children, phrase
from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.events import EventLexicon, Trigger
from sayso.types import Argument, Attribution, Event, Mention, Sentence, Token

Places = Mapping[tuple[int, int], Mention]  # (sentence, token) -> the mention there that knows most
SHARING = frozenset({"conj", "ccomp", "advcl", "xcomp"})  # clauses that may share the subject of the one above
PASSIVE = frozenset({"aux:pass", "expl:pass", "nsubj:pass", "obl:agent"})
NO_SUBJECT = frozenset({"nsubj", "csubj", "expl"})
ACTING = frozenset({"state", "government", "military", "police", "court", "parliament", "party", "organisation", "armed-group"})
ANTECEDENTS = ACTING | {"person", "people", "outlet"}
BACK = 3  # sentences that a subject may be left out in a row


def resolve_arguments(
    sentences: Sequence[Sentence],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    lexicon: ActorLexicon,
    triggers: EventLexicon,
) -> Iterator[Event]:
    """The events, with actor and country of their arguments, in order.

    An argument is the mention at its head, else it has the country that its phrase names first, or that its noun has
    everywhere else in the report. `I` and `we` are whoever says so. Where a language leaves out subjects, that of a verb
    without one is the subject told last.
    """
    reader = _Arguments(sentences, mentions, attributions, lexicon)
    for event in events:
        actor, recipient = reader.named(event.actor), reader.named(event.recipient)
        role = subject_role(sentences[event.sent], event, triggers)
        left_out = reader.left_out(event, triggers) if role and not (actor if role == "actor" else recipient) else None
        if left_out and left_out.span not in {a.span for a in (*actor, *recipient)}:
            actor, recipient = ((left_out,), recipient) if role == "actor" else (actor, (left_out,))
        yield replace(event, actor=actor, recipient=recipient)


class _Arguments:
    """The mentions of a report by place."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        attributions: Sequence[Attribution],
        lexicon: ActorLexicon,
    ) -> None:
        self.sentences = sentences
        self.lexicon = lexicon
        self.attributions = attributions
        self.places: dict[tuple[int, int], Mention] = {}
        self.here: dict[int, list[Mention]] = {}
        for m in mentions:
            place = (m.sent, m.tok)
            if place not in self.places or knows(m) > knows(self.places[place]):
                self.places[place] = m
            self.here.setdefault(m.sent, []).append(m)
        self.nationality = nouns_of_nationality(sentences, mentions)
        self.dropped = lexicon.settings["persons_left_out"]

    def named(self, arguments: Sequence[Argument]) -> tuple[Argument, ...]:
        return tuple(self.resolve(a) for a in arguments)

    def resolve(self, arg: Argument) -> Argument:
        sent = self.sentences[arg.sent]
        tok = sent.tokens[arg.tok]
        mention = self.places.get((arg.sent, arg.tok))
        own = next((c for c in children(sent, arg.tok) if c.deprel in {"nmod:poss", "det:poss"} and is_first(c)), None)
        if is_first(tok) or (own and (not mention or mention.basis != "name")):
            return self.as_speaker(arg)
        if mention and (mention.actor or mention.country):
            if tok.upos == "DET":  # a possessive adjective
                return self.owner(arg, mention)
            return replace(arg, actor=mention.actor, country=mention.country)
        if named := self.apposed(sent, tok):
            return replace(arg, actor=named.actor, country=named.country)
        inside = [m for m in self.here.get(arg.sent, ()) if m.country and within(m, arg)]
        if inside:
            return replace(arg, country=min(inside, key=lambda m: m.span.start).country)
        told = self.nationality.get(tok.lemma.lower())
        return replace(arg, country=told) if told and is_definite(sent, tok, self.lexicon) else arg

    def apposed(self, sent: Sentence, tok: Token) -> Mention | None:
        """The name in apposition to a noun, by the parse or directly after its comma: its president, Tayyip Erdogan."""
        after = [c.i for c in children(sent, tok.i) if c.deprel == "appos"]
        if tok.i + 2 < len(sent.tokens) and sent.tokens[tok.i + 1].text == ",":
            after.append(tok.i + 2)
        named = (self.places.get((sent.index, i)) for i in after)
        return next((m for m in named if m and m.country and m.kind == "person" and m.basis == "name"), None)

    def owner(self, arg: Argument, mention: Mention) -> Argument:
        """Whoever a possessive adjective stands for, by the last name or noun of that actor before it."""
        for index in (arg.sent, arg.sent - 1):
            for m in reversed(self.here.get(index, ())):
                if (m.sent, m.tok) < (arg.sent, arg.tok) and m.basis != "pronoun" and identity(m) == identity(mention):
                    span = phrase(self.sentences[m.sent], m.tok)
                    return Argument(span, m.sent, m.tok, mention.actor, mention.country)
        return replace(arg, actor=mention.actor, country=mention.country)

    def as_speaker(self, arg: Argument) -> Argument:
        """The argument with actor and country of whoever says the words in which it stands."""
        speaker = self.speaker(arg)
        return replace(arg, actor=speaker.actor, country=speaker.country) if speaker else arg

    def speaker(self, at: Argument | Event) -> Argument | None:
        """The source of the innermost attribution that holds `at`."""
        holding = [a for a in self.attributions if a.content.start <= at.span.start and at.span.end <= a.content.end]
        inner = min(holding, key=lambda a: a.content.end - a.content.start, default=None)
        if inner is None or inner.source is None:
            return None
        source = inner.source
        mention = self.places.get((source.sent, source.tok))
        actor, country = (mention.actor, mention.country) if mention else (source.actor, None)
        return Argument(source.span, source.sent, source.tok, actor, country)

    def left_out(self, event: Event, triggers: EventLexicon) -> Argument | None:
        """The subject that the verb of an event, or the clause above it, has only in its ending."""
        sent = self.sentences[event.sent]
        verb = verb_of(sent, event, triggers)
        while verb is not None:
            if any(c.deprel.split(":")[0] in NO_SUBJECT for c in children(sent, verb.i)):
                return None
            finite = finite_of(sent, verb)
            if finite and finite.feats.get("Person") in self.dropped:
                if finite.feats["Person"] == "1":
                    return self.speaker(event)
                before = self.subject_above(sent, verb, finite)
                return before or self.subject_before(event.sent - 1, finite.feats.get("Number"), BACK)
            if verb.deprel.split(":")[0] not in SHARING:
                return None
            verb = sent.tokens[verb.head]
        return None

    def subject_above(self, sent: Sentence, verb: Token, finite: Token) -> Argument | None:
        """The subject of the nearest clause above that has one."""
        at = verb
        for _ in range(BACK):
            if at.deprel.split(":")[0] not in SHARING or at.head == at.i:
                return None
            at = sent.tokens[at.head]
            for c in children(sent, at.i):
                if c.deprel.split(":")[0] == "nsubj":
                    return self.as_antecedent(sent, c, finite.feats.get("Number"))
        return None

    def subject_before(self, index: int, number: str | None, left: int) -> Argument | None:
        """The subject of the main clause of a sentence, or of those before where it has none either."""
        if index < 0 or left == 0:
            return None
        sent = self.sentences[index]
        root = next((t for t in sent.tokens if t.head == t.i), None)
        if root is None:
            return None
        subjects = [c for c in children(sent, root.i) if c.deprel.split(":")[0] in NO_SUBJECT]
        if subjects:
            return self.as_antecedent(sent, subjects[0], number) if subjects[0].deprel.startswith("nsubj") else None
        finite = finite_of(sent, root)
        same = finite and finite.feats.get("Person") in self.dropped and finite.feats.get("Number") == number
        return self.subject_before(index - 1, number, left - 1) if same else None

    def as_antecedent(self, sent: Sentence, tok: Token, number: str | None) -> Argument | None:
        """The subject `tok` as an argument, if it is one who acts and agrees in number."""
        mention = self.places.get((sent.index, tok.i))
        if mention is None or mention.kind not in ANTECEDENTS or (number == "Plur") != is_plural(sent, tok):
            return None
        return Argument(phrase(sent, tok.i), sent.index, tok.i, mention.actor, mention.country)


def verb_of(sent: Sentence, event: Event, triggers: EventLexicon) -> Token | None:
    """The verb whose subject is that of the event: the trigger, or the light verb that an event noun is the object of."""
    tok = sent.tokens[event.tok]
    if tok.upos in {"VERB", "AUX"}:
        return tok
    head = sent.tokens[tok.head]
    light = any(head.lemma in t.light for t in coded_by(event, triggers)) or head.lemma in triggers.light
    return head if light and tok.deprel in {"obj", "obl"} and head.upos == "VERB" else None


def finite_of(sent: Sentence, verb: Token) -> Token | None:
    """The word of a verb group that bears person and number."""
    group = [verb, *(c for c in children(sent, verb.i) if c.upos == "AUX")]
    return next((t for t in group if t.feats.get("VerbForm") == "Fin" and t.feats.get("Person")), None)


def subject_role(sent: Sentence, event: Event, triggers: EventLexicon) -> str | None:
    """The role that the subject of the event's verb fills: actor, recipient, or none."""
    entry = next(iter(coded_by(event, triggers)), None)
    if entry is None:
        return None
    verb = sent.tokens[event.tok]
    relation = "nsubj"
    if verb.upos == "VERB" and any(c.deprel in PASSIVE for c in children(sent, verb.i)):
        relation = "obj"
    nominal = entry.upos == "NOUN"
    actor = entry.actor if entry.actor is not None else ("nsubj",) if nominal else triggers.verb_actor
    recipient = entry.recipient if entry.recipient is not None else () if nominal else triggers.verb_recipient
    return "actor" if relation in actor else "recipient" if relation in recipient else None


def coded_by(event: Event, triggers: EventLexicon) -> list[Trigger]:
    """The entries that may have coded an event, by its rule: `events.toml: sign VERB + treaty`."""
    lemma, _, upos = event.rule.partition(": ")[2].partition(" + ")[0].rpartition(" ")
    entries = triggers.triggers.get((lemma.split(" ")[0].lower(), upos), ())
    return [t for t in entries if t.lemma == lemma and t.type == event.type]


def is_first(tok: Token) -> bool:
    """Whether a word is `I`, `we`, `our`."""
    return tok.feats.get("Person") == "1" and tok.upos in {"PRON", "DET"}


def within(mention: Mention, arg: Argument) -> bool:
    return arg.span.start <= mention.span.start and mention.span.end <= arg.span.end


def knows(m: Mention) -> tuple[bool, bool, int]:
    return m.actor is not None, m.country is not None, m.span.end - m.span.start
