"""The data of the page: articles, entities, propositions, claims, lines and the words for them.

Records of one kind form a table of columns, so that a hundred thousand of them are small and quick to read.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph import wording
from graph.agents import sign
from graph.model import Claim, Entity, KnowledgeGraph, Passage, Proposition, Span, Stance
from graph.ontology import Ontology
from graph.prefixes import DEFAULT_BASE, prefixes
from graph.resources import read_text
from graph.view.decidable import decidable
from graph.view.drawing import STATED, Drawing, Line, voice
from graph.view.regions import Region

FORMAT = 7
"""The version of the records; the page's scripts and this module must change together."""

ACCUSES = "accuses"
"""The relation for accusing somebody, which the ledger of accusations lists."""

FACES = "facesAccusation"
"""The relation for being accused by somebody unnamed, which it also lists."""

CLASSIFIES = "classifiesAs"
"""The relation that the matrix of labels shows."""

OFFICIAL = "officialOf"
"""The relation for holding an office."""

REPLY = "repliesTo"
"""The group of relations for answering an accusation."""

AGAINST = "speaksAgainst"
"""The group of relations that dispute what they answer, if they are also answers."""

_LOOKS = ("view", "looks.json")
_QUERY = ("view", "claim.rq")

Record = dict[str, Any]
Table = dict[str, list[Any]]
"""Columns by name, all of the same length; None for a record without the field."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of entities: of all if they can be drawn at once, else only of those drawn when the page opens.

    The entities in the groups in `aside` have no places.
    """

    places: Mapping[str, tuple[int, int]]
    regions: tuple[Region, ...]
    aside: tuple[tuple[str, ...], ...]


def records(
    kg: KnowledgeGraph, drawing: Drawing, ontology: Ontology, layout: Layout, base: str = DEFAULT_BASE
) -> Record:
    """The page's data as values for JSON; IRIs of the RDF data are under `base`.

    Propositions and passages are referred to by their number.
    """
    types = sorted({entity.type for entity in kg.entities})
    relations = sorted({p.relation for p in kg.propositions} | {line.relation for line in drawing.lines})
    number = {p.id: i for i, p in enumerate(kg.propositions)}
    context = _Context(kg.passages)
    claims = [_claim(claim, number, context) for claim in kg.claims]
    held = titles(kg)
    forms = list(wording.patterns(kg.propositions))
    form = {it: n for n, it in enumerate(dict.fromkeys(forms))}
    return {
        "format": FORMAT,
        "documents": _table(_documents(kg)),
        "entities": _table(_entity(entity, drawing, layout.places, held.get(entity.id)) for entity in kg.entities),
        "propositions": _table(
            _proposition(p, number) | {"form": form[of]} for p, of in zip(kg.propositions, forms, strict=True)
        ),
        "forms": list(form),
        "words": wording.words(),
        **_passages(kg),
        "claims": _table(claims),
        "silent": _table(_silent(kg, context)),
        "lines": _table(_line(line, number) for line in drawing.lines),
        **_queried(base),
        "regions": [{"members": it.members, "articles": it.articles, "name": it.name} for it in layout.regions],
        "aside": layout.aside,
        **_contested(kg),
        "decidable": decidable(kg, ontology),
        "types": {name: _type(name, ontology) for name in types},
        "relations": {name: _relation(name, ontology) for name in relations},
    }


def _contested(kg: KnowledgeGraph) -> Record:
    """What is in dispute, what others report differently, and the reasons."""
    rivals = [[it.left, it.right] for it in kg.rivals]
    return {"disputes": [p.id for p in kg.disputes()], "rivals": rivals, "because": _because(kg)}


def _queried(base: str) -> Record:
    """The namespace of propositions in the RDF, and the query for the claims about one proposition."""
    return {"prefix": prefixes(base)["prop"], "query": read_text(*_QUERY)}


def _passages(kg: KnowledgeGraph) -> Record:
    """The passages that contain sentences, with the start of each in code points and the number of its article."""
    number = {it.id: n for n, it in enumerate(kg.documents)}
    return {
        "passages": [it.text for it in kg.passages],
        "starts": [it.span.start for it in kg.passages],
        "within": [number[it.document] for it in kg.passages],
    }


