"""The formats of network tools: GraphML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast

from graph.formats import xml
from graph.formats.content import Content
from graph.formats.format import Format
from graph.network import Attribute

if TYPE_CHECKING:
    from graph.network import Edges


def graphml(content: Content, stream: IO[bytes]) -> None:
    """GraphML from the writer of networkx; characters that XML cannot hold become U+FFFD here and nowhere else."""
    from networkx.readwrite.graphml import GraphMLWriterLxml

    from graph.network import Edges

    edges = Edges(content.kg)
    made = edges.nodes()
    for _, attributes in made.nodes(data=True):
        attributes |= {name: xml_text(value) for name, value in attributes.items()}

    class Writer(GraphMLWriterLxml):
        """Writes each edge as it is made: holding all of them at once would take as much memory as the graph."""

        def add_edges(self, _: object, graph_element: object) -> None:
            super().add_edges(cast("Any", _Written(edges)), graph_element)

    # All edges have the same attributes, so one of them is enough to declare them.
    for subject, target, key, attributes in islice(edges, 1):
        made.add_edge(subject, target, key=key, **attributes)
    Writer(stream, graph=made, encoding="utf-8", prettyprint=True).dump()
    stream.write(b"\n")


class _Written:
    """The part of a network that the writer uses when it writes edges."""

    def __init__(self, edges: Edges) -> None:
        self.graph: dict[str, object] = {}
        self._edges = edges

    def is_multigraph(self) -> bool:
        """Yes."""
        return True

    def edges(self, **_: bool) -> Iterator[tuple[str, str, str, dict[str, Attribute]]]:
        """Each edge with its key and its attributes."""
        for subject, target, key, attributes in self._edges:
            yield subject, target, key, {name: xml_text(value) for name, value in attributes.items()}


def xml_text(value: Attribute) -> Attribute:
    """The value; if it is a text, without the characters that XML cannot hold."""
    return xml.cleaned(value) if isinstance(value, str) else value


FORMATS = (Format("graphml", (".graphml",), "application/graphml+xml", knowledge=graphml, file="graph.graphml"),)
