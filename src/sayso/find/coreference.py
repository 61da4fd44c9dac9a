"""Resolving pronouns, descriptions and surnames to actors named before.

Language specific words stand in actors.toml ([[description]], [[pronoun]], [settings]); the rules here know none. A wrong
actor is worse than none: where two earlier actors fit nearly as well, nothing is resolved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.find.coreference_descriptions import WINDOW, described, is_definite, is_noun, standing_for
from sayso.find.coreference_memory import Memory, last_name
from sayso.find.coreference_pronouns import antecedent_of, pronoun_at
from sayso.find.coreference_report import known_people, settled
from sayso.lexicon.actors import ActorLexicon
from sayso.lexicon.names import fold
from sayso.types import Mention, Sentence, Token


def resolve_coreference(
    sentences: Sequence[Sentence], mentions: tuple[Mention, ...], lexicon: ActorLexicon
) -> tuple[Mention, ...]:
    """All mentions in text order: those given, and those of pronouns, descriptions and surnames that could be resolved.

    A plural description of two (i due Paesi) gives two mentions at one token, in the order in which the two were named.
    """
    named = list(settled(sentences, mentions, lexicon, lexicon.descriptions.keys()))
    memory = Memory(lexicon, sentences, known_people(sentences, named, lexicon), {m.actor: m for m in named if m.actor})
    given: dict[int, dict[int, Mention]] = {}
    for mention in named:
        given.setdefault(mention.sent, {})[mention.tok] = mention
    for sent in sentences:
        memory.ahead = here = given.get(sent.index, {})
        covered = [(m.span.start, m.span.end) for m in here.values()]
        for tok in sent.tokens:
            known = here.get(tok.i)
            if not known and any(start <= tok.start < end for start, end in covered):
                continue
            resolved = list(candidates(memory, sent, tok, known))
            for mention in resolved or ([known] if known else []):
                memory.add(sent, mention)
    found = sorted(memory.found, key=lambda m: (m.sent, m.tok))
    return tuple(settled(sentences, found, lexicon, frozenset()))


def misread_person(memory: Memory, sent: Sentence, tok: Token, known: Mention) -> bool:
    """Whether a single word taken for a place or organisation is the surname of somebody whom the report names in full."""
    if known.actor or known.basis != "name" or known.kind not in {"organisation", "place"} or fold(tok.text) not in memory.people:
        return False
    alone = (known.span.start, known.span.end) == (tok.start, tok.end)
    return alone and (not known.country or tok.deprel.split(":")[0] == "nsubj")


def candidates(memory: Memory, sent: Sentence, tok: Token, known: Mention | None) -> Iterator[Mention]:
    """The mentions that `tok` stands for, `known` with what else is known of it, or nothing."""
    word, lexicon = tok.text.lower(), memory.lexicon
    if known and misread_person(memory, sent, tok, known):
        person = memory.people[fold(word)]
        yield replace(known, kind="person", actor=person.actor, country=person.country, name=person.name)
    elif known and known.kind == "person" and known.basis == "name" and (known.actor or word not in lexicon.descriptions):
        same = memory.people.get(fold(last_name(sent, known)))
        if same and not known.actor:
            yield replace(known, actor=same.actor, country=same.country or known.country, name=same.name)
    elif known and (known.actor or known.country) and known.basis != "role":
        return
    elif (pronoun := pronoun_at(memory, tok)) and not known:
        if antecedent := antecedent_of(memory, sent, tok, pronoun):
            yield standing_for(sent, tok, antecedent, "pronoun")
    elif word in lexicon.descriptions and is_noun(sent, tok) and not (known and known.actor):
        yield from described(memory, sent, tok, known)
    elif not known and tok.upos == "NOUN" and (titled := memory.titles.get(fold(tok.lemma))):
        if sent.index - titled.sent <= WINDOW and is_definite(sent, tok, lexicon) and len(sent.children[tok.i]) == 1:
            yield standing_for(sent, tok, titled, "description")
    elif tok.upos == "PROPN" and not known and tok.text[0].isupper() and (surname := memory.people.get(fold(word))):
        yield standing_for(sent, tok, surname, "name")
