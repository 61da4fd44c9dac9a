"""Opening a ledger: the connection, its promises and the check that the file is one."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from sayso.errors import LedgerError
from sayso.ledger import schema

WAIT = 60  # seconds that a writer waits for another one
WAITING = {"timeout": WAIT}
MAGIC = b"SQLite format 3\0"
NONE_YET = "there is no ledger: read some reports into it first (sayso read PATH --ledger FILE)"
READ_ONLY = "it may not be written here (the file or its folder is read-only): copy it to a place where it may"


def open_engine(path: Path, create: bool) -> tuple[Engine, bool]:
    """An engine on the ledger at `path`, which is made when `create` is true and there is none; whether it can only be read.

    An empty file and a database without tables are new ledgers: a full disk or a stop may have left them.
    Raises LedgerError when there is none, when the file is not a ledger or was written by a newer version.
    """
    if not path.exists() and not create:
        raise LedgerError(NONE_YET, str(path))
    if not path.exists() and not path.parent.is_dir():
        raise LedgerError("its folder does not exist", str(path))
    if not path.exists() and not os.access(path.parent, os.W_OK):
        raise LedgerError("its folder may not be written: name a file in another one", str(path))
    if path.exists() and path.stat().st_size:
        check_file(path)
    read_only = path.exists() and not may_write(path)
    engine = create_engine(read_only_url(path) if read_only else URL.create("sqlite", database=str(path)), connect_args=WAITING)
    event.listen(engine, "connect", prepare_reader if read_only else prepare)
    event.listen(engine, "begin", begin)
    try:
        settle(engine, path, create and not read_only)
    except LedgerError as error:
        engine.dispose()
        if read_only and isinstance(error.__cause__, OperationalError):
            raise LedgerError(f"{error.message}; {READ_ONLY}", str(path)) from error
        raise
    return engine, read_only


def settle(engine: Engine, path: Path, create: bool) -> None:
    """Check that the database is a ledger. One without tables is made a ledger, in one transaction: of two commands that begin
    at the same time the second waits, and finds it made."""
    with transaction(engine, str(path)) as conn:
        if inspect(conn).get_table_names():
            check(conn, path)
            return
    if not create:
        raise LedgerError(NONE_YET, str(path))
    with transaction(engine, str(path), writes=True) as conn:
        if not inspect(conn).get_table_names():
            build(conn)
        check(conn, path)


def may_write(path: Path) -> bool:
    """Whether the file and its folder, where SQLite keeps its log, may both be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def read_only_url(path: Path) -> URL:
    """Of a ledger that may not be written. A log that is there holds part of it, or another process is writing: then it is read
    with its log; else as a file that does not change, for SQLite cannot make a log beside it."""
    log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    live = shared.exists() or (log.exists() and log.stat().st_size > 0)
    query = {"uri": "true", "mode": "ro"} if live else {"uri": "true", "mode": "ro", "immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise LedgerError(f"cannot be opened ({error.strerror})", str(path)) from error
    if start != MAGIC:
        raise LedgerError("is not a ledger, and nothing was written to it: name another file", str(path))


def check(conn: Connection, path: Path) -> None:
    tables = inspect(conn).get_table_names()
    found = dict(conn.execute(select(schema.about.c.key, schema.about.c.value)).all()) if "about" in tables else {}
    if found.get("kind") != schema.KIND:
        raise LedgerError("is an SQLite database but not a ledger, and nothing was written to it: name another file", str(path))
    if int(found["schema"]) > schema.VERSION:
        raise LedgerError(f"was written by a newer Sayso (schema {found['schema']}): upgrade Sayso", str(path))


def build(conn: Connection) -> None:
    schema.metadata.create_all(conn)
    for statement in schema.SEARCH:
        conn.execute(text(statement))
    conn.execute(insert(schema.about), [{"key": "kind", "value": schema.KIND}, {"key": "schema", "value": str(schema.VERSION)}])


def prepare(connection: sqlite3.Connection, record: Any) -> None:
    """Settings of each new connection. Commits reach the disk before they return (synchronous FULL)."""
    prepare_reader(connection, record)
    keep_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def prepare_reader(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # `begin` below begins transactions, not the driver
    connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")


def keep_log(connection: sqlite3.Connection) -> None:
    """Let readers read while one writes. SQLite does not wait by itself where two connections change this on a new file."""
    patience = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.05)


def begin(conn: Connection) -> None:
    """Writers take their lock at once, so that two of them queue up and neither fails half-way."""
    conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def transaction(engine: Engine, subject: str, writes: bool = False) -> Iterator[Connection]:
    """All or nothing. Raises LedgerError for what the database refuses: a full disk, a file that may not be written."""
    try:
        with engine.connect().execution_options(writes=writes) as conn, conn.begin():
            yield conn
    except OperationalError as error:
        raise LedgerError(f"the database refused ({error.orig}); nothing of the last step was written", subject) from error
    except DatabaseError as error:
        raise LedgerError(f"is damaged or not a ledger ({error.orig})", subject) from error
