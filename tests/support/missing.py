"""What a test needs of the machine: without it the test is skipped, saying why, or fails where `CI` is set."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def without(reason: str) -> NoReturn:
    """Skip, saying why; fail where `CI` is set, since there everything has to be."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or without(f"{names[0]} is not installed")
