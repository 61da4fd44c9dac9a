"""Numbers in a text: how many at least, how many at most, of what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.find.numbers import Number, read_number
from sayso.find.numbers_pieces import Piece, pieces, possible
from sayso.find.quantities_checks import Found, counted, counts, followed
from sayso.lexicon.quantities import Modifier, QuantityLexicon
from sayso.types import Quantity, Sentence, Span


def find_quantities(sent: Sentence, lexicon: QuantityLexicon) -> Iterator[Quantity]:
    """Yield the quantities of a sentence, in text order, without overlap.

    The span is modifier and number, with sign of currency or per cent, without the noun counted. Exact and approximate
    numbers (about, nearly, some, una ventina) have low = high; at least, over and bare plurals (dozens 24, hundreds 200)
    have no high; up to and less than have low 0. Articles, ordinals, numbers in names (F-16, Covid-19), ages, scores of
    games, numbers of articles and rooms, and telephone numbers are no quantities. Dates are left to the finder of dates,
    which sees them too; clock times and numeric dates are left out here.
    """
    if not possible(sent, lexicon.triggers, lexicon.numbers.prefixes):
        return
    row = pieces(sent)
    done = -1
    i = 0
    while i < len(row):
        text, words = row[i].text, lexicon.numbers
        begins = text in lexicon.triggers or text in words.one or not text.isalpha() or text[:3] in words.prefixes
        found = begins and (indefinite(row, i, sent, lexicon) or quantity_at(row, i, sent, lexicon))
        if not found:
            i += 1
            continue
        found = with_range(row, with_modifier(row, found, lexicon, done), sent, lexicon, done)
        found = with_ceiling(row, found, sent, lexicon)
        if counts(row, found, sent, lexicon):
            found = with_unit(row, found, lexicon)
            yield finish(row, found, sent, lexicon)
            done = max(found.last, found.end)
        i = max(found.last, found.end, i) + 1


def quantity_at(row: Sequence[Piece], i: int, sent: Sentence, lexicon: QuantityLexicon) -> Found | None:
    number = read_number(row, i, lexicon.numbers)
    if number is None and opens_one(row, i, lexicon):
        number = Number(1, i, words=True)
    if number is None or number.ordinal:
        return half_noun(row, i, lexicon)
    if number.fraction and number.last == i and row[i].text in lexicon.numbers.half and not followed(row, i, lexicon.of):
        following = row[i + 1].text if i + 1 < len(row) else ""
        if following not in lexicon.measures and following not in lexicon.unit_words and following not in lexicon.currencies:
            return None
    if (share := share_of(row, number, lexicon)) is not None:
        return Found(i, share.last, share.value, share.value, share, i)
    right = row[number.last + 1] if number.last + 1 < len(row) else None
    if number.fraction and row[i].text in lexicon.numbers.one and right and right.upos in {"NOUN", "ADJ", "PROPN"}:
        return None  # a third state, un terzo stato
    value = number.value
    high = None if number.open else value
    return Found(i, number.last, value, high, number, i)


def opens_one(row: Sequence[Piece], i: int, lexicon: QuantityLexicon) -> bool:
    """almeno un morto, più di una nave: the article is a number."""
    if row[i].text not in lexicon.lone_one or i == 0:
        return False
    return any(m.one and _stands(row, i - len(m.words), m) for m in lexicon.before.get(row[i - 1].text, ()))


def share_of(row: Sequence[Piece], number: Number, lexicon: QuantityLexicon) -> Number | None:
    """one in five, uno su tre: only small numbers, and none that counts a noun of its own."""
    k = number.last + 1
    if k + 1 >= len(row) or row[k].text not in lexicon.share or number.value not in range(1, 10):
        return None
    whole = read_number(row, k + 1, lexicon.numbers)
    if whole is None or whole.ordinal or not number.value < whole.value <= 100:
        return None
    if whole.last + 1 < len(row) and row[whole.last + 1].text in lexicon.unit_words:
        return None
    return Number(number.value / whole.value, whole.last, words=True, fraction=True)


def half_noun(row: Sequence[Piece], i: int, lexicon: QuantityLexicon) -> Found | None:
    """la metà dei soldati, half of the soldiers."""
    first = i > 0 and row[i - 1].text in lexicon.numbers.ordinal
    if row[i].text in lexicon.settings.get("half_nouns", ()) and followed(row, i, lexicon.of) and not first:
        return Found(i, i, 0.5, 0.5, Number(0.5, i, words=True, fraction=True), i)
    return None


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
    if first - 1 > done and row[first - 1].text in lexicon.symbols:
        found = replace(found, first=first - 1, unit=lexicon.symbols[row[first - 1].text])
    while found.first - 1 > done:
        k = found.first
        before = (m for m in lexicon.before.get(row[k - 1].text, ()) if k - len(m.words) > done)
        match = next((m for m in before if _stands(row, k - len(m.words), m)), None)
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
        following = k + len(match.words) if match else 0
        if match and not (following < len(row) and row[following].text in lexicon.not_closing):
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
    before = found.first - 1
    if before > done + 1 and row[before].text in lexicon.articles:
        before -= 1
    opening = row[before].text if before > done and before >= 0 else ""
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
    first = before if closed else found.first
    return replace(found, first=first, last=second.last, low=low, high=high, modified=True, number=second, at=step)


def with_ceiling(row: Sequence[Piece], found: Found, sent: Sentence, lexicon: QuantityLexicon) -> Found:
    """more than 10 and less than 20: one quantity with both bounds."""
    k = found.last + 1
    if found.high is not None or not found.modified or k + 2 >= len(row) or row[k].text not in lexicon.numbers.joiner:
        return found
    at = next((i for i in range(k + 2, min(k + 6, len(row))) if read_number(row, i, lexicon.numbers)), None)
    if at is None or (second := quantity_at(row, at, sent, lexicon)) is None:
        return found
    second = with_modifier(row, second, lexicon, k)
    closed = second.first == k + 1 and second.low == 0 and second.high is not None and found.low is not None
    if not closed or second.high is None or found.low is None or not found.low < second.high:
        return found
    return replace(found, last=second.last, high=second.high, number=second.number, at=second.at)


def scale(row: Sequence[Piece], i: int, number: Number, lexicon: QuantityLexicon) -> float:
    """The thousand or million that both ends share (10-12 mila, $3-4 billion)."""
    text = row[number.last].text
    return lexicon.numbers.big.get(text) or lexicon.numbers.short.get(text, 1)


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
    unit = found.unit or (sent.tokens[thing].lemma if thing is not None and sent.tokens[thing].lemma[:1].isalnum() else None)
    last = found.last
    if (found.unit == "%" and row[found.end].text == "%") or (found.end >= 0 and row[found.end].text in lexicon.symbols):
        last = found.end
    span = Span(row[found.first].start, row[last].end)
    return Quantity(span, sent.index, tok.i, found.low, found.high, unit, thing, found.number.fraction and unit != "%")
