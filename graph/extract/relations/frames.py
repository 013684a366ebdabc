"""How frames are filled: from a predicate and the tokens in its slots to relations between entities."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.nested_nouns import carriers
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import Argument
from graph.extract.refusals import Reason
from graph.extract.relations.circumstances import CircumstanceReader
from graph.extract.relations.relation import Relation
from graph.extract.relations.replies import ReplyReader
from graph.extract.relations.slots import FIRST, Slots, content_of, gives, label, phrase
from graph.extract.speech.speeches import Speeches
from graph.extract.syntax.tokens import ancestors
from graph.extract.trace import Trace
from graph.extract.words import Token

_SHARED = ("conj", "between", "subj", "self", "body", "appos", "compound")
"""The slots that may contain the same entity as the subject."""
_MANNER = ("advmod", "acomp")


class FrameFiller:
    """Fills frames with the entities of one parsed text."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches, trace: Trace
    ) -> None:
        self.trace = trace
        self.arguments = arguments
        self.slots = Slots(parsed.doc)
        self.pairing = lexicon.small.relation.pairing
        self.names = lexicon.names
        self.circumstances = CircumstanceReader(parsed, lexicon, arguments)
        self.replies = ReplyReader(parsed, lexicon, arguments, speeches)
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles

    def fill(self, frame: Frame, predicate: Token, subject: list[Token], slots: tuple[str, ...]) -> list[Relation]:
        """All relations that a frame finds at one predicate: the product of its subjects and objects.

        `subject` contains the tokens of the subject; the first of `slots` that has an object counts.
        """
        content = content_of(self.slots, frame, predicate)
        bodies = self.slots.bodies(frame, predicate, subject)
        if not self._applies(frame, predicate, subject, content, bodies):
            return []
        subjects = self.subjects(frame, predicate, subject)
        if not subjects:
            self.trace.refuse(Reason.UNKNOWN_SUBJECT, predicate.i, frame, at=subject[0].i)
            return []
        filled, objects = self._first_filled(frame, (*bodies, predicate), subject, slots, subjects)
        if not objects and "conj" in slots and len(subjects) > 1:
            filled, objects = "conj", subjects[1:]  # "the ministers of X and Y met"
        if frame.object == "required" and not objects:
            self._lacks_object(frame, predicate, subject, slots)
            return []
        if frame.object == "present" and not objects:
            there = self.slots.slot(predicate, slots[0], subject) if slots else []
            spoken = self.ontology.relations[frame.relation].speech_act
            if not there or not (spoken or self._is_human(there[0])):
                self._lacks_object(frame, predicate, subject, slots[:1])
                return []
            if not content and spoken:
                content = [phrase(there[0], predicate)]
        content = content or self.replies.no_charge(frame.relation, objects, predicate)
        others: list[Argument | None] = [*objects] or [None]
        pairs = [(s, o) for s in subjects for o in others]
        if filled in ("conj", "between"):
            named_once = subject == self.slots.slot(predicate, filled, subject) and len(subjects) > 1
            pairs = _reciprocal(subjects, [] if named_once else objects)
        elif len(subjects) == len(others) and any(t.lower_ in self.pairing for t in predicate.subtree):
            pairs = list(zip(subjects, others, strict=True))
        return [r for s, o in pairs for r in self.make(frame, predicate, s, o, content)]

    def _applies(
        self,
        frame: Frame,
        predicate: Token,
        subject: list[Token],
        content: list[tuple[int, int]],
        bodies: list[Token],
    ) -> bool:
        """Whether the words around a predicate are as the frame requires, and there is a subject."""
        told = frame.needs_content or (frame.harm and any(self.slots.slot(predicate, it, []) for it in frame.content))
        if told and not content:
            self.trace.refuse(Reason.NO_CONTENT, predicate.i, frame, wanted=frame.content)
        elif frame.body and not bodies:
            self.trace.refuse(Reason.NO_BODY, predicate.i, frame, wanted=frame.body)
        elif gives(frame, predicate):
            self.trace.refuse(Reason.TWO_OBJECTS, predicate.i, frame)
        elif not subject:
            self.trace.refuse(Reason.NO_SUBJECT, predicate.i, frame)
        elif self._means_otherwise(frame, predicate):
            self.trace.refuse(Reason.OTHER_SENSE, predicate.i, frame)
        else:
            return True
        return False

    def _means_otherwise(self, frame: Frame, predicate: Token) -> bool:
        """Whether the words next to a word change its meaning: "pledged support", "request for comment"."""
        if not frame.unless and not frame.not_types:
            return False
        how = [*(c for c in predicate.children if c.dep_ in _MANNER), *predicate.doc[predicate.i + 1 : predicate.i + 2]]
        if any(word.lower_ in frame.unless for word in how):
            return True
        direct = self.slots.slot(predicate, "obj", [])
        named = self.arguments.read(direct) if frame.not_types else []
        behind = frame.content if predicate.pos_ == "NOUN" else ()
        there = [*direct, *(t for name in ("to", *behind) for t in self.slots.slot(predicate, name, []))]
        return bool(carriers(there, frame.unless)) or any(self.arguments.fits(a, frame.not_types) for a in named)

    def _lacks_object(self, frame: Frame, predicate: Token, subject: list[Token], slots: tuple[str, ...]) -> None:
        """Report that a frame has no object: its slots are empty, or lead to no entity."""
        if not self.trace.listens:
            return
        tokens = (t for name in slots if name != "subj" for t in self.slots.slot(predicate, name, subject))
        there = [t for t in tokens if t.i != predicate.i]
        if there:
            self.trace.refuse(Reason.UNKNOWN_OBJECT, predicate.i, frame, at=there[0].i, wanted=frame.object_types)
        else:
            self.trace.refuse(Reason.NO_OBJECT, predicate.i, frame, wanted=slots)

    def _is_human(self, noun: Token) -> bool:
        """Whether a noun without a node means people: force is used on people, and not on "his tax returns"."""
        lemma = noun.lemma_.lower()
        people = lemma in self.names.transparent["member"] or lemma in self.names.transparent["delegate"]
        return people or noun.tag_ == "CD" or self.names.nouns.get(lemma) in self.roles.classes.human

    def make(
        self, frame: Frame, predicate: Token, subject: Argument, object: Argument | None, content: list[tuple[int, int]]
    ) -> list[Relation]:
        """The relation of a frame between two entities; none if the frame rejects the class of either."""
        if frame.inverse and object is not None:
            subject, object = object, subject
        if object is not None and object.key == subject.key:
            self.trace.refuse(Reason.SAME_TWICE, predicate.i, frame, argument=object)
            return []
        term = self.ontology.relations[frame.relation]
        generic = (frame.modals and object) or subject.key in self.arguments.described.generic
        if generic and self.arguments.is_generic(object) and term.kind != "force":
            self.trace.refuse(Reason.NOBODY_IN_PARTICULAR, predicate.i, frame, argument=subject)
            return []  # "voters supported farmers", "smugglers have to pay": nobody in particular
        acts = not term.damaging and self.arguments.entities.taken_for(subject.key, frame.subject_types)
        subject = self.arguments.acting(subject, term.domain)
        object = self.arguments.acting(object, term.range) if object else None
        acts = acts or self.arguments.acts_as(subject, frame.subject_types, frame.subject_not_types)
        if not (acts and self.arguments.fits(subject, term.domain)):
            wanted = frame.subject_types or term.domain
            self.trace.refuse(Reason.SUBJECT_CLASS, predicate.i, frame, argument=subject, wanted=wanted)
            return []
        if object is not None and not self.arguments.fits(object, term.range):
            self.trace.refuse(Reason.OBJECT_CLASS, predicate.i, frame, argument=object, wanted=term.range)
            if frame.object == "required":
                return []
            object = None
        at = self.circumstances.where(predicate, frozenset(a.key for a in (subject, object) if a))
        if frame.requires_place and not (at and self.arguments.fits(at, frame.requires_place)):
            self.trace.refuse(Reason.NO_PLACE, predicate.i, frame, argument=at, wanted=frame.requires_place)
            return []
        category = self._category(frame, predicate, object)
        if frame.as_slots and frame.relation == "classifiesAs" and category is None:
            self.trace.refuse(Reason.NO_CATEGORY, predicate.i, frame, wanted=frame.as_slots)
            return []
        rule = f"frame.{frame.relation}.{predicate.lemma_.lower()}"
        when = self.circumstances.when(predicate, of=object.token if object else -1)
        sure = min(round(0.9 * subject.score * (object.score if object else 0.9) / 0.81, 2), 0.95)
        score = round(sure * frame.certainty, 2)
        return [Relation(frame.relation, rule, predicate.i, subject, object, score, category, at, when, tuple(content))]

    def subjects(self, frame: Frame, predicate: Token, subject: list[Token]) -> list[Argument]:
        """The entities in a subject; those that are only described count if none is named."""
        term = self.ontology.relations[frame.relation]
        own, single = self.roles.through.get(term.kind, frozenset()), term.damaging and not term.damages_object
        plain = Scope(frame.subject_via | own, single=single)
        if term.kind not in self.roles.kinds.taking_part:
            return self.arguments.read(subject, plain, predicate=predicate)
        written = self.roles.classes.written if term.speech_act else ()
        described = replace(plain, describing=(*(frame.subject_types or term.domain), *written))
        described = replace(described, speaking=term.speech_act or frame.relation in self.roles.telling)
        return self.arguments.read(subject, described, predicate=predicate)

    def _first_filled(
        self,
        frame: Frame,
        holders: tuple[Token, ...],
        subject: list[Token],
        slots: tuple[str, ...],
        subjects: list[Argument],
    ) -> tuple[str, list[Argument]]:
        """The first slot of one of `holders` that has an object, and its objects; "" if none has.

        A name in any slot comes before a mere description, which is added to it; objects anywhere inside come last.
        """
        term, own = self.ontology.relations[frame.relation], _carrying(holders)
        scope = Scope(frame.via, frame.via_only, personal=term.kind in self.roles.kinds.personal, single=term.damaging)
        scopes = [scope]
        if term.kind in self.roles.kinds.taking_part:
            scopes.append(replace(scope, describing=frame.object_types or term.range))
        near, far = [n for n in slots if not _is_far(n)], [n for n in slots if _is_far(n)]
        for names, one in ((names, one) for names in (near, far) for one in scopes if frame.object != "none"):
            for name, holder in ((name, holder) for name in names for holder in holders):
                tokens = [t for t in self.slots.slot(holder, name, subject) if t.i not in own]
                if name == "body":
                    tokens = list(holders[:-1])
                narrow = name == "inside" and one.describing
                within = replace(one, describing=("Agent",)) if narrow else one
                objects = self._objects(frame, holder, tokens, subject, within) if tokens else []
                if name not in _SHARED:
                    objects = [o for o in objects if o.token not in {s.token for s in subjects}]
                if name == "poss":
                    objects = [o for o in objects if o.key not in {s.key for s in subjects}]  # "eased its rules for X"
                if name in far:
                    objects = [o for o in objects if o.key not in {s.key for s in subjects}][:1]
                elif objects and one is not scopes[-1]:
                    objects = self._objects(frame, holder, tokens, subject, scopes[-1])
                if objects:
                    there = [
                        t for body in _joined_to(holder, holders[:-1]) for t in self.slots.slot(body, name, subject)
                    ]
                    return name, [*objects, *(self._objects(frame, holder, there, subject, within) if there else [])]
        return "", []

    def _objects(
        self, frame: Frame, predicate: Token, there: list[Token], subject: list[Token], scope: Scope
    ) -> list[Argument]:
        """The entities in one slot, including those reached through nouns that may stand for them in the frame."""
        tokens = there
        if frame.via_only and "utterance" in frame.via:
            tokens = [self.replies.utterance(t, predicate) for t in tokens]
        own = {t.i for t in there}
        # Tokens that have already been replaced by the nouns they refer to are meant as they are.
        scope = replace(scope, only_via=scope.only_via and all(t.i in own for t in tokens))
        wanted = self.ontology.relations[frame.relation].range
        found = self.arguments.read(tokens, scope, classes=wanted, predicate=predicate)
        if not found and "utterance" in frame.via:
            found = self.replies.replied_to(tokens, subject)
        term, taken = self.ontology.relations[frame.relation], self.arguments.entities.taken_for
        fitting = [
            a
            for a in found
            if self.arguments.fits(a, frame.object_types)
            or (not term.damaging and taken(a.key, frame.object_types, surely=bool(frame.body)))
        ]
        for one in (a for a in found if a not in fitting):
            self.trace.refuse(Reason.OBJECT_CLASS, predicate.i, frame, argument=one, wanted=frame.object_types)
        return fitting

    def _category(self, frame: Frame, predicate: Token, object: Argument | None) -> Argument | None:
        """The category in "designated X as Y", or the office in "appointed X minister", as a node."""
        entities = self.arguments.entities
        for token in (t for name in frame.as_slots for t in self.slots.slot(predicate, name, [])):
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") or (object and object.token == token.i):
                continue
            kind = "Office" if frame.relation == "appoints" else "Category"
            node = entities.term(kind, label(token), token.i)
            named = self.arguments.mentions.by_head.get(token.i)
            if named and named.kind == "name" and kind == "Category":
                node = entities.merge(node, entities.get(named.key))
            return Argument(token.i, node.key, 0.9)
        return None


def _joined_to(holder: Token, bodies: tuple[Token, ...]) -> list[Token]:
    """The later ones of several nouns that give a verb its meaning: "signed a treaty with X and a [pact] with Y"."""
    return [b for b in bodies if b.i > holder.i and holder.i in {c.i for c in b.conjuncts}]


def _carrying(holders: tuple[Token, ...]) -> set[int]:
    """The verb of a frame, the nouns that give it its meaning, and the words between: "all of our [forces]"."""
    verb = holders[-1]
    between = (a.i for noun in holders[:-1] for a in ancestors(noun) if a.i > verb.i)
    return {*(t.i for t in holders), *between}


def _is_far(name: str) -> bool:  # any place inside the phrase, where only the first entity counts
    return name == "inside" or name.endswith(FIRST)


def _reciprocal(subjects: list[Argument], objects: list[Argument]) -> list[tuple[Argument, Argument | None]]:
    """ "X and Y met": each earlier one with each later one, once."""
    members = list({a.key: a for a in (*subjects, *objects)}.values())
    return [(first, second) for n, first in enumerate(members) for second in members[n + 1 :]]
