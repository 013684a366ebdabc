"""Reading: files of articles to `Document`.

`find` lists the articles below paths, `read` makes a `Document` of a file, `from_text` of a string and `from_dataframe`
of each row of a frame; `decode` gives the text of bytes as every offset counts it.
"""

from __future__ import annotations

from graph.read.article import from_text, read
from graph.read.encoding import decode
from graph.read.files import find
from graph.read.frame import from_dataframe

__all__ = ["decode", "find", "from_dataframe", "from_text", "read"]
