"""The measuring commands, run on corpora, articles and scorers invented for the tests."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import accuracy
import agreement
import claims
import copies
import factuality
import identity
import pages
import predications
import pyoxigraph as ox
import pytest
import synthetic
from accuracy import END, PAGE, START, renewed

from graph.prefixes import expand
from graph.queries import run
from graph.store import open_store
from graph.validate import check_shapes
from support import ROOT
from support.command import called

ARTICLE = "Ana Ruiz accused Luis Mora of fraud. Mora said that he is innocent. Mora met with Ruiz in Lima on Monday."

# Scorers that report their input, in the format of the real ones.
ATTRIBUTION = """
import pathlib, sys
tokens, text, standoff = map(pathlib.Path, sys.argv[1:])
read = len(list(standoff.glob("*.json")))
assert tokens.is_file() and read == len(list(text.glob("*.txt"))) == 1
print("documents 1, without a standoff file 0")
for role, f in ("source", 61.5), ("cue", 52.0), ("content", 33.3):
    print(f"{role:8} P  70.0 R  50.0 F1  {f}")
"""
EVENTS = """
import pathlib, sys
mode, rows, folder = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
if mode == "split":
    folder.mkdir(parents=True)
    (folder / "00000.txt").write_text("Peru threatened Chile.")
else:
    assert [it.name for it in folder.iterdir()] == ["00000.json"]
    print("THREATEN   n=   1 answered=   1 F1=1.000")
    print("macro-F1 0.500  accuracy 0.250  precision when answered 0.750  answered 0.333")
