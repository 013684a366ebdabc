"""What programs read: nodes as RDF by negotiation, the VoID and service descriptions, dumps, named queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import parse_qsl, quote

import pyoxigraph as ox
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph.answers import Answer
from graph.errors import QueryError
from graph.formats import FILES, FORMATS, render
from graph.packet import FORMATS as PACKETS
from graph.prefixes import FOLDERS, PREFIXES, from_uri, is_iri, slug
from graph.queries import named_queries, named_query
from graph.resources import ALIGNMENTS, CORE, SHAPES, ontology_dir
from graph.serve import description
from graph.serve.answering import answered, file_at, is_own, refused, while_wanted
from graph.serve.figures import Figures, rows_of
from graph.serve.frames import Head
from graph.serve.html import Links
from graph.serve.negotiation import TRIPLES, accepted, choose_form
from graph.serve.openapi import document
from graph.serve.pool import Pool
from graph.serve.problems import ProblemError
from graph.serve.requests import form_of

MOST = 500
"""The most triples in each direction in the description of a node."""

ENDINGS = {it.suffixes[0]: it.media_type for it in FORMATS if it.media_type in TRIPLES}
"""The media types of triples, by the ending of a path."""
HTML = "text/html"
PAGE = {HTML: "html"}
"""The form for people, besides those of data."""
_LONGEST = 200
"""The maximum length of a search text, in characters."""


class _Any(Convertor[str]):
    """The rest of a path with any content: an IRI may contain percent-encoded line ends."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("any", _Any())


@dataclass(frozen=True, slots=True)
class Data:
    """The answers to programs."""

    pool: Pool
    figures: Figures
    output: Path

    def routes(self) -> list[Route]:
        """The routes of these answers."""
        return [
            *(Route(f"/{folder}{{rest:any}}", self.node) for folder in FOLDERS.values()),
            Route("/data/ns.ttl", self.ontology_as_turtle),
            Route("/data", self.data),
            Route("/data/{rest:any}", self.data),
            Route("/ns", self.ontology),
            Route("/alignments", self.alignments),
            Route("/shapes", self.shapes),
            Route("/void", self.void),
            Route("/.well-known/void", self.well_known),
            Route("/dump/{name}", self.dump),
            Route("/search", self.search),
            Route("/packet/{form}", self.packet),
            Route("/queries", self.queries),
            Route("/queries/{name}", self.query),
            Route("/queries/{name}/terms", self.terms),
            Route("/openapi.json", self.openapi),
        ]

    async def node(self, request: Request) -> Response:
        """An IRI of the data: redirects to its page or its triples."""
        path = raw_path(request)
        reply, _ = await self.pool.ask({"do": "known", "path": from_uri(path)})
        refused(reply)
        media = _chosen(request, {**PAGE, **TRIPLES})
        # A form that has no ending, because it is a wider name of another one, is negotiated again at that address.
        ending = next((ending for ending, each in ENDINGS.items() if each == media), "")
        return _led(request, f"/html/{path}" if media == HTML else f"/data/{path}{ending}")

    async def data(self, request: Request) -> Response:
        """The triples around a node, in the form given by the ending of the path or the Accept header."""
        head: Head = {"do": "data", "most": MOST}
        path = raw_path(request).removeprefix("data").removeprefix("/")
        ending = next((ending for ending in ENDINGS if path.endswith(ending)), "")
        if path:
            head |= {"path": from_uri(path.removesuffix(ending))}
        else:
            head |= {"iri": one_parameter(request, "iri")}
        head["media"] = ENDINGS[ending] if ending else _chosen(request, TRIPLES)
        reply, body = await while_wanted(request, self.pool.ask(head))
        return answered(request, reply, body)

    async def ontology(self, request: Request) -> Response:
        """The ontology with its alignments, in the form requested; people are redirected to its page."""
        media = _chosen(request, {**TRIPLES, **PAGE})
        if media == HTML:
            return _led(request, "/html/ns")
        return _triples(_ontology(), media)

    async def alignments(self, request: Request) -> Response:
        """The alignments of its terms with those of other vocabularies."""
        return _triples(_turtle(ALIGNMENTS), _chosen(request, TRIPLES))

    async def shapes(self, request: Request) -> Response:
        """The SHACL shapes of the data."""
        return _triples(_turtle(SHAPES), _chosen(request, TRIPLES))

    async def ontology_as_turtle(self, _: Request) -> Response:
        """The ontology as Turtle, whatever the request accepts."""
        return _triples(_ontology(), "text/turtle")

    async def service(self, request: Request) -> Response:
        """What the endpoint can do (SPARQL 1.1 Service Description); people are redirected to the workbench."""
        media = _chosen(request, {**TRIPLES, **PAGE})
        if media == HTML:
            return _led(request, "/workbench")
        graphs = await self.figures.rows("graphs")
        return _triples(description.service(_address(request), graphs or []), media)

    async def void(self, request: Request) -> Response:
        """What the dataset contains (VoID)."""
        media = _chosen(request, TRIPLES)
        names = ("classes", "properties", "subjects", "graphs")
        figures = {name: await self.figures.rows(name) for name in names}
        dumps = {name: file.stat().st_size for name in FILES if is_own(file := self.output / name)}
        prefixes = await self.figures.prefixes()
        return _triples(description.dataset(_address(request), prefixes, figures, dumps), media)

    async def well_known(self, request: Request) -> Response:
        """A redirect to the description of the dataset."""
        return _led(request, "/void")

    async def dump(self, request: Request) -> Response:
        """A file that `build` wrote."""
        name = request.path_params["name"]
        found = file_at(request, self.output / name, FILES[name].media_type) if name in FILES else None
        if found is None:
            raise ProblemError(404, f"there is no dump {name!r}; use one of {', '.join(FILES)}")
        return found

    async def search(self, request: Request) -> Response:
        """Entities by a part of one of their names, the most likely first."""
        wanted = " ".join(one_parameter(request, "q").split())[:_LONGEST]
        if not wanted:
            return JSONResponse([])
        found = description.suggestions(await rows_of(self.pool, "search", part=wanted.lower(), folded=slug(wanted)))
        link = Links(await self.figures.prefixes())
        return JSONResponse([it | {"page": link(it["iri"])} for it in found])

    async def packet(self, request: Request) -> Response:
        """Everything that a claim or dispute rests on, for a right of reply, in the form given by the path."""
        form = request.path_params["form"]
        if form not in PACKETS:
            raise ProblemError(404, f"there is no packet in the form {form!r}; use one of {', '.join(PACKETS)}")
        head: Head = {"do": "packet", "form": form, "of": one_parameter(request, "of"), "folder": str(self.output)}
        reply, body = await while_wanted(request, self.pool.ask(head))
        return answered(request, reply, body)

    async def queries(self, _: Request) -> Response:
        """The named queries with their parameters."""
        return JSONResponse([asdict(it) for it in named_queries()])

    async def query(self, request: Request) -> Response:
        """The answer to a named query; its parameters are those of the request, except `format`."""
        name, params = _query_name(request), parameters(request)
        formats = [params.pop(it) for it in ("format",) if it in params]
        asked = self.pool.query("", form_of(request, formats), name=name, params=params)
        reply, body = await while_wanted(request, asked)
        return answered(request, reply, body)

    async def terms(self, request: Request) -> Response:
        """The values for the parameters of a named query as SPARQL terms: the entity that a name means."""
        head: Head = {"do": "terms", "name": _query_name(request), "params": parameters(request)}
        reply, _ = await self.pool.ask(head)
        refused(reply)
        return JSONResponse(reply["terms"])

    async def openapi(self, _: Request) -> Response:
        """The description of this interface for programs."""
        return JSONResponse(document())


