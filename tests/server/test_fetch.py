"""Articles from the web, fetched from a real server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.fetch import Fetched, client, fetch
from graph.fetch.addresses import is_public
from support import made_files
from support.command import Rashomon

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Site:
    """A site: its answers by path, and the requests that it got (when, for what, from whom)."""

    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, float, str]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site without a robots.txt, and without a delay between requests."""
    monkeypatch.setattr(client, "PAUSE", 0.0)
    own = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own.asked.append((self.path, time.monotonic(), self.headers["User-Agent"]))
            status, headers, body = own.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for key, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(key, value)
            self.end_headers()
            slow = float(headers.get("X-Slow", 0))
            for at in range(0, len(body), 1 if slow else max(1, len(body))):
                try:
                    self.wfile.write(body[at : at + 1] if slow else body)
                except OSError:
                    return
                time.sleep(slow)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        own.address = f"http://127.0.0.1:{server.server_port}"
        own.answers["/story"] = (200, HTML, made_files.page())
        yield own
        server.shutdown()


def only(site: Site, path: str) -> Fetched | InputError:
    (found,) = fetch([f"{site.address}{path}"], allow_private=True)
    return found


def reason(site: Site, path: str) -> str:
    found = only(site, path)
    assert isinstance(found, InputError)
    assert found.file == f"{site.address}{path}"
    return found.reason


