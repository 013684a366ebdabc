"""The places of the page's nodes: the same for the same input on every machine.

Communities are kept apart: in a small network because an edge between two of them counts as longer, in a large one
because each is arranged separately and then placed as one box among the others. It is plain Python, without random
numbers from a library or sums whose order depends on the processor.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from graph.view.spacing import CAREFUL, SEED, Box, arrange, closer

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.Graph[int]

_EDGE = 112.0
"""The length in pixels that an edge within a community should have between the symbols at its ends, for its words."""
_LETTER = 6.0
"""The width of a letter in the words on edges, in pixels."""
_ACROSS = 1.5
"""By what factor an edge between two communities is longer than one within a community."""
_PARALLEL = 0.11
"""How much longer a bundle becomes with each additional edge."""
LANE = 21.0
"""The space in pixels between the middles of parallel edges."""
_STARTS = 24
_ALL_PAIRS = 250
"""Up to this number of nodes, every pair is a term of the stress; beyond it, only pairs with some landmarks are."""
_LANDMARKS = 50
_GAP = 70.0
"""The space between parts of the network that are not connected."""
_LEAST = 3
"""A region with fewer nodes is dissolved."""
_HEAD = 0.09
"""The height of a region's name, as a fraction of the side of a square into which all regions fit."""
_WIDE = 2.2
"""The least width of a region's name, as a multiple of its height."""
_NO_REGIONS: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The edges between two nodes: their number, and the number of letters of their longest label."""

    count: int
    words: int


def room(label: str, size: float) -> Box:
    """The room for a node of radius `size` with the label under it, at the size at which they are drawn."""
    lines = min(-(-len(label) // 17), 3)
    width = min(len(label), 20 if lines > 1 else len(label)) * 7.2
    return Box(width=max(2 * size, width) + 14, height=2 * size + 16, below=6 + 16 * lines)


def place(
    boxes: Mapping[str, Box],
    bundles: Mapping[tuple[str, str], Bundle],
    regions: Iterable[Iterable[str]] = (),
) -> dict[str, tuple[int, int]]:
    """The centre in pixels of every node of `boxes`; `bundles` are the edges between two different nodes.

    Nodes of one of the `regions` are together and apart from those of the others, with room above them for its name.
    Without regions, communities are detected in a large network.
    """
    import networkx as nx

    names = sorted(boxes)
    number = {name: i for i, name in enumerate(names)}
    network: Network = nx.Graph()
    network.add_nodes_from(range(len(names)))
    for (a, b), bundle in sorted(bundles.items()):
        network.add_edge(number[a], number[b], count=bundle.count, words=bundle.words)
    room = [boxes[name] for name in names]
    given = {number[name]: i for i, members in enumerate(regions) for name in members if name in number}
    points = _arrange(network, range(len(names)), room, 1 + _STARTS * CAREFUL // (len(names) + CAREFUL), given)
    return {name: (round(points[i][0]), round(points[i][1])) for i, name in enumerate(names)}


def _arrange(
    network: Network, nodes: Iterable[int], room: Sequence[Box], starts: int, given: Mapping[int, int] = _NO_REGIONS
) -> dict[int, list[float]]:
    """Places for some nodes: connected ones together, and these groups side by side."""
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(network.subgraph(nodes))]
    parts.sort(key=lambda part: (-len(part), part))
    return _pack([_place_part(network, part, room, starts, given) for part in parts], room)


def _place_part(
    network: Network, part: Sequence[int], room: Sequence[Box], starts: int, given: Mapping[int, int]
) -> dict[int, list[float]]:
    if len(part) == 1:
        return {part[0]: [0.0, 0.0]}
    own = _given(network, part, given)
    group = own or _communities(network.subgraph(part))
    if len(part) > CAREFUL and len(set(group.values())) > 1:
        return _place_groups(network, group, room, starts, named=bool(own))
    index = {node: i for i, node in enumerate(part)}
    inside: list[tuple[int, int, int]] = list(network.subgraph(part).edges(data="count"))
    edges = sorted((index[a], index[b], LANE * (count - 1) / 2) for a, b, count in inside)
    points = arrange([room[node] for node in part], _terms(network, part, room, group), edges, starts)
    return {node: points[i] for node, i in index.items()}


def _given(network: Network, part: Sequence[int], given: Mapping[int, int]) -> dict[int, int]:
    """The regions of some nodes, numbered from 0; a node in none, or in a small one, goes to its neighbours' region."""
    sizes = Counter(given[node] for node in part if node in given)
    group = {node: given[node] for node in part if node in given and sizes[given[node]] >= _LEAST}
    waiting = [node for node in part if node not in group]
    while group and waiting:
        joined = {}
        for node in waiting:
            ties: Counter[int] = Counter()
            for other in network.adj[node]:
                if other in group:
                    ties[group[other]] += network.edges[node, other]["count"]
            if ties:
                joined[node] = min(ties, key=lambda it: (-ties[it], it))
        group |= joined
        waiting = [node for node in waiting if node not in joined]
    number = {it: i for i, it in enumerate(sorted(set(group.values())))}
    return {node: number[group[node]] for node in part if node in group}


