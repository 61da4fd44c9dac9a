"""Walking a dependency tree; shared by the finders, knows no language and no lexicon."""

from collections.abc import Callable, Container, Iterator

from sayso.types import Sentence, Span, Token


def children(sent: Sentence, i: int) -> Iterator[Token]:
    """Direct dependents of token `i`, in text order."""
    return (sent.tokens[c] for c in sent.children[i])


def ancestors(sent: Sentence, i: int) -> Iterator[Token]:
    """The heads above token `i`, nearest first, `i` itself left out. Ends on a cycle."""
    seen = {i}
    while (up := sent.tokens[i].head) not in seen:
        seen.add(up)
        i = up
        yield sent.tokens[i]


def subtree(sent: Sentence, i: int, stop: Callable[[Token], bool] = lambda tok: False) -> list[int]:
    """Token `i` and all below it, in text order; a dependent for which `stop` is true is left out with all below it."""
    found, todo = {i}, [i]
    while todo:
        for c in sent.children[todo.pop()]:
            if c not in found and not stop(sent.tokens[c]):
                found.add(c)
                todo.append(c)
    return sorted(found)


def span_of(sent: Sentence, indices: list[int]) -> Span:
    """From the first to the last of the tokens."""
    return Span(min(sent.tokens[i].start for i in indices), max(sent.tokens[i].end for i in indices))


def base(tok: Token) -> str:
    """The relation without its subtype."""
    return tok.deprel.split(":")[0]


def phrase(sent: Sentence, i: int, without: Container[str] = ()) -> Span:
    """The noun phrase headed by `i` as an annotator would mark it.

    Left out: a leading preposition, coordinated further parts, relative clauses and other clauses, appositions after a
    name, parentheses, punctuation at the ends, an English final 's, and what follows from a dependent whose lemma is in
    `without`.
    """

    def stop(tok: Token) -> bool:
        rel = tok.deprel.split(":")[0]
        if rel in {"conj", "cc", "acl", "parataxis", "advcl", "ccomp", "nsubj", "cop", "aux", "mark", "dislocated", "vocative"}:
            return True
        if (rel == "appos" or tok.lemma.lower() in without) and tok.i > i:
            return True
        return tok.head == i and rel in {"case", "punct", "advmod"} and (rel != "advmod" or tok.i > i)

    return span_of(sent, contiguous(sent, subtree(sent, i, stop), i))


def contiguous(sent: Sentence, indices: list[int], around: int) -> list[int]:
    """The unbroken run of indices that holds `around`; gaps of punctuation only are bridged, punctuation at the ends cut."""
    keep = set(indices)
    left = right = around
    while left - 1 in keep or (left - 2 in keep and sent.tokens[left - 1].upos == "PUNCT"):
        left -= 1
    while right + 1 in keep or (right + 2 in keep and sent.tokens[right + 1].upos == "PUNCT"):
        right += 1
    run = list(range(left, right + 1))
    while len(run) > 1 and sent.tokens[run[-1]].upos == "PUNCT" and run[-1] != around:
        run.pop()
    while len(run) > 1 and sent.tokens[run[0]].upos == "PUNCT" and run[0] != around:
        run.pop(0)
    return run
