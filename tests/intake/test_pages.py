"""Pages beside what they must give: pages/NAME.html and pages/NAME.toml."""

import json
import tomllib
from pathlib import Path

import pytest

from sayso.intake import Defaults, from_html, from_row

PAGES = Path(__file__).parent / "pages"
FIELDS = ("title", "outlet", "author", "url", "published", "published_basis", "lang", "text")


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda p: p.stem)
def test_a_page_gives_what_it_states_and_nothing_more(page: Path) -> None:
    expected = tomllib.loads(page.with_suffix(".toml").read_text(encoding="utf-8"))
    arrival = from_html(page.read_bytes())
    assert arrival.document is not None
    assert {f: getattr(arrival.document, f) for f in FIELDS} == {f: expected.get(f) for f in FIELDS}
    assert [i.message for i in arrival.issues] == expected.get("issues", [])


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Fog closes the airport | The Wire", "Fog closes the airport"),
        ("Fog closes the airport - the wire", "Fog closes the airport"),
        ("Why I work for The Wire", "Why I work for The Wire"),
        ("The Wire", "The Wire"),
        ("| The Wire", "| The Wire"),
    ],
)
def test_the_outlet_is_no_part_of_the_title(title: str, bare: str) -> None:
    body = "<p>Fog closed the airport for six hours on Sunday, the operator said in a short statement.</p>" * 2
    html = f'<html><head><meta property="og:title" content="{title}"><meta property="og:site_name" content="The Wire"></head>'
    arrival = from_html(f"{html}<body><article>{body}</article></body></html>")
    assert arrival.document is not None
    assert arrival.document.title == bare


def test_the_page_wins_over_the_day_given_and_says_so() -> None:
    html = (PAGES / "meta_tags.html").read_text(encoding="utf-8")
    arrival = from_row(json.dumps({"html": html, "published": "2023-02-20"}))
    assert arrival.document is not None
    assert arrival.document.published == "2023-02-09T10:00:00+01:00"
    assert "disagree" in arrival.issues[0].message


def test_a_default_day_is_for_pages_that_state_none() -> None:
    known = Defaults(published="2020-07-20")
    undated = from_html((PAGES / "undated.html").read_bytes(), known).document
    dated = from_html((PAGES / "time_element.html").read_bytes(), known)
    assert undated is not None
    assert (undated.published, undated.published_basis) == ("2020-07-20", "given")
    assert dated.document is not None
    assert dated.document.published == "2021-11-02"
    assert dated.issues == ()


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>Login</title></head><body><nav>Home</nav><p>Accept all</p></body></html>",
        "<html><body>" + "<div>" * 20_000 + "text" + "</body></html>",
        "<html><body><p>" + "<b>" * 20_000,
        "<!doctype html>" + "<" * 50_000,
        "not a page",
    ],
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    arrival = from_html(html)
    assert arrival.document is None
    assert arrival.issues[0].message


@pytest.mark.parametrize("depth", [300, 50_000])
def test_a_page_that_is_nested_too_deeply_says_so(depth: int) -> None:
    body = "<p>Fog closed the airport for six hours on Sunday, the operator said in a short statement.</p>" * 4
    inside = from_html(f"<html><body>{'<div>' * depth}<article>{body}</article></body></html>")
    after = from_html(f"<html><body><article>{body}</article>{'<div>' * depth}<p>More.</p></body></html>")
    assert inside.document is None
    assert "250 elements inside one another: save" in inside.issues[0].message
    assert after.document is not None
    assert not after.whole


def test_an_encoding_that_the_page_declares_is_followed() -> None:
    html = (PAGES / "dates_disagree.html").read_text(encoding="utf-8").replace('charset="utf-8"', 'charset="iso-8859-1"')
    arrival = from_html(html.encode("iso-8859-1"))
    assert arrival.document is not None
    assert "venerdì" in arrival.document.text
