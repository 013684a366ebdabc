"""What the check of rules reports in addition to what the schemas find."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.extract.parse.lemmas import base_forms
from graph.resources import data_dir
from graph.rule_check import check_rules

GOOD = """[[frame]]
id = "criticizes-lampoon"
relation = "criticizes"
verbs = ["lampoon"]
objects = ["obj"]
example = "[s Senator Ana Ruiz] lampooned [o Mayor Luis Mora]."
near_miss = "Senator Ana Ruiz met Mayor Luis Mora."
"""


def _told(folder: Path, text: str, name: str = "frames.toml") -> list[tuple[int, str]]:
    (folder / name).write_text(text, encoding="utf-8")
    return [(it.line, it.reason.partition(": ")[2]) for it in check_rules([folder / name])]


def test_a_frame_that_fires_on_its_example_alone_is_fine(tmp_path: Path) -> None:
    assert _told(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('["lampoon"]', '["lampoon", "flogged"]', 4, '"flogged" is not a lemma: did you mean "flog"?'),
        ('["lampoon"]', '["lampoon", "mocked up"]', 4, '"mocked up" is not a lemma: did you mean "mock"?'),
        ("lampooned", "painted", 6, "criticizes is not read in it by this frame"),
        ("lampooned", "slammed", 6, "criticizes is not read in it by this frame"),
        (
            "lampooned [o Mayor Luis Mora]",
            "lampooned Mayor Luis Mora, not [o Eva Paz]",
            6,
            "criticizes is not read in it",
        ),
        (" met ", " lampooned ", 7, "criticizes is read in it"),
        ('example = "[s Senator Ana Ruiz] lampooned [o Mayor Luis Mora]."\n', "", 1, "has no example"),
        ('near_miss = "Senator Ana Ruiz met Mayor Luis Mora."\n', "", 1, "has no near_miss"),
    ],
)
def test_what_is_wrong_with_a_frame_is_told(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    ((found, reason),) = _told(tmp_path, GOOD.replace(old, new))
    assert found == line
    assert reason.startswith(told)


def test_cues_are_lemmas_too(tmp_path: Path) -> None:
    text = '[[verb]]\nstance = "affirmed"\ncue = ["yelp", "grumbled"]\n'
    assert _told(tmp_path, text, "cues.toml") == [(3, '"grumbled" is not a lemma: did you mean "grumble"?')]


@pytest.mark.parametrize(
    ("word", "forms"),
    [("accuse", []), ("accused", ["accuse"]), ("focus", []), ("found", []), ("sued", ["sue"]), ("blorped", [])],
)
def test_a_form_of_a_verb_is_no_lemma(word: str, forms: list[str]) -> None:
    assert base_forms(word) == forms


def test_every_table_is_told_of_and_none_is_read_by_while_one_is_broken(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text("[[verb]]\nstance = \n", encoding="utf-8")
    (tmp_path / "frames.toml").write_text(GOOD.replace("obj", "too").replace("near_miss", "# "), encoding="utf-8")
    told = [(Path(it.file).name, it.line) for it in check_rules([tmp_path])]
    assert told == [("cues.toml", 2), ("frames.toml", 5)]


def test_a_file_of_ours_is_checked_as_a_whole() -> None:
    assert check_rules([data_dir() / "rules" / "turns.toml", data_dir() / "rules" / "reading.toml"]) == []


def test_what_is_no_table_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean frames\.toml"):
        check_rules([tmp_path / "frame.toml"])
    with pytest.raises(UsageError, match="no table"):
        check_rules([tmp_path])
    with pytest.raises(UsageError, match="cannot be read"):
        check_rules([tmp_path / "frames.toml"])