"""
KEY = """
import json, pathlib, sys
key, graph, articles = map(pathlib.Path, sys.argv[1:4])
assert key.is_file() and graph.is_file() and list(articles.iterdir()) and sys.argv[4] == "--json"
counts = {"claims_asked": 4, "claims_found": 3, "claims_exact": 2, "core_asked": 2, "core_exact": 1}
print(json.dumps(counts | {"traps": []}))
"""
# The second claim is not in the article, but the first trap is.
CLAIMS = """
entities: {ana: {names: [Ana Ruiz]}, luis: {names: [Luis Mora]}}
claims:
- {id: a, s: ana, r: accuses, o: luis, text: Ana Ruiz accused, stance: affirmed, by: article}
- {id: b, s: luis, r: accuses, o: ana, text: Ana Ruiz accused, stance: affirmed, by: article}
traps:
- {s: ana, r: [accuses], o: luis, why: to be counted}
- {s: luis, r: [accuses], o: ana, why: it is not there}
"""
MARKED = {"0a1b": ["B-source", "B-cue", "B-content"], "0c2d": ["B-source", "B-cue", "I-cue"]}


def alone(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a separate process, in which unordered things have a different order."""
    return subprocess.run(
        [sys.executable, str(ROOT / "bench" / name), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    folder = tmp_path / "eval"
    (folder / "invented-dev" / "text").mkdir(parents=True)
    (folder / "invented-dev" / "text" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    rows = [{"id": f"a_{who}", "tokens": ["Mora", "said", "so"], "labels": labels} for who, labels in MARKED.items()]
    with gzip.open(folder / "invented-dev" / "tokens.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    (folder / "pairs-dev").mkdir()
    (folder / "pairs-dev" / "pairs.tsv").write_text("marked_sentence\tgold_root\n", encoding="utf-8")
    (folder / "attribution.py").write_text(ATTRIBUTION, encoding="utf-8")
    (folder / "events.py").write_text(EVENTS, encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "score.py").write_text(KEY, encoding="utf-8")
    (folder / "letters.yaml").write_text("claims: []\n", encoding="utf-8")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A minimal checkout to measure: articles with a given key, articles with a key of ours, and the page."""
    root = tmp_path / "checkout"
    for name, text in (
        ("letters/a.txt", ARTICLE),
        ("tests/articles/own/a.txt", ARTICLE),
        ("tests/articles/own/key.yaml", CLAIMS),
        (PAGE, f"before\n{START}| old |\n{END}after\n"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def measured(checkout: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What `accuracy.py` prints for a checkout."""
    return called(partial(accuracy.main, root=checkout), *arguments)


def test_accuracy_puts_every_figure_beside_what_others_report(
    evaluation: Path, gold: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    done = measured(checkout, evaluation, "--gold", gold, "--write")
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in done.stdout.splitlines()]
    told = {(row[0], row[1]): row[2:] for row in rows}
    assert told["invented-dev", "source, exact span, F1"][0] == "61.5 (P 70.0, R 50.0)"
    assert "CofeNet-BERT 83.2" in told["invented-dev", "source, exact span, F1"][-2]
    assert told["invented-dev", "content, exact span, F1"][-1] == "89"
    assert told["pairs-dev", "relation class, macro-F1"][0] == "0.500"
    assert "zero-shot NLI 0.821" in told["pairs-dev", "relation class, macro-F1"][-2]
    assert told["pairs-dev", "pairs answered"][0] == "33.3%"
    assert told["letters", "claims exact"][0] == "2 of 4 (50%)"
    assert told["tests/articles/own", "claims exact"][:2] == ["1 of 2 (50%)", "–"]
    assert told["tests/articles/own", "traps (edges that must not be)"][0] == "1"
    assert not list(temporary.iterdir())
    page = (checkout / PAGE).read_text(encoding="utf-8")
    assert page == f"before\n{START}\n{done.stdout}\n{END}after\n"


def test_accuracy_as_json(evaluation: Path, checkout: Path) -> None:
    figures = json.loads(measured(checkout, evaluation, "--json").stdout)
    assert set(figures) == {"invented-dev", "pairs-dev", "tests/articles/own"}
    assert figures["invented-dev"]["Rashomon"]["content_F"] == 33.3
    assert figures["pairs-dev"]["rules alone"]["precision"] == 0.75
    assert figures["tests/articles/own"] == {
        "Rashomon": {"claims_asked": 2, "claims_found": 1, "claims_exact": 1, "traps": 1}
    }


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (".", "no such file or folder"),
        ("attribution.py", "attribution.py: no such file or folder"),
        ("invented-dev/text", "text: no such file or folder"),
    ],
)
def test_accuracy_says_what_is_missing(evaluation: Path, checkout: Path, missing: str, message: str) -> None:
    (evaluation / missing).rename(evaluation.parent / "elsewhere")
    done = measured(checkout, evaluation)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_accuracy_wants_figures_that_belong_together(evaluation: Path, checkout: Path, tmp_path: Path) -> None:
    script = alone("accuracy.py", evaluation, "--write")
    assert (script.returncode, script.stdout) == (2, "")
    assert "--gold" in script.stderr
    assert "Traceback" not in script.stderr
    assert measured(checkout, evaluation, "--gold", tmp_path / "none").returncode == 2
    assert measured(checkout, evaluation / "pairs-dev").returncode == 2
    (evaluation / "events.py").write_text("raise SystemExit('out of order')", encoding="utf-8")
    done = measured(checkout, evaluation, "--fast")
    assert done.returncode == 2
    assert "events.py … ended with 1: out of order" in done.stderr
    (evaluation / "invented-dev" / "text" / "a.txt").unlink()
    done = measured(checkout, evaluation, "--fast")
    assert done.returncode == 2
    assert "no article" in done.stderr
    assert "rashomon annotate … ended with 2" in done.stderr


def test_the_page_has_room_for_the_table() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    again = renewed(page, "| new |\n")
    assert f"{START}\n| new |\n\n{END}" in again
    assert renewed(again, "| new |\n") == again
    assert again.partition(START)[0] == page.partition(START)[0]
    assert again.partition(END)[2] == page.partition(END)[2]


def test_people_agree_with_themselves(evaluation: Path) -> None:
    done = called(agreement.main, evaluation / "invented-dev" / "tokens.jsonl.gz")
    assert done.stdout.splitlines() == [
        "1 articles, marked by up to 2 people each",
        "source   exact-span F1 100.0",
        "cue      exact-span F1   0.0",
        "content  exact-span F1   0.0",
    ]


def test_claims_are_drawn_alike_and_shown_with_their_sentence(evaluation: Path) -> None:
    folder = evaluation / "invented-dev" / "text"
    wanted = (folder, "--count", "2", "--seed", "3", "--json")
    drawn = json.loads(called(claims.main, *wanted).stdout)
    assert len(drawn) == 2
    assert drawn == json.loads(alone("claims.py", *wanted).stdout)
    assert all(it["sentence"] in ARTICLE and it["rule"] and it["score"] for it in drawn)
    everything = called(claims.main, folder, "--count", "99").stdout
    assert "Ana Ruiz accuses Luis Mora" in everything
    assert "affirmed by the article" in everything
    assert "> Ana Ruiz accused Luis Mora of fraud." in everything
    assert called(claims.main, folder, "--min-score", "1.1").stdout.startswith("0 of 0 claims")
    assert called(claims.main, folder / "none").returncode == 2


def test_invented_claims_are_as_many_as_wanted_and_have_the_shapes(tmp_path: Path) -> None:
    assert called(synthetic.main, tmp_path / "a.nq", "--claims", "300").returncode == 0
    assert alone("synthetic.py", tmp_path / "b.nq", "--claims", "300").returncode == 0
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
    assert called(synthetic.main, tmp_path / "output", "--claims", "300").returncode == 0
    store = open_store(tmp_path / "output")
    assert set(store) == {*ox.parse(path=tmp_path / "a.nq")}
    assert check_shapes(store) == []
    claims = ox.NamedNode(expand("rsh:Claim"))
    assert sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), claims)) == 300
    disputed = "SELECT * { ?p rsh:affirmedIn ?yes ; rsh:deniedIn ?no . ?no rsh:answers ?yes }"
    assert len(run(store, disputed)) > 0


