"""How many of the claims of an answer key a build finds, on the articles in tests/articles.

usage: python bench/articles.py [FOLDER …] [--missing]

A claim in the key is *found* if the graph has its subject, relation and object in a sentence that the key names, and
*exact* if stance, speaker, category and day also agree. A *trap* is a plain edge that the key forbids.
Exit code 1 if there is a trap. Evidence of more than 600 characters does not count.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.build import build
from graph.model import DOCUMENT, Claim, KnowledgeGraph, Proposition

ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "articles"
Row = Mapping[str, Any]


def fold(text: str) -> str:
    """A name without case, accents or a leading article."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()
    return plain.removeprefix("the ")


@dataclass(frozen=True)
class Score:
    """The counts for one folder; `missing` are the ids of claims that are not exact, with what is wrong."""

    asked: int
    found: int
    exact: int
    traps: tuple[str, ...]
    missing: Mapping[str, str]


class Scorer:
    """Compares one graph with one answer key."""

    def __init__(self, kg: KnowledgeGraph, key: Row, texts: Mapping[str, str]) -> None:
        self.kg = kg
        self.key = key
        self.texts = texts
        self.files = {d.id: d.file for d in kg.documents}
        self.propositions = {p.id: p for p in kg.propositions}
        self.names = {e.id: {fold(n) for n in (e.label, *e.aliases)} for e in kg.entities}
        self.groups = [set(g) for g in key.get("interchangeable", [])]

    def score(self) -> Score:
        """The counts."""
        best = {row["id"]: self._best(row) for row in self.key["claims"]}
        found = sum(verdict != "missing" for verdict in best.values())
        exact = sum(verdict == "exact" for verdict in best.values())
        missing = {id: verdict for id, verdict in best.items() if verdict != "exact"}
        return Score(len(best), found, exact, tuple(self._traps()), missing)

    def _is(self, entity: str | None, name: str) -> bool:
        """Whether a node is the entity with that name in the key, or one that is accepted for it."""
        alike = {name, *(other for group in self.groups if name in group for other in group)}
        wanted = {fold(n) for one in alike for n in self.key["entities"][one]["names"]}
        return entity is not None and bool(wanted & self.names.get(entity, set()))

    def _best(self, row: Row) -> str:
        verdict = "missing"
        for claim in self.kg.claims:
            proposition = self.propositions[claim.proposition]
            if not self._matches(claim, proposition, row):
                continue
            wrong = [name for name, right in self._details(claim, proposition, row) if not right]
            if not wrong:
                return "exact"
            verdict = "wrong " + "+".join(wrong)
        return verdict

    def _matches(self, claim: Claim, proposition: Proposition, row: Row) -> bool:
        if proposition.relation not in {row["r"], *row.get("also", [])} or not self._is(proposition.subject, row["s"]):
            return False
        if row.get("o") and not self._is(proposition.object, row["o"]):
            return False
        text = self.texts.get(self.files[claim.document], "")
        pieces = row["text"] if isinstance(row["text"], list) else [row["text"]]
        spans = [(text.find(p), text.find(p) + len(p)) for p in pieces if p in text]
        return any(claim.evidence.start < end and start < claim.evidence.end for start, end in spans)

    def _details(self, claim: Claim, proposition: Proposition, row: Row) -> Iterator[tuple[str, bool]]:
        stances = row["stance"] if isinstance(row["stance"], list) else [row["stance"]]
        yield "stance", claim.stance.value in stances
        yield "speaker", self._speaks(claim, row)
        yield "as", "as" not in row or self._as(proposition, row["as"])
        yield "date", str(proposition.on or "").startswith(str(row.get("date", "")))

    def _speaks(self, claim: Claim, row: Row) -> bool:
        wanted = [row["by"], *row.get("also_by", [])]
        speakers = [claim.speaker, *(claim.relayed_by if row.get("relayed") else ())]
        by_nobody = "unattributed" in wanted and claim.speaker is None
        by_article = "article" in wanted and DOCUMENT in speakers
        named = [w for w in wanted if w not in ("article", "unattributed")]
        return by_nobody or by_article or any(self._is(s, w) for s in speakers for w in named)

    def _as(self, proposition: Proposition, wanted: str) -> bool:
        if wanted in self.key["entities"]:
            return self._is(proposition.as_, wanted)
        words = [word for word in fold(wanted).split() if len(word) > 2]
        return any(all(word in name for word in words) for name in self.names.get(proposition.as_ or "", ()))

    def _traps(self) -> Iterator[str]:
        for trap in self.key.get("traps", []):
            for edge in self.kg.edges:
                forbidden = edge.relation in trap["r"] and self._is(edge.subject, trap["s"])
                if forbidden and (trap["o"] is None or self._is(edge.object, trap["o"])):
                    yield f"{edge.subject} {edge.relation} {edge.object}: {trap['why']}"


def score_folder(folder: Path) -> Score:
    """Builds a graph from the articles in a folder and compares it with the key."""
    files = sorted(folder.glob("*.txt"))
    texts = {f.name: f.read_bytes().decode("utf-8-sig") for f in files}
    key = yaml.safe_load((folder / "key.yaml").read_text(encoding="utf-8"))
    return Scorer(build(files).knowledge, key, texts).score()


def main() -> int:
    """Prints a line for each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=sorted(p.parent for p in ARTICLES.glob("*/key.yaml")))
    parser.add_argument("--missing", action="store_true", help="name the claims that are not exact")
    options = parser.parse_args()
    traps = 0
    for folder in options.folders:
        score = score_folder(folder)
        counts = (f"{n} {c:3} ({c / score.asked:.0%})" for n, c in (("found", score.found), ("exact", score.exact)))
        print(f"{folder.name:8} asked {score.asked:3}  {'  '.join(counts)}  traps {len(score.traps)}")
        for line in (*score.traps, *(f"{k}: {v}" for k, v in score.missing.items() if options.missing)):
            print(f"  {line}")
        traps += len(score.traps)
    return int(traps > 0)


if __name__ == "__main__":
    sys.exit(main())
