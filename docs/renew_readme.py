"""Updates what the README and the pages in docs/ show of commands, and the list of input formats.

`tests/command/test_readme.py` compares both with what is printed now.

usage: python docs/renew_readme.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "command")]

from test_readme import FORMATS_PAGE, FORMATS_SHOWN, formats  # noqa: E402

from support.sessions import PAGES, played, prepared  # noqa: E402


def main() -> None:
    """Plays every session again, page by page."""
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        for page in PAGES:
            text = played(page.read_text(encoding="utf-8"), Path(folder))
            if page == FORMATS_PAGE:
                text = FORMATS_SHOWN.sub(lambda _: formats(), text)
            page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
