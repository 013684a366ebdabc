"""The ontology as triples that travel with the data, so that who has the data alone can ask for groups and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from graph import ontology
from graph.errors import ResourceError
from graph.resources import CORE, ontology_dir
from graph.terms import term

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

GRAPH = "ontology"
"""The name of the named graph that holds the ontology."""

_LANGUAGE = "en"


@cache
def everything() -> tuple[Triple, ...]:
    """All that the ontology says without blank nodes, which no data has: terms, their hierarchy, codes, definitions.

    Raises `ResourceError` where its file is missing or broken.
    """
    path = ontology_dir() / CORE
    try:
        quads = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path}: {error}") from error
    return tuple(
        (it.subject, it.predicate, it.object)
        for it in quads
        if isinstance(it.subject, ox.NamedNode) and isinstance(it.object, ox.NamedNode | ox.Literal)
    )


def in_use(relations: Iterable[str]) -> Iterator[Triple]:
    """What these relations are called and which groups they are in, those too; what the stances are called.

    So `rdf:predicate/rdfs:subPropertyOf*` of a proposition leads to its groups in one graph.
    """
    known = {**ontology.load().relations, **ontology.load().groups}
    pending, found = sorted(set(relations)), dict[str, None]()
    while pending:
        name = pending.pop(0)
        if name not in found:
            found[name] = None
            pending.extend(known[name].parents)
    for name in found:
        yield term(f"rsh:{name}"), term("rdfs:label"), ox.Literal(known[name].label, language=_LANGUAGE)
        for parent in known[name].parents:
            yield term(f"rsh:{name}"), term("rdfs:subPropertyOf"), term(f"rsh:{parent}")


def label(name: str) -> Iterator[Triple]:
    """What the ontology calls one of its terms."""
    node, called = term(f"rsh:{name}"), term("rdfs:label")
    return (it for it in everything() if it[0] == node and it[1] == called)
