"""Writing to a ledger. Every function runs inside the caller's transaction and writes nothing that is there already."""

import dataclasses
import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from sayso.ledger import schema
from sayso.ledger.codec import to_json
from sayso.types import Argument, Attribution, Claim, Cluster, Issue, Mention, Place, Quantity, Reading, Span, Timex

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """What read: the version of Sayso, the parser, and the fingerprint of the rules in lang/ and in Python."""

    version: str
    parser: str
    lexicon: str

    @property
    def id(self) -> str:
        return digest(self.version, self.parser, self.lexicon)


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def reading_id(reading: Reading) -> str:
    """From all that was found; the same findings have the same id."""
    found = (reading.document.id, reading.attributions, reading.claims, reading.mentions, reading.issues)
    return digest(repr(found))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def add_reading(conn: Connection, reading: Reading, run: Run, raw: bytes, subject: str | None) -> bool:
    """Store what is new of a reading; true when there was anything new but where it came from.

    The older readings of the document stay; the last one stored is the one that counts.
    """
    document = add_document(conn, reading, raw)
    if subject is not None:
        add_once(conn, schema.inputs, subject=subject, document=document)
    name = reading_id(reading)
    known = conn.scalar(select(schema.readings.c.seq).where(schema.readings.c.id == name))
    seq = known or next_seq(conn, schema.readings)
    if not known:
        conn.execute(insert(schema.readings), {"seq": seq, "id": name, "document": document})
        write_findings(conn, reading, seq)
    add_run(conn, run)
    add_once(conn, schema.reading_runs, reading=seq, run=run.id)
    return known is None


def add_document(conn: Connection, reading: Reading, raw: bytes) -> int:
    """The key of the document, which is stored with its raw bytes when it is new."""
    doc = reading.document
    known = conn.scalar(select(schema.documents.c.seq).where(schema.documents.c.id == doc.id))
    if known is not None:
        return int(known)
    if raw and doc.raw_sha256:
        sha256 = hashlib.sha256(raw).hexdigest()
        add_once(conn, schema.raws, ("sha256",), sha256=sha256, size=len(raw), zlib=zlib.compress(raw, 6))
    seq = next_seq(conn, schema.documents)
    lemmas = " ".join(t.lemma for s in reading.sentences for t in s.tokens if t.upos != "PUNCT")
    row = {f.name: getattr(doc, f.name) for f in dataclasses.fields(doc)}
    conn.execute(insert(schema.documents), {**row, "seq": seq, "lemmas": lemmas})
    conn.execute(
        text("INSERT INTO document_search (rowid, text, lemmas) VALUES (:seq, :text, :lemmas)"),
        {"seq": seq, "text": doc.text, "lemmas": lemmas},
    )
    return seq


def add_input(conn: Connection, document: str, subject: str) -> None:
    """Note that a document that is here came in from this place as well."""
    seq = conn.scalar(select(schema.documents.c.seq).where(schema.documents.c.id == document))
    if seq is not None:
        add_once(conn, schema.inputs, subject=subject, document=seq)


def add_run(conn: Connection, run: Run) -> None:
    row = {"id": run.id, "version": run.version, "parser": run.parser, "lexicon": run.lexicon, "first_used": now()}
    add_once(conn, schema.runs, ("id",), **row)


def add_failure(conn: Connection, issue: Issue) -> None:
    """A report that could not be read. The same failure twice is stored once."""
    subject = issue.subject or "unknown"
    row = {"id": digest(subject, issue.message), "subject": subject, "message": issue.message, "first_seen": now()}
    add_once(conn, schema.failures, ("id",), **row)


def add_once(conn: Connection, table: Table, by: tuple[str, ...] = (), **row: Any) -> None:
    """Insert `row` unless there is one with the same values of the columns `by` (of all columns when not given)."""
    same = [table.c[key] == row[key] for key in by or row]
    if conn.execute(select(1).select_from(table).where(*same)).first() is None:
        conn.execute(insert(table), row)


def next_seq(conn: Connection, table: Table) -> int:
    return int(conn.scalar(select(func.coalesce(func.max(table.c.seq), 0))) or 0) + 1


def write_findings(conn: Connection, reading: Reading, seq: int) -> None:
    """All rows that hang on the reading `seq`."""
    write(conn, schema.attributions, seq, reading.attributions, attribution_row)
    write(conn, schema.mentions, seq, reading.mentions, mention_row)
    write(conn, schema.issues, seq, reading.issues, lambda i: {"message": i.message, "subject": i.subject, **place(i.span)})
    first = next_seq(conn, schema.claims)
    numbered = list(zip(count(first), reading.claims, strict=False))
    many(conn, schema.claims, [{"seq": n, "of": seq, "pos": n - first, **claim_row(c)} for n, c in numbered])
    parts: dict[str, list[Row]] = {"arguments": [], "quantities": [], "cues": [], "chains": []}
    for n, claim in numbered:
        for role, found in roles(claim):
            parts["arguments"] += [{"of": n, "pos": i, "role": role, **argument_row(a)} for i, a in enumerate(found)]
        parts["quantities"] += [{"of": n, "pos": i, **quantity_row(q)} for i, q in enumerate(claim.quantities)]
        parts["cues"] += [{"of": n, "pos": i, **place(s)} for i, s in enumerate(claim.factuality.cues)]
        parts["chains"] += [{"of": n, "pos": i, "attribution": a} for i, a in enumerate(claim.attribution)]
    for table in (schema.arguments, schema.quantities, schema.cues, schema.chains):
        many(conn, table, parts[table.name])
    if numbered:
        words = text("INSERT INTO claim_search (rowid, sentence, lemmas, names) VALUES (:seq, :sentence, :lemmas, :names)")
        named = names_by_sentence(reading)
        conn.execute(words, [{"seq": n, **search_row(c, reading, named)} for n, c in numbered])


