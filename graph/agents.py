"""The authors and publishers of articles: persons in a byline, the outlet and the agency, as nodes in the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from graph import ontology
from graph.model import RESERVED, Entity, Metadata
from graph.prefixes import content_hash, slug
from graph.rulebook.tables import table

_ROMAN = ("II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Signed:
    """Entities, sorted by id, including those that sign articles; the other fields are their ids by document."""

    entities: tuple[Entity, ...]
    authors: dict[str, tuple[str, ...]]
    outlets: dict[str, str]
    agencies: dict[str, str]


def sign(entities: Iterable[Entity], documents: Iterable[Metadata]) -> Signed:
    """The entities, with the signers of the documents, which become nodes even if no article mentions them.

    Signers are identified by class and label, ignoring case and accents; agencies by any form of their name.
    Signing again changes nothing.
    """
    desk = _Desk(entities)
    authors: dict[str, tuple[str, ...]] = {}
    outlets: dict[str, str] = {}
    agencies: dict[str, str] = {}
    for about in sorted(documents, key=lambda it: it.id):
        authors[about.id] = tuple(dict.fromkeys(desk.node("Person", name) for name in authors_in(about.author or "")))
        for name, known in ((about.outlet, outlets), (about.agency, agencies)):
            if name and name.strip():
                known[about.id] = desk.node("Outlet", " ".join(name.split()))
    return Signed(tuple(desk.found[id] for id in sorted(desk.found)), authors, outlets, agencies)


def agency(name: str) -> str | None:
    """The name of the news agency of which `name` is a form; None if it is not an agency."""
    return _agencies().get(" ".join(name.casefold().split()))


def authors_in(byline: str) -> tuple[str, ...]:
    """The names of the persons in a byline; capitals are changed to the usual spelling, agencies are left out."""
    rules = _rules()
    parts = [" ".join(part.split()) for part in rules.between.split(byline)]
    parts = [part for part in parts if part]
    people = [part for part in parts if rules.agency.search(part) is None]
    if len(parts) > 1:
        named = [part for part in people if " " in part and not part[0].islower()]
        # "Roe, Jane" and "Mariana and Mateo" are not names when split; "Jane Roe, Bogota" contains one.
        people = named or ([" ".join(byline.split())] if people == parts else [])
    return tuple(map(_cased, people))


def _cased(name: str) -> str:
    """The usual spelling of a name in capitals: "JOSÉ DE LA TORRE" is José de la Torre."""
    if not name.isupper():
        return name
    first, *others = name.split()
    small = _rules().particles
    return " ".join([_capital(first), *(it.lower() if it.lower() in small else _capital(it) for it in others)])


def _capital(word: str) -> str:
    if word in _ROMAN:
        return word
    return f"Mc{word[2:].title()}" if word.startswith("MC") else word.title()


class _Desk:
    """Finds the signers among entities, and makes those that are missing."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.found = {it.id: it for it in entities}
        self._named: dict[tuple[str, str], str] = {}
        for id, it in sorted(self.found.items(), key=lambda item: (not _may_sign(item[1]), item[0])):
            if kind := _signs_as(it):
                self._named.setdefault((kind, _known_as(kind, it.label)), id)

    def node(self, kind: str, name: str) -> str:
        """The id of the entity that signs as `kind` under that name."""
        # A person with the name of a node of another class must not become that node.
        key = _known_as(kind, name)
        plain = slug(name)
        free = plain if plain not in {*RESERVED, *self.found} else f"{plain}-{content_hash(kind, plain)}"
        id = self._named.setdefault((kind, key), free)
        # What an article names as its outlet is an outlet, even if another article took it for some other organisation.
        known = self.found.get(id) or Entity(id, kind, name)
        self.found[id] = known if _may_sign(known) else replace(known, type=kind)
        return id


def _known_as(kind: str, label: str) -> str:
    return slug((agency(label) if kind == "Outlet" else None) or label)


def _may_sign(entity: Entity) -> bool:
    """Whether an entity is of a class whose instances write or publish articles."""
    return _writes(entity.type)


@cache
def _writes(kind: str) -> bool:
    return any(ontology.load().is_a(kind, it) for it in ("Person", "Outlet"))


def _signs_as(entity: Entity) -> str | None:
    """The role in which an entity may be in a byline, or None."""
    if ontology.load().is_a(entity.type, "Person"):
        return "Person"
    return "Outlet" if _may_sign(entity) or entity.type in ("Organization", "Company") else None


@dataclass(frozen=True, slots=True)
class _Rules:
    between: re.Pattern[str]
    agency: re.Pattern[str]
    particles: frozenset[str]


@cache
def _agencies() -> dict[str, str]:
    """The name of each agency by all its forms, in lower case."""
    rows = table("reading.toml")["agencies"]["names"]
    return {form.casefold(): name for name, *others in rows for form in (name, *others)}


@cache
def _rules() -> _Rules:
    sections = table("reading.toml")
    between, agency = (
        re.compile(sections["authors"][key], re.IGNORECASE | re.VERBOSE) for key in ("between", "agency")
    )
    return _Rules(between, agency, frozenset(sections["byline"]["particles"]))
