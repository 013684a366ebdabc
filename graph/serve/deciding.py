"""Decisions of people sent to the server: looked up in the build as `rashomon decide` does, and added to a file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.decisions import COLUMNS, Kind, Ruling, add, read, read_text
from graph.errors import InputError, UsageError
from graph.serve.problems import ProblemError
from graph.serve.requests import read_body

if TYPE_CHECKING:
    from graph.review import Built

CSV = "text/csv"
JSON = "application/json"
"""Neither can be sent by a form, so that no page of another site can send it unasked."""

_PLACE = "the request"
_OFF = "this server accepts no decisions; start it with --decisions FILE"
_NEXT = "the next build applies them"


@dataclass(frozen=True, slots=True)
class Deciding:
    """The answer to requests with decisions; without a `file`, none are accepted."""

    output: Path
    file: Path | None
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[Route]:
        """The routes of these answers."""
        return [Route("/decisions", self.decide, methods=["POST"])]

    async def decide(self, request: Request) -> Response:
        """Add all decisions in a request to the file, or none if one of them matches nothing in the build."""
        if self.file is None:
            raise ProblemError(403, _OFF)
        _check_origin(request)
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media not in (CSV, JSON) or request.headers.get("content-encoding", "identity") != "identity":
            raise ProblemError(415, f"decisions are posted as {CSV} or {JSON}, without Content-Encoding")
        body = await read_body(request)
        async with self.alone:
            written, known = await asyncio.to_thread(_added, self.output, self.file, media, body)
        return JSONResponse({"written": written, "known": known, "file": self.file.name, "note": _NEXT})


def check(file: Path) -> None:
    """Raise `UsageError` for a file that nothing can be added to, at the start and not only at the first decision."""
    if not file.absolute().parent.is_dir():
        raise UsageError(f"{file}: there is no such folder")
    if file.exists() and (fault := next((it for it in read([file]).faults if it.place == "line 1"), None)):
        raise UsageError(str(fault))


def _check_origin(request: Request) -> None:
    """Raise `ProblemError` for anything sent by a page of another site."""
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or request.headers.get("origin", own).lower() != own.lower():
        raise ProblemError(403, "pages of other sites may not decide anything here")


def _added(output: Path, file: Path, media: str, body: bytes) -> tuple[int, int]:
    """The number of decisions added, and of those that the file already had."""
    from graph.review import open_built

    try:
        sent = _sent(media, body)
        built = open_built(output)
        rulings = [_looked_up(built, it) for it in sent]
        had = {_bare(it) for it in read([file] if file.exists() else []).rulings}
        new = list({_bare(it): it for it in rulings if _bare(it) not in had}.values())
        if new:
            add(file, new)
    except (InputError, UsageError) as error:
        raise ProblemError(400, str(error)) from error
    return len(new), len(rulings) - len(new)


def _sent(media: str, body: bytes) -> list[Ruling]:
    """The decisions in a request; raises `InputError` for the first invalid one, and if there are none."""
    if media == CSV:
        found = read_text(body, _PLACE)
        if found.faults:
            raise found.faults[0]
        rulings = list(found.rulings)
    else:
        rulings = list(_of_json(body))
    if not rulings:
        raise InputError(_PLACE, "contains no decision")
    return rulings


def _of_json(body: bytes) -> Iterator[Ruling]:
    """The decisions in an object or a list of objects, each with strings under the names of columns."""
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError(_PLACE, f"is not JSON: {error}") from error
    for number, it in enumerate(value if isinstance(value, list) else [value], 1):
        place = f"decision {number}"
        if not isinstance(it, dict) or not all(isinstance(cell, str) for cell in it.values()):
            raise InputError(_PLACE, "must be an object whose values are strings", place)
        if unknown := sorted(set(it) - set(COLUMNS)):
            raise InputError(
                _PLACE, f"has {', '.join(map(repr, unknown))}; the columns are {', '.join(COLUMNS)}", place
            )
        try:
            yield Ruling.parse(dict(it), f"{_PLACE}, {place}")
        except ValueError as error:
            raise InputError(_PLACE, str(error), place) from error


def _looked_up(built: Built, it: Ruling) -> Ruling:
    """The decision as `rashomon decide` would write it; raises `UsageError` if it matches nothing in the build."""
    from graph.review import about_claim, about_two, of_class

    more = {"who": it.who, "when": it.when or date.today().isoformat(), "why": it.why}
    try:
        if it.kind.of_claim:
            return about_claim(built, it.kind, it.about, it.value, **more)
        if it.kind is Kind.TYPE:
            return of_class(built, it.about, it.value, **more)
        return about_two(built, it.kind, it.about, it.value, **more)
    except UsageError as error:
        raise UsageError(f"{it.place}: {error}") from error


def _bare(it: Ruling) -> Ruling:
    """The decision without who decided it, when and why."""
    return replace(it, who="", when="", why="", place="")
