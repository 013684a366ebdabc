"""How much of the article in a saved page is read, and how much else: `pages.py PATH/TO/pages-dev [--time]`.

The folder is one from the article-extraction-benchmark: `ground-truth.json` with the body of each article, and the
pages in `html/`. A word counts as often as it occurs. The figure of trafilatura alone, with its default settings, is
printed next to ours. With `--time` it prints the processor time for extraction and for everything else in reading an
article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import fmean
from time import process_time

import trafilatura

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.formats.html import page
from graph.read.input_formats import HEAD, Inside, recognised

_WORD = re.compile(r"\w+")
_BODY = (None, BlockKind.HEADING, BlockKind.PARAGRAPH)


def measure(found: str, truth: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words in a text, from 0 to 1."""
    own, wanted = (Counter(_WORD.findall(it.lower())) for it in (found, truth))
    right = (own & wanted).total()
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / own.total(), right / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def ours(data: bytes, url: str) -> str:
    """The paragraphs and headings that are read from a page."""
    try:
        content = page(data, url, {"url": url})
    except InputError:
        return ""
    return "\n".join(it.span.of(content.text) for it in content.blocks or () if it.kind in _BODY)


def alone(data: bytes, url: str) -> str:
    """What trafilatura takes as the article."""
    return trafilatura.extract(data, url=url, include_comments=False) or ""


def corpus(folder: Path) -> Iterator[tuple[bytes, str, str]]:
    """Each page with its address and the body of its article."""
    truth: Mapping[str, Mapping[str, str]] = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, it in sorted(truth.items()):
        yield gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), it["url"], it["articleBody"]


def rows(folder: Path) -> Iterator[str]:
    """The measures as lines."""
    pages = list(corpus(folder))
    yield f"pages {len(pages)}"
    readers: dict[str, Callable[[bytes, str], str]] = {"Rashomon": ours, "trafilatura": alone}
    for name, read in readers.items():
        measured = [measure(read(data, url), body) for data, url, body in pages]
        precision, recall, f1 = (fmean(it) for it in zip(*measured, strict=True))
        yield f"{name:12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def times(folder: Path) -> Iterator[str]:
    """The processor time for extraction, and for everything done with the text afterwards."""
    from graph.read.article import read_inside
    from graph.readers import DEFAULT, READERS, read_with

    READERS[DEFAULT].prepare()
    page(b"<p>The minister said no.</p>" * 10, "the libraries are loaded", {})
    taken, all_else = 0.0, 0.0
    for data, url, _ in corpus(folder):
        format = recognised(data[:HEAD], "page.html")
        assert format is not None
        begun = process_time()
        with suppress(InputError):
            page(data, url, {"url": url})
        between = process_time()
        try:
            document = read_inside(Inside(url, data, format, {"url": url}), Path("pages"))
            read_with(DEFAULT, document, url)
        except InputError:
            continue  # in another language
        taken, all_else = taken + between - begun, all_else + process_time() - between - (between - begun)
    yield f"extraction {taken:.1f} s, all else {all_else:.1f} s: {taken / all_else:.1%}"


def main() -> None:
    """Prints the measures, or the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time", action="store_true")
    told = parser.parse_args()
    for line in rows(told.folder):
        print(line)
    for line in times(told.folder) if told.time else ():
        print(line)


if __name__ == "__main__":
    main()
