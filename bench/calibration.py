"""How likely claims are to be right: draws claims for people to judge, and fits the scores to their verdicts.

usage: python bench/calibration.py draw FOLDER … [--count N] [--seed N] > CLAIMS.jsonl
       python bench/calibration.py fit READINGS.tsv [--all] [--write]

`draw` takes claims at random, the same number from each folder (a genre), with the features from
`graph.extract.calibration`. A reader adds a verdict to each: right only if the sentence says this about these two, and
both speaker and stance are correct; arguable if careful readers would differ; otherwise wrong. READINGS.tsv keeps
verdicts and features, but no text.

`fit` learns from the claims in two thirds of the articles, and reports for the last third how often claims with each
score were right. An arguable claim counts as half. It lowers the scores for each kind of doubtful claim as far as such
claims were right less often than their rules' scores say, and leaves all others as they are; with `--all` it gives
every feature a weight. With `--write` the weights go into `graph/data/rules/calibration.toml`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from claims import claims_of

from graph.errors import InputError
from graph.extract.calibration import DOUBTFUL, Features, kind_of_doubt, probability
from graph.extract.lexicon.lexicon import load
from graph.extract.pipeline import annotate
from graph.files import replacing
from graph.read import find, read
from graph.resources import data_dir

TABLE = data_dir() / "rules" / "calibration.toml"
VERDICTS = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""The bounds of the bins in the reliability table. Few claims are read with a score below one half."""
RARE = 8
"""A feature that fewer claims have gets no weight of its own: nothing can be learned from it."""
FEW = 20
"""A kind of doubtful claim keeps its scores if fewer such claims were judged."""
RIDGE = 2.0
"""How strongly weights are drawn towards zero: as if two more claims, one of each verdict, had only one feature."""

MOST = 4
"""How many claims are drawn from one article: an error in one claim is often in all claims from that article."""
BEFORE = 400
"""The number of characters before the sentence that a reader sees, to know whom a pronoun means."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """A claim that a reader has judged: its article, its features, and how right it is, from 0 to 1."""

    genre: str
    article: str
    features: dict[str, float]
    right: float

    @property
    def held(self) -> bool:
        """Whether the claim is in the third that is held out; claims from one article stay together."""
        return hashlib.sha256(self.article.encode()).digest()[0] % 3 == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws or fits; returns exit code 2 if there is nothing to draw from or to fit to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    drawing.add_argument("--count", type=int, default=100, help="claims from each folder")
    drawing.add_argument("--seed", type=int, default=1)
    fitting = commands.add_parser("fit")
    fitting.add_argument("readings", type=Path)
    fitting.add_argument("--all", action="store_true", help="a weight for every feature, not only for kinds of doubt")
    fitting.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    if options.command == "draw":
        for folder in options.folders:
            for claim in _drawn(folder, options.count, options.seed):
                print(json.dumps(claim, ensure_ascii=False))
        return 0
    readings = list(_read(options.readings))
    if not readings:
        print(f"{options.readings}: no readings", file=sys.stderr)
        return 2
    learned = [it for it in readings if not it.held]
    weights = fitted(learned) if options.all else lowered(learned)
    print("\n".join(_report(readings, weights)))
    if options.write:
        with replacing(TABLE) as file:
            file.write(_table(weights).encode())
    return 0


def _drawn(folder: Path, count: int, seed: int) -> list[dict[str, Any]]:
    """Claims from a folder, at most four per article: an error in one claim is often in all claims from its article."""
    plain = replace(load(), calibration={"score": 1.0})
    found: list[dict[str, Any]] = []
    draw = Random(seed)
    paths = find([folder])
    for path in draw.sample(paths, len(paths)):
        try:
            document = read(path)
        except InputError as error:
            print(f"calibration.py: {error}", file=sys.stderr)
            continue
        annotation = annotate(document, lexicon=plain)
        features = Features(annotation, plain.ontology)
        told = [
            {
                "genre": folder.name,
                **claim,
                "before": document.text[max(it.evidence.start - BEFORE, 0) : it.evidence.start],
                "features": features.of(it),
            }
            for claim, it in zip(claims_of(annotation, 0.0), annotation.statements, strict=True)
        ]
        found += draw.sample(told, min(len(told), MOST))
        if len(found) >= count:
            break
    return found[:count]


# ------------------------------------------------------------------------- fitting


def _read(path: Path) -> Iterator[Reading]:
    """The readings in a file; raises `ValueError` for an unknown verdict."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["verdict"] not in VERDICTS:
                raise ValueError(f"{path}: verdict {row['verdict']!r} is not one of {', '.join(VERDICTS)}")
            pairs = (pair.rpartition("=") for pair in row["features"].split())
            features = {name: float(number) for name, _, number in pairs}
            yield Reading(row["genre"], row["article"], features | kind_of_doubt(features), VERDICTS[row["verdict"]])


def lowered(readings: Sequence[Reading]) -> dict[str, float]:
    """The weight of the score, 1, and of each kind of doubtful claim that is right less often than its scores say.

    The weight of a kind is what fits its claims, drawn towards zero as in `fitted`; no weight raises a score.
    """
    weights = {"score": 1.0}
    for kind in sorted({name for it in readings for name in it.features if name.startswith(DOUBTFUL)}):
        told = [it for it in readings if kind in it.features]
        score: Matrix = np.array([it.features["score"] for it in told])
        y: Matrix = np.array([it.right for it in told])
        weight = 0.0
        for _ in range(50):
            p = 1 / (1 + np.exp(-score - weight))
            weight += float((y - p).sum() - RIDGE * weight) / float((p * (1 - p)).sum() + RIDGE)
        if len(told) >= FEW and weight < 0:
            weights[kind] = round(weight, 3)
    return weights


def fitted(readings: Sequence[Reading]) -> dict[str, float]:
    """The weights of a ridge logistic regression, found by iteratively reweighted least squares."""
    counts = {name: sum(name in it.features for it in readings) for it in readings for name in it.features}
    names = sorted(name for name, count in counts.items() if count >= RARE)
    x: Matrix = np.array([[it.features.get(name, 0.0) for name in names] for it in readings])
    y: Matrix = np.array([it.right for it in readings])
    penalty = np.diag([0.0 if name == "intercept" else RIDGE for name in names])
    weights: Matrix = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        spread = np.maximum(p * (1 - p), 1e-6)
        step = np.linalg.solve(x.T @ (x * spread[:, None]) + penalty, x.T @ (y - p) - penalty @ weights)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _report(readings: Sequence[Reading], weights: dict[str, float]) -> Iterator[str]:
    yield f"{len(readings)} claims, {sum(it.held for it in readings)} of them held out"
    for held in (False, True):
        some = [it for it in readings if it.held is held]
        yield ""
        yield "held out" if held else "learned from"
        yield from _reliability(some, [probability(it.features, weights) for it in some])


def _reliability(readings: Sequence[Reading], scores: Sequence[float]) -> Iterator[str]:
    """For each bin of scores: its claims, their mean score, how many are right, and the gap in percentage points."""
    yield "score        claims   mean  right    gap"
    for low, high in pairwise(EDGES):
        inside = [(score, it.right) for score, it in zip(scores, readings, strict=True) if low <= score < high]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            bounds, gap = f"{low:.1f} to {min(high, 1):.1f}", 100 * (right - mean)
            yield f"{bounds} {len(inside):9} {mean:6.2f} {right:6.2f} {gap:+6.1f}"
    pairs = list(zip(scores, (it.right for it in readings), strict=True))
    mean, right = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    yield f"all        {len(pairs):9} {mean:6.2f} {right:6.2f}"
    yield f"Brier score {sum((s - r) ** 2 for s, r in pairs) / len(pairs):.3f}, ranking (AUC) {_ranking(pairs):.2f}"


def _ranking(pairs: Sequence[tuple[float, float]]) -> float:
    """How often a right claim has a higher score than a wrong one."""
    right, wrong = [s for s, r in pairs if r == 1], [s for s, r in pairs if r == 0]
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return won / max(len(right) * len(wrong), 1)


def _table(weights: dict[str, float]) -> str:
    """The table, with new weights below its leading comment."""
    head = TABLE.read_text(encoding="utf-8").partition("[weights]")[0]
    lines = (f"{json.dumps(name) if '.' in name else name} = {weight}\n" for name, weight in weights.items())
    return f"{head}[weights]\n{''.join(lines)}"


if __name__ == "__main__":
    sys.exit(main())
