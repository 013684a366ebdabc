"""The server's interface as an OpenAPI 3.1 document, made from the tables that the server itself uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.decisions import COLUMNS, Kind
from graph.formats import FILES
from graph.packet import FORMATS
from graph.prefixes import FOLDERS
from graph.queries import NamedQuery, named_queries
from graph.serve.negotiation import BINDINGS, NAMES, TRIPLES

VERSION = "1.0.0"
"""The version of this interface, not of the package."""

Json = dict[str, Any]

_WHY = {
    "303": "see the address in Location",
    "304": "it has not changed",
    "400": "the request cannot be understood, or decides about something unknown; for a query: line, column and a hint",
    "403": "updates, SERVICE, LOAD, other machines and sites are refused, as are decisions if none are accepted",
    "404": "not found",
    "406": "not available in a form that Accept allows",
    "413": "the request is too long",
    "415": "the request is posted in a form that is not accepted here",
    "416": "the file has no such range",
    "503": "no worker is free, or the store cannot be read; try again",
    "504": "the query was stopped at the limit of time or memory, or a single row of its answer is too long",
}
_ASKED = ("400", "403", "406", "503", "504")
_PACKED = ("400", "403", "404", "503", "504")
_READ = ("400", "403", "404", "406", "503", "504")
_TEXT: Json = {"type": "string"}


def document() -> Json:
    """The description of all paths."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon",
            "version": VERSION,
            "summary": "Who says what, in which sentence, and who denies it",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": _sparql() | _nodes() | _dataset() | _named() | _people() | _deciding() | _state(),
        "components": {"schemas": {"Problem": _problem()}},
    }


def _sparql() -> Json:
    rows_or_triples = _content({**BINDINGS, **TRIPLES})
    graphs = [
        _query(name, {"type": "array", "items": {"type": "string", "format": "iri"}}, about=about)
        for name, about in (
            ("default-graph-uri", "graphs that are queried instead of those of the query"),
            ("named-graph-uri", "graphs that GRAPH may name"),
        )
    ]
    more = [*graphs, _form({**BINDINGS, **TRIPLES})]
    form = {
        "type": "object",
        "properties": {"query": _TEXT, **{it["name"]: it["schema"] for it in more}},
        "required": ["query"],
        "additionalProperties": False,
    }
    body = {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {"schema": form},
            "application/sparql-query": {"schema": _TEXT},
        },
    }
    about = "runs a SPARQL 1.1 query; the rows or triples come in the form that Accept asks for"
    get = _does(
        "sparql", about, "the answer; without a query, the service description", rows_or_triples, ("303", *_ASKED)
    )
    post = _does("postSparql", about, "the answer", rows_or_triples, (*_ASKED, "413", "415"))
    return {
        "/sparql": {
            "get": get | {"parameters": [_query("query", _TEXT, about="the query"), *more]},
            "post": post | {"requestBody": body},
        }
    }


def _nodes() -> Json:
    folder = _path("folder", sorted(it.rstrip("/") for it in FOLDERS.values()), about="the kind of node")
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}
    iri = _query("iri", {"type": "string", "format": "iri"}, required=True, about="any IRI of the data")
    triples = _content(TRIPLES)
    page = _content(["text/html"])
    node = _does("node", "an IRI of the data: redirects to its page or its triples", None, None, ("303", *_READ))
    data = _does("data", "the triples around a node", "triples", triples, _READ)
    html = _does("html", "the page of a node", "a page", page, _READ)
    return {
        "/{folder}/{name}": {"get": node | {"parameters": [folder, name]}},
        "/data/{folder}/{name}": {"get": data | {"parameters": [folder, name]}},
        "/data": {"get": data | {"operationId": "dataOf", "parameters": [iri]}},
        "/html/{folder}/{name}": {"get": html | {"parameters": [folder, name]}},
        "/html": {"get": html | {"operationId": "htmlOf", "parameters": [iri]}},
        "/ns": {"get": _does("ontology", "the ontology", "triples", triples, ("303", "403", "406"))},
        "/alignments": {"get": _does("alignments", "the alignments", "triples", triples, ("403", "406"))},
        "/shapes": {"get": _does("shapes", "the shapes", "triples", triples, ("403", "406"))},
        "/data/ns.ttl": {
            "get": _does("ontologyAsTurtle", "the ontology", "triples", _content(["text/turtle"]), ("403",))
        },
        "/html/ns": {"get": _does("ontologyPage", "the ontology as a page", "a page", page, ("403",))},
    }


