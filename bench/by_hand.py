"""Compares what we wrote ourselves with libraries that do the same: whether ours is right, and how fast each is.

usage: python bench/by_hand.py pieces PATH …    words as the tagger splits them, against `tokenizers`
       python bench/by_hand.py dates            days in lines of text, against `dateutil` and `dateparser`
       python bench/by_hand.py workers PATH …   articles in watched processes, against `pebble`
       python bench/by_hand.py clients OUTPUT   answers despite 1,100 half-open connections, against bare uvicorn

The libraries are not dependencies: pip install tokenizers python-dateutil dateparser pebble. docs/choices.md has the
results.
"""

from __future__ import annotations

import argparse
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FORMS = (
    "%B %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d",
    "Published %B %d, %Y at 10:32 a.m.", "Updated: %A %d %B %Y 17.05 GMT", "BOGOTA, %B %d, %Y (Reuters)",
    "By Ana Ruiz | %b %d, %Y", "%Y-%m-%dT10:32:00+02:00",
)  # fmt: skip
"""How pages and agencies write dates, as `strftime` formats."""

NONE = (
    "3 million people in 2 years", "a vote of 5-4", "1/2 cup of sugar", "version 3.11.2", "Call 555-2025",
    "May we ask?", "Section 2025", "10.5 percent of 2,025", "21 points in 12 games", "The March on Washington",
    "Route 66, mile 12", "page 4 of 7", "in the second half", "at 10:32 a.m.", "The Sun, the Times and the Mail",
)  # fmt: skip
"""Lines that contain no day."""


def main() -> int:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pieces", "dates", "workers", "clients"])
    parser.add_argument("paths", nargs="*", type=Path)
    it = parser.parse_args()
    if it.what == "dates":
        return dates()
    if it.what == "clients":
        return clients(it.paths[0])
    return pieces(it.paths) if it.what == "pieces" else workers(it.paths)


# ---------------------------------------------------------------------------- pieces


def pieces(paths: Iterable[Path]) -> int:
    """Prints how many words are split alike, and how long both take; returns 1 if any is split differently."""
    from tokenizers import Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import WordPiece as Theirs

    from graph.extract.tagger.wordpiece import UNKNOWN, WordPiece
    from graph.extract.text.language import load
    from graph.read import find, read
    from graph.resources import read_text

    listed = {piece: i for i, piece in enumerate(read_text("model", "vocabulary.txt").split("\n")) if piece}
    cut = load().make_doc
    words = [token.text for path in find(paths) for token in cut(read(path).text) if not token.is_space]
    ours, theirs = WordPiece(listed), Tokenizer(Theirs(listed, unk_token=UNKNOWN))
    theirs.normalizer = normalizers.BertNormalizer(lowercase=True)
    theirs.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    begun = time.perf_counter()
    own = [ours.pieces(it) for it in words]
    middle = time.perf_counter()
    other = [tuple(theirs.encode(it, add_special_tokens=False).ids) for it in words]
    end = time.perf_counter()
    unlike = sorted({word for word, left, right in zip(words, own, other, strict=True) if left != right})
    print(f"{len(words):,} words: {len(set(words)):,} different, {len(unlike)} split differently {unlike[:10]}")
    print(f"ours {middle - begun:.2f} s, tokenizers {end - middle:.2f} s")
    return int(bool(unlike))


# ----------------------------------------------------------------------------- dates


def dates() -> int:
    """Prints how many days each finds in lines with a day and in lines without one, and how long each takes."""
    import dateparser.search
    from dateutil import parser

    from graph.read.dates import find_date

    def ours(line: str) -> date | None:
        found = find_date(line)
        return found[0] if found else None

    def dateutil(line: str) -> date | None:
        try:
            return parser.parse(line, fuzzy=True).date()
        except (ValueError, OverflowError):
            return None

    def searched(line: str) -> date | None:
        found = dateparser.search.search_dates(line, languages=["en"])
        return found[0][1].date() if found else None

    chance, first = random.Random(1), date(1995, 1, 1)
    days = [first + timedelta(chance.randrange(11_000)) for _ in range(20)]
    lines = [(day.strftime(form), day) for form in FORMS for day in days]
    for name, find in {"ours": ours, "dateutil": dateutil, "dateparser": searched}.items():
        begun = time.perf_counter()
        right = sum(find(line) == day for line, day in lines)
        seconds = time.perf_counter() - begun
        wrong = sum(find(line) is not None for line in NONE)
        each = seconds / len(lines) * 1e3
        print(
            f"{name:10} {right} of {len(lines)} days right, {wrong} found in {len(NONE)} lines without, {each:.2f} ms"
        )
    return 0


