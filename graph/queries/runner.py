"""Runs a query on either engine, with the same checks and the same answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.answers import EVERYTHING, Answer, Wanted
from graph.errors import QueryError
from graph.prefixes import DEFAULT_BASE, PREFIXES, is_iri, prefixes
from graph.queries import dataset, hints
from graph.queries.catalog import NamedQuery, named_query, parse, text_for
from graph.queries.guard import check_for_oxigraph, check_for_rdflib, syntax_error
from graph.queries.parameters import Named, Term, bind
from graph.store import ACCOUNT_OF, base_of, classes_in, damage, holds, owner_in, to_rdflib

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.sparql import Query

_NAME = re.compile(r"[\w-]+")
_BEFORE_COLON = re.compile(r"(\w+):")
_NOT_SELECTED = re.compile(r"variable (\?\w+) in its SELECT projection")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The properties that name a node, and whether they give its label: an article is called by its headline or file.
_NAMES = {
    PREFIXES["rdfs"] + "label": True,
    PREFIXES["schema"] + "headline": True,
    PREFIXES["skos"] + "altLabel": False,
    PREFIXES["rsh"] + "sourceFile": False,
}


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs to query instead of those that the query names, as IRIs (SPARQL Protocol, 2.1.4)."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Engine:
    """Answers queries: the prefixes of its data, and how to query it. It can be used for further queries."""

    base: str | None = None
    """The base of relative IRIs in a query; without it they are errors."""

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The usual prefixes, with those of the data under its base."""
        return prefixes(base_of(self.graphs()) or DEFAULT_BASE)

    def graphs(self) -> Iterator[str]:
        """The IRIs of the named graphs."""
        raise NotImplementedError

    def names(self) -> Iterator[Named]:
        """All labels and aliases."""
        raise NotImplementedError

    def holds(self, iri: str) -> bool:
        """Whether any statement uses an IRI, or a graph has it as its name."""
        raise NotImplementedError

    def owner(self, account: str) -> str | None:
        """The IRI of the owner of an account; None if it is not an account."""
        raise NotImplementedError

    def classes(self, iri: str) -> list[str]:
        """The IRIs of the classes of a node."""
        raise NotImplementedError

    def ask(self, text: str, terms: Mapping[str, Term], graphs: Graphs | None, wanted: Wanted = EVERYTHING) -> Answer:
        """The answer to a query, with some of its variables bound to terms."""
        raise NotImplementedError


def engine(source: ox.Store | rdflib.Dataset) -> Engine:
    """The engine for a store or a dataset."""
    return _Oxigraph(source) if isinstance(source, ox.Store) else _Rdflib(source)


def run(
    source: ox.Store | rdflib.Dataset | Engine,
    query: str | NamedQuery,
    params: Mapping[str, str] | None = None,
    *,
    graphs: Graphs | None = None,
    rows: int | None = None,
) -> Answer:
    """The answer of a store or dataset to a query, given by name, as text, or parsed.

    `params` are as typed by a user: a name or IRI of an entity or a relation, a date, a text. The usual prefixes need
    not be declared. Columns of declared parameters are left out, and rows that are then equal are merged. `graphs`
    replace those after FROM in the query; one that does not exist is empty, with a warning in the answer. If there are
    more than `rows` rows or triples, the answer has only that number, and says so. Raises `QueryError` for anything
    unknown, ambiguous or refused, and for a text that is not a query.
    """
    asked = _asked(query)
    for text in (asked.text, *(params or {}).values()):
        if _SURROGATE.search(text):
            raise QueryError("a query and its parameters must be valid Unicode")
    asking = source if isinstance(source, Engine) else engine(source)
    check_for_oxigraph(asked.text, asking.prefixes, asking.base)
    terms = bind(asked, params or {}, asking, asking.prefixes)
    wanted = Wanted(frozenset(it.name for it in asked.parameters), rows)
    answer = asking.ask(text_for(asked, terms), terms, graphs, wanted)
    warnings = (*answer.warnings, *_idle(asked, answer), *_missing(asking, asked.text, graphs))
    return replace(answer, warnings=warnings) if warnings else answer


def _idle(asked: NamedQuery, answer: Answer) -> Iterator[str]:
    """Warnings about variables that are selected and never bound, in a user's own query."""
    if asked.name is None:
        columns = zip(answer.variables, zip(*answer.rows, strict=True) if answer.rows else repeat(()), strict=False)
        empty = [name for name, terms in columns if not any(terms)]
        if empty:
            yield from hints.idle_variables(asked.text, empty)


def _missing(asking: Engine, text: str, graphs: Graphs | None) -> Iterator[str]:
    """Warnings about graphs that the query names and that do not exist."""
    named = dataset.asked_for(text, asking.prefixes) if graphs is None else (*graphs.default, *graphs.named)
    if named:
        yield from dataset.warnings(named, asking.graphs(), asking.prefixes)


