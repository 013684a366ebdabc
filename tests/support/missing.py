"""What a test needs on the machine; without it the test is skipped with a reason, or fails if `CI` is set."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def without(reason: str) -> NoReturn:
    """Skips the test with a reason; lets it fail if `CI` is set, since everything must then be installed."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or without(f"{names[0]} is not installed")
