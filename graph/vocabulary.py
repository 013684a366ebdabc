"""The ontology as triples in the data, so that groups and labels can be queried with the data alone."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from graph import ontology
from graph.errors import ResourceError
from graph.resources import CORE, ontology_dir
from graph.terms import Triple, term

GRAPH = "ontology"
"""The name of the named graph that contains the ontology."""


@cache
def everything() -> tuple[Triple, ...]:
    """The ontology without blank nodes, which the data never has: terms, their hierarchy, codes and definitions.

    Raises `ResourceError` if its file is missing or broken.
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


@cache
def names_and_groups() -> tuple[Triple, ...]:
    """The labels of relations, stances and the absent speaker, and the groups of relations.

    So `rdf:predicate/rdfs:subPropertyOf*` leads from a proposition to its groups within one graph, and
    `rsh:stance/rdfs:label` leads from a claim to a word. All of them are included, used or not: every build has the
    same ones, so that nothing from an older build is left behind when a newer one replaces it.
    """
    terms = ontology.load()
    named = {term("rsh:Unattributed"), *(term(f"rsh:{name}") for name in (*terms.relations, *terms.groups))}
    named |= {it[0] for it in everything() if it[1:] == (term("rdf:type"), term("rsh:Stance"))}
    told = {term("rdfs:label"), term("rdfs:subPropertyOf")}
    return tuple(it for it in everything() if it[0] in named and it[1] in told)
