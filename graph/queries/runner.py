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
# The properties that name a node, and whether what they say is its label: an article is called by its headline or file.
_NAMES = {
    PREFIXES["rdfs"] + "label": True,
    PREFIXES["schema"] + "headline": True,
    PREFIXES["skos"] + "altLabel": False,
    PREFIXES["rsh"] + "sourceFile": False,
}


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs that a query is asked of instead of those that it names itself, as IRIs (SPARQL Protocol, 2.1.4)."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Engine:
    """What answers queries: the prefixes of its data, and how it is asked. Kept by who asks more than once."""

    base: str | None = None
    """What relative IRIs of a query are relative to; without it they are mistakes."""

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The usual prefixes, those of the data by its base."""
        return prefixes(base_of(self.graphs()) or DEFAULT_BASE)

    def graphs(self) -> Iterator[str]:
        """The IRIs of the named graphs."""
        raise NotImplementedError

    def names(self) -> Iterator[Named]:
        """All labels and aliases."""
        raise NotImplementedError

    def holds(self, iri: str) -> bool:
        """Whether the data says anything with an IRI, or has a graph of that name."""
        raise NotImplementedError

    def owner(self, account: str) -> str | None:
        """The IRI of whom an account belongs to; None where it is no account of anybody."""
        raise NotImplementedError

    def classes(self, iri: str) -> list[str]:
        """The IRIs of the classes of a node."""
        raise NotImplementedError

    def ask(self, text: str, terms: Mapping[str, Term], graphs: Graphs | None, wanted: Wanted = EVERYTHING) -> Answer:
        """The answer to a query, some of its variables bound to terms."""
        raise NotImplementedError


def engine(source: ox.Store | rdflib.Dataset) -> Engine:
    """The engine that asks a store or a dataset."""
    return _Oxigraph(source) if isinstance(source, ox.Store) else _Rdflib(source)


def run(
    source: ox.Store | rdflib.Dataset | Engine,
    query: str | NamedQuery,
    params: Mapping[str, str] | None = None,
    *,
    graphs: Graphs | None = None,
    rows: int | None = None,
) -> Answer:
    """The answer of a store or dataset to a query: its name, its text, or one that was parsed.

    `params` are what a user types: a name or IRI of an entity, of a relation, a date, a text. The usual
    prefixes need not be declared. Columns of declared parameters are left out, and rows that then agree
    are one. `graphs` stand in for what the query says after FROM; one that is not there is empty, which the
    answer's warnings say. Of more than `rows` rows or triples the answer has only so many, and says so. Raises
    `QueryError` for what is unknown, ambiguous, refused or no query.
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
    """What to say of variables that are selected and never bound, in a query of the user's own."""
    if asked.name is None:
        columns = zip(answer.variables, zip(*answer.rows, strict=True) if answer.rows else repeat(()), strict=False)
        empty = [name for name, terms in columns if not any(terms)]
        if empty:
            yield from hints.idle_variables(asked.text, empty)


def _missing(asking: Engine, text: str, graphs: Graphs | None) -> Iterator[str]:
    """What to say of graphs that the query asks for and that are not there."""
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
        """The prefixes that a text can use: the engine takes as long for all of them as for a short query."""
        if "\\" in text:
            return dict(self.prefixes)
        return {name: self.prefixes[name] for name in _BEFORE_COLON.findall(text) if name in self.prefixes}


class _Rdflib(Engine):
    """An rdflib dataset; terms and answers are turned into those of pyoxigraph."""

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

        # Oxigraph parses first: its errors say what is wrong, where rdflib would raise a bare Exception.
        empty = _Oxigraph(ox.Store())
        empty.prefixes = self.prefixes
        empty.ask(text, terms, graphs)
        try:
            prepared = _prepared(text, tuple(self.prefixes.items()))
        except ParseException as error:
            raise QueryError(f"rdflib cannot read this query: {error}") from error
        check_for_rdflib(prepared)
        if graphs is not None:
            raise QueryError("rdflib is asked of the graphs that the query names; ask the store instead")
        bound = {name: to_rdflib(term) for name, term in terms.items()}
        return Answer.of_rdflib(self.dataset.query(prepared, initBindings=bound), self.prefixes, wanted)


@lru_cache(maxsize=64)
def _prepared(text: str, prefixes: tuple[tuple[str, str], ...]) -> Query:
    """A query as rdflib answers it; its parser takes ten times as long as the answer from a small graph."""
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(text, initNs=dict(prefixes))


def _unbound(reason: str) -> str | None:
    """What to do where the engine says that it cannot bind a parameter, since the query does not select it."""
    name = _NOT_SELECTED.search(reason)
    if name is None:
        return None
    return (
        f"the parameter {name[1]} cannot be bound: write SELECT {name[1]} … (its column is left out of the answer); "
        "in ASK and CONSTRUCT it must stand in a triple pattern, and DESCRIBE must name it"
    )


def _nodes(iris: tuple[str, ...]) -> Iterator[ox.NamedNode]:
    for iri in iris:
        if not is_iri(iri):
            raise QueryError(f"{iri!r} is no IRI of a graph")
        yield ox.NamedNode(iri)
