"""What each command returns to the shell: 0 fine, 1 findings, 2 wrong use, 3 partly done."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.main import get_command

from graph.cli import app
from support.command import Rashomon

COMMANDS = sorted(
    f"{name} {inner}".strip()
    for name, command in vars(get_command(app))["commands"].items()
    for inner in vars(command).get("commands", [""])
)

CASES = [
    ("annotate a.txt --output read", 0),
    ("annotate missing.txt --output read", 2),
    ("annotate a.txt missing.txt --output read", 3),
    ("build a.txt --output out", 0),
    ("build missing.txt --output out", 2),
    ("build a.txt missing.txt --output out", 3),
    ("claims --to claims.csv --output {built}", 0),
    ("claims --to claims.xlsx --output {built}", 2),
    ("claims --output nowhere", 2),
    ("decide same noem nobody --decisions d.csv --output {built}", 2),
    ("decide different noem petro --decisions d.csv --output {built}", 0),
    ("demo --output demo", 0),
    ("demo --output a.txt", 2),
    ("diff noem petro --output {built}", 0),
    ("diff noem nobody --output {built}", 2),
    ("explain noem --output {built}", 0),
    ("explain nobody --output {built}", 2),
    ("feed http://127.0.0.1:9/rss --allow-private --output out", 2),
    ("mcp --output nowhere", 2),
    ("packet {claim} --output {built}", 0),
    ("packet claim:0 --output {built}", 2),
    ("push http://127.0.0.1:9/update --output {built}", 2),
    ("query visits --output {built}", 0),
    ("query visit --output {built}", 2),
    ("read Ruiz-met-Mora", 0),
    ("read a.txt", 2),
    ("review --output {built} --decisions none.csv", 0),
    ("review --output nowhere", 2),
    ("review --output {built} --decisions odd.csv", 3),
    ("rules check", 0),
    ("rules check frames.toml", 1),
    ("rules check missing.toml", 2),
    ("serve --output nowhere", 2),
    ("text a.txt", 0),
    ("text missing.txt", 2),
    ("text some.zip", 3),
    ("verify --output {built}", 0),
    ("verify --output {changed}", 1),
    ("verify --output nowhere", 2),
]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Ana Ruiz met Luis Mora in Quito.", encoding="utf-8")
    with ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("a.txt", "Ana Ruiz met Luis Mora in Quito.")
        archive.writestr("b.txt", "")
    (tmp_path / "odd.csv").write_text("kind,about,value\nsmae,a,b\n", encoding="utf-8")
    (tmp_path / "frames.toml").write_text("[[frame]]\nid = 'x'\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("command", "code"), CASES)
def test_the_exit_code(rashomon: Rashomon, built: Path, here: Path, command: str, code: int) -> None:
    claim = re.search(r'"id": "(\w+)"', (built / "claims.jsonl").read_text(encoding="utf-8"))
    assert claim is not None
    changed = here / "changed"
    if "{changed}" in command:
        shutil.copytree(built, changed)
        page = changed / "view.html"
        page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = rashomon(*command.format(built=built, claim=claim[1], changed=changed).split(), cwd=here)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) == (code > 1), done.stderr


def test_every_command_is_tried() -> None:
    tried = {name for name in COMMANDS for command, _ in CASES if command.startswith(f"{name} ") or command == name}
    assert tried == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_no_command_has(rashomon: Rashomon, command: str) -> None:
    done = rashomon(*command.split(), "--no-such-option")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option: --no-such-option" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_help_calls_values_by_words_of_people(rashomon: Rashomon, command: str) -> None:
    usage, _, options = rashomon(*command.split(), "--help").stdout.partition("Options:")
    assert not re.search(r"<(?:str|int|float|path|boolean)\b", options)
    assert not re.search(r"[{\[][a-z_]+[}\]]", usage.splitlines()[0])
