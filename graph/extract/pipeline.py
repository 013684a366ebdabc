"""The steps of extraction, one after the other: `annotate` is a pure function of one document."""

from __future__ import annotations

from dataclasses import replace

from graph.extract import nlp, rules
from graph.extract.arguments import ArgumentReader
from graph.extract.attribution import AttributionFinder, Speech
from graph.extract.coreference import Coreference
from graph.extract.entities import Node, Registry
from graph.extract.mentions import MentionFinder, Mentions
from graph.extract.nlp import Parsed
from graph.extract.patterns import PatternReader
from graph.extract.relations import RelationReader
from graph.extract.statements import StatementBuilder
from graph.model import (
    DOCUMENT,
    Annotation,
    Attribution,
    Document,
    Entity,
    Mention,
    Qualifiers,
    Reference,
    Span,
    Statement,
)

_TOP = "Entity"


def annotate(document: Document) -> Annotation:
    """Read one article: mentions, entities, attributions and statements, with ids local to the article."""
    tables = rules.load()
    parsed = nlp.parse(document)
    mentions = MentionFinder(parsed, tables).find()
    speeches = AttributionFinder(parsed, tables).find()
    coreference = Coreference(parsed, tables, mentions, speeches)
    coreference.run()
    arguments = ArgumentReader(parsed, tables, coreference)
    relations = RelationReader(parsed, tables, arguments, speeches).read()
    patterns = PatternReader(parsed, tables, arguments, speeches)
    relations += patterns.read() + patterns.located_by_visit(relations)
    statements = StatementBuilder(parsed, tables, arguments, speeches).build(relations)
    return _Finisher(parsed, mentions, coreference, speeches, statements).finish()