def _dataset() -> Json:
    forms = _content(it.media_type for it in FILES.values())
    dump = _does("dump", "a file that the build wrote", "the file", forms, ("304", "403", "404", "416"))
    found = {"type": "object", "properties": dict.fromkeys(("iri", "label", "name", "type"), _TEXT)}
    search = _does(
        "search", "entities by a part of a name", "the most likely first", _json(found), ("400", "403", "503", "504")
    )
    of = _query("of", _TEXT, required=True, about="a claim or proposition: its IRI, claim:…, prop:… or bare id")
    about = "everything that a claim or dispute rests on: sentences, offsets, files, outlets, origins, answers"
    packet = _does("packet", about, "the packet", _content(it.media_type for it in FORMATS.values()), _PACKED)
    partial = forms | {"multipart/byteranges": {}}
    dump["responses"]["206"] = {"description": "a part of the file", "content": partial}
    return {
        "/void": {"get": _does("void", "what the dataset contains (VoID)", "triples", _content(TRIPLES), _ASKED)},
        "/.well-known/void": {"get": _does("wellKnownVoid", "where the description is", None, None, ("303", "403"))},
        "/dump/{name}": {"get": dump | {"parameters": [_path("name", list(FILES), about="the name of the file")]}},
        "/packet/{form}": {"get": packet | {"parameters": [_path("form", list(FORMATS), about="the form"), of]}},
        "/search": {"get": search | {"parameters": [_query("q", _TEXT, required=True, about="a part of a name")]}},
    }


def _named() -> Json:
    listed = {"type": "object", "properties": dict.fromkeys(("name", "title", "description", "text"), _TEXT)}
    paths: Json = {
        "/queries": {
            "get": _does("queries", "the named queries", "the queries with their parameters", _json(listed), ("403",))
        }
    }
    for query in named_queries():
        does = _does(f"query-{query.name}", query.title, "rows", _content(BINDINGS), (*_ASKED, "404"))
        paths[f"/queries/{query.name}"] = {"get": does | {"parameters": [*_parameters(query), _form(BINDINGS)]}}
        about = "the values for the parameters, as SPARQL terms"
        does = _does(
            f"terms-{query.name}",
            about,
            "the values by name",
            _json({}, many=False),
            ("400", "403", "404", "503", "504"),
        )
        paths[f"/queries/{query.name}/terms"] = {"get": does | {"parameters": [*_parameters(query)]}}
    return paths


def _parameters(query: NamedQuery) -> Iterable[Json]:
    kinds: Mapping[str, Json] = {"date": {"type": "string", "format": "date"}}
    for it in query.parameters:
        yield _query(it.name, kinds.get(it.kind, _TEXT), required=it.required, about=it.description)


def _people() -> Json:
    page = _content(["text/html"])
    return {
        "/": {"get": _does("home", "where to begin", "a page", page, ("403", "503"))},
        "/page": {"get": _does("page", "the interactive page", "a page", page, ("304", "403", "404"))},
        "/workbench": {"get": _does("workbench", "queries in the browser", "a page", page, ("403", "503"))},
    }


def _deciding() -> Json:
    about = "adds decisions to the file with which the server was started: all those in a request, or none"
    one: Json = {
        "type": "object",
        "properties": {name: {"enum": [*Kind]} if name == "kind" else _TEXT for name in COLUMNS},
        "required": ["kind"],
        "additionalProperties": False,
    }
    body = {
        "application/json": {"schema": {"oneOf": [one, {"type": "array", "items": one, "minItems": 1}]}},
        "text/csv": {"schema": _TEXT},
    }
    names: Json = {"written": {"type": "integer"}, "known": {"type": "integer"}, "file": _TEXT, "note": _TEXT}
    answer = _json({"properties": names, "required": [*names]}, many=False)
    does = _does(
        "decide",
        about,
        "how many were written, and how many were known before",
        answer,
        ("400", "403", "413", "415", "503"),
    )
    return {"/decisions": {"post": does | {"requestBody": {"required": True, "content": body}}}}


def _state() -> Json:
    state = _does("health", "the state of workers and store", "all is well", _json({}, many=False), ("403",))
    state["responses"]["503"] = {"description": "no query can be answered", "content": _json({}, many=False)}
    described = _does("openapi", "this description", "the description", _json({}, many=False), ("403",))
    return {"/health": {"get": state}, "/openapi.json": {"get": described}}


def _does(name: str, about: str, answer: str | None, content: Json | None, others: Iterable[str]) -> Json:
    responses: Json = {"200": {"description": answer, "content": content}} if answer else {}
    for status in sorted(others):
        responses[status] = {"description": _WHY[status]}
        if status >= "400":
            problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
            responses[status]["content"] = {"application/problem+json": problem, "text/html": {}}
    return {"operationId": name, "summary": about, "responses": responses}


def _problem() -> Json:
    properties = {"title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT, "hint": _TEXT}
    places = {"line": {"type": "integer"}, "column": {"type": "integer"}}
    return {"type": "object", "properties": properties | places, "required": ["title", "status", "detail"]}


def _content(media_types: Iterable[str]) -> Json:
    return {media: {} for media in sorted(set(media_types))}


def _json(items: Json, *, many: bool = True) -> Json:
    schema = {"type": "array", "items": items} if many else {"type": "object"} | items
    return {"application/json": {"schema": schema}}


def _query(name: str, schema: Json, *, about: str, required: bool = False) -> Json:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": about}


def _form(media: Mapping[str, str]) -> Json:
    """The parameter that names one of some forms."""
    names = [name for name, accept in NAMES.items() if not media.keys().isdisjoint(accept.split(", "))]
    return _query("format", {"type": "string", "enum": names}, about="the form of the answer, instead of Accept")


def _path(name: str, values: list[str], *, about: str) -> Json:
    schema = {"type": "string", "enum": values}
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": about}
