"""Reading one TOML file of lang/ with errors that name file and entry."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.errors import LexiconError

Entry = Mapping[str, Any]


def read_file(path: Path) -> dict[str, Any]:
    """The whole file. Raises LexiconError when it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", str(path)) from error


def read_entries(path: Path, table: str, required: Mapping[str, type], optional: Mapping[str, type]) -> Iterator[Entry]:
    """Yield the entries of `[[table]]`, checked: every required key, no unknown key, each of its type.

    Raises LexiconError naming file, table and the number of the entry (from 1).
    """
    for n, entry in enumerate(read_file(path).get(table, []), 1):
        subject = f"{path} [[{table}]] {n} ({entry.get('lemma') or entry.get('id') or '?'})"
        if missing := required.keys() - entry.keys():
            raise LexiconError(f"lacks {', '.join(sorted(missing))}", subject)
        if unknown := entry.keys() - required.keys() - optional.keys():
            raise LexiconError(f"has unknown keys {', '.join(sorted(unknown))}", subject)
        for key, value in entry.items():
            want = required.get(key) or optional[key]
            if not isinstance(value, want):
                raise LexiconError(f"{key} must be {want.__name__}", subject)
        yield entry


def one_of(value: str, allowed: Collection[str], key: str, subject: str) -> str:
    """`value` if it is allowed. Raises LexiconError otherwise."""
    if value not in allowed:
        raise LexiconError(f"{key} must be one of {', '.join(sorted(allowed))}, not {value!r}", subject)
    return value
