"""Which event a time, a place or a number belongs to, and when two events share one.

ownership.py says on which trigger a finding hangs. A journalist could dispute the ways in which findings are then shared: a
toll is also the toll of the attack that it is the result of, a day or a place is also that of what is told in the same breath,
and troops are sent to where they are to fight. The place of a sentence that names only the speaker's seat is not shared.
"""

from collections.abc import Iterator, Mapping, Sequence

from sayso.ownership import VERBS, Found, Owned, Owners, has_subject, is_free, is_going_on, relation
from sayso.types import Event, Place, Quantity, Sentence, Timex

RESULT = {"advcl", "acl", "conj", "xcomp", "obj", "nsubj", "obl", "nmod", "appos"}  # ways from a toll up to what caused it
VIOLENT = frozenset({"ASSAULT", "COERCE"})
SENDING = frozenset({"MOBILIZE"})
SIZES = {"city": 0, "area": 1, "region": 1, "country": 2}


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
    owned = Owners(sent, frozenset(by_tok), results=True).of(quantities)
    counted = {q.counted if q.counted is not None else q.tok: q for q in quantities}
    for event in events:
        if counts := [q for q in quantities if q.counted == event.tok]:  # four of the dead
            add(owned, event.tok, counts)
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


def add(owned: Owned[Found], tok: int, found: Sequence[Found]) -> None:
    """Add what is not there yet and keep text order."""
    here = owned.setdefault(tok, [])
    here.extend(f for f in found if f not in here)
    here.sort(key=lambda f: f.span.start)


def times(
    sent: Sentence, events: Sequence[Event], timexes: Sequence[Timex], together: frozenset[str] = frozenset()
) -> dict[int, Timex]:
    """{trigger token: its time}. A date goes before a duration; a verb without a time takes that of the one it is joined to.
    `together` are the conjunctions of what happens at the same time and place (while)."""
    owners = owners_in(sent, events, timexes)
    owned = owners.of([t for t in timexes if not is_measure(sent, owners, t)], near=lambda t: near_time(sent, owners, t))
    taken_up(owners, owned, timexes)
    own = {tok: best_time(found) for tok, found in owned.items()}
    shared = dict(own)
    for tok in sorted(owners.triggers - own.keys()):
        giver = time_giver(sent, tok)
        if giver is not None and giver in own and (not has_subject(sent, tok) or own[giver].tok < min(giver, tok)):
            shared[tok] = own[giver]
    meanwhile(owners, [t for t in timexes if t.type != "DURATION"], shared, together)
    return of_one_happening(sent, events, of_twins(owners, shared))


def places(
    sent: Sentence,
    events: Sequence[Event],
    found: Sequence[Place],
    timexes: Sequence[Timex] = (),
    together: frozenset[str] = frozenset(),
) -> dict[int, Place]:
    """{trigger token: its place}, the nearest that it owns; a wider one that only says where that lies (*in Gafsa, in southern
    Tunisia*) is left aside."""
    owners = owners_in(sent, events, timexes)
    narrow = [p for i, p in enumerate(found) if not i or not says_where(sent, found[i - 1], p)]
    owned = owners.of(narrow, near=lambda p: owners.beside(p.tok, p.span.start))
    taken_up(owners, owned, found)
    known = {tok: mine[0] for tok, mine in owned.items()}
    for tok in sorted(owners.triggers - known.keys()):
        giver = place_giver(sent, tok)
        if giver in owned and (owned[giver][0].tok < tok or relation(sent, tok) != "conj"):
            known[tok] = owned[giver][0]
    for event in events:
        if event.tok not in known and event.type in SENDING and (goal := goal_of(sent, event, owners, known, narrow)):
            known[event.tok] = goal
    meanwhile(owners, narrow, known, together)
    known = of_one_happening(sent, events, of_twins(owners, known))
    if found and found[0].tok == 0 and heads_the_line(sent, found[0]):
        known = dict.fromkeys(owners.triggers, found[0]) | known
    return known


def near_time(sent: Sentence, owners: Owners, time: Timex) -> int | None:
    """The trigger that lasts so long (*two hours of fighting*), or that the time follows."""
    lasting = [c for c in sent.children[time.tok] if c in owners.triggers and relation(sent, c) in {"nmod", "acl"}]
    if time.type == "DURATION" and lasting:
        return lasting[0]
    return owners.beside(time.tok, time.span.start)


def is_measure(sent: Sentence, owners: Owners, time: Timex) -> bool:
    """Whether a length of time only qualifies a noun that is no event: *his one-year rule*."""
    head = sent.tokens[time.tok].head
    qualifies = relation(sent, time.tok) in {"amod", "compound", "nummod"} and sent.tokens[head].upos == "NOUN"
    return time.type in {"DURATION", "SET"} and qualifies and head not in owners.triggers


