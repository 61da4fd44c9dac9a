"""Clusters as JSON, one object each: the shape of `sayso brief --json` (docs/schema/brief.schema.json).

Reports are named by document id; `documents` gives the url, outlet, title and day of each. A key whose value the texts do not
give is null, never left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.types import Cluster, Contradiction, Copy, Document, Origin, State, Value

Json = dict[str, Any]


def brief_to_json(clusters: Sequence[Cluster], documents: Iterable[Document]) -> list[Json]:
    """One object for each cluster, in the order given."""
    docs = {d.id: d for d in documents}
    return [cluster_to_json(c, docs) for c in clusters]


def cluster_to_json(c: Cluster, docs: Mapping[str, Document]) -> Json:
    names = {o.id: o.name for o in c.origins}
    return {
        "id": c.id,
        "type": c.type,
        "title": c.title,
        "actors": list(c.actors),
        "recipients": list(c.recipients),
        "place": c.place,
        "time": c.time,
        "status": c.status,
        "status_by_origin": {o.name: o.status for o in c.origins},
        "reports": len(c.documents),
        "documents": [document_to_json(docs[d]) for d in c.documents if d in docs],
        "outlets": list(c.outlets),
        "languages": list(c.languages),
        "origins": [origin_to_json(o) for o in c.origins],
        "independence": c.independence,
        "independence_reason": c.independence_reason,
        "values": [value_to_json(v, names) for v in c.values],
        "contradictions": [contradiction_to_json(x, names) for x in c.contradictions],
        "history": [state_to_json(s, names) for s in c.history],
        "copies": [copy_to_json(x) for x in c.copies],
        "claims": list(c.claims),
    }


def document_to_json(d: Document) -> Json:
    return {"id": d.id, "url": d.url, "outlet": d.outlet, "title": d.title, "published": d.published, "lang": d.lang}


def origin_to_json(o: Origin) -> Json:
    return {
        "name": o.name,
        "kind": o.kind,
        "via": list(o.via),
        "reports": len(o.documents),
        "documents": list(o.documents),
        "first_seen": o.first_seen,
        "status": o.status,
        "reason": o.reason,
    }


def value_to_json(v: Value, names: Mapping[str, str]) -> Json:
    return {
        "field": v.field,
        "low": v.low,
        "high": v.high,
        "text": v.text,
        "unit": v.unit,
        "origin": names.get(v.origin, v.origin),
        "as_of": v.as_of,
        "documents": list(v.documents),
    }


def contradiction_to_json(x: Contradiction, names: Mapping[str, str]) -> Json:
    return {"field": x.field, "kind": x.kind, "values": [value_to_json(v, names) for v in x.values], "reason": x.reason}


def state_to_json(s: State, names: Mapping[str, str]) -> Json:
    origin = names.get(s.origin, s.origin)
    return {"date": s.date, "status": s.status, "origin": origin, "document": s.document, "claim": s.claim, "text": s.text}


def copy_to_json(x: Copy) -> Json:
    spans = [[{"start": s.start, "end": s.end} for s in pair] for pair in x.spans]
    return {"documents": list(x.documents), "share": x.share, "kind": x.kind, "reason": x.reason, "spans": spans}
