"""The whole story on one screen: read, annotate, resolve, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.batch import (
    TIMEOUT,
    Annotated,
    NothingReadError,
    Progress,
    Source,
    annotate_all,
    check,
    copy_of,
    name_of,
    text_of,
)
from graph.errors import InputError, UsageError
from graph.model import Annotation, Document, KnowledgeGraph, Skipped
from graph.prefixes import DEFAULT_BASE, prefixes
from graph.readers import DEFAULT, Reader

if TYPE_CHECKING:
    import networkx
    import rdflib

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

PAGE = "view.html"
"""The file of the interactive page in the folder that a build writes."""

EMBED = "embed.html"
"""The file beside it that shows it in a frame."""

LOWEST = 200
"""The least height of a frame for the page, in pixels."""

NOTEBOOK = 640
"""The height of the page in a notebook, in pixels."""


def build(
    paths: Source | Iterable[Source],
    output: str | Path | None = None,
    *,
    workers: int = 1,
    date_order: str = "MDY",
    reader: str | Reader = DEFAULT,
    rules: str | Path | None = None,
    article_timeout: float = TIMEOUT,
    base: str = DEFAULT_BASE,
    min_score: float = 0.0,
    infer: bool = False,
    sparql: bool = True,
    embed: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """The knowledge in articles, written to the folder `output` where one is given.

    `paths` are files, folders or documents; files may be articles, or standoff JSON that says what was read in one.
    They are read in as many processes as `workers` says, each of which is ended where an article takes longer than
    `article_timeout` seconds or more than 2 GB. `reader` is the name of one, or a function that makes an `Annotation`
    of a `Document` (`graph.readers`); with one worker such a function is called in this process, and not watched, and
    with several it must be one that can be pickled. What a reader or standoff JSON says goes into the graph only where
    `graph.admission.check` finds nothing wrong; else the article is a failure (`AnnotationError`). `rules` is a folder
    of tables that our own readers lay over theirs. Claims read with a score below `min_score` are left out. With
    `infer`, the RDF has one more named graph, of what follows from the default graph by the ontology. Without `sparql`,
    the page written carries no engine that answers queries; `embed` is the height, in pixels, of a frame for it in
    other pages.
    The result depends on neither their order nor the number of workers. The same bytes twice are one document, unless
    outlet or URL differ, or where neither is known the name of the file. An article that cannot be read, or at which a
    step breaks off (`ArticleError`), is one of the `failures`. Raises `NothingReadError` where none could be, and
    `UsageError` for an argument that means nothing; then nothing is written.
    """
    from graph.assemble import assemble
    from graph.resolve import resolve

    # What means nothing is reported before the work, not after it.
    prefixes(base)
    check(workers=workers, date_order=date_order, reader=reader, article_timeout=article_timeout)
    _check(min_score, embed)
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    read = _Read()
    outcomes = annotate_all(
        paths,
        workers=workers,
        date_order=date_order,
        reader=reader,
        standoff=True,
        rules=rules,
        article_timeout=article_timeout,
        progress=progress,
        skip=skipped.append,
    )
    for outcome in outcomes:
        if isinstance(outcome.result, InputError):
            failures.append(outcome.result)
        else:
            read.keep(outcome.result, outcome.source)
    told = tuple(sorted(failures, key=str)), tuple(sorted({*skipped, *read.copies()}))
    articles = read.articles()
    if not articles:
        raise NothingReadError(*told)
    ordered = [annotation for annotation, _ in articles.values()]
    files = tuple((id, text.absolute()) for id, (_, it) in articles.items() if (text := text_of(it)) is not None)
    readers = tuple((id, it.reader) for id, (it, _) in articles.items())
    knowledge = assemble(ordered, resolve(ordered), min_score=min_score)
    result = Result(knowledge, *told, base, infer, files, readers)
    if output is not None:
        result.write(output, sparql=sparql, embed=embed)
    return result


def _check(min_score: float, embed: int | None) -> None:
    """Raises `UsageError` for what no graph can be made with."""
    if not 0 <= min_score <= 1:
        raise UsageError(f"min_score must be between 0 and 1, not {min_score}")
    if embed is not None and embed < LOWEST:
        raise UsageError(f"embed must be at least {LOWEST} pixels, not {embed}")


class _Article(NamedTuple):
    """One that was read: what it is sorted by among copies, what it is called, and where it is from."""

    sorting: str
    name: str
    source: Path | Document | Annotated
    annotation: Annotation

    def place(self) -> tuple[bool, str, str]:
        """Its place among copies, the one that is kept first."""
        return not isinstance(self.source, Annotated), self.sorting, self.name


class _Read:
    """The articles that were read, each once: the same bytes of the same origin are one."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Article] = {}
        self._names: dict[tuple[str, str], list[str]] = {}

    def keep(self, article: Annotation, source: Path | Document | Annotated) -> None:
        """Takes one in; of two of one origin the one whose metadata sorts first, whichever was read first.

        What somebody else read in an article goes before what is read in a copy of it.
        """
        key = (article.metadata.sha256, article.metadata.origin)
        one = _Article(repr(article.metadata), name_of(source), source, article)
        self._kept[key] = min(self._kept.get(key, one), one, key=_Article.place)
        self._names.setdefault(key, []).append(one.name)

    def copies(self) -> Iterator[Skipped]:
        """Those that were left out."""
        for key, kept in self._kept.items():
            names = sorted(self._names[key])
            names.remove(kept.name)
            yield from (copy_of(name, kept.name) for name in names)

    def articles(self) -> dict[str, tuple[Annotation, Path | Document | Annotated]]:
        """Those kept, by id. Of several with the same bytes, the first by origin has the id that it has alone."""
        found: dict[str, tuple[Annotation, Path | Document | Annotated]] = {}
        for (_, origin), one in sorted(self._kept.items(), key=lambda it: it[0]):
            alone = one.annotation.metadata.id not in found
            annotation = one.annotation if alone else _as_twin(one.annotation, origin)
            found[annotation.metadata.id] = annotation, one.source
        return {id: found[id] for id in sorted(found)}


def _as_twin(annotation: Annotation, origin: str) -> Annotation:
    """An annotation of a document beside which there is another one with the same bytes."""
    metadata = replace(annotation.metadata, twin=origin)
    passages = tuple(replace(it, document=metadata.id) for it in annotation.passages)
    return replace(annotation, metadata=metadata, passages=passages)


@dataclass(frozen=True, slots=True)
class Result:
    """What `build` made: the knowledge, the articles that could not be read, and the files that are none, or copies.

    `files` are those that were read, and `readers` who read them, as far as that is known, by the id of the document.
    """

    knowledge: KnowledgeGraph
    failures: tuple[InputError, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    base: str = DEFAULT_BASE
    infer: bool = False
    files: tuple[tuple[str, Path], ...] = ()
    readers: tuple[tuple[str, str | None], ...] = ()

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
        from graph.files import alone, path_from, replacing, replacing_all, write_record
        from graph.formats import write
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
                articles = {id: path_from(output, path) for id, path in self.files}
                rules = {"rules": dict(self.knowledge.rules[0][1])} if self.knowledge.rules else {}
                write_record(staged, store=version, articles=articles, readers=dict(self.readers), **rules)
            remove_old_versions(output)
