"""How the server shows the data: every IRI as a page and as triples, and descriptions of the data as a whole."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from graph.formats import FILES, render
from graph.model import Entity, Stance
from graph.packet import FORMATS, gather
from graph.packet import render as packed
from graph.prefixes import DEFAULT_BASE, FOLDERS, NS, PREFIXES, Minter, from_uri, to_uri
from graph.queries import named_queries, run
from graph.report import written_in
from graph.resources import ontology_dir
from graph.serve.app import application
from graph.serve.data import ENDINGS, MOST
from graph.serve.html import POLICY, Links, visible
from graph.serve.openapi import document
from graph.serve.pages import MOST as SHOWN
from graph.store import open_store, write_store
from graph.triples import quads
from support.graphs import RICH
from support.hostile import PAYLOADS, hostile
from support.pages import large
from support.properties import given, st
from support.server import LIMITS, Reply, Server, serving, wait_for

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VOID, SD = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/sparql-service-description#"
OTHER_BASE = "https://kg.example/żółć/"


@pytest.fixture(scope="module")
def store(built: Path) -> ox.Store:
    return open_store(built)


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with malicious articles, whose data has a base of its own."""
    folder = tmp_path_factory.mktemp("harmful")
    kg = hostile()
    # Types and relations come from the ontology, not from articles.
    people = tuple(replace(it, type="Person") for it in kg.entities)
    praise = tuple(replace(it, relation="praises" if it.content else it.relation) for it in kg.propositions)
    write_store(quads(replace(kg, entities=people, propositions=praise), OTHER_BASE), folder)
    with serving(folder) as it:
        yield it


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with entities of many types, one of whom only denies, and with names that resemble each other."""
    folder = tmp_path_factory.mktemp("rich")
    more = (
        Entity("asmar", "Agent", "Asmar"),
        Entity("ana-bonfanti", "Person", "Ana Bonfanti"),
        Entity("valeria-bonfanti", "Person", "Valeria Bonfanti", ("Bonfanti",)),
    )
    denial = replace(RICH.claims[0], id="denial", stance=Stance.DENIED, speaker="ana-bonfanti", answers=())
    kg = replace(RICH, entities=(*RICH.entities, *more), claims=(*RICH.claims, denial))
    write_store(quads(kg), folder)
    with serving(folder, replace(LIMITS, rows=2)) as it:
        yield it


def iris(store: ox.Store, base: str) -> list[str]:
    """All IRIs of the data."""
    found = {it.value for quad in store for it in quad if isinstance(it, ox.NamedNode)}
    return sorted(iri for iri in found if iri.startswith(tuple(base + folder for folder in FOLDERS.values())))


def triples(reply: Reply) -> set[ox.Triple]:
    media = reply.headers["content-type"].partition(";")[0]
    format = ox.RdfFormat.from_media_type(media)
    assert format is not None, media
    return {quad.triple for quad in ox.parse(reply.body, format=format)}


def objects(found: set[ox.Triple], predicate: str) -> list[str]:
    return sorted(it.object.value for it in found if it.predicate.value == predicate)  # type: ignore[union-attr]


# ---------------------------------------------------------------------------- addresses


@given(st.text(min_size=1).filter(lambda id: id.strip(".") != ""))
def test_an_iri_survives_as_a_uri(id: str) -> None:
    iri = Minter().entity(id)
    assert to_uri(iri).isascii()
    assert from_uri(to_uri(iri)) == iri


@pytest.mark.parametrize("uri", ["a%2Fb", "%E2%80%AE", "%FF", "%E4%B8", "a%20b", "%00", "%25", "%ED%A0%80"])
def test_what_an_iri_cannot_hold_stays_encoded(uri: str) -> None:
    assert from_uri(uri) == uri


def test_letters_are_decoded() -> None:
    assert from_uri("/id/%C5%BC%c3%b3%C5%82%C4%87-%41~") == "/id/żółć-A~"


@pytest.mark.parametrize(
    ("iri", "place"),
    [
        (DEFAULT_BASE + "id/kristi-noem", "/id/kristi-noem"),
        (DEFAULT_BASE + "id/żółć", "/id/%C5%BC%C3%B3%C5%82%C4%87"),
        (NS + "accuses", "/html/ns#accuses"),
        ("https://example.org/x?y=1&z", "https://example.org/x?y=1&z"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x", None),
        ("https://example.org/\u202ex", None),
        ("https://example.org/ x", None),
        ("//evil.example/x", None),
        (None, None),
    ],
)
def test_links_lead_to_pages_only(iri: str | None, place: str | None) -> None:
    assert Links(PREFIXES)(iri) == place


# -------------------------------------------------------------------------- every node


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_every_iri_of_the_data_leads_to_what_is_known_of_it(server: Server, store: ox.Store, accept: str) -> None:
    all_iris = iris(store, DEFAULT_BASE)
    assert len(all_iris) > 200
    for iri in all_iris:
        path = to_uri(iri.removeprefix(DEFAULT_BASE))
        first = server.get(f"/{path}", accept)
        assert (first.status, first.headers["vary"]) == (303, "Accept, Accept-Encoding"), iri
        place = first.headers["location"]
        assert place == (f"/html/{path}" if accept == BROWSER else f"/data/{path}.ttl")
        found = server.get(place, accept)
        assert found.status == 200, iri
        if accept == BROWSER:
            assert found.headers["content-type"].startswith("text/html")
        else:
            named = next(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)), None) is not None
            mentioned = {it.value for triple in triples(found) for it in triple if isinstance(it, ox.NamedNode)}
            assert named or iri in mentioned


def test_a_description_holds_what_the_store_holds(server: Server, store: ox.Store) -> None:
    node, default = ox.NamedNode(DEFAULT_BASE + "id/kristi-noem"), ox.DefaultGraph()
    held = {it.triple for it in store.quads_for_pattern(node, None, None, default)}
    held |= {it.triple for it in store.quads_for_pattern(None, None, node, default)}
    for ending, media in ENDINGS.items():
        by_ending = server.get(f"/data/id/kristi-noem{ending}", "image/png")
        by_accept = server.get("/data/id/kristi-noem", media)
        by_iri = server.get("/data", media, iri=node.value)
        for reply in (by_ending, by_accept, by_iri):
            assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)
            assert triples(reply) == held


def test_what_is_not_there_is_not_found(server: Server) -> None:
    for path in ("/id/nobody", "/html/id/nobody", "/data/id/nobody.ttl", "/claim/0", "/html/nowhere", "/html/id/%FF"):
        assert server.get(path).status == 404, path
    for path in ("/html", "/data"):
        assert server.get(path, iri="no iri").status == 404
        assert server.get(path).status == 400
        assert server.send("GET", f"{path}?iri=a&iri=b").status == 400
        assert server.send("GET", f"{path}?iri=%FF").status == 400
    assert server.get("/id/kristi-noem", "image/png").status == 406
    assert server.get("/data/id/kristi-noem", "text/html").status == 406
    problem = server.get("/html/id/nobody", BROWSER)
    assert (problem.status, problem.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "contains nothing about" in problem.text


def test_terms_of_the_ontology_are_told(server: Server) -> None:
    page = server.get("/ns", BROWSER)
    assert (page.status, page.headers["location"]) == (303, "/html/ns")
    assert 'id="accuses"' in server.get("/html/ns").text
    for path in ("/ns", "/data/ns.ttl"):
        assert ox.NamedNode(f"{NS}accuses") in {it.subject for it in triples(server.get(path))}
    assert "Gustavo Petro" in server.get("/html", iri=f"{NS}accuses").text


# ------------------------------------------------------------------------------- pages


class Words(HTMLParser):
    """The text of a page, the addresses to which it links, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.elements: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_an_entity_is_told_as_explain_tells_it(server: Server, rashomon: Callable[..., Any], built: Path) -> None:
    told = json.loads(rashomon("explain", "Kristi Noem", "--output", built, "--json").stdout)
    text = Words(server.get("/html/id/kristi-noem").text).text
    assert all(word in text for word in (told["label"], *told["types"], *told["aliases"], *told["offices"]))
    for saying in (*told["says"], *told["said_of"]):
        for part in (
            saying["words"],
            saying["quote"],
            saying["rule"],
            saying["date"] or "no date",
            str(saying["score"]),
        ):
            assert " ".join(part.split()) in text
    assert all(dispute["words"] in text for dispute in told["disputes"])


