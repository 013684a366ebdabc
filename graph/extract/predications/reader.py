"""The predications of an article: whom they are about, whether they are true, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.naming import apposed, ascribed, copular, exemplified
from graph.extract.predications.nouns import nominal
from graph.extract.predications.predication import Filler, Kind, Predication, Role
from graph.extract.predications.verbs import verbal
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import References
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.stance.certainty import Factuality
from graph.extract.stance.stance import Reading, StanceReader
from graph.extract.syntax.tokens import is_verb
from graph.extract.terms.titles import Title
from graph.extract.words import Token
from graph.model import DOCUMENT, Stance

_AUXILIARY = ("aux", "auxpass")
_PARTICIPLES = ("VBN", "VBG", "VBD")

_CALLED = MappingProxyType({Stance.AFFIRMED: 3.0, Stance.HEDGED: 1.0, Stance.DENIED: -3.0, Stance.WITHDRAWN: 0.0})
"""How certain it is that somebody is what a title or apposition calls them: "the alleged boss"."""

_SPEAKING = Scope(frozenset({"spokesperson", "utterance"}))


def find_predications(
    parsed: Parsed, lexicon: Lexicon, speeches: Speeches, references: References
) -> tuple[Predication, ...]:
    """All predications of a text, in the order of their heads."""
    return _Reader(parsed, lexicon, speeches, references).read()


class Predications:
    """The predications of the words in one text, each made on demand."""

    def __init__(self) -> None:
        self._known: dict[int, Predication] = {}

    def of(self, token: Token) -> Predication:
        """The predication of a verb, noun or adjective with its own arguments; an empty one for other words."""
        if token.i not in self._known:
            self._known[token.i] = self._made(token)
        return self._known[token.i]

    def _made(self, token: Token) -> Predication:
        if is_verb(token) or token.tag_ in _PARTICIPLES:
            return verbal(token)
        if token.pos_ == "ADJ":
            return ascribed(token)
        empty = Predication(token.i, token.lemma_.lower(), Kind.NOUN, (token.i,), ())
        return nominal(token) or empty


def constructions(words: Iterable[Token]) -> Iterator[Predication]:
    """The predications of some words in a text, in order, before it is known whom they are about and who says them.

    Whoever or whatever a noun describes comes before its other dependents: "X, the [boss] of Y" is one predication.
    """
    found: dict[int, Predication] = {}
    for token in words:
        for one in _of(token):
            if one.head not in found or one.kind.describes:
                found[one.head] = one
    yield from (found[i] for i in sorted(found))


def _of(token: Token) -> Iterator[Predication]:
    if token.dep_ not in _AUXILIARY and (is_verb(token) or token.tag_ in _PARTICIPLES):
        yield copular(token) or verbal(token)
    elif token.pos_ == "NOUN":
        told = nominal(token)
        yield from [told] if told else []
    named = apposed(token) or exemplified(token)
    yield from [named] if named else []


class _Reader:
    """Completes the predications that the syntax of one text yields."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, speeches: Speeches, references: References) -> None:
        self.doc = parsed.doc
        self.stance = StanceReader(lexicon)
        self.factuality = Factuality(lexicon)
        self.speeches = speeches
        self.mentions = references.mentions
        self.arguments = ArgumentReader(parsed, lexicon, references)

    def read(self) -> tuple[Predication, ...]:
        found = {p.head: p for p in constructions(self.doc)}
        for title in self._titles():
            if title.head not in found or not found[title.head].kind.describes:
                found[title.head] = title
        return tuple(self._complete(found[i]) for i in sorted(found))

    def _complete(self, told: Predication) -> Predication:
        """A predication completed with what only the whole article tells."""
        around = [s for s in self.speeches.around(told.head) if not s.writer]
        said = self._stance(told, around[-1] if around else None)
        voices = self._voices(around)
        return replace(
            told,
            fillers=tuple(self._filled(f) for f in told.fillers),
            polarity=said.stance,
            turned_by=said.word,
            factuality=self._certainty(told, said),
            voice=voices[-1],
            relayed_by=tuple(v for v in voices[:-1] if v is not None and v != voices[-1]),
        )

    def _filled(self, filler: Filler) -> Filler:
        """A phrase with the entities to which it refers."""
        named = {a.key for i in filler.heads for a in self.arguments.read([self.doc[i]])}
        keys = {self.arguments.entities.get(key).key for key in named}
        return replace(filler, entities=filler.entities or tuple(sorted(keys)))

    def _stance(self, told: Predication, speech: Speech | None) -> Reading:
        """Whether the speaker holds a predication true; the title of a name is outside the negation of its sentence."""
        head = self.doc[told.head]
        if told.kind in (Kind.APPOSITION, Kind.TITLE):
            beside = self.stance.neighbours.read(head)
            return Reading(beside.stance, beside.word) if beside else Reading(Stance.AFFIRMED)
        verb = head.head if told.kind is Kind.COPULA else head
        return self.stance.read(verb, speech.cue[0] if speech and speech.cue else None)

    def _certainty(self, told: Predication, said: Reading) -> float:
        """How certain it is that something happened, from -3 to 3."""
        if told.kind in (Kind.APPOSITION, Kind.TITLE):
            return _CALLED[said.stance]
        return self.factuality.read(self.doc[told.head]).value

    def _voices(self, around: list[Speech]) -> list[str | None]:
        """The voices that say it, the innermost last; the article itself if there is no other."""
        voices: list[str | None] = []
        for speech in around:
            token = [self.doc[speech.source]] if speech.source is not None else []
            keys = [self.arguments.entities.get(a.key).key for a in self.arguments.read(token, _SPEAKING)]
            voices.append(keys[0] if keys else None)
        return voices or [DOCUMENT]

    # ------------------------------------------------------------------ titles

    def _titles(self) -> Iterator[Predication]:
        """What the titles next to names say: "[Sinaloa Cartel leader] X", "Guatemala's [President] X"."""
        for title in self.mentions.titles:
            key = self.mentions.holders.get(title.head)
            if key is not None:
                fillers = (*self._bearer(title, key), *self._held(title))
                tokens = tuple(range(title.start, title.end))
                yield Predication(title.head, self.doc[title.head].lemma_.lower(), Kind.TITLE, tokens, fillers)

    def _bearer(self, title: Title, key: str) -> Iterator[Filler]:
        """The name next to a title."""
        near = (f for f in self.mentions.found if f.start >= title.end or f.end <= title.start)
        named = [f for f in near if self.arguments.entities.get(f.key).key == self.arguments.entities.get(key).key]
        beside = min(named, key=lambda f: min(abs(f.start - title.end), abs(title.start - f.end)), default=None)
        if beside is not None:
            yield Filler(Role.AGENT, (beside.head,), beside.start, beside.end, entities=(key,))

    def _held(self, title: Title) -> Iterator[Filler]:
        """What a title refers to: the country, organisation or possessor that it names."""
        owner = self._owner(title)
        if owner is not None:
            yield Filler(Role.PATIENT, (owner[1] - 1,), *owner)

    def _owner(self, title: Title) -> tuple[int, int] | None:
        if title.organization is not None:
            return title.organization
        if title.country is not None:
            return title.country.start, title.country.end
        named = self.mentions.at(title.possessor) if title.possessor is not None else None
        return (named.start, named.end) if named else None
