"""A Reading as one JSON object: the shape that `sayso read --json` prints, one object per report and line.

Every span is ``{"start", "end", "text"}`` with code-point offsets into ``document.text``. A key whose value the text does
not give is null, never left out. The object says the same as the record and nothing more.
"""

from collections.abc import Mapping
from typing import Any

from sayso.types import Argument, Attribution, Claim, Document, Issue, Mention, Place, Quantity, Reading, Source, Span, Timex

Json = dict[str, Any]


def reading_to_json(reading: Reading) -> Json:
    """The whole reading, ready for `json.dumps`; order of claims, attributions and mentions as in the record."""
    text = reading.document.text
    return {
        "document": document_to_json(reading.document),
        "attributions": [attribution_to_json(a, text) for a in reading.attributions],
        "claims": [claim_to_json(c, text) for c in reading.claims],
        "mentions": [mention_to_json(m, text) for m in reading.mentions],
        "issues": [issue_to_json(i) for i in reading.issues],
    }


def document_to_json(doc: Document) -> Json:
    return {
        "id": doc.id,
        "url": doc.url,
        "outlet": doc.outlet,
        "title": doc.title,
        "author": doc.author,
        "published": doc.published,
        "published_basis": doc.published_basis,
        "retrieved": doc.retrieved,
        "lang": doc.lang,
        "raw_sha256": doc.raw_sha256,
        "text": doc.text,
    }


def span_to_json(span: Span, text: str) -> Json:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def source_to_json(source: Source, text: str) -> Json:
    return {**span_to_json(source.span, text), "kind": source.kind, "actor": source.actor}


def attribution_to_json(attribution: Attribution, text: str) -> Json:
    return {
        "id": attribution.id,
        "parent": attribution.parent,
        "source": source_to_json(attribution.source, text) if attribution.source else None,
        "cue": span_to_json(attribution.cue, text) if attribution.cue else None,
        "content": span_to_json(attribution.content, text),
        "kind": attribution.kind,
        "hearsay": attribution.hearsay,
        "act": attribution.act,
        "certainty": attribution.certainty,
        "polarity": attribution.polarity,
    }


def argument_to_json(argument: Argument, text: str) -> Json:
    return {**span_to_json(argument.span, text), "actor": argument.actor, "country": argument.country}


def place_to_json(place: Place, text: str) -> Json:
    where = {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "precision": place.precision}
    return {**span_to_json(place.span, text), **where}


def time_to_json(time: Timex, text: str) -> Json:
    return {**span_to_json(time.span, text), "value": time.value, "type": time.type, "basis": time.basis, "anchor": time.anchor}


def quantity_to_json(quantity: Quantity, text: str) -> Json:
    values = {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "fraction": quantity.fraction}
    return {**span_to_json(quantity.span, text), **values}


def claim_to_json(claim: Claim, text: str) -> Json:
    event, factuality = claim.event, claim.factuality
    return {
        "id": claim.id,
        "trigger": {**span_to_json(event.span, text), "lemma": claim.lemma},
        "type": event.type,
        "mode": event.mode,
        "actor": [argument_to_json(a, text) for a in claim.actor],
        "recipient": [argument_to_json(a, text) for a in claim.recipient],
        "place": place_to_json(claim.place, text) if claim.place else None,
        "time": time_to_json(claim.time, text) if claim.time else None,
        "quantities": [quantity_to_json(q, text) for q in claim.quantities],
        "status": factuality.status,
        "certainty": factuality.certainty,
        "polarity": factuality.polarity,
        "tense": factuality.tense,
        "cues": [span_to_json(s, text) for s in factuality.cues],
        "attribution": list(claim.attribution),
        "evidence": span_to_json(claim.evidence, text),
        "confidence": claim.confidence,
    }


def mention_to_json(mention: Mention, text: str) -> Json:
    who: Mapping[str, Any] = {"kind": mention.kind, "actor": mention.actor, "country": mention.country, "name": mention.name}
    return {**span_to_json(mention.span, text), **who, "basis": mention.basis}


def issue_to_json(issue: Issue) -> Json:
    where = {"start": issue.span.start, "end": issue.span.end} if issue.span else {"start": None, "end": None}
    return {"message": issue.message, "subject": issue.subject, **where}
