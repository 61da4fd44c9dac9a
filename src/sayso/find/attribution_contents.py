"""What is said: the span of the content of a cue."""

from collections.abc import Iterable, Iterator

from sayso.find.attribution_cues import VERBAL, is_passive
from sayso.find.attribution_sources import NOMINAL, markers, stands
from sayso.find.tree import ancestors, children, contiguous, subtree
from sayso.lexicon.attribution import AttributionLexicon, Cue, Frame
from sayso.types import Sentence, Span, Token

CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl", "parataxis"})
WITH_ADDRESSEE = frozenset({"ask", "order", "want"})  # what is asked holds the person asked: urged both sides to leave
ABOUT = frozenset({"nmod", "obl"})
AFTER = frozenset({"obl", "xcomp", "ccomp", "nmod", "obj"})  # what may follow an object within the content
INSIDE = frozenset({"-", "'", "’", "(", ")", "“", "”", '"', "."})  # marks that do not end a phrase
QUOTE_MARKS = '“”"«»‘’'

Found = tuple[list[int], int]  # tokens of the content, its head


def find_content(sent: Sentence, tok: Token, cue: Cue, lexicon: AttributionLexicon) -> Found | None:
    """Tokens and head of the content by the first frame of the entry that the sentence fills, None when it fills none."""
    for frame in cue.content:
        if frame.relation == "quote":
            continue
        found = fill(sent, tok, cue, frame, lexicon)
        if found and found[0]:
            return found
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
    return oblique(sent, tok, frame)


def complement(sent: Sentence, tok: Token, cue: Cue, frame: Frame, lexicon: AttributionLexicon) -> Found | None:
    """A finite clause: the ccomp of the verb, or the clause that a complementizer next to the cue opens."""
    for child in children(sent, tok.i):
        if child.deprel.split(":")[0] != frame.relation or child.deprel == "acl:relcl":
            continue
        if cue.upos == "NOUN" and not has_marker(sent, child):
            continue
        if child.i > tok.i:
            return extended(sent, tok, whole(sent, child.i, tok.i)), child.i
    opened = after_complementizer(sent, tok, lexicon)
    if opened is None and cue.upos == "VERB":
        opened = after_subject(sent, tok)
    if opened is None:
        return None
    found = [i for i in subtree(sent, opened) if i > tok.i]
    if not any(sent.tokens[i].upos in VERBAL for i in found):
        found = list(range(found[0], len(sent.tokens)))
    return found, opened


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


def has_marker(sent: Sentence, tok: Token) -> bool:
    return any(True for _ in markers(sent, tok))


