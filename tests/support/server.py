"""A real server, in this process or in a separate one, and requests to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from graph.serve.limits import ClientLimits, Limits
from graph.serve.server import listening
from support import ROOT

PATIENCE = 30.0
"""The seconds after which a test stops waiting."""
LIMITS = Limits(workers=2)
"""Half the minimum number of workers of a server: starting workers takes longer than most tests."""


def wait_for(happened: Callable[[], bool]) -> None:
    """Waits until something has happened."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@dataclass
class Reply:
    """The server's answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A server's address, and requests to it."""

    port: int
    timeout: float = field(default=30)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **parameters: str) -> Reply:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.send("GET", path + query, headers={"Accept": accept} if accept else {})

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> Reply:
        return self.get("/sparql", accept, query=query)

    def health(self) -> Any:
        return self.get("/health").json()

    def until(self, status: str = "ok", **workers: int) -> Any:
        """The server's health report, as soon as it has this status and these numbers of workers."""
        found: list[Any] = []

        def is_so() -> bool:
            found.append(self.health())
            return bool(found[-1]["status"] == status and workers.items() <= found[-1]["workers"].items())

        wait_for(is_so)
        return found[-1]


@dataclass
class Process(Server):
    """The command's server, in a separate process."""

    process: subprocess.Popen[str] = field(kw_only=True)


@contextmanager
def serving(
    output: Path, limits: Limits = LIMITS, clients: ClientLimits | None = None, **more: Any
) -> Iterator[Server]:
    """A server for a build's folder, with processes for its queries, on a free port; it ends with the block."""
    with listening(output, limits=limits, clients=clients, **more) as it:
        thread = threading.Thread(target=it.run)
        thread.start()
        try:
            yield Server(urlsplit(it.address).port or 0)
        finally:
            it.stop()
            thread.join()


@contextmanager
def process(output: Path, *options: str, program: Sequence[str] = ("-m", "graph", "serve")) -> Iterator[Process]:
    """The same as a command in a separate process, or another program there that prints its address."""
    command = [sys.executable, *program, "--output", str(output), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert match, told + process.stderr.read()
        yield Process(int(match[1]), process=process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
