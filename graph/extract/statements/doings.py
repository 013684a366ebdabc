"""Statements of what somebody affirms, denies, hedges or withdraws that is not a relation of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.predications.predication import Kind, Predication
from graph.extract.predications.reader import Predications, constructions
from graph.extract.reference.arguments import Scope
from graph.extract.reference.links import Argument
from graph.extract.relations.circumstances import CircumstanceReader
from graph.extract.relations.relation import Relation
from graph.extract.speech.rebuttals import RULE as VERDICT
from graph.extract.speech.speeches import Speech
from graph.extract.stance.stance import combine
from graph.extract.statements.deeds import DeedReader, Told, is_conditional, is_main
from graph.extract.statements.sourcing import Voice
from graph.extract.statements.statements import Stated, StatementBuilder
from graph.extract.statements.things import ThingReader
from graph.extract.syntax.tokens import SUBJECTS, is_negated, prepositional
from graph.extract.words import Token
from graph.model import DOCUMENT, Qualifiers, Span, Stance, Statement

_NAMED, _DESCRIBED = 0.75, 0.65
"""The scores for a deed by somebody named, and by somebody or something only described."""

_NEAR = 3
"""How many sentences back the antecedent of "it" may be."""


class DoingReader:
    """Makes the statements of deeds in one text, and links each speech act to the deed that it is about."""

    def __init__(self, lexicon: Lexicon, builder: StatementBuilder) -> None:
        self.parsed = builder.parsed
        self.doc = builder.doc
        self.arguments = builder.arguments
        self.speeches = builder.speeches
        self.builder = builder
        self.roles = lexicon.roles
        self.ontology = lexicon.ontology
        self.term = lexicon.ontology.relations[lexicon.roles.doing]
        self.firm = lexicon.clauses.verbs.firm
        self.asked = lexicon.small.relation.asked
        self.contestable = lexicon.cues.contestable
        self.predications = Predications()
        self.deeds = DeedReader(self.parsed, lexicon, self.arguments)
        self.pronouns = lexicon.clauses.pronouns
        self.said_before: list[tuple[str, Token, Argument]] = []
        self.things = ThingReader(lexicon, self.arguments.described)
        self.circumstances = CircumstanceReader(self.parsed, lexicon, self.arguments)
        self.scope = Scope(describing=self.term.domain)

    def read(self, made: Sequence[Stated]) -> list[Stated]:
        """All statements: those `made`, with each speech act linked to the deed that it is about, and the deeds."""
        spoken = sorted({i for speech in self.speeches.all for part in speech.content for i in range(*part)})
        known = constructions(self.doc[i] for i in spoken)
        found = [*self._of_clauses(known, made), *self._of_nouns(made), *self._of_charges(made)]
        numbered = [Stated(r, replace(s, id=f"d{number}")) for number, (r, s) in enumerate(found, 1)]
        return [*(self._with_deed(one, numbered) for one in made), *numbered]

    # -------------------------------------------------------------- clauses

    def _of_clauses(self, known: Iterable[Predication], made: Sequence[Stated]) -> Iterator[Stated]:
        """Deeds in reported clauses from which no relation was read."""
        cues = {i for speech in self.speeches.all if speech.cue for i in range(*speech.cue)}
        taken = cues | {relation.predicate for relation, _ in made}
        for told in known:
            if told.kind not in (Kind.VERB, Kind.COPULA) or taken & {*told.tokens}:
                continue
            verb = self._verb(told)
            # "Wanted to leave" is one deed, read at the first verb.
            follows = verb.dep_ == "xcomp" and verb.head.i not in cues
            unsaid = follows or self._is_question(verb) or self._is_fragment(verb, cues)
            said = None if unsaid else self._said(verb.i)
            if said is not None:
                yield from self._of_clause(told, said)

    def _of_clause(self, told: Predication, said: tuple[int, int]) -> Iterator[Stated]:
        subject = self._subject(told)
        deed = self.deeds.of_verb(told, subject.token, said) if subject is not None else None
        if subject is None or deed is None or not any(t.is_alpha for t in self.doc[deed.words[0] : deed.words[1]]):
            return
        relation = self._relation(told, subject, deed)
        seen = set()
        answers = [s for s in self.speeches.all if s.answer and s.says(told.head)]
        for answer in (None, *answers):
            voice = self.builder.voices.read(relation, answer)
            statement = self.builder.state_by(voice, relation, answer) if voice is not None else None
            if (
                statement is None
                or voice is None
                or (statement.speaker is None and not self._is_alleged(told, answers))
            ):
                continue
            if statement.speaker == DOCUMENT and not (answer is not None and answer.writer):
                continue  # but "falsely claimed" is the article's own denial
            if answer is not None and answer.rule == VERDICT and statement.speaker != statement.subject.entity:
                continue  # "that is not right" may be about anything said before, unless that is about the speaker
            if answer is not None and (statement.speaker, Stance.AFFIRMED) in seen:
                continue  # nobody rejects their own words: somebody else is meant
            stance = self._stance(told, statement, voice)
            content = self._denied(told, deed) if stance is Stance.DENIED else statement.content
            statement = replace(statement, stance=stance, content=content)
            if (statement.speaker, statement.stance) not in seen:
                seen.add((statement.speaker, statement.stance))
                yield Stated(relation, replace(statement, deed=deed.deed))

    def _is_alleged(self, told: Predication, answers: Sequence[Speech]) -> bool:
        """Whether somebody rejects something that no named person said: "denied claims that P"."""
        return any(
            s.source is None and s.lemma in self.contestable and s.says(told.head) and s.content == answer.content
            for s in self.speeches.all
            for answer in answers
        )

    def _stance(self, told: Predication, statement: Statement, voice: Voice) -> Stance:
        """The speaker's stance: "can" or "must" is part of what is said; a condition leaves the stance open."""
        verb = self._verb(told)
        if is_conditional(verb):
            return Stance.HEDGED if statement.stance is Stance.AFFIRMED else statement.stance
        beside = self.builder.stances.neighbours.read(verb)
        if beside is None or beside.word not in self.firm:
            return statement.stance
        return combine(voice.stance, Stance.DENIED if is_negated(verb) else Stance.AFFIRMED)

    def _denied(self, told: Predication, deed: Told) -> Span:
        """The words that are denied: those after the negation, which the stance expresses: "is not [able to pay]"."""
        start, end = deed.words
        negation = self.builder.stances.neighbours.negation(self._verb(told))
        plain = negation is not None and negation.dep_ == "neg" and start <= negation.i < end - 1
        return self.parsed.quoted_span(negation.i + 1 if negation is not None and plain else start, end)

    def _said(self, verb: int) -> tuple[int, int] | None:
        """The shortest part of a speech that has a predicate as its message."""
        around = (s for s in self.speeches.around(verb) if not s.writer)
        parts = (part for s in around for part in s.content if is_main(self.doc, verb, part, joined=True))
        return min(parts, key=lambda part: (part[1] - part[0], part), default=None)

    def _verb(self, told: Predication) -> Token:
        head = self.doc[told.head]
        return head.head if told.kind is Kind.COPULA else head

    def _is_question(self, verb: Token) -> bool:
        """Whether a verb only asks a question or gives an order."""
        last = [t for t in self.doc[verb.sent.start : verb.sent.end] if not (t.is_space or t.is_quote)][-1:]
        words = [c for c in verb.children if c.i < verb.i]
        asks = any(c.lower_ in self.asked or c.tag_ in ("WRB", "WP", "WDT") for c in words)
        return asks or any(t.text == "?" for t in last)

    def _is_fragment(self, verb: Token, cues: set[int]) -> bool:
        """Whether the doer is missing: '"Not ignoring it, but trying to change it," he said'."""
        while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_ == "VBG":
            verb = verb.head
        own = any(c.dep_ in (*SUBJECTS, "aux") for c in verb.children)
        return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i in cues and not own

    def _subject(self, told: Predication) -> Argument | None:
        """Whom or what a deed is said of; a thing without a name gets a node."""
        token = next((self.doc[i] for i in told.doers or (told.objects if told.passive else [])), None)
        if token is None:
            return None
        found = self._repeated(token, told.lemma) or next(iter(self.arguments.read([token], self.scope)), None)
        found = found or self.things.argument(token)
        if found is not None and token.pos_ == "NOUN":
            self.said_before.append((told.lemma, self.doc[found.token], found))
        return found

    def _repeated(self, pronoun: Token, lemma: str) -> Argument | None:
        """What "it" or "they" means if the same was said shortly before of something without a name."""
        plural = pronoun.lower_ in self.pronouns.plural
        if not plural and pronoun.lower_ not in self.pronouns.thing:
            return None
        sentence = self.parsed.sentence_of[pronoun.i]
        for said, noun, meant in reversed(self.said_before):
            near = sentence - self.parsed.sentence_of[noun.i] <= _NEAR
            if near and said == lemma and (noun.tag_ == "NNS") == plural:
                return replace(meant, token=pronoun.i)
        return None

    def _relation(self, told: Predication, subject: Argument, deed: Told) -> Relation:
        object = deed.object if deed.object and deed.object.key != subject.key else None
        keys = frozenset({subject.key, object.key if object else ""})
        described = self.arguments.node(subject).key.startswith("described:")
        verb = self._verb(told)
        return Relation(
            self.roles.doing,
            f"deed.{told.kind.value}",
            told.head,
            subject,
            object,
            _DESCRIBED if described else _NAMED,
            at=self.circumstances.where(verb, keys),
            when=self.circumstances.when(verb),
            content=(deed.words,),
        )

    # ---------------------------------------------------------------- nouns

    def _of_nouns(self, made: Sequence[Stated]) -> Iterator[Stated]:
        """Deeds that a speech act names with a noun: "denied the bribery of officials", "accused X of bribery"."""
        for act, statement in made:
            affirms = act.relation in self.roles.affirmed or act.relation == self.roles.charged
            denies = act.relation in self.roles.denied
            if not (affirms or denies) or statement.stance is Stance.DENIED or isinstance(statement.content, str):
                continue
            parts = act.content or self._charges(act)
            for noun in (token for part in parts for token in self.doc[part[0] : part[1]] if token.pos_ == "NOUN"):
                if any(is_main(self.doc, noun.i, part, joined=True) for part in parts):
                    told = self.predications.of(noun)
                    stated = self._of_noun(told, act, statement, Stance.DENIED if denies else Stance.AFFIRMED)
                    yield from [stated] if stated else []

    def _charges(self, act: Relation) -> list[tuple[int, int]]:
        """The phrases that say what somebody is accused of, if no clause does."""
        found = prepositional(self.doc[act.predicate], "of")
        return [(noun.left_edge.i, noun.right_edge.i + 1) for noun in found]

    def _of_noun(self, told: Predication, act: Relation, said: Statement, stance: Stance) -> Stated | None:
        deed = self.deeds.of_noun(told)
        doer = self.arguments.read([self.doc[i] for i in told.doers])[:1]
        subject = next(iter(doer), act.object if act.relation in self.roles.affirmed and act.object else act.subject)
        if deed is None:
            return None
        relation = replace(self._relation(told, subject, deed), predicate=told.head)
        stance = stance if said.stance is Stance.AFFIRMED else Stance.HEDGED
        # An accusation without a named accuser is nobody's statement.
        teller = None if act.relation == self.roles.charged else said.subject.entity
        return Stated(relation, replace(self._done(said, relation, deed), stance=stance, speaker=teller))

    def _done(self, said: Statement, relation: Relation, deed: Told) -> Statement:
        """The deed that an act of speech is about, as a statement; the person who reports the act relays the deed."""
        outer = () if said.speaker in (DOCUMENT, None) else (said.speaker,)
        return replace(
            said,
            subject=self.arguments.reference(relation.subject),
            relation=self.roles.doing,
            object=self.arguments.reference(relation.object) if relation.object else None,
            relayed_by=(*said.relayed_by, *(it for it in outer if it)),
            rule=relation.rule,
            score=relation.score,
            qualifiers=Qualifiers(),
            content=self.parsed.quoted_span(*deed.words),
            plover=None,
            cameo=None,
            deed=deed.deed,
        )

    def _of_charges(self, made: Sequence[Stated]) -> Iterator[Stated]:
        """Deeds that somebody is accused of without a named accuser: "has been accused of selling the tapes"."""
        for act, statement in made:
            if act.relation != self.roles.charged or isinstance(statement.content, str):
                continue
            for part in act.content:
                for told in constructions(self.doc[part[0] : part[1]]):
                    if told.kind is Kind.VERB and is_main(self.doc, told.head, part, joined=True):
                        yield from self._of_charge(told, part, act, statement)

    def _of_charge(self, told: Predication, part: tuple[int, int], act: Relation, said: Statement) -> Iterator[Stated]:
        doers = self.arguments.read([self.doc[i] for i in told.doers], self.scope)
        if any(it.key != act.subject.key for it in doers):
            return
        deed = self.deeds.of_verb(told, act.subject.token, part)
        if deed is not None:
            relation = self._relation(told, act.subject, deed)
            yield Stated(relation, replace(self._done(said, relation, deed), stance=Stance.HEDGED, speaker=None))

    # ----------------------------------------------------------------- acts

    def _with_deed(self, one: Stated, deeds: Sequence[Stated]) -> Stated:
        """A speech act whose content is words, with the speaker's first deed in those words as its content."""
        act, statement = one
        term = self.ontology.relations[statement.relation]
        if not term.speech_act or isinstance(statement.content, str):
            return one
        parts = act.content or (self._charges(act) if act.relation in self.roles.affirmed else [])
        for inner, deed in deeds:
            denied = statement.relation in self.roles.replying and deed.stance is Stance.DENIED
            inside = any(
                a <= inner.predicate < b if denied else is_main(self.doc, inner.predicate, (a, b)) for a, b in parts
            )
            # The accuser may be read from the office; then the accuser is the one who states the deed.
            own = any(it.cue == (act.predicate, act.predicate + 1) for it in self.speeches.around(inner.predicate)[-1:])
            own = own and statement.relation == self.roles.accusing
            charged = deed.speaker is None and statement.relation == self.roles.charged
            if inside and (deed.speaker == statement.subject.entity or own or charged):
                return Stated(act, replace(statement, content=statement.content or deed.content, doing=deed.id))
        return one
