"""Ties to bodies, from the grammar of a sentence: "Ana Paz, 40, an analyst with the Coast Bank"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.syntax.tokens import direct
from graph.extract.ties.bearers import BearerFinder, TieNoun
from graph.extract.ties.tie import Tie
from graph.extract.words import Token

_MODIFYING = ("compound", "nmod", "amod", "poss")


@dataclass(frozen=True, slots=True)
class _Body:
    """The body to which a noun refers; `whole` says that it is about all of the body, not a part or work in it."""

    argument: Argument
    whole: bool


class BodyReader:
    """Reads the ties that nouns express in one text, in any order of noun, holder and body."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, bearers: BearerFinder) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.bearers = bearers
        self.ties = lexicon.ties
        self.words = lexicon.ties.words
        self.offices = lexicon.offices
        self.roles = lexicon.roles.classes
        self.arguments = arguments
        self.mentions = arguments.mentions
        self.heads = lexicon.names.heads
        self.nouns = lexicon.names.nouns
        self.run_by_person = lexicon.names.run_by_person
        titles = (t for t in self.mentions.titles if t.is_office and t.portfolio in self.offices.portfolio)
        self.of_state = {t.head for t in titles}  # "the Secretary of Homeland Security": the title names the state

    def read(self) -> Iterator[Tie]:
        """The ties of all nouns, between each holder and each body."""
        for token in self.doc:
            noun = self.bearers.noun(token)
            if noun is None or token.i in self.of_state or self.bearers.is_past(noun):
                continue
            holders = self.bearers.holders(noun)
            bodies = self._bodies(noun) if holders else []
            for holder in holders:
                for body in bodies:
                    yield from self._tie(noun, holder, body)

    # --------------------------------------------------------------- bodies

    def _bodies(self, noun: TieNoun) -> list[_Body]:
        """The bodies to which a noun refers: after it, before it, or after a part of a body or a field."""
        whole = self._is_whole(noun)
        run = [t for t in self.doc[max(noun.start - 1, 0) : noun.head.i] if t.lower_ in self.run_by_person]
        found = [a for t in run for a in self._body(t, noun)]
        if found:  # "Paz campaign manager Ana Ruiz", "the campaign chairman for Ana Paz"
            before = {t.lower_ for t in self.doc[max(noun.start - 4, 0) : noun.start]}
            return [_Body(a, not before & self.words.subordinate) for a in found]
        for token in self._behind(noun):
            found = self._body(token, noun)
            part = token.lemma_.lower() in self.words.inside
            if part and token.pos_ == "NOUN":
                found = [a for a in found if a.token != token.i]  # "the department" alone does not say whose it is
            inner = [] if found else self._inside(token, noun)
            if found or inner:
                return [_Body(a, whole and (bool(found) or part)) for a in found or inner]
            whole = False  # "head of research at the Coast Bank"
        return [_Body(a, whole) for a in self._before(noun)]

    def _behind(self, noun: TieNoun) -> list[Token]:
        """The words after a noun's prepositions, in the order in which they count."""
        towards = noun.words in self.offices.towards or noun.words in self.words.personal
        found = [t for p in self.words.of for t in self._own(noun, p)]
        found += [t for p in (*self.words.at, *(self.words.to if towards else ())) for t in self._own(noun, p)]
        parts = [t for p in self.words.on for t in self._own(noun, p)]
        return found + [t for t in parts if t.lemma_.lower() in self.words.inside]

    def _own(self, noun: TieNoun, preposition: str) -> list[Token]:
        """The words after a preposition of a noun; after two nouns, they belong to the second, whatever the parse says.

        "A professor and director of the Coast Institute" need not be a professor there.
        """
        first = noun.head.head if noun.head.dep_ == "conj" else None
        shared = [t for t in direct(first, preposition) if t.i > noun.head.i] if first is not None else []
        second = next((c.i for c in noun.head.children if c.dep_ == "conj"), len(self.doc))
        return [t for t in direct(noun.head, preposition) if t.i < second] or shared

    def _is_whole(self, noun: TieNoun) -> bool:
        """Whether no word before a noun limits it to a part: "finance chief", "deputy leader"."""
        before = self.doc[noun.start - 1] if noun.start else noun.head
        part = before.tag_ == "NN" or before.lower_ in self.words.subordinate
        return not (part and before.dep_ in _MODIFYING and before.head.i == noun.head.i)

    def _inside(self, token: Token, noun: TieNoun) -> list[Argument]:
        """The body that a part belongs to ("the board of the Coast Bank"), or one after a field: "law at Hill College".

        Working for somebody is not a tie to that person's bodies: "a lawyer for a victim of the Coast Bank".
        """
        if self.nouns.get(token.lemma_.lower()) in self.ties.classes.person and self.bearers.noun(token) is None:
            return []
        joints = (*self.words.of, *self.words.at) if token.pos_ == "NOUN" else self.words.at
        below = [t for p in joints for t in direct(token, p)]
        below += [c for c in token.children if c.dep_ in ("poss", "compound")]
        return next((found for t in below if (found := self._body(t, noun))), [])

    def _before(self, noun: TieNoun) -> list[Argument]:
        """The body before a noun: "Coast Bank analyst", "the bank's head of research", "Coast Bank board member"."""
        named = noun.head.head if noun.head.dep_ in ("compound", "nmod") else noun.head  # "her rival Luis Mora"
        owners = [c for one in (noun.head, named) for c in one.children if c.dep_ == "poss" and c.i < noun.start]
        found = next((a for t in owners if (a := self._body(t, noun))), [])
        if not found:
            found = next(
                (a for t in self._modifiers(noun) if (a := self._body(t, noun)) and self._may_have(t, noun)), []
            )
        return found

    def _may_have(self, body: Token, noun: TieNoun) -> bool:
        """Whether a body before a noun is an employer, and not what somebody reports on: "Pentagon correspondent"."""
        if noun.words not in self.words.studied:
            return True
        return body.lower_ in self.heads and body.i not in self.mentions.places.named

    def _modifiers(self, noun: TieNoun) -> list[Token]:
        """The names right before a noun, nearest first, through any common nouns between: "X board member"."""
        for i in range(noun.start - 1, self.parsed.sentence(noun.head.i).start - 1, -1):
            token = self.doc[i]
            mention = self.mentions.by_token.get(i)
            if mention is not None and mention.kind == "name":
                if self._is_cut(mention.start):
                    return []
                party = mention.end - mention.start == 1 and token.lower_ in self.ties.parties
                return [] if party else [self.doc[mention.head]]
            if token.dep_ not in _MODIFYING or token.tag_ == "POS" or not token.is_alpha:
                break
        return []

    def _is_cut(self, start: int) -> bool:
        """Whether a capitalised word belongs to the name after it, and names nothing by itself: "Real [Time] host"."""
        before = self.doc[start - 1] if start > self.parsed.sentence(start).start else None
        joined = before is not None and before.is_title and before.dep_ in _MODIFYING and before.tag_ != "POS"
        return joined and start - 1 not in self.mentions.by_token

    def _body(self, token: Token, noun: TieNoun) -> list[Argument]:
        """The organisation that a token names; for nouns of service, also the person served.

        Nouns for being for or against somebody accept anybody, including states.
        """
        standing = self._stands(noun)
        wanted = self.ties.classes.served if noun.words in self.words.personal else self.ties.classes.body
        wanted = self.ties.classes.anybody if standing else wanted
        found = [a for a in self.arguments.read([token]) if self.arguments.fits(a, wanted)]
        return [a for a in found if standing or self.arguments.node(a).type not in self.roles.state]

    # ----------------------------------------------------------------- ties

    def _tie(self, noun: TieNoun, holder: Argument, body: _Body) -> Iterator[Tie]:
        """The tie that a noun expresses, if its holder may have such a tie."""
        relation = self._relation(noun, body)
        if relation is None or body.argument.key == holder.key:
            return
        if not self.arguments.fits(holder, self.ties.holders[relation]):
            return
        own = self.parsed.quote_of[noun.head.i] < 0 and noun.head.dep_ not in ("attr", "pobj")
        rule = f"tie.{noun.words.replace(' ', '-')}"
        score = round(min(holder.score, body.argument.score, 0.9), 2)
        yield Tie(relation, rule, noun.head.i, holder, body.argument, score, own_voice=own)

    def _stands(self, noun: TieNoun) -> bool:
        """Whether a noun says whom or what somebody is for or against, not what they review: "film critic"."""
        before = (c for c in noun.head.children if c.dep_ == "compound" and c.tag_ == "NN")
        kinds = [self.nouns.get(c.lemma_.lower()) for c in before]
        acting = [
            k for k in kinds if k and any(self.arguments.ontology.is_a(k, it) for it in self.ties.classes.anybody)
        ]
        return noun.words in self.ties.standings and len(acting) == len(kinds)

    def _relation(self, noun: TieNoun, body: _Body) -> str | None:
        """The relation that a noun expresses with a body; just working for a gang is not reported as a tie."""
        told, senses = self.ties.nouns[noun.words], self.ties.relations
        partisan = noun.words in self.words.partisan
        of_party = self.arguments.fits(body.argument, self.ties.classes.party)
        if noun.words in self.ties.standings and not (partisan and of_party):
            return self.ties.standings[noun.words] if self._stands(noun) else senses.work
        gang = self.arguments.fits(body.argument, self.roles.gang)
        if gang and noun.words not in self.offices.belonging:
            return None
        if partisan and not of_party:
            return None
        if self.arguments.fits(body.argument, self.ties.classes.person):
            return told if noun.words in self.offices.towards else senses.work
        if told == senses.lead and not (body.whole and (gang or noun.words in self.words.at_head)):
            return senses.office if noun.words in self.offices.office else senses.work
        return senses.work if told == senses.office and noun.words in self.offices.of_justice else told
