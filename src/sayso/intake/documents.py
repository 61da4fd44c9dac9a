"""What was given -> a Document, with what was lost or doubtful on the way.

The text of a JSON Lines report comes back as it was given, for its offsets may be known elsewhere; the parser passes over
invisible characters in it. Plain text and pages are ours to cut: invisible characters and furniture go, wrapped lines are
joined.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.errors import IntakeError, UnreadLanguage
from sayso.intake.clean import clean_field, clean_text, cut_furniture, shorten, storable, trim, unwrap
from sayso.intake.dates import as_iso, day
from sayso.intake.language import detect_language
from sayso.intake.page import read_page
from sayso.lexicon import LANG, languages
from sayso.lexicon.furniture import FurnitureLexicon
from sayso.lexicon.furniture import load as load_furniture
from sayso.types import Document, Issue

CHARACTERS = 200_000  # of one report that are read: some 33,000 words, more than the longest reportage
HEADLINE = 250  # characters; a longer first line is prose
SENTENCE_ENDS = (".", "!", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the reader of a batch knows about reports that do not say it themselves."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before its text is final. ``dates`` are (ISO 8601, basis), the one that counts first."""

    text: str
    url: str | None
    outlet: str | None
    title: str | None
    author: str | None
    dates: tuple[tuple[str, str], ...]
    lang: str | None
    retrieved: str | None = None


Made = tuple[Document, tuple[Issue, ...], bool]  # document, issues, whether it was read whole


def text_document(text: str, raw: bytes, known: Defaults) -> Made:
    """A plain text. Its first line is the title when it has the form of one: short, no full stop, a blank line after it."""
    body, lost = bounded(text)
    body = trim(cut_furniture(unwrap(trim(clean_text(body))), furniture()))
    draft = Draft(body, known.url, known.outlet, known.title, None, given(known.published), known.lang)
    return finish(draft, raw, lost)


def html_document(html: bytes | str, raw: bytes, known: Defaults, row: Mapping[str, str | None] | None = None) -> Made:
    """A page. Its own statements come before those of the row it came in, those before the defaults of the batch."""
    page = read_page(html)
    row = row or {}
    body, lost = bounded(page.body)
    body = trim(cut_furniture(clean_text(body), furniture()))
    dates = page.dates + given(row.get("published")) or given(known.published)
    draft = Draft(
        body,
        row.get("url") or known.url or page.url,
        row.get("outlet") or page.outlet or known.outlet,
        page.title or row.get("title") or known.title,
        page.author or row.get("author"),
        dates,
        row.get("lang") or known.lang,
        row.get("retrieved"),
    )
    return finish(draft, raw, lost or page.lost)


def row_document(row: Mapping[str, str | None], raw: bytes, known: Defaults) -> Made:
    """A report of JSON Lines; "text" is read where there are both "text" and "html"."""
    text = row.get("text")
    if text is None:
        return html_document(row.get("html") or "", raw, known, row)
    body, lost = bounded(text)
    stated = row.get("published")
    draft = Draft(
        storable(body),
        row.get("url") or known.url,
        row.get("outlet") or known.outlet,
        row.get("title") or known.title,
        row.get("author"),
        given(stated or known.published),
        row.get("lang") or known.lang,
        row.get("retrieved"),
    )
    made, issues, whole = finish(draft, raw, lost)
    if stated and not as_iso(stated):
        issues = (*issues, Issue(f"published {stated[:40]!r} is not a date: write it as 2025-02-09", made.id))
    return made, issues, whole


def furniture() -> tuple[FurnitureLexicon, ...]:
    """Of all languages: a page's frame is often not in the language of its report."""
    return tuple(load_furniture(LANG / lang) for lang in languages())


def bounded(text: str) -> tuple[str, str | None]:
    """(the part of `text` that is read, what to say if that is not all)."""
    if len(text) <= CHARACTERS:
        return text, None
    return shorten(text, CHARACTERS), f"was read up to {CHARACTERS:,} of its {len(text):,} characters: split it into reports"


def given(published: str | None) -> tuple[tuple[str, str], ...]:
    iso = as_iso(published)
    return ((iso, "given"),) if iso else ()


def finish(draft: Draft, raw: bytes, lost: str | None) -> Made:
    """Put the title first, settle language and date, and name the document by its content.

    Raises IntakeError when no text is left, UnreadLanguage when there is no folder for its language.
    """
    if not draft.text.strip():
        raise IntakeError("holds no text")
    title = clean_field(draft.title)
    text = draft.text
    if title is None:
        title = clean_field(headline(text))
    elif " ".join(text.lstrip().split("\n", 1)[0].split()).casefold() != title.casefold():
        text = f"{title}\n\n{text}"
    lang = settle_language(draft.lang, text)
    published, basis = draft.dates[0] if draft.dates else (None, None)
    url, outlet, author = clean_field(draft.url), clean_field(draft.outlet), clean_field(draft.author)
    name = document_id(url, outlet, title, author, published, lang, text)
    retrieved, digest = as_iso(draft.retrieved), hashlib.sha256(raw).hexdigest()
    doc = Document(name, text, lang, url, outlet, title, author, published, basis, retrieved, digest)
    return doc, tuple(doubts(draft, doc, lost)), lost is None


def doubts(draft: Draft, doc: Document, lost: str | None) -> Iterable[Issue]:
    """What a reader of this document must know about how it came in."""
    if lost:
        yield Issue(lost, doc.id)
    if len({day(date) for date, _ in draft.dates}) > 1:
        stated = ", ".join(f"{day(date)} ({basis})" for date, basis in draft.dates)
        yield Issue(f"publication dates disagree: {stated}; the first one is used", doc.id)


def headline(text: str) -> str | None:
    """The first line, when it reads as a title: short, without the end of a sentence, and set apart from the text below."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    apart = rest.startswith("\n") and rest.strip() != ""
    return first if apart and 0 < len(first) <= HEADLINE and not first.endswith(SENTENCE_ENDS) else None


def settle_language(stated: str | None, text: str) -> str:
    """The language as stated, else as detected. Raises UnreadLanguage when there is no folder for it in lang/."""
    read = f"languages that can be read: {', '.join(languages())}"
    named = " or ".join(f"lang={code}" for code in languages())
    lang = stated.replace("_", "-").split("-")[0].strip().lower() if stated else detect_language(text)
    if lang is None:
        raise UnreadLanguage(f"its language cannot be told: name it ({named})")
    if lang not in languages():
        how = "is said to be" if stated else "seems to be"
        raise UnreadLanguage(f"{how} in the language {clean_text(lang)[:20]!r}, for which lang/ has no folder; {read}")
    return lang


def document_id(*parts: str | None) -> str:
    """16 hexadecimal digits of the SHA-256 of all that the report says; the same report has the same id everywhere."""
    return hashlib.sha256("\x1f".join(p or "" for p in parts).encode("utf-8")).hexdigest()[:16]
