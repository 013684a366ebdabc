"""The RDF contract: the content of `example.trig`, and what must hold for any knowledge graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph import ontology, vocabulary
from graph.model import ANYONE, KnowledgeGraph
from graph.prefixes import DEFAULT_BASE, NS, IriError, Minter, content_hash, expand, is_iri
from graph.provenance import About, Terms
from graph.queries import run
from graph.terms import decimal, literal
from graph.triples import quads
from graph.validate import check_shapes
from support import TESTS
from support.graphs import ARTICLE, EXAMPLE, HOSTILE, HOSTILE_ID, OTHER, RICH, knowledge_graphs
from support.properties import given, settings

CONTRACT = TESTS / "data" / "example.trig"
MINT = Minter()
ONTOLOGY = MINT.graph("ontology")
DEFAULT = ox.DefaultGraph()


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


def store(kg: KnowledgeGraph) -> ox.Store:
    result = ox.Store()
    result.extend(quads(kg))
    return result


def objects(dataset: ox.Store, subject: ox.NamedNode, curie: str) -> list[str]:
    found = dataset.quads_for_pattern(subject, node(curie), None, ox.DefaultGraph())
    return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal))


def of_example(iri: str) -> str:
    """The IRI that a piece of the example's evidence has in our output, where a hash names it."""
    names = {"e1": (1108, 1291), "e3": (1913, 2048), "e4": (3056, 3328), "e5": (294, 516)}
    name, dash, rest = iri.removeprefix(MINT.prefixes["ev"]).partition("-")
    if not iri.startswith(MINT.prefixes["ev"]):
        return iri
    return MINT.evidence(content_hash("evidence", ARTICLE.id, *names[name])) + dash + rest


def contract() -> set[ox.Quad]:
    def renamed(term: object) -> object:
        return ox.NamedNode(of_example(term.value)) if isinstance(term, ox.NamedNode) else term

    return {
        ox.Quad(renamed(q.subject), q.predicate, renamed(q.object), q.graph_name)  # type: ignore[arg-type]
        for q in ox.parse(CONTRACT.read_bytes(), format=ox.RdfFormat.TRIG)
    }


def test_says_all_that_the_contract_says() -> None:
    assert contract() - set(quads(EXAMPLE)) == set()


def test_says_nothing_that_the_contract_does_not_call_for() -> None:
    """The example omits superclasses, and rule and score "on every claim"; it has one account node and two labels."""
    entities = MINT.graph("entities")
    allowed = []
    for quad in set(quads(EXAMPLE)) - contract():
        subject, predicate, name = quad.subject.value, quad.predicate.value, quad.graph_name  # type: ignore[union-attr]
        allowed.append(
            (isinstance(name, ox.NamedNode) and name.value == entities)
            or (subject.startswith(MINT.prefixes["id"]) and predicate == expand("rdf:type"))
            or predicate in (expand("rsh:rule"), expand("rsh:score"))
            # The ontology travels with the data.
            or subject.startswith((MINT.prefixes["acc"], NS, NS.rstrip("#")))
            or (isinstance(name, ox.NamedNode) and name.value == MINT.graph("ontology"))
            or (subject.startswith(MINT.prefixes["doc"]) and predicate == expand("rdfs:label"))
        )
    assert all(allowed)
    edges = {q for q in quads(EXAMPLE) if q.graph_name != ox.NamedNode(entities) and q.predicate.value.startswith(NS)}
    plain = {q for q in edges if q.subject.value.startswith(MINT.prefixes["id"])}  # type: ignore[union-attr]
    assert plain == {q for q in contract() if q in plain}


