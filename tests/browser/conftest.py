"""One Chromium for each worker, a fresh profile for each test, and the page of each graph rendered once."""

import pytest

from graph.model import KnowledgeGraph
from support.browser import chromium, rendered, visit, window
from support.pages import large

__all__ = ["chromium", "rendered", "visit", "window"]


@pytest.fixture(scope="session")
def many() -> KnowledgeGraph:
    """A graph of which the page draws less than half at first, with more lines than it paints anew while it moves."""
    return large(300, 1500)
