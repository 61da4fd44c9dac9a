"""Clusters as the lines of a brief: what is reported, from how many origins, where reports disagree, what is denied.

Plain text without markup; one cluster is a title line and a few indented lines. The brief reports reporting: it says who reports
what, and never which of them is right.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import shorten, wrap

from sayso.types import Claim, Cluster, Contradiction, Document, Origin, Value

WIDTH = 110
SCREEN = 6  # clusters of a brief
SHORT_ID = 9  # characters of an id that tell it from others
LINES = 4  # origins named in one line
FIGURES = 7  # figures listed of one cluster
SAME_SENTENCES = 0.5  # part of a cluster's sentences that make it a side of a cluster already shown
NOT_RECORDED = "not-recorded"


def brief_lines(
    clusters: Sequence[Cluster],
    documents: Iterable[Document],
    claims: Iterable[Claim],
    query: str = "",
    limit: int | None = SCREEN,
) -> list[str]:
    """The lines of the brief, clusters of most news value first; `limit` None lists all of them.

    Happenings that several reports tell come first; what one report tells alone fills the rest of the screen, one happening of
    each report, unless the query asks for them. A single line says that there are none.
    """
    told = list(claims)
    found = ranked(matching(clusters, query, sentences_of(documents, told)))
    if not found:
        return [f"No report tells of {query!r}." if query else "The ledger holds no claims."]
    shown = found if limit is None else screen(found, {c.id: (c.document, c.evidence.start) for c in told}, bool(query))[:limit]
    lines = [line for cluster in shown for line in [*cluster_lines(cluster), ""]]
    reports = plural(len({d for c in found for d in c.documents}), "report")
    rest = f", --all lists the other {len(found) - len(shown)}" if len(shown) < len(found) else ""
    return [*lines, f"{reports} · {plural(len(found), 'happening')} · {len(shown)} shown{rest}"]


def screen(found: Sequence[Cluster], places: Mapping[str, tuple[str, int]], asked: bool) -> list[Cluster]:
    """The clusters worth showing first: those of several reports or with a disagreement, then one for each report."""
    telling: list[Cluster] = []
    alone: list[Cluster] = []
    for c in found:
        (telling if len(c.documents) > 1 or c.contradictions else alone).append(c)
    shown = main_clusters(telling, places)
    covered = {d for c in shown for d in c.documents}
    for c in alone:
        if asked or not covered & set(c.documents):
            shown.append(c)
            covered.update(c.documents)
    return shown


def sentences_of(documents: Iterable[Document], claims: Iterable[Claim]) -> dict[str, str]:
    """{claim: its sentence with the title of its report}: the words by which it is asked for."""
    docs = {d.id: d for d in documents}
    return {
        c.id: f"{docs[c.document].title or ''} {docs[c.document].text[c.evidence.start : c.evidence.end]}"
        for c in claims
        if c.document in docs
    }


def matching(clusters: Sequence[Cluster], query: str, sentences: Mapping[str, str]) -> list[Cluster]:
    """Clusters of which the title, an actor, a place, an origin or a sentence holds a word beginning with each word of the query.

    Words that stand together in one sentence count before words that one cluster holds here and there.
    """
    words = [re.compile(rf"\b{re.escape(w)}", re.IGNORECASE) for w in query.split()]
    if not words:
        return list(clusters)
    told = {c.id: [" ".join((c.title, *c.actors, *c.recipients, c.place or "")), *(o.name for o in c.origins)] for c in clusters}
    for c in clusters:
        told[c.id] += [sentences[x] for x in c.claims if x in sentences]
    together = [c for c in clusters if any(all(w.search(text) for w in words) for text in told[c.id])]
    return together or [c for c in clusters if all(any(w.search(text) for text in told[c.id]) for w in words)]


def ranked(clusters: Iterable[Cluster]) -> list[Cluster]:
    """By news value: reports, origins and disagreements; then by id."""

    def value(c: Cluster) -> float:
        kinds = {"hard": 3.0, "as-of": 2.0, "wording": 0.5}
        disagreements = sum(kinds[x.kind] + (2.0 if x.field == "happened" else 0.0) for x in c.contradictions)
        return len(c.documents) + 1.5 * len(recorded(c)) + disagreements

    return sorted(clusters, key=lambda c: (-value(c), c.id))


def main_clusters(clusters: Sequence[Cluster], sentences: Mapping[str, tuple[str, int]]) -> list[Cluster]:
    """Without the clusters that stand mostly in the sentences of one before them and add no disagreement."""
    kept: list[Cluster] = []
    seen: set[tuple[str, int]] = set()
    for c in clusters:
        own = {sentences[x] for x in c.claims if x in sentences}
        if own and not c.contradictions and len(own & seen) >= SAME_SENTENCES * len(own):
            continue
        seen |= own
        kept.append(c)
    return kept


def recorded(c: Cluster) -> list[Origin]:
    return [o for o in c.origins if o.kind != NOT_RECORDED]


def cluster_lines(c: Cluster) -> list[str]:
    """Title with status, counts and origins, then disagreements, figures and denials."""
    names = {o.id: o.name for o in c.origins}
    lines = [f"{shorten(c.title, WIDTH - 14, placeholder=' …')} · {c.status}"]
    lines += indented("", summary(c))
    for x in c.contradictions:
        writer = FIELDS.get(x.field)
        lines += writer(x, names) if writer else []
    figures = [v for v in c.values if v.field == "number" and len(c.documents) > 1]
    sourced = {(v.text, v.unit) for v in figures if v.origin != NOT_RECORDED}
    figures = [v for v in figures if v.origin != NOT_RECORDED or (v.text, v.unit) not in sourced]
    remarks = [f"{x.kind}: {x.reason}" for x in c.contradictions if x.field == "number" and x.kind != "wording"]
    lines += value_lines("figures", figures, names, "; ".join(remarks))
    if not any(x.field == "happened" for x in c.contradictions):
        lines += denial_lines([v for v in c.values if v.field == "happened"], names)
    return lines


def summary(c: Cluster) -> str:
    origins = recorded(c)
    none = [o for o in c.origins if o.kind == NOT_RECORDED]
    parts = [plural(len(c.documents), "report"), plural(len(c.languages), "language")]
    if origins:
        shown = "; ".join(o.name + status_of(o, c) for o in origins[:LINES]) + ("; …" if len(origins) > LINES else "")
        parts.append(f"{plural(len(origins), 'origin')}: {shown}")
    else:
        parts.append("no origin recorded")
    if none and origins:
        parts.append(f"{plural(len(none[0].documents), 'report')} without a source")
    if len(origins) > 1:
        parts.append(c.independence)
    return " · ".join([*parts, f"id {c.id[:SHORT_ID]}"])


def status_of(o: Origin, c: Cluster) -> str:
    return f" ({o.status})" if o.status != c.status else ""


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def indented(label: str, text: str) -> list[str]:
    """`text` behind a label of nine characters, wrapped to WIDTH."""
    first = f"  {label:9}" if label else "  "
    return [(first if n == 0 else " " * len(first)) + line for n, line in enumerate(wrap(text, WIDTH - 11))]


def time_lines(x: Contradiction, names: Mapping[str, str]) -> list[str]:
    days: dict[str, list[Value]] = {}
    for v in x.values:
        days.setdefault(v.text, []).append(v)
    told = []
    for day, vs in sorted(days.items()):
        reports = plural(len({d for v in vs for d in v.documents}), "report")
        told.append(f"{day} ({reports}: {', '.join(dict.fromkeys(short(names, v) for v in vs))})")
    return indented("dates", f"{' or '.join(told)} · {x.kind}")


def happened_lines(x: Contradiction, names: Mapping[str, str]) -> list[str]:
    return denial_lines(x.values, names, f" · {x.kind}: {x.reason}")


FIELDS: Mapping[str, Callable[[Contradiction, Mapping[str, str]], list[str]]] = {
    "time": time_lines,
    "happened": happened_lines,
}


def short(names: Mapping[str, str], v: Value) -> str:
    return names.get(v.origin, v.origin)


def value_lines(label: str, values: Sequence[Value], names: Mapping[str, str], remark: str = "") -> list[str]:
    """One line for each figure with its origin and day."""
    lines: list[str] = []
    for v in sorted(values, key=lambda v: (v.as_of or "9999", v.text, v.origin))[:FIGURES]:
        text = f"{v.text} · {short(names, v)} · as of {v.as_of or 'an unknown day'} · {plural(len(v.documents), 'report')}"
        lines += indented(label if not lines else " ", text)
    if len(values) > FIGURES:
        lines += indented(" ", f"and {len(values) - FIGURES} more")
    return lines + (indented(" ", remark) if remark and lines else [])


def denial_lines(values: Sequence[Value], names: Mapping[str, str], remark: str = "") -> list[str]:
    denials = [
        f"{short(names, v)} ({v.as_of or 'an unknown day'})" for v in values if v.text == "denied" and v.origin != NOT_RECORDED
    ]
    return indented("denied", "by " + ", ".join(denials) + remark) if denials else []
