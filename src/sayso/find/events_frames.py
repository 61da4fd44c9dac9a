"""The logical frame of a predicate: who fills which relation, whatever the clause looks like.

Active and passive, relative clauses, participles, infinitives under control or raising, and coordination all come out as
the same relations: ``nsubj`` (who does it), ``obj`` (to whom or what), ``iobj``, ``obl:of`` / ``nmod:of`` (the preposition
is named), ``nmod:poss``, ``amod``, ``compound``, ``xcomp``, ``ccomp``, ``advcl``, ``acl``, ``conj``.
"""

from functools import partial

from sayso.find.events_misread import accused_first, main_verb, misread_clause, object_after, subject_compound
from sayso.find.events_participles import late_subject, participle_subject, unmarked_subject
from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token

Roles = dict[str, list[int]]
Clause = tuple[int, int | None]  # subject and object of a verb
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X", "SYM"})
PREDICATE = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
DEPTH = 6  # how many clauses up a shared subject is looked for


def verb_roles(
    sent: Sentence, i: int, lexicon: EventLexicon, participle: bool = False, clause: Clause | None = None
) -> Roles:
    """Logical relations of the verb or predicate adjective `i`.

    `participle`: an adjective that is a passive participle; `clause`: subject and object that the tree does not show.
    """
    roles: Roles = {}
    misread = clause or misread_clause(sent, i, lexicon)
    passive = misread is None and (
        is_passive(sent, i, lexicon) or (participle and sent.tokens[i].lemma not in lexicon.intransitive)
    )
    add = partial(add_role, roles)
    if misread:
        _add_clause(sent, i, misread, roles, lexicon)
    for tok in (*children(sent, i), *_beside_auxiliary(sent, i, lexicon)):
        rel = base(tok)
        filler = antecedent(sent, tok)
        if rel == "obl" or (rel == "nmod" and tok.deprel != "nmod:poss") or (rel == "obj" and cases(sent, tok.i)):
            filler, prepositions = oblique(sent, tok, lexicon)
            named = tok.deprel == "obl:agent"
            agent = (passive or named) and (lexicon.agent.intersection(prepositions) or (named and not prepositions))
            if agent and sent.tokens[filler].lemma.lower() not in lexicon.origins:
                add("nsubj", filler)
            for p in prepositions or ("",):
                add(f"obl:{p}", filler)
            continue
        if rel == "xcomp" and tok.upos in {"NOUN", "PROPN"} and not any(base(c) == "cop" for c in children(sent, tok.i)):
            add("obj", filler)  # "suspended aid" read as a predicate
        elif rel in {"obj", "iobj", "xcomp", "ccomp", "advcl", "mark"}:
            add(rel, filler)
    subject = [] if misread else late_subject(sent, i, roles, lexicon) or surface_subject(sent, i, lexicon)
    if not subject and (passive or sent.tokens[i].lemma in lexicon.intransitive):
        subject = unmarked_subject(sent, i, lexicon)
    for filler in subject:
        add("obj" if passive else "nsubj", filler)
    if not passive and "obj" not in roles and accused_first(sent, i, roles.get("nsubj", []), lexicon):
        roles["obj"] = roles.pop("nsubj")
    if not passive and "obj" not in roles and "nsubj" in roles and (found := object_after(sent, i, lexicon)) is not None:
        roles["obj"] = [found]
    _object_from_elsewhere(sent, i, roles, passive)
    if base(sent.tokens[i]) == "ccomp":
        add("up", sent.tokens[i].head)
    return roles


def infinitives(sent: Sentence, roles: Roles) -> list[int]:
    """Infinitives that the parser took for a purpose or a modifier of the object: "asked the army to leave"."""
    below = [c.i for o in roles.get("obj", ()) for c in children(sent, o) if c.deprel == "acl"]
    found = (*roles.get("advcl", ()), *below, *(f for rel, fillers in roles.items() if rel[:4] == "obl:" for f in fillers))
    return [i for i in found if sent.tokens[i].upos == "VERB" and sent.tokens[i].feats.get("VerbForm") == "Inf"]


