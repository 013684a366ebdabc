"""People who say that they did not do something: "I did not take a cent", "he had never bribed anyone"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.speech.speeches import Speech
from graph.extract.stance.polarity import Neighbours
from graph.extract.stance.untruth import clause_of_content
from graph.extract.statements.statements import Stated, StatementBuilder
from graph.extract.syntax.predicates import subjects
from graph.extract.words import Token
from graph.model import Statement

RULE = "denial.said"
INNOCENCE = "denial.innocence"
"""The rule for saying that one did nothing wrong, whatever the accusation."""
_REACH = 3
"""How many sentences back somebody else may have spoken about the person who denies."""


class OwnDenialReader:
    """Finds what the speakers of one text say that they, or those for whom they speak, did not do.

    Only people who were accused, or mentioned right before, deny something. Others only report what did not happen,
    unless they say that somebody who was accused is innocent.
    """

    def __init__(self, lexicon: Lexicon, builder: StatementBuilder) -> None:
        self.parsed = builder.parsed
        self.doc = builder.doc
        self.arguments = builder.arguments
        self.speeches = builder.speeches
        self.neighbours = Neighbours(lexicon)
        self.first = lexicon.clauses.pronouns.first | lexicon.clauses.pronouns.first_plural
        self.cues = lexicon.cues
        self.roles = lexicon.roles
        self.clearing = lexicon.signatures.clearing
        self.wrong = lexicon.clauses.exchanges.wrong
        self.to_come = lexicon.small.stance.to_come - lexicon.clauses.exchanges.unwilling
        self.acts = lexicon.clauses.acts

    def denied(self, speech: Speech, source: Argument, known: Sequence[Stated]) -> tuple[str, tuple[int, int]] | None:
        """The rule for what somebody says they did not do, and the words for it without the negation.

        None if nothing is denied in this way.
        """
        start, end = min(speech.content)
        verb = clause_of_content([t for t in self.doc[start:end] if not t.is_punct])
        if verb is None or not self._is_deed(verb):
            return None
        negation = self.neighbours.negation(verb)
        own = {source.key, *self._behind(source.key, known)}
        blameless = self._is_blameless(verb, negation)
        cleared = blameless and self._is_of_accused(verb, source.key, known)
        if not (blameless or negation is not None) or not (cleared or self._is_of(verb, own)):
            return None
        if not blameless and not self._is_charged(speech, own, known):
            return None
        if negation is None:
            return INNOCENCE, (start, end)
        first = negation.i + 1 if negation.dep_ in ("neg", "advmod") and negation.i > verb.i else verb.i
        last = max((t.i for t in verb.subtree if first <= t.i < end and not t.is_punct), default=verb.i)
        return INNOCENCE if blameless else RULE, (first, last + 1)

    def _is_deed(self, verb: Token) -> bool:
        """Whether a verb is about a deed or a state, and not about something thought, wanted or in the future."""
        lemma = verb.lemma_.lower()
        thought = lemma in self.cues.mental or self.cues.verbs.get(lemma, "affirmed") != "affirmed"
        coming = any(c.dep_ == "aux" and c.lower_ in self.to_come for c in verb.children)
        return not thought and not coming

    def _is_blameless(self, verb: Token, negation: Token | None) -> bool:
        """ "Is innocent", "did nothing wrong", "broke no law": a denial, whatever the accusation."""
        if negation is None:
            return any(c.dep_ == "acomp" and c.lemma_.lower() in self.clearing for c in verb.children)
        # In "did nothing wrong" the parser may attach the last word to the verb.
        objects = [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp") or c.i == negation.i + 1]
        return any(t.lemma_.lower() in self.wrong for c in objects for t in (c, *c.children))

    def _is_of(self, verb: Token, own: Collection[str]) -> bool:
        """Whether the subject of a clause is the speaker, or somebody for whom the speaker speaks."""
        found = subjects(verb)
        if found and found[0].lower_ in self.first:
            return self.parsed.quote_of[found[0].i] >= 0
        return any(argument.key in own for argument in self.arguments.read(found))

    def _is_of_accused(self, verb: Token, speaker: str, known: Sequence[Stated]) -> bool:
        """Whether the subject of a clause is accused in the article by somebody other than the speaker."""
        cleared = {argument.key for argument in self.arguments.read(subjects(verb))}
        charges = [s for _, s in known if self._accuses(s, cleared)]
        return bool(charges) and all(s.subject.entity != speaker or s.relation != self.roles.accusing for s in charges)

    def _behind(self, key: str, known: Sequence[Stated]) -> set[str]:
        return {
            s.object.entity
            for _, s in known
            if s.relation in self.roles.representing and s.subject.entity == key and s.object is not None
        }

    def _is_charged(self, speech: Speech, own: Collection[str], known: Sequence[Stated]) -> bool:
        """Whether somebody was accused in the article, or mentioned by another person right before."""
        if any(self._accuses(s, own) for _, s in known):
            return True
        assert speech.cue is not None
        number = self.parsed.sentence_of[speech.cue[0]]
        sentence = self.parsed.sentences[number]
        if any("charge" in self.acts.of(t.lemma_.lower()) for t in self.doc[sentence.start : sentence.end]):
            return True
        return any(self._speaks_of(s, own, number) for s in self.speeches.all)

    def _accuses(self, statement: Statement, own: Collection[str]) -> bool:
        accused = statement.object if statement.relation == self.roles.accusing else None
        faces = statement.subject if statement.relation == self.roles.charged else None
        return any(it is not None and it.entity in own for it in (accused, faces))

    def _speaks_of(self, said: Speech, own: Collection[str], number: int) -> bool:
        """Whether somebody else has just spoken about any of these people."""
        if said.cue is None or not 0 < number - self.parsed.sentence_of[said.cue[0]] <= _REACH:
            return False
        speaker = self.arguments.read([self.doc[said.source]]) if said.source is not None else []
        if any(a.key in own for a in speaker):
            return False
        nouns = (t for a, b in said.content for t in self.doc[a:b] if t.pos_ in ("NOUN", "PROPN", "PRON"))
        return any(argument.key in own for noun in nouns for argument in self.arguments.read([noun]))


def as_denial(relation: Relation, denied: tuple[str, tuple[int, int]], denying: str) -> Relation:
    """A relation of claiming, turned into one of denying some words by a rule; `denying` is the relation of denial."""
    rule, words = denied
    return Relation(
        denying, rule, relation.predicate, relation.subject, None, relation.score, content=(words,), act=relation.act
    )
