"""The examples in the guide to readers: an article, its standoff JSON, and a reader in Python."""

from __future__ import annotations

import re

from support import ROOT

_GUIDE = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")


def shown(mark: str, language: str = "") -> str:
    """The block in the guide that follows a marker."""
    found = re.search(rf"<!-- {mark} -->\n```{language}\n(.*?)```", _GUIDE, re.DOTALL)
    assert found is not None
    return found[1]
