"""Accusations without a named accuser, accusations made in a clause, and people who do not answer."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.nested_nouns import carrying
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.relations.slots import phrase
from graph.extract.speech.sources import source_of_noun
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.stance.polarity import Neighbours
from graph.extract.stance.untruth import clause_of_content
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import direct, prepositional
from graph.extract.words import Token

RULE = "exchange."
"""The prefix of the rules for all of these."""
_SURE = 0.85
_NO_DEED = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "GPE")


class ExchangeReader:
    """Reads accusations that have no frame, and failures to answer, in one text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.arguments = arguments
        self.speeches = speeches
        self.words = lexicon.clauses.exchanges
        self.uttering = (lexicon.clauses.verbs.uttering | lexicon.clauses.verbs.light) - self.words.facing
        self.neighbours = Neighbours(lexicon)
        self.roles = lexicon.roles
        self.anybody = tuple(sorted(lexicon.roles.classes.anybody))
        self.accused = Scope(describing=self.anybody)
        self.speaking = Scope(frozenset({"spokesperson", "utterance"}), describing=self.anybody, speaking=True)
        self.no_comment, self.no_response = lexicon.roles.silent

    def read(self) -> Iterator[Relation]:
        """People who face an accusation, accuse in a clause, decline to comment, or do not respond."""
        for token in self.doc:
            if token.pos_ in ("VERB", "AUX"):
                yield from self._charged(token)
                yield from self._silent(token)
            elif token.pos_ == "NOUN" and token.lemma_.lower() in self.words.charge:
                yield from self._facing(token)
        for speech in self.speeches.all:
            yield from self._alleging(speech)

    # ---------------------------------------------------------- accusations

    def _charged(self, verb: Token) -> Iterator[Relation]:
        """ "X has been accused of P", "X, accused of P, …", without a named accuser."""
        lemma = verb.lemma_.lower()
        if not is_passive(verb) or agents(verb):
            return
        deeds = [
            t for c in verb.children if c.dep_ in ("prep", "agent") for t in self._behind(c, f"{lemma} {c.lower_}")
        ]
        if deeds:
            yield from self._faces(subjects(verb), verb, deeds[0])

    def _behind(self, preposition: Token, key: str) -> list[Token]:
        known = key in self.words.charged
        return [g for g in preposition.children if known and g.dep_ in ("pobj", "pcomp") and self._is_deed(g)]

    def _is_deed(self, token: Token) -> bool:
        """Whether a word can name a deed, and not a day, sum or place."""
        duty = token.lemma_.lower() in self.words.duty
        return not duty and token.ent_type_ not in _NO_DEED and token.pos_ not in ("PROPN", "NUM", "PRON")

    def _facing(self, noun: Token) -> Iterator[Relation]:
        """ "Allegations against X", "X faces charges of P", "denied accusations of P", without a named accuser."""
        if source_of_noun(noun) is not None and not direct(noun, "of"):
            return
        against = [t for word in self.words.against for t in self._against(noun, word)]
        deeds = [t for word in self.words.of for t in direct(noun, word) if self._is_deed(t)]
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        joint = f" {noun.head.lower_}" if noun.dep_ == "pobj" else ""
        faces = noun.dep_ in ("dobj", "pobj") and f"{above.lemma_.lower()}{joint}" in self.words.facing
        if against and not self._is_made(noun):
            yield from self._faces(against, noun, deeds[0] if deeds else None)
        elif deeds and faces and not self._is_made(noun):
            yield from self._faces(subjects(above), noun, deeds[0])

    def _against(self, noun: Token, word: str) -> list[Token]:
        """Whom a charge is against, even if the parser attaches them to the deed: "allegations of fraud against X"."""
        return direct(noun, word) or [
            t for joint in self.words.of for deed in direct(noun, joint) for t in direct(deed, word)
        ]

    def _is_made(self, noun: Token) -> bool:
        """Whether the text names an accuser: "allegations by X", "allegations that X made"."""
        carrier = carrying(noun)
        if carrier.dep_ == "dobj" and carrier.head.lemma_.lower() in self.uttering:
            return True
        return any(c.dep_ in ("relcl", "acl") and (agents(c) or not is_passive(c)) for c in noun.children) or bool(
            prepositional(noun, "by")
        )

    def _faces(self, accused: list[Token], at: Token, deed: Token | None) -> Iterator[Relation]:
        content = (phrase(deed, deed.head),) if deed is not None else ()
        for one in self.arguments.read(accused, self.accused):
            if self._is_agent(one):
                score = round(_SURE * one.score, 2)
                yield Relation(self.roles.charged, f"{RULE}charged", at.i, one, None, score, content=content, told=True)

    def _alleging(self, speech: Speech) -> Iterator[Relation]:
        """ "X alleged that Y took bribes", "allegations that Y took bribes": Y is accused."""
        lemma = speech.lemma.split("-")[0]
        said = speech.stance == "affirmed" and not speech.negated and not speech.answer and speech.cue is not None
        if lemma not in self.words.alleging or not said or not speech.content:
            return
        start, end = min(speech.content)
        verb = clause_of_content([t for t in self.doc[start:end] if not t.is_punct])
        accused = [a for a in self.arguments.read(subjects(verb), self.accused) if self._is_agent(a)] if verb else []
        for one in accused:
            yield from self._alleged(speech, one, lemma)

    def _alleged(self, speech: Speech, accused: Argument, lemma: str) -> Iterator[Relation]:
        assert speech.cue is not None
        (start, end), at = min(speech.content), speech.cue[0]
        content = ((start + 1 if self.doc[start].dep_ == "mark" else start, end),)
        if speech.source is None:
            score = round(_SURE * accused.score, 2)
            yield Relation(self.roles.charged, f"{RULE}alleged", at, accused, None, score, content=content, told=True)
            return
        for accuser in self.arguments.read([self.doc[speech.source]], self.speaking)[:1]:
            if self._is_agent(accuser) and accuser.key != accused.key:
                yield Relation(self.roles.accusing, f"{RULE}{lemma}", at, accuser, accused, _SURE, content=content)

    def _is_agent(self, argument: Argument) -> bool:
        return self.arguments.fits(argument, self.anybody)

    # ------------------------------------------------------------- silences

    def _silent(self, verb: Token) -> Iterator[Relation]:
        """ "Declined to comment", "did not respond", "could not be reached"."""
        relation = self._silence(verb)
        who = self.arguments.read(subjects(verb), self.speaking) if relation else []
        for one in who:
            if relation and self._is_agent(one):
                yield Relation(relation, f"{RULE}silent", verb.i, one, None, round(_SURE * one.score, 2))

    def _silence(self, verb: Token) -> str:
        """The relation of somebody who says nothing; "" if they say something."""
        lemma, words = verb.lemma_.lower(), self.words
        objects = {c.lemma_.lower(): c for c in verb.children if c.dep_ == "dobj"}
        below = [c.lemma_.lower() for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
        if lemma in words.declining and (words.commenting.intersection(below) or words.comment & objects.keys()):
            return self.no_comment
        none = any(g.dep_ == "det" and g.lower_ == "no" for c in objects.values() for g in c.children)
        if lemma in words.offering and none and words.comment & objects.keys():
            return self.no_comment
        adjectives = {c.lower_ for c in verb.children if c.dep_ in ("acomp", "oprd", "attr", "dobj", "advmod")}
        if (lemma in words.keeping and words.silent & adjectives) or words.unavailable & adjectives:
            return self.no_response
        if not (self.neighbours.negation(verb) or self._is_still_to(verb)):
            return ""
        will = any(c.dep_ == "aux" and c.lower_ in words.unwilling for c in verb.children)
        towards = direct(verb, "to")
        asked = words.asked & (objects.keys() | {t.lemma_.lower() for t in towards})
        # "Did not respond to the drug" is not about questions.
        other = not asked and any(t.pos_ == "NOUN" and t.lemma_.lower() not in words.charge for t in towards)
        if (lemma in words.responding and not other) or (lemma in words.answering and asked):
            return self.no_comment if will else self.no_response
        reached = lemma in words.reaching and is_passive(verb)
        return self.no_response if reached or words.available & adjectives else ""

    def _is_still_to(self, verb: Token) -> bool:
        """ "Has yet to respond"."""
        above = verb.head
        return verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in (*above.children, *verb.children))
