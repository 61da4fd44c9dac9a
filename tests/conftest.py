"""Shared fixtures: the shipped parsers, loaded once."""

import hashlib
from collections.abc import Callable

import pytest

from sayso.lexicon import LANG
from sayso.text.parse import Parser, load_parser
from sayso.types import Document, Sentence

Parse = Callable[..., tuple[Document, tuple[Sentence, ...]]]


@pytest.fixture(scope="session")
def parse() -> Parse:
    """parse(lang, text, published=None) -> (Document, Sentences), by the shipped model."""
    parsers: dict[str, Parser] = {}

    def run(lang: str, text: str, published: str | None = None) -> tuple[Document, tuple[Sentence, ...]]:
        if lang not in parsers:
            parsers[lang] = load_parser(LANG / lang / "model")
        doc = Document(id=hashlib.sha256(text.encode()).hexdigest()[:16], text=text, lang=lang, published=published)
        return doc, next(iter(parsers[lang].parse([doc])))

    return run
