"""Pages for people: a start page, a page for every node, the ontology, the interactive page and the workbench."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from graph import ontology
from graph.packet import FORMATS
from graph.prefixes import PREFIXES, from_uri
from graph.queries import named_queries
from graph.serve import html
from graph.serve.answering import file_at, refused
from graph.serve.data import ENDINGS, one_parameter, raw_path
from graph.serve.figures import Figures
from graph.serve.frames import Head
from graph.serve.pool import Pool
from graph.serve.problems import ProblemError
from graph.serve.reading import read_article

MOST = 200
"""How many claims, or values of a property, a page shows; it says how many others there are."""
PAGE = "view.html"
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages for people."""

    pool: Pool
    figures: Figures
    output: Path

    def routes(self) -> list[Route]:
        """The routes of these pages."""
        return [
            Route("/", self.home),
            Route("/html", self.node),
            Route("/html/ns", self.ontology),
            Route("/html/{rest:any}", self.node),
            Route("/page", self.interactive),
            Route("/workbench", self.workbench),
            Route("/assets/{mark}/{name}", self.asset),
        ]

    async def home(self, _: Request) -> Response:
        """The start page."""
        classes = {row["class"]: row["nodes"] for row in await self.figures.rows("classes") or []}
        counted = ("rsh:Document", "rsh:Entity", "rsh:Claim")
        counts = {curie: int(classes.get(PREFIXES["rsh"] + curie.removeprefix("rsh:"), 0)) for curie in counted}
        disputes = await self.figures.rows("disputes")
        return await self._page(
            "home.html",
            counts=counts,
            disputes=int(disputes[0]["disputes"]) if disputes else None,
            speakers=await self.figures.rows("speakers") or [],
            queries=named_queries(),
        )

    async def node(self, request: Request) -> Response:
        """The page of a node, by its path or its IRI."""
        head: Head = {"do": "page", "most": MOST}
        path = raw_path(request).removeprefix("html").removeprefix("/")
        head |= {"path": from_uri(path)} if path else {"iri": one_parameter(request, "iri")}
        reply, _ = await self.pool.ask(head)
        refused(reply)
        node = reply["node"]
        own = ("entity", "claim", "proposition", "document", "account", "evidence")
        template = f"{node['kind']}.html" if node["kind"] in own else "node.html"
        told, article = node["told"], None
        if node["kind"] == "document":
            article = await asyncio.to_thread(read_article, self.output, node["label"], node["iri"], told)
        return await self._page(template, node=node, told=told, article=article, endings=ENDINGS, packets=FORMATS)

    async def ontology(self, _: Request) -> Response:
        """The terms of the ontology."""
        return await self._page("ontology.html", ontology=ontology.load(), kinds=ontology.KINDS)

    async def interactive(self, request: Request) -> Response:
        """The interactive page written by `build`, which contains its own policy."""
        found = file_at(request, self.output / PAGE, "text/html")
        if found is None:
            raise ProblemError(404, f"the build wrote no {PAGE}")
        return found

    async def workbench(self, _: Request) -> Response:
        """YASGUI with the named queries."""
        prefixes = await self.figures.prefixes()
        queries = [
            {
                "name": it.name,
                "title": it.title,
                "description": it.description,
                "text": it.text,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "required": p.required, "about": p.description}
                    for p in it.parameters
                ],
            }
            for it in named_queries()
        ]
        settings = json.dumps({"prefixes": dict(prefixes), "queries": queries})
        return await self._page("workbench.html", style_src="'unsafe-inline'", settings=settings)

    async def asset(self, request: Request) -> Response:
        """A script or style, which clients may keep for ever."""
        asset = html.assets().get(request.path_params["name"])
        if asset is None or asset.path != request.url.path:
            raise ProblemError(404, "there is no such asset")
        headers = {"Cache-Control": _FOR_EVER, "ETag": f'"{request.path_params["mark"]}"'}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(asset.content, headers=headers, media_type=asset.media)

    async def _page(self, template: str, style_src: str = "", **more: Any) -> Response:
        text = html.rendered(template, await self.figures.prefixes(), **more)
        added = {"style_src": style_src} if style_src else {}
        return HTMLResponse(text, headers={"Content-Security-Policy": html.policy(**added)})