def after_complementizer(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> int | None:
    """The head of the clause that a conjunction opens within eight tokens of the cue, no verb in between."""
    for after in sent.tokens[tok.i + 1 : tok.i + 9]:
        if after.lemma in lexicon.words("complementizers") and after.upos == "SCONJ" and after.head > after.i:
            head = sent.tokens[after.head]
            return head.i if head.i != tok.i else None
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
    for child in children(sent, tok.i):
        if child.deprel not in relations or (cue.objects and child.lemma not in cue.objects):
            continue
        if child.deprel == "obj" and child.i < tok.i and child.feats.get("PronType") != "Rel":
            continue
        found = subtree(sent, child.i)
        for more in children(sent, tok.i):
            if more.i > max(child.i, tok.i) and predicative(sent, more, lexicon):
                found = sorted({*found, *subtree(sent, more.i)})
        if passive and found[-1] > tok.i:
            return list(range(found[0], found[-1] + 1)), child.i
        side = extended(sent, tok, [k for k in found if (k > tok.i) == (child.i > tok.i)])
        if needs_predicate and not predicated(sent, child.i, side):
            return None
        return side, child.i
    return None


def predicated(sent: Sentence, i: int, found: list[int]) -> bool:
    """Whether more than the object stands there, or a quotation in it (called it "an insult")."""
    if not set(found) <= set(subtree(sent, i)):
        return True
    return any(sent.tokens[k].text in QUOTE_MARKS for k in found if k > i)


def predicative(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> bool:
    relation = tok.deprel.split(":")[0]
    if relation == "xcomp":
        return True
    return relation in {"obl", "advcl", "nmod"} and any(m.lemma in lexicon.words("predicative") for m in markers(sent, tok))


def oblique(sent: Sentence, tok: Token, frame: Frame) -> Found | None:
    """A phrase or clause after a preposition, which stays out."""
    relations = {frame.relation} | (ABOUT if frame.relation in ABOUT else set())
    if frame.relation == "obl":
        relations |= {"advcl", "ccomp", "xcomp"}
    for child in children(sent, tok.i):
        for relation in relations:
            if child.deprel.split(":")[0] == relation and stands(sent, child, Frame(relation, frame.preposition)):
                found = extended(sent, tok, whole(sent, child.i, tok.i))
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
    first, last = prepositional(sent, tok)
    end = len(sent.tokens)
    opens = first == 0 or all(t.upos in {"CCONJ", "ADV", "PUNCT"} for t in sent.tokens[:first])
    if opens:
        rest = list(range(last + 1, end))
        return (rest, rest[0]) if any(sent.tokens[i].upos in VERBAL for i in rest) else None
    closes = all(t.upos == "PUNCT" for t in sent.tokens[last + 1 :])
    if sent.tokens[first - 1].upos == "PUNCT":
        kept = list(range(first if closes else end))
        return kept, kept[0]
    base = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"case", "mark", "fixed"} else tok
    up = next((a for a in ancestors(sent, base.i) if not first <= a.i <= last and is_clause(sent, a)), None)
    if up is None:
        return None
    found = [i for i in clause(sent, up.i) if not (first <= i <= last and closes)]
    return contiguous(sent, found, up.i), up.i


def prepositional(sent: Sentence, tok: Token) -> tuple[int, int]:
    """First and last token of a phrase that a preposition opens: to the next comma, or as far as the parse has it."""
    base = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"case", "mark", "fixed"} and tok.head > tok.i else tok
    last = max((i for i in subtree(sent, base.i) if i > tok.i), default=tok.i + 1)
    stop = next((t.i for t in sent.tokens[tok.i + 1 :] if t.upos == "PUNCT" and t.text not in INSIDE), len(sent.tokens))
    return tok.i, min(last, stop - 1, len(sent.tokens) - 1) if tok.i else min(stop - 1, len(sent.tokens) - 1)


def follows_comma(sent: Sentence, i: int) -> bool:
    return i > 0 and sent.tokens[i - 1].upos == "PUNCT"


def is_clause(sent: Sentence, tok: Token) -> bool:
    return tok.upos in VERBAL or any(c.deprel.split(":")[0] in {"nsubj", "cop"} for c in children(sent, tok.i))


def modified_noun(sent: Sentence, tok: Token) -> Found | None:
    """The noun phrase that an adjective modifies (the alleged bribes)."""
    head = sent.tokens[tok.head]
    if tok.deprel.split(":")[0] != "amod" or head.upos not in NOMINAL or head.i < tok.i:
        return None
    return subtree(sent, head.i), head.i


def commented(sent: Sentence, tok: Token, lexicon: AttributionLexicon) -> Found | None:
    """The clause that an inserted or final comment attributes: the talks, he said, would resume; the talks failed, he said."""
    left, right = comment_bounds(sent, tok)
    if left is None:
        return as_comment(sent, tok, lexicon)
    before = range(left)
    main = next((i for i in before if is_main(sent, sent.tokens[i])), None)
    if main is None:
        main = next((c.i for c in children(sent, tok.i) if c.i < left and c.deprel == "ccomp"), None)
    if main is not None:
        return list(before), main
    after = range(right + 1, len(sent.tokens))
    resumes = right + 1 < len(sent.tokens) and sent.tokens[right + 1].text in {",", "–", "—", "-"}
    if resumes and left > 1 and any(sent.tokens[i].upos in VERBAL for i in after):
        return list(range(len(sent.tokens))), after[0]
    return None


def is_main(sent: Sentence, tok: Token) -> bool:
    """A finite verb outside adverbial and relative clauses, or a predicate with a copula."""
    if tok.deprel.split(":")[0] in {"advcl", "acl", "amod"}:
        return False
    if tok.upos in VERBAL and tok.feats.get("VerbForm") == "Fin":
        head = sent.tokens[tok.head] if tok.deprel.split(":")[0] in {"aux", "cop"} else tok
        return head.deprel.split(":")[0] not in {"advcl", "acl"}
    return False


