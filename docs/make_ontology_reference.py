"""Writes docs/ontology.md from the Turtle: `make_ontology_reference.py`, or with `--check` only compares them.

With `--check` nothing is written, and the exit code is 1 if the file does not match the ontology.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.ontology import KINDS, Ontology, Relation, load
from graph.prefixes import NS, PREFIXES, compact, expand
from graph.resources import ALIGNMENTS, CORE, SHAPES, ontology_dir

OUTPUT = Path(__file__).with_name("ontology.md")

KIND_TITLES = {
    "speech": "Speech",
    "label": "Labels",
    "encounter": "Encounters",
    "deal": "Deals",
    "office": "Office",
    "force": "Force and law",
    "help": "Help and yielding",
    "standing": "Standing facts",
    "influence": "Influence",
    "deed": "Anything else that is said",
}

INTRODUCTION = """\
# The ontology

This page is made from the files in `ontology/` by `make docs`. To change it, change those files.

Every term is in the namespace `{namespace}`, written `rsh:` here. A **relation** is what a proposition says of its
subject and object. The **groups** are super-properties, for queries that do not care which of several relations it is.
No claim has a group as its relation; `build --infer` writes their edges. If several classes are given as domain or
range, one of them has to fit: `rdfs:domain` or `rdfs:range` is their union, and `schema:domainIncludes` or
`schema:rangeIncludes` lists them. An instance also has its superclasses as types, since readers of the data do not
infer.

The ontology is OWL 2 DL. Which classes exclude each other, such as person and place, is at the end of `rashomon.ttl`.
Days are annotation properties, since OWL 2 has no datatype for them. So is `content`, which leads to a proposition or
to words.

