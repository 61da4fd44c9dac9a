"""Which attributions make a chain, and who an actor is. The parses are given, not made."""

from conllu import read_conllu

from sayso.claims import build_claims, chain_of
from sayso.types import Argument, Attribution, Event, Factuality, Mention, Span

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


def test_an_actor_is_resolved_by_the_mention_at_its_head_else_by_the_country_in_its_phrase() -> None:
    doc, sentences = read_conllu(TWO_CLAUSES)
    sent = sentences[0]
    seoul, moscow = sent.tokens[0], sent.tokens[3]
    mentions = [
        Mention(Span(seoul.start, seoul.end), 0, 0, "state", "KOR", "KOR", "capital"),
        Mention(Span(moscow.start, moscow.end), 0, 3, "state", None, "RUS", "adjective"),
    ]
    by_head = Argument(Span(seoul.start, seoul.end), 0, 0)
    by_phrase = Argument(Span(moscow.start, sent.tokens[6].end), 0, 6)
    (claim,) = build_claims(
        doc,
        sentences,
        [event(sent.tokens[1].start, sent.tokens[1].end, 1, (by_head, by_phrase))],
        [],
        mentions,
        [],
        [],
        [],
        lambda e, chain: Factuality("asserted", "CT", "+", "past"),
    )
    assert [(a.actor, a.country) for a in claim.actor] == [("KOR", "KOR"), (None, "RUS")]
    assert doc.text[claim.evidence.start : claim.evidence.end] == doc.text
    assert claim.lemma == "protest"
