"""What follows from statements: their content, accusations, denials of one's own deeds, and claims about claims."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.relations.exchanges import RULE as EXCHANGE
from graph.extract.relations.relation import Relation, Relations
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.statements.deeds import is_main
from graph.extract.statements.doings import DoingReader
from graph.extract.statements.speaking import SpeakingReader
from graph.extract.statements.statements import Stated, StatementBuilder, Statements, is_same, with_codes
from graph.extract.syntax.tokens import is_negated
from graph.extract.trace import SILENT, Trace
from graph.model import DOCUMENT, Qualifiers, Stance, Statement
from graph.ontology import Relation as Term


def find_statements(
    parsed: Parsed, lexicon: Lexicon, speeches: Speeches, relations: Relations, trace: Trace = SILENT
) -> Statements:
    """All statements of a text: those made from its relations, and those that follow from these."""
    arguments = ArgumentReader(parsed, lexicon, relations.references)
    builder = StatementBuilder(parsed, lexicon, arguments, speeches, trace)
    made = builder.build(relations.all)
    found = _Deriver(lexicon, builder).derive(made)
    return Statements(tuple(found), arguments.known_references())


class _Deriver:
    """Derives further statements from those made from the relations of one text."""

    def __init__(self, lexicon: Lexicon, builder: StatementBuilder) -> None:
        self.doc = builder.doc
        self.arguments = builder.arguments
        self.speeches = builder.speeches
        self.speaking = SpeakingReader(lexicon, builder)
        self.doings = DoingReader(lexicon, builder)
        self.ontology = lexicon.ontology
        self.party = lexicon.roles.classes.party
        self.written = lexicon.roles.classes.written
        self.lawful = lexicon.clauses.verbs.lawful
        self.reporting = lexicon.clauses.verbs.reporting

    def derive(self, stated: list[Stated]) -> list[Statement]:
        """All statements: those passed in, linked to their content, then those that follow from them, and deeds."""
        made = [Stated(r, self._with_content(r, s, stated)) for r, s in stated]
        made += self._accusations(made)
        made += self._denials(made)
        made += self.speaking.read(made)
        return [s for _, s in self.doings.read(made)]

    def _with_content(self, relation: Relation, statement: Statement, stated: list[Stated]) -> Statement:
        """A speech act with its content: the first statement by its speaker that was read inside it."""
        answer = relation.act is not None and relation.act.answer
        if not self.ontology.relations[relation.relation].speech_act or (relation.act is not None and not answer):
            return statement
        for inner, content in stated:
            inside = any(a <= inner.predicate < b for a, b in relation.content) and inner is not relation
            # Denying allegations of bribery is not the same as denying that there are allegations.
            inside = inside and not inner.rule.startswith(EXCHANGE)
            if inside and answer and content.stance is Stance.DENIED and content.speaker == statement.subject.entity:
                return replace(statement, content=content.id)
            if inside and not answer and self._tells(inner, content, relation, statement):
                return replace(statement, content=content.id)
        return statement

    def _tells(self, inner: Relation, content: Statement, act: Relation, statement: Statement) -> bool:
        """Whether what was read in a speech act is what the act says: an accusation is about a deed of the accused."""
        if self._is_of_act(inner, act):
            accused = statement.object.entity if statement.object else content.subject.entity
            return content.subject.entity == accused and content.stance is not Stance.HEDGED
        return content.speaker == statement.subject.entity

    def _is_of_act(self, inner: Relation, act: Relation) -> bool:
        """Whether a relation was read from the very word for the speech act: "officials accused Chile of arming X"."""
        around = self.speeches.around(inner.predicate)[-1:]
        return any(speech.cue is not None and speech.cue[0] == act.predicate for speech in around)

    # ---------------------------------------------------------- accusations

    def _accusations(self, made: list[Stated]) -> list[Stated]:
        """Saying that somebody else did something blameworthy, or favours a gang, is accusing them."""
        found: list[Stated] = []
        for relation, statement in made:
            accusation = self._accusation(relation, statement)
            if accusation and not any(is_same(accusation, other) for _, other in (*made, *found)):
                found.append(Stated(relation, accusation))
        return found

    def _accusation(self, relation: Relation, statement: Statement) -> Statement | None:
        speaker = statement.speaker
        if (
            speaker is None
            or speaker in (DOCUMENT, statement.subject.entity)
            or not self._is_reproach(relation, statement)
        ):
            return None
        if not self.arguments.fits(Argument(0, statement.subject.entity, 1), ("Agent",)):
            return None
        speech = next((s for s in reversed(self.speeches.around(relation.predicate)) if s.source is not None), None)
        if speech is None or speech.source is None or self._only_reports(speaker, speech):
            return None
        if not any(is_main(self.doc, relation.predicate, part, joined=True) for part in speech.content):
            return None  # "said that the threats by X go on" mentions X only in passing
        accuses, rule = self.ontology.relations["accuses"], f"accusation.{speech.lemma or 'quote'}"
        accusation = _reported(statement, f"{statement.id}a", accuses, rule)
        return replace(
            accusation,
            subject=self.arguments.reference(Argument(speech.source, speaker, 1.0)),
            object=statement.subject,
            quoted=bool(statement.relayed_by) and statement.quoted,
        )

    def _is_reproach(self, relation: Relation, statement: Statement) -> bool:
        """Whether an affirmed statement blames its subject; what is done to a gang blames nobody."""
        if self._is_presumed(relation) or self._is_lawful(relation):
            return False
        term = self.ontology.relations[statement.relation]
        kind = self.arguments.entities.get(statement.object.entity).type if statement.object else None
        gang = kind is not None and self.ontology.is_damaging(kind)
        blames = not gang if term.blameworthy else term.favourable and gang
        return blames and statement.stance is Stance.AFFIRMED

    def _only_reports(self, speaker: str, speech: Speech) -> bool:
        """Whether a newspaper, a text or another body that is not a government only reports what is happening."""
        voice = Argument(0, speaker, 1)
        if self.arguments.fits(voice, ("Outlet", *self.written)):
            return True
        # "…, reported X": this is how newspapers are named, including those whose class is unknown.
        verb = speech.cue is not None and self.doc[speech.cue[0]].lemma_.lower() == speech.lemma
        behind = verb and speech.cue is not None and speech.source is not None and speech.cue[0] < speech.source
        return speech.lemma in self.reporting and (behind or not self.arguments.fits(voice, self.party))

    def _is_presumed(self, relation: Relation) -> bool:
        """Whether a relation is mentioned as known: "there is no answer to his threats", "gang leader X was seen"."""
        if relation.own_voice:
            return True
        noun = self.doc[relation.predicate]
        blamed = self.ontology.relations[relation.relation].blameworthy
        return blamed and noun.pos_ == "NOUN" and any(c.dep_ == "poss" for c in noun.children)

    def _is_lawful(self, relation: Relation) -> bool:
        """Whether somebody only threatens to do what anyone may do: "threatened to sue"."""
        if relation.relation != "threatens":
            return False
        acts = [
            t for c in self.doc[relation.predicate].children if c.dep_ in ("xcomp", "prep", "dobj") for t in c.subtree
        ]
        return any(t.lemma_.lower() in self.lawful for t in acts)

    # -------------------------------------------------------------- denials

    def _denials(self, made: list[Stated]) -> list[Stated]:
        """Saying "I did not …" is denying a deed, whatever the verb."""
        found: list[Stated] = []
        for relation, statement in made:
            if not self._is_own_denial(statement) or self._is_of_will(relation):
                continue
            denial = _reported(statement, f"{statement.id}d", self.ontology.relations["denies"], "denial.own")
            spoken = (s for _, s in (*made, *found) if s.relation == "denies" and s.evidence == denial.evidence)
            if not any(s.subject.entity == statement.speaker for s in spoken):
                found.append(Stated(relation, denial))
        return found

    def _is_own_denial(self, statement: Statement) -> bool:
        own = statement.speaker == statement.subject.entity and statement.stance is Stance.DENIED
        return own and not self.ontology.relations[statement.relation].speech_act

    def _is_of_will(self, relation: Relation) -> bool:
        """Whether what was not done is in the future or was impossible: "I cannot allow it" denies no deed."""
        predicate = self.doc[relation.predicate]
        if predicate.dep_ == "xcomp" and not is_negated(predicate):
            return True  # "was unable to tie X to Y", "refused to meet X"
        auxiliaries = {c.lower_ for c in predicate.children if c.dep_ == "aux"}
        will = auxiliaries & lexicon_of(predicate).small.stance.to_come
        return bool(will) and "have" not in auxiliaries


def _reported(statement: Statement, id: str, term: Term, rule: str) -> Statement:
    """The speech act of making a statement, with the statement as its content, as reported by the next speaker out."""
    outer = statement.relayed_by
    act = replace(
        statement,
        id=id,
        relation=term.name,
        object=None,
        stance=Stance.AFFIRMED,
        speaker=outer[-1] if outer else DOCUMENT,
        relayed_by=outer[:-1],
        rule=rule,
        qualifiers=Qualifiers(),
        content=statement.id,
        quoted=False,
    )
    return with_codes(act, term)