def write(conn: Connection, table: Table, seq: int, found: Sequence[Any], row: Callable[[Any], Row]) -> None:
    many(conn, table, [{"of": seq, "pos": i, **row(item)} for i, item in enumerate(found)])


def many(conn: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        conn.execute(insert(table), rows)


def roles(claim: Claim) -> Iterable[tuple[str, tuple[Argument, ...]]]:
    yield "event actor", claim.event.actor
    yield "event recipient", claim.event.recipient
    yield "actor", claim.actor
    yield "recipient", claim.recipient


def place(span: Span | None, name: str = "span") -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def attribution_row(found: Attribution) -> Row:
    source = found.source
    return {
        "id": found.id,
        "parent": found.parent,
        **place(source.span if source else None, "source"),
        "source_sent": source.sent if source else None,
        "source_tok": source.tok if source else None,
        "source_kind": source.kind if source else None,
        "source_actor": source.actor if source else None,
        **place(found.cue, "cue"),
        **place(found.content, "content"),
        "kind": found.kind,
        "sent": found.sent,
        "tok": found.tok,
        "certainty": found.certainty,
        "polarity": found.polarity,
        "rule": found.rule,
        "hearsay": found.hearsay,
        "act": found.act,
    }


def mention_row(found: Mention) -> Row:
    where = {**place(found.span), "sent": found.sent, "tok": found.tok}
    return {**where, **{k: getattr(found, k) for k in ("kind", "actor", "country", "basis", "name")}}


def argument_row(found: Argument) -> Row:
    return {**place(found.span), **{k: getattr(found, k) for k in ("sent", "tok", "actor", "country")}}


def quantity_row(found: Quantity) -> Row:
    return {**place(found.span), **{k: getattr(found, k) for k in ("sent", "tok", "low", "high", "unit", "counted", "fraction")}}


def claim_row(claim: Claim) -> Row:
    event, factuality = claim.event, claim.factuality
    return {
        "id": claim.id,
        "document": claim.document,
        **place(event.span, "event"),
        "event_sent": event.sent,
        "event_tok": event.tok,
        "event_type": event.type,
        "event_rule": event.rule,
        "event_mode": event.mode,
        "event_confidence": event.confidence,
        **optional(claim.place, "place", ("sent", "tok", "name", "country", "lat", "lon", "precision")),
        **optional(claim.time, "time", ("sent", "tok", "value", "type", "basis", "anchor")),
        "status": factuality.status,
        "certainty": factuality.certainty,
        "polarity": factuality.polarity,
        "tense": factuality.tense,
        "status_rule": factuality.rule,
        **place(claim.evidence, "evidence"),
        "lemma": claim.lemma,
        "confidence": claim.confidence,
    }


def optional(found: Place | Timex | None, name: str, keys: tuple[str, ...]) -> Row:
    values = {f"{name}_{key}": getattr(found, key) if found else None for key in keys}
    return {**place(found.span if found else None, name), **values}


def names_by_sentence(reading: Reading) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for mention in reading.mentions:
        if mention.name:
            found.setdefault(mention.sent, set()).add(mention.name)
    return found


def search_row(claim: Claim, reading: Reading, named: dict[int, set[str]]) -> Row:
    """What a claim is found by: the words and lemmas of its sentence, and the names and codes of those it involves."""
    sent = reading.sentences[claim.event.sent] if reading.sentences else None
    names = {n for a in (*claim.actor, *claim.recipient) for n in (a.actor, a.country) if n}
    names |= named.get(claim.event.sent, set())
    chain = [a.source for a in reading.attributions if a.id in claim.attribution and a.source]
    names |= {reading.document.text[s.span.start : s.span.end] for s in chain}
    return {
        "sentence": reading.document.text[claim.evidence.start : claim.evidence.end],
        "lemmas": " ".join(t.lemma for t in sent.tokens if t.upos != "PUNCT") if sent else "",
        "names": " ".join(sorted(names)),
    }


def replace_clusters(conn: Connection, found: Sequence[Cluster], basis: str) -> None:
    """Put `found` in place of all clusters; `basis` says what they were made from."""
    for table in (
        schema.links,
        schema.cluster_claims,
        schema.clusters,
    ):
        conn.execute(delete(table))
    bare = [dataclasses.replace(c, links=()) for c in found]
    many(conn, schema.clusters, [{"seq": n, "id": c.id, "payload": to_json(c)} for n, c in enumerate(bare, 1)])
    for n, cluster in enumerate(found, 1):
        write(conn, schema.cluster_claims, n, cluster.claims, lambda claim: {"claim": claim})
        write(conn, schema.links, n, cluster.links, dataclasses.asdict)
    conn.execute(delete(schema.about).where(schema.about.c.key == "clusters from"))
    conn.execute(insert(schema.about), {"key": "clusters from", "value": basis})
