"""Reading from a ledger: rows -> the same frozen records that went in."""

import dataclasses
import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, select, text

from sayso.ledger import schema
from sayso.ledger.codec import from_json
from sayso.ledger.store import Run
from sayso.types import (
    Argument,
    Attribution,
    Claim,
    Cluster,
    Document,
    Event,
    Factuality,
    Issue,
    Link,
    Mention,
    Place,
    Quantity,
    Reading,
    Source,
    Span,
    Timex,
)

Made = TypeVar("Made")
Rows = Mapping[int, Sequence[RowMapping]]

TOGETHER = 200  # readings that are loaded at once; memory stays flat over a large ledger
DOCUMENT = ("id", "text", "lang", "url", "outlet", "title", "author", "published", "published_basis", "retrieved", "raw_sha256")


def load_readings(conn: Connection, documents: Iterable[str] | None = None) -> Iterator[Reading]:
    """The reading that counts of each document, in the order in which documents came in; of all, or of those named by id."""
    latest = select(func.max(schema.readings.c.seq)).group_by(schema.readings.c.document)
    join = schema.readings.join(schema.documents, schema.readings.c.document == schema.documents.c.seq)
    query = select(schema.readings.c.seq, schema.documents.c.id).select_from(join).where(schema.readings.c.seq.in_(latest))
    found = conn.execute(query.order_by(schema.documents.c.seq)).all()
    wanted = None if documents is None else set(documents)
    todo = iter([seq for seq, name in found if wanted is None or name in wanted])
    while group := list(islice(todo, TOGETHER)):
        yield from load_group(conn, group)


def load_group(conn: Connection, seqs: Sequence[int]) -> Iterator[Reading]:
    """The readings with these keys, in their order."""
    join = schema.readings.join(schema.documents, schema.readings.c.document == schema.documents.c.seq)
    query = select(schema.readings.c.seq.label("reading"), *(schema.documents.c[k] for k in DOCUMENT)).select_from(join)
    docs = {r["reading"]: r for r in conn.execute(query.where(schema.readings.c.seq.in_(seqs))).mappings()}
    said = children(conn, schema.attributions, seqs)
    named = children(conn, schema.mentions, seqs)
    wrong = children(conn, schema.issues, seqs)
    claimed = load_claims(conn, seqs)
    for seq in seqs:
        doc = Document(**{key: docs[seq][key] for key in DOCUMENT})
        yield Reading(
            document=doc,
            attributions=tuple(map(attribution, said[seq])),
            claims=tuple(claimed[seq]),
            mentions=tuple(map(mention, named[seq])),
            issues=tuple(Issue(r["message"], r["subject"], span(r)) for r in wrong[seq]),
        )


