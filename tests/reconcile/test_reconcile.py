"""Readings -> clusters: one happening is one cluster, origins are counted and not copies, contradictions have their kind."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lexicon import concepts
from sayso.reconcile import reconcile
from sayso.reconcile.blocks import DEPTH, KEYS, candidate_pairs
from sayso.reconcile.profiles import days_of, profile_readings
from sayso.reconcile.sources import Names
from sayso.types import Cluster, Reading

from .cases import build, load_cases

CASES = load_cases("happenings.toml")


def named(readings: list[Reading], clusters: tuple[Cluster, ...]) -> set[frozenset[str]]:
    """Clusters as sets of "outlet:trigger"."""
    label = {
        c.id: f"{r.document.outlet}:{r.document.text[c.event.span.start : c.event.span.end]}" for r in readings for c in r.claims
    }
    return {frozenset(label[x] for x in cluster.claims) for cluster in clusters}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_case(case: dict[str, Any]) -> None:
    readings = build(case)
    clusters = reconcile(readings)
    assert named(readings, clusters) == {frozenset(group) for group in case["clusters"]}
    if "origins" in case:
        (first,) = clusters
        assert [o.name for o in first.origins] == case["origins"]
        assert first.independence == case["independence"]
        assert first.status == case["status"]
        assert [[x.field, x.kind] for x in first.contradictions] == case["contradictions"]


@given(st.randoms(use_true_random=False), st.sampled_from(CASES))
@settings(deadline=None, max_examples=40)
def test_the_order_of_arrival_does_not_matter(random: Any, case: dict[str, Any]) -> None:
    readings = [r for c in CASES for r in build(c)] if random.random() < 0.3 else build(case)
    straight = reconcile(readings)
    random.shuffle(readings)
    assert reconcile(readings) == straight


def test_every_claim_stands_in_one_cluster_and_every_join_has_a_reason() -> None:
    readings = [r for c in CASES for r in build(c)]
    clusters = reconcile(readings)
    claims = [x for c in clusters for x in c.claims]
    assert sorted(claims) == sorted({c.id for r in readings for c in r.claims})
    assert all(link.reason and link.left in c.claims and link.right in c.claims for c in clusters for link in c.links)
    assert len({c.id for c in clusters}) == len(clusters)


def test_a_later_report_keeps_the_id_of_a_cluster() -> None:
    readings = build(CASES[0])
    assert reconcile(readings)[0].id == reconcile(sorted(readings, key=lambda r: r.document.published or "")[:2])[0].id


def test_pairs_grow_with_the_claims_and_not_with_their_square() -> None:
    counts = []
    for n in (100, 400):
        report = CASES[4]["report"][0]
        readings = [r for i in range(n) for r in build({"report": [{**report, "outlet": f"Outlet {i}"}]})]
        profiles = profile_readings(readings, concepts.load(), Names(readings))
        counts.append(sum(1 for _ in candidate_pairs(profiles)))
    assert counts[1] <= 4 * counts[0] * 1.4
    assert counts[1] <= 400 * DEPTH * KEYS


@pytest.mark.parametrize(
    ("value", "days"),
    [("2024-02", 29), ("2024", 366), ("2024-11-06", 1), ("2025-W06", 7), ("2017/2021", 1826), ("P3D", None), ("XXXX-W06", None)],
)
def test_days_of_a_value(value: str, days: int | None) -> None:
    found = days_of(value)
    assert (found and found[1] - found[0] + 1) == days


def test_order_of_two_reports_is_free() -> None:
    readings = build(CASES[1])
    assert len({reconcile(p) for p in permutations(readings)}) == 1
