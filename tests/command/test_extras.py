"""What works without the extras, and what a command says if its extra is missing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.extras import EXTRAS
from support import ROOT
from support.command import Rashomon, same_files

BROUGHT = ("httpx",)
"""What spaCy also installs."""

PAGE = f"<html><body><article><h1>Mora left</h1><p>{'Ana Ruiz said that Luis Mora had left. ' * 9}</p></article></html>"
BLOCKS = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
"""

Without = Callable[..., dict[str, str]]


@pytest.fixture
def without(tmp_path: Path) -> Without:
    """The environment for a process, and for all processes that it starts, in which these extras are not installed."""

    def environment(*extras: str) -> dict[str, str]:
        missing = sorted(name for extra in extras for name in EXTRAS[extra] if name not in BROUGHT)
        (tmp_path / "sitecustomize.py").write_text(BLOCKS.format(missing=missing), encoding="utf-8")
        return {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}

    return environment


@pytest.mark.parametrize(
    ("command", "extra", "needs"),
    [
        ("serve --output {built}", "serve", "rashomon serve"),
        ("mcp --output {built}", "mcp", "rashomon mcp"),
        ("verify --output {built}", "verify", "rashomon verify"),
        ("build https://news.invalid/a --output out", "web", "https://news.invalid/a"),
        ("feed https://news.invalid/rss --output out", "web", "https://news.invalid/rss"),
        ("build s3://desk/today --output out", "cluster", "s3://desk/today"),
        ("build page.html --output out", "web", "page.html:"),
        ("build crawl.warc --output out", "web", "crawl.warc:"),
        ("build minutes.pdf --output out", "formats", "minutes.pdf:"),
        ("build rows.parquet --output out", "formats", "rows.parquet:"),
        ("claims --output {built} --to claims.parquet", "formats", "Parquet"),
    ],
)
def test_the_missing_extra_is_named(
    process: Rashomon, built: Path, without: Without, tmp_path: Path, command: str, extra: str, needs: str
) -> None:
    beginnings = {"page.html": PAGE, "crawl.warc": "WARC/1.0\r\n", "minutes.pdf": "%PDF-1.7\n", "rows.parquet": "PAR1"}
    for name, text in beginnings.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = process(*command.format(built=built).split(), cwd=tmp_path, env=without(*EXTRAS))
    assert done.stderr == f"rashomon: {needs} needs: pip install 'rashomon[{extra}]'\n"
    assert (done.returncode, done.stdout) == (2, "")


def test_texts_are_built_and_asked_without_any_extra(
    process: Rashomon, built: Path, seeds: Path, without: Without, tmp_path: Path
) -> None:
    bare = without(*EXTRAS)
    done = process("build", seeds, "--output", tmp_path / "out", env=bare)
    assert done.returncode == 0, done.stderr
    same_files(tmp_path / "out", built)
    piped = process("build", "-", "--output", tmp_path / "piped", text="Ana Ruiz met Luis Mora in Quito.", env=bare)
    assert piped.returncode == 0, piped.stderr
    for command in (["query", "disputes"], ["explain", "Kristi Noem"], ["diff", "noem", "petro"]):
        assert process(*command, "--output", tmp_path / "out", env=bare).returncode == 0


def test_what_reads_files_is_in_the_key_of_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("graph.cache.pipeline")
    extras = [("a", "web"), ("b", "formats"), ("c", "serve"), ("d", "verify"), ("e", "all")]
    needs = {"rashomon": ["spacy", *(f"{name}; extra == '{extra}'" for name, extra in extras)]}
    monkeypatch.setattr(
        module.metadata, "distribution", lambda name: SimpleNamespace(version="1", requires=needs.get(name))
    )
    assert module.versions().keys() == {"python", "rashomon", "spacy", "a", "b"}


def test_a_wheel_has_the_key_of_its_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("graph.cache.pipeline")
    files = {
        "checkout": ("graph/a.py", "ontology/o.ttl"),
        "wheel": ("graph/a.py", "graph/_ontology/o.ttl", "graph/_story/s"),
    }
    keys = set()
    for place, names in files.items():
        for name in names:
            file = tmp_path / place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(file.name, encoding="utf-8")
        ontology = (tmp_path / place / names[1]).parent
        monkeypatch.setattr(module, "package_dir", lambda place=place: tmp_path / place / "graph")
        monkeypatch.setattr(module, "ontology_dir", lambda ontology=ontology: ontology)
        keys.add(module.pipeline.__wrapped__())
    assert len(keys) == 1


def test_every_extra_is_in_the_metadata() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(EXTRAS) == extras.keys() - {"all", "dev", "docs", "train", "vendored"}
    assert extras["all"] == [f"rashomon[{','.join(sorted(EXTRAS))}]"]
    assert "rashomon[all]" in extras["dev"]
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert [it for it in EXTRAS if f"`[{it}]`" not in guide] == []