# --------------------------------------------------------------- factuality


def _sentences(folder: Path, name: str) -> None:
    rows = [
        ("Ortega visited Lima , `` but not '' Quito .", 1, "visited", 3.0),
        ("Ortega did not visit Lima .", 3, "visit", -3.0),
        ("Ortega may visit Lima .", 2, "visit", 1.0),
    ]
    lines = (
        json.dumps({"text": text, "targets": [{"span1": [at, at + 1], "span_text": word, "label": label}]})
        for text, at, word, label in rows
    )
    (folder / f"{name}-dev.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))


def test_certainty_is_measured_beside_what_others_report(tmp_path: Path) -> None:
    for name in factuality.CORPORA:
        _sentences(tmp_path, name)
    done = called(factuality.main, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Stanovsky et al. 2017 (test)" in done.stdout
    scores = json.loads(called(factuality.main, tmp_path, "--json").stdout)
    assert [*scores] == [*factuality.CORPORA]
    assert scores["UW"]["events"] == 3
    assert scores["UW"]["r"] > 0.9
    assert scores["UW"]["constant"] == round(8 / 3, 3)


def test_a_corpus_of_events_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    done = called(factuality.main, tmp_path)
    assert done.returncode == 2
    assert "UW-dev.jsonl.gz" in done.stderr
    (tmp_path / "UW-dev.jsonl.gz").write_bytes(b"no gzip")
    assert called(factuality.main, tmp_path).returncode == 2


def test_arguments_of_verbs_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The corpus splits off "n't", and writes each quotation mark as two characters."""
    tokens = "In Lima the mayor did n't pay the `` judge '' ."
    head = "qasrl_id,verb_idx,question,answer_range\n"
    rows = ["s,6,Who did not pay?,2:4", "s,6,Whom?,7:11", "s,6,Where?,1:2~!~0:2", "s,6,Why?,3:6"]
    for name, text in (
        ("gold.csv.gz", head + "\n".join(rows)),
        ("sentences.csv.gz", f'qasrl_id,tokens,sentence\ns,"{tokens}","{tokens}"'),
    ):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as stream:
            stream.write(text + "\n")
    assert predications.main([str(tmp_path), "--errors", "1"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "both  P 100.0%  R 60.0%  F1 75.0%  (3 of 5, 3 found)"


@pytest.mark.parametrize(
    ("key", "found", "pairs"),
    [
        ([(0, 2)], [(0, 4)], 1),
        ([(0, 2)], [(0, 5)], 0),
        ([(0, 2)], [(0, 2), (0, 3)], 1),
        ([(0, 2), (0, 3)], [(0, 2), (0, 3)], 2),
        ([], [(0, 1)], 0),
    ],
)
def test_an_argument_is_matched_once(key: list[tuple[int, int]], found: list[tuple[int, int]], pairs: int) -> None:
    assert len(predications.matched(key, found)) == pairs


# -------------------------------------------------------------------------------- copies


def test_who_is_who_is_told_in_time_and_a_limit_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = ["identity.py", "--mentions", "2000", "--exponent", "9"]
    monkeypatch.setattr(sys, "argv", few)
    assert identity.main() == 0
    assert "2,000 mentions of 500 names" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", [*few, "--megabytes", "1"])
    assert identity.main() == 1


def test_copies_are_found_in_time_and_a_limit_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The time for so few articles says nothing about growth.
    monkeypatch.setattr(sys, "argv", ["copies.py", "--count", "400", "--exponent", "9"])
    assert copies.main() == 0
    assert "160 copies and newer versions" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["copies.py", "--count", "400", "--exponent", "9", "--megabytes", "1"])
    assert copies.main() == 1


def test_pages_are_measured_by_their_words(tmp_path: Path) -> None:
    from support.made_files import BODY, page

    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(page()))
    truth = {"a": {"url": "https://a.example/a", "articleBody": BODY}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    counted, own, library = pages.rows(tmp_path)
    assert (counted, own.split()) == ("pages 1", ["Rashomon", "P", "1.000", "R", "1.000", "F1", "1.000"])
    assert library.startswith("trafilatura  P 0.9")
    assert pages.measure("a b b", "a b c") == (2 / 3, 2 / 3, 2 / 3)
