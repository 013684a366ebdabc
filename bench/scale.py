"""How a build scales with the number of articles: speed, memory, and what happens when it is killed.

usage: python bench/scale.py texts FOLDER [--articles N]       writes N invented articles, to build
       python bench/scale.py build [FOLDER] [--articles N]     tokens per second of a build, against the reader alone
       python bench/scale.py more [--articles N]               one more article, and nothing new, against a whole build
       python bench/scale.py stages [--articles N N …]         seconds and memory of the later stages, and their growth
       python bench/scale.py kills [--articles N] [--times K]  builds that are killed at a random moment, and resumed

The articles are those of bench/synthetic.py: stories, each with its own cast and facts, and a few names that occur in
very many of them. `stages` takes them as already read, so that thousands of them do not take hours, and leaves out the
page. The exit code is 1 if a figure misses its limit (--limit), or a resumed build has different bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from synthetic import CLAIMS_OF_ARTICLE, World

from graph import build
from graph.build import CACHE
from graph.cache import Annotations, Cache
from graph.decisions import apply
from graph.formats import Content, write
from graph.memory import memory, peak_memory, without_collector
from graph.model import Annotation
from graph.store import CANONICAL, stage_store

SAME = ("claims.jsonl", "decisions.jsonl", "entities.jsonl", "graph.nq", "graph.trig", "view.html")
GROWTH = 1.15
"""The highest exponent with which the time for resolution and assembly may grow."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["texts", "build", "more", "stages", "stage", "kills"])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, nargs="+")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--limit", type=float, default=GROWTH)
    parser.add_argument("--seed", type=int, default=1)
    it = parser.parse_args(arguments)
    if it.what == "texts":
        write_texts(it.folder, (it.articles or [1000])[0], it.seed)
        return 0
    if it.what == "stage":
        print(json.dumps(stage(it.articles[0], it.seed)))
        return 0
    if it.what == "stages":
        return stages(it.articles or [1000, 10000], it.limit)
    with TemporaryDirectory() as name:
        texts, out = Path(name, "texts"), Path(name, "out")
        if it.what == "kills":
            write_texts(texts, (it.articles or [20])[0], it.seed)
            return kills(texts, out, it.times, random.Random(it.seed))
        if it.what == "build" and it.folder is not None:
            return speed(it.folder, out)
        write_texts(texts, (it.articles or [200 if it.what == "build" else 1000])[0], it.seed)
        return speed(texts, out) if it.what == "build" else more(texts, out)


