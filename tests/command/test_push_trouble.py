"""Pushing to a difficult server: credentials, redirects, limits, broken connections, and servers without a store."""

from __future__ import annotations

import gc
import socket
import sys
import threading

import pyoxigraph as ox
import pytest

from graph.errors import StoreError
from graph.prefixes import IriError
from graph.push import PartlyPushedError, PushError, push
from graph.push.protocols import CHUNK
from support.graphs import EXAMPLE
from support.web_store import (
    BASIC,
    BEARER,
    PASSWORD,
    TOKEN,
    USER,
    Answer,
    Request,
    Rule,
    after,
    content,
    serving,
    stored,
    up_to,
    wants,
    wants_digest,
)

PATIENCE = (0.0, 0.0)
NOBODY: dict[str, str] = {}
ANA = {"RASHOMON_USER": USER, "RASHOMON_PASSWORD": PASSWORD}


def attempt(*rules: Rule, environment: dict[str, str] = ANA) -> list[Request]:
    """The requests made by a push that succeeds."""
    with serving(*rules) as web:
        store = stored(EXAMPLE)
        assert push(store, web.url, environment=environment, pauses=PATIENCE).triples == len(store)
        assert content(web.data) == content(store)
        return web.requests


def failure(*rules: Rule, environment: dict[str, str] = NOBODY, chunk: int = CHUNK) -> tuple[PushError, list[Request]]:
    """The error of a failed push, which never contains a secret."""
    with serving(*rules) as web, pytest.raises(PushError) as caught:
        push(stored(EXAMPLE), web.url, environment=environment, pauses=PATIENCE, chunk=chunk)
    secrets = [value for name, value in environment.items() if name != "RASHOMON_USER"]
    assert not any(secret in str(caught.value) for secret in secrets)
    return caught.value, web.requests


@pytest.mark.parametrize("challenge", ["", 'Basic realm="x"'])
def test_a_password_is_sent_when_it_is_asked_for(challenge: str) -> None:
    requests = attempt(wants(BASIC, challenge))
    assert [it.authorization for it in requests] == ["", *[BASIC] * (len(requests) - 1)]
    assert all(it.authorization == "" for it in attempt())


def test_a_password_is_never_sent_where_digest_is_asked_for() -> None:
    assert {it.authorization.partition(" ")[0] for it in attempt(wants_digest)} == {"", "Digest"}
    wrong = {**ANA, "RASHOMON_PASSWORD": "wrong"}
    error, requests = failure(wants_digest, environment=wrong)
    assert error.status == 401
    assert not any(it.authorization.startswith("Basic") for it in requests)


def test_a_token_is_sent_at_once() -> None:
    assert {it.authorization for it in attempt(wants(BEARER), environment={"RASHOMON_TOKEN": TOKEN})} == {BEARER}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "RASHOMON_TOKEN"),
        ({**ANA, "RASHOMON_PASSWORD": "wrong"}, "not accepted"),
        ({"RASHOMON_TOKEN": "wrong"}, "not accepted"),
    ],
)
@pytest.mark.parametrize("challenge", ["", 'Basic realm="x"'])
def test_without_the_right_credentials(environment: dict[str, str], words: str, challenge: str) -> None:
    error, requests = failure(wants(BASIC, challenge), environment=environment)
    assert error.status == 401
    assert words in str(error)
    assert len(requests) <= 3


def test_a_challenge_that_nobody_knows() -> None:
    assert failure(wants("x", "Negotiate"), environment=ANA)[0].status == 401


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"RASHOMON_USER": "ana"}, "together"),
        ({"RASHOMON_PASSWORD": "x"}, "together"),
        ({**ANA, "RASHOMON_TOKEN": TOKEN}, "both"),
        ({"RASHOMON_TOKEN": f"{TOKEN}\r\nHost: evil"}, "characters"),
        ({**ANA, "RASHOMON_USER": "a:b"}, "characters"),
    ],
)
def test_credentials_that_cannot_be(environment: dict[str, str], words: str) -> None:
    error, requests = failure(environment=environment)
    assert words in str(error)
    assert requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int) -> None:
    for environment in (ANA, {"RASHOMON_TOKEN": TOKEN}):
        with serving() as other:
            place = f"{other.url}?token={TOKEN}"
            error, requests = failure(after(0, Answer(status, headers={"Location": place})), environment=environment)
            assert other.requests == []
        assert len(requests) == 1
        assert other.url in str(error)


