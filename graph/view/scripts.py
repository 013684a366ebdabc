"""The page's scripts: modules, each with its own scope, joined into one script for the page."""

from __future__ import annotations

import posixpath
import re

from graph.resources import read_text

ROOM = "view"

_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"(\.{1,2}/[\w./-]+\.js)\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|(?:async )?function|class) (\w+))", re.MULTILINE)
_LIST = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)
COMMENT = re.compile(r"/\*\*.*?\*/ ?", re.DOTALL)
"""Comments, for people and the type checker: nearly a third of the scripts. A test checks that all else remains."""
_RENAMED = re.compile(r"(\w+) as (\w+)")


def scripts(entry: str) -> dict[str, str]:
    """The module `entry` and the modules that it needs, by name, each after those that it imports."""
    found: dict[str, str] = {}
    waiting: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in found or name in waiting:
            return
        waiting[name] = None
        text = read_text(ROOM, *name.split("/"))
        for each in _IMPORT.finditer(text):
            visit(_beside(name, each[2]))
        found[name] = text

    visit(entry)
    return found


def joined(entry: str) -> str:
    """The module `entry` and the modules that it needs, as one plain script without comments."""
    bodies = (_wrapped(name, COMMENT.sub("", text)) for name, text in scripts(entry).items())
    return '"use strict";\n(() => {\nconst modules = {};\n' + "".join(bodies) + "})();\n"


def _wrapped(name: str, text: str) -> str:
    given = [each[1] for each in _EXPORT.finditer(text)]
    given += (_RENAMED.sub(r"\2: \1", each[1]).strip() for each in _LIST.finditer(text))
    body = _IMPORT.sub(lambda each: f'const {each[1]} = modules["{_beside(name, each[2])}"];', text)
    body = _LIST.sub("", _EXPORT.sub("", body))
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(given)} }};\n}})();\n'


def _beside(name: str, target: str) -> str:
    """The name of a module that another one imports by a relative path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
