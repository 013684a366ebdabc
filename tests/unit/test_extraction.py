"""Extraction, sentence by sentence: every frame's example and near-miss, and the cases under tests/cases."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.extract import rules
from graph.extract.entities import Node
from graph.extract.pipeline import annotate
from graph.extract.tables import Frame
from graph.extract.when import find_date
from graph.model import DOCUMENT, Annotation, Document, Span, Statement
from graph.read import from_text, read
from support import SEEDS, TESTS
from support.properties import given, settings, st

_MARK = re.compile(r"\[([so]) ([^\]]*)\]")


def article(text: str) -> Annotation:
    return annotate(from_text(text, language="en", published=date(2025, 4, 7)))


# ------------------------------------------------------------------ frames


def _frames() -> list[Frame]:
    return list(rules.load().frames)


def _marked(text: str) -> tuple[str, dict[str, Span]]:
    """The sentence without marks, and the spans of its subject and object."""
    plain, marks, at = "", {}, 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marks[match[1]] = Span(len(plain), len(plain) + len(match[2]))
        plain += match[2]
        at = match.end()
    return plain + text[at:], marks


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: f"{frame.relation}-{frame.example[:40]}")
def test_example(frame: Frame) -> None:
    text, marks = _marked(frame.example)
    found = [s for s in article(text).statements if s.relation == frame.relation]
    assert any(_fills(s, marks) for s in found), [(s.subject.entity, s.relation, s.object) for s in found]


def _fills(statement: Statement, marks: dict[str, Span]) -> bool:
    subject = statement.subject.span.overlaps(marks["s"])
    if "o" not in marks:
        return subject
    return subject and statement.object is not None and statement.object.span.overlaps(marks["o"])


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: f"{frame.relation}-{frame.near_miss[:40]}")
def test_near_miss(frame: Frame) -> None:
    assert not [s for s in article(frame.near_miss).statements if s.relation == frame.relation]


# ------------------------------------------------------------------- cases


def _cases() -> Iterator[tuple[str, str]]:
    for file in sorted((TESTS / "cases").glob("*.txt")):
        text = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                yield text, line.strip()
            elif line and not line.startswith("#"):
                text = line.replace(" ¶ ", "\n\n")


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_case(text: str, expected: str) -> None:
    sign, speaker, stance, subject, relation, object = expected.split()
    found = {
        (
            s.speaker or "nobody",
            s.stance.value,
            s.subject.entity,
            s.relation,
            s.object.entity if s.object else "-",
        )
        for s in article(text).statements
    }
    wanted = (speaker, stance, subject, relation, object)
    assert (wanted in found) == (sign == "+"), sorted(found)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Anti-Cartel Unit arrested Luis Mora.", "Anti-Cartel Unit", "Organization"),
        (
            "The Attorney General's Office accused Luis Mora. The gang met Ana Paz.",
            "Attorney General's Office",
            "Organization",
        ),
        ("Luis Mora praised the Coast Cartel.", "Coast Cartel", "CriminalOrganization"),
        ("Luis Mora praised the Cartel de la Costa.", "Cartel de la Costa", "CriminalOrganization"),
        ("Luis Mora praised the Mora crime family.", "Mora crime family", "CriminalOrganization"),
        ("Luis Mora praised the Taliban.", "Taliban", "ArmedGroup"),
        ("Luis Mora praised Hezbollah.", "Hezbollah", "ArmedGroup"),
        ("Luis Mora praised the guerrilla group Frente Sur.", "Frente Sur", "ArmedGroup"),
        ("Mara Paz praised Luis Mora.", "Mara Paz", "Person"),
        ("Salmar Holdings Ltd. sued Luis Mora.", "Salmar Holdings Ltd.", "Company"),
        ("Peru seized the freighter Ocean Pearl.", "Ocean Pearl", "Entity"),
        ("Luis Mora praised the Senate.", "Senate", "Legislature"),
    ],
)
def test_what_a_name_names(text: str, name: str, kind: str) -> None:
    assert {it.type for it in article(text).entities if it.label.rstrip(".") == name.rstrip(".")} == {kind}


def test_what_the_model_repeats_does_not_outweigh_a_given_name() -> None:
    node = Node("name:mora")
    node.vote("Person", "given-name")
    for _ in range(30):
        node.vote("Organization", "model")
    assert node.decide() == "Person"


@pytest.mark.parametrize(
    ("text", "speaker", "relayed_by"),
    [
        ("Luis Mora met with Pedro Ruiz.", "document", ()),
        ("Ana Paz said that Luis Mora met with Pedro Ruiz.", "ana-paz", ()),
        ("Reuters reported that Ana Paz said that Luis Mora met with Pedro Ruiz.", "ana-paz", ("reuters",)),
        ("Reuters quoted Ana Paz as saying that Luis Mora met with Pedro Ruiz.", "ana-paz", ("reuters",)),
        ("Reuters, citing Ana Paz, reported that Luis Mora met with Pedro Ruiz.", "ana-paz", ("reuters",)),
        (
            "According to Reuters, Ana Paz said that Jorge Vega claimed that Luis Mora met with Pedro Ruiz.",
            "jorge-vega",
            ("reuters", "ana-paz"),
        ),
    ],
)
def test_a_claim_is_the_innermost_speakers(text: str, speaker: str, relayed_by: tuple[str, ...]) -> None:
    (claim,) = (s for s in article(text).statements if s.relation == "metWith")
    assert (claim.speaker, claim.relayed_by) == (speaker, relayed_by)


# ------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("March 27", "2025-03-27", "2025-03-27"),
        ("27 March 2024", "2024-03-27", "2024-03-27"),
        ("Sept. 18", "2024-09-18", "2024-09-18"),
        ("yesterday", "2025-04-06", "2025-04-06"),
        ("on Tuesday", "2025-04-01", "2025-04-01"),
        ("two weeks ago", "2025-03-20", "2025-03-28"),
        ("three days ago", "2025-04-04", "2025-04-04"),
        ("over the past weekend", "2025-04-05", "2025-04-06"),
        ("last month", "2025-03-01", "2025-03-31"),
        ("in January 2024", "2024-01-01", "2024-01-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("in October", "2024-10-01", "2024-10-31"),
        ("over the weekend", "2025-04-05", "2025-04-06"),
        ("earlier this year", "2025-01-01", "2025-04-07"),
        ("this month", "2025-04-01", "2025-04-07"),
        ("this morning", "2025-04-07", "2025-04-07"),
        ("over the past three days", "2025-04-04", "2025-04-07"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("during the early 1990s", "1990-01-01", "1993-05-02"),
        ("in late 2019", "2019-09-01", "2019-12-31"),
        ("in early March", "2025-03-01", "2025-03-11"),
        ("in the second quarter of 2020", "2020-04-01", "2020-06-30"),
        ("from 2010 to 2015", "2010-01-01", "2015-12-31"),
        ("between March 3 and March 5", "2025-03-03", "2025-03-05"),
    ],
)
def test_date(text: str, earliest: str, latest: str) -> None:
    found = find_date(text, date(2025, 4, 7))
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "February 30",
        "the 1990s were long",
        "in a while",
        "99999 days ago",
        "May I ask",
        "31/31",
        "two days earlier",
        "from place to place",
    ],
)
def test_no_date(text: str) -> None:
    assert find_date(text, date(2025, 4, 7)) is None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Luis Mora has led Los Choneros since 2019.", "2019-01-01", "2025-04-07"),
        ("Luis Mora visited Colombia earlier this year.", "2025-01-01", "2025-04-07"),
        ("Luis Mora met with Pedro Ruiz two days before the vote.", "None", "None"),
        ("Luis Mora did not meet with Pedro Ruiz until Monday.", "None", "None"),
    ],
)
def test_date_of_a_statement(text: str, earliest: str, latest: str) -> None:
    (about,) = (s.qualifiers for s in article(text).statements)
    assert (str(about.earliest), str(about.latest)) == (earliest, latest)


@given(st.text(max_size=60), st.dates(min_value=date(1, 1, 1)))
def test_dates_never_fail(text: str, published: date) -> None:
    found = find_date(text, published)
    assert found is None or found.earliest <= found.latest


# ---------------------------------------------------------------- promises


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_evidence_is_verbatim(path: Path) -> None:
    document = read(path)
    for statement in annotate(document).statements:
        assert statement.evidence.of(document.text) == statement.quote
        assert 0 < len(statement.quote) <= 600
        assert "\n\n" not in statement.quote


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ana Paz said that Luis Mora met with Pedro Ruiz.",
                "“I never did that,” he said, “and",
                "<script>alert(1)</script>",
                "The Colombian president denied it.\u202e",
                "—Who?",
                "[Petro] \x0b met > with < Noem.",
                "According to",
                "😀 said the 'minister' \"quoted",
                "\n\n",
                "of of of the the said said said.",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_text_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    if not text.strip():
        return
    document = from_text(text, language="en")
    annotation = annotate(document)
    ids = {e.id for e in annotation.entities}
    for statement in annotation.statements:
        assert statement.evidence.of(document.text) == statement.quote
        assert statement.subject.entity in ids
        assert statement.speaker in (None, DOCUMENT) or statement.speaker in ids
    for mention in annotation.mentions:
        assert mention.span.of(document.text) == mention.text


def test_annotate_is_pure_and_can_be_sent_to_a_process() -> None:
    document: Document = read(sorted(SEEDS.glob("*.txt"))[0])
    first = pickle.loads(pickle.dumps(annotate))(pickle.loads(pickle.dumps(document)))
    annotate(from_text("Another article in between. Ana Paz praised Luis Mora.", language="en"))
    assert annotate(document) == first
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_statement_has_a_rule_and_a_score() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for statement in annotate(read(path)).statements:
            assert statement.rule
            assert 0 < statement.score <= 1


# --------------------------------------------------------- what is meant to be done


@pytest.mark.parametrize(
    ("text", "relation", "plover"),
    [
        ("Chile released Luis Mora.", "releases", "YIELD"),
        ("Chile will release Luis Mora.", "releases", "AGREE"),
        ("Chile said it would release Luis Mora.", "releases", "AGREE"),
        ("Chile will not release Luis Mora.", "releases", "REJECT"),
        ("Chile is willing to release Luis Mora.", "agreesTo", "AGREE"),
        ("Chile refused to release Luis Mora.", "refuses", "REJECT"),
        ("President Luis Mora will meet Ana Ruiz.", "metWith", "AGREE"),
        ("Ana Ruiz cancelled a visit to Peru.", "visited", "REJECT"),
        ("The Chilean army will attack Peru.", "attacks", "THREATEN"),
        ("Chile vowed to attack Peru.", "threatens", "THREATEN"),
        ("Chile lifted the ban on goods from Peru.", "easesMeasuresAgainst", "YIELD"),
        ("Chile will not lift the ban on goods from Peru.", "easesMeasuresAgainst", "REJECT"),
    ],
)
def test_the_class_of_an_event_counts_refusal_and_intent(text: str, relation: str, plover: str) -> None:
    assert [s.plover for s in article(text).statements if s.relation == relation] == [plover]


def test_a_pronoun_is_shown_by_the_name_it_stands_for() -> None:
    text = "Chile said it would release Luis Mora."
    found = next(s for s in article(text).statements if s.relation == "releases")
    assert found.subject.span.of(text) == "Chile"


def test_the_country_in_capitals_is_no_pronoun() -> None:
    found = [(s.subject.entity, s.relation) for s in article("The US praised Chile.").statements]
    assert found == [("united-states", "praises")]
