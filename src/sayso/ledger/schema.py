"""The tables of a ledger.

Facts (documents, raws, runs, readings and what hangs on them, failures) are only ever added. ``clusters`` and what hangs on
it is a view, thrown away and built again. Numbers named ``seq`` are keys inside one ledger; ids derive from content and are
the same in every ledger. A span is a pair of columns, ``…_start`` and ``…_end``, in code points of ``documents.text``.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = 1  # of this schema; a ledger written by a newer one is refused
KIND = "sayso ledger"

metadata = MetaData()


def span(name: str, nullable: bool = False) -> tuple[Column[int], Column[int]]:
    return Column(f"{name}_start", Integer, nullable=nullable), Column(f"{name}_end", Integer, nullable=nullable)


def word(nullable: bool = False, prefix: str = "") -> tuple[Column[int], Column[int]]:
    """A token: its sentence in the document and its number in the sentence."""
    return Column(f"{prefix}sent", Integer, nullable=nullable), Column(f"{prefix}tok", Integer, nullable=nullable)


def part_of(table: str) -> tuple[Column[Any], Column[Any]]:
    """Columns of a row that belongs to a row of `table`, in an order."""
    return Column("of", ForeignKey(f"{table}.seq"), primary_key=True), Column("pos", Integer, primary_key=True)


about = Table("about", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

raws = Table(
    "raws",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("zlib", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("lang", String, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("author", Text),
    Column("published", String),
    Column("published_basis", String),
    Column("retrieved", String),
    Column("raw_sha256", String(64)),  # no foreign key: a document made in Python may come without its bytes
    Column("lemmas", Text, nullable=False),  # of all tokens, for searching
)

inputs = Table(  # where documents came in: one report may come from several files
    "inputs",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("document", ForeignKey("documents.seq"), primary_key=True),
)

runs = Table(  # readers that wrote here: one row for each set of rules and models, not for each command
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", String, nullable=False),
    Column("parser", String, nullable=False),
    Column("lexicon", String, nullable=False),
    Column("first_used", String, nullable=False),
)

readings = Table(  # of one document the latest counts; the older ones stay
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document", ForeignKey("documents.seq"), nullable=False, index=True),
)

reading_runs = Table(  # which readers gave exactly this reading
    "reading_runs",
    metadata,
    Column("reading", ForeignKey("readings.seq"), primary_key=True),
    Column("run", ForeignKey("runs.id"), primary_key=True),
)

attributions = Table(
    "attributions",
    metadata,
    *part_of("readings"),
    Column("id", String, nullable=False, index=True),
    Column("parent", String),
    *span("source", True),
    *word(True, "source_"),
    Column("source_kind", String),
    Column("source_actor", String),
    *span("cue", True),
    *span("content"),
    Column("kind", String, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("tok", Integer),
    Column("certainty", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("rule", Text, nullable=False),
    Column("hearsay", Boolean, nullable=False),
    Column("act", String, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("of", ForeignKey("readings.seq"), nullable=False, index=True),
    Column("pos", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("document", String, nullable=False),
    *span("event"),
    *word(prefix="event_"),
    Column("event_type", String, nullable=False),
    Column("event_rule", Text, nullable=False),
    Column("event_mode", String),
    Column("event_confidence", Float, nullable=False),
    *span("place", True),
    *word(True, "place_"),
    Column("place_name", Text),
    Column("place_country", String),
    Column("place_lat", Float),
    Column("place_lon", Float),
    Column("place_precision", String),
    *span("time", True),
    *word(True, "time_"),
    Column("time_value", String),
    Column("time_type", String),
    Column("time_basis", String),
    Column("time_anchor", String),
    Column("status", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("tense", String, nullable=False),
    Column("status_rule", Text, nullable=False),
    *span("evidence"),
    Column("lemma", String, nullable=False),
    Column("confidence", Float, nullable=False),
)

arguments = Table(  # role "event actor" as the syntax has it, "actor" as resolved; recipients likewise
    "arguments",
    metadata,
    *part_of("claims"),
    Column("role", String, primary_key=True),
    *span("span"),
    *word(),
    Column("actor", String),
    Column("country", String),
    Index("arguments_actor", "actor"),
)

quantities = Table(
    "quantities",
    metadata,
    *part_of("claims"),
    *span("span"),
    *word(),
    Column("low", Float),
    Column("high", Float),
    Column("unit", String),
    Column("counted", Integer),
    Column("fraction", Boolean, nullable=False),
)

cues = Table("cues", metadata, *part_of("claims"), *span("span"))

chains = Table("chains", metadata, *part_of("claims"), Column("attribution", String, nullable=False))

mentions = Table(
    "mentions",
    metadata,
    *part_of("readings"),
    *span("span"),
    *word(),
    Column("kind", String, nullable=False),
    Column("actor", String),
    Column("country", String),
    Column("basis", String, nullable=False),
    Column("name", Text),
    Index("mentions_actor", "actor"),
)

issues = Table(
    "issues",
    metadata,
    *part_of("readings"),
    Column("message", Text, nullable=False),
    Column("subject", Text),
    *span("span", True),
)

failures = Table(
    "failures",
    metadata,
    Column("id", String, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("first_seen", String, nullable=False),
)

clusters = Table(
    "clusters",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("payload", Text, nullable=False),  # the record as JSON, without its links
)

cluster_claims = Table("cluster_claims", metadata, *part_of("clusters"), Column("claim", String, nullable=False, index=True))

links = Table(
    "links",
    metadata,
    *part_of("clusters"),
    Column("left", String, nullable=False),
    Column("right", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
)

# Full-text search of SQLite. `claim_search` keeps its index only: the words stand in documents.text.
TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
SEARCH = (
    f"CREATE VIRTUAL TABLE document_search USING fts5(text, lemmas, content='documents', content_rowid='seq', {TOKENS})",
    f"CREATE VIRTUAL TABLE claim_search USING fts5(sentence, lemmas, names, content='', {TOKENS})",
)
