"""Named queries and users' own queries: answers, parameters, refusals and formats are the same on both engines."""

from __future__ import annotations

import contextlib
import http.server
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib

from graph import ontology
from graph.errors import QueryError
from graph.model import KnowledgeGraph, Source, Span, Stance
from graph.prefixes import NS, PREFIXES, Minter
from graph.queries import (
    Graphs,
    QuerySyntaxError,
    named_queries,
    parse,
    run,
)
from graph.queries.guard import ServiceError
from graph.queries.packaged import packaged
from graph.store import as_rdflib, open_store, write_store
from graph.triples import quads
from support.annotations import read
from support.graphs import ARTICLE, E1, HOSTILE, OTHER, RICH, knowledge_graphs
from support.properties import given, settings, st

# rdflib uses deprecated parts of itself whenever it queries or writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")

NEEDED = {
    "says": {"speaker": "Noem"},
    "account": {"entity": "Kristi Noem"},
    "evidence": {"subject": "Petro"},
    "diff": {"one": "Noem", "other": "Pedro Sánchez"},
}
MORE = [
    ("disputes", {"entity": "Noem"}),
    ("disputes", {"entity": "us-government"}),
    ("accusations", {"entity": "Petro"}),
    ("answers", {"entity": "Petro"}),
    ("labels", {"entity": "tda"}),
    ("visits", {"entity": "bogota"}),
    ("says", {"speaker": "Pedro Sánchez", "about": "U.S. government"}),
    ("account", {"entity": "United States"}),
    ("account", {"entity": f"<{PREFIXES['doc']}0123456789abcdef>"}),
    ("unattributed", {"entity": "Aragua Train"}),
    ("evidence", {"subject": "Petro", "relation": "criticizes", "object": "Trump administration"}),
    ("diff", {"one": "United States", "other": "Pedro Sánchez"}),
    ("diff", {"one": "Andean Post", "other": "000_11a090e9b5617967.txt"}),
    ("origins", {"entity": "Sweden"}),
    ("speaks-of", {"speaker": "Noem"}),
    ("speaks-of", {"about": "Petro"}),
]


def stored(kg: KnowledgeGraph) -> ox.Store:
    result = ox.Store()
    result.extend(quads(kg))
    return result


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = tmp_path_factory.mktemp("output")
    write_store(quads(RICH), folder)
    return open_store(folder)


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return as_rdflib(quads(RICH))


# -------------------------------------------------------------------------------- answers


def test_disputes_show_both_sides(store: ox.Store) -> None:
    rows = [(row["statement"], row["stance"], row["speaker"]) for row in run(store, "disputes")]
    criticism = "Gustavo Petro criticizes U.S. government"
    assert [row for row in rows if row[0] == criticism] == [
        (criticism, "affirmed", "Kristi Noem"),
        (criticism, "denied", "Pedro Sanchez"),
    ]
    assert {row[0] for row in rows} == {
        criticism,
        "Gustavo Petro praises Tren de Aragua",
        "United States classifies Tren de Aragua as terrorist organization",
    }


def test_disputes_of_one_who_takes_a_side(store: ox.Store) -> None:
    rows = run(store, "disputes", {"entity": "Pedro Sanchez"})
    assert {row["statement"].split()[1] for row in rows} == {"Petro", "States"}
    assert len(run(store, "disputes", {"entity": "Sweden"})) == 0


def test_accusations_with_content_and_answer(store: ox.Store) -> None:
    rows = list(run(store, "accusations"))
    assert [(row["accuser"], row["accused"], row["of"], row["answered_by"]) for row in rows] == [
        ("Kristi Noem", "Gustavo Petro", "Gustavo Petro praises Tren de Aragua", "Gustavo Petro"),
        ("Gustavo Petro", HOSTILE, "of <i>lying</i>", ""),
    ]
    assert [row["answer"] for row in rows] == [
        "“I never praised them,” Petro answered.",
        "no answer was read in these articles",
    ]
    assert {row["speaker"] for row in rows} == {"the article"}


def test_labels_by_outlet_and_date(store: ox.Store) -> None:
    rows = list(run(store, "labels"))
    assert [(row.get("outlet"), row["date"], row["stance"], row["speaker"]) for row in rows] == [
        (None, "2025-04-07", "affirmed", "Pedro Sanchez"),
        ("Andean Post", "2025-04-09", "denied", "Gustavo Petro"),
    ]
    assert {(row["classifier"], row["classified"], row["category"]) for row in rows} == {
        ("United States", "Tren de Aragua", "terrorist organization")
    }


