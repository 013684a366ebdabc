"""Unit tests of the page's scripts, in Node."""

from __future__ import annotations

import os
import subprocess
import sys

from support import TESTS
from support.missing import program


def test_the_unit_tests_in_node() -> None:
    files = sorted(str(file) for file in (TESTS / "view").glob("*.test.js"))
    # Some of them need the wording in this package.
    env = os.environ | {"PYTHON": sys.executable}
    run = [program("node"), "--test", *files]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300, check=False, env=env)
    assert files
    assert done.returncode == 0, done.stdout + done.stderr
