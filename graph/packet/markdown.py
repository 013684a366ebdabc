"""A packet as Markdown: both sides with their sentences, the answers, the articles, and what was not read in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph import wording
from graph.explain.told import NO_ANSWER
from graph.packet.packet import Article, Packet, Passage, Subject
from graph.terminal import printable

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")


def to_markdown(packet: Packet) -> str:
    """The packet for reading and sending; what articles say is shown letter for letter and cannot act as markup."""
    numbers = {it.iri: number for number, it in enumerate(packet.articles, 1)}
    lines = [line for subject in packet.subjects for line in _subject(subject, numbers)]
    if packet.answers is not None:
        lines += ["## Answers", ""]
        lines += [line for it in packet.answers for line in _passage(it, numbers)] or [f"{NO_ANSWER.capitalize()}.", ""]
    lines += ["## Articles", ""]
    lines += [line for it in packet.articles for line in _article(it, numbers[it.iri])]
    lines += ["", "Read by a machine; each sentence is in its article letter for letter, at the offsets given.", ""]
    return "\n".join(lines)


def _subject(subject: Subject, numbers: dict[str, int]) -> Iterator[str]:
    yield f"# {_shown(subject.words)}"
    yield ""
    outlets = f"{subject.outlets} outlet{'' if subject.outlets == 1 else 's'}"
    origins = f"{subject.origins} origin{'' if subject.origins == 1 else 's'}"
    yield f"{'Disputed. ' if subject.disputed else ''}Reported by {outlets}, from {origins}. <{subject.iri}>"
    yield ""
    for side in subject.sides:
        yield f"## {side.stance.capitalize()}"
        yield ""
        for passage in side.passages:
            yield from _passage(passage, numbers)


def _passage(passage: Passage, numbers: dict[str, int]) -> Iterator[str]:
    saying = passage.saying
    origin = f", from {_shown(passage.origin)}" if passage.origin else ""
    place = f"article {numbers[saying.article]}, characters {passage.start} to {passage.end}{origin}"
    sure = f"reading confidence {saying.score:g}"
    yield f"- **{_shown(saying.who)}**: {_shown(saying.words)} ({saying.stance}; {place}; {sure})"
    yield ""
    yield f"  > {_shown(saying.quote)}"
    yield ""


def _article(article: Article, number: int) -> Iterator[str]:
    told = [article.headline, article.outlet, article.published, article.url]
    yield f"{number}. {_shown(', '.join(it for it in told if it) or article.file)}  "
    yield f"   File {_shown(article.file)}, SHA-256 {article.sha256}"
    for it in article.unread or ():
        yield f"   - Not read: characters {it.start} to {it.end}. {wording.silence(it.reason)}"
    if article.unread is None:
        yield "   - It is not known what was not read in it."


def _shown(text: str) -> str:
    """Text on one line in which nothing acts as Markdown or HTML."""
    plain = printable(text).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(r"\\\1", plain)
