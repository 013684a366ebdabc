"""The only table of prefixes, conversion of CURIEs to IRIs and back, and minting of IRIs that are always valid."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from graph.errors import RashomonError

DEFAULT_BASE = "https://w3id.org/rashomon/"
"""The base of data unless `--base` says otherwise. It ends in a slash."""

NS = "https://w3id.org/rashomon/ns#"
"""The namespace of the ontology. It does not depend on the base: the vocabulary is shared."""

_VOCABULARIES = {
    "rsh": NS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "cito": "http://purl.org/spar/cito/",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
"""The beginnings of IRIs in other data to which countries, and entities from a list, are linked."""

FOLDERS: Mapping[str, str] = {
    "id": "id/",
    "doc": "doc/",
    "prop": "prop/",
    "claim": "claim/",
    "ev": "evidence/",
    "acc": "account/",
    "graph": "graph/",
    "when": "time/",
}
"""The paths of data below its base, by prefix."""

# RFC 3987, `iunreserved`: characters that need no encoding in a segment. The direction marks of its section 4.1 are
# left out, since they make an IRI look like another one.
_UCSCHAR = (
    "\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PLAIN = re.compile(f"[A-Za-z0-9._~{_UCSCHAR}-]")
_ALL_PLAIN = re.compile(f"{_PLAIN.pattern}+")
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(?:[A-Za-z0-9._~:/?@!$&'()*+,;={_UCSCHAR}-]|%[0-9A-Fa-f]{{2}})+"
    rf"(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;={_UCSCHAR}-]|%[0-9A-Fa-f]{{2}})*)?"
)
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9.-]*):(.*)", re.DOTALL)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_SLUG_LIMIT = 80
_ASCII_WORD = re.compile(r"[a-z0-9]+")
"""Gives the same result as `_words` for most names, fifteen times as fast: a hundred thousand names are compared."""

Part = str | int | None | Sequence["Part"]
"""The arguments of `content_hash`: strings, numbers, None, and sequences of these."""


class IriError(RashomonError):
    """A string is not an IRI and cannot be made into one: `text`, with the `reason`."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason
        super().__init__(f"{text!r}: {reason}")


def is_iri(text: str) -> bool:
    """Whether `text` is an absolute IRI according to RFC 3987, without direction marks or an IPv6 host."""
    return _IRI.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether `text` is a web IRI: any other, such as "id:noem", would look like one of ours."""
    return text.startswith(("http://", "https://")) and is_iri(text)


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefix table for data under `base`, in the order in which files declare it."""
    if not is_iri(base) or not base.endswith("/") or "#" in base or "?" in base:
        raise IriError(base, "a base is an absolute IRI that ends in a slash")
    return _VOCABULARIES | {name: base + folder for name, folder in FOLDERS.items()}


def namespaces(base: str = DEFAULT_BASE) -> tuple[str, ...]:
    """The namespaces of nodes and named graphs under `base`, without the vocabulary, which is not data."""
    table = prefixes(base)
    return tuple(table[name] for name in FOLDERS)


def base_in(table: Mapping[str, str]) -> str:
    """The base of the data that a prefix table is for."""
    return table["id"].removesuffix(FOLDERS["id"])


PREFIXES: Mapping[str, str] = prefixes()
"""The prefix table for data under the default base."""


def expand(curie: str, table: Mapping[str, str] = PREFIXES) -> str:
    """The IRI that a CURIE such as `rsh:accuses` abbreviates; an absolute `http(s)://` IRI is returned unchanged.

    Raises `IriError` for an unknown prefix, and if the result is not a valid IRI.
    """
    match = _CURIE.fullmatch(curie)
    if match is None:
        raise IriError(curie, "not a CURIE")
    prefix, rest = match.groups()
    if prefix in ("http", "https") and rest.startswith("//"):
        iri = curie
    elif prefix in table:
        iri = table[prefix] + rest
    else:
        raise IriError(curie, f"unknown prefix {prefix!r}")
    if not is_iri(iri):
        raise IriError(curie, "does not expand to a valid IRI")
    return iri


