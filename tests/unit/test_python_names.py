"""The names in `rashomon`: each has a docstring with its parameters, its errors and an example."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import graph
import rashomon

NAMES = [name for name in rashomon.__all__ if name != "__version__"]


def members(of: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties of a class, its own and inherited ones, that this project defines."""
    for name, it in inspect.getmembers(of):
        owner = next(base for base in of.__mro__ if name in vars(base))
        written = owner.__module__.startswith(("graph.", "rashomon"))
        if written and not name.startswith("_") and (callable(it) or isinstance(it, property)):
            yield name, it


def lacking(name: str, it: Any) -> list[str]:
    """What the docstring of a function, property or class lacks."""
    told = written(it)
    lacks = [f"{name}: no {what}" for what, found in (("text", told[:1]), ("example", ">>> " in told)) if not found]
    if not isinstance(it, property):
        lacks += [f"{name}: parameter {one}" for one in parameters(it) if f"`{one}`" not in told]
    if not inspect.isclass(it):
        source = inspect.getsource(it.fget if isinstance(it, property) else it)
        lacks += [f"{name}: {one}" for one in re.findall(r"raise (\w+Error)\b", source) if f"`{one}`" not in told]
    return lacks


def written(it: Any) -> str:
    """The docstring of a function, property or class; for a class, with those of its base classes."""
    classes = [base for base in it.__mro__ if base.__module__.startswith("graph.")] if inspect.isclass(it) else []
    return "\n".join(vars(base).get("__doc__") or "" for base in classes) if classes else it.__doc__ or ""


def parameters(it: Callable[..., Any]) -> Iterator[str]:
    """The names of the parameters of a function or constructor; those of a constructor are also attributes."""
    if inspect.isclass(it) and not any(
        "__init__" in vars(base) for base in it.__mro__ if base.__module__ != "builtins"
    ):
        return
    for parameter in inspect.signature(it).parameters.values():
        if parameter.name not in ("self", "args", "kwargs"):
            yield parameter.name


def all_of(name: str) -> list[tuple[str, Any]]:
    it = getattr(rashomon, name)
    inside = [(f"{name}.{inner}", member) for inner, member in members(it)] if inspect.isclass(it) else []
    return [(name, it), *inside]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_explained_whole(name: str) -> None:
    assert [lack for each, it in all_of(name) for lack in lacking(each, it)] == []


def test_what_is_not_explained_is_found() -> None:
    def told(one: int, other: int) -> None:
        """Takes `one`."""
        raise ValueError(one, other)

    class Told:
        """Nothing.

        >>> Told
        """

        def __init__(self, more: int) -> None:
            self.more = more

    assert lacking("told", told) == ["told: no example", "told: parameter other", "told: ValueError"]
    assert lacking("Told", Told) == ["Told: parameter more"]
    assert {name for name, _ in all_of("Result")} > {"Result.query", "Result.load", "Result.told", "Result.html"}


def test_every_name_is_there_and_no_other() -> None:
    assert rashomon.__all__ == sorted(rashomon.__all__)
    assert {*dir(rashomon)} == {*rashomon.__all__}
    assert {*graph.__all__} <= {*rashomon.__all__}
    assert rashomon.build is graph.build
    assert rashomon.from_text is graph.from_text
    for module in (rashomon, graph):
        with pytest.raises(AttributeError, match="'buidl'"):
            module.buidl  # noqa: B018
