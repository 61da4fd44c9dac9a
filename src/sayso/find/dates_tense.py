"""Whether the words around a time expression put it in the past or in the future."""

from collections.abc import Sequence

from sayso.find.numbers_pieces import Piece
from sayso.find.tree import ancestors, children
from sayso.lexicon.dates import DateLexicon
from sayso.types import Sentence, Token


def tense_at(row: Sequence[Piece], first: int, sent: Sentence, tok: Token, lexicon: DateLexicon) -> str | None:
    """past, future or None: by the word before (since Monday, by Friday), else by the verb."""
    before = row[first - 1].text if first else ""
    if before in lexicon.past:
        return "past"
    tense = tense_of(sent, tok, lexicon)
    if before not in lexicon.settings.get("until", ()):
        return tense
    told = (c.feats.get("Tense") for up in ancestors(sent, tok.i) for c in (up, *children(sent, up.i)) if is_finite(c))
    return "past" if {"Past", "Imp"} & set(told) else "future"


def is_finite(tok: Token) -> bool:
    return tok.upos in {"VERB", "AUX"} and tok.feats.get("VerbForm") == "Fin"


def tense_of(sent: Sentence, tok: Token, lexicon: DateLexicon) -> str | None:
    """past, future or None: when the verb that governs the expression puts it."""
    for up in ancestors(sent, tok.i):
        if up.lemma in lexicon.planned or up.text.lower() in lexicon.planned:
            return "future"
        helpers = [c for c in children(sent, up.i) if c.deprel.split(":")[0] in {"aux", "cop"}]
        if up.upos not in {"VERB", "AUX"} and not any(h.deprel == "cop" for h in helpers):
            continue
        if any(h.text.lower() in lexicon.future or h.feats.get("Tense") == "Fut" for h in [*helpers, up]):
            return "future"
        if any(h.feats.get("Mood") == "Cnd" for h in [*helpers, up]):
            return None
        form = up.feats.get("VerbForm")
        if form == "Inf" and not any(h.feats.get("Tense") in {"Past", "Imp"} for h in helpers):
            particles = (c.text.lower() for c in children(sent, up.i) if c.upos in {"PART", "ADP", "SCONJ"})
            if any(p in lexicon.infinitive for p in particles) or any(h.upos == "AUX" for h in helpers):
                return "future"
            continue
        if up.feats.get("Tense") in {"Past", "Imp"} or any(h.feats.get("Tense") in {"Past", "Imp"} for h in helpers):
            return "past"
        if form == "Ger":
            continue
        return "past" if form == "Part" and (helpers or up.deprel == "acl") and up.feats.get("Tense") != "Pres" else None
    return None
