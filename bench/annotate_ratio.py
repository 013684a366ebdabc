"""How much time reading claims takes beside the bare spaCy pipeline, on the same texts, in one run, models loaded.

usage: python bench/annotate_ratio.py [PATH …] [--rounds N] [--limit RATIO]

Rounds of both alternate, so that a busy machine slows both alike; medians are compared. Exit code 1 where the
ratio is above the limit (1.3 by default).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from graph.extract.nlp import load
from graph.extract.pipeline import annotate
from graph.model import Document
from graph.read import find, read

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def main() -> int:
    """Prints both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[SEEDS])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--limit", type=float, default=1.3)
    options = parser.parse_args()

    documents = [read(path) for path in find(options.paths)]
    pipeline = load()
    runs: dict[str, Callable[[Document], object]] = {
        "spaCy": lambda document: pipeline(document.text),
        "annotate": annotate,
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():  # once for caches and vocabularies
        _time(run, documents)
    for _ in range(options.rounds):
        for name, run in runs.items():
            times[name].append(_time(run, documents))
    for name, found in times.items():
        print(f"{name:9} {1000 * median(found):7.1f} ms  (fastest {1000 * min(found):.1f})")
    ratio = median(times["annotate"]) / median(times["spaCy"])
    print(f"ratio     {ratio:7.2f}     (at most {options.limit})")
    return int(ratio > options.limit)


def _time(run: Callable[[Document], object], documents: Sequence[Document]) -> float:
    start = perf_counter()
    for document in documents:
        run(document)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
