"""Who fills a role: pronouns, first persons, subjects that a verb leaves out, phrases that name a country inside."""

import pytest
from conftest import Parse

from sayso.lexicon import load_lexicon
from sayso.reading import read_sentences

# language, text, word of the event, role, words of the argument (None: the text names nobody), country
CASES = [
    (
        "it",
        "Il ministro georgiano ha parlato ieri. Ha accusato la Russia.",
        "accusato",
        "actor",
        "ministro",
        "GEO",
    ),
    (
        "it",
        "Il generale turco è fuggito a Roma. È stato arrestato.",
        "arrestato",
        "recipient",
        "generale",
        "TUR",
    ),
    ("it", "Le piogge sono cessate. Ha accusato la Russia.", "accusato", "actor", None, None),
    ("it", "«Abbiamo attaccato il porto», ha detto il portavoce ucraino.", "attaccato", "actor", "portavoce", "UKR"),
    ("it", "La Francia ha protestato. L'Italia l'ha criticata.", "criticata", "recipient", "l'", "FRA"),
    ("en", '"We attacked the port," the Ukrainian spokesman said.', "attacked", "actor", "We", "UKR"),
    ("en", "The rain stopped. Attacked the port at dawn.", "Attacked", "actor", None, None),
    (
        "en",
        "Iranian prosecutors jailed Nadia Karimi, a Swedish aid worker. Karimi criticised the court.",
        "criticised",
        "actor",
        "Karimi",
        "SWE",
    ),
    ("en", "France sent its army. Its soldiers attacked a convoy.", "attacked", "actor", "soldiers", "FRA"),
    ("en", "A man was killed on Monday.", "killed", "actor", None, None),
]


@pytest.mark.parametrize(("lang", "text", "trigger", "role", "words", "country"), CASES, ids=[c[1] for c in CASES])
def test_arguments(lang: str, text: str, trigger: str, role: str, words: str | None, country: str | None, parse: Parse) -> None:
    doc, sentences = parse(lang, text)
    claims = read_sentences(doc, sentences, load_lexicon(lang)).claims
    found = [a for c in claims if text[c.event.span.start : c.event.span.end] == trigger for a in getattr(c, role)]
    if words is None:
        assert not found
    else:
        assert any(words in text[a.span.start : a.span.end] and a.country == country for a in found), found
