"""How well people agree with each other on PolNeAR, by the measure that `accuracy.py` uses for a machine.

usage: python bench/agreement.py TOKENS.jsonl[.gz]

Some articles in that corpus were marked by several people. For every pair of people, one is taken as the key and the
other as the answer, and exact spans are counted over all pairs. Exit code 2 if no article was marked twice.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

ROLES = ("source", "cue", "content")

Labels = Sequence[Sequence[str]]
"""One person's labels for one article (begin, inside, outside): a list for each block of text."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints how many articles were marked by several people, and how far they agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokens", type=Path)
    marked = _marked(parser.parse_args(arguments).tokens)
    several = {name: by_person for name, by_person in marked.items() if len(by_person) > 1}
    if not several:
        print("agreement.py: no article was marked by several people", file=sys.stderr)
        return 2
    same, all_spans = _agreement(list(several.values()))
    people = max(map(len, several.values()))
    print(f"{len(several)} articles, marked by up to {people} people each")
    for role in ROLES:
        print(f"{role:8} exact-span F1 {100 * same[role] / all_spans[role]:5.1f}")
    return 0


def _marked(tokens: Path) -> dict[str, list[Labels]]:
    """The labels by article; an id ends with the name of the person who marked the article."""
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    with gzip.open(tokens, "rt", encoding="utf-8") if tokens.suffix == ".gz" else tokens.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            found[row["id"]].append(row["labels"])
    articles: dict[str, list[Labels]] = defaultdict(list)
    for id, labels in found.items():
        articles[re.sub(r"_[0-9a-f]{4}$", "", id)].append(labels)
    return articles


def _agreement(articles: Sequence[Sequence[Labels]]) -> tuple[Counter[str], Counter[str]]:
    """Twice the number of spans that two people share, and the number of both people's spans, by role, in all pairs."""
    same: Counter[str] = Counter()
    all_spans: Counter[str] = Counter()
    for marked in articles:
        for one, other in combinations(marked, 2):
            for left, right in zip(map(_spans, one), map(_spans, other), strict=True):
                same.update(2 * [role for role, *_ in left & right])
                all_spans.update(role for role, *_ in (*left, *right))
    return same, all_spans


def _spans(labels: Sequence[str]) -> set[tuple[str, int, int]]:
    """The spans in a list of labels: role, first token, and the token after the last."""
    found, start = set(), 0
    for i, label in enumerate([*labels, "O"]):
        before = labels[i - 1] if i else "O"
        if before != "O" and label != f"I-{before[2:]}":
            found.add((before[2:], start, i))
        if label.startswith("B-"):
            start = i
    return found


if __name__ == "__main__":
    sys.exit(main())
