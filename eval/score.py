"""Score the reader on the project's own gold: eval/gold/<lang>.toml.

    python eval/score.py            # figures per language and field, beside the floors
    python eval/score.py --errors   # and every miss
    python eval/score.py --pin      # write the figures, rounded down, to eval/floors.json

A case is a short text with the claims and attributions that a careful reader finds in it; spans are given as text, the first
occurrence that fits counts. Figures are shares (0-1): F1 for triggers with type and for attributions, accuracy for the rest,
over the matched ones.
"""

import argparse
import json
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.reading import read_documents
from sayso.types import Claim, Document, Reading, Span

HERE = Path(__file__).parent
Case = dict[str, Any]
Tally = dict[str, list[int]]  # field -> [right, all]


def load(lang: str) -> list[Case]:
    return list(tomllib.loads((HERE / "gold" / f"{lang}.toml").read_text(encoding="utf-8"))["case"])


def find(text: str, part: str | None) -> Span | None:
    at = text.find(part) if part else -1
    return Span(at, at + len(part)) if part and at >= 0 else None


def overlap(a: Span | None, b: Span | None) -> bool:
    return bool(a and b and max(a.start, b.start) < min(a.end, b.end))


def mostly(a: Span | None, b: Span | None) -> bool:
    """Intersection over union of at least a half."""
    if not a or not b or not overlap(a, b):
        return False
    return 2 * (min(a.end, b.end) - max(a.start, b.start)) >= max(a.end, b.end) - min(a.start, b.start)


def count(tally: Tally, field: str, right: bool) -> None:
    cell = tally.setdefault(field, [0, 0])
    cell[0] += right
    cell[1] += 1


def score_case(case: Case, reading: Reading, tally: Tally) -> Iterator[str]:
    """Adds to `tally`; yields a line for each miss."""
    text = case["text"]
    claims = list(reading.claims)
    for gold in case.get("claims", []):
        trigger = find(text, gold["trigger"])
        assert trigger, f"{gold['trigger']!r} does not stand in {text!r}"
        got = next((c for c in claims if overlap(c.event.span, trigger) and c.event.type == gold["type"]), None)
        count(tally, "event recall", got is not None)
        if got is None:
            near = [f"{c.event.type} {text[c.event.span.start : c.event.span.end]}" for c in reading.claims]
            yield f"missed {gold['type']} {gold['trigger']} (has {', '.join(near) or 'nothing'}): {text}"
            continue
        claims.remove(got)
        count(tally, "event precision", True)
        for field, right in compare(text, gold, got, reading):
            count(tally, field, right)
            if not right:
                yield f"{field} of {gold['trigger']}, should be {gold.get(field, gold.get(field + 's'))}: {text}"
    for extra in claims:
        if extra.event.type != "OTHER" and not case.get("partial"):
            count(tally, "event precision", False)
            yield f"spurious {extra.event.type} {text[extra.event.span.start : extra.event.span.end]}: {text}"
    yield from score_attributions(case, reading, tally)


def compare(text: str, gold: Case, got: Claim, reading: Reading) -> Iterator[tuple[str, bool]]:
    yield "status", got.factuality.status == gold["status"]
    for role in ("actor", "recipient"):
        found = getattr(got, role)
        if role in gold:
            yield role, any(overlap(find(text, gold[role]), a.span) for a in found)
        if f"{role}_country" in gold:
            yield "country", any(a.country == gold[f"{role}_country"] for a in found)
    if "time" in gold:
        yield "time", bool(got.time) and got.time is not None and got.time.value.startswith(gold["time"])
    if "place" in gold:
        yield "place", bool(got.place) and got.place is not None and overlap(find(text, gold["place"]), got.place.span)
    for q in gold.get("quantities", []):
        want = (q.get("low"), q.get("high"))
        yield "quantity", any((x.low, x.high) == want for x in got.quantities)
    if "chain" in gold:
        by_id = {a.id: a for a in reading.attributions}
        have = [by_id[i].source for i in got.attribution]
        want_chain = [find(text, s) for s in gold["chain"]]
        same = len(have) == len(want_chain)
        yield (
            "chain",
            same
            and all((h is None) if w is None else bool(h and overlap(h.span, w)) for h, w in zip(have, want_chain, strict=True)),
        )


def score_attributions(case: Case, reading: Reading, tally: Tally) -> Iterator[str]:
    text, found = case["text"], list(reading.attributions)
    for gold in case.get("attributions", []):
        cue, content = find(text, gold.get("cue")), find(text, gold["content"])
        assert content, f"{gold['content']!r} does not stand in {text!r}"
        got = next((a for a in found if (overlap(a.cue, cue) if cue and a.cue else mostly(a.content, content))), None)
        count(tally, "attribution recall", got is not None)
        if got is None:
            yield f"missed attribution {gold.get('cue')!r}: {text}"
            continue
        found.remove(got)
        count(tally, "attribution precision", True)
        source = find(text, gold.get("source"))
        right = overlap(got.source.span, source) if got.source and source else got.source is None and source is None
        count(tally, "source", right)
        count(tally, "content", mostly(got.content, content))
        if not right:
            yield f"source of {gold.get('cue')!r}, should be {gold.get('source')!r}: {text}"
    if not case.get("partial"):
        for a in found:
            count(tally, "attribution precision", False)
            yield f"spurious attribution {text[a.cue.start : a.cue.end] if a.cue else '(no cue)'}: {text}"


def figures(lang: str) -> tuple[dict[str, float], list[str]]:
    """({field: share}, misses) of one language."""
    cases = load(lang)
    docs = [Document(id=f"gold-{i}", text=c["text"], lang=lang, published=c.get("published")) for i, c in enumerate(cases)]
    tally: Tally = {}
    misses: list[str] = []
    for case, reading in zip(cases, read_documents(docs), strict=True):
        misses += score_case(case, reading, tally)
    shares = {k: right / n for k, (right, n) in tally.items() if n}
    for name in ("event", "attribution"):
        p, r = shares.get(f"{name} precision", 0.0), shares.get(f"{name} recall", 0.0)
        shares[f"{name} F1"] = 2 * p * r / (p + r) if p + r else 0.0
    return shares, misses


def languages() -> list[str]:
    return sorted(p.stem for p in (HERE / "gold").glob("*.toml"))


def floors() -> dict[str, dict[str, float]]:
    path = HERE / "floors.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--errors", action="store_true", help="print every miss")
    ap.add_argument("--pin", action="store_true", help="write the figures to floors.json")
    a = ap.parse_args()
    pinned = floors()
    new = {}
    for lang in languages():
        shares, misses = figures(lang)
        new[lang] = {k: math.floor(100 * v) / 100 for k, v in sorted(shares.items())}
        for field, value in sorted(shares.items()):
            print(f"{lang}  {field:24} {value:.3f}   floor {pinned.get(lang, {}).get(field, 0):.2f}")
        if a.errors:
            print("\n".join(misses))
    if a.pin:
        (HERE / "floors.json").write_text(json.dumps(new, indent=1) + "\n")


if __name__ == "__main__":
    main()
