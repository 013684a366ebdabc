"""The claims of a build as a table."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from graph.build import Result
from support.command import Rashomon
from support.graphs import RICH


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in which a sentence would be taken for a formula."""
    folder = tmp_path_factory.mktemp("hostile")
    claims = tuple(replace(it, quote=f"=HYPERLINK({it.quote!r})") for it in RICH.claims)
    Result(replace(RICH, claims=claims), (), ()).write(folder)
    return folder


def test_a_file_has_all_claims_in_every_form(rashomon: Rashomon, built: Path, tmp_path: Path) -> None:
    for ending in ("csv", "jsonl", "parquet"):
        done = rashomon("claims", "--output", built, "--to", tmp_path / f"claims.{ending}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = [json.loads(it) for it in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    known = [json.loads(it) for it in (built / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(it["id"], it["sentence"], it["stance"], it["speaker_id"]) for it in lines} == {
        (it["id"], it["quote"], it["stance"], it["speaker"] if it["speaker"] != "document" else None) for it in known
    }
    assert json.loads(rashomon("claims", "--output", built, "--json").stdout) == lines
    table = pyarrow.parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert [row | {"date": row["date"] and str(row["date"])} for row in table] == lines
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        rows = [*csv.DictReader(stream)]
    assert [(it["id"], it["sentence"], it["date"]) for it in rows] == [
        (it["id"], it["sentence"], it["date"] or "") for it in lines
    ]
    assert [*rows[0]] == [*lines[0]]


def test_people_are_shown_the_columns_that_tell_most(rashomon: Rashomon, built: Path) -> None:
    head, rule, *rows = rashomon("claims", "--output", built).stdout.splitlines()
    assert head.split() == "id statement stance speaker sentence article date".split()
    assert set(rule) == {"-", " "}
    assert len(rows) == len((built / "claims.jsonl").read_text(encoding="utf-8").splitlines())


def test_a_sentence_is_no_formula(rashomon: Rashomon, hostile: Path, tmp_path: Path) -> None:
    rashomon("claims", "--output", hostile, "--to", tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        sentences = [it["sentence"] for it in csv.DictReader(stream)]
    assert sentences
    assert all(it.startswith("'=HYPERLINK(") for it in sentences)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--to claims.xlsx", "claims.xlsx must end in one of .csv, .jsonl, .parquet"),
        ("--json --to claims.csv", "--to FILE.jsonl writes a file"),
        ("--to no/such/claims.csv", "no/such/claims.csv: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_said(
    rashomon: Rashomon, built: Path, tmp_path: Path, options: str, said: str
) -> None:
    done = rashomon("claims", *options.split(), "--output", built, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not list(tmp_path.iterdir())
