"""Whom people work for, according to verbs: "Ana Paz works for the Coast Bank", "who represents the union"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.tokens import direct, is_verbal
from graph.extract.ties.bearers import BearerFinder
from graph.extract.ties.tie import Tie
from graph.extract.words import Token


class EmploymentReader:
    """Reads the verbs of work in one text, in the present tense: "worked for" may no longer be true."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, bearers: BearerFinder) -> None:
        self.parsed = parsed
        self.ties = lexicon.ties
        self.gang = lexicon.roles.classes.gang
        self.state = lexicon.roles.classes.state
        self.arguments = arguments
        self.bearers = bearers

    def read(self) -> Iterator[Tie]:
        """The ties of people who work for a body or sit on one, from each verb that says so."""
        for verb in self.parsed.doc:
            if not is_verbal(verb) or not self.bearers.holds(verb):
                continue
            if verb.lemma_.lower() in self.ties.words.sitting:
                yield from self._sitting(verb)
            employers = self._employers(verb)
            workers = self.arguments.read(syntax.subjects(verb)) if employers else []
            for worker in workers:
                if not self.arguments.fits(worker, self.ties.classes.person):
                    continue
                for body in self.arguments.read(employers):
                    gang = self.arguments.fits(body, self.gang) or self.arguments.node(body).type in self.state
                    if self.arguments.fits(body, self.ties.classes.body) and not gang:
                        rule = f"tie.{verb.lemma_.lower()}"
                        yield Tie(self.ties.relations.work, rule, verb.i, worker, body, min(worker.score, body.score))

    def _sitting(self, verb: Token) -> Iterator[Tie]:
        """ "Ana Paz serves on the Armed Services Committee"."""
        parts = [t for p in self.ties.words.on for t in direct(verb, p) if t.lemma_.lower() in self.ties.words.inside]
        for member in self.arguments.read(syntax.subjects(verb)) if parts else []:
            for body in self.arguments.read(parts):
                of = self.arguments.fits(member, self.ties.classes.person)
                if of and self.arguments.fits(body, self.ties.classes.body):
                    score = min(member.score, body.score)
                    yield Tie(self.ties.relations.member, f"tie.{verb.lemma_.lower()}", verb.i, member, body, score)

    def _employers(self, verb: Token) -> list[Token]:
        """The employers of the subject of a verb of work."""
        lemma, words = verb.lemma_.lower(), self.ties.words
        if is_passive(verb):
            return agents(verb) if lemma in words.employing else []
        if lemma in words.working:
            return [t for p in words.employer for t in direct(verb, p)]
        return syntax.objects(verb) if lemma in words.representing else []