def test_visits_by_day_and_place(store: ox.Store) -> None:
    rows = list(run(store, "visits"))
    assert [(row["day"], row.get("place"), row["statement"]) for row in rows] == [
        ("2025-03-20 to 2025-03-28", None, "Kristi Noem met with Gustavo Petro"),
        ("2025-03-27", "Bogota", "Kristi Noem visited Bogota"),
    ]


def test_what_one_says_of_another(store: ox.Store) -> None:
    rows = list(run(store, "says", {"speaker": "Noem", "about": "Petro"}))
    assert [(row["statement"], row["stance"], row["content"]) for row in rows] == [
        ("Gustavo Petro criticizes U.S. government", "affirmed", ""),
        ("Gustavo Petro praises Tren de Aragua", "affirmed", ""),
        ("Kristi Noem accuses Gustavo Petro", "affirmed", "Gustavo Petro praises Tren de Aragua"),
        ("Gustavo Petro linked to Tren de Aragua", "hedged", ""),
    ]


@pytest.mark.parametrize("file", ["queries/says.rq", "queries/speaks-of.rq", "explain/about.rq", "serve/speakers.rq"])
def test_the_speech_acts_of_the_queries_are_those_of_the_ontology(file: str) -> None:
    listed = re.search(r"\?act IN \(([^)]*)\)", packaged(*file.split("/")))
    assert listed is not None
    speech = {f"rsh:{name}" for name, it in ontology.load().relations.items() if it.speech_act}
    assert set(re.findall(r"rsh:\w+", listed[1])) == speech


def test_a_query_of_ones_own_asks_for_relations_by_their_kind(store: ox.Store) -> None:
    text = """SELECT DISTINCT ?act {
      ?proposition rdf:predicate ?act
      FILTER(?act IN ())  # kind encounter
    }"""
    encounters = {name for name, it in ontology.load().relations.items() if it.kind == "encounter"}
    found = {row["act"].removeprefix(NS).removeprefix("rsh:") for row in run(store, parse(text))}
    assert found
    assert found <= encounters
    with pytest.raises(QueryError, match="no kind of relations 'encounters'"):
        parse(text.replace("kind encounter", "kind encounters"))


def test_the_world_according_to_somebody(store: ox.Store) -> None:
    rows = [(r["subject"], r["relation"], r["object"]) for r in run(store, "account", {"entity": "Kristi Noem"})]
    assert rows == [
        ("Gustavo Petro", "criticizes", "U.S. government"),
        ("Gustavo Petro", "praises", "Tren de Aragua"),
    ]
    (label,) = run(store, "account", {"entity": "U.S."})
    assert (label["subject"], label["relation"]) == ("Tren de Aragua", "classified as")
    assert label["sentence"].startswith("“As Defense Minister")


def test_unattributed(store: ox.Store) -> None:
    (row,) = run(store, "unattributed")
    assert (row["statement"], row["stance"]) == ("Tren de Aragua operates in United States", "hedged")


def test_evidence_of_an_edge(store: ox.Store) -> None:
    answer = run(store, "evidence", {"subject": "petro", "relation": "Criticizes", "object": "U.S. government"})
    assert [(row["stance"], row["speaker"], row["start"], row["end"]) for row in answer] == [
        ("affirmed", "Kristi Noem", "1108", "1291"),
        ("denied", "Pedro Sanchez", "1913", "2048"),
    ]
    assert {row["file"] for row in answer} == {"000_11a090e9b5617967.txt"}


