"""One Chromium for each worker, a fresh profile for each test, and the page of each graph rendered once."""

from support.browser import chromium, rendered, visit, window

__all__ = ["chromium", "rendered", "visit", "window"]
