"""No figure on the project's own gold falls below what it was. Lowering a floor needs a reason in the same commit."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "eval" / "score.py"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", PATH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORE = scorer()


@pytest.mark.parametrize("lang", SCORE.languages())
def test_no_figure_falls_below_its_floor(lang: str) -> None:
    shares, _ = SCORE.figures(lang)
    fallen = {
        field: (shares.get(field, 0.0), floor) for field, floor in SCORE.floors()[lang].items() if shares.get(field, 0.0) < floor
    }
    assert not fallen
