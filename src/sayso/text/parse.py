"""Document -> Sentences in Universal Dependencies, in batches.

The parser is one seam: anything with the shape of `Parser` will do. The bundled one is a spaCy pipeline per language in
``lang/<code>/model``; any spaCy pipeline with Universal Dependencies labels can stand in its place.
"""

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import spacy
from sentencex import get_sentence_boundaries
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from sayso.errors import UsageError
from sayso.text.dateline import dateline_end
from sayso.text.invisible import without
from sayso.types import Document, Name, Sentence, Span, Token

LANG = Path(__file__).parent.parent / "lang"
NONE: Mapping[str, str] = {}
LONGEST = 8_000  # characters of one paragraph that are parsed at once; longer ones are cut after a full stop or a space
PARAGRAPH = re.compile(r"[^\n]+")
APOSTROPHE = re.compile(r"(?<=\w)[‘`´ʼ](?=\w)")  # typed for ’, which the tokenizers know
CUT = re.compile(r"[.!?…]\s|\s")


class Parser(Protocol):
    """Reads documents of one language."""

    name: str
    lang: str  # ISO 639-1; "xx" for a pipeline of many languages

    def parse(self, docs: Iterable[Document]) -> Iterator[tuple[Sentence, ...]]:
        """Yield the sentences of each document, in order. Sentences never cross a line break and hold no line break."""
        ...


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters that the parser sees stand in the document: from `start` on, or at `start` + `moved`."""

    start: int
    moved: list[int] | None

    def span(self, first: int, length: int) -> tuple[int, int]:
        if self.moved is None:
            return self.start + first, self.start + first + length
        return self.start + self.moved[first], self.start + self.moved[first + length - 1] + 1


class NumpyProducts(NumpyOps):  # type: ignore[misc]
    """Matrix products by numpy: two to three times as fast as the library that thinc brings (measured on AMD EPYC)."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):  # type: ignore[no-untyped-def]
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


