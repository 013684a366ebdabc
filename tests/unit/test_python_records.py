"""Records and their tables: the same from memory and from a folder, in pandas, in polars and in a file."""

from __future__ import annotations

import csv
import dataclasses
import pickle
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from graph import records
from graph.errors import QueryError, StoreError, UsageError
from graph.explain.told import ANSWER, POSSIBLE_ANSWER
from graph.model import KnowledgeGraph, Stance
from graph.records import Accusation, Claim, Dispute, Records
from graph.records.kinds import AnswerKind
from graph.result import Result
from support.graphs import EXAMPLE, HOSTILE, RICH, knowledge_graphs
from support.properties import given, settings

# rdflib uses deprecated parts of itself whenever it writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")

RESULT = Result(RICH)
LISTS = ("claims", "entities", "disputes", "accusations")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("records") / "out"
    RESULT.write(output)
    return output


def test_what_is_loaded_answers_like_what_was_built(folder: Path) -> None:
    loaded = Result.load(folder)
    for name in LISTS:
        built = getattr(RESULT, name)()
        assert built
        assert getattr(loaded, name)() == built
    for question in ("disputes", "accusations", "visits", "labels", "origins"):
        assert loaded.query(question) == RESULT.query(question)
    assert loaded.report()["counts"] == RESULT.report()["counts"]
    assert repr(loaded) == f"<SavedResult {folder}: {repr(RESULT).removeprefix('<Result: ')}"
    assert loaded.html() == RESULT.html()
    without = [re.sub(r'content="default-src[^"]*"', "", it.html(sparql=False)) for it in (loaded, RESULT)]
    assert without[0] == without[1]
    assert loaded._repr_html_().startswith("<iframe")
    assert {*loaded.rdflib().quads()} == {*RESULT.rdflib().quads()}


def test_the_network_that_is_loaded_is_that_of_the_build(tmp_path: Path) -> None:
    result = Result(EXAMPLE)  # without characters that XML cannot express
    result.write(tmp_path)
    one, other = result.networkx(), Result.load(tmp_path).networkx()
    assert [*one.nodes(data=True)] == [*other.nodes(data=True)]
    assert [*one.edges(keys=True, data=True)] == [*other.edges(keys=True, data=True)]


def test_a_folder_without_a_build_is_refused_and_one_that_lacks_a_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no folder .*nowhere"):
        Result.load(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="no store in"):
        Result.load(tmp_path)
    result = Result(EXAMPLE)
    result.write(tmp_path / "out")
    for name, form in (("view.html", "html"), ("graph.graphml", "networkx"), ("report.json", "report")):
        (tmp_path / "out" / name).unlink()
        with pytest.raises(StoreError, match=re.escape(repr(name))):
            getattr(Result.load(tmp_path / "out"), form)()


@given(knowledge_graphs())
@settings(max_examples=25)
def test_every_claim_of_any_graph_is_a_record_that_says_the_same(kg: KnowledgeGraph) -> None:
    records = {it.id: it for it in Result(kg).claims()}
    labels = {it.id: it.label for it in kg.entities}
    propositions = {it.id: it for it in kg.propositions}
    disputed = {it.id for it in kg.disputes()}
    assert records.keys() == {it.id for it in kg.claims}
    for claim in kg.claims:
        it, about = records[claim.id], propositions[claim.proposition]
        assert (it.stance, it.sentence, it.score) == (claim.stance.value, claim.quote, pytest.approx(claim.score))
        assert (it.start, it.end, it.document) == (claim.evidence.start, claim.evidence.end, claim.document)
        assert (it.subject, it.object) == (labels[about.subject], about.object and labels[about.object])
        assert it.disputed == (claim.proposition in disputed)
        assert it.relayed_by == tuple(sorted({labels[one] for one in claim.relayed_by})) or len(claim.relayed_by) > 1
        assert it.speaker_id == (claim.speaker if claim.speaker in labels else None)
    disputes = Result(kg).disputes()
    assert {it.proposition for it in disputes} == disputed
    for dispute in disputes:
        assert {it.id for it in dispute.claims} == {c.id for c in kg.claims if c.proposition == dispute.proposition}
        assert all(c.stance is Stance.DENIED for c in kg.claims if c.id in {it.id for it in dispute.denied})


def test_nobody_named_and_the_article_speak_as_elsewhere() -> None:
    speakers = {it.id: (it.speaker, it.speaker_id) for it in RESULT.claims()}
    asked = {row["sentence"]: row["speaker"] for row in RESULT.query("disputes")}
    for it in RESULT.claims():
        if it.sentence in asked and it.disputed:
            assert it.speaker in asked.values()
    assert ("nobody named", None) in speakers.values()
    assert ("the article", None) in speakers.values()


def test_an_accusation_has_its_answers_as_the_query_has_them() -> None:
    rows = {(row["accuser"], row["accused"], row["answered_by"] or None) for row in RESULT.query("accusations")}
    assert rows == {
        (it.accuser, it.accused, answer)
        for it in RESULT.accusations()
        for answer in ([one.speaker for one in it.answers] or [None])
    }
    assert all(isinstance(it, Claim) and it.relation == "accuses" for it in RESULT.accusations())


def test_the_words_of_stances_and_answers_are_those_of_the_graph() -> None:
    assert get_args(records.Stance) == tuple(map(str, Stance))
    assert get_args(AnswerKind) == (ANSWER, POSSIBLE_ANSWER)


