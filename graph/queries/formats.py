"""The forms that an answer can be written in: a table for people, SPARQL results, and RDF.

Texts of articles hold anything. What a syntax cannot hold is replaced by U+FFFD in it, and only in it: XML has
no place for most control characters. A warning stands where the syntax has room for one: JSON and XML results
have links and members for it, Turtle and XML have comments.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from pathlib import PurePath
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyoxigraph as ox

from graph.errors import QueryError
from graph.prefixes import PREFIXES
from graph.queries.answers import Answer, Term
from graph.queries.tables import table

_encode = json.JSONEncoder(ensure_ascii=False).encode
_STRING = PREFIXES["xsd"] + "string"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")
_XML_RETURN = {"\r": "&#13;"}
"""A reader of XML makes a line feed of a bare carriage return."""


@dataclass(frozen=True, slots=True)
class _Format:
    """What one format can hold: rows and, where `truth`, yes or no by `rows`; triples by `triples`."""

    suffixes: tuple[str, ...]
    rows: Callable[[Answer], str] | None = None
    truth: bool = False
    triples: ox.RdfFormat | None = None


def render(answer: Answer, format: str = "table", *, width: int | None = None) -> str:
    """The answer as text in one of `FORMATS`; a table that is wider than `width` is shown as records,
    a line for each value.

    Raises `QueryError` for a format that does not exist or that cannot hold the answer.
    """
    if format not in FORMATS:
        raise QueryError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    able = able_to_hold(answer)
    chosen = _FORMATS[format]
    if format not in able:
        kind = "triples" if answer.triples is not None else "rows" if answer.truth is None else "yes or no"
        raise QueryError(f"{format} cannot hold {kind}; {', '.join(able)} can")
    if answer.triples is not None and chosen.triples is not None:
        if format == "table" and answer.empty:
            return "no triples\n"
        return _triples(answer, chosen.triples)
    return table(answer, width) if chosen.rows in (None, table) else chosen.rows(answer)


def able_to_hold(answer: Answer) -> tuple[str, ...]:
    """The names of the formats that can hold an answer: its rows, its triples, or yes and no."""
    if answer.triples is not None:
        return tuple(name for name, it in _FORMATS.items() if it.triples is not None)
    if answer.truth is not None:
        return tuple(name for name, it in _FORMATS.items() if it.truth)
    return tuple(name for name, it in _FORMATS.items() if it.rows is not None)


def format_of(file: str | PurePath) -> str:
    """The format that the ending of a file means; raises `QueryError` for one that means none."""
    ending = PurePath(file).suffix.lower()
    for name, it in _FORMATS.items():
        if ending in it.suffixes:
            return name
    known = ", ".join(suffix for it in _FORMATS.values() for suffix in it.suffixes)
    raise QueryError(f"{file}: no format has the ending {ending!r}; there are {known}")


# ---------------------------------------------------------------------------- rows, yes and no


def _csv(answer: Answer) -> str:
    """CSV as SPARQL 1.1 has it: plain values, lines that end in CR LF."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(answer.variables)
    rows.writerows([_value(term) for term in row] for row in answer.rows)
    return stream.getvalue()


