"""Finding the actors, outlets and places that a sentence names.

Three ways, in this order: names of the lexicon, names that the parser's recogniser saw, and nouns for an office or body
(`ministro`, `troops`) whose country stands in the same phrase. An adjective of nationality is a mention of its own, so that
`l'attacco russo` has an actor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lexicon.actors import ActorLexicon, Form, Role
from sayso.lexicon.names import fold, key, pieces, written_alike
from sayso.lexicon.places import country_of_name
from sayso.types import Mention, Name, Sentence, Span, Token

NOT_NAMES = frozenset({"VERB", "AUX", "PRON", "DET", "ADP", "CCONJ", "SCONJ"})  # a capital at the start proves nothing
OPENERS = frozenset("\"“«‘'(-–—:")
OF_A_NOUN = frozenset({"amod", "compound", "flat", "nmod", "appos", "det", "name"})
TITLED = frozenset({"flat", "appos", "nmod", "compound"})
KINDS_BY_LABEL = {"PER": "person", "ORG": "organisation", "LOC": "place"}
DEPTH = 3  # steps from a noun down to the name of its country: il portavoce del ministero della Difesa di Kiev
ENTITY_KINDS = frozenset({"organisation", "armed-group", "party", "outlet"})


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [first, last] bear a name of the lexicon."""

    first: int
    last: int
    form: Form


def find_mentions(sent: Sentence, lexicon: ActorLexicon) -> Iterator[Mention]:
    """Yield mentions in the order of their head tokens, at most one for each token.

    A state named inside the longer name of a person or an organisation is not mentioned. A noun for an office or body is
    mentioned even where its country is not said (`actor` is then None).
    """
    found: dict[int, Mention] = {}
    matches = [m for m in find_matches(sent, lexicon) if is_name(sent, m)]
    for match in matches:
        if match.form.basis == "adjective":
            mention = of_nationality(sent, match)
            found[mention.tok] = mention
    for match in matches:
        if match.form.basis != "adjective":
            tok = head_of(sent, match.first, match.last)
            found[tok] = named(sent, match, tok)
    taken = {i for m in matches for i in range(m.first, m.last + 1)}
    for name in sent.names:
        if mention := recognised(sent, name, matches, lexicon):
            found.setdefault(mention.tok, mention)
            taken.update(range(name.first, name.last + 1))
    for tok in sent.tokens:
        if tok.upos in {"NOUN", "PROPN"} and tok.i not in taken and (role := role_of(sent, tok, lexicon)):
            found[tok.i] = in_office(sent, tok.i, role, found, lexicon)
    for mention in titled(sent, found, lexicon):
        found[mention.tok] = mention
    yield from (found[i] for i in sorted(found))


def find_matches(sent: Sentence, lexicon: ActorLexicon) -> Iterator[Match]:
    """Yield the longest name of the lexicon at each place; matches do not overlap."""
    done = -1
    for tok in sent.tokens:
        if tok.i <= done:
            continue
        first = key(tok.text)
        if first and (forms := lexicon.forms.get(first[0])):
            for form in forms:
                if (last := last_token(sent, tok.i, form)) is not None:
                    yield Match(tok.i, last, form)
                    done = last
                    break


def last_token(sent: Sentence, i: int, form: Form) -> int | None:
    """The token on which `form` ends if it is written from token `i` on, on whole tokens; otherwise None."""
    at = 0
    while i < len(sent.tokens):
        for piece in pieces(sent.tokens[i].text):
            if at == len(form.key) or fold(piece) != form.key[at] or not written_alike(form.pieces[at], piece):
                return None
            at += 1
        if at == len(form.key):
            return i
        i += 1
    return None


def is_name(sent: Sentence, match: Match) -> bool:
    """Whether a match is meant as the name: not a function word at the start of a sentence, not part of a longer name."""
    if match.form.basis == "adjective" and not match.form.pieces[0][0].isupper():
        return True
    tok = sent.tokens[match.first]
    starts = match.first == 0 or sent.tokens[match.first - 1].text in OPENERS
    if match.first == match.last and starts and tok.upos in NOT_NAMES and not tok.text.isupper():
        return False
    for name in sent.names:
        inside = name.first <= match.first and match.last <= name.last and name.last - name.first > match.last - match.first
        if inside and name.label == "PER" and match.form.actor.kind != "person":
            return False
    return True


def head_of(sent: Sentence, first: int, last: int) -> int:
    """The token of the run that hangs outside it."""
    for i in range(first, last + 1):
        tok = sent.tokens[i]
        if (not first <= tok.head <= last or tok.head == i) and tok.upos not in {"DET", "ADP", "PUNCT"}:
            return i
    return last


def named(sent: Sentence, match: Match, tok: int) -> Mention:
    actor = match.form.actor
    span = Span(sent.tokens[match.first].start, sent.tokens[match.last].end)
    id = actor.id if actor.kind != "place" else None
    return Mention(span, sent.index, tok, actor.kind, id, actor.country, match.form.basis, actor.name)


def of_nationality(sent: Sentence, match: Match) -> Mention:
    """An adjective of nationality: `people` where it is used as a noun (i russi, the Chinese), else the state."""
    i = head_of(sent, match.first, match.last)
    tok, actor = sent.tokens[i], match.form.actor
    rel = tok.deprel.split(":")[0]
    noun = rel not in OF_A_NOUN or (rel == "nmod" and has_case(sent, i))
    used_alone = noun and (tok.upos in {"NOUN", "PROPN"} or any(sent.tokens[c].deprel == "det" for c in sent.children[i]))
    span = Span(sent.tokens[match.first].start, sent.tokens[match.last].end)
    return Mention(span, sent.index, i, "people" if used_alone else "state", actor.id, actor.country, "adjective", actor.name)


