"""How sure the text is of each event: status, certainty, polarity and tense, with the cues that say so.

Everything is decided for one event at a time, by walking up the parse from its trigger. A word takes over how its governor
stands only through relations that hand it on: open complements, what an entry of factuality.toml names (plans to attack,
denied the attack, risk of war), coordination. It takes over nothing through a relative clause, a that-clause under a verb
of saying, an apposition: those are judged by themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.find.factuality_clauses import finite, first_conjunct
from sayso.find.factuality_cues import Reach, cue_above, cues_below, moods
from sayso.find.tree import ancestors, children
from sayso.lexicon.factuality import Cue, FactualityLexicon
from sayso.types import Attribution, Certainty, Event, Factuality, Sentence, Span, Status

DEPTH = 12  # words above an event that may still bear on it; also ends the walk on a broken parse
RANK: dict[Status, int] = {"asserted": 0, "planned": 1, "hedged": 2, "conditional": 3, "asked": 4, "denied": 5}
DOUBT: dict[Certainty, int] = {"CT": 0, "PR": 1, "PS": 2, "U": 3}
CLAUSES = frozenset({"advcl", "obl", "advmod"})
MAIN = frozenset({"root", "ccomp", "csubj", "parataxis"})
STOPS = frozenset({"acl:relcl", "appos", "parataxis"})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a word's event stands, by all that reaches it. ``supposed``: it stands in an if-clause."""

    status: Status = "asserted"
    certainty: Certainty = "CT"
    polarity: str = "+"
    tense: str | None = None
    supposed: bool = False
    cues: tuple[Span, ...] = ()
    rule: str = ""


def find_factuality(sent: Sentence, event: Event, lexicon: FactualityLexicon) -> Factuality:
    """How the text stands to the event.

    Where several cues reach it: denied before asked before conditional before hedged before planned before asserted; but
    what stands in an if-clause is conditional even when negated. Two negations make it hedged, not asserted. Cues are in
    text order; ``rule`` names the entry that decided.
    """
    stand = _stand(sent, lexicon, event.tok, DEPTH)
    stand = _ask(sent, lexicon, event.tok, stand)
    tense = stand.tense or "none"
    return Factuality(stand.status, stand.certainty, stand.polarity, tense, tuple(sorted(set(stand.cues))), stand.rule)


def heads_clause(sent: Sentence, event: Event, lexicon: FactualityLexicon) -> bool:
    """Is the event what its clause says, or something that the clause takes as known?

    The main predicate, its open complement, words coordinated with these and a noun that its verb carries (launched an
    attack) say; other nouns, relative clauses, participles and subordinate clauses are taken as known.
    """
    i = event.tok
    for _ in range(DEPTH):
        tok = first_conjunct(sent, sent.tokens[i])
        if tok.deprel.split(":")[0] in MAIN:
            return True
        found = cue_above(sent, lexicon, tok.i)
        if tok.deprel.split(":")[0] != "xcomp" and (found is None or found[0].kind != "aspect"):
            return False
        i = tok.head if found is None else found[1].i
    return False


def combine(factuality: Factuality, chain: Sequence[Attribution], heads: bool = True) -> Factuality:
    """What the chain of attributions (outermost first) adds to an event's own factuality.

    Only an event that heads its clause (``heads``, see `heads_clause`) takes anything over. A source that denies its
    content makes it denied. An event that the innermost attribution gives as hearsay, or as no more than possible or
    probable, is hedged, unless the text itself already says something stronger. What a paper or broadcaster announces is no
    plan of its own but has happened. That a source says it, whoever that is, changes nothing else: the claim stands as its
    source puts it.
    """
    if not chain:
        return factuality
    inner = chain[-1]
    judged = inner.cue is not None and inner.cue in factuality.cues  # did not rule out: the word has been taken into account
    if judged and factuality.status == "planned" and inner.kind == "outlet" and len(factuality.cues) == 1:
        return replace(factuality, status="asserted", certainty="CT", tense="past", rule=inner.rule)
    if not heads:
        return factuality
    cues = factuality.cues if inner.cue is None else tuple(sorted({*factuality.cues, inner.cue}))
    if inner.polarity == "-" and factuality.status != "denied" and not (judged and factuality.status == "hedged"):
        return replace(factuality, status="denied", polarity="-", certainty="CT", cues=cues, rule=inner.rule)
    if RANK[factuality.status] < RANK["hedged"] and (inner.hearsay or inner.certainty in {"PR", "PS"}):
        certainty: Certainty = inner.certainty if inner.certainty != "U" else "PS"
        return replace(factuality, status="hedged", certainty=certainty, cues=cues, rule=inner.rule)
    return factuality


