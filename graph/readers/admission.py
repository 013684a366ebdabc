"""The check on every annotation before it may enter a graph: `check` says what is wrong with it, whoever made it.

A graph rests on two promises: what it quotes is in the article letter for letter, and it says nothing that its ontology
does not know. So an annotation, even from one of our own readers, is compared with its document, with itself and with
the ontology before anything is made from it; this takes 0.3 % of the time that reading takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from graph import ontology
from graph.copies.sketches import sketch
from graph.errors import AnnotationError, Fault
from graph.json_schema import nearest
from graph.model import (
    DOCUMENT,
    LONGEST_EVIDENCE,
    Annotation,
    Coverage,
    Document,
    Entity,
    Qualifiers,
    Reference,
    Span,
    Stance,
    Statement,
)
from graph.readers.paragraphs import Paragraphs, passages
from graph.texts import packed

_SHORTCUT = "classifiedAs"
_CLASSIFIES = "classifiesAs"
_DOES = "does"


def admitted(annotation: Annotation, document: Document, file: str, *, texts: bool = False) -> Annotation:
    """The annotation, if it may enter a graph, with the passages of its evidence, its sketch, and its text.

    With `texts` its passages are the whole text. Raises `AnnotationError`, which names `file`, if the
    annotation may not enter a graph.
    """
    if wrong := check(annotation, document):
        raise AnnotationError(file, wrong)
    text = packed(document.text) if document.metadata.text_sha256 else None
    parts = tuple(passages(annotation, document, whole=texts))
    return replace(annotation, passages=parts, whole=texts, sketch=sketch(document), text=text)


def check(annotation: Annotation, document: Document) -> tuple[Fault, ...]:
    """All faults that keep the annotation of a document out of a graph; places refer to its standoff JSON.

    Its SHA-256 must be that of the document; quotes, mentions, contents, passages and silent sentences must be at their
    offsets letter for letter; evidence must be within one paragraph and not longer than `LONGEST_EVIDENCE`; offsets
    must be inside the text; classes, relations and codes must be in the ontology; ids must be unique and refer to
    something allowed; scores must be from 0 to 1; claims without a source must be hedged; a day must be within its
    interval.
    """
    return tuple(_Check(annotation, document).faults())


class _Check:
    """Compares one annotation with its document, with itself and with the ontology."""

    def __init__(self, annotation: Annotation, document: Document) -> None:
        self.it = annotation
        self.document = document
        self.text = document.text
        self.paragraphs = Paragraphs(document)
        self.types = {one.id: one.type for one in annotation.entities}
        self.claims = {one.id: one for one in annotation.statements}
        self.known = ontology.load()

    def faults(self) -> Iterator[Fault]:
        """All faults, in the order of the JSON."""
        yield from self._metadata()
        yield from self._twice("entities", (one.id for one in self.it.entities))
        yield from self._twice("claims", (one.id for one in self.it.statements))
        for number, mention in enumerate(self.it.mentions):
            place = f"mentions[{number}]"
            yield from self._words(mention.span, mention.text, place, "text")
            yield from self._class(mention.type, f"{place}.type")
            yield from self._entity(mention.entity, f"{place}.entity")
            yield from _score(mention.score, f"{place}.score")
        for number, entity in enumerate(self.it.entities):
            yield from self._node(entity, f"entities[{number}]")
        yield from self._attributions()
        for number, statement in enumerate(self.it.statements):
            yield from self._claim(statement, f"claims[{number}]")
        yield from self._contents()
        for number, passage in enumerate(self.it.passages):
            yield from self._words(passage.span, passage.text, f"passages[{number}]", "text")
        yield from self._coverage()

    def _metadata(self) -> Iterator[Fault]:
        about, own = self.it.metadata, self.document.metadata
        if about.sha256 != own.sha256:
            yield Fault("document.sha256", f"is not that of {own.file}, which is {own.sha256}")
        if about.file != own.file:
            yield Fault("document.file", f"is {about.file!r}, but the document is {own.file!r}")

    def _twice(self, place: str, ids: Iterable[str]) -> Iterator[Fault]:
        seen: Counter[str] = Counter()
        for number, id in enumerate(ids):
            if seen[id]:
                yield Fault(f"{place}[{number}].id", f"{id!r} occurs twice")
            seen[id] += 1

    def _node(self, entity: Entity, place: str) -> Iterator[Fault]:
        if entity.id == DOCUMENT:
            yield Fault(f"{place}.id", f"{DOCUMENT!r} is the article itself")
        yield from self._class(entity.type, f"{place}.type")
        if not entity.label.strip():
            yield Fault(f"{place}.label", "is empty")
        for number, alias in enumerate(entity.aliases):
            if not alias.strip():
                yield Fault(f"{place}.aliases[{number}]", "is empty")
        if entity.country is not None:
            yield from self._entity(entity.country, f"{place}.country")
        if entity.place is not None:
            yield from self._entity(entity.place, f"{place}.place", ("Place",))
        for number, id in enumerate(entity.participants):
            yield from self._entity(id, f"{place}.participants[{number}]")
        yield from _time(entity, place)

    def _attributions(self) -> Iterator[Fault]:
        for number, one in enumerate(self.it.attributions):
            place = f"attributions[{number}]"
            for name, span in (("source", one.source), ("cue", one.cue)):
                if span is not None:
                    yield from self._inside(span, f"{place}.{name}")
            for part, span in enumerate(one.content):
                yield from self._inside(span, f"{place}.content[{part}]")
            if one.speaker is not None:
                yield from self._entity(one.speaker, f"{place}.speaker")

    def _coverage(self) -> Iterator[Fault]:
        told = self.it.coverage or Coverage()
        for number, one in enumerate(told.silent):
            yield from self._words(one.span, one.text, f"coverage.silent[{number}]", "text")
        if told.claimed < 0:
            yield Fault("coverage.telling", f"is {told.telling}, but {len(told.silent)} sentences are silent")

    def _claim(self, it: Statement, place: str) -> Iterator[Fault]:
        yield from self._reference(it.subject, f"{place}.subject")
        yield from self._relation(it.relation, f"{place}.relation")
        if it.object is not None:
            yield from self._reference(it.object, f"{place}.object")
        yield from self._qualifiers(it, place)
        yield from self._said(it, place)
        yield from self._voice(it, place)
        yield from self._evidence(it, place)
        if not it.rule.strip():
            yield Fault(f"{place}.rule", "is empty; name what read the claim")
        yield from _score(it.score, f"{place}.score")
        if it.plover is not None and it.plover not in _plover():
            yield Fault(f"{place}.plover", f"{it.plover!r} is not a class of PLOVER: {', '.join(sorted(_plover()))}")

    def _relation(self, name: str, place: str) -> Iterator[Fault]:
        if name == _SHORTCUT:
            yield Fault(place, f"say {_CLASSIFIES}, with the category as qualifier: {_SHORTCUT} follows from it")
        elif name not in self.known.relations:
            yield Fault(place, f"{name!r} is not a relation of the ontology{_near(name, self.known.relations)}")

    def _qualifiers(self, it: Statement, place: str) -> Iterator[Fault]:
        about, place = it.qualifiers, f"{place}.qualifiers"
        for name, reference, classes in (
            ("as", about.as_, ("Category", "Office")),
            ("at", about.at, ("Place",)),
            ("regarding", about.regarding, ()),
        ):
            if reference is not None:
                yield from self._reference(reference, f"{place}.{name}", classes)
        for number, reference in enumerate(about.with_):
            yield from self._reference(reference, f"{place}.with[{number}]")
        if it.relation == _CLASSIFIES and (about.as_ is None or not self._is_a(about.as_.entity, ("Category",))):
            yield Fault(f"{place}.as", f"must be a Category if the relation is {_CLASSIFIES}")
        yield from _time(about, place)

    def _said(self, it: Statement, place: str) -> Iterator[Fault]:
        """Faults in what a claim says about other claims."""
        if it.said is not None:
            yield from self._other(it.said, f"{place}.content.claim")
            if self._contains_itself(it):
                yield Fault(f"{place}.content.claim", "leads back to the claim itself")
        if isinstance(it.content, Span):
            yield from self._inside(it.content, f"{place}.content")
        if (it.deed is not None) != (it.relation == _DOES):
            yield Fault(f"{place}.deed", f"is only for the relation {_DOES}")
        elif it.deed is not None and not isinstance(it.content, Span):
            yield Fault(f"{place}.content", f"must be the words if the relation is {_DOES}")
        if it.answers is not None:
            yield from self._other(it.answers, f"{place}.answers")
            if it.answers == it.id:
                yield Fault(f"{place}.answers", "is the claim itself")

    def _other(self, id: str, place: str) -> Iterator[Fault]:
        if id not in self.claims:
            yield Fault(place, f"there is no claim {id!r}")

    def _contains_itself(self, it: Statement) -> bool:
        """Whether a claim is part of its own content, directly or indirectly."""
        seen: set[str] = set()
        content = it.said
        while content is not None and content in self.claims and content not in seen:
            if content == it.id:
                return True
            seen.add(content)
            content = self.claims[content].said
        return False

    def _voice(self, it: Statement, place: str) -> Iterator[Fault]:
        if it.speaker is None and it.stance is not Stance.HEDGED:
            yield Fault(f"{place}.stance", f"must be {Stance.HEDGED} if no speaker is named")
        for name, id in (("speaker", it.speaker), *((f"relayed_by[{n}]", id) for n, id in enumerate(it.relayed_by))):
            if id not in (None, DOCUMENT):
                yield from self._entity(str(id), f"{place}.{name}")

    def _evidence(self, it: Statement, place: str) -> Iterator[Fault]:
        outside = list(self._words(it.evidence, it.quote, f"{place}", "quote", "evidence"))
        yield from outside
        length = it.evidence.end - it.evidence.start
        if length > LONGEST_EVIDENCE:
            yield Fault(f"{place}.evidence", f"has {length} characters; at most {LONGEST_EVIDENCE} are allowed")
        elif not outside and self.paragraphs.of(it.evidence) is None:
            yield Fault(f"{place}.evidence", "is not within one paragraph")

    def _contents(self) -> Iterator[Fault]:
        """Faults in the words of contents, which the JSON has in its claims."""
        words = dict(self.it.contents)
        for number, it in enumerate(self.it.statements):
            if isinstance(it.content, Span) and it.id in words and self._is_inside(it.content):
                yield from self._words(it.content, words[it.id], f"claims[{number}].content", "text")

    def _reference(self, it: Reference, place: str, classes: tuple[str, ...] = ()) -> Iterator[Fault]:
        yield from self._inside(it.span, place)
        yield from self._entity(it.entity, f"{place}.entity", classes)

    def _entity(self, id: str, place: str, classes: tuple[str, ...] = ()) -> Iterator[Fault]:
        if id not in self.types:
            yield Fault(place, f"there is no entity {id!r}")
        elif classes and not self._is_a(id, classes):
            yield Fault(place, f"{id!r} is not of the class {' or '.join(classes)}")

    def _is_a(self, entity: str, classes: tuple[str, ...]) -> bool:
        return any(self.known.is_a(self.types.get(entity, ""), it) for it in classes)

    def _class(self, name: str, place: str) -> Iterator[Fault]:
        if not self.known.is_a(name, "Entity"):
            yield Fault(place, f"{name!r} is not a class of entities in the ontology{_near(name, self.known.classes)}")

    def _words(self, span: Span, words: str, place: str, name: str, of: str | None = None) -> Iterator[Fault]:
        """Faults in words that must be at their offsets letter for letter."""
        outside = list(self._inside(span, f"{place}.{of}" if of else place))
        yield from outside
        if not outside and words != span.of(self.text):
            yield Fault(f"{place}.{name}", f"is not what the text has from {span.start} to {span.end}")

    def _inside(self, span: Span, place: str) -> Iterator[Fault]:
        if not self._is_inside(span):
            yield Fault(
                place, f"from {span.start} to {span.end} is not a stretch of a text of {len(self.text)} characters"
            )

    def _is_inside(self, span: Span) -> bool:
        return 0 <= span.start < span.end <= len(self.text)


def _score(score: float, place: str) -> Iterator[Fault]:
    if not 0 <= score <= 1:
        yield Fault(place, f"{score} is not from 0 to 1")


def _time(it: Entity | Qualifiers, place: str) -> Iterator[Fault]:
    """Faults in a day and an interval: a known day is both ends of its interval."""
    if it.on is not None and (it.earliest, it.latest) != (it.on, it.on):
        yield Fault(f"{place}.on", "earliest and latest must be the same day")
    elif it.earliest is not None and it.latest is not None and it.earliest > it.latest:
        yield Fault(f"{place}.earliest", f"{it.earliest} is after the latest day, {it.latest}")


def _near(name: str, known: Iterable[str]) -> str:
    """The names most similar to an unknown one, as a question."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""


@cache
def _plover() -> frozenset[str]:
    relations = ontology.load().relations.values()
    codes = (code for it in relations for code in (it.plover, it.negated_plover, it.intended_plover))
    return frozenset(code for code in codes if code is not None)
