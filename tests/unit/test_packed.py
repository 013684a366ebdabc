"""What many articles share is stored once, and most of each is packed: a build of many must fit into memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.assemble.packed import Packed, Packs
from graph.model import Annotation, Passage, Span, Statement
from graph.resolve.blocking import connected
from graph.resolve.profiles import profile
from support.annotations import article, entity, say, statements
from support.properties import given, st


def lean(it: Annotation) -> Annotation:
    """The annotation as it comes out again after packing."""
    return replace(it, mentions=(), entities=(), attributions=(), predications=(), text=None)


@given(statements(), st.text(st.characters(codec="utf-8")))
def test_what_is_packed_comes_out_as_it_was(some: tuple[Statement, ...], words: str) -> None:
    made = article("a", *some, contents=(("s1", words),))
    made = replace(made, passages=(Passage(made.metadata.id, Span(0, len(words)), words),))
    packed = Packed.of(made)
    assert packed.whole == lean(made)
    assert packed.head.metadata is made.metadata
    assert not packed.head.statements


def test_half_of_a_surrogate_pair_is_held_as_it_is() -> None:
    made = article("a", replace(say("s1", "gustavo-petro", "praises", "kristi-noem"), quote="a\ud800b"))
    assert Packed.of(made).whole == lean(made)


def test_packs_can_be_gone_through_twice_and_have_heads() -> None:
    made = [article(name, say("s1", "gustavo-petro", "praises", "kristi-noem")) for name in "ab"]
    packs = Packs([Packed.of(it) for it in made])
    assert [*packs] == [*packs] == [lean(it) for it in made]
    assert [it.metadata for it in packs.heads] == [it.metadata for it in made]


def test_statements_take_much_less_room_packed() -> None:
    made = article("a", *(replace(say("s1", "gustavo-petro", "praises", "kristi-noem"), id=f"s{n}") for n in range(50)))
    packed = Packed.of(made).much
    assert packed is not None
    assert len(packed) < 50 * 100  # the object for a statement takes ten times as much


def test_what_is_known_of_somebody_in_two_articles_is_held_once() -> None:
    one, other = profile("a", entity("gustavo-petro")), profile("b", replace(entity("gustavo-petro")))
    assert one.full
    assert one.full is other.full
    assert (one.key, one.documents) == (("a", "gustavo-petro"), frozenset("a"))
    assert (other.key, other.documents) == (("b", "gustavo-petro"), frozenset("b"))


@pytest.mark.parametrize(
    ("number", "edges", "parts"),
    [
        (0, [], []),
        (2, [], [([0], []), ([1], [])]),
        (5, [(3, 4), (0, 3)], [([0, 3, 4], [(3, 4), (0, 3)]), ([1], []), ([2], [])]),
    ],
)
def test_components_have_their_members_and_edges(
    number: int, edges: list[tuple[int, int]], parts: list[tuple[list[int], list[tuple[int, int]]]]
) -> None:
    assert [*connected(number, edges)] == parts