def test_each_kind_of_node_has_its_page(server: Server) -> None:
    claim = Words(server.get("/html/claim/7e2d375fad85fa48").text)
    assert claim.words[0].strip() == ""
    assert claim.text.index("claim He emphasized") < claim.text.index(
        "denies : Gustavo Petro criticizes U.S. government"
    )
    sides = Words(server.get("/html/prop/74575e9542b446db").text).text
    assert sides.index("Affirmed 2") < sides.index("Kristi Noem affirms") < sides.index("Denied 2")
    assert sides.index("Denied 2") < sides.index("Pedro Sanchez denies")
    article = Words(server.get("/html/doc/b9fb4162f10ed3a2").text).text
    assert "Josep Freixes" in article
    assert article.index("Since the visit of") < article.index("He emphasized that")
    assert "The world according to Pedro Sanchez" in server.get("/html/account/pedro-sanchez").text
    assert "characters 3056 to 3328" in Words(server.get("/html/evidence/093b9e8f0f7b60ec").text).text


def test_the_links_of_pages_lead_somewhere(server: Server) -> None:
    pages = ("/", "/html/id/kristi-noem", "/html/claim/7e2d375fad85fa48", "/html/doc/b9fb4162f10ed3a2", "/html/ns")
    links = {it.partition("#")[0] for page in pages for it in Words(server.get(page).text).links}
    local = sorted(it for it in links if it.startswith("/"))
    assert len(local) > 50
    for link in local:
        assert server.get(link, BROWSER).status in (200, 303), link
    foreign = {urlsplit(it).scheme for it in links if it and not it.startswith("/")}
    assert foreign <= {"http", "https", "data"}


