"""Noun phrases that take up an actor named before: `il regime`, `the group`, `il Paese asiatico`, `the two sides`."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.find.coreference_memory import Memory, governor
from sayso.find.tree import ancestors, children
from sayso.lexicon.actors import ActorLexicon, Description
from sayso.lexicon.names import fold
from sayso.types import Mention, Sentence, Span, Token

WINDOW = 4  # sentences that a description reaches back
COLLECTIVE = frozenset({"state", "government", "military", "police", "court", "parliament", "party"})
NOUNS = frozenset({"NOUN", "PROPN", "X"})


def described(memory: Memory, sent: Sentence, tok: Token, known: Mention | None) -> Iterator[Mention]:
    """The mentions that the noun `tok` stands for: the office named before by the same noun, else the best antecedent."""
    entry = next((e for e in memory.lexicon.descriptions[tok.text.lower()] if fits(sent, tok, e, memory.lexicon)), None)
    if entry is None:
        return
    if entry.number == "Plur":
        yield from (standing_for(sent, tok, m, "description") for m in two_before(memory, sent, entry))
        return
    if entry.actor:
        if meant := memory.named.get(entry.actor):
            yield standing_for(sent, tok, meant, "description")
        return
    same_noun = memory.nouns.get(fold(tok.lemma))
    if same_noun and sent.index - same_noun.sent <= WINDOW and known:
        yield replace(standing_for(sent, tok, same_noun, "description"), kind=known.kind)
        return
    area = next((a for c in children(sent, tok.i) if (a := area_of(memory.lexicon, c))), None)
    if tok.deprel.startswith("nsubj") and (above := subject_above(memory, sent, tok, entry, area)):
        yield replace(standing_for(sent, tok, above, "description"), kind=kind_of(entry, known, above))
        return
    acting = subject_over(memory, sent, tok)
    recent = memory.recent(sent, WINDOW)
    pool = [m for m in recent if suits(memory.lexicon, m, entry, area) and not (acting and m.actor == acting)]
    if best := memory.best(sent, pool):
        yield replace(standing_for(sent, tok, best, "description"), kind=kind_of(entry, known, best))


def fits(sent: Sentence, tok: Token, entry: Description, lexicon: ActorLexicon) -> bool:
    """Whether a noun phrase takes up something named before: definite, of the right number, without a name of its own."""
    number = tok.feats.get("Number")
    if number and number != entry.number:
        return False
    around = list(children(sent, tok.i))
    words = {w for t in around for w in (t.text.lower(), t.lemma.lower())}
    if entry.needs and not entry.needs & words:
        return False
    definite = words & lexicon.settings["definite"] or any(t.feats.get("Definite") == "Def" for t in around)
    if entry.actor:
        definite = tok.text[0].isupper()
    if not definite or words & lexicon.settings["blockers"]:
        return False
    for t in around:
        rel = t.deprel.split(":")[0]
        if rel in {"acl", "compound", "appos", "flat"} and t.i > tok.i - 2:
            return False
        if rel == "nmod":
            return False
        allowed = entry.needs | lexicon.areas.keys() | (lexicon.settings["former"] if "person" in entry.kinds else set())
        if rel == "amod" and not ({t.lemma.lower(), t.text.lower()} & allowed):
            return False
    return True


def is_noun(sent: Sentence, tok: Token) -> bool:
    """Whether a word that can be a noun is one here: tagged so, or after an article."""
    return tok.upos in NOUNS or (tok.i > 0 and sent.tokens[tok.i - 1].upos == "DET")


def is_definite(sent: Sentence, tok: Token, lexicon: ActorLexicon) -> bool:
    """Whether a noun phrase has a definite article or demonstrative and nothing that makes it a new one."""
    around = [sent.tokens[c] for c in sent.children[tok.i] if c < tok.i]
    words = {t.text.lower() for t in around}
    definite = words & lexicon.settings["definite"] or any(t.feats.get("Definite") == "Def" for t in around)
    return bool(definite) and not words & lexicon.settings["blockers"]


def kind_of(entry: Description, known: Mention | None, antecedent: Mention) -> str:
    """What a description is: what it can only be (`the country`: a state), else what its noun says, else its antecedent."""
    if len(entry.kinds) == 1:
        return next(iter(entry.kinds))
    return known.kind if known else antecedent.kind


def subject_above(memory: Memory, sent: Sentence, tok: Token, entry: Description, area: str | None) -> Mention | None:
    """The subject of a clause above that a description in subject position takes up: Russia said the country would…"""
    above = {up.i for up in ancestors(sent, tok.head)}
    return next(
        (
            m
            for m in memory.recent(sent, 0)
            if memory.is_subject(m) and governor(sent, m) in above and suits(memory.lexicon, m, entry, area)
        ),
        None,
    )


def subject_over(memory: Memory, sent: Sentence, tok: Token) -> str | None:
    """The actor that acts on `tok` in its clause, or in the one above where the verb has no subject: it is another one."""
    if tok.deprel.split(":")[0] not in {"obj", "obl", "iobj"}:
        return None
    for up in ancestors(sent, tok.i):
        for child in children(sent, up.i):
            if child.deprel.startswith("nsubj"):
                return next((m.actor for m in reversed(memory.found) if (m.sent, m.tok) == (sent.index, child.i)), None)
    return None


def area_of(lexicon: ActorLexicon, tok: Token) -> str | None:
    return lexicon.areas.get(tok.lemma.lower()) or lexicon.areas.get(tok.text.lower())


def suits(lexicon: ActorLexicon, mention: Mention, entry: Description, area: str | None) -> bool:
    """Whether a description can mean what was mentioned."""
    actor = lexicon.actors.get(mention.actor or "")
    if entry.role and actor:
        return any(o.role == entry.role or o.role.endswith(entry.role) for o in actor.offices)
    if area:
        state = lexicon.actors.get(mention.country or "")
        if not state or area not in state.areas:
            return False
    if mention.kind in entry.kinds:
        return bool(mention.actor or mention.kind == "person")
    of_state = "state" in entry.kinds and (mention.kind in COLLECTIVE or mention.kind == "people")
    return bool(of_state and mention.actor and mention.actor == mention.country)


def two_before(memory: Memory, sent: Sentence, entry: Description) -> list[Mention]:
    """The only two actors of the nearest sentence that names more than one; empty where it names three."""
    by_sentence: dict[int, dict[str, Mention]] = {}
    for mention in memory.recent(sent, WINDOW):
        fit = mention.actor and suits(memory.lexicon, mention, entry, None)
        if fit and mention.actor and mention.actor == (mention.country or mention.actor):
            by_sentence.setdefault(mention.sent, {})[mention.actor] = mention
    for index in sorted(by_sentence, reverse=True):
        if len(by_sentence[index]) > 1:
            pair = sorted(by_sentence[index].values(), key=lambda m: m.tok)
            return pair if len(pair) == 2 else []
    return []


def standing_for(sent: Sentence, tok: Token, antecedent: Mention, basis: str) -> Mention:
    """A mention at `tok` of the actor that was mentioned before."""
    return replace(antecedent, span=Span(tok.start, tok.end), sent=sent.index, tok=tok.i, basis=basis)
