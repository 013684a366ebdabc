"""IRIs of data whose base has a path, such as http://host/kg/: the same application below that path."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from graph.prefixes import base_in
from graph.serve.figures import Figures


class BelowBase:
    """Paths without a route: they are tried again without the path of the base, or are not found."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; raises `HTTPException` 404 for one that is not below the path."""
        path = unquote(urlsplit(base_in(await self.figures.prefixes())).path).removesuffix("/")
        # A request that has been passed on already has nothing more to remove.
        if not path or scope.get("root_path") or not scope["path"].startswith(f"{path}/"):
            raise HTTPException(404)
        await scope["app"].router({**scope, "root_path": path}, receive, send)
