"""From relations to statements: who says it, through whom, with which stance, in which sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import References
from graph.extract.refusals import Reason
from graph.extract.relations.exchanges import RULE as EXCHANGE
from graph.extract.relations.relation import Relation
from graph.extract.speech.speeches import MODEL, Speech, Speeches
from graph.extract.stance.modality import DONE, INTENDED, REFUSED, ModalityReader
from graph.extract.stance.stance import Reading, StanceReader, combine
from graph.extract.statements.deeds import is_main
from graph.extract.statements.evidence import evidence
from graph.extract.statements.sourcing import Voice, VoiceReader
from graph.extract.syntax.attachment import governor
from graph.extract.syntax.tokens import ancestors
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token
from graph.model import DOCUMENT, Qualifiers, Span, Stance, Statement
from graph.ontology import Relation as Term

_NEAR = 5
"""How many words above a name its stand-in noun may be: "suspected members of the gang"."""


class Stated(NamedTuple):
    """A statement and the relation from which it was made."""

    relation: Relation
    statement: Statement


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of one article, with node keys for entities, and what is finally known about its entities."""

    all: tuple[Statement, ...]
    references: References


class StatementBuilder:
    """Turns the relations of one text into statements."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches, trace: Trace = SILENT
    ) -> None:
        self.trace = trace
        self.parsed = parsed
        self.doc = parsed.doc
        self.arguments = arguments
        self.speeches = speeches
        self.stances = StanceReader(lexicon)
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles
        self.declining = lexicon.clauses.exchanges.declining
        self.facing = lexicon.clauses.exchanges.facing
        self.voting = lexicon.clauses.verbs.voting
        self.past = lexicon.stance
        self.modality = ModalityReader(lexicon.stance)
        self.voices = VoiceReader(parsed, lexicon, arguments, speeches, trace)

    def build(self, relations: Sequence[Relation]) -> list[Stated]:
        """The numbered statements in the order of their predicates, each once per sentence; entities are node keys."""
        made: list[Stated] = []
        for relation in sorted(relations, key=_order):
            for statement in self._readings(relation):
                if any(is_same(statement, other) for _, other in made):
                    self.trace.refuse(Reason.SAID_TWICE, relation.predicate, relation)
                else:
                    made.append(Stated(relation, replace(statement, id=f"s{len(made) + 1}")))
        return made

    def _readings(self, relation: Relation) -> Iterator[Statement]:
        """The statement of the innermost speaker, and one for everybody who is reported to deny it."""
        answers = [s for s in self.speeches.all if s.answer and self._is_turned_down_by(s, relation)]
        for answer in (None, *answers):
            statement = self.state(relation, answer)
            if statement:
                yield statement

    def _is_turned_down_by(self, answer: Speech, relation: Relation) -> bool:
        """Whether a denial denies a relation; a speech act mentioned in passing is not denied.

        If only the article itself says it, only its main statement is denied.
        """
        if not answer.says(relation.predicate):
            return False
        act = self.ontology.relations[relation.relation].speech_act
        said = any(s.content == answer.content and not s.answer for s in self.speeches.all)
        main = any(is_main(self.doc, relation.predicate, part, joined=True) for part in answer.content)
        return main or (said and not act)

    def state(self, relation: Relation, answer: Speech | None = None) -> Statement | None:
        """The statement of a relation, without an id; None if it is unknown who says it."""
        voice = self.voices.read(relation, answer)
        return self.state_by(voice, relation, answer) if voice is not None else None

    def state_by(self, voice: Voice, relation: Relation, answer: Speech | None = None) -> Statement | None:
        """The statement of a relation in the voice that was found for it; None if it says nothing."""
        if self._is_over(relation):
            self.trace.refuse(Reason.NO_LONGER, relation.predicate, relation)
            return None
        reading = self._reading(relation, voice)
        if relation.told:
            if reading.stance is not Stance.AFFIRMED:
                self.trace.refuse(Reason.NOT_TOLD, relation.predicate, relation)
                return None  # the person who could not tie X to Y says nothing about X
            voice = voice.told_by(relation.by.key if relation.by else None)
        speaker = None if reading.unattributed and voice.speaker == DOCUMENT else voice.speaker
        stance = Stance.HEDGED if speaker is None else self._stance(relation, combine(voice.stance, reading.stance))
        shown = evidence(self.parsed, self._shown_at(relation, answer))
        if speaker == DOCUMENT and stance is Stance.AFFIRMED:
            self._record_encounter(relation)
        return with_codes(
            Statement(
                id="",
                subject=self.arguments.reference(relation.subject),
                relation=relation.relation,
                object=self.arguments.reference(relation.object) if relation.object else None,
                stance=stance,
                speaker=speaker,
                evidence=shown,
                quote=shown.of(self.parsed.document.text),
                rule=f"{relation.rule}+{MODEL}" if voice.rule == MODEL else relation.rule,
                score=round(max(relation.score * _certainty(reading, voice), 0.1), 2),
                qualifiers=self._qualifiers(relation),
                content=self._content(relation),
                relayed_by=voice.relayed_by,
                quoted=voice.quoted,
            ),
            self.ontology.relations[relation.relation],
            self.modality.read(self.doc[relation.predicate]),
        )

    def _stance(self, relation: Relation, told: Stance) -> Stance:
        """The stance as reported, but hedged for what is to come and for people who are only suspected."""
        doubtful = self._is_to_come(relation) or self._is_suspected(relation)
        return Stance.HEDGED if told is Stance.AFFIRMED and doubtful else told

    def _shown_at(self, relation: Relation, answer: Speech | None) -> int:
        """The token whose sentence is the evidence: the denial's, if that is in another sentence."""
        at = relation.predicate if relation.evidence is None else relation.evidence
        apart = (
            answer is not None and answer.cue and self.parsed.sentence_of[answer.cue[0]] != self.parsed.sentence_of[at]
        )
        return answer.cue[0] if apart and answer is not None and answer.cue else at

    def _reading(self, relation: Relation, voice: Voice) -> Reading:
        """The stance from the words around a predicate; a remark or a speech act read elsewhere is not affected."""
        predicate = self.doc[relation.predicate]
        if relation.own_voice and self.stances.is_hearsay(predicate):
            return Reading(Stance.HEDGED, "alleged", unattributed=True)
        # "denied X's claim that P": X claimed it
        alleged = relation.rule.startswith(EXCHANGE) and relation.relation == self.roles.accusing
        told = relation.relation == self.roles.speaking or alleged or self._is_turned_down(relation)
        presupposed = told and predicate.pos_ == "NOUN"
        # "Did not respond" affirms a silence, while somebody who "will refuse to comment" has not done so.
        silent = relation.relation in self.roles.silent and predicate.lemma_.lower() not in self.declining
        if relation.act or relation.own_voice or presupposed or silent:
            return Reading(Stance.AFFIRMED)
        voted = predicate.dep_ == "xcomp" and predicate.head.lemma_ in self.voting
        if voted and self.ontology.relations[relation.relation].speech_act:
            predicate = predicate.head  # people who vote to condemn somebody do condemn them
        reading = self._turned(relation, predicate, voice)
        phrase = predicate.pos_ not in ("VERB", "AUX") and predicate.dep_ != "attr"
        factual = relation.relation in self.roles.factual and reading.stance is Stance.DENIED and phrase
        return Reading(Stance.AFFIRMED) if factual else reading

    def _is_turned_down(self, relation: Relation) -> bool:
        """Whether somebody denies or faces charges, so that there are some, unlike in "advised against charges"."""
        noun = self.doc[relation.predicate]
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        joint = f" {noun.head.lower_}" if noun.dep_ == "pobj" else ""
        facing = f"{verb.lemma_.lower()}{joint}" in self.facing or noun.dep_ in ("nsubj", "nsubjpass")
        return relation.relation == self.roles.charged and facing

    def _turned(self, relation: Relation, predicate: Token, voice: Voice) -> Reading:
        """The stance from the words around a predicate, up to the cue of the person who says it.

        A cue attached below a word of what is said ("it may fall, according to X") is not affected by that word. What
        somebody is only pressed to say is left open: "pressured X into announcing that P".
        """
        parenthetic = relation.relation == self.roles.speaking and any(
            a <= predicate.head.i < b for a, b in relation.content
        )
        reading = self.stances.read(predicate, predicate.head.i if parenthetic else self._outside(predicate, voice))
        cue = self.doc[voice.cue] if voice.cue is not None and voice.speaker != DOCUMENT else None
        if cue is None or not self._is_pressed(cue) or not cue.is_ancestor(predicate):
            return reading
        said = self.stances.read(cue)
        return said if said.stance is Stance.HEDGED and reading.stance is not Stance.HEDGED else reading

    def _outside(self, predicate: Token, voice: Voice) -> int | None:
        """The first word above a predicate that does not belong to what is said, if the cue is not above it.

        Somebody who denies P, of which they are accused, does not share the doubt of the accusers about P.
        """
        denied = next((s for s in self.speeches.all if s.answer and s.says(predicate.i)), None)
        above = any(t.i == voice.cue for t in predicate.ancestors)
        if denied is None or above or voice.stance is not Stance.DENIED:
            return voice.cue
        word = predicate
        while denied.says(word.i) and word.head.i != word.i:
            word = governor(word)
        return word.i

    def _is_pressed(self, cue: Token) -> bool:
        """Whether somebody is to speak because others want it; a person who "sought to clarify that P" says P."""
        above = cue.head.head if cue.dep_ == "pcomp" else cue.head
        other = any(c.dep_ in ("dobj", "nsubjpass") for c in above.children)
        return cue.dep_ in ("pcomp", "xcomp", "ccomp") and above.pos_ == "VERB" and other

    def _is_over(self, relation: Relation) -> bool:
        """Whether a relation was once true and no longer is: "the former owner of", "once led"."""
        term, predicate = self.ontology.relations[relation.relation], self.doc[relation.predicate]
        if term.kind not in self.roles.kinds.lasting or not relation.rule.startswith("frame."):
            return False
        if predicate.pos_ in ("NOUN", "PROPN"):
            before = [c.lower_ for c in predicate.children if c.dep_ in ("amod", "compound", "advmod", "nmod")]
            copula = predicate.head.children if predicate.dep_ == "attr" else ()
            return bool(self.past.past_modifiers & {*before}) or any(c.lower_ in self.past.past_adverbs for c in copula)
        used = predicate.dep_ == "xcomp" and predicate.head.lemma_ == "use"
        past = predicate.tag_ in ("VBD", "VBN")
        return used or (past and any(c.lower_ in self.past.past_adverbs for c in predicate.children))

    def _is_suspected(self, relation: Relation) -> bool:
        """Whether something damaging is said of "suspected members of X": it is open whether it was them."""
        term, token = self.ontology.relations[relation.relation], self.doc[relation.subject.token]
        path = [token, *ancestors(token)][:_NEAR] if term.damaging and not term.damages_object else []
        nouns = takewhile(lambda t: t.i != relation.predicate and t.pos_ in ("NOUN", "PROPN", "ADP"), path)
        return any(self.stances.is_hearsay(noun) for noun in nouns)

    def _is_to_come(self, relation: Relation) -> bool:
        """Whether a relation is dated later than its article: what is announced has not happened."""
        written = self.parsed.written(relation.predicate)
        return bool(relation.when and written and relation.when.earliest > written)

    def _record_encounter(self, relation: Relation) -> None:
        """Make a node for a meeting or visit that the article itself reports."""
        kind = self.roles.events.get(relation.relation)
        if kind is None or relation.object is None:
            return
        participants = [relation.subject.key]
        place: str | None = relation.object.key
        if kind == "Meeting":
            participants.append(relation.object.key)
            place = relation.at.key if relation.at else None
        self.arguments.events.encounter(kind, participants, place, relation.when, relation.predicate)

    def _qualifiers(self, relation: Relation) -> Qualifiers:
        when, term = relation.when, relation.when or relation.term
        return Qualifiers(
            as_=self.arguments.reference(relation.as_) if relation.as_ else None,
            at=self.arguments.reference(relation.at) if relation.at else None,
            on=when.on if when else None,
            earliest=term.earliest if term else None,
            latest=term.latest if term else None,
        )

    def _content(self, relation: Relation) -> Span | None:
        """The words that a speech act says, used until a statement is found in them."""
        return self.parsed.quoted_span(*relation.content[0]) if relation.content else None