def test_every_link_of_every_entity_leads_somewhere(rich: Server) -> None:
    query = "SELECT ?entity { ?entity a rsh:Entity } ORDER BY ?entity LIMIT 2 OFFSET "
    entities = [
        row["entity"]["value"] for n in range(0, 40, 2) for row in rich.ask(f"{query}{n}").json()["results"]["bindings"]
    ]
    assert f"{DEFAULT_BASE}id/ana-bonfanti" in entities
    pages = [Words(rich.get("/html", iri=entity).text) for entity in entities]
    links = {it.partition("#")[0] for page in pages for it in page.links}
    assert "/account/kristi-noem" in links
    broken = [it for it in sorted(links) if it.startswith("/") and rich.get(it, BROWSER).status not in (200, 303)]
    assert broken == ["/page"]  # this folder has none


def test_a_page_of_thousands_of_claims_stays_small(tmp_path: Path) -> None:
    write_store(quads(large(3, 5000)), tmp_path)
    with serving(tmp_path) as server:
        (entity, *_) = server.get("/search", q="a").json()
        page = server.get(entity["page"].replace("/id/", "/html/id/"))
        assert page.status == 200
        assert len(page.body) < 2_000_000
        words = Words(page.text)
        assert 2 * SHOWN <= words.elements["blockquote"] <= 3 * SHOWN + SHOWN // 10 * 2 * (SHOWN // 10)
        more = next(it for it in words.links if 'FILTER(?role = "says")' in unquote(it))
        answer = server.ask(unquote(more.partition("=")[2]), "text/csv")
        said = int(re.findall(r"says ([\d,]+) claims", words.text)[0].replace(",", ""))
        assert len(list(csv.reader(io.StringIO(answer.text)))) == 1 + said
        data = server.get(entity["page"].replace("/id/", "/data/id/"), "application/n-triples")
        assert len(data.text.splitlines()) <= 2 * MOST
        assert "are left out" in data.headers["rashomon-warning"]


# ---------------------------------------------------------------------------- hostility


def test_harmful_articles_run_nothing(harmful: Server) -> None:
    pages = {f"/html/{folder}{row['node'].rpartition('/')[2]}" for folder, row in nodes(harmful)}
    assert len(pages) > len(PAYLOADS)
    for page in sorted(pages):
        reply = harmful.get(page, BROWSER)
        assert reply.status == 200, page
        words = Words(reply.text)
        assert words.elements["script"] == 1
        assert not words.elements.keys() & {
            "iframe",
            "object",
            "embed",
            "form",
            "img",
            "math",
            "video",
            "base",
            "style",
        }
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\u2028]", reply.text)
        for link in words.links:
            assert urlsplit(link).scheme in ("", "http", "https", "data")
            assert not link.startswith("//")
            assert not link.startswith("data:") or link.startswith("data:image/svg+xml,%3Csvg")


