"""Claims drawn at random, each with its sentence, for a reader to judge: the only measure without an answer key.

usage: python bench/claims.py PATH … [--count N] [--seed N] [--min-score SCORE] [--json]

The same seed draws the same claims from the same articles. The questions for each: does the sentence say this about
these two; is it this speaker who says it; does the speaker affirm, deny or doubt it? "Right" only if all three hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from textwrap import fill
from typing import Any

from graph.batch import annotate_all
from graph.errors import InputError
from graph.model import DOCUMENT, Annotation, Qualifiers, Statement
from graph.terminal import printable

Claim = dict[str, Any]
"""A claim in words, with its sentence and the file from which it was read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the claims drawn, as text or as JSON; returns exit code 2 if no article could be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles, or folders of them")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-score", type=float, default=0.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    claims: list[Claim] = []
    articles = 0
    for outcome in annotate_all(options.paths):
        if isinstance(outcome.result, InputError):
            print(f"claims.py: {outcome.result}", file=sys.stderr)
            continue
        articles += 1
        claims += claims_of(outcome.result, options.min_score)
    drawn = Random(options.seed).sample(claims, min(options.count, len(claims)))
    if options.json:
        print(json.dumps(drawn, ensure_ascii=False, indent=2))
    else:
        print(f"{len(drawn)} of {len(claims)} claims in {articles} articles\n")
        print("\n".join(_text(number, claim) for number, claim in enumerate(drawn, start=1)))
    return 0 if articles else 2


def claims_of(annotation: Annotation, least: float) -> Iterator[Claim]:
    """The claims from an article in words, in reading order."""
    names = {entity.id: entity.label for entity in annotation.entities}
    edges = {it.id: _edge(it, names) for it in annotation.statements}
    words = dict(annotation.contents)
    for it in annotation.statements:
        if it.score >= least:
            yield {
                "speaker": _speaker(it, names),
                "relayed_by": [names.get(relay, relay) for relay in it.relayed_by],
                "stance": it.stance.value,
                "subject": names[it.subject.entity],
                "relation": it.relation,
                "object": names[it.object.entity] if it.object else None,
                "qualifiers": _qualifiers(it.qualifiers, names),
                "content": edges.get(it.content) if isinstance(it.content, str) else words.get(it.id),
                "rule": it.rule,
                "score": it.score,
                "sentence": it.quote,
                "file": annotation.metadata.file,
            }


def _edge(it: Statement, names: dict[str, str]) -> str:
    parts = (names[it.subject.entity], it.relation, names[it.object.entity] if it.object else "")
    return " ".join(filter(None, parts))


def _speaker(it: Statement, names: dict[str, str]) -> str:
    if it.speaker is None:
        return "nobody named"
    return "the article" if it.speaker == DOCUMENT else names[it.speaker]


def _qualifiers(it: Qualifiers, names: dict[str, str]) -> dict[str, str]:
    told = {name: names[r.entity] for name, r in (("as", it.as_), ("at", it.at), ("regarding", it.regarding)) if r}
    if it.with_:
        told["with"] = ", ".join(names[r.entity] for r in it.with_)
    days: Sequence[tuple[str, object]] = (("on", it.on), ("earliest", it.earliest), ("latest", it.latest))
    return told | {name: str(day) for name, day in days if day and (name == "on" or not it.on)}


def _text(number: int, claim: Claim) -> str:
    """A claim as lines of text, with a box for the verdict."""
    qualifiers, relays = claim["qualifiers"], claim["relayed_by"]
    edge = [claim["subject"], claim["relation"], claim["object"], *(f"[{k} {v}]" for k, v in qualifiers.items())]
    lines = [
        f"{claim['stance']} by {claim['speaker']}" + (f" (according to {', '.join(relays)})" if relays else ""),
        f"content: {claim['content']}" if claim["content"] else "",
        f"rule {claim['rule']}, score {claim['score']:g}, {claim['file']}",
        f"> {claim['sentence']}",
        "right [ ] wrong [ ] because:",
    ]
    first = f"{number}. {' '.join(filter(None, edge))}"
    return "\n".join([_wrapped(first, ""), *(_wrapped(line, "   ") for line in lines if line)]) + "\n"


def _wrapped(line: str, indent: str) -> str:
    return fill(printable(line), 110, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


if __name__ == "__main__":
    sys.exit(main())
