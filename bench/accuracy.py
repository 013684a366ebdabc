"""How well Rashomon reads, measured on corpora that other people annotated, next to published figures.

usage: python bench/accuracy.py EVALUATION [--gold FOLDER] [--fast] [--json] [--write]

EVALUATION is a folder with the scorers `attribution.py` and `events.py`, and next to them folders of corpora:
PolNeAR as `tokens.jsonl.gz` with `text/`, PLV as a `.tsv.gz`. FOLDER contains `score.py` and `seeds.yaml`. No corpus
is part of this project, and nothing from one is written anywhere except into a temporary folder.

--write updates the table in docs/accuracy.md. Exit code 2 if something is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from articles import score_folder
from corpora import FAST, ROOT, Corpus, Figures, MeasureError, find

PAGE = Path("docs", "accuracy.md")
START, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
PUBLISHED = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))

Row = tuple[str, ...]
Measured = dict[str, dict[str, Figures]]
"""The figures, by corpus and by way of reading."""


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Measures, prints the table or JSON, and updates the page if asked; `root` is the checkout that is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path)
    parser.add_argument("--gold", type=Path, help="the folder of the answer key of the seed articles")
    parser.add_argument("--fast", action="store_true", help="measure reading by rules alone, and nothing else")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="renew the table in docs/accuracy.md")
    try:
        return _report(parser.parse_args(arguments), root)
    except MeasureError as error:
        print(f"accuracy.py: {error}", file=sys.stderr)
        return 2


def _report(options: argparse.Namespace, root: Path) -> int:
    if options.write and (options.fast or options.gold is None):
        raise MeasureError("--write needs every figure: give --gold, and leave out --fast")
    corpora = find(options.evaluation, options.gold, root)
    ways = _ways(fast=options.fast)
    measured = {corpus.name: {way: _measure(corpus, ways[way]) for way in ways} for corpus in corpora}
    if not options.fast:
        measured |= _articles(root, next(iter(ways)))
    table = _table(corpora, measured, tuple(ways))
    print(json.dumps(measured, indent=2) if options.json else table.removesuffix("\n"))
    if options.write:
        page = root / PAGE
        page.write_text(renewed(page.read_text(encoding="utf-8"), table), encoding="utf-8", newline="\n")
    return 0


def _ways(*, fast: bool) -> dict[str, tuple[str, ...]]:
    """The ways of reading to measure, by column heading, with the options that the command takes."""
    alone: dict[str, tuple[str, ...]] = {"rules alone": (FAST,)}
    return alone if fast else {"Rashomon": ()} | alone


def _measure(corpus: Corpus, options: Sequence[str]) -> Figures:
    print(f"reading {corpus.name} {' '.join(options)}…", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="rashomon-") as temporary:
        return corpus.measure(Path(temporary), options)


def _articles(root: Path, way: str) -> Measured:
    """The invented articles of the tests, which have their own answer keys."""
    found: Measured = {}
    for key in sorted((root / "tests" / "articles").glob("*/key.yaml")):
        score = score_folder(key.parent)
        counts = {"claims_asked": score.asked, "claims_found": score.found, "claims_exact": score.exact}
        found[f"tests/articles/{key.parent.name}"] = {way: {**counts, "traps": len(score.traps)}}
    return found


# ------------------------------------------------------------------ the table


def _table(corpora: Iterable[Corpus], measured: Measured, ways: Sequence[str]) -> str:
    """A Markdown table whose columns are also aligned in a terminal."""
    kinds = {corpus.name: corpus.kind for corpus in corpora}
    rows: list[Row] = [("measured on", "measure", *ways, "published, on the test part", "ceiling")]
    for name, by_way in measured.items():
        told = {"attribution": _told_spans, "events": _told_events}.get(kinds.get(name, ""), _told_claims)
        cells = {way: told(figures) for way, figures in by_way.items()}
        for measure, published, ceiling in _others(kinds.get(name, ""), next(iter(cells.values()))):
            rows.append((name, measure, *(cells[w][measure] if w in cells else "–" for w in ways), published, ceiling))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    rows.insert(1, tuple("-" * width for width in widths))
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"| {line} |\n" for line in lines)


def _told_spans(figures: Figures) -> dict[str, str]:
    def told(role: str) -> str:
        p, r, f = (figures[f"{role}_{name}"] for name in "PRF")
        return f"{f:.1f} (P {p:.1f}, R {r:.1f})"

    return {f"{role}, exact span, F1": told(role) for role in ("source", "cue", "content")}


def _told_events(figures: Figures) -> dict[str, str]:
    return {
        "relation class, macro-F1": f"{figures['macro_f1']:.3f}",
        "pairs answered": f"{figures['answered']:.1%}",
        "right, of those answered": f"{figures['precision']:.1%}",
    }


def _told_claims(figures: Figures) -> dict[str, str]:
    def told(kind: str, name: str) -> str:
        asked, count = figures[f"{kind}_asked"], figures[f"{kind}_{name}"]
        return f"{count:.0f} of {asked:.0f} ({count / asked:.0%})" if asked else "–"

    measures = {"claims found": told("claims", "found"), "claims exact": told("claims", "exact")}
    if "core_asked" in figures:
        measures["core claims exact"] = told("core", "exact")
    return measures | {"traps (edges that must not be)": f"{figures['traps']:.0f}"}


def _others(kind: str, measures: Iterable[str]) -> Iterable[Row]:
    """Each measure with its published figure, and the highest value that the scorer can give."""
    published: dict[str, Any] = PUBLISHED.get(kind, {})
    for measure in measures:
        key = "macro_f1" if "macro-F1" in measure else measure.partition(",")[0]
        systems = published.get("systems", {}).items()
        told = ", ".join(f"{system} {figures[key]}" for system, figures in systems if key in figures)
        yield measure, told or "–", str(published.get("ceiling", {}).get(key, "–"))


def renewed(page: str, table: str) -> str:
    """The page with this table between its two markers."""
    before, _, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise MeasureError(f"{PAGE}: the markers around the table are missing")
    return f"{before}{START}\n{table}\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
