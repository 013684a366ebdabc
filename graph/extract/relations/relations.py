"""The relations of an article; the relations of verbs and nouns come from the frames that these trigger."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import References
from graph.extract.refusals import Reason
from graph.extract.relations.exchanges import ExchangeReader
from graph.extract.relations.frames import FrameFiller
from graph.extract.relations.judgements import JudgementReader
from graph.extract.relations.locations import SeatReader
from graph.extract.relations.nominal import NounReader
from graph.extract.relations.relation import Relation, Relations
from graph.extract.relations.verdicts import VerdictReader
from graph.extract.speech.speeches import Speeches
from graph.extract.syntax.particles import has_particle
from graph.extract.syntax.tokens import is_verb
from graph.extract.ties.tie import Tie
from graph.extract.ties.ties import find_ties
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token

_TELLING = Scope(frozenset({"spokesperson", "utterance"}), describing=("Agent",), speaking=True)
_PARTICIPLE_ROLES = ("acl", "advcl", "ROOT", "relcl")


def find_relations(
    parsed: Parsed, lexicon: Lexicon, speeches: Speeches, references: References, trace: Trace = SILENT
) -> Relations:
    """All relations of a text: from verbs and nouns, from titles, from places, and judgements on what others said."""
    arguments = ArgumentReader(parsed, lexicon, references)
    framed = _TriggerReader(parsed, lexicon, arguments, speeches, trace).read()
    standing = (r for r in framed if lexicon.ontology.relations[r.relation].kind in lexicon.roles.kinds.lasting)
    tied = {(r.subject.key, r.object.key) for r in standing if r.object}
    ties = [_of_tie(tie) for tie in find_ties(parsed, lexicon, arguments, tied, trace)]
    seats = SeatReader(parsed, lexicon, arguments)
    judgements = JudgementReader(parsed, lexicon, arguments, speeches).read()
    verdicts = VerdictReader(parsed, lexicon, arguments, speeches).read()
    exchanges = ExchangeReader(parsed, lexicon, arguments, speeches).read()
    found = (*framed, *ties, *seats.read(), *judgements, *verdicts, *exchanges, *seats.located_by_visit(framed))
    return Relations(found, arguments.known_references())


def _of_tie(tie: Tie) -> Relation:
    return Relation(
        tie.relation,
        tie.rule,
        tie.predicate,
        tie.subject,
        tie.object,
        tie.score,
        tie.as_,
        own_voice=tie.own_voice,
        term=tie.term,
    )


class _TriggerReader:
    """Finds the words in one parsed text that trigger frames."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches, trace: Trace
    ) -> None:
        self.trace = trace
        self.doc = parsed.doc
        self.lexicon = lexicon
        self.title_at = arguments.references.title_at
        self.holders = arguments.mentions.holders
        self.filler = FrameFiller(parsed, lexicon, arguments, speeches, trace)
        self.slots = self.filler.slots
        self.nouns = NounReader(parsed, lexicon, arguments, self.filler, trace)

    def read(self) -> list[Relation]:
        """All relations that come from frames, in the order of their predicates."""
        found: list[Relation] = []
        for token in self.doc:
            lemma = token.lemma_.lower()
            if _is_predicate(token):
                # The lemmatizer drops the "e" of a few verbs: "staged" becomes "stag".
                known = self.lexicon.by_verb.get(lemma) or self.lexicon.by_verb.get(lemma + "e", ())
                for particle, frame in known:
                    if self._triggers(token, particle, frame):
                        found += self._of_verb(frame, token, particle)
            elif token.pos_ in ("NOUN", "PROPN") and not self._is_idle(token):
                for frame in self.lexicon.by_noun.get(lemma, ()):
                    found += self.nouns.read(frame, token)
            elif token.dep_ in ("acomp", "oprd"):
                for frame in self.lexicon.by_adjective.get(lemma, ()):
                    bearers = self.slots.tokens(self.slots.of(token).doers)
                    found += self.filler.fill(frame, token, bearers, frame.objects)
        return found

    def _of_verb(self, frame: Frame, verb: Token, particle: str) -> list[Relation]:
        """The relations of a frame for a verb; what the verb says about its object is the account of its subject."""
        told = self.slots.of(verb)
        judged = told.objects if frame.of_object else []
        stands = judged == told.subjects and not told.doers and not _is_perfect(verb)
        if not judged or stands:
            subjects = told.subjects if frame.passive_subject else told.doers
            return self.filler.fill(frame, verb, self.slots.tokens(subjects), _places(frame, verb, particle))
        found = self.filler.fill(frame, verb, self.slots.tokens(judged), frame.objects)
        tellers = self.slots.tokens(told.doers)
        by = [a for a in self.filler.arguments.read(tellers, _TELLING) if self.filler.arguments.fits(a, ("Agent",))]
        return [replace(relation, told=True, by=by[0] if by else None) for relation in found]

    def _is_idle(self, noun: Token) -> bool:
        """Whether a noun is part of somebody's title or of a set phrase: "in [order] to leave"."""
        title = noun.i in self.title_at and noun.i in self.holders
        before = self.doc[noun.i - 1].lower_ if noun.i else ""
        return title or f"{before} {noun.lower_}" in self.lexicon.small.relation.set_phrase

    def _triggers(self, verb: Token, particle: str, frame: Frame) -> bool:
        """Whether the particle and the adverb match the frame; a verb with another particle means something else."""
        if not _is_built_like(verb, frame):
            self.trace.refuse(Reason.OTHER_FORM, verb.i, frame)
        elif not has_particle(verb, particle, frame.objects):
            self.trace.refuse(Reason.OTHER_PARTICLE, verb.i, frame, wanted=(particle,))
        elif not particle and frame.adverbs and not _has_adverb(verb, frame):
            self.trace.refuse(Reason.OTHER_ADVERB, verb.i, frame, wanted=frame.adverbs)
        else:
            return True
        return False


def _is_predicate(token: Token) -> bool:
    """Whether a token is a verb, or a participle that the tagger calls an adjective or noun."""
    if token.dep_ == "amod" and token.tag_ == "VBG":
        return False  # "insulting remarks", "opposing views"
    participle = token.tag_ in ("VBN", "VBD", "VBG") and token.dep_ in _PARTICIPLE_ROLES
    return participle or is_verb(token)


def _is_built_like(verb: Token, frame: Frame) -> bool:
    """Whether a verb has the form that a frame requires, and no object if the frame allows none."""
    if frame.intransitive and any(
        c.dep_ in ("dobj", "ccomp", "oprd") and c.ent_type_ not in ("DATE", "TIME") for c in verb.children
    ):
        return False
    return not (frame.finite and verb.tag_ == "VBG" and verb.dep_ == "advcl")


def _has_adverb(verb: Token, frame: Frame) -> bool:
    return any(c.lower_ in frame.adverbs for c in verb.children if c.dep_ in ("advmod", "acomp"))


def _places(frame: Frame, verb: Token, particle: str) -> tuple[str, ...]:
    """The slots of a frame; in "called in X", the object follows what the parser takes for a preposition."""
    behind = particle and "obj" in frame.objects and any(c.dep_ == "prep" and c.lower_ == particle for c in verb.rights)
    return (*frame.objects, particle) if behind else frame.objects


def _is_perfect(verb: Token) -> bool:
    """Whether somebody has already done it: "X has been linked to Y"; "X is linked to Y" needs nobody to link them."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
