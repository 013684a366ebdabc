"""What tests share: the seed articles, a build of them, and the command as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

# The first example of a test loads rules and models, so no single example has a deadline.
settings.register_profile("rashomon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rashomon")

Rashomon = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed articles."""
    return SEEDS


@pytest.fixture(scope="session")
def rashomon() -> Rashomon:
    """Runs the command in a process of its own: `rashomon("query", "disputes", cwd=folder, env={…})`."""

    def run(
        *arguments: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graph", *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | (env or {})
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, rashomon: Rashomon) -> Path:
    """A folder that `rashomon build seeds` wrote."""
    folder = tmp_path_factory.mktemp("built") / "output"
    done = rashomon("build", SEEDS, "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder
