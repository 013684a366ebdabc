"""From relations to statements: who says it, through whom, with which stance, in which sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph import ontology
from graph.extract.arguments import ArgumentReader
from graph.extract.attribution import Speech, chain
from graph.extract.events import Argument
from graph.extract.nlp import Parsed
from graph.extract.predicates import ancestors, prepositional
from graph.extract.relations import Relation
from graph.extract.rules import Rules
from graph.extract.stance import Reading, StanceReader, flip
from graph.model import DOCUMENT, Qualifiers, Reference, Span, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 600
_ENCOUNTERS = {"metWith": "Meeting", "visited": "Visit"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is responsible for a predicate: the chain of speakers, outermost first, and the innermost attribution.

    `speaker` is a node key, `DOCUMENT`, or None for somebody unnamed; `stance` what the attributions make of
    the content; `quoted` whether the words stand in quotation marks.
    """

    speaker: str | None
    relayed_by: tuple[str, ...]
    stance: Stance
    cue: int | None
    quoted: bool
    score: float


class StatementBuilder:
    """Turns the relations of one text into statements."""

    def __init__(self, parsed: Parsed, rules: Rules, arguments: ArgumentReader, speeches: list[Speech]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.rules = rules
        self.arguments = arguments
        self.coreference = arguments.coreference
        self.speeches = speeches
        self.stances = StanceReader(rules)
        self.ontology = ontology.load()

    def build(self, relations: list[Relation]) -> list[Statement]:
        """The statements, each once a sentence, with content and derived accusations; entities are node keys."""
        made: list[tuple[Relation, Statement]] = []
        read = [(r, s) for r in sorted(relations, key=self._order) for s in self._statements(r)]
        for relation, statement in read:
            if not any(self._same(statement, other) for _, other in made):
                made.append((relation, statement))
        made = self._numbered(made)
        made = self._with_content(made)
        made += self._accusations(made)
        made += self._denials(made)
        made += self._nested_claims(made)
        return [s for _, s in made]

    def _order(self, relation: Relation) -> tuple[int, str, int, int]:
        return (
            relation.predicate,
            relation.relation,
            relation.subject.token,
            relation.object.token if relation.object else -1,
        )

    def _same(self, one: Statement, other: Statement) -> bool:
        def parts(s: Statement) -> tuple[object, ...]:
            named = s.object.entity if s.object else None
            as_ = s.qualifiers.as_.entity if s.qualifiers.as_ else None
            return (s.relation, s.subject.entity, named, as_, s.stance, s.speaker, s.evidence)

        return parts(one) == parts(other)

    def _numbered(self, made: list[tuple[Relation, Statement]]) -> list[tuple[Relation, Statement]]:
        return [(r, replace(s, id=f"s{n}")) for n, (r, s) in enumerate(made, start=1)]

    # ---------------------------------------------------------------- voice

    def _voice(self, relation: Relation, answer: Speech | None = None) -> Voice | None:
        """Who says it; None where that cannot be told, or where nobody says it."""
        token = relation.predicate
        around = [s for s in chain(self.speeches, token) if s is not relation.act and (not s.answer or s is answer)]
        if answer is not None:
            around = [s for s in around if s is answer or s.size() > answer.size()]
        if relation.act is not None and relation.act.cue is None:
            around = [s for s in around if s.size() > relation.act.size()]
        if relation.own_voice or self._parenthetic(token, around):
            around = [s for s in around if self.parsed.quote_of[token] >= 0 and s.quotes]
        keys: list[str | None] = []
        stance, cue, score = Stance.AFFIRMED, None, 1.0
        for speech in around:
            if speech.negated and speech.lemma not in self.rules.cues.mental:
                return None
            key = self._speaker(speech)
            if key == "":
                return None
            if stance is not Stance.AFFIRMED and speech is not around[0]:
                return None  # whether an inner speaker spoke at all is itself in doubt
            stance = Stance.AFFIRMED if self._presupposed(token, speech) else _stance_of(speech)
            cue = speech.cue[0] if speech.cue else None
            if keys and keys[-1] == key:
                continue
            keys.append(key)
        quoted = self.parsed.quote_of[token] >= 0
        if (
            stance is Stance.AFFIRMED
            and not quoted
            and keys
            and keys[-1] == relation.subject.key
            and self.ontology.relations[relation.relation].speech_act
        ):
            # "He blasted the government for acting, he said, on gossip": that he spoke is the article's own report.
            keys = keys[:-1]
        if not keys:
            return Voice(DOCUMENT, (), stance, cue, quoted, score)
        relayed = tuple(k for k in keys[:-1] if k is not None and k != keys[-1])
        if keys[-1] is None:
            stance = Stance.HEDGED
        return Voice(keys[-1], relayed, stance, cue, quoted, score)

    def _speaker(self, speech: Speech) -> str | None:
        """The node key of a source, None where it is nobody in particular, "" where it is somebody unresolved."""
        if speech.source is None:
            return None
        token = self.doc[speech.source]
        via = frozenset({"spokesperson", "utterance"})
        found = [a for a in self.arguments.read([token], via) if self.arguments.fits(a, ("Agent",))]
        if found:
            return found[0].key
        related = self._relative(token)
        if related:
            return related
        return "" if token.pos_ == "PRON" and token.lower_ not in ("some", "many", "others", "they") else None

    def _relative(self, noun: Token) -> str | None:
        """Somebody without a name who is somebody's: "Prates' sister" speaks as a node of that label."""
        owner = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
        kind = self.rules.names.nouns.get(noun.lemma_.lower())
        if owner is None or kind != "Person" or noun.tag_ != "NN" or not self.arguments.read([owner]):
            return None
        first = min(t.i for t in owner.subtree)
        label = " ".join(self.parsed.text(first, noun.i + 1).split())
        node = self.coreference.registry.add(f"person:{label.casefold()}", label, first)
        node.type, node.label = "Person", label
        return node.key

    def _presupposed(self, token: int, speech: Speech) -> bool:
        """Whether a predicate is taken for granted in what is said: it stands in a relative clause of the content."""
        for above in (self.doc[token], *ancestors(self.doc[token])):
            if not speech.says(above.i):
                return False
            if above.dep_ == "relcl":
                return True
        return False

    def _parenthetic(self, token: int, around: list[Speech]) -> bool:
        """Whether a predicate stands in a remark on a name, inside reported but not quoted words."""
        if not around or self.parsed.quote_of[token] >= 0:
            return False
        inner = around[-1]
        for above in (self.doc[token], *ancestors(self.doc[token])):
            if not inner.says(above.i):
                return False
            if above.dep_ == "appos" and above.head.pos_ == "PROPN":
                return True
            if (
                above.dep_ == "relcl"
                and above.head.pos_ == "PROPN"
                and self.doc[min(t.i for t in above.subtree) - 1].text == ","
            ):
                return True
        return False

    # ------------------------------------------------------------ statement

    def _statements(self, relation: Relation) -> Iterator[Statement]:
        """What is said by the innermost speaker, and by each who is reported to deny it."""
        answers: list[Speech | None] = [s for s in self.speeches if s.answer and s.says(relation.predicate)]
        for answer in [None, *answers]:
            statement = self._statement(relation, answer)
            if statement:
                yield statement

    def _statement(self, relation: Relation, answer: Speech | None = None) -> Statement | None:
        voice = self._voice(relation, answer)
        if voice is None:
            return None
        reading = Reading(Stance.AFFIRMED) if relation.act or relation.own_voice else self._reading(relation, voice)
        stance = combine(voice.stance, reading.stance)
        speaker = voice.speaker
        if reading.unattributed and speaker == DOCUMENT:
            speaker = None
        if speaker is None and stance is not Stance.HEDGED:
            stance = Stance.HEDGED
        evidence = self._evidence(relation.predicate if relation.evidence is None else relation.evidence)
        self._encounter(relation, stance)
        return Statement(
            id="",
            subject=self._reference(relation.subject),
            relation=relation.relation,
            object=self._reference(relation.object) if relation.object else None,
            stance=stance,
            speaker=speaker,
            evidence=evidence,
            quote=evidence.of(self.parsed.document.text),
            rule=relation.rule,
            score=round(max(relation.score * (0.85 if reading.word else 1.0), 0.1), 2),
            qualifiers=self._qualifiers(relation),
            content=self._literal(relation),
            relayed_by=voice.relayed_by,
            quoted=voice.quoted,
            **self._codes(relation.relation, stance),
        )

    def _reading(self, relation: Relation, voice: Voice) -> Reading:
        predicate = self.doc[relation.predicate]
        reading = self.stances.read(predicate, voice.cue)
        if relation.relation in ("officialOf", "basedIn", "locatedIn") and reading.stance is Stance.DENIED:
            return Reading(Stance.AFFIRMED)
        return reading

    def _codes(self, relation: str, stance: Stance) -> dict[str, str | None]:
        """CAMEO and PLOVER codes of the event after negation."""
        term = self.ontology.relations[relation]
        if stance is Stance.DENIED:
            return {"plover": term.negated_plover, "cameo": term.negated_cameo}
        return {"plover": term.plover, "cameo": term.cameo}

    def _encounter(self, relation: Relation, stance: Stance) -> None:
        """A meeting or visit that did happen is a node of its own."""
        kind = _ENCOUNTERS.get(relation.relation)
        if kind is None or relation.object is None or stance is not Stance.AFFIRMED:
            return
        if kind == "Visit":
            self.arguments.events.encounter(
                kind, [relation.subject.key], relation.object.key, relation.when, relation.predicate
            )
        else:
            place = relation.at.key if relation.at else None
            participants = [relation.subject.key, relation.object.key]
            self.arguments.events.encounter(kind, participants, place, relation.when, relation.predicate)

    def _reference(self, argument: Argument) -> Reference:
        found = self.coreference.mentions.by_head.get(argument.token)
        span = (
            self.parsed.span(found.start, found.end) if found else self.parsed.span(argument.token, argument.token + 1)
        )
        return Reference(argument.key, span)

    def _qualifiers(self, relation: Relation) -> Qualifiers:
        when = relation.when
        return Qualifiers(
            as_=self._reference(relation.as_) if relation.as_ else None,
            at=self._reference(relation.at) if relation.at else None,
            on=when.on if when else None,
            earliest=when.earliest if when else None,
            latest=when.latest if when else None,
        )

    def _literal(self, relation: Relation) -> Span | None:
        if not relation.content:
            return None
        start, end = relation.content[0]
        return self.parsed.span(start, end)

    def _evidence(self, token: int) -> Span:
        """The sentence of a token; of one that is too long the clauses around the token."""
        sentence = self.parsed.sentence(token)
        span = self.parsed.span(sentence.start, sentence.end)
        if span.end - span.start <= _LONGEST:
            return span
        first = last = token
        cuts = [i for i in range(sentence.start, sentence.end) if self.doc[i].text in (",", ";", ":", "—", "-", ".")]
        starts = [sentence.start, *[i + 1 for i in cuts]]
        ends = [*[i + 1 for i in cuts], sentence.end]
        for i in sorted(starts, reverse=True):
            if i <= token and self.parsed.starts[token] - self.parsed.starts[i] < _LONGEST // 2:
                first = i
        for i in ends:
            if i > token and self.parsed.span(first, i).end - self.parsed.span(first, i).start <= _LONGEST:
                last = i - 1
        clipped = self.parsed.span(first, last + 1)
        return clipped if clipped.end - clipped.start <= _LONGEST else Span(clipped.start, clipped.start + _LONGEST)

    # -------------------------------------------------------------- content

    def _with_content(self, made: list[tuple[Relation, Statement]]) -> list[tuple[Relation, Statement]]:
        """A speech act's content is the first statement read inside it, by the one who speaks."""
        result = []
        for relation, statement in made:
            inside = self._first_inside(made, relation, statement.subject.entity)
            result.append((relation, replace(statement, content=inside.id) if inside else statement))
        return result

    def _first_inside(self, made: list[tuple[Relation, Statement]], outer: Relation, speaker: str) -> Statement | None:
        if not self.ontology.relations[outer.relation].speech_act or outer.act is not None:
            return None
        for relation, statement in made:
            inside = any(a <= relation.predicate < b for a, b in outer.content) and relation is not outer
            if inside and statement.speaker == speaker:
                return statement
        return None

    # ------------------------------------------------------------ derived

    def _accusations(self, made: list[tuple[Relation, Statement]]) -> list[tuple[Relation, Statement]]:
        """Who affirms that another did something blameworthy, or favours a gang, accuses that other."""
        found: list[tuple[Relation, Statement]] = []
        for relation, statement in made:
            speaker = statement.speaker
            if (
                speaker in (None, DOCUMENT)
                or statement.stance is not Stance.AFFIRMED
                or not self._is_reproach(statement)
            ):
                continue
            assert speaker is not None
            if speaker == statement.subject.entity or not self.arguments.fits(
                Argument(0, statement.subject.entity, 1), ("Agent",)
            ):
                continue
            source = next((s for s in reversed(chain(self.speeches, relation.predicate)) if s.source is not None), None)
            if source is None or source.source is None:
                continue
            outer = statement.relayed_by
            accusation = replace(
                statement,
                id=f"{statement.id}a",
                subject=self._reference(Argument(source.source, speaker, 1.0)),
                relation="accuses",
                object=statement.subject,
                speaker=outer[-1] if outer else DOCUMENT,
                relayed_by=outer[:-1],
                rule=f"accusation.{source.lemma or 'quote'}",
                qualifiers=Qualifiers(),
                content=statement.id,
                quoted=False if not outer else statement.quoted,
            )
            accusation = self._coded(accusation)
            if not any(self._same(accusation, other) for _, other in (*made, *found)):
                found.append((relation, accusation))
        return found

    def _denials(self, made: list[tuple[Relation, Statement]]) -> list[tuple[Relation, Statement]]:
        """Who says "I did not …" denies it, whatever the verb."""
        found: list[tuple[Relation, Statement]] = []
        for relation, statement in made:
            speaker = statement.speaker
            if (
                speaker in (None, DOCUMENT)
                or statement.stance is not Stance.DENIED
                or speaker != statement.subject.entity
            ):
                continue
            if self.ontology.relations[statement.relation].speech_act:
                continue
            outer = statement.relayed_by
            denial = replace(
                statement,
                id=f"{statement.id}d",
                relation="denies",
                object=None,
                stance=Stance.AFFIRMED,
                speaker=outer[-1] if outer else DOCUMENT,
                relayed_by=outer[:-1],
                rule="denial.own",
                qualifiers=Qualifiers(),
                content=statement.id,
                quoted=False,
            )
            denial = self._coded(denial)
            spoken = [s for _, s in (*made, *found) if s.relation == "denies" and s.evidence == denial.evidence]
            if not any(s.subject.entity == speaker for s in spoken):
                found.append((relation, denial))
        return found

    def _coded(self, statement: Statement) -> Statement:
        """A statement with the codes of its relation and stance."""
        codes = self._codes(statement.relation, statement.stance)
        return replace(statement, plover=codes["plover"], cameo=codes["cameo"])

    def _is_reproach(self, statement: Statement) -> bool:
        term = self.ontology.relations[statement.relation]
        kind = self.coreference.registry.get(statement.object.entity).decide() if statement.object else None
        gang = kind is not None and self.ontology.is_a(kind, "CriminalOrganization")
        return not gang if term.blameworthy else term.favourable and gang

    def _nested_claims(self, made: list[tuple[Relation, Statement]]) -> list[tuple[Relation, Statement]]:
        """What one says that another said is itself claimed: "Noem revealed that Petro assured that …"."""
        spoken = {(r.predicate) for r, s in made if self.ontology.relations[s.relation].speech_act}
        found: list[tuple[Relation, Statement]] = []
        for number, speech in enumerate(self.speeches):
            if speech.cue is None or speech.source is None or speech.stance != "affirmed" or speech.cue[0] in spoken:
                continue
            if speech.lemma in self.rules.cues.mental:
                continue
            relation = self._claiming(speech)
            statement = self._statement(relation) if relation else None
            if relation is None or statement is None or statement.speaker in (None, statement.subject.entity):
                continue
            read = any(speech.says(r.predicate) for r, _ in made)
            if statement.speaker == DOCUMENT and (read or speech.lemma not in self.rules.cues.asserting):
                continue
            content = next(
                (s.id for r, s in made if speech.says(r.predicate) and s.speaker == statement.subject.entity), None
            )
            found.append((relation, replace(statement, id=f"n{number}", content=content or statement.content)))
        return found

    def _claiming(self, speech: Speech) -> Relation | None:
        assert speech.cue is not None and speech.source is not None
        source = [a for a in self.arguments.read([self.doc[speech.source]]) if self.arguments.fits(a, ("Agent",))]
        if not source:
            return None
        cue = self.doc[speech.cue[0]]
        told = [c for c in cue.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"] + prepositional(cue, "to")
        addressed = [
            a for a in self.arguments.read(told) if self.arguments.fits(a, ("Agent",)) and a.key != source[0].key
        ]
        object = addressed[0] if addressed and cue.pos_ == "VERB" else None
        return Relation(
            "claims", f"speech.{speech.lemma}", speech.cue[0], source[0], object, 0.85, content=speech.content[:1]
        )


def _stance_of(speech: Speech) -> Stance:
    """How a source stands to its content; what is only asked for, promised or not known is hedged."""
    if speech.negated:
        return Stance.HEDGED
    if speech.stance == "denied":
        return Stance.DENIED
    return Stance.AFFIRMED if speech.stance == "affirmed" else Stance.HEDGED


def combine(outer: Stance, inner: Stance) -> Stance:
    """The stance of a speaker to a proposition: a denial flips, a hedge stays."""
    if Stance.HEDGED in (outer, inner):
        return Stance.HEDGED
    return flip(inner) if outer is Stance.DENIED else inner
