"""Trees that cannot be right, put right; a sound tree stays the object it is."""

import pytest

from sayso.text.repair import repaired
from sayso.types import Sentence, Token


def sentence(rows: str) -> Sentence:
    """From rows of form, part of speech, head, relation and features."""
    tokens, at = [], 0
    for i, row in enumerate(rows.strip().splitlines()):
        form, upos, head, deprel, *feats = row.split()
        pairs = dict(f.split("=") for f in feats)
        tokens.append(Token(i, at, at + len(form), form, form.lower(), upos, pairs, int(head), deprel))
        at += len(form) + 1
    below = tuple(tuple(t.i for t in tokens if t.head == k and t.i != k) for k in range(len(tokens)))
    return Sentence(0, 1, 0, at - 1, tuple(tokens), below)


CASES = {
    "object of an infinitive": (
        """Mosca PROPN 1 nsubj
        smentisce VERB 1 root VerbForm=Fin
        di ADP 4 mark
        aver AUX 4 aux VerbForm=Inf
        colpito VERB 1 xcomp VerbForm=Part
        i DET 6 det
        civili NOUN 4 nsubj""",
        {6: (4, "obj")},
    ),
    "finite verb beside an infinitive": (
        """Kiev PROPN 1 nsubj
        accusa VERB 1 root VerbForm=Fin
        Mosca PROPN 1 obj
        di ADP 5 mark
        aver AUX 5 aux VerbForm=Inf
        sparato VERB 2 acl VerbForm=Part
        e CCONJ 7 cc
        protesta VERB 5 conj VerbForm=Fin""",
        {7: (1, "conj")},
    ),
    "complement called relative": (
        """Mosca PROPN 1 nsubj
        avverte VERB 1 root VerbForm=Fin
        che PRON 3 nsubj PronType=Rel
        risponderà VERB 0 acl:relcl VerbForm=Fin""",
        {3: (1, "ccomp"), 2: (3, "mark")},
    ),
    "subject in an aside": (
        """Saddam PROPN 6 nsubj
        , PUNCT 0 punct
        una DET 3 det
        giacca NOUN 6 nsubj
        , PUNCT 3 punct
        ha AUX 6 aux VerbForm=Fin
        rifiutato VERB 6 root VerbForm=Part""",
        {3: (0, "dislocated")},
    ),
    "subject before a comment": (
        """Seul PROPN 2 nsubj
        , PUNCT 0 punct
        riporta VERB 2 root VerbForm=Fin
        il DET 4 det
        quotidiano NOUN 2 nsubj
        , PUNCT 2 punct
        avrebbe AUX 7 aux VerbForm=Fin
        firmato VERB 2 parataxis VerbForm=Part""",
        {0: (7, "nsubj")},
    ),
    "particle of a name": (
        """Ursula PROPN 4 nsubj
        von PROPN 0 flat:name
        der X 4 parataxis
        Leyen PROPN 2 flat:name
        parte VERB 4 root VerbForm=Fin""",
        {2: (0, "flat:name"), 3: (0, "flat:name")},
    ),
    "second participle": (
        """ha AUX 1 aux VerbForm=Fin
        bombardato VERB 1 root VerbForm=Part
        la DET 3 det
        città NOUN 1 obj
        e CCONJ 5 cc
        distrutto VERB 3 conj VerbForm=Part
        un DET 7 det
        ponte NOUN 1 obj""",
        {5: (1, "conj"), 7: (5, "obj")},
    ),
}


@pytest.mark.parametrize(("rows", "moved"), CASES.values(), ids=CASES)
def test_moves_what_cannot_stand_there(rows: str, moved: dict[int, tuple[int, str]]) -> None:
    before = sentence(rows)
    after = repaired(before)
    changed = {t.i: (t.head, t.deprel) for t, old in zip(after.tokens, before.tokens, strict=True) if t != old}
    assert changed == moved
    assert all(t.i in after.children[t.head] for t in after.tokens if t.head != t.i)


def test_a_sound_tree_is_the_same_object() -> None:
    sound = sentence(
        """Kiev PROPN 1 nsubj
        chiede VERB 1 root VerbForm=Fin
        aiuti NOUN 1 obj"""
    )
    assert repaired(sound) is sound