def test_records_are_frozen_and_a_list_is_one_line() -> None:
    claims = RESULT.claims()
    with pytest.raises(dataclasses.FrozenInstanceError):
        claims[0].score = 1.0  # type: ignore[misc]
    assert repr(claims).count("\n") == 0
    assert len(repr(claims)) < 400
    assert isinstance(claims[1:], Records)
    assert [*claims[1:]] == [*claims][1:]
    assert len(repr(RESULT)) < 100


def test_a_result_is_pickled_before_and_after_it_was_asked() -> None:
    asked = Result(EXAMPLE)
    asked.claims()
    again = pickle.loads(pickle.dumps(asked))
    assert again == Result(EXAMPLE)
    assert again.claims() == asked.claims()


# ------------------------------------------------------------------ questions


def test_a_question_is_a_name_with_parameters_or_sparql() -> None:
    assert RESULT.query("disputes", entity="Noem") == RESULT.query("disputes", entity="id:kristi-noem")
    days = RESULT.query("visits")
    assert all(row["date"] is None or isinstance(row["date"], date) for row in days)
    (row,) = RESULT.query("SELECT (2 AS ?n) (0.5 AS ?half) (true AS ?yes) ?no { ?claim a rsh:Claim } LIMIT 1")
    assert row == {"n": 2, "half": 0.5, "yes": True, "no": None}
    assert [*RESULT.query("ASK { ?claim a rsh:Claim }")] == [{"truth": True}]
    assert RESULT.query("CONSTRUCT { ?c a rsh:Claim } { ?c a rsh:Claim }").columns == ("subject", "predicate", "object")
    (told,) = RESULT.query("SELECT ?x FROM <https://example.org/none> { ?x a rsh:Claim }").warnings[:1]
    assert "is not in this store" in told


@pytest.mark.parametrize(
    ("question", "params", "reason"),
    [
        ("dispute", {}, "did you mean disputes"),
        ("disputes", {"who": "Noem"}, "has no parameter 'who'"),
        ("disputes", {"entity": "Noemi"}, "did you mean"),
        ("SELECT ?x {", {}, "line 1"),
        ("DELETE WHERE { ?a ?b ?c }", {}, "queries read"),
    ],
)
def test_a_question_that_means_nothing_says_why(question: str, params: dict[str, str], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        RESULT.query(question, **params)


# ------------------------------------------------------------------ tables


def test_a_csv_holds_no_formula_and_replaces_the_file(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("before", encoding="utf-8")
    hostile = dataclasses.replace(RESULT.claims()[0], sentence='=HYPERLINK("http://x")', object="-1", score=0.5)
    records = Records([hostile], {"sentence": str, "object": str, "score": float}, lambda it: [dataclasses.asdict(it)])
    records.to_csv(path)
    (row,) = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert row == {"sentence": '\'=HYPERLINK("http://x")', "object": "'-1", "score": "0.5"}
    assert [it.name for it in tmp_path.iterdir()] == ["claims.csv"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_the_same_table_in_pandas_polars_and_a_file(name: str, tmp_path: Path) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    records = getattr(RESULT, name)()
    records.to_csv(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream)]
    one, other = records.to_pandas(), records.to_polars()
    assert tuple(one.columns) == tuple(other.columns) == records.columns == tuple(rows[0])
    assert len(one) == len(other) == len(rows) - 1 >= len(records)
    assert isinstance(one, pandas.DataFrame)
    assert isinstance(other, polars.DataFrame)
    for column in records.columns:
        cells = [None if not isinstance(it, tuple) and pandas.isna(it) else it for it in one[column]]
        told = [tuple(it) if isinstance(it, polars.Series | list) else it for it in other[column]]
        assert [it.date() if isinstance(it, pandas.Timestamp) else it for it in cells] == told


def test_columns_have_their_types_where_nothing_is_in_them() -> None:
    pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    empty = RESULT.claims()[:0]
    assert {**empty.to_polars().schema} == {**RESULT.claims().to_polars().schema}
    assert empty.to_polars().schema["date"] == polars.Date
    types = empty.to_pandas().dtypes
    assert (str(types["date"]), str(types["score"]), str(types["disputed"])) == ("datetime64[s]", "float64", "bool")


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(UsageError, match=re.escape(f"pip install 'rashomon[{name}]'")):
            getattr(RESULT.claims(), f"to_{name}")()


def test_a_dispute_has_a_row_for_each_claim_and_an_accusation_one_for_each_answer(tmp_path: Path) -> None:
    def rows(records: Records[Dispute] | Records[Accusation]) -> int:
        records.to_csv(tmp_path / "rows.csv")
        with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as stream:
            return len([*csv.reader(stream)]) - 1

    assert rows(RESULT.disputes()) == sum(len(it.claims) for it in RESULT.disputes())
    assert rows(RESULT.accusations()) == sum(max(len(it.answers), 1) for it in RESULT.accusations())


def test_rdf_is_written_with_the_prefixes_of_the_project() -> None:
    trig = RESULT.rdflib().serialize(format="trig")
    for prefix in ("rsh", "acc", "id", "prov", "schema", "oa", "skos"):
        assert f"@prefix {prefix}: <" in trig
    assert "id:kristi-noem" in trig
    assert "ns1:" not in trig
    assert HOSTILE in {it.label for it in RESULT.entities()}
