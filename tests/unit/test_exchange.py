"""The formats for other tools: they say what the graph says, and state nothing that somebody merely said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import ontology
from graph.formats import FILES, ON_DEMAND, FormatError, write
from graph.formats.content import Content
from graph.model import DOCUMENT, KnowledgeGraph, Stance
from graph.prefixes import NS, PREFIXES, Minter, expand
from graph.provenance import About, Terms
from graph.triples import quads
from support.graphs import EXAMPLE, RICH, knowledge_graphs
from support.properties import given

GRAPHS = pytest.mark.parametrize("kg", [EXAMPLE, RICH], ids=["example", "rich"])
MINT = Minter()
TOLD = About(("Rashomon", "9.9"), terms=Terms("https://example.org/licence", "Ruth Okello"))


def written(kg: KnowledgeGraph, name: str) -> bytes:
    stream = io.BytesIO()
    write = ON_DEMAND[name].knowledge
    assert write is not None
    write(Content(kg, told=TOLD), stream)
    return stream.getvalue()


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


@GRAPHS
def test_in_rdf_1_2_a_proposition_reifies_the_triple_that_it_is_about(kg: KnowledgeGraph) -> None:
    read = set(ox.parse(written(kg, "rdf12"), format=ox.RdfFormat.TRIG))
    reified = {it for it in read if it.predicate == node("rdf:reifies")}
    assert read - reified == set(quads(kg, told=TOLD)), "a triple term states nothing"
    wanted = {
        (MINT.proposition(it.id), MINT.entity(it.subject), f"{NS}{it.relation}", MINT.entity(it.object))
        for it in kg.propositions
        if it.object is not None
    }
    found = {(it.subject.value, *(part.value for part in it.object)) for it in reified}  # type: ignore[union-attr]
    assert found == wanted


@GRAPHS
def test_each_claim_is_an_annotation_of_its_sentence_in_its_paragraph(kg: KnowledgeGraph) -> None:
    store = ox.Store()
    store.load(written(kg, "annotations"), ox.RdfFormat.TURTLE)
    asked = """SELECT ?claim ?body ?source ?exact ?start ?end ?prefix ?suffix {
      ?claim a oa:Annotation ; oa:motivatedBy ?why ; oa:hasBody ?body ; oa:hasTarget ?target .
      ?target oa:hasSource ?source ; oa:hasSelector ?s . ?s oa:exact ?exact ; oa:start ?start ; oa:end ?end
      OPTIONAL { ?s oa:prefix ?prefix } OPTIONAL { ?s oa:suffix ?suffix } }"""
    found = store.query(asked, prefixes={"oa": PREFIXES["oa"]})
    assert isinstance(found, ox.QuerySolutions)
    rows = {row["claim"].value: {name.value: row[name] for name in found.variables} for row in found}  # type: ignore[union-attr]
    assert set(rows) == {MINT.claim(it.id) for it in kg.claims}
    for claim in kg.claims:
        row = rows[MINT.claim(claim.id)]
        assert (row["body"].value, row["exact"].value) == (MINT.proposition(claim.proposition), claim.quote)
        assert row["source"].value == MINT.document(claim.document)
        whole = next(
            (it for it in kg.passages if it.document == claim.document and it.span.covers(claim.evidence)), None
        )
        before, after = (row[name].value if row[name] else "" for name in ("prefix", "suffix"))
        if whole is None:
            assert (before, after) == ("", "")
            continue
        assert f"{before}{claim.quote}{after}" in whole.text
        assert len(before) == min(32, claim.evidence.start - whole.span.start)
        assert len(after) == min(32, whole.span.end - claim.evidence.end)
    # Nothing that somebody says is a fact in this format.
    assert {quad.predicate.value.rpartition("#")[0] for quad in store} <= {PREFIXES["oa"][:-1], PREFIXES["rdf"][:-1]}


@GRAPHS
def test_a_nanopublication_for_each_claim_asserts_a_stance_and_no_edge(kg: KnowledgeGraph) -> None:
    store = ox.Store()
    store.load(written(kg, "nanopub"), ox.RdfFormat.TRIG)
    heads = """SELECT ?np ?a ?p ?i { GRAPH ?h {
      ?np a np:Nanopublication ; np:hasAssertion ?a ; np:hasProvenance ?p ; np:hasPublicationInfo ?i } }"""
    found = store.query(heads, prefixes={"np": "http://www.nanopub.org/nschema#"})
    assert isinstance(found, ox.QuerySolutions)
    rows = list(found)
    assert {row["np"].value for row in rows} == {f"{MINT.base}nanopub/{it.id}" for it in kg.claims}
    relations = {node(f"rsh:{name}") for name in ontology.load().relations}
    for row in rows:
        asserted = list(store.quads_for_pattern(None, None, None, row["a"]))
        assert not relations & {it.predicate for it in asserted}
        assert len([it for it in asserted if it.predicate == node("rsh:stance")]) == 1
        assert list(store.quads_for_pattern(row["a"], node("prov:hadPrimarySource"), None, row["p"]))
        assert list(store.quads_for_pattern(None, node("oa:exact"), None, row["p"]))
        assert list(store.quads_for_pattern(row["np"], node("dcterms:license"), None, row["i"]))
    assert len(list(store.named_graphs())) == 4 * len(kg.claims)


@GRAPHS
def test_claims_of_schema_org_have_each_denial_as_a_review_without_a_rating(kg: KnowledgeGraph) -> None:
    told = json.loads(written(kg, "claimreview"))
    assert told["@context"] == "https://schema.org"
    claims = told["@graph"]
    assert [it["@id"] for it in claims] == [MINT.proposition(it.id) for it in kg.propositions]
    reviews = {review["@id"]: review for it in claims for review in it.get("review", ())}
    assert set(reviews) == {MINT.claim(it.id) for it in kg.claims if it.stance is Stance.DENIED}
    assert all(it["reviewBody"] and "reviewRating" not in it for it in reviews.values())
    assert all(it["text"] and it["appearance"] for it in claims)


@given(knowledge_graphs())
def test_a_denial_by_nobody_who_is_named_is_not_that_of_the_article(kg: KnowledgeGraph) -> None:
    claims = json.loads(written(kg, "claimreview"))["@graph"]
    authors = {review["@id"]: review.get("author", {}).get("@id") for it in claims for review in it.get("review", ())}
    for it in kg.claims:
        if it.stance is Stance.DENIED:
            said = MINT.document(it.document) if it.speaker == DOCUMENT else it.speaker and MINT.entity(it.speaker)
            assert authors[MINT.claim(it.id)] == said


@given(knowledge_graphs())
def test_any_graph_can_be_written_and_gives_the_same_bytes_twice(kg: KnowledgeGraph) -> None:
    for name in ON_DEMAND:
        assert written(kg, name) == written(kg, name)
    list(ox.parse(written(kg, "rdf12"), format=ox.RdfFormat.TRIG))
    list(ox.parse(written(kg, "nanopub"), format=ox.RdfFormat.TRIG))
    json.loads(written(kg, "claimreview"))


def test_they_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    always = {file for file, it in FILES.items() if not it.on_demand}
    assert {it.name for it in write(Content(EXAMPLE), tmp_path)} == always
    assert {it.name for it in write(Content(EXAMPLE), tmp_path, also=["nanopub"])} == always | {"graph.nanopub.trig"}
    with pytest.raises(FormatError, match="rdf12, nanopub, annotations, claimreview"):
        write(Content(EXAMPLE), tmp_path, also=["ntriples"])
