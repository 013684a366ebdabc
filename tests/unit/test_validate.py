"""The shapes accept the contract's example, and reject every fault that they are meant to reject."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from graph.errors import InputError
from graph.resources import ALIGNMENTS, CORE, SHAPES, ontology_dir
from graph.validate import Finding, check_evidence, check_shapes, validate
from support import ROOT, SEEDS
from support.faults import DOC, MUTATIONS, PROLOGUE, complete_quads, example, insert, remove, swap
from support.scripts import script

ARTICLE = "000_11a090e9b5617967.txt"


def shapes() -> Graph:
    return Graph().parse(data=(ontology_dir() / SHAPES).read_text(encoding="utf-8"), format="turtle")


def targeted() -> set[str]:
    """The local names of the shapes that have their own target."""
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    found = {shape for kind in kinds for shape in shapes().subjects(kind)}
    assert all(isinstance(shape, URIRef) for shape in found)
    return {str(shape).rpartition("#")[2] for shape in found}


def test_the_example_conforms() -> None:
    assert check_shapes(example()) == []


@pytest.mark.parametrize(("shape", "update"), MUTATIONS)
def test_a_mutation_is_found(shape: str, update: str) -> None:
    store = example(update)
    assert set(store) != set(complete_quads()), "the update changes nothing"
    assert shape in {finding.kind for finding in check_shapes(store)}


def test_every_shape_has_a_failing_case() -> None:
    assert targeted() == {shape for shape, _ in MUTATIONS}


def test_every_shape_says_what_it_wants() -> None:
    graph = shapes()
    for name in sorted(targeted()):
        shape = URIRef(f"https://w3id.org/rashomon/shapes#{name}")
        constraints = [shape, *graph.objects(shape, SH.sparql)]
        assert any(graph.objects(it, SH.message) for it in constraints)
        assert any((shape, RDF.type, kind) in graph for kind in (SH.NodeShape, SH.PropertyShape))
        assert len([m for it in constraints for m in graph.objects(it, SH.message)]) == 1, name


def test_a_finding_names_the_node_and_says_what_is_wrong() -> None:
    found = check_shapes(example(swap("claim:c1", "rsh:score", "2"), insert("id:kristi-noem rsh:linkedTo id:talks")))
    assert Finding("claim-score", "claim:c1", "A claim has one score, a decimal from 0 to 1.") in found
    (edge,) = (finding for finding in found if finding.kind == "plain-edge-hearsay")
    assert edge.place == "id:kristi-noem"
    assert "plain edge rsh:linkedTo id:talks is" in edge.message


def test_only_the_default_graph_is_checked() -> None:
    store = example()
    store.update(
        PROLOGUE + "INSERT DATA { GRAPH acc:x { id:kristi-noem rsh:kills id:gustavo-petro . id:x a rsh:Person } }"
    )
    assert check_shapes(store) == []


PLANTED = (
    "entity-label",
    "document-hash",
    "proposition-known-relation",
    "claim-stance-edge",
    "claim-unattributed",
    "evidence-document",
    "plain-edge-denied",
    "plain-edge-hearsay",
    "plain-edge-damaging",
    "accusation",
    "classification",
    "superclasses",
    "known-class",
    "unlabelled",
    "no-blank-nodes",
)


def plainly(data: Graph) -> set[str]:
    """The local names of the shapes that plain pySHACL on plain rdflib finds violated, given nothing but the shapes."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    assert isinstance(report, Graph)
    return {str(shape).rpartition("#")[2] for shape in report.objects(None, SH.sourceShape)}


def test_the_shapes_hold_of_a_build_without_the_ontology_and_with_it() -> None:
    """As with `pyshacl -s ontology/shapes.ttl output/graph.ttl`."""
    assert plainly(Graph().parse(ROOT / "output" / "graph.ttl")) == set()
    store = example()
    for file in (CORE, ALIGNMENTS):
        store.load((ontology_dir() / file).read_bytes(), ox.RdfFormat.TURTLE)
    assert check_shapes(store) == []


def test_the_shapes_are_standard() -> None:
    """Plain pySHACL finds the same as `check_shapes`, which runs its queries on another engine."""
    store = example(*(update for shape, update in MUTATIONS if shape in PLANTED))
    triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())]
    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert plainly(data) == {finding.kind for finding in check_shapes(store)} >= set(PLANTED)


def test_the_shapes_name_what_the_ontology_has() -> None:
    text = (ontology_dir() / SHAPES).read_text(encoding="utf-8")
    assert script("renew_shapes").renewed(text) == text
    assert script("renew_shapes").renewed(text.replace("rsh:visited, ", "")) == text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    store = example(
        insert("<https://w3id.org/rashomon/data> a owl:Ontology ; owl:imports <http://example.org/more.ttl>")
    )
    assert check_shapes(store) == []


# ------------------------------------------------------------------------------ evidence