def _asked(query: str | NamedQuery) -> NamedQuery:
    if isinstance(query, NamedQuery):
        return query
    return named_query(query.strip()) if _NAME.fullmatch(query.strip()) else parse(query)


class _Oxigraph(Engine):
    """A pyoxigraph store."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def graphs(self) -> Iterator[str]:
        return (name.value for name in self.store.named_graphs())

    def names(self) -> Iterator[Named]:
        for predicate, is_label in _NAMES.items():
            found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())
            for quad in found:
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    yield quad.subject.value, quad.object.value, is_label

    def holds(self, iri: str) -> bool:
        return holds(self.store, iri)

    def owner(self, account: str) -> str | None:
        return owner_in(self.store, account)

    def classes(self, iri: str) -> list[str]:
        return classes_in(self.store, iri)

    def ask(self, text: str, terms: Mapping[str, Term], graphs: Graphs | None, wanted: Wanted = EVERYTHING) -> Answer:
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
        bound.update((ox.Variable(name), term) for name, term in terms.items())
        try:
            result = self.store.query(
                text,
                base_iri=self.base,
                prefixes=self._prefixes_in(text),
                substitutions=bound,
                default_graph=None if graphs is None else [*_nodes(graphs.default)],
                named_graphs=None if graphs is None else [*_nodes(graphs.named)],
            )
            return Answer.of_oxigraph(result, self.prefixes, wanted)
        except SyntaxError as error:
            raise syntax_error(text, error, self.prefixes) from error
        except (RuntimeError, OSError) as error:
            raise damage(error) or QueryError(_unbound(str(error)) or str(error)) from error

    def _prefixes_in(self, text: str) -> dict[str, str]:
        """The prefixes that may occur in a text: all of them would take the engine as long as a short query."""
        if "\\" in text:
            return dict(self.prefixes)
        return {name: self.prefixes[name] for name in _BEFORE_COLON.findall(text) if name in self.prefixes}


class _Rdflib(Engine):
    """An rdflib dataset; terms and answers are converted to those of pyoxigraph."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    def graphs(self) -> Iterator[str]:
        return (str(it.identifier) for it in self.dataset.graphs())

    def names(self) -> Iterator[Named]:
        from rdflib import URIRef

        for predicate, is_label in _NAMES.items():
            for subject, name in self.dataset.default_graph.subject_objects(URIRef(predicate)):
                yield str(subject), str(name), is_label

    def holds(self, iri: str) -> bool:
        from rdflib import URIRef

        node = URIRef(iri)
        places = ((node, None, None, None), (None, None, node, None), (None, node, None, None))
        return iri in self.graphs() or any(True for it in places for _ in self.dataset.quads(it))

    def owner(self, account: str) -> str | None:
        from rdflib import URIRef

        found = self.dataset.default_graph.value(URIRef(account), URIRef(ACCOUNT_OF))
        return None if found is None else str(found)

    def classes(self, iri: str) -> list[str]:
        from rdflib import RDF, URIRef

        return [str(it) for it in self.dataset.default_graph.objects(URIRef(iri), RDF.type)]

    def ask(self, text: str, terms: Mapping[str, Term], graphs: Graphs | None, wanted: Wanted = EVERYTHING) -> Answer:
        from pyparsing import ParseException

        # Oxigraph parses first: its errors say what is wrong, while rdflib would raise a bare Exception.
        empty = _Oxigraph(ox.Store())
        empty.prefixes = self.prefixes
        empty.ask(text, terms, graphs)
        try:
            prepared = _prepared(text, tuple(self.prefixes.items()))
        except ParseException as error:
            raise QueryError(f"rdflib cannot read this query: {error}") from error
        check_for_rdflib(prepared)
        if graphs is not None:
            raise QueryError("rdflib can query only the graphs that the query names; ask the store instead")
        bound = {name: to_rdflib(term) for name, term in terms.items()}
        return Answer.of_rdflib(self.dataset.query(prepared, initBindings=bound), self.prefixes, wanted)


@lru_cache(maxsize=64)
def _prepared(text: str, prefixes: tuple[tuple[str, str], ...]) -> Query:
    """A query prepared for rdflib, whose parser takes ten times as long as answering from a small graph."""
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(text, initNs=dict(prefixes))


def _unbound(reason: str) -> str | None:
    """Advice if the engine cannot bind a parameter because the query does not select it."""
    name = _NOT_SELECTED.search(reason)
    if name is None:
        return None
    return (
        f"the parameter {name[1]} cannot be bound: write SELECT {name[1]} … (its column is left out of the answer); "
        "in ASK and CONSTRUCT it must be in a triple pattern, and DESCRIBE must name it"
    )


def _nodes(iris: tuple[str, ...]) -> Iterator[ox.NamedNode]:
    for iri in iris:
        if not is_iri(iri):
            raise QueryError(f"{iri!r} is not an IRI of a graph")
        yield ox.NamedNode(iri)
