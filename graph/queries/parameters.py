"""From what a user types for a parameter to the term for the query: text is never pasted into text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Protocol

import pyoxigraph as ox

from graph.errors import QueryError, UnknownNameError
from graph.prefixes import IriError, compact, expand, is_iri, slug
from graph.queries.catalog import NamedQuery, Parameter

Term = ox.NamedNode | ox.Literal
Named = tuple[str, str, bool]
"""The IRI of a node, one of its names, and whether that is its label."""


class Data(Protocol):
    """What is known about the nodes that a parameter may mean."""

    def names(self) -> Iterable[Named]:
        """All names, read only if needed."""

    def holds(self, iri: str) -> bool:
        """Whether any statement uses an IRI."""

    def owner(self, account: str) -> str | None:
        """The IRI of the owner of an account; None if it is not an account."""

    def classes(self, iri: str) -> list[str]:
        """The IRIs of the classes of a node."""


def bind(
    query: NamedQuery,
    values: Mapping[str, str],
    data: Data,
    prefixes: Mapping[str, str],
) -> dict[str, Term]:
    """The terms of the parameters of `query`.

    For a named query the IRI of an account means its owner; a user's own query may ask for the account as a graph.
    Raises `QueryError` for a parameter that is unknown or missing, and for a value that means nothing.
    """
    known = {it.name: it for it in query.parameters}
    for name in values:
        if name not in known:
            there = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(f"{query.name or 'the query'} has no parameter {name!r}: {there}")
    missing = [f"{it.name} ({it.description})" for it in query.parameters if it.required and it.name not in values]
    if missing:
        raise QueryError(f"{query.name or 'the query'} needs {' and '.join(missing)}")
    terms = {name: _term(known[name], value.strip(), data, prefixes) for name, value in values.items()}
    if query.name is None:
        return terms
    return {name: _owner(term, data) if known[name].kind == "entity" else term for name, term in terms.items()}


def _owner(term: Term, data: Data) -> Term:
    """The owner of an account; any other node itself."""
    return ox.NamedNode(data.owner(term.value) or term.value)


def _term(parameter: Parameter, value: str, data: Data, prefixes: Mapping[str, str]) -> Term:
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "date":
        return ox.Literal(_day(parameter.name, value), datatype=ox.NamedNode(prefixes["xsd"] + "date"))
    iri = _iri(value, prefixes)
    if iri is not None:
        if parameter.kind == "entity" and not data.holds(iri):
            known = sorted({compact(it, prefixes) for it, _, _ in _names(data, prefixes)})
            raise UnknownNameError(f"nothing in the graph is called {value!r}{_near(compact(iri, prefixes), known)}")
        return ox.NamedNode(iri)
    if parameter.kind == "relation":
        return ox.NamedNode(_relation(value, prefixes))
    found = _entities(value, _names(data, prefixes), prefixes["id"])
    if len(found) > 1:
        told = ", ".join(_with_class(it, data, prefixes) for it in sorted(found))
        raise UnknownNameError(f"{value!r} is a name of {len(found)} nodes; say which: {told}")
    return ox.NamedNode(*found)


def _names(data: Data, prefixes: Mapping[str, str]) -> list[Named]:
    """The names in the data, without those of relations and stances, which nobody means."""
    return [it for it in data.names() if not it[0].startswith(prefixes["rsh"])]


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise QueryError(f"{name}: {value!r} is not a date like 2025-04-07") from error


def _iri(value: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a text is (with or without angle brackets) or abbreviates, or None."""
    bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    if bare != value and is_iri(bare):
        return bare
    try:
        return expand(bare, prefixes)
    except IriError:
        return None


def _relation(value: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a relation of the ontology by its name ("metWith") or label ("met with")."""
    from graph import ontology

    relations = ontology.load().relations
    by_name = {it.label.casefold(): name for name, it in relations.items()} | {n.casefold(): n for n in relations}
    found = by_name.get(value.casefold())
    if found is None:
        raise UnknownNameError(f"no relation {value!r}{_near(value, sorted(relations))}")
    return prefixes["rsh"] + found


def _entities(value: str, known: list[Named], namespace: str) -> set[str]:
    """The IRIs of the nodes of that name: by label, then alias, then id, then without regard to accents."""
    plain, folded = value.casefold(), slug(value)
    for is_label in (True, False):
        found = {iri for iri, name, label in known if label == is_label and name.casefold() == plain}
        if found:
            return found
    own = {iri for iri, _, _ in known if iri == namespace + value}
    found = own or {iri for iri, name, _ in known if slug(name) == folded}
    if found:
        return found
    near = _near(value, sorted({name for _, name, _ in known}))
    raise UnknownNameError(f"nothing in the graph is called {value!r}{near}")


def _with_class(iri: str, data: Data, prefixes: Mapping[str, str]) -> str:
    """A node by its name, what it is, and what to write for it: "Georgia (country): id:georgia"."""
    from graph import ontology

    label = next((name for node, name, is_label in data.names() if node == iri and is_label), iri)
    kinds = ", ".join(ontology.load().kinds(data.classes(iri)))
    return f"{label}{f' ({kinds})' if kinds else ''}: {compact(iri, prefixes)}"


def _near(value: str, names: list[str]) -> str:
    by_folded = {name.casefold(): name for name in names}
    near = [by_folded[it] for it in get_close_matches(value.casefold(), by_folded, n=4, cutoff=0.5)]
    near += [name for name in names if value.casefold() in name.casefold() and name not in near][: 4 - len(near)]
    return f"; did you mean {', '.join(map(repr, near))}?" if near else ""
