"""The table of known lemmas: inflection of both languages, and what a form says of its part of speech."""

from pathlib import Path

import pytest
from conftest import Parse

from sayso.lexicon import LANG
from sayso.text.parse import known_lemmas, only_upos

# language, form, part of speech, lemma; empty where the form is of two lemmas, "-" where it is of none
CASES = [line.split("\t") for line in (Path(__file__).parent / "lemmas.tsv").read_text(encoding="utf-8").splitlines()]
KNOWN = {lang: known_lemmas(LANG / lang) for lang in ("it", "en")}


@pytest.mark.parametrize(("lang", "form", "upos", "lemma"), CASES, ids=[" ".join(case[:3]) for case in CASES])
def test_forms_have_their_lemma(lang: str, form: str, upos: str, lemma: str) -> None:
    assert KNOWN[lang][upos].get(form, "-") == lemma


@pytest.mark.parametrize("lang", KNOWN)
def test_lemmas_are_forms_of_themselves(lang: str) -> None:
    for upos, forms in KNOWN[lang].items():
        lemmas = {lemma for lemma in forms.values() if lemma}
        assert not {lemma for lemma in lemmas if forms.get(lemma, lemma) not in {lemma, ""}} - {"saw", "found"}, upos


@pytest.mark.parametrize(
    ("form", "upos"),
    [
        ("violated", "VERB"),
        ("spokesmen", "NOUN"),
        ("angriest", "ADJ"),
        ("attack", ""),  # verb and noun
        ("planned", ""),  # verb and adjective
        ("wound", ""),  # a noun, and a verb whatever its lemma
        ("qwerty", ""),
    ],
)
def test_a_form_known_once_tells_its_part_of_speech(form: str, upos: str) -> None:
    assert only_upos(KNOWN["en"], form) == upos


def test_no_table_means_no_lemmas(tmp_path: Path) -> None:
    assert known_lemmas(tmp_path) == {}


def test_known_lemmas_take_the_place_of_guesses(parse: Parse) -> None:
    _, (sentence,) = parse("en", "The court barred the vote and the rebels dismissed the offer.")
    assert {t.text: t.lemma for t in sentence.tokens if t.upos == "VERB"} == {"barred": "bar", "dismissed": "dismiss"}
