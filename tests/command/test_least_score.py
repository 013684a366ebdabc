"""Claims that were read with a low score are left out on request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Rashomon


@pytest.fixture(scope="module")
def surer(tmp_path_factory: pytest.TempPathFactory, rashomon: Rashomon, seeds: Path) -> Path:
    folder = tmp_path_factory.mktemp("surer")
    done = rashomon("build", seeds, "--output", folder, "--min-score", "0.85")
    assert done.returncode == 0, done.stderr
    return folder


def claims(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def test_build_leaves_out_what_is_less_sure(rashomon: Rashomon, built: Path, surer: Path, seeds: Path) -> None:
    def told(them: list[dict[str, object]]) -> list[str]:
        # If the content of a speech act is left out, the act has the words instead, and so a different id.
        return sorted(
            str([it[name] for name in ("subject", "relation", "object", "speaker", "stance", "quote")]) for it in them
        )

    kept = [it for it in claims(built) if float(str(it["score"])) >= 0.85]
    assert told(claims(surer)) == told(kept)
    assert 0 < len(kept) < len(claims(built))
    done = rashomon("verify", "--output", surer, "--sources", seeds)
    assert done.returncode == 0, done.stdout


def test_explain_leaves_out_what_is_less_sure(rashomon: Rashomon, built: Path, surer: Path) -> None:
    def told(folder: Path, *options: str) -> dict[str, list[dict[str, object]]]:
        done = rashomon("explain", "Gustavo Petro", "--output", folder, "--json", *options)
        assert done.returncode == 0, done.stderr
        found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
        return found

    def in_words(them: list[dict[str, object]]) -> list[str]:
        return sorted(str([it[name] for name in ("speaker", "stance", "words", "quote")]) for it in them)

    everything, part = told(built), told(built, "--min-score", "0.85")
    for name in ("says", "said_of"):
        kept = [it for it in everything[name] if float(str(it["score"])) >= 0.85]
        assert [it["claim"] for it in part[name]] == [it["claim"] for it in kept]
        # An act whose content is left out has a different id, and keeps the same words.
        assert in_words(told(surer)[name]) == in_words(kept)
    assert all(it["affirmed"] and it["denied"] for it in part["disputes"])
    assert len(part["disputes"]) < len(everything["disputes"])
    assert everything["left_out"] == 0
    text = rashomon("explain", "Gustavo Petro", "--output", built, "--min-score", "0.85").stdout
    assert f"left out: {part['left_out']} claims read with a lower score" in text


@pytest.mark.parametrize("score", ["1.5", "-0.1", "much"])
def test_a_score_is_between_0_and_1(rashomon: Rashomon, built: Path, tmp_path: Path, score: str) -> None:
    assert rashomon("explain", "Noem", "--output", built, f"--min-score={score}").returncode == 2
    assert rashomon("build", "seeds", "--output", tmp_path / "out", f"--min-score={score}").returncode == 2
    assert not (tmp_path / "out").exists()
