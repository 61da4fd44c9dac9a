"""Every entry of furniture.toml removes its example and keeps its near miss."""

import pytest

from sayso.intake.clean import cut_furniture
from sayso.lexicon import LANG
from sayso.lexicon.files import Entry, read_file
from sayso.lexicon.furniture import LONGEST, is_furniture, load

FOLDERS = sorted(p.parent for p in LANG.glob("*/furniture.toml"))
ENTRIES = [(folder, entry) for folder in FOLDERS for entry in read_file(folder / "furniture.toml")["line"]]
LEXICONS = tuple(map(load, FOLDERS))


@pytest.mark.parametrize(("folder", "entry"), ENTRIES, ids=lambda x: x["example"][:40] if isinstance(x, dict) else x.name)
def test_an_entry_removes_its_example_and_keeps_its_near_miss(folder: object, entry: Entry) -> None:
    assert is_furniture(entry["example"], LEXICONS)
    if keeps := entry.get("keeps"):
        assert not is_furniture(keeps, LEXICONS)


def test_only_whole_lines_go() -> None:
    text = "Il ponte resta chiuso.\n  4 Min  di lettura \nIl cartello dice: © Riproduzione riservata\nTAGGED:"
    assert cut_furniture(text, LEXICONS) == "Il ponte resta chiuso.\nIl cartello dice: © Riproduzione riservata"


def test_a_long_line_is_prose() -> None:
    assert not is_furniture("Share this " + "x" * LONGEST, LEXICONS)
