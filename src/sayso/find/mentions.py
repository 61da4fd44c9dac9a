"""Finding the actors, outlets and places that a sentence names.

Three ways, in this order: names of the lexicon, names that the parser's recogniser saw, and nouns for an office or body
(`ministro`, `troops`) whose country stands in the same phrase. An adjective of nationality is a mention of its own, so that
`l'attacco russo` has an actor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.find.mentions_names import NOT_NAMES, find_names
from sayso.find.mentions_roles import find_roles, head_of, role_of, with_titles
from sayso.lexicon.actors import ActorLexicon, Form
from sayso.lexicon.names import key, pieces, written_alike
from sayso.lexicon.places import country_of_name
from sayso.types import Mention, Name, Sentence, Span

OPENERS = frozenset("\"“«‘'(-–—:")
BEFORE_A_NOUN = frozenset({"amod", "compound", "flat", "nmod", "appos", "det", "name"})
KINDS_BY_LABEL = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [first, last] bear a name of the lexicon."""

    first: int
    last: int
    form: Form


def find_mentions(sent: Sentence, lexicon: ActorLexicon) -> Iterator[Mention]:
    """Yield mentions in the order of their head tokens, at most one for each token.

    A state named inside the longer name of a person is not mentioned. A noun for an office or body is mentioned even where
    its country is not said (`actor` is then None), unless it is one that is an actor only with its country.
    """
    matches = [m for m in find_matches(sent, lexicon) if is_name(sent, m)]
    known = [Name(m.first, m.last, label(m)) for m in matches if m.form.basis != "adjective"]
    names = find_names(sent, known, lexicon)
    found = {m.tok: m for match in matches if match.form.basis == "adjective" for m in (of_nationality(sent, match),)}
    for match in matches:
        if match.form.basis != "adjective":
            mention = named(sent, match)
            found[mention.tok] = mention
    taken = {i for m in matches for i in range(m.first, m.last + 1)}
    for name in names:
        if (seen := recognised(sent, name, matches, lexicon)) and seen.tok not in found and not is_body(sent, seen, lexicon):
            found[seen.tok] = seen
            taken.update(range(name.first, name.last + 1))
    found.update((m.tok, m) for m in find_roles(sent, found, taken, lexicon))
    found.update((m.tok, m) for m in with_titles(sent, found, lexicon))
    yield from (found[i] for i in sorted(found))


def find_matches(sent: Sentence, lexicon: ActorLexicon) -> Iterator[Match]:
    """Yield the longest name of the lexicon at each place; matches do not overlap."""
    done = -1
    forms_of = lexicon.forms.get
    for tok in sent.tokens:
        if tok.i <= done:
            continue
        first = key(tok.text)
        if first and (forms := forms_of(first[0])):
            for form in forms:
                if (last := last_token(sent, tok.i, form)) is not None:
                    yield Match(tok.i, last, form)
                    done = last
                    break


def last_token(sent: Sentence, i: int, form: Form) -> int | None:
    """The token on which `form` ends if it is written from token `i` on, on whole tokens; otherwise None."""
    at = 0
    while i < len(sent.tokens):
        text = sent.tokens[i].text
        for piece, folded in zip(pieces(text), key(text), strict=True):
            if at == len(form.key) or folded != form.key[at] or not written_alike(form.pieces[at], piece):
                return None
            at += 1
        if at == len(form.key):
            return i
        i += 1
    return None


def is_name(sent: Sentence, match: Match) -> bool:
    """Whether a match is meant as the name: not a function word at the start of a sentence, not part of a longer name."""
    tok = sent.tokens[match.first]
    lower = match.form.pieces[0][0].islower()
    starts = match.first == 0 or sent.tokens[match.first - 1].text in OPENERS
    if match.first == match.last and starts and tok.upos in NOT_NAMES and not lower and not tok.text.isupper():
        return False
    if match.form.actor.kind == "person" or (lower and tok.text[0].islower()):
        return True
    return not any(
        n.label == "PER" and n.first <= match.first and match.last <= n.last and n.last - n.first > match.last - match.first
        for n in sent.names
    )


def label(match: Match) -> str:
    """PER, LOC or ORG, as the recogniser calls what a name of the lexicon names."""
    kind = match.form.actor.kind
    return "PER" if kind == "person" else "LOC" if kind in {"state", "place"} else "ORG"


def is_body(sent: Sentence, mention: Mention, lexicon: ActorLexicon) -> bool:
    """Whether what the recogniser took for a name is a noun of body: Parlamento, Corte suprema."""
    role = role_of(sent, sent.tokens[mention.tok], lexicon)
    return mention.kind != "person" and role is not None and not role.loose


def named(sent: Sentence, match: Match) -> Mention:
    actor = match.form.actor
    span = Span(sent.tokens[match.first].start, sent.tokens[match.last].end)
    id = actor.id if actor.kind != "place" else None
    tok = head_of(sent, match.first, match.last)
    return Mention(span, sent.index, tok, actor.kind, id, actor.country, match.form.basis, actor.name)


def of_nationality(sent: Sentence, match: Match) -> Mention:
    """An adjective of nationality: `people` where it is used as a noun (i russi, the Chinese), else the state."""
    i = head_of(sent, match.first, match.last)
    tok, actor = sent.tokens[i], match.form.actor
    rel = tok.deprel.split(":")[0]
    case = any(sent.tokens[c].deprel == "case" for c in sent.children[i])
    noun = rel not in BEFORE_A_NOUN or (rel == "nmod" and case)
    used_alone = noun and (tok.upos in {"NOUN", "PROPN"} or any(sent.tokens[c].deprel == "det" for c in sent.children[i]))
    span = Span(sent.tokens[match.first].start, sent.tokens[match.last].end)
    return Mention(span, sent.index, i, "people" if used_alone else "state", actor.id, actor.country, "adjective", actor.name)


def recognised(sent: Sentence, name: Name, matches: list[Match], lexicon: ActorLexicon) -> Mention | None:
    """A name that only the parser's recogniser saw; None where the lexicon knows its head, or a person in it."""
    tok = head_of(sent, name.first, name.last)
    inside = [m for m in matches if m.first <= name.last and name.first <= m.last]
    if name.label not in KINDS_BY_LABEL or any(m.first <= tok <= m.last and m.form.basis != "adjective" for m in inside):
        return None
    if any(m.form.actor.kind == "person" for m in inside) or (sent.tokens[tok].upos in {"ADJ", "DET", "ADP"} and inside):
        return None
    span = Span(sent.tokens[name.first].start, sent.tokens[name.last].end)
    country = next((m.form.actor.country for m in inside if name.label != "PER"), None)
    words = " ".join(t.text for t in sent.tokens[name.first : name.last + 1])
    if name.label == "LOC" and not country:
        country = country_of_name(lexicon.world, words)
    return Mention(span, sent.index, tok, KINDS_BY_LABEL[name.label], None, country, name=words if name.label == "PER" else None)