def _certainty(reading: Reading, voice: Voice) -> float:
    """The factor by which a hedging word, or a speaker found only by the tagger, reduces a score."""
    return (0.85 if reading.word else 1.0) * (0.9 if voice.rule == MODEL else 1.0)


def is_same(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same thing in the same sentence."""
    return _identity(one) == _identity(other)


def with_codes(statement: Statement, term: Term, modality: str = DONE) -> Statement:
    """A statement with the CAMEO and PLOVER codes of its event, taking negation and intention into account."""
    if statement.stance is Stance.DENIED or modality == REFUSED:
        return replace(statement, plover=term.negated_plover, cameo=term.negated_cameo)
    if modality == INTENDED and term.intended_plover:
        return replace(statement, plover=term.intended_plover, cameo=term.intended_cameo)
    return replace(statement, plover=term.plover, cameo=term.cameo)


def _order(relation: Relation) -> tuple[int, str, int, int]:
    last = relation.object.token if relation.object else -1
    return (relation.predicate, relation.relation, relation.subject.token, last)


def _identity(s: Statement) -> tuple[object, ...]:
    named = s.object.entity if s.object else None
    as_ = s.qualifiers.as_.entity if s.qualifiers.as_ else None
    return (s.relation, s.subject.entity, named, as_, s.stance, s.speaker, s.evidence)
