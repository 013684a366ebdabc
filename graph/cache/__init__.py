"""What was read in articles, kept on disk by all that it depends on: what did not change is not read again.

A cache is a folder that several builds may share, at the same time too. An entry is a file of its own, which is put in
place whole, bears a hash of what is in it, and is data and no program: one that is damaged is as good as missing.
"""

from __future__ import annotations

from graph.cache.annotations import Annotations, Cache
from graph.cache.pipeline import pipeline, versions

__all__ = ["Annotations", "Cache", "pipeline", "versions"]