def raw_path(request: Request) -> str:
    """The path of a request as it was sent, without that of the application and the slash after it."""
    path: bytes = request.scope["raw_path"]
    return path.decode("ascii").split("/", request.scope.get("root_path", "").count("/") + 1)[-1]


def _led(request: Request, path: str) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303, {"Vary": "Accept"})


def parameters(request: Request) -> dict[str, str]:
    """The parameters of a request; raises `ProblemError` for one given twice, and for bytes that are not UTF-8."""
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError) as error:
        raise ProblemError(400, "the parameters cannot be read") from error
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ProblemError(400, "a parameter is given twice")
    return found


def one_parameter(request: Request, name: str) -> str:
    """The one parameter that a request must have."""
    found = parameters(request)
    if set(found) != {name}:
        raise ProblemError(400, f"one parameter is needed: {name}")
    return found[name]


def _query_name(request: Request) -> str:
    """The named query in the path; raises `ProblemError` if there is none."""
    try:
        return str(named_query(request.path_params["name"]).name)
    except QueryError as error:
        raise ProblemError(404, str(error)) from error


def _chosen(request: Request, offered: Mapping[str, str]) -> str:
    media = choose_form(accepted(request.headers), offered)
    if media is None:
        raise ProblemError(406, f"this is available only as {', '.join(offered)}")
    return media


def _address(request: Request) -> str:
    """The address of this server in the request; raises `ProblemError` if it is not an address."""
    address = str(request.base_url.replace(path=quote(request.base_url.path)))
    if not is_iri(address) and not _has_ipv6_host(address):
        raise ProblemError(400, "the Host of the request is not valid")
    return address


def _has_ipv6_host(address: str) -> bool:
    """Whether an address has an IPv6 host, which IRIs of the data cannot have."""
    match = re.fullmatch(r"https?://\[([0-9A-Fa-f:.]+)\](?::\d+)?/", address)
    if match is None:
        return False
    try:
        IPv6Address(match[1])
    except ValueError:
        return False
    return True


@cache
def _ontology() -> frozenset[ox.Triple]:
    return _turtle(CORE) | _turtle(ALIGNMENTS)


@cache
def _turtle(file: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(path=str(ontology_dir() / file)))


def _triples(triples: Iterable[ox.Triple], media: str) -> Response:
    table = {**PREFIXES, **description.PREFIXES}
    answer = Answer(triples=tuple(sorted(triples, key=str)), prefixes=table)
    return Response(render(answer, TRIPLES[media]), media_type=media, headers={"Vary": "Accept"})
