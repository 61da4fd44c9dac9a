"""Universal Dependencies and names files -> spaCy Docs.

Italian contractions (della, darlo) are merged into one token that keeps the head and relation of its outermost word;
English ones (do + n't) stay split, as spaCy's tokenizers have them.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

# Features that no finder reads: leaving them out keeps the label set, and so the model, small.
UNUSED_FEATURES = {"Typo", "Abbr", "Style", "Foreign", "NumForm", "ExtPos"}
NAMES = ("PER", "LOC", "ORG")
CURLY = {"'": "’", '"': "“"}

Row = list[str]
Tok = dict


def read_rows(path: Path) -> Iterator[tuple[bool, str, list[Row]]]:
    """Yield (starts a document, text, rows) for each sentence of a CoNLL-U file."""
    rows: list[Row] = []
    new, text = False, ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line:
            if rows:
                yield new, text, rows
            rows, new, text = [], False, ""
        elif line.startswith("#"):
            new = new or line.startswith("# newdoc")
            if line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
        else:
            rows.append(line.split("\t"))


def features(column: str) -> dict[str, str]:
    return dict(x.split("=", 1) for x in column.split("|")) if column != "_" else {}


def tokens_of(rows: list[Row], merge: bool) -> list[Tok]:
    """Surface tokens with heads as indices into the list; the root's head is itself."""
    words = {int(r[0]): r for r in rows if r[0].isdigit()}
    multi = {int(r[0].split("-")[0]): r for r in rows if "-" in r[0]}
    toks: list[Tok] = []
    index: dict[int, int] = {}
    todo = sorted(words)
    while todo:
        first = todo[0]
        row = multi.get(first)
        ids = list(range(first, int(row[0].split("-")[1]) + 1)) if row else [first]
        spaced = "SpaceAfter=No" not in (row or words[first])[9]
        todo = todo[len(ids) :]
        if row and merge:
            index.update({i: len(toks) for i in ids})
            toks.append(merged(row[1], spaced, [words[i] for i in ids], ids))
            continue
        forms = split_surface(row[1], [words[i][1] for i in ids]) if row else [words[first][1]]
        for k, i in enumerate(ids):
            index[i] = len(toks)
            w = words[i]
            toks.append(
                {
                    "form": forms[k],
                    "space": spaced and k == len(ids) - 1,
                    "upos": w[3],
                    "feats": features(w[5]),
                    "lemma": w[2],
                    "head": int(w[6]),
                    "deprel": w[7],
                }
            )
    for k, t in enumerate(toks):
        t["head"] = index[t["head"]] if t["head"] else k
    return toks


def merged(form: str, spaced: bool, words: list[Row], ids: list[int]) -> Tok:
    """One token for a contraction: the word that hangs outside gives head, lemma and relation; articles lend features."""
    root = next((w for w in words if int(w[6]) not in ids), words[0])
    feats = features(root[5])
    for w in words:
        if w is not root and w[3] == "DET":
            feats = features(w[5]) | feats
        elif w is not root and w[3] == "PRON":
            feats["Clitic"] = "Yes"
    return {
        "form": form,
        "space": spaced,
        "upos": root[3],
        "feats": feats,
        "lemma": root[2],
        "head": int(root[6]),
        "deprel": root[7],
    }


def split_surface(surface: str, forms: list[str]) -> list[str]:
    """Cut the printed form where its words are written differently (won't = wo + n't)."""
    if "".join(forms) == surface:
        return forms
    rest, out = surface, []
    for form in reversed(forms[1:]):
        n = min(len(form), max(1, len(rest) - 1))
        out.append(rest[-n:])
        rest = rest[:-n]
    return [rest, *reversed(out)] if rest and all(out) else forms


