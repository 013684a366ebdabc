"""The only place that finds the packaged files: ontology, rules, queries, page."""

from __future__ import annotations

from pathlib import Path

from graph.errors import ResourceError

CORE = "rashomon.ttl"
"""The file that a folder must contain to count as the folder of the ontology."""

ALIGNMENTS = "alignments.ttl"
"""The file next to it with the alignments of its terms."""

SHAPES = "shapes.ttl"
"""The file next to it with the shapes of the data."""


def package_dir() -> Path:
    """The folder of the installed package."""
    return Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """The folder of the Turtle files: inside the package when installed, next to it in a checkout.

    Raises `ResourceError`, naming both places, if neither has the core file.
    """
    package = package_dir()
    candidates = (package / "_ontology", package.parent / "ontology")
    for folder in candidates:
        if (folder / CORE).is_file():
            return folder
    raise ResourceError(f"the ontology ({CORE}) is neither in {candidates[0]} nor in {candidates[1]}")


def story_dir() -> Path:
    """The folder of an invented story that three outlets tell: inside the package when installed, otherwise in docs/.

    Raises `ResourceError`, naming both places, if neither exists.
    """
    package = package_dir()
    candidates = (package / "_story", package.parent / "docs" / "story")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise ResourceError(f"the example articles are neither in {candidates[0]} nor in {candidates[1]}")


def data_dir() -> Path:
    """The folder of rules, queries and page templates, which are edited without Python."""
    folder = package_dir() / "data"
    if not folder.is_dir():
        raise ResourceError(f"the data folder {folder} is missing")
    return folder


def read_text(*parts: str) -> str:
    """The text of one file below `data_dir()`, as in `read_text("rules", "frames.toml")`.

    Raises `ResourceError` if it is missing, unreadable, or outside that folder.
    """
    folder = data_dir()
    path = folder.joinpath(*parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ResourceError(f"{'/'.join(parts)} leads out of the data folder")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"the packaged file {'/'.join(parts)} cannot be read: {error}") from error
