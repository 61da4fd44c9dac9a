"""Which event a time, a place or a number belongs to, and when two events share one.

ownership.py says on which trigger a finding hangs. A journalist could dispute the ways in which findings are then shared: a
toll is also the toll of the attack that it is the result of, a day or a place is also that of what is told in the same breath,
and troops are sent to where they are to fight. The place of a sentence that names only the speaker's seat is not shared.
"""

from collections.abc import Mapping, Sequence

from sayso.ownership import VERBS, Found, Owned, Owners, has_subject, is_free, is_going_on, relation
from sayso.tolls import causes_of, means_of
from sayso.types import Event, Place, Quantity, Sentence, Timex

SENDING = frozenset({"MOBILIZE"})
SIZES = {"city": 0, "area": 1, "region": 1, "country": 2}


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