class SpacyParser:
    """A spaCy pipeline with tagger, morphology, lemmas, Universal Dependencies parser and, if it has them, names."""

    def __init__(self, path: Path | str) -> None:
        """Raises UsageError when `path` is neither a pipeline folder nor an installed pipeline."""
        try:
            self._nlp: Language = spacy.load(path)
        except (OSError, ValueError) as error:
            raise UsageError(f"is not a spaCy pipeline ({error})", str(path)) from error
        for _, component in self._nlp.pipeline:
            for node in component.model.walk() if hasattr(component, "model") else ():
                node.ops = NumpyProducts()
        self.lang = str(self._nlp.meta["lang"])
        self.name = f"{self.lang}_{self._nlp.meta['name']} {self._nlp.meta['version']}"
        self._features: dict[int, Mapping[str, str]] = {}
        self._lemmas = known_lemmas(LANG / self.lang)

    def parse(self, docs: Iterable[Document]) -> Iterator[tuple[Sentence, ...]]:
        waiting: list[int] = []  # paragraphs of each document still to come

        def pieces() -> Iterator[tuple[Doc, tuple[int, Places]]]:
            for doc in docs:
                spans = list(paragraphs(doc.text))
                waiting.append(len(spans))
                for number, span in spans:
                    text, moved = without(doc.text[span.start : span.end])
                    places = Places(span.start, moved)
                    yield self._begin(APOSTROPHE.sub("’", text)), (number, places)

        found: list[Sentence] = []
        done = 0
        for parsed, (number, places) in self._nlp.pipe(pieces(), as_tuples=True, batch_size=128):
            while waiting[0] == 0:
                waiting.pop(0)
                yield ()
            found.extend(self._sentences(parsed, number, places, len(found)))
            done += 1
            if done == waiting[0]:
                waiting.pop(0)
                yield tuple(found)
                found, done = [], 0
        yield from ((),) * len(waiting)

    def _begin(self, text: str) -> Doc:
        """The tokens of `text`, with the sentence starts marked that its punctuation makes sure.

        The parser adds others, but none directly after a word: a line without a full stop is one sentence. A dateline is one.
        """
        doc = self._nlp.make_doc(text)
        if len(doc) > 1:
            for before, tok in pairwise(doc):
                if before.text[-1].isalnum():
                    tok.is_sent_start = False
            at = [t.idx for t in doc]
            head = bisect_left(at, dateline_end(text))
            for tok in doc[1:head]:
                tok.is_sent_start = False
            for start in (head, *(bisect_left(at, b["start_index"]) for b in get_sentence_boundaries(self._nlp.lang, text))):
                if head <= start < len(doc) and start:
                    doc[start].is_sent_start = True
        return doc

    def _sentences(self, parsed: Doc, paragraph: int, places: "Places", first: int) -> Iterator[Sentence]:
        strings = parsed.vocab.strings
        columns = parsed.to_array([LEMMA, POS, MORPH, HEAD, DEP]).tolist()
        names = [(e.start, e.end, e.label_) for e in parsed.ents]
        for sent in parsed.sents:
            words = [t for t in sent if not t.is_space]
            if not words:
                continue
            place = {t.i: k for k, t in enumerate(words)}
            tokens = []
            children: list[list[int]] = [[] for _ in words]
            for k, word in enumerate(words):
                lemma, pos, morph, head, deprel = columns[word.i]
                upos = strings[pos] or "X"
                if upos == "X":  # a word that the tagger has not met
                    upos = only_upos(self._lemmas, word.text.lower()) or upos
                move = head if head < 1 << 63 else head - (1 << 64)
                up = place.get(word.i + move, k)
                if up != k:
                    children[up].append(k)
                text = word.text
                lemma_text = self._lemmas.get(upos, NONE).get(text.lower()) or strings[lemma] or text
                start, end = places.span(word.idx, len(text))
                tokens.append(
                    Token(
                        k,
                        start,
                        end,
                        text,
                        lemma_text if upos == "PROPN" else lemma_text.lower(),
                        upos,
                        self._feats(morph, parsed),
                        up,
                        "root" if up == k else strings[deprel],
                    )
                )
            inside = tuple(Name(place[a], place[b - 1], label) for a, b, label in names if a in place and b - 1 in place)
            yield Sentence(first, paragraph, tokens[0].start, tokens[-1].end, tuple(tokens), tuple(map(tuple, children)), inside)
            first += 1

    def _feats(self, morph: int, parsed: Doc) -> Mapping[str, str]:
        known = self._features.get(morph)
        if known is None:
            pairs = (x.partition("=") for x in parsed.vocab.strings[morph].split("|") if "=" in x)
            known = self._features[morph] = {name: value for name, _, value in pairs}
        return known


def paragraphs(text: str) -> Iterator[tuple[int, Span]]:
    """Yield (number, span) of each non-empty line; a line over `LONGEST` characters comes in pieces of one number."""
    number = 0
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        if not text[start:end].strip():
            continue
        while end - start > LONGEST:
            cut = start + LONGEST
            for m in CUT.finditer(text, start + LONGEST // 2, start + LONGEST):
                cut = m.end()
            yield number, Span(start, cut)
            start = cut
        yield number, Span(start, end)
        number += 1


def known_lemmas(folder: Path) -> dict[str, dict[str, str]]:
    """{part of speech: {form in lower case: lemma}} by `lemmas.tsv.gz` of a language; empty where it has none.

    A trained lemmatizer guesses at forms of words that it has not met; for the words of the lexicons they are known. The lemma
    is empty where the form is of two words of that part of speech (lay): the guess stands.
    """
    found: dict[str, dict[str, str]] = {}
    path = folder / "lemmas.tsv.gz"
    if path.exists():
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            form, upos, lemma = line.split("\t")
            found.setdefault(upos, {})[form] = lemma
    return found


def only_upos(lemmas: Mapping[str, Mapping[str, str]], form: str) -> str:
    """The part of speech of `form` if it is known with one only, else empty."""
    known = [upos for upos, forms in lemmas.items() if form in forms]
    return known[0] if len(known) == 1 else ""


def load_parser(folder: Path | str) -> Parser:
    """The pipeline in `folder` (a path or the name of an installed spaCy pipeline)."""
    return SpacyParser(folder)