def _stand(sent: Sentence, lexicon: FactualityLexicon, i: int, depth: int, via: int | None = None, modal: bool = False) -> Stand:
    """How word `i` stands: what it takes over from above, then what hangs on it.

    ``via`` is the argument for which a governor is asked, ``modal`` that the governor is a modal verb: its entry has
    already taken its form into account (avrebbe dovuto).
    """
    if depth == 0:
        return Stand()
    cue, above = _inherited(sent, lexicon, i, depth)
    below = list(cues_below(sent, lexicon, i, via))
    if cue is not None and above.status != "asserted":  # investigates whether, asked if: the verb has said what "if" is
        below = [reach for reach in below if reach.kind not in {"condition", "question"} or reach.polarity == "-"]
    told = cue is not None and cue.kind == "embedding" and cue.status == "asserted" and sent.tokens[i].deprel == "ccomp"
    if (cue is None or told) and not modal and not any(reach.kind == "modal" for reach in below):
        below += moods(sent, lexicon, i)
    one_clause = cue is not None and (cue.kind == "aspect" or sent.tokens[i].upos == "NOUN")
    if one_clause and above.polarity == "-":
        below = [reach for reach in below if reach.kind != "negation"]  # there was not any attack: one clause, one negation
    stand = _apply(above, below, _has_condition(sent, lexicon, i))
    return replace(stand, tense=_tense(sent, i, below) or stand.tense)


def _inherited(sent: Sentence, lexicon: FactualityLexicon, i: int, depth: int) -> tuple[Cue | None, Stand]:
    """The cue above word `i`, if any, and how `i` stands by it and by all above it."""
    tok = first_conjunct(sent, sent.tokens[i])
    if tok.head == tok.i or (tok.i != i and finite(sent, i) is not None and finite(sent, tok.i) is None):
        return None, Stand()  # a finite verb is not coordinated with an infinitive, whatever the parser says
    cue, head = cue_above(sent, lexicon, tok.i) or (None, sent.tokens[tok.head])
    if cue is not None and cue.polarity == "-" and depth == DEPTH and sent.tokens[i].lemma in lexicon.speech:
        return None, Stand()  # a rejected accusation has been made
    if cue is None:
        base = tok.deprel.split(":")[0]
        if base in {"nsubj", "obj"} and head.upos == "NUM":  # the displaced would be 90,000
            return None, _stand(sent, lexicon, head.i, depth - 1)
        if base == "xcomp" or (base == "advcl" and _follows(sent, tok.i)):
            stand = _stand(sent, lexicon, head.i, depth - 1)
            return None, stand if base == "xcomp" or stand.status != "denied" else Stand()
        return None, Stand()
    span = Span(head.start, head.end)
    if cue.factive:
        return cue, Stand(
            cue.status, cue.certainty, cue.polarity, cue.tense, cues=(span,) if cue.status != "asserted" else (), rule=cue.rule
        )
    return cue, _through(cue, span, _stand(sent, lexicon, head.i, depth - 1, tok.i, cue.kind == "modal"))


def _follows(sent: Sentence, i: int) -> bool:
    """A participle or gerund without subject and conjunction goes with its main verb: will invade, killing thousands."""
    tok = sent.tokens[i]
    form = tok.feats.get("VerbForm")
    if (form != "Ger" and (form != "Part" or tok.feats.get("Tense") == "Past")) or finite(sent, i) is not None:
        return False
    return not any(child.deprel.split(":")[0] in {"mark", "nsubj", "aux", "case"} for child in children(sent, i))


def _through(cue: Cue, span: Span, head: Stand) -> Stand:
    """How the complement of a cue stands when the cue itself stands as `head`."""
    own = Reach(cue.status, cue.certainty, cue.polarity, cue.tense, cue.kind, span, cue.rule)
    if cue.negated == "asked" and cue.status == "asserted" and head.polarity == "+":
        return Stand()  # wants to know who attacked: that somebody attacked is taken for granted
    if head.polarity == "-":
        status: Status = cue.negated or ("denied" if cue.polarity == "+" else "hedged")
        certainty: Certainty = "CT" if status in {"denied", "asserted"} else "PS"
        polarity = "-" if status == "denied" else "+"
        cues = (*head.cues, span) if status != "asserted" else ()
        status = "conditional" if head.supposed else status
        return Stand(status, certainty, polarity, cue.tense or head.tense, head.supposed, cues, head.rule or cue.rule)
    tense = cue.tense or ("future" if cue.status == "planned" else head.tense)
    return replace(_apply(head, [own], False), tense=tense)


