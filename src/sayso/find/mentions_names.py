"""Names of persons, places and organisations: what the parser's recogniser saw, mended by lexicons and by the words themselves.

A small recogniser sees most names but errs on where they end and on what they name. A given name begins a person, a word
such as `Ministry` or `Airlines` makes an organisation, one such as `Mount` a place; a town of the gazetteer is no person.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.places import cities
from sayso.types import Name, Sentence, Token

NOT_NAMES = frozenset({"VERB", "AUX", "PRON", "DET", "ADP", "CCONJ", "SCONJ"})  # a capital at the start proves nothing
NAME_PARTS = frozenset({"PROPN", "X", "NOUN", "ADJ"})  # what taggers take family names for
LONGEST_NAME = 4  # words after the given name
LONGEST_CODE = 6  # letters of an abbreviation
JOINTS = frozenset({"ADP", "DET"})  # words inside a long name: Ministero degli Affari esteri
LARGE = 100_000  # people, from which on a town is meant rather than a family
SAID_OF_PEOPLE = frozenset({"nsubj", "obl:agent", "iobj"})


def find_names(sent: Sentence, known: Sequence[Name], lexicon: ActorLexicon) -> list[Name]:
    """The names of a sentence in text order, without overlaps; `known` are those of the lexicon, which keep what they are.

    Persons by a given name go before what the recogniser saw, that before names by their words alone.
    """
    persons = [n for n in known if n.label == "PER" and n.last > n.first]
    fixed = {i for n in known if n.label == "PER" or n.last > n.first for i in range(n.first, n.last + 1)}
    people = [*persons, *given_and_family(sent, fixed, lexicon)]
    of_people = {i for n in people for i in range(n.first, n.last + 1)}
    found = list(people)
    taken = set(of_people)
    seen = (part for n in sent.names for rest in without(n, of_people) for part in mended(sent, rest, lexicon))
    for name in (*seen, *by_words(sent, lexicon)):
        if taken.isdisjoint(range(name.first, name.last + 1)) and looks_like_name(sent, name, lexicon):
            taken.update(range(name.first, name.last + 1))
            found.append(name)
    return sorted(found, key=lambda n: n.first)


def without(name: Name, taken: Container[int]) -> Iterator[Name]:
    """What is left of a name outside the tokens `taken`."""
    first = name.first
    for i in range(name.first, name.last + 2):
        if i > name.last or i in taken:
            if first < i:
                yield replace(name, first=first, last=i - 1)
            first = i + 1


def given_and_family(sent: Sentence, known: Iterable[int], lexicon: ActorLexicon) -> Iterator[Name]:
    """Yield runs of two and more capitalised words of which the first is a given name or an initial: a person."""
    tokens, end, barred = sent.tokens, -1, set(known)
    for tok in tokens:
        if tok.i <= end or tok.i in barred or not starts_person(sent, tok, lexicon):
            continue
        last = tok.i
        while last + 1 < len(tokens) and last - tok.i < LONGEST_NAME:
            step = 2 if tokens[last + 1].text in lexicon.settings["particles"] and last + 2 < len(tokens) else 1
            after = tokens[last + step]
            if not is_family_name(after, lexicon) or last + step in barred:
                break
            last += step
        if last > tok.i:
            yield Name(tok.i, last, "PER")
            end = last


def starts_person(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> bool:
    """Whether a word is a given name, or an initial before a capitalised word that the recogniser took for part of a person."""
    if tok.i and sent.tokens[tok.i - 1].text.lower() in lexicon.settings["saints"]:
        return False
    if tok.text in lexicon.given_names:
        return tok.upos not in NOT_NAMES and tok.text.lower() not in lexicon.settings["place_words"]
    initial = len(tok.text) == 2 and tok.text[0].isupper() and tok.text[1] == "."
    return initial and any(n.label == "PER" and n.first <= tok.i + 1 <= n.last for n in sent.names)


def is_family_name(tok: Token, lexicon: ActorLexicon) -> bool:
    word = tok.text.lower()
    if not tok.text[0].isupper() or tok.upos not in NAME_PARTS:
        return False
    return word not in lexicon.settings["organisation_words"] and word not in lexicon.settings["place_words"]


def mended(sent: Sentence, name: Name, lexicon: ActorLexicon) -> Iterator[Name]:
    """What the recogniser saw, with its ends and its label corrected; two names where it joined two."""
    first, last = trimmed(sent, name, lexicon)
    if first > last:
        return
    for i in range(first + 1, last + 1):
        given = sent.tokens[i].text in lexicon.given_names and sent.tokens[i - 1].text.lower() not in lexicon.settings["saints"]
        if name.label != "ORG" and given and is_place(sent, first, i - 1, lexicon):
            yield Name(first, i - 1, "LOC")
            yield Name(i, last, "PER")
            return
    for i in range(first + 2, last + 1):
        if name.label == "PER" and sent.tokens[i].text.lower() in lexicon.settings["organisation_words"]:
            yield Name(first, i - 1, "PER")
            yield extended(sent, Name(i, last, "ORG"), lexicon)
            return
    label = label_of(sent, Name(first, last, name.label), lexicon)
    yield extended(sent, Name(first, last, label), lexicon) if label == "ORG" else Name(first, last, label)


def trimmed(sent: Sentence, name: Name, lexicon: ActorLexicon) -> tuple[int, int]:
    """First and last token without titles before a person, function words and marks at the ends."""
    first, last = name.first, name.last
    while first < last and (sent.tokens[first].upos in JOINTS or not sent.tokens[first].text[0].isalnum()):
        first += 1
    while last > first and (sent.tokens[last].upos in JOINTS or not sent.tokens[last].text[-1].isalnum()):
        if sent.tokens[last].text[-1] == "." or sent.tokens[last].text[0].isupper():
            break
        last -= 1
    if name.label == "PER":
        while first < last and sent.tokens[first].text.lower() in lexicon.settings["titles"]:
            first += 1
    return first, last


def label_of(sent: Sentence, name: Name, lexicon: ActorLexicon) -> str:
    """What a name names: by a word in it, by the noun before it, by the gazetteer, else as the recogniser has it."""
    words = [t.text.lower() for t in sent.tokens[name.first : name.last + 1]]
    settings = lexicon.settings
    if settings["organisation_words"] & set(words) and sent.tokens[name.first].text not in lexicon.given_names:
        return "ORG"
    if words[0] in settings["place_words"]:
        return "LOC"
    before = sent.tokens[name.first - 1].text.lower() if name.first else ""
    for label, list_of in (("ORG", "before_organisations"), ("LOC", "before_places"), ("PER", "titles")):
        if before in settings[list_of] and (label != "PER" or name.label != "ORG"):
            return label
    if name.label == "PER" and is_place(sent, name.first, name.last, lexicon):
        return "LOC" if sent.tokens[name.first].text not in lexicon.given_names else "PER"
    if name.label == "PER" and name.first == name.last and before in settings["inside"]:
        return "LOC"
    if name.label == "LOC" and is_person_rather(sent, name, lexicon):
        return "PER"
    return name.label


def is_person_rather(sent: Sentence, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether a single word taken for a place is a family name, or no place of the gazetteer, where persons stand."""
    tok = sent.tokens[name.first]
    if name.first != name.last or tok.text.isupper() or tok.text in lexicon.place_names:
        return False
    cases = {sent.tokens[c].lemma.lower() for c in sent.children[tok.i] if sent.tokens[c].deprel == "case"}
    if cases & lexicon.settings["where"]:
        return False
    towns = cities(lexicon.world, tok.text)
    if tok.text in lexicon.family_names and all(t.people < LARGE for t in towns):
        return True
    if towns:
        return False
    return tok.deprel in SAID_OF_PEOPLE or tok.text in lexicon.given_names or tok.deprel in {"conj", "appos", "flat", "flat:name"}


