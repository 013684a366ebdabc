"""The vocabulary is complete, its codes exist, and the page about it agrees with it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import graph
from graph import ontology, resources
from graph.errors import ResourceError
from graph.ontology import KINDS, Ontology, Relation, exclude, load
from graph.prefixes import NS, PREFIXES, compact, expand
from graph.resources import ALIGNMENTS, CORE, ontology_dir
from support import ROOT, TESTS
from support.scripts import script

# CAMEO 1.1b3: the codes of each root, written without the root ("1 11" under 02 are 021 and 0211).
CAMEO = {
    "01": "0 1 2 3 4 5 6 7 8 9",
    "02": "0 1 11 12 13 14 2 3 31 32 33 34 4 41 42 43 44 5 51 52 53 54 55 56 6 7 8",
    "03": "0 1 11 12 13 14 2 3 31 32 33 34 4 41 42 43 44 5 51 52 53 54 55 56 6 7 8 9",
    "04": "0 1 2 3 4 5 6",
    "05": "0 1 2 3 4 5 6 7",
    "06": "0 1 2 3 4",
    "07": "0 1 2 3 4 5",
    "08": "0 1 11 12 13 14 2 3 31 32 33 34 4 41 42 5 6 61 62 63 7 71 72 73 74",
    "09": "0 1 2 3 4",
    "10": "0 1 11 12 13 14 2 3 31 32 33 34 4 41 42 43 44 5 51 52 53 54 55 56 6 7 8",
    "11": "0 1 2 21 22 23 24 25 3 4 5 6",
    "12": "0 1 11 12 13 14 2 21 22 23 24 3 31 32 33 34 4 41 42 43 44 45 46 5 6 7 8 9",
    "13": "0 1 11 12 13 2 21 22 23 24 3 4 5 6 7 8 81 82 83 84 85 9",
    "14": "0 1 11 12 13 14 2 21 22 23 24 3 31 32 33 34 4 41 42 43 44 5 51 52 53 54",
    "15": "0 1 2 3 4",
    "16": "0 1 2 21 22 23 3 4 5 6 61 62 63",
    "17": "0 1 11 12 2 21 22 23 24 3 4 5",
    "18": "0 1 2 21 22 23 3 31 32 33 4 5 6",
    "19": "0 1 2 3 4 5 6",
    "20": "0 1 2 3 4 41 42",
}
CAMEO_CODES = {root + rest for root, codes in CAMEO.items() for rest in codes.split()}
PLOVER = {
    "01": None,
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "YIELD",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "163": "COERCE",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
"""The PLOVER class of each CAMEO root, and of the one code that PLOVER separates from its root."""

ONTOLOGY = URIRef(NS.rstrip("#"))

# Terms from vocabularies that rdflib does not include, taken from their own documents.
FOREIGN = {
    "rdf": "Statement",
    "oa": "Annotation hasBody",
    "sem": "Actor Place Event View accordingTo hasActor hasPlace hasTimeStamp hasEarliestBeginTimeStamp "
    "hasLatestEndTimeStamp subEventOf",
    "grasp": "Attribution hasAttribution isAttributionFor wasAttributedTo",
    "cito": "critiques disputes disagreesWith repliesTo",
}


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(data=(ontology_dir() / CORE).read_text(encoding="utf-8"), format="turtle")


def relations() -> list[Relation]:
    return list(load().relations.values())


def names_of(it: object) -> str:
    return it.name if isinstance(it, Relation) else str(it)


# ---------------------------------------------------------------------------- completeness


def test_every_kind_has_relations_and_every_relation_a_kind() -> None:
    assert {it.kind for it in relations()} == set(KINDS)


def test_the_contract_uses_no_term_that_is_not_defined() -> None:
    """Others read the data by these names; removing or renaming one breaks their programs."""
    contract = (TESTS / "data" / "example.trig").read_text(encoding="utf-8")
    used = set(re.findall(r"\brsh:(\w+)", contract))
    assert len(used) > 30
    assert used <= load().terms


@pytest.mark.parametrize("it", relations(), ids=names_of)
def test_a_relation_says_all_about_itself(it: Relation) -> None:
    assert it.label
    assert it.definition.endswith(".")
    assert it.example
    assert it.example.endswith(".")
    assert it.domain
    assert it.range
    assert {*it.domain, *it.range} <= load().classes.keys()
    assert set(it.parents) <= load().groups.keys()
    assert it.name not in load().groups
    assert it.dated == (it.kind in ("encounter", "deal", "force", "deed"))
    assert it.speech_act == (it.kind == "speech")


def test_every_term_has_a_label_and_a_definition(terms: Graph) -> None:
    for name in sorted(load().terms):
        term = URIRef(NS + name)
        assert len(list(terms.objects(term, RDFS.label))) == 1, name
        assert len(list(terms.objects(term, SKOS.definition))) == 1, name
        assert any(terms.objects(term, RDF.type)), name
        assert list(terms.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], name
        texts = [
            *terms.objects(term, RDFS.label),
            *terms.objects(term, SKOS.definition),
            *terms.objects(term, SKOS.example),
        ]
        assert {text.language for text in texts if isinstance(text, Literal)} == {"en"}, name


def test_the_ontology_says_what_it_is(terms: Graph) -> None:
    said = {compact(str(predicate)) for predicate in terms.predicates(ONTOLOGY)}
    dated = {"dcterms:created", "dcterms:modified", "owl:versionIRI", "owl:versionInfo"}
    assert dated | {"dcterms:title", "dcterms:creator", "dcterms:license"} <= said
    assert terms.value(ONTOLOGY, OWL.versionInfo) == Literal(graph.__version__)
    assert terms.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{graph.__version__}")
    for path in sorted(ontology_dir().glob("*.ttl")):
        assert list(Graph().parse(path).objects(None, OWL.versionInfo)) == [Literal(graph.__version__)], path.name


@pytest.mark.parametrize("file", [CORE, ALIGNMENTS])
def test_it_is_owl_2_dl_as_far_as_declarations_go(file: str) -> None:
    """Every name has one kind, every predicate is declared, and every property's datatype exists in OWL 2."""
    said = Graph().parse(ontology_dir() / file)
    sorts = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    sort_of = {name: [it for it in sorts if (name, RDF.type, it) in said] for name in set(said.subjects())}
    assert {str(name): found for name, found in sort_of.items() if len(found) > 1} == {}
    known = {name for name, found in sort_of.items() if found and found != [OWL.Class]}
    of_owl = tuple(PREFIXES[it] for it in ("rdf", "rdfs", "owl", "xsd"))
    assert [it for it in set(said.predicates()) if it not in known and not str(it).startswith(of_owl)] == []
    for name in said.subjects(RDF.type, OWL.DatatypeProperty):
        assert XSD.date not in set(said.objects(name, RDFS.range)), name
    for kind in (RDFS.subClassOf, RDFS.subPropertyOf):
        for left, right in said.subject_objects(kind):
            assert sort_of[left][0] == sort_of[right][0] if isinstance(right, URIRef) else True, left


