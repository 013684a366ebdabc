"""Whose words somebody replies to: "that", "which" and "the accusations" refer to what was said before."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.relations.slots import phrase
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.predicates import objects, subjects
from graph.extract.syntax.tokens import ancestors, prepositional
from graph.extract.words import Token


class ReplyReader:
    """Finds whom the speech acts in one parsed text answer; `utterances` are nouns of speech."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches) -> None:
        self.doc = parsed.doc
        self.sentence_of = parsed.sentence_of
        self.arguments = arguments
        self.speeches = speeches
        self.utterances = lexicon.names.transparent["utterance"]
        self.words = lexicon.clauses
        self.answering = lexicon.roles.answering
        self.pointing = self.words.determiners.pointing

    def replied_to(self, tokens: list[Token], subject: list[Token]) -> list[Argument]:
        """The authors in "disputed that account", "rejected the accusations": other people named before."""
        for token in tokens:
            if not self._points_back(token):
                continue
            own = {a.key for a in self.arguments.read(subject)}
            for source in (*self._sources_before(token, own), *self._acts_before(token, own)):
                found = self.arguments.read([source])
                if found and not own & {a.key for a in found}:
                    return [Argument(found[0].token, found[0].key, 0.7, token.lemma_)]
        return []

    def no_charge(self, relation: str, objects: list[Argument], predicate: Token) -> list[tuple[int, int]]:
        """An offer, demand or the like that is turned down, so that the act does not answer a reproach."""
        kinds = [self.words.replies.of(argument.via) for argument in objects]
        if not (relation in self.answering and kinds and all(found and "charge" not in found for found in kinds)):
            return []
        nouns = (t for t in predicate.subtree if t.i > predicate.i and t.lemma_.lower() == objects[0].via)
        return [phrase(noun, predicate) for noun in nouns][:1]

    def utterance(self, token: Token, predicate: Token) -> Token:
        """What an object refers to: "which" never means the person before it, but what was said."""
        if token.lower_ in lexicon_of(token).small.relation.said_before and token.dep_ == "dobj":
            return self._said_before(token) or token
        relative = any(c.lower_ == "which" and c.dep_ in ("dobj", "nsubjpass") for c in predicate.children)
        if not relative or token.lemma_.lower() in self.utterances:
            return token
        above = (a for a in ancestors(token) if a.pos_ == "NOUN" and a.lemma_.lower() in self.utterances)
        return next(above, token)

    def _points_back(self, token: Token) -> bool:
        """Whether a noun of speech refers to one mentioned before, without saying whose it is."""
        pointing = any(c.lower_ in self.pointing for c in token.children if c.dep_ in ("det", "amod"))
        lemma = token.lemma_.lower()
        spoken = lemma in self.utterances or bool(self.words.replies.of(lemma))
        return pointing and spoken and not prepositional(token, "of")

    def _sources_before(self, token: Token, own: set[str]) -> list[Token]:
        """The sources of what a noun may refer to in the two sentences before, latest first."""
        number = self.sentence_of[token.i]
        return [
            self.doc[s.source]
            for s in reversed(self.speeches.all)
            if s.source is not None
            and s.cue
            and 0 < number - self.sentence_of[s.cue[0]] <= 2
            and self._can_mean(token.lemma_.lower(), s, own)
        ]

    def _acts_before(self, token: Token, own: set[str]) -> list[Token]:
        """Those who recently did what the noun names to those who answer: "Y warned X. X ignored the warning"."""
        number, kinds = self.sentence_of[token.i], self.words.replies.of(token.lemma_.lower())
        first = next((i for i in range(token.i, -1, -1) if number - self.sentence_of[i] > 2), -1) + 1
        verbs = [t for t in self.doc[first : token.i] if t.pos_ == "VERB" and self.sentence_of[t.i] < number]
        acts = [v for v in reversed(verbs) if kinds & self.words.acts.of(v.lemma_.lower())]
        suffered = [v for v in acts if any(a.key in own for a in self.arguments.read(objects(v)))]
        return [t for v in suffered for t in (agents(v) if is_passive(v) else subjects(v))]

    def _can_mean(self, noun: str, speech: Speech, own: set[str]) -> bool:
        """Whether a noun can refer to an act of speech: one of its kind, or one about those who answer (`own`).

        A noun without a kind, such as "the claim", can refer to any statement or reproach.
        """
        kinds, acts = self.words.replies.of(noun), self.words.acts.of(speech.lemma)
        if not kinds:
            return bool(speech.content) or "charge" in acts
        return bool(kinds & acts) or (not acts and self._is_about(speech, own))

    def _is_about(self, speech: Speech, own: set[str]) -> bool:
        """Whether what is said names any of some entities."""
        nouns = (t for a, b in speech.content for t in self.doc[a:b] if t.pos_ in ("NOUN", "PROPN", "PRON"))
        return any(argument.key in own for noun in nouns for argument in self.arguments.read([noun]))

    def _said_before(self, token: Token) -> Token | None:
        """The source of the first speech in the sentence before: the person who said the "that" which is disputed."""
        number = self.sentence_of[token.i]
        for speech in self.speeches.all:
            if speech.source is None or not (speech.cue and speech.content):
                continue
            if self.sentence_of[speech.cue[0]] == number - 1:
                return self.doc[speech.source]
        return None
