"""Decisions sent to a server: which it accepts, from whom it refuses them, and how a build follows them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.decisions import COLUMNS, Kind, Ruling, add, read
from graph.errors import UsageError
from graph.review import Built, about_claim, open_built
from graph.serve.server import ServeError, listening
from support import SEEDS
from support.server import LIMITS, Reply, Server, serving

CSV = {"Content-Type": "text/csv; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
HEADER = ",".join(COLUMNS)


@pytest.fixture(scope="module")
def known(built: Path) -> Built:
    return open_built(built)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("decided") / "decisions.csv"


@pytest.fixture(scope="module")
def taking(built: Path, file: Path) -> Iterator[Server]:
    """A server that accepts decisions."""
    with serving(built, decisions=file) as it:
        yield it


@pytest.fixture(autouse=True)
def empty(file: Path) -> None:
    file.unlink(missing_ok=True)


def sent(server: Server, value: Any, **headers: str) -> Reply:
    return server.send("POST", "/decisions", json.dumps(value), JSON | headers)


def misread(built: Built, number: int = 0) -> dict[str, str]:
    return {"kind": "misread", "about": built.claims[number]["id"], "who": "Ana", "when": "2025-04-08"}


def test_what_is_sent_is_written_as_the_command_writes_it(taking: Server, known: Built, file: Path) -> None:
    reply = sent(taking, misread(known))
    assert reply.status == 200
    told = {"written": 1, "known": 0, "file": "decisions.csv", "note": "the next build applies them"}
    assert reply.json() == told
    expected = about_claim(known, Kind.MISREAD, known.claims[0]["id"], who="Ana", when="2025-04-08")
    assert read([file]).rulings == (expected,)
    again = sent(taking, [misread(known) | {"who": "Ben"}, misread(known, 1)])
    assert again.json() == told | {"known": 1}
    assert len(read([file]).rulings) == 2


def test_a_table_is_taken_as_the_page_saves_it(taking: Server, known: Built, file: Path, tmp_path: Path) -> None:
    rulings = [about_claim(known, Kind.RIGHT, it["id"], why='=1, "so"\n') for it in known.claims[:3]]
    add(tmp_path / "decisions.csv", rulings)
    table = b"\xef\xbb\xbf" + (tmp_path / "decisions.csv").read_bytes()
    assert taking.send("POST", "/decisions", table, CSV).json()["written"] == 3
    found = read([file])
    assert [it.sentence for it in found.rulings] == [it.sentence for it in rulings]
    assert not found.faults


def test_a_build_goes_by_what_was_sent(taking: Server, known: Built, file: Path, tmp_path: Path, rashomon: Any) -> None:
    assert sent(taking, [misread(known), {"kind": "type", "about": "CECOT", "value": "facility"}]).status == 200
    done = rashomon("build", SEEDS, "--output", tmp_path, "--no-sparql", "--decisions", file)
    assert done.returncode == 0, done.stderr
    built = open_built(tmp_path)
    assert known.claims[0]["id"] not in built.by_claim
    assert {it["type"] for it in built.entities if it["label"] == "CECOT"} == {"Facility"}


WRONG: list[tuple[Any, str]] = [
    ([], "contains no decision"),
    (7, "must be an object"),
    ([{"kind": "misread"}], "decision 1: misread needs the id of a claim"),
    ([{"kind": "likely", "about": "x"}], "'likely' is not a kind of decision"),
    ([{"kind": "misread", "about": "nothing"}], "has no claim 'nothing'"),
    ([{"kind": "same", "about": "Kristi Noem", "value": "Nobody"}], "has nobody called 'Nobody'"),
    ([{"kind": "same", "about": "Kristi Noem", "value": "kristi-noem"}], "are both"),
    ([{"kind": "type", "about": "Kristi Noem", "value": "Persn"}], "is not a class of entities"),
    ([{"kind": "misread", "about": "x", "colour": "red"}], "has 'colour'; the columns are kind"),
    ([{"kind": "misread", "about": 5}], "must be an object whose values are strings"),
]


@pytest.mark.parametrize(("value", "reason"), WRONG)
def test_of_what_fits_nothing_no_line_is_written(
    taking: Server, known: Built, file: Path, value: Any, reason: str
) -> None:
    both = [misread(known), *value] if isinstance(value, list) and value else value
    reply = sent(taking, both)
    assert reply.status == 400
    assert reason.replace("decision 1", "decision 2") in reply.json()["detail"]
    assert not file.exists()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "must name its columns"),
        (b"same,a,b\n", "must name its columns"),
        (f"{HEADER}\n".encode(), "contains no decision"),
        (f"{HEADER}\nlikely,a,b\n".encode(), "line 2: 'likely' is not a kind"),
        (b"\0\1\2" * 9, "the request"),
    ],
)
def test_a_table_with_a_wrong_line_is_refused_whole(taking: Server, file: Path, body: bytes, reason: str) -> None:
    reply = taking.send("POST", "/decisions", body, CSV)
    assert (reply.status, reason in reply.json()["detail"]) == (400, True), reply.text
    assert not file.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
    ],
)
def test_no_other_site_decides(taking: Server, known: Built, file: Path, headers: dict[str, str], status: int) -> None:
    assert sent(taking, misread(known), **headers).status == status
    assert not file.exists()


def test_a_page_of_this_server_may_decide(taking: Server, known: Built) -> None:
    assert sent(taking, misread(known), Origin=taking.url, **{"Sec-Fetch-Site": "same-origin"}).status == 200


def test_too_much_at_once_is_refused(taking: Server, file: Path) -> None:
    assert taking.send("POST", "/decisions", b"x" * 2_000_000, CSV).status == 413
    assert not file.exists()


def test_of_many_at_the_same_time_none_is_lost(taking: Server, known: Built, file: Path) -> None:
    senders = [threading.Thread(target=sent, args=(taking, misread(known, number))) for number in range(8)]
    for it in senders:
        it.start()
    for it in senders:
        it.join()
    found = read([file])
    assert {it.about for it in found.rulings} == {it["id"] for it in known.claims[:8]}
    assert not found.faults


def test_without_a_file_none_are_taken(server: Server, known: Built) -> None:
    reply = sent(server, misread(known))
    assert (reply.status, "--decisions FILE" in reply.json()["detail"]) == (403, True)


def test_a_file_that_takes_nothing_and_decisions_of_others_are_refused_at_the_start(
    built: Path, tmp_path: Path
) -> None:
    with (
        pytest.raises(UsageError, match="no such folder"),
        listening(built, limits=LIMITS, decisions=tmp_path / "no" / "decisions.csv"),
    ):
        pass
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="must name its columns"),
        listening(built, limits=LIMITS, decisions=tmp_path / "other.csv"),
    ):
        pass
    with (
        pytest.raises(ServeError, match="this machine only"),
        listening(built, limits=LIMITS, decisions=tmp_path / "decisions.csv", allow_remote=True),
    ):
        pass


def test_what_is_in_the_file_stays(taking: Server, known: Built, file: Path) -> None:
    add(file, [Ruling(Kind.SAME, "a", "b", why="before")])
    sent(taking, misread(known))
    assert [it.kind for it in read([file]).rulings] == [Kind.SAME, Kind.MISREAD]
