"""The commands as their users run them: results, messages and exit codes."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest

from graph.cli import app
from graph.formats import ANSWERS
from graph.queries import named_queries
from graph.standoff import schema
from support import ROOT
from support.command import Rashomon

GROUPS = {"": app, **{f"{it.typer_instance.info.name} ": it.typer_instance for it in app.registered_groups}}
COMMANDS = sorted(
    before + (command.name or command.callback.__name__)
    for before, group in GROUPS.items()
    for command in group.registered_commands
    if command.callback is not None
)
PROTOCOLS = ("mcp", "serve")
"""Commands that talk to programs through a protocol and print nothing."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(rashomon: Rashomon, command: str) -> None:
    done = rashomon(*command.split(), "--help")
    assert done.returncode == 0
    assert re.search(r"\n\n  [A-Z].+\.\n", done.stdout)
    assert ("--json" in done.stdout) == (command not in PROTOCOLS)
    options = re.findall(r"^  +(?:-\w, )?--[\w-]+.*(?:\n {6,}.*)*", done.stdout, flags=re.MULTILINE)
    assert all(re.search(r" {2,}[A-Z]", option) for option in options)


def told(command: str) -> str:
    """What the page about commands says about a command: the text below its heading."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^### `{command}`\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_about_commands_tells_every_option_and_no_other(rashomon: Rashomon, command: str) -> None:
    usage = rashomon(*command.split(), "--help").stdout
    options = set(re.findall(r"^  +(?:-\w, )?(--[\w-]+)", usage, flags=re.MULTILINE)) - {"--help"}
    assert options
    section = told(command)
    assert section.startswith(f"\n    rashomon {command}")
    rows = re.findall(r"^\| (`-.*?) \|", section.replace("\\|", ""), re.MULTILINE)
    assert {it for row in rows for it in re.findall(r"`(?:-\w`, `)?(--[\w-]+)", row)} == options


def test_the_page_about_commands_lists_them_all() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| \[`rashomon ([\w ]+)`\]", page, re.MULTILINE)) == COMMANDS


def test_make_commands_are_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_all_commands_are_there() -> None:
    assert {"annotate", "build", "diff", "explain", "query", "rules check", "verify"} <= set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["build"],
        ["build", "seeds", "--workers", "0"],
        ["build", "seeds", "--date-order", "YDM"],
        ["build", "seeds", "--base", "not an iri"],
        ["build", "seeds", "--rules", "no/such/folder"],
        ["rules", "check", "no/such/frames.toml"],
        ["rules", "check", "README.md"],
        ["annotate", "seeds"],
        ["query", "disputes", "--output", "no/such/folder"],
        ["explain", "Kristi Noem", "--output", "no/such/folder"],
        ["verify", "--output", "no/such/folder"],
    ],
    ids=" ".join,
)
def test_wrong_use(rashomon: Rashomon, tmp_path: Path, arguments: list[str]) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = rashomon(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert not (tmp_path / "output").exists()


def test_the_help_names_every_format(rashomon: Rashomon) -> None:
    said = "".join(rashomon("query", "--help").stdout.split())
    assert f"Oneof{','.join(ANSWERS)}." in said


def test_without_arguments_there_is_help(rashomon: Rashomon) -> None:
    assert "Commands:" in (done := rashomon()).stdout + done.stderr
    assert rashomon("--version").stdout.startswith("rashomon ")


# ------------------------------------------------------------------ build


def test_build_writes_all_files(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    text = {"graph.trig", "graph.nq", "graph.ttl", "graph.jsonld", "graph.graphml", "claims.jsonl", "entities.jsonl"}
    assert text | {"view.html", "store"} <= names


def test_build_reports_what_it_made(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    done = rashomon("build", seeds, "--output", tmp_path, "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert report["documents"] == 2
    assert report["failures"] == []
    kept = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["sentences"] == kept["sentences"]
    assert 0 < kept["sentences"]["claimed"] < kept["sentences"]["telling"]
    lines = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert report["claims"] == len(lines)


def test_build_goes_on_after_a_failure(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    done = rashomon("build", seeds, "missing.txt", "--output", tmp_path / "out")
    assert done.returncode == 3
    assert done.stderr.splitlines()[1:] == ["rashomon: missing.txt: no such file or folder"]
    assert done.stdout.startswith("2 documents, ")
    assert (tmp_path / "out" / "graph.trig").is_file()
    report = json.loads(rashomon("build", "missing.txt", "--output", tmp_path / "none", "--json").stdout)
    assert report["failures"] == [{"file": "missing.txt", "reason": "no such file or folder", "place": None}]
    assert report["output"] is None


def test_a_folder_that_cannot_be_written(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = rashomon("build", seeds, "--output", tmp_path / "file")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------ annotate


def test_annotate(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    done = rashomon("annotate", seeds, "--output", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)["written"]
    assert [Path(it["annotation"]).name for it in written] == ["000_11a090e9b5617967.json", "003_16ed8bbf6407a7ea.json"]
    for it in written:
        annotation = json.loads(Path(it["annotation"]).read_text(encoding="utf-8"))
        jsonschema.validate(annotation, schema())
        assert annotation["document"]["file"] == Path(it["file"]).name


def test_annotate_with_predications(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    rashomon("annotate", seeds, "--output", tmp_path / "plain")
    done = rashomon("annotate", seeds, "--predications", "--output", tmp_path / "more", "--json")
    assert done.returncode == 0, done.stderr
    for it in json.loads(done.stdout)["written"]:
        more = json.loads(Path(it["annotation"]).read_text(encoding="utf-8"))
        jsonschema.validate(more, schema())
        assert any(p["predicate"]["lemma"] == "say" and p["arguments"] for p in more["predications"])
        del more["predications"]
        assert more == json.loads((tmp_path / "plain" / Path(it["annotation"]).name).read_text(encoding="utf-8"))


def test_annotate_keeps_files_of_the_same_stem_apart(rashomon: Rashomon, tmp_path: Path) -> None:
    for folder, text in (("a", "Petro met Noem in Bogota."), ("b", "Noem met Petro in Quito.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "News.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a" / "other.txt").write_text("Petro met Noem.", encoding="utf-8")
    forward = rashomon("annotate", "a", "b", "--output", "out", cwd=tmp_path)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert forward.returncode == 0, forward.stderr
    assert len(names) == 3
    assert names[2] == "other.json"
    assert all(re.fullmatch(r"News-[0-9a-f]{16}\.json", name) for name in names[:2])
    rashomon("annotate", "b", "a", "--output", "again", cwd=tmp_path)
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_annotate_goes_on_after_a_failure(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Petro met Noem in Bogota.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    done = rashomon("annotate", "good.txt", "bad.txt", "--output", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (3, "rashomon: bad.txt: is empty\n")
    assert (tmp_path / "out" / "good.json").is_file()


# ------------------------------------------------------------------ query


def test_query_by_name_file_and_stdin(rashomon: Rashomon, built: Path, tmp_path: Path) -> None:
    text = "SELECT ?a ?b WHERE { ?a rsh:accuses ?b } ORDER BY ?a ?b"
    file = tmp_path / "mine.rq"
    file.write_text(text, encoding="utf-8")
    from_file = rashomon("query", file, "--output", built)
    from_stdin = rashomon("query", "-", "--output", built, text=text)
    assert from_file.returncode == 0, from_file.stderr
    assert "kristi-noem" in from_file.stdout
    assert from_stdin.stdout == from_file.stdout
    (tmp_path / "mine").write_text(text, encoding="utf-8")
    assert rashomon("query", "./mine", "--output", built, cwd=tmp_path).stdout == from_file.stdout
    for query in named_queries():
        if not any(parameter.required for parameter in query.parameters):
            done = rashomon("query", query.name or "", "--output", built)
            assert done.returncode == 0, done.stderr


def test_query_formats_and_parameters(rashomon: Rashomon, built: Path) -> None:
    everything = rashomon("query", "disputes", "--output", built, "--json")
    rows = json.loads(everything.stdout)["results"]["bindings"]
    assert rows
    assert rashomon("query", "disputes", "--output", built, "--format", "json").stdout == everything.stdout
    assert rashomon("query", "disputes", "--output", built, "--format", "csv").stdout.count("\n") > len(rows)
    some = rashomon("query", "disputes", "--param", "entity=Gustavo Petro", "--output", built)
    assert some.returncode == 0, some.stderr
    assert "Petro" in some.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-query"], "no query 'no-such-query'"),
        (["no-such-file.rq"], "no-such-file.rq"),
        (["disputes", "--param", "entity"], "KEY=VALUE"),
        (["disputes", "--param", "nobody=x"], "no parameter 'nobody'"),
        (["disputes", "--param", "entity=Zzyzx Qwfp"], "Zzyzx"),
        (["disputes", "--format", "tea"], "no format 'tea'"),
        (["disputes", "--json", "--format", "csv"], "--format asks for csv"),
        (["disputes", "--json", "--to", "no/such/x.csv"], "x.csv asks for csv"),
        (["disputes", "--to", "no/such/x.csv"], "no/such/x.csv: No such file"),
        (["-"], "rashomon: "),
    ],
)
def test_query_mistakes(rashomon: Rashomon, built: Path, arguments: list[str], message: str) -> None:
    done = rashomon("query", *arguments, "--output", built, text="DELETE WHERE { ?s ?p ?o }")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
@pytest.mark.parametrize(
    "text", [f"ASK {{ FILTER({'!' * 100_000}1) }}", f"SELECT (1{'+1' * 100_000} AS ?x) {{}}"], ids=["prefixes", "chain"]
)
def test_a_query_that_would_overflow_the_stack(process: Rashomon, built: Path, text: str) -> None:
    done = process("query", "-", "--output", built, text=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "rashomon: the query is too complex: too much in it is nested or chained\n"


def test_query_without_a_question_lists_the_named_ones(rashomon: Rashomon) -> None:
    listed = rashomon("query").stdout
    for query in named_queries():
        assert f"{query.name}: {query.title}\n" in listed
    names = [it["name"] for it in json.loads(rashomon("query", "--json").stdout)]
    assert names == [query.name for query in named_queries()]


# ------------------------------------------------------------------ explain


def test_explain(rashomon: Rashomon, built: Path) -> None:
    done = rashomon("explain", "Kristi Noem", "--output", built)
    assert done.returncode == 0, done.stderr
    for part in (
        "Kristi Noem\n",
        "What Kristi Noem says",
        "What is said of Kristi Noem",
        "Disputes",
        "2025-04-07",
        "rule ",
    ):
        assert part in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120
    # An alias, a different case, and an IRI lead to the same node.
    for name in ("noem", "KRISTI NOEM", "id:kristi-noem", "<https://w3id.org/rashomon/id/kristi-noem>"):
        assert rashomon("explain", name, "--output", built).stdout == done.stdout


def test_explain_as_json_agrees_with_the_claims(rashomon: Rashomon, built: Path) -> None:
    found = json.loads(rashomon("explain", "Gustavo Petro", "--output", built, "--json").stdout)
    claims = [json.loads(line) for line in (built / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    own = [it for it in claims if it["speaker"] == "gustavo-petro"]
    about = [it for it in claims if "gustavo-petro" in (it["subject"], it["object"])]
    # "claims" adds nothing to a claim by the same speaker.
    said = {(it["document"], it["proposition"], it["speaker"]) for it in claims}
    others = [
        it
        for it in about
        if it["speaker"] != "gustavo-petro"
        and not (it["relation"] == "claims" and (it["document"], it["content"], it["subject"]) in said)
    ]
    told = [it["quote"] for part in ("says", "said_to_have_said", "said_of") for it in found[part]]
    assert sorted(told) == sorted(it["quote"] for it in (*own, *others))
    assert {it["quote"] for it in own if not it["relayed_by"]} <= {it["quote"] for it in found["says"]}
    assert {it["quote"] for it in own if it["relayed_by"]} <= {it["quote"] for it in found["said_to_have_said"]}
    assert all(it["affirmed"] and it["denied"] for it in found["disputes"])


def test_explain_of_nobody(rashomon: Rashomon, built: Path) -> None:
    done = rashomon("explain", "Kristi Noom", "--output", built)
    assert done.returncode == 2
    assert "Kristi Noem" in done.stderr
    for name in ("id:nobody-there", "<http://example.org/x>", ""):
        assert rashomon("explain", name, "--output", built).returncode == 2


# ------------------------------------------------------------------ verify


def test_verify(rashomon: Rashomon, built: Path, seeds: Path) -> None:
    done = rashomon("verify", "--output", built, "--sources", seeds)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(rashomon("verify", "--output", built, "--sources", seeds, "--json").stdout)
    assert report["findings"] == []


def test_verify_finds_what_was_changed(rashomon: Rashomon, built: Path, seeds: Path, tmp_path: Path) -> None:
    sources = tmp_path / "seeds"
    shutil.copytree(seeds, sources)
    article = sources / "000_11a090e9b5617967.txt"
    article.write_text(article.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = rashomon("verify", "--output", built, "--sources", sources)
    assert done.returncode == 1
    assert article.name in done.stdout


# ------------------------------------------------------------------ any terminal


# ------------------------------------------------------------------- diff


def test_diff_shows_where_two_speakers_clash_and_what_each_says_alone(built: Path, rashomon: Rashomon) -> None:
    done = rashomon("diff", "kristi-noem", "Pedro Sánchez", "--output", built)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Kristi Noem and Pedro Sanchez"
    clash = lines.index("Kristi Noem affirms, Pedro Sanchez denies (2)")
    assert lines[clash + 2] == "  Gustavo Petro criticizes U.S. government"
    assert lines.index("  Gustavo Petro praises Tren de Aragua") > clash
    assert any(line.startswith("Only Kristi Noem (") for line in lines)
    assert any("Tren de Aragua as Organized Common Crime Group" in line for line in lines)
    assert max(map(len, lines)) <= 100
    found = json.loads(rashomon("diff", "pedro-sanchez", "noem", "--output", built, "--json").stdout)
    assert (found["one"], found["other"]) == ("Pedro Sanchez", "Kristi Noem")
    assert found["parts"][0]["title"] == "Pedro Sanchez denies, Kristi Noem affirms"
    assert {it["stance"] for it in found["parts"][0]["points"][0]["sayings"]} == {"affirmed", "denied"}
    silent = rashomon("diff", "CECOT", "noem", "--output", built).stdout
    assert silent.endswith("Nothing that CECOT says was read in these articles.\n")
    assert "did you mean 'Kristi Noem'" in rashomon("diff", "Kristi Noom", "noem", "--output", built).stderr
    assert rashomon("diff", "acc:kristi-noem", "acc:pedro-sanchez", "--output", built).stdout == done.stdout
    for command in (["diff", "id:kristi-nome", "noem"], ["explain", "id:kristi-nome"]):
        wrong = rashomon(*command, "--output", built)
        assert wrong.returncode == 2
        assert "nothing in the graph is called 'id:kristi-nome'; did you mean 'id:kristi-noem'" in wrong.stderr


def test_an_answer_is_written_to_a_file(built: Path, rashomon: Rashomon, tmp_path: Path) -> None:
    shown = rashomon("query", "visits", "--output", built, "--format", "csv")
    done = rashomon("query", "visits", "--output", built, "--to", tmp_path / "v.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "v.csv").read_bytes().decode() == shown.stdout
    rashomon("query", "visits", "--output", built, "--to", tmp_path / "v.csv", "--format", "xml")
    assert (tmp_path / "v.csv").read_text(encoding="utf-8").startswith("<?xml")
    refused = rashomon("query", "visits", "--output", built, "--to", tmp_path / "v.xlsx")
    assert refused.returncode == 2
    assert "no format has the extension '.xlsx'" in refused.stderr
    assert sorted(it.name for it in tmp_path.iterdir()) == ["v.csv"]
    nothing = rashomon("query", "disputes", "--param", "entity=CECOT", "--output", built, "--to", tmp_path / "n.json")
    assert nothing.stderr == "rashomon: nothing was read for entity=CECOT\n"
    assert json.loads((tmp_path / "n.json").read_bytes())["results"]["bindings"] == []
