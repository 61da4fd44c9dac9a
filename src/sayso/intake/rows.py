"""JSON Lines: one report per line, ``{"url", "outlet", "title", "published", "lang", "text" or "html"}``."""

import json
from typing import Any

from sayso.errors import IntakeError

FIELDS = ("url", "outlet", "title", "author", "published", "retrieved", "lang", "text", "html")

Row = dict[str, str | None]


def read_row(line: str | bytes) -> Row:
    """The report of one line; keys it does not know are passed over, null and missing are the same.

    Raises IntakeError when the line is not a JSON object of texts with a "text" or an "html".
    """
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise IntakeError(f"is not a line of JSON ({str(error) or type(error).__name__}): write one object per line") from error
    if not isinstance(item, dict):
        raise IntakeError('is not a report: a line must be a JSON object with "text" or "html"')
    wrong = [key for key in FIELDS if not isinstance(item.get(key), str | None)]
    if wrong:
        raise IntakeError(f"{', '.join(wrong)} must be text")
    row: Row = {key: item.get(key) for key in FIELDS}
    if row["text"] is None and row["html"] is None:
        raise IntakeError('has neither "text" nor "html"')
    return row
