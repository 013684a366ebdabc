"""A SPARQL store over HTTP that can be as difficult as real ones: credentials, limits, broken connections."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pyoxigraph as ox

from graph.model import KnowledgeGraph
from graph.triples import quads

USER, PASSWORD, TOKEN = "ana", "open:sesame 1", "t0ken"


def stored(kg: KnowledgeGraph, *, infer: bool = False) -> ox.Store:
    store = ox.Store()
    store.extend(quads(kg, infer=infer))
    return store


def content(store: ox.Store) -> set[str]:
    """The quads as N-Quads; a blank node has a different label in every store."""
    return {" ".join("_" if part.startswith("_:") else part for part in str(quad).split(" ")) for quad in store}


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    method: str
    path: str
    authorization: str
    body: bytes


@dataclass
class Answer:
    """A status, a body and headers; status 0 breaks the connection."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Rule = Callable[[Request], Answer | None]


@dataclass
class WebStore:
    """A running store: its address, its data, the requests it got, and the rules that may answer first."""

    url: str = ""
    data: ox.Store = field(default_factory=ox.Store)
    requests: list[Request] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        """The answer of the first rule that has one; otherwise the update is carried out."""
        self.requests.append(request)
        for rule in self.rules:
            if (answer := rule(request)) is not None:
                return answer
        if request.method != "POST":
            return Answer(405)
        try:
            self.data.update(request.body.decode())
        except SyntaxError as error:
            return Answer(400, str(error).encode())
        return Answer(204)


class _Server(ThreadingHTTPServer):
    """Ends when everything is answered, and records errors: a client only sees that the connection broke."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.errors: list[BaseException | None] = []

    def handle_error(self, *_: object) -> None:
        self.errors.append(sys.exception())


@contextmanager
def serving(*rules: Rule) -> Iterator[WebStore]:
    """A store on a free port of this machine, for as long as the block lasts."""
    store = WebStore(rules=list(rules))

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = store.answer(Request(self.command, self.path, self.headers.get("Authorization", ""), body))
            if answer.status == 0:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Logs nothing: `requests` has the requests."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        store.url = f"http://127.0.0.1:{server.server_address[1]}/update"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()
    assert server.errors == []


# --------------------------------------------------------------------------------- rules


def wants(authorization: str, challenge: str = "") -> Rule:
    """Refuses requests without this header; sends a challenge only if one is given."""
    headers = {"WWW-Authenticate": challenge} if challenge else {}
    return lambda request: None if request.authorization == authorization else Answer(401, headers=headers)


BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
BEARER = f"Bearer {TOKEN}"


def wants_digest(request: Request) -> Answer | None:
    """RFC 7616 with MD5, as in Virtuoso."""
    parts = dict(re.findall(r'(\w+)="?([^",]*)"?', request.authorization))

    def md5(*texts: str) -> str:
        return hashlib.md5(":".join(texts).encode()).hexdigest()

    if request.authorization.startswith("Digest "):
        secret, what = md5(USER, "SPARQL", PASSWORD), md5(request.method, parts["uri"])
        proof = md5(secret, parts["nonce"], parts["nc"], parts["cnonce"], parts["qop"], what)
        if (parts["response"], parts["uri"]) == (proof, request.path):
            return None
    return Answer(401, headers={"WWW-Authenticate": 'Digest realm="SPARQL", nonce="0a1b", qop="auth", algorithm="MD5"'})


def up_to(size: int) -> Rule:
    """Refuses larger requests."""
    return lambda request: Answer(413) if len(request.body) > size else None


def after(number: int, answer: Answer, times: int = 10**6) -> Rule:
    """Gives this answer instead of doing anything, `times` times, starting with the request with this number."""
    seen = iter(range(10**9))
    return lambda request: answer if number <= next(seen) < number + times else None  # noqa: ARG005
