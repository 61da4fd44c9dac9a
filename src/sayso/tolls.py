"""Which event a number belongs to, and which attack a toll is the toll of."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sayso.ownership import Found, Owned, Owners, has_subject, is_going_on, is_participle, relation
from sayso.types import Event, Quantity, Sentence

RESULT = {"advcl", "acl", "conj", "xcomp", "obj", "nsubj", "obl", "nmod", "appos"}  # ways from a toll up to what caused it
VIOLENT = frozenset({"ASSAULT", "COERCE"})


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
            found += [t for t in suffered(sent, events, up, at) if events[t].type == events[tok].type]
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
    """Whether the text says who suffered and not who did it: *were killed*, *the people killed*."""
    below = {sent.tokens[c].deprel for c in sent.children[event.tok]}
    participle = sent.tokens[event.tok].feats.get("VerbForm") == "Part" and "aux" not in below
    suffers = participle and (relation(sent, event.tok) == "acl" or "nsubj" in below)
    suffers = suffers or any(relation(sent, a.tok) == "nsubj" for a in event.recipient if a.sent == event.sent)
    return not event.actor and (suffers or "nsubj:pass" in below)


def means_of(sent: Sentence, events: Mapping[int, Event], tok: int) -> int | None:
    """The trigger of the same type that a toll comes from, just below it (*four killed in a raid*, *fifty dead in a series of
    attacks*, *the blast killed six*), beside it below a word that is no event, and, when nobody is said to have killed, *were
    killed when a truck ploughed into them*."""
    head = sent.tokens[tok].head
    beside = sent.children[head] if relation(sent, tok) in {"nsubj", "conj"} and head not in events else ()
    for child in (*sent.children[tok], *beside):
        rel = relation(sent, child)
        if rel == "nsubj" and child in events and is_one_deed(events[child], events[tok]) and child != tok:
            return child
        noun = rel in {"obl", "nmod"} or (rel == "xcomp" and sent.tokens[child].upos == "NOUN")
        if not noun and (rel != "advcl" or not bare_passive(sent, events[tok])):
            continue
        for below in chain_below(sent, child, {"nmod", "compound"} if noun else {"obj", "nsubj", "advcl"}):
            if below in events and below != tok and events[below].type == events[tok].type:
                return below
    return None


def is_one_deed(one: Event, other: Event) -> bool:
    """Whether a subject and its verb tell one happening: *the cyber attack hit …*."""
    return one.type == other.type or {one.type, other.type} <= VIOLENT


def chain_below(sent: Sentence, tok: int, ways: set[str], depth: int = 2) -> Iterator[int]:
    """`tok` and what hangs on it by `ways`, the nearest first."""
    level = [tok]
    for _ in range(depth + 1):
        yield from level
        level = [c for t in level for c in sent.children[t] if relation(sent, c) in ways]


def tolls(sent: Sentence, events: Sequence[Event], quantities: Sequence[Quantity]) -> Owned[Quantity]:
    """{trigger token: numbers}: those it owns, those that count its arguments, and those of its result or of its means."""
    by_tok = {e.tok: e for e in events}
    near = partial(owner_beside, sent, by_tok)
    owned = Owners(sent, frozenset(by_tok), results=True).of(quantities, near=near)
    counted = {q.counted if q.counted is not None else q.tok: q for q in quantities}
    for event in events:
        if counts := [q for q in quantities if q.counted == event.tok]:  # four of the dead
            add(owned, event.tok, counts)
        heads = [arg.tok for arg in event.actor if arg.sent == event.sent and is_own_actor(sent, event.tok, arg.tok)]
        heads += [arg.tok for arg in event.recipient if arg.sent == event.sent]
        noun = sent.tokens[event.tok].head
        if relation(sent, event.tok) == "acl" and is_own_actor(sent, event.tok, noun):  # nearly 1,000 troops stationed there
            heads.append(noun)
        if numbers := [counted[tok] for tok in heads if tok in counted]:
            add(owned, event.tok, numbers)
    own = {tok: list(found) for tok, found in owned.items()}
    for tok, found in own.items():
        first = sent.tokens[tok].head if relation(sent, tok) == "conj" and sent.tokens[tok].head in own else None
        for cause in causes_of(sent, by_tok, tok):
            if cause != first:  # killed 34 and wounded 117: each has its own toll, the attack has both
                add(owned, cause, found)
        for one in (tok, first):
            means = means_of(sent, by_tok, one) if one is not None else None
            if means is not None and means not in own:
                add(owned, means, found)
    return owned


def is_own_actor(sent: Sentence, tok: int, actor: int) -> bool:
    """Whether an actor is told with the event itself, not with the deed that it is the result of: *two missiles hit the town,
    killing 34*."""
    first = tok
    while relation(sent, first) == "conj" and sent.tokens[first].head < first:
        first = sent.tokens[first].head
    apart = first > 0 and sent.tokens[first - 1].text == ","
    participle = relation(sent, first) in {"acl", "advcl", "ccomp"} and is_going_on(sent, first)
    return not (participle and apart) or sent.tokens[actor].head == tok


def owner_beside(sent: Sentence, events: Mapping[int, Event], number: Quantity) -> int | None:
    """The event that a number tells about without counting it: what a sum is spent on, what a toll is said to have reached."""
    found = sum_of(sent, events, number)
    return found if found is not None else reached(sent, events, number)


def reached(sent: Sentence, events: Mapping[int, Event], number: Quantity) -> int | None:
    """The event in the subject of a verb that says how high a count is: *the number of people killed has risen to 35*."""
    verb = sent.tokens[number.tok].head
    if number.counted is not None or relation(sent, number.tok) not in {"obl", "obj"} or verb in events:
        return None
    subject = next((c for c in sent.children[verb] if relation(sent, c) == "nsubj" and c < verb), None)
    counted = (c for c in sent.children[subject] if relation(sent, c) == "nmod") if subject is not None else ()
    below = (e for c in counted for e in sent.children[c] if relation(sent, e) == "acl")
    return next((e for e in below if e in events and is_participle(sent, e)), None)


def sum_of(sent: Sentence, events: Mapping[int, Event], number: Quantity) -> int | None:
    """The event that a sum is spent on: *$800 million in military aid*."""
    head = sent.tokens[number.tok].head
    amounts = (number.tok, head) if sent.tokens[head].upos in {"SYM", "NUM"} else (number.tok,)
    found = (c for t in amounts for c in sent.children[t] if c in events and relation(sent, c) == "nmod")
    return next((c for c in found if c != number.counted), None)


def add(owned: Owned[Found], tok: int, found: Sequence[Found]) -> None:
    """Add what is not there yet and keep text order."""
    here = owned.setdefault(tok, [])
    here.extend(f for f in found if f not in here)
    here.sort(key=lambda f: f.span.start)
