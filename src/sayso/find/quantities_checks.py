"""Which numbers count something, and what: the checks behind quantities."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.find.numbers import Number
from sayso.find.numbers_pieces import Piece, clock, number_date
from sayso.find.tree import children
from sayso.lexicon.quantities import QuantityLexicon
from sayso.types import Sentence, Token

THINGS = frozenset({"NOUN", "PROPN", "ADJ", "SYM", "X"})
LONGEST_PHONE = 7  # digits without a group sign; longer rows are telephone and account numbers
SECONDS = frozenset("'\"′″’”")
ARTICLES = frozenset({"DET", "ADP"})
SMALL = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A number on the way to a quantity: pieces [first, last], its bounds, and the pieces of number proper."""

    first: int
    last: int
    low: float | None
    high: float | None
    number: Number
    at: int  # first piece of the number
    modified: bool = False
    unit: str | None = None
    end: int = -1  # last piece of the unit, where it belongs to the span


def counts(row: Sequence[Piece], found: Found, sent: Sentence, lexicon: QuantityLexicon) -> bool:
    """Whether the number counts or measures something, and is not part of a name, a date, an age or a heading."""
    piece = row[found.at]
    if piece.text[0].isdigit() and is_code(row, found, lexicon):
        return False
    if beside_a_title(row, found, lexicon) or is_age(row, found, lexicon) or is_score(row, found):
        return False
    tok = sent.tokens[piece.tok]
    if found.modified:
        return True
    if is_label(sent, tok, row, found, lexicon) or is_pronoun(sent, row, found, lexicon):
        return False
    if is_year(sent, row, found, lexicon) or is_bare_aside(sent, row, found, lexicon):
        return False
    if piece.text in lexicon.lone_one and found.number.last == found.at:
        return False
    counts_next = found.last + 1 < len(row) and row[found.last + 1].plural
    if not found.unit and not counts_next and (tok.deprel.startswith("flat") or inside_name(sent, tok)):
        return False
    if found.number.value == 1 and found.number.words:
        return real_one(sent, row, found, lexicon)
    last = row[found.number.last]
    return not (last.text.isalpha() and last.upos == "PRON")


