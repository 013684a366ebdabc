"""Which of several similar articles was first, and which are copies or newer versions of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.agents import agency
from graph.copies.likeness import alike
from graph.model import Annotation, Metadata, Sketch, Source
from graph.prefixes import slug


@dataclass(frozen=True, slots=True)
class _Article:
    """What distinguishes an article from similar ones: `order` says which was first."""

    id: str
    sha256: str
    order: tuple[bool, date, bool, int, str]
    house: str
    url: str | None
    published: date | None
    renewed: bool
    sketch: Sketch | None

    def is_newer(self, than: _Article) -> bool:
        """Whether it is a newer version of another one: with the same outlet or address, and later or updated."""
        if not (self.house and self.house == than.house) and not (self.url and self.url == than.url):
            return False
        if self.published and than.published and self.published != than.published:
            return self.published > than.published
        return self.renewed and not than.renewed


@dataclass(frozen=True, slots=True)
class Lineage:
    """The relations between similar articles.

    `like` are the ids of the documents similar to a document, `rank` says which of two was first, and `sources` from
    which other one a document was made.
    """

    like: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rank: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def kin(self, document: str, among: Iterable[str]) -> list[str]:
        """The document, and those `among` others that are linked to it by similarity, the earliest first."""
        if document not in self.like:
            return [document]
        left = set(among) - {document}
        found = [document]
        for one in found:
            near = self.like.get(one, frozenset()) & left
            left -= near
            found += sorted(near)
        return sorted(found, key=lambda it: self.rank.get(it, 0))


def lineage(annotations: Iterable[Annotation]) -> Lineage:
    """The lineage of documents, each given only once; the result does not depend on their order.

    Of similar articles the first is the agency's own, then that of the earliest day, the one that does not say that it
    was updated, and the longest. One with the same outlet or address and a later day, or which says that it was
    updated, is a newer version.
    """
    ordered = sorted((_article(it.metadata, it.sketch) for it in annotations), key=lambda it: it.order)
    rank = {it.id: number for number, it in enumerate(ordered)}
    near: dict[str, set[str]] = {}
    for one, other in _pairs(ordered):
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    like = {id: frozenset(near[id]) for id in sorted(near)}
    before = (
        (ordered[rank[id]], [ordered[n] for n in sorted(rank[it] for it in like[id]) if n < rank[id]]) for id in like
    )
    return Lineage(like, {id: rank[id] for id in like}, tuple(filter(None, (_source(*it) for it in before))))


def _article(about: Metadata, sketch: Sketch | None) -> _Article:
    length = sketch.sizes[0] if sketch else 0
    renewed = sketch is not None and sketch.renewed
    outlet = about.outlet or ""
    order = (agency(outlet) is None, about.published or date.max, renewed, -length, about.id)
    house = slug(outlet) if outlet.strip() else ""
    return _Article(about.id, about.sha256, order, house, about.url, about.published, renewed, sketch)


def _pairs(ordered: Iterable[_Article]) -> Iterator[tuple[str, str]]:
    """The ids of similar documents: with the same bytes, or with sketches that agree."""
    same: dict[str, str] = {}
    sketched: list[tuple[str, Sketch]] = []
    for it in ordered:
        if (first := same.setdefault(it.sha256, it.id)) != it.id:
            yield first, it.id
        if it.sketch is not None:
            sketched.append((it.id, it.sketch))
    for left, right in alike([sketch for _, sketch in sketched]):
        yield sketched[left][0], sketched[right][0]


def _source(it: _Article, before: Sequence[_Article]) -> Source | None:
    """What a document was made from: the version before it, else the first one similar to it."""
    versions = [one for one in before if it.is_newer(one)]
    if versions:
        return Source(it.id, versions[-1].id, revises=True)
    return Source(it.id, before[0].id) if before else None
