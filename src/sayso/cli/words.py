"""Readings and claims in plain words."""

import re
from collections.abc import Iterable

from sayso.cli.terminal import line, quoted
from sayso.types import Argument, Attribution, Claim, Document, Quantity, Reading, Span

NEAR = 60  # characters after a number in which the noun that it counts stands
STEM = 5  # letters by which that noun is known from its lemma


def print_document(doc: Document) -> None:
    """The heading of a report: title, then outlet, date, language and id."""
    line((doc.title or quoted_start(doc), "title"))
    facts = [doc.outlet or "outlet not stated", dated(doc), doc.lang, doc.url]
    line(" · ".join(f for f in facts if f), "  ", (doc.id, "id"))


def dated(doc: Document) -> str:
    if doc.published is None:
        return "date not stated"
    how = "" if doc.published_basis in (None, "given") else f" ({doc.published_basis})"
    return doc.published[:10] + how


def quoted_start(doc: Document) -> str:
    return " ".join(doc.text[:80].split())


def print_claims(claims: Iterable[Claim], reading: Reading) -> None:
    """Each sentence once, with the claims that it makes below it; in the order of the text."""
    by_sentence: dict[Span, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.evidence, []).append(claim)
    for sentence in sorted(by_sentence):
        line((f"“{quoted(reading.document.text, sentence)}”", "quote"), indent=2)
        for claim in by_sentence[sentence]:
            print_claim(claim, reading)


def print_claim(claim: Claim, reading: Reading) -> None:
    """One claim: status, who did what to whom, when, where, how many; on whose say-so."""
    text = reading.document.text
    line((claim.factuality.status, claim.factuality.status), f"  {gist(claim, text)}  ", (claim.id, "id"), indent=4)
    line(f"on the say-so of {chain(claim, reading)}", indent=8)


def gist(claim: Claim, text: str) -> str:
    """`PRK → RUS: AID “fornirà” · 11,000 soldiers · Kursk · 2024-11`, as far as the text gives it."""
    who, whom = parties(claim.actor, text), parties(claim.recipient, text)
    head = " → ".join(p for p in (who or "?", whom) if p)
    parts = [f"{head}: {claim.event.type} “{quoted(text, claim.event.span)}”"]
    parts += [amount(q, text) for q in claim.quantities]
    parts += [claim.place.name] if claim.place else []
    parts += [claim.time.value + ("" if claim.time.basis == "stated" else f" ({claim.time.basis})")] if claim.time else []
    return " · ".join(parts)


def amount(quantity: Quantity, text: str) -> str:
    """The number and what is counted, in the words of the text where these follow the number, else by its lemma or measure."""
    number, unit = quoted(text, quantity.span), quantity.unit
    if unit is None or unit in number:
        return number
    after = text[quantity.span.end : quantity.span.end + NEAR].partition("\n")[0]
    words = re.match(rf"\s+(?:[^\W\d]+\s+){{0,3}}?{re.escape(unit[:STEM])}\w*", after, re.IGNORECASE)
    return f"{number} {' '.join(words.group().split())}" if words else f"{number} {unit}"


def parties(arguments: tuple[Argument, ...], text: str) -> str:
    return ", ".join(quoted(text, a.span) + (f" [{a.actor or a.country}]" if a.actor or a.country else "") for a in arguments)


def chain(claim: Claim, reading: Reading) -> str:
    """`Harbour Wire, citing NHK, citing several sources`; the outlet itself where the claim is its own."""
    said = {a.id: a for a in reading.attributions}
    steps = [said_by(said[name], reading.document.text) for name in claim.attribution if name in said]
    outlet = reading.document.outlet or "the report"
    return ", citing ".join([outlet if steps else f"{outlet} itself", *steps])


def said_by(attribution: Attribution, text: str) -> str:
    """The source in the words of the text; hearsay names none."""
    if attribution.source is None:
        return "a source that is not named" if not attribution.hearsay else "hearsay (no source named)"
    name = quoted(text, attribution.source.span)
    return f"{name} (unnamed)" if attribution.source.kind == "unnamed" else name
