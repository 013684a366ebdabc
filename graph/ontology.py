"""The ontology in Python: classes, relations and their codes, and nothing that is not in the Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType

import pyoxigraph as ox

from graph.errors import ResourceError
from graph.prefixes import NS, PREFIXES, expand
from graph.resources import CORE, ontology_dir

KINDS = ("speech", "label", "encounter", "deal", "office", "force", "help", "standing", "influence", "deed")
"""The values of `rsh:kind` of a relation; a group of relations has "group" instead."""

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of nodes; `parents` are those named directly, without prefix, sorted.

    `damaging`: being tied to a member of this class counts against somebody.
    """

    name: str
    label: str
    definition: str
    parents: tuple[str, ...]
    damaging: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a proposition may have, or a group of relations.

    `domain` and `range` are classes of which one must fit (none: anything); `parents` are the groups it is in; `cameo`
    and `plover` code the event, `negated_…` its refusal, `intended_…` the intent to do it. `blameworthy`: saying that
    somebody did it is a reproach. `favourable`: it favours the object, or ties the subject to it. `damaging`: if wrong,
    it defames the subject, or with `damages_object` the object. `dated`: day and place belong to the identity of the
    proposition.
    """

    name: str
    label: str
    definition: str
    kind: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    inverse: str | None
    parents: tuple[str, ...]
    cameo: str | None
    plover: str | None
    negated_cameo: str | None
    negated_plover: str | None
    intended_cameo: str | None
    intended_plover: str | None
    blameworthy: bool
    favourable: bool
    damaging: bool
    damages_object: bool
    dated: bool
    example: str | None

    @property
    def speech_act(self) -> bool:
        """Whether the relation is something done by speaking, and so has content."""
        return self.kind == "speech"


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by local name ("accuses"): `relations` of propositions, `groups` of them, `classes` of nodes.

    `terms` has every name that the Turtle defines in the `rsh:` namespace, including qualifiers.
    """

    relations: Mapping[str, Relation]
    groups: Mapping[str, Relation]
    classes: Mapping[str, Class]
    terms: frozenset[str]

    def superclasses(self, name: str) -> tuple[str, ...]:
        """All ancestors of a class, nearest first, without itself; raises `KeyError` for an unknown class."""
        found: list[str] = []
        level = list(self.classes[name].parents)
        while level:
            level = [parent for parent in dict.fromkeys(level) if parent not in found]
            found.extend(level)
            level = [parent for child in level for parent in self.classes[child].parents]
        return tuple(found)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether a class is, or is a subclass of, `ancestor`; false for an unknown name."""
        return name in self.classes and (name == ancestor or ancestor in self.superclasses(name))

    def is_damaging(self, name: str) -> bool:
        """Whether being tied to a member of a class counts against somebody: the class or a superclass is so marked."""
        return name in self.classes and any(self.classes[it].damaging for it in (name, *self.superclasses(name)))

    def narrowest(self, names: Iterable[str]) -> list[str]:
        """The classes among these names, without superclasses of other ones among them, sorted."""
        known = self.classes.keys() & set(names)
        return sorted(known - {ancestor for name in known for ancestor in self.superclasses(name)})

    def kinds(self, iris: Iterable[str]) -> list[str]:
        """The narrowest classes among these IRIs, in words, sorted."""
        return sorted(self.classes[it].label for it in self.narrowest(iri.removeprefix(NS) for iri in iris))

    def members(self, group: str) -> tuple[str, ...]:
        """The relations in a group, directly or through another group, sorted."""
        inside = {group}
        while more := {g for g, it in self.groups.items() if inside.intersection(it.parents)} - inside:
            inside |= more
        return tuple(sorted(name for name, it in self.relations.items() if inside.intersection(it.parents)))


class _Turtle:
    """The triples of the core file, looked up by subject and predicate (a CURIE)."""

    def __init__(self, text: bytes) -> None:
        self.subjects: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                values = self.subjects.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object)

    def of_type(self, curie: str) -> Iterator[str]:
        """The local names of our terms of a type, sorted."""
        names = (subject[len(NS) :] for subject in sorted(self.subjects) if subject.startswith(NS))
        return (name for name in names if self.is_of_type(name, curie))

    def is_of_type(self, name: str, curie: str) -> bool:
        """Whether a term of ours is of a type."""
        return expand(curie) in (it.value for it in self._objects(name, "rdf:type"))

    def _objects(self, name: str, curie: str) -> list[ox.NamedNode | ox.Literal]:
        return self.subjects.get(NS + name, {}).get(expand(curie), [])

    def names(self, name: str, *curies: str) -> tuple[str, ...]:
        """The local names of the objects that are our terms, sorted."""
        objects = (o.value for curie in curies for o in self._objects(name, curie))
        return tuple(sorted(value[len(NS) :] for value in objects if value.startswith(NS)))

    def text(self, name: str, curie: str) -> str | None:
        """The one literal there, or None; raises `ResourceError` for several."""
        values = [o.value for o in self._objects(name, curie)]
        if len(values) > 1:
            raise ResourceError(f"{CORE}: rsh:{name} has {len(values)} values of {curie}")
        return values[0] if values else None

    def required(self, name: str, curie: str) -> str:
        """The one literal there; raises `ResourceError` if it is missing."""
        value = self.text(name, curie)
        if value is None:
            raise ResourceError(f"{CORE}: rsh:{name} has no {curie}")
        return value

    def flag(self, name: str, curie: str) -> bool:
        """Whether the boolean is given and true."""
        return self.text(name, curie) in ("true", "1")


def _class(turtle: _Turtle, name: str) -> Class:
    return Class(
        name=name,
        label=turtle.required(name, "rdfs:label"),
        definition=turtle.required(name, "skos:definition"),
        parents=turtle.names(name, "rdfs:subClassOf"),
        damaging=turtle.flag(name, "rsh:damaging"),
    )


def _relation(turtle: _Turtle, name: str) -> Relation:
    return Relation(
        name=name,
        label=turtle.required(name, "rdfs:label"),
        definition=turtle.required(name, "skos:definition"),
        kind=turtle.required(name, "rsh:kind"),
        domain=turtle.names(name, "rdfs:domain", "schema:domainIncludes"),
        range=turtle.names(name, "rdfs:range", "schema:rangeIncludes"),
        symmetric=turtle.is_of_type(name, "owl:SymmetricProperty"),
        inverse=next(iter(turtle.names(name, "owl:inverseOf")), None),
        parents=turtle.names(name, "rdfs:subPropertyOf"),
        cameo=turtle.text(name, "rsh:cameo"),
        plover=turtle.text(name, "rsh:plover"),
        negated_cameo=turtle.text(name, "rsh:negatedCameo"),
        negated_plover=turtle.text(name, "rsh:negatedPlover"),
        intended_cameo=turtle.text(name, "rsh:intendedCameo"),
        intended_plover=turtle.text(name, "rsh:intendedPlover"),
        blameworthy=turtle.flag(name, "rsh:blameworthy"),
        favourable=turtle.flag(name, "rsh:favourable"),
        damaging=turtle.flag(name, "rsh:damaging"),
        damages_object=turtle.flag(name, "rsh:damagesObject"),
        dated=turtle.flag(name, "rsh:dated"),
        example=turtle.text(name, "skos:example"),
    )


_EXCLUDING = """SELECT ?one ?other {
  { ?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?one , ?other FILTER(?one != ?other) }
  UNION { ?one owl:disjointWith|^owl:disjointWith ?other }
}"""


@cache
def load() -> Ontology:
    """The packaged ontology, read once; raises `ResourceError` if it is missing, broken or incomplete."""
    path = ontology_dir() / CORE
    try:
        turtle = _Turtle(path.read_bytes())
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path}: {error}") from error
    classes = {name: _class(turtle, name) for name in turtle.of_type("owl:Class")}
    for it in classes.values():
        if unknown := set(it.parents) - classes.keys():
            raise ResourceError(f"{path}: rsh:{it.name} is a subclass of the undefined {sorted(unknown)}")
    kinds = {name: turtle.text(name, "rsh:kind") for name in turtle.of_type("owl:ObjectProperty")}
    if odd := sorted(str(kind) for kind in set(kinds.values()) - {None, GROUP, *KINDS}):
        raise ResourceError(f"{path}: unknown rsh:kind {odd}")
    return Ontology(
        relations=MappingProxyType({n: _relation(turtle, n) for n, k in kinds.items() if k not in (None, GROUP)}),
        groups=MappingProxyType({n: _relation(turtle, n) for n, k in kinds.items() if k == GROUP}),
        classes=MappingProxyType(classes),
        terms=frozenset(s[len(NS) :] for s in turtle.subjects if s.startswith(NS)),
    )


def exclude(one: str, other: str) -> bool:
    """Whether nothing can be of both classes; false for a name that is not a class."""
    known, pairs = load(), _disjoint()
    above = [(name, *known.superclasses(name)) for name in (one, other) if name in known.classes]
    return len(above) == 2 and not pairs.isdisjoint(product(*above))


@cache
def _disjoint() -> frozenset[tuple[str, str]]:
    """The pairs of classes, both ways, that the Turtle itself declares disjoint, without their subclasses."""
    store = ox.Store()
    store.load(path=str(ontology_dir() / CORE), format=ox.RdfFormat.TURTLE)
    asked = {name: PREFIXES[name] for name in ("owl", "rdf")}
    found = store.query(_EXCLUDING, prefixes=asked)
    assert isinstance(found, ox.QuerySolutions)
    return frozenset((str(one.value).removeprefix(NS), str(other.value).removeprefix(NS)) for one, other in found)
