"""Which cues are joined to a word, below it and above it. Used by the factuality finder only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sayso.find.factuality_clauses import (
    finite,
    first_conjunct,
    has,
    is_infinitive,
    is_passive,
    noun_beside,
    opening,
    relations,
    shares,
)
from sayso.find.tree import children
from sayso.lexicon.factuality import Cue, FactualityLexicon, Mood, hangs_on_event, stems
from sayso.types import Certainty, Sentence, Span, Status, Token

CORE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})
ARGUMENTS = CORE | {"obl", "obl:agent"}
OPEN = frozenset({"VERB", "NOUN"})  # where the part of speech tells two entries apart; elsewhere relation and lemma do
SHARED = frozenset({"aux", "aux:pass", "mark", "cop"})


@dataclass(frozen=True, slots=True)
class Reach:
    """A cue or a verb form that reaches a word."""

    status: Status
    certainty: Certainty
    polarity: str
    tense: str | None
    kind: str
    span: Span
    rule: str


def reaches(sent: Sentence, lexicon: FactualityLexicon, i: int) -> Iterator[Reach]:
    """Every cue and verb form joined to word `i` itself, those that change nothing included: what explains a finding."""
    above = cue_above(sent, lexicon, first_conjunct(sent, sent.tokens[i]).i)
    if above is not None:
        yield _reach(*above)
    yield from cues_below(sent, lexicon, i)
    yield from moods(sent, lexicon, i)


def cues_below(sent: Sentence, lexicon: FactualityLexicon, i: int, via: int | None = None) -> Iterator[Reach]:
    """The cues that hang on word `i` or on one of its arguments (no soldier attacked), in text order.

    What hangs on the argument `via` is left out: it has been counted there. A further conjunct without a finite verb of
    its own shares the auxiliaries, conjunctions and adverbs of the first one.
    """
    tok = sent.tokens[i]
    for child in (*children(sent, i), *_shared(sent, lexicon, i)):
        if entries := _entries(lexicon.below, child):
            names = relations(sent, child)
            for cue in entries:
                if _hangs(cue, names) and _fits(sent, cue, child, tok):
                    yield _reach(cue, child)
                    break
        if child.deprel in CORE and child.head == i and child.i != via and tok.upos != "NOUN":
            yield from _negated_argument(sent, lexicon, child)
    yield from _cues_before(sent, lexicon, i)


def _cues_before(sent: Sentence, lexicon: FactualityLexicon, i: int) -> Iterator[Reach]:
    """Conjunctions of entries with the scope "before": the first verb after them is theirs, whatever the parser hung them on."""
    tok = sent.tokens[i]
    if tok.upos not in {"VERB", "AUX"} or tok.deprel == "acl:relcl" or not lexicon.before:
        return
    for k in range(i - 1, -1, -1):
        word = sent.tokens[k]
        if word.upos in {"VERB", "PUNCT"} or (word.deprel == "mark" and word.head == i):
            return
        for cue in lexicon.before.get(word.lemma, ()):
            if word.head != i and _fits(sent, cue, word, tok):
                yield _reach(cue, word)
                return


def cue_above(sent: Sentence, lexicon: FactualityLexicon, i: int) -> tuple[Cue, Token] | None:
    """The cue that word `i` hangs on, with its token: the entry with the most conditions that fit.

    An infinitive or gerund that the parser hung on the object of a verb (urged the senate to ratify) is also tried as the
    verb's own complement, and an infinitive in any other clause relation as an open complement.
    """
    tok = sent.tokens[i]
    if tok.head == i:
        return None
    names = relations(sent, tok)
    infinitive = is_infinitive(sent, tok)
    bare = tok.feats.get("VerbForm") == "Part" and finite(sent, i) is None
    if bare and (tok.deprel == "csubj" or (tok.deprel == "acl" and not any(":" in name for name in names))):
        return None  # a shortened relative clause: suspects identified by the police
    head = sent.tokens[tok.head]
    if tok.deprel == "nsubj" and head.feats.get("VerbForm") == "Part" and is_passive(sent, head):
        names.add("nsubj:pass")
    if infinitive and head.upos != "NOUN" and not any(child.lemma in lexicon.below for child in opening(sent, tok)):
        names.add("xcomp")
    beside = noun_beside(sent, tok)
    if beside is not None:
        acl = {f"acl:{name.partition(':')[2]}" for name in names if ":" in name} | {"acl"}
        if (found := _entry_above(sent, lexicon, beside, tok, acl)) is not None:
            return found, beside
    found = _entry_above(sent, lexicon, head, tok, names)
    if found is None and "acl" in names and head.upos == "NOUN":  # a verb taken for a noun: prosecutors allege that
        found = _entry_above(sent, lexicon, replace(head, upos="VERB"), tok, {"xcomp" if infinitive else "ccomp"})
    if found is None and "acl" in names and head.deprel in ARGUMENTS:
        verb = sent.tokens[head.head]
        names |= {f"advcl:{name.partition(':')[2]}" for name in names if name.startswith("acl:")}
        names |= {"xcomp"} if infinitive else set()
        head, found = verb, _entry_above(sent, lexicon, verb, tok, names - {"acl"})
    return (found, head) if found is not None else None


def _entry_above(sent: Sentence, lexicon: FactualityLexicon, head: Token, tok: Token, names: set[str]) -> Cue | None:
    found = None
    for cue in _entries(lexicon.above, head, lexicon.endings):
        joined = [rel for rel in cue.scope if rel in names and not hangs_on_event(cue.kind, rel)]
        if joined and _fits(sent, cue, head, tok):
            if any(":" in rel for rel in joined):  # ask if, before ask
                return cue
            found = found or cue
    return found


def _entries(index: Mapping[str, tuple[Cue, ...]], tok: Token, endings: frozenset[str] = frozenset()) -> tuple[Cue, ...]:
    """By lemma; or by the word as written, as participles are now adjectives and now verbs to the parser; or by stem."""
    found = index.get(tok.lemma) or index.get(tok.text.lower())
    if found is None and endings and tok.upos == "VERB":
        found = next((index[key] for key in stems(tok.lemma, endings) if key in index), None)
    return found or ()


def moods(sent: Sentence, lexicon: FactualityLexicon, i: int) -> Iterator[Reach]:
    """The entries for verb forms that fit the clause of word `i`; only the first with most conditions is yielded."""
    tok = sent.tokens[i]
    verb = finite(sent, i) or _passive_infinitive(sent, i) or tok
    if verb.upos not in {"VERB", "AUX"}:
        return
    best: Mood | None = None
    for mood in lexicon.moods:
        if has(verb.feats, mood.feats) and (not mood.clause or mood.clause & relations(sent, first_conjunct(sent, tok))):
            governor = sent.tokens[first_conjunct(sent, tok).head]
            if mood.under and not _past_like(sent, governor, mood.under):
                continue
            if mood.governor and governor.lemma not in mood.governor:
                continue
            if mood.unless and any(child.lemma in mood.unless for child in children(sent, i)):
                continue
            if best is None or _weight(mood) > _weight(best):
                best = mood
    if best is not None:
        yield Reach(best.status, best.certainty, best.polarity, best.tense, "mood", Span(verb.start, verb.end), best.rule)


def _passive_infinitive(sent: Sentence, i: int) -> Token | None:
    """The auxiliary of a present passive infinitive (to be trained); not of a perfect one, which tells what has happened."""
    kids = list(children(sent, i))
    if any(child.deprel == "aux" for child in kids):
        return None
    return next((c for c in kids if c.deprel in {"aux:pass", "cop"} and c.feats.get("VerbForm") == "Inf"), None)


def _shared(sent: Sentence, lexicon: FactualityLexicon, i: int) -> Iterator[Token]:
    """Dependents of the first conjunct that also hold for `i`: those before it, and no negation across an adversative."""
    tok = sent.tokens[i]
    if tok.deprel.split(":")[0] != "conj":
        return
    head = sent.tokens[tok.head]
    own = {child.deprel.split(":")[0] for child in children(sent, i)}
    adversative = any(child.lemma in lexicon.adversative for child in children(sent, i) if child.deprel == "cc")
    for child in children(sent, head.i):
        base = child.deprel.split(":")[0]
        if child.i > head.i and tok.upos == "VERB":
            continue
        hedge = base == "advmod" and any(cue.kind == "adverb" for cue in _entries(lexicon.below, child))
        if (base == "mark" and "mark" not in own) or (hedge and "nsubj" not in own):
            yield child
        elif adversative:
            continue
        elif shares(sent, tok) and (
            child.deprel in SHARED
            or (base == "advmod" and tok.upos in {"VERB", "AUX"})
            or (base in {"det", "amod", "case"} and not own & {"det", "amod", "case"} and tok.upos not in {"VERB", "AUX"})
        ):
            yield child


def _negated_argument(sent: Sentence, lexicon: FactualityLexicon, arg: Token) -> Iterator[Reach]:
    """A negative determiner of an argument denies the event of the verb: no soldier attacked."""
    for child in children(sent, arg.i):
        for cue in _entries(lexicon.below, child):
            if cue.kind == "negation" and child.deprel in cue.scope and _fits(sent, cue, child, arg):
                yield _reach(cue, child)
                break


def _hangs(cue: Cue, names: set[str]) -> bool:
    return any(rel in names and hangs_on_event(cue.kind, rel) for rel in cue.scope)


def _fits(sent: Sentence, cue: Cue, word: Token, event: Token) -> bool:
    """Do part of speech, features, further words and exclusions of the entry fit `word`?"""
    if cue.upos in OPEN and not _same_class(sent, cue.upos, word):
        return False
    if not (has(word.feats, cue.when) and has(event.feats, cue.event)):
        return False
    if cue.beside and not any(has(c.feats, cue.beside) for c in children(sent, word.head) if c.i != word.i):
        return False
    if cue.clause and not cue.clause & relations(sent, first_conjunct(sent, event)):
        return False
    if cue.inverted and not any(c.deprel[:5] == "nsubj" and word.i < c.i < event.i for c in children(sent, event.i)):
        return False
    if cue.unless and any(lemma in _near(sent, word) for lemma in cue.unless):
        return False
    return not cue.words or _further_words(sent, cue.words, word)


def _same_class(sent: Sentence, upos: str, word: Token) -> bool:
    if word.upos in {upos, "X"} or {upos, word.upos} <= {"VERB", "AUX"}:
        return True
    return upos == "VERB" and word.upos == "ADJ" and any(c.deprel == "obj" for c in children(sent, word.i))


def _further_words(sent: Sentence, words: tuple[str, ...], word: Token) -> bool:
    after = [tok.lemma for tok in sent.tokens[word.i + 1 : word.i + 1 + len(words)]]
    return tuple(after) == words or all(lemma in _near(sent, word, siblings=True) for lemma in words)


def _near(sent: Sentence, word: Token, siblings: bool = False) -> set[str]:
    """Lemmas of the words beside `word` and of those that hang on it (or, with `siblings`, on its head)."""
    near = {tok.lemma for tok in sent.tokens[max(0, word.i - 1) : word.i + 2] if tok.i != word.i}
    near |= {child.lemma for child in children(sent, word.i)}
    if siblings:
        near |= {child.lemma for child in children(sent, word.head) if child.i != word.i}
    return near


def _past_like(sent: Sentence, governor: Token, feats: Mapping[str, str]) -> bool:
    """Do the features hold of the governing verb or of one of its auxiliaries?"""
    return has(governor.feats, feats) or any(
        has(c.feats, feats) for c in children(sent, governor.i) if c.deprel[:3] in {"aux", "cop"}
    )


def _weight(mood: Mood) -> int:
    return len(mood.feats) + bool(mood.clause) + len(mood.under) + bool(mood.governor)


def _reach(cue: Cue, word: Token) -> Reach:
    return Reach(cue.status, cue.certainty, cue.polarity, cue.tense, cue.kind, Span(word.start, word.end), cue.rule)
