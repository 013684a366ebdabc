"""The formats of network tools: GraphML."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from graph.formats import xml
from graph.formats.content import Content
from graph.formats.format import Format
from graph.network import Attribute


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
    return xml.cleaned(value) if isinstance(value, str) else value


FORMATS = (Format("graphml", (".graphml",), "application/graphml+xml", knowledge=graphml, file="graph.graphml"),)
