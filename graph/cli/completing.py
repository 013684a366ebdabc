"""What the shell completes of an argument: named queries, formats, readers, and the entities of a build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import typer

_MOST = 200
"""Entities that are offered at once; more help nobody, and typing goes on meanwhile."""

# A shell evaluates what it is given, and names come from articles: only ids are offered, and of these only plain ones.
_ID = re.compile(r"[\w-]+")


def queries(incomplete: str) -> list[tuple[str, str]]:
    """The named queries with their titles; a file is completed by the shell itself."""
    from graph.queries import named_queries

    return [(it.name, it.title) for it in named_queries() if it.name and it.name.startswith(incomplete)]


def answers(incomplete: str) -> list[str]:
    """The formats of an answer."""
    from graph.formats import ANSWERS

    return [it for it in ANSWERS if it.startswith(incomplete)]


def packets(incomplete: str) -> list[str]:
    """The forms of a packet."""
    from graph.packet import FORMATS

    return [it for it in FORMATS if it.startswith(incomplete)]


def readers(incomplete: str) -> list[str]:
    """Who reads."""
    from graph.readers import READERS

    return [it for it in READERS if it.startswith(incomplete)]


def entities(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the entities of the build in `--output` that begin so; none where there is no build."""
    file = Path(ctx.params.get("output") or "output") / "entities.jsonl"
    with suppress(OSError, ValueError):
        return list(islice(_beginning(file, incomplete.lower()), _MOST))
    return []


def _beginning(file: Path, start: str) -> Iterator[str]:
    with file.open("rb") as lines:
        for line in lines:
            # To look for the letters first is quicker by far than to read every line.
            id = str(json.loads(line)["id"]) if start.encode() in line else ""
            if id.startswith(start) and _ID.fullmatch(id):
                yield id
