"""The agency that a report is credited to."""

from collections.abc import Callable

import pytest

from sayso.find.attribution import find_attributions
from sayso.find.mentions import find_mentions
from sayso.lexicon import load_lexicon
from sayso.types import Attribution, Document, Sentence

Parse = Callable[..., tuple[Document, tuple[Sentence, ...]]]
CREDITS = [  # language, text, agency, beginning of what it says
    ("it", "(ANSA) - ROMA, 8 FEB - Il ponte è chiuso. Lo riferisce il sindaco.", "ansa", "Il ponte è chiuso"),
    ("it", "ROMA, 8 febbraio (ANSA) - Il ponte è chiuso da ieri.", "ansa", "Il ponte è chiuso"),
    ("it", "Il ponte\nTokyo, 8 feb. (Adnkronos) - Il ponte è chiuso da ieri.", "adnkronos", "Il ponte è chiuso"),
    ("it", "AGI - Il ponte è chiuso da ieri.", "agi", "Il ponte è chiuso"),
    ("it", "Il ponte è chiuso da ieri. (ANSA)", "ansa", "Il ponte è chiuso"),
    ("en", "SEOUL, Feb 8 (Reuters) - The bridge was closed on Saturday.\nIt is old.", "reuters", "The bridge was closed"),
    ("en", "TOKYO (AP) — The bridge was closed on Saturday.", "ap", "The bridge was closed"),
]


def read(parse: Parse, lang: str, text: str) -> tuple[Document, tuple[Attribution, ...]]:
    lexicon = load_lexicon(lang)
    doc, sentences = parse(lang, text)
    mentions = [m for s in sentences for m in find_mentions(s, lexicon.actors)]
    return doc, find_attributions(doc, sentences, mentions, lexicon.attribution)


@pytest.mark.parametrize(("lang", "text", "agency", "begins"), CREDITS)
def test_credit_covers_the_report(parse: Parse, lang: str, text: str, agency: str, begins: str) -> None:
    doc, found = read(parse, lang, text)
    (credit,) = [a for a in found if a.rule == "credit"]
    assert credit.source is not None
    assert (credit.kind, credit.source.actor, credit.cue, credit.parent) == ("outlet", agency, None, None)
    assert doc.text[credit.content.start :].startswith(begins)
    assert all(a.parent == credit.id for a in found if a is not credit and a.content != credit.content)


@pytest.mark.parametrize(
    "text", ["The agency (Reuters) said on Monday that talks had failed.", "Reuters said the bridge was closed - a first."]
)
def test_an_agency_in_a_sentence_is_no_credit(parse: Parse, text: str) -> None:
    assert all(a.rule != "credit" for a in read(parse, "en", text)[1])


def test_the_outlet_does_not_credit_itself(parse: Parse) -> None:
    lexicon = load_lexicon("it")
    doc, sentences = parse("it", "(ANSA) - ROMA, 8 FEB - Il ponte è chiuso.")
    own = Document(doc.id, doc.text, "it", outlet="ANSA")
    mentions = [m for s in sentences for m in find_mentions(s, lexicon.actors)]
    assert find_attributions(own, sentences, mentions, lexicon.attribution) == ()
