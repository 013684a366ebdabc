"""Reading: files of articles to `Document`.

`find` lists the articles below paths, `read` makes a `Document` of a file and `from_text` of a string,
`decode` gives the text of bytes in which every offset counts.
"""

from __future__ import annotations

from graph.read.article import from_text, read
from graph.read.encoding import decode
from graph.read.files import find

__all__ = ["decode", "find", "from_text", "read"]