def nodes(server: Server) -> Iterator[tuple[str, dict[str, str]]]:
    """Every node of a server's data, with the folder of its IRI, as a path."""
    reply = server.ask("SELECT DISTINCT ?node { { ?node ?p ?o } UNION { GRAPH ?node { ?s ?p ?o } } }", "text/csv")
    for row in csv.DictReader(io.StringIO(reply.text)):
        path = row["node"].removeprefix(OTHER_BASE)
        folder = f"{path.partition('/')[0]}/"
        if folder in FOLDERS.values():
            yield folder, {"node": to_uri(row["node"])}


def test_text_is_shown_with_its_hidden_characters() -> None:
    assert visible("a\u202eb\x00c\u200dd\x7f") == "a‹U+202E›b␀c‹U+200D›d␡"
    assert visible("क\u200dष 👩\u200d🚀") == "क\u200dष 👩\u200d🚀"
    assert visible(7) == 7


def test_every_page_has_the_policy(server: Server) -> None:
    for page in ("/", "/html/id/kristi-noem", "/html/ns", "/html/id/nobody"):
        policy = server.get(page, BROWSER).headers["content-security-policy"]
        assert policy == "; ".join(f"{name} {value}" for name, value in POLICY.items())
    assert "unsafe" not in policy
    bench = server.get("/workbench").headers["content-security-policy"]
    assert bench == policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def test_the_interactive_page_is_what_was_built(server: Server, built: Path) -> None:
    page = server.get("/page")
    assert page.body == (built / "view.html").read_bytes()
    assert "content-security-policy" not in page.headers
    assert b"Content-Security-Policy" in page.body


