"""How well the certainty of events is read, measured on corpora that other people annotated, next to published figures.

usage: python bench/factuality.py FOLDER [--part train] [--json]

FOLDER contains corpora on the scale from -3 to 3, each as `NAME-PART.jsonl.gz`: one sentence per line, its `text` with
a space between tokens, and `targets`, each with a span of tokens (`span1`) and a `label`. The part is "dev" by default.
No corpus is part of this project. Exit code 2 if something is missing.

The labels in UDS-IH2 say whether something has already happened, so that what will certainly happen counts there as not
happened; those in UW say how certain it is, and Rashomon's reading follows the latter.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import StatisticsError, correlation, fmean
from typing import Any, NamedTuple

PUBLISHED = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))["factuality"]
CORPORA = ("UW", "MEANTIME", "UDS_IH2")

_QUOTES = {"``": '" ', "''": '" '}
"""Quotation marks in old corpora, and those of the same length that the parser knows, so that offsets stay the same."""


class FolderError(Exception):
    """A corpus cannot be measured; the message says why."""


class Score(NamedTuple):
    """The agreement with one corpus; `constant` is the error that results from taking everything as certain."""

    events: int
    mae: float
    r: float
    constant: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures on each corpus in the folder, and prints a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        scores = {name: _measure(options.folder / f"{name}-{options.part}.jsonl.gz") for name in CORPORA}
    except FolderError as error:
        print(f"factuality.py: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({name: score._asdict() for name, score in scores.items()}, indent=2))
    else:
        print(_table(scores, options.part))
    return 0


def _measure(path: Path) -> Score:
    pairs = [(read, label) for row in _rows(path) for read, label in row]
    read, labels = [r for r, _ in pairs], [label for _, label in pairs]
    try:
        r = correlation(read, labels)
    except StatisticsError as error:
        raise FolderError(f"{path}: {error}") from error
    mae = fmean(abs(a - b) for a, b in pairs)
    return Score(len(pairs), round(mae, 3), round(r, 3), round(fmean(abs(3 - label) for label in labels), 3))


def _rows(path: Path) -> Iterator[list[tuple[float, float]]]:
    """What is read about the events of each sentence, and what was annotated."""
    from graph.extract.lexicon.lexicon import load, put
    from graph.extract.repair import inversion, repair
    from graph.extract.stance.certainty import Factuality
    from graph.extract.text import language
    from graph.extract.words import taken

    lexicon, parser = load(), language.load()
    reader = Factuality(lexicon)
    rows = _load(path)
    parsed = list(parser.pipe(parser.make_doc(_plain(row["text"])) for row in rows))
    docs = inversion.mend([taken(it) for it in parsed], parser, lexicon)
    for row, whole, doc in zip(rows, parsed, docs, strict=True):
        put(doc, lexicon)
        repair(doc)
        ends = [token.idx + len(token) for token in whole]
        found = []
        for target in row["targets"]:
            at = _offset(row["text"], target["span1"][0])
            token = next(token for token, end in zip(doc, ends, strict=True) if end > at)
            found.append((reader.read(token).value, float(target["label"])))
        yield found


def _load(path: Path) -> list[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise FolderError(f"{path}: {error}") from error


def _plain(text: str) -> str:
    for mark, plain in _QUOTES.items():
        text = text.replace(mark, plain)
    return text


def _offset(text: str, token: int) -> int:
    """Where a token begins in a text with a space between tokens."""
    return sum(len(word) + 1 for word in text.split(" ")[:token])


def _table(scores: dict[str, Score], part: str) -> str:
    """The figures, and below each corpus the figures published for its test part."""
    lines = [f"{'':42}{'events':>8}{'MAE':>8}{'r':>8}"]
    for name, score in scores.items():
        lines.append(f"{f'{name} {part}':42}{score.events:8}{score.mae:8.3f}{score.r:8.3f}")
        lines.append(f"{'  everything is certain':42}{'':8}{score.constant:8.3f}{'–':>8}")
        for system, figures in PUBLISHED["systems"].items():
            if name in figures:
                told = figures[name]
                lines.append(f"{f'  {system} (test)':42}{'':8}{told['mae']:8.3f}{told['r']:8.3f}")
    return "\n".join([*lines, f"published: {PUBLISHED['source']}, {PUBLISHED['url']}"])


if __name__ == "__main__":
    sys.exit(main())