def comment_bounds(sent: Sentence, tok: Token) -> tuple[int | None, int]:
    """First token of the comment clause of a verb and its last one; None when it is no comment set off by punctuation."""
    if any(c.i > tok.i and c.deprel.split(":")[0] in {"ccomp", "xcomp"} for c in children(sent, tok.i)):
        return None, tok.i
    left = tok.i
    while left > 0 and belongs_left(sent, sent.tokens[left - 1], tok):
        left -= 1
    if sent.tokens[left].feats.get("PronType") == "Rel" or sent.tokens[left].upos == "SCONJ" or has_own_object(sent, tok):
        return None, tok.i
    if left == 0 or sent.tokens[left - 1].text not in {",", "–", "—", "-", *QUOTE_MARKS}:
        return None, tok.i
    right = tok.i
    while right + 1 < len(sent.tokens) and belongs_right(sent, sent.tokens[right + 1], tok):
        right += 1
    return left, right


def has_own_object(sent: Sentence, tok: Token) -> bool:
    """Whether the verb has its subject before it and an object after it: no comment, it says something of its own."""
    relations = {(c.deprel.split(":")[0], c.i > tok.i) for c in children(sent, tok.i) if c.upos != "PRON"}
    subject = any(c.deprel.split(":")[0] == "nsubj" and c.i < tok.i for c in children(sent, tok.i))
    return subject and ("obj", True) in relations


def belongs_left(sent: Sentence, tok: Token, verb: Token) -> bool:
    """Subject, auxiliaries and adverbs before the verb; punctuation ends the comment clause."""
    return tok.upos not in {"PUNCT", "VERB", "CCONJ"}


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


def clause(sent: Sentence, i: int) -> list[int]:
    """Token `i` and what belongs to its clause; coordinated clauses with a subject of their own and comments stay out."""

    def stop(tok: Token) -> bool:
        relation = tok.deprel.split(":")[0]
        if relation == "parataxis":
            return True
        return relation == "conj" and any(c.deprel.split(":")[0] in {"nsubj", "expl"} for c in children(sent, tok.i))

    return contiguous(sent, subtree(sent, i, stop), i)


def whole(sent: Sentence, i: int, cue: int) -> list[int]:
    """Token `i` and all below it on its side of the cue."""
    found = subtree(sent, i)
    side = [k for k in found if (k > cue) == (i > cue)]
    return contiguous(sent, side, i)


def content_span(sent: Sentence, found: Iterable[int], lexicon: AttributionLexicon) -> Span | None:
    """From first to last token, without a leading conjunction (that), outer punctuation, and quotation marks that enclose all."""
    kept = list(strip(sent, sorted(found), lexicon))
    if not kept:
        return None
    return Span(sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end)


def strip(sent: Sentence, found: list[int], lexicon: AttributionLexicon) -> Iterator[int]:
    found = without_contrast(sent, found, lexicon)
    left, right = 0, len(found)
    words = lexicon.words("complementizers")
    while left < right and (
        is_edge(sent.tokens[found[left]]) or (sent.tokens[found[left]].lemma in words and sent.tokens[found[left]].upos != "PRON")
    ):
        left += 1
    while right > left and is_edge(sent.tokens[found[right - 1]]):
        right -= 1
    first, last = found[left : left + 1], found[right - 1 : right]
    if first and right - left > 2 and sent.tokens[first[0]].text in QUOTE_MARKS and sent.tokens[last[0]].text in QUOTE_MARKS:
        inside = sum(sent.tokens[k].text in QUOTE_MARKS for k in found[left:right])
        if inside == 2:
            left, right = left + 1, right - 1
            while right > left and is_edge(sent.tokens[found[right - 1]]):
                right -= 1
    return iter(found[left:right])


def without_contrast(sent: Sentence, found: list[int], lexicon: AttributionLexicon) -> list[int]:
    """Cut before a contrasting clause (…, while the White House denied it)."""
    for place, i in enumerate(found):
        tok = sent.tokens[i]
        if place > 1 and tok.lemma in lexicon.words("contrast") and tok.deprel == "mark" and sent.tokens[i - 1].text == ",":
            return found[:place]
    return found


def is_edge(tok: Token) -> bool:
    return tok.upos == "PUNCT" and tok.text not in QUOTE_MARKS and tok.text not in {"(", ")", "[", "]", "?", "!"}
