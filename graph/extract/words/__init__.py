"""A parsed text as plain records: its words, each with its position in the tree of its sentence."""

from __future__ import annotations

from graph.extract.words.taking import joined, taken
from graph.extract.words.words import TAKEN, Doc, Stretch, Token

__all__ = ["TAKEN", "Doc", "Stretch", "Token", "joined", "taken"]
