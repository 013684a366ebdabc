"""`rules check`, and the rules of a project in `build` and `annotate`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

from graph.prefixes import DEFAULT_BASE, expand
from graph.standoff import schema
from support.command import Rashomon, same_files

TEXT = (
    "Senator Ana Ruiz serenaded Mayor Luis Mora in Quito on Monday. Mora left the city, and Ruiz stayed behind there."
)
FRAME = """[[frame]]
id = "criticizes-serenade"
relation = "criticizes"
verbs = ["serenade"]
objects = ["obj"]
example = "[s Senator Ana Ruiz] serenaded [o Mayor Luis Mora]."
near_miss = "Senator Ana Ruiz met Mayor Luis Mora."
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "frames.toml").write_text(FRAME, encoding="utf-8")
    return tmp_path


def test_check_tells_findings_and_ends_with_1(rashomon: Rashomon, project: Path) -> None:
    done = rashomon("rules", "check", "rules", cwd=project)
    assert (done.returncode, done.stdout) == (0, "no findings\n")
    (project / "rules" / "frames.toml").write_text(FRAME.replace('"obj"', '"too"'), encoding="utf-8")
    done = rashomon("rules", "check", "rules/frames.toml", cwd=project)
    told = 'rules/frames.toml, line 5: frame 1, objects: "too" is not a slot: did you mean "to"?'
    assert (done.returncode, done.stdout) == (1, f"{told}\n")
    done = rashomon("rules", "check", "rules", "--json", cwd=project)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "findings": [{"file": "rules/frames.toml", "line": 5, "reason": told.partition("line 5: ")[2]}]
    }


def test_our_own_tables_have_no_findings(rashomon: Rashomon) -> None:
    done = rashomon("rules", "check", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"findings": []})


def test_a_sentence_is_read_by_the_rules_of_a_project(rashomon: Rashomon, project: Path) -> None:
    sentence = ("read", "Senator Ana Ruiz serenaded Mayor Luis Mora.", "--why", "--fast")
    assert "no-frame" in rashomon(*sentence, cwd=project).stdout
    told = rashomon(*sentence, "--rules", "rules", cwd=project).stdout
    assert "Ana Ruiz (Person) criticizes Luis Mora (Person)" in told
    assert "no-frame" not in told


def _relations(folder: Path) -> list[str]:
    lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["relation"] for line in lines]


def test_a_build_reads_by_the_rules_of_a_project_and_says_so(rashomon: Rashomon, project: Path) -> None:
    assert rashomon("build", "article.txt", "-o", "plain", cwd=project).returncode == 0
    assert rashomon("build", "article.txt", "-o", "own", "--rules", "rules", cwd=project).returncode == 0
    assert "criticizes" not in _relations(project / "plain")
    assert "criticizes" in _relations(project / "own")
    record = json.loads((project / "own" / "build.json").read_text(encoding="utf-8"))
    digest = record["rules"]["frames.toml"]
    assert "rules" not in json.loads((project / "plain" / "build.json").read_text(encoding="utf-8"))
    store = ox.Store()
    store.bulk_load(path=str(project / "own" / "graph.trig"), format=ox.RdfFormat.TRIG)
    rules = ox.NamedNode(f"{DEFAULT_BASE}rules/{digest}")
    articles = store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("rsh:Document")))
    used = {rules, *(q.subject for q in articles)}
    # The reading of the article, and the build as a whole, which also used a model.
    users = {q.subject for q in store.quads_for_pattern(None, ox.NamedNode(expand("prov:used")), rules)}
    each = [{q.object for q in store.quads_for_pattern(it, ox.NamedNode(expand("prov:used")), None)} for it in users]
    assert len(each) == 2
    assert used in each
    assert all(used <= others for others in each)
    assert rashomon("verify", "-o", "own", cwd=project).returncode == 0
    assert "rules/" not in (project / "plain" / "graph.trig").read_text(encoding="utf-8")


def test_the_same_rules_give_the_same_bytes_wherever_they_are(rashomon: Rashomon, project: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "frames.toml").write_text(FRAME, encoding="utf-8")
    (project / "second.txt").write_text(TEXT.replace("Quito", "Lima"), encoding="utf-8")
    for folder, workers in (("rules", "1"), ("elsewhere", "2")):
        done = rashomon(
            "build",
            "article.txt",
            "second.txt",
            "-o",
            f"out-{folder}",
            "--rules",
            folder,
            "--workers",
            workers,
            cwd=project,
        )
        assert done.returncode == 0
    same_files(project / "out-rules", project / "out-elsewhere")


def test_standoff_says_by_which_rules_it_was_read(rashomon: Rashomon, project: Path) -> None:
    done = rashomon("annotate", "article.txt", "-o", "standoff", "--rules", "rules", cwd=project)
    assert done.returncode == 0
    read = json.loads((project / "standoff" / "article.json").read_text(encoding="utf-8"))
    jsonschema.validate(read, schema())
    assert list(read["rules"]) == ["frames.toml"]
    assert "criticizes" in [it["relation"] for it in read["claims"]]


def test_rules_with_an_error_stop_a_build_before_it_reads(rashomon: Rashomon, project: Path) -> None:
    (project / "rules" / "frames.toml").write_text(FRAME.replace('criticizes"', 'criticises"'), encoding="utf-8")
    done = rashomon("build", "article.txt", "-o", "out", "--rules", "rules", cwd=project)
    assert done.returncode == 2
    assert 'rules/frames.toml, line 3: frame 1, relation: "criticises" is not a relation' in done.stderr
    assert not (project / "out").exists()