def make_doc(vocab: Vocab, sentences: list[list[Tok]]) -> Doc:
    toks, heads = [], []
    for sent in sentences:
        heads += [len(toks) + t["head"] for t in sent]
        toks += sent
        toks[-1] = {**toks[-1], "space": True}
    return Doc(
        vocab,
        words=[t["form"].replace(" ", "\u00a0") for t in toks],
        spaces=[t["space"] for t in toks],
        pos=[t["upos"] for t in toks],
        morphs=["|".join(f"{k}={v}" for k, v in sorted(t["feats"].items()) if k not in UNUSED_FEATURES) for t in toks],
        lemmas=[t["lemma"] if t["lemma"] != "_" or t["form"] == "_" else t["form"] for t in toks],
        heads=heads,
        deps=["ROOT" if h == i else t["deprel"] for i, (t, h) in enumerate(zip(toks, heads, strict=True))],
    )


def read_treebanks(paths: list[Path], merge: bool, exclude: set[str] = frozenset()) -> Iterator[tuple[bool, str, list[Tok]]]:
    """Yield (starts a document, key, tokens); sentences over 25 letters whose key is in `exclude` are left out."""
    for path in paths:
        for new, text, rows in read_rows(path):
            key = re.sub(r"\W+", "", text).lower()
            if not (len(key) > 25 and key in exclude):
                yield new, key, tokens_of(rows, merge)


def group(sentences: list[tuple[bool, str, list[Tok]]], vocab: Vocab, size: int = 8) -> list[Doc]:
    """Consecutive sentences, at most `size` to a Doc (paragraphs of news are short)."""
    docs: list[Doc] = []
    current: list[list[Tok]] = []
    for new, _, toks in sentences:
        if current and (new or len(current) >= size):
            docs.append(make_doc(vocab, current))
            current = []
        current.append(toks)
    return docs + ([make_doc(vocab, current)] if current else [])


def as_printed(sentences: list[tuple[bool, str, list[Tok]]], rng: random.Random) -> list[tuple[bool, str, list[Tok]]]:
    """The same sentences with the typography of news pages: curly quotes, some headlines in title case."""
    out = []
    for new, key, toks in sentences:
        title = rng.random() < 0.06 and len(toks) < 20
        opened = False
        copy = []
        for t in toks:
            form = t["form"]
            if form == '"':
                form, opened = ("”", False) if opened else ("“", True)
            else:
                form = form.replace("'", "’")
            if title and len(form) > 3:
                form = form[0].upper() + form[1:]
            copy.append({**t, "form": form})
        out.append((new, key, copy))
    return out


def read_names(path: Path) -> list[tuple[list[str], list[str]]]:
    """Sentences as (words, labels) from two- or three-column BIO files; labels outside PER, LOC, ORG become O."""
    out: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        parts = line.rstrip("\n").split("\t")
        if len(parts) < 2:
            if words:
                out.append((words, labels))
            words, labels = [], []
            continue
        words.append(parts[-2])
        label = parts[-1].split("-")[-1]
        labels.append(label if label in NAMES else "O")
    return out


NO_SPACE_BEFORE = set(".,;:!?)]}»”%") | {"...", "'s", "n't"}
NO_SPACE_AFTER = set("([{«“") | {"l'", "L'"}


def names_doc(vocab: Vocab, words: list[str], labels: list[str]) -> Doc:
    """A Doc with names only; everything else is marked as missing, so that it trains nothing else."""
    spaces = [
        not (words[i + 1] in NO_SPACE_BEFORE or w in NO_SPACE_AFTER or (w.endswith("'") and len(w) > 1))
        for i, w in enumerate(words[:-1])
    ] + [True]
    doc = Doc(vocab, words=words, spaces=spaces)
    spans, start = [], None
    for i in range(len(words) + 1):
        label = labels[i] if i < len(words) else "O"
        if start is not None and label != labels[start]:
            spans.append(Span(doc, start, i, label=labels[start]))
            start = None
        if start is None and label != "O":
            start = i
    doc.set_ents(spans, default="outside")
    return doc
