"""The formats of network tools: GraphML."""

from __future__ import annotations

from typing import IO

from graph.formats import xml
from graph.formats.content import Content
from graph.formats.format import Format
from graph.network import Attribute


def graphml(content: Content, stream: IO[bytes]) -> None:
    """GraphML by the writer of networkx; characters that XML cannot hold become U+FFFD here and nowhere else."""
    from networkx.readwrite.graphml import GraphMLWriterLxml

    from graph.network import network

    made = network(content.kg)
    for _, attributes in made.nodes(data=True):
        attributes |= {name: xml_text(value) for name, value in attributes.items()}
    for *_, attributes in made.edges(data=True):
        attributes |= {name: xml_text(value) for name, value in attributes.items()}
    # The lxml writer writes nodes and edges one after the other, while the other writer makes a tree of all of them.
    GraphMLWriterLxml(stream, graph=made, encoding="utf-8", prettyprint=True).dump()
    stream.write(b"\n")


def xml_text(value: Attribute) -> Attribute:
    """The value; a text without the characters that XML cannot hold."""
    return xml.cleaned(value) if isinstance(value, str) else value


FORMATS = (Format("graphml", (".graphml",), "application/graphml+xml", knowledge=graphml, file="graph.graphml"),)