def write_texts(folder: Path, number: int, seed: int) -> None:
    """Writes invented articles as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in invented(number, seed):
        about = one.metadata
        words = list(dict.fromkeys(it.quote for it in one.statements))
        day = about.published.strftime("%B %d, %Y") if about.published else ""
        text = "\n\n".join(
            (
                about.title or "",
                f"{about.outlet}, {day}",
                *(" ".join(words[at : at + 4]) for at in range(0, len(words), 4)),
            )
        )
        (folder / about.file).write_text(text + "\n", encoding="utf-8")


def invented(number: int, seed: int) -> Iterator[Annotation]:
    """This many articles, in the form in which they would be read."""
    return World(number * CLAIMS_OF_ARTICLE, seed).articles(number * CLAIMS_OF_ARTICLE, CLAIMS_OF_ARTICLE)


# ------------------------------------------------------------------ reading and all the rest


def speed(texts: Path, out: Path) -> int:
    """Prints the tokens per second of the reader alone, in this process, and of whole builds."""
    from graph.extract.text.language import load
    from graph.read import find, read
    from graph.readers import DEFAULT, READERS

    documents = [read(path) for path in find([texts])]
    reader = READERS[DEFAULT]
    reader.prepare()
    tokens = sum(len(load().make_doc(it.text)) for it in documents)
    reader.read(documents[0])
    begun = time.perf_counter()
    for document in documents:
        reader.read(document)
    rates = {"the reader alone": tokens / (time.perf_counter() - begun)}
    for workers in (1, 2):
        begun = time.perf_counter()
        build(texts, out / str(workers), workers=workers)
        rates[f"a whole build, {workers} worker{'s' if workers > 1 else ''}"] = tokens / (time.perf_counter() - begun)
    alone, one, two = rates.values()
    print(f"{len(documents)} articles, {tokens:,} tokens, {os.cpu_count()} processors")
    for name, rate in rates.items():
        print(f"{name:28} {rate:8,.0f} tokens/s  {rate / alone:5.0%} of the reader alone")
    print(f"two workers over one: {two / one:.2f}")
    return 0


def more(texts: Path, out: Path) -> int:
    """Prints the seconds for a build, for one with one more article, and for one in which nothing has changed."""
    last = max(texts.iterdir())
    aside = last.rename(texts.parent / last.name)
    seconds = {"from scratch": _command(texts, out)}
    aside.rename(last)
    seconds["one more"] = _command(texts, out)
    seconds["nothing new"] = _command(texts, out)
    for name, it in seconds.items():
        print(f"{name:14} {it:8.2f} s  {it / seconds['from scratch']:7.1%}")
    stages = json.loads((out / "report.json").read_text(encoding="utf-8"))["stages"]
    print("one more: " + ", ".join(f"{name} {it['seconds']:.1f} s" for name, it in stages.items()))
    return 0


def _command(texts: Path, out: Path, *more: str) -> float:
    """The seconds that the command takes."""
    begun = time.perf_counter()
    subprocess.run(_build(texts, out, *more), check=True, capture_output=True)
    return time.perf_counter() - begun


def _build(texts: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "graph", "build", str(texts), "--output", str(out), *more]


# ------------------------------------------------------------------ growth


def stages(numbers: Sequence[int], limit: float) -> int:
    """Prints the stages after reading, in a separate process for each number; returns 1 if they grow too fast."""
    rows = []
    for number in numbers:
        command = [sys.executable, __file__, "stage", "--articles", str(number)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(f"{number:7,} articles: " + ", ".join(f"{name} {it:,}" for name, it in rows[-1].items()), flush=True)
    few, many = rows[0], rows[-1]
    times = math.log(numbers[-1] / numbers[0])
    growth = {name: math.log(many[name] / few[name]) / times for name in few if name.endswith(" s")}
    print("exponents: " + ", ".join(f"{name.removesuffix(' s')} {it:.2f}" for name, it in growth.items()))
    print(f"memory: {many['peak MB'] / few['peak MB']:.1f} times")
    return int(growth["resolve and assemble s"] > limit)


def stage(number: int, seed: int) -> dict[str, float]:
    """The processor seconds of each stage in this process, and the peak memory by its end."""
    with TemporaryDirectory() as name:
        cache, keys = Cache(Path(name, CACHE)), []
        for one in invented(number, seed):
            keys.append(hashlib.sha256(one.metadata.file.encode()).hexdigest())
            cache.put(keys[-1], one)
        found: dict[str, float] = {"begun MB": memory()}
        begun = time.process_time()
        with without_collector():
            decided = apply(Annotations(cache, [(it, None) for it in keys]), ())
        found |= {"resolve and assemble s": round(time.process_time() - begun, 2), "assembled MB": peak_memory()}
        found["claims"] = len(decided.knowledge.claims)
        begun = time.process_time()
        with without_collector():
            write(Content(decided.knowledge), Path(name, "out"))
        found |= {"write s": round(time.process_time() - begun, 2), "written MB": peak_memory()}
        begun = time.process_time()
        Path(name, "staged").mkdir()
        stage_store(Path(name, "out", CANONICAL), Path(name, "staged"), Path(name, "output"))
        found |= {"store s": round(time.process_time() - begun, 2), "peak MB": peak_memory()}
        return found


# ------------------------------------------------------------------ killed


def kills(texts: Path, out: Path, times: int, chance: random.Random) -> int:
    """Prints how often a build that was killed and resumed has the same bytes as a whole one, and what was kept."""
    more = ("--workers", "2", "--no-sparql")
    seconds = _command(texts, out / "whole", *more)
    whole = _bytes(out / "whole")
    same = again = kept = 0
    for number in range(times):
        output = out / str(number)
        process = subprocess.Popen(_build(texts, output, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, seconds))
        process.kill()
        process.wait()
        before = {it: it.stat().st_ino for it in (output / CACHE).glob("??/*") if not it.suffix}
        _command(texts, output, *more)
        same += _bytes(output) == whole
        kept += len(before)
        again += sum(it.stat().st_ino != inode for it, inode in before.items())
    print(f"{same} of {times} have the same bytes; of {kept} articles that were kept {again} were read again")
    return int(same < times or again > 0)


def _bytes(output: Path) -> list[bytes]:
    return [(output / name).read_bytes() for name in SAME]


if __name__ == "__main__":
    sys.exit(main())
