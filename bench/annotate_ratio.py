"""How fast claims are read compared with the bare spaCy pipeline: on the same texts, in one run, with models loaded.

usage: python bench/annotate_ratio.py [PATH …] [--rounds N] [--limit RATIO]

Tokens per second are counted in spaCy's tokens of the whole texts, in every row. The ways of reading take turns on each
article, so that a busy machine slows all of them alike; the median of the rounds is printed. Exit code 1 if reading by
rules takes more than the limit (1.3 by default) times as long as spaCy alone, 2 if there is nothing to read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from graph.errors import InputError
from graph.extract.pipeline import annotate
from graph.extract.text.language import load
from graph.model import Document
from graph.read import find, read

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
BARE, RULES, MODEL = "spaCy alone", "rules alone", "with the tagger"

Ways = Mapping[str, Callable[[Document], object]]


def main() -> int:
    """Prints tokens per second and the ratio to spaCy's time for each way of reading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[SEEDS], metavar="PATH", help="articles, or folders of them")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.3)
    options = parser.parse_args()
    try:
        documents = [read(path) for path in find(options.paths)]
    except InputError as error:
        print(f"annotate_ratio.py: {error}", file=sys.stderr)
        return 2
    ways = _ways()
    tokens = sum(len(load()(document.text)) for document in documents)
    _time(ways, documents)  # once first, to fill caches and vocabularies
    rounds = [_time(ways, documents) for _ in range(options.rounds)]
    times = {name: median(found[name] for found in rounds) for name in ways}
    print(f"{len(documents)} articles, {tokens} tokens, median of {options.rounds} rounds")
    for name, seconds in times.items():
        ratio = seconds / times[BARE]
        print(
            f"{name:16} {tokens / seconds:7.0f} tokens/s {seconds:8.2f} s   ratio {ratio:5.2f}   speed {1 / ratio:4.0%}"
        )
    return int(times[RULES] > options.limit * times[BARE])


def _ways() -> Ways:
    pipeline = load()
    return {
        BARE: lambda document: pipeline(document.text),
        RULES: partial(annotate, fast=True),
        MODEL: annotate,
    }


def _time(ways: Ways, documents: Sequence[Document]) -> dict[str, float]:
    """The seconds that each way takes for all documents; the order of the ways changes from document to document."""
    seconds = dict.fromkeys(ways, 0.0)
    names = list(ways)
    for number, document in enumerate(documents):
        for shift in range(len(names)):
            name = names[(number + shift) % len(names)]
            start = perf_counter()
            ways[name](document)
            seconds[name] += perf_counter() - start
    return seconds


if __name__ == "__main__":
    sys.exit(main())
