"""What the report as a whole tells: whose the bodies and offices are that name no country, who a surname is."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.find.coreference_memory import identity, short_names
from sayso.find.tree import children
from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.names import fold
from sayso.types import Mention, Sentence, Token

OPEN_KINDS = frozenset({"unnamed", "armed-group", "outlet", "state", "organisation"})
ONE_BODY = frozenset({"military", "police", "court", "parliament"})  # kinds of which a report seldom means two countries
AT_HOME = frozenset({"parliament", "court", "police", "party"})  # bodies that those in office mostly address in their own country
OFFICIAL = frozenset({"state", "government", "parliament", "person"})
OF_STATES = frozenset({"government", "military", "police", "court", "parliament"})
ALMOST_ALL = 0.8  # the part of a report's bodies and offices that makes their country that of the others
AT_LEAST, SHARE = 3, 0.55  # mentions of a country, and their part of all, that make it the country of a report
DESCRIBING = frozenset({"appos", "compound", "flat"})  # nouns that say who a person is
TITLED = frozenset({"flat", "appos", "nmod", "compound"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
PHRASE = frozenset({"DET", "ADJ", "NOUN", "NUM", "PROPN", "ADV"})
POSSESSIVE = frozenset({"nmod:poss", "det:poss"})


def known_people(sentences: Sequence[Sentence], found: Sequence[Mention], lexicon: ActorLexicon) -> dict[str, Mention]:
    """{short name: the person whom it means in this report}; a name that two persons bear means nobody.

    The country of a person is the only one that the report gives to that name, by an office or by a word of nationality.
    """
    bearers: dict[str, dict[str, Mention]] = {}
    countries: dict[str, set[str]] = {}
    for m in found:
        if m.kind == "person" and m.basis == "name" and (m.name or "").lower() not in lexicon.descriptions:
            for name in short_names(sentences[m.sent], m, lexicon):
                bearers.setdefault(name, {}).setdefault(identity(m), m)
                if m.country:
                    countries.setdefault(name, set()).add(m.country)
    people = {}
    for name, some in bearers.items():
        whole = [m for m in some.values() if m.actor or len((m.name or "").split()) > 1] or list(some.values())
        if len(whole) == 1:
            people[name] = whole[0]
    places = {(m.sent, m.tok): m for m in found}
    for sent in sentences:
        for tok in sent.tokens:
            if tok.upos == "PROPN" and (name := fold(tok.text)) in people:
                countries.setdefault(name, set()).update(nationalities(sent, top_of(sent, tok), places))
    for name, person in people.items():
        told = countries.get(name, set())
        if not person.country and len(told) == 1:
            people[name] = replace(person, country=next(iter(told)))
    return people


def top_of(sent: Sentence, tok: Token) -> Token:
    """The head of the name that a word is part of."""
    while tok.deprel.split(":")[0] == "flat" and tok.head < tok.i:
        tok = sent.tokens[tok.head]
    return tok


def nationalities(sent: Sentence, tok: Token, places: Mapping[tuple[int, int], Mention]) -> Iterator[str]:
    """The countries that an apposition, a predicate or the noun before the name `tok` gives a person."""
    nouns = [tok, *(c for c in children(sent, tok.i) if c.deprel.split(":")[0] in DESCRIBING and c.upos == "NOUN")]
    head = sent.tokens[tok.head]
    rel = tok.deprel.split(":")[0]
    cased = any(c.deprel == "case" for c in children(sent, tok.i))
    titled = rel in TITLED and head.i < tok.i and not cased
    if head.upos == "NOUN" and (titled or (rel == "nsubj" and any(c.deprel == "cop" for c in children(sent, head.i)))):
        nouns.append(head)
    for noun in nouns:
        office = places.get((sent.index, noun.i))
        if noun.i != tok.i and office and office.basis == "role" and office.country:
            yield office.country
        for c in children(sent, noun.i):
            adjective = places.get((sent.index, c.i)) if c.deprel.split(":")[0] in MODIFIERS else None
            if adjective and adjective.basis == "adjective" and adjective.country:
                yield adjective.country
    for i in after_comma(sent, tok):
        adjective = places.get((sent.index, i))
        if adjective and adjective.basis == "adjective" and adjective.country:
            yield adjective.country


def after_comma(sent: Sentence, tok: Token) -> range:
    """The noun phrase between commas after a name, which a parser often ties elsewhere: Nadia Karimi, a Swedish doctor."""
    last = max([tok.i, *(c.i for c in children(sent, tok.i) if c.deprel.split(":")[0] == "flat")])
    words = sent.tokens
    end = last + 2
    if end >= len(words) or words[last + 1].text != "," or words[end].upos != "DET":
        return range(0)
    while end < len(words) and words[end].upos in PHRASE:
        end += 1
    closed = end < len(words) and words[end].upos in {"PUNCT", "PRON"}
    return range(last + 2, end) if closed and words[end - 1].upos == "NOUN" else range(0)


def settled(
    sentences: Sequence[Sentence], found: Sequence[Mention], lexicon: ActorLexicon, later: Collection[str]
) -> Iterator[Mention]:
    """The mentions, with the country of offices and bodies that name none: `the court`, `la polizia`, `il ministro Rossi`.

    It is the country of their possessive (`his army`), else the country whose office or body the same noun was elsewhere in
    the report, else that of whoever in office acts on them in their clause, else the country to which most of the report's
    names, or nearly all of its bodies, belong. Sources without a name and armed groups stay open, and the nouns in `later`.
    """
    nouns: dict[str, set[str]] = {}
    kinds: dict[str, list[str]] = {}
    places = {(m.sent, m.tok): m for m in found}
    for m in found:
        if m.basis == "role" and m.country and m.actor:
            nouns.setdefault(noun_of(sentences, m), set()).add(m.country)
            kinds.setdefault(m.kind, []).append(m.country)
    home = home_of(found) or home_of([m for m in found if m.basis == "role" and m.kind in OF_STATES], ALMOST_ALL)
    for m in found:
        office = m.basis == "role" or (m.kind == "person" and is_titled(sentences, m, lexicon))
        waits = m.kind != "person" and noun_of(sentences, m) in later
        if not office or m.country or m.actor or m.kind in OPEN_KINDS or waits:
            yield m
            continue
        sent = sentences[m.sent]
        tok = sent.tokens[m.tok]
        alike = kinds.get(m.kind, []) if m.kind in ONE_BODY else []
        same = nouns.get(noun_of(sentences, m), set()) or (set(alike) if len(alike) > 1 else set())
        own = owner_country(sent, tok, places) or (next(iter(same)) if len(same) == 1 else None)
        country = own or (acting_country(sent, tok, places) if m.kind in AT_HOME else None) or (None if same else home)
        state = lexicon.actors.get(country) if country else None
        if not state:
            yield m
        elif m.kind == "person":
            yield replace(m, country=country)
        else:
            yield replace(m, actor=state.id, country=country, basis="description" if own else "context", name=state.name)


def owner_country(sent: Sentence, tok: Token, places: Mapping[tuple[int, int], Mention]) -> str | None:
    """The country of the pronoun that possesses a noun."""
    owners = (places.get((sent.index, c.i)) for c in children(sent, tok.i) if c.deprel in POSSESSIVE)
    return next((o.country for o in owners if o and o.country), None)


def acting_country(sent: Sentence, tok: Token, places: Mapping[tuple[int, int], Mention]) -> str | None:
    """The country of the official subject of the verb that a body is an object of: Obama asked the Senate."""
    if tok.deprel.split(":")[0] not in {"obj", "iobj", "obl"}:
        return None
    for c in children(sent, tok.head):
        subject = places.get((sent.index, c.i)) if c.deprel.startswith("nsubj") else None
        if subject and subject.kind in OFFICIAL:
            return subject.country
    return None


def home_of(found: Sequence[Mention], share: float = SHARE) -> str | None:
    """The country to which most of a report's mentions belong; people whom only the report knows do not count."""
    named = (m for m in found if m.basis in {"name", "capital", "adjective", "role"} and (m.actor or m.kind != "person"))
    counts = Counter(m.country for m in named if m.country)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < AT_LEAST or ranked[0][1] < share * counts.total():
        return None
    return ranked[0][0]


