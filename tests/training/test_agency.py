"""The project's own treebanks: each tree has one root and no cycle, uses known tags, and gives back its text."""

import re
from pathlib import Path

import pytest

TREEBANKS = sorted((Path(__file__).parents[2] / "training" / "agency").glob("*.conllu"))
UPOS = re.compile("ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|SYM|VERB|X")
RELATION = re.compile(
    r"(acl|advcl|advmod|amod|appos|aux|case|cc|ccomp|clf|compound|conj|cop|csubj|dep|det|discourse|dislocated|expl|fixed|flat"
    r"|goeswith|iobj|list|mark|nmod|nsubj|nummod|obj|obl|orphan|parataxis|punct|reparandum|root|vocative|xcomp)(:[a-z]+)?"
)


def sentences(path: Path) -> list[tuple[str, list[list[str]]]]:
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        text = next(x.removeprefix("# text = ") for x in lines if x.startswith("# text = "))
        found.append((text, [x.split("\t") for x in lines if not x.startswith("#")]))
    return found


@pytest.mark.parametrize("path", TREEBANKS, ids=lambda p: p.stem)
def test_the_trees_are_sound(path: Path) -> None:
    wrong = []
    for text, rows in sentences(path):
        heads = [int(r[6]) for r in rows]
        steps = [0] * len(rows)
        for i in range(len(rows)):
            at = i + 1
            while at and steps[i] <= len(rows):
                at = heads[at - 1]
                steps[i] += 1
        sound = (
            [r[0] for r in rows] == [str(n) for n in range(1, len(rows) + 1)]
            and heads.count(0) == 1
            and max(steps) <= len(rows)
            and all(UPOS.fullmatch(r[3]) and RELATION.fullmatch(r[7]) for r in rows)
            and all((h == 0) == (r[7] == "root") for h, r in zip(heads, rows, strict=True))
        )
        wrong += [] if sound else [text]
    assert not wrong


@pytest.mark.parametrize("path", TREEBANKS, ids=lambda p: p.stem)
def test_the_tokens_give_back_the_text(path: Path) -> None:
    def rebuilt(rows: list[list[str]]) -> str:
        return "".join(r[1] + ("" if r[9] == "SpaceAfter=No" else " ") for r in rows).strip()

    wrong = [text for text, rows in sentences(path) if rebuilt(rows) != text]
    assert not wrong


def test_there_is_a_treebank() -> None:
    assert TREEBANKS
