"""Time expressions: where they stand and what day, month, year, span or time of day they mean."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sayso.find.dates_calendar import Anchor, parse_day
from sayso.find.dates_tense import tense_at
from sayso.find.dates_values import coherent, value_of
from sayso.find.numbers import Number, read_number
from sayso.find.numbers_pieces import Piece, clock, number_date, pieces, possible
from sayso.lexicon.dates import END, DateLexicon, Features, Node, Pattern
from sayso.types import Sentence, Span, Timex, Token

TYPES = {"DATE": "DATE", "TIME": "TIME", "SINCE": "TIME", "DUR": "DURATION", "PERIOD": "DURATION", "SET": "SET"}
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "SYM", "ADJ", "ADV"})
ROMAN = frozenset("IVX")
ENDS = frozenset(",.:;)(")


class Item(NamedTuple):
    """One element of the row that patterns match: a piece, a number, or an expression found by an earlier level."""

    text: str
    classes: tuple[tuple[str, Any], ...]
    first: int  # pieces
    last: int
    kind: str | None = None


def find_dates(sent: Sentence, lexicon: DateLexicon, published: str | None, previous: str | None = None) -> Iterator[Timex]:
    """Yield the time expressions of a sentence, in text order, without overlap.

    A day or month without a year is the last one before publication where its verb is in the past, the next one where the
    verb is in the future, the nearest otherwise; a day of the week without more is the last one. A time of day without a
    day is taken to be the day of publication and says so (basis "publication"). What would have to be counted from an
    unknown day keeps an X for each unknown digit. ``previous`` is the date that the text named last, for "the next day".
    Prepositions, and in Italian articles, stay outside the span. Words for the present (now, currently) are not dates.
    """
    if not possible(sent, lexicon.triggers, lexicon.numbers.prefixes):
        return
    row = pieces(sent)
    items = read_items(row, sent, lexicon)
    for level in lexicon.levels:
        items = match_level(items, level, sent, row)
        if not any(item.kind for item in items):
            return
    day = parse_day(published)
    for item in items:
        if item.kind in TYPES:
            span = Span(row[item.first].start, row[item.last].end)
            tok = head_of(sent, row[item.first].tok, row[item.last].tok)
            if inside_name(sent, span) or is_age(sent, tok, row, item, lexicon):
                continue
            tense = tense_at(row, item.first, sent, tok, lexicon)
            anchor = Anchor(published if day else None, day, parse_day(previous), tense, lexicon.next_weekday)
            if found := value_of(item.classes[0][1], anchor):
                value, basis = found
                kind = "TIME" if item.kind in {"DATE", "TIME", "SINCE"} and "T" in value else TYPES[item.kind or ""]
                if kind == "DURATION" and not value.startswith("P"):
                    kind = "DATE"
                anchored = published if basis != "stated" else None
                yield Timex(span, sent.index, tok.i, value, kind, basis, anchored, taken_up(row, item, lexicon))


def taken_up(row: Sequence[Piece], item: Item, lexicon: DateLexicon) -> int | None:
    """The token after a date by which a clause takes it up: in 1991, when …"""
    k = item.last + 1
    k += k < len(row) and row[k].text == ","
    return row[k].tok if k < len(row) and row[k].text in lexicon.settings.get("when", ()) else None


def read_items(row: Sequence[Piece], sent: Sentence, lexicon: DateLexicon) -> list[Item]:
    """Give each piece its classes; a number is one item however many words it has."""
    items: list[Item] = []
    i, n = 0, len(row)
    while i < n:
        piece = row[i]
        known = lexicon.words.get(piece.text, ())
        if known and not means_date(piece, sent, lexicon):
            known = ()
        number = None if piece.text in lexicon.numbers.half else read_number(row, i, lexicon.numbers)
        if number and not (number.fraction or number.blurred or number.open):
            classes = number_classes(row, i, number, lexicon)
            items.append(Item(piece.text, (*known, *classes) if number.last == i else classes, i, number.last))
            i = number.last + 1
            continue
        if piece.text[0].isdigit():
            known = sign_classes(piece.text, lexicon)
        elif not known and ROMAN.issuperset(text := sent.tokens[piece.tok].text):
            known = (("ROMAN", roman(text)),)
        last = i
        if known and i + 1 < n and row[i + 1].text == "." and piece.text in lexicon.abbreviations and i + 2 < n:
            last = i + 1
        items.append(Item(piece.text, known, i, last))
        i = last + 1
    return items


def means_date(piece: Piece, sent: Sentence, lexicon: DateLexicon) -> bool:
    if piece.text in lexicon.nouns and piece.upos not in NOMINAL:
        return False
    return piece.text not in lexicon.capital or sent.tokens[piece.tok].text[0].isupper()


def number_classes(row: Sequence[Piece], i: int, number: Number, lexicon: DateLexicon) -> tuple[tuple[str, Any], ...]:
    """What a number may be in a date: day, hour, year, count …"""
    text, value = row[i].text, number.value
    found: list[tuple[str, Any]] = [] if number.ordinal else [("NUM", value)]
    if number.ordinal:
        found.append(("ORD", value))
    if isinstance(value, int):
        plain = number.words or len(text) <= 2 or number.ordinal
        if 1 <= value <= 31 and plain:
            found.append(("DAY", value))
        if 0 <= value <= 24 and plain and not number.ordinal:
            found.extend((("HOUR", value), ("HOURS", {"hour": value})))
        four = len(text) == 4 and text.isdecimal() and number.last == i
        if (four and 1000 <= value <= 2100) or (number.words and 1900 <= value <= 2100):
            found.append(("YEAR", value))
        if len(text) == 4 and text.isdecimal() and value // 100 < 25 and value % 100 < 60:
            found.append(("MILITARY", (value // 100, value % 100)))
        if len(text) == 2 and text.isdecimal():
            found.append(("YY", value))
    elif number.words and 1 < value < 24 and value * 4 % 1 == 0:
        found.append(("CLOCK", (int(value), int(value % 1 * 60))))
    if not number.words:
        found.extend(sign_classes(text, lexicon))
    return tuple(found)


def sign_classes(text: str, lexicon: DateLexicon) -> tuple[tuple[str, Any], ...]:
    """Numbers with signs: 10:45, 6/11/2024, 2024/25."""
    if text.isdecimal():
        return ()
    found: list[tuple[str, Any]] = []
    if time := clock(text):
        found.append(("CLOCK", time))
        if ":" in text:
            found.append(("COLON", time))
    if day := number_date(text, lexicon.day_first):
        found.append(day)
    return tuple(found)


def roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def match_level(items: Sequence[Item], trie: Node, sent: Sentence, row: Sequence[Piece]) -> list[Item]:
    """From left to right, replace the longest row of items that a pattern matches by one item of the pattern's kind."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.text not in trie and not any(name in trie for name, _ in item.classes):
            out.append(item)
            i += 1
            continue
        best = longest(items, i, trie, sent, row, out[-1] if out else None)
        if best is None:
            out.append(items[i])
            i += 1
            continue
        pattern, matched, values = best
        made = build(pattern, values) or {}
        text = " ".join(item.text for item in matched)
        out.append(Item(text, ((pattern.result, made),), matched[0].first, matched[-1].last, pattern.result))
        i += len(matched)
    return out


