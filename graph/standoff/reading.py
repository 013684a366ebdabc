"""Standoff JSON as an annotation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from graph import json_schema
from graph.errors import AnnotationError, Fault
from graph.model import (
    DOCUMENT,
    Annotation,
    Attribution,
    Coverage,
    Deed,
    Entity,
    Filler,
    Mention,
    Metadata,
    Passage,
    Predication,
    Qualifiers,
    Reference,
    Silence,
    Silent,
    Span,
    Stance,
    Statement,
)
from graph.resources import read_text
from graph.standoff.writing import Json, words_of


@cache
def schema() -> Json:
    """The JSON Schema (2020-12) of standoff JSON, both as returned by `to_json` and as read."""
    parsed: Json = json.loads(read_text("standoff.schema.json"))
    return parsed


def faults(value: Any) -> Iterator[Fault]:
    """The faults that the schema finds in a JSON value: form, bounds and closed sets, but nothing about a text."""
    return json_schema.faults(value, schema())


def from_json(value: Any, *, text: str | None = None, file: str = "standoff JSON", bounds: bool = False) -> Annotation:
    """The annotation in a JSON value.

    If it has offsets without the words, the words are taken from `text`, the text of the document; without a `text`
    they are empty. Raises `AnnotationError`, which names `file` and the places, for a value that does not have the form
    of an annotation, and with `bounds` also for every other fault that the schema finds.
    `graph.readers.admission.check` checks whether it fits a document.
    """
    wrong = tuple(json_schema.faults(value, schema(), bounds=bounds)) or tuple(_odd_stances(value))
    if wrong:
        raise AnnotationError(file, wrong)
    return _Reader(text or "").annotation(value)


def _odd_stances(value: Json) -> Iterator[Fault]:
    known = [*map(str, Stance)]
    for number, claim in enumerate(value["claims"]):
        if claim["stance"] not in known:
            yield Fault(f"claims[{number}].stance", f"{claim['stance']!r} is none of {', '.join(known)}")


class _Reader:
    """Reads values of the right form; words that are left out are taken from a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def annotation(self, value: Json) -> Annotation:
        claims = [self._with_words(it) for it in value["claims"]]
        contents = tuple((it["claim"], it["text"]) for it in value["contents"]) if "contents" in value else None
        return Annotation(
            metadata=_metadata(value["document"]),
            mentions=tuple(self._mention(it) for it in value.get("mentions", ())),
            entities=tuple(_entity(it) for it in value["entities"]),
            attributions=tuple(_attribution(it) for it in value.get("attributions", ())),
            statements=tuple(self._statement(it) for it in claims),
            contents=words_of(claims) if contents is None else contents,
            passages=tuple(Passage(it["document"], _span(it), it["text"]) for it in value.get("passages", ())),
            rules=tuple(value.get("rules", {}).items()),
            reader=value.get("reader"),
            predications=tuple(_predication(it) for it in value.get("predications", ())),
            coverage=self._coverage(value["coverage"]) if "coverage" in value else None,
        )

    def _with_words(self, claim: Json) -> Json:
        """The claim, its content with the words, if known."""
        content = claim.get("content")
        if not self.text or content is None or "start" not in content or "text" in content:
            return claim
        return {**claim, "content": {**content, "text": _span(content).of(self.text)}}

    def _mention(self, it: Json) -> Mention:
        span = _span(it)
        words = it.get("text", span.of(self.text))
        return Mention(span, words, it["type"], it["entity"], it.get("rule", ""), it.get("score", 1.0))

    def _coverage(self, it: Json) -> Coverage:
        silent = ((_span(one), one["reason"], one.get("text")) for one in it["silent"])
        told = (Silent(span, span.of(self.text) if text is None else text, Silence(why)) for span, why, text in silent)
        return Coverage(it["telling"], tuple(told))

    def _statement(self, it: Json) -> Statement:
        evidence = _span(it["evidence"])
        return Statement(
            id=it["id"],
            subject=_reference(it["subject"]),
            relation=it["relation"],
            object=_reference(it["object"]) if it["object"] else None,
            stance=Stance(it["stance"]),
            speaker=it["speaker"],
            evidence=evidence,
            quote=it.get("quote", evidence.of(self.text)),
            rule=it["rule"],
            score=it["score"],
            qualifiers=_qualifiers(it.get("qualifiers", {})),
            content=_content(it.get("content")),
            relayed_by=tuple(it.get("relayed_by", ())),
            quoted=it.get("quoted", False),
            answers=it.get("answers"),
            plover=it.get("plover"),
            cameo=it.get("cameo"),
            deed=Deed(it["deed"]["predicate"], tuple(it["deed"].get("words", ()))) if "deed" in it else None,
            doing=(it.get("content") or {}).get("claim") if isinstance(_content(it.get("content")), Span) else None,
        )


def _metadata(it: Json) -> Metadata:
    return Metadata(
        file=it["file"],
        sha256=it["sha256"],
        title=it.get("title"),
        author=it.get("author"),
        published=_day(it.get("published")),
        outlet=it.get("outlet"),
        url=it.get("url"),
        language=it.get("language"),
        twin=it.get("twin"),
        agency=it.get("agency"),
        text_sha256=it.get("text_sha256"),
        correction=it.get("correction"),
        subtitle=it.get("subtitle"),
        section=it.get("section"),
    )


def _entity(it: Json) -> Entity:
    return Entity(
        id=it["id"],
        type=it["type"],
        label=it["label"],
        aliases=tuple(it.get("aliases", ())),
        country=it.get("country"),
        gender=it.get("gender"),
        offices=tuple(it.get("offices", ())),
        participants=tuple(it.get("participants", ())),
        place=it.get("place"),
        on=_day(it.get("on")),
        earliest=_day(it.get("earliest")),
        latest=_day(it.get("latest")),
        identifiers=tuple(it.get("identifiers", ())),
    )


def _attribution(it: Json) -> Attribution:
    source, cue = it.get("source"), it.get("cue")
    return Attribution(
        source=_span(source) if source else None,
        cue=_span(cue) if cue else None,
        content=tuple(_span(span) for span in it["content"]),
        kind=it["kind"],
        speaker=it.get("speaker"),
    )


def _predication(it: Json) -> Predication:
    told = it["predicate"]
    return Predication(
        span=_span(told),
        lemma=told["lemma"],
        kind=told["kind"],
        arguments=tuple(_filler(one) for one in it.get("arguments", ())),
        particle=told.get("particle", ""),
        negated=it.get("negated", False),
        turned_by=it.get("turned_by", ""),
        factuality=it.get("factuality", 3.0),
        voice=it.get("voice", DOCUMENT),
        relayed_by=tuple(it.get("relayed_by", ())),
    )


def _filler(it: Json) -> Filler:
    return Filler(it["role"], _span(it), it.get("preposition", ""), tuple(it.get("entities", ())))


def _qualifiers(it: Json) -> Qualifiers:
    def reference(name: str) -> Reference | None:
        return _reference(it[name]) if name in it else None

    return Qualifiers(
        as_=reference("as"),
        at=reference("at"),
        on=_day(it.get("on")),
        earliest=_day(it.get("earliest")),
        latest=_day(it.get("latest")),
        with_=tuple(_reference(one) for one in it.get("with", ())),
        regarding=reference("regarding"),
    )


def _content(it: Json | None) -> str | Span | None:
    if it is None:
        return None
    words: str | Span = _span(it) if "start" in it else it["claim"]
    return words


def _reference(it: Json) -> Reference:
    return Reference(it["entity"], _span(it))


def _span(it: Json) -> Span:
    return Span(it["start"], it["end"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
