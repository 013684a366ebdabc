"""Who belongs to which party: "Sen. Ana Paz (D-Ohio)", "the Labour MP Ana Paz", "Ana Paz, a Conservative"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import named
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.syntax.tokens import direct
from graph.extract.ties.bearers import BearerFinder, TieNoun
from graph.extract.ties.tie import Tie
from graph.extract.words import Token

_SCORE = 0.9


class PartyReader:
    """Reads the parties of the people in one text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, bearers: BearerFinder) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.ties = lexicon.ties
        self.words = lexicon.ties.words
        self.bearers = bearers
        self.arguments = arguments
        self.mentions = arguments.mentions
        self.entities = arguments.entities
        self.kind = next(iter(lexicon.ties.classes.party))

    def read(self) -> Iterator[Tie]:
        """Who belongs to a party or works for it, from the marks after names, then from the words around them."""
        yield from self._marked()
        for token in self.doc:
            found = self._party_at(token)
            if found is not None:
                yield from self._of_word(*found)

    # ---------------------------------------------------------------- marks

    def _marked(self) -> Iterator[Tie]:
        """ "Ana Paz (R-Utah)", "Ana Paz, D-Vt.", "Ana Paz (R., Ohio)", "Ana Paz (CDU)"."""
        for found in self.mentions.found:
            person = Argument(found.head, found.key, _SCORE)
            if (
                found.kind != "name"
                or found.end + 2 >= len(self.doc)
                or not self.arguments.fits(person, self.ties.classes.person)
            ):
                continue
            party = self._mark(found.end)
            if party is not None:
                own = self.parsed.quote_of[found.head] < 0
                yield Tie(self.ties.relations.member, "party.mark", found.end + 1, person, party, _SCORE, own_voice=own)

    def _mark(self, at: int) -> Argument | None:
        """The party whose mark begins at a token, with a bracket or comma."""
        opens, word = self.doc[at].text, self.doc[at + 1].text
        if opens not in ("(", ","):
            return None
        mark, hyphen, _ = word.rstrip(".").partition("-")
        place = bool(hyphen) or self.doc[at + 2].text == "-" or (opens == "(" and self.doc[at + 2].text == ",")
        if mark in self.ties.marks and (place or (opens == "(" and self.doc[at + 2].text == ")")):
            return self._party(self.ties.marks[mark], at + 1)
        known = self.mentions.by_token.get(at + 1)
        closed = known is not None and opens == "(" and known.start == at + 1 and self.doc[known.end].text == ")"
        if known is None or not closed:
            return None
        party = Argument(known.head, known.key, known.score)
        return party if self.arguments.fits(party, self.ties.classes.party) else None

    def _party(self, label: str, first: int, word: str = "") -> Argument:
        """The node for a party, which an article may also call by a single word."""
        for name in (label, word):
            node = self.entities.find(f"name:{fold(name)}") if name else None
            if node is not None and self.arguments.fits(Argument(first, node.key, 1), self.ties.classes.body):
                return Argument(first, node.key, _SCORE)
        return Argument(first, self.entities.add(named(f"name:{fold(label)}", self.kind, label, first)).key, _SCORE)

    # ---------------------------------------------------------------- words

    def _party_at(self, token: Token) -> tuple[int, Token, str] | None:
        """The start of the word for a party that ends at a token, and the party; none inside a longer name."""
        for start in (token.i - 1, token.i):
            word = " ".join(t.lower_ for t in self.doc[max(start, 0) : token.i + 1])
            around = self.mentions.by_token.get(token.i)
            longer = around is not None and around.kind == "name" and around.end - around.start > token.i + 1 - start
            if word in self.ties.parties and self.doc[max(start, 0)].text[0].isupper() and not longer:
                return max(start, 0), token, self.ties.parties[word]
        return None

    def _of_word(self, start: int, token: Token, party: str) -> Iterator[Tie]:
        """The ties of a person described by the word for a party, alone or followed by a noun."""
        noun = self._noun_behind(token) or TieNoun(start, token, "")
        if self.bearers.is_past(noun):
            return
        relation = self._relation(noun.words)
        for holder in self.bearers.holders(noun):
            if relation is None or not self.arguments.fits(holder, self.ties.classes.person):
                continue
            own = self.parsed.quote_of[token.i] < 0 and noun.head.dep_ != "attr"
            body = self._party(party, token.i, token.lower_)
            yield Tie(relation, "party.word", token.i, holder, body, _SCORE, own_voice=own)
            for seat in self._seats(token):
                yield Tie(self.ties.relations.member, "party.seat", token.i, holder, seat, _SCORE, own_voice=own)

    def _seats(self, token: Token) -> list[Argument]:
        """The committee on which somebody represents a party: "the ranking Republican on the Budget Committee"."""
        parts = [t for p in self.words.on for t in direct(token, p) if t.lemma_.lower() in self.words.inside]
        return [a for a in self.arguments.read(parts) if self.arguments.fits(a, self.ties.classes.body)]

    def _noun_behind(self, token: Token) -> TieNoun | None:
        """The noun after the word for a party: "the Democratic governor", "a Republican state senator"."""
        end = self.parsed.sentence(token.i).end
        for i in range(token.i + 1, min(token.i + 4, end)):
            found = self.bearers.noun(self.doc[i])
            behind = self.bearers.noun(self.doc[i + 1]) if i + 1 < end else None
            if behind is not None and behind.start <= i:
                continue
            if found is not None:
                return found
            if self.doc[i].dep_ not in ("compound", "amod", "nmod", "punct"):
                return None
        return None

    def _relation(self, noun: str) -> str | None:
        """The relation to a party of people described by it and a noun; its staff need not be members."""
        senses = self.ties.relations
        told = self.ties.nouns.get(noun, senses.member)
        return senses.work if told == senses.work or noun in self.words.personal else senses.member
