"""The store on disk: versions, the pointer, readers that continue reading, and the same data for rdflib."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from oxrdflib import OxigraphStore

from graph import store as store_module
from graph.errors import StoreError
from graph.files import replacing
from graph.model import KnowledgeGraph
from graph.prefixes import DEFAULT_BASE, expand
from graph.queries import run
from graph.store import as_rdflib, base_of, open_store, write_store
from graph.triples import quads
from support.command import versions
from support.graphs import EXAMPLE, RICH, knowledge_graphs
from support.properties import given, settings

# rdflib uses deprecated parts of itself whenever it queries or writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    write_store(quads(RICH), tmp_path)
    assert set(open_store(tmp_path)) == set(quads(RICH))


def test_the_store_is_read_only(tmp_path: Path) -> None:
    write_store(quads(EXAMPLE), tmp_path)
    with pytest.raises((OSError, RuntimeError)):
        open_store(tmp_path).add(next(quads(RICH)))


def test_the_same_quads_are_the_same_version(tmp_path: Path) -> None:
    first = write_store(quads(EXAMPLE), tmp_path)
    made = (first / "CURRENT").stat().st_mtime_ns
    assert write_store(reversed(list(quads(EXAMPLE))), tmp_path) == first
    assert (first / "CURRENT").stat().st_mtime_ns == made


def test_an_old_version_that_nobody_reads_is_removed(tmp_path: Path) -> None:
    write_store(quads(EXAMPLE), tmp_path)
    new = write_store(quads(RICH), tmp_path)
    assert versions(tmp_path) == [new.name]


def test_a_version_that_vanishes_between_pointer_and_lock_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_store(quads(EXAMPLE), tmp_path)
    stale = iter(["0000000000000000"])
    real = store_module._current
    monkeypatch.setattr(store_module, "_current", lambda root: next(stale, None) or real(root))
    assert set(open_store(tmp_path)) == set(quads(EXAMPLE))


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "store" / ".building-0123"
    left.mkdir(parents=True)
    (left / "CURRENT").write_text("half")
    new = write_store(quads(EXAMPLE), tmp_path)
    assert versions(tmp_path) == [new.name]


def test_a_failed_build_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(quads(EXAMPLE), tmp_path)

    class Full:
        def __init__(self, path: str) -> None:
            Path(path).mkdir()

        def bulk_load(self, input: bytes, **_: object) -> None:
            raise OSError(f"no space left on device for {len(input)} bytes")

    monkeypatch.setattr(ox, "Store", Full)
    with pytest.raises(StoreError, match="cannot be written: no space left"):
        write_store(quads(RICH), tmp_path)
    monkeypatch.undo()
    assert set(open_store(tmp_path)) == set(quads(EXAMPLE))
    assert len(versions(tmp_path)) == 1


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no folder .*nowhere: build one with `rashomon build PATH --output"):
        open_store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"", b"../../etc\n", b"\xff\xfe"])
def test_a_pointer_that_names_no_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "current").write_bytes(content)
    with pytest.raises(StoreError):
        open_store(tmp_path)


def test_a_broken_store_is_reported(tmp_path: Path) -> None:
    folder = write_store(quads(EXAMPLE), tmp_path)
    (folder / "CURRENT").write_text("MANIFEST-000000\n")
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(tmp_path)


def test_a_file_is_replaced_at_the_end_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), replacing(path) as stream:
        stream.writelines([b"new", "no bytes"])  # type: ignore[list-item]
    assert path.read_bytes() == b"old"
    with replacing(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights for links, and has no named pipes")
def test_what_is_no_plain_file_stays_what_it_is(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "target", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(target)
    for content in (b"first", b"second"):
        with replacing(link) as stream:
            stream.write(content)
        assert link.is_symlink()
        assert target.read_bytes() == content
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    alias = tmp_path / "alias"
    alias.symlink_to(pipe)
    for path in (pipe, alias):
        with replacing(path) as stream:
            stream.write(b"through")
        assert os.read(reader, 100) == b"through"
        assert pipe.is_fifo()
    with (tmp_path / "open").open("w+b") as opened, replacing(Path(f"/dev/fd/{opened.fileno()}")) as stream:
        stream.write(b"into it")
        stream.flush()
        assert opened.read() == b"into it"
    os.close(reader)
    assert {it.name for it in tmp_path.iterdir()} == {"target", "link", "pipe", "alias", "open"}


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    missing = tmp_path / "no" / "file.csv"
    with pytest.raises(FileNotFoundError) as caught, replacing(missing):
        pass
    assert caught.value.filename == str(missing)
    with pytest.raises(OSError, match="No space left") as full, replacing(tmp_path / "x.csv"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert full.value.filename == str(tmp_path / "x.csv")
    with pytest.raises(IsADirectoryError) as folder, replacing(tmp_path):
        pass
    assert folder.value.filename == str(tmp_path)


@given(knowledge_graphs())
@settings(max_examples=25)
def test_rdflib_holds_the_same_quads(kg: KnowledgeGraph) -> None:
    dataset = as_rdflib(quads(kg))
    again = ox.parse(dataset.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)
    assert {str(it).replace(" <urn:x-rdflib:default>", "") for it in again} == set(map(str, quads(kg)))


def test_rdflib_answers_from_account_and_default_graph() -> None:
    dataset = as_rdflib(quads(EXAMPLE))
    noem = rdflib.URIRef(expand("acc:kristi-noem"))
    assert len(dataset.graph(noem)) == 2
    rows = dataset.query("SELECT ?x { ?x a <https://w3id.org/rashomon/ns#Claim> }")
    assert len(list(rows)) == len(EXAMPLE.claims)


def test_blank_nodes_are_refused() -> None:
    blank = ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://p"), ox.Literal("o"))
    with pytest.raises(StoreError, match="only IRIs and literals"):
        as_rdflib([blank])


def test_the_base_is_read_from_the_names_of_the_graphs() -> None:
    assert base_of(["https://x/account/anyone", "https://x/graph/entities"]) == "https://x/"
    assert base_of([DEFAULT_BASE]) is None


def test_the_store_is_an_rdflib_dataset_without_a_copy(tmp_path: Path) -> None:
    """As in docs/queries.md: through oxrdflib, with the same rows as from the store."""
    write_store(quads(RICH), tmp_path)
    store = open_store(tmp_path)
    dataset = rdflib.Dataset(store=OxigraphStore(store=store))
    text = "SELECT ?who ?label { ?who a rsh:Person ; rdfs:label ?label } ORDER BY ?label"
    prefixed = {name: rdflib.Namespace(expand(f"{name}:")) for name in ("rsh", "rdfs")}
    assert [str(row.label) for row in dataset.query(text, initNs=prefixed)] == [
        row["label"] for row in run(store, text)
    ]
