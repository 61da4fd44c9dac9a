"""Resolving pronouns and descriptions to actors named before."""

from collections.abc import Sequence

from sayso.lexicon.actors import ActorLexicon
from sayso.types import Mention, Sentence


def resolve_coreference(sentences: Sequence[Sentence], mentions: tuple[Mention, ...], lexicon: ActorLexicon) -> tuple[Mention, ...]:
    return mentions
