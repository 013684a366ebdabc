"""Who says what, and what was answered: the same for every user of a store, by the queries in `graph/data/explain`."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from graph.prefixes import PREFIXES
from graph.queries.packaged import packaged

SAYS, SAID_TO_HAVE_SAID, SAID_OF = "says", "said to have said", "said of"
"""The roles of an entity in a claim: says it, is said to have said it, or has it said about it."""

ANSWER, POSSIBLE_ANSWER = "answer", "possible answer"
"""How certainly a claim answers an accusation: it was read so, or it is a denial by the accused nearby."""

NO_ANSWER = "no answer was read in these articles"
NOTHING = "nothing was read in these articles"
SILENCE = "Nothing of that kind was read in these articles, which does not mean that there is none."

_ROOM = "explain"


def roles(store: ox.Store, entity: ox.NamedNode) -> Mapping[str, list[ox.NamedNode]]:
    """The claims of an entity and about it, by its role in them; each claim has one role."""
    found: dict[str, list[ox.NamedNode]] = {SAYS: [], SAID_TO_HAVE_SAID: [], SAID_OF: []}
    for row in _rows(store, "about.rq", entity=entity):
        found[row["role"].value].append(_node(row["claim"]))
    return {role: sorted(claims, key=str) for role, claims in found.items()}


def replies(store: ox.Store, accusing: ox.NamedNode) -> Mapping[str, list[ox.NamedNode]]:
    """The claims that answer an accusation, and those that may answer it: by `ANSWER` and `POSSIBLE_ANSWER`."""
    found: dict[str, list[ox.NamedNode]] = {}
    for row in _rows(store, "answers.rq", claim=accusing):
        found.setdefault(row["kind"].value, []).append(_node(row["reply"]))
    return {kind: sorted(claims, key=str) for kind, claims in found.items()}


def _rows(store: ox.Store, name: str, **given: ox.NamedNode) -> ox.QuerySolutions:
    bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
    bound.update((ox.Variable(it), node) for it, node in given.items())
    rows = store.query(packaged(_ROOM, name), prefixes=dict(PREFIXES), substitutions=bound)
    assert isinstance(rows, ox.QuerySolutions)
    return rows


def _node(term: object) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode)
    return term
