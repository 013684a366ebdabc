"""The web application: what each path answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.errors import RashomonError
from graph.serve.answering import answered, while_wanted
from graph.serve.base import BelowBase
from graph.serve.data import Data
from graph.serve.deciding import Deciding
from graph.serve.figures import Figures
from graph.serve.guarding import Guarding
from graph.serve.limits import Limits
from graph.serve.negotiation import accepted
from graph.serve.packing import Packing
from graph.serve.pages import Pages
from graph.serve.pool import Pool
from graph.serve.problems import ProblemError
from graph.serve.requests import read_question

_SHARING = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "HEAD", "POST"],
    allow_headers=["Prefer"],
    expose_headers=["Rashomon-Warning", "Preference-Applied"],
)
"""Lets web applications on any site read what anyone may query anyway."""


def application(output: str | Path, limits: Limits, *, local: bool = True, decisions: Path | None = None) -> Starlette:
    """The application on the folder that `build` wrote.

    With `local`, it answers only requests made to this machine by its own name, so that no web page open in a browser
    here can reach the data. `decisions` is the file that decisions are added to; without one, none are accepted.
    """
    site = Site(Pool(output, limits), Path(output))
    routes = [
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/health", site.health),
        *site.data.routes(),
        *site.pages.routes(),
        *Deciding(Path(output), decisions).routes(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[*([] if local else [_SHARING]), Middleware(Guarding, local=local), Middleware(Packing)],
        exception_handlers={RashomonError: _problem, HTTPException: _problem, ClientDisconnect: _nobody},
        lifespan=site.lifespan,
    )
    app.router.redirect_slashes = False
    app.router.default = BelowBase(site.data.figures)
    return app


class Site:
    """The answers to requests, over a pool of workers."""

    def __init__(self, pool: Pool, output: Path) -> None:
        self.pool = pool
        figures = Figures(pool)
        self.data = Data(pool, figures, output)
        self.pages = Pages(pool, figures, output)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """The workers live as long as the application."""
        await self.pool.start()
        try:
            yield
        finally:
            await self.pool.close()

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint."""
        question = await read_question(request)
        if question is None:
            return await self.data.service(request)
        graphs = {"default": question.default, "named": question.named} if question.chooses_graphs else {}
        asked = self.pool.query(question.query, question.accept, **graphs)
        reply, body = await while_wanted(request, asked)
        return answered(request, reply, body)

    async def health(self, _: Request) -> Response:
        """The state of workers and store; 503 if no query can be answered."""
        health = self.pool.health()
        return JSONResponse(health, 503 if health["status"] == "down" else 200, {"Cache-Control": "no-store"})


async def _problem(request: Request, error: Exception) -> Response:
    accept = accepted(request.headers)
    if isinstance(error, HTTPException):
        response = ProblemError(error.status_code, error.detail).response(accept)
        response.headers.update(error.headers or {})
        return response
    assert isinstance(error, RashomonError)
    return ProblemError.of(error).response(accept)


async def _nobody(_: Request, __: Exception) -> Response:
    return Response(status_code=499)
