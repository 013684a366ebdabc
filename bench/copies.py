"""How long it takes to find the copies among many articles, how much memory, and how both grow.

usage: python bench/copies.py [--count N] [--seconds S] [--megabytes M] [--exponent E]

Invents the texts of N articles (100,000 by default), some of which are copies (cut or edited) or newer versions, and
many of which have the footer of their outlet; sketches them, drops the texts, and finds which are copies of which, for
a quarter of them and for all. Exit code 1 if that takes more processor time, or the whole process more memory, than
allowed, or if the time grows with a higher power of N than allowed; or if less than 95 % of the copies are found, or
more than 1 % of those found are wrong.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import log
from random import Random
from time import process_time

from graph.copies import lineage, sketch
from graph.model import Annotation, Block, BlockKind, Document, Metadata, Span
from graph.prefixes import content_hash

WORDS, HOUSES, FOOTER = 30_000, 200, 50
FIRST = date(2025, 1, 1)
PART = 4
"""By what factor the number of all articles exceeds that of the articles from which growth is measured."""


def main() -> int:
    """Prints what it takes to find copies, and how many are found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--exponent", type=float, default=1.2)
    options = parser.parse_args()
    start = process_time()
    wanted: dict[str, str] = {}
    articles = []
    for document, source in invented(options.count):
        articles.append(Annotation(document.metadata, (), (), (), (), sketch=sketch(document)))
        if source is not None:
            wanted[document.metadata.id] = source
    print(f"{len(articles):,} articles invented and sketched in {process_time() - start:.1f} s of processor time")
    few, _ = _timed(articles[: options.count // PART])
    seconds, found = _timed(articles)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    exponent = log(seconds / few) / log(PART)
    right = sum(wanted.get(one) == family for one, family in found.items())
    recall, precision = right / max(len(wanted), 1), right / max(len(found), 1)
    print(
        f"copies found in {seconds:.1f} s of processor time, those of a quarter in {few:.1f} s: exponent {exponent:.2f}"
    )
    print(f"memory of the whole process at most {megabytes:.0f} MB")
    print(f"{len(wanted):,} copies and newer versions: {recall:.1%} found, {precision:.1%} of those found are right")
    slow = seconds > options.seconds or exponent > options.exponent or megabytes > options.megabytes
    return int(slow or recall < 0.95 or precision < 0.99)


def _timed(articles: list[Annotation]) -> tuple[float, dict[str, str]]:
    """The processor time for finding copies, and the story of the source of each copy found."""
    start = process_time()
    found = lineage(articles).sources
    seconds = process_time() - start
    story = {it.metadata.id: it.metadata.title or "" for it in articles}
    return seconds, {it.document: story[it.source] for it in found}


def invented(count: int) -> Iterator[tuple[Document, str | None]]:
    """`count` articles, each with its story if it is a copy or a newer version of one before it.

    Of ten articles, five are original; two are whole or cut copies, one is a copy with words changed, one adds to
    another article from its outlet, and one tells a different story and quotes some words from another. The titles are
    the numbers of the stories.
    """
    random = Random(count)
    vocabulary = [f"w{number:x}" for number in range(WORDS)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
    footers = [random.choices(vocabulary, cum_weights=weights, k=FOOTER) for _ in range(HOUSES)]
    recent: list[tuple[list[str], str, int, date]] = []
    for number in range(count):
        house, day = random.randrange(HOUSES), FIRST + timedelta(days=number * 365 // count)
        words = random.choices(vocabulary, cum_weights=weights, k=random.randrange(150, 450))
        kind, story, source = number % 10, str(number), None
        if kind > 4 and recent:
            old, first, its_house, its_day = random.choice(recent)
            if kind == 9:
                words = [*words[:60], '"', *old[:60], '"', *words[60:]]
            else:
                words, story = _copied(old, kind, random, words), first
                source, house, day = first, its_house if kind == 8 else house, its_day + timedelta(days=1)
        if kind in (0, 1, 5, 6, 7, 8):
            recent = [*recent[-99:], (words, story, house, day)]
        if random.random() < 0.5:
            words = [*words, *footers[house]]
        yield _document(number, words, story, house, day), source


def _copied(old: list[str], kind: int, random: Random, new: list[str]) -> list[str]:
    if kind == 5:
        return old
    if kind == 6:
        return old[: max(100, len(old) * 2 // 3)]
    if kind == 7:
        return [random.choice(new) if random.random() < 0.03 else word for word in old]
    return [*old, *new[:30]]


def _document(number: int, words: list[str], story: str, house: int, day: date) -> Document:
    text = " ".join(words)
    metadata = Metadata(f"{number}.txt", content_hash(number) * 4, story, published=day, outlet=f"House {house}")
    return Document(metadata, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))


if __name__ == "__main__":
    sys.exit(main())
