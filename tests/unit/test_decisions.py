"""People's decisions: how the file is read and extended, and what each kind of line does to a graph."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.assemble import assemble
from graph.decisions import COLUMNS, Decided, Kind, Reading, Ruling, add, apply, read
from graph.errors import InputError
from graph.model import Annotation, Edge, Stance
from graph.resolve import resolve
from support import ROOT
from support.annotations import (
    CRITICISM,
    DENIED,
    PEOPLE,
    PRAISE,
    RELATIONS,
    TYPES,
    article,
    corpora,
    say,
)
from support.properties import given, settings, st

HEADER = ",".join(COLUMNS)


def table(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "decisions.csv"
    path.write_bytes("\n".join((header, *lines, "")).encode())
    return path


# ------------------------------------------------------------------------------ the file


def test_a_line_is_read_by_the_names_of_columns(tmp_path: Path) -> None:
    path = table(tmp_path, "Ana,MS-13,Same,Mara Salvatrucha,2025-04-07", header="Who,about,kind,value,when")
    (found,) = read([path]).rulings
    assert found == Ruling(Kind.SAME, "MS-13", "Mara Salvatrucha", who="Ana", when="2025-04-07")
    assert found.place == f"{path}, line 2"


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_as_programs_save_it_is_read(tmp_path: Path, separator: str, mark: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{mark}kind{separator}about{separator}value\r\ntype{separator}Ceibal{separator}rsh:Prison\r\n")
    (found,) = read([path]).rulings
    assert (found.about, found.of_class) == ("Ceibal", "Prison")
    add(path, [Ruling(Kind.SAME, "a", "b")])
    assert [it.kind for it in read([path]).rulings] == [Kind.TYPE, Kind.SAME]
    assert path.read_text(encoding="utf-8").startswith(mark + "kind")


WRONG = {
    "likely,a,b": "'likely' is not a kind of decision; there are same, different",
    "same,a": "same needs both about and value",
    "type,a,Persn": "'Persn' is not a class of entities",
    "type,a,Claim": "'Claim' is not a class of entities",
    "misread": "misread needs the id of a claim in about, or its sentence",
    "misread,,,,He said.,ana affirmed": (
        "'ana affirmed' is not a reading; write: speaker stance subject relation object"
    ),
    "misread,c1,a maybe b c d": "'maybe' is not a stance",
    "right,c1,,,,,,yesterday": "'yesterday' is not a day; write 2025-04-07",
    "same,a,b,,,,,,,more": "has 10 cells, and there are 9 columns",
    'same,"a"b,c': "is not a line of a table",
    'same,a,"b': "is not a line of a table",
}


@pytest.mark.parametrize(("line", "reason"), WRONG.items(), ids=[*WRONG])
def test_a_wrong_line_is_told_with_its_place_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    path = table(tmp_path, 'not-a-claim,c7,,,"He said\nnothing."', line, "", "different,a,b")
    found = read([path])
    assert [it.kind for it in found.rulings] == [Kind.NO_CLAIM, Kind.DIFFERENT]
    (fault,) = found.faults
    assert (fault.file, fault.place) == (str(path), "line 4")
    assert fault.reason.startswith(reason)


@pytest.mark.parametrize("header", ["", "kind,about,colour", "about,value", "kind,kind", "same,a,b"])
def test_a_file_without_names_of_columns_is_refused(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, "same,a,b", header=header)
    (fault,) = read([path]).faults
    assert fault.place == "line 1"
    before = path.read_bytes()
    with pytest.raises(InputError, match="must name its columns"):
        add(path, [Ruling(Kind.SAME, "a", "b")])
    assert path.read_bytes() == before


def test_what_is_no_file_of_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"\0\1\2" * 9)
    assert [it.file for it in read([path, tmp_path]).faults] == [str(path), str(tmp_path)]


texts = st.text(st.characters(exclude_categories=("C",)), max_size=12).map(lambda it: " ".join(it.split()))


@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=4, unique=True))
@settings(max_examples=60)
def test_what_is_added_is_read_again(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, ...]]) -> None:
    path = tmp_path_factory.mktemp("decided") / "decisions.csv"
    rulings = [Ruling(Kind.RIGHT, f"c{n}", sentence=f"{a}\n{b}", why=c, who=d) for n, (a, b, c, d) in enumerate(cells)]
    for it in rulings:
        add(path, [it])
    known = read([path])
    assert (known.rulings, known.faults) == (tuple(rulings), ())


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "'=1", "-x", "@SUM(1)", "'t was so", "+1"])
def test_no_cell_is_a_formula_for_a_program_that_shows_tables(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "decisions.csv"
    add(path, [Ruling(Kind.RIGHT, "c1", sentence=cell)])
    assert not re.search(r"(^|,)\"?[=+@-]", path.read_text(encoding="utf-8").splitlines()[1])
    assert read([path]).rulings[0].sentence == cell


def test_the_same_line_twice_is_one_decision(tmp_path: Path) -> None:
    assert len(read([table(tmp_path, "same,a,b", "same,a,b")]).rulings) == 1


# ------------------------------------------------------------------------------ who is who


def decide(articles: list[Annotation], *rulings: Ruling) -> Decided:
    return apply(articles, rulings)


def reasons(done: Decided) -> list[str | None]:
    return [it.reason for it in done.outcomes]


def nodes(done: Decided) -> set[str]:
    return {it.id for it in done.knowledge.entities}


def two() -> list[Annotation]:
    """Noem meets Petro in one article; she meets Trump in another."""
    return [
        article("one", say("s1", "kristi-noem", "metWith", "gustavo-petro")),
        article("two", say("s1", "kristi-noem", "metWith", "donald-trump")),
    ]


def test_the_same_are_one_node_by_any_of_their_names() -> None:
    for one, other in (("Gustavo Petro", "donald-trump"), ("one.txt#GUSTAVO PETRO", "two.txt#Donald Trump")):
        done = decide(two(), Ruling(Kind.SAME, one, other))
        assert reasons(done) == [None]
        assert nodes(done) == {"kristi-noem", "gustavo-petro"}
        assert ("decided", 1.0) in {feature for it in done.knowledge.decisions for feature in it.features}


def test_the_different_are_two_nodes_though_they_bear_one_name() -> None:
    done = decide(two(), Ruling(Kind.DIFFERENT, "one.txt#Kristi Noem", "two.txt#Kristi Noem"))
    assert reasons(done) == [None]
    assert len(nodes(done)) == 4
    assert ("decided", -1.0) in {feature for it in done.knowledge.decisions for feature in it.features}


def test_two_of_one_name_are_no_ones_third() -> None:
    """If a person separated two of the same name, a third with that name is neither, while nothing more is known."""
    apart = Ruling(Kind.DIFFERENT, "one.txt#Kristi Noem", "two.txt#Kristi Noem")
    third = article("three", say("s1", "kristi-noem", "visited", "bogota"))
    done = decide([*two(), third], apart)
    met = {it.subject for it in done.knowledge.propositions}
    assert len(met) == 3


def test_what_contradicts_is_told_and_apart_goes_before_one() -> None:
    same, different = (
        Ruling(Kind.SAME, "Gustavo Petro", "Donald Trump"),
        Ruling(Kind.DIFFERENT, "Donald Trump", "Gustavo Petro"),
    )
    for lines in ((same, different), (different, same)):
        done = decide(two(), *lines)
        told = {it.ruling.kind: it.reason for it in done.outcomes}
        assert told == {Kind.SAME: "another line says that they are different", Kind.DIFFERENT: None}
        assert len(nodes(done)) == 3


@pytest.mark.parametrize(
    ("ruling", "reason"),
    [
        (Ruling(Kind.SAME, "Nobody", "Donald Trump"), "nobody is called 'Nobody' any more"),
        (Ruling(Kind.TYPE, "three.txt#Donald Trump", "Agent"), "nobody is called"),
        (Ruling(Kind.DIFFERENT, "one.txt#Kristi Noem", "kristi-noem"), "both names mean the same entity of an article"),
        (Ruling(Kind.TYPE, "Donald Trump", "Category"), "Person cannot become Category"),
        (Ruling(Kind.MISREAD, "c1"), "no claim matches it any more"),
        (Ruling(Kind.RIGHT, "c1", sentence="Not there."), "no claim matches it any more"),
    ],
)
def test_what_fits_nothing_is_told(ruling: Ruling, reason: str) -> None:
    done = decide(two(), ruling)
    assert (reasons(done)[0] or "").startswith(reason)
    assert done.knowledge == assemble(two(), resolve(two()))


def test_a_name_that_two_bear_is_not_guessed() -> None:
    lines = (
        Ruling(Kind.DIFFERENT, "one.txt#Kristi Noem", "two.txt#Kristi Noem"),
        Ruling(Kind.TYPE, "Kristi Noem", "Organization"),
    )
    apart, classed = reasons(decide(two(), *lines))
    assert apart is None
    assert classed is not None
    assert "may be kristi-noem" in classed
    assert "name it as FILE#NAME" in classed


def test_a_name_that_a_node_has_by_another_decision_is_known() -> None:
    lines = (
        Ruling(Kind.SAME, "Gustavo Petro", "Donald Trump"),
        # Only together do the two have that name in this article.
        Ruling(Kind.SAME, "two.txt#Gustavo Petro", "Tren De Aragua"),
    )
    third = article("three", say("s1", "pedro-sanchez", "metWith", "tren-de-aragua"))
    for told in (lines, lines[::-1]):
        done = decide([*two(), third], *told)
        assert reasons(done) == [None, None]
        assert len(nodes(done)) == 3


# ------------------------------------------------------------------------------ what somebody is


def types(done: Decided) -> dict[str, str]:
    return {it.label: it.type for it in done.knowledge.entities}


def test_a_class_is_that_of_the_node_in_all_articles() -> None:
    done = decide(two(), Ruling(Kind.TYPE, "two.txt#Kristi Noem", "security force"))
    assert reasons(done) == [None]
    assert types(done) == {"Kristi Noem": "SecurityForce", "Gustavo Petro": "Person", "Donald Trump": "Person"}


def test_two_classes_for_one_are_none() -> None:
    lines = [Ruling(Kind.TYPE, "Kristi Noem", name) for name in ("Court", "Company")]
    done = decide(two(), *lines)
    assert reasons(done) == ["another line gives it another class"] * 2
    assert types(done)["Kristi Noem"] == "Person"


def test_a_class_counts_before_who_is_one() -> None:
    """A country and a place are compared separately, unless a person says that they are one and of the same class."""
    articles = [
        article("one", say("s1", "kristi-noem", "visited", "colombia")),
        article("two", say("s1", "gustavo-petro", "visited", "bogota")),
    ]
    same = Ruling(Kind.SAME, "Colombia", "Bogota")
    assert reasons(decide(articles, same))[0] is not None
    done = decide(articles, same, Ruling(Kind.TYPE, "Colombia", "City"))
    assert reasons(done) == [None, None]
    assert sorted(types(done).values()) == ["City", "Person", "Person"]


def test_nothing_happens_at_what_is_no_place() -> None:
    articles = [article("one", say("s1", "kristi-noem", "metWith", "gustavo-petro", place="bogota"))]
    assert decide(articles).knowledge.propositions[0].at == "bogota"
    assert decide(articles, Ruling(Kind.TYPE, "Bogota", "Company")).knowledge.propositions[0].at is None


def test_an_outlet_stays_one() -> None:
    articles = [article("one", say("s1", "kristi-noem", "speaksTo", "newsmax"), outlet="Newsmax")]
    done = decide(articles, Ruling(Kind.TYPE, "Newsmax", "Company"))
    assert reasons(done) == ["an article says that it is its outlet, which makes it Outlet"]


# ------------------------------------------------------------------------------ claims


def disputed() -> list[Annotation]:
    return [article("one", say("s1", *CRITICISM), say("s2", *CRITICISM, "gustavo-petro", DENIED, at=100))]


def line(kind: Kind, articles: list[Annotation], choose: Callable[..., bool], **more: str) -> Ruling:
    """A decision about the chosen claim, found by its place alone: the claim never had this id."""
    (claim,) = [it for it in assemble(articles, resolve(articles)).claims if choose(it)]
    return Ruling(kind, "0123456789abcdef", file="one.txt", sentence=claim.quote, **more)


def test_what_was_misread_is_no_claim_and_no_edge() -> None:
    plain = [article("one", say("s1", *PRAISE))]
    assert assemble(plain, resolve(plain)).edges == (Edge(*PRAISE),)
    for kind in (Kind.MISREAD, Kind.NO_CLAIM):
        done = decide(plain, line(kind, plain, lambda _: True))
        assert (done.knowledge.claims, done.knowledge.edges, done.knowledge.propositions) == ((), (), ())
        assert done.knowledge.accounts == ()
        assert (reasons(done), done.struck) == ([None], 1)


def test_a_denial_that_was_misread_denies_nothing() -> None:
    articles = disputed()
    assert assemble(articles, resolve(articles)).disputes()
    done = decide(articles, line(Kind.MISREAD, articles, lambda it: it.stance is DENIED))
    assert not done.knowledge.disputes()
    assert done.knowledge.edges == (Edge(*CRITICISM),)


def test_what_is_right_changes_nothing() -> None:
    articles = disputed()
    done = decide(articles, line(Kind.RIGHT, articles, lambda it: it.stance is DENIED))
    assert done.knowledge == assemble(articles, resolve(articles))
    assert (reasons(done), done.struck) == ([None], 0)


def test_right_and_misread_at_once_is_told() -> None:
    articles = disputed()
    right = line(Kind.RIGHT, articles, lambda it: it.stance is DENIED)
    done = decide(articles, right, replace(right, kind=Kind.NO_CLAIM))
    assert reasons(done) == ["another line says that the claim is misread or not a claim", None]
    assert done.struck == 1


READINGS = {
    "document affirmed gustavo-petro metWith kristi-noem": 1,
    "document affirmed kristi-noem metWith gustavo-petro": 1,
    "document hedged kristi-noem metWith gustavo-petro": 1,
    "document affirmed noem metWith petro": 0,
    "document denied kristi-noem metWith gustavo-petro": 0,
    "kristi-noem affirmed kristi-noem metWith gustavo-petro": 0,
    "document affirmed united-states classifiesAs tren-de-aragua": 2,
    "document affirmed united-states classifiesAs tren-de-aragua crime-group": 1,
    "document affirmed united-states classifiesAs tren-de-aragua something-else": 2,
    "document affirmed tren-de-aragua classifiesAs united-states": 0,
    "": 3,
}


@pytest.mark.parametrize(("reading", "number"), READINGS.items())
def test_a_reading_says_which_claim_of_a_sentence_is_meant(reading: str, number: int) -> None:
    told = [
        say("s1", "kristi-noem", "metWith", "gustavo-petro"),
        say("s2", "united-states", "classifiesAs", "tren-de-aragua", as_="crime-group"),
        say("s3", "united-states", "classifiesAs", "tren-de-aragua", as_="terrorist-organization"),
    ]
    ruling = Ruling(Kind.MISREAD, "", sentence=told[0].quote, reading=reading)
    done = decide([article("one", *told)], ruling)
    assert done.struck == number
    assert (reasons(done)[0] is None) == bool(number)


def test_a_sentence_is_meant_in_the_file_that_is_named_or_in_all() -> None:
    articles = [article(name, say("s1", *PRAISE)) for name in ("one", "two")]
    ruling = Ruling(Kind.MISREAD, "", sentence=articles[0].statements[0].quote)
    assert decide(articles, ruling).struck == 2
    assert decide(articles, replace(ruling, file="two.txt")).struck == 1
    assert decide(articles, replace(ruling, file=articles[1].metadata.id)).struck == 1
    assert reasons(decide(articles, replace(ruling, file="three.txt"))) == ["no claim matches it any more"]


def test_a_claim_is_found_where_its_sentence_was_cut_otherwise() -> None:
    articles = [article("one", say("s1", *PRAISE))]
    longer = f"A heading. {articles[0].statements[0].quote}"
    reading = "document affirmed gustavo-petro praises tren-de-aragua"
    assert decide(articles, Ruling(Kind.MISREAD, "", sentence=longer, reading=reading)).struck == 1
    assert decide(articles, Ruling(Kind.MISREAD, "", sentence=longer)).struck == 0


def test_what_follows_from_other_claims_can_be_struck_alone() -> None:
    articles = [
        article(
            "one",
            say("s1", *PRAISE, "kristi-noem"),
            say("s2", "kristi-noem", "accuses", "gustavo-petro", content="s1"),
            say("s3", "gustavo-petro", "rejects", "kristi-noem", at=100, answers="s2"),
        )
    ]
    before = assemble(articles, resolve(articles))
    (denial,) = [it for it in before.claims if it.rule.endswith("+answer")]
    done = decide(articles, Ruling(Kind.MISREAD, denial.id))
    assert {it.id for it in before.claims} - {it.id for it in done.knowledge.claims} == {denial.id}


def test_words_stay_where_what_was_said_was_misread() -> None:
    articles = [article("one", say("s1", *PRAISE, "kristi-noem"), say("s2", "kristi-noem", "claims", content="s1"))]
    reading = "kristi-noem affirmed gustavo-petro praises tren-de-aragua"
    sentence = articles[0].statements[0].quote
    done = decide(articles, Ruling(Kind.MISREAD, "", sentence=sentence, reading=reading))
    (left,) = done.knowledge.propositions
    assert (left.relation, left.content, left.content_text) == ("claims", None, sentence)


# ------------------------------------------------------------------------------ any corpus


NAMES = [*PEOPLE, "bogota", "reuters", "0.txt#Kristi Noem", "1.txt#kristi-noem", "2.txt#Colombia", "nobody"]
rulings = st.one_of(
    st.builds(Ruling, st.sampled_from([Kind.SAME, Kind.DIFFERENT]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.builds(Ruling, st.just(Kind.TYPE), st.sampled_from(NAMES), st.sampled_from(["Person", "City", "Company"])),
    st.builds(
        lambda kind, *parts: Ruling(kind, "", sentence="sentence 0".ljust(50, "."), reading=" ".join(parts)),
        st.sampled_from([Kind.MISREAD, Kind.NO_CLAIM, Kind.RIGHT]),
        st.sampled_from(["document", "kristi-noem", "nobody"]),
        st.sampled_from([*Stance]),
        st.sampled_from(PEOPLE),
        st.sampled_from(RELATIONS),
        st.sampled_from(["-", *PEOPLE]),
    ),
)


@given(corpora, st.lists(rulings, max_size=8, unique=True), st.integers())
@settings(max_examples=60)
def test_decisions_hold_or_are_told_and_their_order_does_not_matter(
    articles: list[Annotation], lines: list[Ruling], seed: int
) -> None:
    done = apply(articles, lines)
    shuffled = random.Random(seed).sample(lines, len(lines))
    again = apply(articles, shuffled)
    assert again.knowledge == done.knowledge
    assert {it.ruling: it.reason for it in again.outcomes} == {it.ruling: it.reason for it in done.outcomes}
    assert [it.ruling for it in done.outcomes] == lines
    for it in done.outcomes:
        if it.reason is None and it.ruling.kind.strikes:
            wanted = Reading.parse(it.ruling.reading)
            assert not [
                claim
                for claim in done.knowledge.claims
                if " ".join(claim.quote.split()) == it.ruling.sentence
                and claim.stance is wanted.stance
                and (claim.speaker or "nobody") == wanted.speaker
                for about in done.knowledge.propositions
                if about.id == claim.proposition
                and (about.subject, about.relation, about.object or "-")
                == (wanted.subject, wanted.relation, wanted.object)
            ]


def test_the_classes_of_the_articles_are_those_of_the_tests() -> None:
    assert {TYPES[name] for name in NAMES if name in TYPES} == {"Country", "City", "CriminalOrganization", "Outlet"}


# ------------------------------------------------------------------------------ the guide

GUIDE = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"<!-- example -->\n```csv\n(.*?)```", GUIDE, re.DOTALL)
    found = read([table(tmp_path, *example.splitlines()[1:], header=example.splitlines()[0])])
    assert found.faults == ()
    assert [it.kind for it in found.rulings] == [*Kind]


def test_the_guide_names_every_column_and_kind() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", GUIDE, re.MULTILINE)
    assert [it for row in rows for it in re.findall("`(.*?)`", row)] == [*COLUMNS, *map(str, Kind)]
