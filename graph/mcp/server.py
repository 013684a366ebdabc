"""The tools, and the server that offers them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from graph import __version__, ontology
from graph.mcp import reading, texts
from graph.mcp.asking import ROOM, Answer, Asking
from graph.mcp.tool_answers import Claim, Claims, Disputes, Entities, NamedQueries, Table
from graph.prefixes import slug
from graph.queries import named_queries
from graph.resources import read_text
from graph.serve.pool import Pool

Name = Annotated[str, Field(description="a name, an alias, or an id such as id:kristi-noem", min_length=1)]
Offset = Annotated[int, Field(description="how many to skip: next_offset of the previous page", ge=0, le=100_000)]
Few = Annotated[int, Field(description="how many at most", ge=1, le=50)]
Many = Annotated[int, Field(description="how many rows at most", ge=1, le=200)]


def server(pool: Pool) -> MCPServer[None]:
    """A server whose tools ask `pool`, which exists as long as the server runs."""

    @asynccontextmanager
    async def lifespan(_: MCPServer[None]) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    made = MCPServer(
        "rashomon",
        title="Rashomon: who says what about whom",
        instructions=read_text(ROOM, "instructions.md"),
        version=__version__,
        lifespan=lifespan,
        log_level="WARNING",
    )
    tools = Tools(Asking(pool))
    for title, tool in (
        ("Search entities", tools.search_entities),
        ("Claims about an entity", tools.claims_about),
        ("Disputes", tools.disputes),
        ("Evidence for an edge", tools.evidence),
        ("SPARQL", tools.sparql),
        ("List named queries", tools.list_queries),
        ("Run a named query", tools.run_query),
    ):
        about = ToolAnnotations(
            title=title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        made.add_tool(tool, title=title, annotations=about, structured_output=True)
    return made


class Tools:
    """What a model can ask; the docstrings are the descriptions that it gets."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    async def search_entities(
        self,
        text: Annotated[str, Field(description="a name or a part of one; empty for all, most mentioned first")],
        type: Annotated[str | None, Field(description="a class, such as Person, Country or Organization")] = None,
        limit: Few = 10,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Entities]:
        """Find people, organisations, countries, places and deals by name, ignoring case and accents."""
        kind = None if type is None else _class(type)
        part = " ".join(text.split()).lower()
        params = {"part": part, "folded": slug(part) if part else ""}
        answer = await self.asking.entities(params)
        kept, page = reading.page_of(reading.entities(answer.rows, text, kind), offset, limit, answer)
        found = Entities(**page.model_dump(), entities=kept)
        return _answered(found, texts.of_entities(found))

    async def claims_about(
        self,
        entity: Name,
        role: Annotated[
            Literal["any", "says", "said to have said", "said of"],
            Field(description="what it says, what others say it said, what else is said about it, or all"),
        ] = "any",
        limit: Few = 10,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Claims]:
        """Show what an entity says, is said to have said, and what is said about it: speaker, stance and sentence."""
        answer = await self.asking.claims("about", {"entity": entity})
        return await self._claims(answer, limit, offset, role)

    async def disputes(
        self,
        entity: Annotated[str | None, Field(description="whom it is about, or who takes a side; default: all")] = None,
        limit: Few = 5,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Disputes]:
        """Show what one side denies and another affirms or is said to allege, with the sentences of both sides."""
        answer = await self.asking.claims("disputes", {} if entity is None else {"entity": entity})
        every = reading.disputes(answer.rows)
        words = await self.asking.words(it.proposition for it in every)
        reading.worded([*every, *(claim for it in every for claim in it.claims)], words)
        every.sort(key=lambda it: (it.statement, it.proposition))
        kept, page = reading.page_of(every, offset, limit, answer)
        await self._answer([claim for it in kept for claim in it.claims])
        found = Disputes(**page.model_dump(), disputes=kept)
        return _answered(found, texts.of_disputes(found))

    async def evidence(
        self,
        subject: Name,
        relation: Annotated[str | None, Field(description="such as accuses, metWith or 'met with'; else any")] = None,
        object: Annotated[str | None, Field(description="where the edge ends: a name or an id; default any")] = None,
        limit: Few = 10,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Claims]:
        """Show every sentence for or against an edge such as "Kristi Noem accuses Gustavo Petro"."""
        params = {"subject": subject, "relation": relation, "object": object}
        answer = await self.asking.claims("evidence", {name: it for name, it in params.items() if it is not None})
        return await self._claims(answer, limit, offset)

    async def sparql(
        self,
        query: Annotated[str, Field(description="SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE", max_length=100_000)],
        limit: Many = 50,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Table]:
        """Query the graph in SPARQL. It only reads, fetches nothing, and is stopped at a limit of time and memory."""
        return _table(await self.asking.query(query), limit, offset)

    async def list_queries(self) -> Annotated[CallToolResult, NamedQueries]:
        """List the named queries and their parameters."""
        found = NamedQueries.model_validate({"queries": [asdict(it) for it in named_queries()]})
        return _answered(found, texts.of_queries(found))

    async def run_query(
        self,
        name: Annotated[str, Field(description="a name from list_queries")],
        parameters: Annotated[dict[str, str] | None, Field(description="such as {'entity': 'Kristi Noem'}")] = None,
        limit: Many = 20,
        offset: Offset = 0,
    ) -> Annotated[CallToolResult, Table]:
        """Run a named query, such as accusations with the answers to them."""
        return _table(await self.asking.named(name, parameters or {}), limit, offset)

    async def _claims(self, answer: Answer, limit: int, offset: int, role: str = "any") -> CallToolResult:
        claims = [it for it in reading.claims(answer.rows) if role == "any" or role in it.roles]
        asked = claims[offset : offset + limit]
        reading.worded(asked, await self.asking.words(it.proposition for it in asked))
        kept, page = reading.page_of(claims, offset, limit, answer)
        await self._answer(kept)
        found = Claims(**page.model_dump(), claims=kept)
        return _answered(found, texts.of_claims(found))

    async def _answer(self, claims: Sequence[Claim]) -> None:
        """Add to accusations what answers them, or may answer them."""
        answers = await self.asking.answers([it.id for it in claims])
        for it in claims:
            it.answers = reading.answers(answers[it.id]) if it.id in answers else None


def _answered(found: BaseModel, text: str) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=found.model_dump(mode="json")
    )


def _table(answer: Answer, limit: int, offset: int) -> CallToolResult:
    found = reading.table(answer, offset, limit)
    return _answered(found, texts.of_table(found))


def _class(name: str) -> str:
    """The CURIE of a class of entities, by name or label; raises `ToolError`, which lists all, for any other."""
    vocabulary = ontology.load()
    classes = {known: about for known, about in vocabulary.classes.items() if vocabulary.is_a(known, "Entity")}
    folded = name.removeprefix("rsh:").casefold()
    for known, about in classes.items():
        if folded in (known.casefold(), about.label.casefold()):
            return f"rsh:{known}"
    raise ToolError(f"there is no class {name!r}; use one of {', '.join(sorted(classes))}")
