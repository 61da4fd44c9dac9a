"""The logical frame of an event noun, with what its light verb lends it. Used by the event finder only."""

from functools import partial

from sayso.find.events_frames import Roles, add_role, antecedent, oblique, verb_roles
from sayso.find.tree import base, children
from sayso.lexicon.events import EventLexicon
from sayso.types import Sentence, Token


def noun_roles(sent: Sentence, i: int, light: frozenset[str], lexicon: EventLexicon) -> Roles:
    """Logical relations of the event noun `i`; verbs in `light` lend it their subject and their obliques."""
    roles: Roles = {}
    add = partial(add_role, roles)
    for tok in children(sent, i):
        rel = base(tok)
        if tok.deprel in {"nmod:poss", "det:poss"}:
            add("nmod:poss", antecedent(sent, tok))
        elif rel in {"nmod", "obl"}:
            filler, prepositions = oblique(sent, tok, lexicon)
            for p in prepositions or ("",):
                add(f"nmod:{p}", filler)
            for inner in children(sent, tok.i) if tok.upos == "NUM" else ():  # the war of 2008 between …
                if base(inner) == "nmod":
                    filler, prepositions = oblique(sent, inner, lexicon)
                    for p in prepositions:
                        add(f"nmod:{p}", filler)
        elif rel in {"amod", "compound", "conj", "appos", "xcomp", "ccomp", "nsubj"}:
            add(rel, tok.i)
        elif rel == "acl":
            add("acl", tok.i)
            if _is_light(tok, light, lexicon):
                _lend(roles, verb_roles(sent, tok.i, lexicon), tok.lemma in lexicon.undergo)
    up = sent.tokens[i]
    if base(up) == "nmod" and sent.tokens[up.head].lemma.lower() in lexicon.partitive | lexicon.shares:
        up = sent.tokens[up.head]  # began a round of talks
    verb = sent.tokens[up.head]
    if base(up) in {"obj", "obl", "nsubj"} and verb.upos in {"VERB", "AUX"} and _is_light(verb, light, lexicon) and verb.i != i:
        given = verb_roles(sent, verb.i, lexicon)
        if up.i in given.get("nsubj", ()):  # fighting resumed between …
            _lend(roles, {rel: fillers for rel, fillers in given.items() if rel != "nsubj"}, False)
        elif base(up) != "obl" or all(sent.tokens[o].lemma in lexicon.shares for o in given.get("obj", ())):
            # not: voiced anger at the attack
            under = any(c.lemma.lower() in lexicon.undergo for c in children(sent, up.i) if base(c) == "case")
            _lend(roles, given, under or verb.lemma in lexicon.undergo)
    return roles


def _is_light(verb: Token, light: frozenset[str], lexicon: EventLexicon) -> bool:
    return verb.lemma in light | lexicon.undergo or lexicon.forms.get(verb.text.lower()) in light


def _lend(roles: Roles, given: Roles, undergo: bool) -> None:
    """Give a noun the arguments of its light verb; the subject of some undergoes the event (face charges, come under fire)."""
    subject = "undergoer" if undergo else "nsubj"
    for rel, fillers in given.items():
        if rel == "nsubj":
            roles.setdefault(subject, []).extend(fillers)
        elif rel.startswith("obl:"):
            roles.setdefault("nmod:" + rel[4:], []).extend(fillers)
        elif rel == "iobj":
            roles.setdefault(rel, []).extend(fillers)
