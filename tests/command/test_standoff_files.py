"""Standoff JSON from others: what is built from it, and what is refused, naming file and place."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from graph import build
from graph.read.input_formats import LISTED
from support.command import Rashomon, same_files
from support.guide import shown

TEXT, JSON = shown("article"), json.loads(shown("standoff", "json"))
OTHER = "President Gustavo Petro met with Kristi Noem in Bogota on Thursday, and Noem accused him of lying.\n"


def put(folder: Path, value: Any = JSON, text: str = TEXT) -> Path:
    """An article with its standoff JSON."""
    folder.mkdir(exist_ok=True)
    (folder / "harbour.txt").write_text(text, encoding="utf-8")
    (folder / "harbour.json").write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return folder


def put_another(folder: Path) -> None:
    """Another article with its standoff JSON, without faults."""
    text = f"{TEXT}\nThat is all.\n"
    about = {"file": "good.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    claims = [it | {"rule": "prompt-8"} for it in JSON["claims"]]
    (folder / "good.txt").write_text(text, encoding="utf-8")
    (folder / "good.json").write_text(json.dumps(JSON | {"document": about, "claims": claims}), encoding="utf-8")


# --------------------------------------------------------------------------- standoff JSON of others


def test_what_the_guide_shows_is_built(rashomon: Rashomon, tmp_path: Path) -> None:
    folder = put(tmp_path / "in")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    done = rashomon("build", "in", "--output", "out", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["documents"] == 2
    disputes = rashomon("query", "disputes", "--output", tmp_path / "out", "--format", "csv").stdout
    assert "Luis Mora met with Los Choneros,affirmed,Ana Ruiz" in disputes
    assert "Luis Mora met with Los Choneros,denied,Luis Mora" in disputes
    verified = rashomon("verify", "--output", tmp_path / "out")
    assert verified.returncode == 0, verified.stdout
    record = json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))
    assert sorted(record["readers"].values()) == ["my-extractor 1.0", "rules+tagger"]
    assert sorted(Path(it).name for it in record["articles"].values()) == ["harbour.txt", "other.txt"]


def test_our_own_annotations_give_the_same_graph_as_the_articles(
    rashomon: Rashomon, built: Path, seeds: Path, tmp_path: Path
) -> None:
    assert rashomon("annotate", seeds, "--output", tmp_path / "read").returncode == 0
    for folders in ((tmp_path / "read", seeds), (seeds, *sorted((tmp_path / "read").iterdir()))):
        done = rashomon("build", *folders, "--output", tmp_path / "out")
        assert (done.returncode, len(done.stderr.splitlines())) == (0, 1)
        same_files(tmp_path / "out", built)


def test_annotating_a_folder_again_reads_the_articles_again(rashomon: Rashomon, tmp_path: Path) -> None:
    (put(tmp_path / "in") / "other.txt").write_text(OTHER, encoding="utf-8")
    done = rashomon("annotate", "in", "--output", "in", cwd=tmp_path)
    assert done.returncode == 0
    assert "harbour.json was not read: it is not an article" in done.stderr
    assert "2 annotated" in done.stdout


def test_the_text_is_found_by_name_and_bytes(tmp_path: Path) -> None:
    read, texts = tmp_path / "read", tmp_path / "texts"
    (texts / "old").mkdir(parents=True)
    (texts / "2025").mkdir()
    read.mkdir()
    (texts / "old" / "harbour.txt").write_text(OTHER, encoding="utf-8")
    (texts / "2025" / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (read / "a.json").write_text(json.dumps(JSON), encoding="utf-8")
    result = build([read, texts])
    assert (len(result.files), result.failures, result.skipped) == (2, (), ())
    assert dict(result.readers)[JSON["document"]["sha256"][:16]] == "my-extractor 1.0"
    (read / "a.json").write_text(json.dumps(changed("document.file", "2025/harbour.txt")), encoding="utf-8")
    again = build([read, texts])
    assert again.knowledge == result.knowledge


def test_what_was_read_before_goes_before_a_copy_of_the_text(tmp_path: Path) -> None:
    put(tmp_path / "in")
    for folder in ("a", "z"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "harbour.txt").write_text(TEXT, encoding="utf-8")
        result = build([tmp_path / folder, tmp_path / "in"])
        assert [it.file for it in result.skipped] == [str(tmp_path / folder / "harbour.txt")]
        assert {it.rule for it in result.knowledge.claims} == {"prompt-7"}


def test_a_text_may_be_in_any_language(tmp_path: Path) -> None:
    words = "El ministro de Defensa dijo el lunes que el presidente se reunió con la banda en la capital del país. " * 2
    quote, value = words[:102].strip(), copy.deepcopy(JSON)
    value["document"] = {"file": "es.txt", "sha256": hashlib.sha256(words.encode()).hexdigest(), "language": "es"}
    value["claims"] = [value["claims"][0] | {"evidence": {"start": 0, "end": len(quote)}, "quote": quote}]
    (tmp_path / "es.txt").write_text(words, encoding="utf-8")
    (tmp_path / "es.json").write_text(json.dumps(value), encoding="utf-8")
    (document,) = build(tmp_path).knowledge.documents
    assert (document.language, document.file) == ("es", "es.txt")


def test_other_json_is_passed_over_in_a_folder_and_refused_by_name(rashomon: Rashomon, tmp_path: Path) -> None:
    put_another(put(tmp_path / "in", {"name": "a package"}))
    done = rashomon("build", "in", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert "in/harbour.json was not read: it is not an article" in done.stderr
    named = rashomon("build", "in/harbour.json", "--output", "out2", cwd=tmp_path)
    assert named.returncode == 2
    assert f"in/harbour.json: is neither an article ({LISTED}) nor standoff JSON" in named.stderr


# ------------------------------------------------------------------------------------ what is refused

DROP = object()


def changed(place: str, value: Any) -> dict[str, Any]:
    """The guide's JSON with the value at a place ("claims.0.score") changed or dropped."""
    whole = copy.deepcopy(JSON)
    *way, last = [int(it) if it.isdecimal() else it for it in place.split(".")]
    inside: Any = whole
    for key in way:
        inside = inside[key]
    if value is DROP:
        del inside[last]
    else:
        inside[last] = value
    return whole


