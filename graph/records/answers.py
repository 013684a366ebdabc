"""The answer to a query as rows of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pyoxigraph as ox

from graph.answers import Answer, Term
from graph.prefixes import PREFIXES
from graph.records.table import Records, Row, Value

_XSD = PREFIXES["xsd"]
_TYPES: Mapping[str, Callable[[str], Value]] = {
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    **dict.fromkeys((_XSD + it for it in ("decimal", "double", "float")), float),
    **dict.fromkeys((_XSD + it for it in ("integer", "int", "long", "nonNegativeInteger")), int),
}


def rows(answer: Answer) -> Records[Row]:
    """The rows of an answer; a yes or no is one row, and each triple is a row."""
    if answer.truth is not None:
        found: list[Row] = [{"truth": answer.truth}]
        names: tuple[str, ...] = ("truth",)
    elif answer.triples is not None:
        names = ("subject", "predicate", "object")
        found = [{name: _value(answer, getattr(it, name)) for name in names} for it in answer.triples]
    else:
        names = answer.variables
        found = [{name: _value(answer, term) for name, term in zip(names, row, strict=True)} for row in answer.rows]
    columns = {name: _type([it[name] for it in found]) for name in names}
    return Records(found, columns, lambda row: [_alike(row, columns)], answer.warnings)


def _value(answer: Answer, term: Term | None) -> Value:
    """A term as a Python value; if it does not fit its own type, its text."""
    if term is None:
        return None
    if isinstance(term, ox.Literal) and term.datatype.value in _TYPES:
        try:
            return _TYPES[term.datatype.value](term.value)
        except ValueError:
            return term.value
    return answer.text(term)


def _type(values: list[Value]) -> type:
    """The type of a column: that of its values, or text if they differ or there are none."""
    types = {type(it) for it in values if it is not None}
    if types == {int, float}:
        return float
    return types.pop() if len(types) == 1 else str


def _alike(row: Row, columns: Mapping[str, type]) -> Row:
    """The cells of a row in a table in which each column has one type."""
    return {
        name: None if it is None else columns[name](it) if columns[name] in (str, float) else it
        for name, it in row.items()
    }
