"""Loads furniture.toml: lines of a web page that are not part of the report."""

import re
from functools import lru_cache
from pathlib import Path

from sayso.errors import LexiconError
from sayso.lexicon.files import read_entries

LONGEST = 200  # characters; a longer line is prose whatever it begins with

FurnitureLexicon = re.Pattern[str]


@lru_cache
def load(folder: Path) -> FurnitureLexicon:
    """One pattern that matches the whole of any furniture line, ignoring case.

    Raises LexiconError when an entry breaks the schema or its pattern is not a regular expression.
    """
    path = folder / "furniture.toml"
    patterns = []
    for entry in read_entries(path, "line", {"pattern": str, "kind": str, "example": str}, {"keeps": str}):
        try:
            re.compile(entry["pattern"])
        except re.error as error:
            raise LexiconError(f"pattern is not a regular expression: {error}", f"{path} {entry['pattern']!r}") from error
        patterns.append(f"(?:{entry['pattern']})")
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def is_furniture(line: str, lexicons: tuple[FurnitureLexicon, ...]) -> bool:
    """Whether the whole line, spaces at its ends aside, is furniture in one of the languages."""
    line = " ".join(line.split())
    return 0 < len(line) <= LONGEST and any(pattern.fullmatch(line) for pattern in lexicons)
