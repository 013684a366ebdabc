"""Which deeds are the same in other words; a denial that says less about a deed still denies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph import ontology
from graph.assemble.settings import Key, Setting
from graph.assemble.topics import alike
from graph.model import Deed, Entity, Proposition, Stance

Core = tuple[str, ...]
"""The content of a proposition apart from time and place, as a key."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement with canonical ids, on its way to becoming a proposition; `order` is the order of reading.

    `subject` is the id of the subject, or the name by which a thing is known in all documents; `reported`: the article
    states it in its own voice.
    """

    key: Key
    proposition: Proposition
    subject: str
    setting: Setting
    stance: Stance
    order: tuple[str, int, int, str]
    sentence: tuple[str, str, str]
    reported: bool = False


def things(entities: Iterable[Entity]) -> Mapping[str, str]:
    """The names of things that belong to a named owner: these are the same in all documents."""
    known = ontology.load()
    owned = (it for it in entities if known.is_a(it.type, "Thing") and not it.label.islower())
    return {it.id: f"thing {it.label.casefold()}" for it in owned}


def compared(groups: Mapping[Core, list[Draft]]) -> dict[Core, list[Draft]]:
    """Groups of drafts that say the same; a denial that says less about a deed is put in each group that says more."""
    result = {core: list(drafts) for core, drafts in groups.items()}
    related: dict[tuple[str, str], list[Core]] = {}
    for core, drafts in groups.items():
        first = drafts[0].proposition
        if first.deed is not None:
            related.setdefault((drafts[0].subject, alike(first.deed.predicate)), []).append(core)
    for cores in related.values():
        for core in cores if len(cores) > 1 else ():
            _spread(core, cores, groups, result)
    return {core: drafts for core, drafts in result.items() if drafts}


def _spread(core: Core, cores: list[Core], groups: Mapping[Core, list[Draft]], result: dict[Core, list[Draft]]) -> None:
    """Puts the denials of one group into those groups that say more, if somebody affirms that."""
    for denial in (it for it in groups[core] if it.stance is Stance.DENIED):
        met = [it for it in cores if it != core and any(_denies(denial, other) for other in groups[it])]
        for other in met:
            result[other].append(denial)
        if met and all(it.stance is Stance.DENIED for it in groups[core]):
            result[core].remove(denial)


def _denies(denial: Draft, other: Draft) -> bool:
    """Whether a denial denies another draft; "did not lie" denies only drafts of its own document."""
    less, more = denial.proposition, other.proposition
    if other.stance is Stance.DENIED or less.deed is None or more.deed is None:
        return False
    known = less.object is not None or less.deed.words or denial.key[0] == other.key[0]
    return bool(known) and less.object in (None, more.object) and says_less(less.deed, more.deed)


def says_less(one: Deed, other: Deed) -> bool:
    """Whether everything that is said about one deed is also said about the other."""
    same = alike(one.predicate) == alike(other.predicate)
    return same and set(map(alike, one.words)) <= set(map(alike, other.words))
