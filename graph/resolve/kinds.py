"""Corrects single words misread as a person, a town or a body in one article, if other articles know better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph.model import Annotation, Entity
from graph.resolve.name_tables import Limits, Tables
from graph.resolve.names import Words, fold
from graph.resolve.profiles import family, is_proper, person_name

_DOUBTFUL = ("City", "Place", "Organization")
"""The classes that a single word may be given when nothing says what it names."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which entities in an article speak, and which play another part in its statements."""

    speak: frozenset[str]
    take_part: frozenset[str]


def roles(annotation: Annotation) -> Roles:
    """Who speaks in an article, and who else its statements are about."""
    speak, others = set[str](), set[str]()
    for it in annotation.statements:
        qualifiers = it.qualifiers
        named = (it.object, qualifiers.as_, qualifiers.at, qualifiers.regarding, *qualifiers.with_)
        others.update(reference.entity for reference in named if reference)
        speak.update(filter(None, (it.speaker, it.subject.entity, *it.relayed_by)))
    speak.update(it.speaker for it in annotation.attributions if it.speaker)
    return Roles(frozenset(speak), frozenset(others))


@dataclass(frozen=True, slots=True)
class Article:
    """What this package needs from an article."""

    entities: Mapping[str, Entity]
    roles: Roles
    published: date | None


class Kinds:
    """What is known about single words in all articles: the places of that name, and the persons of that surname."""

    def __init__(self, articles: Mapping[str, Article], known: Tables) -> None:
        self.articles = articles
        self.known = known
        self.places: dict[str, Counter[str]] = {}
        self.bearers: dict[str, dict[Words, list[str]]] = {}
        self.names = {id: frozenset(_names(it.entities.values())) for id, it in articles.items()}
        for id, article in articles.items():
            for entity in article.entities.values():
                self._learn(id, entity)

    def _learn(self, document: str, entity: Entity) -> None:
        words = fold(entity.label)
        if family(entity.type) == "place" and len(words) == 1:
            self.places.setdefault(words[0], Counter())[entity.type] += 1
        if family(entity.type) == "person":
            own, _ = person_name(words, self.known)
            for word in own[1:]:
                self.bearers.setdefault(word, {}).setdefault(own, []).append(document)

    def corrected(self, document: str) -> dict[str, Entity]:
        """The entities of an article, with a different class if that one is more certain."""
        article = self.articles[document]
        return {id: self._corrected(document, article, it) for id, it in article.entities.items()}

    def _corrected(self, document: str, article: Article, entity: Entity) -> Entity:
        words, kind = fold(entity.label), family(entity.type)
        bare = len(words) == 1 and not entity.aliases and is_proper(entity.label)
        if not bare or entity.gender or entity.offices or entity.country or entity.id in article.roles.take_part:
            return entity
        speaks = entity.id in article.roles.speak
        if kind == "person" and not speaks and words[0] in self.places and not self._near(words[0], document):
            found = self.places[words[0]]
            return replace(entity, type=min(found, key=lambda it: (-found[it], it)))
        doubtful = entity.type in _DOUBTFUL and words[0] not in self.known.vocabulary
        if doubtful and speaks and self._is_of_the_story(words[0], document):
            return replace(entity, type="Person")
        return entity

    def _is_of_the_story(self, surname: str, document: str) -> bool:
        """Whether just one first name goes with a surname in articles on the same story, and it is not a place name."""
        return len(self._near(surname, document)) == 1 and sum(self.places.get(surname, Counter()).values()) < 2

    def _near(self, surname: str, document: str) -> set[str]:
        """The first names that go with a surname in the articles on the same story."""
        bearers = self.bearers.get(surname, {})
        return {own[0] for own, several in bearers.items() if any(self._tells_of(document, it) for it in several)}

    def _tells_of(self, document: str, other: str) -> bool:
        limits: Limits = self.known.limits
        days = self.articles[document].published, self.articles[other].published
        if days[0] and days[1] and abs((days[0] - days[1]).days) > limits.story_days:
            return False
        return len(self.names[document] & self.names[other]) >= limits.context_shared


def _names(entities: Iterable[Entity]) -> Iterator[Words]:
    """The names of people, bodies, places and countries in an article."""
    for it in entities:
        if family(it.type) not in ("term", "event") and is_proper(it.label):
            yield fold(it.label)
