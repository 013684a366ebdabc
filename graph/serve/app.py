"""The web application: what each path answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.errors import RashomonError
from graph.serve.frames import Head
from graph.serve.guarding import Guarding
from graph.serve.pool import Limits, Pool
from graph.serve.problems import ProblemError
from graph.serve.requests import read_question

_UNHURRIED = 0.1
"""Seconds after which it is worth asking whether the client still waits for the answer."""

Handler = Callable[[Request], Awaitable[Response]]


def application(output: str | Path, limits: Limits, *, local: bool = True) -> Starlette:
    """The application on the folder that `build` wrote.

    `local` answers only requests that are made to this machine by its own name, so that no web page that a browser
    here has open can reach the data.
    """
    site = Site(Pool(output, limits), Path(output))
    routes = [
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/health", site.health),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guarding, local=local)],
        exception_handlers={RashomonError: _problem, HTTPException: _problem, ClientDisconnect: _nobody},
        lifespan=site.lifespan,
    )
    app.router.redirect_slashes = False
    return app


class Site:
    """The answers to requests, over a pool of workers."""

    def __init__(self, pool: Pool, output: Path) -> None:
        self.pool = pool
        self.output = output

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
            raise ProblemError(400, "one query is needed, and there are none")
        head: Head = {"do": "query", "accept": request.headers.get("accept"), "rows": self.pool.limits.rows}
        if question.chooses_graphs:
            head |= {"default": question.default, "named": question.named}
        reply, body = await while_wanted(request, self.pool.ask(head, question.query.encode("utf-8")))
        return answered(reply, body)

    async def health(self, _: Request) -> Response:
        """Whether workers and store are well: 503 where no query can be answered."""
        health = self.pool.health()
        return JSONResponse(health, 503 if health["status"] == "down" else 200, {"Cache-Control": "no-store"})


def answered(reply: Head, body: bytes) -> Response:
    """What a worker replied, as an answer; raises `ProblemError` for what it could not answer."""
    if reply["status"] != 200:
        extra = {name: reply[name] for name in ("line", "column", "hint") if name in reply}
        raise ProblemError(reply["status"], reply["error"], **extra)
    response = Response(body, media_type=reply["media"], headers={"Vary": "Accept"})
    for warning in reply.get("warnings", ()):
        response.headers.append("Rashomon-Warning", quote(warning, safe=" <>:/?#[]@!$&'()*+,;="))
    return response


async def while_wanted(request: Request, work: Coroutine[Any, Any, tuple[Head, bytes]]) -> tuple[Head, bytes]:
    """The result of `work`, which is cancelled when the client that asked for it goes away."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_UNHURRIED)
        if not done:
            gone = asyncio.ensure_future(_disconnected(request))
            try:
                await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
        if not task.done():
            raise ClientDisconnect
        return await task
    finally:
        task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _problem(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        response = ProblemError(error.status_code, error.detail).response()
        response.headers.update(error.headers or {})
        return response
    assert isinstance(error, RashomonError)
    return ProblemError.of(error).response()


async def _nobody(_: Request, __: Exception) -> Response:
    return Response(status_code=499)
