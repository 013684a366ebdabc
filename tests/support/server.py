"""A real server in a process of its own, and what a test says to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from support import ROOT


@dataclass
class Reply:
    """What the server answered."""

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
    """Where the server listens, and its process."""

    port: int
    process: subprocess.Popen[str]
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


@contextmanager
def serving(output: Path, *options: str) -> Iterator[Server]:
    """A server on the folder that a build wrote, at a free port; ended with the block."""
    command = [sys.executable, "-m", "graph", "serve", "--output", str(output), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert match, told + process.stderr.read()
        yield Server(int(match[1]), process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