def test_what_is_something_else_is_disjoint(terms: Graph) -> None:
    """Two classes that can share an instance are one below the other or below a common one, or apply to a country."""
    listed = [
        set(Collection(terms, terms.value(it, OWL.members))) for it in terms.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    apart = {frozenset((a, b)) for names in listed for a in names for b in names if a != b}

    def disjoint(one: str, other: str) -> bool:
        above = [[URIRef(NS + it) for it in (name, *load().superclasses(name))] for name in (one, other)]
        return any(frozenset((a, b)) in apart for a in above[0] for b in above[1])

    assert disjoint("Person", "Prison")
    assert disjoint("Document", "Agent")
    assert not disjoint("Country", "Place")
    top = {
        "Person",
        "Organization",
        "Group",
        "Text",
        "City",
        "Deal",
        "Event",
        "Category",
        "Office",
        "Thing",
        "Document",
    }
    assert not [(a, b) for a in top for b in top if a < b and not disjoint(a, b)]


def test_labels_tell_relations_apart() -> None:
    labels = [it.label for it in (*relations(), *load().groups.values())]
    assert len(set(labels)) == len(labels)


def test_no_term_is_used_without_being_defined(terms: Graph) -> None:
    nodes = {node for triple in terms for node in triple if isinstance(node, URIRef)}
    assert {str(node).removeprefix(NS) for node in nodes if node.startswith(NS)} == load().terms


def test_examples_are_sentences_of_no_article() -> None:
    articles = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    examples = [it.example for it in relations() if it.example]
    assert len(set(examples)) == len(examples)
    assert not [sentence for sentence in examples if sentence in articles]


# --------------------------------------------------------------------------------- codes


def plover_of(code: str | None) -> str | None:
    return None if code is None else PLOVER.get(code, PLOVER[code[:2]])


@pytest.mark.parametrize("it", relations(), ids=names_of)
def test_codes_exist_and_agree(it: Relation) -> None:
    refused, intended = (it.negated_cameo, it.negated_plover), (it.intended_cameo, it.intended_plover)
    for cameo, plover in ((it.cameo, it.plover), refused, intended):
        assert cameo is None or cameo in CAMEO_CODES
        assert plover == plover_of(cameo)


def test_plover_is_covered() -> None:
    assert {it.plover for it in relations()} - {None} == set(PLOVER.values()) - {None}


def test_a_refusal_is_a_rejection() -> None:
    assert {it.negated_plover for it in relations()} == {None, "REJECT"}
    assert all(it.negated_cameo is None or it.cameo is not None for it in relations())


def test_an_intent_agrees_or_threatens() -> None:
    assert {it.intended_plover for it in relations()} == {None, "AGREE", "THREATEN"}
    assert all(it.intended_cameo is None or it.cameo is not None for it in relations())
    assert not [it.name for it in relations() if it.blameworthy and it.intended_plover == "AGREE"]


@pytest.mark.parametrize(
    ("name", "cameo", "plover"),
    [
        ("accuses", "112", "ACCUSE"),
        ("metWith", "040", "CONSULT"),
        ("visited", "042", "CONSULT"),
        ("deports", "174", "COERCE"),
        ("releases", "0841", "YIELD"),
        ("claims", "010", None),
        ("locatedIn", None, None),
    ],
)
def test_some_codes(name: str, cameo: str | None, plover: str | None) -> None:
    assert (load().relations[name].cameo, load().relations[name].plover) == (cameo, plover)


def test_blame_and_favour_are_different_things() -> None:
    blameworthy = {it.name for it in relations() if it.blameworthy}
    favourable = {it.name for it in relations() if it.favourable}
    assert {"attacks", "kills", "threatens"} <= blameworthy
    assert not blameworthy & favourable
    assert {"praises", "defends", "supports", "aids", "memberOf", "linkedTo", "cooperatesWith"} <= favourable
    assert not favourable & {"criticizes", "metWith", "arrests", "sanctions", "locatedIn", "classifiesAs"}


# ------------------------------------------------------------------------------ structure


def test_superclasses_come_nearest_first() -> None:
    it = load()
    assert it.superclasses("Prison") == ("Facility", "Place", "Entity")
    assert it.superclasses("CriminalOrganization") == ("Organization", "Agent", "Entity")
    assert it.superclasses("Country") == ("Agent", "Place", "Entity")
    assert it.superclasses("Document") == ()
    with pytest.raises(KeyError):
        it.superclasses("Wizard")


def test_is_a() -> None:
    it = load()
    assert it.is_a("Person", "Person")
    assert it.is_a("Country", "Place")
    assert it.is_a("Country", "Agent")
    assert not it.is_a("Agent", "Country")
    assert not it.is_a("Wizard", "Wizard")


def test_what_excludes_what() -> None:
    """Subclasses are included, and both directions; what the Turtle does not exclude may be both."""
    for one, other in (
        ("Person", "Prison"),
        ("City", "CriminalOrganization"),
        ("Facility", "Country"),
        ("Deal", "Person"),
    ):
        assert (exclude(one, other), exclude(other, one)) == (True, True), (one, other)
    for one, other in (
        ("Country", "Agent"),
        ("City", "Country"),
        ("Person", "Person"),
        ("Person", "Agent"),
        ("City", "Agent"),
    ):
        assert (exclude(one, other), exclude(other, one)) == (False, False), (one, other)
    assert not exclude("Person", "Nothing")


def test_every_node_class_is_an_entity() -> None:
    record = {"Document", "Account", "Proposition", "Claim", "Stance", "Entity"}
    for name in load().classes.keys() - record:
        assert load().is_a(name, "Entity"), name


def test_groups_have_members_and_are_no_relations() -> None:
    it = load()
    assert {"accuses", "denies", "rejects"} <= set(it.members("speaksAgainst"))
    assert "praises" not in it.members("speaksAgainst")
    assert set(it.members("speaks")) == {name for name, relation in it.relations.items() if relation.kind == "speech"}
    for name, group in it.groups.items():
        assert group.kind == "group"
        assert it.members(name), name
        assert set(group.parents) <= it.groups.keys()
    assert it.members("nothing") == ()


def test_symmetry_and_inverses_fit() -> None:
    it = load().relations
    symmetric = {name for name, relation in it.items() if relation.symmetric}
    assert {"metWith", "signsWith"} <= symmetric
    assert not symmetric & {"accuses", "visited", "buysFrom"}
    assert all(it[name].domain == it[name].range for name in symmetric)
    inverses = {name: relation.inverse for name, relation in it.items() if relation.inverse}
    assert inverses["buysFrom"] == "sellsTo"
    assert all(inverses[other] == name for name, other in inverses.items())
    assert all(
        (it[name].domain, it[name].range) == (it[other].range, it[other].domain) for name, other in inverses.items()
    )


def test_several_classes_are_alternatives_and_not_a_conjunction(terms: Graph) -> None:
    for kind in (RDFS.domain, RDFS.range):
        assert all(len(list(terms.objects(subject, kind))) == 1 for subject in terms.subjects(kind))
    for kind in (SDO.domainIncludes, SDO.rangeIncludes):
        assert all(len(list(terms.objects(subject, kind))) > 1 for subject in set(terms.subjects(kind)))


# ----------------------------------------------------------------------------- alignments


WAYS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(ontology_dir() / ALIGNMENTS)


def aligned(said: Graph) -> set[tuple[Node, Node, Node]]:
    return {it for way in WAYS for it in said.triples((None, way, None)) if str(it[0]).startswith(NS)}


def test_alignments_lead_from_our_terms_to_terms_that_exist(alignments: Graph) -> None:
    known = {PREFIXES[prefix] + name for prefix, names in FOREIGN.items() for name in names.split()}
    known.update(str(term) for vocabulary in (SDO, PROV, SKOS, TIME) for term in dir(vocabulary))
    found = aligned(alignments)
    assert {str(subject).removeprefix(NS) for subject, _, _ in found} <= load().terms
    assert {str(other) for _, _, other in found} <= known


def test_alignments_say_nothing_of_what_others_terms_are_to_each_other(alignments: Graph) -> None:
    stated = {it for way in WAYS for it in alignments.triples((None, way, None))}
    assert {subject for subject, _, _ in stated - aligned(alignments)} <= {
        URIRef("https://w3id.org/rashomon/alignments")
    }


def test_each_alignment_is_argued_in_one_sentence_with_its_source(alignments: Graph) -> None:
    argued = []
    for it in alignments.subjects(RDF.type, OWL.Axiom):
        parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        argued.append(tuple(alignments.value(it, part) for part in parts))
        assert str(alignments.value(it, RDFS.comment)).endswith(".")
        assert str(alignments.value(it, DCTERMS.source)).startswith("http")
    assert len(argued) == len(set(argued))
    assert set(argued) == aligned(alignments)


@pytest.mark.parametrize(
    ("term", "other"),
    [
        ("relayedBy", "grasp:wasAttributedTo"),
        ("criticizes", "cito:critiques"),
        ("proposition", "grasp:isAttributionFor"),
        ("participant", "sem:hasActor"),
        ("at", "schema:location"),
    ],
)
def test_what_would_make_something_of_it_that_it_is_not_is_no_sub_property(
    alignments: Graph, term: str, other: str
) -> None:
    assert (URIRef(NS + term), RDFS.subPropertyOf, URIRef(expand(other))) not in alignments


def test_alignments_reach_every_vocabulary_of_the_design(alignments: Graph) -> None:
    reached = {compact(str(other)).split(":")[0] for _, _, other in aligned(alignments)}
    assert {"schema", "prov", "oa", "skos", "time", "sem", "grasp", "cito"} <= reached


def test_terms_are_declared_in_the_alignments_as_in_the_ontology(alignments: Graph, terms: Graph) -> None:
    for subject, _, _ in aligned(alignments):
        declared = set(alignments.objects(subject, RDF.type))
        assert declared <= set(terms.objects(subject, RDF.type)), subject


# -------------------------------------------------------------------------------- loading


def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Ontology:
    """Loads an ontology other than the packaged one."""
    (tmp_path / CORE).write_text(text, encoding="utf-8")
    monkeypatch.setattr(ontology, "ontology_dir", lambda: tmp_path)
    return load.__wrapped__()


HEAD = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("rsh", "rdfs", "owl", "skos"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("this is not Turtle", CORE),
        ("rsh:A a owl:Class .", "rdfs:label"),
        ('rsh:A a owl:Class ; rdfs:label "a", "b" ; skos:definition "d" .', "2 values"),
        ('rsh:A a owl:Class ; rdfs:label "a" ; skos:definition "d" ; rdfs:subClassOf rsh:B .', "undefined"),
        ('rsh:p a owl:ObjectProperty ; rdfs:label "p" ; skos:definition "d" ; rsh:kind "odd" .', "unknown rsh:kind"),
        ('rsh:p a owl:ObjectProperty ; rdfs:label "p" ; rsh:kind "speech" .', "skos:definition"),
    ],
)
def test_a_broken_ontology_is_a_resource_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    with pytest.raises(ResourceError, match=reason):
        read(tmp_path, monkeypatch, HEAD + text)


def test_a_circle_of_classes_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = 'rsh:{0} a owl:Class ; rdfs:label "{0}" ; skos:definition "d" ; rdfs:subClassOf rsh:{1} .\n'
    it = read(tmp_path, monkeypatch, HEAD + one.format("A", "B") + one.format("B", "A"))
    assert it.superclasses("A") == ("B", "A")


def test_the_ontology_is_read_once() -> None:
    assert load() is load()
    assert resources.ontology_dir() == ontology_dir()


def test_both_parsers_read_the_same() -> None:
    for path in sorted(ontology_dir().glob("*.ttl")):
        data = path.read_bytes()
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
        assert len(quads) == len(Graph().parse(data=data, format="turtle"))


# ----------------------------------------------------------------------------------- page


def test_the_page_names_every_term() -> None:
    page = script("make_ontology_reference").reference()
    assert [name for name in sorted(load().terms) if f"`{name}`" not in page] == []
