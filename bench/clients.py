"""What other projects' clients get from a running server: Jena, RDF4J, Comunica, SPARQLWrapper, rdflib, curl, YASGUI.

usage: python bench/clients.py OUTPUT [--jars FOLDER] [--node FOLDER]

OUTPUT is the folder of a build of the seeds. Each client asks in every way that it offers, and must get an answer; and
each must notice when an answer was cut off. A client that is not installed is left out, with a message; exit code 1 if
an installed client does not get what it should. Where to get them:

- Jena and RDF4J: Debian's libapache-jena-java and librdf4j-java, whose jars are in /usr/share/java. The HTTP client of
  RDF4J is not in any package: the formats that it accepts, and its parsers, are tried with Java's own client
- Comunica: `npm install @comunica/query-sparql@4` in the folder of --node
- YASGUI is in the server: tests/browser/test_serve_workbench.py runs it in Chromium
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import rdflib
from engines import _jena
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serve import _rashomon
from SPARQLWrapper import CSV, JSON, JSONLD, N3, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

ENGINES = Path(__file__).with_name("engines")
CLAIM = "https://w3id.org/rashomon/ns#Claim"
ROWS = f"SELECT * {{ ?s a <{CLAIM}> }}"
GRAPH = f"CONSTRUCT WHERE {{ ?s a <{CLAIM}> }}"
NODE = "DESCRIBE <https://w3id.org/rashomon/id/kristi-noem>"
YES = f"ASK {{ ?s a <{CLAIM}> }}"
LONG = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
QUERIES = (ROWS, GRAPH, NODE, YES, LONG)
Told = Iterator[tuple[str, str]]
"""What was asked, and "ok" or what went wrong."""


def main() -> int:
    """Prints a line for each client, and what went wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--jars", type=Path, default=Path("/usr/share/java"))
    parser.add_argument("--node", type=Path)
    wanted = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as name, _rashomon(wanted.output) as (port, _):
        address = f"http://127.0.0.1:{port}"
        clients: dict[str, Callable[[], Told] | None] = {
            "Jena": _java(wanted.jars, "Jena", "jena-rdfconnection.jar", Path(name), address),
            "RDF4J": _java(wanted.jars, "Rdf4j", "rdf4j-rio-api.jar", Path(name), address),
            "Comunica": _comunica(wanted.node, address),
            "SPARQLWrapper": lambda: _wrapper(address),
            "rdflib": lambda: _rdflib(address),
            "urllib and curl": lambda: _plain(address),
        }
        for client, asks in clients.items():
            if asks is None:
                print(f"{client} is not installed")
                continue
            told = list(asks())
            wrong = [f"{what}: {came}" for what, came in told if came != "ok"]
            good = good and bool(told) and not wrong
            print(f"{client}: {len(told) - len(wrong)} of {len(told)} ways to ask", *wrong, sep="\n  ")
    return 0 if good else 1


def _java(jars: Path, program: str, needed: str, folder: Path, address: str) -> Callable[[], Told] | None:
    if shutil.which("java") is None or not (jars / needed).is_file():
        return None
    command = [*_jena(folder, jars), str(ENGINES / f"{program}.java"), f"{address}/sparql", *QUERIES]
    return lambda: _lines(command, folder)


def _comunica(node: Path | None, address: str) -> Callable[[], Told] | None:
    if node is None or shutil.which("node") is None or not (node / "node_modules" / "@comunica").is_dir():
        return None
    script = shutil.copy(ENGINES / "comunica.mjs", node / "rashomon-comunica.mjs")  # node looks for packages there
    command = ["node", str(script), f"{address}/sparql", *QUERIES, f"{address}/dump/graph.ttl"]
    return lambda: _lines(command, node)


def _lines(command: list[str], folder: Path) -> Told:
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=300)
    for line in done.stdout.splitlines():
        what, came, _ = line.split("\t")
        yield what, came
    if done.returncode:
        yield "the program itself", done.stderr.strip().splitlines()[-1]


def _came(what: str, ask: Callable[[], object]) -> tuple[str, str]:
    try:
        return what, "ok" if ask() else "nothing came"
    except Exception as error:  # noqa: BLE001  any error in a client is reported
        return what, f"{type(error).__name__}: {error}".splitlines()[0]


def _cut(ask: Callable[[], object]) -> tuple[str, str]:
    try:
        ask()
    except Exception:  # noqa: BLE001  it noticed, whatever error it raises for that
        return "an answer that is cut", "ok"
    return "an answer that is cut", "taken as complete"


def _wrapper(address: str) -> Told:
    def asking(query: str, format: str, method: str) -> object:
        wrapper = SPARQLWrapper(f"{address}/sparql")
        wrapper.setQuery(query)
        wrapper.setReturnFormat(format)
        wrapper.setMethod(method)
        return wrapper.queryAndConvert()

    for method in ("GET", "POST"):
        for query, formats in (
            (ROWS, (JSON, XML, CSV, TSV)),
            (GRAPH, (TURTLE, N3, RDFXML, JSONLD)),
            (YES, (JSON, XML)),
        ):
            for format in formats:
                yield _came(f"{query[:9]} {format} {method}", lambda q=query, f=format, m=method: asking(q, f, m))
    yield _cut(lambda: asking(LONG, JSON, "GET"))


def _rdflib(address: str) -> Told:
    for method in ("GET", "POST", "POST_FORM"):
        graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method=method))
        for query in (ROWS, GRAPH, YES):
            yield _came(f"SPARQLStore {query[:9]} {method}", lambda g=graph, q=query: len(g.query(q)))
        yield _came(f"SPARQLStore triples {method}", lambda g=graph: list(g.triples((None, rdflib.RDF.type, None))))
        yield _cut(lambda g=graph: list(g.query(LONG)))
    for path in (
        "/ns",
        "/shapes",
        "/alignments",
        "/void",
        "/data/id/kristi-noem",
        "/id/kristi-noem",
        "/dump/graph.ttl",
    ):
        yield _came(f"Graph.parse {path}", lambda p=path: rdflib.Graph().parse(f"{address}{p}"))


def _plain(address: str) -> Told:
    def fetched(query: str, **more: str) -> bytes:
        with urllib.request.urlopen(f"{address}/sparql?{urlencode({'query': query, **more})}") as reply:
            assert isinstance(reply, http.client.HTTPResponse)
            return reply.read()

    for format in ("json", "xml", "csv", "tsv"):
        yield _came(f"urllib format={format}", lambda f=format: fetched(ROWS, format=f))
    yield _cut(lambda: fetched(LONG))
    if curl := shutil.which("curl"):
        command = [curl, "-sSfG", "--compressed", "-o", os.devnull, f"{address}/sparql", "--data-urlencode"]
        yield _came("curl --compressed", lambda: subprocess.run([*command, f"query={ROWS}"], check=True))
        yield _cut(lambda: subprocess.run([*command, f"query={LONG}"], check=True, stderr=subprocess.DEVNULL))


if __name__ == "__main__":
    sys.exit(main())