def children(conn: Connection, table: Table, seqs: Sequence[int]) -> Rows:
    """{key: rows of `table` that belong to it, in order}."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for start in range(0, len(seqs), 500):
        query = select(table).where(table.c.of.in_(seqs[start : start + 500])).order_by(table.c.of, table.c.pos)
        for row in conn.execute(query).mappings():
            found[row["of"]].append(row)
    return found


def load_claims(conn: Connection, seqs: Sequence[int]) -> Mapping[int, Sequence[Claim]]:
    """{key of a reading: its claims, in order}."""
    rows = children(conn, schema.claims, seqs)
    keys = [r["seq"] for group in rows.values() for r in group]
    parts = {t.name: children(conn, t, keys) for t in (schema.arguments, schema.quantities, schema.cues, schema.chains)}
    found: dict[int, list[Claim]] = defaultdict(list)
    for seq, group in rows.items():
        found[seq] = [claim(r, parts) for r in group]
    return found


def span(row: RowMapping, name: str = "span") -> Span | None:
    start = row[f"{name}_start"]
    return None if start is None else Span(start, row[f"{name}_end"])


def exact(row: RowMapping, name: str = "span") -> Span:
    return Span(row[f"{name}_start"], row[f"{name}_end"])


def attribution(row: RowMapping) -> Attribution:
    at = span(row, "source")
    source = Source(at, row["source_sent"], row["source_tok"], row["source_kind"], row["source_actor"]) if at else None
    keys = ("id", "parent", "kind", "sent", "tok", "certainty", "polarity", "rule", "hearsay", "act")
    return Attribution(source=source, cue=span(row, "cue"), content=exact(row, "content"), **{key: row[key] for key in keys})


def mention(row: RowMapping) -> Mention:
    return Mention(exact(row), **{key: row[key] for key in ("sent", "tok", "kind", "actor", "country", "basis", "name")})


def argument(row: RowMapping) -> Argument:
    return Argument(exact(row), **{key: row[key] for key in ("sent", "tok", "actor", "country")})


def quantity(row: RowMapping) -> Quantity:
    return Quantity(exact(row), **{key: row[key] for key in ("sent", "tok", "low", "high", "unit", "counted", "fraction")})


def optional(row: RowMapping, name: str, kind: Callable[..., Made], keys: tuple[str, ...]) -> Made | None:
    at = span(row, name)
    return None if at is None else kind(span=at, **{key: row[f"{name}_{key}"] for key in keys})


def claim(row: RowMapping, parts: Mapping[str, Rows]) -> Claim:
    seq = row["seq"]
    roles: dict[str, list[Argument]] = defaultdict(list)
    for r in parts["arguments"].get(seq, ()):
        roles[r["role"]].append(argument(r))
    event = Event(
        span=exact(row, "event"),
        sent=row["event_sent"],
        tok=row["event_tok"],
        type=row["event_type"],
        actor=tuple(roles["event actor"]),
        recipient=tuple(roles["event recipient"]),
        rule=row["event_rule"],
        mode=row["event_mode"],
        confidence=row["event_confidence"],
    )
    cues = tuple(exact(r) for r in parts["cues"].get(seq, ()))
    return Claim(
        id=row["id"],
        document=row["document"],
        event=event,
        actor=tuple(roles["actor"]),
        recipient=tuple(roles["recipient"]),
        place=optional(row, "place", Place, ("sent", "tok", "name", "country", "lat", "lon", "precision")),
        time=optional(row, "time", Timex, ("sent", "tok", "value", "type", "basis", "anchor")),
        quantities=tuple(map(quantity, parts["quantities"].get(seq, ()))),
        factuality=Factuality(row["status"], row["certainty"], row["polarity"], row["tense"], cues, row["status_rule"]),
        attribution=tuple(r["attribution"] for r in parts["chains"].get(seq, ())),
        evidence=exact(row, "evidence"),
        lemma=row["lemma"],
        confidence=row["confidence"],
    )


def find_claims(conn: Connection, words: str) -> set[str]:
    """Ids of the claims (of readings that count) whose sentence, lemmas or names hold all of the words or their beginnings."""
    latest = select(func.max(schema.readings.c.seq)).group_by(schema.readings.c.document)
    query = select(schema.claims.c.id).where(schema.claims.c.of.in_(latest))
    if match := all_words(words):
        rows = text("SELECT rowid FROM claim_search WHERE claim_search MATCH :match").bindparams(match=match)
        query = query.where(schema.claims.c.seq.in_(set(conn.scalars(rows))))
    return set(conn.scalars(query))


def find_documents(conn: Connection, words: str) -> list[str]:
    """Ids of the documents whose text or lemmas hold all of the words or their beginnings, the best match first."""
    query = text(
        "SELECT documents.id FROM document_search JOIN documents ON documents.seq = document_search.rowid"
        " WHERE document_search MATCH :match ORDER BY bm25(document_search), documents.seq"
    )
    match = all_words(words)
    return list(conn.scalars(query.bindparams(match=match))) if match else []


def all_words(words: str) -> str:
    """A query of the full-text index: every word, or the beginning of one; signs that mean something to it are left out."""
    return " ".join(f'"{w}"*' for w in "".join(c if c.isalnum() else " " for c in words).split())


def known(conn: Connection, document: str, run: Run) -> bool:
    """Whether this reader has read this document already."""
    join = schema.reading_runs.join(schema.readings).join(schema.documents)
    query = select(1).select_from(join).where(schema.documents.c.id == document, schema.reading_runs.c.run == run.id)
    return conn.execute(query).first() is not None


def runs_of(conn: Connection, document: str) -> list[tuple[Run, str]]:
    """The readers that read a document, with the time of their first use of this ledger."""
    join = schema.runs.join(schema.reading_runs).join(schema.readings).join(schema.documents)
    query = select(schema.runs).select_from(join).where(schema.documents.c.id == document).order_by(schema.runs.c.first_used)
    return [(Run(r["version"], r["parser"], r["lexicon"]), r["first_used"]) for r in conn.execute(query).mappings()]


def load_raw(conn: Connection, sha256: str) -> bytes | None:
    """The bytes that were read, as they came in."""
    packed = conn.scalar(select(schema.raws.c.zlib).where(schema.raws.c.sha256 == sha256))
    return None if packed is None else zlib.decompress(packed)


def load_failures(conn: Connection) -> list[tuple[Issue, str, bool]]:
    """Reports that could not be read: the issue, its time, and whether something was read from the same place since."""
    read = schema.failures.c.subject.in_(select(schema.inputs.c.subject)).label("read")
    query = select(schema.failures, read).order_by(schema.failures.c.first_seen, schema.failures.c.subject)
    return [(Issue(r["message"], r["subject"]), r["first_seen"], bool(r["read"])) for r in conn.execute(query).mappings()]


def load_issues(conn: Connection) -> list[Issue]:
    """What was lost or doubtful in the readings that count; the subject is where the document came in first, else its id."""
    latest = select(func.max(schema.readings.c.seq)).group_by(schema.readings.c.document)
    join = schema.issues.join(schema.readings).join(schema.documents)
    came = select(func.min(schema.inputs.c.subject)).where(schema.inputs.c.document == schema.documents.c.seq).scalar_subquery()
    query = select(schema.issues, schema.documents.c.id.label("document"), came.label("came")).select_from(join)
    query = query.where(schema.issues.c.of.in_(latest)).order_by(schema.issues.c.of, schema.issues.c.pos)
    return [Issue(r["message"], r["came"] or r["document"], span(r)) for r in conn.execute(query).mappings()]


def load_clusters(conn: Connection) -> list[Cluster]:
    """The clusters of the last reconciliation, in its order."""
    rows = conn.execute(select(schema.clusters).order_by(schema.clusters.c.seq)).mappings().all()
    linked = children(conn, schema.links, [r["seq"] for r in rows])
    keys = ("left", "right", "verdict", "score", "reason")
    found = []
    for row in rows:
        links = tuple(Link(**{key: r[key] for key in keys}) for r in linked[row["seq"]])
        found.append(dataclasses.replace(from_json(Cluster, row["payload"]), links=links))
    return found


def find_ids(conn: Connection, start: str) -> list[tuple[str, str]]:
    """(kind, id) of all documents, claims, attributions and clusters whose id begins with `start`."""
    tables = {
        "document": schema.documents,
        "claim": schema.claims,
        "attribution": schema.attributions,
        "cluster": schema.clusters,
    }
    found = []
    for kind, table in tables.items():
        query = select(table.c.id).where(table.c.id.startswith(start, autoescape=True)).distinct().order_by(table.c.id).limit(20)
        found += [(kind, name) for name in conn.scalars(query)]
    return found


def document_of(conn: Connection, kind: str, name: str) -> str | None:
    """The id of the document that a claim or an attribution stands in."""
    table = schema.claims if kind == "claim" else schema.attributions
    join = table.join(schema.readings, table.c.of == schema.readings.c.seq)
    join = join.join(schema.documents, schema.readings.c.document == schema.documents.c.seq)
    return conn.scalar(select(schema.documents.c.id).select_from(join).where(table.c.id == name).order_by(table.c.of.desc()))


def readings_basis(conn: Connection) -> str:
    """Names the set of readings that count: it changes when one is added or superseded."""
    latest = select(func.max(schema.readings.c.seq)).group_by(schema.readings.c.document)
    ids = conn.scalars(select(schema.readings.c.id).where(schema.readings.c.seq.in_(latest)).order_by("id")).all()
    return " ".join(map(str, ids))


def counts(conn: Connection) -> dict[str, int]:
    """{table: number of rows}, for all tables."""
    return {t.name: int(conn.scalar(select(func.count()).select_from(t)) or 0) for t in schema.metadata.sorted_tables}


def about(conn: Connection, key: str) -> str | None:
    """A remark of the ledger about itself."""
    return conn.scalar(select(schema.about.c.value).where(schema.about.c.key == key))


def problems(conn: Connection) -> Iterator[str]:
    """What is wrong with the database: its pages, its foreign keys, its hashes and its search index."""
    for (message,) in conn.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield f"the file is damaged: {message}"
    for row in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"table {row[0]}, row {row[1]}: what it belongs to in {row[2]} is missing"
    for name, packed in conn.execute(select(schema.raws.c.sha256, schema.raws.c.zlib)):
        if hashlib.sha256(zlib.decompress(packed)).hexdigest() != name:
            yield f"raw bytes {name}: they no longer match their SHA-256"
    lengths = select(schema.claims.c.id, schema.claims.c.evidence_end, func.length(schema.documents.c.text).label("length"))
    join = schema.claims.join(schema.readings, schema.claims.c.of == schema.readings.c.seq)
    join = join.join(schema.documents, schema.readings.c.document == schema.documents.c.seq)
    for name, end, length in conn.execute(lengths.select_from(join)):
        if end > length:
            yield f"claim {name}: its sentence ends beyond its text"