def test_two_accounts_compared(store: ox.Store) -> None:
    rows = [
        (row["agreement"], row["side"], row["stance"], row["opposite"], row["statement"])
        for row in run(store, "diff", {"one": "Noem", "other": "Pedro Sánchez"})
    ]
    assert rows == [
        ("alone", "one", "hedged", "", "Gustavo Petro linked to Tren de Aragua"),
        ("alone", "one", "affirmed", "", "Gustavo Petro praises Tren de Aragua"),
        ("alone", "other", "affirmed", "", "United States classifies Tren de Aragua as terrorist organization"),
        ("contradicted", "one", "affirmed", "denied", "Gustavo Petro criticizes U.S. government"),
        ("contradicted", "other", "denied", "affirmed", "Gustavo Petro criticizes U.S. government"),
    ]
    # What the United States are only reported to say is listed separately.
    told = [row for row in run(store, "diff", {"one": "U.S.", "other": "Noem"}) if row["side"] == "one"]
    assert told == []  # Petro denies it in RICH
    undisputed = replace(RICH, claims=tuple(it for it in RICH.claims if it.id != "d7"))
    for source in (stored(undisputed), as_rdflib(quads(undisputed))):
        (label,) = (row for row in run(source, "diff", {"one": "U.S.", "other": "Noem"}) if row["side"] == "one")
        assert (label["agreement"], label["speaker"]) == ("told", "Pedro Sanchez")
    # The outlet says what its article itself says; what quoted speakers say is not part of that.
    (outlet,) = {
        row["who"] for row in run(store, "diff", {"one": "Andean Post", "other": "Noem"}) if row["side"] == "one"
    }
    assert outlet == "Andean Post"
    said = [row["statement"] for row in run(store, "diff", {"one": "andean-post", "other": "Reuters"})]
    assert said == [f"Gustavo Petro accuses {HOSTILE}: of <i>lying</i>", "Kristi Noem visited Bogota"]


def test_positions_over_time() -> None:
    """Petro leaves open, then denies, then affirms that he praised them; Noem, who always affirms it, is left out."""
    later = replace(OTHER, file="later.txt", sha256="fedcba9876543210" * 4, published=date(2025, 5, 1))
    said = next(it for it in RICH.claims if it.id == "d5")
    open_ = replace(said, id="p1", stance=Stance.HEDGED, document=ARTICLE.id, evidence=E1[0], quote=E1[1], answers=())
    owned = replace(said, id="p2", stance=Stance.AFFIRMED, document=later.id, answers=())
    graph = replace(RICH, documents=(OTHER, ARTICLE, later), claims=(*RICH.claims, owned, open_))
    for source in (stored(graph), as_rdflib(quads(graph))):
        rows = [(row["who"], row["date"], row["stance"], row["statement"]) for row in run(source, "positions")]
        praise = "Gustavo Petro praises Tren de Aragua"
        assert rows == [
            ("Gustavo Petro", "2025-04-07", "hedged", praise),
            ("Gustavo Petro", "2025-04-09", "denied", praise),
            ("Gustavo Petro", "2025-05-01", "affirmed", praise),
        ]
        assert len(run(source, "positions", {"speaker": "Petro"})) == 3
        assert run(source, "positions", {"speaker": "Noem"}).empty


def test_each_accusation_with_its_answers() -> None:
    """A denial in a later article, no comment, an unanswered accusation by somebody unnamed, and one withdrawn."""
    first = (
        "The miner Jose Paz accused the foreman Raul Gil of beating workers in Oruro. Gil declined to comment. The"
        " priest Tomas Vega has been accused of hiding weapons. The clerk Fay Moon said that Mayor Sid Pratt had"
        " threatened the janitor Tom Bly."
    )
    second = (
        "The foreman Raul Gil denied on Monday that he had beaten workers in Oruro. The clerk Fay Moon took back her"
        " statement that Mayor Sid Pratt had threatened the janitor Tom Bly."
    )
    graph = read(first, second)
    for source in (stored(graph), as_rdflib(quads(graph))):
        rows = [(it["accuser"], it["accused"], it["kind"], it["answered_by"]) for it in run(source, "answers")]
        assert sorted(rows) == [
            ("Fay Moon", "Sid Pratt", "withdrawal", "Fay Moon"),
            ("Jose Paz", "Raul Gil", "denial", "Raul Gil"),
            ("Jose Paz", "Raul Gil", "no comment", "Raul Gil"),
            ("nobody named", "Tomas Vega", "none was read", ""),
        ]
        (back,) = run(source, "withdrawals")
        assert (back["who"], back["statement"]) == ("Fay Moon", "Sid Pratt threatens Tom Bly")
        assert (back["still_said_by"], back["sentence"].startswith("The clerk Fay Moon took back")) == (
            "Fay Moon",
            True,
        )


