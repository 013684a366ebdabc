"""The command `rashomon`, in this process or in a separate one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path

from support import ROOT, TESTS

Rashomon = Callable[..., subprocess.CompletedProcess[str]]
"""Runs the command: `rashomon("query", "disputes", cwd=folder, env={…}, text="stdin")`."""

_NO_TERMINAL = {"COLUMNS": "80"}
"""As in a process whose output is captured, in which Python assumes 80 columns."""


def in_this_process(
    *arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """The command with all its error handling, without the second that a new interpreter takes to import it."""
    # Imported here: most tests run no command.
    from graph.cli import main

    return called(main, *arguments, cwd=cwd, env=env, text=text)


def called(
    main: Callable[[Sequence[str]], int],
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    text: str = "",
) -> subprocess.CompletedProcess[str]:
    """Runs a program in this process, given its `main`, which returns its exit code or raises `SystemExit`."""
    from typer.testing import CliRunner

    told = list(map(str, arguments))
    with chdir(cwd), CliRunner(env=_NO_TERMINAL).isolation(text, env) as (out, err, _):
        try:
            code: object = main(told)
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
        sys.stderr.flush()
        said, complained = out.getvalue().decode(), err.getvalue().decode()
    assert isinstance(code, int), code
    return subprocess.CompletedProcess(told, code, said, complained)


def python(program: str, *arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """The stdout of a program in a separate process, which can import the package and the tests' support."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(TESTS)))} | (env or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    ).stdout


def in_its_own(
    *arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """The command as a shell starts it, for tests of signals, encodings, hash seeds and imports."""
    return subprocess.run(
        [sys.executable, "-m", "graph", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (env or {}),
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def same_files(folder: Path, other: Path) -> None:
    """Asserts that the files of both builds are the same, wherever the articles are; the store is not compared."""
    names = [path.name for path in sorted(folder.iterdir()) if path.is_file()]
    assert names == [path.name for path in sorted(other.iterdir()) if path.is_file()]
    names.remove("build.json")
    names.remove("report.json")
    assert [name for name in names if (folder / name).read_bytes() != (other / name).read_bytes()] == []


def versions(output: Path) -> list[str]:
    """The versions of the store in an output folder, sorted."""
    return sorted(path.name for path in (output / "store").iterdir() if path.is_dir())
