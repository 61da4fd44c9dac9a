"""Characters that no reader sees, and with which a forger may hide or split words."""

import re

# Sequences that steer a terminal (ESC [ 31 m; ESC ] title BEL), which go as a whole; else zero-width characters, bidi controls,
# variation selectors, tags, fillers, byte order marks, soft hyphens, and all control characters but tab and line feed.
INVISIBLE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def without(text: str) -> tuple[str, list[int] | None]:
    """(`text` without what is invisible, where each of its characters stood and one past the end).

    None stands for the places when nothing was taken out.
    """
    places: list[int] = []
    seen = 0
    for hidden in INVISIBLE.finditer(text):
        places += range(seen, hidden.start())
        seen = hidden.end()
    if seen == 0:
        return text, None
    places += range(seen, len(text))
    return "".join(text[i] for i in places), [*places, len(text)]
