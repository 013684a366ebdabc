"""A Griffe extension for the API reference: it shows examples in docstrings as code, not as Markdown block quotes."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^>>> .*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r" *# doctest: .*")


class Doctests(griffe.Extension):
    """Puts the doctests in every docstring into fenced code blocks."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called by Griffe for each object that it has read."""
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(_fenced, obj.docstring.value)

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Called by Griffe for the package itself, which is not one of those objects."""
        self.on_object(obj=pkg)


def _fenced(example: re.Match[str]) -> str:
    return f"```pycon\n{_DIRECTIVE.sub('', example[0])}\n```"
