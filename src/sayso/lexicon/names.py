"""Names as sequences of folded pieces, so that `Kim Jong-un`, `Kim Jong Un` and `KIM JONG UN` are one name."""

import re
import unicodedata
from functools import lru_cache

PIECE = re.compile(r"[^\W_]+|[^\w\s.'’‘`\-‐‑–]")
LONGEST_CODE = 3  # an abbreviation up to this length must be written in capitals, for `US` is not `us`


def fold(text: str) -> str:
    """Lower case without accents; letters that Unicode does not decompose stay."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def pieces(text: str) -> tuple[str, ...]:
    """The words of a name or of one token, as written; hyphens, apostrophes and full stops divide and are left out."""
    if text.isalnum():
        return (text,)
    return tuple(PIECE.findall(text))


@lru_cache(maxsize=1 << 16)
def key(text: str) -> tuple[str, ...]:
    """The folded pieces of a name or of one token."""
    return tuple(fold(piece) for piece in pieces(text))


def written_alike(form: str, found: str) -> bool:
    """Whether a piece found in a text has the capitals that the piece of a name asks for.

    A piece of a name in lower case may be written anyhow; one with a capital needs a capital; an abbreviation of up to
    three letters needs all of them.
    """
    if not form[0].isupper():
        return True
    if len(form) <= LONGEST_CODE and len(form) > 1 and form.isupper():
        return found == form
    return found[0].isupper()
