"""Builds readings from short TOML cases: a report is its text; a claim names its trigger, parties, day, figures and chain."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from sayso.types import (
    Argument,
    Attribution,
    Claim,
    Document,
    Event,
    Factuality,
    Mention,
    Place,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Timex,
)

HERE = Path(__file__).parent
NAMES = {
    "nhk": "NHK",
    "yonhap": "Yonhap",
    "PRK": "North Korea",
    "RUS": "Russia",
    "kr-jcs": "Joint Chiefs of Staff",
    "KOR": "South Korea",
}
COUNTRIES = {"kr-jcs": "KOR"}


def load_cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"])


def build(case: dict[str, Any]) -> list[Reading]:
    return [reading(r) for r in case["report"]]


def span_in(text: str, words: str, within: Span | None = None) -> Span:
    start = text.index(words, within.start if within else 0)
    return Span(start, start + len(words))


def sentence_at(text: str, at: int) -> Span:
    start = max(text.rfind("\n", 0, at) + 1, text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0)
    ends = [e for e in (text.find("\n", at), text.find(". ", at)) if e != -1]
    return Span(start, min(ends, default=len(text)))


def reading(report: dict[str, Any]) -> Reading:
    title = report.get("title")
    text = f"{title}\n\n{report['text']}" if title else report["text"]
    doc = Document(
        id=hashlib.sha256((report["outlet"] + text).encode()).hexdigest()[:12],
        text=text,
        lang=report.get("lang", "en"),
        outlet=report["outlet"],
        url=f"https://{report['outlet'].lower().replace(' ', '-')}.example/1",
        title=title,
        published=report.get("published"),
    )
    attributions: list[Attribution] = []
    mentions: list[Mention] = []
    claims = [claim(doc, c, attributions, mentions) for c in report.get("claim", [])]
    return Reading(doc, tuple(attributions), tuple(claims), tuple(mentions))


def claim(doc: Document, c: dict[str, Any], attributions: list[Attribution], mentions: list[Mention]) -> Claim:
    near = span_in(doc.text, c["in"]) if "in" in c else None
    at = span_in(doc.text, c["trigger"], near)
    evidence = sentence_at(doc.text, at.start)
    chain: list[str] = []
    polarity = "-" if c.get("status") == "denied" else "+"
    for step in c.get("chain", []):
        words, _, rest = step.partition("|")
        kind, _, actor = rest.partition("|")
        chain.append(
            attribution(doc, words, kind, actor or None, evidence, chain[-1] if chain else None, attributions, mentions, polarity)
        )
    event = Event(at, 0, 0, c.get("type", "OTHER"), (), (), "test")
    return Claim(
        id=hashlib.sha256(f"{doc.id}{at}".encode()).hexdigest()[:12],
        document=doc.id,
        event=event,
        actor=tuple(Argument(evidence, 0, 0, a, COUNTRIES.get(a, a)) for a in c.get("actor", [])),
        recipient=tuple(Argument(evidence, 0, 0, a, COUNTRIES.get(a, a)) for a in c.get("recipient", [])),
        place=Place(at, 0, 0, *c["place"], "city") if "place" in c else None,
        time=Timex(at, 0, 0, c["time"], "DATE", "stated") if "time" in c else None,
        quantities=tuple(quantity(doc, q, evidence) for q in c.get("quantity", [])),
        factuality=Factuality(c.get("status", "asserted"), "CT", "-" if c.get("status") == "denied" else "+", "past"),
        attribution=tuple(chain),
        evidence=evidence,
        lemma=c["lemma"],
        confidence=1.0,
    )


def attribution(
    doc: Document,
    words: str,
    kind: str,
    actor: str | None,
    evidence: Span,
    parent: str | None,
    attributions: list[Attribution],
    mentions: list[Mention],
    polarity: str,
) -> str:
    own = f"{doc.id}-{len(attributions)}"
    source = None
    kinds: dict[str, SourceKind] = {"named": "named", "unnamed": "unnamed", "outlet": "outlet", "document": "document"}
    if words:
        span = span_in(doc.text, words)
        source = Source(span, 0, 0, kinds[kind], actor)
        if actor:
            mentions.append(Mention(span, 0, 0, "organisation", actor, COUNTRIES.get(actor), "name", NAMES.get(actor, actor)))
        elif kind == "named":
            mentions.append(Mention(span, 0, 0, "person", None, None))
    attributions.append(
        Attribution(
            own, parent, source, None, evidence, kinds.get(kind, "unnamed"), 0, None, polarity=polarity, hearsay=not words
        )
    )
    return own


def quantity(doc: Document, q: list[Any], evidence: Span) -> Quantity:
    words, low, high, unit = q
    return Quantity(span_in(doc.text, words, evidence), 0, 0, low if low != "" else None, high if high != "" else None, unit)
