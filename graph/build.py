"""The whole story on one screen: read, annotate, resolve, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.batch import TIMEOUT, Options, Progress, Source, read_all
from graph.batch.sources import are_paths, check_source, check_sources, several
from graph.errors import InputError, RashomonError, UsageError
from graph.files import digest, hashes, read_record, settle
from graph.memory import without_collector
from graph.model import Document, Entity
from graph.prefixes import DEFAULT_BASE, prefixes
from graph.progress import shown
from graph.readers import DEFAULT, Reader
from graph.report import Stages, written_in
from graph.result import CACHE, EMBED, LOWEST, Result
from graph.saved import PAGE

if TYPE_CHECKING:
    from graph.batch import Articles
    from graph.provenance import Terms

__all__ = ["CACHE", "EMBED", "EVEN", "LOWEST", "PAGE", "Result", "build", "unchanged"]

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

EVEN = 0.5
"""The score of a claim that is as likely to be right as wrong: by default, claims with less are left out."""


def build(
    paths: Source | Iterable[Source],
    output: str | Path | None = None,
    *,
    workers: int | None = None,
    date_order: str = "MDY",
    reader: str | Reader = DEFAULT,
    rules: str | Path | None = None,
    known: str | Path | None = None,
    article_timeout: float = TIMEOUT,
    base: str = DEFAULT_BASE,
    min_score: float = EVEN,
    infer: bool = False,
    terms: Terms | None = None,
    sparql: bool = True,
    embed: int | None = None,
    also: Iterable[str] = (),
    decisions: str | Path | None = None,
    texts: bool = False,
    columns: Mapping[str, str] | None = None,
    cache: str | Path | None = None,
    cluster: str | None = None,
    progress: Progress | bool | None = None,
) -> Result:
    """The knowledge in articles, written to the folder `output` if one is given.

    `paths` are files, folders, documents or standoff JSON, one or several. If the same bytes occur twice, they count
    once, unless outlet, URL or name differ. What cannot be read is in the `failures` of the result; the rest is built.

    How articles are read (`graph.batch.Options`): in as many processes as `workers` says, by default as many as are
    worthwhile for that number of articles; by a `reader` given by name ("rules+tagger", "rules") or as a function from
    a `Document` to an `Annotation`; with `rules`, a folder of tables, added to ours; each within `article_timeout`
    seconds. `date_order` ("MDY", "DMY", "YMD") says what 04/07/2025 means, and `columns` which columns of a table are
    `text`, `title` and so on. What is read is stored in the folder `cache`, by default below `output`, and not
    read again. `cluster` is the address of a Dask scheduler whose workers read instead.

    What is made of it: a claim that scores below `min_score` (0 to 1) is left out. `known` is a list of people and
    organisations (`graph.resolve.known`), `decisions` a file of what people decided (`graph.decisions`), by default the
    `decisions.csv` beside the articles. IRIs begin with `base`. With `infer`, the RDF includes what follows from the
    ontology; it states `terms`, and `also` names further forms to write. The page has a query engine with `sparql`,
    whole articles with `texts`, and a frame `embed` pixels high.

    If `progress` is True, a bar in a notebook or a line in a terminal shows how far the build has come. A function is
    called with the name of each article when it is done; its method `expect`, if it has one, first gets their number.

    Raises `NothingReadError` if no article could be read, `UsageError` for an argument that makes no sense and
    `RuleError` for tables of rules that make no sense, before anything is written.

    >>> result = rashomon.build("seeds", folder / "again", min_score=0.6)
    >>> [str(it) for it in result.failures]
    []
    """
    given = locals() | {"also": (also := tuple(also))}
    check_sources(paths)
    names = _check(base, min_score, embed, known, decisions, also)
    # Before anything is read, so that the next build notices what changes in the meantime.
    how, inputs, named, stages = _options(given), _state(given), list[Path](), Stages()
    with shown(progress) as told:
        read = read_all(_noting(paths, named), how, told)
    stages.end("read")
    with without_collector():
        made = _decided(read, names, named, decisions, min_score)
    stages.end("resolve and assemble")
    result = replace(made, base=base, infer=infer, terms=terms, columns=how.columns, stages=stages, inputs=inputs)
    if output is not None:
        result.write(output, sparql=sparql, embed=embed, also=also)
    return result


def unchanged(paths: Source | Iterable[Source], output: str | Path, **how: Any) -> dict[str, Any] | None:
    """The report of the build in the folder `output` if `build`, called like this, would write the same; else None.

    Only for files and folders, and readers with a name: nobody can tell what a function would read.
    """
    from graph.store import current_version

    call = signature(build).bind(paths, output, **how)
    call.apply_defaults()
    folder = Path(output)
    try:
        settle(folder)
        record = read_record(folder) or {}
        if record.get("inputs") is None or record["inputs"] != _state(call.arguments):
            return None
        whole = all(digest(folder / name) == it for name, it in hashes(record).items())
        return written_in(folder) if whole and current_version(folder).is_dir() else None
    except (OSError, RashomonError):
        return None  # the build will say what is wrong there


def _state(given: Mapping[str, Any]) -> str | None:
    """The state of everything that the arguments of `build` name; None if it is not needed or cannot be known."""
    from graph.batch.inputs import state
    from graph.decisions import beside

    paths = given["paths"]
    if given["output"] is None or not are_paths(paths):
        return None
    named = [paths] if isinstance(paths, str | Path) else paths
    decisions = beside(map(Path, named)) if given["decisions"] is None else [given["decisions"]]
    listed = [] if given["known"] is None else [given["known"]]
    rest = [given[name] for name in ("base", "min_score", "infer", "terms", "sparql", "embed")]
    return state(named, _options(given), (*decisions, *listed), (*rest, tuple(given["also"])))


def _options(given: Mapping[str, Any]) -> Options:
    """How articles are read, from the arguments of `build`: with a cache below the output, unless another is named."""
    cache, output, named = given["cache"], given["output"], isinstance(given["reader"], str)
    if cache is not None and not named:
        raise UsageError(
            "what a function reads cannot be stored in a cache: there is no way to tell what it depends on"
        )
    folder = Path(output, CACHE) if cache is None and output is not None else cache
    same = {it.name: given[it.name] for it in fields(Options) if it.name in given}
    columns = tuple(sorted((given["columns"] or {}).items()))
    return Options(**same | {"columns": columns, "cache": folder and Path(folder)})


def _noting(paths: Source | Iterable[Source], named: list[Path]) -> Source | Iterable[Source]:
    """The same sources; their paths are added to `named`. An iterator stays one: it is not read into memory."""
    if isinstance(paths, str | Path | list | tuple):
        named += (Path(it) for it in several(paths) if isinstance(it, str | Path))
        return paths

    def taken() -> Iterator[Source]:
        for it in several(paths):
            check_source(it)
            if not isinstance(it, Document | InputError):
                named.append(Path(it))
            yield it

    return taken()


def _decided(
    read: Articles, known: Iterable[Entity], named: Iterable[Path], decisions: str | Path | None, min_score: float
) -> Result:
    """What articles say, and what people decided about it."""
    from graph.decisions import apply, beside
    from graph.decisions import read as read_decisions

    made = read_decisions(beside(named) if decisions is None else [Path(decisions)])
    decided = apply(read.annotations, made.rulings, known, min_score=min_score)
    return Result(
        decided.knowledge,
        failures=(*read.failures, *made.faults),
        skipped=read.skipped,
        files=read.files,
        texts=read.texts,
        readers=read.readers,
        left_out=decided.left_out,
        decisions=made.files,
        decided=decided,
    )


def _check(
    base: str,
    min_score: float,
    embed: int | None,
    known: str | Path | None,
    decisions: str | Path | None,
    also: tuple[str, ...],
) -> tuple[Entity, ...]:
    """The list of known names; raises for arguments from which no graph can be made, before any work is done."""
    from graph.formats import check_also
    from graph.resolve.known import read_known

    prefixes(base)
    check_also(also)
    if not 0 <= min_score <= 1:
        raise UsageError(f"min_score must be between 0 and 1, not {min_score}")
    if embed is not None and embed < LOWEST:
        raise UsageError(f"embed must be at least {LOWEST} pixels, not {embed}")
    if decisions is not None and not Path(decisions).is_file():
        raise UsageError(f"{decisions}: no such decisions file")
    return read_known(known) if known else ()
