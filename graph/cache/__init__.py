"""Stores on disk what was read in articles, under a key of all that it depends on: nothing unchanged is read again.

A cache is a folder that several builds may share, even at the same time. An entry is a separate file that is put in
place in one step and contains a hash of its content. It is data, not a program. A damaged entry counts as missing.
"""

from __future__ import annotations

from graph.cache.annotations import Annotations, Cache
from graph.cache.pipeline import pipeline, versions

__all__ = ["Annotations", "Cache", "pipeline", "versions"]
