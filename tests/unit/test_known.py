"""A list of known people, groups and bodies: how it is read, and what it can and cannot do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import RuleError
from graph.model import Annotation, Entity, Metadata, Resolution
from graph.prefixes import content_hash
from graph.resolve import resolve
from graph.resolve.known import read_known
from graph.resolve.name_tables import tables

HEAD = "name,type,aliases,identifier,country\n"


def listed(folder: Path, rows: str, head: str = HEAD) -> tuple[Entity, ...]:
    file = folder / "known.csv"
    file.write_text(head + rows, encoding="utf-8")
    return read_known(file)


def article(name: str, *entities: Entity) -> Annotation:
    return Annotation(Metadata(f"{name}.txt", content_hash(name) * 4), (), entities, (), ())


def entity(label: str, type: str = "Person", country: str | None = None) -> Entity:
    return Entity(label.casefold().replace(" ", "-"), type, label, country=country)


CHILE, SPAIN = entity("Chile", "Country"), entity("Spain", "Country")


def nodes(result: Resolution) -> dict[str, Entity]:
    return {it.id: it for it in result.entities}


def test_a_row_gives_class_name_aliases_and_ids(tmp_path: Path) -> None:
    rows = "Mara Salvatrucha,CriminalOrganization,MS-13; MS13,Q1065; OFAC-1; https://example.org/ms13,\n"
    articles = [article("a", entity("MS-13", "Organization")), article("b", entity("Mara Salvatrucha", "Organization"))]
    (found,) = resolve(articles, listed(tmp_path, rows)).entities
    assert (found.label, found.type, found.aliases) == ("Mara Salvatrucha", "CriminalOrganization", ("MS-13", "MS13"))
    ids = ("OFAC-1", "http://www.wikidata.org/entity/Q1065", "https://example.org/ms13")
    assert found.identifiers == ids
    assert resolve(articles).entities != (found,)


def test_an_alias_alone_reaches_the_known_person(tmp_path: Path) -> None:
    rows = "Nemesio Oseguera Cervantes,Person,El Mencho,Q1,mexico\n"
    result = resolve([article("a", entity("El Mencho"))], listed(tmp_path, rows))
    assert result.entities[0].label == "Nemesio Oseguera Cervantes"
    surname = resolve([article("a", entity("Cervantes"))], listed(tmp_path, rows))
    assert surname.entities[0].identifiers == ()


def test_who_is_in_no_article_is_in_no_graph(tmp_path: Path) -> None:
    result = resolve([article("a", entity("Ana Ruiz"))], listed(tmp_path, "Eva Sol,Person,,Q1,\n"))
    assert set(nodes(result)) == {"ana-ruiz"}
    assert all(document != "known" for document, _ in result.canonical)


def test_a_list_does_not_join_what_country_or_kind_keeps_apart(tmp_path: Path) -> None:
    here, there = entity("Luis Fuentes", country="chile"), entity("Luis Fuentes", country="spain")
    articles = [
        article("a", here, CHILE),
        article("b", there, SPAIN),
        article("c", entity("Luis Fuentes", "Organization")),
    ]
    several = nodes(resolve(articles, listed(tmp_path, "Luis Fuentes,Person,,Q1,\n")))
    assert len([it for it in several.values() if it.label == "Luis Fuentes"]) == 3
    assert not any(it.identifiers for it in several.values() if it.type != "Country")
    chilean = nodes(resolve(articles, listed(tmp_path, "Luis Fuentes,Person,,Q1,CL\n")))
    assert [it.country for it in chilean.values() if it.identifiers and it.country] == ["chile"]


def test_two_rows_of_one_name_are_two(tmp_path: Path) -> None:
    rows = "Luis Fuentes,Person,,Q1,chile\nLuis Fuentes,Person,,Q2,spain\n"
    here, there = entity("Luis Fuentes", country="chile"), entity("Luis Fuentes", country="spain")
    result = resolve([article("a", here, CHILE), article("b", there, SPAIN)], listed(tmp_path, rows))
    assert sorted((it.country, it.identifiers[0][-2:]) for it in result.entities if it.country) == [
        ("chile", "Q1"),
        ("spain", "Q2"),
    ]


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    rows = listed(tmp_path, "Ana Ruiz,Person,La Jefa,Q1,\n")
    articles = [article(n, entity(it)) for n, it in (("a", "La Jefa"), ("b", "Ana Ruiz"), ("c", "Ruiz"))]
    assert resolve(articles, rows) == resolve(articles[::-1], rows)


def test_countries_have_ids_of_their_own() -> None:
    colombia = replace(entity("Colombia", "Country"), id="colombia")
    (found,) = resolve([article("a", colombia)]).entities
    wikidata, geonames = "http://www.wikidata.org/entity/Q739", "https://sws.geonames.org/3686110/"
    assert found.identifiers == (wikidata, geonames, "ISO 3166-1 CO")
    # A city with the name of a country is not a country.
    (city,) = resolve([article("a", replace(entity("Colombia", "City"), id="colombia"))]).entities
    assert city.identifiers == ()
    known = tables()
    for ids in (known.country_items, known.country_places):
        assert set(ids) == set(known.country_codes.values())
        assert len(set(ids.values())) == len(ids)


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        ("Ana Ruiz,Persn,,,\n", "line 2", 'did you mean "Person"'),
        ("Ana Ruiz,,,,\n", "line 2", "the type is empty"),
        ("\nAna Ruiz,Person,,Q1,\n  ,Person,,,\n", "line 4", "the name is empty"),
        ('"Ana\nRuiz",Person,,Q1,\nEva,Person,,Q1,\n', "line 4", "'Q1' is also the identifier of line 2"),
        ("Ana Ruiz,Person,,,Atlantis\n", "line 2", "unknown country 'Atlantis'"),
        ("Ana Ruiz,Person,,http://a b,\n", "line 2", "not an address"),
        ("Ana Ruiz,Person,,,,,\n", "line 2", "7 cells"),
        ("Peru,Country,,,\n", "line 2", "countries are built in"),
        ('Ana "Ruiz,Person\n"Eva"x,Person,,,\n', "line 3", "is not CSV"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, rows: str, place: str, reason: str) -> None:
    with pytest.raises(RuleError) as caught:
        listed(tmp_path, rows)
    assert caught.value.place == place
    assert reason in caught.value.reason
    assert caught.value.file.endswith("known.csv")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("name,aliases\n", "'type' is missing"),
        ("name,type,alias\n", 'did you mean "aliases"'),
        ("name,type,name\n", "'name' occurs twice"),
        ("", "is empty"),
    ],
)
def test_the_first_line_names_the_columns(tmp_path: Path, head: str, reason: str) -> None:
    with pytest.raises(RuleError, match=reason):
        listed(tmp_path, "", head)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="No such file"):
        read_known(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name,type\nJos\xe9,Person\n".encode("latin-1"))
    with pytest.raises(RuleError, match="not UTF-8"):
        read_known(tmp_path / "latin.csv")
