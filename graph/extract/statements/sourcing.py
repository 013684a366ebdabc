"""Who is responsible for a predicate: the article itself, or those whose words it reports."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import Argument
from graph.extract.refusals import Reason
from graph.extract.relations.relation import Relation
from graph.extract.speech.speeches import MODEL, PLEA, Speech, Speeches
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors
from graph.extract.trace import Trace
from graph.extract.words import Token
from graph.model import DOCUMENT, Stance

_UNRESOLVED = ""
_SAID = ("attr", "oprd")
_TITLE = "title."
"""The prefix of the rules for a title in front of a name."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, through whom, and with which stance.

    `speaker` is a node key, `DOCUMENT`, or None for somebody unnamed; `relayed_by` are the speakers around that one,
    outermost first; `stance` is the one that the attributions give the content; `cue` is the innermost cue's token;
    `quoted` says whether the words are in quotation marks; `rule` is the rule of the innermost attribution.
    """

    speaker: str | None
    relayed_by: tuple[str, ...]
    stance: Stance
    cue: int | None
    quoted: bool
    rule: str = ""

    def told_by(self, teller: str | None) -> Voice:
        """The voice of somebody whose account is reported by this voice."""
        outer = () if self.speaker in (DOCUMENT, None) else (self.speaker,)
        relayed = (*self.relayed_by, *(key for key in outer if key is not None))
        return replace(
            self, speaker=teller, relayed_by=relayed, stance=Stance.HEDGED if teller is None else self.stance
        )


class VoiceReader:
    """Finds the voices of one parsed text."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches, trace: Trace
    ) -> None:
        self.trace = trace
        self.parsed = parsed
        self.doc = parsed.doc
        self.quoting = lexicon.small.speech.quoting
        self.depicting = lexicon.small.speech.depicting
        self.mental = lexicon.cues.mental
        self.doubt = lexicon.signatures.doubt
        self.agents = lexicon.ontology.relations[lexicon.roles.speaking].domain
        described = (*self.agents, *lexicon.roles.classes.written)
        self.speaking = Scope(frozenset({"spokesperson", "utterance"}), describing=described, speaking=True)
        self.arguments = arguments
        self.speeches = speeches
        self.some = lexicon.clauses.pronouns.some
        self.hearsay = lexicon.clauses.nouns.hearsay
        self.ontology = lexicon.ontology
        self.telling = lexicon.roles.telling

    def read(self, relation: Relation, answer: Speech | None = None) -> Voice | None:
        """Who says what a relation tells, or with `answer` who denies it; None if unknown, or if nobody says it."""
        token = relation.predicate
        around = self._around(relation, answer)
        keys: list[str | None] = []
        stance, cue, rule = Stance.AFFIRMED, None, ""
        for speech in around:
            if self._is_unsaid(speech):
                self._refuse(Reason.UNSAID, relation, speech)
                return None
            if speech.writer:
                stance, cue, rule = Stance.DENIED, speech.cue[0] if speech.cue else None, speech.rule
                continue
            key = self._speaker(speech)
            # If the outer speaker does not affirm the inner report, it is doubtful whether the inner one spoke at all.
            if key == _UNRESOLVED or stance is not Stance.AFFIRMED:
                reason = Reason.UNKNOWN_SPEAKER if key == _UNRESOLVED else Reason.DOUBTED_SPEECH
                self._refuse(reason, relation, speech)
                return None
            # "Denied that they had helped gang boss X" does not deny that X is a gang boss.
            titled = relation.rule.startswith(_TITLE) and self.doc[token].dep_ not in _SAID
            presupposed = titled or self._is_presupposed(token, speech)
            stance = Stance.AFFIRMED if presupposed else _stance(speech)
            cue, rule = self._told_at(speech), speech.rule
            for one in (self._quoter(speech), key, self._cited(speech)):
                if one != _UNRESOLVED and (not keys or keys[-1] != one):
                    keys.append(one)
        quoted = self.parsed.quote_of[token] >= 0
        pleaded = bool(around) and around[-1].rule == PLEA
        if stance is Stance.AFFIRMED and not (quoted or pleaded) and self._is_own_act(relation, keys):
            # "He blasted the government for acting, he said, on gossip": that he spoke is the article's own report.
            keys = keys[:-1]
        if not keys:
            return Voice(DOCUMENT, (), stance, cue, quoted)
        relayed = tuple(k for k in keys[:-1] if k is not None and k != keys[-1])
        return Voice(keys[-1], relayed, Stance.HEDGED if keys[-1] is None else stance, cue, quoted, rule)

    def _refuse(self, reason: Reason, relation: Relation, speech: Speech) -> None:
        """Report that, because of an attribution, a relation is nobody's statement."""
        at = speech.source if speech.source is not None else self._told_at(speech)
        self.trace.refuse(reason, relation.predicate, relation, at=at)

    def _around(self, relation: Relation, answer: Speech | None) -> list[Speech]:
        """The attributions that contain a relation, outermost first, without the relation's own speech act."""
        token, act = relation.predicate, relation.act
        around = [s for s in self.speeches.around(token) if s is not act and (not s.answer or s is answer)]
        around = [s for s in around if not (s.lemma in self.doubt and self._is_none(s))]
        # What is said about the speaker right at the name ("said X, who sued Y") is the article's own statement.
        around = [s for s in around if not self._is_of_source(token, s)]
        if answer is not None:
            # The speaker of P does not report the denial of P, unless the denial is in that speaker's words.
            around = [s for s in around if s is answer or (s.size() > answer.size() and _tells(s, answer))]
        if act is not None and act.cue is None:
            around = [s for s in around if s.size() > act.size()]
        # The tagger may see speech where there is none; a remark is then the article's own, as if a text only depicts.
        telling = [s for s in around if s.rule != MODEL and s.lemma not in self.depicting]
        remark = relation.own_voice and not (self._may_harm(relation) and telling)
        if remark or self._is_parenthetic(token, around):
            around = [s for s in around if self.parsed.quote_of[token] >= 0 and s.quotes]
        return around

    def _is_of_source(self, token: int, speech: Speech) -> bool:
        """Whether a predicate is in the phrase that names the speaker and not in a quotation."""
        if speech.source is None or self.parsed.quote_of[token] >= 0:
            return False
        source = self.doc[speech.source]
        named = source.pos_ == "PROPN" and (source.i == token or source.is_ancestor(self.doc[token]))
        return named and not (speech.cue and speech.cue[0] in range(source.left_edge.i, source.right_edge.i + 1))

    def _may_harm(self, relation: Relation) -> bool:
        """Whether a remark ties somebody to a gang: in reported speech it may be the speaker's own wording."""
        term = self.ontology.relations[relation.relation]
        if not term.favourable or relation.object is None:
            return term.damaging
        return self.ontology.is_damaging(self.arguments.node(relation.object).type)

    def _is_unsaid(self, speech: Speech) -> bool:
        """Whether a speech act did not take place; somebody who "does not believe that P" does take a stance on P."""
        if self._is_none(speech):
            return True
        return speech.negated and speech.lemma not in self.mental and speech.stance != "hedged"

    def _is_none(self, speech: Speech) -> bool:
        """Whether a noun of speech is negated: "no claim that", "no doubt that"."""
        cue = self.doc[speech.cue[0]] if speech.cue else None
        return (
            cue is not None and cue.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ == "no" for c in cue.children)
        )

    def _is_own_act(self, relation: Relation, keys: list[str | None]) -> bool:
        """Whether a speech act is reported by the very person who performs it."""
        spoken = self.ontology.relations[relation.relation].speech_act or relation.relation in self.telling
        return bool(keys) and keys[-1] == relation.subject.key and spoken

    def _speaker(self, speech: Speech) -> str | None:
        """The node key of a source; None for nobody in particular, "" for somebody who could not be identified."""
        if speech.source is None:
            return None
        token = self.doc[speech.source]
        if token.lemma_.lower() in self.hearsay or token.lower_ in self.hearsay:
            return None
        speaker = self.speaker([token])
        if speaker is not None:
            return speaker.key
        return _UNRESOLVED if token.pos_ == "PRON" and token.lower_ not in self.some else None

    def _quoter(self, speech: Speech) -> str:
        """Who quotes the source: "Reuters quoted X as saying that P"; empty if nobody does."""
        cue = self.doc[speech.cue[0]] if speech.cue else None
        if cue is None or cue.dep_ != "pcomp" or cue.head.lower_ != "as" or cue.head.head.lemma_ not in self.quoting:
            return _UNRESOLVED
        verb = cue.head.head
        return self._agent(agents(verb) if is_passive(verb) else subjects(verb))

    def _cited(self, speech: Speech) -> str:
        """Whom the source cites: "Reuters, citing X, reported that P"; empty if nobody is named."""
        if speech.cue is None or speech.source is None:
            return _UNRESOLVED
        around = (*self.doc[speech.cue[0]].children, *self.doc[speech.source].children)
        citing = (c for c in around if c.tag_ == "VBG" and c.lemma_ in self.quoting)
        return self._agent([g for c in citing for g in c.children if g.dep_ == "dobj"])

    def _agent(self, tokens: list[Token]) -> str:
        found = self.speaker(tokens)
        return found.key if found is not None else _UNRESOLVED

    def speaker(self, tokens: list[Token]) -> Argument | None:
        """The first entity that some words name or describe and that can speak: a person, an office, a report."""
        found = (self.arguments.acting(a, self.agents) for a in self.arguments.read(tokens, self.speaking))
        return next((a for a in found if self.arguments.fits(a, self.agents)), None)

    def _is_presupposed(self, token: int, speech: Speech) -> bool:
        """Whether what is said takes a predicate for granted: it is in a relative clause of the content."""
        for above in (self.doc[token], *ancestors(self.doc[token])):
            if not speech.says(above.i):
                return False
            if above.dep_ == "relcl":
                return speech.cue is None or not self._is_said_by(speech, above)
        return False

    def _told_at(self, speech: Speech) -> int | None:
        """The word above what is said; for a denial, the noun of speech that is denied."""
        nouns = [s.cue[0] for s in self.speeches.all if s.cue and not s.answer and s.content == speech.content]
        return nouns[0] if speech.answer and nouns else speech.cue[0] if speech.cue else None

    def _is_said_by(self, speech: Speech, clause: Token) -> bool:
        """Whether an apparent relative clause is the content of a noun of speech: "the story that P"."""
        return self._told_at(speech) == clause.head.i

    def _is_parenthetic(self, token: int, around: list[Speech]) -> bool:
        """Whether a predicate is in a remark on a name, inside reported but not quoted words."""
        if not around or self.parsed.quote_of[token] >= 0:
            return False
        for above in (self.doc[token], *ancestors(self.doc[token])):
            if not around[-1].says(above.i):
                return False
            if above.head.pos_ == "PROPN" and (above.dep_ == "appos" or self._is_set_off(above)):
                return True
        return False

    def _is_set_off(self, clause: Token) -> bool:
        """Whether a relative clause has a comma before it."""
        return clause.dep_ == "relcl" and self.doc[min(t.i for t in clause.subtree) - 1].text == ","


def _tells(outer: Speech, answer: Speech) -> bool:
    """Whether the words with which somebody denies something are part of what another person says."""
    return answer.cue is None or outer.says(answer.cue[0])


def _stance(speech: Speech) -> Stance:
    """The stance of a source on the content; what is only demanded, promised or unknown is hedged."""
    if speech.negated:
        return Stance.HEDGED
    if speech.stance == "denied":
        return Stance.DENIED
    if speech.stance == "withdrawn":
        return Stance.WITHDRAWN
    return Stance.AFFIRMED if speech.stance == "affirmed" else Stance.HEDGED