def _tsv(answer: Answer) -> str:
    """TSV as SPARQL 1.1 has it: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ("\t".join("" if it is None else _tsv_term(it) for it in row) for row in answer.rows)
    return "".join(f"{line}\n" for line in lines)


def _tsv_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(_tsv_term, (term.subject, term.predicate, term.object)))} )>>"
    return str(term).replace("\t", "\\t")


def _json(answer: Answer) -> str:
    """SPARQL 1.1 results as JSON, a row to a line."""
    head: dict[str, object] = {} if answer.truth is not None else {"vars": answer.variables}
    if answer.warnings:
        head |= {"link": [*map(_link, answer.warnings)], "warnings": answer.warnings}
    if answer.truth is not None:
        return _encode({"head": head, "boolean": answer.truth}) + "\n"
    # An encoder of whole documents takes five times as long, and most terms stand in many rows.
    texts = _Texts(_json_term)
    names = [encode_basestring(name) for name in answer.variables]
    rows = (
        "{" + ", ".join(f"{name}: {texts[it]}" for name, it in zip(names, row, strict=True) if it is not None) + "}"
        for row in answer.rows
    )
    inside = ",\n".join(rows)
    return f'{{"head": {_encode(head)}, "results": {{"bindings": [\n{inside}\n]}}}}\n'


def _json_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inside = ", ".join(f'"{name}": {_json_term(it)}' for name, it in parts.items())
        return f'{{"type": "triple", "value": {{{inside}}}}}'
    value = f'"value": {encode_basestring(term.value)}'
    if not isinstance(term, ox.Literal):
        return f'{{"type": "{"uri" if isinstance(term, ox.NamedNode) else "bnode"}", {value}}}'
    if term.language is not None:
        direction = "" if term.direction is None else f', "its:dir": "{term.direction}"'
        return f'{{"type": "literal", {value}, "xml:lang": {encode_basestring(term.language)}{direction}}}'
    datatype = term.datatype.value
    more = "" if datatype == _STRING else f', "datatype": {encode_basestring(datatype)}'
    return f'{{"type": "literal", {value}{more}}}'


def _xml(answer: Answer) -> str:
    """SPARQL 1.1 results as XML, a row to a line."""
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
    text = escape(_NOT_XML.sub("\ufffd", term.value), _XML_RETURN)
    if not isinstance(term, ox.Literal):
        return f"<uri>{text}</uri>" if isinstance(term, ox.NamedNode) else f"<bnode>{text}</bnode>"
    if term.language is not None:
        direction = "" if term.direction is None else f' its:dir="{term.direction}" its:version="2.0"'
        return f'<literal xml:lang="{term.language}"{direction}>{text}</literal>'
    if term.datatype.value == _STRING:
        return f"<literal>{text}</literal>"
    return f'<literal datatype="{escape(term.datatype.value, {chr(34): "&quot;"})}">{text}</literal>'


class _Texts(dict[Term, str]):
    """What a term is written as, worked out once."""

    def __init__(self, write: Callable[[Term], str]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, term: Term) -> str:
        self[term] = text = self.write(term)
        return text


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term or "")


def _link(warning: str) -> str:
    """A warning as an IRI, since the head of a result holds links and no texts."""
    return f"data:,{quote(warning, safe='')}"


# ------------------------------------------------------------------------------------ triples


def _triples(answer: Answer, format: ox.RdfFormat) -> str:
    triples: Iterable[ox.Triple] = answer.triples or ()
    if format == ox.RdfFormat.RDF_XML:
        return _rdfxml(answer, triples)
    # The engine panics where it should refuse.
    if format == ox.RdfFormat.JSON_LD and any(isinstance(it.object, ox.Triple) for it in triples):
        raise QueryError("json-ld cannot hold a triple as a value; turtle can")
    lines = (ox.serialize(triples, format=format, prefixes=dict(answer.prefixes)) or b"").decode()
    if format == ox.RdfFormat.JSON_LD:
        return lines
    warnings = "".join(f"# {' '.join(it.split())}\n" for it in answer.warnings)
    return warnings + (lines if format == ox.RdfFormat.N_TRIPLES else _tidied(lines))


def _tidied(text: str) -> str:
    """Turtle with the prefixes that it uses: the engine declares all, in an order that differs from run to run."""
    found = text.split("\n")
    head = sum(1 for line in found if line.startswith("@prefix "))
    body = "\n".join(found[head:])
    used = (line for line in sorted(found[:head]) if re.search(rf"(?<![\w.-]){re.escape(line.split()[1])}", body))
    return "\n".join((*used, body))


def _rdfxml(answer: Answer, triples: Iterable[ox.Triple]) -> str:
    lines = (
        ox.serialize(_for_xml(triples), format=ox.RdfFormat.RDF_XML, prefixes=dict(answer.prefixes)) or b""
    ).decode()
    head, after, rest = lines.replace("\r", _XML_RETURN["\r"]).partition("?>\n")
    # Two hyphens would end a comment.
    warnings = "".join(f"<!-- {_NOT_XML.sub(chr(0xFFFD), it).replace('--', '- -')} -->\n" for it in answer.warnings)
    return head + after + warnings + rest


def _for_xml(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Triples that RDF/XML can hold: the engine writes what no reader of XML takes."""
    for it in triples:
        if _XML_NAME.search(it.predicate.value) is None:
            raise QueryError(
                f"rdfxml cannot hold the property {it.predicate}, which does not end in a name; turtle can"
            )
        if isinstance(it.object, ox.Literal) and _NOT_XML.search(it.object.value):
            yield ox.Triple(it.subject, it.predicate, _cleaned(it.object))
        else:
            yield it


def _cleaned(literal: ox.Literal) -> ox.Literal:
    text = _NOT_XML.sub("\ufffd", literal.value)
    if literal.language is not None:
        return ox.Literal(text, language=literal.language, direction=literal.direction)
    return ox.Literal(text, datatype=literal.datatype)


_FORMATS: Mapping[str, _Format] = {
    "table": _Format((".txt",), table, truth=True, triples=ox.RdfFormat.TURTLE),
    "csv": _Format((".csv",), _csv),
    "tsv": _Format((".tsv",), _tsv),
    "json": _Format((".json", ".srj"), _json, truth=True, triples=ox.RdfFormat.JSON_LD),
    "xml": _Format((".xml", ".srx"), _xml, truth=True, triples=ox.RdfFormat.RDF_XML),
    "turtle": _Format((".ttl", ".turtle"), triples=ox.RdfFormat.TURTLE),
    "ntriples": _Format((".nt",), triples=ox.RdfFormat.N_TRIPLES),
    "trig": _Format((".trig",), triples=ox.RdfFormat.TRIG),
    "json-ld": _Format((".jsonld",), triples=ox.RdfFormat.JSON_LD),
    "rdfxml": _Format((".rdf", ".owl"), triples=ox.RdfFormat.RDF_XML),
}
FORMATS = tuple(_FORMATS)
"""All formats; "table", "json" and "xml" hold any answer: a CONSTRUCT as Turtle, JSON-LD or RDF/XML."""
