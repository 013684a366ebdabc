"""Tests that need a new process: hash seeds, locales, imports, streams, signals, and a store read by two processes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import open_store, write_store
from graph.triples import quads
from support import ROOT
from support.command import Rashomon, python, same_files, versions
from support.graphs import EXAMPLE, RICH

LATIN_1 = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
"""The environment of an old machine."""

# ------------------------------------------------------------------ the same bytes


@pytest.mark.parametrize(
    ("options", "env"),
    [
        ([], {"PYTHONHASHSEED": "0"} | LATIN_1 | {"TZ": "Pacific/Kiritimati"}),
        (["--workers", "2"], {"PYTHONHASHSEED": "1"}),
    ],
    ids=["another-machine", "two-workers"],
)
def test_a_build_gives_the_same_bytes(
    process: Rashomon, built: Path, tmp_path: Path, options: list[str], env: dict[str, str]
) -> None:
    done = process("build", "seeds", "--output", tmp_path / "out", *options, env=env)
    assert done.returncode == 0, done.stderr
    same_files(tmp_path / "out", built)


def test_every_form_of_a_rich_graph_has_the_same_bytes(tmp_path: Path) -> None:
    program = """if True:
        import sys; from hashlib import sha256; from pathlib import Path
        from graph.formats import Content, write; from graph.view import render
        from support.graphs import RICH; from support.pages import large
        write(Content(RICH), sys.argv[1])
        for file in sorted(Path(sys.argv[1]).iterdir()): print(file.name, sha256(file.read_bytes()).hexdigest())
        for kg in (RICH, large(90, 250)): print("page", sha256(render(kg).encode()).hexdigest())
    """
    one = python(program, tmp_path / "one", env={"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"})
    other = python(program, tmp_path / "other", env={"PYTHONHASHSEED": "77"} | LATIN_1)
    assert one.splitlines() == other.splitlines()
    assert len(one.splitlines()) > 8


def test_output_is_the_same_in_every_locale(rashomon: Rashomon, process: Rashomon, built: Path) -> None:
    for arguments in (["explain", "Pedro Sanchez"], ["query", "disputes", "--format", "csv"]):
        plain = rashomon(*arguments, "--output", built)
        assert plain.returncode == 0, plain.stderr
        assert process(*arguments, "--output", built, env=LATIN_1).stdout == plain.stdout.replace("\r\n", "\n")


# ------------------------------------------------------------------ what is imported


@pytest.mark.parametrize(
    ("program", "heavy"),
    [
        ("import graph", "spacy rdflib networkx pyvis numpy pyshacl charset_normalizer rich distributed fsspec"),
        ("import graph.cli", "spacy rdflib networkx pyvis numpy pyshacl charset_normalizer rich distributed fsspec"),
        ("import graph.read", "spacy rdflib networkx pyvis numpy pyshacl charset_normalizer rich"),
        (
            "from graph.extract.pipeline import annotate; from graph.read import from_text\n"
            "annotate(from_text('Ana Ruiz said that Luis Mora had left.'), fast=True)",
            "onnxruntime",
        ),
    ],
    ids=["graph", "graph.cli", "graph.read", "fast"],
)
def test_imports_are_light(program: str, heavy: str) -> None:
    assert python(f"{program}\nimport sys; print([name for name in {heavy.split()} if name in sys.modules])") == "[]\n"


def test_query_needs_no_heavy_package(process: Rashomon, built: Path) -> None:
    done = process("query", "disputes", "--output", built, env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "graph.queries" in imported
    assert imported.isdisjoint({"spacy", "rdflib", "pyvis", "networkx", "numpy", "pyshacl", "rich", "pydantic"})


# ------------------------------------------------------------------ streams and signals


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("query disputes > /dev/full", 3, "rashomon: stopped: No space left on device\n"),
        ("query disputes --json > /dev/full", 3, "rashomon: stopped: No space left on device\n"),
        ("diff noem petro --json > /dev/full", 3, "rashomon: stopped: No space left on device\n"),
        ("query disputes >&-", 3, "rashomon: stopped: Bad file descriptor\n"),
        ("query disputes --to answer.csv >&-", 0, ""),
        ("query nothing 2>&-", 2, ""),
        ("query nothing 2> /dev/full", 2, ""),
        ("query disputes | :", 3, ""),
        ("query - <&-", 2, "rashomon: line 1, column 1: cannot be read from here on: the end\n"),
    ],
)
def test_streams_that_cannot_be_used(built: Path, tmp_path: Path, command: str, code: int, said: str) -> None:
    before, rest = re.split(r"(?= [<>2|])", command, maxsplit=1)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m graph {before} --output {built}{rest}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells what a process is doing")
def test_a_query_that_takes_for_ever_can_be_interrupted(built: Path) -> None:
    command = [sys.executable, "-m", "graph", "query", "-", "--output", str(built)]
    # A shell starts background processes, and so their children, with interrupts ignored.
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    ) as process:
        own = Path(f"/proc/{process.pid}")

        def leaves_interrupts_to_the_system() -> bool:
            (caught,) = re.findall(r"^SigCgt:\s*(\w+)", (own / "status").read_text(), re.MULTILINE)
            return not int(caught, 16) >> (signal.SIGINT - 1) & 1

        def worked() -> int:
            """The processor time that the process has used, in ticks of a hundredth of a second."""
            return int((own / "stat").read_text().rpartition(") ")[2].split()[11])

        # Python's own handler is installed once it has started, and removed while a query runs.
        until(lambda: not leaves_interrupts_to_the_system())
        assert process.stdin is not None
        process.stdin.write(b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        process.stdin.close()
        until(leaves_interrupts_to_the_system)
        begun = worked()
        until(lambda: worked() > begun + 30)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == -signal.SIGINT


def until(holds: Callable[[], bool]) -> None:
    """Waits until something is true, a minute at most."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# ------------------------------------------------------------------ one store, two processes

