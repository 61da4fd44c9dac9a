"""Words per second and peak memory of reading, by room and on one and two cores.

    python bench/read.py [PATH…]       # reports to read; the bundled samples, many times over, when none are given

Machines are noisy: compare the ratios within one run, not the seconds of two. Rooms are timed one after the other in this
process in CPU seconds; the whole command is timed from outside in wall seconds.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # one core is one core

from sayso.batch import TOGETHER  # noqa: E402
from sayso.intake import arrivals  # noqa: E402
from sayso.ledger import Entry, Ledger  # noqa: E402
from sayso.lexicon import load_lexicon  # noqa: E402
from sayso.reading import parser_for, read_sentences  # noqa: E402

SAMPLES = Path(__file__).parent.parent / "examples" / "north-korea-russia" / "reports.jsonl"
WORDS = 120_000


def samples(folder: Path) -> Path:
    """The sample reports under new addresses until there are about `WORDS` words."""
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    words = sum(len(r["text"].split()) for r in rows)
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for copy in range(WORDS // words + 1):
            for row in rows:
                out.write(json.dumps({**row, "url": f"{row['url']}?copy={copy}"}, ensure_ascii=False) + "\n")
    return path


@contextmanager
def timed(spent: dict[str, float], room: str) -> Iterator[None]:
    start = time.process_time()
    yield
    spent[room] = time.process_time() - start


def by_room(paths: list[Path]) -> None:
    spent: dict[str, float] = {}
    with timed(spent, "intake"):
        docs = [a.document for a in arrivals(paths) if a.document]
    langs = sorted({d.lang for d in docs})
    with timed(spent, "start"):
        lexicons = {lang: load_lexicon(lang) for lang in langs}
        parsers = {lang: parser_for(lang) for lang in langs}
        for lang in langs:
            first = next(d for d in docs if d.lang == lang)
            read_sentences(first, next(iter(parsers[lang].parse([first]))), lexicons[lang])
    parsed = []
    with timed(spent, "parse"):
        for lang in langs:
            mine = [d for d in docs if d.lang == lang]
            parsed += zip(mine, parsers[lang].parse(mine), strict=True)
    with timed(spent, "find"):
        readings = [read_sentences(doc, sentences, lexicons[doc.lang]) for doc, sentences in parsed]
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "bench.sqlite") as ledger, timed(spent, "ledger"):
        for at in range(0, len(readings), TOGETHER):  # as the command does
            ledger.add_all([Entry(reading) for reading in readings[at : at + TOGETHER]])
    words = sum(len(s.tokens) for _, sentences in parsed for s in sentences)
    total = sum(seconds for room, seconds in spent.items() if room != "start")
    print(f"{len(docs)} reports, {words:,} words, {sum(len(r.claims) for r in readings):,} claims\n")
    print(f"{'room':10} {'CPU s':>8} {'words/s':>10} {'share':>7}")
    for room, seconds in spent.items():
        rate, share = ("", "") if room == "start" else (f"{words / seconds:,.0f}", f"{seconds / total:.0%}")
        print(f"{room:10} {seconds:8.2f} {rate:>10} {share:>7}")
    print(f"{'together':10} {total:8.2f} {words / total:>10,.0f}")
    print(f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB\n")
    for jobs in (1, 2):
        whole(paths, words, jobs)


def whole(paths: list[Path], words: int, jobs: int) -> None:
    """The command itself, from start to end, into a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from sayso.cli import main; main()", "read", *map(str, paths)]
        start = time.perf_counter()
        subprocess.run([*command, "--ledger", f"{folder}/bench.sqlite", "--jobs", str(jobs)], check=True, capture_output=True)
        wall = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rate = f"{words / wall:,.0f} words/s with the start"
    print(f"sayso read --jobs {jobs}: {wall:6.1f} s wall, {rate}, largest process {memory:,.0f} MB")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("paths", nargs="*", type=Path)
    paths = ap.parse_args().paths
    with tempfile.TemporaryDirectory() as folder:
        by_room(paths or [samples(Path(folder))])


if __name__ == "__main__":
    main()
