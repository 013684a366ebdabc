"""Which articles are copies or newer versions of others, judged by word sequences, without keeping the words."""

from graph.copies.lineage import Lineage, lineage
from graph.copies.sketches import sketch

__all__ = ["Lineage", "lineage", "sketch"]
