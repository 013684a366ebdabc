"""The Tab key in the shells that are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from support import ROOT
from support.missing import program

SECONDS = 60

CASES = [
    ("rashomon que", "query"),
    ("rashomon query --para", "--param"),
    ("rashomon query dispu", "disputes"),
    ("rashomon query disputes --format ntr", "ntriples"),
    ("rashomon annotate --reader rules+", "rules+tagger"),
    ("rashomon explain --output {built} tren-de", "tren-de-aragua"),
]

READY = {
    "bash": ("--norc --noprofile", "set +o history; bind 'set bell-style none'"),
    "zsh": ("-f", "autoload -Uz compinit; compinit -u -D; unsetopt beep"),
}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a new user, with the command as it is installed."""
    command = tmp_path / "bin" / "rashomon"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom graph.cli import main\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    path = os.pathsep.join((str(command.parent), os.environ["PATH"]))
    return {"PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "dumb", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_tab_key(environment: dict[str, str], built: Path, tmp_path: Path, shell: str) -> None:
    options, settings = READY[shell]
    with pexpect.spawn(
        f"{program(shell)} {options} -i",
        cwd=str(tmp_path),
        env=environment,
        encoding="utf-8",
        timeout=SECONDS,
        dimensions=(50, 400),
    ) as typing:
        typing.sendline(f"{settings}; source <(rashomon --show-completion); echo rea''dy")
        typing.expect_exact("\nready")
        for typed, completed in CASES:
            line = typed.format(built=built)
            word = line.rpartition(" ")[2]
            typing.send(f"{line}\t")
            typing.expect_exact(line)
            typing.expect_exact(completed.removeprefix(word))
            typing.sendcontrol("c")


def test_fish(environment: dict[str, str], built: Path, tmp_path: Path) -> None:
    lines = [f"complete --do-complete='{typed.format(built=built)}'; echo ==" for typed, _ in CASES]
    done = subprocess.run(
        [program("fish"), "--no-config", "-c", "\n".join(["rashomon --show-completion | source", *lines])],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=True,
    )
    offered = [[it.partition("\t")[0] for it in part.split("\n") if it] for part in done.stdout.split("\n==\n")]
    assert [completed in part for (_, completed), part in zip(CASES, offered, strict=False)] == [True] * len(CASES)


def test_what_a_shell_evaluates_is_plain(environment: dict[str, str], tmp_path: Path) -> None:
    """Names come from articles and may hold shell code; the error of a faulty project file is not a completion."""
    lines = [{"id": it, "label": "$(reboot)"} for it in ("ana-ruiz", "ana`reboot`", "ana$(reboot)", "ana'x")]
    (tmp_path / "entities.jsonl").write_text("".join(f"{json.dumps(it)}\n" for it in lines), encoding="utf-8")
    (tmp_path / "rashomon.toml").write_text("[explain]\nouput = 'x'\n", encoding="utf-8")
    asked = {"_RASHOMON_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "rashomon explain -o . ana"}
    command = [shutil.which("rashomon", path=environment["PATH"]) or ""]
    done = subprocess.run(command, cwd=tmp_path, env=environment | asked, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"_arguments '*: :((\"ana-ruiz\"))'\n", b"")
