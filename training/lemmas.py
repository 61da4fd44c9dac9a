"""Writes src/sayso/lang/<code>/lemmas.tsv.gz: form, part of speech, lemma of the words that the lexicons name.

A lemmatizer trained on a small treebank guesses the lemma of a word it has not met, most often wrongly where the form is
irregular (uccise, invasero) or its spelling changes (planned, violated). The forms of the words that matter are known; they
are generated here by lemmas_<code>.toml and take the place of a guess. A form of two lemmas is left out.

    python training/lemmas.py
"""

import gzip
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANG = HERE.parent / "src/sayso/lang"
LEXICONS = (("attribution", "cue"), ("events", "trigger"), ("factuality", "cue"))

Rules = dict[str, Any]


def main() -> None:
    for path in sorted(HERE.glob("lemmas_*.toml")):
        folder = LANG / path.stem.removeprefix("lemmas_")
        rules = tomllib.loads(path.read_text(encoding="utf-8"))
        with gzip.GzipFile(folder / "lemmas.tsv.gz", "wb", mtime=0) as out:
            out.write("".join(table(rules, sorted(set(words(folder, rules))))).encode())


def words(folder: Path, rules: Rules) -> Iterator[tuple[str, str]]:
    """Part of speech and lemma of the heads of all entries, of the nouns that conditions and settings list, and of the common
    words where the rules list them: with them come all the irregular ones."""
    for name, entries in LEXICONS:
        data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        nouns = [*data.get("words", {}).values(), *(data["settings"].get(key, ()) for key in ("unnamed", "document", "outlet"))]
        for entry in data[entries]:
            yield entry["upos"], entry["lemma"].split()[0]
            nouns += [entry.get("object", ()), entry.get("subject", ())]
        yield from (("NOUN", word) for listed in nouns for word in listed if word.isalpha())
    for upos, section in rules.items():
        if "common" in section:
            yield from ((upos, lemma) for lemma in [*section["common"].split(), *section["irregular"]])


def table(rules: Rules, lemmas: list[tuple[str, str]]) -> Iterator[str]:
    """The rows, by part of speech and form. `unsure` forms have no lemma: they are of this part of speech, but of two lemmas."""
    found: dict[tuple[str, str], set[str]] = {}
    for upos, lemma in lemmas:
        if upos in rules and lemma not in rules[upos].get("skip", "").split():
            for form in inflect(lemma, rules[upos]):
                found.setdefault((upos, form), set()).add(lemma)
    for (upos, form), of in sorted(found.items()):
        # detta is of dire, whatever dettare has; found is of find
        sure = [lemma for lemma in of if form in listed(lemma, rules[upos])] or list(of)
        if form in rules[upos].get("unsure", "").split():
            yield f"{form}\t{upos}\t\n"
        elif len(sure) == 1:
            yield f"{form}\t{upos}\t{sure[0]}\n"


def listed(lemma: str, rules: Rules) -> list[str]:
    return [form for kind in ("irregular", "forms") for form in rules.get(kind, {}).get(lemma, "").split()]


def inflect(lemma: str, rules: Rules) -> set[str]:
    """All forms of `lemma`; none where no key of `endings` fits. Wrong ones that are no words (amichi) do no harm."""
    key = longest(lemma, rules["endings"])
    if key is None:
        return set()
    found = {lemma, *listed(lemma, rules)}
    # forms listed as irregular stand in place of those with these endings, of all if none is named
    replaced = tuple(rules.get("replaced", "").split()) or ("",)
    for ending in rules["endings"][key].split():
        if lemma not in rules.get("irregular", {}) or not ending.endswith(replaced):
            found.add(spell(f"{lemma.removesuffix(key)}+{ending}", rules.get("spelling", {}).get(key, ())))
    if lemma not in rules.get("irregular", {}):
        found |= set(by_stems(lemma, rules))
    if "clitics" in rules:
        hosts = [re.sub(rules["infinitive"], "", lemma), *(form for form in found if re.search(rules["gerund"], form))]
        found |= {host + clitic for host in hosts for clitic in rules["clitics"].split()}
    return found - {""}


def longest(lemma: str, keys: dict[str, str]) -> str | None:
    return max((key for key in keys if lemma.endswith(key)), key=len, default=None)


def spell(form: str, changes: list[list[str]]) -> str:
    """`form` after all changes of spelling where stem and ending meet, at the plus sign: cerc+i, plan+ed."""
    for pattern, spelt in changes:
        form = re.sub(pattern, spelt, form)
    return form.replace("+", "")


def by_stems(lemma: str, rules: Rules) -> Iterator[str]:
    """The forms on the irregular stems of the longest ending listed, each with the endings of its column."""
    key = longest(lemma, rules.get("stems", {}))
    if key is not None:
        for stems, endings in zip(rules["stems"][key].split(), rules["columns"], strict=False):
            for stem in stems.split(",") if stems != "-" else ():
                yield from (lemma.removesuffix(key) + stem + ending for ending in endings.split())


if __name__ == "__main__":
    main()
