"""Packaged files are found in a checkout and in an installation, and no other files are taken instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph import resources
from graph.errors import ResourceError
from graph.resources import CORE, data_dir, ontology_dir, read_text


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package without any files yet, in its own folder."""
    package = tmp_path / "site-packages" / "graph"
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "package_dir", lambda: package)
    return package


def test_the_ontology_is_there() -> None:
    assert (ontology_dir() / CORE).is_file()


def test_an_installed_ontology_goes_before_a_neighbour(installed: Path) -> None:
    for folder in (installed / "_ontology", installed.parent / "ontology"):
        folder.mkdir()
        (folder / CORE).write_text("", encoding="utf-8")
    assert ontology_dir() == installed / "_ontology"
    shutil.rmtree(installed / "_ontology")
    assert ontology_dir() == installed.parent / "ontology"


def test_a_folder_without_the_core_file_is_no_ontology(installed: Path) -> None:
    (installed / "_ontology").mkdir()
    (installed.parent / "ontology").mkdir()
    with pytest.raises(ResourceError) as caught:
        ontology_dir()
    assert str(installed / "_ontology") in str(caught.value)
    assert str(installed.parent / "ontology") in str(caught.value)


def test_data_is_read_as_utf_8(installed: Path) -> None:
    folder = installed / "data" / "rules"
    folder.mkdir(parents=True)
    (folder / "x.toml").write_bytes("a = “ñ”".encode())
    assert data_dir() == installed / "data"
    assert read_text("rules", "x.toml") == "a = “ñ”"


def test_missing_data_is_a_resource_error(installed: Path) -> None:
    with pytest.raises(ResourceError, match="missing"):
        read_text("rules", "x.toml")
    (installed / "data").mkdir()
    with pytest.raises(ResourceError, match=r"rules/x\.toml"):
        read_text("rules", "x.toml")


def test_data_that_is_no_text_is_a_resource_error(installed: Path) -> None:
    (installed / "data").mkdir()
    (installed / "data" / "x").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ResourceError, match="cannot be read"):
        read_text("x")


@pytest.mark.parametrize("parts", [("..", "secret"), ("/etc/hostname",), ("rules", "..", "..", "secret")])
def test_reading_stays_in_the_data_folder(installed: Path, parts: tuple[str, ...]) -> None:
    (installed / "data" / "rules").mkdir(parents=True)
    (installed / "secret").write_text("no", encoding="utf-8")
    with pytest.raises(ResourceError, match="leads out"):
        read_text(*parts)
