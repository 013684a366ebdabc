"""The page's scripts outside of a page: their unit tests, in Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from browser import without

HERE = Path(__file__).parent


def test_the_unit_tests_in_node() -> None:
    node = shutil.which("node")
    if node is None:
        without("Node is not installed")
    files = sorted(str(file) for file in (HERE / "view").glob("*.test.js"))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=300, check=False)
    assert files
    assert done.returncode == 0, done.stdout + done.stderr
