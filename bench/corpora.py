"""The corpora for `accuracy.py`: found in a folder, annotated by the command, scored by their own scorers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAST = "--fast"
"""The option with which the commands leave out the trained tagger."""

Figures = dict[str, float]

_SPANS = re.compile(r"^(source|cue|content)\s+P\s+([\d.]+)\s+R\s+([\d.]+)\s+F1\s+([\d.]+)", re.MULTILINE)
_EVENTS = re.compile(
    r"macro-F1 (?P<macro_f1>[\d.]+)\s+accuracy (?P<accuracy>[\d.]+)\s+precision when answered (?P<precision>[\d.]+)"
    r"\s+answered (?P<answered>[\d.]+)"
)


class MeasureError(Exception):
    """A figure cannot be measured; the message says why."""


@dataclass(frozen=True)
class Corpus:
    """A corpus and how it is scored: `kind` is attribution, events or key; `files` are what its scorer needs."""

    name: str
    kind: str
    scorer: Path
    files: tuple[Path, ...]

    def measure(self, temporary: Path, options: Sequence[str]) -> Figures:
        """The scorer's figures for what the command reads with these options."""
        measures = {"attribution": _attribution, "events": _events, "key": _key}
        return measures[self.kind](self, temporary, options)


def find(folder: Path, gold: Path | None, root: Path) -> list[Corpus]:
    """The corpora in an evaluation folder, by name, and the answer keys in the folder `gold` for folders in `root`."""
    _expect(folder)
    found = [*_attributions(folder), *_relations(folder)]
    if not found:
        raise MeasureError(f"{folder}: neither attributions (tokens.jsonl, text/) nor relations (*.tsv) in any folder")
    if gold is not None:
        _expect(gold)
        keys = sorted(key for key in gold.glob("*.yaml") if (root / key.stem).is_dir())
        if not keys:
            raise MeasureError(f"{gold}: no answer key, such as seeds.yaml")
        found += [Corpus(key.stem, "key", _expect(gold / "score.py"), (key, root / key.stem)) for key in keys]
    return found


def _attributions(folder: Path) -> Iterator[Corpus]:
    for tokens in sorted(folder.glob("*/tokens.jsonl*")):
        files = (tokens, _expect(tokens.parent / "text"))
        yield Corpus(tokens.parent.name, "attribution", _expect(folder / "attribution.py"), files)


def _relations(folder: Path) -> Iterator[Corpus]:
    for rows in sorted(folder.glob("*/*.tsv*")):
        yield Corpus(rows.parent.name, "events", _expect(folder / "events.py"), (rows,))


def _expect(path: Path) -> Path:
    if not path.exists():
        raise MeasureError(f"{path}: no such file or folder")
    return path


def _attribution(corpus: Corpus, temporary: Path, options: Sequence[str]) -> Figures:
    tokens, text = corpus.files
    _rashomon("annotate", text, "--output", temporary, *options)
    said = _run(corpus.scorer, tokens, text, temporary)
    rows = {role: values for role, *values in _SPANS.findall(said)}
    if len(rows) != 3:
        raise MeasureError(f"{corpus.scorer}: its answer has no figures for source, cue and content")
    return {f"{role}_{name}": float(it) for role, row in rows.items() for name, it in zip("PRF", row, strict=True)}


def _events(corpus: Corpus, temporary: Path, options: Sequence[str]) -> Figures:
    (rows,) = corpus.files
    _run(corpus.scorer, "split", rows, temporary / "text")
    _rashomon("annotate", temporary / "text", "--output", temporary / "read", *options)
    said = _run(corpus.scorer, "score", rows, temporary / "read")
    match = _EVENTS.search(said)
    if match is None:
        raise MeasureError(f"{corpus.scorer}: its answer has no macro-F1")
    return {name: float(it) for name, it in match.groupdict().items()}


def _key(corpus: Corpus, temporary: Path, options: Sequence[str]) -> Figures:
    key, articles = corpus.files
    _rashomon("build", articles, "--output", temporary, *options)
    said = json.loads(_run(corpus.scorer, key, temporary / "graph.trig", articles, "--json"))
    counts = {name: float(it) for name, it in said.items() if isinstance(it, int)}
    return counts | {"traps": float(len(said["traps"]))}


def _rashomon(*arguments: str | Path) -> None:
    """Runs the command; articles that cannot be read are named, and count as articles in which nothing was found."""
    from graph.cli import main

    try:
        with redirect_stdout(sys.stderr):
            main(list(map(str, arguments)))
    except SystemExit as ended:
        if ended.code not in (0, 3):
            raise MeasureError(f"rashomon {arguments[0]} … ended with {ended.code}") from ended


def _run(scorer: Path, *arguments: str | Path) -> str:
    """What a scorer prints; it is run as a separate process because it is somebody else's program."""
    command = [sys.executable, *map(str, (scorer, *arguments))]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise MeasureError(f"{scorer} … ended with {done.returncode}: {last}")
    print(done.stderr, end="", file=sys.stderr)
    return done.stdout
