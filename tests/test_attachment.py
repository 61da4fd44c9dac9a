"""Who owns a date, a place, a number. The parses are given, not made."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Parse
from conllu import read_conllu

from sayso.attachment import times
from sayso.lexicon import load_lexicon
from sayso.lexicon.files import read_file
from sayso.ownership import Owners
from sayso.reading import read_sentences
from sayso.tolls import tolls
from sayso.types import Argument, Event, Quantity, Sentence, Span, Timex

LIGHT_VERB = """
1 Rebels  rebel   NOUN 2 nsubj
2 launched launch VERB 0 root
3 an      a       DET  4 det
4 attack  attack  NOUN 2 obj
5 on      on      ADP  6 case
6 Goma    Goma    PROPN 4 nmod
7 on      on      ADP  8 case
8 Monday  Monday  PROPN 2 obl
"""

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

UNREAD_CLAUSE = """
1 Rebels   rebel    NOUN 2 nsubj
2 attacked attack   VERB 0 root
3 Goma     Goma     PROPN 2 obj
4 where    where    ADV  6 advmod
5 it       it       PRON 6 nsubj
6 rained   rain     VERB 2 advcl
7 on       on       ADP  8 case
8 Monday   Monday   PROPN 6 obl
"""

RESULT = """
1 A       a       DET  2 det
2 bomber  bomber  NOUN 3 nsubj
3 rammed  ram     VERB 0 root
4 a       a       DET  5 det
5 gate    gate    NOUN 3 obj
6 ,       ,       PUNCT 7 punct
7 killing kill    VERB 3 advcl
8 six     six     NUM  9 nummod
9 guards  guard   NOUN 7 obj
10 and    and     CCONJ 11 cc
11 wounding wound VERB 7 conj
12 nine   nine    NUM  11 obj
"""

OTHER_DEED = """
1 Kyiv    Kyiv    PROPN 2 nsubj
2 struck  strike  VERB 0 root
3 after   after   SCONJ 5 mark
4 Moscow  Moscow  PROPN 5 nsubj
5 killed  kill    VERB 2 advcl
6 six     six     NUM  5 obj
"""

IN_A_RAID = """
1 Four   four   NUM  2 nsubj:pass
2 killed kill   VERB 0 root
3 in     in     ADP  4 case
4 raid   raid   NOUN 2 obl
"""

NOUN_BEFORE = """
1 It      it      PRON 2 nsubj
2 answers answer  VERB 0 root
3 air     air     NOUN 4 compound
4 strikes strike  NOUN 2 obl
5 last    last    ADJ  6 amod
6 week    week    NOUN 2 obl
"""

SAME_BREATH = """
1 A        a        DET  2 det
2 court    court    NOUN 3 nsubj
3 convicted convict VERB 0 root
4 him      he       PRON 3 obj
5 Saturday Saturday PROPN 3 obl
6 ,        ,        PUNCT 7 punct
7 sentencing sentence VERB 3 advcl
8 him      he       PRON 7 obj
"""


def sentence(text: str) -> Sentence:
    return read_conllu(text)[1][0]


def event(sent: Sentence, tok: int, type: str = "ASSAULT", recipient: int | None = None) -> Event:
    at = sent.tokens[tok]
    whom = () if recipient is None else (Argument(Span(sent.tokens[recipient].start, sent.tokens[recipient].end), 0, recipient),)
    return Event(Span(at.start, at.end), 0, tok, type, (), whom, "test")


def number(sent: Sentence, tok: int, counted: int | None = None) -> Quantity:
    return Quantity(Span(sent.tokens[tok].start, sent.tokens[tok].end), 0, tok, tok, tok, None, counted)


def date(sent: Sentence, first: int, tok: int) -> Timex:
    return Timex(Span(sent.tokens[first].start, sent.tokens[tok].end), 0, tok, "2024-01-01", "DATE", "stated")


def owned(sent: Sentence, events: list[Event], numbers: list[Quantity]) -> dict[int, list[int]]:
    return {tok: [q.tok for q in found] for tok, found in tolls(sent, events, numbers).items()}


def owner_of(sent: Sentence, triggers: set[int], tok: int) -> int | None:
    way = Owners(sent, frozenset(triggers)).climb(tok)
    return way[0] if way else None


def test_a_date_on_a_light_verb_belongs_to_the_event_noun() -> None:
    assert owner_of(sentence(LIGHT_VERB), {3}, 7) == 3
    assert owner_of(sentence(LIGHT_VERB), {3}, 5) == 3


def test_a_date_belongs_to_the_nearest_event_above_it() -> None:
    assert owner_of(sentence(TWO_CLAUSES), {1, 4}, 8) == 4


def test_a_date_in_a_clause_without_an_event_belongs_to_none() -> None:
    assert owner_of(sentence(UNREAD_CLAUSE), {1}, 7) is None
    assert owner_of(sentence(TWO_CLAUSES), set(), 8) is None


def test_the_toll_of_an_attack_is_shared_with_the_attack() -> None:
    sent = sentence(RESULT)
    events = [event(sent, 2), event(sent, 6), event(sent, 10)]
    assert owned(sent, events, [number(sent, 7, 8), number(sent, 11)]) == {2: [7, 11], 6: [7], 10: [11]}


def test_the_toll_of_another_deed_is_not_shared() -> None:
    sent = sentence(OTHER_DEED)
    assert owned(sent, [event(sent, 1), event(sent, 4)], [number(sent, 5)]) == {4: [5]}


def test_the_toll_is_shared_with_the_raid_that_caused_it() -> None:
    sent = sentence(IN_A_RAID)
    assert owned(sent, [event(sent, 1), event(sent, 3)], [number(sent, 0)]) == {1: [0], 3: [0]}


def test_a_number_that_counts_an_argument_belongs_to_the_event() -> None:
    sent = sentence(OTHER_DEED)
    assert owned(sent, [event(sent, 1, recipient=5)], [number(sent, 5)]) == {1: [5]}


def test_a_date_just_behind_an_event_noun_belongs_to_it() -> None:
    sent = sentence(NOUN_BEFORE)
    assert set(times(sent, [event(sent, 3)], [date(sent, 4, 5)])) == {3}


def test_a_free_participle_has_the_day_of_its_clause() -> None:
    sent = sentence(SAME_BREATH)
    assert set(times(sent, [event(sent, 2), event(sent, 6)], [date(sent, 4, 4)])) == {2, 6}


def test_a_clause_with_its_own_subject_has_not() -> None:
    sent = sentence(TWO_CLAUSES)
    assert set(times(sent, [event(sent, 1), event(sent, 4)], [date(sent, 8, 8)])) == {4}


CASES = [(lang, case) for lang, cases in read_file(Path(__file__).parent / "attachment_cases.toml").items() for case in cases]


@pytest.mark.parametrize(("lang", "case"), CASES, ids=[c["text"] for _, c in CASES])
def test_what_belongs_to_an_event(lang: str, case: dict[str, Any], parse: Parse) -> None:
    doc, sentences = parse(lang, case["text"], "2025-03-12")
    claims = read_sentences(doc, sentences, load_lexicon(lang)).claims
    found = {doc.text[c.event.span.start : c.event.span.end]: c for c in claims}
    for trigger, want in case.items():
        if trigger == "text":
            continue
        claim = found[trigger]
        if "when" in want:
            assert claim.time.value.startswith(want["when"] or "?") if claim.time else not want["when"]
        if "where" in want:
            assert want["where"] in claim.place.name and want["where"] if claim.place else not want["where"]
        if "many" in want:
            low, high = want["many"]
            assert (low, None if high < 0 else high) in {(q.low, q.high) for q in claim.quantities}