# --------------------------------------------------------------------------- workers


def workers(paths: list[Path]) -> int:
    """Prints how long two processes take, and what becomes of an article that hangs and of a script without a guard."""
    from graph.read import find

    files = [*map(str, find(paths))]
    with TemporaryDirectory() as name:
        Path(name, "slow.py").write_text("import time\n\ndef hang(_):\n    time.sleep(3600)\n", encoding="utf-8")
        guarded = _PEBBLE.format(guard='if __name__ == "__main__":')
        scripts = {"ours": _OURS, "pebble": guarded, "pebble, no guard": _PEBBLE.format(guard="if True:")}
        file = Path(name, "script.py")
        for what, script in scripts.items():
            file.write_text(script, encoding="utf-8")
            _timed(f"{what}: {len(files)} articles", lambda: _run(file, *files))
            _timed(f"{what}: one that hangs, limit 2 s", lambda: _run(file, "hang", files[0]))
    return 0


_OURS = """
import sys
from graph.batch import Options, read_all
from slow import hang

hangs, files = sys.argv[1] == "hang", sys.argv[1:]
how = Options(workers=2, reader=hang, article_timeout=2) if hangs else Options(workers=2)
made = read_all(files[1:] if hangs else files, how)
print(len(made.annotations), "read,", *(f"{it.cause} at {it.step}" for it in made.failures))
"""

_PEBBLE = """
import sys
from multiprocessing import get_context
from pebble import ProcessPool
from graph.read import read
from graph.readers import DEFAULT, READERS
from slow import hang

def prepare():
    READERS[DEFAULT].prepare()

def one(path):
    return READERS[DEFAULT].read(read(path))

{guard}
    hangs, files = sys.argv[1] == "hang", sys.argv[1:]
    with ProcessPool(2, initializer=prepare, context=get_context("spawn")) as pool:
        asked = [pool.schedule(hang if hangs else one, [it], timeout=2 if hangs else 60) for it in files[int(hangs):]]
        said = [repr(it.exception()) for it in asked if it.exception()]
    print(len(asked) - len(said), "read,", *said)
"""


def _run(file: Path, *arguments: str) -> str:
    """The beginning of the last line that a script prints."""
    command = [sys.executable, str(file), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    return (ended.stdout.strip() or ended.stderr.strip() or "nothing").splitlines()[-1][:120]


def _timed(name: str, work: Callable[[], Any]) -> None:
    begun = time.perf_counter()
    said = work()
    print(f"{name:38} {time.perf_counter() - begun:6.1f} s  {said}", flush=True)


# --------------------------------------------------------------------------- clients

HALF_OPEN = 1100
"""More connections than the server handles at the same time."""

_BARE = "import graph.serve.connections as it; it.options = lambda _: {'limit_concurrency': 1024}; "
_SERVE = "from graph.cli import main; main()"


def clients(output: Path) -> int:
    """Prints how many of 50 requests are answered while other clients have each begun a request and never finish it."""
    for name, program in {"ours": _SERVE, "bare uvicorn": _BARE + _SERVE}.items():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-c", program, "serve", "--output", str(output), "--port", str(port)]
        with (
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server,
            ExitStack() as held,
        ):
            held.callback(server.terminate)
            while not _answered(port):
                if server.poll() is not None:
                    print(f"{output} cannot be served")
                    return 2
                time.sleep(0.2)
            for _ in range(HALF_OPEN):
                one = held.enter_context(socket.create_connection(("127.0.0.1", port), 5))
                one.sendall(b"GET /sparql HTTP/1.1\r\nHost: localh")
            time.sleep(3)
            print(f"{name:14} {sum(_answered(port) for _ in range(50))} of 50 answered")
    return 0


def _answered(port: int) -> bool:
    """Whether an honest request is answered within a second."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as one:
        one.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b" 200 " in one.recv(64)
    return False


if __name__ == "__main__":
    sys.exit(main())
