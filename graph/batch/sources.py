"""The sources at some paths: articles, standoff JSON with its texts, and what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from graph.errors import InputError, UsageError
from graph.model import Annotation, Document, Part, Skipped

if TYPE_CHECKING:
    from graph.read.files import Found
    from graph.read.standoff_file import StandoffFile

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

Source = str | Path | Document | InputError
"""What an article is read from: a file, a folder of files, or a document made earlier, or why none could be made."""

Skip = Callable[[Skipped], None]
"""Is called with each file that is found but not read, which is not a failure."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article that somebody has read before: its file of standoff JSON, and that of its text.

    If the text is in a file with several articles, `inside` is its name there, and `sha256` the hash of its bytes.
    """

    file: Path
    text: Path
    inside: str | None = None
    sha256: str | None = None


Article = Path | Document | Annotated | Part
"""The source of one article."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one article: its annotation, with its key if cached, or the reason why there is none."""

    source: Article
    result: Annotation | InputError
    key: str | None = None

    @property
    def name(self) -> str:
        """The path of the file, or the document's file name."""
        return name_of(self.source)


def name_of(source: Article) -> str:
    """The path of a file, with the name of the part in it, or the document's file name."""
    if isinstance(source, Annotated):
        return str(source.file)
    if isinstance(source, Part):
        return source.name
    return source.metadata.file if isinstance(source, Document) else str(source)


LONGEST_NAME = 255
"""The most bytes in the name of a file on common systems."""

_WORDS, _SHOWN = 4, 60
"""A text of this many words that ends like a sentence is not a path; a message shows this many of its characters."""


def check_sources(paths: object) -> None:
    """Raises `UsageError` for anything that cannot name articles, and says what to do with it instead."""
    if hasattr(paths, "columns") or isinstance(paths, Mapping):
        raise UsageError("a table is not a path: from_dataframe makes documents from the rows of a data frame")
    single = isinstance(paths, str | Path | Document | InputError)
    if not single and (isinstance(paths, bytes) or not isinstance(paths, Iterable)):
        raise UsageError(f"articles are paths or documents, or several of them, not {type(paths).__name__}")
    for it in paths if isinstance(paths, list | tuple) else [paths] if single else ():
        check_source(it)


def check_source(source: object) -> None:
    """Raises `UsageError` for anything but a path or document, and for a text that is given as a path."""
    if isinstance(source, Document | InputError):
        return
    if not isinstance(source, str | Path):
        ways = "from_text makes a document from a text, from_dataframe documents from a data frame"
        raise UsageError(f"an article is a path or a document, not {type(source).__name__}: {ways}")
    text = str(source)
    if _is_text(text) and not os.path.lexists(text):
        words = " ".join(text.split())
        start = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        instead = "pass it to from_text or `rashomon read`"
        raise UsageError(f"“{start}” looks like the text of an article, and there is no such file: {instead}")


def _is_text(path: str) -> bool:
    longest = max(len(os.fsencode(it)) for it in Path(path).parts)
    sentence = path.rstrip().endswith((".", "!", "?", "”", '"')) and len(path.split()) >= _WORDS
    return "\n" in path or longest > LONGEST_NAME or sentence


def text_of(source: Article) -> Path | None:
    """The file of an article's text, if there is one."""
    if isinstance(source, Annotated):
        return source.text
    if isinstance(source, Part):
        return source.file
    return source if isinstance(source, Path) else None


def several(paths: Source | Iterable[Source]) -> Iterable[Source]:
    """The sources, whether there is one or more."""
    return [paths] if isinstance(paths, str | Path | Document | InputError) else paths


def are_paths(paths: Source | Iterable[Source]) -> TypeGuard[str | Path | Sequence[str | Path]]:
    """Whether the sources are a path or a list of paths, which can be iterated over twice."""
    if isinstance(paths, str | Path):
        return True
    return isinstance(paths, list | tuple) and all(isinstance(it, str | Path) for it in paths)


def ignore(_: Skipped) -> None:
    """A `Skip` that does nothing."""


Inner = tuple[str, str]
"""An article in a file with several: the real path of that file, and the article's name in it."""


