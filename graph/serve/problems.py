"""Errors as responses: RFC 9457 problem details, pages for people, and the one table from errors to HTTP statuses."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import HTMLResponse, Response

from graph.errors import QueryError, RashomonError, StoreError
from graph.prefixes import PREFIXES
from graph.serve import html
from graph.serve.endings import BusyError, LostError, TimeLimitError, TooComplexError
from graph.serve.negotiation import choose

MEDIA = "application/problem+json"

STATUS: dict[type[RashomonError], int] = {
    TimeLimitError: 504,
    BusyError: 503,
    LostError: 504,
    StoreError: 503,
    TooComplexError: 400,
    QueryError: 400,
}
"""The status of each error for a client; a request cannot cause an error that is not in the table.

A query stopped at the limit of memory has the status of one stopped at the limit of time: 503 would invite retries.
"""


class ProblemError(RashomonError):
    """A request that cannot be answered: the status, the reason in words, and further help such as line and column."""

    def __init__(self, status: int, detail: str, **extra: Any) -> None:
        self.status = status
        self.detail = detail
        self.extra = extra
        super().__init__(detail)

    @staticmethod
    def of(error: RashomonError) -> ProblemError:
        """The problem for an error."""
        if isinstance(error, ProblemError):
            return error
        return ProblemError(
            next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500), str(error)
        )

    def response(self, accept: str | None) -> Response:
        """The problem as a response: a page if Accept prefers one, as that of browsers does."""
        headers = {"Vary": "Accept"}
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "1"
        if choose(accept, (MEDIA, "text/html")) == "text/html":
            headers["Content-Security-Policy"] = html.policy()
            return HTMLResponse(html.rendered("problem.html", PREFIXES, problem=self), self.status, headers)
        about = {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.detail} | self.extra
        return Response(json.dumps(about, ensure_ascii=False), self.status, headers, MEDIA)
