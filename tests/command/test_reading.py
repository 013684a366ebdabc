"""The command `read`: a tree, JSON, standard input, and clear messages about input that is not text."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from support import ROOT
from support.command import Rashomon

TEXT = "Luis Mora hugged Ana Vega. Ana Vega met Luis Mora."


def test_a_sentence(rashomon: Rashomon) -> None:
    done = rashomon("read", TEXT, "--fast")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ana Vega (Person) metWith Luis Mora (Person)" in done.stdout
    assert "no-frame" not in done.stdout


def test_why(rashomon: Rashomon) -> None:
    done = rashomon("read", TEXT, "--fast", "--why")
    assert done.stdout.count("no-frame") == 1


def test_standard_input(rashomon: Rashomon) -> None:
    asked = rashomon("read", "--fast", "--why", TEXT)
    piped = rashomon("read", "--fast", "--why", "-", text=TEXT)
    assert (piped.returncode, piped.stdout) == (0, asked.stdout)


def test_the_tagger_reads_too(rashomon: Rashomon) -> None:
    assert "metWith" in rashomon("read", TEXT).stdout


def test_json(rashomon: Rashomon) -> None:
    told = json.loads(rashomon("read", TEXT, "--fast", "--json").stdout)
    assert told["text"] == TEXT
    assert [it["relation"] for it in told["read"]["claims"]] == ["metWith"]
    assert [(it["reason"], it["text"]) for it in told["not_read"]] == [("no-frame", "hugged")]


def test_a_long_line_is_not_broken_where_nobody_looks(rashomon: Rashomon) -> None:
    text = f"Luis Mora met Ana Vega{', who was tired,' * 20} in Lima."
    assert rashomon("read", text, "--fast").stdout.startswith(text + "\n")


def test_colours_are_all_that_steers_a_terminal(rashomon: Rashomon) -> None:
    text = "Luis Mora met \x1b[31m\u202e[bold]Ana Vega[/bold]\x07. [/red] :bomb:"
    done = rashomon("read", text, "--fast", "--why", env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert "\x1b[1m" in done.stdout
    shown = re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
    assert not {unicodedata.category(c) for c in shown if c != "\n"} & {"Cc", "Cf"}
    assert "\\u001b[31m\\u202e[bold]Ana" in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "text: is empty"),
        (
            "El presidente dijo que nunca habló con la ministra de la cárcel, y lo negó ayer. " * 3,
            "only English",
        ),
    ],
)
def test_what_cannot_be_read(rashomon: Rashomon, text: str, told: str) -> None:
    for done in (rashomon("read", text), rashomon("read", "-", text=text)):
        assert done.returncode == 2
        assert told in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""


def test_text_without_names_is_read(rashomon: Rashomon) -> None:
    done = rashomon("read", "The sea was calm.", "--fast", "--why")
    assert done.returncode == 0
    assert "Nobody and nothing is named in this sentence." in done.stdout


def test_the_name_of_a_file_is_no_text(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    done = rashomon("read", "article.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "rashomon read - < article.txt" in done.stderr


def test_standard_input_in_another_encoding(process: Rashomon) -> None:
    done = process("read", "-", "--fast", text="Luis Mora met José Peña.\r\n")
    assert "Luis Mora (Person) metWith José Peña (Person)" in done.stdout


def test_the_page_about_reading_shows_what_is_read(rashomon: Rashomon) -> None:
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    shown = re.search(r"```\n(Luis Mora hugged .*?)```", page, re.DOTALL)
    assert shown is not None
    assert rashomon("read", "Luis Mora hugged Ana Vega in Lima.", "--why", "--fast").stdout == shown[1]


def test_who_reads_is_chosen_as_for_a_build(rashomon: Rashomon) -> None:
    sentence = "The ministry, whose spokeswoman was not named, is understood to have warned Ana Ruiz of floods in Lima."
    told = {
        words: rashomon("read", sentence, "--json", *words).stdout for words in (("--fast",), ("--reader", "rules"), ())
    }
    assert told["--fast",] == told["--reader", "rules"]
    assert told[()] != told["--fast",]
    assert told[()] == rashomon("read", sentence, "--json", "--reader", "rules+tagger").stdout
    wrong = rashomon("read", sentence, "--reader", "rulez")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "no reader is called 'rulez'; there are rules, rules+tagger" in wrong.stderr
    assert rashomon("read", sentence, "--fast", "--reader", "rules+tagger").returncode == 2