def test_how_many_outlets_tell_something_and_how_many_origins_it_has() -> None:
    """Claims passed on, claims in a copy, and claims that two outlets make independently; not those by only one."""
    buys = ("1", "1", "Andean Post", "Reuters", "Pedro Sanchez (according to Reuters)", "Colombia buys from Sweden")
    praise, visit = "Gustavo Petro praises Tren de Aragua", "Kristi Noem visited Bogota"
    said = next(it for it in RICH.claims if it.id == "c1")
    copied = replace(said, id="c1b", document=OTHER.id, evidence=Span(9, 12), origin=ARTICLE.id)
    seen = replace(next(it for it in RICH.claims if it.id == "d4"), id="d4b", document=ARTICLE.id)
    graph = replace(RICH, claims=(*RICH.claims, copied, seen))
    for source in (stored(graph), as_rdflib(quads(graph))):
        rows = [
            (row["outlets"], row["origins"], row.get("outlet"), row["origin"], row["speaker"], row["statement"])
            for row in run(source, "origins")
        ]
        assert rows == [
            ("2", "1", None, ARTICLE.title, "Kristi Noem", praise),
            ("2", "1", "Andean Post", ARTICLE.title, "Kristi Noem", praise),
            ("2", "2", None, ARTICLE.title, "the article", visit),
            ("2", "2", "Andean Post", "Andean Post", "the article", visit),
            buys,
        ]


def test_what_is_told_with_its_day_counts_as_told_without_it() -> None:
    """To affirm the narrower proposition affirms the broader one; to deny it does not deny the broader one."""
    seen = next(it for it in RICH.claims if it.id == "d4")
    broad = next(it for it in RICH.propositions if it.id == seen.proposition)
    exact = replace(broad, id="exact", on=date(2025, 4, 7), broader=(broad.id,))
    narrow = replace(seen, id="d4b", document=ARTICLE.id, proposition=exact.id)
    for stance, expected in ((Stance.AFFIRMED, [("2", "2")] * 2), (Stance.DENIED, [])):
        claims = (*RICH.claims, replace(narrow, stance=stance))
        graph = replace(RICH, propositions=(*RICH.propositions, exact), claims=claims)
        for source in (stored(graph), as_rdflib(quads(graph))):
            rows = [it for it in run(source, "origins") if it["statement"] == "Kristi Noem visited Bogota"]
            assert [(it["outlets"], it["origins"]) for it in rows] == expected


def test_what_a_newer_version_says_anew_and_no_more() -> None:
    claims = {it.id: it for it in RICH.claims}
    kept = replace(claims["c1"], id="c1b", document=OTHER.id)
    graph = replace(
        RICH,
        claims=(claims["c1"], claims["c3"], claims["d4"], kept),
        sources=(Source(OTHER.id, ARTICLE.id, revises=True),),
    )
    for source in (stored(graph), as_rdflib(quads(graph))):
        rows = [(row["outlet"], row["before"], row["change"], row["statement"]) for row in run(source, "updates")]
        assert rows == [
            ("Andean Post", ARTICLE.title, "gone", "Gustavo Petro criticizes U.S. government"),
            ("Andean Post", ARTICLE.title, "new", "Kristi Noem visited Bogota"),
        ]


def test_who_is_central_and_who_speaks_of_whom(store: ox.Store) -> None:
    first, second, *_ = run(store, "central")
    assert (first["name"], first["links"], first["propositions"], first["claims"]) == ("Gustavo Petro", "4", "6", "8")
    assert (second["name"], second["links"], second["claims"]) == ("Tren de Aragua", "2", "6")
    rows = {
        (r["who"], r["of"]): (r["claims"], r["affirmed"], r["denied"], r["hedged"]) for r in run(store, "speaks-of")
    }
    # Her claims, and the article's statement that she accuses him. "Noem claims …" is not counted in addition to the
    # claim of hers that it repeats.
    assert rows["Kristi Noem", "Gustavo Petro"] == ("4", "3", "0", "1")
    assert rows["Pedro Sanchez", "Gustavo Petro"] == ("1", "0", "1", "0")
    assert rows["Gustavo Petro", "Tren de Aragua"] == ("2", "0", "2", "0")
    assert ("Gustavo Petro", "Gustavo Petro") not in rows


def test_a_line_for_a_parameter_is_left_out_without_it(store: ox.Store) -> None:
    text = """# Labels
    # param about (entity, optional): of what
    SELECT ?about ?label {
      ?thing rdfs:label ?label .
      FILTER EXISTS { ?p rdf:object ?thing ; rdf:subject ?about }  # if about
    }"""
    assert len(run(store, text)) > len(RICH.entities) - 1
    assert {row["label"] for row in run(store, text, {"about": "Noem"})} == {"Gustavo Petro", "Bogota"}


