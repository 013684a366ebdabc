"""The results of queries, read from files and answers, and compared as the W3C's tests require.

Solutions are compared as bags, blank nodes without regard to their names, numbers and booleans by value and datatype.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = frozenset[tuple[str, Term]]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_WHOLE = frozenset(
    _XSD + name
    for name in (
        *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
        *("negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATING = frozenset({_XSD + "double", _XSD + "float"})
_TRUTHS = {"0": "false", "1": "true"}
_FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Rows:
    """Solutions; their order matters if they are `ordered`."""

    variables: frozenset[str]
    rows: tuple[Row, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Triples:
    """A graph."""

    triples: frozenset[ox.Triple]


Outcome = Rows | Triples | bool


def of_engine(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Outcome:
    """What pyoxigraph returns, or reads from a file of results."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return Triples(frozenset(result))
    names = [it.value for it in result.variables]
    rows = tuple(frozenset((name, row[name]) for name in names if row[name] is not None) for row in result)
    return Rows(frozenset(names), rows)


def of_csv(text: str) -> Rows:
    """CSV results: all values are plain, and only blank nodes can be told apart from the rest."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return Rows(frozenset(head), tuple(frozenset(zip(head, map(_cell, row), strict=True)) for row in rows))


def of_file(file: Path, iri: str) -> Outcome:
    """The expected results in a file."""
    if file.suffix in _FORMATS:
        return of_engine(ox.parse_query_results(file.read_bytes(), _FORMATS[file.suffix]))
    if file.suffix == ".csv":
        return of_csv(file.read_text(encoding="utf-8"))
    triples = frozenset(it.triple for it in ox.parse(path=file, base_iri=iri))
    sets = [it.subject for it in triples if it.predicate == _RDF_TYPE and it.object == ox.NamedNode(_RS + "ResultSet")]
    return _result_set(triples, sets[0]) if sets else Triples(triples)


def difference(found: Outcome, expected: Outcome, *, lax: bool = False) -> str | None:
    """What is wrong with an outcome, in words; None if it is as expected."""
    if type(found) is not type(expected):
        return f"{type(found).__name__} instead of {type(expected).__name__}"
    if isinstance(found, Rows) and isinstance(expected, Rows):
        return _rows_difference(found, expected, lax=lax)
    if isinstance(found, Triples) and isinstance(expected, Triples):
        same = _canonical_triples(found.triples) == _canonical_triples(expected.triples)
        return None if same else f"{len(found.triples)} triples that are not the {len(expected.triples)} expected"
    return None if found == expected else f"{found} instead of {expected}"


def _rows_difference(found: Rows, expected: Rows, *, lax: bool) -> str | None:
    if found.variables != expected.variables:
        return f"variables {sorted(found.variables)} instead of {sorted(expected.variables)}"
    ours, theirs = Counter(map(_canonical_row, found.rows)), Counter(map(_canonical_row, expected.rows))
    if lax:
        fewer = all(1 <= ours[row] <= number for row, number in theirs.items())
        return None if fewer and ours.keys() == theirs.keys() else "other rows"
    if len(found.rows) != len(expected.rows):
        return f"{len(found.rows)} rows instead of {len(expected.rows)}"
    if expected.ordered:
        same = _as_dataset(enumerate(found.rows)) == _as_dataset(enumerate(expected.rows))
        return None if same else "other rows, or in another order"
    if ours == theirs:
        return None
    counted = ((number, row) for row, number in ours.items()), ((number, row) for row, number in theirs.items())
    return None if _as_dataset(counted[0]) == _as_dataset(counted[1]) else "other rows"


def _as_dataset(rows: object) -> ox.Dataset:
    """Numbered rows as a graph, which is the same for the same rows whatever the names of the blank nodes."""
    dataset = ox.Dataset()
    for number, row in rows:  # type: ignore[attr-defined]
        node = ox.BlankNode()
        dataset.add(ox.Quad(node, ox.NamedNode("urn:number"), ox.Literal(number)))
        for name, term in _canonical_row(row):
            dataset.add(ox.Quad(node, ox.NamedNode(f"urn:variable:{name}"), term))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _canonical_triples(triples: frozenset[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(it.subject, it.predicate, _canonical(it.object)) for it in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _canonical_row(row: Row) -> Row:
    return frozenset((name, _canonical(term)) for name, term in row)


def _canonical(term: Term) -> Term:
    """A term; if it is a number, in its canonical form."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, _canonical(term.object))
    if not isinstance(term, ox.Literal) or term.language is not None:
        return term
    datatype = term.datatype.value
    try:
        if datatype in _WHOLE:
            return ox.Literal(str(int(term.value)), datatype=term.datatype)
        if datatype == _XSD + "decimal":
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if datatype == _XSD + "boolean":
            return ox.Literal(_TRUTHS.get(term.value, term.value), datatype=term.datatype)
        if datatype in _FLOATING:
            return ox.Literal(repr(float(term.value.replace("INF", "inf"))), datatype=term.datatype)
    except (ValueError, InvalidOperation):
        pass  # an ill-formed number equals only itself
    return term


def _cell(text: str) -> Term:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.Literal(text)


def _result_set(triples: frozenset[ox.Triple], node: object) -> Outcome:
    """A result set in the first working group's vocabulary."""
    about: dict[object, dict[str, list[Term]]] = {}
    for it in triples:
        name = it.predicate.value.removeprefix(_RS)
        about.setdefault(it.subject, {}).setdefault(name, []).append(it.object)
    found = about[node]
    if "boolean" in found:
        return _text(found["boolean"][0]) == "true"
    solutions = [about.get(it, {}) for it in found.get("solution", ())]
    ordered = any("index" in it for it in solutions)
    if ordered:
        solutions.sort(key=lambda it: int(_text(it["index"][0])))
    bindings = [[about[one] for one in it.get("binding", ())] for it in solutions]
    rows = tuple(frozenset((_text(one["variable"][0]), one["value"][0]) for one in row) for row in bindings)
    return Rows(frozenset(map(_text, found.get("resultVariable", ()))), rows, ordered)


def _text(term: Term) -> str:
    assert isinstance(term, ox.Literal), term
    return term.value