def more(place: str, **fields: Any) -> dict[str, Any]:
    """The guide's JSON with fields set in the object at a place."""
    whole = copy.deepcopy(JSON)
    kind, number = place.split(".")
    whole[kind][int(number)] |= fields
    return whole


def spanning(start: int, end: int) -> dict[str, Any]:
    return more("claims.0", evidence={"start": start, "end": end}, quote=TEXT[start:end])


CITY = {"entity": "guayaquil", "start": 88, "end": 97}
FAULTS: dict[str, tuple[Any, str, str]] = {
    "a quote that is in no text": (
        changed("claims.0.quote", "Ana Ruiz said nothing."),
        "claims[0].quote",
        "is not what the text has from 15 to 98",
    ),
    "a quote with another quotation mark": (
        changed("claims.1.quote", "Mora denied that he met them!"),
        "claims[1].quote",
        "is not what the text has",
    ),
    "a quote beside its place": (
        changed("claims.1.evidence", {"start": 99, "end": 128}),
        "claims[1].quote",
        "is not what the text has",
    ),
    "evidence over two paragraphs": (spanning(15, 129), "claims[0].evidence", "is not within one paragraph"),
    "evidence behind the end": (
        changed("claims.1.evidence.end", 999),
        "claims[1].evidence",
        "from 100 to 999 is not a stretch of a text of 130",
    ),
    "evidence that ends before it begins": (
        changed("claims.1.evidence", {"start": 129, "end": 100}),
        "claims[1].evidence",
        "from 129 to 100 is not a stretch",
    ),
    "a mention outside the text": (
        changed("claims.0.subject.end", 5000),
        "claims[0].subject",
        "from 53 to 5000 is not a stretch",
    ),
    "a negative offset": (changed("claims.0.subject.start", -3), "claims[0].subject.start", "-3 is less than 0"),
    "a relation that nobody knows": (
        changed("claims.0.relation", "meetWith"),
        "claims[0].relation",
        "not a relation of the ontology; did you mean metWith",
    ),
    "a shortcut for a relation": (
        changed("claims.0.relation", "classifiedAs"),
        "claims[0].relation",
        "say classifiesAs",
    ),
    "a group of relations": (changed("claims.0.relation", "speaksAgainst"), "claims[0].relation", "is not a relation"),
    "a class that nobody knows": (
        changed("entities.0.type", "Persona"),
        "entities[0].type",
        "not a class of entities in the ontology; did you mean Person",
    ),
    "a class of no entities": (changed("entities.0.type", "Claim"), "entities[0].type", "is not a class of entities"),
    "a stance that is none": (
        changed("claims.0.stance", "maybe"),
        "claims[0].stance",
        "none of affirmed, denied, hedged, withdrawn",
    ),
    "a subject that leads nowhere": (
        changed("claims.0.subject.entity", "noem"),
        "claims[0].subject.entity",
        "there is no entity 'noem'",
    ),
    "a speaker who leads nowhere": (
        changed("claims.0.speaker", "noem"),
        "claims[0].speaker",
        "there is no entity 'noem'",
    ),
    "one who relays and leads nowhere": (
        changed("claims.0.relayed_by", ["efe"]),
        "claims[0].relayed_by[0]",
        "there is no entity 'efe'",
    ),
    "a place that leads nowhere": (
        changed("claims.0.qualifiers.at.entity", "x"),
        "claims[0].qualifiers.at.entity",
        "there is no entity 'x'",
    ),
    "a country that leads nowhere": (
        changed("entities.0.country", "ecuador"),
        "entities[0].country",
        "there is no entity",
    ),
    "an event at a person": (
        changed("entities.0.place", "ruiz"),
        "entities[0].place",
        "'ruiz' is not of the class Place",
    ),
    "an answer to no claim": (changed("claims.1.answers", "c9"), "claims[1].answers", "there is no claim 'c9'"),
    "a content that is not a claim": (
        changed("claims.1.content", {"claim": "c9"}),
        "claims[1].content.claim",
        "there is no claim 'c9'",
    ),
    "a content that contains the claim": (
        changed("claims.1.content", {"claim": "c2"}),
        "claims[1].content.claim",
        "leads back to the claim itself",
    ),
    "words of a content that are elsewhere": (
        changed("claims.1.content", {"start": 100, "end": 104, "text": "Ruiz"}),
        "claims[1].content.text",
        "is not what",
    ),
    "a score above 1": (changed("claims.0.score", 1.2), "claims[0].score", "1.2 is more than 1"),
    "a score in words": (changed("claims.0.score", "high"), "claims[0].score", 'must be a number, not "high"'),
    "the id of a claim twice": (changed("claims.1.id", "c1"), "claims[1].id", "'c1' occurs twice"),
    "the id of an entity twice": (changed("entities.1.id", "ruiz"), "entities[1].id", "'ruiz' occurs twice"),
    "the article as an entity": (changed("entities.0.id", "document"), "entities[0].id", "is the article itself"),
    "a label of nothing": (changed("entities.0.label", "  "), "entities[0].label", "is not of the form"),
    "nobody named who affirms": (changed("claims.0.speaker", None), "claims[0].stance", "must be hedged"),
    "a place that is a person": (
        changed("claims.0.qualifiers.at.entity", "ruiz"),
        "claims[0].qualifiers.at.entity",
        "'ruiz' is not of the class Place",
    ),
    "a classification without a category": (
        changed("claims.0.relation", "classifiesAs"),
        "claims[0].qualifiers.as",
        "must be a Category",
    ),
    "a day outside its interval": (
        changed("claims.0.qualifiers", {"on": "2025-05-04", "earliest": "2025-05-01", "latest": "2025-05-04"}),
        "claims[0].qualifiers.on",
        "earliest and latest must be the same day",
    ),
    "a day of no calendar": (
        changed("claims.0.qualifiers", {"on": "2025-02-30", "earliest": "2025-02-30", "latest": "2025-02-30"}),
        "claims[0].qualifiers.on",
        "is not a date",
    ),
    "an interval that ends before it begins": (
        changed("claims.0.qualifiers", {"at": CITY, "earliest": "2025-05-04", "latest": "2025-05-01"}),
        "claims[0].qualifiers.earliest",
        "2025-05-04 is after the latest day",
    ),
    "a code that is none": (changed("claims.0.plover", "HUG"), "claims[0].plover", "'HUG' is not a class of PLOVER"),
    "a key that is misspelt": (
        changed("claims.0.relayedby", []),
        "claims[0].relayedby",
        'is unknown: did you mean "relayed_by"',
    ),
    "a key that is missing": (changed("claims.0.stance", DROP), "claims[0].stance", "is missing"),
    "no claims at all": (changed("claims", DROP), "claims", "is missing"),
    "no document": (changed("document", DROP), "document", "is missing"),
    "a mention with other words": (
        JSON | {"mentions": [{"start": 24, "end": 32, "text": "Ana Rubio", "type": "Person", "entity": "ruiz"}]},
        "mentions[0].text",
        "is not what the text has from 24 to 32",
    ),
    "a passage with other words": (
        JSON | {"passages": [{"document": "d", "start": 0, "end": 4, "text": "Mora"}]},
        "passages[0].text",
        "is not what",
    ),
    "a text that was changed": (
        changed("document.sha256", "0" * 64),
        "document.sha256",
        "harbour.txt: the text was changed, or is another one",
    ),
    "a text that is missing": (
        changed("document.file", "gone.txt"),
        "document.file",
        "neither in the folder of this file nor in a folder given",
    ),
    "a text outside the folder": (
        changed("document.file", "../harbour.txt"),
        "document.file",
        "is neither in the folder",
    ),
    "a text of no name": (changed("document.file", "\0"), "document.file", "is neither in the folder"),
    "an address that is none": (
        changed("document.url", "javascript:alert(1)"),
        "document.url",
        "is not an http or https",
    ),
    "JSON that breaks off": (json.dumps(JSON, indent=1)[:300], "line 16, column", "is not valid JSON"),
    "a number that is none": (json.dumps(JSON).replace("0.9", "NaN"), "", "NaN is not a number"),
    "JSON that is nested too deeply": ("[" * 100_000, "", "is not valid JSON: nested too deeply"),
    "half of a surrogate pair": (
        changed("entities.0.label", "\ud800"),
        "entities[0].label",
        "half of a surrogate pair",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_hold_is_refused_with_a_reason_and_the_rest_is_built(
    rashomon: Rashomon, tmp_path: Path, name: str
) -> None:
    value, place, reason = FAULTS[name]
    put_another(put(tmp_path / "in", value))
    # The text is also elsewhere, so that the file outside the folder exists.
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8")
    done = rashomon("build", "in/harbour.json", "in/good.json", "--output", "out", cwd=tmp_path)
    assert done.returncode == 3, done.stdout + done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"rashomon: in/harbour.json{', ' if place else ''}{place}")
    assert reason in line
    claims = [json.loads(it) for it in (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {it["rule"] for it in claims} == {"prompt-8"}, "nothing of it is in the graph"


def test_evidence_of_more_than_600_characters_is_refused(tmp_path: Path) -> None:
    long = f"Ruiz said that Mora {'really ' * 90}met them."
    value = more("claims.0", evidence={"start": 0, "end": len(long)}, quote=long)
    value["document"]["sha256"] = hashlib.sha256(long.encode()).hexdigest()
    del value["claims"][1], value["claims"][0]["quote"]
    put_another(put(tmp_path / "in", value, long))
    (failure,) = build(tmp_path / "in").failures
    assert (failure.place, failure.reason) == (
        "claims[0].evidence",
        f"has {len(long)} characters; at most 600 are allowed",
    )


def test_programs_are_told_all_faults(rashomon: Rashomon, tmp_path: Path) -> None:
    value = changed("claims.0.score", 7)
    value["claims"][1]["relation"] = "likes!"
    put_another(put(tmp_path / "in", value))
    done = rashomon("build", "in", "--output", "out", "--json", cwd=tmp_path)
    assert "is more than 1 (and 1 more fault)" in done.stderr
    (failure,) = json.loads(done.stdout)["failures"]
    assert [it["place"] for it in failure["faults"]] == ["claims[0].score", "claims[1].relation"]


def test_where_nothing_else_is_there_nothing_is_built(rashomon: Rashomon, tmp_path: Path) -> None:
    put(tmp_path / "in", changed("claims.0.score", 7))
    done = rashomon("build", "in", "--output", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "claims[0].score: 7 is more than 1" in done.stderr
    assert not (tmp_path / "out").exists()
