"""Which articles are copies or newer versions of others: by their words in a row, and without keeping the words."""

from graph.copies.lineage import Lineage, lineage
from graph.copies.sketches import sketch

__all__ = ["Lineage", "lineage", "sketch"]
