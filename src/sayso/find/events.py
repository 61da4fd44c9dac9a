"""Who did what to whom: PLOVER events from the verbs, nouns and adjectives of a sentence.

An event is coded when a word, in its frame, is a trigger of the language's lexicon; actor and recipient are what the
syntax gives, never what is likely. The content of a request, threat or promise is not an event of its own, since the
text does not say that it happened. A word used attributively without arguments ("the wounded man") is none either.
"""

from collections.abc import Container, Iterator
from dataclasses import replace

from sayso.find.events_frames import Roles, infinitives
from sayso.find.events_reader import EventReader
from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon, Trigger
from sayso.types import Event, Mention, Sentence, Span

OPEN = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})


def find_events(sent: Sentence, lexicon: EventLexicon, mentions: tuple[Mention, ...]) -> Iterator[Event]:
    """Yield the events of a sentence in text order; `mentions` are those of the sentence.

    One event for each trigger word. Left out: what stands in the content of another event (see `_contents`), the purpose
    of another event, and words that are part of a longer trigger.
    """
    reader = EventReader(sent, lexicon, mentions)
    coded = {tok.i: found for tok in sent.tokens if tok.upos in OPEN and (found := reader.trigger(tok.i))}
    left_out = {w for _, _, words in coded.values() for w in words}
    for i, (entry, roles, _) in coded.items():
        left_out.update(_contents(sent, i, entry, roles, lexicon))
        left_out.update(_fixed_objects(sent, entry, roles))
    left_out.update(i for i in coded if _aim(sent, i, coded) or _unreal(sent, i, lexicon))
    for i in coded:
        if i not in left_out and (event := reader.event(i)):
            yield _refused(sent, event, lexicon)


def _contents(sent: Sentence, i: int, entry: Trigger, roles: Roles, lexicon: EventLexicon) -> Iterator[int]:
    """Heads of what is asked, threatened, promised or refused, with what is coordinated: no events of their own."""
    relations = (entry.content,) if entry.content else lexicon.content.get(entry.type, ())
    todo = [f for rel in relations for f in roles.get(rel, ())]
    if entry.content == "xcomp" and "xcomp" not in roles:
        todo.extend(infinitives(sent, roles))
    if entry.upos == "NOUN" and "acl" in relations:  # the request by the mayor to leave
        near = [f for rel, fillers in roles.items() if rel[:4] == "nmod" for f in fillers if f > i]
        todo.extend(c.i for f in near for c in children(sent, f) if c.deprel == "acl" and c.feats.get("VerbForm") == "Inf")
    seen = {i}
    while todo:
        head = todo.pop()
        if head in seen:  # a tree of a bad parse may be none
            continue
        seen.add(head)
        yield head
        for c in children(sent, head):
            inner = sent.tokens[head].upos == "VERB" and c.upos == "NOUN" and base(c) in {"obj", "obl"}
            if c.i != i and (inner or base(c) in {"conj", "xcomp"}):
                todo.append(c.i)


def _aim(sent: Sentence, i: int, coded: Container[int]) -> bool:
    """True for the purpose of another event: in "sent troops to seize the port" no port is said to be seized."""
    tok = sent.tokens[i]
    if base(tok) not in {"advcl", "acl"} or tok.feats.get("VerbForm") != "Inf":
        return False
    return tok.head in coded or (base(tok) == "acl" and sent.tokens[tok.head].head in coded)


def _unreal(sent: Sentence, i: int, lexicon: EventLexicon) -> bool:
    """True for a noun that names what is feared, prevented or the title of a charge: "averted an attack", "charge of assault".

    With complements of its own (counts of assault against a guard) it tells what happened; but not after a verb.
    """
    tok = sent.tokens[i]
    if tok.upos != "NOUN" or base(tok) not in {"obj", "nmod"} or sent.tokens[tok.head].lemma.lower() not in lexicon.unreal:
        return False
    return base(tok) == "obj" or not any(base(c) in {"nmod", "acl"} and c.i > i for c in children(sent, i))


def _fixed_objects(sent: Sentence, entry: Trigger, roles: Roles) -> Iterator[int]:
    """Objects that the entry names: in "sign an agreement" the agreement is part of the signing."""
    if entry.upos == "VERB":
        named = [(entry.object, roles.get("obj", []))] + [(found, roles.get(f"obl:{p}", [])) for p, found in entry.oblique]
        yield from (f for lemmas, fillers in named for f in fillers if sent.tokens[f].lemma.lower() in lemmas)


def _refused(sent: Sentence, event: Event, lexicon: EventLexicon) -> Event:
    """The event itself, or a REJECT where the actor says that it will not do it: "will not lift the ban".

    Only for what PLOVER counts as a concession or cooperation, only with a future auxiliary; the negation is the trigger.
    A noun is refused by the light verb that governs it ("will not begin talks").
    """
    if event.type not in lexicon.refusal_types:
        return event
    tok = sent.tokens[event.tok]
    verb = tok.head if tok.upos == "NOUN" and base(tok) == "obj" and sent.tokens[tok.head].lemma in lexicon.light else tok.i
    kids = list(children(sent, verb))
    negation = next((c for c in kids if c.lemma.lower() in lexicon.refusal_negations), None)
    if negation is None or not any(c.lemma.lower() in lexicon.refusal_auxiliaries for c in kids):
        return event
    span = Span(negation.start, negation.end)
    return replace(event, type="REJECT", span=span, tok=negation.i, mode=None, rule=f"{event.rule} + {negation.lemma}")
