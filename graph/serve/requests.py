"""The question of a request by the SPARQL 1.1 Protocol: from the query string, a form, or the body itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from graph.serve.negotiation import FORMS, NAMES, accepted
from graph.serve.problems import ProblemError

MOST_BYTES = 1024 * 1024
"""The longest body: a query written by a person or a program has a few kilobytes."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs to query if the request names them."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    accept: str | None = None
    """The form asked for, as an Accept header: that of a parameter `format`, or the header itself."""

    @property
    def chooses_graphs(self) -> bool:
        """Whether the request names the graphs, so that FROM in the query does not count."""
        return bool(self.default or self.named)


async def read_question(request: Request) -> Question | None:
    """The question of a request, or None if a GET has no query, which asks for the service description.

    Raises `ProblemError` for what the protocol does not allow, and for updates.
    """
    fields = _fields(request.scope["query_string"].decode("latin-1"))
    if request.method != "POST":
        return _question(request, fields, None) if fields else None
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == _UPDATE:
        raise _updates()
    if media not in (FORM, QUERY):
        raise ProblemError(415, f"a query is posted as {QUERY} or {FORM}")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise ProblemError(415, "a query is posted as it is, without Content-Encoding")
    body = await read_body(request)
    if media == QUERY:
        return _question(request, fields, _decoded(body))
    return _question(request, fields + _fields(_decoded(body)), None)


def form_of(request: Request, formats: Sequence[str]) -> str | None:
    """The form that a request asks for, as an Accept header: that of its parameter `format`, else its own.

    Of several, the first known one counts: SPARQLWrapper gives one twice, by its name and by media types. Raises
    `ProblemError` if none is known.
    """
    if not formats:
        return accepted(request.headers)
    found = next((NAMES[it] for it in map(str.lower, formats) if it in NAMES), None)
    if found is None:
        raise ProblemError(400, f"there is no format {formats[0]!r}; use one of {', '.join(FORMS)}")
    return found


async def read_body(request: Request) -> bytes:
    """The body of a request; raises `ProblemError` for one that is longer than `MOST_BYTES`."""
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise _too_long()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _too_long()
    return bytes(body)


def _question(request: Request, fields: Sequence[tuple[str, str]], direct: str | None) -> Question:
    if any(name == "update" or name.startswith("using-") for name, _ in fields):
        raise _updates()
    queries = [value for name, value in fields if name == "query"]
    if direct is not None:
        queries.append(direct)
    if len(queries) != 1:
        raise ProblemError(400, f"one query is needed, but there are {len(queries) or 'none'}")
    return Question(
        queries[0],
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
        form_of(request, [value for name, value in fields if name == "format"]),
    )


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise ProblemError(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise ProblemError(400, f"there are more than {_MOST_FIELDS} parameters") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, "the query is not UTF-8") from error


def _updates() -> ProblemError:
    return ProblemError(403, "updates are refused: this endpoint only reads")


def _too_long() -> ProblemError:
    return ProblemError(413, f"the body of a request may have at most {MOST_BYTES // 1024} kB")
