"""Everything the page knows besides the drawing: articles, entities, propositions, claims and the words for them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from graph.model import Claim, Entity, KnowledgeGraph, Metadata, Proposition
from graph.ontology import Ontology
from graph.resources import read_text
from graph.view.drawing import Drawing, voice

FORMAT = 1
"""Version of the records; the page's scripts and this module change together."""

ACCUSES = "accuses"
"""The relation that the ledger of accusations lists."""

REPLY = "repliesTo"
"""The group of relations by which an accusation is answered."""

_LOOKS = ("view", "looks.json")

Record = dict[str, Any]


def records(kg: KnowledgeGraph, drawing: Drawing, ontology: Ontology) -> Record:
    """The page's data as JSON-able values: every record under its id, fields that are empty left out."""
    types = sorted({entity.type for entity in kg.entities})
    relations = sorted({p.relation for p in kg.propositions} | {line.relation for line in drawing.lines})
    return {
        "format": FORMAT,
        "documents": {document.id: _document(document) for document in kg.documents},
        "entities": {entity.id: _entity(entity, drawing) for entity in kg.entities},
        "propositions": {p.id: _proposition(p) for p in kg.propositions},
        "claims": {claim.id: _claim(claim) for claim in kg.claims},
        "disputes": [p.id for p in kg.disputes()],
        "types": {name: _type(name, ontology) for name in types},
        "relations": {name: _relation(name, ontology) for name in relations},
    }


def _document(document: Metadata) -> Record:
    return _plain(document, leave=("sha256", "language"))


def _entity(entity: Entity, drawing: Drawing) -> Record:
    return _plain(entity, leave=("id", "gender")) | {"weight": drawing.weights[entity.id]}


def _proposition(p: Proposition) -> Record:
    return _plain(p, leave=("id",))


def _claim(claim: Claim) -> Record:
    return _plain(claim, leave=("id", "evidence", "plover", "cameo")) | {"voice": voice(claim)}


def _plain(record: Any, leave: Iterable[str]) -> Record:
    """A frozen record as a dictionary without `leave` and without empty fields; `as_` loses its underscore."""
    out: Record = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in leave or value is None or value == () or value is False:
            continue
        out[each.name.rstrip("_")] = value.isoformat() if isinstance(value, date) else value
    return out


def _type(name: str, ontology: Ontology) -> Record:
    """Label, definition, and the looks of the class or of its nearest ancestor that has any."""
    looks: dict[str, Record] = json.loads(read_text(*_LOOKS))
    line = (name, *ontology.superclasses(name)) if name in ontology.classes else (name,)
    found = next((looks[each] for each in line if each in looks), looks["Entity"])
    if name not in ontology.classes:
        return {"label": name, "definition": "", **found}
    return {"label": ontology.classes[name].label, "definition": ontology.classes[name].definition, **found}


def _relation(name: str, ontology: Ontology) -> Record:
    known = ontology.relations.get(name)
    if known is None:
        return {"label": name, "definition": "", "kind": "", "accusation": False, "reply": False}
    return {
        "label": known.label,
        "definition": known.definition,
        "kind": known.kind,
        "accusation": name == ACCUSES,
        "reply": REPLY in known.parents,
    }
