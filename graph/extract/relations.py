"""Relations: frames of verbs and nouns, filled with the entities of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph import ontology
from graph.extract import predicates as syntax
from graph.extract.arguments import Argument, ArgumentReader, utterance_above
from graph.extract.attribution import Speech
from graph.extract.circumstances import CircumstanceReader
from graph.extract.nlp import Parsed
from graph.extract.rules import Frame, Rules
from graph.extract.when import When

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIGHT = frozenset(
    """make have hold pay give take issue launch offer express voice impose conduct begin start open continue end
    finish deliver carry extend lend maintain keep announce present file slap do lead mount wage stage establish
    undertake complete order put level direct hurl renew repeat reiterate declare show provide send""".split()
)
_CAUSING = frozenset(
    "prompt draw spark trigger elicit provoke cause receive earn attract bring generate face win get".split()
)
_ADJUNCT = frozenset("during in at after following before since on with for of through".split())
_SPEECH_VIA = frozenset({"utterance"})


@dataclass(slots=True)
class Relation:
    """One reading of a relation in a sentence, before stance and speaker are known.

    `predicate` is the token that expresses it; `content` token ranges of what a speech act says. `own_voice`
    says that the phrase is a remark of the writer even inside reported speech (an apposition). `act` is the
    attribution that itself is this relation ("X said that Y's remarks are false": X disputes Y); `evidence`
    a token of the sentence that shows it, where that is not the predicate's.
    """

    relation: str
    rule: str
    predicate: int
    subject: Argument
    object: Argument | None
    score: float
    as_: Argument | None = None
    at: Argument | None = None
    when: When | None = None
    content: list[tuple[int, int]] = field(default_factory=list)
    own_voice: bool = False
    act: Speech | None = None
    evidence: int | None = None


class RelationReader:
    """Fills the frames of one parsed text."""

    def __init__(self, parsed: Parsed, rules: Rules, arguments: ArgumentReader, speeches: list[Speech]) -> None:
        self.parsed = parsed
        self.speeches = speeches
        self.doc = parsed.doc
        self.rules = rules
        self.arguments = arguments
        self.circumstances = CircumstanceReader(parsed, arguments)
        self.utterances = rules.names.transparent["utterance"]

    def read(self) -> list[Relation]:
        """All relations that frames find, in the order of their predicates."""
        found: list[Relation] = []
        for token in self.doc:
            if syntax.is_verb(token) or (
                token.tag_ in ("VBN", "VBD", "VBG") and token.dep_ in ("acl", "advcl", "ROOT", "relcl")
            ):
                for particle, frame in self.rules.by_verb.get(token.lemma_.lower(), ()):
                    if self._triggers(token, particle, frame):
                        found += self._fill(frame, token, self._verb_subjects(token, frame), frame.objects)
            elif token.pos_ in ("NOUN", "PROPN") and not self._is_title(token):
                for frame in self.rules.by_noun.get(token.lemma_.lower(), ()):
                    found += self._noun(frame, token)
        return found

    def _is_title(self, token: Token) -> bool:
        return token.i in self.arguments.coreference.title_at and token.i in self.arguments.coreference.mentions.holders

    def _triggers(self, verb: Token, particle: str, frame: Frame) -> bool:
        """Whether particle and adverb agree with the frame; a verb with another particle means something else."""
        particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep", "acomp", "dobj")}
        if particle:
            return particle in particles or self.doc[min(verb.i + 1, len(self.doc) - 1)].lower_ == particle
        if any(c.dep_ == "prt" for c in verb.children):
            return False
        if frame.adverbs:
            return any(c.lower_ in frame.adverbs for c in verb.children if c.dep_ in ("advmod", "acomp"))
        return True

    # -------------------------------------------------------------- verbs

    def _verb_subjects(self, verb: Token, frame: Frame) -> list[Token]:
        if syntax.is_passive(verb) and not frame.passive_subject:
            return syntax.agents(verb)
        return syntax.subjects(verb)

    def _slot(self, token: Token, slot: str, subject: list[Token]) -> list[Token]:
        """The tokens of one slot of a verb or noun."""
        if slot == "obj":
            return syntax.objects(token)
        if slot == "poss":
            return [c for c in token.children if c.dep_ == "poss"]
        if slot == "compound":
            return [c for c in token.children if c.dep_ == "compound"]
        if slot == "self":
            return [token]
        if slot == "appos":
            return (
                [token.head] if token.dep_ == "appos" else syntax.subjects(token.head) if token.dep_ == "attr" else []
            )
        if slot == "oprd":
            return syntax.complements(token)
        if slot == "agent":
            return [
                g for c in token.children if c.dep_ == "ccomp" for g in c.children if g.dep_ in ("nsubj", "nsubjpass")
            ]
        if slot == "conj":
            return [c for s in subject for c in syntax.conjuncts(s)[1:]]
        found = syntax.prepositional(token, slot)
        if not found and token.pos_ == "NOUN" and token.dep_ == "dobj" and token.head.lemma_.lower() in _LIGHT:
            found = [t for t in syntax.prepositional(token.head, slot) if t.i > token.i]
        return found

    def _fill(self, frame: Frame, predicate: Token, subject: list[Token], slots: tuple[str, ...]) -> list[Relation]:
        """All relations of a frame on one predicate: the product of its subjects and objects."""
        subject_arguments = self.arguments.read(subject, frame.subject_via)
        content = self._content(frame, predicate)
        if frame.needs_content and not content:
            return []
        objects: list[Argument] = []
        reciprocal = False
        if frame.object != "none":
            for slot in slots:
                objects = self._objects(frame, predicate, slot, subject)
                if objects:
                    reciprocal = slot in ("conj", "between")
                    break
        missing = not objects and frame.object == "required"
        if (
            not subject_arguments
            or missing
            or (frame.object == "present" and not objects and not self._slot(predicate, slots[0], subject))
        ):
            return []
        if (
            not objects
            and not content
            and frame.object == "present"
            and ontology.load().relations[frame.relation].speech_act
        ):
            content = [self._extent(t, predicate) for t in self._slot(predicate, slots[0], subject)][:1]
        if reciprocal:
            return self._reciprocal(frame, predicate, subject_arguments, objects, content)
        pairs = [(s, o) for s in subject_arguments for o in (objects or [None])]
        return [r for s, o in pairs for r in self._make(frame, predicate, s, o, content)]

    def _reciprocal(
        self,
        frame: Frame,
        predicate: Token,
        subjects: list[Argument],
        objects: list[Argument],
        content: list[tuple[int, int]],
    ) -> list[Relation]:
        """ "X and Y met": each earlier one with each later one, once."""
        members = list({a.key: a for a in (*subjects, *objects)}.values())
        found = []
        for n, first in enumerate(members):
            for second in members[n + 1 :]:
                found += self._make(frame, predicate, first, second, content)
        return found

    def _objects(self, frame: Frame, predicate: Token, slot: str, subject: list[Token]) -> list[Argument]:
        tokens = self._slot(predicate, slot, subject)
        if frame.body:
            tokens = [
                o
                for t in tokens
                if t.lemma_.lower() in frame.body
                for o in (*self._slot(t, "poss", []), *self._slot(t, "of", []))
            ]
        if frame.via_only and "utterance" in frame.via:
            tokens = [self._meant_utterance(t, predicate) for t in tokens]
        classes = ontology.load().relations[frame.relation].range
        direct = [t for t in tokens if t.i not in {u.i for u in self._slot(predicate, slot, subject)}]
        found = self.arguments.read(tokens, frame.via, only_via=frame.via_only and not direct, classes=classes)
        if not found and "utterance" in frame.via:
            found = self._replied_to(tokens, subject)
        return [a for a in found if self.arguments.fits(a, frame.object_types)]

    def _replied_to(self, tokens: list[Token], subject: list[Token]) -> list[Argument]:
        """ "disputed that account", "rejected the accusations": whose they are is said before, by somebody else."""
        for token in tokens:
            pointing = any(
                c.lower_ in ("that", "this", "these", "those", "the", "such")
                for c in token.children
                if c.dep_ in ("det", "amod")
            )
            if token.lemma_.lower() not in self.utterances or not pointing or syntax.prepositional(token, "of"):
                continue
            own = {a.key for a in self.arguments.read(subject)}
            number = self.parsed.sentence_of[token.i]
            for speech in reversed(self.speeches):
                near = (
                    speech.source is not None
                    and speech.cue
                    and 0 < number - self.parsed.sentence_of[speech.cue[0]] <= 2
                )
                found = self.arguments.read([self.doc[speech.source]]) if near and speech.source is not None else []
                if found and not own & {a.key for a in found}:
                    return [Argument(found[0].token, found[0].key, 0.7, token.lemma_)]
        return []

    def _meant_utterance(self, token: Token, predicate: Token) -> Token:
        """A relative "which" never means the person before it, but what that person or another said."""
        if token.lower_ in ("that", "this", "it") and token.dep_ == "dobj":
            return self._said_before(token) or token
        relative = any(c.lower_ == "which" and c.dep_ in ("dobj", "nsubjpass") for c in predicate.children)
        if not relative or token.lemma_.lower() in self.utterances:
            return token
        return utterance_above(token, self.utterances) or token

    def _said_before(self, token: Token) -> Token | None:
        """The source of the last speech of the sentence before: who said "that" which somebody disputes."""
        number = self.parsed.sentence_of[token.i]
        before = [
            s
            for s in self.speeches
            if s.source is not None and s.cue and self.parsed.sentence_of[s.cue[0]] == number - 1
        ]
        return self.doc[before[0].source] if before and before[0].source is not None else None

    def _content(self, frame: Frame, predicate: Token) -> list[tuple[int, int]]:
        """What a speech act says, as token ranges."""
        ranges: list[tuple[int, int]] = []
        for slot in frame.content:
            if slot == "clause":
                clauses = [
                    c
                    for c in predicate.children
                    if c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "acl" and predicate.pos_ == "NOUN")
                ]
            else:
                clauses = self._slot(predicate, slot, [])
            for clause in clauses:
                if clause.ent_type_ in ("DATE", "TIME", "MONEY"):
                    continue  # "criticized X for half an hour"
                ranges.append(self._extent(clause, predicate))
            if ranges:
                break
        return ranges

    def _make(
        self, frame: Frame, predicate: Token, subject: Argument, object: Argument | None, content: list[tuple[int, int]]
    ) -> Iterator[Relation]:
        if frame.inverse and object is not None:
            subject, object = object, subject
        if object is not None and object.key == subject.key:
            return
        relation = ontology.load().relations[frame.relation]
        subject = self.arguments.acting(subject, relation.domain)
        object = self.arguments.acting(object, relation.range) if object else None
        if not self.arguments.fits(subject, relation.domain):
            return
        if object is not None and not self.arguments.fits(object, relation.range):
            if frame.object == "required":
                return
            object = None
        keys = frozenset({subject.key} | ({object.key} if object else set()))
        at = self.circumstances.where(predicate, keys)
        if frame.requires_place and not (at and self.arguments.fits(at, frame.requires_place)):
            return
        category = self._category(frame, predicate, object)
        if frame.as_slots and frame.relation == "classifiesAs" and category is None:
            return
        score = round(0.9 * subject.score * (object.score if object else 0.9) / 0.81, 2)
        yield Relation(
            relation=frame.relation,
            rule=f"frame.{frame.relation}.{predicate.lemma_.lower()}",
            predicate=predicate.i,
            subject=subject,
            object=object,
            score=min(score, 0.95),
            as_=category,
            at=at,
            when=self.circumstances.when(
                predicate, future=any(c.lower_ in self.rules.stance.future for c in predicate.children)
            ),
            content=content,
        )

    def _extent(self, token: Token, predicate: Token) -> tuple[int, int]:
        """The phrase of a token, on its side of the predicate."""
        indices = [t.i for t in token.subtree if (t.i > predicate.i) == (token.i > predicate.i)]
        return min(indices), max(indices) + 1

    def _category(self, frame: Frame, predicate: Token, object: Argument | None) -> Argument | None:
        """The category in "designated X as Y", or the office in "appointed X minister", as a node."""
        for slot in frame.as_slots:
            for token in self._slot(predicate, slot, []):
                if token.pos_ not in ("NOUN", "PROPN", "ADJ") or (object and object.token == token.i):
                    continue
                kind = "Office" if frame.relation == "appoints" else "Category"
                node = self.arguments.registry.term(kind, self._label(token), token.i)
                named = self.arguments.coreference.mentions.by_head.get(token.i)
                if named and named.kind == "name" and kind == "Category":
                    self.arguments.registry.merge(node, self.arguments.registry.get(named.key))
                return Argument(token.i, node.key, 0.9)
        return None

    def _label(self, token: Token) -> str:
        """The words of a category: its noun with what stands before it and its "of", without article."""
        words = [
            t
            for t in token.subtree
            if t.i <= token.i
            and t.dep_ not in ("det", "prep", "case", "cc", "preconj", "nsubj", "nsubjpass", "poss")
            and t.text not in ('"', "'", "(")
        ]
        words = [t for t in words if t.head.i == token.i or t.i == token.i or t.head.head.i == token.i]
        return " ".join(t.text for t in words)

    # -------------------------------------------------------------- nouns

    def _noun(self, frame: Frame, noun: Token) -> list[Relation]:
        """A nominal trigger with its own arguments, those of a light verb, or those of the clause around it."""
        causing = self._causing(frame, noun)
        if causing:
            return causing
        subject: list[Token] = []
        for slot in frame.noun_subjects:
            subject = self._slot(noun, slot, [])
            if (
                slot == "of"
                and "of" in frame.noun_objects
                and not any(self._slot(noun, s, []) for s in frame.noun_objects if s != "of")
            ):
                subject = []
            if subject:
                break
        if not subject and noun.dep_ in ("dobj", "nsubjpass") and frame.light:
            verb = noun.head
            if verb.lemma_.lower() in _LIGHT:
                subject = syntax.agents(verb) if noun.dep_ == "nsubjpass" else syntax.subjects(verb)
        if not subject and frame.adjunct and noun.dep_ == "pobj" and noun.head.lower_ in _ADJUNCT:
            verb = noun.head.head
            if verb.pos_ in ("VERB", "AUX"):
                subject = syntax.subjects(verb)
        objects = tuple(s for s in frame.noun_objects if not (s == "of" and subject and subject[0].head.lower_ == "of"))
        found = self._fill(frame, noun, subject, objects) if subject else []
        return found or self._tour(frame, noun, subject)

    def _causing(self, frame: Frame, noun: Token) -> list[Relation]:
        """ "X's claim prompted a rebuttal from Y": Y rebuts X."""
        verb = noun.head
        if noun.dep_ != "dobj" or verb.lemma_.lower() not in _CAUSING or "from" not in frame.noun_subjects:
            return []
        source = (
            syntax.prepositional(noun, "from") or syntax.prepositional(verb, "from") or self._slot(noun, "poss", [])
        )
        agents = self.arguments.read(source)
        acting = {a.key for a in agents}
        for above in (verb, *syntax.ancestors(verb)):
            # The nearest clause whose subject is not the one who answers: what it says is the cause.
            if above.pos_ in ("VERB", "AUX"):
                cause = self.arguments.read(syntax.subjects(above), frozenset({"utterance", "deed"}))
                if cause and not acting & {c.key for c in cause}:
                    made = [r for a in agents for c in cause for r in self._make(frame, noun, a, c, [])]
                    for relation in made:
                        relation.own_voice = self.parsed.quote_of[noun.i] < 0
                    return made
        return []

    def _tour(self, frame: Frame, noun: Token, subject: list[Token]) -> list[Relation]:
        """ "X's visit was part of a tour that began in Y": who owns the visit visited Y."""
        if frame.relation != "visited" or noun.lemma_.lower() not in ("tour", "trip", "visit", "journey"):
            return []
        if not subject and noun.dep_ == "pobj" and noun.head.head.lemma_ == "part":
            copula = noun.head.head.head
            event = [t for t in syntax.subjects(copula) if t.lemma_.lower() in frame.nouns]
            subject = [o for t in event for o in self._slot(t, "poss", [])]
        stops = [
            v
            for v in noun.children
            if v.dep_ in ("relcl", "acl") and v.lemma_ in ("begin", "start", "end", "include", "take", "continue")
        ]
        if noun.dep_ == "nsubj" and noun.head.lemma_ in ("begin", "start", "end", "include", "take", "continue"):
            stops.append(noun.head)
        places = [t for v in stops for slot in ("in", "to", "obj") for t in self._slot(v, slot, [])]
        agents = self.arguments.read(subject)
        return [r for a in agents for o in self.arguments.read(places) for r in self._make(frame, noun, a, o, [])]
