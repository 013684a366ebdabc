"""Who is who: articles in which one name means two people, or two names mean one, read and resolved completely."""

from __future__ import annotations

import tomllib
from itertools import combinations
from typing import Any

import pytest

from graph.extract.pipeline import annotate
from graph.model import Annotation, Document
from graph.read import from_text
from graph.resolve import resolve
from support import ROOT

FILES = sorted((ROOT / "tests" / "cases" / "who").glob("*.toml"))
SETS = [it for file in FILES for it in tomllib.loads(file.read_text(encoding="utf-8"))["set"]]


def document(told: dict[str, Any]) -> Document:
    known = {key: told[key] for key in ("outlet", "published") if key in told}
    return from_text(told["text"].lstrip(), file=told["id"], language="en", **known)


def local(name: str, text: str, read: Annotation) -> str:
    """The entity at the first occurrence of a name in the body of a text."""
    at = text.index(name, text.index("\n"))
    covering = [it for it in read.mentions if it.span.start < at + len(name) and at < it.span.end]
    assert covering, f"{name!r} is read as nobody"
    return max(covering, key=lambda it: min(it.span.end, at + len(name)) - max(it.span.start, at)).entity


def case(told: dict[str, Any]) -> Any:
    """A set of articles; `wrong` says why the result is not yet right."""
    marks = [pytest.mark.xfail(reason=told["wrong"])] if "wrong" in told else []
    return pytest.param(told, id=told["about"], marks=marks)


@pytest.mark.parametrize("told", [case(it) for it in SETS])
def test_who_is_who(told: dict[str, Any]) -> None:
    documents = {it["id"]: document(it) for it in told["article"]}
    read = {id: annotate(it) for id, it in documents.items()}
    nodes = resolve(read.values()).canonical
    found: list[dict[str, str]] = []
    for names in told["who"]:
        places = [(name, *name.split(": ", 1)) for name in names]
        found.append(
            {
                full: nodes[documents[id].metadata.id, local(name, documents[id].text, read[id])]
                for full, id, name in places
            }
        )
    for one in found:
        assert len(set(one.values())) == 1, one
    for one, other in combinations(found, 2):
        assert not set(one.values()) & set(other.values()), (one, other)