Match = tuple[Pattern, Sequence[Item], list[Any]]


def longest(items: Sequence[Item], i: int, trie: Node, sent: Sentence, row: Sequence[Piece], left: Item | None) -> Match | None:
    best: Match | None = None
    todo: list[tuple[Node, int, list[Any]]] = [(trie, i, [])]
    while todo:
        node, k, values = todo.pop()
        if END in node and (best is None or k - i > len(best[1])):
            right = items[k] if k < len(items) else None
            for pattern in node[END]:
                made = build(pattern, values) if fits(pattern, left, right, items[i:k], sent, row) else None
                if made is not None and coherent(made):
                    best = (pattern, items[i:k], values)
                    break
        if k < len(items):
            item = items[k]
            if item.kind is None and item.text in node:
                todo.append((node[item.text], k + 1, [*values, None]))
            for name, value in item.classes:
                if name in node:
                    todo.append((node[name], k + 1, [*values, value]))
    return best


def build(pattern: Pattern, values: Sequence[Any]) -> Features | None:
    """The features of a match: the pattern's own, then those of its elements. None when two elements say different things."""
    made: Features = {}
    for slot, value in zip(pattern.slots, values, strict=True):
        if slot is None:
            continue
        parts = value if isinstance(value, dict) and slot not in {"a", "b"} else {slot: value}
        if any(made.get(key, part) != part for key, part in parts.items()):
            return None
        made.update(parts)
    return pattern.make | made


