"""The whole story on one screen: read, annotate, resolve, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch import TIMEOUT, Progress, Source, annotate_all
from graph.errors import InputError
from graph.model import Annotation, KnowledgeGraph
from graph.prefixes import DEFAULT_BASE, prefixes

if TYPE_CHECKING:
    import networkx
    import rdflib

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

PAGE = "view.html"
"""The file of the interactive page in the folder that a build writes."""

EMBED = "embed.html"
"""The file beside it that shows it in a frame."""

NOTEBOOK = 640
"""The height of the page in a notebook, in pixels."""


def build(
    paths: Source | Iterable[Source],
    output: str | Path | None = None,
    *,
    workers: int = 1,
    date_order: str = "MDY",
    fast: bool = False,
    article_timeout: float = TIMEOUT,
    base: str = DEFAULT_BASE,
    min_score: float = 0.0,
    infer: bool = False,
    sparql: bool = True,
    embed: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """The knowledge in articles, written to the folder `output` where one is given.

    `paths` are files, folders or documents. They are read in as many processes as `workers` says, each of which is
    ended where an article takes longer than `article_timeout` seconds or more than 2 GB. `fast` reads attributions by
    rules alone, without the trained tagger. Claims read with a score below `min_score` are left out. With `infer`, the
    RDF has one more named graph, of what follows from the default graph by the ontology. Without `sparql`, the page
    written carries no engine that answers queries; `embed` is the height, in pixels, of a frame for it in other pages.
    The result depends on neither their order nor the number of workers; the same bytes twice are one document. An
    article that cannot be read, or at which a step breaks off (`ArticleError`), is one of the `failures`; where none
    can be, nothing is written.
    """
    from graph.assemble import assemble
    from graph.resolve import resolve

    prefixes(base)  # an impossible base is reported before the work, not after it
    failures: list[InputError] = []
    read: dict[str, Annotation] = {}
    outcomes = annotate_all(
        paths, workers=workers, date_order=date_order, fast=fast, article_timeout=article_timeout, progress=progress
    )
    for outcome in outcomes:
        if isinstance(outcome.result, InputError):
            failures.append(outcome.result)
        else:
            _keep(read, outcome.result)
    ordered = [read[key] for key in sorted(read)]
    knowledge = assemble(ordered, resolve(ordered), min_score=min_score)
    result = Result(knowledge, tuple(sorted(failures, key=str)), base, infer)
    if output is not None and ordered:
        result.write(output, sparql=sparql, embed=embed)
    return result


def _keep(read: dict[str, Annotation], annotation: Annotation) -> None:
    """Of two files with the same bytes, the one whose metadata sorts first, whichever was read first."""
    same = read.get(annotation.metadata.id, annotation)
    read[annotation.metadata.id] = min(same, annotation, key=lambda one: repr(one.metadata))


@dataclass(frozen=True, slots=True)
class Result:
    """What `build` made: the knowledge, and the articles that could not be read."""

    knowledge: KnowledgeGraph
    failures: tuple[InputError, ...] = ()
    base: str = DEFAULT_BASE
    infer: bool = False

    def rdflib(self) -> rdflib.Dataset:
        """The knowledge as an rdflib dataset: the default graph, and one named graph for each account."""
        from graph.store import as_rdflib
        from graph.triples import quads

        return as_rdflib(quads(self.knowledge, self.base, infer=self.infer))

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The knowledge as a network: entities are nodes, each claim is an edge of its own."""
        from graph.network import network

        return network(self.knowledge)

    def html(self, *, sparql: bool = True) -> str:
        """The interactive page, complete in one file; with `sparql` it answers queries by itself."""
        from graph.view import render

        return render(self.knowledge, base=self.base, infer=self.infer, sparql=sparql)

    def _repr_html_(self) -> str:
        """The page in a notebook, in a frame of its own; without the engine, since the notebook keeps every page."""
        from graph.view.frame import frame

        return frame(self.knowledge, NOTEBOOK, srcdoc=self.html(sparql=False))

    def write(self, folder: str | Path, *, sparql: bool = True, embed: int | None = None) -> None:
        """Everything into `folder`: RDF, JSON lines, GraphML, the page, and the store that `query` reads.

        Either all of it is replaced or, where writing fails, nothing. With `embed` also the text of a frame so many
        pixels high, that shows the page inside another one.
        """
        from graph.export import write
        from graph.files import alone, replacing, replacing_all, write_record
        from graph.store import remove_old_versions, stage_store
        from graph.triples import quads
        from graph.view.frame import frame

        output = Path(folder)
        with alone(output):
            with replacing_all(output) as staged:
                write(self.knowledge, staged, self.base, infer=self.infer)
                with replacing(staged / PAGE) as stream:
                    stream.write(self.html(sparql=sparql).encode("utf-8"))
                if embed is not None:
                    with replacing(staged / EMBED) as stream:
                        stream.write(frame(self.knowledge, embed, src=PAGE).encode("utf-8"))
                version = stage_store(quads(self.knowledge, self.base, infer=self.infer), staged, output)
                write_record(staged, store=version)
            remove_old_versions(output)
