"""The command `verify` on broken graphs: what it shows, what it counts, and what it needs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import unicodedata
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import open_store, write_store
from support import ROOT
from support.command import Rashomon

BROKEN = r"""
PREFIX rsh: <https://w3id.org/rashomon/ns#>  PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>  PREFIX id: <https://w3id.org/rashomon/id/>
DELETE { ?selector oa:exact ?old } INSERT { ?selector oa:exact "<script>\u001b[31m\u202egone" }
  WHERE { { SELECT ?selector ?old { ?selector oa:exact ?old } ORDER BY ?selector LIMIT 1 } } ;
INSERT DATA {
  id:odd a rsh:Person, rsh:Agent, rsh:Entity ; rdfs:label "One", "Two" ; rsh:linkedTo id:gustavo-petro .
  <https://w3id.org/rashomon/doc/odd> a rsh:Document ;
    rsh:sha256 "beef" ; rsh:sourceFile "\u001b[2J\u202elost\n.txt" }"""
"""A quote that is not in its text, an entity with two names, hearsay as a plain edge, and a document without a file."""
KINDS = {
    "document-hash",
    "entity-label",
    "missing-file",
    "no-record",
    "plain-edge-hearsay",
    "quote-length",
    "wrong-quote",
}


@pytest.fixture
def broken(built: Path, tmp_path: Path) -> Path:
    store = ox.Store()
    store.extend(open_store(built))
    store.update(BROKEN)
    write_store(store, tmp_path / "broken")
    return tmp_path / "broken"


def test_verify_of_a_broken_graph(rashomon: Rashomon, broken: Path, seeds: Path) -> None:
    done = rashomon("verify", "--output", broken, "--sources", seeds, "--json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert set(report["counts"]) == KINDS
    assert Counter(it["kind"] for it in report["findings"]) == report["counts"]
    assert {"kind", "place", "message"} == {key for it in report["findings"] for key in it}
    text = rashomon("verify", "--output", broken, "--sources", seeds)
    assert text.returncode == 1
    head, _, *rows = text.stdout.splitlines()
    assert head.split() == ["kind", "place", "message"]
    assert [row.split()[0] for row in rows[:-2]] == [it["kind"] for it in report["findings"]]
    assert rows[-1].startswith(f"{len(report['findings'])} findings: 1 document-hash, ")
    assert r"\u001b[2J\u202elost .txt" in text.stdout
    assert not {unicodedata.category(c) for c in text.stdout.replace("\n", "")} & {"Cc", "Cf"}


def test_verify_fits_the_terminal(broken: Path, seeds: Path) -> None:
    inside, outside = pty.openpty()
    command = [sys.executable, "-m", "graph", "verify", "--output", broken, "--sources", seeds]
    env = os.environ | {"COLUMNS": "72", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=outside, stdin=subprocess.DEVNULL) as process:
        os.close(outside)
        shown = b""
        with suppress(OSError):  # how a terminal signals the end if its other end is closed
            while part := os.read(inside, 65536):
                shown += part
    os.close(inside)
    assert process.returncode == 1
    lines = shown.decode().splitlines()
    assert {line.split()[1] for line in lines if line.startswith("kind ")} >= KINDS
    assert max(map(len, lines[:-1])) <= 72


def test_verify_needs_the_articles(rashomon: Rashomon, built: Path, tmp_path: Path) -> None:
    done = rashomon("verify", "--output", built, "--sources", "nowhere", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such file or folder" in done.stderr
    write_store(open_store(built), tmp_path / "bare")
    done = rashomon("verify", "--output", tmp_path / "bare", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "does not say where its articles are; name them with --sources" in done.stderr


def test_verify_finds_the_articles_of_any_build(rashomon: Rashomon, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "work" / "articles", tmp_path / "elsewhere"
    folder.mkdir(parents=True)
    elsewhere.mkdir()
    text = "President Gustavo Petro met with Kristi Noem in Bogota on Thursday. Noem accused Petro of lying."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/b\xff.txt"))
    odd.write_text(text + " Petro denied it.", encoding="utf-8")
    built = rashomon("build", "articles", "--output", "out", cwd=tmp_path / "work")
    assert built.returncode == 0, built.stderr
    for cwd, output in ((tmp_path / "work", "out"), (elsewhere, "../work/out")):
        done = rashomon("verify", "--output", output, cwd=cwd)
        assert done.returncode == 0, done.stdout + done.stderr
    # Both are moved together, and still match.
    (tmp_path / "work").rename(tmp_path / "moved")
    assert rashomon("verify", "--output", "moved/out", cwd=tmp_path).returncode == 0
    (tmp_path / "moved" / "articles" / "a.txt").unlink()
    gone = rashomon("verify", "--output", "moved/out", "--json", cwd=tmp_path)
    assert gone.returncode == 1
    assert [(it["kind"], it["place"]) for it in json.loads(gone.stdout)["findings"]] == [("missing-file", "a.txt")]