def test_assets_stay_for_ever(server: Server) -> None:
    links = [it for it in Words(server.get("/workbench").text).links if it.startswith("/assets/")]
    assert len(links) == 5
    for link in links:
        asset = server.get(link)
        assert (asset.status, asset.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
        again = server.send("GET", link, headers={"If-None-Match": asset.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert server.get(re.sub("/[0-9a-f]{16}/", "/0000000000000000/", link)).status == 404
        assert b"sourceMappingURL" not in asset.body


# ------------------------------------------------------------------------- descriptions


def test_the_service_is_described(server: Server) -> None:
    found = triples(server.get("/sparql", "application/rdf+xml"))
    assert objects(found, f"{SD}endpoint") == [f"{server.url}/sparql"]
    assert f"{SD}SPARQL11Query" in objects(found, f"{SD}supportedLanguage")
    assert f"{DEFAULT_BASE}account/kristi-noem" in objects(found, f"{SD}name")
    assert not any(isinstance(it, ox.BlankNode) for triple in found for it in triple)
    people = server.get("/sparql", BROWSER)
    assert (people.status, people.headers["location"]) == (303, "/workbench")
    assert server.get("/sparql", "image/png").status == 406


def test_the_dataset_is_described(server: Server, store: ox.Store, built: Path) -> None:
    assert server.get("/.well-known/void").headers["location"] == "/void"
    found = triples(server.get("/void"))
    assert not any(isinstance(it, ox.BlankNode) for triple in found for it in triple)
    whole = ox.NamedNode(f"{server.url}/void#dataset")
    total = next(it.object.value for it in found if (it.subject, it.predicate.value) == (whole, f"{VOID}triples"))  # type: ignore[union-attr]
    assert int(total) == len(store)
    counted = Counter(quad.predicate.value for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    parts = {it.subject: it.object.value for it in found if it.predicate.value == f"{VOID}property"}  # type: ignore[union-attr]
    amounts = {it.subject: int(it.object.value) for it in found if it.predicate.value == f"{VOID}triples"}  # type: ignore[union-attr]
    assert {name: amounts[part] for part, name in parts.items()} == counted
    assert f"{NS}Claim" in objects(found, f"{VOID}class")
    assert objects(found, f"{VOID}sparqlEndpoint") == [f"{server.url}/sparql"]
    dumps = objects(found, f"{VOID}dataDump")
    assert len(dumps) == len([it for it in FILES.values() if not it.on_demand])
    for dump in dumps:
        path = dump.removeprefix(server.url)
        reply, file = server.get(path), path.removeprefix("/dump/")
        assert reply.body == (built / file).read_bytes()
        assert reply.headers["content-type"].partition(";")[0] == FILES[file].media_type


def test_a_packet_is_that_of_the_terminal(server: Server, store: ox.Store, built: Path) -> None:
    claims = server.ask("SELECT ?of { ?of rsh:proposition ?p }", "text/csv").text.split()[1:]
    propositions = server.ask("SELECT DISTINCT ?of { ?claim rsh:proposition ?of }", "text/csv").text.split()[1:]
    for of in (*sorted(claims)[::15], *sorted(propositions)[::15]):
        for form, it in FORMATS.items():
            reply = server.get(f"/packet/{form}", of=of)
            assert reply.status == 200, (form, of)
            assert reply.headers["content-type"].partition(";")[0] == it.media_type
            assert reply.text == packed(gather(store, of, written_in(built)), form)
        page = server.get("/html/" + of.removeprefix(DEFAULT_BASE), BROWSER).text
        assert all(f'href="/packet/{form}?of=' in page for form in FORMATS)


def test_there_is_no_packet_of_what_is_not_there(server: Server) -> None:
    assert server.get("/packet/markdown", of="claim:none").status == 404
    assert server.get("/packet/papyrus", of="claim:none").status == 404
    assert server.get("/packet/markdown").status == 400


def test_only_dumps_are_handed_out(server: Server) -> None:
    for name in ("view.html", "store", "..%2Fconftest.py", "%2e%2e/%2e%2e/etc/passwd", ".", "graph.trig%00"):
        assert server.get(f"/dump/{name}").status == 404, name


def test_a_new_version_is_described_anew(tmp_path: Path) -> None:
    """What is cached for one version is not shown for the next, no matter who asks first."""
    everything = list(quads(large(3, 20)))
    write_store(everything[:50], tmp_path)
    with serving(tmp_path) as server:
        before = [server.get(path).text for path in ("/", "/void")]
        write_store(everything, tmp_path)
        wait_for(lambda: server.get("/").text != before[0])

        def counted() -> set[str]:
            told = triples(server.get("/void"))
            return {it.object.value for it in told if it.predicate.value == f"{VOID}triples"}  # type: ignore[union-attr]

        # The worker that answers may not be the one that was asked for the page.
        wait_for(lambda: str(len(set(everything))) in counted())


# ------------------------------------------------------------------------------ queries


def test_names_are_found(server: Server) -> None:
    for text in ("noem", "Kristi", "NOEM ", "Nóem"):
        first = server.get("/search", q=text).json()[0]
        assert (first["label"], first["page"], first["type"]) == ("Kristi Noem", "/id/kristi-noem", "Person")
    assert server.get("/search", q="CECOT").json()[0]["type"] == "Prison"
    assert server.get("/search", q="Trump admin").json()[0]["name"] == "Trump administration"
    assert server.get("/search", q="zzz").json() == server.get("/search", q=" ").json() == []
    for text in ('") } #', "\\", "' UNION", "?part", "\u0000", "😀" * 1000, "{{7*7}}", "rashomon", "https"):
        assert server.get("/search", q=text).json() == []
    assert server.get("/search").status == server.get("/search", q="a", r="b").status == 400


def test_exact_names_come_first_and_types_are_the_narrowest(rich: Server) -> None:
    def found(text: str) -> list[tuple[str, str]]:
        return [(it["label"], it["type"]) for it in rich.get("/search", q=text).json()]

    assert found("u.s.") == [("United States", "Country"), ("U.S. government", "Government")]
    assert found("Bonfanti") == [("Valeria Bonfanti", "Person"), ("Ana Bonfanti", "Person")]
    assert found("ana")[0] == ("Ana Perez", "Place")
    assert found("asmar") == [("Asmar", "Agent")]
    assert found("andean") == [("Andean Post", "Outlet")]
    assert found("meeting") == [("meeting in Bogota", "Meeting")]
    assert len(found("e")) == 12  # `--rows` is for users' queries


def test_terms_are_those_of_the_terminal(server: Server, rich: Server) -> None:
    base = f"<{DEFAULT_BASE}id/"
    assert server.get("/queries/visits/terms", entity="u.s.").json() == {"entity": f"{base}united-states>"}
    iri = f"{DEFAULT_BASE}id/cecot"
    assert server.get("/queries/visits/terms", entity=iri).json() == {"entity": f"<{iri}>"}
    assert server.get("/queries/visits/terms", entity=f"{DEFAULT_BASE}id/x").status == 404
    assert server.get("/queries/visits/terms").json() == {}
    assert rich.get("/queries/visits/terms", entity="Bonfanti").json() == {"entity": f"{base}valeria-bonfanti>"}
    both = server.get("/queries/evidence/terms", subject="Kristi Noem", relation="met with").json()
    assert both == {"subject": f"{base}kristi-noem>", "relation": f"<{NS}metWith>"}
    unknown = server.get("/queries/visits/terms", entity="US")
    assert (unknown.status, unknown.json()["detail"][:36]) == (404, "nothing in the graph is called 'US';")
    assert server.get("/queries/visits/terms", who="US").status == 400
    assert server.get("/queries/visit/terms").status == 404


def test_named_queries_answer_as_in_the_terminal(server: Server, store: ox.Store) -> None:
    listed = server.get("/queries").json()
    assert [it["name"] for it in listed] == [it.name for it in named_queries()]
    assert all(it["title"] and {"description", "parameters", "text"} <= it.keys() for it in listed)
    for query in named_queries():
        if any(it.required for it in query.parameters):
            assert server.get(f"/queries/{query.name}").status == 400
            continue
        reply = server.get(f"/queries/{query.name}", "text/csv")
        assert reply.text == render(run(store, query), "csv").replace("\n", "\r\n").replace("\r\r\n", "\r\n")
    one = server.get(
        "/queries/says", "text/csv", speaker="Pedro Sanchez", about="https://w3id.org/rashomon/id/kristi-noem"
    )
    assert one.status == 200
    assert "inaccurate interpretations" in one.text
    assert server.get("/queries/says", speaker="Nobody").status == 404
    assert server.get("/queries/says", who="Kristi Noem").status == 400
    assert server.get("/queries/says", "image/png", speaker="Kristi Noem").status == 406
    unknown = server.get("/queries/dispute")
    assert unknown.status == 404
    assert "disputes" in unknown.json()["detail"]


# ------------------------------------------------------------------------ the interface


def test_the_description_names_every_path_and_no_other(built: Path) -> None:
    routes = {route.path for route in application(built, LIMITS).routes}  # type: ignore[attr-defined]
    expected = {re.sub(r"\{rest:any\}$", "{folder}/{name}", route) for route in routes}
    expected -= {f"/{folder}{{folder}}/{{name}}" for folder in FOLDERS.values()}
    expected -= {"/queries/{name}", "/queries/{name}/terms"}
    expected |= {f"/queries/{it.name}{end}" for it in named_queries() for end in ("", "/terms")} | {"/{folder}/{name}"}
    assert expected - {"/assets/{mark}/{name}"} == set(document()["paths"])


def test_schemathesis_finds_nothing(server: Server, tmp_path: Path) -> None:
    """Requests generated from the description, both valid and invalid: every answer is as described.

    A JSON Schema cannot say what a valid SPARQL query is: for queries, and only for them, 400 is right although the
    schema allows the value.
    """
    pytest.importorskip("schemathesis")
    config = tmp_path / "schemathesis.toml"
    config.write_text(
        "\n".join(
            (
                f'parameters = {{ iri = "{DEFAULT_BASE}id/kristi-noem", folder = "id", entity = "Kristi Noem" }}',
                "[[operations]]",
                'include-path = "/sparql"',
                "[operations.checks.positive_data_acceptance]",
                'expected-statuses = ["2xx", "3xx", 400, 403, 406]',
            )
        )
    )
    command = ["--config-file", str(config), "run", f"{server.url}/openapi.json", "--checks", "all", "--no-color"]
    bounds = [
        "--seed",
        "7",
        "--max-examples",
        "10",
        "--generation-deterministic",
        "--phases",
        "examples,coverage,fuzzing",
    ]
    done = subprocess.run(
        [Path(sys.executable).with_name("st"), *command, *bounds],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert server.health()["status"] == "ok"


@pytest.mark.parametrize("name", ["shapes", "alignments"])
def test_shapes_and_alignments_are_where_their_names_lead(server: Server, name: str) -> None:
    """A client that accepts anything gets the contents of the file as RDF."""
    reply = server.get(f"/{name}", "text/turtle")
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, "text/turtle")
    said = len(list(ox.parse(reply.text, format=ox.RdfFormat.TURTLE)))
    assert said == len(set(ox.parse((ontology_dir() / f"{name}.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)))
    assert server.get(f"/{name}", "application/rdf+xml").status == 200