def noun_of(sentences: Sequence[Sentence], mention: Mention) -> str:
    return sentences[mention.sent].tokens[mention.tok].lemma.lower()


def is_titled(sentences: Sequence[Sentence], mention: Mention, lexicon: ActorLexicon) -> bool:
    """Whether a title of office belongs to the phrase of a person's name."""
    sent = sentences[mention.sent]
    words = [t for t in sent.tokens if mention.span.start <= t.start < mention.span.end]
    return any(
        r.person and r.kind in {"government", "parliament", "military"}
        for t in words
        for r in lexicon.roles.get(t.text.lower(), ())
    )


def nouns_of_nationality(sentences: Sequence[Sentence], found: Sequence[Mention]) -> dict[str, str]:
    """{noun: country} for nouns to which the report gives one nationality only: `the vessels`, after `Russian vessels`."""
    seen: dict[str, set[str]] = {}
    for m in found:
        if m.basis == "adjective" and m.country:
            sent = sentences[m.sent]
            tok = sent.tokens[m.tok]
            if tok.deprel.split(":")[0] in {"amod", "compound", "nmod"} and tok.head != tok.i:
                seen.setdefault(sent.tokens[tok.head].lemma.lower(), set()).add(m.country)
    return {noun: next(iter(countries)) for noun, countries in seen.items() if len(countries) == 1}
