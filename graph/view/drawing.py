"""What the page draws: which entities are nodes, and which claims together make one edge."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.model import ANYONE, DOCUMENT, Claim, Edge, KnowledgeGraph, Proposition, Stance
from graph.prefixes import content_hash

STATED, CLAIMED, DENIED, HEDGED = "stated", "claimed", "denied", "hedged"
"""The four voices, each with its kind of line: an article itself, somebody else, somebody denying, somebody unsure."""

_SMALLEST, _LARGEST = 13.0, 27.0


@dataclass(frozen=True, slots=True)
class Line:
    """One edge on the page: all claims with the same kind of voice, relation and label between two nodes.

    `target` is an entity or, if the edge leads to another edge ("defends: A deports B"), the id of that edge.
    `propositions` are the ids of the propositions that it represents. `label` names the proposition's category,
    classifier or content by id, with its part in the words. `lane` is its place among parallel edges: 0 in the middle,
    then one more for each edge further out, negative to the left of its direction.
    """

    id: str
    source: str
    target: str
    relation: str
    stance: Stance
    propositions: tuple[str, ...]
    voices: tuple[str, ...]
    claims: int
    disputed: bool
    onto_edge: bool = False
    label: tuple[str, str] | None = None
    lane: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The edges on the page in order of id, and the size of every entity at an end of one."""

    lines: tuple[Line, ...]
    sizes: dict[str, float]
    weights: dict[str, int]

    def bundles(self) -> dict[tuple[str, str], tuple[Line, ...]]:
        """The edges between two nodes; an edge that leads to another edge connects to both ends of that one."""
        ends = {line.id: (line.source, line.target) for line in self.lines}
        found: dict[tuple[str, str], tuple[Line, ...]] = {}
        for line in self.lines:
            for target in ends[line.target] if line.onto_edge else (line.target,):
                if target != line.source:
                    pair = _pair(line.source, target)
                    found[pair] = (*found.get(pair, ()), line)
        return found


@dataclass(slots=True)
class _Group:
    """The claims gathered for one line."""

    propositions: dict[str, None] = field(default_factory=dict)
    voices: set[str] = field(default_factory=set)
    claims: int = 0


_Key = tuple[str, str, str, Stance, bool, tuple[str, str] | None]