def recognised(sent: Sentence, name: Name, matches: list[Match], lexicon: ActorLexicon) -> Mention | None:
    """A name that only the parser's recogniser saw; None where the lexicon knows the whole of it, or its head."""
    tok = head_of(sent, name.first, name.last)
    inside = [m for m in matches if m.first <= name.last and name.first <= m.last]
    if any(m.first <= tok <= m.last and m.form.basis != "adjective" for m in inside) or name.label not in KINDS_BY_LABEL:
        return None
    if any(m.form.actor.kind == "person" for m in inside) or (sent.tokens[tok].upos in {"ADJ", "DET", "ADP"} and inside):
        return None
    span = Span(sent.tokens[name.first].start, sent.tokens[name.last].end)
    country = next((m.form.actor.country for m in inside if name.label != "PER"), None)
    text = " ".join(sent.tokens[i].text for i in range(name.first, name.last + 1))
    if name.label == "LOC" and not country:
        country = country_of_name(lexicon.world, text)
    return Mention(span, sent.index, tok, KINDS_BY_LABEL[name.label], None, country, "name", None)


def role_of(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> Role | None:
    """The entry for a noun of office, the first whose companions hang on the noun or stand beside it."""
    entries = lexicon.roles.get(tok.lemma.lower()) or lexicon.roles.get(tok.text.lower())
    if not entries:
        return None
    near = {sent.tokens[c].lemma.lower() for c in sent.children[tok.i]}
    near.update(t.lemma.lower() for t in sent.tokens[max(0, tok.i - 1) : tok.i + 3])
    return next((e for e in entries if not e.needs or e.needs & near), None)


def in_office(sent: Sentence, i: int, role: Role, found: dict[int, Mention], lexicon: ActorLexicon) -> Mention:
    """The mention of a noun of office with the actor that its phrase names."""
    tok = sent.tokens[i]
    owner = owner_of(sent, i, role, found, lexicon, DEPTH)
    span = Span(tok.start, tok.end)
    if owner is None:
        return Mention(span, sent.index, i, role.kind, None, None, "role")
    span = Span(min(tok.start, owner.span.start), max(tok.end, owner.span.end))
    body = lexicon.agencies.get((owner.country, role.role)) if owner.country and role.role else None
    if body and owner.kind not in ENTITY_KINDS:
        return Mention(span, sent.index, i, body.kind, body.id, body.country, "role", body.name)
    if owner.kind == "place":
        return Mention(span, sent.index, i, role.kind, owner.country, owner.country, "role")
    kind = owner.kind if owner.kind in ENTITY_KINDS and role.kind != "unnamed" else role.kind
    actor = owner.actor if owner.kind != "person" else owner.country
    return Mention(span, sent.index, i, kind, actor, owner.country, "role", owner.name if owner.kind != "person" else None)


def owner_of(sent: Sentence, i: int, role: Role, found: dict[int, Mention], lexicon: ActorLexicon, depth: int) -> Mention | None:
    """Whose office or body noun `i` is: an adjective of nationality, a possessive, or a name joined by a preposition `of`.

    Nearest first; an adjective goes before a name. A place counts for roles that belong to places (`la polizia di Milano`).
    """
    below: list[int] = []
    best: Mention | None = None
    for c in sent.children[i]:
        tok = sent.tokens[c]
        if tok.deprel.split(":")[0] not in OF_A_NOUN or (tok.deprel == "appos" and c > i + 2):
            continue
        mention = found.get(c)
        if mention and mention.basis == "adjective":
            return mention
        if not joined(sent, c, lexicon):
            continue
        if mention and (mention.actor or mention.country) and (mention.kind != "place" or role.where):
            best = best or mention
        elif c != i:
            below.append(c)
    if best or not depth:
        return best
    owners = (owner_of(sent, c, role, found, lexicon, depth - 1) for c in below)
    return next((o for o in owners if o), None)


def joined(sent: Sentence, i: int, lexicon: ActorLexicon) -> bool:
    """Whether dependent `i` has no preposition, or one that says whose."""
    prepositions = lexicon.settings["of"]
    return all(
        sent.tokens[c].lemma.lower() in prepositions or sent.tokens[c].text.lower() in prepositions
        for c in sent.children[i]
        if sent.tokens[c].deprel == "case"
    )


def has_case(sent: Sentence, i: int) -> bool:
    return any(sent.tokens[c].deprel == "case" for c in sent.children[i])


def titled(sent: Sentence, found: dict[int, Mention], lexicon: ActorLexicon) -> list[Mention]:
    """Persons with a title before the name: the mention moves to the head of the whole phrase and learns its country."""
    moved = []
    for mention in found.values():
        if mention.kind != "person" or mention.basis != "name":
            continue
        tok = sent.tokens[mention.tok]
        titles = [c for c in sent.children[tok.i] if c < tok.i and role_of(sent, sent.tokens[c], lexicon)]
        before = tok.head < tok.i and tok.deprel.split(":")[0] in TITLED and not has_case(sent, tok.i)
        top = sent.tokens[tok.head]
        if before and (role := role_of(sent, top, lexicon)) and (role.person or tok.i - top.i < 3):
            office = found.get(top.i)
            if sent.tokens[mention.tok - 1].text != ",":
                moved.append(with_title(sent, mention, top.i, office))
        elif titles:
            moved.append(with_title(sent, mention, tok.i, found.get(titles[0])))
    return moved


def with_title(sent: Sentence, mention: Mention, tok: int, office: Mention | None) -> Mention:
    start = min(mention.span.start, sent.tokens[tok].start, office.span.start if office else mention.span.start)
    country = mention.country or (office.country if office else None)
    return Mention(
        Span(start, mention.span.end), sent.index, tok, "person", mention.actor, country, mention.basis, mention.name
    )
