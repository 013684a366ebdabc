"""What the shell can complete: named queries, formats, readers, and the entities of a build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import typer

_MOST = 200
"""The most entities that are offered at once: more would help nobody, and each further letter narrows them down."""

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
    """The names of the readers."""
    from graph.readers import READERS

    return [it for it in READERS if it.startswith(incomplete)]


def entities(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of entities that begin like this, from the build in `--output`; none if there is no build."""
    file = Path(ctx.params.get("output") or "output") / "entities.jsonl"
    with suppress(OSError, ValueError):
        return list(islice(_beginning(file, incomplete.lower()), _MOST))
    return []


def _beginning(file: Path, start: str) -> Iterator[str]:
    with file.open("rb") as lines:
        for line in lines:
            # Looking for the letters first is far quicker than parsing every line.
            id = str(json.loads(line)["id"]) if start.encode() in line else ""
            if id.startswith(start) and _ID.fullmatch(id):
                yield id
