"""Answers: rows of terms, yes or no, or triples; written as a table for people, or as data."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import QueryError
from graph.prefixes import PREFIXES, compact
from graph.terminal import printable

if TYPE_CHECKING:
    from rdflib.query import Result
    from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]

_NARROW = 8
"""No value beside its name is folded narrower than this, in characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: `variables` and `rows` (SELECT), `truth` (ASK) or `triples` (CONSTRUCT, DESCRIBE).

    A row has a term for each variable, or None where that is not bound. Triples are sorted.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES, repr=False)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """The rows as texts by variable; IRIs abbreviated, what is not bound left out."""
        for row in self.rows:
            cells = zip(self.variables, row, strict=True)
            yield {name: self.text(term) for name, term in cells if term is not None}

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, term: Term | None) -> str:
        """A term for people: a literal is its words, an IRI its CURIE."""
        if isinstance(term, ox.Literal):
            return term.value
        return compact(term.value, self.prefixes) if isinstance(term, ox.NamedNode) else str(term or "")

    def without(self, hidden: set[str]) -> Answer:
        """The same answer without some columns; rows that then agree stand once, at their first place."""
        kept = [n for n, name in enumerate(self.variables) if name not in hidden]
        if len(kept) == len(self.variables):
            return self
        rows = dict.fromkeys(tuple(row[n] for n in kept) for row in self.rows)
        return replace(self, variables=tuple(self.variables[n] for n in kept), rows=tuple(rows))

    @staticmethod
    def of_oxigraph(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, table: Mapping[str, str]) -> Answer:
        """The answer that pyoxigraph gives."""
        if isinstance(result, ox.QueryBoolean):
            return Answer(truth=bool(result), prefixes=table)
        if isinstance(result, ox.QueryTriples):
            return Answer(triples=tuple(sorted(set(result), key=str)), prefixes=table)
        variables = tuple(it.value for it in result.variables)
        return Answer(variables, tuple(tuple(row[name] for name in variables) for row in result), prefixes=table)

    @staticmethod
    def of_rdflib(result: Result, table: Mapping[str, str]) -> Answer:
        """The answer that rdflib gives."""
        if result.askAnswer is not None:
            return Answer(truth=result.askAnswer, prefixes=table)
        if result.graph is not None:
            lines = result.graph.serialize(format="nt", encoding="utf-8")
            triples = {it.triple for it in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
            return Answer(triples=tuple(sorted(triples, key=str)), prefixes=table)
        variables = tuple(map(str, result.vars or ()))
        rows = tuple(tuple(_from_rdflib(row.get(it)) for it in result.vars or ()) for row in result.bindings)
        return Answer(variables, rows, prefixes=table)


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


# --------------------------------------------------------------------------------- formats


def render(answer: Answer, format: str = "table", *, width: int | None = None) -> str:
    """The answer as text in one of `FORMATS`; a table that is wider than `width` is shown as records,
    a line for each value.

    Raises `QueryError` for a format that does not exist or that cannot hold the answer.
    """
    if format not in FORMATS:
        raise QueryError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if answer.triples is not None:
        rdf = _TRIPLES.get(format)
        if rdf is None:
            raise QueryError(f"{format} cannot hold triples; {', '.join(_TRIPLES)} can")
        return _triples(answer, rdf)
    if format not in _ROWS:
        raise QueryError(f"{format} holds triples, and this query gives none; {', '.join(_ROWS)} can hold its answer")
    return _table(answer, width) if format == "table" else _ROWS[format](answer)


def _triples(answer: Answer, format: ox.RdfFormat) -> str:
    lines = ox.serialize(answer.triples or (), format=format, prefixes=dict(answer.prefixes)) or b""
    if format != ox.RdfFormat.TURTLE:
        return lines.decode()
    # The engine declares all prefixes, in an order that differs from run to run.
    found = lines.decode().split("\n")
    head = sum(1 for line in found if line.startswith("@prefix "))
    body = "\n".join(found[head:])
    used = (line for line in sorted(found[:head]) if re.search(rf"(?<![\w.-]){re.escape(line.split()[1])}", body))
    return "\n".join((*used, body))


def _table(answer: Answer, width: int | None = None) -> str:
    if answer.truth is not None:
        return "yes\n" if answer.truth else "no\n"
    cells = [[printable(answer.text(term)) for term in row] for row in answer.rows]
    columns = [[name, *(row[n] for row in cells)] for n, name in enumerate(answer.variables)]
    widths = [max(map(_width, column)) for column in columns]
    if width is not None and sum(widths) + 2 * (len(widths) - 1) > width:
        return _records(answer.variables, cells, width)
    lines = [_aligned(answer.variables, widths), "  ".join("-" * max(one, 1) for one in widths)]
    lines += (_aligned(row, widths) for row in cells)
    return "".join(f"{line}\n" for line in lines)


def _records(names: Sequence[str], cells: Iterable[Sequence[str]], width: int) -> str:
    """A table too wide for its place: each row as lines of name and value, without the empty ones."""
    indent = max(map(_width, names), default=0) + 2
    blocks = []
    for row in cells:
        lines = []
        for name, cell in zip(names, row, strict=True):
            wrapped = textwrap.wrap(cell, max(width - indent, _NARROW), break_on_hyphens=False)
            heads = [name, *([""] * len(wrapped))]
            lines += [head + " " * (indent - _width(head)) + text for head, text in zip(heads, wrapped, strict=False)]
        blocks.append("".join(f"{line}\n" for line in lines))
    return "\n".join(blocks)


def _aligned(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: none for a combining mark, two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _csv(answer: Answer) -> str:
    """CSV as SPARQL 1.1 has it: plain values, lines that end in CR LF."""
    _need_rows(answer, "csv")
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(answer.variables)
    rows.writerows([_value(term) for term in row] for row in answer.rows)
    return stream.getvalue()


def _tsv(answer: Answer) -> str:
    """TSV as SPARQL 1.1 has it: terms as in Turtle."""
    _need_rows(answer, "tsv")
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ("\t".join("" if it is None else str(it).replace("\t", "\\t") for it in row) for row in answer.rows)
    return "".join(f"{line}\n" for line in lines)


def _json(answer: Answer) -> str:
    """SPARQL 1.1 results as JSON."""
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.Triple):
        raise QueryError("a triple as a value cannot be written as JSON; ask for its subject, predicate and object")
    if not isinstance(term, ox.Literal):
        return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language is not None:
        return found | {"xml:lang": term.language}
    plain = term.datatype.value == PREFIXES["xsd"] + "string"
    return found if plain else found | {"datatype": term.datatype.value}


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term or "")


def _need_rows(answer: Answer, format: str) -> None:
    if answer.truth is not None:
        raise QueryError(f"{format} cannot hold yes or no; table and json can")


_ROWS: dict[str, Callable[[Answer], str]] = {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json}
_TRIPLES = {
    "table": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "json": ox.RdfFormat.JSON_LD,
    "json-ld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
FORMATS = tuple(dict.fromkeys((*_ROWS, *_TRIPLES)))
"""All formats; "table" and "json" hold any answer: a CONSTRUCT as Turtle or JSON-LD."""
