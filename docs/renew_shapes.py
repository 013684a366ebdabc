"""Updates the lists in ontology/shapes.ttl from the ontology: `renew_shapes.py`, or with `--check` only compares them.

The shapes name the relations and classes that they are about, so that they work on the data alone, in every SHACL
engine, without the ontology next to it. A list is what is between the comments `# list: NAME` and `# end`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable

from graph.ontology import Ontology, load
from graph.resources import SHAPES, ontology_dir

_LIST = re.compile(r"^( *)# list: ([a-z ]+)\n.*?^\1# end$", re.MULTILINE | re.DOTALL)
_WIDTH = 120


def main() -> int:
    """Writes the file or compares it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Writes the lists of the shapes anew from the ontology.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 where a list is out of date")
    path = ontology_dir() / SHAPES
    before = path.read_text(encoding="utf-8")
    after = renewed(before)
    if not parser.parse_args().check:
        path.write_text(after, encoding="utf-8", newline="\n")
        return 0
    if before == after:
        return 0
    sys.stderr.write(f"{SHAPES} does not list what the ontology has; run `make docs`\n")
    return 1


def renewed(text: str) -> str:
    """The text of the shapes, its lists as the ontology has them; raises `KeyError` for a list of an unknown name."""
    lists = _lists(load())
    return _LIST.sub(lambda it: f"{it[1]}# list: {it[2]}\n{_wrapped(lists[it[2]], it[1])}{it[1]}# end", text)


def _lists(ontology: Ontology) -> dict[str, list[str]]:
    """The words in each list, as they are written in Turtle, or for the lists in SPARQL, in a query."""
    relations, classes = ontology.relations, ontology.classes
    favourable = [name for name, it in relations.items() if it.favourable]
    inverse = [(name, it.inverse) for name, it in relations.items() if it.inverse]
    turned = [f"{{ ?value rdf:predicate rsh:{name} . ?o rsh:{other} ?s }}" for name, other in inverse]
    parents = [(name, parent) for name, it in classes.items() for parent in it.parents]
    above = [f"{{ ?value a rsh:{name} BIND(rsh:{parent} AS ?superclass) }}" for name, parent in parents]
    return {
        "relations": [f"rsh:{name}" for name in relations],
        "relations asked for": _among(relations),
        "terms asked for": _among(sorted(ontology.terms)),
        "symmetric relations asked for": _among(name for name, it in relations.items() if it.symmetric),
        "inverse relations asked for": _one_of(turned),
        "damaging relations asked for": _among(name for name, it in relations.items() if it.damaging),
        "damaging classes asked for": _among(name for name in classes if ontology.is_damaging(name)),
        "favourable relations asked for": _among(favourable),
        "favourable relations both ways asked for": _among(name for name in favourable if relations[name].symmetric),
        "superclasses asked for": _one_of(above),
    }


def _among(names: Iterable[str]) -> list[str]:
    """Terms separated by commas, as IN requires."""
    *most, last = names
    return [*(f"rsh:{name}," for name in most), f"rsh:{last}"]


def _one_of(groups: Iterable[str]) -> list[str]:
    *most, last = groups
    return [*(f"{it} UNION" for it in most), last]


def _wrapped(items: Iterable[str], indent: str) -> str:
    """The words in lines of limited length; one that contains spaces has a line of its own."""
    lines = [indent]
    for item in items:
        if len(lines[-1]) + len(item) > _WIDTH or (" " in item and lines[-1].strip()):
            lines.append(indent)
        lines[-1] += f"{item} "
    return "".join(f"{line.rstrip()}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