def test_a_server_that_repeats_secrets() -> None:
    echo = Answer(422, f"your password {PASSWORD}, your token {TOKEN} \x1b[31m".encode())
    error, _ = failure(after(2, echo), environment={**ANA})
    assert "422" in str(error)
    failure(after(2, echo), environment={"RASHOMON_TOKEN": TOKEN})


def test_smaller_chunks_where_a_request_is_too_large() -> None:
    requests = attempt(up_to(9_000))
    assert max(len(it.body) for it in requests if it.body) > 9_000
    assert len(requests) > len(stored(EXAMPLE)) / 100
    error, requests = failure(up_to(600))
    assert error.status == 413
    assert len(requests) < 20


@pytest.mark.parametrize("trouble", [Answer(503), Answer(500), Answer(0)])
def test_patience_has_bounds(trouble: Answer) -> None:
    attempt(after(2, trouble, times=2))
    error, requests = failure(after(2, trouble))
    assert len(requests) == 2 + 1 + len(PATIENCE)
    assert isinstance(error, PartlyPushedError), "what a lost answer was, nobody knows"
    error, requests = failure(after(2, Answer(422)))
    assert len(requests) == 3
    assert not isinstance(error, PartlyPushedError)


@pytest.mark.parametrize("rule", [wants("x", "Negotiate"), after(4, Answer(403))])
def test_nothing_of_a_broken_push_is_left_to_another_thread(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error and its traceback may be garbage-collected in any thread; an iterator over the store may not."""
    troubles: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: troubles.append(trouble.exc_value))
    gc.collect()
    gc.disable()
    try:
        failure(rule, chunk=50)
        collector = threading.Thread(target=gc.collect)
        collector.start()
        collector.join()
    finally:
        gc.enable()
    assert troubles == []


def test_what_is_there_when_it_breaks_off() -> None:
    error, _ = failure(after(4, Answer(403)), chunk=50)
    assert isinstance(error, PartlyPushedError)
    assert (error.pushed, error.total) == (100, len(stored(EXAMPLE)))
    assert "100 of" in str(error)


def test_an_address_that_takes_anything_is_no_store() -> None:
    error, requests = failure(after(0, Answer(200, b"<html>hello", {"Content-Type": "text/html"})))
    assert "no writable SPARQL store" in str(error)
    assert {it.method for it in requests} == {"GET", "POST"}
    assert all(len(it.body) < 20 for it in requests)


def test_an_address_that_takes_no_notice_of_the_graph_is_never_put_to() -> None:
    def statements(request: Request) -> Answer:
        triples = Answer(200, b"<urn:a> <urn:b> <urn:c> .\n", {"Content-Type": "application/n-triples"})
        return triples if request.method == "GET" else Answer(415)

    _, requests = failure(statements)
    assert {it.method for it in requests} == {"GET", "POST"}


@pytest.mark.parametrize("status", [404, 405])
def test_nothing_is_there(status: int) -> None:
    error, _ = failure(after(0, Answer(status)))
    assert str(status) in str(error)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "example.org",
        "http://",
        "http://example.org:port/",
        "http://[::1/",
        "http://exämple.org/",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        f"http://{USER}:{PASSWORD.replace(' ', '')}@127.0.0.1/",
        "http://127.0.0.1/#x",
    ],
)
def test_addresses_that_cannot_be(url: str) -> None:
    with pytest.raises(PushError) as caught:
        push(stored(EXAMPLE), url, environment=NOBODY)
    assert "sesame" not in str(caught.value)


def test_nobody_answers() -> None:
    # Bound but not listening: a port that had been released could belong to another server by now.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PushError, match="cannot be reached"):
            push(stored(EXAMPLE), f"http://127.0.0.1:{taken.getsockname()[1]}/", environment=NOBODY)


def test_what_cannot_be_pushed() -> None:
    with serving() as web:
        with pytest.raises(StoreError):
            push(ox.Store(), web.url, environment=NOBODY)
        for name in ("no iri", "graph:entities", "acc:anyone", "<http://example.org/>", "a\\b:c"):
            with pytest.raises((IriError, PushError)):
                push(stored(EXAMPLE), web.url, default_graph=name, environment=NOBODY)
        assert web.requests == []
