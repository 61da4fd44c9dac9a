"""What the origins of a cluster give for each field, and where that cannot all hold.

Kinds: *hard* (two origins give for the same time what excludes each other), *as-of* (each held at its time: a toll that grew,
a denial before the event), *wording* (rounding, "about", a range that holds the other). Values of one metric only are
compared: killed with killed, not killed with killed or wounded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

from sayso.reconcile.profiles import Figure, Profile, tells
from sayso.types import Contradiction, ContradictionKind, Status, Value

WHOLE = 4  # a number so many times another is rather the whole of it
NOT_RECORDED = "not-recorded"  # a denial that nobody is recorded to have made is none
NEAR = 60  # characters between a negation and the event that it negates
ROUNDING = 0.05  # two numbers that differ by less are one number in other words
HAPPENED: frozenset[Status] = frozenset({"asserted"})
INFINITE = float("inf")


def find_values(members: Sequence[Profile], origin: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Value, ...]:
    """One Value for each field, origin and figure, by field, then by day and origin."""
    grouped: dict[tuple[str, str, str, str], list[Profile]] = defaultdict(list)
    bounds: dict[tuple[str, str, str, str], tuple[float | None, float | None, str | None]] = {}
    for p in members:
        for field, text, low, high, unit in readings_of(p, labels):
            key = (field, unit or "", text, origin[p.claim.id])
            grouped[key].append(p)
            bounds[key] = (low, high, unit)
    values = []
    for (field, _, text, source), ps in grouped.items():
        low, high, unit = bounds[field, _, text, source]
        as_of = min((p.document.published[:10] for p in ps if p.document.published), default=None)
        docs = tuple(dict.fromkeys(p.document.id for p in ps))
        values.append(Value(field, low, high, text, unit, source, as_of, tuple(dict.fromkeys(p.claim.id for p in ps)), docs))
    return tuple(sorted(values, key=lambda v: (v.field, v.unit or "", v.as_of or "9999", v.origin, v.text)))


Reading = tuple[str, str, float | None, float | None, str | None]


def readings_of(p: Profile, labels: Mapping[str, str]) -> Iterable[Reading]:
    """(field, text, low, high, unit) that one claim gives."""
    if p.claim.factuality.status == "denied":
        if not outright(p):
            return
        yield "happened", "denied", 0, 0, None
    elif p.claim.factuality.status in HAPPENED:
        yield "happened", "reported as having happened", 1, 1, None
    if p.days and p.days[0] == p.days[1] and p.claim.factuality.status != "denied":
        day = date.fromordinal(p.days[0]).isoformat()
        yield "time", day, p.days[0], p.days[0], "day"
    if p.place and p.place.precision == "city":
        yield "place", p.place.name, None, None, None
    for figure in p.figures:
        if p.claim.factuality.status in {"asserted", "hedged", "planned"} and tells(figure.quantity):
            label = " or ".join(labels.get(m, m) for m in figure.metric)
            text = f"{amount(figure)} {label}".strip()
            yield (
                "number",
                text,
                figure.quantity.low,
                figure.quantity.high,
                label + (" (share)" if figure.quantity.fraction else ""),
            )


def amount(figure: Figure) -> str:
    """A number in plain words, always in the same form."""
    q = figure.quantity
    low, high = q.low, q.high
    if q.fraction:
        share = low if low is not None else high
        return "about half" if share == 0.5 else f"{round(100 * (share or 0))}%"
    if low is not None and high is not None:
        if low == high:
            return number(low)
        return f"up to {number(high)}" if low == 0 else f"{number(low)}–{number(high)}"
    return f"at least {number(low)}" if low is not None else f"up to {number(high or 0)}"


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def outright(p: Profile) -> bool:
    """Whether this very event is denied: by a negation near it, no event between, or as the first that a source denies."""
    at = p.claim.event.span
    near = any(c.end <= at.start <= c.end + NEAR or at.end <= c.start <= at.end + NEAR for c in p.claim.factuality.cues)
    return (near and not p.before) or (p.leads and any(a.polarity == "-" for a in p.chain))


Verdict = tuple[ContradictionKind, str] | None


def find_contradictions(values: Sequence[Value], tolls: Set[str]) -> tuple[Contradiction, ...]:
    """At most one contradiction for each field and metric, with all the values that take part.

    `tolls` are the units that count casualties, as in Value.unit.
    """
    grouped: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for v in values:
        grouped[v.field, v.unit or ""].append(v)
    found = []
    for (field, _), vs in sorted(grouped.items()):
        verdict: Verdict = None
        if field == "number":
            verdict = judge_numbers(vs, tolls)
        elif field in {"time", "happened"}:
            verdict = judge_times(vs) if field == "time" else judge_happened(vs)
        if verdict:
            found.append(Contradiction(field, verdict[0], tuple(vs), verdict[1]))
    return tuple(found)


def judge_numbers(values: Sequence[Value], tolls: Set[str]) -> Verdict:
    """Numbers of one metric: equal ones are no contradiction, growing ones over days are as-of, the rest is hard."""
    distinct = {(v.low, v.high) for v in values}
    if len(distinct) < 2:
        return None
    ordered = sorted(values, key=lambda v: (v.as_of or "", middle(v)))
    pairs = [(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :] if not agree(a, b) and not parts(a, b, tolls)]
    if not pairs:
        whole = all(agree(a, b) for a in values for b in values)
        return ("wording", "the numbers hold each other or differ by rounding") if whole else None
    clashing = [(a, b) for a, b in pairs if not grown(a, b)]
    if not clashing:
        return "as-of", "the number grew from report to report"
    a, b = clashing[0]
    if a.as_of and b.as_of and a.as_of != b.as_of:
        return "as-of", f"{a.text} was given on {a.as_of}, {b.text} on {b.as_of}"
    return "hard", f"{a.text} and {b.text} are given for the same day"


def parts(a: Value, b: Value, tolls: Set[str]) -> bool:
    """Whether two numbers may be a part and its whole, not two figures for one thing.

    One report gives both on one source's word; or one is more than WHOLE times the other, tolls excepted.
    """
    if a.origin == b.origin and set(a.documents) & set(b.documents):
        return True
    return a.unit not in tolls and max(middle(a), middle(b)) > WHOLE * min(middle(a), middle(b))


def middle(v: Value) -> float:
    return v.low if v.low is not None else v.high or 0.0


def agree(a: Value, b: Value) -> bool:
    """Whether two numbers can be one: their ranges meet, rounding allowed."""
    low_a, high_a = a.low if a.low is not None else 0.0, a.high if a.high is not None else INFINITE
    low_b, high_b = b.low if b.low is not None else 0.0, b.high if b.high is not None else INFINITE
    slack = ROUNDING * max(middle(a), middle(b))
    return low_a <= high_b + slack and low_b <= high_a + slack


def grown(a: Value, b: Value) -> bool:
    """Whether `b` is a later and larger number than `a`."""
    return bool(a.as_of and b.as_of and a.as_of < b.as_of and middle(b) >= middle(a))


def judge_times(values: Sequence[Value]) -> Verdict:
    """Days a day apart may be a time zone (wording); further apart they exclude each other."""
    days = sorted({v.low for v in values if v.low is not None})
    if len(days) < 2:
        return None
    if days[-1] - days[0] <= 1:
        return "wording", "a day apart, as time zones or the hour of writing make it"
    return "hard", "reports date the same happening to " + " and to ".join(date.fromordinal(int(d)).isoformat() for d in days)


def judge_happened(values: Sequence[Value]) -> Verdict:
    """A denial against reports that it happened: hard when some of these are as old as the denial, else as-of."""
    denials = [v for v in values if v.text == "denied" and v.origin != NOT_RECORDED]
    others = [v for v in values if v.text != "denied" and v.origin not in {d.origin for d in denials}]
    if not denials or not others:
        return None
    last_denial = max(v.as_of or "" for v in denials)
    if any((v.as_of or "") <= last_denial for v in others):
        return "hard", "some report it as having happened, some deny it, at the same time"
    return "as-of", f"denied until {last_denial}, reported as having happened since {min(v.as_of or '' for v in others)}"
