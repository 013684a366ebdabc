"""What follows from statements according to the ontology: super-properties, inverses, symmetry, superclasses.

Each rule has one triple as its premise, so every conclusion follows from a single triple: nothing is concluded from two
sources together, and a conclusion says no more than its triple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

import pyoxigraph as ox

from graph.errors import ResourceError
from graph.prefixes import expand
from graph.resources import ALIGNMENTS, CORE, ontology_dir

INFERRED = "inferred"
"""The name of the named graph for what follows from the default graph."""

_TYPE = ox.NamedNode(expand("rdf:type"))
_Node = TypeVar("_Node")


def infer(stated: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """What follows from the triples and is not among them, sorted and without repeats.

    The rules use `rdfs:subPropertyOf`, `rdfs:subClassOf`, `owl:inverseOf` and `owl:SymmetricProperty` in the ontology
    and its alignments. Nothing is concluded from domains and ranges. Raises `ResourceError` if the file of either is
    missing.
    """
    known = set(stated)
    found = {conclusion for triple in known for conclusion in _conclusions(triple)}
    return iter(sorted(found - known, key=str))


def _conclusions(triple: ox.Triple) -> Iterator[ox.Triple]:
    """Everything that follows from one triple, and the triple itself."""
    subject, object = triple.subject, triple.object
    if triple.predicate == _TYPE and isinstance(object, ox.NamedNode):
        yield from (ox.Triple(subject, _TYPE, name) for name in _superclasses(object))
    for predicate, turned in _superproperties(triple.predicate):
        if not turned:
            yield ox.Triple(subject, predicate, object)
        elif isinstance(object, ox.NamedNode):
            yield ox.Triple(object, predicate, subject)


@cache
def _superclasses(name: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    return _reached(name, lambda it: _leads(it, "rdfs:subClassOf"))


@cache
def _superproperties(name: ox.NamedNode) -> tuple[tuple[ox.NamedNode, bool], ...]:
    """The properties that a property implies, and whether subject and object are exchanged."""

    def steps(state: tuple[ox.NamedNode, bool]) -> Iterator[tuple[ox.NamedNode, bool]]:
        one, turned = state
        yield from ((it, turned) for it in _leads(one, "rdfs:subPropertyOf"))
        yield from ((it, not turned) for it in _leads(one, "owl:inverseOf"))
        if ox.NamedNode(expand("owl:SymmetricProperty")) in _leads(one, "rdf:type"):
            yield one, not turned

    return _reached((name, False), steps)


def _reached(start: _Node, steps: Callable[[_Node], Iterable[_Node]]) -> tuple[_Node, ...]:
    found = dict.fromkeys([start])
    pending = [start]
    while pending:
        more = [it for it in steps(pending.pop()) if it not in found]
        found.update(dict.fromkeys(more))
        pending.extend(more)
    return tuple(found)


def _leads(term: ox.NamedNode, curie: str) -> tuple[ox.NamedNode, ...]:
    return _schema().get((term, curie), ())


@cache
def _schema() -> dict[tuple[ox.NamedNode, str], tuple[ox.NamedNode, ...]]:
    """For each rule, the terms to which it leads from a term; an inverse leads both ways."""
    rules = {
        ox.NamedNode(expand(it)): it for it in ("rdf:type", "rdfs:subPropertyOf", "rdfs:subClassOf", "owl:inverseOf")
    }
    found: dict[tuple[ox.NamedNode, str], dict[ox.NamedNode, None]] = {}
    for quad in _ontology():
        rule = rules.get(quad.predicate)
        if rule is None or not (isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)):
            continue
        found.setdefault((quad.subject, rule), {})[quad.object] = None
        if rule == "owl:inverseOf":
            found.setdefault((quad.object, rule), {})[quad.subject] = None
    return {key: tuple(values) for key, values in found.items()}


def _ontology() -> Iterator[ox.Quad]:
    for file in (CORE, ALIGNMENTS):
        path = ontology_dir() / file
        try:
            yield from ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError) as error:
            raise ResourceError(f"{path}: {error}") from error
