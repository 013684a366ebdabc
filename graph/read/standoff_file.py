"""Files of standoff JSON: how they are recognised, and what they say about their text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.read.limited import limited
from graph.read.reading_rules import rules

SUFFIX = ".json"
_SIGNS = frozenset({"document", "claims"})
"""The keys by which a JSON object is recognised as standoff; one is enough, so that a missing other is reported."""


@dataclass(frozen=True, slots=True)
class StandoffFile:
    """A file of standoff JSON, and what it says about its text: the file, and the SHA-256 of its bytes."""

    path: Path
    document: str
    sha256: str


def load(path: Path) -> Any:
    """The JSON value in a file; raises `InputError` naming the file and the line if there is none."""
    data = limited(path, rules().section("limits")["standoff"], ": more than can be read from one article")
    try:
        return json.loads(data, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InputError(str(path), f"is not valid JSON: {error.msg}", place) from error
    except RecursionError as error:
        raise InputError(str(path), "is not valid JSON: nested too deeply") from error
    except ValueError as error:  # bytes that are not text, a number with too many digits, or NaN
        raise InputError(str(path), f"is not valid JSON: {error}") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def recognised(path: Path) -> StandoffFile | None:
    """A file as standoff JSON; None for JSON that is something else.

    Raises `InputError` for a file that is not JSON, and for standoff that does not say what text it is about.
    """
    value = load(path)
    if not isinstance(value, dict) or not _SIGNS & value.keys():
        return None
    about = value.get("document")
    if not isinstance(about, dict):
        reason = "is missing" if about is None else "must be an object"
        raise InputError(str(path), reason, "document")
    for key in ("file", "sha256"):
        if not isinstance(about.get(key), str) or not about[key]:
            raise InputError(str(path), "must be a text that is not empty", f"document.{key}")
    return StandoffFile(path, about["file"], about["sha256"])
