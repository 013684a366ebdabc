"""Shared by the tests of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.server import Server, serving


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """A server for the seed articles, shared by all tests in this process: none changes its data."""
    with serving(built) as it:
        yield it
