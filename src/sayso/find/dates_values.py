"""From the parts of a time expression to an ISO 8601 / EDTF value. Knows no language; seasons and parts of the day as in
TIMEX3 (2024-SP, 2024-11-06TNI)."""

from datetime import timedelta
from typing import Any

from sayso.find.dates_calendar import Anchor, Found, day_value, move, nth_week, parse_day, replace_year
from sayso.find.dates_lengths import Features, duration

EVENING = frozenset({"AF", "EV", "NI"})


def value_of(f: Features, anchor: Anchor) -> Found | None:
    """The value of an expression and whether it is stated, inferred from the day of publication, or that day itself.

    None when it cannot be a date (30 February).
    """
    try:
        if f.get("every"):
            return every(f), "stated"
        if f.get("range"):
            return between(f, anchor)
        if "year2" in f:
            return years(f), "stated"
        if "day2" in f:
            first = {k: v for k, v in f.items() if k != "day2"}
            later = f["month"] % 12 + 1 if f["day2"] < f["day"] else f["month"]
            return between({"a": first, "b": first | {"day": f["day2"], "month": later}}, anchor)
        if f.get("ahead") and anchor.tense == "future" and anchor.published:
            return day_value(f | {"dir": 1}, anchor)
        if f.get("dur"):
            return duration(f), "inferred" if "dir" in f and anchor.published else "stated"
        if "shift" in f:
            return shifted(f, anchor)
        found = day_value(f, anchor)
        return found and with_time(f, found, anchor)
    except (ValueError, OverflowError):
        return None


def every(f: Features) -> str:
    clock = time_value(f)
    if "weekday" in f:
        return f"XXXX-WXX-{f['weekday']}{clock}"
    if "month" in f:
        return f"XXXX-{f['month']:02d}"
    if "season" in f:
        return f"XXXX-{f['season']}"
    if "part" in f or (clock and f.get("unit", "D") == "D" and f.get("n", 1) == 1):
        return clock
    return str(f["value"]) if "value" in f else duration(f)


def years(f: Features) -> str:
    first, second = f["year"], f["year2"]
    if second < 100:
        second += first // 100 * 100
        if second > first + 10:
            raise ValueError
    if not first < second <= first + 120:
        raise ValueError
    return f"{first:04d}/{second:04d}"


def between(f: Features, anchor: Anchor) -> Found | None:
    """From a to b; what one end leaves out, the other gives (3 to 5 May, March to June 2018)."""
    shared = {k: v for k, v in f.items() if k in SHARED}
    a, b = shared | _end(f["a"]), shared | _end(f["b"])
    borrow(a, b)
    borrow(b, a)
    found_a, found_b = value_of(a, anchor), value_of(b, anchor)
    if not found_a or not found_b:
        return None
    (left, basis), (right, other) = found_a, found_b
    if left > right and "year" not in a and "year" not in b and left[0] != "X":
        day = parse_day(right)
        if day and ("month" in a or "weekday" in a):
            step = replace_year(day, day.year + 1) if "month" in b else day + timedelta(7)
            right = step.isoformat()[: len(right)]
    if left[:1] == "T" or "T" in left:
        right = right if "T" in right else left.split("T")[0] + right
    return f"{left}/{right}", basis if basis != "stated" else other


def _end(x: Any) -> Features:
    if isinstance(x, dict):
        return dict(x)
    return {"year": x} if x > 31 else {"day": x}


SHARED = frozenset({"days", "day", "weekday", "month", "year", "rel", "unit"})


def borrow(a: Features, b: Features) -> None:
    if "month" not in a and "day" in a and "month" in b:
        a["month"] = b["month"]
        a.setdefault("year", b["year"]) if "year" in b else None
    if "year" not in a and "month" in a and "year" in b and "rel" not in a:
        later = "month" in b and (b["month"], b.get("day", 0)) < (a["month"], a.get("day", 0))
        a["year"] = b["year"] - 1 if later else b["year"]
    if TIMES & a.keys() and not DAYS & a.keys():
        a |= {k: b[k] for k in SHARED if k in b}
    for key in ("ampm", "part"):
        if key in b and not {"ampm", "part"} & a.keys() and TIMES & a.keys() and _hour(a) < _hour(b):
            a[key] = b[key]


def _hour(f: Features) -> tuple[int, int]:
    return f["clock"] if "clock" in f else (int(f.get("hour", 24)) % 12, 0)


DAYS = frozenset({"days", "day", "weekday"})
TIMES = frozenset({"clock", "hour", "part", "noon"})


def coherent(f: Features) -> bool:
    """Whether the parts belong together: no time of day beside a month or a year, no "and" between unrelated dates."""
    if f.get("adjacent") and not adjacent(f):
        return False
    if "every" in f or f.get("range") or not TIMES & f.keys() or DAYS & f.keys():
        return True
    return not (f.keys() & {"month", "year", "season", "decade", "n"}) and f.get("unit", "D") == "D"


def adjacent(f: Features) -> bool:
    """Whether the two dates follow each other (October and November), so that they make one stretch of time."""
    a, b = f["a"], f["b"]
    if not isinstance(a, dict) or not isinstance(b, dict) or "day" in a or "day" in b or "rel" in a:
        return False
    if "month" in a and "month" in b:
        return bool(b["month"] == a["month"] % 12 + 1)
    return "weekday" in a and "weekday" in b and set(a) == set(b) == {"weekday"} and bool(b["weekday"] == a["weekday"] % 7 + 1)


def shifted(f: Features, anchor: Anchor) -> Found | None:
    """two days before 6 November."""
    found = value_of(f["b"], anchor)
    length = f.get("a", f)
    if not found or "unit" not in length:
        return None
    day = parse_day(found[0])
    if day is None or len(found[0]) < 10 or "T" in found[0] or isinstance(length.get("n"), str):
        return found[0][:4] if day else "XXXX", found[1]
    return move(day, float(length["n"]) * f["shift"], length["unit"], exact=True), found[1]


def with_time(f: Features, found: Found, anchor: Anchor) -> Found:
    value, basis = found
    clock = time_value(f)
    if f.get("nth") and (day := parse_day(value)):
        return nth_week(day, f["ord"], len(value) == 4), basis
    if f.get("week") and len(value) == 10 and (day := parse_day(value)):
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}", basis
    return (value + clock, basis) if clock and "/" not in value else found


def time_value(f: Features) -> str:
    """T10:45, TMO (morning), or nothing."""
    if "noon" in f:
        return f"T{f['noon']}"
    if "clock" in f or "hour" in f:
        hour, minute = f["clock"] if "clock" in f else (int(f["hour"]), int(f.get("minute", 0)))
        if "ampm" in f:
            hour = hour % 12 + f["ampm"] if hour <= 12 else hour
        elif f.get("part") in EVENING and hour < 12 and not (f["part"] == "NI" and hour < 6):
            hour += 12
        if hour > 24 or minute > 59:
            raise ValueError
        return f"T{hour:02d}:{minute:02d}"
    return f"T{f['part']}" if "part" in f else ""