def sources(
    paths: Source | Iterable[Source], skip: Skip = ignore, *, standoff: bool = False, known: set[Inner] | None = None
) -> Iterator[Document | Path | Annotated | Outcome]:
    """The articles in `paths`, each file only once, and an outcome for each path without an article.

    Documents come first, unchanged, then files. With `standoff`, files of standoff JSON are included, and their texts
    are not read again; texts inside files with several articles go into `known`.
    """
    from graph.read.files import survey

    found: list[tuple[Path, Found]] = []
    for path in several(paths):
        if isinstance(path, Document):
            yield path
        elif isinstance(path, InputError):
            yield Outcome(Path(path.file), path)
        else:
            found.append((Path(path), survey(path, standoff=standoff)))
    read = _Files([path for path, _ in found if path.is_dir()], [it for _, one in found for it in one.articles])
    annotated = [[read.annotated(it, skip) for it in one.standoff] for _, one in found]
    if known is not None:
        known |= read.inner
    for (_, one), before in zip(found, annotated, strict=True):
        yield from (Outcome(Path(it.file), it) for it in one.failures)
        yield from filter(None, before)
        yield from read.articles(one.articles, skip)
        for it in one.skipped:
            skip(it)


@dataclass(slots=True)
class _Files:
    """The files taken so far, by their identity on disk, so that each is read once."""

    folders: Sequence[Path]
    all_articles: Sequence[Path]
    inner: set[Inner] = field(default_factory=set)
    _taken: dict[str, Path] = field(default_factory=dict)
    _texts: set[str] = field(default_factory=set)
    _named: dict[str, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from graph.read.files import plain_name

        for article in self.all_articles:
            self._named.setdefault(plain_name(article), []).append(article)

    def annotated(self, standoff: StandoffFile, skip: Skip) -> Annotated | Outcome | None:
        """Standoff JSON with its text, which is then not a separate article; None for a file taken before."""
        if not self._is_new(standoff.path, skip):
            return None
        within = self._within(standoff)
        if within is not None:
            self.inner.add((os.path.realpath(within.text), within.inside or ""))
            return within
        try:
            text = find_text(standoff, self.folders, self._named)
        except InputError as error:
            return Outcome(standoff.path, error)
        self._texts.add(os.path.realpath(text))
        return Annotated(standoff.path, text)

    def _within(self, standoff: StandoffFile) -> Annotated | None:
        """The same if its text is inside a file with several articles, as its name says; None otherwise."""
        name, places = standoff.document, (standoff.path.parent, *self.folders)
        while "#" in name and not next(_named(name, places, self._named), None):
            name = name.rpartition("#")[0]
        inside = standoff.document[len(name) + 1 :]
        file = next(_named(name, places, self._named), None)
        return Annotated(standoff.path, file, inside, standoff.sha256) if inside and file is not None else None

    def articles(self, articles: Iterable[Path], skip: Skip) -> Iterator[Path]:
        """The articles that are not texts of standoff JSON and were not taken before."""
        for article in articles:
            if os.path.realpath(article) not in self._texts and self._is_new(article, skip):
                yield article

    def _is_new(self, path: Path, skip: Skip) -> bool:
        known = self._taken.setdefault(os.path.realpath(path), path)
        if known is not path and known.absolute() != path.absolute():
            skip(Skipped(str(path), f"is the same file as {known}"))
        return known is path


def find_text(standoff: StandoffFile, folders: Iterable[Path], articles: Mapping[str, Sequence[Path]]) -> Path:
    """The file that standoff JSON is about: it has the same name and bytes.

    The file is looked for in the folder of the JSON, in each of `folders`, and among `articles`, which are by name.
    Raises `InputError` if there is none, and if those with that name have other bytes.
    """
    from graph.files import digest

    named = list(_named(standoff.document, (standoff.path.parent, *folders), articles))
    try:
        found = next((it for it in named if digest(it) == standoff.sha256), None)
    except OSError as error:
        raise InputError(str(standoff.path), f"{error.filename} cannot be read: {error.strerror}") from error
    if found is not None:
        return found
    if named:
        reason = f"is not that of {named[0]}: the text was changed, or is another one"
        raise InputError(str(standoff.path), reason, "document.sha256")
    reason = f"{standoff.document!r} is neither in the folder of this file nor in a folder given"
    raise InputError(str(standoff.path), reason, "document.file")


def _named(name: str, folders: Iterable[Path], articles: Mapping[str, Sequence[Path]]) -> Iterator[Path]:
    """The files with the name that standoff JSON gives for its text, or for the file that contains it."""
    from graph.read.files import leads_out

    for folder in dict.fromkeys(folders):
        path = folder / name
        # `os.path`, which takes a name that no file can have as that of no file, and raises no error.
        if os.path.isfile(path) and not leads_out(path, folder):  # noqa: PTH113
            yield path
    yield from (it for it in articles.get(name, ()) if it.is_file())
