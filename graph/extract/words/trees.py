"""Where the subtrees of a tree end, and where its sentences begin, from the heads of the words alone."""

from __future__ import annotations

_PASSES = 12
"""How often to widen the edges at most if the branches of a tree cross; the same as in spaCy."""


def edges(heads: list[int]) -> tuple[list[int], list[int], set[int]]:
    """The first and the last word below each word, and the words that begin a sentence, given all `heads`.

    These are found as in spaCy (`set_children_from_heads`), even if branches cross.
    """
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    begun: set[int] = set()
    for _ in range(_PASSES):
        for i in (*range(len(heads)), *range(len(heads) - 1, -1, -1)):
            head = heads[i]
            if lefts[i] < lefts[head]:
                lefts[head] = lefts[i]
            if rights[i] > rights[head]:
                rights[head] = rights[i]
        begun = {lefts[i] for i, head in enumerate(heads) if head == i}
        if _is_within(heads, begun):
            break
    return lefts, rights, begun


def _is_within(heads: list[int], begun: set[int]) -> bool:
    """Whether the head of each word is in the word's own sentence, or is the first word of the next."""
    start, last = 0, len(heads) - 1
    for end in range(len(heads)):
        if (end and end in begun) or end == last:
            if any(not start <= head <= end for head in heads[start:end]):
                return False
            start = end
    return True
