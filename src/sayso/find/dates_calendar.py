"""The day, month, year or longer stretch that the parts of a time expression name, counted on the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sayso.find.dates_lengths import CLOCK_UNITS, Features, duration
from sayso.types import Basis

Found: TypeAlias = tuple[str, Basis]
FEW_DAYS = {"D": 3, "W": 21, "M": 120}  # how far back "a few" of them is taken to be, in days
NEAR, FAR = 45, 240  # days: a date this near against the tense wins over one this far with it


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date may be counted from. ``previous`` is the day the text named last."""

    text: str | None
    published: date | None
    previous: date | None
    tense: str | None
    next_weekday: str = "nearest"




def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or date-time; of a month or year its first day; None when it names none."""
    if not text:
        return None
    parts = text.split("/")[0].split("T")[0].split("-")
    try:
        return date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except (ValueError, IndexError):
        return None


def day_value(f: Features, anchor: Anchor) -> Found | None:
    """The date, without a time of day."""
    for known in STEPS:
        for found in known(f, anchor):
            return found
    if any(k in f for k in ("clock", "part", "hour", "noon")):
        return (anchor.published.isoformat(), "publication") if anchor.published else ("XXXX-XX-XX", "stated")
    return None


def long_periods(f: Features, anchor: Anchor) -> Iterator[Found]:
    if f.get("century"):
        yield f"{int(f['ord']) - 1:02d}XX", "stated"
    elif "centuryname" in f:
        yield f"{f['centuryname']}XX", "stated"
    elif "decade2" in f or (f.get("decade") is True and "yy" in f):
        n = int(f["decade2"] if "decade2" in f else f["yy"])
        yield f"{(1900 if n >= 30 else 2000) // 100}{n // 10}X" if n < 100 else f"{n // 10}X", "stated"
    elif f.get("decade") is True:
        yield f"{f['year'] // 10}X", "stated"
    elif "decade" in f:
        yield f"{f['decade']}X", "stated"
    elif f.get("short"):
        now = anchor.published.year if anchor.published else 2026
        yield str(f["yy"] + (2000 if f["yy"] <= now % 100 else 1900)), "stated"


def from_today(f: Features, anchor: Anchor) -> Iterator[Found]:
    if "days" in f:
        if anchor.published is None:
            yield "XXXX-XX-XX", "stated"
        else:
            yield (anchor.published + timedelta(f["days"])).isoformat(), "inferred" if f["days"] else "publication"


def day_month(f: Features, anchor: Anchor) -> Iterator[Found]:
    if "day" not in f or "month" not in f:
        return
    day, month = int(f["day"]), int(f["month"])
    if "year" in f or "yy" in f:
        year = f["year"] if "year" in f else f["yy"] + (2000 if f["yy"] < 70 else 1900)
        yield date(year, month, day).isoformat(), "stated"
        return
    date(2000, month, day)
    if anchor.published is None:
        yield f"XXXX-{month:02d}-{day:02d}", "stated"
    elif f.get("unit") == "Y":
        yield date(anchor.published.year + f["rel"], month, day).isoformat(), "inferred"
    else:
        yield choose(year_round(month, day, anchor.published), f.get("rel"), anchor).isoformat(), "inferred"


def year_round(month: int, day: int, published: date) -> list[date]:
    """The same day in the years around publication; 29 February only where it exists."""
    days = []
    for year in range(published.year - 4, published.year + 5):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return days


def choose(days: list[date], rel: int | None, anchor: Anchor) -> date:
    """The day that is meant: by last and next, else by the tense, else the nearest to publication."""
    day = anchor.published or date.today()
    past, future = [d for d in days if d <= day], [d for d in days if d >= day]
    strictly_past, strictly_future = [d for d in days if d < day], [d for d in days if d > day]
    if rel == -1:
        return strictly_past[-1]
    if rel == 1:
        return strictly_future[0]
    nearest = min(days, key=lambda d: (abs((d - day).days), d))
    if anchor.tense == "past":
        return nearest if (nearest - day).days < NEAR and (day - past[-1]).days > FAR else past[-1]
    if anchor.tense == "future":
        return nearest if (day - nearest).days < NEAR and (future[0] - day).days > FAR else future[0]
    return nearest


def weekdays(f: Features, anchor: Anchor) -> Iterator[Found]:
    if "weekday" not in f:
        return
    weekday, day = f["weekday"], anchor.published
    if day is None:
        yield f"XXXX-WXX-{weekday}", "stated"
        return
    monday = day - timedelta(day.isoweekday() - 1)
    if "day" in f:
        near = [day + timedelta(k) for k in sorted(range(-400, 401), key=abs)]
        match = [d for d in near if d.day == f["day"] and d.isoweekday() == weekday]
        if match:
            yield match[0].isoformat(), "inferred"
        return
    rel = f.get("rel")
    back = (day.isoweekday() - weekday) % 7
    if f.get("unit") == "W":
        result = monday + timedelta(7 * int(rel or 0) + weekday - 1)
    elif rel == -1:
        result = day - timedelta(back or 7)
    elif rel == 1:
        result = monday + timedelta(6 + weekday) if anchor.next_weekday == "week" else day + timedelta(7 - back)
    elif rel == 0:
        result = monday + timedelta(weekday - 1)
    else:
        result = day - timedelta(back) if anchor.tense != "future" or back == 0 else day + timedelta(7 - back)
    yield result.isoformat(), "inferred"


def months(f: Features, anchor: Anchor) -> Iterator[Found]:
    """A month, or a day of the last, this or next month."""
    day = anchor.published
    if "month" in f:
        month = f["month"]
        if "year" in f:
            yield f"{f['year']:04d}-{month:02d}", "stated"
        elif day is None:
            yield f"XXXX-{month:02d}", "stated"
        elif f.get("unit") == "Y":
            yield f"{day.year + f['rel']:04d}-{month:02d}", "inferred"
        elif f.get("rel") == 0:
            yield f"{day.year:04d}-{month:02d}", "inferred"
        else:
            first = Anchor(anchor.text, day.replace(day=1), None, anchor.tense, anchor.next_weekday)
            yield choose(year_round(month, 1, first.published or day), f.get("rel"), first).isoformat()[:7], "inferred"
    elif "day" in f and f.get("unit") == "M":
        if day is None:
            yield f"XXXX-XX-{f['day']:02d}", "stated"
        else:
            base = parse_day(move(day.replace(day=1), f["rel"], "M"))
            yield (base or day).replace(day=f["day"]).isoformat(), "inferred"


def seasons(f: Features, anchor: Anchor) -> Iterator[Found]:
    """Seasons, quarters and halves of a year; without a year, by tense, those last past or next to come."""
    starts = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
    if "season" in f:
        mark, month = f["season"], starts[f["season"]]
    elif f.get("quarter"):
        mark, month = f"Q{f['ord']}", 3 * int(f["ord"]) - 2
    elif f.get("half"):
        mark, month = f"H{f['ord']}", 6 * int(f["ord"]) - 5
    else:
        return
    if not 1 <= month <= 12:
        return
    if "year" in f:
        yield f"{f['year']:04d}-{mark}", "stated"
    elif anchor.published is None:
        yield f"XXXX-{mark}", "stated"
    elif f.get("rel") == 0:
        yield f"{anchor.published.year}-{mark}", "inferred"
    else:
        yield f"{choose(year_round(month, 1, anchor.published), f.get('rel'), anchor).year}-{mark}", "inferred"


def only_year(f: Features, anchor: Anchor) -> Iterator[Found]:
    if "year" in f:
        if f.get("modern") and not 1800 <= f["year"] <= 2099:
            raise ValueError
        yield f"{f['year']:04d}", "stated"


def counted(f: Features, anchor: Anchor) -> Iterator[Found]:
    """last month, two weeks ago, the day before."""
    if "unit" not in f:
        return
    unit = f["unit"]
    base = anchor.previous if f.get("base") == "text" else anchor.published
    if base is None:
        yield (duration(f) if f.get("base") == "text" and "n" in f else unknown(unit)), "stated"
    elif "n" in f:
        n = f["n"]
        if isinstance(n, str):
            yield vague(base, unit, f["dir"]), "inferred"
        else:
            second = parse_day(move(base, f["n2"] * f["dir"], f["unit2"], exact=True)) if "n2" in f else None
            yield move(second or base, n * f["dir"], unit, exact=second is not None or f.get("base") == "text"), "inferred"
    elif "rel" in f:
        yield move(base, f["rel"], unit), "inferred"


UNKNOWN = {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "3M": "XXXX-QX", "Y": "XXXX", "10Y": "XXXX", "100Y": "XXXX"}


def unknown(unit: str) -> str:
    """The value of a unit of unknown date: X for each digit that is not known."""
    return UNKNOWN.get(unit, "XXXX-XX-XX")


def vague(base: date, unit: str, direction: int) -> str:
    """some days ago: the month; some months ago: the year; longer ago: not known."""
    if unit in CLOCK_UNITS:
        return base.isoformat()
    if unit not in FEW_DAYS:
        return "XXXX"
    return (base + timedelta(FEW_DAYS[unit] * direction)).isoformat()[: 4 if unit == "M" else 7]


def move(base: date, n: float, unit: str, exact: bool = False) -> str:
    """`base` moved by n units, as precise as the unit (a week ago is a week), or to the day where `exact`."""
    factor = int("".join(c for c in unit if c.isdigit()) or 1)
    letter = unit.lstrip("0123456789")
    if unit in CLOCK_UNITS:
        return base.isoformat()
    if letter in {"D", "W", "WE"}:
        day = base + timedelta(round(n * factor * (1 if letter == "D" else 7)))
        if letter == "D" or exact:
            return day.isoformat()
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}{'-WE' if letter == 'WE' else ''}"
    steps = round(n * factor * (12 if letter == "Y" else 1))
    total = base.year * 12 + base.month - 1 + steps
    year, month = divmod(total, 12)
    if not 1 <= year <= 9998:
        raise ValueError
    if exact:
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)).day
        return date(year, month + 1, min(base.day, last)).isoformat()
    if letter == "M":
        part = {1: f"-{month + 1:02d}", 3: f"-Q{month // 3 + 1}", 6: f"-H{month // 6 + 1}"}.get(factor, "")
        return f"{year:04d}{part}"
    return {10: f"{year:04d}"[:3] + "X", 100: f"{year:04d}"[:2] + "XX"}.get(factor, f"{year:04d}")


def replace_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)


def nth_week(day: date, n: int, of_year: bool) -> str:
    """The n-th week of a year or month, -1 the last; a week belongs to the month of its Thursday."""
    if of_year:
        return date.fromisocalendar(day.year, n if n > 0 else 52, 4).strftime("%G-W%V")
    first = day.replace(day=1)
    thursdays = [d for k in range(31) if (d := first + timedelta(k)).month == first.month and d.isoweekday() == 4]
    if not -1 <= n <= len(thursdays):
        raise ValueError
    return thursdays[n - 1 if n > 0 else -1].strftime("%G-W%V")


STEPS = (long_periods, from_today, day_month, weekdays, months, seasons, counted, only_year)
