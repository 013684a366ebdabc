"""Plain speech as a separate act: that X said, told Y or revealed that P, and who reports this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.reference.arguments import Scope
from graph.extract.relations.relation import Relation
from graph.extract.speech.speeches import Speech
from graph.extract.stance.modality import INTENDED
from graph.extract.statements.deeds import is_main
from graph.extract.statements.denials import OwnDenialReader, as_denial
from graph.extract.statements.statements import Stated, StatementBuilder
from graph.model import LONGEST_EVIDENCE, Span, Stance, Statement


class SpeakingReader:
    """Makes a claim that somebody spoke for each act of speech in one text that no other statement reports."""

    def __init__(self, lexicon: Lexicon, builder: StatementBuilder) -> None:
        self.parsed = builder.parsed
        self.doc = builder.doc
        self.mental = lexicon.cues.mental
        acts = {name for name, term in lexicon.ontology.relations.items() if term.speech_act}
        # "Praised X" and "accused X of P" do not have a clause as content, even if the parser sees one.
        self.towards = frozenset(
            lemma
            for lemma, frames in lexicon.by_verb.items()
            for particle, frame in frames
            if frame.relation in acts and not particle and not frame.body and "clause" not in frame.content
        )
        self.telling = lexicon.cues.telling
        self.ontology = lexicon.ontology
        self.term = lexicon.ontology.relations[lexicon.roles.speaking]
        self.arguments = builder.arguments
        self.speeches = builder.speeches
        self.builder = builder
        self.denying = lexicon.roles.denying
        self.denials = OwnDenialReader(lexicon, builder)

    def read(self, made: Sequence[Stated]) -> list[Stated]:
        """One statement that X claims something for each act of speech, in addition to those `made` already.

        Its content is the first statement by X that was read in it and is not a mere remark or circumstance, or else
        its words. There is no such claim if another speech act (accuses, denies, promises) covers the same words or the
        same verb. Inner acts are read first, since they are what is said in the outer ones.
        """
        known, found = list(made), []
        for number, speech in sorted(enumerate(self.speeches.all), key=lambda it: (it[1].size(), it[0])):
            claim = self._claim(speech, known)
            if claim is not None:
                found.append((number, Stated(claim.relation, replace(claim.statement, id=f"n{number}"))))
                known.append(found[-1][1])
        return [claim for _, claim in sorted(found)]

    def _claim(self, speech: Speech, known: Sequence[Stated]) -> Stated | None:
        """The claim that somebody speaks, if no known statement reports it."""
        acts = [(r, s) for r, s in known if self.ontology.relations[s.relation].speech_act]
        relation = self._claiming(speech, known) if self._is_speaking(speech) else None
        if relation is None or any(r.predicate == relation.predicate for r, _ in acts):
            return None
        statement = self.builder.state(relation)
        if statement is None or statement.speaker in (None, statement.subject.entity):
            return None
        if statement.stance is Stance.HEDGED and not self._is_meant(relation):
            return None
        if relation.relation == self.denying:
            return Stated(relation, statement)
        speaker = statement.subject.entity
        inside = [(r, s) for r, s in known if s.speaker == speaker and speech.says(r.predicate)]
        told = {s.content for _, s in acts if s.subject.entity == speaker}
        content = None if any(s.id in told for _, s in inside) else self._content(speech, inside, statement.content)
        return Stated(relation, replace(statement, content=content)) if content is not None else None

    def _is_meant(self, relation: Relation) -> bool:
        """Whether somebody is only meant to speak, or tried to; "X could argue that P" reports no speech by X."""
        cue = self.doc[relation.predicate]
        sought = cue.dep_ == "xcomp" and cue.head.tag_ == "VBD"
        return sought or self.builder.modality.read(cue) == INTENDED

    def _is_speaking(self, speech: Speech) -> bool:
        """Whether somebody says that something is so, and does not only think it."""
        return speech.stance == "affirmed" and not speech.answer and speech.lemma not in self.mental

    def _content(
        self, speech: Speech, inside: Sequence[tuple[Relation, Statement]], words: Span | str | None
    ) -> Span | str | None:
        """What is said: a statement, or the words if they form a sentence; None if nothing is asserted."""
        for part in sorted(speech.content):
            said = next((s.id for r, s in inside if self._is_whole(s) and is_main(self.doc, r.predicate, part)), None)
            if said is not None:
                return said
        stands = (self._is_sentence(part, speech.lemma) for part in self._words(speech))
        return words if any(stands) else None

    def _is_whole(self, statement: Statement) -> bool:
        """Whether a statement is complete: "X admits", without whom or what, says less than the words."""
        spoken = statement.relation == self.term.name and statement.content is not None
        return statement.object is not None or spoken

    def _is_sentence(self, part: tuple[int, int], lemma: str) -> bool:
        """Whether words assert something: they are quoted, or form a clause with a subject that is not a question."""
        if self.parsed.quote_of[part[0]] >= 0:
            return True
        heads = [t for t in self.doc[part[0] : part[1]] if t.head.i == t.i or t.head.i not in range(*part)]
        root = next((t for t in heads if t.pos_ in ("VERB", "AUX")), None)
        if root is None:
            return False
        asked = lexicon_of(root).small.relation.asked
        children = list(root.children)
        finite = lemma in self.telling and not any(c.dep_ == "aux" and c.lower_ == "to" for c in children)
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in children)  # "the claim to have met X"
        if lemma in self.towards and not (finite or perfect) and not any(c.lower_ == "that" for c in children):
            return False  # "praised X", "told X to leave"
        question = any(c.lower_ in asked or c.tag_ in ("WRB", "WP", "WDT") for c in children if c.i < root.i)
        # The parser may take the subject of what is said for an object of the verb of speech.
        subjects = [c for c in children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")]
        stands = bool(subjects) or any(h.dep_ == "dobj" and h.i < root.i for h in heads)
        past = root.lemma_ == "be" or perfect
        return not question and (stands or past)

    def _claiming(self, speech: Speech, known: Sequence[Stated]) -> Relation | None:
        """An act of speech as a relation: who claims something, and to whom, or who denies their own deed."""
        if speech.cue is None or speech.source is None:
            return None
        source = self.builder.voices.speaker([self.doc[speech.source]])
        if source is None:
            return None
        cue = self.doc[speech.cue[0]]
        told = [c for c in cue.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and not speech.says(c.i)]
        told += [g for c in cue.children if c.lower_ == "to" and c.i > cue.i for g in c.children if g.dep_ == "pobj"]
        heard = Scope(describing=tuple(self.term.domain))
        agents = [a for a in self.arguments.read(told, heard) if self.arguments.fits(a, self.term.domain)]
        addressed = next((a for a in agents if a.key != source.key), None) if cue.pos_ == "VERB" else None
        rule = f"speech.{speech.lemma.replace(' ', '-')}"
        claiming = Relation(self.term.name, rule, cue.i, source, addressed, 0.85, content=self._words(speech))
        denied = self.denials.denied(speech, source, known) if speech.content else None
        return as_denial(claiming, denied, self.denying) if denied is not None else claiming

    def _words(self, speech: Speech) -> tuple[tuple[int, int], ...]:
        """The first part of what is said, without "that"; the first sentence of a long quotation."""
        if not speech.content:
            return ()
        start, end = min(speech.content)
        if start < end and self.doc[start].dep_ == "mark" and self.doc[start].lower_ == "that":
            start += 1
        while start < end and self.doc[start].is_punct and self.parsed.quote_of[start] < 0:
            start += 1
        span = self.parsed.span(start, end)
        if span.end - span.start > LONGEST_EVIDENCE:
            end = min(end, self.parsed.sentence(start).end)
        return ((start, end),) if start < end else ()
