"""Speakers after their verb (…, announced the minister), and pronouns that stand for what is said (the agency reports it)."""

from collections.abc import Sequence
from typing import NamedTuple

from sayso.find.attribution_comments import comment_content, is_main
from sayso.find.attribution_cues import VERBAL
from sayso.find.attribution_naming import Mentions, has_marker, is_time
from sayso.find.attribution_sources import NAMING, agent, is_complement, right_head
from sayso.find.attribution_spans import QUOTE_MARKS, Found
from sayso.find.tree import children
from sayso.lexicon.attribution import SPEECH, AttributionLexicon, Cue
from sayso.types import Sentence, Token

BEFORE_VERB = frozenset({"AUX", "ADV", "PART"})
INSIDE = frozenset({"-", "'", "’", "(", ")", "“", "”", '"', "«", "»"})  # marks that do not end a comment
WITHIN = frozenset({"ADV", "DET", "ADJ", "NUM"})  # what may stand between a verb and the noun of its speaker
OBJECTS = frozenset({"obj", "iobj", "expl", "nsubj"})
STEPS = 16  # tokens after the verb in which its speaker begins
POINTING = frozenset({"say", "report", "show", "hearsay"})
SILENT = frozenset({"place"})  # mentions that do not speak


class Inversion(NamedTuple):
    """A comment with its speaker after the verb: its first and last token."""

    speaker: int
    first: int
    last: int


def find_inversion(
    sent: Sentence, tok: Token, cue: Cue, mentions: Mentions, lexicon: AttributionLexicon, quoted: bool
) -> Inversion | None:
    """The speaker of a comment that begins with its verb, after a comma or a quotation: …, said the envoy.

    He must be able to speak, agree with the verb, and stand before any further verb.
    """
    if cue.upos != "VERB" or cue.kind not in SPEECH or cue.impersonal or not (quoted or comments(cue)):
        return None
    if tok.lemma in lexicon.words("addressing"):
        return None
    first = verb_start(sent, tok, lexicon)
    opening = first == 0 or sent.tokens[first - 1].upos == "PUNCT" or sent.tokens[first - 1].text in QUOTE_MARKS
    if not opening or (first == 0 and not quoted) or not is_said(sent, tok):
        return None
    speaker = speaker_after(sent, tok, cue, mentions, lexicon)
    if speaker is None or begins_clause(sent, speaker):
        return None
    ends = (t.i for t in sent.tokens[speaker:] if t.upos == "PUNCT" and t.text not in INSIDE)
    last = next(ends, len(sent.tokens)) - 1
    return Inversion(speaker, first, last)


def begins_clause(sent: Sentence, i: int) -> bool:
    """Whether a verb follows a noun before the next mark: then it is the subject of what is said (said the army had left)."""
    for tok in sent.tokens[i + 1 :]:
        if (
            (tok.upos == "PUNCT" and tok.text not in QUOTE_MARKS)
            or tok.feats.get("PronType") == "Rel"
            or tok.upos in {"SCONJ", "CCONJ"}
        ):
            return False
        if tok.upos in VERBAL and tok.feats.get("VerbForm") not in {"Ger", "Part"}:
            return True
    return False


def comments(cue: Cue) -> bool:
    return any(f.relation == "parataxis" for f in cue.content)


