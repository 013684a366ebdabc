"""The file that redirects from w3id.org to a server, read line by line; `bench/w3id.py` tries it with Apache."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from graph.prefixes import DEFAULT_BASE, FOLDERS, PREFIXES
from graph.resources import ALIGNMENTS, CORE, ontology_dir

FILE = ontology_dir() / "w3id" / ".htaccess"
OWL = PREFIXES["owl"]
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass
class Rule:
    """A RewriteRule with the conditions before it."""

    conditions: list[tuple[str, str]]
    pattern: str
    target: str
    flags: list[str]

    def fits(self, path: str, accept: str) -> bool:
        asked = {"%{HTTP_ACCEPT}": accept, "%{THE_REQUEST}": f"GET /rashomon/{path} HTTP/1.1"}
        return bool(re.search(self.pattern, path)) and all(
            bool(re.search(wanted.removeprefix("!"), asked[what])) != wanted.startswith("!")
            for what, wanted in self.conditions
        )


def rules() -> list[Rule]:
    found: list[Rule] = []
    conditions: list[tuple[str, str]] = []
    for line in FILE.read_text(encoding="ascii").splitlines():
        # In patterns a backslash belongs to Apache, though a shell would remove it.
        name, *words = shlex.split(line.replace("\\", "\\\\"), comments=True) or [""]
        if name == "RewriteCond":
            conditions.append((words[0], words[1]))
        elif name == "RewriteRule":
            found.append(Rule(conditions, words[0], words[1], words[2].strip("[]").split(",")))
            conditions = []
        else:
            assert name in ("", "Options", "RewriteEngine", "Header")
    assert not conditions
    return found


def led(path: str, accept: str = "*/*") -> str | None:
    first, *others = rules()
    assert (first.pattern, first.target) == ("^", "-")
    rule = next((it for it in others if it.fits(path, accept)), None)
    if rule is None:
        return None
    assert rule.flags == ["R=303", "NE", "L"]
    match = re.search(rule.pattern, path)
    assert match is not None
    target = rule.target.removeprefix("%{ENV:RASHOMON}/")
    assert target != rule.target
    return target.replace("$1", match[1] or "").replace("%1", path) if "$1" in target else target.replace("%1", path)


def test_one_line_alone_names_the_server() -> None:
    assert FILE.read_text(encoding="ascii").count("https://rashomon.example") == 1
    assert rules()[0].flags == ["E=RASHOMON:https://rashomon.example"]


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_every_kind_of_data_is_led_to(folder: str) -> None:
    assert led(f"{folder}k%C3%B6ln/a") == f"{folder}k%C3%B6ln/a"
    for other in (folder, folder.rstrip("/"), f"x{folder}a", f"nowhere/{folder}a", f"{folder.rstrip('/')}s/a"):
        assert led(other) is None, other


def test_the_vocabulary_comes_as_it_is_asked_for() -> None:
    for path in ("ns", "ns/0.1.0"):
        assert led(path, HTML) == "html/ns"
        assert led(path, "text/turtle") == "data/ns.ttl"
        # The server does the negotiation that Apache cannot do.
        for accept in (
            "*/*",
            "application/rdf+xml",
            "text/turtle;q=0.5, text/html",
            "application/ld+json, text/html;q=0.1",
        ):
            assert led(path, accept) == "ns", accept
    for other in ("nst", "ns/x", "ns/", "xns", "page", "sparql"):
        assert led(other) is None, other


def test_every_document_of_the_ontology_has_an_address() -> None:
    for file in (CORE, ALIGNMENTS, "shapes.ttl"):
        quads = list(ox.parse(path=str(ontology_dir() / file)))
        (one,) = {it.subject for it in quads if it.object == ox.NamedNode(f"{OWL}Ontology")}
        assert isinstance(one, ox.NamedNode)
        versions = [it.object for it in quads if it.predicate == ox.NamedNode(f"{OWL}versionIRI")]
        for node in (one, *versions):
            assert isinstance(node, ox.NamedNode)
            assert led(node.value.removeprefix(DEFAULT_BASE)) == one.value.removeprefix(DEFAULT_BASE)
