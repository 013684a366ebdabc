"""Counts of what the store contains, queried when first needed and kept while its version is in force."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from graph.queries.packaged import packaged
from graph.serve.answering import refused
from graph.serve.endings import TimeLimitError
from graph.serve.pool import Pool

_ROOM = "serve"
_ROWS = "application/sparql-results+json"

Rows = list[dict[str, str]]


async def rows_of(pool: Pool, name: str, **params: str) -> Rows:
    """The rows of a query in `graph/data/serve`, texts by variable: all of them, whatever the limit for clients."""
    reply, body = await pool.query(packaged(_ROOM, f"{name}.rq"), _ROWS, name=name, params=params, rows=None)
    refused(reply)
    found = json.loads(body)["results"]["bindings"]
    return [{variable: term["value"] for variable, term in row.items()} for row in found]


class Figures:
    """The answers of the queries in `graph/data/serve`, by name."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._kept: dict[str, Any] = {}
        self._version: Path | None = None
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rows(self, name: str) -> Rows | None:
        """The rows of a query, texts by variable; None if the store is too large to count within the time limit."""

        async def ask() -> Rows | None:
            try:
                return await rows_of(self.pool, name)
            except TimeLimitError:
                return None

        kept: Rows | None = await self._once(name, ask)
        return kept

    async def prefixes(self) -> dict[str, str]:
        """The prefixes of the data."""

        async def ask() -> dict[str, str]:
            reply, _ = await self.pool.ask({"do": "about"})
            return dict(reply["prefixes"])

        kept: dict[str, str] = await self._once("prefixes", ask)
        return kept

    async def _once(self, name: str, ask: Any) -> Any:
        async with self._asking[name]:
            version = self.pool.version()
            if version != self._version:
                self._version = version
                self._kept.clear()
            if name in self._kept:
                return self._kept[name]
            found = await ask()
            # While workers change versions, an answer may be from either.
            if version is not None and version == self.pool.version():
                self._kept[name] = found
            return found
