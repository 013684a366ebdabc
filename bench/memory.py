"""How much memory annotating many articles takes, and whether it grows with their number.

usage: python bench/memory.py PATH … [--count N] [--limit SHARE] [--bare]

The articles at PATH are read again and again until there are N (1,000 by default). Every name in them is changed each
time, since a language pipeline remembers each new word that it encounters. Annotations are dropped as soon as they
are made, as `rashomon annotate` drops those that it has written. Exit code 1 if resident memory in the last fifth
exceeds that in the first by more than the limit (a tenth by default), 2 if it cannot be measured. --bare measures spaCy
alone: how much of the growth is the vocabulary of the pipeline itself.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import mean

from graph.batch import annotate_all
from graph.errors import InputError
from graph.extract.text.language import load
from graph.model import Document
from graph.read import find, from_text, read
from graph.standoff import to_text

STATUS = Path("/proc/self/statm")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
_WORD = re.compile(r"\b[A-Z][a-z]+\b")
_SYLLABLES = (
    "ba be bo da de di do fa fe ga go ka ke ki la le li lo ma me mo na ne no pa pe ra re ri ro sa se ta te to va vi"
)
_ROWS = 20


def main() -> int:
    """Prints the resident memory along the way, and compares the first fifth with the last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles, or folders of them")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=0.1)
    parser.add_argument("--bare", action="store_true", help="spaCy alone")
    options = parser.parse_args()
    try:
        sources = [read(path) for path in find(options.paths)]
        _resident()
    except (InputError, OSError) as error:
        print(f"memory.py: {error}", file=sys.stderr)
        return 2
    documents = _renamed(sources, options.count)
    sizes = [_resident() for _ in (_parsed(documents) if options.bare else _annotated(documents))]
    _print(sizes)
    fifth = max(len(sizes) // 5, 1)
    first, last = mean(sizes[:fifth]), mean(sizes[-fifth:])
    print(f"first {fifth}: {first:.0f} MiB, last {fifth}: {last:.0f} MiB, {last / first - 1:+.1%}")
    return int(last > (1 + options.limit) * first)


def _annotated(documents: Iterable[Document]) -> Iterator[int]:
    """Annotates each document and keeps only the length of the result."""
    for outcome in annotate_all(documents):
        yield 0 if isinstance(outcome.result, InputError) else len(to_text(outcome.result))


def _parsed(documents: Iterable[Document]) -> Iterator[int]:
    pipeline = load()
    for document in documents:
        yield len(pipeline(document.text))


def _resident() -> float:
    """The resident memory of this process in MiB."""
    pages = int(STATUS.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _renamed(sources: Sequence[Document], count: int) -> Iterator[Document]:
    """`count` documents, one after the other: the sources in turn, each time with new names."""
    for number in range(count):
        yield from_text(_rename(sources[number % len(sources)].text, number), file=f"{number:05}.txt")


def _rename(text: str, number: int) -> str:
    """A text in which each name within a sentence is replaced by another word, everywhere."""
    names = {name: _invented(Random(f"{number} {name}")) for name in set(_NAME.findall(text))}
    return _WORD.sub(lambda word: names.get(word[0], word[0]), text)


def _invented(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES.split(), k=5)).capitalize()


def _print(sizes: Sequence[float]) -> None:
    """Prints the course of memory in a few rows, each with a bar: the mean over a range of articles."""
    step = max(-(-len(sizes) // _ROWS), 1)
    for start in range(0, len(sizes), step):
        part = sizes[start : start + step]
        bar = "█" * round(40 * mean(part) / max(sizes))
        print(f"{start + len(part):6} articles  {mean(part):7.0f} MiB  {bar}")


if __name__ == "__main__":
    sys.exit(main())