def _add_clause(sent: Sentence, i: int, clause: Clause, roles: Roles, lexicon: EventLexicon) -> None:
    """Subject and object of a misread clause, and the prepositional phrases up to the next verb."""
    add_role(roles, "nsubj", clause[0])
    if clause[1] is not None:
        add_role(roles, "obj", clause[1])
    for tok in sent.tokens[max(i, clause[1] or i) + 1 :]:
        if tok.upos in {"VERB", "AUX", "SCONJ"} or base(tok) in {"acl", "advcl"}:
            return
        if base(tok) in {"nmod", "obl"}:
            filler, prepositions = oblique(sent, tok, lexicon)
            for p in prepositions:
                add_role(roles, f"obl:{p}", filler)


def add_role(roles: Roles, rel: str, i: int) -> None:
    found = roles.setdefault(rel, [])
    if i not in found:
        found.append(i)


def _beside_auxiliary(sent: Sentence, i: int, lexicon: EventLexicon) -> list[Token]:
    """What hangs on an auxiliary that the parser took for the verb governing the participle `i` (di avere ucciso)."""
    tok = sent.tokens[i]
    up = sent.tokens[tok.head]
    if base(tok) != "xcomp" or up.lemma not in lexicon.auxiliaries or up.upos not in {"VERB", "AUX"}:
        return []
    return [c for c in children(sent, up.i) if c.i != i and base(c) in {"obj", "iobj", "obl"}]


def is_passive(sent: Sentence, i: int, lexicon: EventLexicon, depth: int = DEPTH) -> bool:
    """By auxiliary, subject label or feature; a bare past participle that modifies a noun or a clause is passive too."""
    tok = sent.tokens[i]
    if tok.lemma in lexicon.intransitive:
        return False
    if base(tok) == "xcomp" and sent.tokens[tok.head].lemma in lexicon.resultative:
        return True
    labels = {c.deprel for c in children(sent, i)}
    if labels & {"aux:pass", "nsubj:pass", "csubj:pass", "expl:pass", "obl:agent"}:
        return True
    if tok.feats.get("VerbForm") != "Part" or tok.feats.get("Tense") == "Pres" or main_verb(sent, i):
        return False
    if "aux" in labels or "obj" in labels:
        return False
    if "nsubj" in labels and sent.tokens[-1].upos == "PUNCT" and not lexicon.intransitive:
        return False  # a subject labelled active is believed, but for headlines, which leave the auxiliary out
    if depth and base(tok) == "conj" and not any(rel.startswith("nsubj") for rel in labels):
        return is_passive(sent, tok.head, lexicon, depth - 1)
    bare = bool(lexicon.intransitive) and not any(base(c) in {"aux", "cop"} for c in children(sent, i))
    modifier = base(tok) in {"acl", "amod", "advcl"} and tok.deprel != "acl:relcl"
    return tok.feats.get("Voice") == "Pass" or modifier or bare


def surface_subject(sent: Sentence, i: int, lexicon: EventLexicon, depth: int = DEPTH) -> list[int]:
    """The tokens that are the grammatical subject of `i`, its own or one it shares with the clause above."""
    own = [antecedent(sent, c) for c in children(sent, i) if base(c) == "nsubj"]
    if own := own or [c.i for c in children(sent, i) if subject_compound(sent, c)] or _of_auxiliary(sent, i):
        return own
    tok = sent.tokens[i]
    up = sent.tokens[tok.head]
    if depth == 0 or up.i == i:
        return []
    above = partial(surface_subject, sent, tok.head, lexicon, depth - 1)
    rel = base(tok)
    if tok.deprel == "acl:relcl":
        relative = any(_relative(c) for c in children(sent, i))
        return _dropped_subject(sent, i, lexicon, depth) if relative else [up.i]
    if rel == "acl":
        if not _is_infinitive(sent, i) and tok.feats.get("VerbForm") in {"Part", "Ger"}:
            return [up.i]
        controls = base(up) == "obj" and sent.tokens[up.head].lemma in lexicon.object_control
        return [up.i] if controls else _owner(sent, up.i, lexicon, depth - 1)
    if rel == "conj" and up.upos in PREDICATE and (found := above()):
        return found
    if rel == "conj":
        return _clause_above(sent, i, lexicon, depth)
    if rel == "xcomp" and up.lemma in lexicon.auxiliaries:
        return above()
    if rel == "ccomp" and any(base(c) in {"aux", "cop"} for c in children(sent, i)):
        between = [antecedent(sent, c) for c in children(sent, up.i) if base(c) == "obj" and up.i < c.i < i]
        if between:  # says the girls … have been freed
            return between
    if rel == "xcomp" or (rel in {"advcl", "ccomp"} and _object_controls(sent, tok, up, lexicon)):
        objects = [antecedent(sent, c) for c in children(sent, up.i) if base(c) in {"obj", "iobj"} and c.i != i]
        return objects if objects and up.lemma not in lexicon.subject_control else above()
    if rel == "advcl" and up.upos == "NOUN" and tok.feats.get("VerbForm") == "Inf":
        return _owner(sent, up.i, lexicon, depth - 1)
    if rel == "ccomp" and any(base(c) == "nsubj" and c.i > i for c in children(sent, up.i)):
        return _told_before(sent, i, lexicon, depth)
    if rel in {"advcl", "ccomp", "amod"} and up.upos in PREDICATE:
        return [up.i] if rel == "amod" else participle_subject(sent, tok, _agreeing(sent, i, above()))
    return []


