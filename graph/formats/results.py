"""The formats of rows and of yes or no: SPARQL 1.1 results as JSON, XML, CSV and TSV.

Texts of articles can contain anything. Characters that a syntax cannot hold are replaced by U+FFFD in that syntax only:
XML cannot hold most control characters. Warnings are written where the syntax allows it: as links in the head of JSON
and XML, and also as a member in JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from json.encoder import encode_basestring
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyoxigraph as ox

from graph.answers import Answer, Term
from graph.formats import rdf, xml
from graph.formats.format import Format
from graph.prefixes import PREFIXES

_encode = json.JSONEncoder(ensure_ascii=False).encode
_STRING = PREFIXES["xsd"] + "string"


def _csv(answer: Answer) -> str:
    """CSV as in SPARQL 1.1: plain values, lines that end in CR LF."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(answer.variables)
    rows.writerows([_value(term) for term in row] for row in answer.rows)
    return stream.getvalue()


def _tsv(answer: Answer) -> str:
    """TSV as in SPARQL 1.1: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ("\t".join("" if it is None else _tsv_term(it) for it in row) for row in answer.rows)
    return "".join(f"{line}\n" for line in lines)


def _tsv_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(_tsv_term, (term.subject, term.predicate, term.object)))} )>>"
    return str(term).replace("\t", "\\t")


def _json(answer: Answer) -> str:
    """SPARQL 1.1 results as JSON, one row per line."""
    head: dict[str, object] = {} if answer.truth is not None else {"vars": answer.variables}
    if answer.warnings:
        head |= {"link": [*map(_link, answer.warnings)], "warnings": answer.warnings}
    if answer.truth is not None:
        return _encode({"head": head, "boolean": answer.truth}) + "\n"
    # An encoder of whole documents takes five times as long, and most terms occur in many rows.
    texts = _Texts(_json_term)
    names = [encode_basestring(name) for name in answer.variables]
    rows = (
        "{" + ", ".join(f"{name}: {texts[it]}" for name, it in zip(names, row, strict=True) if it is not None) + "}"
        for row in answer.rows
    )
    inside = ",\n".join(rows)
    return f'{{"head": {_encode(head)}, "results": {{"bindings": [\n{inside}\n]}}}}\n'


def _json_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):  # as most are
        return f'{{"type": "uri", "value": {encode_basestring(term.value)}}}'
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inside = ", ".join(f'"{name}": {_json_term(it)}' for name, it in parts.items())
        return f'{{"type": "triple", "value": {{{inside}}}}}'
    value = f'"value": {encode_basestring(term.value)}'
    if not isinstance(term, ox.Literal):
        return f'{{"type": "bnode", {value}}}'
    if term.language is not None:
        direction = "" if term.direction is None else f', "its:dir": "{term.direction}"'
        return f'{{"type": "literal", {value}, "xml:lang": {encode_basestring(term.language)}{direction}}}'
    datatype = term.datatype.value
    more = "" if datatype == _STRING else f', "datatype": {encode_basestring(datatype)}'
    return f'{{"type": "literal", {value}{more}}}'


def _xml(answer: Answer) -> str:
    """SPARQL 1.1 results as XML, one row per line."""
    variables = "".join(f'<variable name="{name}"/>' for name in answer.variables)
    links = "".join(f'<link href="{escape(_link(it))}"/>' for it in answer.warnings)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"'
    start += ' xmlns:its="http://www.w3.org/2005/11/its">\n'
    start += f"<head>{variables}{links}</head>\n"
    if answer.truth is not None:
        return f"{start}<boolean>{str(answer.truth).lower()}</boolean>\n</sparql>\n"
    texts = _Texts(_xml_term)
    starts = [f'<binding name="{name}">' for name in answer.variables]
    rows = "".join(
        f"<result>{''.join(f'{head}{texts[it]}</binding>' for head, it in cells if it is not None)}</result>\n"
        for cells in (zip(starts, row, strict=True) for row in answer.rows)
    )
    return f"{start}<results>\n{rows}</results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_xml_term(it)}</{name}>' for name, it in parts.items())}</triple>"
    text = escape(xml.cleaned(term.value), dict(xml.RETURN))
    if not isinstance(term, ox.Literal):
        return f"<uri>{text}</uri>" if isinstance(term, ox.NamedNode) else f"<bnode>{text}</bnode>"
    if term.language is not None:
        direction = "" if term.direction is None else f' its:dir="{term.direction}" its:version="2.0"'
        return f'<literal xml:lang="{term.language}"{direction}>{text}</literal>'
    if term.datatype.value == _STRING:
        return f"<literal>{text}</literal>"
    return f'<literal datatype="{escape(term.datatype.value, {chr(34): "&quot;"})}">{text}</literal>'


class _Texts(dict[Term, str]):
    """The written forms of terms, each computed once."""

    def __init__(self, write: Callable[[Term], str]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, term: Term) -> str:
        self[term] = text = self.write(term)
        return text


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term or "")


def _link(warning: str) -> str:
    """A warning as an IRI, since the head of a result can have links but not texts."""
    return f"data:,{quote(warning, safe='')}"


FORMATS = (
    Format(
        "json",
        (".json", ".srj"),
        "application/sparql-results+json",
        wider=("application/json",),
        w3c="SPARQL_Results_JSON",
        rows=_json,
        truth=True,
        triples=rdf.jsonld,
    ),
    Format(
        "xml",
        (".xml", ".srx"),
        "application/sparql-results+xml",
        wider=("application/xml", "text/xml"),
        w3c="SPARQL_Results_XML",
        rows=_xml,
        truth=True,
        triples=rdf.rdfxml,
    ),
    Format("csv", (".csv",), "text/csv", w3c="SPARQL_Results_CSV", rows=_csv),
    Format("tsv", (".tsv",), "text/tab-separated-values", w3c="SPARQL_Results_TSV", rows=_tsv),
)
"""Best first: the first one is the default. Those that also hold triples do so as JSON-LD and RDF/XML."""
