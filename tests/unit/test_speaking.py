"""Each speech act is a separate statement, with its content."""

from __future__ import annotations

import pytest

from graph.model import DOCUMENT, Annotation, Stance
from support.properties import given, settings, st
from support.reading import article


def spoken(text: str) -> list[tuple[str | None, str, str]]:
    """Who reports the speech act, who spoke, and what was said: a shortened statement, or the words."""
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
        # what somebody is told, in a clause without a frame of its own
        ("Ana Paz told reporters that the hill was important.", "ana-paz", "the hill was important"),
        # from the beginning of the content to its end
        (
            "Ana Paz declared that a ruling taking power from the Senate, which is run by her rivals, came too late.",
            "ana-paz",
            "a ruling taking power from the Senate, which is run by her rivals, came too late",
        ),
        (
            "Ana Paz said two of the three conditions for a deal, time and money, are found in every state.",
            "ana-paz",
            "two of the three conditions for a deal, time and money, are found in every state",
        ),
        (
            "Several analysts warned, as did the central bank itself, that prices would rise again.",
            "analysts",
            "prices would rise again",
        ),
        (
            "In 2009, she faced charges but, according to Ana Paz, a dispute over the evidence stopped the trial.",
            "ana-paz",
            "a dispute over the evidence stopped the trial",
        ),
        # content of which only the subject is known says less than the words
        ("“I have accepted responsibility for it,” Ana Paz said.", "ana-paz", "I have accepted responsibility for it"),
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
        "Everything Ana Paz says is a lie unless proven otherwise.",
        "“Long Road Home (1984)” was written by Ana Paz after the fire in Leeds.",
        "Ana Paz also stressed the growth of “ghost firms,” companies that exist only on paper.",
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


@pytest.mark.parametrize(
    ("text", "outer", "inner", "content"),
    [
        (
            "According to Ana Paz, the port minister, the strike is due to pensions, reported El Tiempo.",
            "el-tiempo",
            "ana-paz",
            "the strike is due to pensions",
        ),
        (
            "Ana Paz said that the bridge would close, Reuters reported on Friday.",
            "reuters",
            "ana-paz",
            "the bridge would close",
        ),
        (
            "Ana Paz said that the bridge would close, according to Reuters.",
            "reuters",
            "ana-paz",
            "the bridge would close",
        ),
        (
            "Ana Paz estimates that the rate would fall to 12 percent, according to the report.",
            "report",
            "ana-paz",
            "the rate would fall to 12 percent",
        ),
        ("“I never asked him for money,” Ana Paz said, according to Reuters.", "reuters", "ana-paz", None),
        ("“We will never sell the port,” said Ana Paz on state radio, reported Reuters.", "reuters", "ana-paz", None),
        # a newspaper passes on what somebody says
        (
            "Reuters reports that the dam was mined by the army, according to Ana Paz.",
            "reuters",
            "ana-paz",
            "the dam was mined by the army",
        ),
        (
            "The BBC said the bank had lost $3 million, according to Ana Paz.",
            "bbc",
            "ana-paz",
            "the bank had lost $3 million",
        ),
    ],
)
def test_who_passes_on_what_another_says(text: str, outer: str, inner: str, content: str | None) -> None:
    found = {(speaker, subject): said for speaker, subject, said in spoken(text)}
    assert set(found) == {(DOCUMENT, outer), (outer, inner)}
    assert found[outer, inner] == (content or text[: text.index("”") + 1])


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


def test_what_somebody_says_may_only_be_spoken_of() -> None:
    read = article("Ana Paz said that Pedro Ruiz “could not grasp” what Luis Mora was saying.")
    assert [it.subject.entity for it in read.statements if it.relation == "claims"] == ["ana-paz"]


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


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("Ana Paz said that Luis Mora met Pedro Ruiz and that Peru sued Chile. Rosa Luz rejected that statement.", ()),
        ("El Tiempo reported that Rosa Luz rejected Ana Paz's claim that Luis Mora met Pedro Ruiz.", ("el-tiempo",)),
    ],
)
def test_who_said_it_does_not_pass_on_that_it_is_denied(text: str, relays: tuple[str, ...]) -> None:
    denials = [it for it in article(text).statements if it.stance is Stance.DENIED]
    assert [(it.speaker, it.relation, it.relayed_by) for it in denials] == [("rosa-luz", "metWith", relays)]
