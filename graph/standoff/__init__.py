"""Standoff JSON: what was read in one article, by offsets, written and read by Rashomon and other tools.

`from_json(to_json(annotation))` is the annotation again. Offsets count code points of the decoded text
(`graph.read.decode`); JavaScript counts UTF-16 units. The schema is `data/standoff.schema.json`, and `docs/readers.md`
explains how to write such JSON.
"""

from __future__ import annotations

from graph.standoff.reading import faults, from_json, schema
from graph.standoff.writing import to_json, to_text

__all__ = ["faults", "from_json", "schema", "to_json", "to_text"]
