"""An HTML page -> what it says and what it states about itself.

Only what the page states counts: meta tags, JSON-LD, microdata and <time datetime>. Nothing is searched for in the prose, in
the address or in the file's date; a page that states no date has none.
"""

import json
import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.settings import use_config
from trafilatura.utils import load_html

from sayso.errors import IntakeError
from sayso.intake.dates import as_iso

ELEMENTS = 20_000  # of a page that are read; a long report has a tenth of them
DEPTH = 250  # elements inside one another; the parser (libxml2) stops a little below
LEAST = 80  # characters of body text; a page with less has no article
ARTICLE = re.compile(r"Article|Report|NewsArticle|BlogPosting|WebPage", re.IGNORECASE)
LIST_MARK = re.compile(r"^- ", re.MULTILINE)  # trafilatura's own, not the page's
SEPARATORS = "|–—·»-"
SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{1,60}$")

META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
    "publication_date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate",
)  # fmt: skip
META_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")
META_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
META_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "citation_author", "sailthru.author")


logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it complains of comes back as our own errors


@dataclass(frozen=True, slots=True)
class Page:
    """What a page states. ``dates`` are (ISO 8601, basis) in order of trust, the first one being the publication date."""

    body: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    dates: tuple[tuple[str, str], ...]
    lost: str | None  # what was not read of the page, if anything


def read_page(html: bytes | str) -> Page:
    """Raises IntakeError when the page cannot be parsed or holds no article."""
    try:
        tree = load_html(html)
        if tree is None:
            raise IntakeError("is not an HTML page")
        meta = dict(reversed(list(_meta(tree))))  # the first of several tags of one name counts
        data = list(_linked_data(tree))
        title, headings = _title(tree, meta, data), _headings(tree)
        outlet, author, url = _outlet(meta, data), _author(meta, data), _url(tree, meta)
        dates = tuple(_dates(tree, meta, data))
        lost = _cut(tree) or _too_deep(tree)
        body = _body(tree)  # last, for it takes the tree apart
    except (LxmlError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise IntakeError(f"cannot be parsed as an HTML page ({type(error).__name__})") from error
    if len(body) < LEAST:
        where = f"this page, which {lost}" if lost else "this page"
        raise IntakeError(f"no article was found in {where}: save the article's text in a file and read that")
    first = body.split("\n", 1)[0]
    title = first if first in headings else _without_outlet(title, outlet)
    return Page(body, title, outlet, author, url, dates, lost)


def _cut(tree: HtmlElement) -> str | None:
    """Take out what comes after the first `ELEMENTS` of the page, for time grows with their square; what to say of it."""
    rest = list(islice(tree.iter(), ELEMENTS, None))
    for element in rest:
        element.getparent().remove(element)
    return f"was read up to its first {ELEMENTS:,} elements" if rest else None


def _too_deep(tree: HtmlElement) -> str | None:
    """What to say of a page with more elements inside one another than the parser goes down: it drops what is further in."""
    deep = tree.xpath(f"boolean(//*[count(ancestor::*) > {DEPTH}])")
    return f"was read only down to {DEPTH} elements inside one another" if deep else None


@lru_cache(maxsize=1)
def settings() -> ConfigParser:
    """trafilatura's own, but for one: below its usual least size it falls back on a text without paragraphs."""
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(LEAST))
    return config


def _body(tree: HtmlElement) -> str:
    """The article's paragraphs, a blank line between them."""
    body = trafilatura.extract(
        tree,
        fast=True,
        include_comments=False,
        include_tables=False,
        include_images=False,
        with_metadata=False,
        config=settings(),
    )
    return LIST_MARK.sub("", body or "").replace("\n", "\n\n")


def _meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Names and contents of meta tags, in the order of the page."""
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article, in the order of the page; broken ones are passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            todo: list[Any] = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop(0)
            if isinstance(item, list):
                todo[:0] = item
            elif isinstance(item, dict):
                if ARTICLE.search(str(item.get("@type"))):
                    yield item
                if isinstance(item.get("@graph"), list):
                    todo[:0] = item["@graph"]


def _name(value: Any) -> str | None:
    """The name in a JSON-LD value: text, an object with a name, or the first of a list."""
    if isinstance(value, list):
        names = [n for n in map(_name, value) if n]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _stated(value: str | None) -> str | None:
    """`value` unless it is an address or a handle, which name nobody."""
    return None if value is None or value.startswith(("http://", "https://", "@", "/")) else value


def _title(tree: HtmlElement, meta: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    for name in META_TITLES:
        if name in meta:
            return meta[name]
    for item in data:
        if title := _name(item.get("headline")):
            return title
    headings = _headings(tree)
    if len(headings) == 1:
        return headings[0]
    title = str(tree.findtext(".//title") or "").strip()
    return SITE_SUFFIX.sub("", title) or None


def _headings(tree: HtmlElement) -> list[str]:
    """What the page prints largest: the text of its h1 elements."""
    return [text for h in tree.iter("h1") if (text := " ".join(h.text_content().split()))]


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """`Bridge closed | The Harbour Times` -> `Bridge closed`, where the page names the outlet so."""
    if title is None or outlet is None or not title.casefold().endswith(outlet.casefold()):
        return title
    bare = title[: len(title) - len(outlet)].rstrip()
    return bare[:-1].rstrip() if len(bare) > 2 and bare[-1] in SEPARATORS and bare[-2] == " " else title


def _outlet(meta: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    stated = [_stated(meta[name]) for name in META_OUTLETS if name in meta]
    return next((s for s in [*stated, *(_name(item.get("publisher")) for item in data)] if s), None)


def _author(meta: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    stated = [_stated(meta[name]) for name in META_AUTHORS if name in meta]
    return next((s for s in [*(_name(item.get("author")) for item in data), *stated] if s), None)


def _url(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((u for u in [*links, meta.get("og:url")] if u and u.startswith(("http://", "https://"))), None)


def _dates(tree: HtmlElement, meta: dict[str, str], data: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Publication dates that the page states, most trusted first. A <time> counts when the page marks it as the
    publication date, or when it is the only date of the article's head."""
    for name in META_DATES:
        if date := as_iso(meta.get(name)):
            yield date, "meta"
            break
    for item in data:
        if date := as_iso(_name(item.get("datePublished"))):
            yield date, "json-ld"
            break
    times = [t for t in tree.iter("time") if as_iso(t.get("datetime"))]
    marked = [t for t in times if t.get("pubdate") is not None or "datepublished" in (t.get("itemprop") or "").lower()]
    if not marked:
        heads = [t for t in times if any(a.tag in ("article", "header", "main") for a in t.iterancestors())]
        marked = heads if len({(as_iso(t.get("datetime")) or "")[:10] for t in heads}) == 1 else []
    if marked and (date := as_iso(marked[0].get("datetime"))):
        yield date, "time element"