class _Finisher:
    """Replaces node keys by readable ids, and leaves out what nothing refers to."""

    def __init__(
        self,
        parsed: Parsed,
        mentions: Mentions,
        coreference: Coreference,
        speeches: list[Speech],
        statements: list[Statement],
    ) -> None:
        self.parsed = parsed
        self.mentions = mentions
        self.coreference = coreference
        self.registry: Registry = mentions.registry
        self.speeches = speeches
        self.statements = statements
        self.used = self._used()
        self.ids = {k: v for k, v in self.registry.ids().items() if k in self.used}

    def finish(self) -> Annotation:
        statements = tuple(self._statement(s) for s in self.statements)
        ordered = tuple(sorted(statements, key=lambda s: (s.evidence, s.id)))
        contents = tuple(
            (s.id, s.content.of(self.parsed.document.text)) for s in ordered if isinstance(s.content, Span)
        )
        return Annotation(
            metadata=self.parsed.document.metadata,
            mentions=self._mentions(),
            entities=tuple(sorted((self._entity(self.registry.nodes[k]) for k in self.ids), key=lambda e: e.id)),
            attributions=tuple(self._attribution(s) for s in self.speeches),
            statements=ordered,
            contents=contents,
        )

    def _used(self) -> set[str]:
        """Nodes of statements, what those refer to, and names that are more than the language model's guess."""
        keys: set[str] = set()
        for s in self.statements:
            references = [s.subject, s.object, s.qualifiers.as_, s.qualifiers.at]
            keys.update(self.registry.get(r.entity).key for r in references if r)
            keys.update(self.registry.get(k).key for k in (s.speaker, *s.relayed_by) if k not in (None, DOCUMENT))
        for node in self.registry.nodes.values():
            if node.key.startswith("name:") and node.decide() != _TOP and not self._only_modifies(node):
                keys.add(node.key)
            if node.type in ("Country", "Government", "City") and node.names:
                keys.add(node.key)
            if node.participants:
                keys.add(node.key)
        for key in sorted(keys):
            node = self.registry.get(key)
            more = [
                node.country,
                node.place,
                *node.participants,
                *(o.country for o in node.offices),
                *(o.organization for o in node.offices),
            ]
            keys.update(self.registry.get(k).key for k in more if k)
        return keys

    def _only_modifies(self, node: Node) -> bool:
        """Whether a single word is only ever a modifier of a common noun ("the Kfir fleet"), known to the model alone."""
        if len(node.display().split()) > 1 or max(node.votes.values(), default=0) > 1:
            return False
        found = [f for f in self.mentions.found if self.registry.get(f.key) is node]
        return all(
            self.parsed.doc[f.head].dep_ == "compound" and self.parsed.doc[f.head].head.pos_ == "NOUN" for f in found
        )

    def _id(self, key: str) -> str:
        return self.ids[self.registry.get(key).key]

    def _entity(self, node: Node) -> Entity:
        label = node.display()
        when = node.when
        return Entity(
            id=self._id(node.key),
            type=node.decide(),
            label=label,
            aliases=tuple(sorted(n for n in node.names if n != label)),
            country=self._id(node.country) if node.country else None,
            gender=node.gender,
            offices=tuple(sorted({self._office(o.label, o.country, o.organization) for o in node.offices if o.holder})),
            participants=tuple(sorted({self._id(k) for k in node.participants})),
            place=self._id(node.place) if node.place else None,
            on=when.on if when else None,
            earliest=when.earliest if when else None,
            latest=when.latest if when else None,
        )

    def _office(self, label: str, country: str | None, organization: str | None) -> str:
        """An office in words: "President of Colombia"."""
        target = country or organization
        return f"{label} of {self.registry.get(target).display()}" if country and target else label

    def _mentions(self) -> tuple[Mention, ...]:
        found: dict[Span, Mention] = {}
        for mention in self.mentions.found:
            self._add(found, self.parsed.span(mention.start, mention.end), mention.key, mention.rule, mention.score)
        for i, link in sorted(self.coreference.links.items()):
            if link and not link.rule.startswith("mention."):
                title = self.coreference.titles.get(i)
                span = self.parsed.span(title.start, title.end) if title else self.parsed.span(i, i + 1)
                self._add(found, span, link.key, link.rule, link.score)
        return tuple(found[s] for s in sorted(found))

    def _add(self, found: dict[Span, Mention], span: Span, key: str, rule: str, score: float) -> None:
        node = self.registry.get(key)
        if node.key in self.ids and span not in found:
            text = span.of(self.parsed.document.text)
            found[span] = Mention(span, text, node.decide(), self.ids[node.key], rule, score)

    def _attribution(self, speech: Speech) -> Attribution:
        quoted = any(self.parsed.quote_of[a] >= 0 for a, _ in speech.content)
        whole = all(self.parsed.quote_of[a] >= 0 for a, _ in speech.content)
        link = self.coreference.links.get(speech.source) if speech.source is not None else None
        source = self._source_span(speech.source) if speech.source is not None else None
        key = self.registry.get(link.key).key if link else None
        return Attribution(
            source=source,
            cue=self.parsed.span(*speech.cue) if speech.cue else None,
            content=tuple(self.parsed.span(a, b) for a, b in speech.content if b > a),
            kind="direct" if whole else "mixed" if quoted else "indirect",
            speaker=self.ids.get(key) if key else None,
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

    def _statement(self, s: Statement) -> Statement:
        q = s.qualifiers
        return replace(
            s,
            subject=self._reference(s.subject),
            object=self._reference(s.object) if s.object else None,
            speaker=self._id(s.speaker) if s.speaker not in (None, DOCUMENT) else s.speaker,  # type: ignore[arg-type]
            relayed_by=tuple(self._id(k) for k in s.relayed_by),
            qualifiers=replace(
                q if q else Qualifiers(),
                as_=self._reference(q.as_) if q.as_ else None,
                at=self._reference(q.at) if q.at else None,
            ),
        )

    def _reference(self, reference: Reference) -> Reference:
        return Reference(self._id(reference.entity), reference.span)
