"""Decisions about entities: which are the same, which are not, and the class of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph import ontology
from graph.decisions.naming import Keys, Names
from graph.decisions.ruling import Kind, Ruling
from graph.model import NO_LINKS, Annotation, Entity, Links, LocalId, Qualifiers, Resolution
from graph.resolve import Resolver, resolve

Reasons = dict[Ruling, str | None]
"""Why each decision could not be applied; None if it was."""

Sides = dict[Ruling, tuple[Keys, Keys]]
"""The two sides of a decision about two entities, as entities of articles."""

_GROUPS = (("Category", "Office"), ("Event", "Deal"))
"""Groups of classes with different uses: an entity of one group cannot become one of another."""

_KINDS = "one is a country, an event or a category and the other is not; decide the type of one of them first"


@dataclass(frozen=True, slots=True)
class Settled:
    """Annotations with the classes that people decided, with which of their entities are the same, and the results.

    `classed` are the nodes to which each decision gives a class.
    """

    annotations: Sequence[Annotation]
    resolution: Resolution
    reasons: Reasons
    classed: Mapping[Ruling, str]


def settled(annotations: Sequence[Annotation], rulings: Iterable[Ruling], listed: Sequence[Entity] = ()) -> Settled:
    """Applies what people decided about the entities of articles; `listed` are known people and bodies.

    A node may get a name only through other decisions, so names are looked up until no more are found.
    """
    several = sorted(rulings)
    about_two = [it for it in several if it.kind in (Kind.SAME, Kind.DIFFERENT)]
    links, found, sides, reasons = _linked(annotations, about_two, listed)
    types = [it for it in several if it.kind is Kind.TYPE]
    classes, keys = _classes(Names(annotations, found), types, reasons) if types else ({}, {})
    if classes:
        annotations = [_retyped(it, classes) for it in annotations]
        found = _with_classes(resolve(annotations, listed, links), classes)
    for it, (one, other) in sides.items():
        if it.kind is Kind.SAME and len({found.canonical[key] for key in one | other}) > 1:
            reasons[it] = _why_not_one(one | other, links)
    return Settled(annotations, found, reasons, {it: found.canonical[key] for it, key in keys.items()})


def _linked(
    annotations: Sequence[Annotation], rulings: Sequence[Ruling], listed: Sequence[Entity]
) -> tuple[Links, Resolution, Sides, Reasons]:
    """The links that decisions make, the resolution with these links, whom each decision is about, and failures."""
    resolver = Resolver(annotations, listed)
    links, found = NO_LINKS, resolver.resolve()
    reasons: Reasons = {}
    sides: Sides = {}
    while len(sides) < len(rulings):
        names = Names(annotations, found)
        before = len(sides)
        for it in rulings:
            if it not in sides:
                reasons[it] = _looked_up(it, names, sides)
        if len(sides) == before:
            break
        links = Links(
            same=tuple(one | other for it, (one, other) in sorted(sides.items()) if it.kind is Kind.SAME),
            apart=tuple(both for it, both in sorted(sides.items()) if it.kind is Kind.DIFFERENT),
        )
        found = resolver.resolve(links)
    return links, found, sides, reasons


def _looked_up(it: Ruling, names: Names, sides: Sides) -> str | None:
    """Adds the entities of a decision to `sides`; returns the reason if they cannot be found."""
    one, other = names.find(it.about), names.find(it.value)
    for text, keys in ((it.about, one), (it.value, other)):
        if not keys:
            return _nobody(text)
        if it.kind is Kind.SAME and len(names.nodes_of(keys)) > 1:
            return _ambiguous(text, names.nodes_of(keys))
    if it.kind is Kind.DIFFERENT and one & other:
        return "both names mean the same entity of an article; name them as FILE#NAME"
    sides[it] = one, other
    return None


def _nobody(text: str) -> str:
    return f"nobody is called {text!r} any more"


def _ambiguous(text: str, nodes: Sequence[str]) -> str:
    return f"{text!r} may be {', '.join(nodes[:5])}{' and others' if len(nodes) > 5 else ''}; name it as FILE#NAME"


def _why_not_one(keys: Keys, links: Links) -> str:
    """Why entities that a person decided are the same cannot be so."""
    held = any(one & keys or other & keys for one, other in links.apart)
    return "another line says that they are different" if held else _KINDS


def _classes(
    names: Names, rulings: Sequence[Ruling], reasons: Reasons
) -> tuple[dict[LocalId, str], dict[Ruling, LocalId]]:
    """The classes that people decided, for all entities of articles in a node, and the node of each decision."""
    keys = {it: names.find(it.about) for it in rulings}
    wanted: dict[str, dict[str, list[Ruling]]] = {}
    for it in rulings:
        nodes = names.nodes_of(keys[it])
        if len(nodes) != 1:
            reasons[it] = _ambiguous(it.about, nodes) if nodes else _nobody(it.about)
        elif group(names.nodes[nodes[0]].type) != group(it.of_class):
            reasons[it] = f"{names.nodes[nodes[0]].type} cannot become {it.of_class}"
        else:
            wanted.setdefault(nodes[0], {}).setdefault(it.of_class, []).append(it)
    agreed = {node: next(iter(classes)) for node, classes in wanted.items() if len(classes) == 1}
    for node, classes in wanted.items():
        for it in (it for alike in classes.values() for it in alike):
            reasons[it] = None if node in agreed else "another line gives it another class"
    everyone = names.resolution.canonical
    return {key: agreed[node] for key, node in everyone.items() if node in agreed}, {
        it: min(keys[it]) for it in rulings if reasons[it] is None
    }


def group(name: str) -> int | None:
    """The group within which a decision can exchange a class for another; None for the group of people and bodies."""
    known = ontology.load()
    return next((n for n, group in enumerate(_GROUPS) if any(known.is_a(name, it) for it in group)), None)


def _retyped(annotation: Annotation, classes: Mapping[LocalId, str]) -> Annotation:
    """The annotation with the given classes; only places are still the place of something."""
    document = annotation.metadata.id
    own = {it.id: classes[document, it.id] for it in annotation.entities if (document, it.id) in classes}
    if not own:
        return annotation
    known = ontology.load()
    elsewhere = {id for id, name in own.items() if not known.is_a(name, "Place")}

    def placed(about: Qualifiers) -> Qualifiers:
        return replace(about, at=None) if about.at and about.at.entity in elsewhere else about

    def typed(it: Entity) -> Entity:
        name = own.get(it.id, it.type)
        gender = it.gender if known.is_a(name, "Person") else None
        return replace(it, type=name, gender=gender, place=None if it.place in elsewhere else it.place)

    statements = (replace(it, qualifiers=placed(it.qualifiers)) for it in annotation.statements)
    return replace(annotation, entities=tuple(map(typed, annotation.entities)), statements=tuple(statements))


def _with_classes(found: Resolution, classes: Mapping[LocalId, str]) -> Resolution:
    """The same with the decided class for each node, even if most of its articles give another."""
    decided = {found.canonical[key]: name for key, name in classes.items()}
    return replace(found, entities=tuple(replace(it, type=decided.get(it.id, it.type)) for it in found.entities))
