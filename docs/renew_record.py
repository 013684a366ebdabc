"""Updates the answers to the SPARQL questions in docs/questions.md: `renew_record.py`.

`tests/command/test_record.py` compares them.

An answer is the block after a query; a comment in the query names the articles that are asked: seeds, or docs/story.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from graph import build
from graph.formats import render
from graph.queries import run
from graph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "questions.md"
QUESTION = re.compile(r"<!-- answer: (.+?) -->\n```sparql\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)
"""The articles, the query, and the answer as it is shown."""
WIDTH = 120


def main() -> None:
    """Replaces every answer."""
    with tempfile.TemporaryDirectory() as folder:
        text = renewed(PAGE.read_text(encoding="utf-8"), built(Path(folder)))
    PAGE.write_text(text, encoding="utf-8", newline="\n")


def built(folder: Path) -> Path:
    """The folder with what is built from the articles that the page asks about."""
    for name in ("seeds", "docs/story"):
        build([ROOT / name], folder / name)
    return folder


def renewed(text: str, outputs: Path) -> str:
    """The page with the answers that the stores give."""

    def block(it: re.Match[str]) -> str:
        answer = render(run(open_store(outputs / it[1]), it[2]), width=WIDTH)
        lines = "".join(f"{line.rstrip()}\n" for line in answer.rstrip("\n").split("\n"))
        return f"<!-- answer: {it[1]} -->\n```sparql\n{it[2]}```\n\n```\n{lines}```"

    return QUESTION.sub(block, text)


if __name__ == "__main__":
    main()
