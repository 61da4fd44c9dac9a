"""Nouns for an office or a body, and titles before names: whose minister, whose troops."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from sayso.lexicon.actors import ActorLexicon, Role
from sayso.lexicon.places import country_of_name
from sayso.types import Mention, Sentence, Span, Token

NOUNS = frozenset({"NOUN", "PROPN", "X"})
OF_A_NOUN = frozenset({"amod", "compound", "flat", "nmod", "appos", "det", "name"})
TITLED = frozenset({"flat", "appos", "nmod", "compound"})
ENTITY_KINDS = frozenset({"organisation", "armed-group", "party", "outlet"})
DEPTH = 3  # steps from a noun down to the name of its country: il portavoce del ministero della Difesa di Kiev


def find_roles(sent: Sentence, found: Mapping[int, Mention], taken: Set[int], lexicon: ActorLexicon) -> Iterator[Mention]:
    """Yield a mention for each noun of office or body that stands outside the tokens `taken` by names."""
    for tok in sent.tokens:
        if tok.i in taken or not (role := role_of(sent, tok, lexicon)) or is_companion(sent, tok, lexicon):
            continue
        owner = beside(sent, tok.i, role, found) or owner_of(sent, tok.i, role, found, lexicon, DEPTH)
        if owner:
            yield in_office(sent, tok, role, owner, lexicon)
        elif not role.loose and (tok.deprel != "amod" or tok.upos == "NOUN"):  # an official visit is nobody
            yield Mention(Span(tok.start, tok.end), sent.index, tok.i, role.kind, None, None, "role")


def role_of(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> Role | None:
    """The entry for a noun of office, the first whose companions hang on the noun or stand beside it."""
    entries = lexicon.roles.get(tok.text.lower()) or lexicon.roles.get(tok.lemma.lower())
    if not entries or not is_noun(sent, tok):
        return None
    if not entries[0].needs:
        return entries[0]
    near = {sent.tokens[c].lemma.lower() for c in sent.children[tok.i]}
    for t in sent.tokens[max(0, tok.i - 1) : tok.i + 4]:
        near.update((t.lemma.lower(), t.text.lower()))
    return next((e for e in entries if not e.needs or e.needs & near), None)


def is_noun(sent: Sentence, tok: Token) -> bool:
    """Whether a word that can be a noun is one here: tagged so, or after an article, a numeral or a preposition."""
    return tok.upos in NOUNS or (tok.i > 0 and sent.tokens[tok.i - 1].upos in {"DET", "ADP", "NUM"})


def beside(sent: Sentence, i: int, role: Role, found: Mapping[int, Mention]) -> Mention | None:
    """The adjective of nationality next to a noun, or to its companion: parsers often err on such words."""
    before = found.get(i - 1)
    for k in (i + 1, i + 2):
        after = found.get(k)
        if after and after.basis == "adjective" and sent.tokens[k].text[0].islower():
            return after
        if k == len(sent.tokens) or sent.tokens[k].text.lower()[:-1] not in {need[:-1] for need in role.needs}:
            break
    return before if before and before.basis == "adjective" and sent.tokens[i - 1].text[0].isupper() else None


def is_companion(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> bool:
    """Whether a noun only completes another one: `stampa` in agenzia di stampa, `security` in security service."""
    head = sent.tokens[tok.head]
    if head.i == tok.i:
        return False
    role = role_of(sent, head, lexicon)
    return bool(role and {tok.lemma.lower(), tok.text.lower()} & role.needs)


def in_office(sent: Sentence, tok: Token, role: Role, owner: Mention, lexicon: ActorLexicon) -> Mention:
    """The mention of a noun of office with the actor that its phrase names."""
    span = Span(min(tok.start, owner.span.start), max(tok.end, owner.span.end))
    body = lexicon.agencies.get((owner.country, role.role)) if owner.country and role.role else None
    if body and owner.kind not in ENTITY_KINDS:
        return Mention(span, sent.index, tok.i, body.kind, body.id, body.country, "role", body.name)
    if owner.kind in ENTITY_KINDS and owner.actor:
        kind = owner.kind if role.kind != "unnamed" else role.kind
        return Mention(span, sent.index, tok.i, kind, owner.actor, owner.country, "role", owner.name)
    state = lexicon.actors.get(owner.country) if owner.country else None
    id, name = (state.id, state.name) if state else (owner.actor, owner.name)
    return Mention(span, sent.index, tok.i, role.kind, id, owner.country, "role", name)


def owner_of(
    sent: Sentence, i: int, role: Role, found: Mapping[int, Mention], lexicon: ActorLexicon, depth: int
) -> Mention | None:
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
        if mention and mention.basis == "adjective" and tok.deprel != "appos":
            return mention
        if not joined(sent, c, lexicon):
            continue
        if mention and (mention.actor or mention.country) and (mention.kind != "place" or role.where):
            best = best or mention
        elif role.where and not mention and is_name(tok) and (country := country_of_name(lexicon.world, tok.text)):
            best = best or Mention(Span(tok.start, tok.end), sent.index, c, "place", None, country)
        elif not mention or mention.kind != "person":
            below.append(c)
    if best or not depth:
        return best
    owners = (owner_of(sent, c, role, found, lexicon, depth - 1) for c in below)
    return next((o for o in owners if o), None)


def is_name(tok: Token) -> bool:
    """A noun with a capital, no article at the start of a sentence."""
    return tok.upos in NOUNS and tok.text[0].isupper()


def joined(sent: Sentence, i: int, lexicon: ActorLexicon) -> bool:
    """Whether dependent `i` has no preposition, or one that says whose."""
    prepositions = lexicon.settings["of"]
    return all(
        sent.tokens[c].lemma.lower() in prepositions or sent.tokens[c].text.lower() in prepositions
        for c in sent.children[i]
        if sent.tokens[c].deprel == "case"
    )


def head_of(sent: Sentence, first: int, last: int) -> int:
    """The token of the run that hangs outside it."""
    for i in range(first, last + 1):
        tok = sent.tokens[i]
        if (not first <= tok.head <= last or tok.head == i) and tok.upos not in {"DET", "ADP", "PUNCT"}:
            return i
    return last


def with_titles(sent: Sentence, found: Mapping[int, Mention], lexicon: ActorLexicon) -> Iterator[Mention]:
    """Persons with a title: one mention at the head of title and name, with the country of the office.

    Title before the name (`il ministro russo Sergej Ivanov`), or in apposition after it (then the name keeps its own mention).
    """
    for mention in list(found.values()):
        if mention.kind != "person" or mention.basis != "name":
            continue
        tok = sent.tokens[mention.tok]
        title = title_before(sent, tok, lexicon)
        if title is not None:
            yield titled(sent, mention, title, tok, found.get(title.i))
        elif not mention.country:
            offices = (found.get(c) for c in sent.children[tok.i] if sent.tokens[c].deprel == "appos")
            if country := next((o.country for o in offices if o and o.basis == "role" and o.country), None):
                yield replace(mention, country=country)


def title_before(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> Token | None:
    """The noun of office that stands before a name in its phrase, as its head or on it."""
    head = sent.tokens[tok.head]
    if head.i < tok.i and tok.deprel.split(":")[0] in TITLED and sent.tokens[tok.i - 1].text != ",":
        case = any(sent.tokens[c].deprel == "case" for c in sent.children[tok.i])
        if not case and role_of(sent, head, lexicon):
            return head
    return next((t for c in sent.children[tok.i] if c < tok.i and role_of(sent, t := sent.tokens[c], lexicon)), None)


def titled(sent: Sentence, mention: Mention, title: Token, name: Token, office: Mention | None) -> Mention:
    """The mention of a person moved to the head of title and name."""
    top = title.i if name.head == title.i else name.i
    start = min(mention.span.start, title.start, office.span.start if office else title.start)
    country = mention.country or (office.country if office else None)
    return Mention(Span(start, mention.span.end), sent.index, top, "person", mention.actor, country, mention.basis, mention.name)
