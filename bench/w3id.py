"""Whether ontology/w3id/.htaccess redirects addresses correctly: a real Apache in front of a build's server.

usage: python bench/w3id.py OUTPUT [--apache BINARY] [--modules FOLDER]

OUTPUT is the folder of a build under the default base. Apache is from the package apache2-bin. Each kind of address is
requested as browsers do and as programs do, and followed to its end. Exit code 1 if one does not lead where it should.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
from serve import _rashomon

from graph.queries import run
from graph.store import open_store

HTACCESS = Path(__file__).resolve().parent.parent / "ontology" / "w3id" / ".htaccess"
MODULES = ("mpm_event", "authz_core", "rewrite", "headers")
FORMS = {
    "text/turtle": "text/turtle",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml, text/html;q=0.5": "application/rdf+xml",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html",
}
"""What is requested, and what must be returned."""


def main() -> int:
    """Prints the addresses that lead to the wrong place, and how many are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--apache", default="/usr/sbin/apache2")
    parser.add_argument("--modules", type=Path, default=Path("/usr/lib/apache2/modules"))
    wanted = parser.parse_args()
    if shutil.which(wanted.apache) is None:
        print("Apache is not installed")
        return 1
    wrong, count = [], 0
    with (
        tempfile.TemporaryDirectory() as name,
        _rashomon(wanted.output, "--allow-remote") as (port, _),
        _apache(wanted, Path(name), f"http://127.0.0.1:{port}") as address,
        httpx.Client(follow_redirects=True) as client,
    ):
        paths = ["ns", "ns/0.1.0", *_one_of_each(wanted.output)]
        for path, (accept, media) in itertools.product(paths, FORMS.items()):
            count += 1
            reply = client.get(f"{address}/rashomon/{path}", headers={"Accept": accept})
            first = reply.history[0] if reply.history else reply
            came = (first.status_code, reply.status_code, reply.headers["content-type"].partition(";")[0])
            if came != (303, 200, media):
                wrong.append(f"{path} as {accept}: {came}, {reply.url}")
        for path in ("shapes", "alignments"):
            count += 1
            reply = client.get(f"{address}/rashomon/{path}", headers={"Accept": "text/turtle"})
            if reply.status_code != 200 or "text/turtle" not in reply.headers["content-type"]:
                wrong.append(f"{path}: {reply.status_code}")
        for path in ("nowhere", "nst", "id/", "page"):
            count += 1
            if (status := client.get(f"{address}/rashomon/{path}").status_code) != 404:
                wrong.append(f"{path}: {status}, not 404")
    print(*wrong, f"{count - len(wrong)} of {count} addresses lead where they should", sep="\n")
    return 1 if wrong else 0


def _one_of_each(output: Path) -> Iterator[str]:
    """The path of one node in each folder of the data, percent-encoded as sent by programs."""
    base = "https://w3id.org/rashomon/"
    iris = sorted({row["s"] for row in run(open_store(output), _NODES)}, key=lambda it: (it.isascii(), it))
    for _, some in itertools.groupby(sorted(iris, key=_folder), key=_folder):
        yield quote(next(some).removeprefix(base), safe="/%")


_NODES = """SELECT (STR(?n) AS ?s) { ?n ?p ?o
  FILTER STRSTARTS(STR(?n), "https://w3id.org/rashomon/") FILTER(!REGEX(STR(?n), "rashomon/(ns|graph/)")) }"""


def _folder(iri: str) -> str:
    return iri.removeprefix("https://w3id.org/rashomon/").partition("/")[0]


@contextmanager
def _apache(wanted: argparse.Namespace, folder: Path, server: str) -> Iterator[str]:
    """The address of an Apache that the file configures, with our server in place of the one it names."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place = folder / "root" / "rashomon"
    place.mkdir(parents=True)
    (place / ".htaccess").write_text(HTACCESS.read_text().replace("https://rashomon.example", server))
    config = folder / "apache.conf"
    config.write_text(
        f'ServerName localhost\nServerRoot "{folder}"\nListen 127.0.0.1:{port}\nPidFile "{folder}/pid"\n'
        + "".join(f'LoadModule {name}_module "{wanted.modules}/mod_{name}.so"\n' for name in MODULES)
        + f'ErrorLog "{folder}/log"\nDocumentRoot "{folder}/root"\n'
        + f'<Directory "{folder}/root">\nAllowOverride All\nRequire all granted\n</Directory>\n'
    )
    folder.chmod(0o755)
    process = subprocess.Popen([wanted.apache, "-X", "-f", str(config)])
    try:
        for _ in range(50):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