def is_place(sent: Sentence, first: int, last: int, lexicon: ActorLexicon) -> bool:
    """Whether the words are a state, region or town that the lexicons know."""
    words = text_of(sent, first, last)
    return words in lexicon.place_names or bool(cities(lexicon.world, words))


def text_of(sent: Sentence, first: int, last: int) -> str:
    """The words as written, with one space where there is any."""
    tokens = sent.tokens[first : last + 1]
    glued = (t.text + (" " if t.end < after.start else "") for t, after in pairwise(tokens))
    return "".join(glued) + tokens[-1].text


def extended(sent: Sentence, name: Name, lexicon: ActorLexicon) -> Name:
    """An organisation with the capitalised words that a preposition joins to it: British Association for the Advancement …

    A place after `of` is left out, as in `Tribunale di Dolo`.
    """
    tokens, last = sent.tokens, name.last
    while True:
        at = last + 1
        while at < len(tokens) and tokens[at].text.lower() in lexicon.settings["joints"]:
            at += 1
        if at >= len(tokens) or at > last + 3 or not tokens[at].text[0].isupper() or tokens[at].upos in NOT_NAMES:
            break
        if is_place(sent, at, at, lexicon) or tokens[at].text in lexicon.given_names:
            break
        last = at
    return replace(name, last=last)


def by_words(sent: Sentence, lexicon: ActorLexicon) -> Iterator[Name]:
    """Organisations that a word of theirs or an abbreviation gives away: Federazione Nuoto, ESRIN."""
    shouted = sum(t.text.isupper() and len(t.text) > 1 for t in sent.tokens) > len(sent.tokens) / 2
    for tok in sent.tokens:
        word = tok.text
        if not word[0].isupper() or tok.upos in NOT_NAMES:
            continue
        if word.lower() in lexicon.settings["organisation_words"] and tok.i:
            name = extended(sent, Name(tok.i, tok.i, "ORG"), lexicon)
            if name.last > name.first:
                yield name
        elif not shouted and tok.upos == "PROPN" and is_abbreviation(word, lexicon):
            yield Name(tok.i, tok.i, "ORG")


def is_abbreviation(word: str, lexicon: ActorLexicon) -> bool:
    """Whether capitals stand for the words of a name; Roman numbers and the abbreviations of things do not."""
    if not (3 <= len(word) <= LONGEST_CODE and word.isupper() and word.isalpha()):
        return False
    return word.lower() not in lexicon.settings["not_names"] and not set(word) <= set("IVXLCDM")


def looks_like_name(sent: Sentence, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether a name begins or ends with a capital and is no day, month or function word."""
    first, last = sent.tokens[name.first], sent.tokens[name.last]
    if not (first.text[0].isupper() or last.text[0].isupper()):
        return False
    if name.first != name.last:
        return True
    return first.upos not in NOT_NAMES and first.text.lower() not in lexicon.settings["not_names"]