def owners_in(sent: Sentence, events: Sequence[Event], timexes: Sequence[Timex]) -> Owners:
    dated = (i for t in timexes for i in range(len(sent.tokens)) if t.span.start <= sent.tokens[i].start < t.span.end)
    return Owners(sent, frozenset(e.tok for e in events), frozenset(dated))


def taken_up(owners: Owners, owned: Owned[Found], found: Sequence[Found]) -> None:
    """Give a time or place also to the clause that takes it up by *when*, *where*, *in which*, and to what it follows alone."""
    reached = {id(item) for mine in owned.values() for item in mine}
    for item in found:
        relative = None if isinstance(item, Quantity) else item.relative
        way = owners.climb(relative) if relative is not None else None
        takers = {way[0]} if way else set()
        if id(item) not in reached:
            first = owners.opens(item.tok)
            alone = first[0] if first else owners.left_of(item.tok)
            takers |= set() if alone is None else {alone}
        for owner in takers:
            owned.setdefault(owner, []).append(item)


def meanwhile(owners: Owners, found: Sequence[Found], known: dict[int, Found], together: frozenset[str]) -> None:
    """Give an event what stands in the clause of what happened at the same time: *was beaten while campaigning in Kalangala*."""
    sent = owners.sent
    for tok in owners.triggers - known.keys():
        for clause in sent.children[tok]:
            words = {sent.tokens[c].text.lower() for c in sent.children[clause]}
            if relation(sent, clause) != "advcl" or not words & together:
                continue
            if clause in known:
                known[tok] = known[clause]
            elif mine := Owners(sent, frozenset({clause}), owners.dated).of(found).get(clause):
                known[tok] = mine[0]
        host = accompanies(sent, tok, together)
        if tok not in known and host in known:
            known[tok] = known[host]


def accompanies(sent: Sentence, tok: int, together: frozenset[str]) -> int | None:
    """The verb that an event is only told along with, after a comma: *clashed with police, with several arrests*."""
    while relation(sent, tok) in {"conj", "acl", "nmod"} and sent.tokens[tok].head < tok:
        tok = sent.tokens[tok].head
    cases = [c for c in sent.children[tok] if relation(sent, c) == "case" and sent.tokens[c].text.lower() in together]
    apart = bool(cases) and cases[0] > 0 and sent.tokens[cases[0] - 1].text == ","
    return sent.tokens[tok].head if apart and relation(sent, tok) == "obl" else None


def of_twins(owners: Owners, known: dict[int, Found]) -> dict[int, Found]:
    for one, other in owners.twins():
        for giver, taker in ((one, other), (other, one)):
            if giver in known and taker not in known:
                known[taker] = known[giver]
    return known


def says_where(sent: Sentence, narrow: Place, wide: Place) -> bool:
    """Whether the second of two places, after a comma, is the larger one that holds the first."""
    between = [t for t in sent.tokens if narrow.span.end <= t.start < wide.span.start]
    apart = bool(between) and between[0].text == "," and all(t.upos in {"PUNCT", "ADP", "DET", "ADJ"} for t in between)
    return apart and narrow.country == wide.country and SIZES[narrow.precision] < SIZES[wide.precision]


def heads_the_line(sent: Sentence, place: Place) -> bool:
    """*Iraq: a string of bombings*."""
    return any(t.text == ":" and t.start == place.span.end for t in sent.tokens[:6])


def goal_of(
    sent: Sentence, event: Event, owners: Owners, known: Mapping[int, Place], found: Sequence[Place]
) -> Place | None:
    """The place of the infinitive that troops are sent for: *the dispatch of soldiers to fight in Kursk*."""
    arguments = (a.tok for a in (*event.actor, *event.recipient) if a.sent == event.sent)
    sent_ones = {event.tok, sent.tokens[event.tok].head, *arguments}
    for tok in sent.tokens[event.tok + 1 :]:
        if tok.upos not in VERBS or tok.feats.get("VerbForm") != "Inf" or tok.head not in sent_ones or tok.deprel == "root":
            continue
        if tok.i in known:
            return known[tok.i]
        below = Owners(sent, frozenset({tok.i}))
        if mine := [p for p in found if below.climb(p.tok) is not None]:
            return mine[0]
    return None


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
    """The head of which `tok` is a coordinate or a free participle (*convicted on Saturday, sentencing …*), or the verb whose
    object it tells about in the present (*passed on Friday a law banning …*), else None."""
    head = sent.tokens[tok].head
    if relation(sent, tok) == "acl" and is_going_on(sent, tok) and relation(sent, head) == "obj":
        return sent.tokens[head].head
    return head if relation(sent, tok) == "conj" or is_free(sent, tok) else None


def place_giver(sent: Sentence, tok: int) -> int | None:
    """The head of which `tok` is a coordinate without a subject of its own, or a free participle."""
    joined = relation(sent, tok) == "conj" and not has_subject(sent, tok)
    return sent.tokens[tok].head if joined or is_free(sent, tok) else None
