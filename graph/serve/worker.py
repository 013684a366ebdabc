"""A process that answers queries on one store, read-only and without a network, until it is killed.

`graph.serve.pool` starts it with one end of a local socket. It answers each frame with a frame (`graph.serve.frames`),
and ends when the socket is closed.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Mapping
from time import monotonic

import pyoxigraph as ox
import rdflib.plugins.sparql.parser  # noqa: F401  bad queries need it, and should not take longer than others

from graph.answers import Answer
from graph.errors import QueryError, StoreError, UnknownNameError
from graph.formats import able_to_hold
from graph.memory import limit_memory, memory
from graph.prefixes import base_in
from graph.queries import (
    Engine,
    Graphs,
    NamedQuery,
    QuerySyntaxError,
    RefusedError,
    engine,
    named_query,
    parse,
    run,
)
from graph.queries.parameters import bind
from graph.serve import frames, isolation
from graph.serve.cutting import LongError, written
from graph.serve.frames import Head, Reply
from graph.serve.limits import Limits
from graph.serve.negotiation import BINDINGS, choose_form, forms_of_triples
from graph.serve.telling import Telling
from graph.store import damage, open_version

_WHILE = 0.05
"""Seconds after which the memory of an answer is worth reporting."""


_TOLD: Mapping[type[Exception], tuple[int, str | None]] = {
    RefusedError: (403, None),
    UnknownNameError: (404, None),
    LongError: (504, None),
    StoreError: (503, None),
    QueryError: (400, None),
    UnicodeDecodeError: (400, "the query is not UTF-8"),
    MemoryError: (504, "the query needs more memory than allowed; ask for less at once"),
    RecursionError: (400, "the query is nested too deeply"),
}
"""The status of each error for a client, narrower ones first, and its message if that is not the error's own."""


def main(channel: socket.socket, folder: str, limits: Limits) -> None:
    """Answer the frames from `channel`, with the version of a store in `folder`."""
    # Ctrl-C in the terminal is for the server, which then closes the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    isolation.leave_with_parent()
    _silence()
    network = isolation.cut_network()
    limited = limit_memory(limits.megabytes)
    with channel, channel.makefile("rb") as stream:
        try:
            asking = _Asked(open_version(folder), limits.answer)
        except (StoreError, RuntimeError, OSError) as error:
            channel.sendall(frames.pack({"status": 503, "error": str(damage(error) or error)}))
            return
        channel.sendall(frames.pack({"status": 200, "network": network, "memory_limit": limited}))
        while (frame := frames.read(stream)) is not None:
            channel.sendall(asking.framed(*frame))


def _silence() -> None:
    """Keep the engine's output from the terminal: on an abort it would print the query."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


class _Asked:
    """The store and the questions that it answers; an answer has at most `longest` bytes."""

    def __init__(self, store: ox.Store, longest: int) -> None:
        self._longest = longest
        self.engine: Engine = engine(store)
        # The protocol allows relative IRIs in queries, which are best taken relative to the data.
        self.engine.base = base_in(self.engine.prefixes)
        telling = Telling(store, self.engine, longest)
        self._doing: Mapping[str, Callable[[Head, str], Reply]] = {
            "query": self._query,
            "terms": self._terms,
            "about": telling.about,
            "known": telling.known,
            "page": telling.page,
            "answers": telling.answers,
            "words": telling.words,
            "packet": telling.packet,
            "data": telling.data,
        }
        # A warm-up, so that the first query is not slower than others.
        run(self.engine, "ASK { GRAPH ?g { ?s ?p ?o } }")

    def framed(self, head: Head, body: bytes) -> bytes:
        """The answer to one frame, as a frame."""
        start = monotonic()
        reply, answer = self.reply(head, body)
        # Only slow queries take much memory.
        if monotonic() - start > _WHILE:
            reply["megabytes"] = memory()
        return frames.pack(reply, answer)

    def reply(self, head: Head, body: bytes) -> Reply:
        """The answer to one frame; any error becomes a status and a message."""
        try:
            return self._doing[head["do"]](head, body.decode("utf-8"))
        except QuerySyntaxError as error:
            return {"status": 400, "error": str(error), "line": error.line, "column": error.column}, b""
        except tuple(_TOLD) as error:
            status, told = next(it for kind, it in _TOLD.items() if isinstance(error, kind))
            return {"status": status, "error": told or str(error)}, b""
        except (RuntimeError, OSError) as error:
            if (found := damage(error)) is None:
                raise
            return {"status": 503, "error": str(found)}, b""

    def _query(self, head: Head, text: str) -> Reply:
        graphs = Graphs(tuple(head["default"]), tuple(head["named"])) if "default" in head else None
        if "name" in head:  # one of our own queries, whose text is included unless it is a named one
            query = parse(text, head["name"]) if text else named_query(head["name"])
        else:  # in the protocol, comments declare nothing
            query = NamedQuery(None, "", "", (), text)
        answer = run(self.engine, query, head.get("params") or {}, graphs=graphs, rows=head.get("rows"))
        return self._written(answer, head.get("accept"))

    def _terms(self, head: Head, _: str) -> Reply:
        """The values for the parameters of a named query, as SPARQL terms by name."""
        bound = bind(named_query(head["name"]), head["params"], self.engine, self.engine.prefixes)
        return {"status": 200, "terms": {name: str(term) for name, term in bound.items()}}, b""

    def _written(self, answer: Answer, accept: str | None) -> Reply:
        able = able_to_hold(answer)
        media_types = BINDINGS if answer.triples is None else forms_of_triples(accept)
        offered = {media: format for media, format in media_types.items() if format in able}
        media = choose_form(accept, offered)
        if media is None:
            return {"status": 406, "error": f"this is available only as {', '.join(offered)}"}, b""
        answer, body = written(answer, media_types[media], self._longest)
        return {"status": 200, "media": media, "truncated": answer.truncated, "warnings": answer.warnings}, body
