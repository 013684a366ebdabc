"""Answers to queries: rows of terms, yes or no, or triples, from either engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from graph.prefixes import PREFIXES, compact

if TYPE_CHECKING:
    from rdflib.query import Result
    from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wanted part of an answer: without the columns `hidden`, and at most `rows` rows or triples."""

    hidden: frozenset[str] = frozenset()
    rows: int | None = None


EVERYTHING = Wanted()
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: `variables` and `rows` (SELECT), `truth` (ASK) or `triples` (CONSTRUCT, DESCRIBE).

    A row has a term for each variable, or None if it is unbound. Triples are sorted. `truncated` says that there is
    more than was wanted; `warnings` also say so, along with anything else that a reader should know.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES, repr=False)
    truncated: bool = False
    warnings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[dict[str, str]]:
        """The rows as strings by variable, with abbreviated IRIs and without unbound values."""
        for row in self.rows:
            cells = zip(self.variables, row, strict=True)
            yield {name: self.text(term) for name, term in cells if term is not None}

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def empty(self) -> bool:
        """Whether the answer has no row or no triple."""
        return self.truth is None and not self.rows and not self.triples

    def text(self, term: Term | None) -> str:
        """A term for people: the words of a literal, the CURIE of an IRI."""
        if isinstance(term, ox.Literal):
            return term.value
        return compact(term.value, self.prefixes) if isinstance(term, ox.NamedNode) else str(term or "")

    @staticmethod
    def of_oxigraph(
        result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
        table: Mapping[str, str],
        wanted: Wanted = EVERYTHING,
    ) -> Answer:
        """The answer from pyoxigraph; no more of it is computed than is wanted."""
        if isinstance(result, ox.QueryBoolean):
            return Answer(truth=bool(result), prefixes=table)
        if isinstance(result, ox.QueryTriples):
            return _of_triples(result, table, wanted)
        variables = tuple(it.value for it in result.variables)
        return _of_rows(variables, (tuple(row) for row in result), table, wanted)

    @staticmethod
    def of_rdflib(result: Result, table: Mapping[str, str], wanted: Wanted = EVERYTHING) -> Answer:
        """The answer from rdflib."""
        if result.askAnswer is not None:
            return Answer(truth=result.askAnswer, prefixes=table)
        if result.graph is not None:
            lines = result.graph.serialize(format="nt", encoding="utf-8")
            return _of_triples((it.triple for it in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)), table, wanted)
        variables = tuple(map(str, result.vars or ()))
        rows = (tuple(_from_rdflib(row.get(it)) for it in result.vars or ()) for row in result.bindings)
        return _of_rows(variables, rows, table, wanted)


def _of_triples(triples: Iterable[ox.Triple], table: Mapping[str, str], wanted: Wanted) -> Answer:
    kept, warnings = _limited(_unique(triples), wanted.rows, "triples")
    return Answer(triples=tuple(sorted(kept, key=str)), prefixes=table, truncated=bool(warnings), warnings=warnings)


def _of_rows(variables: Sequence[str], rows: Iterator[Row], table: Mapping[str, str], wanted: Wanted) -> Answer:
    """Rows without the hidden columns; rows that are then equal appear only once, in the place of the first."""
    kept = [n for n, name in enumerate(variables) if name not in wanted.hidden]
    if len(kept) < len(variables):
        rows = _unique(tuple(row[n] for n in kept) for row in rows)
    found, warnings = _limited(rows, wanted.rows, "rows")
    names = tuple(variables[n] for n in kept)
    return Answer(names, found, prefixes=table, truncated=bool(warnings), warnings=warnings)


def _unique(items: Iterable[_T]) -> Iterator[_T]:
    seen: set[_T] = set()
    for it in items:
        if it not in seen:
            seen.add(it)
            yield it


def _limited(items: Iterator[_T], limit: int | None, name: str) -> tuple[tuple[_T, ...], tuple[str, ...]]:
    """The first `limit` items, and a warning if there are more."""
    if limit is None:
        return tuple(items), ()
    found = tuple(islice(items, limit))
    more = next(items, None) is not None
    return found, ((f"these are the first {limit} {name}: there are more",) if more else ())


def _from_rdflib(term: Node | None) -> Term | None:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, Literal):
        return None
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))) if term.datatype else ox.Literal(str(term))
