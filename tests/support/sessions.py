"""The sessions that README and pages show, replayed: commands, and what they print.

A fenced block after `<!-- session -->` is a session, and one after `<!-- write: PATH -->` is a file that the commands
below it find. All are replayed in one folder, which `prepared` fills.
"""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from graph.build import build
from graph.formats import render
from graph.queries import run
from graph.store import open_store
from support import ROOT
from support.command import in_this_process

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
WIDTH = 100
"""The columns of the terminal in which answers are shown."""
SHOWN = 3
"""How many records of an answer are shown; of the others, only the number is given."""

_BLOCK = re.compile(r"(<!-- (?:session|write: (?P<file>\S+)) -->\n```\w*\n)(?P<text>.*?)```", re.DOTALL)
_PROMPT = "$ rashomon "
_HERE = " <<'Q'"


def prepared(folder: Path) -> Path:
    """The folder with the articles that the pages name, and with a build of the seeds and of the story."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in ("kinds", "story", "first"):
        shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
    build([folder / "seeds"], folder / "output")
    build([folder / "docs" / "story"], folder / "story")
    return folder


def played(page: str, folder: Path) -> str:
    """The text of a page in which every command in its sessions is followed by what it prints now."""

    def block(it: re.Match[str]) -> str:
        if it["file"] is None:
            return f"{it[1]}{''.join(_replayed(it['text'], folder))}```"
        path = folder / it["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(it["text"], encoding="utf-8")
        return it[0]

    return _BLOCK.sub(block, page)


def _replayed(session: str, folder: Path) -> Iterator[str]:
    lines = iter(session.splitlines())
    for line in lines:
        if not line.startswith(_PROMPT):
            continue
        yield f"{line}\n"
        text = ""
        if line.endswith(_HERE):
            text = "".join(f"{it}\n" for it in iter(lambda: next(lines), "Q"))
            yield f"{text}Q\n"
        printed = _printed(shlex.split(line.removeprefix(_PROMPT).removesuffix(_HERE)), text, folder)
        yield "".join(f"{it.rstrip()}\n" for it in printed.splitlines())


def _printed(words: list[str], text: str, folder: Path) -> str:
    if words[0] == "query":
        return _answer(words[1:], text, folder)
    done = in_this_process(*words, cwd=folder, text=text)
    return done.stdout + done.stderr


def _answer(words: list[str], text: str, folder: Path) -> str:
    """What a terminal would show of the answer to `rashomon query`: the first records, if it has records."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--param", action="append", default=[])
    parser.add_argument("--output", default="output")
    asked = parser.parse_args(words)
    answer = run(open_store(folder / asked.output), text or asked.name, dict(it.split("=", 1) for it in asked.param))
    records = render(answer, width=WIDTH).rstrip("\n").split("\n\n")
    more = [f"… and {len(records) - SHOWN} more"] if len(records) > SHOWN else []
    return "\n\n".join([*records[:SHOWN], *more])
