"""Who says what, by the shipped parsers: cases of our own, every example of the lexicons, and what holds for any text."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import LexiconError
from sayso.find.attribution import find_attributions
from sayso.find.attribution_quotes import find_quotes
from sayso.lexicon import LANG
from sayso.lexicon.attribution import AttributionLexicon, load
from sayso.types import Attribution, Document, Mention, Sentence, Span

Parse = Callable[..., tuple[Document, tuple[Sentence, ...]]]
CASES = tomllib.loads((Path(__file__).parent / "attribution_cases.toml").read_text(encoding="utf-8"))["case"]
LANGUAGES = sorted(p.parent.name for p in LANG.glob("*/attribution.toml"))
LEXICONS = {lang: load(LANG / lang) for lang in LANGUAGES}
FIRING = 0.9  # share of examples on which their entry fires; the rest fall to mistakes of the parser
PAIRS = (("“", "”"), ('"', '"'), ("«", "»"), ("''", "''"))


def words(doc: Document, span: Span | None) -> str | None:
    return None if span is None else doc.text[span.start : span.end]


def found_in(parse: Parse, lang: str, text: str) -> tuple[Document, tuple[Attribution, ...]]:
    doc, sentences = parse(lang, text)
    return doc, find_attributions(doc, sentences, (), LEXICONS[lang])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(parse: Parse, case: dict[str, object]) -> None:
    doc, found = found_in(parse, str(case["lang"]), str(case["text"]))
    got = [[words(doc, a.source.span) if a.source else "", words(doc, a.cue) or "", words(doc, a.content), a.kind] for a in found]
    for want in case["expect"]:  # type: ignore[attr-defined]
        assert want in got
    if case.get("only"):
        assert len(got) == len(case["expect"])  # type: ignore[arg-type]
    if "nested" in case:
        inner, outer = case["nested"]  # type: ignore[misc]
        ids = {words(doc, a.cue): a for a in found}
        assert ids[inner].parent == ids[outer].id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_fire(parse: Parse, lang: str) -> None:
    cues = [cue for entries in LEXICONS[lang].cues.values() for cue in entries]
    doc, sentences = parse(lang, "\n".join(cue.example for cue in cues))  # one paragraph for each, parsed in one go
    fired = {(sentences[a.sent].paragraph, a.rule) for a in find_attributions(doc, sentences, (), LEXICONS[lang])}
    silent = [f"{cue.rule}: {cue.example}" for n, cue in enumerate(cues) if (n, cue.rule) not in fired]
    assert len(silent) <= (1 - FIRING) * len(cues), "\n".join(silent)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lexicon_is_of_professional_size(lang: str) -> None:
    assert sum(len(entries) for entries in LEXICONS[lang].cues.values()) >= 350


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_spans_ids_and_parents_hold(parse: Parse, case: dict[str, object]) -> None:
    doc, found = found_in(parse, str(case["lang"]), str(case["text"]))
    ids = [a.id for a in found]
    assert len(set(ids)) == len(ids)
    for a in found:
        assert a.parent is None or (a.parent in ids and a.parent != a.id)
        for span in (a.cue, a.content, a.source.span if a.source else None):
            assert span is None or 0 <= span.start < span.end <= len(doc.text)
    anchors = [(a.cue or a.content).start for a in found]
    assert anchors == sorted(anchors)
    assert found == find_attributions(doc, parse(str(case["lang"]), doc.text)[1], (), LEXICONS[str(case["lang"])])


def test_source_takes_the_actor_of_its_mention(parse: Parse) -> None:
    doc, sentences = parse("en", "He said that the bridge was closed.")
    mention = Mention(Span(0, 2), 0, 0, "person", "someone", None, "pronoun")
    (found,) = find_attributions(doc, sentences, (mention,), LEXICONS["en"])
    assert found.source is not None
    assert found.source.actor == "someone"


def test_empty_document_has_none() -> None:
    doc = Document("0", "", "en")
    assert find_attributions(doc, (), (), LEXICONS["en"]) == ()


@given(st.text(alphabet="ab “”\"«»'.,\n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_quotes_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for quote in find_quotes(text, PAIRS):
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.start <= quote.inner.start <= quote.inner.end <= quote.span.end
        assert "\n" not in text[quote.span.start : quote.span.end]
        end = quote.span.end


def test_lexicon_error_names_file_and_entry(tmp_path: Path) -> None:
    entry = '[[cue]]\nlemma = "say"\nupos = "VERB"\nkind = "sing"\ncontent = ["ccomp"]\nexample = "x"\n'
    (tmp_path / "attribution.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"attribution\.toml \[\[cue\]\] 1 \(say\): kind"):
        load(tmp_path)


def test_inflected_form_finds_its_verb() -> None:
    lexicon: AttributionLexicon = LEXICONS["en"]
    assert [cue.lemma for cue in lexicon.entries("conclud", "concluded")] == ["conclude"]