def test_an_address_is_built_and_built_again_without_the_web(rashomon: Rashomon, site: Site, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = rashomon("build", f"{site.address}/story", "--allow-private", "--output", out, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"] == 1
    assert site.paths == ["/robots.txt", "/story"]
    assert all(agent.startswith("rashomon/0.") for _, _, agent in site.asked)
    assert rashomon("verify", "--output", out).returncode == 0
    (kept,) = (out / "originals").iterdir()
    again = rashomon("build", kept, "--output", tmp_path / "again", "--json")
    assert again.returncode == 0
    for name in ("claims.jsonl", "graph.nq"):
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert len(site.asked) == 2


def test_a_list_of_addresses(rashomon: Rashomon, site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"# mine\n{site.address}/story\n\n{site.address}/none\n", encoding="utf-8")
    done = rashomon("build", "--urls", "list.txt", "--allow-private", "--output", "out", "--json", cwd=tmp_path)
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert report["documents"] == 1
    assert report["failures"] == [
        {"file": f"{site.address}/none", "reason": "the server answers 404 Not Found", "place": None}
    ]
    (tmp_path / "list.txt").write_text("story.html\n", encoding="utf-8")
    done = rashomon("build", "--urls", "list.txt", "--output", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "list.txt, line 1: 'story.html' is not an http or https address" in done.stderr


def test_this_machine_is_not_asked_unless_told(rashomon: Rashomon, site: Site, tmp_path: Path) -> None:
    done = rashomon("build", f"{site.address}/story", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert (
        "127.0.0.1 is at 127.0.0.1, which is not an address of the web; use --allow-private to contact it anyway"
        in done.stderr
    )
    assert site.asked == []


@pytest.mark.parametrize("allow_private", [True, False])
def test_a_proxy_is_asked_only_where_any_host_may_be(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, allow_private: bool
) -> None:
    """A proxy can lead to any host."""
    monkeypatch.setenv("HTTP_PROXY", site.address)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    address = "http://nowhere.invalid/story"
    site.answers[address] = (200, HTML, made_files.page())
    (found,) = fetch([address], allow_private=allow_private)
    if allow_private:
        assert isinstance(found, Fetched)
        assert site.paths == ["http://nowhere.invalid/robots.txt", address]
    else:
        assert isinstance(found, InputError)
        assert "nowhere.invalid cannot be found" in found.reason
        assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:0001::", False),
        ("224.0.0.1", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_of_the_web(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_leads_to_no_other_kind_of_place(site: Site) -> None:
    site.answers["/away"] = (302, {"Location": "/story"}, b"")
    found = only(site, "/away")
    assert isinstance(found, Fetched)
    assert found.url == f"{site.address}/story"
    site.answers["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert reason(site, "/file") == "leads to file:///etc/passwd, which is not an address of the web"
    site.answers["/ring"] = (302, {"Location": "/ring"}, b"")
    assert reason(site, "/ring") == "redirects more than 5 times"


def test_a_notebook_which_has_a_loop_of_its_own_can_fetch(site: Site) -> None:
    async def cell() -> list[Fetched | InputError]:
        return fetch([f"{site.address}/story"], allow_private=True)

    with ThreadPoolExecutor(1) as notebook:
        (page,) = notebook.submit(asyncio.run, cell()).result()
    assert isinstance(page, Fetched)


def test_robots_are_obeyed(site: Site) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: rashomon\nDisallow: /story\n\nUser-agent: *\nDisallow: /\n")
    site.answers["/free"] = (200, HTML, made_files.page())
    assert reason(site, "/story") == "robots.txt of 127.0.0.1 asks programs not to read it"
    assert isinstance(only(site, "/free"), Fetched)
    site.answers["/robots.txt"] = (503, {}, b"")
    assert reason(site, "/free") == "robots.txt of 127.0.0.1 asks programs not to read it"
    assert "/story" not in site.paths


def test_a_host_is_asked_at_most_so_often(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    # A clock that moves only when somebody sleeps.
    monkeypatch.setattr(client, "sleep", sleep)
    monkeypatch.setattr(client, "monotonic", lambda: sum(slept))
    monkeypatch.setattr(client, "PAUSE", 1.0)
    fetch([f"{site.address}/story", f"{site.address}/story?2", f"{site.address}/story"], allow_private=True)
    assert site.paths == ["/robots.txt", "/story", "/story?2"]
    assert slept == [0.0, 1.0, 1.0]
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    slept.clear()
    fetch([f"{site.address}/story"], allow_private=True)
    assert slept == [0.0, 7.0]


def test_what_is_too_long_or_too_slow_is_not_taken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/long"] = (200, HTML, bytes(10_000_001))
    assert reason(site, "/long") == "is longer than 10,000,000 bytes"
    packed = gzip.compress(bytes(50_000_000))
    site.answers["/packed"] = (200, HTML | {"Content-Encoding": "gzip"}, packed)
    assert reason(site, "/packed") == "is longer than 10,000,000 bytes"
    site.answers["/slow"] = (200, HTML | {"X-Slow": "0.05"}, b"a" * 1000)
    monkeypatch.setattr(client, "SECONDS", 0.3)
    assert reason(site, "/slow") == "takes longer than 0.3 seconds"


def test_what_is_no_page_is_told(rashomon: Rashomon, site: Site, tmp_path: Path) -> None:
    site.answers["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    done = rashomon("build", f"{site.address}/a.png", "--allow-private", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "is of the type image/png, and not a page" in done.stderr


def test_without_a_network_it_is_said(rashomon: Rashomon, tmp_path: Path) -> None:
    done = rashomon("build", "http://nowhere.invalid/story", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "http://nowhere.invalid/story: nowhere.invalid cannot be found" in done.stderr
    done = rashomon("build", "http://127.0.0.1:1/story", "--allow-private", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "http://127.0.0.1:1/story: cannot be reached" in done.stderr


def test_a_feed_adds_what_is_new(rashomon: Rashomon, site: Site, tmp_path: Path) -> None:
    out = tmp_path / "out"
    item = "<item><title>A</title><link>{}</link></item>"

    def feed(*paths: str) -> Answer:
        items = "".join(item.format(f"{site.address}{it}") for it in paths)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return 200, {"Content-Type": "application/rss+xml"}, body.encode()

    told = ("feed", f"{site.address}/rss", "--allow-private", "--output", out)
    site.answers["/rss"] = feed("/story")
    done = rashomon(*told, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"] == 1
    assert rashomon(*told).stdout == "nothing new\n"
    site.answers["/other"] = (200, HTML, made_files.page("Vidal denies that she met Mora", made_files.PARAGRAPHS[2:]))
    site.answers["/rss"] = feed("/other", "/story")
    done = rashomon(*told, "--json")
    assert json.loads(done.stdout)["documents"] == 2
    assert site.paths.count("/story") == 1
    assert rashomon("verify", "--output", out).returncode == 0
    site.answers["/rss"] = (200, HTML, made_files.page())
    done = rashomon(*told)
    assert (done.returncode, "is not an RSS or Atom feed" in done.stderr) == (2, True)


def test_text_of_an_address(rashomon: Rashomon, site: Site) -> None:
    done = rashomon("text", f"{site.address}/story", "--allow-private")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{site.address}/story#1: web page in WARC\n  title      {made_files.TITLE}\n")
    assert rashomon("text", f"{site.address}/none", "--allow-private").returncode == 2
