"""Runs a query on either engine, with the same checks and the same answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import QueryError
from graph.prefixes import DEFAULT_BASE, PREFIXES, prefixes
from graph.queries.answers import Answer
from graph.queries.catalog import NamedQuery, named_query, parse
from graph.queries.guard import check_for_oxigraph, check_for_rdflib, syntax_error
from graph.queries.parameters import Named, Term, bind
from graph.store import base_of, to_rdflib

if TYPE_CHECKING:
    import rdflib

_NAME = re.compile(r"[\w-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LABEL, _ALIAS = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"


def run(source: ox.Store | rdflib.Dataset, query: str | NamedQuery, params: Mapping[str, str] | None = None) -> Answer:
    """The answer of a store or dataset to a query: its name, its text, or one that was parsed.

    `params` are what a user types: a name or IRI of an entity, of a relation, a date, a text. The usual
    prefixes need not be declared. Columns of declared parameters are left out, and rows that then agree
    are one. Raises `QueryError` for what is unknown, ambiguous, refused or no query.
    """
    asked = _asked(query)
    for text in (asked.text, *(params or {}).values()):
        if _SURROGATE.search(text):
            raise QueryError("a query and its parameters must be valid Unicode")
    engine = _Oxigraph(source) if isinstance(source, ox.Store) else _Rdflib(source)
    table = prefixes(base_of(engine.graphs()) or DEFAULT_BASE)
    check_for_oxigraph(asked.text, table)
    terms = bind(asked, params or {}, engine.names, table)
    answer = engine.ask(asked.text, terms, table)
    return answer.without({it.name for it in asked.parameters})


def _asked(query: str | NamedQuery) -> NamedQuery:
    if isinstance(query, NamedQuery):
        return query
    return named_query(query.strip()) if _NAME.fullmatch(query.strip()) else parse(query)


class _Oxigraph:
    """A pyoxigraph store."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def graphs(self) -> Iterator[str]:
        return (name.value for name in self.store.named_graphs())

    def names(self) -> Iterator[Named]:
        for predicate in (_LABEL, _ALIAS):
            found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
            for quad in found:
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    yield quad.subject.value, quad.object.value, predicate == _LABEL

    def ask(self, text: str, terms: Mapping[str, Term], table: Mapping[str, str]) -> Answer:
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
        bound.update((ox.Variable(name), term) for name, term in terms.items())
        try:
            result = self.store.query(text, prefixes=dict(table), substitutions=bound)
            return Answer.of_oxigraph(result, table)
        except SyntaxError as error:
            raise syntax_error(text, error) from error
        except (RuntimeError, OSError) as error:
            raise QueryError(str(error)) from error


class _Rdflib:
    """An rdflib dataset; terms and answers are turned into those of pyoxigraph."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    def graphs(self) -> Iterator[str]:
        return (str(it.identifier) for it in self.dataset.graphs())

    def names(self) -> Iterator[Named]:
        from rdflib import URIRef

        for predicate in (_LABEL, _ALIAS):
            for subject, name in self.dataset.default_graph.subject_objects(URIRef(predicate)):
                yield str(subject), str(name), predicate == _LABEL

    def ask(self, text: str, terms: Mapping[str, Term], table: Mapping[str, str]) -> Answer:
        from pyparsing import ParseException
        from rdflib.plugins.sparql import prepareQuery

        # Oxigraph parses first: its errors say what is wrong, where rdflib would raise a bare Exception.
        _Oxigraph(ox.Store()).ask(text, terms, table)
        try:
            prepared = prepareQuery(text, initNs=dict(table))
        except ParseException as error:
            raise QueryError(f"rdflib cannot read this query: {error}") from error
        check_for_rdflib(prepared)
        bound = {name: to_rdflib(term) for name, term in terms.items()}
        return Answer.of_rdflib(self.dataset.query(prepared, initBindings=bound), table)
