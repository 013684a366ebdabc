"""What each surface shows of a knowledge graph: queries, terminal, the server's pages, models, the page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from graph import ontology
from graph.explain import Explanation, explain
from graph.explain.facts import Facts
from graph.explain.nodes import node
from graph.mcp import reading, texts
from graph.mcp.asking import chosen
from graph.mcp.tool_answers import Claim, Claims
from graph.model import DOCUMENT, KnowledgeGraph, Stance
from graph.model import Claim as Made
from graph.prefixes import PREFIXES, expand
from graph.queries import Engine, engine, parse, run
from graph.serve.data import ENDINGS
from graph.serve.html import rendered
from graph.triples import quads
from graph.view.drawing import draw
from graph.view.page_records import Layout, records
from support import TESTS
from support.missing import program

MOST = 10_000


@dataclass(frozen=True)
class Surfaces:
    """A graph, and what the surfaces show of it."""

    kg: KnowledgeGraph

    @cached_property
    def store(self) -> ox.Store:
        store = ox.Store()
        store.bulk_extend(quads(self.kg))
        return store

    @cached_property
    def engine(self) -> Engine:
        return engine(self.store)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.store)

    @cached_property
    def labels(self) -> dict[str, str]:
        return {it.id: it.label for it in self.kg.entities}

    def rows(self, name: str, **params: str) -> list[dict[str, str]]:
        """The answer to a named query; entities are given by their ids."""
        return list(run(self.engine, name, {key: f"id:{id}" for key, id in params.items()}))

    def engine_rows(self, text: str, **params: str) -> list[dict[str, str]]:
        """The answer to the text of one of our queries."""
        return list(run(self.engine, parse(text, "asked"), params))

    def explained(self, entity: str) -> Explanation:
        return explain(self.store, f"<{PREFIXES['id']}{entity}>")

    def page(self, iri: str) -> str:
        """The server's page for a node."""
        found = node(self.store, iri, MOST)
        assert found is not None
        told = asdict(found)
        return rendered(f"{found.kind}.html", self.engine.prefixes, node=told, told=told["told"], endings=ENDINGS)

    def for_models(self, entity: str) -> list[Claim]:
        """The answer of the tool `claims_about`."""
        rows = run(self.engine, parse(chosen("about"), "about"), {"entity": f"id:{entity}"})
        told = reading.claims(rows)
        reading.worded(told, {it.proposition: self.facts.words(ox.NamedNode(expand(it.proposition))) for it in told})
        return told

    def as_text(self, claims: list[Claim]) -> str:
        """The same as text."""
        return texts.of_claims(Claims(total=len(claims), claims=claims))

    def says(self, claim: Made, entity: str) -> bool:
        """Whether the entity says something in a claim, decided from the model alone, as a reference for the rest."""
        about = next(it for it in self.kg.propositions if it.id == claim.proposition)
        reported = claim.speaker == DOCUMENT and claim.stance is Stance.AFFIRMED and about.subject == entity
        act = ontology.load().relations[about.relation].speech_act
        return not claim.relayed_by and (claim.speaker == entity or (reported and act))

    def quoted(self, sentence: str) -> Iterator[Made]:
        """The claims with a sentence."""
        return (it for it in self.kg.claims if " ".join(it.quote.split()) == " ".join(sentence.split()))


def page_tells(graphs: Sequence[KnowledgeGraph]) -> list[dict[str, Any]]:
    """What the interactive page shows of some graphs, computed by its own scripts in Node."""
    told = [records(kg, draw(kg), ontology.load(), Layout({}, (), ())) for kg in graphs]
    done = subprocess.run(
        [program("node"), str(TESTS / "view" / "told.js")],
        input=json.dumps(told),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    result: list[dict[str, Any]] = json.loads(done.stdout)
    return result
