"""Malicious names never make an IRI that another program would lose, and different things never share an IRI."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from graph.errors import RashomonError
from graph.prefixes import (
    DEFAULT_BASE,
    NS,
    PREFIXES,
    IriError,
    Minter,
    compact,
    content_hash,
    expand,
    is_iri,
    prefixes,
    slug,
)
from support.properties import assume, example, given, st

ANY_TEXT = st.text(st.integers(0, 0x10FFFF).map(chr))
"""Every code point, including lone surrogates."""

HOSTILE = [
    '"><script>alert(1)</script>',
    "a>b",
    "a b\tc\nd",
    "a\u202eb\u200fc",
    "a\x00\x0b\x7f\x85\xa0",
    "a\ud800b",
    "a\ufdd0\ufffe\U0001ffff",
    "{}|\\^`<>\"'",
    "../../etc/passwd",
    "a?b#c%zz",
    "%2e%2e/",
    "\ue000\U000f0000",
    "日本 العربية हिन्दी",
]

MINTERS: list[Callable[[Minter, str], str]] = [
    Minter.entity,
    Minter.document,
    Minter.proposition,
    Minter.claim,
    Minter.evidence,
    Minter.account,
    Minter.graph,
]


# --------------------------------------------------------------------------------- slugs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kristi Noem", "kristi-noem"),
        ("  Pedro   Sánchez ", "pedro-sanchez"),
        ("U.S. Department of Homeland Security", "u-s-department-of-homeland-security"),
        ("O’Neill & Söhne (GmbH)", "o-neill-sohne-gmbh"),
        ("Łódź", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("ﬁn²", "fin2"),
        ("İstanbul", "istanbul"),
        ("Владимир", "владимир"),
        ("東京", "東京"),
        ("हिन्दी", "हिनदी"),
        ('"><script>', "script"),
        ("a\u202eb", "a-b"),
        ("a_b--c", "a-b-c"),
    ],
)
def test_a_slug_is_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(st.characters(max_codepoint=127), max_size=60))
@example("a_b--c.D~e'f")
def test_a_name_in_plain_letters_gets_the_slug_that_it_gets_beside_others(text: str) -> None:
    words = [slug(text)] if any(map(str.isalnum, text)) else []
    # An accented letter after it is treated like any other letter.
    assert slug(f"{text} é") == "-".join([*words, "e"])


@given(ANY_TEXT)
@example("!" * 200)
@example("a" * 79 + "-b")
@example("a" * 200)
@example("\u0345")
@example("ŉ")
def test_a_slug_is_a_good_name(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 80
    assert name.strip("-") == name
    assert "--" not in name
    assert slug(name) == name
    assert Minter().entity(name) == f"{DEFAULT_BASE}id/{name}"
    assert not re.search(r"[\s<>\"'/\\%?#:.]", name)


@given(ANY_TEXT)
def test_a_slug_ignores_case(text: str) -> None:
    assume(slug(text)[:2] != "x-")
    assert slug(text.casefold()) == slug(text)


def test_names_without_letters_and_long_names_stay_apart() -> None:
    assert slug("!!!") != slug("???")
    assert slug("") != slug("!")
    assert slug("a" * 100) != slug("a" * 101)


# ------------------------------------------------------------------------------- minting


@pytest.mark.parametrize("mint", MINTERS)
@given(id=ANY_TEXT)
def test_a_minted_iri_is_valid(mint: Callable[[Minter, str], str], id: str) -> None:
    assume(id.strip("."))
    iri = mint(Minter(), id)
    assert is_iri(iri)
    assert ox.NamedNode(iri).value == iri
    assert re.fullmatch(re.escape(DEFAULT_BASE) + r"[a-z]+/[^/?#]+", iri)


@pytest.mark.parametrize("id", HOSTILE)
def test_hostile_ids_survive_every_syntax(id: str) -> None:
    node = ox.NamedNode(Minter().entity(id))
    triple = ox.Triple(node, node, ox.Literal("x"))
    for syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD):
        data = ox.serialize([triple], format=syntax)
        assert data is not None
        assert [quad.triple for quad in ox.parse(data, format=syntax)] == [triple]


@given(ANY_TEXT, ANY_TEXT)
@example("a b", "a%20b")
@example("a/b", "a%2Fb")
def test_different_ids_have_different_iris(left: str, right: str) -> None:
    assume(left != right and left.strip(".") and right.strip("."))
    minter = Minter()
    assert minter.entity(left) != minter.entity(right)


def test_kinds_of_nodes_do_not_meet() -> None:
    assert len({mint(Minter(), "a") for mint in MINTERS}) == len(MINTERS)
    assert Minter().account("kristi-noem") == "https://w3id.org/rashomon/account/kristi-noem"
    assert Minter().evidence("e1-selector") == "https://w3id.org/rashomon/evidence/e1-selector"
    assert Minter().graph("entities") == "https://w3id.org/rashomon/graph/entities"


@pytest.mark.parametrize("id", ["", ".", "..", "..."])
def test_an_id_of_dots_is_refused(id: str) -> None:
    with pytest.raises(IriError):
        Minter().entity(id)


@pytest.mark.parametrize(
    "base", ["http://example.org/x/", "https://example.org/", "urn:x:y/", "http://bücher.example/"]
)
def test_the_base_can_be_another_one(base: str) -> None:
    assert Minter(base).claim("c1") == f"{base}claim/c1"
    assert prefixes(base)["claim"] == f"{base}claim/"
    assert prefixes(base)["rsh"] == NS


@pytest.mark.parametrize(
    "base",
    ["", "example.org/", "http://example.org", "http://example.org/#/", "http://example.org/?a=/", "http://a b/"],
)
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(IriError) as caught:
        Minter(base)
    assert isinstance(caught.value, RashomonError)
    assert caught.value.text == base


# ---------------------------------------------------------------------------------- IRIs


@given(st.one_of(ANY_TEXT.map(lambda text: f"http://example.org/{text}"), ANY_TEXT))
@example("http://example.org/a%zz")
@example("http://example.org/\ue000")
def test_what_counts_as_an_iri_is_one_for_the_engine(text: str) -> None:
    if is_iri(text):
        assert ox.NamedNode(text).value == text


@pytest.mark.parametrize("id", HOSTILE)
def test_hostile_text_is_no_iri(id: str) -> None:
    assert not is_iri(id)


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("rsh:accuses", NS + "accuses"),
        ("rsh:", NS),
        ("id:kristi-noem", "https://w3id.org/rashomon/id/kristi-noem"),
        ("ev:e1", "https://w3id.org/rashomon/evidence/e1"),
        ("schema:author", "https://schema.org/author"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_curie_expands(curie: str, iri: str) -> None:
    assert expand(curie) == iri


@pytest.mark.parametrize(
    "curie", ["accuses", "nope:x", ":x", "", "rsh:a b", "rsh:a>b", "rsh:a\n", "http:x", "mailto:a@b"]
)
def test_what_is_no_curie_is_refused(curie: str) -> None:
    with pytest.raises(IriError):
        expand(curie)


@pytest.mark.parametrize(
    ("iri", "curie"),
    [
        (NS + "accuses", "rsh:accuses"),
        (NS, NS),
        (DEFAULT_BASE + "claim/ab12", "claim:ab12"),
        (DEFAULT_BASE + "other/x", DEFAULT_BASE + "other/x"),
        ("https://schema.org/a/b", "https://schema.org/a/b"),
        ("http://example.org/", "http://example.org/"),
    ],
)
def test_an_iri_is_compacted(iri: str, curie: str) -> None:
    assert compact(iri) == curie


@given(ANY_TEXT, st.sampled_from(sorted(PREFIXES.values())))
def test_compacting_loses_nothing(text: str, namespace: str) -> None:
    iri = namespace + text
    assume(is_iri(iri))
    assert expand(compact(iri)) == iri


def test_the_table_is_of_valid_namespaces() -> None:
    assert all(is_iri(namespace) for namespace in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)


# -------------------------------------------------------------------------------- hashes

PARTS = st.lists(
    st.recursive(st.none() | st.integers() | ANY_TEXT, lambda it: st.lists(it).map(tuple), max_leaves=6), max_size=4
)


@given(PARTS, PARTS)
@example(["ab", "c"], ["a", "bc"])
@example(["a", None], ["a", ""])
@example([None], ["null"])
@example([1], ["1"])
@example([("a", "b")], ["a", "b"])
@example([], [()])
@example(['","'], ["", ""])
@example(["\ud800"], ["\\ud800"])
def test_a_hash_is_ambiguous_for_nothing(left: list[str], right: list[str]) -> None:
    assert (content_hash(*left) == content_hash(*right)) == (left == right)


@given(PARTS)
def test_a_hash_is_sixteen_hexadecimal_digits(parts: list[str]) -> None:
    assert re.fullmatch("[0-9a-f]{16}", content_hash(*parts))


def test_a_hash_does_not_change_between_versions() -> None:
    assert content_hash("kristi-noem", "accuses", None, 3) == "57be8709a9eb999d"