def draw(kg: KnowledgeGraph) -> Drawing:
    """The nodes and edges of the account of `ANYONE`, with every denial and doubt next to what it is about."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in kg.claims:
        claims[claim.proposition].append(claim)
    disputed = {p.id for p in kg.disputes()}
    groups: dict[_Key, _Group] = {}
    for p in kg.propositions:
        if p.object is not None and p.deed is None:
            label = ("as", p.as_) if p.as_ else None
            _gather(groups, (p.subject, p.object, p.relation, False, label), p, claims[p.id])
    for edge, p in _shortcuts(kg):
        affirmed = [claim for claim in claims[p.id] if claim.stance is Stance.AFFIRMED]
        _gather(groups, (edge.subject, edge.object, edge.relation, False, ("by", p.subject)), p, affirmed)
    _gather_contents(kg, groups, claims)
    known = {entity.id for entity in kg.entities}
    groups = {key: group for key, group in groups.items() if key[0] in known and (key[4] or key[1] in known)}
    lines = [_line(key, group, disputed) for key, group in groups.items()]
    lines.sort(key=lambda line: line.id)
    counted = weights(kg)
    return Drawing(tuple(_fan(lines)), _sizes(lines, counted), counted)


def voice(claim: Claim) -> str:
    """The kind of line with which a claim is drawn."""
    if claim.stance is Stance.DENIED:
        return DENIED
    if claim.stance in (Stance.HEDGED, Stance.WITHDRAWN) or claim.speaker is None:
        return HEDGED
    return STATED if claim.speaker == DOCUMENT else CLAIMED


_Place = tuple[str, str, str, bool, tuple[str, str] | None]


def _gather(groups: dict[_Key, _Group], place: _Place, p: Proposition, claims: Iterable[Claim]) -> None:
    source, target, relation, onto_edge, label = place
    for claim in claims:
        group = groups.setdefault((source, target, relation, claim.stance, onto_edge, label), _Group())
        group.propositions[p.id] = None
        group.voices.add(voice(claim))
        group.claims += 1


def _shortcuts(kg: KnowledgeGraph) -> Iterator[tuple[Edge, Proposition]]:
    """Edges that somebody affirms but no proposition states directly, each with the propositions from which it follows.

    "The United States classify A as B" gives the edge from A to B.
    """
    said = {(p.subject, p.relation, p.object) for p in kg.propositions}
    sources: dict[tuple[str, str], list[Proposition]] = defaultdict(list)
    for p in kg.propositions:
        if p.object is not None and p.as_ is not None:
            sources[p.object, p.as_].append(p)
    for account in kg.accounts:
        if account.owner == ANYONE:
            for edge in account.edges:
                if (edge.subject, edge.relation, edge.object) not in said:
                    for p in sources.get((edge.subject, edge.object), ()):
                        yield edge, p


def _gather_contents(kg: KnowledgeGraph, groups: dict[_Key, _Group], claims: dict[str, list[Claim]]) -> None:
    """Propositions without an object whose content is a proposition: an edge to the edge of that one.

    If that proposition has no edge because nobody takes a stance on it, the edge leads to its far end and has its words
    as a label.
    """
    by_id = {p.id: p for p in kg.propositions}
    drawn: dict[str, str] = {}
    for stance in (Stance.AFFIRMED, Stance.HEDGED, Stance.WITHDRAWN, Stance.DENIED):
        for key in sorted((k for k in groups if k[3] is stance), key=_edge_id):
            for proposition in groups[key].propositions if not (key[5] and key[5][0] == "by") else ():
                drawn.setdefault(proposition, _edge_id(key))
    for p in kg.propositions:
        content = by_id.get(p.content or "")
        if (
            p.object is not None
            or content is None
            or (p.relation == "claims" and _is_own(claims[content.id], p.subject))
        ):
            continue
        if content.id in drawn:
            _gather(groups, (p.subject, drawn[content.id], p.relation, True, ("content", content.id)), p, claims[p.id])
            continue
        far = content.object if content.object not in (None, p.subject) else content.subject
        if far is not None and far != p.subject:
            _gather(groups, (p.subject, far, p.relation, False, ("content", content.id)), p, claims[p.id])


def _is_own(claims: Iterable[Claim], speaker: str) -> bool:
    """Whether somebody makes one of these claims, so that a line for the act of claiming would only repeat it."""
    return any(claim.speaker == speaker for claim in claims)


@lru_cache(maxsize=200_000)
def _edge_id(key: _Key) -> str:
    source, target, relation, stance, onto_edge, label = key
    return content_hash(source, target, relation, stance, str(onto_edge), *(label or ()))


def _line(key: _Key, group: _Group, disputed: set[str]) -> Line:
    source, target, relation, stance, onto_edge, label = key
    return Line(
        id=_edge_id(key),
        source=source,
        target=target,
        relation=relation,
        stance=stance,
        propositions=tuple(sorted(group.propositions)),
        voices=tuple(v for v in (STATED, CLAIMED, DENIED, HEDGED) if v in group.voices),
        claims=group.claims,
        disputed=not disputed.isdisjoint(group.propositions),
        onto_edge=onto_edge,
        label=label,
    )


def _fan(lines: list[Line]) -> Iterator[Line]:
    """Fans parallel edges out on both sides of the straight line, with a claim and its denial next to each other."""
    between: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        between[_pair(line.source, line.target)].append(line)
    lanes: dict[str, float] = {}
    for (first, _), bundle in between.items():
        bundle.sort(key=lambda line: (line.relation, line.label or (), line.source, line.stance, line.id))
        for i, line in enumerate(bundle):
            lanes[line.id] = (i - (len(bundle) - 1) / 2) * (1 if line.source == first else -1)
    for line in lines:
        yield replace(line, lane=lanes[line.id])


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def weights(kg: KnowledgeGraph) -> dict[str, int]:
    """The number of claims in which each entity is subject, object, category or speaker: how much there is about it."""
    by_id = {p.id: p for p in kg.propositions}
    count = Counter({entity.id: 0 for entity in kg.entities})
    for claim in kg.claims:
        p = by_id[claim.proposition]
        count.update(sorted({p.subject, p.object or "", p.as_ or "", claim.speaker or ""} & count.keys()))
    return dict(count)


def _sizes(lines: Iterable[Line], weights: dict[str, int]) -> dict[str, float]:
    ends = {end for line in lines for end in (line.source, line.target if not line.onto_edge else line.source)}
    most = max((weights.get(end, 0) for end in ends), default=0) or 1
    span = _LARGEST - _SMALLEST
    return {end: round(_SMALLEST + span * math.sqrt(weights.get(end, 0) / most), 1) for end in sorted(ends)}
