"""Everything that is admitted into a graph makes a graph that passes `verify`, no matter what it says."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from graph import Document, ontology
from graph.assemble import assemble
from graph.errors import AnnotationError, Fault
from graph.extract.pipeline import annotate
from graph.model import DOCUMENT, Annotation, Stance
from graph.network import network
from graph.read import from_text
from graph.readers.admission import admitted, check
from graph.resolve import resolve
from graph.standoff import faults, from_json, to_json
from graph.triples import quads
from graph.validate import check_shapes
from support.properties import given, settings, st

ARTICLE = from_text(
    "Noem and Petro\n\nKristi Noem said that President Gustavo Petro of Colombia met with the Tren de Aragua in Bogota "
    "on March 27, 2025.\n\nPetro denied that he met with the Tren de Aragua, and accused Noem of lying. The United "
    "States classifies the Tren de Aragua as a terrorist organization.",
    language="en",
)
RELATIONS = st.sampled_from(sorted(ontology.load().relations))
CLASSES = st.sampled_from(sorted(ontology.load().classes))
ODD = st.sampled_from(["x", ".", "\0", "\x0b<>", "id:noem", "\u202e", "A\nB", "United States", "e" * 900])


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The annotation of the article by our own reader, without the fields that follow from the rest."""
    value = to_json(annotate(ARTICLE))
    del value["passages"]
    assert len(value["claims"]) > 4
    return value


def changes(value: dict[str, Any], draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Changes a claim or an entity to something that may or may not be meaningful."""
    ids = st.sampled_from([it["id"] for it in value["entities"]])
    claims = st.sampled_from([it["id"] for it in value["claims"]])
    references = st.fixed_dictionaries({"entity": ids, "start": st.integers(0, 9), "end": st.integers(9, 20)})
    days = st.sampled_from(["2025-01-02", "0001-01-01", "9999-12-31"])
    claim, entity = draw(st.sampled_from(value["claims"])), draw(st.sampled_from(value["entities"]))
    options: list[tuple[dict[str, Any], str, st.SearchStrategy[Any]]] = [
        (claim, "subject", references),
        (claim, "object", st.none() | references),
        (claim, "relation", RELATIONS),
        (claim, "stance", st.sampled_from([*map(str, Stance)])),
        (claim, "speaker", st.none() | st.just(DOCUMENT) | ids),
        (claim, "relayed_by", st.lists(ids, max_size=2)),
        (claim, "content", st.none() | st.fixed_dictionaries({"claim": claims}) | st.just({"start": 0, "end": 4})),
        (claim, "answers", st.none() | claims),
        (claim, "score", st.sampled_from([0, 1, 0.5, 1e-300, 0.1 + 0.2])),
        (claim, "rule", ODD),
        (claim["qualifiers"], draw(st.sampled_from(["as", "at", "regarding"])), references),
        (claim["qualifiers"], draw(st.sampled_from(["earliest", "latest"])), days),
        (claim["qualifiers"], "with", st.lists(references, min_size=1, max_size=2)),
        (entity, "type", CLASSES),
        (entity, "label", ODD),
        (entity, "aliases", st.lists(ODD, max_size=2)),
        (entity, draw(st.sampled_from(["country", "place"])), ids),
        (entity, "participants", st.lists(ids, max_size=2)),
        (entity, draw(st.sampled_from(["earliest", "latest"])), days),
    ]
    inside, key, values = draw(st.sampled_from(options))
    inside[key] = draw(values)


@settings(max_examples=25)
@given(data=st.data())
def test_what_is_admitted_verifies(data: st.DataObject, written: dict[str, Any]) -> None:
    value = copy.deepcopy(written)
    for _ in range(data.draw(st.integers(1, 6))):
        changes(value, data.draw)
    renamed, name = data.draw(st.sampled_from(value["entities"]))["id"], data.draw(ODD)
    value = json.loads(json.dumps(value).replace(json.dumps(renamed), json.dumps(name)))
    assert list(faults(value)) == []
    try:
        annotation = admitted(from_json(value, text=ARTICLE.text), ARTICLE, "a.json")
    except AnnotationError as error:
        assert error.faults
        return
    knowledge = assemble([annotation], resolve([annotation]))
    store = ox.Store()
    store.bulk_extend(quads(knowledge, infer=True))
    assert check_shapes(store) == []
    network(knowledge)


def test_what_our_reader_says_is_admitted_as_it_is() -> None:
    annotation = annotate(ARTICLE)
    assert check(annotation, ARTICLE) == ()
    let_in = admitted(annotation, ARTICLE, "a.txt")
    assert replace(let_in, passages=()) == annotation
    assert all(any(it.span.covers(one.evidence) for it in let_in.passages) for one in annotation.statements)


def test_an_annotation_of_another_document_is_refused(written: dict[str, Any]) -> None:
    other = from_text("Ana Ruiz met Luis Mora.", file="other.txt")
    annotation: Annotation = from_json(written)
    told = check(annotation, other)
    assert told[0].place == "document.sha256"
    assert Fault("document.file", "is 'text', but the document is 'other.txt'") in told
    assert isinstance(other, Document)
    with pytest.raises(AnnotationError, match=r"a\.json, document\.sha256: is not that of other\.txt.* more faults\)"):
        admitted(annotation, other, "a.json")
