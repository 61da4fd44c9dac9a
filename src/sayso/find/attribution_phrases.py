"""What a preposition, an adverb, an adjective or an impersonal verb attributes: the clause or noun that it modifies."""

from sayso.find.attribution_cues import VERBAL
from sayso.find.attribution_naming import antecedent
from sayso.find.attribution_sources import NOMINAL, stands
from sayso.find.attribution_spans import Found, clause, whole
from sayso.find.tree import ancestors, children, contiguous, subtree
from sayso.lexicon.attribution import AttributionLexicon, Cue, Frame
from sayso.types import Sentence, Token

INSIDE = frozenset({"-", "'", "’", "(", ")", "“", "”", '"', "."})  # marks that do not end a phrase


def impersonal_content(sent: Sentence, tok: Token, frame: Frame, lexicon: AttributionLexicon) -> Found | None:
    """It is believed that … : the clause; the crew is believed to … : the whole sentence, cue included."""
    wanted = {"ccomp": {"ccomp", "csubj"}, "xcomp": {"xcomp", "ccomp"}}.get(frame.relation)
    for child in children(sent, tok.i):
        relation = child.deprel.split(":")[0]
        fits = relation in wanted if wanted and not frame.preposition else stands(sent, child, frame)
        if not fits or child.i < tok.i:
            continue
        subject = [c for c in children(sent, tok.i) if c.deprel.split(":")[0] == "nsubj" and c.i < tok.i]
        if relation in {"ccomp", "csubj"} or not subject:
            return whole(sent, child.i, tok.i), child.i
        return clause(sent, tok.i), child.i
    return None


def modified_clause(sent: Sentence, tok: Token, cue: Cue) -> Found | None:
    """The clause that an adverb, or a phrase with a preposition, modifies.

    A phrase set off by commas attributes the sentence: without the phrase where it stands first or last.
    """
    if cue.upos != "ADP":
        up = next((a for a in ancestors(sent, tok.i) if is_clause(sent, a)), None)
        return (clause(sent, up.i), up.i) if up is not None else None
    base = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"case", "mark", "fixed"} else tok
    if antecedent(sent, base.i) != base.i:  # an agreement, according to which …
        up = next((a for a in ancestors(sent, base.i) if is_clause(sent, a)), None)
        rest = [i for i in subtree(sent, up.i) if i > base.i] if up is not None else []
        return (rest, rest[0]) if rest else None
    first, last = prepositional(sent, tok)
    end = len(sent.tokens)
    opens = first == 0 or all(t.upos in {"CCONJ", "ADV", "PUNCT"} for t in sent.tokens[:first])
    if opens:
        rest = list(range(after_aside(sent, last + 1), end))
        return (rest, rest[0]) if any(sent.tokens[i].upos in VERBAL for i in rest) else None
    closes = all(t.upos == "PUNCT" for t in sent.tokens[last + 1 :])
    if sent.tokens[first - 1].upos == "PUNCT":
        kept = list(range(first if closes else end))
        return kept, kept[0]
    up = next((a for a in ancestors(sent, base.i) if not first <= a.i <= last and is_clause(sent, a)), None)
    if up is None:
        return None
    found = [i for i in clause(sent, up.i) if not (first <= i <= last and closes)]
    return contiguous(sent, found, up.i), up.i


def after_aside(sent: Sentence, i: int) -> int:
    """Past a relative or participial clause set off by commas at `i` (according to Reuters, which cited officials, …)."""
    if i + 1 >= len(sent.tokens) or sent.tokens[i].text != ",":
        return i
    first = sent.tokens[i + 1]
    if first.feats.get("PronType") == "Rel" or (first.upos == "VERB" and first.feats.get("VerbForm") in {"Ger", "Part"}):
        return next((t.i for t in sent.tokens[i + 1 :] if t.text == ","), i)
    return i


def prepositional(sent: Sentence, tok: Token) -> tuple[int, int]:
    """First and last token of a phrase that a preposition opens: to the next comma, or as far as the parse has it."""
    base = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"case", "mark", "fixed"} and tok.head > tok.i else tok
    last = max((i for i in subtree(sent, base.i) if i > tok.i), default=tok.i + 1)
    stop = next((t.i for t in sent.tokens[tok.i + 1 :] if t.upos == "PUNCT" and t.text not in INSIDE), len(sent.tokens))
    return tok.i, min(last, stop - 1, len(sent.tokens) - 1) if tok.i else min(stop - 1, len(sent.tokens) - 1)


def is_clause(sent: Sentence, tok: Token) -> bool:
    return tok.upos in VERBAL or any(c.deprel.split(":")[0] in {"nsubj", "cop"} for c in children(sent, tok.i))


def modified_noun(sent: Sentence, tok: Token) -> Found | None:
    """The noun phrase that an adjective modifies (the alleged bribes)."""
    head = sent.tokens[tok.head]
    if tok.deprel.split(":")[0] != "amod" or head.upos not in NOMINAL or head.i < tok.i:
        return None
    return subtree(sent, head.i), head.i