def verb_start(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int:
    """The first token of a verb with its auxiliaries, adverbs and the pronouns that are its objects."""
    first = tok.i
    while first > 0 and (sent.tokens[first - 1].upos in BEFORE_VERB or is_object_pronoun(sent.tokens[first - 1], lexicon)):
        first -= 1
    return first


def is_object_pronoun(tok: Token, lexicon: AttributionLexicon) -> bool:
    return (
        tok.upos == "PRON"
        and tok.deprel.split(":")[0] in OBJECTS
        and (tok.feats.get("Clitic") == "Yes" or tok.lemma in lexicon.words("neuters"))
    )


def is_said(sent: Sentence, tok: Token) -> bool:
    """A finite verb, or one with a finite auxiliary, that has no passive or open clause after it."""
    finite = tok.feats.get("VerbForm", "Fin") == "Fin" or any(
        c.deprel.split(":")[0] == "aux" and c.feats.get("VerbForm", "Fin") == "Fin" for c in children(sent, tok.i)
    )
    return finite and not any(c.deprel == "aux:pass" for c in children(sent, tok.i))


def speaker_after(sent: Sentence, tok: Token, cue: Cue, mentions: Mentions, lexicon: AttributionLexicon) -> int | None:
    """The noun after a verb, past adverbs, times and phrases with a preposition (announced on Monday in Rome the envoy)."""
    i, limit = tok.i + 1, min(len(sent.tokens), tok.i + STEPS)
    while i < limit:
        after = sent.tokens[i]
        if after.upos == "ADP" and after.head > i:
            i = end_of_phrase(sent, after) + 1
        elif after.upos in WITHIN or after.lemma in cue.words or is_time(after, lexicon):
            i += 1
        elif after.upos in NAMING:
            head = right_head(sent, after)
            return head if may_speak(sent, tok, head, mentions, lexicon) else None
        else:
            return None
    return None


def end_of_phrase(sent: Sentence, tok: Token) -> int:
    """The last token of the noun phrase that a preposition opens: the noun with its name and what joins it directly."""
    last = tok.head
    while last + 1 < len(sent.tokens):
        after = sent.tokens[last + 1]
        joined = after.deprel.split(":")[0] in {"flat", "nmod", "amod", "compound"} and after.head >= tok.head
        if not joined or after.head > last + 1 or has_marker(sent, after):
            return last
        last += 1
    return last


def may_speak(sent: Sentence, verb: Token, i: int, mentions: Mentions, lexicon: AttributionLexicon) -> bool:
    """A name, a known actor, or a noun for persons, bodies and the press; a document only of a verb without auxiliary."""
    tok = sent.tokens[i]
    if is_object_pronoun(tok, lexicon) or tok.feats.get("PronType") in {"Rel", "Int"}:
        return False
    aux = [c for c in children(sent, verb.i) if c.deprel.split(":")[0] == "aux" and c.i < verb.i]
    number = (aux[0] if aux else verb).feats.get("Number")
    if number == "Sing" and tok.feats.get("Number") == "Plur":
        return False
    mention = mentions.get((sent.index, i))
    if mention is not None:
        return mention.kind not in SILENT or bool(mention.actor)
    if tok.upos in {"PROPN", "PRON"}:
        return True
    if any(tok.lemma in lexicon.words(key) for key in ("unnamed", "offices", "outlet", "speakers")):
        return True
    named = any(c.upos == "PROPN" and c.i > i and c.deprel.split(":")[0] in {"flat", "appos"} for c in children(sent, i))
    return named or (tok.lemma in lexicon.words("document") and not aux)


def speaker_above(sent: Sentence, tok: Token, head: int, mentions: Mentions, lexicon: AttributionLexicon) -> int:
    """`head`, or where that cannot speak and only the parse of a coordination made it the subject, who says the clause before:
    *they claimed that the strike hit a base and reported that …*."""
    up = sent.tokens[tok.head]
    own = sent.tokens[head].head == tok.i
    if tok.deprel != "conj" or own or up.deprel != "ccomp" or may_speak(sent, tok, head, mentions, lexicon):
        return head
    return next((c.i for c in children(sent, up.head) if c.deprel == "nsubj" and c.i < up.head), head)


def inverted_content(sent: Sentence, tok: Token, inversion: Inversion) -> Found | None:
    """What a comment with its speaker after the verb attributes: the clause before it, or the whole sentence around it."""
    found = comment_content(sent, tok, inversion.first, inversion.last)
    before = range(inversion.first)
    if found is None and any(sent.tokens[i].upos in VERBAL and sent.tokens[i].feats.get("VerbForm") == "Fin" for i in before):
        found = list(before), 0
    return found


# --- pronouns for what is said -------------------------------------------------------------------------------------------


def points_back(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon) -> int | None:
    """The first token of a clause that says of what stands before who said it (the agency reports it; that is what he said)."""
    if cue.upos != "VERB" or cue.kind not in POINTING or not (comments(cue) or cue.impersonal):
        return None
    if any(is_complement(sent, c) for c in children(sent, tok.i)) or tok.deprel == "acl:relcl":
        return None
    first = verb_start(sent, tok, lexicon)
    neuters = lexicon.words("neuters") | (lexicon.words("partitives") if cue.words else frozenset())
    if any(t.lemma in neuters and t.upos == "PRON" for t in sent.tokens[first : tok.i]):
        return first
    if tok.feats.get("Clitic") == "Yes" and tok.feats.get("VerbForm") == "Inf" and tok.text.lower().endswith(tuple(neuters)):
        return max(0, first - 1)
    wholes = lexicon.words("wholes")
    for i in range(first - 1, max(-1, first - 3), -1):
        if sent.tokens[i].lemma in wholes and i > 0 and sent.tokens[i - 1].upos == "AUX":
            return i - 1 if i < 2 or sent.tokens[i - 2].upos != "PRON" else i - 2
    return None


def pointing_source(sent: Sentence, tok: Token, cue: Cue, mentions: Mentions, lexicon: AttributionLexicon) -> int | None:
    """Who says what a pronoun stands for: the subject, the noun after the verb or its copula, or from whom it is learnt."""
    first = verb_start(sent, tok, lexicon)
    own = next((c for c in children(sent, tok.i) if c.deprel == "nsubj" and not is_object_pronoun(c, lexicon)), None)
    if own is not None and own.i < first and own.feats.get("PronType") != "Rel" and own.lemma not in lexicon.words("wholes"):
        return own.i
    by = agent(sent, tok, lexicon)
    if by is not None:
        return by
    verb = tok
    while verb.i + 1 < len(sent.tokens) and sent.tokens[verb.i + 1].upos == "AUX":
        verb = sent.tokens[verb.i + 1]
    return speaker_after(sent, verb, cue, mentions, lexicon)


def told_before(sent: Sentence, first: int) -> Sequence[int]:
    """The tokens before a pointing clause if they hold a clause of their own."""
    before = range(first)
    return before if any(is_main(sent, sent.tokens[i]) or sent.tokens[i].upos in VERBAL for i in before) else ()
