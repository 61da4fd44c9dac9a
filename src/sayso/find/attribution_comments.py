"""Comments that attribute the clause around them: the talks, he said, would resume; as the agency reported, …"""

from sayso.find.attribution_cues import VERBAL
from sayso.find.attribution_naming import markers
from sayso.find.attribution_sources import is_complement
from sayso.find.attribution_spans import QUOTE_MARKS, Found, before_brackets
from sayso.find.tree import children
from sayso.lexicon.attribution import AttributionLexicon
from sayso.types import Sentence, Token


def commented(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Found | None:
    """The clause that an inserted or final comment attributes: the talks, he said, would resume; the talks failed, he said."""
    left, right = comment_bounds(sent, tok)
    if left is None:
        return as_comment(sent, tok, lexicon)
    return comment_content(sent, tok, left, right)


def comment_content(sent: Sentence, tok: Token, left: int, right: int) -> Found | None:
    """What a comment from token `left` to `right` attributes: the clause before it, else the sentence around it."""
    before = range(left)
    main = next((i for i in before if is_main(sent, sent.tokens[i]) or is_unmarked(sent, sent.tokens[i])), None)
    if main is None:
        main = next((c.i for c in children(sent, tok.i) if c.i < left and c.deprel == "ccomp"), None)
    if main is not None:
        return list(before), main
    after = range(right + 1, len(sent.tokens))
    resumes = right + 1 < len(sent.tokens) and sent.tokens[right + 1].text in {",", "–", "—", "-"}
    if resumes and left > 1 and any(sent.tokens[i].upos in VERBAL for i in after):
        return list(range(len(sent.tokens))), after[0]
    return None


def inserted(sent: Sentence, tok: Token) -> Found | None:
    """The sentence around a comment between two commas (to stop the war, he said, both sides must talk)."""
    left, right = tok.i, tok.i
    while left > 0 and belongs_left(sent, sent.tokens[left - 1], tok):
        left -= 1
    closed = right + 1 < len(sent.tokens) and sent.tokens[right + 1].text == ","
    opened = left > 1 and sent.tokens[left - 1].text == "," and left < tok.i and is_finite(sent, tok)
    rest = sent.tokens[right + 2 :]
    if any(is_main(sent, t) or is_unmarked(sent, t) for t in sent.tokens[:left]):
        return None
    if not (closed and opened) or not any(t.upos in VERBAL for t in rest) or sent.tokens[left].feats.get("PronType") == "Rel":
        return None
    return list(range(len(sent.tokens))), rest[0].i


def is_main(sent: Sentence, tok: Token) -> bool:
    """A finite verb outside adverbial and relative clauses, or a predicate with a copula."""
    if tok.deprel.split(":")[0] in {"advcl", "acl", "amod"}:
        return False
    if tok.upos in VERBAL and tok.feats.get("VerbForm") == "Fin":
        head = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"aux", "cop"} else tok
        return head.deprel.split(":")[0] not in {"advcl", "acl"}
    return False


def is_unmarked(sent: Sentence, tok: Token) -> bool:
    """The head of an adverbial clause without conjunction and before its verb: the parser made the comment the main clause."""
    if tok.deprel != "advcl" or tok.head < tok.i or any(m.i < tok.i for m in markers(sent, tok)):
        return False
    return tok.feats.get("VerbForm") == "Fin" or any(
        c.deprel.split(":")[0] in {"aux", "cop"} and c.feats.get("VerbForm") == "Fin" for c in children(sent, tok.i)
    )


def comment_bounds(sent: Sentence, tok: Token) -> tuple[int | None, int]:
    """First token of the comment clause of a verb and its last one; None when it is no comment set off by punctuation."""
    if not is_finite(sent, tok) or any(c.i > tok.i and is_complement(sent, c) for c in children(sent, tok.i)):
        return None, tok.i
    left = tok.i
    while left > 0:
        beyond = before_brackets(sent, left - 1)
        if beyond == left - 1 and not belongs_left(sent, sent.tokens[beyond], tok):
            break
        left = beyond if beyond == left - 1 else beyond + 1
    if (
        sent.tokens[left].feats.get("PronType") == "Rel"
        or sent.tokens[left].upos == "SCONJ"
        or (left < tok.i and has_own_object(sent, tok))
    ):
        return None, tok.i
    if left == 0 or sent.tokens[left - 1].text not in {",", "–", "—", "-", *QUOTE_MARKS}:
        return None, tok.i
    right = tok.i
    while right + 1 < len(sent.tokens) and belongs_right(sent, sent.tokens[right + 1], tok):
        right += 1
    return left, right


def is_finite(sent: Sentence, tok: Token) -> bool:
    """A finite verb, alone or through its auxiliary; infinitives and participles are no comments."""
    if tok.feats.get("VerbForm", "Fin") == "Fin" and not any(m.upos == "PART" for m in markers(sent, tok)):
        return True
    return any(c.deprel.split(":")[0] == "aux" and c.feats.get("VerbForm", "Fin") == "Fin" for c in children(sent, tok.i))


def has_own_object(sent: Sentence, tok: Token) -> bool:
    """Whether the verb has its subject before it and an object after it: no comment, it says something of its own."""
    if any(c.deprel == "nsubj:pass" and c.i < tok.i and c.upos in {"NOUN", "PROPN"} for c in children(sent, tok.i)):
        return any(c.deprel.split(":")[0] == "obl" and c.i > tok.i for c in children(sent, tok.i))
    relations = {(c.deprel.split(":")[0], c.i > tok.i) for c in children(sent, tok.i) if c.upos != "PRON"}
    subject = any(c.deprel.split(":")[0] == "nsubj" and c.i < tok.i for c in children(sent, tok.i))
    return subject and ("obj", True) in relations


def belongs_left(sent: Sentence, tok: Token, verb: Token) -> bool:
    """Subject, auxiliaries and adverbs before the verb; punctuation ends the comment clause."""
    return tok.upos not in {"PUNCT", "VERB", "CCONJ"} or tok.deprel in {"amod", "compound"}  # the acting mayor said


def belongs_right(sent: Sentence, tok: Token, verb: Token) -> bool:
    return tok.upos not in {"PUNCT", "VERB", "CCONJ", "SCONJ"}


def as_comment(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Found | None:
    """As the agency reported, the bridge is closed: the clause without the comment."""
    marks = lexicon.words("comment_marks")
    left = tok.i
    while left > 0 and belongs_left(sent, sent.tokens[left - 1], tok):
        left -= 1
    if sent.tokens[left].lemma not in marks:
        return None
    right = tok.i
    while right + 1 < len(sent.tokens) and belongs_right(sent, sent.tokens[right + 1], tok):
        right += 1
    if left == 0:
        rest = list(range(right + 1, len(sent.tokens)))
        return (rest, rest[0]) if any(sent.tokens[i].upos in VERBAL for i in rest) else None
    if sent.tokens[left - 1].upos != "PUNCT":
        return None
    before = list(range(left))
    return (before, before[0]) if any(sent.tokens[i].upos in VERBAL for i in before) else None