@pytest.mark.parametrize(
    ("name", "params"), [*((it.name, NEEDED.get(str(it.name), {})) for it in named_queries()), *MORE]
)
def test_both_engines_give_the_same_rows_in_the_same_order(
    store: ox.Store, dataset: rdflib.Dataset, name: str, params: dict[str, str]
) -> None:
    answer = run(store, name, params)
    assert len(answer) > 0 or name in (
        "positions",
        "updates",
        "withdrawals",
    )  # nobody changes their mind, nor does any article; see below
    assert run(dataset, name, params) == answer


@given(knowledge_graphs(), st.data())
@settings(max_examples=8)
def test_both_engines_agree_on_any_graph(kg: KnowledgeGraph, data: st.DataObject) -> None:
    entity = f"<{Minter().entity(data.draw(st.sampled_from(kg.entities)).id)}>"
    for query in named_queries():
        params = {it.name: entity for it in query.parameters if it.required}
        first, second = run(stored(kg), query, params), run(as_rdflib(quads(kg)), query, params)
        assert first.variables == second.variables
        assert sorted(map(str, first.rows)) == sorted(map(str, second.rows)), query.name


def test_account_graphs_answer_from_on_the_store_only(store: ox.Store, dataset: rdflib.Dataset) -> None:
    text = "SELECT ?o FROM acc:kristi-noem FROM graph:entities { id:gustavo-petro rsh:praises/rdfs:label ?o }"
    assert [row["o"] for row in run(store, text)] == ["Tren de Aragua"]
    with pytest.raises(QueryError, match="FROM is refused on rdflib"):
        run(dataset, text)


@pytest.mark.parametrize(
    ("clause", "warned"),
    [
        ("FROM <https://example.org/nowhere>", ["https://example.org/nowhere"]),
        ("FROM NAMED <https://example.org/nowhere>", ["https://example.org/nowhere"]),
        ("FROM acc:kristi-noem FROM acc:kristy-noem", [f"{PREFIXES['acc']}kristy-noem"]),
        ("FROM acc:kristi\\-noen", [f"{PREFIXES['acc']}kristi-noen"]),
        (f"FROM <{PREFIXES['acc']}kr\\u0069sti-noen>", [f"{PREFIXES['acc']}kristi-noen"]),
        (f"BASE <{PREFIXES['acc']}> FROM <kristi-noen>", [f"{PREFIXES['acc']}kristi-noen"]),
        ("from acc:kristi-noem from named graph:entities", []),
    ],
)
def test_a_graph_that_is_not_there_is_empty_with_a_warning(
    store: ox.Store, listener: tuple[str, list[str]], clause: str, warned: list[str]
) -> None:
    prologue, word, rest = clause.partition("FROM" if "FROM" in clause else "from")
    answer = run(store, f"{prologue} SELECT * {word} {rest} {{ ?s ?p ?o FILTER(?s = 1) }}")
    assert len(answer) == 0
    near = "; near: acc:kristi-noem" if warned and "nowhere" not in clause else ""
    assert answer.warnings == tuple(f"graph <{it}> is not in this store, so it is empty{near}" for it in warned)
    url, seen = listener
    for word in ("FROM", "FROM NAMED"):
        assert run(store, f"SELECT * {word} <{url}g> {{ ?s ?p ?o }}").warnings
    assert run(store, "SELECT * { ?s ?p ?o }", graphs=Graphs((url,), (f"{url}g",)), rows=1).warnings[0].count(url) == 1
    assert seen == []


def test_the_word_from_alone_warns_of_nothing(store: ox.Store) -> None:
    assert run(store, "# FROM <a:b>\nSELECT ?from { ?from rdfs:label 'FROM <a:b>' }").warnings == ()
    # Deeper than rdflib can read.
    deep = "SELECT * FROM <a:b> " + "{" * 60 + "?s ?p ?o" + "}" * 60
    assert run(store, deep).warnings == ()


def test_a_variable_that_stands_nowhere_else_is_told(store: ox.Store) -> None:
    answer = run(store, "SELECT ?lable (STR(?s) AS ?x) { ?s rdfs:label ?label }")
    assert answer.warnings == ("?lable is selected but used nowhere else; did you mean ?label?",)
    assert run(store, "SELECT * { ?s rdfs:label 1 }").warnings == ()


