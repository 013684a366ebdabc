"""What people decide applies when the graph is rebuilt, even with more articles; what no longer fits is reported."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from graph.report import schema
from support import ROOT, TESTS
from support.command import Rashomon, same_files

LIMA = """A mayor speaks

LIMA — Mayor Luis Mora of Lima accused Senator Ana Ruiz of taking bribes from Los Pulpos. Ruiz denied the accusation.

Mora met with Minister Eva Paz on Monday.
"""
GOAL = """A striker speaks

MADRID — Luis Mora praised Coach Tom Hale on Sunday. Hale criticized Mora. Striker Luis Mora met with Ana Ruiz Soto.
"""
MORE = """Another day

LIMA — Mayor Luis Mora of Lima criticized Striker Luis Mora. Sueli Prates accused the FELCN of torture.

Ana Ruiz Soto denied that she had met with Luis Mora. The FELCN detained Gilvan Moreira Prates in Ceibal. Los Pulpos
praised Los Choneros. Ecuadorian police arrested Jairo Anchundia.
"""
TWO = [
    ("same", "prates-sister", "Sueli Prates"),
    ("same", "Brazilian man", "id:gilvan-moreira-prates"),
    ("same", "Ecuadorian police", "Ecuadorian national police"),
    ("same", "retired army general", "Fausto Yépez"),
    ("different", "lima.txt#Luis Mora", "goal.txt#Luis Mora"),
    ("different", "Ana Ruiz", "Ana Ruiz Soto"),
    ("different", "wilmer-anchundia", "jairo-anchundia"),
    ("different", "Los Choneros", "Los Pulpos"),
    ("type", "Ceibal", "Prison"),
    ("type", "Los Pulpos", "criminal organization"),
    ("type", "FELCN", "SecurityForce"),
    ("type", "Ceibal penitentiary", "Facility"),
]
"""Kind, entity, and the other entity or class."""

CLAIMS = [
    ("misread", "ximena-larrea", "sues", "ximena-larrea", ""),
    ("misread", "felcn", "detains", "document", ""),
    ("misread", "bolivia", "deports", "document", "document affirmed bolivia deports gilvan-moreira-prates"),
    ("misread", "ecuadorian-government", "negotiatesWith", "ximena-larrea", ""),  # which follows from another claim
    ("misread", "brazil", "classifiesAs", "renata-falcao", ""),
    ("not-a-claim", "luis-mora", "metWith", "document", ""),
    ("not-a-claim", "snai", "visited", "ximena-larrea", ""),
    ("right", "luis-mora", "accuses", "document", ""),
]
"""Kind, and subject, relation and speaker of a claim; what is right instead."""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rebuilt(rashomon: Rashomon, folder: Path, name: str) -> tuple[dict[str, Any], str]:
    """What the report of a new build says about decisions, and what the command complains of."""
    output = folder / name
    done = rashomon("build", folder / "articles", "--output", output, "--fast", "--no-sparql")
    assert done.returncode == 0, done.stderr
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema())
    told: dict[str, Any] = report["decisions"]
    return told, done.stderr


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory, rashomon: Rashomon) -> Path:
    """A folder with articles, the graph built from them, and twenty decisions about it next to them."""
    folder = tmp_path_factory.mktemp("decided")
    articles = folder / "articles"
    articles.mkdir()
    for name in ("01_quito_ceibal.txt", "04_pcc_bridge.txt"):
        shutil.copy(TESTS / "articles" / "dev" / name, articles)
    (articles / "lima.txt").write_text(LIMA, encoding="utf-8")
    (articles / "goal.txt").write_text(GOAL, encoding="utf-8")
    done = rashomon("build", articles, "--output", folder / "before", "--fast", "--no-sparql")
    assert done.returncode == 0, done.stderr
    more = ("--output", folder / "before", "--who", "Ana", "--why", "I was\nthere")
    for it in TWO:
        done = rashomon("decide", *it, *more)
        assert done.returncode == 0, done.stderr
    for kind, subject, relation, speaker, value in CLAIMS:
        done = rashomon("decide", kind, claim(folder / "before", subject, relation, speaker), value, *more)
        assert done.returncode == 0, done.stderr
    return folder


def claim(output: Path, subject: str, relation: str, speaker: str) -> str:
    wanted = (subject, relation, speaker)
    found = [it for it in lines(output / "claims.jsonl") if (it["subject"], it["relation"], it["speaker"]) == wanted]
    assert found, wanted
    return f"claim:{found[0]['id']}"


@pytest.fixture(scope="module")
def after(decided: Path, rashomon: Rashomon) -> Path:
    told, complaints = rebuilt(rashomon, decided, "after")
    assert told == {
        "applied": {"same": 4, "different": 4, "type": 4, "misread": 5, "not a claim": 2, "right": 1},
        "struck": 7,
        "unfit": [],
    }
    assert "decisions.csv" not in complaints
    return decided / "after"


def test_twenty_decisions_hold_when_all_is_built_anew(after: Path, rashomon: Rashomon) -> None:
    known = {it["label"]: it for it in lines(after / "entities.jsonl")}
    names = {it["label"]: {it["label"], *it["aliases"]} for it in known.values()}
    assert any({"Sueli Prates", "Prates’ sister"} <= them for them in names.values())
    assert any({"Fausto Yépez", "retired army general"} <= them for them in names.values())
    moras = [it["id"] for it in lines(after / "entities.jsonl") if it["label"] == "Luis Mora"]
    assert len(moras) == 2
    classes = {"Ceibal": "Prison", "Los Pulpos": "CriminalOrganization", "FELCN": "SecurityForce"}
    assert {name: known[name]["type"] for name in classes} == classes
    claimed = {(it["subject"], it["relation"], it["speaker"]) for it in lines(after / "claims.jsonl")}
    gone = {(subject, relation, speaker) for kind, subject, relation, speaker, _ in CLAIMS if kind != "right"}
    assert not gone & claimed
    assert {subject for subject, relation, _ in claimed if relation == "accuses" and subject in moras}
    done = rashomon("verify", "--output", after)
    assert done.returncode == 0, done.stdout
    edges = (after / "graph.ttl").read_text(encoding="utf-8")
    assert "rsh:deports id:" not in edges


def test_a_claim_is_found_though_its_id_has_changed(decided: Path, after: Path) -> None:
    """Once the mayor is told apart from the striker, everything that either says or does has a different id."""
    known = claim(decided / "before", "luis-mora", "accuses", "document").removeprefix("claim:")
    assert known in (decided / "articles" / "decisions.csv").read_text(encoding="utf-8")
    assert known not in (after / "claims.jsonl").read_text(encoding="utf-8")


def test_the_build_says_where_its_decisions_are(after: Path) -> None:
    record = json.loads((after / "build.json").read_text(encoding="utf-8"))
    assert record["decisions"] == [str(Path("..", "articles", "decisions.csv"))]
    reasons = [dict(it["features"]).get("decided") for it in lines(after / "decisions.jsonl")]
    assert {1.0, -1.0} <= set(reasons)


def test_the_order_of_lines_changes_no_byte(decided: Path, after: Path, rashomon: Rashomon) -> None:
    path = decided / "articles" / "decisions.csv"
    text = path.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    assert len(rows) == 20
    try:
        path.write_text("\n".join([header, *rows[::-1], ""]), encoding="utf-8")
        rebuilt(rashomon, decided, "turned")
    finally:
        path.write_text(text, encoding="utf-8")
    same_files(decided / "turned", after)


def test_they_hold_with_one_more_article(decided: Path, rashomon: Rashomon) -> None:
    article = decided / "articles" / "more.txt"
    article.write_text(MORE, encoding="utf-8")
    try:
        told, _ = rebuilt(rashomon, decided, "more")
    finally:
        article.unlink()
    assert told["unfit"] == []
    assert sum(told["applied"].values()) == 20
    assert told["struck"] == 7
    known = lines(decided / "more" / "entities.jsonl")
    assert len([it for it in known if it["label"] == "Luis Mora"]) >= 2
    assert {it["label"]: it["type"] for it in known}["Los Pulpos"] == "CriminalOrganization"


def test_what_fits_nothing_any_more_is_told(decided: Path, after: Path, rashomon: Rashomon) -> None:
    assert after.is_dir()
    article = decided / "articles" / "04_pcc_bridge.txt"
    text = article.read_bytes()
    article.unlink()
    try:
        told, complaints = rebuilt(rashomon, decided, "fewer")
    finally:
        article.write_bytes(text)
    assert told["applied"] == {"same": 2, "different": 4, "type": 3, "misread": 2, "not a claim": 2, "right": 1}
    assert [(it["kind"], it["reason"].split(" '")[0]) for it in told["unfit"]] == [
        ("misread", "no claim fits it any more"),
        ("misread", "no claim fits it any more"),
        ("misread", "no claim fits it any more"),
        ("same", "nobody is called"),
        ("same", "nobody is called"),
        ("type", "nobody is called"),
    ]
    path = decided / "articles" / "decisions.csv"
    assert complaints.count(f"rashomon: {path}, line ") == 6
    assert f"{path}, line 2: same 04_pcc_bridge.txt#" in complaints


def test_wrong_lines_are_told_and_the_build_is_partly_done(tmp_path: Path, rashomon: Rashomon) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "goal.txt").write_text(GOAL, encoding="utf-8")
    mine = tmp_path / "mine.csv"
    mine.write_text("kind,about,value\ntype,Tom Hale,Court\ntype,Tom Hale,Kourt\n", encoding="utf-8")
    (tmp_path / "articles" / "decisions.csv").write_text("none\n", encoding="utf-8")
    more = ("--output", tmp_path / "out", "--fast", "--no-sparql", "--json")
    done = rashomon("build", tmp_path / "articles", "--decisions", mine, *more)
    assert done.returncode == 3
    assert f"{mine}, line 3: 'Kourt' is no class of entities" in done.stderr
    told = json.loads(done.stdout)
    assert told["decisions"]["applied"] == {"type": 1}
    assert told["failures"] == [
        {"file": str(mine), "reason": "'Kourt' is no class of entities; see docs/ontology.md", "place": "line 3"}
    ]
    assert {it["label"]: it["type"] for it in lines(tmp_path / "out" / "entities.jsonl")}["Tom Hale"] == "Court"
    done = rashomon("build", tmp_path / "articles", *more)
    assert done.returncode == 3
    assert "decisions.csv, line 1: must name its columns" in done.stderr
    assert json.loads(done.stdout)["skipped"] == []
    done = rashomon("build", tmp_path / "articles", "--decisions", tmp_path / "none.csv", "--output", tmp_path / "no")
    assert done.returncode == 2
    assert "no such decisions file" in done.stderr
    assert not (tmp_path / "no").exists()


def test_a_pattern_of_the_shell_may_name_the_decisions_too(tmp_path: Path, rashomon: Rashomon) -> None:
    (tmp_path / "goal.txt").write_text(GOAL, encoding="utf-8")
    (tmp_path / "decisions.csv").write_text("kind,about,value\ntype,Tom Hale,Court\n", encoding="utf-8")
    more = ("--output", tmp_path / "out", "--fast", "--no-sparql", "--json")
    done = rashomon("build", tmp_path / "decisions.csv", tmp_path / "goal.txt", *more)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["decisions"]["applied"] == {"type": 1}
    assert rashomon("build", tmp_path / "decisions.csv", *more).returncode == 2


# ------------------------------------------------------------------------------ decide


WRONG = {
    ("same", "Ana Ruiz"): "needs two: two entities",
    ("type", "Ana Ruiz"): "needs two: an entity and a class",
    ("type", "Ana Ruiz", "Persn"): "'Persn' is no class of entities",
    ("type", "Anna Ruiz", "Person"): "has nobody called 'Anna Ruiz'",
    ("same", "Ana Ruiz", "ana-ruiz"): "'Ana Ruiz' and 'ana-ruiz' are both lima.txt#Ana Ruiz",
    ("same", "goal.txt#Ana Ruiz", "Ana Ruiz"): "no claim in goal.txt is about anybody called 'Ana Ruiz'",
    ("misread", "0000"): "has no claim '0000'",
    ("right", "CLAIM", "a b c"): "'a b c' is no reading",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_not_in_the_graph_is_not_decided(
    decided: Path, rashomon: Rashomon, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    output = decided / "before"
    known = claim(output, "luis-mora", "accuses", "document")
    asked = [known if it == "CLAIM" else it for it in arguments]
    done = rashomon("decide", *asked, "--output", output, "--decisions", tmp_path / "decisions.csv")
    assert done.returncode == 2, done.stdout
    assert WRONG[arguments] in done.stderr
    assert not (tmp_path / "decisions.csv").exists()


def test_decide_tells_programs_what_it_wrote(decided: Path, rashomon: Rashomon, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    more = ("--output", decided / "before", "--decisions", file, "--who", "", "--json")
    done = rashomon("decide", "different", "Ana Ruiz", "Ana Ruiz Soto", *more)
    told = json.loads(done.stdout)
    assert told["file"] == str(file)
    assert told["decision"] | {"when": ""} == dict.fromkeys(
        ("file", "sentence", "reading", "who", "why", "when"), ""
    ) | {
        "kind": "different",
        "about": "goal.txt#Ana Ruiz Soto",
        "value": "lima.txt#Ana Ruiz",
    }
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


def test_without_a_build_nothing_is_decided(rashomon: Rashomon, tmp_path: Path) -> None:
    for command in (("decide", "same", "a", "b"), ("review",)):
        done = rashomon(*command, "--output", tmp_path)
        assert done.returncode == 2
        assert "no build in" in done.stderr


# ------------------------------------------------------------------------------ review


def test_the_questions_are_what_is_doubtful_and_not_decided(decided: Path, rashomon: Rashomon) -> None:
    done = rashomon("review", "--output", decided / "before", "--most", "1000", "--json")
    told = json.loads(done.stdout)
    assert told["of"] == len(told["questions"])
    weights = [it["weight"] for it in told["questions"]]
    assert weights == sorted(weights, reverse=True)
    assert {"damage", "dispute", "class"} <= {it["kind"] for it in told["questions"]}
    asked = [it["question"] for it in told["questions"]]
    assert not [it for it in asked if "Ceibal best" in it or "Los Pulpos best" in it]
    texts = {it.name: it.read_text(encoding="utf-8") for it in (decided / "articles").glob("*.txt")}
    for it in told["questions"]:
        assert all(one["sentence"] in texts[one["file"]] for one in it["sentences"])
        assert it["yes"]["kind"] in ("same", "right", "type")
    listed = rashomon("review", "--output", decided / "before", "--most", "1").stdout
    assert listed.startswith(told["questions"][0]["question"])
    assert f"1 of {told['of']} questions" in listed


def test_an_answer_about_two_names_holds_at_the_next_build(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    """By a narrow margin TDA is the Aragua Train; a person who knows better says so, and is not asked again."""
    articles, output = tmp_path / "articles", tmp_path / "out"
    shutil.copytree(seeds, articles)
    build = ("build", articles, "--output", output, "--fast", "--no-sparql")
    assert rashomon(*build).returncode == 0
    asking = ("review", "--output", output, "--most", "1000", "--json")
    (asked, *_) = [it for it in json.loads(rashomon(*asking).stdout)["questions"] if it["kind"] == "merge"]
    assert asked["question"].startswith("Is Aragua Train (003_16ed8bbf6407a7ea.txt) the same as TDA (")
    assert (asked["yes"]["kind"], asked["no"]["kind"]) == ("same", "different")
    names = [it for it in lines(output / "entities.jsonl") if "TDA" in it["aliases"]]
    assert len(names) == 1
    columns = list(asked["no"])
    with (articles / "decisions.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, columns)
        rows.writeheader()
        rows.writerow(asked["no"])
    assert rashomon(*build).returncode == 0
    assert [it["label"] for it in lines(output / "entities.jsonl") if "TDA" in (it["label"], *it["aliases"])] == ["TDA"]
    assert asked["question"] not in rashomon(*asking).stdout


def test_what_was_decided_of_claims_becomes_sentences_for_tests(
    decided: Path, rashomon: Rashomon, tmp_path: Path
) -> None:
    file = tmp_path / "cases.txt"
    done = rashomon("review", "--to-cases", file, "--output", decided / "before")
    assert done.stdout == f"7 sentences: {file}\n"
    text = file.read_text(encoding="utf-8")
    assert (
        "Bolivia sends PCC “bookkeeper” back to Brazil\n  - document affirmed bolivia deports pcc-bookkeeper\n" in text
    )
    assert "  + document affirmed luis-mora accuses ana-ruiz\n" in text
    assert "  - document affirmed felcn detains prates\n" in text
    done = rashomon("review", "--to-cases", file, "--least", "2", "--output", decided / "before", "--json")
    assert json.loads(done.stdout) == {"file": str(file), "sentences": 0}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_answers_on_a_terminal_are_written_at_once(decided: Path, tmp_path: Path) -> None:
    import pty

    file = tmp_path / "decisions.csv"
    command = [sys.executable, "-m", "graph", "review", "--output", decided / "before", "--decisions", file]
    terminal, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [*map(str, command), "--who", "Ana"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        )
        os.close(theirs)
        os.write(terminal, b"perhaps\nn\ny\n\nquit\n")
        said = b""
        while b"written" not in said:
            said += os.read(terminal, 4096)
        assert process.wait(60) == 0
    finally:
        os.close(terminal)
    text = said.decode()
    assert text.count("yes, no, skip or quit?") == 5
    assert "2 decisions written" in text
    rows = file.read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == 2
    assert all(",Ana," in it for it in rows)