def fits(
    pattern: Pattern, left: Item | None, right: Item | None, matched: Sequence[Item], sent: Sentence, row: Sequence[Piece]
) -> bool:
    """Whether the neighbours are those that the pattern asks for."""
    if pattern.before is not None and not stands(pattern.before, left, matched, sent, row):
        return False
    if pattern.after is not None and not stands(pattern.after, right, matched, sent, row):
        return False
    if pattern.not_before and stands(pattern.not_before, left, matched, sent, row):
        return False
    return not (pattern.not_after and stands(pattern.not_after, right, matched, sent, row))


def stands(names: frozenset[str], item: Item | None, matched: Sequence[Item], sent: Sentence, row: Sequence[Piece]) -> bool:
    """Whether the neighbour is one of: a word, a class, NAME (noun or name), NOUN, WORD, NUMBERED (plural noun), COUNTED
    (the noun that the number counts), ^ (nothing)."""
    if item is None:
        return "^" in names
    if item.text in names or any(name in names for name, _ in item.classes):
        return True
    tok = sent.tokens[row[item.first].tok]
    if "NAME" in names and tok.upos in {"NOUN", "PROPN", "ADJ"}:
        return True
    if "NOUN" in names and tok.upos == "NOUN":
        return True
    finite = tok.upos in {"VERB", "AUX"} and tok.feats.get("VerbForm", "Fin") == "Fin"
    if "WORD" in names and item.text[0].isalpha() and not finite and tok.upos not in {"CCONJ", "SCONJ"}:
        return True
    if "NUMBERED" in names and tok.upos == "NOUN" and tok.feats.get("Number") == "Plur":
        return True
    number = sent.tokens[row[matched[-1].last].tok]
    counts = number.head == tok.i and number.deprel.startswith("nummod")
    return "COUNTED" in names and counts and tok.feats.get("Number") == "Plur"


def head_of(sent: Sentence, first: int, last: int) -> Token:
    """The token of the expression whose head lies outside it."""
    for k in range(first, last + 1):
        tok = sent.tokens[k]
        if (not first <= tok.head <= last or tok.head == k) and tok.upos not in {"ADP", "DET", "PUNCT"}:
            return tok
    return sent.tokens[first]


def inside_name(sent: Sentence, span: Span) -> bool:
    """Whether the expression is part of the name of a person or a place (April Smith, piazza XX Settembre)."""
    for name in sent.names:
        if name.label in {"PER", "LOC"} and name.last > name.first:
            start, end = sent.tokens[name.first].start, sent.tokens[name.last].end
            if start <= span.start and span.end <= end and (start, end) != (span.start, span.end):
                return True
    return False


def is_age(sent: Sentence, tok: Token, row: Sequence[Piece], item: Item, lexicon: DateLexicon) -> bool:
    """aveva 62 anni; un uomo di 40 anni; Mario Rossi, 35 anni, …"""
    f = item.classes[0][1]
    if item.kind != "DUR" or f.get("unit") not in {"Y", "M"}:
        return False
    before = row[item.first - 1] if item.first else None
    after = row[item.last + 1].text if item.last + 1 < len(row) else "."
    if before and any(t.lemma in lexicon.age_verbs for t in (sent.tokens[before.tok], sent.tokens[tok.head])):
        return True
    governor = sent.tokens[tok.head]
    noun = tok.deprel.split(":")[0] in {"nmod", "appos", "nummod"} and governor.i < tok.i
    if noun and (governor.lemma.lower() in lexicon.people or governor.upos == "PROPN"):
        return True
    if before and item.first > 1 and row[item.first - 2].text == ",":
        return after in ENDS
    return before is not None and before.text == "," and after in ENDS and f.get("n", "X") != "X"
