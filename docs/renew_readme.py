"""Writes the README's query output anew, and its input formats, as `test_readme.py` compares them.

usage: python docs/renew_readme.py
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "command")]

from test_readme import FORMATS_SHOWN, answer, built, formats  # noqa: E402

README = ROOT / "README.md"


def main() -> None:
    """Replace each block behind an `output:` comment, and the input formats."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = built(Path(folder))
        text = re.sub(
            r"(<!-- output: (.*?) -->\n```\n).*?```",
            lambda match: f"{match[1]}{answer(outputs, match[2])}```",
            README.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
    text = FORMATS_SHOWN.sub(lambda _: formats(), text)
    README.write_text("".join(f"{line.rstrip()}\n" for line in text.splitlines()), encoding="utf-8")


if __name__ == "__main__":
    main()
