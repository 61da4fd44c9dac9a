"""Writes src/sayso/lang/it/lemmas.tsv.gz: form, part of speech, lemma of the Italian words that the lexicons name.

A lemmatizer trained on a small treebank guesses the lemma of a verb it has not met, most often wrongly where the form is
irregular (uccise, invasero, imposto). The forms of the words that matter to the lexicons are known; they are generated here
by the regular rules and the irregular stems of lemmas_it.toml, and take the place of a guess. Forms of two lemmas are left
out.

    python training/lemmas_it.py
"""

import gzip
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parent / "src/sayso/lang/it"
RULES = tomllib.loads((HERE / "lemmas_it.toml").read_text(encoding="utf-8"))
ENDINGS = {conjugation: text.split() for conjugation, text in RULES["endings"].items()}
FUTURE = RULES["future"].split()
CLITICS = RULES["clitics"].split()


def main() -> None:
    forms: dict[tuple[str, str], set[str]] = {}
    for lemma, upos in sorted(set(words())):
        for form in {"VERB": verb, "NOUN": noun, "ADJ": adjective}[upos](lemma):
            forms.setdefault((upos, form), set()).add(lemma)
    listed = {(form, lemma) for kind in ("forms", "suppletive") for lemma, text in RULES[kind].items() for form in text.split()}
    rows = []
    for (upos, form), lemmas in sorted(forms.items()):
        # detta is of dire, whatever dettare has; else a form of two lemmas is left to the parser
        sure = [lemma for lemma in lemmas if (form, lemma) in listed] or list(lemmas)
        if len(sure) == 1:
            rows.append(f"{form}\t{upos}\t{sure[0]}\n")
    with gzip.GzipFile(FOLDER / "lemmas.tsv.gz", "wb", mtime=0) as out:
        out.write("".join(rows).encode())


def words() -> Iterator[tuple[str, str]]:
    """Lemma and part of speech of the heads of all entries, and of the nouns that conditions and settings list."""
    for name, table in (("attribution", "cue"), ("events", "trigger"), ("factuality", "cue")):
        data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        nouns = [*data.get("words", {}).values(), *(data["settings"].get(key, ()) for key in ("unnamed", "document", "outlet"))]
        for entry in data[table]:
            if entry["upos"] in {"VERB", "NOUN", "ADJ"}:
                yield entry["lemma"].split()[0], entry["upos"]
            nouns += [entry.get("object", ()), entry.get("subject", ())]
        yield from ((word, "NOUN") for listed in nouns for word in listed if word.isalpha())


def verb(lemma: str) -> Iterator[str]:
    """All simple forms, with the enclitics of infinitive and gerund."""
    conjugation, root = lemma[-3:], lemma[:-3]
    if conjugation not in ENDINGS and conjugation != "rre":
        return
    found = {lemma, *RULES["forms"].get(lemma, "").split(), *RULES["suppletive"].get(lemma, "").split()}
    if lemma not in RULES["suppletive"]:
        if conjugation in ENDINGS:
            theme = "er" if conjugation == "are" else conjugation[:-1]
            found |= {spell(root, ending, conjugation) for ending in [*ENDINGS[conjugation], *(theme + e for e in FUTURE)]}
        found |= set(irregular(lemma))
    stems = [lemma[:-1] if conjugation != "rre" else lemma[:-2], *(form for form in found if form.endswith(("ando", "endo")))]
    yield from found | {stem + clitic for stem in stems for clitic in CLITICS}


def irregular(lemma: str) -> Iterator[str]:
    """The forms by the longest ending that is listed as irregular; none where none fits."""
    key = max((k for k in RULES["irregular"] if lemma.endswith(k)), key=len, default=None)
    if key is None:
        return
    participle, past, presents, future = RULES["irregular"][key].split()
    root = lemma[: -len(key)]
    yield from (root + participle[:-1] + vowel for vowel in "oaie")
    if past != "-":
        yield from (root + past + ending for ending in ("i", "e", "ero"))
    if presents != "-":
        # infinitives in -rre build all their forms on the stem of the present
        endings = ENDINGS["ere"] if lemma.endswith(("rre", "dire")) else ["o", "ono", "a", "ano", "i", "e"]
        yield from (root + stem + ending for stem in presents.split(",") for ending in endings)
    if future != "-":
        yield from (root + future + ending for ending in FUTURE)


def spell(stem: str, ending: str, conjugation: str) -> str:
    """Stem and ending in Italian spelling: cerchi, minacceranno, invii."""
    if conjugation == "are" and ending[0] in "ei":
        if stem[-1:] in {"c", "g"}:
            return stem + "h" + ending
        if stem[-2:] in {"ci", "gi"} or (stem[-1:] == "i" and ending[0] == "i"):
            return stem[:-1] + ending
    return stem + ending


def noun(lemma: str) -> Iterator[str]:
    yield lemma
    yield from plural(lemma)


def plural(lemma: str) -> Iterator[str]:
    """Plurals that the spelling of the singular allows; a wrong one (amici, amichi) is no word and does no harm."""
    irregular_plural = RULES["plurals"].get(lemma)
    if irregular_plural:
        yield irregular_plural
        return
    for ending, plurals in RULES["number"].items():
        if lemma.endswith(ending):
            yield from (lemma[: -len(ending)] + p for p in plurals.split())
            return


def adjective(lemma: str) -> Iterator[str]:
    yield from noun(lemma)
    if lemma.endswith("o"):
        yield from noun(lemma[:-1] + "a")


if __name__ == "__main__":
    main()
