"""Decisions about claims as sentences with markup, as in `tests/cases/*.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.decisions import Kind, Reading, Ruling
from graph.prefixes import slug
from graph.review.built import Built, names_of


def cases(built: Built, rulings: Iterable[Ruling], least: int = 1) -> str:
    """The sentences of decisions, with what must be read from them (+) and what must not (-).

    A decision is included only if its relation was judged in the same way in at least `least` articles. A name is
    written as in the sentence, so that the sentence can be read on its own.
    """
    several = sorted(it for it in rulings if it.kind.of_claim and it.sentence and it.reading)
    articles: dict[tuple[bool, str], set[str]] = {}
    for it in several:
        articles.setdefault(_kind(it), set()).add(it.file)
    lines: dict[str, dict[str, None]] = {}
    for it in several:
        if len(articles[_kind(it)]) >= least:
            text = " ".join(it.sentence.split())
            lines.setdefault(text, {}).update(dict.fromkeys(_marks(built, it, text)))
    return "".join(f"{text}\n{''.join(f'  {mark}{chr(10)}' for mark in marks)}" for text, marks in lines.items())


def _kind(it: Ruling) -> tuple[bool, str]:
    """Whether something was read correctly, and its relation."""
    return it.kind is Kind.RIGHT, Reading.parse(it.reading).relation


def _marks(built: Built, it: Ruling, text: str) -> Iterator[str]:
    yield f"{'+' if it.kind is Kind.RIGHT else '-'} {_alone(built, it.reading, text)}"
    if it.kind is Kind.MISREAD and it.value:
        yield f"+ {_alone(built, it.value, text)}"


def _alone(built: Built, reading: str, text: str) -> str:
    """A reading with the names that are used in its sentence."""
    it = Reading.parse(reading)
    speaker, subject, object = (_name_in(built, name, text) for name in (it.speaker, it.subject, it.object))
    return str(replace(it, speaker=speaker, subject=subject, object=object, more=""))


def _name_in(built: Built, name: str, text: str) -> str:
    """The longest name of an entity that occurs in a sentence, as an id."""
    known = [it for it in built.entities if it["id"] in built.by_name.get(name, ())]
    found = [slug(other) for it in known for other in names_of(it)[1:] if other in text]
    return max(found, key=lambda it: (len(it), it), default=name)
