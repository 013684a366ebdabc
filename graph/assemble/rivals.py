"""Propositions that cannot both be true, though nobody denies them: two figures or two labels for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from graph import ontology
from graph.model import Claim, Entity, Proposition, Rivals, Stance
from graph.rulebook.tables import table

_LABELS, _PERSON = "classifiesAs", "Person"
_DIGITS = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A proposition with its number: `about` is everything else that it says, `words` the further words of a deed."""

    proposition: Proposition
    number: str
    about: tuple[str, ...]
    words: frozenset[str]


def rivals(
    propositions: Iterable[Proposition], claims: Iterable[Claim], entities: Iterable[Entity]
) -> tuple[Rivals, ...]:
    """The pairs of rival propositions, affirmed by different speakers, sorted."""
    affirmed: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stance is Stance.AFFIRMED:
            affirmed[claim.proposition].append(claim)
    stated = [it for it in propositions if it.id in affirmed]
    known = tuple(entities)
    labels = {it.id: it.label for it in known}
    types = {it.id: it.type for it in known}
    return tuple(sorted({*_figures(stated, affirmed, labels), *_labels(stated, types)}))


# ------------------------------------------------------------------- figures


def _figures(
    stated: Iterable[Proposition], affirmed: Mapping[str, Sequence[Claim]], labels: Mapping[str, str]
) -> Iterator[Rivals]:
    """Two numbers for the same thing: "three people were killed", "nine people died"."""
    groups: dict[tuple[str, ...], list[_Counted]] = defaultdict(list)
    for it in stated:
        for counted in _counted(it, labels):
            groups[counted.about].append(counted)
    for group in groups.values():
        for one, other in combinations(sorted(group, key=lambda it: it.proposition.id), 2):
            alike = one.words <= other.words or other.words <= one.words
            if one.number != other.number and alike and _at_odds(one, other, affirmed):
                yield Rivals(one.proposition.id, other.proposition.id, "figures", (one.number, other.number))


def _at_odds(one: _Counted, other: _Counted, affirmed: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether different speakers in one article give exactly these numbers, for the same day and place if known."""
    first, second = one.proposition, other.proposition
    apart = any(a and b and a != b for a, b in ((first.at, second.at), (first.on, second.on)))
    pairs = ((a, b) for a in affirmed[first.id] for b in affirmed[second.id])
    return not apart and any(
        a.document == b.document and a.speaker != b.speaker and _is_exact(a, one) and _is_exact(b, other)
        for a, b in pairs
    )


def _is_exact(claim: Claim, counted: _Counted) -> bool:
    """Whether a sentence gives exactly this number: not "at least three"."""
    spelled = [word for word, value in _numbers().items() if str(value) == counted.number]
    forms = "|".join(map(re.escape, [counted.number, *spelled]))
    bounds = "|".join(map(re.escape, table("clauses.toml")["figure"]["inexact"]))
    return re.search(rf"\b(?:{bounds})\s+\W?(?:{forms})\b", claim.quote.replace(",", ""), re.IGNORECASE) is None


def _counted(it: Proposition, labels: Mapping[str, str]) -> Iterator[_Counted]:
    """A proposition by each of its numbers: in its subject, its object, or the words of a deed."""
    ends = [labels.get(it.subject, ""), labels.get(it.object or "", "")]
    says = (it.relation, it.deed.predicate if it.deed else "")
    words = frozenset(it.deed.words if it.deed else ())
    told = {word for word in words if _DIGITS.fullmatch(word)}
    for place, label in enumerate(ends):
        number, rest = _split(label)
        if number:
            about = [f"a number of {rest}" if n == place else other for n, other in enumerate(ends)]
            yield _Counted(it, number, (*says, *about), words - told)
    for number in told if len(told) == 1 else ():
        yield _Counted(it, number, (*says, it.subject, it.object or ""), words - told)


def _split(label: str) -> tuple[str, str]:
    """The number at the beginning of a label, in digits, and what is counted; empty if there is none."""
    first, _, rest = label.partition(" ")
    number = first.replace(",", "") if _DIGITS.fullmatch(first) else str(_numbers().get(first.casefold(), ""))
    return (number, rest) if number and rest else ("", label)


@cache
def _numbers() -> Mapping[str, int]:
    known: Mapping[str, int] = table("clauses.toml")["number"]
    return known


# -------------------------------------------------------------------- labels


def _labels(stated: Iterable[Proposition], types: Mapping[str, str]) -> Iterator[Rivals]:
    """Two categories that different speakers give the same thing: "terrorist organization", "criminal group".

    Persons are left out: one person may well be both a champion to some and a disgrace to others.
    """
    known = ontology.load()
    groups: dict[str, list[Proposition]] = defaultdict(list)
    for it in stated:
        if it.relation == _LABELS and it.as_ is not None and not known.is_a(types.get(it.object or "", ""), _PERSON):
            groups[it.object or ""].append(it)
    for group in groups.values():
        for one, other in combinations(sorted(group, key=lambda it: it.id), 2):
            if one.as_ != other.as_ and one.subject != other.subject and one.as_ and other.as_:
                yield Rivals(one.id, other.id, "labels", (one.as_, other.as_))