def test_every_named_query_has_title_parameters_and_sentence() -> None:
    names = [it.name for it in named_queries()]
    assert names == [
        *("account", "accusations", "answers", "central", "diff", "disputes", "evidence", "labels", "origins"),
        *("positions", "says", "speaks-of", "unattributed", "updates", "visits", "withdrawals"),
    ]
    for query in named_queries():
        assert query.title
        assert not query.title.endswith(".")
        for parameter in query.parameters:
            assert parameter.description
            assert f"?{parameter.name} " in query.text.split("WHERE")[0]
        # Two of them are counts, and lead to no single sentence.
        assert "?sentence" in query.text or query.name in ("central", "speaks-of")


# ----------------------------------------------------------------------------- parameters


def test_a_query_of_ones_own_declares_parameters(store: ox.Store) -> None:
    text = """# Claims by day and words
    # What an article of a day says.
    # param day (date): day of the article
    # param word (text): what the sentence holds
    # param relation (relation, optional): of which relation
    SELECT ?day ?word ?relation ?sentence {
      ?c prov:hadPrimarySource/schema:datePublished ?day ; oa:hasTarget/oa:hasSelector/oa:exact ?sentence ;
         rsh:rule ?word ; rsh:proposition/rdf:predicate ?relation
    }"""
    query = parse(text)
    assert (query.name, query.title, query.description) == (
        None,
        "Claims by day and words",
        "What an article of a day says.",
    )
    assert [(it.name, it.kind, it.required) for it in query.parameters] == [
        ("day", "date", True),
        ("word", "text", True),
        ("relation", "relation", False),
    ]
    given_ = {"day": "2025-04-09", "word": "speech.claim-that", "relation": "met with"}
    assert run(store, text, {**given_, "relation": "visited"}).variables == ("sentence",)
    assert len(run(store, text, {**given_, "relation": "visited"})) == 1
    assert len(run(store, text, given_)) == 0
    assert len(run(store, text, {"day": "2025-04-09", "word": '"} # <x>'})) == 0


@pytest.mark.parametrize(
    "name",
    ["Kristi Noem", "kristi noem", " NOEM ", "id:kristi-noem", f"<{PREFIXES['id']}kristi-noem>", "kristi-noem"],
)
def test_an_entity_by_label_alias_or_iri(store: ox.Store, name: str) -> None:
    assert len(run(store, "account", {"entity": name})) == 2


def test_the_iri_of_an_account_leads_to_its_owner(store: ox.Store, dataset: rdflib.Dataset) -> None:
    for source in (store, dataset):
        assert run(source, "account", {"entity": "acc:kristi-noem"}) == run(source, "account", {"entity": "noem"})
        # As the name of a graph, in a user's own query, it stands for itself.
        own = "# param g (entity): a graph\nSELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }"
        assert len(run(source, own, {"g": "acc:kristi-noem"})) == 1
        with pytest.raises(QueryError, match="called 'id:kristi-nome'; did you mean 'id:kristi-noem'"):
            run(source, "account", {"entity": "id:kristi-nome"})
        with pytest.raises(QueryError, match=r"called '<http://example\.org/x>'"):
            run(source, own, {"g": "<http://example.org/x>"})


