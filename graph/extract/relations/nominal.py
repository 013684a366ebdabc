"""Relations that nouns express: "X's visit to Y", "held talks with Y", "prompted a rebuttal from Y"."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.predication import Role
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.refusals import Reason
from graph.extract.relations.frames import FrameFiller
from graph.extract.relations.relation import Relation
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.tokens import ancestors, conjuncts
from graph.extract.trace import Trace
from graph.extract.words import Token

_CAUSES = Scope(frozenset({"utterance", "deed"}))


class NounReader:
    """Fills the frames that nouns trigger in one parsed text."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, filler: FrameFiller, trace: Trace
    ) -> None:
        self.trace = trace
        self.parsed = parsed
        self.arguments = arguments
        self.filler = filler
        self.slots = filler.slots
        self.words = lexicon.clauses
        self.examples = lexicon.clauses.arguments.example
        self.by_verb = lexicon.by_verb

    def read(self, frame: Frame, noun: Token) -> list[Relation]:
        """The relations of a nominal trigger with its own arguments, a light verb's, or those of the outer clause."""
        causing = self._caused(frame, noun)
        if causing:
            return causing
        told = self.slots.of(noun)
        patients = self.slots.tokens(told.heads(Role.PATIENT))
        if patients and not any(
            self.slots.slot(noun, name, [])
            for name in frame.noun_objects
            if name not in lexicon_of(noun).small.relation.surrounding
        ):
            return self._undergone(frame, noun, patients)
        counted = self._counted_in(frame, noun)
        if counted:
            return self._undergone(frame, noun, counted)
        subject = self._own_subject(frame, noun) or self._before(frame, noun)
        subject = subject or (self.slots.tokens(told.lent) if frame.light else [])
        outer = [] if subject else self._outer_subject(frame, noun)
        of = bool(subject) and subject[0].head.lower_ == "of"
        # "X and Y were criticized at the summit" does not say that they met there.
        # "Talks between X and Y, begun along with Z" does not say that the talks were with Z.
        two = bool(subject) and subject[0].head.lower_ == "between" and len(conjuncts(subject[0])) > 1
        barred = {name for name, there in (("of", of), ("conj", outer), ("with", two)) if there}
        subject = subject or outer
        objects = tuple(s for s in frame.noun_objects if s not in barred)
        found = self.filler.fill(frame, noun, subject, objects) if subject else []
        found = found or self._tour(frame, noun, subject)
        if not found and not subject:
            self.trace.refuse(Reason.NO_SUBJECT, noun.i, frame, wanted=frame.noun_subjects)
        return found

    def _counted_in(self, frame: Frame, noun: Token) -> list[Token]:
        """ "X was fined millions, including a penalty imposed by Y": the penalty is imposed on X as well."""
        part = noun.dep_ == "pobj" and noun.head.lower_ in self.examples
        verb = next((a for a in ancestors(noun) if a.pos_ == "VERB" and a.dep_ != "prep"), noun)
        # The lemmatizer drops the "e" of a few verbs: "fined" becomes "fin".
        known = (*self.by_verb.get(verb.lemma_.lower(), ()), *self.by_verb.get(verb.lemma_.lower() + "e", ()))
        same = any(f.relation == frame.relation for _, f in known)
        return [c for c in verb.children if c.dep_ == "nsubjpass"] if part and same else []

    def _before(self, frame: Frame, noun: Token) -> list[Token]:
        """ "A Taliban attack on X", "the Russian invasion of X": the name or country before the noun."""
        there = any(self.slots.slot(noun, name, []) for name in frame.noun_objects if name != "in")
        return self.arguments.standins.actors(noun) if there else []

    def _outer_subject(self, frame: Frame, noun: Token) -> list[Token]:
        """ "Y explained during an interview with X": the subject of the clause around an adjunct."""
        adjunct = noun.dep_ == "pobj" and noun.head.lower_ in self.words.prepositions.adjunct
        if not frame.adjunct or not adjunct or noun.head.head.pos_ not in ("VERB", "AUX"):
            return []
        return syntax.subjects(noun.head.head)

    def _own_subject(self, frame: Frame, noun: Token) -> list[Token]:
        """The subject of the noun itself: "X's", "by X"; "of X" only if that is not the object."""
        for name in frame.noun_subjects:
            if name == "of" and "of" in frame.noun_objects:
                others = [s for s in frame.noun_objects if s != "of"]
                if not any(self.slots.slot(noun, s, []) for s in others):
                    continue
            subject = self.slots.slot(noun, name, [])
            if subject:
                return subject
        return []

    def _caused(self, frame: Frame, noun: Token) -> list[Relation]:
        """ "X's claim prompted a rebuttal from Y": Y rebuts X."""
        first = next((t for t in (noun, *noun.conjuncts) if t.dep_ != "conj"), noun)
        verb = first.head
        causing = first.dep_ == "dobj" and verb.lemma_.lower() in self.words.verbs.causing
        if not causing or "from" not in frame.noun_subjects:
            return []
        won = ((noun, "of"),) if verb.lemma_.lower() in self.words.verbs.winning else ()
        places = ((noun, "from"), *(((verb, "from"),) if first is noun else ()), (noun, "poss"), *won)
        source = next(filter(None, (self.slots.slot(token, name, []) for token, name in places)), [])
        agents = self.arguments.read(source)
        acting = {a.key for a in agents}
        for above in (verb, *ancestors(verb)):
            # The nearest clause whose subject is not the person who answers is the cause.
            if above.pos_ not in ("VERB", "AUX"):
                continue
            cause = self.arguments.read(syntax.subjects(above), _CAUSES)
            if cause and not acting & {c.key for c in cause}:
                made = [r for a in agents for c in cause for r in self.filler.make(frame, noun, a, c, [])]
                return [replace(relation, own_voice=self.parsed.quote_of[noun.i] < 0) for relation in made]
        return []

    def _undergone(self, frame: Frame, noun: Token, patients: list[Token]) -> list[Relation]:
        """ "X faces an investigation by Y": Y investigates X."""
        joints = lexicon_of(noun).small.relation.undergone_by
        agents = next(filter(None, (self.slots.slot(noun, joint, []) for joint in joints)), [])
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        if not agents and above.pos_ == "VERB":  # "came under fire [from X]"
            agents = next(filter(None, (self.slots.slot(above, joint, []) for joint in joints[1:])), [])
        agents = agents or self.arguments.standins.actors(noun)
        acting = self.filler.subjects(frame, noun, agents)
        suffering = self.arguments.read(patients, Scope(frame.via))
        if not agents:
            self.trace.refuse(Reason.NO_SUBJECT, noun.i, frame, wanted=joints)
        elif not acting:
            self.trace.refuse(Reason.UNKNOWN_SUBJECT, noun.i, frame, at=agents[0].i)
        elif not suffering:
            self.trace.refuse(Reason.UNKNOWN_OBJECT, noun.i, frame, at=patients[0].i)
        return [r for a in acting for p in suffering for r in self.filler.make(frame, noun, a, p, [])]

    def _tour(self, frame: Frame, noun: Token, subject: list[Token]) -> list[Relation]:
        """ "X's visit was part of a tour that began in Y": X visited Y."""
        if frame.relation != "visited" or noun.lemma_.lower() not in self.words.nouns.tour:
            return []
        if not subject and noun.dep_ == "pobj" and noun.head.head.lemma_ == "part":
            copula = noun.head.head.head
            event = [t for t in syntax.subjects(copula) if t.lemma_.lower() in frame.nouns]
            subject = [o for t in event for o in self.slots.slot(t, "poss", [])]
        touring = self.words.verbs.touring
        stops = [v for v in noun.children if v.dep_ in ("relcl", "acl") and v.lemma_ in touring]
        if noun.dep_ == "nsubj" and noun.head.lemma_ in touring:
            stops.append(noun.head)
        places = [
            t for v in stops for name in lexicon_of(noun).small.relation.target for t in self.slots.slot(v, name, [])
        ]
        agents = self.arguments.read(subject)
        return [r for a in agents for o in self.arguments.read(places) for r in self.filler.make(frame, noun, a, o, [])]
