"""What somebody is of a body, read off the grammar of a sentence: "Ana Paz, 40, an analyst with the Coast Bank"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.relations.tie_nouns import HolderFinder, TieNoun
from graph.extract.syntax.tokens import direct

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFYING = ("compound", "nmod", "amod", "poss")


@dataclass(frozen=True, slots=True)
class _Body:
    """What a noun is of: `whole` says that the noun is of all of it, and not of a part or of work in it."""

    argument: Argument
    whole: bool


class TieReader:
    """Reads the ties that nouns express in one text, whatever the order of noun, holder and body."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.bearers = HolderFinder(parsed.doc, lexicon, arguments)
        self.ties = lexicon.ties
        self.words = lexicon.ties.words
        self.offices = lexicon.offices
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles.classes
        self.lasting = lexicon.roles.kinds.lasting
        self.arguments = arguments
        self.mentions = arguments.mentions

    def read(self, told: Iterable[Relation], parties: Iterable[Relation]) -> Iterator[Relation]:
        """The tie of each noun between its holder and its bodies, then those to `parties`; each once.

        Where something `told` ties two already, there is no other.
        """
        standing = [r for r in told if self.ontology.relations[r.relation].kind in self.lasting]
        seen = {(r.subject.key, r.object.key) for r in standing if r.object}
        for tie in (*self._ties(), *parties):
            pair = (tie.subject.key, tie.object.key if tie.object else "")
            if pair not in seen:
                seen.add(pair)
                yield tie

    def _ties(self) -> Iterator[Relation]:
        for token in self.doc:
            noun = self.bearers.noun(token)
            if noun is None or self.bearers.is_past(noun):
                continue
            holders = self.bearers.holders(noun)
            bodies = self._bodies(noun) if holders else []
            for holder in holders:
                for body in bodies:
                    yield from self._tie(noun, holder, body)

    # --------------------------------------------------------------- bodies

    def _bodies(self, noun: TieNoun) -> list[_Body]:
        """The bodies that a noun is of: behind it, before it, or behind a part of one or a field."""
        behind = [(p, t) for p in (*self.words.of, *self.words.at) for t in direct(noun.head, p)]
        field = False
        for preposition, token in behind:
            found = self._body(token, noun)
            if found:
                return [_Body(a, not field and noun.start == self._first(noun)) for a in found]
            inner = self._inside(token, noun)
            if inner:
                part = token.lemma_.lower() not in self.words.inside
                return [_Body(a, not part and not field) for a in inner]
            field = field or preposition in self.words.of
        return [_Body(a, whole and not field) for a, whole in self._before(noun)]

    def _first(self, noun: TieNoun) -> int:
        """Where a noun starts together with a common noun before it that says of what part: "finance chief"."""
        before = self.doc[noun.start - 1] if noun.start else None
        modified = before is not None and before.dep_ in ("compound", "amod") and before.head.i == noun.head.i
        part = modified and (before.tag_ == "NN" or before.lower_ in self.words.subordinate)
        return noun.start - 1 if part else noun.start

    def _inside(self, token: Token, noun: TieNoun) -> list[Argument]:
        """The body that a part of it is of: "the board of the Coast Bank"; or behind a field: "law at Hill College"."""
        joints = (*self.words.of, *self.words.at) if token.pos_ == "NOUN" else self.words.at
        below = [t for p in joints for t in direct(token, p)]
        below += [c for c in token.children if c.dep_ in ("poss", "compound")]
        return next((found for t in below if (found := self._body(t, noun))), [])

    def _before(self, noun: TieNoun) -> list[tuple[Argument, bool]]:
        """The body before a noun: "Coast Bank analyst", "the bank's head of research", "Coast Bank board member"."""
        owners = [c for c in noun.head.children if c.dep_ == "poss"]
        found = next((a for t in owners if (a := self._body(t, noun))), [])
        if not found and noun.words not in self.words.studied:
            found = next((a for t in self._modifiers(noun) if (a := self._body(t, noun))), [])
        whole = self._first(noun) == noun.start
        return [(a, whole) for a in found]

    def _modifiers(self, noun: TieNoun) -> list[Token]:
        """The names right before a noun, nearest first, through common nouns between: "X board member"."""
        found = []
        for i in range(noun.start - 1, self.parsed.sentence(noun.head.i).start - 1, -1):
            token = self.doc[i]
            mention = self.mentions.by_token.get(i)
            if mention is not None and mention.kind == "name":
                found.append(self.doc[mention.head])
                break
            if token.dep_ not in _MODIFYING or token.tag_ == "POS" or not token.is_alpha:
                break
        return found

    def _body(self, token: Token, noun: TieNoun) -> list[Argument]:
        """The organisation that a token names; for some nouns, the person."""
        relation = self.ties.nouns[noun.words]
        person = relation == "advises" or noun.words in self.words.personal
        wanted = ("Organization", "Person") if person else ("Organization",)
        return [
            a
            for a in self.arguments.read([token])
            if self.arguments.fits(a, wanted) and self.arguments.node(a).type not in self.roles.state
        ]

    # ----------------------------------------------------------------- ties

    def _tie(self, noun: TieNoun, holder: Argument, body: _Body) -> Iterator[Relation]:
        """The tie of a noun, where holder and body are of classes that it takes."""
        relation = self._relation(noun, holder, body)
        if relation is None or body.argument.key == holder.key:
            return
        term = self.ontology.relations[relation]
        if not self.arguments.fits(holder, term.domain) or not self.arguments.fits(body.argument, term.range):
            return
        own = self.parsed.quote_of[noun.head.i] < 0 and noun.head.dep_ not in ("attr", "pobj")
        rule = f"tie.{noun.words.replace(' ', '-')}"
        score = round(min(holder.score, body.argument.score, 0.9), 2)
        yield Relation(relation, rule, noun.head.i, holder, body.argument, score, own_voice=own)

    def _relation(self, noun: TieNoun, holder: Argument, body: _Body) -> str | None:
        """The relation that a noun means between two of their classes; who only works for a gang is no part of it."""
        relation = self.ties.nouns[noun.words]
        gang = self.arguments.fits(body.argument, self.roles.gang)
        if gang and noun.words not in self.offices.belonging:
            return None
        if relation == "partOf":
            return relation if self.arguments.fits(holder, ("Organization",)) else None
        if not self.arguments.fits(holder, ("Person",)):
            return relation if relation in ("memberOf", "owns", "founded") else None
        if self.arguments.fits(body.argument, ("Person",)):
            return relation if relation == "advises" else "affiliatedWith"
        if relation == "leads" and not gang and not (body.whole and noun.words in self.words.at_head):
            return "officialOf" if noun.words in self.offices.office else "affiliatedWith"
        if relation == "officialOf" and noun.words in self.offices.of_justice:
            return "affiliatedWith"
        return relation