def test_a_label_goes_before_an_alias_and_accents_fall_away_last(store: ox.Store, dataset: rdflib.Dataset) -> None:
    assert len(run(store, "disputes", {"entity": "Pedro Sánchez"})) == len(
        run(store, "disputes", {"entity": "pedro sanchez"})
    )
    # "Ana Pérez" is the author, "Ana Perez" a place: each is found by its exact letters; another spelling fits both.
    assert len(run(store, "visits", {"entity": "Ana Pérez"})) == 0
    for source in (store, dataset):
        with pytest.raises(QueryError) as caught:
            run(source, "visits", {"entity": "ana përez"})
        which = "Ana Perez (place): id:ana-perez, Ana Pérez (person): id:ana-perez-79f0b8c8202d4d69"
        assert str(caught.value) == f"'ana përez' is a name of 2 nodes; say which: {which}"


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("dispute", {}, "no query 'dispute': did you mean disputes"),
        ("xyz", {}, "The named queries are account, accusations"),
        ("account", {}, r"account needs entity \(whose account\)"),
        (
            "account",
            {"entity": "Kristy Noem"},
            "nothing in the graph is called 'Kristy Noem'; did you mean 'Kristi Noem'",
        ),
        ("disputes", {"who": "x"}, "disputes has no parameter 'who': it has entity"),
        ("SELECT * { ?s ?p ?o }", {"s": "x"}, "the query has no parameter 's': it has none"),
        (
            "evidence",
            {"subject": "Petro", "relation": "critizises"},
            "no relation 'critizises'; did you mean 'criticizes'",
        ),
        (
            "# param d (date): day\nSELECT ?d { ?s ?p ?d }",
            {"d": "9 April"},
            "d: '9 April' is not a date like 2025-04-07",
        ),
        ("# param d (colour): x\nSELECT ?d { ?s ?p ?d }", {}, "parameter d: no kind 'colour'; use one of entity"),
        ("SELECT (<http://x/service>(1) AS ?x) {}", {}, "custom function <http://x/service> is not supported"),
        ("ASK { ?s ?p '\ud800' }", {}, "must be valid Unicode"),
        ("disputes", {"entity": "\udfff"}, "must be valid Unicode"),
        ("# param s: x\nSELECT ?o { ?s ?p ?o }", {"s": "Noem"}, r"the parameter \?s cannot be bound: write SELECT \?s"),
        ("# param s: x\nASK { ?x ?p ?o FILTER(?x = ?s) }", {"s": "Noem"}, "in ASK .* be in a triple pattern"),
    ],
)
def test_what_cannot_be_asked_says_why(store: ox.Store, query: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(store, query, params)


def test_a_value_is_never_part_of_the_text(store: ox.Store) -> None:
    attack = 'x"} UNION { ?s ?p ?o } #'
    text = "# param w (text): words\nSELECT ?w ?s { ?s rdfs:label ?w }"
    assert len(run(store, text, {"w": attack})) == 0
    assert len(run(store, text, {"w": "Colombia"})) == 1


# -------------------------------------------------------------------------------- refusals


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the requests that reach it."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    server.server_close()
    thread.join()


CALLS = [
    "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { service<URL>{ ?a ?b ?c } }",
    "SELECT * { SERVICE SILENT <URL> { ?a ?b ?c } }",
    "SELECT * { SERVICESILENT<URL>{ ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX SERVICE: <URL> SELECT * { ?s ?p ?o ; SERVICE SERVICE:x { ?a ?b ?c } }",
    "PREFIX : <URL> PREFIX SERVICE: <http://x/> SELECT * { ?s ?p ?o ; SERVICE:x { ?a ?b ?c } }",
    "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { \\U00000053\\u0065rvice <URL> { ?a ?b ?c } }",
    "SELECT * { \u017fERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 'service' . # service\n FILTER NOT EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "SELECT * { { SELECT * { FILTER(1 <2)SERVICE<URL>{ ?a ?b ?c } } } }",
    "SELECT * { FILTER(?a<?b)SERVICE<URL>{ ?a ?b ?c } }",
    "ASK { SERVICE <URL> { ?a ?b ?c } }",
    "CONSTRUCT { ?a ?b ?c } { SERVICE <URL> { ?a ?b ?c } }",
    "DESCRIBE ?a { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { BIND(EXISTS { SERVICE <URL> { ?a ?b ?c } } AS ?x) }",
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("engine", ["store", "dataset"])
def test_no_query_calls_another_machine(
    request: pytest.FixtureRequest, listener: tuple[str, list[str]], engine: str, call: str
) -> None:
    url, seen = listener
    with pytest.raises(QueryError):
        run(request.getfixturevalue(engine), call.replace("URL", url))
    assert seen == []


def test_the_listener_would_notice(store: ox.Store, listener: tuple[str, list[str]]) -> None:
    url, seen = listener
    with pytest.raises((OSError, RuntimeError)):
        store.query(CALLS[-4].replace("URL", url))
    assert seen == ["/"]


TOKENS = ("SERVICE", "service", "SILENT", ":", "<u>", "?x", "a", "1", "FILTER", *"{}.;,()<>#'\"\\\n")


@given(st.lists(st.sampled_from(TOKENS), max_size=12))
@settings(max_examples=400)
def test_no_arrangement_of_tokens_calls_another_machine(tokens: list[str]) -> None:
    """A call to a closed port fails with its own error, which must never be the reason for a refusal."""
    closed = "http://127.0.0.1:1/"
    text = f"PREFIX : <{closed}> PREFIX SERVICE: <{closed}> BASE <{closed}> SELECT * {{ "
    text += " ".join(tokens) + " SERVICE:x { ?a ?b ?c } }"
    with contextlib.suppress(QuerySyntaxError, ServiceError):
        run(ox.Store(), text)


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_brackets_that_would_overflow_the_stack_of_the_engine(store: ox.Store, brackets: str) -> None:
    with pytest.raises(QueryError, match="nested more than 64 deep"):
        run(store, f"SELECT * {{ FILTER({brackets[0] * 5000}1{brackets[1] * 5000}) }}")


def test_brackets_in_strings_iris_and_comments_are_not_counted(store: ox.Store) -> None:
    brackets = ":(" * 70
    text = f'SELECT * {{ ?s rdfs:label \'{brackets}\', """{brackets}""" ; a <http://x/{"(" * 70}> }} # {brackets}'
    assert run(store, text).empty


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s rdfs:label 'Secret Service' }",
        'SELECT * { ?s rdfs:label """the "SERVICE" { """ } # SERVICE <http://x> {',
        "PREFIX service: <http://service.example/> SELECT ?service { ?service service:service <http://x/SERVICE> }",
        "SELECT * { ?s ?p '\\u0053ervice' FILTER(?s != <http://x/service>) }",
    ],
)
def test_the_word_alone_is_allowed(store: ox.Store, dataset: rdflib.Dataset, text: str) -> None:
    assert len(run(store, text)) == len(run(dataset, text)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a>\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://x>",
        "drop all",
    ],
)
def test_updates_are_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match="is refused: queries read"):
        run(store, text)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT * {\n ?s ?p ?o .\n ?x }", 3, 2, r"cannot be read from here on: \?x }"),
        ("SELECT ?s {?s ?p ?o} }", 1, 22, "cannot be read from here on: }"),
        ("SELECT * { ?s ?p ?o ", 1, 21, "the end"),
        ("ASK { ?s foo:x ?o }", 1, 10, "a prefix that is not declared: foo:"),
        ("ASK { ?s ?p 'x:y' .\n # z:z\n ?s scema:name <a:b> }", 3, 5, "not declared: scema:; did you mean schema:"),
        ("SELCT * { ?s ?p ?o }", 1, 1, "cannot be read from here on: SELCT .*; did you mean SELECT"),
        ("SELECT ?s { ?s ?p ?o } ORDR BY ?s", 1, 24, "from here on: ORDR BY .*; did you mean ORDER"),
        ("SELECT * {\n ?s ?p ?o\n FILTR(?o > 1) }", 3, 2, "did you mean FILTER"),
        ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", 1, None, "neither grouped nor aggregated"),
        ("SELECT * { ?s <a/b> ?o }", 1, None, "an IRI that is relative"),
        ("SELECT * { ?s ?p 'service }", 1, 12, "cannot be read"),
        ("SELECT ?s {\n\t\t?s a rsh:Person .\n\t\tFILTR(?s)\n}", 3, 3, "did you mean FILTER"),
        ("SELECT ?s { ?s rdfs:label '\\u00e9\\U000000e9' . FILTR(?s) }", 1, 48, "did you mean FILTER"),
        ("SELECT (foo(?s) AS ?x) {}", 1, 12, r"from here on: \(\?s\) AS \?x\) {}$"),
        ("SELECT ?x ?x {}", 1, None, "SELECT names a variable twice"),
        ("SELECT (1 AS ?x) { ?x ?y ?z }", 1, None, "AS names a variable that has a value already"),
        ("SELECT * {} VALUES (?a ?b) { (1) }", 1, None, "a row of VALUES has more or fewer values"),
    ],
)
def test_syntax_errors_have_a_place(store: ox.Store, text: str, line: int, column: int | None, reason: str) -> None:
    with pytest.raises(QuerySyntaxError, match=reason) as raised:
        run(store, text)
    assert raised.value.line == line
    if column is not None:
        assert raised.value.column == column
    assert str(raised.value).startswith(f"line {line}, column {raised.value.column}: ")


def test_other_prefixes_of_another_base() -> None:
    result = ox.Store()
    result.extend(quads(RICH, "https://example.org/news/"))
    assert len(run(result, "account", {"entity": "id:kristi-noem"})) == 2
    rows = list(run(result, "SELECT ?s { ?s rdfs:label 'Kristi Noem' }"))
    assert rows == [{"s": "id:kristi-noem"}]


def test_vocabulary_of_the_queries_is_in_the_ontology() -> None:
    for query in named_queries():
        used = set(re.findall(r"rsh:(\w+)", query.text))
        assert used <= ontology.load().terms, query.name
        assert f"PREFIX rsh:    <{NS}>" in query.text
