"""The graphs that a query names after FROM and FROM NAMED, and a warning for each that does not exist.

A graph that a store does not have is empty, and nothing is ever fetched for it. The engine does not report that and
shows no syntax tree, so rdflib's parser reads the clauses. It is slow, and is used only if the text may have the word
at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import urljoin

from graph.prefixes import compact
from graph.queries.guard import UNREADABLE

# The word, and what may follow it: comments, then NAMED, an IRI, a prefixed name or an escape. No letter of the word
# itself may be escaped: the engine would not recognise the word then.
_FROM = re.compile(r"(?<![\w?$:])from(?:\s|#[^\n]*\n)*(?:named\b|<|\\|[^\s{}\"']*:)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
_NEAR = 3


def asked_for(text: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """The IRIs after FROM and FROM NAMED in a query, each once; none if rdflib cannot read what the engine can."""
    if _FROM.search(text) is None:
        return ()
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, query = parseQuery(text)
    except (ParseException, *UNREADABLE):
        return ()
    known, base = dict(prefixes), ""
    for declared in prologue:
        if declared.name == "Base":
            base = urljoin(base, str(declared.iri))
        else:
            known[_part(declared, "prefix")] = urljoin(base, str(declared.iri))
    clauses = (clause for key, part in query.items() if key == "datasetClause" for clause in part)
    names = (name for clause in clauses for name in clause.values())
    return tuple(dict.fromkeys(_iri(name, known, base) for name in names))


def warnings(asked: Iterable[str], there: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """One warning for each named graph that does not exist, with similar names."""
    known = set(there)
    for iri in asked:
        if iri not in known:
            short = {compact(it, prefixes): it for it in sorted(known)}
            near = get_close_matches(compact(iri, prefixes), short, n=_NEAR, cutoff=0.7)
            hint = f"; near: {', '.join(near)}" if near else ""
            yield f"graph <{iri}> is not in this store, so it is empty{hint}"


def _iri(name: object, prefixes: Mapping[str, str], base: str) -> str:
    """The IRI of a name in a syntax tree of rdflib: an IRI, or a prefix and a local name with its escapes."""
    if isinstance(name, Mapping):
        return prefixes.get(_part(name, "prefix"), "") + _ESCAPED.sub(r"\1", _part(name, "localname"))
    return urljoin(base, str(name))


def _part(node: Mapping[str, object], key: str) -> str:
    """A part of a node of rdflib, whose `get` returns the name of a missing part."""
    return str(node[key]) if key in node else ""
