"""Standoff JSON: what was read from one article, with offsets, in a form that Rashomon and other tools write and read.

`from_json(to_json(annotation))` equals the annotation. Offsets count code points of the decoded text
(`graph.read.decode`); JavaScript counts UTF-16 units. The schema is `data/standoff.schema.json`, and `docs/readers.md`
explains how to write such JSON.
"""

from __future__ import annotations

from graph.standoff.reading import faults, from_json, schema
from graph.standoff.writing import to_json, to_text

__all__ = ["faults", "from_json", "schema", "to_json", "to_text"]
