"""Updates what the examples in docs/python.md print: `renew_python.py`. `tests/command/test_python.py` checks it."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from contextlib import chdir, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"
_EXAMPLE = re.compile(r"```python\n(.*?)```(?:\n\n```text\n.*?```)?", re.DOTALL)


def renewed(page: str) -> str:
    """The page with what its examples print, run one after the other in a folder of their own with the seeds."""
    names: dict[str, object] = {}

    def run(example: re.Match[str]) -> str:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(example[1], PAGE.name, "exec"), names)
        shown = printed.getvalue()
        return f"```python\n{example[1]}```" + (f"\n\n```text\n{shown}```" if shown else "")

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "seeds", Path(folder, "seeds"))
        with chdir(folder):
            return _EXAMPLE.sub(run, page)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
