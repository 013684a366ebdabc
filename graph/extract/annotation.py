"""The result of reading one article, with readable ids for node keys and without nodes to which nothing refers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Node
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.predication import Filler as ReadFiller
from graph.extract.predications.predication import Predication as Read
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.statements.statements import Statements
from graph.model import (
    DOCUMENT,
    Annotation,
    Attribution,
    Entity,
    Filler,
    Mention,
    Predication,
    Reference,
    Span,
    Stance,
    Statement,
)

_TOP = "Entity"


class AnnotationWriter:
    """Turns what was read in one article into an `Annotation`."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        speeches: Speeches,
        statements: Statements,
    ) -> None:
        self.parsed = parsed
        self.ontology = lexicon.ontology
        self.rules = lexicon.rules
        self.references = statements.references
        self.mentions = self.references.mentions
        self.entities = self.references.entities
        self.placed = lexicon.roles.classes.placed
        self.speeches = tuple(s for s in speeches.all if not s.writer)
        self.statements = statements.all
        used = self._used()
        self.ids = {k: v for k, v in self.entities.ids().items() if k in used}

    def write(self) -> Annotation:
        """Everything that was read, with ids, each kind of thing in a fixed order."""
        statements = tuple(self._statement(s) for s in self.statements)
        ordered = tuple(sorted(statements, key=_in_reading_order))
        contents = tuple(
            (s.id, s.content.of(self.parsed.document.text)) for s in ordered if isinstance(s.content, Span)
        )
        return Annotation(
            metadata=self.parsed.document.metadata,
            mentions=self._mentions(),
            entities=tuple(sorted((self._entity(self.entities.nodes[k]) for k in self.ids), key=lambda e: e.id)),
            attributions=tuple(self._attribution(s) for s in self.speeches),
            statements=ordered,
            contents=contents,
            rules=self.rules,
        )

    def with_predications(self, annotation: Annotation, found: Iterable[Read]) -> Annotation:
        """The annotation with the predications of its text, which mention only entities that are in the annotation."""
        return replace(annotation, predications=tuple(map(self._predication, found)))

    def _used(self) -> set[str]:
        """The nodes of statements, the nodes they refer to, and names that are more than the model's guess."""
        keys: set[str] = set()
        for s in self.statements:
            references = [s.subject, s.object, s.qualifiers.as_, s.qualifiers.at]
            keys.update(self.entities.get(r.entity).key for r in references if r)
            keys.update(self.entities.get(k).key for k in (s.speaker, *s.relayed_by) if k not in (None, DOCUMENT))
        keys.update(node.key for node in self.entities.nodes.values() if self._stands_alone(node))
        for key in sorted(keys):
            keys.update(self.entities.get(k).key for k in _referred(self.entities.get(key)))
        return keys

    def _stands_alone(self, node: Node) -> bool:
        """Whether a node is an entity of the article even if no statement mentions it."""
        if node.key.startswith("name:") and node.type != _TOP and not self._only_modifies(node):
            return True
        return bool(node.participants or node.type in self.placed or node.key.startswith("institution:"))

    def _only_modifies(self, node: Node) -> bool:
        """Whether a single word, known only to the model, always modifies a common noun ("the Kfir fleet")."""
        if len(node.label.split()) > 1 or node.strength > 1:
            return False
        heads = [self.parsed.doc[f.head] for f in self.mentions.found if self.entities.get(f.key).key == node.key]
        return all(h.dep_ == "compound" and h.head.pos_ == "NOUN" for h in heads)

    def _id(self, key: str) -> str:
        return self.ids[self.entities.get(key).key]

    def _entity(self, node: Node) -> Entity:
        label = node.label
        when = node.when
        return Entity(
            id=self._id(node.key),
            type=node.type,
            label=label,
            aliases=tuple(sorted(n for n in node.names if n != label)),
            country=self._id(node.country) if node.country else None,
            gender=node.gender,
            offices=tuple(sorted({self._office(o.label, o.country, o.organization) for o in node.offices if o.holder})),
            participants=tuple(sorted({self._id(k) for k in (*node.participants, *self._visited(node))})),
            place=self._id(node.place) if node.place and not self._visited(node) else None,
            on=when.on if when else None,
            earliest=when.earliest if when else None,
            latest=when.latest if when else None,
        )

    def _visited(self, event: Node) -> tuple[str, ...]:
        """The person an event was "at": somebody who is visited takes part in the visit and is not its place."""
        if event.place is None or self.ontology.is_a(self.entities.get(event.place).type, "Place"):
            return ()
        return (event.place,)

    def _office(self, label: str, country: str | None, organization: str | None) -> str:
        """An office in words: "President of Colombia", "Mayor of Lima"."""
        node = self.entities.get(country or organization or "") if country or organization else None
        placed = node is not None and (country or self.ontology.is_a(node.type, "Place"))
        return f"{label} of {node.label}" if node and placed else label

    def _mentions(self) -> tuple[Mention, ...]:
        found: dict[Span, Mention] = {}
        titles = {t.head: t for t in self.mentions.titles}
        for mention in (*self.mentions.found, *self.references.described.values()):
            self._add(found, self.parsed.span(mention.start, mention.end), mention.key, mention.rule, mention.score)
        for i, link in sorted(self.references.links.items()):
            if not link.rule.startswith("mention."):
                title = titles.get(i)
                span = self.parsed.span(title.start, title.end) if title else self.parsed.span(i, i + 1)
                self._add(found, span, link.key, link.rule, link.score)
        return tuple(found[s] for s in sorted(found))

    def _add(self, found: dict[Span, Mention], span: Span, key: str, rule: str, score: float) -> None:
        node = self.entities.get(key)
        if node.key in self.ids and span not in found:
            text = span.of(self.parsed.document.text)
            found[span] = Mention(span, text, node.type, self.ids[node.key], rule, score)

    def _attribution(self, speech: Speech) -> Attribution:
        if speech.extent:
            source = speech.extent.source and self.parsed.span(*speech.extent.source)
            cue, content = speech.extent.cue, speech.extent.content
        else:
            source = self._source_span(speech.source) if speech.source is not None else None
            cue, content = speech.cue, speech.content
        quoted = any(self.parsed.quote_of[a] >= 0 for a, _ in content)
        whole = all(self.parsed.quote_of[a] >= 0 for a, _ in content)
        speaker = self.references.meant_at(speech.source) if speech.source is not None else None
        return Attribution(
            source=source,
            cue=self.parsed.span(*cue) if cue else None,
            content=tuple(self.parsed.span(a, b) for a, b in content if b > a),
            kind="direct" if whole else "mixed" if quoted else "indirect",
            speaker=self.ids.get(self.entities.get(speaker).key) if speaker else None,
        )

    def _source_span(self, head: int) -> Span:
        """The noun phrase of a source."""
        sentence = self.parsed.sentence(head)
        indices = [t.i for t in self.parsed.doc[head].subtree if sentence.start <= t.i < sentence.end]
        cut = next(
            (t.i for t in self.parsed.doc[head].subtree if t.dep_ in ("relcl", "punct") and t.i > head),
            max(indices) + 1,
        )
        return self.parsed.span(min(indices), max(cut, head + 1))

    def _predication(self, read: Read) -> Predication:
        return Predication(
            span=self.parsed.span(read.head, read.head + 1),
            lemma=read.lemma,
            kind=read.kind.value,
            arguments=tuple(self._filler(f) for f in read.arguments),
            particle=read.particle,
            negated=read.polarity is Stance.DENIED,
            turned_by=read.turned_by,
            factuality=read.factuality,
            voice=DOCUMENT if read.voice == DOCUMENT else self.ids.get(read.voice or ""),
            relayed_by=tuple(self.ids[key] for key in read.relayed_by if key in self.ids),
        )

    def _filler(self, f: ReadFiller) -> Filler:
        entities = tuple(sorted(self.ids[key] for key in f.entities if key in self.ids))
        return Filler(f.role.value, self.parsed.span(f.start, f.end), f.preposition, entities)

    def _statement(self, s: Statement) -> Statement:
        q = s.qualifiers
        return replace(
            s,
            subject=self._reference(s.subject),
            object=self._reference(s.object) if s.object else None,
            speaker=s.speaker if s.speaker is None or s.speaker == DOCUMENT else self._id(s.speaker),
            relayed_by=tuple(self._id(k) for k in s.relayed_by),
            qualifiers=replace(
                q,
                as_=self._reference(q.as_) if q.as_ else None,
                at=self._reference(q.at) if q.at else None,
            ),
        )

    def _reference(self, reference: Reference) -> Reference:
        return Reference(self._id(reference.entity), reference.span)


def _in_reading_order(statement: Statement) -> tuple[Span, int, str]:
    """The sort key: sentence, then predicate. Ids are numbered by predicate; derived ones have a letter after it."""
    digits = "".join(c for c in statement.id if c.isdigit())
    return statement.evidence, int(digits) if statement.id[:1] == "s" else -1, statement.id


def _referred(node: Node) -> list[str]:
    """The keys of the nodes mentioned in the description of a node."""
    offices = (k for o in node.offices for k in (o.country, o.organization))
    return [k for k in (node.country, node.place, *node.participants, *offices) if k]
