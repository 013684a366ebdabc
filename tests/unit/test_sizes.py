"""No function and no file that one cannot take in at a glance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from support import ROOT

FUNCTION = 40
FILE = 300
"""Lines, with the comments and the docstring."""

PACKAGE = ROOT / "graph"
VENDORED = PACKAGE / "data" / "view" / "vendor"
FILES = [
    path
    for path in sorted(PACKAGE.rglob("*"))
    if path.suffix in (".py", ".js", ".css") and not path.is_relative_to(VENDORED)
]


def too_long(code: str) -> list[str]:
    """The functions that have too many lines."""
    functions = (it for it in ast.walk(ast.parse(code)) if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef))
    return [it.name for it in functions if (it.end_lineno or 0) - it.lineno >= FUNCTION]


def test_all_kinds_of_files_are_looked_at() -> None:
    assert {path.suffix for path in FILES} == {".py", ".js", ".css"}
    assert PACKAGE / "build.py" in FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_is_short_and_so_are_its_functions(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert code.count("\n") <= FILE
    assert path.suffix != ".py" or not too_long(code)


@pytest.mark.parametrize(("lines", "told"), [(FUNCTION, []), (FUNCTION + 1, ["f"])])
def test_a_function_may_have_forty_lines(lines: int, told: list[str]) -> None:
    body = "    pass\n" * (lines - 1)
    assert too_long(f"class A:\n    def f(self):\n{body.replace('    ', '        ')}") == told
    assert too_long(f"async def f():\n{body}") == told