def compact(iri: str, table: Mapping[str, str] = PREFIXES) -> str:
    """The CURIE of an IRI, with the longest namespace that leaves a plain local name; else the IRI itself."""
    best = ""
    namespace_length = -1
    for prefix, namespace in table.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and len(namespace) > namespace_length and _LOCAL.fullmatch(local):
            best, namespace_length = f"{prefix}:{local}", len(namespace)
    return best or iri


def to_uri(iri: str) -> str:
    """The URI of an IRI: characters beyond ASCII are percent-encoded (RFC 3987, 3.1), and nothing else changes."""
    return "".join(c if c.isascii() else _percent(c) for c in iri)


def from_uri(uri: str) -> str:
    """The IRI of a URI: percent-encoded letters that an IRI need not encode are decoded (RFC 3987, 3.2).

    For an IRI of a `Minter`, `from_uri(to_uri(iri))` is the IRI.
    """
    return _ESCAPES.sub(_unescaped, uri)


def content_hash(*parts: Part) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of `parts`, encoded so that different parts never look alike."""
    encoded = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(encoded.encode("ascii")).hexdigest()[:16]


def slug(text: str) -> str:
    """A readable id made from a name: lower case, letters and digits of any script, single hyphens.

    Accents are removed ("Sánchez" and "Sanchez" agree). The id has at most 80 characters: a longer one is cut and ends
    in a hash of the whole. A name without a letter or digit becomes `x-` and its hash.
    """
    name = "-".join(_ASCII_WORD.findall(text.lower()) if text.isascii() else _words(text))
    if not name:
        return f"x-{content_hash(text)}"
    if len(name) <= _SLUG_LIMIT:
        return name
    return f"{name[: _SLUG_LIMIT - 17].rstrip('-')}-{content_hash(name)}"


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LATIN)
    kept = "".join(c if _is_word(c) else "-" for c in folded if not unicodedata.combining(c))
    return [word for word in unicodedata.normalize("NFC", kept).split("-") if any(map(str.isalnum, word))]


def _is_word(character: str) -> bool:
    """Whether a character may be in a slug: a letter, a digit, or a vowel sign from a script with separate ones."""
    inside = character.isalnum() or unicodedata.category(character).startswith("M")
    return inside and _PLAIN.fullmatch(character) is not None


class Minter:
    """Makes the IRIs of data under one base; the IRI is valid whatever the id contains, and unique to it."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base
        self.prefixes = prefixes(base)

    def entity(self, id: str) -> str:
        """The IRI of a node, from its slug."""
        return self._mint("id", id)

    def document(self, id: str) -> str:
        """The IRI of an article, from the first digits of its SHA-256."""
        return self._mint("doc", id)

    def proposition(self, id: str) -> str:
        """The IRI of a proposition, from a hash of what it says."""
        return self._mint("prop", id)

    def claim(self, id: str) -> str:
        """The IRI of a claim, from a hash of what it says."""
        return self._mint("claim", id)

    def evidence(self, id: str) -> str:
        """The IRI of a piece of evidence, or of its selector."""
        return self._mint("ev", id)

    def account(self, id: str) -> str:
        """The IRI of an account, from the id of its owner (an entity or document)."""
        return self._mint("acc", id)

    def time(self, id: str) -> str:
        """The IRI of a day or of an interval of days, as in OWL-Time."""
        return self._mint("when", id)

    def graph(self, name: str) -> str:
        """The IRI of a named graph that is not an account, such as `entities`."""
        return self._mint("graph", name)

    def rules(self, id: str) -> str:
        """The IRI of tables of rules, or of a reading with them, from a hash of their contents."""
        return f"{self.base}rules/{id}"

    def _mint(self, prefix: str, id: str) -> str:
        if id.strip(".") == "":
            raise IriError(id, "an id needs a character other than dots")
        segment = id if _ALL_PLAIN.fullmatch(id) else "".join(c if _PLAIN.fullmatch(c) else _percent(c) for c in id)
        return self.prefixes[prefix] + segment


def _percent(character: str) -> str:
    """The percent-encoding of one character; a lone surrogate is encoded like any other code point."""
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _unescaped(match: re.Match[str]) -> str:
    text = bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "surrogateescape")
    return "".join(c if _PLAIN.fullmatch(c) else _percent_byte_or(c) for c in text)


def _percent_byte_or(character: str) -> str:
    """The percent-encoding of a character, or of a single byte that could not be decoded."""
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))
