"""Which event a time, a place or a number belongs to, by the parse.

A finding goes up the tree from its head. The first token met that is a trigger owns it; a verb that is none hands it to the
trigger among its own arguments (*launched an attack on Monday*). It never leaves a clause that has no event: what is said of
an unread verb belongs to nobody. A journalist could dispute the two ways in which findings are then shared: a toll is also
the toll of the attack that it is the result of, and a day is also the day of what is told in the same breath.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sayso.types import Event, Place, Quantity, Sentence, Timex

Found = TypeVar("Found", Timex, Place, Quantity)
Owned = dict[int, list[Found]]  # token of a trigger -> what it owns, in text order

ARGUMENTS = {"nsubj", "obj", "obl", "iobj", "xcomp", "nmod"}
CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj"})
RESULT = {"advcl", "acl", "conj", "xcomp", "obj", "nsubj", "obl", "nmod", "appos"}  # ways from a toll up to what caused it
CORE = {"nsubj", "obj"}
HEADS = {"VERB", "AUX", "NOUN", "ADJ"}
VERBS = {"VERB", "AUX"}


def relation(sent: Sentence, tok: int) -> str:
    return sent.tokens[tok].deprel.partition(":")[0]


def owners(sent: Sentence, triggers: set[int], found: Iterable[Found], walls: frozenset[str] = CLAUSES) -> Owned[Found]:
    """{trigger token: findings it owns}; nothing leaves a verb that is joined to the rest by one of `walls`."""
    owned: Owned[Found] = {}
    for item in found:
        owner = owner_of(sent, triggers, item.tok, walls)
        if owner is not None:
            owned.setdefault(owner, []).append(item)
    return owned


def owner_of(sent: Sentence, triggers: set[int], tok: int, walls: frozenset[str] = CLAUSES) -> int | None:
    """The trigger that owns what is headed by `tok`, or None."""
    seen: set[int] = set()
    at = tok
    while at not in seen:
        if at in triggers:
            return at
        if (below := trigger_below(sent, triggers, at, tok)) is not None:
            return below
        up = sent.tokens[at].head
        if relation(sent, at) in walls and sent.tokens[at].upos in VERBS:
            return up if up in triggers and relation(sent, at) == "acl" else None
        seen.add(at)
        at = up
    return None


def trigger_below(sent: Sentence, triggers: set[int], head: int, tok: int) -> int | None:
    """The trigger among the arguments of `head`, its object or subject before any other, or the verb coordinated with it."""
    if sent.tokens[head].upos not in HEADS or head == tok:
        return None
    below = [c for c in sent.children[head] if c in triggers]
    near = [c for c in below if relation(sent, c) in ARGUMENTS]
    if near:
        return min(near, key=lambda c: (relation(sent, c) not in CORE, abs(c - tok)))
    joined = [c for c in below if relation(sent, c) == "conj" and not has_subject(sent, c)]
    return joined[0] if joined and tok < head else None


def noun_before(sent: Sentence, triggers: set[int], item: Timex) -> int | None:
    """The event noun that a time follows directly (*the air strikes last week*), however the parse ties it."""
    first = next((i for i in range(item.tok + 1) if sent.tokens[i].start >= item.span.start), item.tok)
    before = first - 1
    while before >= 0 and sent.tokens[before].upos in {"ADP", "DET", "ADJ"} and before not in triggers:
        before -= 1
    return before if before in triggers and sent.tokens[before].upos == "NOUN" else None


def has_subject(sent: Sentence, tok: int) -> bool:
    return any(relation(sent, c) in {"nsubj", "csubj"} for c in sent.children[tok])


def causes_of(sent: Sentence, events: Mapping[int, Event], tok: int) -> list[int]:
    """Triggers of the same type that the toll at `tok` is the result of, nearest first: *rammed a truck …, killing six*,
    *the blasts left twenty dead*.

    None when the toll has a subject of its own, for then it is another deed; a relative clause on the trigger itself is not.
    """
    relative = sent.tokens[tok].deprel == "acl:relcl" and sent.tokens[tok].head in events
    if has_subject(sent, tok) and not relative:
        return []
    found: list[int] = []
    at = tok
    for _ in sent.tokens:
        up = sent.tokens[at].head
        if up == at or relation(sent, at) not in RESULT:
            break
        near = [up] if up in events else suffered(sent, events, up, at)
        if any(events[t].type != events[tok].type for t in near):
            break
        found += near
        if up not in events and near:
            break
        at = up
    return found


def suffered(sent: Sentence, events: Mapping[int, Event], verb: int, branch: int) -> list[int]:
    """The trigger that is subject, else object of a verb without an event: *the blasts left …*, *faced a series of attacks*."""
    for core in ("nsubj", "obj"):
        for child in sent.children[verb]:
            if child == branch or relation(sent, child) != core:
                continue
            if found := [t for t in (child, *sent.children[child]) if t in events and relation(sent, t) in {core, "nmod"}]:
                return found[:1]
    return []


def bare_passive(sent: Sentence, event: Event) -> bool:
    """Whether the text says who suffered and not who did it."""
    return not event.actor and any(sent.tokens[c].deprel == "nsubj:pass" for c in sent.children[event.tok])


def means_of(sent: Sentence, events: Mapping[int, Event], tok: int) -> int | None:
    """The trigger of the same type just below a toll: *four killed in a raid*, *fifty dead in a series of attacks*, and, when
    nobody is said to have killed, *were killed when a truck ploughed into them*."""
    for child in sent.children[tok]:
        ways = {"obl", "nmod"} if relation(sent, child) != "advcl" else {"obj", "nsubj", "advcl"}
        if relation(sent, child) not in {"obl", "nmod"} and (
            relation(sent, child) != "advcl" or not bare_passive(sent, events[tok])
        ):
            continue
        for below in (child, *sent.children[child]):
            if below in events and events[below].type == events[tok].type and relation(sent, below) in ways:
                return below
    return None


def tolls(sent: Sentence, events: Sequence[Event], quantities: Sequence[Quantity]) -> Owned[Quantity]:
    """{trigger token: numbers}: those it owns, those that count its arguments, and those of its result or of its means."""
    by_tok = {e.tok: e for e in events}
    owned = owners(sent, set(by_tok), quantities, CLAUSES | {"conj"})
    counted = {q.counted if q.counted is not None else q.tok: q for q in quantities}
    for event in events:
        heads = [arg.tok for arg in (*event.actor, *event.recipient) if arg.sent == event.sent]
        if relation(sent, event.tok) == "acl":  # nearly 1,000 troops stationed there
            heads.append(sent.tokens[event.tok].head)
        if numbers := [counted[tok] for tok in heads if tok in counted]:
            add(owned, event.tok, numbers)
    own = {tok: list(found) for tok, found in owned.items()}
    for tok, found in own.items():
        for cause in causes_of(sent, by_tok, tok):
            add(owned, cause, found)
        if (means := means_of(sent, by_tok, tok)) is not None and means not in own:
            add(owned, means, found)
    return owned


def add(owned: Owned[Found], tok: int, found: Iterable[Found]) -> None:
    """Add what is not there yet and keep text order."""
    here = owned.setdefault(tok, [])
    here.extend(f for f in found if f not in here)
    here.sort(key=lambda f: f.span.start)


def times(sent: Sentence, events: Sequence[Event], timexes: Sequence[Timex]) -> dict[int, Timex]:
    """{trigger token: its time}. A date goes before a duration; a verb without a time takes that of the one it is joined to."""
    triggers = {e.tok for e in events}
    following = {t: noun for t in timexes if (noun := noun_before(sent, triggers, t)) is not None}
    owned = owners(sent, triggers, (t for t in timexes if t not in following))
    for item, noun in following.items():
        add(owned, noun, [item])
    own = {tok: best_time(found) for tok, found in owned.items()}
    shared = dict(own)
    for tok in sorted(triggers - own.keys()):
        giver = time_giver(sent, tok)
        if giver is not None and giver in own and (not has_subject(sent, tok) or own[giver].tok < min(giver, tok)):
            shared[tok] = own[giver]
    return of_one_happening(sent, events, shared)


def places(sent: Sentence, events: Sequence[Event], found: Sequence[Place]) -> dict[int, Place]:
    """{trigger token: its place}, the first that it owns."""
    owned = owners(sent, {e.tok for e in events}, found)
    return of_one_happening(sent, events, {tok: mine[0] for tok, mine in owned.items()})


def of_one_happening(sent: Sentence, events: Sequence[Event], known: dict[int, Found]) -> dict[int, Found]:
    """`known`, and where a toll and its attack are told together, what is known of one for the other."""
    by_tok = {e.tok: e for e in events}
    shared = dict(known)
    for tok in by_tok:
        linked = causes_of(sent, by_tok, tok)
        if (means := means_of(sent, by_tok, tok)) is not None:
            linked.append(means)
        for other in linked:
            for giver, taker in ((tok, other), (other, tok)):
                if giver in known and taker not in shared:
                    shared[taker] = known[giver]
    return shared


def best_time(found: Sequence[Timex]) -> Timex:
    return min(found, key=lambda t: t.type == "DURATION")


def time_giver(sent: Sentence, tok: int) -> int | None:
    """The head of which `tok` is a coordinate or a free participle (*convicted on Saturday, sentencing …*), else None."""
    rel = relation(sent, tok)
    participle = rel == "advcl" and not any(relation(sent, c) in {"mark", "nsubj"} for c in sent.children[tok])
    return sent.tokens[tok].head if rel == "conj" or participle else None
