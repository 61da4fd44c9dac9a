"""Opening a ledger: the connection, its promises and the check that the file is one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from sayso.errors import LedgerError
from sayso.ledger import schema

WAIT = 60  # seconds that a writer waits for another one
MAGIC = b"SQLite format 3\0"


def open_engine(path: Path, create: bool) -> Engine:
    """An engine on the ledger at `path`, which is made when `create` is true and there is none.

    Raises LedgerError when there is none, when the file is not a ledger or was written by a newer version.
    """
    new = not path.exists() or path.stat().st_size == 0
    if new and not create:
        raise LedgerError("there is no ledger: read some reports into it first (sayso read PATH --ledger FILE)", str(path))
    if new and not path.parent.is_dir():
        raise LedgerError("its folder does not exist", str(path))
    if not new:
        check_file(path)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT})
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    try:
        with transaction(engine, str(path), writes=new) as conn:
            if new and not inspect(conn).has_table("about"):
                build(conn)
            check(conn, path)
    except LedgerError:
        engine.dispose()
        raise
    return engine


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
    connection.isolation_level = None  # `begin` below begins transactions, not the driver
    for setting in (f"busy_timeout = {WAIT * 1000}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


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
