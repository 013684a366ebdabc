"""What other people's engines (pySHACL, Jena, shacl-engine and HermiT) find in the ontology and the shapes.

usage: python bench/engines.py [--jena FOLDER] [--node FOLDER] [--hermit HERMIT.jar]

SHACL: the seeds, the example from the contract, and each fault in `tests/support/faults.py` are checked by every engine
with the shapes alone, as by `pyshacl -s ontology/shapes.ttl output/graph.ttl`; all must find the same, node by node.
OWL: the ontology, with its alignments and the data of output/, must be consistent, and each contradiction must be
found. An engine that is not installed is left out, with a message. Where to get them:

- Jena: Debian's libapache-jena-java, whose jars are in /usr/share/java
- shacl-engine: `npm install shacl-engine n3 @rdfjs/data-model @rdfjs/dataset` in the folder of --node
- HermiT: the file HermiT.jar in the wheel of owlready2
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, BNode, Graph, URIRef

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from graph.validate import DATASET  # noqa: E402
from support.faults import CONTRADICTIONS, MUTATIONS, PROLOGUE, example  # noqa: E402

ENGINES = Path(__file__).with_name("engines")
SHAPES = ROOT / "ontology" / "shapes.ttl"
ONTOLOGY = tuple(ROOT / "ontology" / name for name in ("rashomon.ttl", "alignments.ttl"))
Found = set[tuple[str, str, str]]
"""A finding: graph, shape and node."""


def main() -> int:
    """Runs the installed engines and prints a line for each; returns 1 if one does not find what it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jena", type=Path, default=Path("/usr/share/java"), help="a folder of jars")
    parser.add_argument("--node", type=Path, help="a folder with node_modules")
    parser.add_argument("--hermit", type=Path, help="HermiT.jar")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = [_shacl(folder, wanted.jena, wanted.node)]
        if wanted.hermit is None or shutil.which("java") is None:
            print("HermiT is not installed")
        else:
            good.append(_owl(folder, wanted.hermit))
    return 0 if all(good) else 1


# --------------------------------------------------------------------------------- SHACL


def _shacl(folder: Path, jars: Path, node: Path | None) -> bool:
    """Whether all installed engines agree, find each fault, and find nothing in good data."""
    graphs = _graphs(folder)
    engines: dict[str, Callable[[Sequence[Path]], Found]] = {"pySHACL": _by_pyshacl}
    if shutil.which("java") and (jars / "jena-shacl.jar").is_file():
        engines["Jena"] = lambda them: _by_command([*_jena(folder, jars), str(ENGINES / "Shacl.java")], them, folder)
    if shutil.which("node") and node is not None:
        script = shutil.copy(
            ENGINES / "shacl.mjs", node / "rashomon-shacl.mjs"
        )  # node looks for packages next to a script
        engines["shacl-engine"] = lambda them: _by_command(["node", str(script)], them, node)
    results = {name: run(list(graphs)) for name, run in engines.items()}
    wanted = {(path.name, shape) for path, shape in graphs.items() if shape}
    for name, found in results.items():
        missed = sorted(map(str, wanted - {(graph, shape) for graph, shape, _ in found}))
        false = [it for it in found if graphs[folder / it[0]] is None]
        other = sorted(map(str, found ^ results["pySHACL"]))
        print(f"{name}: {len(wanted) - len(missed)} of {len(wanted)} faults found, {len(false)} false findings")
        print(f"  {len(other)} findings differ from those of pySHACL", *missed, *other, sep="\n  ")
    for name in {"Jena", "shacl-engine"} - results.keys():
        print(f"{name} is not installed")
    return all(found == results["pySHACL"] and wanted <= {it[:2] for it in found} for found in results.values())


def _graphs(folder: Path) -> dict[Path, str | None]:
    """A file for the seeds, for the good example and for each faulty one, with the shape that must find the fault."""
    made: dict[Path, str | None] = {folder / "seeds.nt": None, folder / "good.nt": None}
    Graph().parse(ROOT / "output" / "graph.ttl").serialize(folder / "seeds.nt", format="nt", encoding="utf-8")
    _write(folder / "good.nt", example())
    for number, (shape, update) in enumerate(MUTATIONS):
        path = folder / f"{number:03}-{shape}.nt"
        _write(path, example(update))
        made[path] = shape
    return made