def _is_infinitive(sent: Sentence, i: int) -> bool:
    """An infinitive, also one with an auxiliary (of having left)."""
    return any(t.feats.get("VerbForm") == "Inf" for t in (sent.tokens[i], *children(sent, i)) if t.i == i or base(t) == "aux")


def _told_before(sent: Sentence, i: int, lexicon: EventLexicon, depth: int) -> list[int]:
    """The subject of what is said before `i`, which the parser hung on the comment after both: a comment's speaker does none
    of what he tells (*two missiles hit the market, killing 34, the mayor said*)."""
    said = [c for c in children(sent, sent.tokens[i].head) if base(c) == "ccomp" and c.i < i]
    return surface_subject(sent, said[-1].i, lexicon, depth - 1) if said else []


def _clause_above(sent: Sentence, i: int, lexicon: EventLexicon, depth: int) -> list[int]:
    """The subject of the nearest verb above a finite clause that the parser coordinated with a noun of that verb's clause."""
    if not any(c.feats.get("VerbForm") == "Fin" for c in (sent.tokens[i], *children(sent, i))):
        return []
    tok = sent.tokens[sent.tokens[i].head]
    for _ in range(depth):
        if tok.upos == "VERB" or tok.head == tok.i:
            break
        tok = sent.tokens[tok.head]
    return surface_subject(sent, tok.i, lexicon, depth - 1) if tok.upos == "VERB" and tok.i < i else []


def _of_auxiliary(sent: Sentence, i: int) -> list[int]:
    """Subjects that the parser hung on an auxiliary (the council has so far refused)."""
    return [c.i for aux in children(sent, i) if base(aux) == "aux" for c in children(sent, aux.i) if base(c) == "nsubj"]


def _dropped_subject(sent: Sentence, i: int, lexicon: EventLexicon, depth: int) -> list[int]:
    """Who acts in a relative clause that names no subject and whose pronoun is none: the subject of the clause around it.

    "received the premier, with whom (he) discussed": only where finite verb and subject agree in number.
    """
    noun = sent.tokens[i].head
    verb = sent.tokens[sent.tokens[noun].head]
    if verb.i == noun or verb.upos not in {"VERB", "AUX"} or is_passive(sent, i, lexicon):
        return []
    found = surface_subject(sent, verb.i, lexicon, depth - 1)
    return [] if noun in found else _agreeing(sent, i, found)


def _agreeing(sent: Sentence, i: int, subject: list[int]) -> list[int]:
    """The subject taken over from another clause, unless the finite verb of `i` differs from it in number."""
    finite = next((c for c in (sent.tokens[i], *children(sent, i)) if c.feats.get("VerbForm") == "Fin"), None)
    if finite is None or not subject or sent.tokens[subject[0]].upos not in {"NOUN", "PROPN"}:
        return subject
    several = len(subject) > 1 or any(base(c) in {"conj", "nmod"} for c in children(sent, subject[0]))
    number = sent.tokens[subject[0]].feats.get("Number")
    return [] if finite.feats.get("Number") == "Plur" and number == "Sing" and not several else subject


def _object_controls(sent: Sentence, tok: Token, up: Token, lexicon: EventLexicon) -> bool:
    """accuse X of doing: X does it. Not: arrest X before leaving."""
    marks = {c.lemma for c in children(sent, tok.i) if base(c) in {"mark", "case"}}
    return up.lemma in lexicon.object_control and bool(marks & lexicon.object_control_marks)


