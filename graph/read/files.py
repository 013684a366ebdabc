"""Which files are articles, which are not, and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import InputError
from graph.model import Skipped
from graph.read.input_formats import ENDINGS, LISTED, by_name, format_of
from graph.read.sidecar import SUFFIX as SIDECAR
from graph.read.sidecar import sidecar_of
from graph.read.standoff_file import SUFFIX as STANDOFF
from graph.read.standoff_file import StandoffFile, recognised

DECISIONS = "decisions.csv"
"""The file of people's decisions beside articles; it is not an article."""

_PARTS = ("files", "archivos", "bestanden", "dateien", "elemei", "fichiers", "file", "arquivos", "ficheiros", "pliki")
"""The names that browsers, in their languages, give to the folder beside a saved page."""

_PAGES = (".html", ".htm", ".xhtml")
_BELONGS = "belongs to the saved page beside it"


@dataclass(slots=True)
class Found:
    """What paths lead to: articles, standoff JSON about articles, files that are neither, and unreadable ones."""

    articles: list[Path] = field(default_factory=list)
    standoff: list[StandoffFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)


def find(paths: Iterable[str | Path]) -> list[Path]:
    """The articles in `paths` (files, or folders with everything below them): each file once, sorted.

    Sidecar files and hidden ones are left out; links out of a folder and links to folders are not followed. Raises
    `InputError` for a path that does not exist and for a folder without an article.
    """
    articles: dict[str, Path] = {}
    for path in paths:
        found = survey(path)
        if found.failures:
            raise found.failures[0]
        for article in found.articles:
            # The same file reached twice (a folder and a file in it) is one article.
            articles.setdefault(os.path.realpath(article), article)
    return sorted(articles.values(), key=Path.as_posix)


def survey(path: str | Path, *, standoff: bool = False) -> Found:
    """What one path leads to, sorted; hidden files are not mentioned. `standoff` says whether such JSON is wanted."""
    path, found = Path(path), Found()
    if path.is_dir() and _is_part(path):  # named by a shell pattern
        found.skipped.append(Skipped(str(path), _BELONGS))
    elif path.is_dir():
        _walk(path, found, standoff=standoff)
        if not (found.articles or found.standoff or found.failures):
            found.failures.append(InputError(str(path), f"no article in this folder ({LISTED})"))
    elif not os.path.lexists(path):
        found.failures.append(InputError(str(path), "no such file or folder"))
    elif path.name == DECISIONS:
        return found  # named by a shell pattern, and no article
    elif standoff and path.suffix.lower() == STANDOFF:
        if not _take(path, found):
            reason = f"is neither an article ({LISTED}) nor standoff JSON, which has a document and claims"
            found.failures.append(InputError(str(path), reason))
    elif path.suffix != SIDECAR:
        found.articles.append(path)
    elif not any(os.path.lexists(path.with_suffix(it)) for it in ENDINGS):
        # Otherwise it was named by a shell pattern (`seeds/*`) and belongs to the article beside it.
        found.skipped.append(_stray(path))
    return found


def plain_name(path: Path) -> str:
    """The name of a file as text; bytes that are not UTF-8, which a name may have on some systems, are replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is a link, or below one, that leads out of the folder."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _take(path: Path, found: Found) -> bool:
    """Add a file that may be standoff JSON; returns whether it is, or is meant to be but cannot be read."""
    try:
        known = recognised(path)
    except InputError as error:
        found.failures.append(error)
        return True
    if known is not None:
        found.standoff.append(known)
    return known is not None


def _walk(top: Path, found: Found, *, standoff: bool) -> None:
    def fail(error: OSError) -> None:
        found.failures.append(InputError(str(error.filename), f"cannot be read: {error.strerror}"))

    for folder, folders, names in os.walk(top, onerror=fail):
        folders[:] = sorted(it for it in folders if not it.startswith("."))
        parts = [it for it in folders if _is_part(Path(folder, it))]
        folders[:] = [it for it in folders if it not in parts]
        found.skipped += [Skipped(str(Path(folder, it)), _BELONGS) for it in parts]
        links = [Path(folder, it) for it in folders if Path(folder, it).is_symlink()]
        found.skipped += [Skipped(str(it), "is a link to a folder, which is not followed") for it in links]
        # People's decisions are read by the build (`graph.decisions`), only from the folder that was named.
        own = DECISIONS if Path(folder) == top else None
        files = [Path(folder, it) for it in names if not it.startswith(".") and it != own]
        articles = [it for it in files if it.suffix != SIDECAR and _is_article(it, top)]
        for article in articles:
            reason = _closed(article, top)
            if reason is None:
                found.articles.append(article)
            else:
                found.skipped.append(Skipped(str(article), reason))
        possible = sorted(it for it in files if standoff and it.suffix.lower() == STANDOFF)
        taken = {it for it in possible if not leads_out(it, top) and _take(it, found)}
        others = [it for it in files if it not in taken and it not in articles]
        found.skipped += _others(others, {it.with_suffix("") for it in articles})
    # A file comes before a link to it.
    found.articles.sort(key=lambda it: (it.is_symlink(), it.as_posix()))
    found.standoff.sort(key=lambda it: (it.path.is_symlink(), it.path.as_posix()))
    found.skipped.sort()


def _is_article(file: Path, top: Path) -> bool:
    """Whether a file in the folder `top` is an article; a link that leads out of it is not opened to find out."""
    return (by_name(file.name) if leads_out(file, top) else format_of(file)) is not None


def _is_part(folder: Path) -> bool:
    """Whether a folder contains the pictures and frames of a saved page: "story_files" for "story.html"."""
    stem, mark, rest = folder.name.rpartition("_")
    return bool(mark) and rest in _PARTS and any(folder.with_name(f"{stem}{it}").is_file() for it in _PAGES)


def _closed(article: Path, top: Path) -> str | None:
    """Why an article in the folder `top` is not opened, or None."""
    if leads_out(article, top):
        return "is a link that leads out of the folder, and is not followed"
    sidecar = sidecar_of(article)
    return f"{sidecar.name} beside it is a link that leads out of the folder" if leads_out(sidecar, top) else None


def _others(files: Iterable[Path], stems: set[Path]) -> Iterator[Skipped]:
    """The files that are neither articles nor belong to one."""
    for file in files:
        if file.suffix == SIDECAR and file.with_suffix("") not in stems:
            yield _stray(file)
        elif file.suffix != SIDECAR:
            yield Skipped(str(file), f"is not an article: articles are {LISTED} files")


def _stray(sidecar: Path) -> Skipped:
    return Skipped(str(sidecar), "has no article beside it")