def _write(path: Path, store: ox.Store) -> None:
    path.write_bytes(_n_triples(store))


def _n_triples(store: ox.Store) -> bytes:
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _by_pyshacl(graphs: Sequence[Path]) -> Found:
    shapes = Graph().parse(SHAPES)
    found: Found = set()
    for path in graphs:
        _, report, _ = pyshacl.validate(Graph().parse(path), shacl_graph=shapes)
        assert isinstance(report, Graph)
        for result in report.subjects(RDF.type, SH.ValidationResult):
            focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
            node = value if focus == DATASET else focus
            shape = str(report.value(result, SH.sourceShape)).rpartition("#")[2]
            found.add((path.name, shape, "a blank node" if isinstance(node, BNode) else str(node)))
    return found


def _by_command(command: Sequence[str], graphs: Sequence[Path], folder: Path) -> Found:
    done = subprocess.run([*command, SHAPES, *graphs], cwd=folder, check=True, capture_output=True, text=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {(Path(graph).name, shape, node) for graph, shape, node in rows}


def _jena(folder: Path, jars: Path) -> list[str]:
    """The command that runs Java with Jena.

    Debian's jar has the classes of Xerces in one package and the texts of their messages in another, so that parsing
    a regular expression fails: this puts the texts where the classes look for them.
    """
    texts = folder / "texts"
    with zipfile.ZipFile(jars / "jena-core.jar") as jar:
        names = [
            it for it in jar.namelist() if it.startswith("org/apache/jena/ext/xerces/") and it.endswith(".properties")
        ]
        jar.extractall(texts, names)
    if names:
        shutil.move(texts / "org/apache/jena/ext/xerces", texts / "xerces")
    plain = (
        it for it in sorted(jars.glob("*.jar")) if not re.search(r"-\d|log4j|slf4j-(jcl|jdk|simple|migrator)", it.name)
    )
    return ["java", "-cp", os.pathsep.join(map(str, (texts, *plain)))]


# ----------------------------------------------------------------------------------- OWL


def _owl(folder: Path, jar: Path) -> bool:
    """Whether HermiT finds the ontology and the data consistent, and each contradiction inconsistent."""
    alone = {path.name: _consistent(folder, jar, _merged(path)) for path in ONTOLOGY}
    seeds = _merged(*ONTOLOGY, ROOT / "output" / "graph.ttl")
    alone["ontology, alignments and seeds"] = _consistent(folder, jar, seeds)
    stated = Graph().parse(data=_n_triples(example()), format="nt")
    base = _merged(*ONTOLOGY) + stated
    alone["ontology, alignments and the example"] = _consistent(folder, jar, base)
    for name, verdict in alone.items():
        print(f"HermiT: {name}: {verdict}")
    missed = []
    for name, triples in CONTRADICTIONS.items():
        more = base + Graph().parse(data=PROLOGUE + triples, format="turtle")
        if _consistent(folder, jar, more) != "inconsistent":
            missed.append(name)
    print(
        f"HermiT: {len(CONTRADICTIONS) - len(missed)} of {len(CONTRADICTIONS)} contradictions found",
        *missed,
        sep="\n  ",
    )
    return set(alone.values()) == {"consistent"} and not missed


def _merged(*paths: Path) -> Graph:
    """The triples from some files, under the name of one ontology: OWL allows only one in a document."""
    merged = Graph()
    for path in paths:
        merged.parse(path)
    for other in sorted(set(merged.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Ontology"))))[1:]:
        merged.remove((other, None, None))
    return merged


def _consistent(folder: Path, jar: Path, said: Iterable[object]) -> str:
    """HermiT's verdict: consistent, inconsistent, or the first line of what it says."""
    assert isinstance(said, Graph)
    path = folder / "said.owl"
    said.serialize(path, format="xml", encoding="utf-8")
    command = ["java", "-cp", str(jar), "org.semanticweb.HermiT.cli.CommandLine", "-k", path.as_uri()]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    told = (done.stdout + done.stderr).strip().splitlines()[0]
    if "InconsistentOntologyException" in told:
        return "inconsistent"
    return "consistent" if told.endswith("is satisfiable.") else told


if __name__ == "__main__":
    sys.exit(main())