@given(knowledge_graphs())
@settings(max_examples=60)
def test_any_graph_gives_valid_unique_quads_without_blank_nodes(kg: KnowledgeGraph) -> None:
    found = list(quads(kg))
    assert [quad for quad, times in Counter(found).items() if times > 1] == []
    for quad in found:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, ox.BlankNode)
            if isinstance(term, ox.NamedNode):
                assert is_iri(term.value)
    again = ox.parse(ox.serialize(found, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    assert list(again) == found


@given(knowledge_graphs())
@settings(max_examples=40)
def test_stance_stands_on_the_claim_and_in_the_predicate(kg: KnowledgeGraph) -> None:
    dataset = store(kg)
    for claim in kg.claims:
        name = MINT.claim(claim.id)
        assert objects(dataset, ox.NamedNode(name), "rsh:stance") == [expand(f"rsh:{claim.stance.value.title()}")]
        own = {
            "affirmed": "rsh:affirmedIn",
            "denied": "rsh:deniedIn",
            "hedged": "rsh:hedgedIn",
            "withdrawn": "rsh:withdrawnIn",
        }
        for stance, predicate in own.items():
            held = name in objects(dataset, ox.NamedNode(MINT.proposition(claim.proposition)), predicate)
            assert held == (stance == claim.stance.value)


def test_an_instance_bears_its_superclasses() -> None:
    dataset = store(RICH)
    expected = sorted(expand(f"rsh:{name}") for name in ("City", *ontology.load().superclasses("City")))
    assert len(expected) > 1
    assert objects(dataset, node("id:bogota"), "rdf:type") == expected
    there = dataset.quads_for_pattern(node("id:bogota"), node("rdf:type"), None, node("graph:entities"))
    assert sorted(quad.object.value for quad in there) == expected  # type: ignore[union-attr]


def test_deal_and_event() -> None:
    dataset = store(RICH)
    deal, event = node("id:jet-deal"), node("id:meeting-in-bogota")
    assert objects(dataset, deal, "rsh:participant") == [expand("id:colombia"), expand("id:sweden")]
    assert objects(dataset, deal, "rsh:at") == [expand("id:bogota")]
    assert objects(dataset, deal, "rsh:on") == []
    assert objects(dataset, deal, "rsh:earliest") == ["2025-04-01"]
    assert objects(dataset, event, "rsh:on") == objects(dataset, event, "rsh:latest") == ["2025-03-27"]


def test_a_time_is_an_instant_or_an_interval_of_owl_time() -> None:
    dataset = store(RICH)
    deal, event = node("id:jet-deal"), node("id:meeting-in-bogota")
    (day,) = objects(dataset, event, "time:hasTime")
    assert objects(dataset, ox.NamedNode(day), "rdf:type") == [expand("time:Instant")]
    assert objects(dataset, ox.NamedNode(day), "time:inXSDDate") == objects(dataset, event, "rsh:on")
    (interval,) = objects(dataset, deal, "time:hasTime")
    assert objects(dataset, ox.NamedNode(interval), "rdf:type") == [expand("time:Interval")]
    (begin,) = objects(dataset, ox.NamedNode(interval), "time:hasBeginning")
    assert objects(dataset, ox.NamedNode(begin), "time:inXSDDate") == objects(dataset, deal, "rsh:earliest")


def test_who_speaks_and_through_whom() -> None:
    dataset = store(RICH)
    assert objects(dataset, node("claim:d1"), "prov:wasAttributedTo") == [expand("id:pedro-sanchez")]
    assert objects(dataset, node("claim:d1"), "rsh:relayedBy") == [expand("id:reuters")]
    assert objects(dataset, node("claim:d2"), "prov:wasAttributedTo") == [expand("rsh:Unattributed")]
    assert objects(dataset, node("claim:d4"), "prov:wasAttributedTo") == [MINT.document(OTHER.id)]
    assert objects(dataset, node("claim:d1"), "rsh:plover") == ["COOPERATE"]
    assert objects(dataset, node("claim:d5"), "rsh:answers") == [expand("claim:c1"), expand("claim:c5")]


@pytest.mark.parametrize("kg", [EXAMPLE, RICH], ids=["example", "rich"])
def test_what_is_made_by_hand_has_the_shape(kg: KnowledgeGraph) -> None:
    assert check_shapes(store(kg)) == []


def test_several_authors_are_several_nodes() -> None:
    dataset = store(replace(EXAMPLE, documents=(replace(ARTICLE, author="ANA PÉREZ and Kristi Noem"),)))
    authors = objects(dataset, ox.NamedNode(MINT.document(ARTICLE.id)), "schema:author")
    assert authors == [expand("id:ana-perez"), expand("id:kristi-noem")]
    assert objects(dataset, node("id:ana-perez"), "rdfs:label") == ["Ana Pérez"]


def test_outlet_and_author_are_nodes() -> None:
    dataset = store(RICH)
    article = ox.NamedNode(MINT.document(OTHER.id))
    assert objects(dataset, article, "schema:publisher") == [expand("id:andean-post")]
    (author,) = objects(dataset, article, "schema:author")
    # The place "Ana Perez" is not an author, and the author does not become the place.
    assert author != expand("id:ana-perez")
    assert expand("rsh:Person") in objects(dataset, ox.NamedNode(author), "rdf:type")
    assert objects(dataset, ox.NamedNode(author), "rdfs:label") == ["Ana Pérez"]
    assert objects(dataset, article, "schema:url") == [OTHER.url]


def test_an_author_of_whom_an_article_speaks_is_that_person() -> None:
    by_petro = replace(EXAMPLE, documents=(replace(ARTICLE, author="GUSTAVO PETRO"),))
    dataset = store(by_petro)
    assert objects(dataset, ox.NamedNode(MINT.document(ARTICLE.id)), "schema:author") == [expand("id:gustavo-petro")]


@pytest.mark.parametrize("url", ["id:gustavo-petro", "javascript:alert(1)", "https://x/ >", "not a url"])
def test_what_is_no_address_stays_a_text(url: str) -> None:
    dataset = store(replace(EXAMPLE, documents=(replace(ARTICLE, url=url),)))
    (quad,) = dataset.quads_for_pattern(None, node("schema:url"), None)
    assert quad.object == ox.Literal(url)


def test_accounts() -> None:
    dataset = store(RICH)
    assert objects(dataset, ox.NamedNode(MINT.account(OTHER.id)), "rsh:accountOf") == [MINT.document(OTHER.id)]
    assert objects(dataset, ox.NamedNode(MINT.account(ANYONE)), "rsh:accountOf") == []
    assert objects(dataset, ox.NamedNode(MINT.account(ANYONE)), "rdf:type") == [expand("rsh:Account")]
    names = {name.value for name in dataset.named_graphs()}
    assert names == {MINT.account(it.owner) for it in RICH.accounts} | {MINT.graph("entities"), MINT.graph("ontology")}


def test_evidence_is_shared_by_the_claims_of_a_sentence() -> None:
    dataset = store(EXAMPLE)
    targets = {claim: objects(dataset, node(f"claim:{claim}"), "oa:hasTarget") for claim in ("c1", "c2", "c5", "c3")}
    assert targets["c1"] == targets["c2"] == targets["c5"] != targets["c3"]
    assert len(list(dataset.quads_for_pattern(None, node("oa:exact"), None))) == 4


def test_hostile_names_stay_letter_for_letter() -> None:
    assert objects(store(RICH), ox.NamedNode(MINT.entity(HOSTILE_ID)), "rdfs:label") == [HOSTILE]


def test_another_base_moves_the_data_and_not_the_vocabulary() -> None:
    moved = list(quads(RICH, "https://example.org/news/"))
    assert {str(q).replace("https://example.org/news/", DEFAULT_BASE) for q in moved} == set(map(str, quads(RICH)))
    assert not any(f"<{MINT.prefixes['id']}" in str(q) for q in moved)


def test_texts_that_utf8_cannot_hold() -> None:
    assert literal("a\ud800b\udfff") == ox.Literal("a\ufffdb\ufffd")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.9, "0.9"),
        (1, "1"),
        (0, "0"),
        (0.50, "0.5"),
        (10, "10"),
        (1e-7, "0.0000001"),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_decimals_have_no_exponent(number: float, text: str) -> None:
    assert decimal(number) == text
    assert float(text) == number


def test_the_store_keeps_decimals_as_they_are() -> None:
    for number in (1, 0, 0.5, 0.25, 10, 1e-7, 0.30000000000000004):
        quad = ox.Quad(node("claim:c"), node("rsh:score"), literal(decimal(number), "xsd:decimal"))
        dataset = ox.Store()
        dataset.add(quad)
        assert list(dataset) == [quad]


def test_score_of_a_claim_is_a_decimal() -> None:
    kg = replace(EXAMPLE, claims=tuple(replace(it, score=1e-9) for it in EXAMPLE.claims))
    scores = {quad.object for quad in store(kg).quads_for_pattern(None, node("rsh:score"), None)}
    assert scores == {ox.Literal("0.000000001", datatype=node("xsd:decimal"))}


# ------------------------------------------------------------------ what travels with the data


def test_a_relation_leads_to_its_groups_in_the_default_graph() -> None:
    """With the data alone, one can ask for everything that speaks against somebody, with its evidence."""
    found = run(
        store(EXAMPLE),
        """SELECT ?subject ?relation ?quote {
          ?p rdf:predicate/rdfs:subPropertyOf* rsh:speaksAgainst ; rdf:predicate/rdfs:label ?relation ;
            rdf:subject/rdfs:label ?subject ; rsh:affirmedIn/oa:hasTarget/oa:hasSelector/oa:exact ?quote }""",
    )
    assert {(row["subject"], row["relation"]) for row in found} == {
        ("Kristi Noem", "accuses"),
        ("Gustavo Petro", "criticizes"),
    }


def test_the_ontology_is_a_graph_of_its_own_without_blank_nodes() -> None:
    held = {(it.subject, it.predicate, it.object) for it in quads(EXAMPLE) if it.graph_name == ox.NamedNode(ONTOLOGY)}
    assert held == set(vocabulary.everything())
    for name in (*ontology.load().relations, *ontology.load().classes):
        assert (node(f"rsh:{name}"), node("rdfs:isDefinedBy"), ox.NamedNode(NS.rstrip("#"))) in held
    assert (node("rsh:accuses"), node("rsh:plover"), ox.Literal("ACCUSE")) in held


def test_whoever_a_claim_is_attributed_to_has_a_label() -> None:
    """No claim is lost if a query asks for the name of its speaker: the article has a name, and so has "nobody"."""
    dataset = store(RICH)
    spoken = run(dataset, "SELECT ?claim { ?claim prov:wasAttributedTo ?speaker }")
    named = run(dataset, "SELECT ?claim ?name { ?claim prov:wasAttributedTo/rdfs:label ?name }")
    assert {row["claim"] for row in named} == {row["claim"] for row in spoken}
    assert "unattributed" in {row["name"] for row in named}


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("pt-BR", "pt-br"), ("English (UK)", None), (None, None)])
def test_the_label_of_an_article_is_its_headline_in_its_language(language: str | None, tag: str | None) -> None:
    dataset = store(replace(EXAMPLE, documents=(replace(ARTICLE, language=language),)))
    (quad,) = dataset.quads_for_pattern(ox.NamedNode(MINT.document(ARTICLE.id)), node("rdfs:label"), None, DEFAULT)
    assert isinstance(quad.object, ox.Literal)
    assert (quad.object.value, quad.object.language) == (ARTICLE.title, tag)


