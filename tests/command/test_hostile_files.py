"""Malicious files: each is reported with its name and the reason, nothing is fetched or run, and the rest is built."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.read.input_formats import Inside
from graph.read.members import Settings
from graph.read.parts import inside
from support import hostile_files, made_files
from support.command import Rashomon


class _Canary(BaseHTTPRequestHandler):
    heard: list[str] = []  # noqa: RUF012  belongs to the class, so that the test sees it

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_error(404)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """An address that notices when anything is fetched."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Canary) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_hostile_files_are_told_and_the_rest_is_built(rashomon: Rashomon, tmp_path: Path, address: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make in (hostile_files.TOLD | hostile_files.READ).items():
        (folder / name).write_bytes(make(address))
    (folder / "good.html").write_bytes(made_files.page())
    done = rashomon("build", "in", "--output", "out", "--json", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    report = json.loads(done.stdout)
    told = {Path(it["file"].split("#")[0]).name: it["reason"] for it in report["failures"]}
    assert set(told) == set(hostile_files.TOLD)
    assert not [it for it in report["failures"] if it.get("step")], "none is a fault of ours"
    assert report["documents"] == 1 + len(hostile_files.READ)
    assert _Canary.heard == []
    assert "Traceback" not in done.stderr
    assert sorted(it.name for it in tmp_path.iterdir()) == ["in", "out"]
    assert rashomon("verify", "--output", "out", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bomb.zip", "is longer than 50,000,000 bytes when it is unpacked"),
        ("many-bombs.zip", "grows to more than 100 times its size when it is unpacked: a trap, not an archive"),
        ("nested.zip", "is nested in 3 files and was not opened"),
        ("leads-out.zip", "has a name that leads out of the archive; it was not read"),
        ("link.zip", "is a link, which is not followed"),
        ("encrypted.zip", "is encrypted"),
        ("long-list.zip", "has a list of files that is longer than 20,000,000 bytes"),
        ("leads-out.tar", "has a name that leads out of the archive; it was not read"),
        ("header.tar.gz", "contains more than 1,000,000,000 bytes, or a header without end"),
        ("laughs.rss", "declares its own entities, which no article needs; it was not read"),
    ],
)
def test_the_reason_is_told(name: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(hostile_files.TOLD[name]("http://127.0.0.1:9"))
    found = list(inside(path, Settings()))
    assert not [it for it in found if isinstance(it, Inside) and b"Mora" in it.data]
    assert reason in [it.reason for it in found if isinstance(it, InputError)]
