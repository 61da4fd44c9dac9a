"""ISO 8601 durations: P3D, PT10M, P2Y3M, PXM (some months)."""

from typing import Any

Features = dict[str, Any]
CLOCK_UNITS = {"s": "S", "min": "M", "h": "H"}


def duration(f: Features) -> str:
    """P3D, PT10M, PXM (some months), P2Y3M."""
    first = _length(f.get("n", "X"), f["unit"], f.get("plus", 0))
    if "n2" not in f:
        return first
    second = _length(f["n2"], f["unit2"], 0)
    if second.startswith("PT") and first.startswith("PT"):
        return first + second[2:]
    return first + second[1:]








def _length(n: float | str, unit: str, plus: float) -> str:
    if unit in CLOCK_UNITS:
        return f"PT{_number(n, plus)}{CLOCK_UNITS[unit]}"
    factor = int("".join(c for c in unit if c.isdigit()) or 1)
    letter = unit.lstrip("0123456789")
    if isinstance(n, str):
        return f"P{n}{letter}" if factor == 1 else f"P{n}0{letter}" if factor == 10 else f"P{n}{letter}"
    return f"P{_number(n * factor, plus * factor)}{letter}"


def _number(n: float | str, plus: float) -> str:
    if isinstance(n, str):
        return n
    return f"{n + plus:g}" if (n + plus) % 1 else str(int(n + plus))
