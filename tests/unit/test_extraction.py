"""Reading one article: names, speakers, classes of events, and the invariants of every reading."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from graph.extract.lexicon import lexicon
from graph.extract.names.evidence import Evidence, decide
from graph.extract.pipeline import annotate
from graph.model import DOCUMENT, Document
from graph.read import from_text, read
from support import SEEDS, TESTS
from support.properties import given, settings, st
from support.reading import article

SENTENCES = [
    line
    for path in sorted((TESTS / "cases").rglob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if len(line.split()) > 5 and not line.startswith((" ", "#"))
]
"""The texts of all small cases, each with a construction that some rule looks for."""


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


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("New", "York"),
        ("El", "Salvador"),
        ("United", "Nations"),
        ("Tren de", "Aragua"),
        ("Cartel", "of the Suns"),
        ("Wolves of the", "Delta"),
        ("Foreign", "Affairs"),
        ("Supreme", "Court"),
    ],
)
def test_no_name_begins_in_one_block_and_ends_in_another(first: str, last: str) -> None:
    """A title and the caption or paragraph below it, in files in which only line breaks separate them."""
    forms = (
        "The minister met {}{}{} denied it on Monday in Lima.\n\nMore was said on Tuesday by ministers of the country.",
        "The vote\n\nMinisters met Ana Paz and {}{}{} at the port of Lima\n\nThe vote was on Tuesday in Lima.",
        "Ana Paz visits {}{}{}\n\nThe vote was on Tuesday in Lima, and the ministers of the country went there.",
    )
    seen = 0
    for form in forms:
        text = form.format(first, "\n\n", last)
        assert not [it for it in article(text).mentions if "\n" in it.span.of(text)]
        whole = form.format(first, " ", last)
        seen += sum(f"{first} {last}" in it.span.of(whole) for it in article(whole).mentions)
    assert seen, "in one block it is a name"


def test_no_title_begins_in_one_block_and_ends_in_another() -> None:
    form = "The vote\n\nThey met with Prime{}Minister of Spain Pedro Ruiz in Lima on Monday."
    for between, title in ((" ", "Prime Minister of Spain"), ("\n\n", "Minister of Spain")):
        titles = [it.text for it in article(form.format(between)).mentions if "Minister" in it.text]
        assert titles == [title]


def test_what_the_model_repeats_does_not_outweigh_a_given_name() -> None:
    evidence = Evidence()
    evidence.add("Person", "given-name")
    for _ in range(30):
        evidence.add("Organization", "model")
    assert decide(evidence.votes, lexicon.load().ontology, public=False) == "Person"


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


# ---------------------------------------------------------------- invariants


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


@settings(max_examples=100)
@given(st.data())
def test_a_sentence_that_is_cut_anywhere_is_read(data: st.DataObject) -> None:
    """A text may end, or begin, in the middle of any construction that a rule looks for."""
    words = data.draw(st.sampled_from(SENTENCES)).split()
    start = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    for statement in annotate(from_text(text, language="en"), fast=True).statements:
        assert statement.quote in text


def test_annotate_is_pure_and_can_be_sent_to_a_process() -> None:
    document: Document = read(sorted(SEEDS.glob("*.txt"))[0])
    first = pickle.loads(pickle.dumps(annotate))(pickle.loads(pickle.dumps(document)))
    annotate(from_text("Another article in between. Ana Paz praised Luis Mora.", language="en"))
    assert annotate(document) == first
    assert pickle.loads(pickle.dumps(first)) == first


def test_whom_a_pronoun_means_is_shown_by_the_whole_name() -> None:
    text = "Ana Vega says she criticized Luis Mora."
    (told,) = [it for it in annotate(from_text(text, language="en")).statements if it.relation == "criticizes"]
    assert told.subject.span is not None
    assert told.subject.span.of(text) == "Ana Vega"


def test_a_statement_has_a_rule_and_a_score() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for statement in annotate(read(path)).statements:
            assert statement.rule
            assert 0 < statement.score <= 1


# --------------------------------------------------------- plans


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


def test_a_sentence_gives_no_label_a_capital_however_often_its_words_are_read() -> None:
    assert {e.label for e in article("Community members met with Luis Mora.").entities} >= {"community members"}


def test_a_speaker_is_known_by_a_name_that_is_no_noun_to_the_parser() -> None:
    read = article("Peter Early visited Lima. Early openly admires the rain as a “strong leader.”")
    assert [a.speaker for a in read.attributions] == ["peter-early"]


def test_who_is_visited_takes_part_in_the_visit_and_is_no_place_of_it() -> None:
    visit = next(e for e in article("Mayor Ana Paz visited Luis Mora on Saturday.").entities if e.type == "Visit")
    assert (visit.participants, visit.place) == (("ana-paz", "luis-mora"), None)


def test_a_body_that_somebody_calls_a_cartel_in_quotation_marks_is_no_gang() -> None:
    for text in ("Ana Paz called the hospital group Medika “a cartel”.", "Ana Paz sued Medika, “a cartel of doctors”."):
        assert "CriminalOrganization" not in {e.type for e in article(text).entities if e.label == "Medika"}


def test_a_document_that_speaks_is_not_the_article() -> None:
    (claim,) = (s for s in article("A document said that Luis Mora met with Pedro Ruiz.").statements if s.object)
    assert claim.speaker not in (None, DOCUMENT)


@pytest.mark.parametrize(
    "text",
    [
        "He met the judge,",
        "Ana Paz met his minister, Luis Mora, and the judge,",
        "More than that",
        "Peru won, according to",
        "Peru won, according to Ana Paz",
        "the judge,\n\nwho",
    ],
)
def test_a_text_may_break_off_anywhere(text: str) -> None:
    assert annotate(from_text(text)).metadata.sha256
