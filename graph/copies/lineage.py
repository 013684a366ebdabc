"""Which article of those that are alike was there first, and which are copies or newer versions of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.agents import agency
from graph.copies.likeness import alike
from graph.model import Annotation, Metadata, Sketch, Source
from graph.prefixes import slug


@dataclass(frozen=True, slots=True)
class Lineage:
    """What articles that are alike have to do with each other.

    `like` are the ids of the documents that are alike to one, `rank` says which of two was there first, and `sources`
    from which other one a document was made.
    """

    like: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rank: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def kin(self, document: str, among: Iterable[str]) -> list[str]:
        """The document and those `among` others that hang together with it by likeness, the first first."""
        if document not in self.like:
            return [document]
        left = set(among) - {document}
        found = [document]
        for one in found:
            near = self.like.get(one, frozenset()) & left
            left -= near
            found += sorted(near)
        return sorted(found, key=lambda it: self.rank.get(it, 0))


def lineage(annotations: Sequence[Annotation]) -> Lineage:
    """The lineage of documents, each there once; it does not depend on their order.

    Of articles that are alike the agency's own was there first, then that of the earliest day, the one that does not
    say that it was updated, and the longest. One of the same outlet or address with a later day, or which says that it
    was updated, is a newer version.
    """
    ordered = sorted(annotations, key=_order)
    rank = {it.metadata.id: number for number, it in enumerate(ordered)}
    like: dict[str, set[str]] = {}
    for one, other in _pairs(ordered):
        like.setdefault(one, set()).add(other)
        like.setdefault(other, set()).add(one)
    known = {it.metadata.id: it for it in ordered}
    sources = (
        _source(known[id], [known[it] for it in sorted(others, key=rank.__getitem__)]) for id, others in like.items()
    )
    return Lineage(
        like={id: frozenset(like[id]) for id in sorted(like)},
        rank={id: rank[id] for id in sorted(like)},
        sources=tuple(sorted(filter(None, sources))),
    )


def _order(it: Annotation) -> tuple[object, ...]:
    about, sketch = it.metadata, it.sketch
    length = sketch.sizes[0] if sketch else 0
    renewed = sketch is not None and sketch.renewed
    return (agency(about.outlet or "") is None, about.published or date.max, renewed, -length, about.id)


def _pairs(ordered: Sequence[Annotation]) -> Iterator[tuple[str, str]]:
    """The ids of documents that are alike: the same bytes, or sketches that agree."""
    same: dict[str, str] = {}
    for it in ordered:
        if (first := same.setdefault(it.metadata.sha256, it.metadata.id)) != it.metadata.id:
            yield first, it.metadata.id
    sketched: list[tuple[str, Sketch]] = [(it.metadata.id, it.sketch) for it in ordered if it.sketch]
    for left, right in alike([sketch for _, sketch in sketched]):
        yield sketched[left][0], sketched[right][0]


def _source(it: Annotation, others: Sequence[Annotation]) -> Source | None:
    """What a document was made from: the version before it, else the first that is alike to it."""
    before = [one for one in others if _order(one) < _order(it)]
    versions = [one for one in before if _of_one_house(one.metadata, it.metadata) and _is_newer(it, one)]
    if versions:
        return Source(it.metadata.id, versions[-1].metadata.id, revises=True)
    return Source(it.metadata.id, before[0].metadata.id) if before else None


def _of_one_house(one: Metadata, other: Metadata) -> bool:
    if one.url is not None and one.url == other.url:
        return True
    return bool(one.outlet and other.outlet) and slug(one.outlet or "") == slug(other.outlet or "")


def _is_newer(it: Annotation, than: Annotation) -> bool:
    one, other = it.metadata.published, than.metadata.published
    if one is not None and other is not None and one != other:
        return one > other
    return _says_so(it) and not _says_so(than)


def _says_so(it: Annotation) -> bool:
    return it.sketch is not None and it.sketch.renewed
