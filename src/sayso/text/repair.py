"""Dependency trees that no grammar allows -> trees that one does: what a small parser gets wrong for certain.

Each rule looks at relations and morphology only, and changes a tree that cannot be right: a finite clause coordinated with an
infinitive, an infinitive with a subject after it, a relative pronoun in a clause that has a subject, two subjects on one side.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sayso.types import Sentence, Token

Change = dict[int, tuple[int, str]]  # token -> its new head and relation
VERBS = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NAME = frozenset({"PROPN", "X"})
CLAUSES = frozenset({"xcomp", "acl", "advcl", "ccomp"})


def repaired(sent: Sentence) -> Sentence:
    """The sentence with the impossible parts of its tree put right; the same object where there are none."""
    known = {i: replace(t, feats={**t.feats, "PronType": "Rel"}) for i in _relative_pronouns(sent) for t in (sent.tokens[i],)}
    known |= {i: replace(sent.tokens[i], upos="VERB", feats={"VerbForm": "Ger"}) for i in _counted_gerunds(sent)}
    if known:
        sent = replace(sent, tokens=tuple(known.get(t.i, t) for t in sent.tokens))
    for rule in RULES:
        change = {i: new for i, new in rule(sent) if not _below(sent, new[0], i)}
        if change:
            sent = _changed(sent, change)
    return sent


def _relative_pronouns(sent: Sentence) -> Iterator[int]:
    """Pronouns without features that open a relative clause."""
    for tok in sent.tokens:
        clause = sent.tokens[tok.head]
        if tok.upos != "PRON" or clause.deprel != "acl:relcl" or not clause.head < tok.i < clause.i or "Person" in tok.feats:
            continue
        first = min(c for c in sent.children[clause.i])
        if "PronType" not in tok.feats and "Clitic" not in tok.feats and tok.i == first and _base(tok) in {"nsubj", "obj"}:
            yield tok.i


def _counted_gerunds(sent: Sentence) -> Iterator[int]:
    """A word before a number, called a noun, that ends as the gerund it is coordinated with, and a pronoun: *uccidendo tre
    persone e ferendone undici*."""
    for tok in sent.tokens[1:-1]:
        if tok.upos != "NOUN" or tok.deprel != "conj" or sent.tokens[tok.i - 1].upos != "CCONJ":
            continue
        noun = sent.tokens[tok.head]
        verb = sent.tokens[noun.head]
        gerund = noun.deprel == "obj" and verb.feats.get("VerbForm") == "Ger"
        if gerund and sent.tokens[tok.i + 1].upos == "NUM" and verb.text[-3:] in tok.text[-6:-1]:
            yield tok.i


def _changed(sent: Sentence, change: Change) -> Sentence:
    tokens = tuple(_moved(t, *change[t.i]) if t.i in change else t for t in sent.tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for t in tokens:
        if t.head != t.i:
            children[t.head].append(t.i)
    return replace(sent, tokens=tokens, children=tuple(map(tuple, children)))


def _moved(tok: Token, head: int, deprel: str) -> Token:
    """The token elsewhere; a pronoun that only opens a clause is a conjunction."""
    upos = "SCONJ" if deprel == "mark" and tok.upos == "PRON" else tok.upos
    return replace(tok, head=head, deprel=deprel, upos=upos)


def _below(sent: Sentence, i: int, top: int) -> bool:
    """Whether token `i` stands below `top`, or on a cycle: then nothing of `top` may be hung on it."""
    for _ in sent.tokens:
        if i == top:
            return True
        up = sent.tokens[i].head
        if up == i:
            return False
        i = up
    return True


def _kids(sent: Sentence, i: int, *relations: str) -> list[Token]:
    return [sent.tokens[c] for c in sent.children[i] if _base(sent.tokens[c]) in relations]


def _base(tok: Token) -> str:
    return tok.deprel.partition(":")[0]


def _finite(sent: Sentence, i: int) -> bool:
    """Whether the verb or its auxiliary is finite."""
    return any(t.feats.get("VerbForm") == "Fin" for t in (sent.tokens[i], *_kids(sent, i, "aux", "cop")))


def _infinitive(sent: Sentence, i: int) -> bool:
    """An infinitive, simple or with an auxiliary (to have left), that a word such as "to" introduces."""
    verbs = (sent.tokens[i], *_kids(sent, i, "aux"))
    marked = any(m.upos in {"ADP", "PART"} for verb in verbs for m in _kids(sent, verb.i, "mark"))
    form = any(verb.feats.get("VerbForm") == "Inf" for verb in verbs)
    return marked and form and not _finite(sent, i)


def _first(sent: Sentence, i: int) -> int:
    """The first of a verb, its auxiliaries, adverbs and clitics that stand together before it."""
    before = {c.i for c in _kids(sent, i, "aux", "cop", "advmod", "expl", "iobj") if c.i < i}
    while i - 1 in before:
        i -= 1
    return i


def name_parts(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A particle inside a name that was made a clause of its own: "Ursula von | der Leyen"."""
    for tok in sent.tokens[1:]:
        if tok.upos != "X" or _base(tok) not in {"parataxis", "dep", "appos"} or not tok.text.islower():
            continue
        before = sent.tokens[tok.i - 1]
        head = before.head if _base(before) == "flat" else before.i
        if before.upos in NAME:
            yield tok.i, (head, "flat:name")
            for part in _kids(sent, tok.i, "flat"):
                yield part.i, (head, "flat:name")


