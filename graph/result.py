"""What a build made, in each of its forms: RDF, a network, a page, and a folder with all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from graph.files import replacing
from graph.memory import without_collector
from graph.model import KnowledgeGraph, Skipped
from graph.prefixes import DEFAULT_BASE, prefixes
from graph.records.questions import Questions
from graph.report import FILE, Outcome, Stages, counts, report
from graph.saved import NOTEBOOK, PAGE, SavedResult, counted, load

if TYPE_CHECKING:
    import networkx
    import pyoxigraph as ox
    import rdflib

    from graph.decisions import Decided
    from graph.provenance import About, Terms

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

EMBED = "embed.html"
"""The file next to the page that shows the page in a frame."""

LOWEST = 200
"""The smallest height of a frame for the page, in pixels."""

CACHE = ".cache"
"""The folder below the output in which annotations are stored, unless another folder is named."""


@dataclass(frozen=True, repr=False)
class Result(Questions):
    """What `build` made: the `knowledge`, and the articles that could not be read.

    It is asked with `query`, `claims`, `entities`, `disputes` and `accusations`, and is available as RDF, as a network
    and as a page, which a notebook shows if the result is the last line of a cell. `failures` says which articles could
    not be read and why, `skipped` which files are not articles, or are copies.
    With the ids of documents, `files` are those that were read, `texts` the texts that were extracted from them,
    packed, and `readers` what read them, as far as that is known; `left_out` is how many claims had too low a score.
    The IRIs of the data begin with `base`; the data has what follows from the ontology if `infer` is true, and may be
    used under `terms`. `decisions` are the files of what people decided, `decided` is the outcome, and `columns` are
    the table columns that had to be named. `stages` says how many seconds and megabytes each stage took, and `inputs`
    is the state of everything that the graph was made from.

    >>> result = rashomon.build("seeds")
    >>> result
    <Result: 2 documents, ... entities, ... claims, ... disputes>
    """

    knowledge: KnowledgeGraph
    failures: tuple[InputError, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    base: str = DEFAULT_BASE
    infer: bool = False
    terms: Terms | None = None
    files: tuple[tuple[str, Path], ...] = ()
    texts: tuple[tuple[str, bytes], ...] = ()
    readers: tuple[tuple[str, str | None], ...] = ()
    left_out: int = 0
    decisions: tuple[Path, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    decided: Decided | None = None
    stages: Stages | None = None
    inputs: str | None = None

    @staticmethod
    def load(folder: str | Path) -> SavedResult:
        """What a build wrote to the folder `folder`; it gives the same answers as the result of that build.

        No article is read again. Raises `StoreError` if nothing was built there, or it cannot be read.

        >>> rashomon.Result.load(folder).disputes() == result.disputes()
        True
        """
        return load(folder)

    @property
    def told(self) -> About:
        """What is stated about the data as a whole: what made it, and under which terms it may be used.

        >>> result.told.readers
        ('rules+tagger',)
        """
        from graph.provenance import About, Terms
        from graph.readers import models_of
        from graph.version import __version__

        readers = tuple(sorted({name for _, name in self.readers if name is not None}))
        software = ("Rashomon", __version__)
        return About(software, readers, models_of(readers), self.terms or Terms())

    def rdflib(self) -> rdflib.Dataset:
        """The knowledge as an rdflib dataset: the default graph, and one named graph for each account.

        It abbreviates IRIs with the prefixes of the project, such as `rsh:`, `id:` and `acc:`. Queries with FROM or
        SERVICE would fetch from the network there; `query` does not.

        >>> trig = result.rdflib().serialize(format="trig")
        >>> "id:kristi-noem rsh:" in trig
        True
        """
        from graph.store import as_rdflib

        return as_rdflib(self._quads(), prefixes(self.base))

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The knowledge as a network: entities are nodes, and each claim is a separate edge.

        An edge leads from the subject to the object or, if there is none, to a node for what was said, whose attribute
        `is_entity` is false. It is best to leave these nodes out of measures such as centrality:

        >>> network = result.networkx()
        >>> entities = network.subgraph(node for node, of in network.nodes(data=True) if of["is_entity"])
        >>> len(entities) == len(result.knowledge.entities)
        True
        """
        from graph.network import network

        return network(self.knowledge)

    def html(self, *, sparql: bool = True) -> str:
        """The interactive page, complete in one file; with `sparql` it can answer queries, and is 2 MB larger.

        >>> page = result.html(sparql=False)
        """
        from graph.view import render

        shown = self._shown
        return render(self.knowledge, base=self.base, infer=self.infer, told=self.told, sparql=sparql, part=shown)

    @cached_property
    def _shown(self) -> KnowledgeGraph:
        """The part of the knowledge that the page shows."""
        from graph.view import shown

        return shown(self.knowledge)

    def _repr_html_(self) -> str:
        """The page in a notebook, in its own frame; without the engine, since the notebook stores every page."""
        from graph.view.frame import frame

        return frame(self.knowledge, NOTEBOOK, srcdoc=self.html(sparql=False))

    def write(
        self, folder: str | Path, *, sparql: bool = True, embed: int | None = None, also: Iterable[str] = ()
    ) -> None:
        """Writes everything to `folder`: RDF, JSON lines, GraphML, page, report, extracted texts, and the query store.

        Either all of it is replaced or, if writing fails, nothing. With `sparql`, the page can answer queries; with
        `embed`, there is also a frame this many pixels high that shows the page inside another one. `also` names
        further forms to write.

        Raises `FormatError` for an unknown form, and `OSError` if something cannot be written.

        >>> result.write(folder / "written", also=["rdf12"])
        """
        from graph import texts
        from graph.cache import Cache
        from graph.files import alone, replacing_all, write_record
        from graph.formats import Content, write
        from graph.store import CANONICAL, remove_old_versions, stage_store
        from graph.view.frame import frame

        output, stages = Path(folder), self.stages or Stages()
        with alone(output):
            with replacing_all(output) as staged, without_collector():
                content = Content(self.knowledge, self.base, infer=self.infer, told=self.told)
                write(content, staged, also=also)
                stages.end("write")
                _write(staged / PAGE, self.html(sparql=sparql))
                if embed is not None:
                    _write(staged / EMBED, frame(self.knowledge, embed, src=PAGE))
                stages.end("page")
                texts.write(staged, self.texts)
                version = stage_store(staged / CANONICAL, staged, output)
                stages.end("store")
                _write(staged / FILE, json.dumps(self.report(stages), ensure_ascii=False, indent=1) + "\n")
                write_record(staged, apart=(FILE,), store=version, **self._record(output))
            remove_old_versions(output)
            texts.remove_others(output, self.texts)
            if (cache := output / CACHE).is_dir():
                Cache(cache).remove_outdated()

    def report(self, stages: Stages | None = None) -> dict[str, Any]:
        """What was built and what was not read, as `data/report.schema.json` describes it.

        `stages`, if given, say how long it took.

        >>> result.report()["counts"]["documents"]
        2
        """
        outcome = Outcome(self.failures, self.skipped, self.left_out, self.decided)
        return report(self.knowledge, outcome, self.told, stages, shown=len(self._shown.claims))

    def __repr__(self) -> str:
        bad = f"; {len(self.failures):,} not read" if self.failures else ""
        return f"<Result: {counted(counts(self.knowledge))}{bad}>"

    def _quads(self) -> Iterator[ox.Quad]:
        from graph.triples import quads

        return quads(self.knowledge, self.base, infer=self.infer, told=self.told)

    def _opened(self) -> ox.Store:
        import pyoxigraph as ox

        store = ox.Store()
        store.bulk_extend(self._quads())
        return store

    def _unfit(self) -> bool:
        """Whether a decision could not be applied."""
        return self.decided is not None and any(it.reason for it in self.decided.outcomes)

    def _record(self, output: Path) -> dict[str, Any]:
        """What later commands need to know about the build: where its articles are, and how they were read."""
        from graph.files import path_from

        more = {
            "rules": dict(self.knowledge.rules[0][1]) if self.knowledge.rules else None,
            "decisions": [path_from(output, it.absolute()) for it in self.decisions],
            "columns": dict(self.columns),
            # What failed, or could not be applied, must be tried and reported again.
            "inputs": None if self.failures or self._unfit() else self.inputs,
        }
        articles = {id: path_from(output, path) for id, path in self.files}
        return {"articles": articles, "readers": dict(self.readers)} | {key: it for key, it in more.items() if it}


def _write(file: Path, text: str) -> None:
    with replacing(file) as stream:
        stream.write(text.encode("utf-8"))
