"""Our own query files, completed with the relations of a kind.

A line that ends in `# kind speech` and has an empty list, `?act IN ()`, gets the relations of that kind, so that they
are listed only in the ontology.
"""

from __future__ import annotations

import re
import textwrap

from graph import ontology
from graph.errors import QueryError
from graph.resources import read_text

_KIND = re.compile(r"^([ ]*)(.*)\(\)(.*)[ ]# kind (\w+)[ ]*$", re.MULTILINE)
_WIDTH = 120


def filled(text: str) -> str:
    """The text of a query with the relations of the kinds that it names; raises `QueryError` for an unknown kind."""
    return _KIND.sub(_with_relations, text)


def packaged(*parts: str) -> str:
    """The text of one of our own queries, as in `packaged("queries", "says.rq")`."""
    return filled(read_text(*parts))


def _with_relations(line: re.Match[str]) -> str:
    indent, before, behind, kind = line.groups()
    if kind not in ontology.KINDS:
        raise QueryError(f"no kind of relations {kind!r}; use one of {', '.join(ontology.KINDS)}")
    listed = ", ".join(f"rsh:{name}" for name, it in ontology.load().relations.items() if it.kind == kind)
    inside = textwrap.fill(listed, _WIDTH, initial_indent=f"{indent}  ", subsequent_indent=f"{indent}  ")
    return f"{indent}{before}(\n{inside}\n{indent}){behind.rstrip()}"