def test_the_data_tells_what_made_it_and_under_which_terms_it_may_be_used() -> None:
    terms = Terms("https://example.org/licence", "Ruth Okello")
    told = About(("Rashomon", "9.9"), ("rules",), ("some-model 1.0",), terms)
    found = set(quads(RICH, told=told)) - set(quads(RICH))
    kept = ox.Store()
    kept.extend(ox.Quad(it.subject, it.predicate, it.object) for it in found)
    (data,) = (it.subject for it in kept.quads_for_pattern(None, node("rdf:type"), node("dcat:Dataset")))
    (build,) = (it.subject for it in kept.quads_for_pattern(None, node("rdf:type"), node("prov:Activity")))
    assert isinstance(data, ox.NamedNode)
    assert isinstance(build, ox.NamedNode)
    assert objects(kept, data, "dcterms:license") == ["https://example.org/licence"]
    assert objects(kept, data, "dcterms:creator") == ["Ruth Okello"]
    assert objects(kept, data, "prov:wasGeneratedBy") == [build.value]
    assert {MINT.document(it.id) for it in RICH.documents} <= set(objects(kept, build, "prov:used"))
    labels = {it.object.value for it in kept.quads_for_pattern(None, node("rdfs:label"), None)}  # type: ignore[union-attr]
    assert labels == {"Rashomon 9.9", "rules", "some-model 1.0"}
    assert set(quads(RICH)) <= set(quads(RICH, told=told)), "and it changes nothing else"
    other = About(("Rashomon", "9.8"), ("rules",))
    unsaid = [
        it for it in quads(RICH, told=other) if it.predicate in (node("dcterms:license"), node("dcterms:creator"))
    ]
    assert {it.subject for it in unsaid} == {ox.NamedNode(NS.rstrip("#"))}, "nobody said so but the ontology of itself"


def test_a_licence_is_an_iri() -> None:
    with pytest.raises(IriError, match="licence"):
        Terms(license="CC BY 4.0")
