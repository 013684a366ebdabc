"""Annotations kept on disk, keyed by everything that they depend on: what did not change is not read again.

A cache is a folder that several builds may share, also at the same time. An entry is a file that is put in place
completely, contains a hash of its content, and is data, not a program: a damaged one counts as missing.
"""

from __future__ import annotations

from graph.cache.annotations import Annotations, Cache
from graph.cache.pipeline import pipeline, versions

__all__ = ["Annotations", "Cache", "pipeline", "versions"]
