"""The page's scripts outside of a page: their unit tests, in Node."""

from __future__ import annotations

import subprocess

from support import TESTS
from support.missing import program


def test_the_unit_tests_in_node() -> None:
    files = sorted(str(file) for file in (TESTS / "view").glob("*.test.js"))
    done = subprocess.run([program("node"), "--test", *files], capture_output=True, text=True, timeout=300, check=False)
    assert files
    assert done.returncode == 0, done.stdout + done.stderr
