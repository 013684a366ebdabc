"""One Chromium for each worker, and a fresh profile for each test."""

from support.browser import chromium, visit

__all__ = ["chromium", "visit"]
