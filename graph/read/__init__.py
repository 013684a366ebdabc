"""Reading: files of articles to `Document`.

`find` lists the articles below paths. `read` makes a `Document` from a file, `from_text` from a string and
`from_dataframe` from each row of a frame. `decode` returns the text of bytes, in which every offset counts.
"""

from __future__ import annotations

from graph.read.article import from_text, read
from graph.read.encoding import decode
from graph.read.files import find
from graph.read.frame import from_dataframe

__all__ = ["decode", "find", "from_dataframe", "from_text", "read"]