def _owner(sent: Sentence, noun: int, lexicon: EventLexicon, depth: int) -> list[int]:
    """Who has the plan, decision, offer … to do something: its possessor, else the subject of the verb that governs it."""
    for tok in children(sent, noun):
        if tok.deprel in {"nmod:poss", "det:poss"} or (base(tok) == "nmod" and tok.i < noun):
            return [antecedent(sent, tok)]
    tok = sent.tokens[noun]
    if base(tok) in {"obj", "obl", "xcomp", "nsubj", "root", "conj"}:
        if base(tok) in {"root", "xcomp"} or any(base(c) == "cop" for c in children(sent, noun)):
            return surface_subject(sent, noun, lexicon, depth)
        subject = surface_subject(sent, tok.head, lexicon, depth)
        return [] if noun in subject else subject
    return []


def _object_from_elsewhere(sent: Sentence, i: int, roles: Roles, passive: bool) -> None:
    """Objects that stand outside: the antecedent of "the man they shot", the object shared in "shot and killed him"."""
    if "obj" in roles or passive:
        return
    tok = sent.tokens[i]
    kids = list(children(sent, i))
    if tok.deprel == "acl:relcl" and any(base(c) == "nsubj" for c in kids) and not any(_relative(c) for c in kids):
        roles["obj"] = [tok.head]
    elif base(tok) == "conj" and sent.tokens[tok.head].upos == "VERB":
        shared = [c.i for c in children(sent, tok.head) if c.deprel == "obj" and c.i > i]
        if shared:
            roles["obj"] = shared
    else:
        for c in kids:
            if base(c) == "conj" and c.upos == "VERB" and c.i - i <= 3 and "obj" not in roles:
                below = list(children(sent, c.i))
                if not any(base(x) == "nsubj" for x in below):
                    roles["obj"] = [x.i for x in below if x.deprel == "obj"]
        if not roles.get("obj", True):
            del roles["obj"]


def _relative(tok: Token) -> bool:
    return "Rel" in tok.feats.get("PronType", "")


def antecedent(sent: Sentence, tok: Token) -> int:
    """The noun that a relative pronoun stands for; any other token stands for itself."""
    if not _relative(tok):
        return tok.i
    seen = {tok.i}
    up = tok
    while up.head not in seen:
        if up.deprel == "acl:relcl":
            return up.head
        seen.add(up.head)
        up = sent.tokens[up.head]
    return up.head if up.deprel == "acl:relcl" else _noun_before(sent, tok)


def _noun_before(sent: Sentence, pronoun: Token) -> int:
    """The noun right before a relative pronoun whose clause the parser hung elsewhere; else the pronoun itself."""
    k = pronoun.i - 1
    while k > 0 and sent.tokens[k].upos in {"PUNCT", "ADP"}:
        k -= 1
    tok = sent.tokens[k]
    while base(tok) in {"flat", "amod"} and tok.head < tok.i:
        tok = sent.tokens[tok.head]
    return tok.i if 0 <= tok.i < pronoun.i and tok.upos in {"NOUN", "PROPN"} else pronoun.i


def cases(sent: Sentence, i: int) -> list[Token]:
    """The prepositions of a noun, also those that hang on a title before it (with President Ruto)."""
    found = []
    for c in children(sent, i):
        if base(c) == "case":
            found.append(c)
        elif c.deprel == "nmod:desc" and c.i < i:
            found.extend(x for x in children(sent, c.i) if base(x) == "case")
    return found


def oblique(sent: Sentence, tok: Token, lexicon: EventLexicon) -> tuple[int, tuple[str, ...]]:
    """The filler of a prepositional phrase and the names of its preposition.

    A group such as "on behalf of X" counts as one preposition and X as its filler.
    """
    names = []
    for c in cases(sent, tok.i):
        fixed = [x.lemma for x in children(sent, c.i) if base(x) == "fixed"]
        names.append(" ".join([c.lemma.lower(), *map(str.lower, fixed)]))
    if len(names) > 1:
        names.append(" ".join(names))
    if lexicon.prepositions and names:
        for c in children(sent, tok.i):
            if base(c) == "nmod":
                for inner in children(sent, c.i):
                    group = f"{names[0]} {tok.lemma.lower()} {inner.lemma.lower()}"
                    if base(inner) == "case" and group in lexicon.prepositions:
                        return antecedent(sent, c), (group,)
    return antecedent(sent, tok), tuple(names)