def objects_of_infinitives(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """The noun after an infinitive without object, called its subject."""
    for tok in sent.tokens:
        if tok.deprel != "nsubj" or tok.head > tok.i or sent.tokens[tok.head].upos != "VERB" or tok.upos not in NOMINAL:
            continue
        if _infinitive(sent, tok.head) and not _kids(sent, tok.head, "obj", "cop") and not _kids(sent, tok.i, "case"):
            yield tok.i, (tok.head, "obj")


def finite_coordinates(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A finite clause coordinated with an infinitive: it goes with the finite verb above (accuses X of killing and says …)."""
    for tok in sent.tokens:
        if tok.deprel != "conj" or tok.upos != "VERB" or not _finite(sent, tok.i):
            continue
        at = tok.head
        if sent.tokens[at].upos != "VERB" or not _infinitive(sent, at):
            continue
        for _ in range(4):
            at = sent.tokens[at].head
            if sent.tokens[at].upos == "VERB" and _finite(sent, at):
                yield tok.i, (at, "conj")
                break


def complement_clauses(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A clause called relative right after a finite verb, or with a subject besides its pronoun: a complement of the verb."""
    for tok in sent.tokens:
        if "Rel" not in tok.feats.get("PronType", "") or tok.deprel != "nsubj" or tok.i == 0 or tok.head < tok.i:
            continue
        clause, before = sent.tokens[tok.head], sent.tokens[tok.i - 1]
        up = sent.tokens[clause.head]
        own = [s for s in _kids(sent, clause.i, "nsubj") if s.i != tok.i]
        if clause.deprel != "acl:relcl" or _kids(sent, tok.i, "case"):
            continue
        if before.upos == "VERB" and _finite(sent, before.i) and not _kids(sent, before.i, "ccomp"):
            yield clause.i, (before.i, "ccomp")
            yield tok.i, (clause.i, "mark")
        elif own and up.upos == "VERB":
            yield clause.i, (up.i, "ccomp")
            yield tok.i, (clause.i, "mark")


def repeated_conjunctions(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A conjunction that opens the second of two complement clauses, called a pronoun (said that … and that …)."""
    for tok in sent.tokens:
        if "Rel" not in tok.feats.get("PronType", "") or tok.deprel != "nsubj" or tok.i == 0 or tok.head < tok.i:
            continue
        clause = sent.tokens[tok.head]
        first = _kids(sent, clause.head, "mark")
        if clause.deprel == "conj" and sent.tokens[tok.i - 1].upos == "CCONJ" and any(m.text == tok.text for m in first):
            yield tok.i, (clause.i, "mark")


def counted_subjects(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A number right before a verb without subject, joined to it as if to a noun or to the clause before: its subject
    ("nine died and 13,000 were evacuated")."""
    for tok in sent.tokens:
        if tok.upos != "NUM" or _base(tok) not in {"nummod", "conj"} or tok.i + 1 >= len(sent.tokens):
            continue
        up = sent.tokens[tok.head]
        verbs = [up] if tok.deprel == "nummod" else _kids(sent, tok.head, "conj")
        for verb in verbs:
            if verb.upos != "VERB" or verb.i < tok.i or _kids(sent, verb.i, "nsubj") or not _finite(sent, verb.i):
                continue
            if _first(sent, verb.i) == tok.i + 1:
                passive = any(a.deprel == "aux:pass" for a in _kids(sent, verb.i, "aux"))
                yield tok.i, (verb.i, "nsubj:pass" if passive else "nsubj")


def relative_clauses(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A finite clause of a noun that holds a relative pronoun after a preposition (rumours by which … were shot)."""
    for tok in sent.tokens:
        if "Rel" not in tok.feats.get("PronType", "") or tok.head < tok.i or not _kids(sent, tok.i, "case"):
            continue
        clause = sent.tokens[tok.head]
        if clause.deprel == "acl" and clause.head < tok.i and _finite(sent, clause.i):
            yield clause.i, (clause.head, "acl:relcl")


def relative_agreement(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A relative clause whose verb differs in number from its noun: of a nearer noun that agrees (critics of rebels who say)."""
    for tok in sent.tokens:
        if "Rel" not in tok.feats.get("PronType", "") or tok.deprel != "nsubj" or tok.head < tok.i:
            continue
        clause = sent.tokens[tok.head]
        noun = sent.tokens[clause.head]
        finite = next((t for t in (clause, *_kids(sent, clause.i, "aux", "cop")) if t.feats.get("VerbForm") == "Fin"), None)
        number = finite.feats.get("Number") if finite else None
        told = noun.feats.get("Number")
        if clause.deprel != "acl:relcl" or noun.upos != "NOUN" or not number or not told or told == number or noun.i > tok.i:
            continue
        if _kids(sent, noun.i, "conj", "nummod"):
            continue
        nearer = (sent.tokens[k] for k in range(tok.i - 1, noun.i, -1))
        if (found := next((t for t in nearer if t.upos == "NOUN" and t.feats.get("Number") == number), None)) is not None:
            yield clause.i, (found.i, "acl:relcl")


def coordinated_gerunds(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A gerund coordinated with the object of a gerund: with the gerund (killing six and wounding two)."""
    for tok in sent.tokens:
        if tok.deprel != "conj" or tok.feats.get("VerbForm") != "Ger" or tok.upos != "VERB":
            continue
        noun = sent.tokens[tok.head]
        if noun.deprel == "obj" and sent.tokens[noun.head].feats.get("VerbForm") == "Ger" and noun.i < tok.i:
            yield tok.i, (noun.head, "conj")


def coordinated_participles(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A participle coordinated with the object before it: a second verb of its clause (has shelled X and hit Y)."""
    for tok in sent.tokens:
        if tok.deprel != "conj" or tok.upos != "VERB" or tok.feats.get("VerbForm") != "Part" or tok.i == 0:
            continue
        noun = sent.tokens[tok.head]
        verb = sent.tokens[noun.head]
        bare = not _kids(sent, tok.i, "aux", "cop", "nsubj") and sent.tokens[tok.i - 1].upos == "CCONJ"
        if not bare or noun.deprel != "obj" or noun.i > tok.i or verb.upos != "VERB" or verb.i > noun.i:
            continue
        if verb.feats.get("VerbForm") != "Part" or not _kids(sent, verb.i, "aux"):
            continue
        yield tok.i, (verb.i, "conj")
        if not _kids(sent, tok.i, "obj"):
            for late in _kids(sent, verb.i, "obj"):
                if late.i > tok.i:
                    yield late.i, (tok.i, "obj")


def subjects_in_asides(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A second subject between commas after the first: no subject (Saddam, in a white shirt, a blue jacket, refused)."""
    for verb in sent.tokens:
        if verb.upos != "VERB":
            continue
        start = _first(sent, verb.i)
        before = [s for s in _kids(sent, verb.i, "nsubj") if s.i < start]
        if len(before) < 2 or sent.tokens[start - 1].text != ",":
            continue
        if any(t.text == "," for t in sent.tokens[before[0].i + 1 : before[1].i]):
            for aside in before[1:]:
                yield aside.i, (before[0].i, "dislocated")


def subjects_before_comments(sent: Sentence) -> Iterator[tuple[int, tuple[int, str]]]:
    """A subject before an inserted comment that has its own after it: "Seoul and Tokyo, said the envoy, will meet"."""
    for verb in sent.tokens:
        start = _first(sent, verb.i)
        if verb.upos != "VERB" or start == 0 or sent.tokens[start - 1].text != ",":
            continue
        subjects = _kids(sent, verb.i, "nsubj")
        if len(subjects) != 2 or not subjects[0].i < start <= verb.i < subjects[1].i:
            continue
        for main in _kids(sent, verb.i, "parataxis", "conj", "ccomp"):
            opens = _first(sent, main.i)
            alone = main.upos == "VERB" and main.i > subjects[1].i and not _kids(sent, main.i, "nsubj", "cc", "mark")
            if alone and sent.tokens[opens - 1].text == ",":
                yield subjects[0].i, (main.i, "nsubj")
                break


RULES: tuple[Callable[[Sentence], Iterator[tuple[int, tuple[int, str]]]], ...] = (
    name_parts,
    objects_of_infinitives,
    finite_coordinates,
    complement_clauses,
    repeated_conjunctions,
    counted_subjects,
    relative_clauses,
    relative_agreement,
    coordinated_gerunds,
    coordinated_participles,
    subjects_in_asides,
    subjects_before_comments,
)