def _place_groups(
    network: Network, group: Mapping[int, int], room: Sequence[Box], starts: int, *, named: bool
) -> dict[int, list[float]]:
    """Arranges each community separately, then all of them like nodes; with room for names if they are `named`."""
    import networkx as nx

    members = [sorted(node for node in group if group[node] == i) for i in range(max(group.values()) + 1)]
    placed = [_arrange(network, nodes, room, starts) for nodes in members]
    frames = [_frame(points, room) for points in placed]
    above: Network = nx.Graph()
    above.add_nodes_from(range(len(members)))
    between: list[tuple[int, int, int]] = list(network.subgraph(group).edges(data="count"))
    for a, b, count in between:
        if group[a] != group[b]:
            _join(above, group[a], group[b], count)
    head = _head(frames) if named else 0.0
    boxes = [
        Box(max(right - left, _WIDE * head) + _GAP, bottom - top + _GAP + head, 0.0)
        for left, top, right, bottom in frames
    ]
    terms = [
        (a, b, (boxes[a].width + boxes[b].width + boxes[a].height + boxes[b].height) / 4 * length)
        for a, b, length in _steps(above)
    ]
    centres = arrange(boxes, terms, [(a, b, 0.0) for a, b in sorted(above.edges)], starts)
    closer(centres, boxes)
    moved: dict[int, list[float]] = {}
    for points, (left, top, right, bottom), (x, y) in zip(placed, frames, centres, strict=True):
        for node, (px, py) in points.items():
            moved[node] = [px + x - (left + right) / 2, py + y - (top + bottom - head) / 2]
    return moved


def _head(frames: Iterable[tuple[float, float, float, float]]) -> float:
    """The room for the name of a region when the picture is small enough to show all regions."""
    area = sum((right - left + _GAP) * (bottom - top + _GAP) for left, top, right, bottom in frames)
    return _HEAD * math.sqrt(area)


def _join(network: Network, a: int, b: int, count: int) -> None:
    known = network.edges[a, b]["count"] if network.has_edge(a, b) else 0
    network.add_edge(a, b, count=known + count)


def _steps(network: Network) -> list[tuple[int, int, float]]:
    """The number of edges between every two nodes of a connected network."""
    import networkx as nx

    found = dict(nx.all_pairs_shortest_path_length(network))
    return [(a, b, float(found[a][b])) for a in sorted(found) for b in sorted(found) if a < b]


# ------------------------------------------------------------------------- stress


def _terms(
    network: Network, part: Sequence[int], room: Sequence[Box], group: Mapping[int, int]
) -> list[tuple[int, int, float]]:
    """Pairs of nodes in `part` and the distance that they should have, in pixels."""
    import networkx as nx

    inside = network.subgraph(part)
    for a, b, data in inside.edges(data=True):
        length = max(_EDGE * (1.0 if group[a] == group[b] else _ACROSS), _LETTER * min(data["words"], 34) + 24)
        crowd = math.sqrt(max(inside.degree(a), inside.degree(b)))
        signs = (room[a].height + room[b].height) / 2
        data["length"] = signs + length * (1 + _PARALLEL * min(data["count"] - 1, 8)) * (1 + 0.05 * min(crowd, 8))
    index = {node: i for i, node in enumerate(part)}
    sources: Iterable[int] = part
    if len(part) > _ALL_PAIRS:
        busiest = sorted(part, key=lambda node: (-inside.degree(node), node))[: _LANDMARKS // 2]
        sources = [*busiest, *Random(SEED).sample(list(part), _LANDMARKS // 2)]
    wanted: dict[tuple[int, int], float] = {}
    for a, b, data in inside.edges(data=True):
        wanted[_pair(index[a], index[b])] = data["length"]
    for source in sources:
        reached = nx.single_source_dijkstra_path_length(inside, source, weight="length")
        for node, length in reached.items():
            if node != source:
                wanted.setdefault(_pair(index[source], index[node]), length)
    return [(i, j, length) for (i, j), length in sorted(wanted.items())]


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _communities(network: Network) -> dict[int, int]:
    """The number of each node's community. Nodes are integers, so that sets of them have a fixed order."""
    import networkx as nx

    plain: Network = nx.Graph()
    plain.add_nodes_from(sorted(network.nodes))
    plain.add_edges_from((a, b, {"count": data["count"]}) for a, b, data in sorted(network.edges(data=True), key=_ends))
    found = nx.community.louvain_communities(plain, weight="count", seed=SEED)
    return {node: i for i, members in enumerate(found) for node in members}


def _ends(edge: tuple[int, int, dict[str, int]]) -> tuple[int, int]:
    return edge[0], edge[1]


# ------------------------------------------------------------------- separate parts


def _frame(part: Mapping[int, list[float]], room: Sequence[Box]) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of placed nodes with their labels."""
    return (
        min(p[0] - room[i].width / 2 for i, p in part.items()),
        min(p[1] - room[i].height / 2 for i, p in part.items()),
        max(p[0] + room[i].width / 2 for i, p in part.items()),
        max(p[1] + room[i].height / 2 + room[i].below for i, p in part.items()),
    )


def _pack(parts: Sequence[dict[int, list[float]]], room: Sequence[Box]) -> dict[int, list[float]]:
    """The parts side by side: the largest first, the others in rows below it, at most as wide as that one."""
    placed: dict[int, list[float]] = {}
    width = x = y = row = 0.0
    for at, part in enumerate(parts):
        left, top, right, bottom = _frame(part, room)
        if at and x + right - left > max(width, 900.0):
            x, y, row = 0.0, y + row + _GAP, 0.0
        for i, p in part.items():
            placed[i] = [p[0] - left + x, p[1] - top + y]
        x, row = x + right - left + _GAP, max(row, bottom - top)
        if not at:
            width, x, y, row = right - left, 0.0, row + _GAP, 0.0
    return placed
