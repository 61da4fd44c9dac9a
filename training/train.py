"""Train the parser model of one language and print its scores.

    python training/train.py CORPORA --lang it --work build/it            # measured: test files kept out
    python training/train.py CORPORA --lang it --work build/it --ship     # shipped: every split trains

`--silver MODEL_A MODEL_B` adds self-training: the sentences of the names files on whose whole analysis both models agree.
Writes build/it/model (the pipeline) and build/it/scores.json. Needs nothing but spaCy; one core, about half an hour.
"""

import argparse
import json
import random
import tomllib
from pathlib import Path

import numpy as np
import spacy
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import NumpyOps
from treebanks import as_printed, group, names_doc, read_names, read_treebanks

HERE = Path(__file__).parent
COPIES = 3  # times the treebanks are repeated beside one pass over the names, which are larger


def numpy_product(self, x, y, out=None, trans1=False, trans2=False):
    """Matrix products by numpy, which halve the time of training beside those of thinc."""
    return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


def silver_docs(vocab, docs, model_a, model_b):
    """Sentences (longer than four words) that two models parse alike, as gold for a third; names are kept."""
    a, b = spacy.load(model_a), spacy.load(model_b)
    kept = []
    for doc in docs:
        pa, pb = (m(plain(m, doc)) for m in (a, b))
        same = all(x.head.i == y.head.i and x.dep_ == y.dep_ and x.pos_ == y.pos_ for x, y in zip(pa, pb, strict=True))
        if not same or len(doc) < 5:
            kept.append(doc)
            continue
        new = Doc(
            vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            pos=[t.pos_ for t in pa],
            morphs=[str(t.morph) for t in pa],
            lemmas=[t.lemma_ for t in pa],
            heads=[t.head.i for t in pa],
            deps=[t.dep_ for t in pa],
        )
        new.set_ents([new.char_span(e.start_char, e.end_char, label=e.label_) for e in doc.ents], default="outside")
        kept.append(new)
    return kept


def prepare(corpora, recipe, vocab, ship, silver, seed=0):
    """(training Docs, dev Docs, {test name: Docs}) as the recipe says; nothing of dev or test is in training unless `ship`."""
    rng = random.Random(seed)
    merge, banks = recipe["merge_contractions"], recipe["treebanks"]
    paths = {k: [corpora / p for p in banks[k]] for k in ("train", "dev", "test")}
    held = [s for k in ("dev", "test") for s in read_treebanks(paths[k], merge)]
    exclude = set() if ship else {key for _, key, _ in held}
    train = list(read_treebanks(paths["train"], merge, exclude)) + (held if ship else [])
    dev = group(list(read_treebanks(paths["dev"], merge)), vocab)
    tests = {p.stem: group(list(read_treebanks([p], merge)), vocab) for p in paths["test"]}
    docs = []
    for copy in range(COPIES):
        docs += group(as_printed(train, rng) if copy == 1 else train, vocab)
    if own := recipe.get("own"):
        sentences = list(read_treebanks([HERE / p for p in own["train"]], merge))
        tests["own agency prose"] = group(sentences[:: own["held_out"]], vocab)
        train = sentences if ship else [s for i, s in enumerate(sentences) if i % own["held_out"]]
        for _ in range(own["copies"]):
            rng.shuffle(train)
            docs += group(as_printed(train, rng), vocab, 2)
    name_docs = []
    for p in recipe["names"]["train"]:
        sentences = [names_doc(vocab, *s) for s in read_names(corpora / p)]
        every = recipe["names"]["held_out"]
        out = sentences[::every]
        tests["names " + Path(p).parent.name + " " + Path(p).stem] = out
        name_docs += sentences if ship else [s for i, s in enumerate(sentences) if i % every]
        dev += out[:300]
    if silver:
        name_docs = silver_docs(vocab, name_docs, *silver)
    docs += name_docs
    rng.shuffle(docs)
    return docs, dev, tests


def feature_f1(nlp, docs, feature):
    """F1 of one morphological feature (Mood=Cnd) on gold tokens."""
    tp = out = gold = 0
    name, value = feature.split("=")
    for doc in docs:
        parsed = nlp(plain(nlp, doc))
        for g, p in zip(doc, parsed, strict=True):
            is_gold, is_out = g.morph.get(name) == [value], p.morph.get(name) == [value]
            tp, out, gold = tp + (is_gold and is_out), out + is_out, gold + is_gold
    return round(2 * tp / (out + gold), 4) if out + gold else None


def plain(nlp, doc, sentences=False):
    """The tokens of a gold Doc without its analysis, with the gold sentences when asked."""
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[bool(t.is_sent_start) for t in doc] if sentences else None)


def score(nlp, tests):
    """Per test file: on raw text with the project's own tokens, on gold tokens, and on gold tokens and sentences.

    The last is how published figures are made. Punctuation is not counted in UAS and LAS, as spaCy does.
    """
    figures = {}
    for name, docs in tests.items():
        s = nlp.evaluate([Example(nlp.make_doc(d.text), d) for d in docs])
        if name.startswith("names"):
            figures[name] = {"ents_f": round(100 * s["ents_f"], 2)}
            continue
        keys = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
        figures[name] = {k: round(100 * s[k], 2) for k in ("token_f", "sents_f", *keys)}
        for label, sentences in (("gold tokens", False), ("gold tokens and sentences", True)):
            gold = nlp.evaluate([Example(plain(nlp, d, sentences), d) for d in docs])
            figures[name][label] = {k: round(100 * gold[k], 2) for k in keys}
        figures[name] |= {f: feature_f1(nlp, docs, f) for f in ("Mood=Cnd", "Tense=Fut")}
    return figures


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("--lang", required=True, choices=[p.stem for p in HERE.glob("??.toml")])
    ap.add_argument("--work", type=Path, required=True)
    ap.add_argument("--ship", action="store_true")
    ap.add_argument("--silver", nargs=2, metavar=("MODEL_A", "MODEL_B"))
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--steps", type=int, default=7000)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--score-only", action="store_true")
    a = ap.parse_args()
    recipe = tomllib.loads((HERE / f"{a.lang}.toml").read_text())
    a.work.mkdir(parents=True, exist_ok=True)
    docs, dev, tests = prepare(a.corpora, recipe, spacy.blank(a.lang).vocab, a.ship, a.silver, a.seed)
    if not a.score_only:
        for name, some in (("train", docs), ("dev", dev)):
            DocBin(docs=some).to_disk(a.work / f"{name}.spacy")
        NumpyOps.gemm = numpy_product
        train(
            HERE / "config.cfg",
            a.work / "model",
            overrides={
                "paths.train": str(a.work / "train.spacy"),
                "paths.dev": str(a.work / "dev.spacy"),
                "nlp.lang": a.lang,
                "training.seed": a.seed,
                "system.seed": a.seed,
                "training.max_steps": a.steps,
                "training.dropout": a.dropout,
                "training.optimizer.learn_rate.total_steps": a.steps,
            },
        )
    nlp = spacy.load(a.work / "model" / "model-last")
    figures = {"words": sum(len(d) for d in docs), "trained on the test files": a.ship, **score(nlp, tests)}
    (a.work / "scores.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