def _apply(above: Stand, reaches: Iterable[Reach], condition: bool) -> Stand:
    """`above`, with the cues that hang on the word added. ``condition``: an if-clause hangs on it."""
    telling = [reach for reach in reaches if reach.status != "asserted"]
    # Negative words of one clause agree with each other (non … mai), only one clause's negation undoes another's.
    negations = any(reach.polarity == "-" for reach in telling) + (above.polarity == "-")
    supposed = above.supposed or any(reach.kind == "condition" for reach in telling)
    statuses = [(above.status, above.certainty, above.rule), *((r.status, r.certainty, r.rule) for r in telling)]
    if condition and not (above.status == "asserted" and not telling):
        statuses.append(("conditional", "U", "if-clause"))
    if negations == 2:
        statuses = [s for s in statuses if s[0] != "denied"] + [("hedged", "PS", "two negations")]
    status, certainty, rule = max(statuses, key=lambda s: (RANK[s[0]], DOUBT[s[1]]))
    if supposed:
        status, certainty, rule = next(((s, c, r) for s, c, r in statuses if s == "conditional"), (status, certainty, rule))
    tense = next((reach.tense for reach in telling if reach.tense), above.tense)
    cues = (*above.cues, *(reach.span for reach in telling))
    return Stand(status, certainty, "-" if negations % 2 else "+", tense, supposed, cues, rule)


def _has_condition(sent: Sentence, lexicon: FactualityLexicon, i: int) -> bool:
    """Does an if-clause or a phrase like "in case of" hang on word `i`, or on an object of it by a mistaken parse?"""
    for child in children(sent, i):
        base = child.deprel.split(":")[0]
        if base in CLAUSES and _is_condition(sent, lexicon, child.i):
            return True
        if base in {"obj", "obl", "xcomp"} and any(
            c.deprel in {"advcl", "acl"} and _is_condition(sent, lexicon, c.i) for c in children(sent, child.i)
        ):
            return True
    return False


def _is_condition(sent: Sentence, lexicon: FactualityLexicon, i: int) -> bool:
    if any(reach.kind == "condition" for reach in cues_below(sent, lexicon, i)):
        return True
    cues = lexicon.above.get(sent.tokens[i].lemma, ())
    return any(cue.status == "conditional" and cue.kind == "noun" and _written(sent, cue, i) for cue in cues)


def _written(sent: Sentence, cue: Cue, i: int) -> bool:
    return not cue.words or all(any(child.lemma == word for child in children(sent, i)) for word in cue.words)


def _tense(sent: Sentence, i: int, below: Iterable[Reach]) -> str | None:
    """Of the clause of word `i`; None for a noun and where the verb form tells none (infinitives take their governor's)."""
    tok = sent.tokens[i]
    if given := next((reach.tense for reach in below if reach.tense), None):
        return given
    verb = finite(sent, i)
    if verb is None:
        return "past" if tok.feats.get("VerbForm") == "Part" and tok.feats.get("Tense") == "Past" and tok.upos == "VERB" else None
    tense = verb.feats.get("Tense")
    if tense == "Fut":
        return "future"
    if tense in {"Past", "Imp", "Pqp"}:
        return "past"
    perfect = verb.i != i and verb.deprel == "aux" and _past_participle(sent, i)
    return "past" if perfect else "present" if tense == "Pres" else None


def _past_participle(sent: Sentence, i: int) -> bool:
    """Is the first word after the finite auxiliary (the passive auxiliary or the verb itself) a past participle?"""
    for child in children(sent, i):
        if child.deprel == "aux:pass":
            return child.feats.get("VerbForm") == "Part"
    feats = sent.tokens[i].feats
    return feats.get("VerbForm") == "Part" and feats.get("Tense") == "Past"


def _ask(sent: Sentence, lexicon: FactualityLexicon, i: int, stand: Stand) -> Stand:
    """What a question puts is asked, unless denied; an apposition or relative clause in it is not put."""
    if RANK[stand.status] >= RANK["asked"]:
        return stand
    mark = _question_mark(sent, lexicon, i)
    if mark is None:
        return stand
    return replace(stand, status="asked", certainty="U", cues=(*stand.cues, mark), rule="question mark")


def _question_mark(sent: Sentence, lexicon: FactualityLexicon, i: int) -> Span | None:
    if sent.tokens[-1].lemma not in lexicon.question_marks and not any(t.lemma in lexicon.question_marks for t in sent.tokens):
        return None
    for tok in (sent.tokens[i], *ancestors(sent, i)):
        for child in children(sent, tok.i):
            if child.lemma in lexicon.question_marks and child.i > i:
                return Span(child.start, child.end)
        if tok.deprel in STOPS:
            return None
    return None
