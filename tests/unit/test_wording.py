"""Propositions and claims in words: the form of the sentence for each relation, and the parts of the sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graph import ontology, wording
from graph.model import Proposition
from graph.wording import Said, pattern, plain, sentence, speaker, spoken, when, words
from support.properties import given, st

ONE = {"subject": 1, "object": 1}


@pytest.mark.parametrize(
    ("relation", "more", "form"),
    [
        ("accuses", {}, "{subject} accuses {object}"),
        ("basedIn", {}, "{subject} is based in {object}"),
        ("interviewedBy", {}, "{subject} was interviewed by {object}"),
        (
            "hosted",
            {"with": 2, "at": 1, "when": 1},
            "{subject} hosted {object} with {with.0} and {with.1} in {at} {when}",
        ),
        ("classifiesAs", {"as": 1}, "{subject} classifies {object} as {as}"),
        ("classifiedAs", {"as": 1}, "{subject} is classified {object} as {as}"),
        ("officialOf", {"as": 1}, "{subject} is {as} of {object}"),
        ("officialOf", {}, "{subject} is official of {object}"),
        ("linkedTo", {"regarding": 1}, "{subject} is linked to {object} regarding {regarding}"),
        ("unheardOf", {"as": 1, "object": 0}, "{subject} unheardOf as {as}"),
    ],
)
def test_the_form_of_a_sentence(relation: str, more: dict[str, int], form: str) -> None:
    assert pattern(relation, ONE | more) == form


@pytest.mark.parametrize("relation", sorted(ontology.load().relations.keys() - words()["by_words"]))
def test_every_relation_has_a_form_with_each_name_once(relation: str) -> None:
    form = pattern(relation, {**dict.fromkeys(("subject", "object", "as", "regarding", "at", "when"), 1), "with": 2})
    slots = ("subject", "object", "as", "with.0", "with.1", "regarding", "at", "when")
    assert [form.count(f"{{{slot}}}") for slot in slots] == [1] * len(slots)
    assert spoken(relation) in pattern(relation, ONE)


@pytest.mark.parametrize(("time", "before"), [("", "A"), ("on 2025-01-02", "A on 2025-01-02")])
def test_what_has_no_relation_is_told_by_its_words_and_its_time(time: str, before: str) -> None:
    told = Said("does", {"subject": ["A"], "object": ["B"]}, time, ("had paid for the buses of B",))
    assert sentence(told) == f"{before}: “had paid for the buses of B”"


def test_what_is_said_is_quoted_and_quotations_in_it_have_other_marks() -> None:
    inner = Said("claims", {"subject": ["B"]}, content=("“no”",))
    outer = Said("accuses", {"subject": ["A"], "object": ["B"]}, content=(inner,))
    assert sentence(outer) == "A accuses B of: “B claims: ‘no’”"
    assert sentence(Said("claims", {"subject": ["A"]}, content=('"a" and "b"',))) == 'A claims: “"a" and "b"”'


def test_a_circle_of_what_is_said_ends() -> None:
    known = {id: Proposition(id, id, "claims", None, content=other) for id, other in (("a", "b"), ("b", "a"))}
    assert sentence(wording.said(known["a"], str.upper, known)) == "A claims: “B claims: ‘A claims: “B claims”’”"


def test_a_time_is_told_in_dates_that_every_language_reads_alike() -> None:
    assert when(date(2025, 3, 27)) == "on 2025-03-27"
    assert when(earliest="2025-03-20", latest="2025-03-28") == "between 2025-03-20 and 2025-03-28"
    assert when(earliest="2025-03-20", latest="2025-03-20") == "on 2025-03-20"
    assert when(earliest="2025-03-20") == "from 2025-03-20 on"
    assert when(latest="2025-03-28") == "until 2025-03-28"
    assert when() == ""


@given(st.text(), st.text(), st.lists(st.text(), min_size=1, max_size=2))
def test_names_stand_as_they_are_whatever_they_hold(subject: str, object: str, relays: list[str]) -> None:
    assert sentence(Said("accuses", {"subject": [subject], "object": [object]})) == f"{subject} accuses {object}"
    assert speaker(subject, relays) == f"{subject} (according to {' and '.join(relays)})"


def test_every_relation_has_a_form_that_a_question_can_use() -> None:
    expected = {
        "accuses": "accuse",
        "denies": "deny",
        "dismisses": "dismiss",
        "criticizes": "criticize",
        "seizes": "seize",
        "metWith": "meet with",
        "built": "build",
        "affiliatedWith": "affiliated with",
        "classifiesAs": "classify as",
        "buysFrom": "buy from",
    }
    assert {name: plain(name) for name in expected} == expected
    for name in ontology.load().relations:
        assert plain(name)
        assert plain(name) in spoken(name) or plain(name) != spoken(name)


def test_every_question_names_only_filters_that_the_page_has() -> None:
    filters = {"speaker", "subject", "object", "about", "one", "other", "world", "versus", "time", "verb", "plain"}
    for question in words()["questions"]:
        slots = [set(re.findall(r"\{(\w+)\}", form)) for form in (question["form"], *question["also"])]
        assert set().union(*slots) <= filters
        # The same question may have the verb in either form.
        same = [{"verb" if it == "plain" else it for it in each} for each in slots]
        assert all(each == same[0] for each in same), question["form"]
