"""Shared by all tests: the seed articles, the build of them, and the command as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from support import ROOT, SEEDS
from support.command import Rashomon, in_its_own, in_this_process

COST = ("browser", "server", "command", "unit")
"""The folders of tests, the slowest first: quick tests fill the gaps at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the tests in a file on one worker if they share a browser, a server or a build."""
    for item in items:
        if item.path.parent.name != "unit":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: COST.index(item.path.parent.name))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Removes Hypothesis's plugin if no test uses Hypothesis: it would import Hypothesis only to report nothing.

    That import takes a fifth of the time of a test on one sentence.
    """
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed articles."""
    return SEEDS


@pytest.fixture(scope="session")
def rashomon() -> Rashomon:
    """Runs the command in this process: `rashomon("query", "disputes", cwd=folder, env={…})`."""
    return in_this_process


@pytest.fixture(scope="session")
def process() -> Rashomon:
    """Runs the command in a separate process, in the same way."""
    return in_its_own


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str, rashomon: Rashomon) -> Path:
    """The output of `rashomon build seeds`, built once for all workers; no test writes into it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "built"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            done = rashomon("build", SEEDS, "--output", folder)
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The documentation as `make site` builds it, once for all workers."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "site"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
                capture_output=True,
                encoding="utf-8",
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return folder