[CAMEO](http://eventdata.parusanalytics.com/data.dir/cameo.html) and
[PLOVER](https://github.com/openeventdata/PLOVER) are coding schemes for event data in political science. The code after
"refused:" is that of the refusal, and the one after "intended:" that of the intention. A relation is

- *dated* if day and place belong to the identity of its propositions,
- *blameworthy* if saying that somebody did it is an accusation,
- *favourable* if saying it of somebody and a criminal organization is an accusation,
- *damaging* if reporting it wrongly would defame somebody, as with a favourable relation to a criminal organization.
  Such a relation is a plain edge only if an article says it in its own voice and it was read with a score of at
  least 0.9. Below that the article's claim is hedged, and below 0.5 there is none.
"""


def main() -> int:
    """Writes the page or compares it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Writes docs/ontology.md from the ontology.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 where the page is out of date")
    page = reference()
    if not parser.parse_args().check:
        OUTPUT.write_text(page, encoding="utf-8", newline="\n")
        return 0
    if OUTPUT.is_file() and OUTPUT.read_bytes() == page.encode("utf-8"):
        return 0
    sys.stderr.write(f"{OUTPUT.name} is not what the ontology says; run `make docs`\n")
    return 1


def reference() -> str:
    """The whole page as Markdown."""
    ontology = load()
    triples = _triples(CORE)
    sections = [
        INTRODUCTION.format(namespace=NS),
        _classes(ontology),
        _relations(ontology),
        _groups(ontology),
        _properties(ontology, triples),
        _individuals(triples),
        _shapes(),
        _alignments(),
    ]
    return "\n".join(sections)


Triples = dict[str, dict[str, list[str]]]
"""From subject IRI to predicate CURIE to objects (CURIEs of IRIs, texts of literals), all sorted."""


def _triples(file: str) -> Triples:
    found: Triples = {}
    for quad in ox.parse((ontology_dir() / file).read_bytes(), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            value = compact(quad.object.value) if isinstance(quad.object, ox.NamedNode) else quad.object.value
            found.setdefault(quad.subject.value, {}).setdefault(compact(quad.predicate.value), []).append(value)
    return {s: {p: sorted(values) for p, values in sorted(found[s].items())} for s in sorted(found)}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = tuple(head)
    lines = [columns, ("---",) * len(columns), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _classes(ontology: Ontology) -> str:
    children: dict[str, list[str]] = {}
    for name, it in ontology.classes.items():
        # A class with two parents is listed below the first, and names the other.
        children.setdefault(it.parents[0] if it.parents else "", []).append(name)

    def below(parent: str, depth: int) -> Iterator[str]:
        for name in children.get(parent, ()):
            it = ontology.classes[name]
            also = f" Also `{'`, `'.join(it.parents[1:])}`." if it.parents[1:] else ""
            yield f"{'    ' * depth}- `{name}`: {it.definition}{also}\n"
            yield from below(name, depth + 1)

    return "## Classes\n\n" + "".join(below("", 0))


def _relations(ontology: Ontology) -> str:
    parts = ["## Relations\n"]
    for kind in KINDS:
        parts.append(f"### {KIND_TITLES[kind]}\n")
        parts.extend(_relation(it) for it in ontology.relations.values() if it.kind == kind)
    return "\n".join(parts)


def _relation(it: Relation) -> str:
    facts = [f"{_code(it.domain)} → {_code(it.range)}", *_codes(it)]
    traits = {
        "symmetric": it.symmetric,
        "dated": it.dated,
        "blameworthy": it.blameworthy,
        "favourable": it.favourable,
        "damaging": it.damaging and not it.damages_object,
        "damaging to the object": it.damages_object,
    }
    facts.extend(name for name, holds in traits.items() if holds)
    if it.inverse:
        facts.append(f"inverse of `{it.inverse}`")
    if it.parents:
        facts.append(f"in {_code(it.parents)}")
    return f"#### `{it.name}`\n\n{it.definition}\n\n> {it.example}\n\n{'; '.join(facts)}.\n"


def _codes(it: Relation) -> Iterator[str]:
    cameo = ("CAMEO", it.cameo, it.negated_cameo, it.intended_cameo)
    plover = ("PLOVER", it.plover, it.negated_plover, it.intended_plover)
    for system, code, refused, intended in (cameo, plover):
        turned = [f"{name}: {other}" for name, other in (("refused", refused), ("intended", intended)) if other]
        if code or turned:
            yield f"{system} {code or 'none'}" + (f" ({', '.join(turned)})" if turned else "")


def _groups(ontology: Ontology) -> str:
    rows = ((f"`{name}`", it.definition, _code(ontology.members(name))) for name, it in ontology.groups.items())
    return "## Groups of relations\n\n" + _table(("group", "meaning", "relations"), rows)


def _properties(ontology: Ontology, triples: Triples) -> str:
    kinds = {"owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"}
    taken = ontology.relations.keys() | ontology.groups.keys()

    def rows() -> Iterator[tuple[str, ...]]:
        for subject, facts in triples.items():
            name = subject.removeprefix(NS)
            ours = subject.startswith(NS) and name not in taken
            if ours and kinds.intersection(facts.get("rdf:type", ())):
                domain = facts.get("rdfs:domain", []) + facts.get("schema:domainIncludes", [])
                values = facts.get("rdfs:range", []) + facts.get("schema:rangeIncludes", [])
                yield f"`{name}`", facts["skos:definition"][0], _code(domain), _code(values)

    return "## Properties\n\n" + _table(("property", "meaning", "domain", "range"), rows())


def _individuals(triples: Triples) -> str:
    rows = (
        (f"`{subject.removeprefix(NS)}`", facts["skos:definition"][0])
        for subject, facts in triples.items()
        if "owl:NamedIndividual" in facts.get("rdf:type", ())
    )
    return "## Individuals\n\n" + _table(("name", "meaning"), rows)


def _shapes() -> str:
    message = ox.NamedNode(expand("sh:message"))
    owners: dict[str, str] = {}
    messages: dict[str, str] = {}
    for quad in ox.parse((ontology_dir() / SHAPES).read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == expand("sh:sparql"):
            owners[str(quad.object)] = str(quad.subject)
        if quad.predicate == message and isinstance(quad.object, ox.Literal):
            messages[str(quad.subject)] = quad.object.value
    named = sorted((owners.get(shape, shape).rpartition("#")[2].rstrip(">"), text) for shape, text in messages.items())
    rows = ((f"`{name}`", text) for name, text in named)
    introduction = (
        "Besides the quotes, `rashomon verify` checks these in the default graph. For `{?…}` it names what it found.\n"
    )
    return f"## Shapes\n\n{introduction}\n" + _table(("shape", "what a finding says"), rows)


def _alignments() -> str:
    parts = ("owl:annotatedSource", "owl:annotatedProperty", "owl:annotatedTarget", "rdfs:comment", "dcterms:source")
    axioms: dict[str, dict[str, str]] = {}
    for quad in ox.parse((ontology_dir() / ALIGNMENTS).read_bytes(), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.BlankNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            axioms.setdefault(quad.subject.value, {})[compact(quad.predicate.value)] = quad.object.value

    def rows() -> Iterator[tuple[str, ...]]:
        for term, way, other, why, source in sorted(tuple(it[part] for part in parts) for it in axioms.values()):
            names = (f"`{compact(it).removeprefix('rsh:')}`" for it in (term, way, other))
            yield *names, f"{why} [source]({source})"

    namespaces = ("schema", "prov", "oa", "skos", "time", "sem", "grasp", "cito")
    listed = ", ".join(f"`{prefix}:` <{PREFIXES[prefix]}>" for prefix in namespaces)
    introduction = (
        f"{listed}.\n\nOnly what holds for every use of a term is `rdfs:subClassOf` or `rdfs:subPropertyOf`. "
        "What holds for some uses, or approximately, is `rdfs:seeAlso`.\n"
    )
    return f"## Alignments\n\n{introduction}\n" + _table(("term", "is", "of", "because"), rows())


if __name__ == "__main__":
    sys.exit(main())
