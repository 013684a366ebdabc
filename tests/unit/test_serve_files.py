"""What the server serves from a build's folder: its files, and nothing that a link leads to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from starlette.requests import Request

from graph.serve.answering import file_at, is_own


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights for links")
def test_a_link_in_the_folder_of_a_build_is_no_file_of_it(tmp_path: Path) -> None:
    output, secret = tmp_path / "output", tmp_path / "secret.ttl"
    output.mkdir()
    secret.write_text("secret", encoding="utf-8")
    (output / "graph.nq").write_text("ours", encoding="utf-8")
    (output / "graph.ttl").symlink_to(secret)
    (output / "graph.trig").symlink_to("graph.nq")
    (output / "store").mkdir()
    request = Request({"type": "http", "method": "GET", "headers": []})
    # The folder itself may be a link: the user named it.
    (tmp_path / "alias").symlink_to(output)
    for folder in (output, tmp_path / "alias"):
        assert [it for it in ("graph.nq", "graph.ttl", "graph.trig", "store") if is_own(folder / it)] == ["graph.nq"]
        assert file_at(request, folder / "graph.nq", "text/plain") is not None
        assert file_at(request, folder / "graph.ttl", "text/turtle") is None
