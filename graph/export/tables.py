"""The writers of GraphML for network tools, and of lines of JSON for tables."""

from __future__ import annotations

import re
from dataclasses import asdict
from io import BytesIO
from typing import IO

from graph.export.content import Content, json_line
from graph.network import Attribute

# XML 1.0 has no way to write these, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(content: Content, stream: IO[bytes]) -> None:
    """GraphML by the writer of networkx; what XML cannot hold becomes U+FFFD here and nowhere else."""
    from networkx import MultiDiGraph
    from networkx.readwrite.graphml import GraphMLWriter

    clean: MultiDiGraph[str] = MultiDiGraph()
    for node, attributes in content.network.nodes(data=True):
        clean.add_node(node, **{key: xml_text(value) for key, value in attributes.items()})
    for source, target, key, attributes in content.network.edges(data=True, keys=True):
        clean.add_edge(source, target, key, **{name: xml_text(value) for name, value in attributes.items()})
    # The class rather than `write_graphml`, which writes other bytes where lxml is installed.
    document = BytesIO()
    GraphMLWriter(clean, encoding="utf-8", prettyprint=True).dump(document)
    # An XML reader takes a bare carriage return for a line feed; the writer leaves those of texts bare.
    stream.write(document.getvalue().replace(b"\r", b"&#13;") + b"\n")


def xml_text(value: Attribute) -> Attribute:
    """The value, where it is a text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def claims(content: Content, stream: IO[bytes]) -> None:
    """One claim to a line, with its proposition, its document and whether the proposition is disputed."""
    propositions = {it.id: it for it in content.kg.propositions}
    documents = {it.id: asdict(it) for it in content.kg.documents}
    disputed = {it.id for it in content.kg.disputes()}
    for claim in content.kg.claims:
        proposition = asdict(propositions[claim.proposition])
        document = documents[claim.document]
        row = {key: proposition[key] for key in ("subject", "relation", "object")} | asdict(claim)
        row["qualifiers"] = {
            key.rstrip("_"): value
            for key, value in proposition.items()
            if value and key in ("as_", "at", "on", "earliest", "latest", "with_", "regarding")
        }
        row |= {key: proposition[key] for key in ("content", "content_text")}
        row |= {key: document[key] for key in ("file", "title", "author", "published", "outlet", "url")}
        row["disputed"] = claim.proposition in disputed
        stream.write(json_line(row) + b"\n")


def entities(content: Content, stream: IO[bytes]) -> None:
    """One entity to a line, as in `graph.model.Entity`."""
    for entity in content.kg.entities:
        stream.write(json_line(asdict(entity)) + b"\n")


def decisions(content: Content, stream: IO[bytes]) -> None:
    """Why mentions of different names or articles became one entity, or did not: one decision to a line."""
    for decision in content.kg.decisions:
        stream.write(json_line(asdict(decision)) + b"\n")
