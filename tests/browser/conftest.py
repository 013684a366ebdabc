"""One Chromium for each worker, a fresh profile for each test, and the page of each graph, rendered only once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model import KnowledgeGraph
from support.browser import chromium, rendered, visit, window
from support.pages import large
from support.server import Server, serving
from support.visit import Served

__all__ = ["chromium", "rendered", "visit", "window"]


@pytest.fixture(scope="session")
def many() -> KnowledgeGraph:
    """A graph of which the page first draws less than half, with more lines than the page repaints while it moves."""
    return large(300, 1500)


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    """A server on the output of a build of the seeds."""
    with serving(built) as it:
        yield it


@pytest.fixture
def opened(window: Callable[..., Any], server: Server) -> Callable[..., Served]:
    """Opens a page of the server: `opened("/", color_scheme="dark")`."""

    def open(path: str, **options: Any) -> Served:
        seen = Served(window(**options).new_page(), server)
        seen.go(path)
        return seen

    return open
