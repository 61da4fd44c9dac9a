"""Which attributions make a chain, and who an actor is. The parses are given, not made."""

from conllu import read_conllu

from sayso.claims import build_claims, chain_of
from sayso.types import Argument, Attribution, Event, Factuality, Span

TWO_CLAUSES = """
1 Seoul    Seoul    PROPN 2 nsubj
2 protested protest VERB 0 root
3 after    after    SCONJ 5 mark
4 Moscow   Moscow   PROPN 5 nsubj
5 signed   sign     VERB 2 advcl
6 a        a        DET  7 det
7 treaty   treaty   NOUN 5 obj
8 in       in       ADP  9 case
9 June     June     PROPN 5 obl
"""


def attribution(name: str, parent: str | None, start: int, end: int, cue: Span | None = None) -> Attribution:
    return Attribution(name, parent, None, cue, Span(start, end), "unnamed", 0, None)


def event(start: int, end: int, tok: int = 0, actor: tuple[Argument, ...] = ()) -> Event:
    return Event(Span(start, end), 0, tok, "ASSAULT", actor, (), "test")


def test_a_chain_runs_from_the_outermost_source_inwards() -> None:
    inner, outer, beside = attribution("b", "a", 10, 30), attribution("a", None, 10, 30), attribution("c", None, 40, 60)
    assert [a.id for a in chain_of(event(12, 15), [inner, beside, outer])] == ["a", "b"]


def test_a_cue_is_not_in_its_own_content() -> None:
    assert chain_of(event(5, 10), [attribution("a", None, 0, 30, Span(5, 10))]) == []


def test_a_claim_holds_its_actors_and_its_sentence() -> None:
    doc, sentences = read_conllu(TWO_CLAUSES)
    sent = sentences[0]
    seoul = Argument(Span(sent.tokens[0].start, sent.tokens[0].end), 0, 0, "KOR", "KOR")
    (claim,) = build_claims(
        doc,
        sentences,
        [event(sent.tokens[1].start, sent.tokens[1].end, 1, (seoul,))],
        [],
        [],
        [],
        [],
        lambda e, chain: Factuality("asserted", "CT", "+", "past"),
    )
    assert claim.actor == (seoul,)
    assert doc.text[claim.evidence.start : claim.evidence.end] == doc.text
    assert claim.lemma == "protest"
