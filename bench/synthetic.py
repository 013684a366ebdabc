"""Invented claims in any number, as data of the same shape as a build writes: for measuring, not for reading.

usage: python bench/synthetic.py TO [--claims N] [--seed N]

TO is a folder, which gets a query store as `rashomon build` makes it, or a file that ends in .nq. Articles are
invented as annotations with one sentence per claim, and assembled like those of real articles: shared propositions,
disputes, answers, plain edges and accounts are found by the same code. Articles belong to stories, each with its own
cast and facts; a few persons and countries are in very many of them, most in few. The same numbers give the same
quads.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyoxigraph as ox

from graph import ontology
from graph.assemble import assemble
from graph.files import replacing
from graph.model import (
    DOCUMENT,
    Annotation,
    Entity,
    KnowledgeGraph,
    Metadata,
    Qualifiers,
    Reference,
    Resolution,
    Span,
    Stance,
    Statement,
)
from graph.prefixes import content_hash, slug
from graph.store import write_store
from graph.triples import quads as to_quads

CLAIMS_OF_ARTICLE = 33
"""As in the two articles in seeds/."""
_ARTICLES_OF_STORY = 5
_FACTS_OF_STORY = 50
_FIRST_DAY = date(2024, 1, 1)
_DAYS = 500
_WIDTH = 240
"""The number of characters from the start of one sentence to the start of the next."""

# How many of each class there are for 1,000 claims, and the minimum.
_CAST = {
    "Country": (0.4, 8),
    "Person": (25, 12),
    "Organization": (5, 3),
    "Government": (2, 3),
    "CriminalOrganization": (2, 3),
    "SecurityForce": (2, 2),
    "City": (6, 4),
    "Prison": (1, 2),
    "Meeting": (3, 2),
    "Outlet": (0.4, 6),
    "Category": (0.3, 5),
    "Office": (0.6, 6),
}


class _Kind(NamedTuple):
    """A kind of fact: its frequency, its relation, and the classes of subject, object and `as`."""

    weight: int
    relation: str
    subject: str
    object: str
    category: str | None = None


_KINDS = (
    _Kind(12, "metWith", "Person", "Person"),
    _Kind(9, "officialOf", "Person", "Country", "Office"),
    _Kind(7, "visited", "Person", "City"),
    _Kind(3, "visited", "Person", "Prison"),
    _Kind(7, "criticizes", "Person", "Government"),
    _Kind(6, "criticizes", "Person", "Person"),
    _Kind(4, "praises", "Person", "CriminalOrganization"),
    _Kind(3, "praises", "Person", "Person"),
    _Kind(4, "linkedTo", "Person", "CriminalOrganization"),
    _Kind(3, "classifiesAs", "Country", "CriminalOrganization", "Category"),
    _Kind(1, "classifiesAs", "Person", "Organization", "Category"),
    _Kind(4, "operatesIn", "CriminalOrganization", "Country"),
    _Kind(4, "attacks", "CriminalOrganization", "City"),
    _Kind(4, "arrests", "SecurityForce", "Person"),
    _Kind(3, "threatens", "Person", "Country"),
    _Kind(3, "supports", "Person", "Organization"),
    _Kind(3, "opposes", "Organization", "Government"),
    _Kind(3, "sanctions", "Country", "Organization"),
    _Kind(3, "negotiatesWith", "Country", "Country"),
    _Kind(3, "participatedIn", "Person", "Meeting"),
    _Kind(2, "buysFrom", "Government", "Organization"),
    _Kind(2, "hosted", "Country", "Meeting"),
    _Kind(2, "memberOf", "Person", "Organization"),
)
_BLAMED = ("praises", "linkedTo", "threatens")
_SYLLABLES = (
    "ba be cor da del do fa ga gui jo ka la le lin lo ma men mi mo na ne nor o pa pe qui ra re ri ro sa sol".split()
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """Something that can be affirmed or denied: entity ids, and a day and a place if the relation is dated."""

    subject: str
    relation: str
    object: str
    category: str | None
    day: date | None
    place: str | None
    disputed: bool


def quads(claims: int, seed: int = 1) -> Iterator[ox.Quad]:
    """The graph of `claims` claims, each quad only once."""
    return to_quads(knowledge(claims, seed))


def knowledge(claims: int, seed: int = 1, *, each: int = CLAIMS_OF_ARTICLE) -> KnowledgeGraph:
    """`claims` claims, `each` of them in every article, as a build of these articles would have them."""
    world = World(claims, seed)
    annotations = list(world.articles(claims, each))
    canonical = {(it.metadata.id, one.id): one.id for it in annotations for one in it.entities}
    return assemble(annotations, Resolution(world.entities, canonical, ()))


class World:
    """The entities, and the articles about them."""

    def __init__(self, claims: int, seed: int) -> None:
        self.random = Random(f"{claims} {seed}")
        self.of_class: dict[str, list[Entity]] = {}
        taken: set[str] = set()
        for kind, (share, least) in _CAST.items():
            number = max(round(share * claims / 1000), least)
            self.of_class[kind] = [self._entity(kind, taken) for _ in range(number)]
        self.by_id = {it.id: it for members in self.of_class.values() for it in members}
        self.entities = tuple(self.by_id[id] for id in sorted(self.by_id))

    def articles(self, claims: int, each: int) -> Iterator[Annotation]:
        """Articles with `claims` statements in all, story by story."""
        told = number = 0
        while told < claims:
            start = _FIRST_DAY + timedelta(days=self.random.randrange(_DAYS))
            facts = self._facts(start)
            for _ in range(_ARTICLES_OF_STORY):
                article = _Article(self, number, start + timedelta(days=self.random.randrange(30)), facts)
                number += 1
                yield article.annotation(min(each, claims - told))
                told += len(article.statements)
                if told >= claims:
                    return

    def pick(self, kind: str) -> str:
        """The id of a random entity of a class; the first entities are named far more often than the last."""
        members = self.of_class[kind]
        return members[int(len(members) ** self.random.random()) - 1].id

    def _facts(self, start: date) -> list[_Fact]:
        cast = {kind: [self.pick(kind) for _ in range(5)] for kind in _CAST}
        return [self._fact(cast, start) for _ in range(_FACTS_OF_STORY)]

    def _fact(self, cast: dict[str, list[str]], start: date) -> _Fact:
        random = self.random
        kind = random.choices(_KINDS, [it.weight for it in _KINDS])[0]
        subject = random.choice(cast[kind.subject])
        others = [it for it in cast[kind.object] if it != subject] or [self._other(kind.object, subject)]
        dated = ontology.load().relations[kind.relation].dated
        return _Fact(
            subject,
            kind.relation,
            random.choice(others),
            random.choice(cast[kind.category]) if kind.category else None,
            start - timedelta(days=random.randrange(60)) if dated and random.random() < 0.8 else None,
            random.choice(cast["City"]) if dated and random.random() < 0.4 else None,
            disputed=not dated and random.random() < 0.3,
        )

    def _other(self, kind: str, but: str) -> str:
        return next(it.id for it in self.of_class[kind] if it.id != but)

    def _entity(self, kind: str, taken: set[str]) -> Entity:
        words = 1 if kind in ("City", "Country") else 2
        while (label := " ".join(self._word() for _ in range(words))) in taken:
            words = 3
        taken.add(label)
        country = self.pick("Country") if kind in ("City", "Government", "Prison", "SecurityForce") else None
        aliases = (label.split()[-1],) if kind == "Person" else ()
        return Entity(slug(label), kind, label, aliases, country=country)

    def _word(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=3)).capitalize()


class _Article:
    """An article: sentences about the facts of a story, each with its statements."""

    def __init__(self, world: World, number: int, day: date, facts: list[_Fact]) -> None:
        self.world, self.random = world, world.random
        outlet = world.by_id[world.pick("Outlet")].label
        digest = "".join(content_hash(number, part) for part in range(4))
        title = f"Story of {world.by_id[facts[0].subject].label}, part {number}"
        self.metadata = Metadata(f"{number:06}.txt", digest, title, None, day, outlet, language="en")
        self.facts = facts
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(facts))))
        self.statements: list[Statement] = []
        self.named: set[str] = set()
        self.sentences = 0

    def annotation(self, limit: int) -> Annotation:
        """The article with at most `limit` statements."""
        while len(self.statements) < limit:
            fact = self.random.choices(self.facts, cum_weights=self.weights)[0]
            for statement in self._sentence(fact)[: limit - len(self.statements)]:
                self.statements.append(statement)
        entities = tuple(self.world.by_id[id] for id in sorted(self.named))
        return Annotation(self.metadata, (), entities, (), tuple(self.statements))

    def _sentence(self, fact: _Fact) -> list[Statement]:
        """A sentence about a fact: said by the article itself, by a speaker (perhaps through another), or by nobody."""
        chance = self.random.random()
        if fact.disputed and chance < 0.6:
            return self._denied(fact) if chance < 0.25 else self._accused(fact)
        if chance < 0.5 and not fact.disputed:
            return [self._statement(fact, DOCUMENT, "")]
        if chance < 0.56:
            return [replace(self._statement(fact, None, "allegedly "), stance=Stance.HEDGED)]
        speaker = self._speaker()
        words = f"{self._name(speaker)} said that "
        own = replace(self._statement(fact, speaker, words), quoted=chance < 0.7)
        if chance > 0.95:
            return [replace(own, stance=Stance.HEDGED)]
        if chance > 0.9:
            return [replace(own, relayed_by=tuple(dict.fromkeys(self._relays())))]
        return [own, self._act(speaker, "claims", None, own)] if chance > 0.75 else [own]

    def _denied(self, fact: _Fact) -> list[Statement]:
        speaker = fact.subject if self.random.random() < 0.5 else self._speaker()
        own = replace(self._statement(fact, speaker, f"{self._name(speaker)} denied that "), stance=Stance.DENIED)
        return [own, self._act(speaker, "denies", None, own)]

    def _accused(self, fact: _Fact) -> list[Statement]:
        speaker = self._speaker()
        own = self._statement(fact, speaker, f"{self._name(speaker)} accused: ")
        act = "accuses" if fact.relation in _BLAMED and speaker != fact.subject else "claims"
        return [own, self._act(speaker, act, fact.subject if act == "accuses" else None, own)]

    def _act(self, speaker: str, relation: str, object: str | None, content: Statement) -> Statement:
        """The speech act of the one who says so, which the article states in the same sentence."""
        return replace(
            content,
            id=f"{content.id}-act",
            subject=self._reference(speaker, content.evidence),
            relation=relation,
            object=self._reference(object, content.evidence) if object else None,
            stance=Stance.AFFIRMED,
            speaker=DOCUMENT,
            qualifiers=Qualifiers(),
            content=content.id,
            quoted=False,
            rule=f"frame.{relation}.synthetic",
            plover=ontology.load().relations[relation].plover,
            cameo=ontology.load().relations[relation].cameo,
        )

    def _statement(self, fact: _Fact, speaker: str | None, words: str) -> Statement:
        relation = ontology.load().relations[fact.relation]
        start = self.sentences * _WIDTH
        self.sentences += 1
        category = f" as {self._name(fact.category)}" if fact.category else ""
        said = f"{words}{self._name(fact.subject)} {relation.label} {self._name(fact.object)}{category}"
        quote = f"{said}, so sentence {self.sentences} of what was known of it in part {self.metadata.file[:6]}."
        span = Span(start, start + len(quote))
        if speaker not in (None, DOCUMENT):
            self.named.add(speaker)
        return Statement(
            id=str(self.sentences),
            subject=self._reference(fact.subject, span),
            relation=fact.relation,
            object=self._reference(fact.object, span),
            stance=Stance.AFFIRMED,
            speaker=speaker,
            evidence=span,
            quote=quote,
            rule=f"frame.{fact.relation}.synthetic",
            score=self.random.randrange(50, 98) / 100,
            qualifiers=Qualifiers(
                as_=self._reference(fact.category, span) if fact.category else None,
                at=self._reference(fact.place, span) if fact.place else None,
                on=fact.day,
                earliest=fact.day,
                latest=fact.day,
            ),
            plover=relation.plover,
            cameo=relation.cameo,
        )

    def _speaker(self) -> str:
        """Somebody in the story, or anybody at all."""
        people = [it.subject for it in self.facts if self.world.by_id[it.subject].type == "Person"]
        return self.random.choice(people) if people and self.random.random() < 0.6 else self.world.pick("Person")

    def _relays(self) -> Iterator[str]:
        for kind in ("Outlet", "Person")[: self.random.randrange(1, 3)]:
            relay = self.world.pick(kind)
            self.named.add(relay)
            yield relay

    def _reference(self, id: str, span: Span) -> Reference:
        self.named.add(id)
        return Reference(id, span)

    def _name(self, id: str) -> str:
        return self.world.by_id[id].label


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the store or the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("to", type=Path, metavar="TO", help="a folder, or a file that ends in .nq")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    made = quads(options.claims, options.seed)
    if options.to.suffix == ".nq":
        with replacing(options.to) as stream:
            ox.serialize(made, stream, format=ox.RdfFormat.N_QUADS)
    else:
        options.to.mkdir(parents=True, exist_ok=True)
        write_store(made, options.to)
    print(options.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
