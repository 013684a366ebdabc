"""Scores as probabilities: what they are computed from, and how the fit recovers known weights."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import calibration
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.calibration import Features, calibrated, kind_of_doubt, probability
from graph.extract.lexicon.lexicon import load
from graph.model import Annotation
from support.reading import article

TEXT = (
    "The prosecutor Ana Ruiz accused Luis Mora of killing Pedro Paz. Mora denied it. He met with Ruiz in Lima. "
    "Two officials allegedly met with Mora."
)


@pytest.fixture(scope="module")
def annotation() -> Annotation:
    return article(TEXT)


def test_a_weight_for_the_score_alone_leaves_scores_as_they_are(annotation: Annotation) -> None:
    plain = replace(load(), calibration={"score": 1.0})
    assert calibrated(annotation, plain) == annotation


def test_more_weight_more_probability(annotation: Annotation) -> None:
    kind = replace(load(), calibration={"score": 1.0, "voice.nobody": 2.0})
    pairs = list(zip(annotation.statements, calibrated(annotation, kind).statements, strict=True))
    risen = [before.speaker for before, after in pairs if after.score > before.score]
    assert risen == [it.speaker for it, _ in pairs if it.speaker is None] != []


def test_features_tell_how_a_claim_was_read(annotation: Annotation) -> None:
    reader = Features(annotation, load().ontology)
    met, again = (reader.of(it).keys() for it in annotation.statements if it.relation == "metWith")
    assert {"rule.frame", "relation.encounter", "voice.article", "subject.pronoun", "object.name"} <= met
    assert {"voice.nobody", "stance.hedged", "subject.described"} <= again
    found = {it.relation: reader.of(it).keys() for it in annotation.statements}
    assert {"relation.speech", "content.claim", "voice.article", "damaging", "direct", "direct.damaging"} <= found[
        "accuses"
    ]
    assert "content.words" in found["denies"]
    assert {"voice.name", "object.name", "damaging"} <= found["kills"] - {"direct"}
    assert "direct" not in found["kills"] | met


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-1e3, 1e3)), st.floats(-1e3, 1e3))
def test_a_probability_is_one(features: dict[str, float], weight: float) -> None:
    assert 0.02 <= probability(features, {"a": weight, "c": 1.0}) <= 0.98


def test_the_fit_finds_the_weights_that_verdicts_were_made_with() -> None:
    draw = Random(1)
    weights = {"intercept": -0.5, "score": 1.0, "voice.nobody": -1.5}
    readings = []
    for number in range(4_000):
        features = {"intercept": 1.0, "score": draw.uniform(-1, 3), "once." + str(number): 1.0}
        features |= {"voice.nobody": 1.0} if draw.random() < 0.4 else {}
        right = float(draw.random() < probability(features, weights))
        readings.append(calibration.Reading("news", str(number), features, right))
    found = calibration.fitted(readings)
    assert found.keys() == weights.keys()
    assert all(abs(found[name] - weight) < 0.25 for name, weight in weights.items())


def test_only_doubtful_kinds_that_err_are_lowered() -> None:
    def claims(score: float, voice: str, right: float, count: int) -> list[calibration.Reading]:
        features = {"score": score, "rule.frame": 1.0, "stance.hedged": 1.0, f"voice.{voice}": 1.0}
        told = features | kind_of_doubt(features)
        return [calibration.Reading("news", str(n), told, float(n < right * count)) for n in range(count)]

    erring, sound = claims(0.5, "article", 0.2, 50), claims(0.5, "name", 0.9, 50)
    few, sure = claims(0.5, "nobody", 0.0, 5), claims(2.0, "article", 0.0, 50)
    weights = calibration.lowered([*erring, *sound, *few, *sure])
    assert weights.keys() == {"score", "doubtful.frame.hedged.article"}
    assert probability(erring[0].features, weights) < 0.3
    assert probability(sure[0].features, weights) > 0.85


def test_what_was_learned_from_is_not_measured_on() -> None:
    readings = [calibration.Reading("news", str(n), {}, 1.0) for n in range(300)]
    assert 60 < sum(it.held for it in readings) < 140
    assert calibration.Reading("a", "x", {}, 0.0).held == calibration.Reading("b", "x", {"c": 1.0}, 1.0).held
