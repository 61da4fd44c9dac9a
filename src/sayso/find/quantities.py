"""Numbers in a text: how many at least, how many at most, of what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.find.numbers import Number, Piece, clock, number_date, pieces, read_number
from sayso.find.tree import children
from sayso.lexicon.quantities import Modifier, QuantityLexicon
from sayso.types import Quantity, Sentence, Span, Token

NAMES = frozenset({"PROPN", "SYM", "X"})
THINGS = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "SYM", "X"})
LONGEST_PHONE = 7  # digits without a group sign; longer rows are telephone and account numbers


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


def find_quantities(sent: Sentence, lexicon: QuantityLexicon) -> Iterator[Quantity]:
    """Yield the quantities of a sentence, in text order, without overlap.

    The span is modifier and number, with sign of currency or per cent, without the noun counted. Exact and approximate
    numbers (about, nearly, some, una ventina) have low = high; at least, over and bare plurals (dozens 24, hundreds 200)
    have no high; up to and less than have low 0. Articles, ordinals, numbers in names (F-16, Covid-19), ages, scores of
    games, numbers of articles and rooms, and telephone numbers are no quantities. Dates are left to the finder of dates,
    which sees them too; clock times and numeric dates are left out here.
    """
    row = pieces(sent)
    done = -1
    i = 0
    while i < len(row):
        found = indefinite(row, i, sent, lexicon) or quantity_at(row, i, sent, lexicon)
        if found is None:
            i += 1
            continue
        found = with_range(row, with_modifier(row, found, lexicon, done), sent, lexicon, done)
        if counts(row, found, sent, lexicon):
            found = with_unit(row, found, lexicon)
            yield finish(row, found, sent, lexicon)
            done = max(found.last, found.end)
        i = max(found.last, found.end, i) + 1


def quantity_at(row: Sequence[Piece], i: int, sent: Sentence, lexicon: QuantityLexicon) -> Found | None:
    number = read_number(row, i, lexicon.numbers)
    if number is None or number.ordinal:
        return half_noun(row, i, lexicon)
    if number.fraction and number.last == i and row[i].text in lexicon.numbers.half and not followed(row, i, lexicon.of):
        tok = sent.tokens[row[i].tok]
        if tok.upos not in {"DET", "ADJ", "NUM"} or tok.head <= tok.i or not row[i].text.isalpha():
            return None
    if (share := share_of(row, number, lexicon)) is not None:
        return Found(i, share.last, share.value, share.value, share, i)
    value = number.value
    high = None if number.open else value
    return Found(i, number.last, value, high, number, i)


def share_of(row: Sequence[Piece], number: Number, lexicon: QuantityLexicon) -> Number | None:
    """one in five, uno su tre: only small numbers, and none that counts a noun of its own."""
    k = number.last + 1
    if k + 1 >= len(row) or row[k].text not in lexicon.share or number.value not in range(1, 10):
        return None
    whole = read_number(row, k + 1, lexicon.numbers)
    if whole is None or whole.ordinal or not number.value < whole.value <= 100 or not (number.words and whole.words):
        return None
    if whole.last + 1 < len(row) and row[whole.last + 1].text in lexicon.unit_words:
        return None
    return Number(number.value / whole.value, whole.last, words=True, fraction=True)


def half_noun(row: Sequence[Piece], i: int, lexicon: QuantityLexicon) -> Found | None:
    """la metà dei soldati, half of the soldiers."""
    if row[i].text in lexicon.settings.get("half_nouns", ()) and followed(row, i, lexicon.of):
        return Found(i, i, 0.5, 0.5, Number(0.5, i, words=True, fraction=True), i)
    return None


def followed(row: Sequence[Piece], i: int, words: frozenset[str]) -> bool:
    return i + 1 < len(row) and row[i + 1].text in words


def indefinite(row: Sequence[Piece], i: int, sent: Sentence, lexicon: QuantityLexicon) -> Found | None:
    """several ships, numerosi feriti: only before the noun that they count."""
    least = lexicon.indefinite.get(row[i].text)
    if least is None or row[i].upos in {"VERB", "AUX", "ADV", "PRON"}:
        return None
    tok = sent.tokens[row[i].tok]
    head = sent.tokens[tok.head]
    if head.i <= tok.i or head.upos not in {"NOUN", "PROPN"} or tok.deprel.split(":")[0] not in {"det", "amod", "nummod"}:
        return None
    return Found(i, i, least, None, Number(least, i, words=True, open=True), i)


def with_modifier(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon, done: int) -> Found:
    """Take in the words before and after that open or blur the number; the outer ones are read last (about, up to about)."""
    first = found.first
    if first > 0 and row[first - 1].text in lexicon.symbols:
        found = replace(found, first=first - 1, unit=lexicon.symbols[row[first - 1].text])
    while found.first - 1 > done:
        k = found.first
        match = next((m for m in lexicon.before.get(row[k - 1].text, ()) if _stands(row, k - len(m.words), m) and k - len(m.words) > done), None)
        if match is None:
            break
        found = opened(replace(found, first=k - len(match.words), modified=True), match)
    return with_later_modifier(row, found, lexicon)


def with_later_modifier(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> Found:
    """ten or more; also behind the noun (3.000 sfollati circa), where it stays outside the span."""
    for k in (found.last + 1, found.last + 2):
        if k >= len(row) or (k > found.last + 1 and not row[k - 1].plural):
            break
        match = next((m for m in lexicon.after.get(row[k].text, ()) if _stands(row, k, m)), None)
        if match:
            last = k + len(match.words) - 1 if k == found.last + 1 else found.last
            return opened(replace(found, last=last, modified=True), match)
    return found


def _stands(row: Sequence[Piece], i: int, modifier: Modifier) -> bool:
    words = modifier.words
    return i >= 0 and i + len(words) <= len(row) and all(row[i + k].text == w for k, w in enumerate(words))


def opened(found: Found, modifier: Modifier) -> Found:
    if modifier.mode == "at-least":
        return replace(found, high=None)
    if modifier.mode == "at-most":
        return replace(found, low=0, high=found.high if found.high is not None else found.low)
    return found


def with_range(row: Sequence[Piece], found: Found, sent: Sentence, lexicon: QuantityLexicon, done: int) -> Found:
    """between 10,000 and 12,000; tra 10 e 12 mila; 10-12; two or three; from … to …"""
    k = found.last + 1
    if k + 1 >= len(row) or found.low is None or found.number.open:
        return found
    joiner = row[k].text
    opening = row[found.first - 1].text if found.first - 1 > done and found.first > 0 else ""
    closed = opening in lexicon.between and joiner in lexicon.between[opening]
    if not closed and joiner not in lexicon.dashes:
        return found
    step = k + 2 if k + 2 < len(row) and closed and row[k + 1].text in lexicon.articles else k + 1
    if row[step].text in lexicon.symbols and step + 1 < len(row):
        step += 1
    second = read_number(row, step, lexicon.numbers)
    if second is None or second.ordinal or second.open or (not closed and not row[k].glued and joiner == "/"):
        return found
    low, high = found.number.value, second.value
    if low < 1000 <= high and second.last > step and high / low > 50 and not second.words:
        low *= scale(row, step, second, lexicon)
    if not low < high or (not closed and joiner in lexicon.dashes and high > low * 20):
        return found
    first = found.first - 1 if closed else found.first
    return replace(found, first=first, last=second.last, low=low, high=high, modified=True)


def scale(row: Sequence[Piece], i: int, number: Number, lexicon: QuantityLexicon) -> float:
    """The thousand or million that both ends share (10-12 mila, $3-4 billion)."""
    text = row[number.last].text
    return lexicon.numbers.big.get(text) or lexicon.numbers.short.get(text, 1)


def counts(row: Sequence[Piece], found: Found, sent: Sentence, lexicon: QuantityLexicon) -> bool:
    """Whether the number counts or measures something, and is not part of a name, a date, an age or a heading."""
    piece, last = row[found.at], row[found.number.last]
    text = piece.text
    before = row[found.at - 1] if found.at > 0 else None
    after = row[found.last + 1] if found.last + 1 < len(row) else None
    if text[0].isdigit():
        if clock(text) and ":" in text or (number_date(text, True) and text.count("/") + text.count(".") != 1):
            return False
        if text.isdecimal() and (len(text) > LONGEST_PHONE or (len(text) > 1 and text[0] == "0")):
            return False
        if before and before.glued is not None and piece.glued and before.text[-1].isalpha() and before.text not in lexicon.symbols:
            return False
        if before and piece.glued and before.glued and before.text in {"-", "–", "/"} and found.at > 1 and row[found.at - 2].text[-1].isalpha():
            return False
    if after and after.text in lexicon.ages and after.glued:
        return False
    if before and before.text in lexicon.titles and not found.modified and not before.text.isdigit():
        return False
    if before and before.text in lexicon.months or (after and after.text in lexicon.months and after.upos != "AUX"):
        return False
    if is_age(row, found, lexicon) or is_score(row, found):
        return False
    tok = sent.tokens[piece.tok]
    if text in lexicon.lone_one and not found.modified and found.number.last == found.at:
        return False
    if text.isdecimal() and tok.upos in {"PROPN"} and not found.modified and before and before.upos == "PROPN":
        return False
    if tok.deprel.startswith("flat") or inside_name(sent, tok):
        return found.modified
    if found.number.value == 1 and found.number.words and not found.modified:
        return real_one(sent, row, found, lexicon)
    return not (last.text.isalpha() and last.upos == "PRON")


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


def with_unit(row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> Found:
    """A currency, per cent or a measure after the number."""
    k = found.last + 1
    if k < len(row) and row[k].text == "-" and row[k].glued:
        k += 1
    if k < len(row) and row[k].text in lexicon.of and found.number.last > found.at - 1:
        k += 1
    if k >= len(row):
        return found
    text = row[k].text
    pair = f"{text} {row[k + 1].text}" if k + 1 < len(row) else ""
    if (pair in lexicon.settings.get("percent_points", ())):
        return replace(found, unit="percentage point", end=k + 1)
    if (text,) in lexicon.percent:
        return replace(found, unit="%", end=k)
    if tuple(pair.split()) in lexicon.percent:
        return replace(found, unit="%", end=k + 1)
    if found.unit:
        return found
    if text in lexicon.symbols:
        return replace(found, unit=lexicon.symbols[text], end=k)
    if k + 1 < len(row):
        for word, other in ((text, row[k + 1].text), (row[k + 1].text, text)):
            if word in lexicon.nationalities and other in lexicon.nationalities[word]:
                return replace(found, unit=lexicon.nationalities[word][other], end=k + 1)
    if text in lexicon.currencies:
        return replace(found, unit=lexicon.currencies[text], end=k)
    if text in lexicon.measures and (len(text) > 1 or row[found.number.last].text[0].isdigit()):
        return replace(found, unit=lexicon.measures[text], end=k)
    return found


def finish(row: Sequence[Piece], found: Found, sent: Sentence, lexicon: QuantityLexicon) -> Quantity:
    tok = sent.tokens[row[found.number.last].tok]
    thing = counted(sent, row, found, lexicon)
    unit = found.unit or (sent.tokens[thing].lemma if thing is not None else None)
    last = found.last
    if found.unit == "%" and row[found.end].text == "%" or (found.end >= 0 and row[found.end].text in lexicon.symbols):
        last = found.end
    span = Span(row[found.first].start, row[last].end)
    return Quantity(span, sent.index, tok.i, found.low, found.high, unit, thing, found.number.fraction and unit != "%")


def counted(sent: Sentence, row: Sequence[Piece], found: Found, lexicon: QuantityLexicon) -> int | None:
    """The token of the thing counted: the number's head, or what depends on it (dozens of people, 21 of the girls)."""
    first, last = row[found.first].tok, row[found.last].tok
    inside = range(first, last + 1)
    top = next((sent.tokens[k] for k in inside if sent.tokens[k].head not in inside), sent.tokens[last])
    for k in range(row[found.at].tok, row[found.number.last].tok + 1):
        if sent.tokens[k].head not in inside or sent.tokens[k].head == k:
            top = sent.tokens[k]
    relation = top.deprel.split(":")[0]
    if found.number.fraction or found.number.words or relation not in {"nummod", "det", "amod", "compound"}:
        for c in children(sent, top.i):
            if c.i > last and c.deprel.split(":")[0] == "nmod" and any(g.text.lower() in lexicon.of for g in children(sent, c.i)):
                return c.i
    if relation in {"nummod", "det", "amod", "compound", "nmod"} and top.head not in inside and top.head != top.i:
        head = sent.tokens[top.head]
        if head.upos in THINGS and (relation != "nmod" or head.i > top.i):
            return head.i
    return next_noun(sent, last)


def next_noun(sent: Sentence, last: int) -> int | None:
    """The plural noun right after the number, adjectives between, where the parse does not join them."""
    for tok in sent.tokens[last + 1 : last + 4]:
        if tok.upos == "NOUN":
            return tok.i if tok.feats.get("Number") == "Plur" else None
        if tok.upos != "ADJ":
            return None
    return None
