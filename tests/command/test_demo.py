"""The example articles that come with the package."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from graph import resources
from graph.build import build
from graph.errors import ResourceError
from graph.resources import story_dir
from support import ROOT
from support.command import Rashomon, same_files


def test_the_demo_builds_and_says_how_to_go_on(rashomon: Rashomon, tmp_path: Path) -> None:
    done = rashomon("demo", "--output", "a demo", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    build([ROOT / "docs" / "story"], tmp_path / "built")
    same_files(tmp_path / "a demo", tmp_path / "built")
    assert "Open a demo/view.html in a browser" in done.stdout
    said = [line.strip().removeprefix("rashomon ") for line in done.stdout.splitlines() if "  rashomon " in line]
    assert len(said) == 2
    for command in said:
        asked = rashomon(*shlex.split(command), cwd=tmp_path)
        assert asked.returncode == 0, asked.stderr
        assert "Halvorsen Marine" in asked.stdout
    again = json.loads(rashomon("demo", "--output", "a demo", "--json", cwd=tmp_path).stdout)
    assert (again["documents"], again["unchanged"]) == (3, True)
    assert rashomon("demo", cwd=tmp_path).returncode == 0
    assert (tmp_path / "rashomon-demo" / "view.html").is_file()


def test_the_story_is_found_where_the_package_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "package_dir", lambda: tmp_path / "graph")
    with pytest.raises(ResourceError, match="_story"):
        story_dir()
    (tmp_path / "docs" / "story").mkdir(parents=True)
    assert story_dir() == tmp_path / "docs" / "story"
    (tmp_path / "graph" / "_story").mkdir(parents=True)
    assert story_dir() == tmp_path / "graph" / "_story"
