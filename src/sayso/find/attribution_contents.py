"""What is said: the span of the content of a cue."""

from sayso.find.attribution_comments import commented, inserted
from sayso.find.attribution_cues import VERBAL, is_passive
from sayso.find.attribution_naming import has_marker, is_time, markers
from sayso.find.attribution_phrases import after_aside, impersonal_content, modified_clause, modified_noun
from sayso.find.attribution_sources import stands
from sayso.find.attribution_spans import QUOTE_MARKS, Found, whole
from sayso.find.tree import children, subtree
from sayso.lexicon.attribution import AttributionLexicon, Cue, Frame
from sayso.types import Sentence, Token

WITH_ADDRESSEE = frozenset({"ask", "order", "want", "believe"})  # what is asked holds the person asked: urged both sides to leave
ABOUT = frozenset({"nmod", "obl"})
AFTER = frozenset({"obl", "xcomp", "ccomp", "nmod", "obj"})  # what may follow an object within the content


def find_content(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon) -> Found | None:
    """Tokens and head of the content by the first frame of the entry that the sentence fills, None when it fills none."""
    for frame in cue.content:
        if frame.relation == "quote":
            continue
        found = fill(sent, tok, cue, frame, lexicon)
        if found and found[0]:
            return to_semicolon(sent, tok, found)
    return concerned(sent, tok, lexicon) if cue.upos == "NOUN" else None


def to_semicolon(sent: Sentence, tok: Token, found: Found) -> Found:
    """A content after its cue ends at a semicolon."""
    places, head = found
    stop = next((n for n, i in enumerate(places) if sent.tokens[i].text == ";"), None)
    return (places[:stop], head) if stop and places[0] > tok.i and head in places[:stop] else found


