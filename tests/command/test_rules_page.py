"""The example in docs/rules.md that adds a relation to the ontology, carried out in a copy of Rashomon."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def shown(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the relation and its frame, and with the lists in the shapes updated."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("graph", "ontology", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "img", "vendor"))
    with (folder / "ontology" / "rashomon.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write(f"\n{shown('relation')}")
    with (folder / "graph" / "data" / "rules" / "frames.toml").open("a", encoding="utf-8") as frames:
        frames.write(f"\n{shown('frame')}")
    python(folder, "docs/renew_shapes.py")
    return folder


def python(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_relation_is_read_as_the_page_shows(changed: Path) -> None:
    found = re.findall(r"^\$ rashomon (.*)\n((?:(?!\$ ).*\n)*)", shown("outcome"), re.MULTILINE)
    assert len(found) == 2
    for command, printed in found:
        assert python(changed, "-m", "graph", *shlex.split(command)) == printed


def test_the_shapes_allow_the_relation(changed: Path) -> None:
    assert "rsh:married" in (changed / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    assert "rsh:married" not in (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
