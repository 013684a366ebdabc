"""Which propositions say the same with less detail: without the day or the place, or with fewer words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.assemble.deeds import says_less
from graph.assemble.settings import Setting, fits
from graph.model import Proposition


def broader(
    propositions: Mapping[str, Proposition], alike: Iterable[Sequence[str]], wider: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The ids of the broader propositions of each proposition that has any.

    The propositions of each group in `alike` say the same apart from day, place and, for deeds, object and words;
    `wider` maps a place to its country.
    """
    found: dict[str, tuple[str, ...]] = {}
    for group in alike:
        told = [propositions[id] for id in sorted(set(group))]
        # A proposition with day and place is broader only than a deed that has more words.
        vague = [it for it in told if it.deed is not None or it.at is None or it.on is None]
        for it in told if len(told) > 1 else ():
            less = tuple(other.id for other in vague if _is_broader(other, it, wider))
            if less:
                found[it.id] = less
    return found


def _is_broader(less: Proposition, more: Proposition, wider: Mapping[str, str]) -> bool:
    """Whether one proposition says only what the other says, and not all of it."""
    one, other = less.deed, more.deed
    if one and other and (less.object not in (None, more.object) or not says_less(one, other)):
        return False
    return _said(less) != _said(more) and fits(_setting(less), _setting(more), wider)


def _said(it: Proposition) -> tuple[object, ...]:
    return (it.object, it.deed, it.at, it.earliest, it.latest) if it.deed else (it.at, it.earliest, it.latest)


def _setting(it: Proposition) -> Setting:
    return Setting(it.earliest, it.latest, it.at)