def is_code(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """10:45, 6/11/2024, 00441234567, F-16, 89h59'6"."""
    at, text = found.at, row[found.at].text
    if (clock(text) and ":" in text) or (number_date(text, True) and text.count("/") + text.count(".") != 1):
        return True
    if text.isdecimal() and (len(text) > LONGEST_PHONE or (len(text) > 1 and text[0] == "0")):
        return True
    before = row[at - 1] if at else None
    if before and row[at].glued:
        if before.text[-1].isalpha() and before.text not in lexicon.symbols:
            return True
        if before.glued and before.text in {"-", "–", "/"} and at > 1 and row[at - 2].text[-1].isalpha():
            return True
    after = row[found.last + 1] if found.last + 1 < len(row) else None
    if after is None or not after.glued:
        return False
    return after.text in SECONDS or after.text in lexicon.ages or (after.text.isalpha() and not is_unit(after.text, lexicon))


def beside_a_title(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """article 5, room 12, March 4, 4 March."""
    before = row[found.at - 1].text if found.at else ""
    after = row[found.last + 1] if found.last + 1 < len(row) else None
    if before in lexicon.titles and not found.modified:
        return True
    return before in lexicon.months or (after is not None and after.text in lexicon.months and after.upos != "AUX")


def is_bare_aside(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """Snow, 57, was hurt; Everton (19); half of what is not said."""
    before = row[found.at - 1].text if found.at else ""
    after = row[found.last + 1].text if found.last + 1 < len(row) else ""
    aside = (before == "," and after in {",", ".", "("}) or (before == "(" and after == ")")
    half = found.number.fraction and found.at == found.number.last
    if found.unit or not (half or (aside and row[found.at].text.isdecimal())):
        return False
    thing = counted(sent, row, found, lexicon)
    return thing is None or (aside and thing < row[found.at].tok)


def is_year(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """2016, with nothing that it counts."""
    year = row[found.at].text.isdecimal() and 1900 <= found.number.value <= 2100 and not found.unit
    return year and counted(sent, row, found, lexicon) is None


def is_unit(text: str, lexicon: QuantityLexicon) -> bool:
    known = text in lexicon.measures or text in lexicon.currencies or text in lexicon.symbols
    return known or text in lexicon.numbers.short or text in lexicon.numbers.big


def is_label(sent: Sentence, tok: Token, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """treno 1211, Italia 1, Schalke 4, (64 Barrett): the number names one thing and does not count."""
    before = sent.tokens[row[found.at - 1].tok] if found.at else None
    if before is None or not row[found.at].text.isdecimal() or found.unit:
        return False
    after = sent.tokens[row[found.last + 1].tok] if found.last + 1 < len(row) else None
    counts_next = after is not None and after.upos in {"NOUN", "ADJ", "PROPN", "SYM", "NUM"}
    if before.text == "(" and after is not None and after.upos == "PROPN" and after.feats.get("Number") != "Plur":
        return True
    if before.upos == "PROPN" and not counts_next and tok.head == before.i:
        return True
    named = before.upos == "NOUN" and before.feats.get("Number") == "Sing" and before.text.lower() not in lexicon.currencies
    return named and tok.head == before.i and tok.deprel.split(":")[0] in {"nummod", "flat", "appos"}


def is_pronoun(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """i due, the three: a small number in words behind an article, with nothing that it counts; venti the winds."""
    number = found.number
    if not number.words or number.fraction or number.open or number.value > SMALL or number.last > found.at:
        return False
    if counted(sent, row, found, lexicon) is not None or followed(row, found.last, lexicon.of):
        return False
    tok = sent.tokens[row[found.at].tok]
    return tok.upos == "NOUN" or (found.first > 0 and row[found.first - 1].upos in ARTICLES)


def real_one(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """one of the students, one soldier; not "one" the pronoun, nor the article."""
    if followed(row, found.last, lexicon.of):
        return True
    tok = sent.tokens[row[found.at].tok]
    head = sent.tokens[tok.head]
    return tok.upos == "NUM" and tok.deprel.startswith("nummod") and head.i == tok.i + 1 and head.lemma not in lexicon.time_units


def is_age(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> bool:
    """16-year-old, 16 years old, aged 16, di 16 anni after a person, 16enne."""
    k = found.last + 1
    words = [p.text for p in row[k : k + 4]]
    if any(w in lexicon.ages for w in words[:4]) and any(w in lexicon.unit_words for w in words[:3]):
        return True
    if words and words[0] in lexicon.age_unit_words:
        before = row[found.first - 1].text if found.first else ""
        if len(words) > 1 and before == "," and words[1] in {",", ".", "("}:
            return True
        if before in lexicon.age_words:
            return True
        if len(words) > 2 and words[1] in lexicon.of and words[2] in lexicon.age_words:
            return True
    return False


def is_score(row: Sequence[Piece], found: Found) -> bool:
    """2-1, 3 - 0: two small numbers joined by a dash, the first not below the second."""
    at, last = found.at, found.last
    if found.modified or not row[at].text.isdecimal():
        return False
    if last + 2 < len(row) and row[last + 1].text in {"-", "–"} and row[last + 2].text.isdecimal():
        return True
    return at >= 2 and row[at - 1].text in {"-", "–"} and row[at - 2].text.isdecimal()


def inside_name(sent: Sentence, tok: Token) -> bool:
    return any(n.first <= tok.i <= n.last and n.last > n.first for n in sent.names)


def counted(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> int | None:
    """The token of the thing counted: the number's head, or what depends on it (dozens of people, 21 of the girls)."""
    first, last = row[found.first].tok, row[found.last].tok
    inside = range(first, last + 1)
    top = next((sent.tokens[k] for k in inside if sent.tokens[k].head not in inside), sent.tokens[last])
    for k in range(row[found.at].tok, row[found.number.last].tok + 1):
        if sent.tokens[k].head not in inside or sent.tokens[k].head == k:
            top = sent.tokens[k]
    relation = top.deprel.split(":")[0]
    if followed(row, found.last, lexicon.of) and relation not in {"det", "amod"}:
        for tok in sent.tokens[last + 2 : last + 7]:
            if tok.text.lower() in lexicon.before:
                continue
            if tok.upos == "NOUN" or (tok.upos == "PROPN" and tok.feats.get("Number") == "Plur"):
                return last_noun(sent, tok)
            if tok.upos not in {"DET", "ADJ", "NUM", "PROPN", "ADP", "SYM", "PRON"}:
                break
    if found.number.fraction or found.number.words or relation not in {"nummod", "det", "amod", "compound"}:
        for c in children(sent, top.i):
            if c.i > last and c.deprel.split(":")[0] == "nmod" and any(g.text.lower() in lexicon.of for g in children(sent, c.i)):
                return c.i
    if relation in {"nummod", "det", "amod", "compound", "nmod"} and top.head not in inside and top.head != top.i:
        head = sent.tokens[top.head]
        if head.upos in THINGS and (relation != "nmod" or head.i > top.i):
            return head.i
    return next_noun(sent, last)


def last_noun(sent: Sentence, tok: Token) -> int:
    """The head of a row of nouns (emergency services staff)."""
    while tok.i + 1 < len(sent.tokens) and sent.tokens[tok.i + 1].upos == "NOUN" and sent.tokens[tok.i].deprel == "compound":
        tok = sent.tokens[tok.i + 1]
    return tok.i


def next_noun(sent: Sentence, last: int) -> int | None:
    """The plural noun right after the number, adjectives between, where the parse does not join them."""
    adjective: int | None = None
    for tok in sent.tokens[last + 1 : last + 4]:
        plural = tok.feats.get("Number") == "Plur"
        if tok.upos == "NOUN":
            return tok.i if tok.feats.get("Number") != "Sing" else adjective
        if tok.upos == "ADJ" and plural:
            adjective = tok.i
        elif tok.upos == "VERB" and plural and tok.i == last + 1 and is_participle(sent, tok):
            return tok.i
        else:
            break
    return adjective


def is_participle(sent: Sentence, tok: Token) -> bool:
    """A participle without auxiliary, which often is a noun that the tagger mistook (soldati, feriti)."""
    return tok.feats.get("VerbForm") != "Fin" and not any(c.deprel.startswith("aux") for c in children(sent, tok.i))



def followed(row: Sequence[Piece], i: int, words: frozenset[str]) -> bool:
    return i + 1 < len(row) and row[i + 1].text in words