def concerned(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Found | None:
    """What words are about, by a participle after them (the statements to the agency, concerning …)."""
    verbs = lexicon.words("concerning")
    for after in sent.tokens[tok.i + 1 : tok.i + 14]:
        if after.lemma in verbs:
            about = next((c for c in children(sent, after.i) if c.i > after.i and c.deprel.split(":")[0] in {"obj", "obl"}), None)
            return (subtree(sent, about.i), about.i) if about is not None else None
        if after.upos == "VERB" and after.feats.get("VerbForm") == "Fin":
            return None
    return None


def fill(sent: Sentence, tok: Token, cue: Cue, frame: Frame, lexicon: AttributionLexicon) -> Found | None:
    if frame.relation == "clause":
        return modified_clause(sent, tok, cue)
    if frame.relation == "noun":
        return modified_noun(sent, tok)
    if cue.impersonal and cue.upos == "VERB":
        return impersonal_content(sent, tok, frame, lexicon)
    if frame.relation == "parataxis":
        return commented(sent, tok, lexicon)
    if frame.relation in {"ccomp", "acl"} and frame.preposition is None:
        return complement(sent, tok, cue, frame, lexicon)
    if frame.relation == "xcomp":
        return infinitive(sent, tok, cue, frame)
    if frame.relation in {"obj", "predicate"}:
        return patient(sent, tok, cue, lexicon, frame.relation == "predicate")
    return oblique(sent, tok, frame, lexicon)


def complement(sent: Sentence, tok: Token, cue: Cue, frame: Frame, lexicon: AttributionLexicon) -> Found | None:
    """A finite clause: the ccomp of the verb, or the clause that a complementizer next to the cue opens."""
    if cue.upos == "VERB" and frame.relation == "ccomp" and (around := inserted(sent, tok)) is not None:
        return around
    for child in children(sent, tok.i):
        if child.deprel.split(":")[0] != frame.relation or child.deprel == "acl:relcl":
            continue
        if cue.upos == "NOUN" and not opens_content(sent, child, lexicon):
            continue
        if child.i > tok.i and (cue.upos != "VERB" or child.i == tok.i + 1 or is_clausal(sent, child)):
            return with_stray_subject(sent, tok, extended(sent, tok, whole(sent, child.i, tok.i)), lexicon), child.i
    opened = after_complementizer(sent, tok, lexicon)
    if opened is None and cue.upos == "VERB":
        opened = after_subject(sent, tok)
    if opened is None:
        return stray_clause(sent, tok, lexicon) if cue.upos == "VERB" else None
    found = [i for i in subtree(sent, opened) if i > tok.i]
    if not any(sent.tokens[i].upos in VERBAL for i in found):
        found = list(range(found[0], len(sent.tokens)))
    return found, opened


def stray_clause(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Found | None:
    """The rest of the sentence after a conjunction next to the cue whose clause the parser tied elsewhere."""
    for after in sent.tokens[tok.i + 1 : tok.i + 3]:
        if after.lemma in lexicon.words("complementizers") and after.upos == "SCONJ":
            end = next((t.i for t in sent.tokens[after.i :] if t.text in {";", "("}), len(sent.tokens))
            found = list(range(after.i + 1, end))
            return (found, found[0]) if any(sent.tokens[i].upos in VERBAL for i in found) else None
        if after.upos not in {"ADV", "NOUN", "PROPN"}:
            return None
    return None


def is_clausal(sent: Sentence, tok: Token) -> bool:
    return any(sent.tokens[i].upos in VERBAL for i in subtree(sent, tok.i))


def with_stray_subject(sent: Sentence, tok: Token, found: list[int], lexicon: AttributionLexicon) -> list[int]:
    """The clause with its subject where the parser took that for an object of the cue (said the mother of the boy was killed)."""
    if tok.upos != "VERB" or tok.lemma in lexicon.words("addressing"):
        return found
    for child in children(sent, tok.i):
        if tok.i < child.i < found[0] and child.deprel == "obj" and not has_marker(sent, child):
            between = [t for t in sent.tokens[tok.i + 1 : found[0]] if t.deprel == "mark"]
            return found if between else list(range(min(subtree(sent, child.i)), found[-1] + 1))
    return found


def after_subject(sent: Sentence, tok: Token) -> int | None:
    """The head of a clause without conjunction that the parser tied elsewhere: the verb of the first subject after the cue."""
    for after in sent.tokens[tok.i + 1 : tok.i + 9]:
        if after.upos in {"PUNCT", "VERB", "SCONJ", "CCONJ"}:
            return None
        if after.deprel.split(":")[0] == "nsubj" and after.head > after.i:
            return after.head if after.feats.get("PronType") != "Rel" else None
    return None


def extended(sent: Sentence, tok: Token, found: list[int]) -> list[int]:
    """The content with what follows it in the clause of the cue (praised him for his courage); a comma, a coordinated verb
    or a comment ends it."""
    if tok.upos == "NOUN" or found[0] < tok.i:
        return found
    more = set(found)
    for child in children(sent, tok.i):
        relation = child.deprel.split(":")[0]
        if child.i > found[-1] and (relation in AFTER or (relation == "advcl" and has_marker(sent, child))):
            branch = subtree(sent, child.i)
            if branch[0] == max(more) + 1:
                more.update(branch)
    return sorted(more)


def opens_content(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    """Whether the clause of a noun says what it holds: the claim that …, the promise to …; not the comments about …"""
    marks = [m.lemma for m in markers(sent, tok)]
    return any(m in lexicon.words("complementizers") for m in marks) or (bool(marks) and tok.feats.get("VerbForm") == "Inf")


def after_complementizer(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """The head of the clause that a conjunction opens within eight tokens of the cue, no verb in between."""
    for after in sent.tokens[tok.i + 1 : tok.i + 9]:
        if after.lemma in lexicon.words("complementizers") and after.upos == "SCONJ" and after.head > after.i:
            head = sent.tokens[after.head]
            return head.i if head.i != tok.i else None
        if is_time(after, lexicon):
            continue
        if after.text == "," and (beyond := after_aside(sent, after.i)) > after.i and beyond + 1 < len(sent.tokens):
            mark = sent.tokens[beyond + 1]
            return mark.head if mark.lemma in lexicon.words("complementizers") and mark.upos == "SCONJ" else None
        if after.upos in VERBAL or after.text in {",", ";", ":"}:
            return None
    return None


def infinitive(sent: Sentence, tok: Token, cue: Cue, frame: Frame) -> Found | None:
    """An infinitive or other open complement; also one that the parser took for an adverbial, if it follows at once or after
    the person asked."""
    for child in children(sent, tok.i):
        if child.i < tok.i or not (child.deprel.split(":")[0] == "xcomp" or follows_as_infinitive(sent, tok, child)):
            continue
        found = whole(sent, child.i, tok.i)
        if cue.kind in WITH_ADDRESSEE:
            found = with_addressee(sent, tok, child.i, found)
        return extended(sent, tok, found), child.i
    return addressed_infinitive(sent, tok, cue)


def addressed_infinitive(sent: Sentence, tok: Token, cue: Cue) -> Found | None:
    """An infinitive with a mark that the parser tied to the person asked (ordered his men to leave)."""
    for child in children(sent, tok.i):
        if child.i < tok.i or child.deprel.split(":")[0] not in {"obl", "obj", "iobj"}:
            continue
        for below in children(sent, child.i):
            marked = below.deprel == "acl" and below.feats.get("VerbForm") == "Inf" and has_marker(sent, below)
            if marked and cue.kind in WITH_ADDRESSEE | {"warn", "promise"}:
                found = whole(sent, below.i, tok.i)
                return (subtree(sent, child.i) if child.deprel == "obj" and not has_marker(sent, child) else found), below.i
    return None


def follows_as_infinitive(sent: Sentence, tok: Token, child: Token) -> bool:
    if child.deprel not in {"advcl", "acl"} or child.feats.get("VerbForm") != "Inf":
        return False
    start = min(subtree(sent, child.i))
    between = sent.tokens[tok.i + 1 : start]
    return len(between) < 6 and all(t.upos not in {"PUNCT", "VERB", "ADP"} for t in between)


def with_addressee(sent: Sentence, tok: Token, head: int, found: list[int]) -> list[int]:
    for child in children(sent, tok.i):
        if tok.i < child.i < head and child.deprel.split(":")[0] in {"obj", "iobj"}:
            return list(range(min(subtree(sent, child.i)), max(found) + 1))
    return found


def patient(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon, needs_predicate: bool) -> Found | None:
    """The object, with what is predicated of it (called the vote a sham, described it as a farce); the subject of a passive."""
    above = sent.tokens[tok.head]
    if tok.deprel == "amod" and tok.i < above.i and tok.i > 0 and sent.tokens[tok.i - 1].upos in {"NOUN", "PROPN", "PRON"}:
        # the minister outlined cuts, read as: outlined cuts of the minister
        return [k for k in subtree(sent, above.i) if k > tok.i], above.i
    passive = is_passive(sent, tok)
    relations = {"nsubj:pass", "csubj:pass"} if passive else {"obj"}
    named = [c for c in children(sent, tok.i) if c.i > tok.i and c.deprel in {"obj", "iobj", "xcomp"} and not has_marker(sent, c)]
    if needs_predicate and not passive and len(named) > 1 and not any(c.deprel == "obj" for c in named):
        return list(range(min(subtree(sent, named[0].i)), max(subtree(sent, named[-1].i)) + 1)), named[0].i
    for child in children(sent, tok.i):
        if child.deprel not in relations or (cue.objects and child.lemma not in cue.objects):
            continue
        if child.deprel == "obj" and child.i < tok.i and child.feats.get("PronType") != "Rel":
            continue
        found = subtree(sent, child.i)
        predicates = [c for c in children(sent, tok.i) if c.i > max(child.i, tok.i) and predicative(sent, c, lexicon)]
        for more in predicates:
            found = sorted({*found, *subtree(sent, more.i)})
        if passive and found[-1] > tok.i:
            return list(range(found[0], found[-1] + 1)), child.i
        side = extended(sent, tok, [k for k in found if (k > tok.i) == (child.i > tok.i)])
        if needs_predicate and not predicates and not quoted_predicate(sent, tok, child.i, side):
            return None
        return side, child.i
    return None


def quoted_predicate(sent: Sentence, tok: Token, i: int, found: list[int]) -> bool:
    """A second object, or a quotation after the object (called it "an insult")."""
    if sum(c.deprel.split(":")[0] in {"obj", "iobj"} for c in children(sent, tok.i)) > 1:
        return True
    if any(c.i > i and c.upos == "ADJ" and c.deprel in {"acl", "amod"} for c in children(sent, i)):
        return True  # called the charges unfounded
    return any(sent.tokens[k].text in QUOTE_MARKS for k in found if k > i)


def predicative(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    relation = tok.deprel.split(":")[0]
    if relation == "xcomp":
        return True
    return relation in {"obl", "advcl", "nmod"} and any(m.lemma in lexicon.words("predicative") for m in markers(sent, tok))


def without_occasion(sent: Sentence, found: list[int], lexicon: AttributionLexicon) -> list[int]:
    """A phrase without the occasion or day of speaking at its end (called for restraint in a statement on Monday)."""
    for place, i in enumerate(found):
        tok = sent.tokens[i]
        head = sent.tokens[tok.head]
        opens = place > 0 and tok.deprel == "case" and head.i > i and head.i in found
        if opens and (head.lemma in lexicon.words("occasions") or is_time(head, lexicon)):
            rest = sent.tokens[i + 1 : found[-1] + 1]
            if not any(t.upos in VERBAL or t.upos == "CCONJ" for t in rest):
                return found[:place]
    return found


def oblique(sent: Sentence, tok: Token, frame: Frame, lexicon: AttributionLexicon) -> Found | None:
    """A phrase or clause after a preposition, which stays out."""
    relations = {frame.relation} | (ABOUT if frame.relation in ABOUT else set())
    if frame.relation == "obl":
        relations |= {"advcl", "ccomp", "xcomp"}
    for child in children(sent, tok.i):
        for relation in relations:
            if child.deprel.split(":")[0] == relation and stands(sent, child, Frame(relation, frame.preposition)):
                found = without_occasion(sent, extended(sent, tok, whole(sent, child.i, tok.i)), lexicon)
                return without_marker(sent, found, frame.preposition), child.i
    for after in sent.tokens[tok.i + 1 : tok.i + 7]:
        if after.upos in {"PUNCT", "VERB", "AUX"}:
            return None
        if after.head > after.i and frame.preposition in (after.lemma, after.text.lower()):
            return [i for i in subtree(sent, after.head) if i > after.i], after.head
    return None


def without_marker(sent: Sentence, found: list[int], preposition: str | None) -> list[int]:
    while len(found) > 1 and preposition in (sent.tokens[found[0]].lemma, sent.tokens[found[0]].text.lower()):
        found = found[1:]
    return found