def seed_copy(folder: Path, text: bytes | None = None, name: str = ARTICLE) -> Path:
    """A folder with the seed article, or with another text under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes((SEEDS / ARTICLE).read_bytes() if text is None else text)
    return folder


def article(data: bytes) -> tuple[ox.Store, str]:
    """A store with one document whose file has these bytes, and the beginning of an update about its evidence."""
    digest = hashlib.sha256(data).hexdigest()
    store = ox.Store()
    store.update(f'{PROLOGUE} INSERT DATA {{ doc:a a rsh:Document ; rsh:sourceFile "a.txt" ; rsh:sha256 "{digest}" }}')
    return store, digest


def quote(start: int, end: int, exact: str) -> str:
    literal = ox.Literal(exact)
    return PROLOGUE + insert(
        "ev:a a oa:SpecificResource ; oa:hasSource doc:a ; oa:hasSelector ev:a-selector . "
        f"ev:a-selector oa:start {start} ; oa:end {end} ; oa:exact {literal}"
    )


def test_the_quotes_of_the_example_are_in_the_seed() -> None:
    assert check_evidence(example(), [SEEDS]) == []
    assert check_evidence(example(), [SEEDS / ARTICLE]) == []
    assert validate(example(), [SEEDS]) == []


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert [finding.kind for finding in check_evidence(example(), [tmp_path])] == ["missing-file"]
    assert [finding.kind for finding in check_evidence(example(), [])] == ["missing-file"]


def test_folders_that_are_not_there_or_closed_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no such file or folder"):
        check_evidence(example(), [SEEDS, tmp_path / "nowhere"])
    closed = seed_copy(tmp_path / "open" / "closed")
    closed.chmod(0)
    user = os.geteuid()
    try:
        if user == 0:  # root can read everything
            os.seteuid(65534)
        with pytest.raises(InputError, match=r"cannot be read: Permission denied"):
            check_evidence(example(), [tmp_path / "open"])
    finally:
        os.seteuid(user)
        closed.chmod(0o700)


def test_a_changed_file_is_a_finding(tmp_path: Path) -> None:
    folder = seed_copy(tmp_path, (SEEDS / ARTICLE).read_bytes() + b" ")
    assert [(finding.kind, finding.place) for finding in check_evidence(example(), [folder])] == [
        ("changed-file", ARTICLE)
    ]


def test_of_files_of_one_name_the_one_with_the_hash_counts(tmp_path: Path) -> None:
    seed_copy(tmp_path / "a", b"another article")
    seed_copy(tmp_path / "b" / "deep")
    assert check_evidence(example(), [tmp_path]) == []


def test_a_file_name_never_leads_out_of_the_folders(tmp_path: Path) -> None:
    seed_copy(tmp_path / "outside")
    (tmp_path / "inside").mkdir()
    for name in (f"../outside/{ARTICLE}", str(tmp_path / "outside" / ARTICLE), "..", "", "/", "a\u0000b"):
        store = example(swap(DOC, "rsh:sourceFile", str(ox.Literal(name))))
        assert [finding.kind for finding in check_evidence(store, [tmp_path / "inside"])] == ["missing-file"]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    binary = bytes(range(256)) * 4
    store, _ = article(binary)
    (tmp_path / "a.txt").write_bytes(binary)
    assert [finding.kind for finding in check_evidence(store, [tmp_path])] == ["unreadable-file"]


def test_a_folder_of_the_name_of_a_file_is_no_file(tmp_path: Path) -> None:
    store, _ = article(b"text")
    (tmp_path / "a.txt").mkdir()
    assert [finding.kind for finding in check_evidence(store, [tmp_path])] == ["missing-file"]


def test_a_dangling_link_is_a_finding(tmp_path: Path) -> None:
    store, _ = article(b"text")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert [finding.kind for finding in check_evidence(store, [tmp_path])] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (swap("ev:e1-selector", "oa:start", "1107"), "wrong-quote"),
        (swap("ev:e1-selector", "oa:end", "1290"), "wrong-quote"),
        (swap("ev:e1-selector", "oa:end", "9999999999999999999999"), "wrong-quote"),
        (swap("ev:e3-selector", "oa:exact", '"In his message"'), "wrong-quote"),
        (swap("ev:e1-selector", "oa:start", "-3"), "no-quote"),
        (swap("ev:e1-selector", "oa:start", '"¹"'), "no-quote"),
        (remove("ev:e1-selector oa:exact ?x"), "no-quote"),
        (remove("ev:e1 oa:hasSelector ?x"), "no-quote"),
        (remove("ev:e1 oa:hasSource ?x"), "no-document"),
        (swap("ev:e1", "oa:hasSource", "doc:other"), "no-document"),
        (swap("claim:c1", "oa:hasTarget", "ev:nowhere"), "no-document"),
    ],
)
def test_a_quote_that_is_not_there_is_a_finding(update: str, kind: str) -> None:
    found = check_evidence(example(update), [SEEDS])
    assert [finding.kind for finding in found] == [kind]
    assert found[0].place.startswith("ev:")


def test_a_wrong_quote_says_where_the_words_are() -> None:
    (finding,) = check_evidence(example(swap("ev:e1-selector", "oa:start", "1000")), [SEEDS])
    assert "the quote is at 1108" in finding.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_offsets_are_code_points_of_the_decoded_text(tmp_path: Path, encoding: str, newline: str) -> None:
    text = f"Title 🧨 of it{newline}{newline}She said: “Ça va, 日本”. \u202eNo.\x0b"
    data = text.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    for piece in ("🧨 of it", f"it{newline}{newline}She", "“Ça va, 日本”", "\u202eNo.\x0b"):
        store, _ = article(data)
        start = text.index(piece)
        store.update(quote(start, start + len(piece), piece))
        assert check_evidence(store, [tmp_path]) == []
        store.update(PROLOGUE + swap("ev:a-selector", "oa:start", str(start + 1)))
        assert [finding.kind for finding in check_evidence(store, [tmp_path])] == ["wrong-quote"]


def test_a_document_without_a_file_is_a_finding() -> None:
    store = example(remove(f"{DOC} rsh:sourceFile ?x"))
    assert [finding.kind for finding in check_evidence(store, [SEEDS])] == ["missing-file"]
