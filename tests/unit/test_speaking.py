"""That somebody said something is a statement of its own, once for each act of speech, with what was said."""

from __future__ import annotations

import pytest

from graph.model import DOCUMENT, Annotation
from support.properties import given, settings, st
from support.reading import article


def spoken(text: str) -> list[tuple[str | None, str, str]]:
    """Who reports it, who spoke, and what was said: a statement in short, or the words."""
    read = article(text)
    return [(it.speaker, it.subject.entity, _content(read, it.id)) for it in read.statements if it.relation == "claims"]


def _content(read: Annotation, id: str) -> str:
    known = {it.id: it for it in read.statements}
    said = known[id].content
    if isinstance(said, str):
        inner = known[said]
        return " ".join([inner.subject.entity, inner.relation, *([inner.object.entity] if inner.object else [])])
    return dict(read.contents)[id]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Ana Paz said that the harvest had been the worst in years.",
            "ana-paz",
            "the harvest had been the worst in years",
        ),
        ("Ana Paz told reporters that Peru sued Chile.", "ana-paz", "peru sues chile"),
        ("Ana Paz told El Tiempo that Peru sued Chile.", "ana-paz", "peru sues chile"),
        ("Peru sued Chile, Ana Paz explained on Friday.", "ana-paz", "peru sues chile"),
        ("The road is open, Ana Paz revealed on Friday.", "ana-paz", "The road is open"),
        ("“The road is open. Peru sued Chile. Spain sued Cuba,” said Ana Paz.", "ana-paz", "peru sues chile"),
        ("According to Ana Paz, the road is open.", "ana-paz", "the road is open"),
        (
            "Ana Paz said that the road, which Peru took from Chile, is open.",
            "ana-paz",
            "the road, which Peru took from Chile, is open",
        ),
    ],
)
def test_who_said_what(text: str, speaker: str, content: str) -> None:
    assert spoken(text) == [(DOCUMENT, speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz believes that the road is open.",
        "Ana Paz asked whether the road is open.",
        "Ana Paz accused Luis Mora of taking bribes.",
        "Ana Paz denied that the road is open.",
        "Ana Paz demanded that Luis Mora resign.",
        "Ana Paz said that Luis Mora killed Pedro Ruiz.",  # accuses
        "Ana Paz said that she had not met with Luis Mora.",  # denies
        "The road is open.",
    ],
)
def test_no_plain_speech_beside_another_act_or_a_thought(text: str) -> None:
    assert spoken(text) == []


def test_what_one_says_that_another_said_is_the_content() -> None:
    found = spoken("Reuters reported that Ana Paz had said that the road was open.")
    assert found == [
        (DOCUMENT, "reuters", "ana-paz claims"),
        ("reuters", "ana-paz", "the road was open"),
    ]


@settings(max_examples=20)
@given(
    st.lists(
        st.sampled_from(["The road is open.", "Peru sued Chile.", "It rained.", "Spain visited Cuba."]),
        min_size=1,
        max_size=5,
    )
)
def test_one_claim_for_each_act_of_speech(sentences: list[str]) -> None:
    found = spoken(f"“{' '.join(sentences)[:-1]},” Ana Paz told reporters.")
    assert [(speaker, subject) for speaker, subject, _ in found] == [(DOCUMENT, "ana-paz")]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Ana Paz", "ana-paz"),
        ("Critics of Luis Mora", "critics-of-luis-mora"),
        ("A former aide", "former-aide"),
        ("Two of the officials", "officials"),
        ("Nobody", None),
        ("He", None),
    ],
)
def test_the_speaker_of_an_attribution_is_who_claims_it(source: str, speaker: str | None) -> None:
    read = article(f"{source} said that the road is open.")
    assert [it.speaker for it in read.attributions] == [speaker]
    assert [it.subject.entity for it in read.statements if it.relation == "claims"] == ([speaker] if speaker else [])
