"""What a worker says about a node: for a page, as data, or only whether it exists."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from graph.answers import Answer
from graph.explain.facts import Facts
from graph.explain.nodes import described, known, node
from graph.packet import FORMATS, gather, render
from graph.prefixes import base_in, expand, is_iri
from graph.queries import Engine
from graph.report import written_in
from graph.serve.cutting import LongError, written
from graph.serve.frames import Head, Reply
from graph.serve.negotiation import TRIPLES


class Telling:
    """Questions to a store about one node: by its IRI, or by its `path` below the base of the data.

    No description has more than `longest` bytes.
    """

    def __init__(self, store: ox.Store, engine: Engine, longest: int) -> None:
        self.store = store
        self.engine = engine
        self.longest = longest

    def about(self, _: Head, __: str) -> Reply:
        """The prefixes of the data."""
        return {"status": 200, "prefixes": dict(self.engine.prefixes)}, b""

    def known(self, head: Head, _: str) -> Reply:
        """Whether the data contains a node: 200 or 404."""
        iri = self._iri(head)
        return ({"status": 200}, b"") if is_iri(iri) and known(self.store, iri) else _missing(iri)

    def page(self, head: Head, _: str) -> Reply:
        """What a page says about a node, at most `head["most"]` of each kind."""
        iri = self._iri(head)
        found = node(self.store, iri, head["most"]) if is_iri(iri) else None
        if found is None:
            return _missing(iri)
        return {"status": 200, "node": asdict(found)}, b""

    def answers(self, head: Head, _: str) -> Reply:
        """What answers, or may answer, accusations among `head["claims"]`, which are IRIs or CURIEs."""
        facts = Facts(self.store)
        claims = {it: ox.NamedNode(expand(it)) for it in head["claims"]}
        found = {name: facts.answers(claim) for name, claim in claims.items()}
        told = {name: [asdict(it) for it in answers] for name, answers in found.items() if answers is not None}
        return {"status": 200, "answers": told}, b""

    def words(self, head: Head, _: str) -> Reply:
        """`head["propositions"]`, IRIs or CURIEs, in words."""
        facts = Facts(self.store)
        told = {it: facts.words(ox.NamedNode(expand(it))) for it in head["propositions"]}
        return {"status": 200, "words": told}, b""

    def data(self, head: Head, _: str) -> Reply:
        """The triples around a node, at most `head["most"]` in each direction, as `head["media"]`."""
        iri = self._iri(head)
        triples, left_out = described(self.store, iri, head["most"]) if is_iri(iri) else ([], 0)
        if not triples and not (is_iri(iri) and known(self.store, iri)):
            return _missing(iri)
        warnings = (f"{left_out} more triples are left out; ask for them at /sparql",) if left_out else ()
        answer = Answer(triples=tuple(sorted(triples, key=str)), prefixes=self.engine.prefixes)
        answer, body = written(answer, TRIPLES[head["media"]], self.longest)
        told = {"truncated": answer.truncated, "warnings": (*warnings, *answer.warnings)}
        return {"status": 200, "media": head["media"], **told}, body

    def packet(self, head: Head, _: str) -> Reply:
        """Everything that the claim or proposition `head["of"]` rests on, in the form `head["form"]`.

        `head["folder"]` is the folder with the report of the build.
        """
        body = render(gather(self.store, head["of"], written_in(Path(head["folder"]))), head["form"]).encode("utf-8")
        if len(body) > self.longest:
            raise LongError(self.longest)
        return {"status": 200, "media": FORMATS[head["form"]].media_type}, body

    def _iri(self, head: Head) -> str:
        return str(head["iri"]) if "iri" in head else f"{base_in(self.engine.prefixes)}{head['path']}"


def _missing(iri: str) -> Reply:
    return {"status": 404, "error": f"the graph contains nothing about {iri!r}"}, b""