HOLDER = """
import sys
from graph.store import open_store
store = open_store(sys.argv[1])
print(len(store), flush=True)
sys.stdin.readline()
print(sum(1 for _ in store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }")), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="without locks on folders, old versions are kept")
def test_an_old_version_stays_while_a_process_reads_it(tmp_path: Path) -> None:
    old = write_store(quads(EXAMPLE), tmp_path)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        size = int(reader.stdout.readline())
        new = write_store(quads(RICH), tmp_path)
        assert versions(tmp_path) == sorted((old.name, new.name))
        assert set(open_store(tmp_path)) == set(quads(RICH))
        output, _ = reader.communicate("\n", timeout=30)
    assert size == len(set(quads(EXAMPLE)))
    assert int(output) == sum(isinstance(quad.graph_name, ox.NamedNode) for quad in set(quads(EXAMPLE)))
    newest = write_store(quads(replace(RICH, claims=())), tmp_path)
    # This process itself has the second version open; the first is now free.
    assert versions(tmp_path) == sorted((new.name, newest.name))


# ------------------------------------------------------------------ the scripts beside the package


def test_the_page_about_the_ontology_is_what_the_ontology_says() -> None:
    command = [sys.executable, str(ROOT / "docs" / "make_ontology_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_is_a_process_like_any_other(process: Rashomon, built: Path, tmp_path: Path) -> None:
    """`rashomon`, which other tests call in their own process, has the same results and exit codes as the command."""
    listed = process("query", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert json.loads(listed.stdout)
    partly = process("build", "seeds", "missing.txt", "--output", tmp_path / "out")
    silent, missing = partly.stderr.splitlines()
    assert (partly.returncode, missing) == (3, "rashomon: missing.txt: no such file or folder")
    assert silent.endswith(f"the others are in {tmp_path / 'out' / 'report.json'}")
    wrong = process("explain", "Kristi Noom", "--output", built)
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)
    (tmp_path / "sources").mkdir()
    assert process("verify", "--output", built, "--sources", tmp_path / "sources").returncode in (1, 2)
