"""Resolution: what becomes one node, near misses that do not, and the recorded reasons."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.model import RESERVED, Annotation, Decision, Entity, Links, Metadata, Resolution
from graph.resolve import resolve
from graph.resolve.blocking import pairs
from graph.resolve.name_tables import tables
from graph.resolve.names import acronym, fold, initials, is_misspelling, is_syllabic, translate
from graph.resolve.profiles import family
from support.properties import assume, given, settings, st


def article(name: str, *entities: Entity, published: date | None = None) -> Annotation:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Annotation(Metadata(f"{name}.txt", sha256, published=published), (), entities, (), ())


def entity(label: str, type: str = "Person", *aliases: str, id: str | None = None, **more: Any) -> Entity:
    made = Entity(id or "-".join(fold(label)), type, label, tuple(sorted(aliases)))
    return replace(made, **more)


def person(label: str, *aliases: str, **more: Any) -> Entity:
    return entity(label, "Person", *aliases, **more)


COLOMBIA = entity("Colombia", "Country")
SPAIN = entity("Spain", "Country")
UNITED_STATES = entity("United States", "Country", "U.S.")
BOGOTA = entity("Bogota", "City", country="colombia")
NEIGHBOURS = (COLOMBIA, UNITED_STATES, person("Kristi Noem", country="united-states"))


def node(result: Resolution, document: Annotation, local: Entity) -> str:
    return result.canonical[document.metadata.id, local.id]


def same(*locals: Entity, around: Sequence[Entity] = ()) -> bool:
    """Whether entities from several articles, one from each and with the same neighbours, become one node."""
    articles = [article(f"article {n}", *around, it) for n, it in enumerate(locals)]
    result = resolve(articles)
    return len({node(result, a, it) for a, it in zip(articles, locals, strict=True)}) == 1


def reasons(decisions: Sequence[Decision], merged: bool) -> set[str]:
    return {name for it in decisions if it.merged is merged for name, _ in it.features}


# ------------------------------------------------------------------------------ people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Pedro Sánchez"), person("Pedro Sanchez")),
        (person("Kristi Noem"), person("Secretary Kristi Noem")),
        (person("Kristi Noem"), person("KRISTI NOEM")),
        (person("Donald Trump"), person("Donald J. Trump")),
        (person("Donald Trump"), person("Donald John Trump")),
        (person("Donald Trump"), person("Donald Trump 1", "Trump")),
        (person("Abelardo de la Espriella"), person("Abelardo De La Espriella")),
        (
            person("Gustavo Petro", offices=("president of colombia",)),
            person("Gustavo Francisco Petro Urrego", offices=("president",), country="colombia"),
        ),
        (
            person("Muammar Gaddafi", offices=("leader of libya",)),
            person("Moammar Qaddafi", offices=("leader of libya",)),
        ),
    ],
)
def test_one_person(one: Entity, other: Entity) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Pedro Sánchez"), person("Juan Sánchez")),
        (
            person("Pedro Sánchez", country="colombia", offices=("minister of defense",)),
            person("Pedro Sánchez", country="spain", offices=("prime minister",)),
        ),
        (
            person("Pedro Sánchez", offices=("minister of defense of colombia",)),
            person("Pedro Sánchez", offices=("prime minister of spain",)),
        ),
        (person("Pedro Sánchez", country="colombia"), person("Pedro Sánchez", country="spain")),
        (
            person("Nicolás Maduro", country="venezuela", offices=("president of venezuela",)),
            person("Nicolás Maduro Guerra", country="venezuela", offices=("lawmaker",)),
        ),
        (person("Nicolás Maduro", country="venezuela"), person("Nicolás Maduro Guerra", country="venezuela")),
        (person("Gabriel Ortega", gender="male"), person("Gabriel Ortega", gender="female")),
        (person("Mario García", country="peru"), person("María García", country="peru")),
        (person("Robert Kennedy"), person("Robert Kennedy Jr.")),
        (person("John F. Kennedy"), person("John P. Kennedy")),
        (person("John Dickey", offices=("director",)), person("John D. Podesta", offices=("director",))),
        (person("Muammar Gaddafi"), person("Moammar Qaddafi")),
        (person("Noem"), entity("Noem", "Organization")),
        (person("U.S. official", country="united-states"), person("U.S. official", country="united-states")),
    ],
)
def test_two_people(one: Entity, other: Entity) -> None:
    assert not same(one, other)
    assert not same(one, other, around=NEIGHBOURS)


def test_another_office_needs_a_common_neighbourhood() -> None:
    senator, secretary = (
        person("Marco Rubio", offices=("senator",)),
        person("Marco Rubio", offices=("secretary of state",)),
    )
    assert not same(senator, secretary)
    assert same(senator, secretary, around=NEIGHBOURS)


def test_same_name_apart_gets_ids_from_what_tells_them_apart() -> None:
    here = person("Pedro Sánchez", country="colombia", offices=("minister of defense",))
    there = person("Pedro Sánchez", country="spain", offices=("prime minister",))
    result = resolve([article("bogota", COLOMBIA, here), article("madrid", SPAIN, there)])
    assert {it.id for it in result.entities if it.type == "Person"} == {"pedro-sanchez-colombia", "pedro-sanchez-spain"}
    assert {"other_country", "other_office"} <= reasons(result.decisions, merged=False)


@pytest.mark.parametrize("name", ["document", "Document", "Unattributed"])
def test_no_name_is_taken_for_the_voice_of_an_article_or_of_nobody(name: str) -> None:
    [node] = resolve([article("a", Entity("e1", "Document", name))]).entities
    assert node.label == name
    assert node.id not in RESERVED


def test_a_name_that_two_people_bear_is_given_to_neither() -> None:
    here = person("Pedro Sánchez", country="colombia", offices=("minister of defense",))
    there = person("Pedro Sánchez", country="spain", offices=("prime minister",))
    unknown = person("Pedro Sánchez")
    articles = [article("bogota", here), article("madrid", there), article("somewhere", unknown)]
    result = resolve(articles)
    assert len(result.entities) == 3
    assert node(result, articles[2], unknown) == "pedro-sanchez"
    assert "rivals" in reasons(result.decisions, merged=False)


def test_surname_joins_the_only_person_of_that_name_in_the_neighbourhood() -> None:
    full, bare = person("Gustavo Petro", "Petro", country="colombia"), person("Petro")
    articles = [article("one", *NEIGHBOURS, full), article("two", *NEIGHBOURS, bare)]
    result = resolve(articles)
    assert node(result, articles[1], bare) == "gustavo-petro"
    assert "surname" in reasons(result.decisions, merged=True)


def test_surname_in_another_neighbourhood_stays_apart() -> None:
    full, bare = person("Gustavo Petro"), person("Petro")
    elsewhere = (SPAIN, person("Ada Lovelace"), person("Alan Turing"), person("Grace Hopper"))
    assert not same(full, bare)
    result = resolve([article("one", *NEIGHBOURS, full), article("two", *elsewhere, bare)])
    assert "other_context" in reasons(result.decisions, merged=False)


def test_surname_with_two_candidates_stays_unmerged_and_the_decision_says_so() -> None:
    father, son, bare = person("Gustavo Petro"), person("Nicolás Petro"), person("Petro")
    articles = [article(n, *NEIGHBOURS, it) for n, it in (("a", father), ("b", son), ("c", bare))]
    result = resolve(articles)
    assert node(result, articles[2], bare) == "petro"
    refused = [it for it in result.decisions if ("rivals", tables().limits.rivals) in it.features]
    assert len(refused) == 2
    assert all("surname" in dict(it.features) and not it.merged for it in refused)


def test_whom_hardly_any_article_names_is_no_rival_of_whom_many_name() -> None:
    father, son, bare = person("Gustavo Petro"), person("Nicolás Petro"), person("Petro")
    fathers = [article(f"father {n}", *NEIGHBOURS, father) for n in range(tables().limits.prominent)]
    sons = [article(f"son {n}", *NEIGHBOURS, son) for n in range(tables().limits.prominent)]
    last = article("bare", *NEIGHBOURS, bare)
    assert node(resolve([*fathers, *sons[:1], last]), last, bare) == "gustavo-petro"
    assert node(resolve([*fathers, *sons, last]), last, bare) == "petro"
    assert node(resolve([*fathers[:1], *sons[:1], last]), last, bare) == "petro"
    # If the article itself names somebody else with the surname, fame decides nothing.
    beside = article("beside", *NEIGHBOURS, person("Verónica Petro"), bare)
    assert node(resolve([*fathers, *sons[:1], beside]), beside, bare) == "petro"


def test_the_campaign_of_a_surname_is_that_of_who_is_named_beside_it() -> None:
    bare, full = entity("Noem campaign", "Organization"), entity("Kristi Noem campaign", "Organization")
    assert same(bare, full, around=NEIGHBOURS)
    assert not same(full, entity("Bryon Noem campaign", "Organization"), around=NEIGHBOURS)


def test_who_is_famous_is_meant_by_the_surname_wherever_nothing_speaks_against_it() -> None:
    own, bare = person("Gustavo Petro"), person("Petro")
    famous = [article(f"own {n}", own) for n in range(tables().limits.famous)]
    last = article("bare", bare)
    assert node(resolve([*famous, last]), last, bare) == "gustavo-petro"
    assert node(resolve([*famous[1:], last]), last, bare) == "petro"
    away = article("away", SPAIN, *(person(name) for name in ("Ana Paz", "Bo Falk", "Ida Lang")), bare)
    placed = [article(f"own {n}", *NEIGHBOURS, own) for n in range(tables().limits.famous)]
    assert node(resolve([*placed, away]), away, bare) == "petro"


def test_who_is_called_by_another_first_name_is_another() -> None:
    own, bare = person("Kristi Noem"), person("Noem")
    famous = [article(f"own {n}", own) for n in range(tables().limits.famous)]
    assert node(resolve([*famous, article("bare", bare)]), article("bare", bare), bare) == "kristi-noem"
    called = person("Noem", "Robert")
    assert node(resolve([*famous, article("bare", called)]), article("bare", called), called) == "noem"


def test_a_word_before_a_whole_name_leaves_it_the_name() -> None:
    called = person("Hillary Clinton", "Crooked Hillary", "Crooked Hillary Clinton", gender="female")
    assert same(called, person("Hillary Clinton", gender="female"))
    # Near-misses: two surnames, and two given names, are two people's.
    assert not same(person("Arturo Beltrán Leyva", "Beltrán Leyva"), person("Héctor Beltrán Leyva", "Beltrán Leyva"))
    assert not same(person("Juan Carlos Varela", "Juan Carlos"), person("Juan Carlos Pinzón", "Juan Carlos"))


def test_an_office_decides_between_candidates() -> None:
    father = person("Gustavo Petro", country="colombia", offices=("president of colombia",))
    son, bare = person("Nicolás Petro", country="colombia"), person("Petro", offices=("president",))
    articles = [article(n, *NEIGHBOURS, it) for n, it in (("a", father), ("b", son), ("c", bare))]
    assert node(resolve(articles), articles[2], bare) == "gustavo-petro"


@pytest.mark.parametrize(
    "described",
    [
        entity("Syrian refugees", "Group", country="syria"),
        entity("fighters loyal to Ahmed Nassar", "Group"),
        entity("Kenyan pilot", "Person", country="kenya"),
        entity("son of Luis Mora", "Person"),
    ],
    ids=lambda it: it.label,
)
def test_people_without_a_name_are_others_in_another_article(described: Entity) -> None:
    assert not same(described, described, around=NEIGHBOURS)


def test_bare_surnames_without_any_full_name() -> None:
    assert same(person("Noem"), person("Noem"), around=(COLOMBIA, UNITED_STATES, BOGOTA)) is False
    assert same(person("Noem", country="united-states"), person("Noem", country="united-states"))


def test_one_article_told_two_people_apart() -> None:
    both = (person("Nicolás Maduro", offices=("president",)), person("Nicolás Maduro Guerra", offices=("president",)))
    assert len(resolve([article("one", *both)]).entities) == 2


def test_label_is_the_full_name_most_articles_use() -> None:
    articles = [
        article("a", person("Gustavo Petro", "Petro", country="colombia")),
        article("b", person("Gustavo Petro", "President Petro", country="colombia")),
        article("c", person("President Gustavo Petro", country="colombia")),
        article("d", person("GUSTAVO PETRO", "Petro", country="colombia")),
    ]
    (found,) = resolve(articles).entities
    assert (found.id, found.label) == ("gustavo-petro", "Gustavo Petro")
    assert found.aliases == ("GUSTAVO PETRO", "Petro", "President Gustavo Petro", "President Petro")


# ------------------------------------------------------------------------------ organisations


def gang(label: str, *aliases: str, **more: Any) -> Entity:
    return entity(label, "CriminalOrganization", *aliases, **more)


def organization(label: str, *aliases: str, **more: Any) -> Entity:
    return entity(label, "Organization", *aliases, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tren de Aragua", "the Aragua Train"),
        ("Clan del Golfo", "Gulf Clan"),
        ("Cartel de Sinaloa", "Sinaloa Cartel"),
        ("Cártel de los Soles", "Cartel of the Suns"),
        ("Comando Vermelho", "Red Command"),
        ("Primeiro Comando da Capital", "First Capital Command"),
        ("Cártel de Jalisco Nueva Generación", "Jalisco New Generation Cartel"),
        ("Segunda Marquetalia", "Second Marquetalia"),
        ("Ejército de Liberación Nacional", "National Liberation Army"),
        ("Fuerzas Armadas Revolucionarias de Colombia", "Revolutionary Armed Forces of Colombia"),
        ("Sendero Luminoso", "Shining Path"),
        ("Família do Norte", "Northern Family"),
    ],
)
def test_translated_names(one: str, other: str) -> None:
    known = tables()
    assert translate(fold(one), known.lexicon, known.small) == translate(fold(other), known.lexicon, known.small)
    assert same(gang(one), organization(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tren de Aragua", "Tren del Llano"),
        ("Cartel del Golfo", "Clan del Golfo"),
        ("Clan del Golfo", "Pacific Clan"),
        ("Comando Vermelho", "White Command"),
        ("Primeiro Comando da Capital", "Capital Command"),
        ("Frente 10", "10th Front"),
        ("Barrio 18", "Barrio 13"),
        ("MS-13", "MS-18"),
        ("Partido Nuevo Liberalismo", "Partido Viejo Liberalismo"),
    ],
)
def test_translations_that_miss(one: str, other: str) -> None:
    assert not same(gang(one), gang(other), around=NEIGHBOURS)


def test_acronym_joins_its_expansion_and_the_translation_of_it() -> None:
    spanish, english, short = gang("Tren de Aragua"), gang("Aragua Train"), organization("TDA")
    articles = [article(n, *NEIGHBOURS, it) for n, it in (("a", spanish), ("b", english), ("c", short))]
    result = resolve(articles)
    assert {node(result, articles[0], spanish)} == {node(result, articles[2], short)} == {"tren-de-aragua"}
    (found,) = [it for it in result.entities if it.id == "tren-de-aragua"]
    assert found.type == "CriminalOrganization"
    assert found.aliases == ("Aragua Train", "TDA")
    assert {"translation", "acronym"} <= reasons(result.decisions, merged=True)


def test_acronym_of_an_article_that_gives_both() -> None:
    both, short = gang("Ejército de Liberación Nacional", "ELN"), gang("ELN")
    assert same(both, short, gang("National Liberation Army", "ELN", country="colombia"))


def test_acronym_with_two_expansions_stays_unmerged() -> None:
    one, other, short = (
        organization("Partido de Unidad"),
        organization("Policía del Uruguay"),
        organization("PDU"),
    )
    articles = [article(n, *NEIGHBOURS, it) for n, it in (("a", one), ("b", other), ("c", short))]
    result = resolve(articles)
    assert node(result, articles[2], short) == "pdu"
    assert "rivals" in reasons(result.decisions, merged=False)


def test_acronyms_that_clash_do_not_join_what_they_stand_for() -> None:
    fund = organization("International Monetary Fund", "IMF")
    front = organization("Islamic Militant Front", "IMF")
    assert not same(fund, front, around=NEIGHBOURS)
    assert not same(organization("IMF"), organization("International Olympic Committee"), around=NEIGHBOURS)
    assert not same(entity("NBC", "Outlet"), organization("National Baptist Convention"), around=NEIGHBOURS)
    assert not same(person("Ivan Mario Fuentes"), organization("IMF"), around=NEIGHBOURS)


def test_acronym_of_syllables() -> None:
    long = entity("Centro de Confinamiento del Terrorismo", "Prison")
    assert same(long, entity("CECOT", "Prison", country="el-salvador"), around=()) is False
    assert same(replace(long, country="el-salvador"), entity("CECOT", "Facility", country="el-salvador"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            organization("Ministry of Defense", country="colombia"),
            organization("Ministry of Defense", country="spain"),
            False,
        ),
        (organization("Ministry of Defense"), organization("Ministry of Defense"), False),
        (
            organization("Ministry of Defense", country="colombia"),
            entity("Ministerio de Defensa", "Ministry", country="colombia"),
            True,
        ),
        (organization("Colombian Foreign Ministry"), organization("Foreign Ministry", country="colombia"), True),
        (organization("Foreign Ministry of Colombia"), organization("Foreign Ministry", country="spain"), False),
        (organization("Liberal Party", country="colombia"), organization("Liberal Party", country="brazil"), False),
        (organization("Colombia Humana"), organization("Humana"), False),
        (organization("U.S. Bank"), organization("Bank of America"), False),
        (gang("Tren de Aragua", country="venezuela"), gang("Tren de Aragua", country="colombia"), True),
        (organization("Hamas"), gang("Hamas"), True),
        (organization("Times"), entity("Time", "Outlet"), False),
        (organization("Senado", country="colombia"), organization("Senate", country="colombia"), True),
        (organization("Congress"), organization("Congress"), False),
        (entity("Tren de Aragua", "ArmedGroup"), gang("Tren de Aragua"), True),
        (gang("Tren de Aragua", country="venezuela"), gang("Tren de Arauga", country="venezuela"), False),
        (gang("Clan del Golfo"), gang("Clan del Gulfo"), False),
        (entity("Mexico", "City"), entity("Mexico", "Country"), False),
        (entity("Colombia", "Country"), entity("Colombia", "Organization"), False),
        (entity("Cartagena", "City", country="colombia"), entity("Cartagena", "City", country="spain"), False),
        (entity("Bogotá", "City", country="colombia"), entity("Bogota", "Place"), True),
        (organization("agency"), organization("agency"), False),
        (
            entity("Fuerza Patriótica Colombiana", "SecurityForce"),
            entity("Fuerza Patriótica Colombiana", "ArmedGroup"),
            True,
        ),
        (entity("Drug Enforcement Agency", "SecurityForce"), entity("Drug Enforcement Agency", "Government"), True),
        (entity("Drug Enforcement Agency", "SecurityForce"), entity("Drug Enforcement Agency", "Ministry"), False),
        (organization("Halden Institute"), organization("Halden Institution"), True),
        (entity("FPC", "ArmedGroup"), entity("FPC guerrilla group", "ArmedGroup"), True),
        (entity("FPC", "ArmedGroup"), gang("FPC mafia"), False),
        (entity("FPC guerrilla group", "ArmedGroup"), gang("FPC mafia"), False),
        (organization("Immigration and Customs Office", "ICO"), organization("Customs Office", "ICO"), True),
        (organization("Immigration and Customs Office", "ICO"), organization("Irish Coffee Owners", "ICO"), False),
        (organization("Donald Trump campaign"), organization("Donald J. Trump campaign"), True),
        (organization("Donald Trump campaign"), organization("Ivana Trump campaign"), False),
        (organization("Donald Trump campaign"), organization("Donald Trump foundation"), False),
        (organization("Trump campaign"), organization("Donald Trump campaign"), False),
    ],
)
def test_organizations_and_places(one: Entity, other: Entity, expected: bool) -> None:
    assert same(one, other) is expected


def test_a_misspelling_needs_more_than_the_name() -> None:
    right, wrong = gang("Tren de Aragua", country="venezuela"), gang("Tren de Arauga", country="venezuela")
    assert same(right, wrong, around=NEIGHBOURS)
    assert not same(replace(right, country=None), wrong, around=NEIGHBOURS)


# ------------------------------------------------------------------------------ states, terms


def government(label: str, country: str, *aliases: str) -> Entity:
    return entity(label, "Government", *aliases, country=country)


def test_one_national_government_a_country() -> None:
    trump = person("Donald Trump", country="united-states")
    articles = [
        article("a", UNITED_STATES, government("U.S. government", "united-states")),
        article("b", UNITED_STATES, trump, government("Trump administration", "united-states")),
        article("c", UNITED_STATES, government("Government of the United States", "united-states")),
        article("d", COLOMBIA, government("Colombian government", "colombia")),
    ]
    result = resolve(articles)
    found = {it.id: it for it in result.entities if it.type == "Government"}
    assert set(found) == {"government-of-the-united-states", "colombian-government"}
    merged = found["government-of-the-united-states"]
    assert merged.aliases == ("Trump administration", "U.S. government")
    assert merged.country == "united-states"
    assert {it.id for it in result.entities if it.type == "Country"} == {"united-states", "colombia"}


def test_the_administration_of_a_person_is_the_government_of_the_country_that_he_is_president_of() -> None:
    trump = person("Donald Trump", offices=("president of the united states",))
    articles = [
        article("a", UNITED_STATES, government("U.S. government", "united-states")),
        article("b", UNITED_STATES, trump, replace(government("Trump administration", ""), country=None)),
        article("c", replace(government("Ortega administration", ""), country=None)),
    ]
    found = {it.id: it.aliases for it in resolve(articles).entities if it.type == "Government"}
    assert found == {"us-government": ("Trump administration",), "ortega-administration": ()}


def test_other_governments_are_not_the_national_one() -> None:
    locals = [
        government("Colombian government", "colombia"),
        government("Bogota government", "colombia"),
        government("Government of the City of Cali", "colombia"),
        government("Tax Administration", "colombia"),
    ]
    result = resolve([article("a", COLOMBIA, BOGOTA, *locals)])
    assert len([it for it in result.entities if it.type == "Government"]) == 4


def test_countries_by_id_and_by_name() -> None:
    articles = [
        article("a", UNITED_STATES),
        article("b", entity("U.S.", "Country", "United States", id="us")),
        article("c", entity("America", "Country", id="united-states")),
    ]
    result = resolve(articles)
    assert [(it.id, it.type) for it in result.entities] == [("united-states", "Country")]
    assert set(result.canonical.values()) == {"united-states"}


def test_country_of_an_entity_is_a_node() -> None:
    noem = person("Kristi Noem", country="us")
    result = resolve([article("a", UNITED_STATES), article("b", entity("U.S.", "Country", id="us"), noem)])
    assert {it.id: it.country for it in result.entities} == {"kristi-noem": "united-states", "united-states": None}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (entity("Minister of Defense", "Office"), entity("minister of defense", "Office"), True),
        (entity("Minister of Defense", "Office"), entity("Defense Minister", "Office"), True),
        (entity("Minister of Defense", "Office"), entity("Prime Minister", "Office"), False),
        (entity("terrorist organization", "Category"), entity("Terrorist Organisation", "Category"), True),
        (entity("terrorist organization", "Category"), entity("criminal organization", "Category"), False),
        (entity("president", "Category"), entity("president", "Office"), False),
    ],
)
def test_terms(one: Entity, other: Entity, expected: bool) -> None:
    assert same(one, other) is expected


# ------------------------------------------------------------------------------ events


NOEM, PETRO, TRUMP = person("Kristi Noem"), person("Gustavo Petro"), person("Donald Trump")
PARTIES = (COLOMBIA, UNITED_STATES, BOGOTA, SPAIN, NOEM, PETRO, TRUMP)


def meeting(id: str, *who: Entity, **more: Any) -> Entity:
    names = " and ".join(it.label for it in who)
    return entity(f"meeting between {names}", "Meeting", id=id, participants=tuple(it.id for it in who), **more)


DAY = date(2025, 3, 27)
FORTNIGHT = {"earliest": date(2025, 3, 20), "latest": date(2025, 3, 28)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (meeting("m", NOEM, PETRO, on=DAY), meeting("n", NOEM, PETRO, **FORTNIGHT), True),
        (meeting("m", NOEM, PETRO, on=DAY, place="bogota"), meeting("n", PETRO, NOEM, place="colombia"), True),
        (meeting("m", NOEM, PETRO), meeting("n", NOEM, PETRO), True),
        (meeting("m", NOEM, PETRO, on=DAY), meeting("n", NOEM, PETRO, on=date(2025, 4, 27)), False),
        (meeting("m", NOEM, PETRO, on=DAY, place="bogota"), meeting("n", NOEM, TRUMP, on=DAY, place="bogota"), False),
        (meeting("m", NOEM, PETRO, place="bogota"), meeting("n", NOEM, PETRO, place="spain"), False),
        (meeting("m", NOEM, PETRO), replace(meeting("n", NOEM, PETRO), type="Interview"), False),
        (meeting("m", NOEM, PETRO), replace(meeting("n", NOEM, PETRO), type="Event"), True),
        (entity("World War II", "Event"), entity("World War II", "Event"), True),
        (entity("the election", "Event"), entity("the election", "Event"), False),
        (
            entity("Copa América Final", "Event", on=DAY),
            entity("Copa América Final", "Event", on=date(2024, 7, 14)),
            False,
        ),
        (
            entity("deal to acquire aircraft", "Deal", participants=("colombia", "spain")),
            entity("aircraft deal", "Deal", participants=("spain", "colombia")),
            True,
        ),
        (
            entity("deal to acquire aircraft", "Deal", participants=("colombia", "spain")),
            entity("deal on coffee", "Deal", participants=("spain", "colombia"), on=DAY),
            False,
        ),
    ],
)
def test_events(one: Entity, other: Entity, expected: bool) -> None:
    articles = [article("a", *PARTIES, one, published=date(2025, 4, 7)), article("b", *PARTIES, other, published=DAY)]
    result = resolve(articles)
    assert (node(result, articles[0], one) == node(result, articles[1], other)) is expected


def test_merged_event_says_most() -> None:
    one = meeting("m", NOEM, PETRO, on=DAY, place="colombia")
    other = meeting("n", NOEM, PETRO, place="bogota", **FORTNIGHT)
    result = resolve([article("a", *PARTIES, one), article("b", *PARTIES, other)])
    (found,) = [it for it in result.entities if it.type == "Meeting"]
    assert (found.on, found.earliest, found.latest, found.place) == (DAY, DAY, DAY, "bogota")
    assert found.participants == ("gustavo-petro", "kristi-noem")


def test_undated_event_with_two_candidates_stays_unmerged() -> None:
    first, second = meeting("m", NOEM, PETRO, on=DAY), meeting("m", NOEM, PETRO, on=date(2025, 4, 3))
    articles = [article(n, *PARTIES, it) for n, it in (("a", first), ("b", second), ("c", meeting("m", NOEM, PETRO)))]
    result = resolve(articles)
    assert len([it for it in result.entities if it.type == "Meeting"]) == 3
    assert "rivals" in reasons(result.decisions, merged=False)


def test_a_government_takes_part_for_its_country() -> None:
    colombia, spain = government("Colombian government", "colombia"), government("Spanish government", "spain")
    one = entity("jet deal", "Deal", id="d", participants=(colombia.id, spain.id))
    other = entity("jet deal", "Deal", id="d", participants=("colombia", "spain"))
    articles = [article("a", *PARTIES, colombia, spain, one), article("b", *PARTIES, other)]
    assert len([it for it in resolve(articles).entities if it.type == "Deal"]) == 1


# ------------------------------------------------------------------------------ names


def test_fold() -> None:
    assert fold("The U.S. Government’s") == ("us", "government")
    assert fold("O’Brien\u200b\u202e López-Møller") == ("obrien", "lopez", "moller")
    assert fold("<script>") == ("script",)
    assert fold("— !") == ()
    assert fold("The") == ("the",)


def test_acronyms() -> None:
    small = tables().small
    assert [acronym(it) for it in ("TDA", "T.D.A.", "TdA", "U.S.", "CECOT")] == ["tda", "tda", "tda", "us", "cecot"]
    assert [acronym(it) for it in ("Petro", "A", "Hamas", "TREN DE ARAGUA", "")] == [None] * 5
    assert initials(fold("Tren de Aragua"), small) == {"tda", "ta"}
    assert is_syllabic("cecot", fold("Centro de Confinamiento del Terrorismo"), small)
    assert not is_syllabic("cecot", fold("Centro de Control"), small)


def test_misspellings() -> None:
    assert is_misspelling(("muammar", "gaddafi"), ("moammar", "qaddafi"), 85)
    assert is_misspelling(("tren", "aragua"), ("tren", "arauga"), 85)
    assert not is_misspelling(("mario", "garcia"), ("maria", "garcia"), 85)
    assert not is_misspelling(("barrio", "18"), ("barrio", "13"), 85)
    assert not is_misspelling(("partido", "nuevo"), ("partido", "nueve"), 85, {"nuevo", "nueve"})
    assert not is_misspelling(("juan", "perez"), ("joan", "perez"), 85)
    assert not is_misspelling(("houston",), ("satan",), 85)


def test_lexicon_is_general() -> None:
    known = tables()
    assert len(known.lexicon) > 400
    assert not {"aragua", "golfo clan", "sinaloa", "vermelho comando"} & known.lexicon.keys()
    assert all(word == fold(word)[0] for word in known.lexicon)


# ------------------------------------------------------------------------------ decisions, properties, size


def test_decisions_add_up_and_follow_the_threshold() -> None:
    articles = [
        article(n, *NEIGHBOURS, person(it)) for n, it in zip("abcd", ["Gustavo Petro", "Petro"] * 2, strict=True)
    ]
    result = resolve(articles)
    limit = tables().limits.merge
    assert result.decisions
    for it in result.decisions:
        assert it.score == pytest.approx(sum(weight for _, weight in it.features))
        assert it.merged == (it.score >= limit)
        assert it.merged == (result.canonical[it.left] == result.canonical[it.right])


POOL = [
    COLOMBIA,
    SPAIN,
    UNITED_STATES,
    BOGOTA,
    person("Gustavo Petro", "Petro"),
    person("Gustavo Petro Urrego", offices=("president of colombia",)),
    person("Petro"),
    person("Nicolás Petro", country="colombia"),
    person("Pedro Sánchez", country="colombia", offices=("minister of defense",)),
    person("Pedro Sánchez", country="spain", offices=("prime minister",), id="pedro-2"),
    person("Pedro Sanchez", id="pedro-3"),
    person("Sánchez", gender="male"),
    gang("Tren de Aragua", country="venezuela"),
    gang("Aragua Train", "TDA"),
    organization("TDA"),
    organization("Ministry of Defense", country="colombia"),
    organization("Colombian Ministry of Defense"),
    government("Colombian government", "colombia"),
    government("Petro administration", "colombia"),
    entity("terrorist organization", "Category"),
    meeting("m", person("Gustavo Petro"), person("Petro"), on=DAY),
    meeting("n", person("Gustavo Petro"), person("Petro"), place="colombia"),
    entity("<b>\u202e", "Organization", id="odd"),
    entity("", "Person", id="empty"),
]

articles_of_pool = st.lists(st.lists(st.sampled_from(POOL), max_size=8, unique_by=lambda it: it.id), max_size=6).map(
    lambda drawn: [article(str(n), *entities) for n, entities in enumerate(drawn)]
)


@settings(max_examples=150)
@given(articles_of_pool, st.randoms(use_true_random=False))
def test_order_does_not_matter(articles: list[Annotation], chance: random.Random) -> None:
    expected = resolve(articles)
    shuffled = [replace(it, entities=tuple(chance.sample(it.entities, len(it.entities)))) for it in articles]
    chance.shuffle(shuffled)
    assert resolve(iter(shuffled)) == expected
    assert resolve([*articles, *shuffled]) == expected


@settings(max_examples=150)
@given(articles_of_pool)
def test_every_entity_has_one_node(articles: list[Annotation]) -> None:
    result = resolve(articles)
    ids = [it.id for it in result.entities]
    assert ids == sorted(set(ids))
    assert set(result.canonical) == {(a.metadata.id, it.id) for a in articles for it in a.entities}
    assert set(result.canonical.values()) == set(ids)
    for it in result.entities:
        assert it.label not in it.aliases
        assert it.country is None or it.country in ids
        assert set(it.participants) <= set(ids)


@settings(max_examples=100)
@given(articles_of_pool, st.data())
def test_what_people_decided_holds(articles: list[Annotation], data: st.DataObject) -> None:
    """What people kept apart stays apart; what they joined becomes one if both are of a kind that is compared."""
    everybody = [(it.metadata.id, one.id) for it in articles for one in it.entities]
    assume(everybody)
    several = st.frozensets(st.sampled_from(everybody), min_size=1, max_size=3)
    apart = [(one, other) for one, other in data.draw(st.lists(st.tuples(several, several), max_size=3))]
    apart = [(one, other) for one, other in apart if not one & other]
    same = data.draw(st.lists(several, max_size=3))
    result = resolve(articles, links=Links(tuple(same), tuple(apart)))
    for one, other in apart:
        assert not {result.canonical[it] for it in one} & {result.canonical[it] for it in other}
    kinds = {(it.metadata.id, one.id): family(one.type) for it in articles for one in it.entities}
    compared = {it: kind if kind in ("country", "event") else "named" for it, kind in kinds.items()}
    for keys in same if not apart else ():
        if len({compared[it] for it in keys}) == 1:
            assert len({result.canonical[it] for it in keys}) == 1
    nothing_apart = resolve(articles, links=Links(same=tuple(frozenset({it}) for it in everybody)))
    assert nothing_apart == resolve(articles)


@settings(max_examples=100)
@given(articles_of_pool)
def test_nodes_do_not_come_apart(articles: list[Annotation]) -> None:
    named = (COLOMBIA, SPAIN, UNITED_STATES, entity("Venezuela", "Country"))
    articles = [
        replace(it, entities=tuple({one.id: one for one in (*named, *it.entities)}.values())) for it in articles
    ]
    result = resolve(articles)
    nodes = {it.id: it for it in result.entities}
    resolved = []
    for one in articles:
        ids = sorted({result.canonical[one.metadata.id, it.id] for it in one.entities})
        resolved.append(replace(one, entities=tuple(nodes[id] for id in ids)))
    again = resolve(resolved)
    # Names that are now alike may say more about their neighbours, but nothing that was merged is separated.
    assert len(again.entities) <= len(nodes)
    for id in nodes:
        assert len({node for (_, local), node in again.canonical.items() if local == id}) == 1


def test_pairs_grow_with_the_size_of_a_block() -> None:
    limits = tables().limits
    size = 20 * limits.block
    found = pairs([range(size)], [(0,)] * size, limits)
    assert len(found) <= size * (limits.window + limits.hubs)
    assert len(set(found)) == len(found)
