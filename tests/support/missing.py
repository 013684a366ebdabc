"""What a test needs on the machine: otherwise it is skipped with a reason, or fails if `CI` is set."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def without(reason: str) -> NoReturn:
    """Skip with a reason; fail if `CI` is set, since there everything must be installed."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or without(f"{names[0]} is not installed")
