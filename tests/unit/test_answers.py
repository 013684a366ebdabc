"""Which accusation a reply answers: judged by speaker, by whom they speak for, and by topic; what is left open."""

from __future__ import annotations

import pytest

from graph.assemble.answers import ANSWERS
from graph.assemble.topics import stem, topic
from graph.model import KnowledgeGraph
from support.annotations import read
from support.properties import given, st

CHARGES = ("accuses", "facesAccusation")
LANG = "The nurse Ida Lang accused the surgeon Bo Falk of operating while drunk."
EK = "The auditor Mats Ek accused Bo Falk of tax evasion."


def accusers(kg: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    """The accusers, by the speaker who answers them; "" for an unnamed accuser."""
    propositions = {it.id: it for it in kg.propositions}
    claims = {it.id: it for it in kg.claims}
    found: dict[str, tuple[str, ...]] = {}
    for reply in kg.claims:
        if propositions[reply.proposition].relation not in ANSWERS:
            continue
        accused = [propositions[claims[id].proposition] for id in reply.answers]
        by = sorted(it.subject if it.relation == "accuses" else "" for it in accused if it.relation in CHARGES)
        if by:
            found[propositions[reply.proposition].subject] = tuple(by)
    return found


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Falk denied that he had operated while drunk.", {"bo-falk": ("ida-lang",)}),
        ("Falk denied evading taxes.", {"bo-falk": ("mats-ek",)}),
        ("Falk denied the accusation.", {"bo-falk": ("mats-ek",)}),
        ("Falk rejected all accusations.", {"bo-falk": ("ida-lang", "mats-ek")}),
        ("Falk denied any wrongdoing.", {"bo-falk": ("ida-lang", "mats-ek")}),
        ("Falk said that he was innocent.", {"bo-falk": ("ida-lang", "mats-ek")}),
        ("Falk rejected Lang's accusation.", {"bo-falk": ("ida-lang",)}),
        ("Falk insists that all of the accusations are fabrications.", {"bo-falk": ("ida-lang", "mats-ek")}),
        ("Falk insists that some of the beds are fabrications.", {}),
        ("“I did not touch that money,” Falk said.", {"bo-falk": ("mats-ek",)}),
        ("Falk's lawyer, Nils Ott, denied the accusation.", {"nils-ott": ("mats-ek",)}),
        ("Falk denied that the hospital was for sale.", {}),
        ("Falk rejected an offer by Ek to sell a boat.", {}),
        ("The jockey Ed Crane denied evading taxes.", {}),
        ("Ek denied that he was ill.", {}),
        ("Falk said that he did nothing wrong.", {"bo-falk": ("ida-lang", "mats-ek")}),
        ("The mayor Pia Roth dismissed accusations that Falk had evaded taxes.", {"pia-roth": ("", "mats-ek")}),
        ("“Dr. Falk is innocent,” said the mayor Pia Roth.", {"pia-roth": ("ida-lang", "mats-ek")}),
        ("“Falk did nothing wrong,” the mayor Pia Roth said.", {"pia-roth": ("ida-lang", "mats-ek")}),
        ("The mayor Pia Roth denied that Falk had operated while drunk.", {"pia-roth": ("ida-lang",)}),
        ("The mayor Pia Roth rejected Ek's claim that Falk had evaded taxes.", {"pia-roth": ("mats-ek",)}),
        ("The mayor Pia Roth denied that Falk was in town.", {}),
        ("The mayor Pia Roth said that Ek was innocent.", {}),
        ("The mayor Pia Roth denied that Lang had evaded taxes.", {}),
        ("The mayor Pia Roth denied that she had paid Falk.", {}),
        ("Lang said that Falk was not innocent.", {}),
        ("Falk declined to comment.", {}),
        ("Falk did not deny the accusation.", {}),
    ],
)
def test_a_reply_answers_its_own_accusation(reply: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert accusers(read(f"{LANG} {EK} {reply}")) == expected


FAR = " ".join(f"The harbour of Town {n} was closed in the winter of that year." for n in range(12))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A plea is about the charges reported before it, not about those long after it.
        ("Bo Falk pleaded not guilty. {far} In Peru Falk has been accused of fraud.", {}),
        ("Bo Falk has been accused of fraud. {far} Falk pleaded not guilty.", {"bo-falk": ("",)}),
        # A reply that names the person it answers does answer them, however far away the accusation is.
        ("Bo Falk denied the claims by Mats Ek. {far} Ek accused Falk of fraud.", {"bo-falk": ("mats-ek",)}),
        ("Bo Falk has been accused of fraud. {far} “I do not like that,” Falk said of the weather.", {}),
        ("Mats Ek blamed Bo Falk for everything that happened in the region. Falk admitted selling a boat there.", {}),
    ],
)
def test_a_reply_means_what_was_told_by_then(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert accusers(read(text.format(far=FAR))) == expected


@pytest.mark.parametrize(
    ("denial", "answered"),
    [
        ("Falk denied claims that he had financed the protests.", True),
        ("Falk denied claims that he had financed the hospital.", False),
        ("Ek denied claims that he had financed the protests.", False),
    ],
)
def test_who_denies_what_he_is_accused_of_answers_in_whatever_words(denial: str, answered: bool) -> None:
    kg = read(f"The auditor Mats Ek accused Bo Falk of inciting the protests. {denial}")
    about = {it.id: it.relation for it in kg.propositions}
    (accusation,) = (it for it in kg.claims if about[it.proposition] == "accuses")
    assert any(accusation.id in it.answers for it in kg.claims) is answered


def test_who_denies_all_that_somebody_says_is_no_word_for_that_one() -> None:
    kg = read(
        f"{LANG} The police of Oslo accused Ida Lang of theft. The mayor Pia Roth denied all of Lang's accusations."
    )
    about = {it.id: it for it in kg.propositions}
    theft = [
        it
        for it in kg.claims
        if about[it.proposition].relation == "accuses" and about[it.proposition].object == "ida-lang"
    ]
    assert theft
    assert not any(theft[0].id in it.answers for it in kg.claims)


def test_an_accusation_by_nobody_named_is_answered() -> None:
    kg = read("The priest Tomas Vega has been accused of hiding weapons. He denies hiding weapons.")
    assert accusers(kg) == {"tomas-vega": ("",)}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("The surgeon Bo Falk denied on Monday that he had operated while drunk.", {"bo-falk": ("ida-lang",)}),
        ("The surgeon Bo Falk denied on Monday that he had sold a boat.", {}),
        ("The surgeon Bo Falk denied the accusation.", {}),
    ],
)
def test_a_later_article_answers_what_it_names(reply: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert accusers(read(LANG, reply)) == expected


@pytest.mark.parametrize("silence", ["Falk declined to comment.", "Falk could not be reached."])
def test_who_says_nothing_leaves_the_accusation_open_and_answers_nothing(silence: str) -> None:
    kg = read(f"{LANG} {silence}")
    (open_,) = (it for it in kg.claims if it.leaves_unanswered)
    (accusation,) = (it for it in kg.claims if it.id in open_.leaves_unanswered)
    assert accusation.quote == LANG
    assert open_.quote == silence
    assert all(not it.answers for it in kg.claims)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("taking bribes", "bribery"),
        ("that he had threatened two waiters", "threatening waiters"),
        ("stealing water", "the theft of water"),
        ("evading taxes", "tax evasion"),
        ("of killing a judge", "the murder"),
    ],
)
def test_deeds_are_alike_whatever_the_words(one: str, other: str) -> None:
    assert topic(one, ()).likeness(topic(other, ())) > 0
    assert topic(one, ()).likeness(topic("selling a boat", ())) == 0


def test_whose_accusation_it_is_is_no_part_of_its_topic() -> None:
    assert topic("the teacher's accusation", ()).stems == frozenset()
    assert topic("the claims made by the rebels", ()).stems == frozenset()
    assert topic("Noem's allegations of theft", ()).stems == topic("theft", ()).stems
    assert topic("Noem robbed Petro", ("Kristi Noem", "Gustavo Petro")).stems == topic("robbed", ()).stems


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15))
def test_a_stem_is_a_beginning_of_its_word(word: str) -> None:
    assert word.startswith(stem(word))
    assert stem(word)
