"""Queries as files: the first comment is the title, further ones describe it and declare its parameters.

    # Visits: who visited or met whom, when and where
    # param entity (entity, optional): who visits, is visited, or where
    SELECT ?entity ?who …

A parameter is a variable that the query selects and that is bound to a term before it runs. A parameter that is not
given matches everything, and lines that end in `# if entity` are then left out, since they would only multiply the
rows. The column of a parameter is not in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from graph.errors import QueryError
from graph.queries.packaged import filled
from graph.resources import data_dir, read_text

FOLDER = "queries"
KINDS = ("entity", "relation", "date", "text")
"""The kinds of parameters: a node (by IRI or name), a relation of the ontology, an ISO date, a text."""

_CONDITION = re.compile(r"^.*#[ ]if[ ](\w+)[ ]*$", re.MULTILINE)
_PARAMETER = re.compile(
    r"param\s+(?P<name>\w+)\s*(?:\((?P<kind>\w+)(?P<optional>,\s*optional)?\))?\s*:\s*(?P<about>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that is bound before it runs; `kind` is one of `KINDS`."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its title, description and parameters; `name` is None for a user's own text."""

    name: str | None
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def text_for(query: NamedQuery, given: Collection[str]) -> str:
    """The text of a query without the lines for parameters that are not given; the other lines keep their numbers."""
    idle = {it.name for it in query.parameters} - set(given)
    return _CONDITION.sub(lambda line: "" if line[1] in idle else line[0], query.text)


def parse(text: str, name: str | None = None) -> NamedQuery:
    """The query in the text of an `.rq` file; raises `QueryError` for a parameter or relations of an unknown kind."""
    text = filled(text)
    comments: list[str] = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            break
        comments.append(line.strip().lstrip("#").strip())
    prose: list[str] = []
    parameters: list[Parameter] = []
    for comment in filter(None, comments):
        match = _PARAMETER.fullmatch(comment)
        if match is None:
            prose.append(comment)
            continue
        kind = match["kind"] or "entity"
        if kind not in KINDS:
            raise QueryError(f"parameter {match['name']}: no kind {kind!r}; use one of {', '.join(KINDS)}")
        parameters.append(Parameter(match["name"], kind, match["optional"] is None, match["about"].strip()))
    title, *description = prose or [""]
    return NamedQuery(name, title, " ".join(description), tuple(parameters), text)


@cache
def names() -> tuple[str, ...]:
    """The names of all named queries, sorted."""
    return tuple(sorted(path.stem for path in (data_dir() / FOLDER).glob("*.rq")))


def named_query(name: str) -> NamedQuery:
    """The named query `name`; raises `QueryError`, which lists similar names, if there is none."""
    if name in names():
        return parse(read_text(FOLDER, f"{name}.rq"), name)
    near = get_close_matches(name.casefold(), names(), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise QueryError(f"no query {name!r}: {hint}The named queries are {', '.join(names())}")


def named_queries() -> tuple[NamedQuery, ...]:
    """All named queries, sorted by name."""
    return tuple(map(named_query, names()))
