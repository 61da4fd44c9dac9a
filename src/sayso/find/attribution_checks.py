"""Whether what a cue gives is an attribution at all."""

from collections.abc import Mapping

from sayso.find.attribution_drafts import Place
from sayso.find.tree import children
from sayso.lexicon.attribution import ATTITUDE, SPEECH, AttributionLexicon, Cue
from sayso.types import Mention, Sentence, Source, Token

REPORTED = frozenset({"claim", "report", "hearsay", "accuse"})  # nouns that need no source: reports of looting


def is_mere_quality(sent: Sentence, tok: Token, mentions: Mapping[Place, Mention]) -> bool:
    """An adjective that names nobody (intense criticism, not Russian criticism)."""
    return tok.deprel == "amod" and tok.upos in {"ADJ", "VERB"} and tok.text.islower() and (sent.index, tok.i) not in mentions


def leaves_subject(sent: Sentence, tok: Token, cue: Cue, passive: bool, lexicon: AttributionLexicon) -> bool:
    """Whether a verb of speech in the third person leaves its subject unsaid, as the language allows (Ha aggiunto che …)."""
    if cue.upos != "VERB" or cue.kind not in lexicon.words("elliptic") or passive or cue.impersonal:
        return False
    finite = [c for c in children(sent, tok.i) if c.deprel.split(":")[0] == "aux" and c.feats.get("VerbForm") == "Fin"]
    verb = finite[0] if finite else tok
    return verb.feats.get("VerbForm") == "Fin" and verb.feats.get("Person") == "3"


def belongs_to_phrase(sent: Sentence, tok: Token, candidates: Mapping[Place, tuple[Cue, ...]]) -> bool:
    """Whether a verb is part of another cue: according to what was reported by."""
    head = sent.tokens[tok.head]
    pronouns = [c for c in children(sent, tok.i) if c.upos == "PRON" and c.i < tok.i]
    if head.upos == "PRON" and tok.deprel.startswith("acl"):
        pronouns.append(head)
    cases = (c for pronoun in pronouns for c in children(sent, pronoun.i) if c.deprel == "case")
    return any(cue.kind == "accord" for case in cases for cue in candidates.get((sent.index, case.i), ()))


def plausible(cue: Cue, source: Source | None, passive: bool, clausal: bool) -> bool:
    """A cue must have its source, unless it is impersonal, a passive, or a noun of speech with a clause (the claim that …)."""
    if source is not None or cue.impersonal:
        return True
    if cue.upos == "NOUN":
        return cue.kind in (SPEECH if clausal else REPORTED)
    if cue.upos == "ADP":
        return True
    return cue.upos == "VERB" and passive and cue.kind not in ATTITUDE