class _Context:
    """Finds the passage that contains a sentence."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.of: dict[str, list[tuple[int, int, Passage]]] = {}
        for i, passage in enumerate(passages):
            self.of.setdefault(passage.document, []).append((passage.span.start, i, passage))
        for each in self.of.values():
            each.sort(key=lambda it: it[:2])

    def find(self, document: str, span: Span, quote: str) -> Record:
        """The passage of a quote and the quote's place there, in the UTF-16 code units of JavaScript.

        If the quote is in no passage, the quote itself and its place in the article, in code points.
        """
        known = self.of.get(document, [])
        at = bisect_right(known, span.start, key=lambda it: it[0]) - 1
        if at < 0:
            return {"quote": quote, "at": span.start}
        start, number, passage = known[at]
        begin, end = span.start - start, span.end - start
        if passage.text[begin:end] != quote:
            return {"quote": quote, "at": span.start}
        before = _units(passage.text[:begin])
        return {"passage": number, "start": before, "end": before + _units(quote)}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _table(rows: Iterable[Record]) -> Table:
    listed = list(rows)
    names = sorted({name for row in listed for name in row})
    return {name: [row.get(name) for row in listed] for name in names}


_OWN = ("at", "on", "earliest", "latest")
"""The place and time of a claim, which its sentence also gives."""


def _documents(kg: KnowledgeGraph) -> Iterator[Record]:
    outlets = sign(kg.entities, kg.documents).outlets
    revised = {it.document: it.source for it in kg.sources if it.revises}
    coverage = dict(kg.coverage)
    whole = set(kg.whole)
    for it in kg.documents:
        known = _plain(it, leave=("language", "twin", "agency")) | ({"whole": True} if it.id in whole else {})
        more = {"publisher": outlets.get(it.id), "revises": revised.get(it.id)}
        told = coverage.get(it.id)
        sentences = {"telling": told.telling, "claimed": told.claimed} if told else {}
        yield {"id": it.id} | known | {key: id for key, id in more.items() if id} | sentences


def _because(kg: KnowledgeGraph) -> Record:
    """One sentence for each proposition that is in dispute or has a rival, saying why."""
    found: dict[str, list[str]] = {}
    for id, why in kg.because:
        found.setdefault(id, []).append(why)
    return {id: "; ".join(several) for id, several in found.items()}


def _silent(kg: KnowledgeGraph, context: _Context) -> Iterator[Record]:
    """The silent sentences, with their words or the place of their words in a passage."""
    for document, coverage in kg.coverage:
        for it in coverage.silent:
            id = f"{document}-{it.span.start}"
            yield {"id": id, "document": document, "reason": str(it.reason)} | context.find(document, it.span, it.text)


def titles(kg: KnowledgeGraph) -> dict[str, list[str]]:
    """The offices of each entity in words: those that an article itself states and nobody denies.

    `graph.explain.facts` finds the offices for `rashomon explain` in the same way.
    """
    labels = {it.id: it.label for it in kg.entities}
    stated = {it.proposition for it in kg.claims if voice(it) == STATED and not it.relayed_by}
    stated -= {it.proposition for it in kg.claims if it.stance is Stance.DENIED}
    held: dict[str, set[str]] = {}
    for it in kg.propositions:
        if it.relation == OFFICIAL and it.id in stated:
            office = " of ".join([labels.get(it.as_ or "", "official"), *filter(None, [labels.get(it.object or "")])])
            held.setdefault(it.subject, set()).add(office)
    for entity in kg.entities:
        known = held.setdefault(entity.id, set())
        plain = {labels[office] for office in entity.offices if office in labels}
        known |= {office for office in plain if not any(it.startswith(office) for it in known)}
    return {id: sorted(offices) for id, offices in held.items() if offices}


def _entity(entity: Entity, drawing: Drawing, places: Mapping[str, tuple[int, int]], held: list[str] | None) -> Record:
    record = _plain(entity, leave=("gender", "offices")) | _when(entity)
    if held:
        record["titles"] = held
    if entity.id in drawing.sizes:
        record["size"] = drawing.sizes[entity.id]
    if entity.id in places:
        record["x"], record["y"] = places[entity.id]
    return record


def _proposition(p: Proposition, number: Mapping[str, int]) -> Record:
    record = _plain(p, leave=("content", "deed", "broader")) | _when(p)
    return record | ({"content": number[p.content]} if p.content is not None and p.content in number else {})


def _when(it: Entity | Proposition) -> Record:
    told = wording.when(it.on, it.earliest, it.latest)
    return {"when": told} if told else {}


def _claim(claim: Claim, number: Mapping[str, int], context: _Context) -> Record:
    record = _plain(claim, leave=("proposition", "evidence", "quote", "plover", "cameo", *_OWN))
    return (
        record
        | {"proposition": number[claim.proposition], "voice": voice(claim)}
        | context.find(claim.document, claim.evidence, claim.quote)
    )


def _line(line: Line, number: Mapping[str, int]) -> Record:
    record = _plain(line, leave=("source", "target", "label", "propositions", "voices", "claims", "disputed"))
    part = {"part": list(line.label)} if line.label else {}
    propositions = [number[id] for id in line.propositions]
    return record | part | {"from": line.source, "to": line.target, "propositions": propositions}


def _plain(record: Any, leave: Iterable[str]) -> Record:
    """A frozen record as a dictionary, without the fields in `leave` and empty ones; `as_` loses its underscore."""
    out: Record = {}
    for name in record.__slots__:
        value = getattr(record, name)
        if value is None or value == () or value is False or name in leave:
            continue
        out[name.rstrip("_")] = value.isoformat() if isinstance(value, date) else value
    return out


def _type(name: str, ontology: Ontology) -> Record:
    """The label, the definition, and the appearance of the class or of its nearest ancestor that has one."""
    looks: dict[str, Record] = json.loads(read_text(*_LOOKS))
    line = (name, *ontology.superclasses(name)) if name in ontology.classes else (name,)
    found = next((looks[each] for each in line if each in looks), looks["Entity"])
    if name not in ontology.classes:
        return {"label": name, "definition": "", **found}
    return {"label": ontology.classes[name].label, "definition": ontology.classes[name].definition, **found}


def _relation(name: str, ontology: Ontology) -> Record:
    marks = {
        "accusation": name == ACCUSES,
        "faces": name == FACES,
        "labels": name == CLASSIFIES,
        "verb": wording.spoken(name),
        "plain": wording.plain(name),
        "lead": wording.before_content(name),
        "as": wording.as_on_edge(name),
    }
    known = ontology.relations.get(name)
    if known is None:
        unknown = {"definition": "", "kind": "", "reply": False, "disputes": False, "symmetric": False}
        return {"label": name, **unknown, **marks}
    return {
        "label": known.label,
        "definition": known.definition,
        "kind": known.kind,
        "reply": REPLY in known.parents,
        "symmetric": known.symmetric,
        "disputes": {REPLY, AGAINST} <= set(known.parents),
        **marks,
    }
