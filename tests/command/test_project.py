"""`rashomon.toml`: the options of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Rashomon


def test_the_options_of_a_project(rashomon: Rashomon, built: Path, tmp_path: Path) -> None:
    (tmp_path / "rashomon.toml").write_text(
        f"[query]\noutput = '{built}'\nformat = 'csv'\nparam = ['entity=CECOT']\n[explain]\njson = true\n",
        encoding="utf-8",
    )
    here = rashomon("query", "visits", cwd=tmp_path)
    assert here.stdout == rashomon(*"query visits --param entity=CECOT --format csv -o".split(), built).stdout
    said = rashomon(*"query visits --format tsv --param entity=Colombia".split(), cwd=tmp_path)
    assert said.stdout == rashomon(*"query visits --format tsv --param entity=Colombia -o".split(), built).stdout
    explained = rashomon("explain", "CECOT", "--output", built, cwd=tmp_path)
    assert explained.stdout == rashomon("explain", "CECOT", "--output", built, "--json").stdout
    (tmp_path / "below").mkdir()
    assert rashomon("query", "visits", cwd=tmp_path / "below").returncode == 2


def test_what_a_command_must_be_told_may_be_in_the_file(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana Ruiz met Luis Mora in Quito.", encoding="utf-8")
    (tmp_path / "rashomon.toml").write_text("[annotate]\noutput = 'read'\nfast = true\n", encoding="utf-8")
    assert rashomon("annotate", "a.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "read" / "a.json").is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bulid]\n", "line 1: no command is called 'bulid': did you mean \"build\"?"),
        (
            "[build]\ntexts = true\nmin-scor = 0.8\n",
            "line 3: build has no option 'min-scor': did you mean \"min-score\"?",
        ),
        ("[build]\nmin_score = 0.8\n", "line 2: build has no option 'min_score': did you mean \"min-score\"?"),
        ("[build]\nmin-score = 3\n", "line 2: min-score: 3.0 is not in the range 0<=x<=1."),
        ("[build]\nworkers = 'two'\n", "line 2: workers: 'two' is not a valid int range."),
        ("[build]\ninfer = 'yes'\n", "line 2: infer: must be true or false"),
        ("[build]\nworkers = true\n", "line 2: workers: must be a string or a number"),
        ("[build]\ncolumn = 'text=body'\n", "line 2: column: must be a list of strings"),
        ("[build]\noutput = ['a', 'b']\n", "line 2: output: must be one value"),
        ("output = 'a'\n", "line 1: no command is called 'output'"),
        ("build = 'a'\n", "line 1: build must be a table: [build]"),
        ("[rules.chek]\n", "line 1: no command is called 'rules chek': did you mean \"check\"?"),
        ("[build\n", "Expected ']' at the end of a table declaration (at line 1, column 7)"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(rashomon: Rashomon, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "rashomon.toml").write_text(text, encoding="utf-8")
    done = rashomon("query", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"rashomon: rashomon.toml{', ' if said.startswith('line') else ': '}{said}\n"


def test_a_file_that_is_no_text(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "rashomon.toml").write_bytes(b"[build]\noutput = '\xff'\n")
    assert rashomon("query", cwd=tmp_path).returncode == 2
