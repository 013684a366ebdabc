"""Errors as answers: RFC 9457 problem details, pages for people, and the one table from errors to HTTP statuses."""

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
"""What each error is to a client; an error that is not in the table is none that a request can cause.

What is ended at the limit of memory is told like what is ended at the limit of time: 503 would invite to ask again.
"""


class ProblemError(RashomonError):
    """A request that cannot be answered: the status, why in words, and what else helps, such as line and column."""

    def __init__(self, status: int, detail: str, **extra: Any) -> None:
        self.status = status
        self.detail = detail
        self.extra = extra
        super().__init__(detail)

    @staticmethod
    def of(error: RashomonError) -> ProblemError:
        """The problem that an error is."""
        if isinstance(error, ProblemError):
            return error
        return ProblemError(
            next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500), str(error)
        )

    def response(self, accept: str | None) -> Response:
        """The problem as an answer: a page where Accept prefers one, as browsers do."""
        headers = {"Vary": "Accept"}
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "1"
        if choose(accept, (MEDIA, "text/html")) == "text/html":
            headers["Content-Security-Policy"] = html.policy()
            return HTMLResponse(html.rendered("problem.html", PREFIXES, problem=self), self.status, headers)
        about = {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.detail} | self.extra
        return Response(json.dumps(about, ensure_ascii=False), self.status, headers, MEDIA)
