"""Questions to the workers, and their answers as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from graph.errors import RashomonError
from graph.prefixes import compact
from graph.queries import parse
from graph.queries.packaged import packaged
from graph.resources import read_text
from graph.serve.pool import Pool
from graph.terminal import printable

ROOM = "mcp"
_SHARED = "explain"
"""The folder of the query for what somebody says, which the terminal and the server's pages also use."""
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_ACCEPT = f"{_ROWS}, {_TRIPLES}"
_LONGEST_ERROR = 1500
_CHOSEN, _SELECT = "# chosen", "SELECT DISTINCT"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as texts by column, without unbound values and with abbreviated IRIs; or yes or no; or lines of N-Triples.

    `complete` is false if the limit of rows was reached.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[str, ...] | None = None
    complete: bool = True
    warnings: tuple[str, ...] = ()


def chosen(which: str) -> str:
    """The query for the claims that the query `which` selects."""
    choosing = packaged(_SHARED if which == "about" else ROOM, f"{which}.rq")
    comments = "".join(f"{line}\n" for line in choosing.splitlines() if line.startswith("#"))
    names = " ".join(f"?{it.name}" for it in parse(choosing).parameters)
    told = read_text(ROOM, "claim.rq").replace(_CHOSEN, f"{{ {choosing} }}")
    return comments + told.replace(_SELECT, f"{_SELECT} {names}", 1)


class Asking:
    """Questions to a pool of workers; any failure is a `ToolError` with the reason."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    async def claims(self, which: str, params: Mapping[str, str]) -> Answer:
        """The claims that our query `which` selects, with one or more rows for each."""
        return await self._ask(chosen(which), name=which, params=dict(params))

    async def answers(self, claims: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """What answers, or may answer, the accusations among some claims, by the claim as given."""
        reply, _ = await self.pool.ask({"do": "answers", "claims": list(claims)})
        if reply["status"] != HTTPStatus.OK:
            raise _error(str(reply["error"]))
        return dict(reply["answers"])

    async def words(self, propositions: Iterable[str]) -> dict[str, str]:
        """Propositions in words, by their CURIE as given."""
        reply, _ = await self.pool.ask({"do": "words", "propositions": list(dict.fromkeys(propositions))})
        if reply["status"] != HTTPStatus.OK:
            raise _error(str(reply["error"]))
        return dict(reply["words"])

    async def entities(self, params: Mapping[str, str]) -> Answer:
        """The entities that match a part of a name, with one or more rows for each."""
        return await self._ask(read_text(ROOM, "search.rq"), name="search", params=dict(params))

    async def query(self, text: str) -> Answer:
        """The answer to a model's own query."""
        return await self._ask(text)

    async def named(self, name: str, params: Mapping[str, str]) -> Answer:
        """The answer to a named query."""
        return await self._ask("", name=name, params=dict(params))

    async def _ask(self, text: str, **more: Any) -> Answer:
        try:
            reply, body = await self.pool.query(text, _ACCEPT, **more)
        except UnicodeEncodeError as error:
            raise ToolError("the query is not valid Unicode") from error
        except RashomonError as error:
            raise _error(str(error)) from error
        if reply["status"] != HTTPStatus.OK:
            raise _error(" ".join(str(reply[it]) for it in ("error", "hint") if reply.get(it)))
        complete, warnings = not reply["truncated"], tuple(reply["warnings"])
        if reply["media"] == _TRIPLES:
            lines = tuple(it for it in body.decode("utf-8").splitlines() if it and not it.startswith("#"))
            return Answer(triples=lines, complete=complete, warnings=warnings)
        found = json.loads(body)
        if "boolean" in found:
            return Answer(truth=found["boolean"], warnings=warnings)
        rows = tuple({name: _text(term) for name, term in row.items()} for row in found["results"]["bindings"])
        return Answer(tuple(found["head"]["vars"]), rows, complete=complete, warnings=warnings)


def _error(message: str) -> ToolError:
    """An error for a model; it may contain names of entities, which come from articles."""
    return ToolError(printable(message)[:_LONGEST_ERROR])


def _text(term: Mapping[str, Any]) -> str:
    value = term["value"]
    if term["type"] == "uri":
        return compact(value)
    return str(value) if isinstance(value, str) else f"<<( {' '.join(map(_text, value.values()))} )>>"
