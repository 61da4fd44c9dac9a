"""Copies are found by text, also when cut, re-ordered, edited or partial; quotations and an outlet's furniture are no copies."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile import copy_groups, find_copies
from sayso.reconcile.alignment import align, read_text
from sayso.types import Copy, Document

NOUNS = (
    "harbour",
    "council",
    "teacher",
    "bridge",
    "river",
    "engine",
    "valley",
    "market",
    "doctor",
    "station",
    "museum",
    "forest",
    "winter",
    "ticket",
    "captain",
    "garden",
    "village",
    "kitchen",
    "letter",
    "window",
    "mountain",
    "factory",
    "orchard",
    "tunnel",
    "blanket",
    "lantern",
    "saddle",
    "pepper",
    "violin",
    "compass",
    "ladder",
)
VERBS = (
    "opened",
    "closed",
    "repaired",
    "painted",
    "inspected",
    "crossed",
    "sold",
    "rented",
    "measured",
    "washed",
    "counted",
    "moved",
    "lifted",
    "drew",
    "sealed",
)


def prose(seed: int, sentences: int) -> list[str]:
    """Sentences of our own that no two seeds share."""
    r = random.Random(seed)

    def clause() -> str:
        a, b, c, d = (r.choice(NOUNS) for _ in range(4))
        return f"the {a} near the {b} {r.choice(VERBS)} a {c} with {r.randint(3, 99)} {d}s"

    return [f"{clause()} while {clause()}.".capitalize() for _ in range(sentences)]


def doc(name: str, sentences: list[str], outlet: str | None = None, published: str = "2025-03-01") -> Document:
    return Document(name, "\n\n".join(sentences), "en", outlet=outlet or name, published=published)


def pairs(*docs: Document) -> list[tuple[str, str]]:
    return [c.documents for c in find_copies(docs)]


def test_cut_reordered_and_partly_reused_text_is_found() -> None:
    base = prose(1, 12)
    cut, turned, part = base[:6], base[6:] + base[:6], prose(2, 8) + base[3:7]
    assert pairs(doc("a", base), doc("b", cut), doc("c", turned), doc("d", part), doc("e", prose(3, 12))) == [
        ("a", "b"),
        ("a", "c"),
        ("a", "d"),
        ("b", "c"),
        ("b", "d"),
        ("c", "d"),
    ]


def test_light_edits_are_bridged_and_the_spans_hold_the_shared_text() -> None:
    base = prose(4, 10)
    edited = [s.replace("near", "beside") for s in base]
    (copy,) = find_copies([doc("a", base), doc("b", edited, published="2025-03-02")])
    assert copy.share > 0.9
    left, right = copy.spans[0]
    assert "\n\n".join(base)[left.start : left.end].replace("near", "beside") == "\n\n".join(edited)[right.start : right.end]


def test_a_shared_speech_is_no_copy() -> None:
    speech = "“" + " ".join(s.rstrip(".") for s in prose(5, 4)) + "”, she said."
    assert pairs(doc("a", [*prose(6, 8), speech]), doc("b", [*prose(7, 8), speech])) == []


def test_furniture_that_an_outlet_prints_for_weeks_is_no_copy() -> None:
    furniture = prose(8, 3)
    docs = [
        doc("a", prose(9, 8) + furniture, "Daily", "2025-01-01"),
        doc("b", prose(10, 8) + furniture, "Daily", "2025-02-01"),
        doc("c", prose(11, 8) + furniture, "Daily", "2025-02-02"),
    ]
    assert pairs(*docs) == []


def test_a_credit_is_named_in_the_reason() -> None:
    base = prose(12, 10)
    (copy,) = find_copies(
        [doc("a", base, "Harbour Wire (sample)"), doc("b", [*base[:5], "(Harbour Wire)"], published="2025-03-02")]
    )
    assert copy.kind == "credit"
    assert "it credits Harbour Wire" in copy.reason


def test_groups_hold_all_that_share_one_text_and_no_translations() -> None:
    pairs = [("a", "b", "copy"), ("c", "d", "credit"), ("b", "e", "credit"), ("x", "y", "likely translated")]
    copies = [Copy((a, b), 0.5, (), kind, "shared") for a, b, kind in pairs]
    assert copy_groups(copies) == [["a", "b", "e"], ["c", "d"]]


ENGLISH = """On Monday the mayor of Lisbon, Ana Sousa, met the ministers of Spain and France and signed a treaty.
They agreed that 14 trains will be built and 230 stations repaired. In Porto, police arrested two protesters.
The president of Braga rejected the plan and accused Ana Sousa of a leak. Workers protested in Madrid and Turin.
The oil company will sell 900 tankers in 2026 and supply technology. A drone attack on the border wounded 31 soldiers."""
ITALIAN = """Lunedì la sindaca di Lisbona, Ana Sousa, ha incontrato i ministri di Spagna e Francia e ha firmato un trattato.
Hanno concordato che saranno costruiti 14 treni e riparate 230 stazioni. A Porto la polizia ha arrestato due manifestanti.
Il presidente di Braga ha respinto il piano e ha accusato Ana Sousa della fuga di notizie. Proteste a Madrid e Torino.
La società del petrolio venderà 900 navi nel 2026 e fornirà la tecnologia. Un attacco di droni al confine ha ferito 31 soldati."""


def test_translations_are_marked_and_not_called_copies() -> None:
    a, b = Document("a", ENGLISH, "en", published="2025-03-01"), Document("b", ITALIAN, "it", published="2025-03-02")
    (copy,) = find_copies([a, b])
    assert copy.kind == "likely translated"
    assert copy.reason


def test_the_same_facts_in_another_order_are_no_translation() -> None:
    turned = "\n".join(reversed(ITALIAN.split("\n")))
    a, b = Document("a", ENGLISH, "en", published="2025-03-01"), Document("b", turned, "it", published="2025-03-02")
    assert find_copies([a, b]) == ()


@given(st.permutations(range(6)))
@settings(deadline=None, max_examples=25)
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    base = prose(13, 8)
    docs = [doc(str(i), base[i : i + 4] + prose(20 + i, 3)) for i in range(6)]
    assert find_copies([docs[i] for i in order]) == find_copies(docs)


@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None)
def test_alignment_stays_inside_both_texts(left: str, right: str) -> None:
    a, b = read_text(left), read_text(right + left)
    for i, j, k, m in align(a, b):
        assert 0 <= i < j <= len(a.words)
        assert 0 <= k < m <= len(b.words)
