"""Judgements that a statement is untrue: calling somebody's words false is disputing them."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.relations.replies import ReplyReader
from graph.extract.relations.slots import label, phrase
from graph.extract.speech.rebuttals import RULE as VERDICT
from graph.extract.speech.sources import source_of_verb
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.stance.untruth import UntruthReader
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents
from graph.extract.syntax.tokens import is_negated, prepositional
from graph.extract.words import Token

_SPEAKING = Scope(frozenset({"spokesperson", "utterance"}), describing=("Agent",), speaking=True)
_REACH = 15
"""How many words before "lack credibility" the noun of speech may be."""


class JudgementReader:
    """Reads judgements in one text on what others said."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.arguments = arguments
        self.speeches = speeches
        self.stance = lexicon.stance
        self.utterances = lexicon.names.transparent["utterance"]
        self.words = lexicon.clauses
        self.nouns = lexicon.names.nouns
        self.several = lexicon.roles.classes.several
        self.ontology = lexicon.ontology
        self.denying = lexicon.cues.denying
        self.replying, self.by_verb = lexicon.roles.answering, lexicon.by_verb
        self.untruths = UntruthReader(lexicon)
        self.whole = lexicon.small.speech.whole
        self.replies = ReplyReader(parsed, lexicon, arguments, speeches)
        self.of_category = tuple(c for c in sorted(lexicon.clauses.nouns.category) if " of " in c)

    def read(self) -> Iterator[Relation]:
        """Who disputes whom, by calling untrue what they said."""
        targets = ((token, self._target(token)) for token in self.doc)
        judged = [r for token, target in targets if target for r in self._disputes(token, target)]
        yield from judged
        seen = {relation.evidence for relation in judged}
        for verb in self.doc:
            if verb.pos_ in ("VERB", "AUX") and not any(t.i in seen for t in verb.subtree):
                yield from self._turns_down(verb)
        for speech in self.speeches.all:
            yield from self._labels(speech)
        for answer in self.speeches.all:
            # Most verbs of rejecting have a frame that reports the rejection.
            naming = answer.lemma in self.words.verbs.naming - self.denying
            told = not naming and any(f.relation in self.replying for _, f in self.by_verb.get(answer.lemma, ()))
            called = answer.stance == "denied" and answer.lemma in self.words.verbs.naming
            if answer.rule == VERDICT or called or (answer.answer and not answer.writer and not told):
                yield from self._denies(answer)

    def _labels(self, speech: Speech) -> Iterator[Relation]:
        """Saying what kind of body somebody is puts it in a category: "X said that Y is a terrorist group"."""
        if (
            speech.source is None
            or speech.cue is None
            or speech.answer
            or speech.negated
            or speech.stance != "affirmed"
        ):
            return
        for noun in (t for a, b in speech.content for t in self.doc[a:b] if t.dep_ == "attr" and t.pos_ == "NOUN"):
            innermost = self.speeches.around(noun.i)[-1:] == [speech]
            known = self._is_category(noun)
            if not innermost or noun.head.lemma_ != "be" or is_negated(noun.head) or not (known or self._is_body(noun)):
                continue
            category = self.arguments.entities.term("Category", label(noun), noun.i)
            for judge in self.arguments.read([self.doc[speech.source]], _SPEAKING)[:1]:
                for named in self.arguments.read(syntax.subjects(noun.head), _SPEAKING):
                    if (known or self.arguments.fits(named, self.several)) and named.key != judge.key:
                        rule, as_ = f"label.{speech.lemma}", Argument(noun.i, category.key, 0.9)
                        at = speech.cue[0]
                        yield Relation("classifiesAs", rule, at, judge, named, 0.8, as_, act=speech, evidence=noun.i)

    def _is_category(self, noun: Token) -> bool:
        """Whether a noun judges rather than describes those whom it names: "a cult", "a prisoner of conscience"."""
        whole = label(noun).lower()
        short = {noun.lemma_.lower(), " ".join(t.lower_ for t in noun.doc[max(noun.i - 1, 0) : noun.i + 1])}
        return bool(short & self.words.nouns.category) or any(whole.endswith(c) for c in self.of_category)

    def _is_body(self, noun: Token) -> bool:
        """Whether a noun says what kind of body something is, and not only that it is one: "a terrorist group"."""
        told = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i]
        kinds = {self.nouns.get(label(noun).lower()), self.nouns.get(noun.lemma_.lower())} - {None}
        return bool(told) and any(self.ontology.is_a(kind, "Organization") for kind in kinds if kind)

    def _denies(self, verdict: Speech) -> Iterator[Relation]:
        """Calling words untrue is denying them: "“That is a lie,” X said", "called the report that P false"."""
        if verdict.source is None or verdict.cue is None:
            return
        said = [s for s in self.speeches.all if s.content == verdict.content and not s.answer and s.source is not None]
        others = [self.doc[s.source] for s in said if s.source is not None]
        for judge in self.arguments.read([self.doc[verdict.source]], _SPEAKING)[:1]:
            found = [
                a for a in self.arguments.read(others) if a.key != judge.key and self.arguments.fits(a, ("Agent",))
            ]
            if self.arguments.fits(judge, ("Agent",)):
                other = found[0] if found else None
                at = verdict.cue[0]
                yield Relation("denies", VERDICT, at, judge, other, 0.8, content=verdict.content[:1], act=verdict)

    def _target(self, token: Token) -> list[Argument]:
        """The people whose words a token judges to be untrue; none if it judges nothing."""
        lemma = token.lemma_.lower()
        if token.lower_ in self.stance.untrue_adjectives:
            return self._judged_by_adjective(token)
        if lemma in self.stance.untrue_nouns and token.pos_ == "NOUN":
            return self._owner(token) if lemma in self.words.nouns.distortion else self._judged_as(token)
        if lemma == "lack" and any(t.lower_ in self.stance.lacks for t in self.doc[token.i + 1 : token.i + 4]):
            return self._nearest_utterance(token)
        return []

    def _disputes(self, token: Token, target: list[Argument]) -> Iterator[Relation]:
        """The innermost speaker around a judgement disputes everybody whose words are judged."""
        around = self.speeches.around(token.i)
        if token.dep_ == "amod":
            # "I don't know why she made these false statements": a noun phrase is not negated along with its clause.
            around = [s for s in around if not s.negated]
        act = around[-1] if around else None
        if act is None or act.source is None or act.negated or is_negated(token.head):
            return
        content = (self._judgement(token, target),)
        predicate = act.cue[0] if act.cue else token.i
        rule = f"untrue.{token.lemma_.lower()}"
        for judge in self.arguments.read([self.doc[act.source]]):
            for other in target:
                agents = self.arguments.fits(other, ("Agent",)) and self.arguments.fits(judge, ("Agent",))
                if agents and judge.key != other.key:
                    yield Relation(
                        "disputes", rule, predicate, judge, other, 0.75, content=content, act=act, evidence=token.i
                    )

    def _turns_down(self, verb: Token) -> Iterator[Relation]:
        """Calling an accusation or claim by nobody in particular untrue: "said the claims were false"."""
        named = self.untruths.named(verb)
        noun = named if named is not None else self.untruths.judged(verb)
        if noun is not None and noun.lower_ in self.whole:  # "all of the accusations are false"
            noun = next(iter(prepositional(noun, "of")), noun)
        pointing = named is not None and named.lower_ in self.words.pronouns.repeating  # "called it a lie"
        if noun is None or not (pointing or noun.lemma_.lower() in self.utterances | self.words.exchanges.charge):
            return
        if pointing and not self._is_charged(noun):
            return
        around = [s for s in self.speeches.around(noun.i) if not s.answer and s.cue != (verb.i, verb.i + 1)]
        act = around[-1] if around and named is None else None
        at = verb.i if named is not None else act.cue[0] if act is not None and act.cue else None
        source = source_of_verb(verb, self.parsed) if named is not None else act.source if act is not None else None
        if at is None or source is None or (act is not None and (act.negated or act.stance != "affirmed")):
            return
        for judge in self.arguments.read([self.doc[source]], _SPEAKING)[:1]:
            if self.arguments.fits(judge, ("Agent",)):
                owners = [a for a in self._owner(noun) if a.key != judge.key and self.arguments.fits(a, ("Agent",))]
                others = owners or self.replies.replied_to([noun], [self.doc[source]])
                name, content = "disputes" if owners else "denies", (phrase(noun, verb),)
                other = others[0] if others else None
                yield Relation(name, "untrue.said", at, judge, other, 0.75, content=content, act=act, evidence=verb.i)

    def _is_charged(self, token: Token) -> bool:
        """Whether "it" may refer to something that was said, or that somebody was accused of, right before."""
        number = self.parsed.sentence_of[token.i]
        near = self.parsed.sentences[max(number - 1, 0) : number + 1]
        lemmas = (t.lemma_.lower() for s in near for t in self.doc[s.start : min(s.end, token.i)])
        return any("charge" in self.words.acts.of(it) or it in self.utterances for it in lemmas)

    def _judgement(self, token: Token, target: list[Argument]) -> tuple[int, int]:
        """The words of a judgement: a noun phrase or clause; for "lack", from the noun of speech to what it lacks."""
        if token.lemma_.lower() == "lack":
            nouns = (t.i for t in self.doc[: token.i] if t.lemma_.lower() == target[0].via)
            last = next(t.i for t in self.doc[token.i :] if t.lower_ in self.stance.lacks)
            return max(nouns, default=token.i), last + 1
        judged = token if token.pos_ == "NOUN" else token.head
        return min(t.i for t in judged.subtree), max(t.i for t in judged.subtree) + 1

    def _judged_by_adjective(self, adjective: Token) -> list[Argument]:
        """ "False statements by X", "her statements are incorrect", "inaccurate, referring to X's statement"."""
        head = adjective.head
        if adjective.dep_ == "amod" and head.lemma_.lower() in self.utterances:
            return self._maker(head) or self._referred(head)
        if adjective.dep_ not in ("acomp", "oprd"):
            return []
        copula = head.lemma_ in self.words.verbs.copula
        return self._owner_of_first(syntax.subjects(head) if copula else syntax.objects(head))

    def _judged_as(self, noun: Token) -> list[Argument]:
        """ "X's words are a lie", "called the report a fabrication"."""
        prepositional = noun.dep_ == "pobj" and noun.head.lower_ == "as"
        if noun.dep_ not in ("attr", "oprd") and not prepositional:
            return []
        verb = noun.head.head if prepositional else noun.head
        if verb.lemma_ == "be":
            return self._owner_of_first(syntax.subjects(verb))
        return self._owner_of_first(syntax.objects(verb)) if verb.lemma_ in self.words.verbs.naming else []

    def _owner_of_first(self, nouns: list[Token]) -> list[Argument]:
        """The author of the first noun of speech."""
        utterance = next((n for n in nouns if n.lemma_.lower() in self.utterances), None)
        return self._owner(utterance) if utterance is not None else []

    def _owner(self, noun: Token) -> list[Argument]:
        """The author of a noun of speech; "of" after an interpretation does not introduce the author."""
        tokens = _makers(noun)
        if noun.lemma_.lower() not in self.words.nouns.interpretation:
            tokens += prepositional(noun, "of")
        return self.arguments.read(tokens[:1])

    def _maker(self, noun: Token) -> list[Argument]:
        return self.arguments.read(_makers(noun)[:1])

    def _referred(self, noun: Token) -> list[Argument]:
        """The person meant by "…, referring to X's statement" after the judgement."""
        for token in self.doc[noun.i : self.parsed.sentence(noun).end]:
            if token.lemma_ in self.words.verbs.referring and token.tag_ == "VBG":
                for target in prepositional(token, "to"):
                    if target.lemma_.lower() in self.utterances:
                        return self._owner(target)
        return []

    def _nearest_utterance(self, token: Token) -> list[Argument]:
        """The subject of "lack": the nearest noun of speech before the verb in its sentence."""
        first = max(self.parsed.sentence(token).start, token.i - _REACH)
        for i in range(token.i - 1, first - 1, -1):
            if self.doc[i].lemma_.lower() in self.utterances and self.doc[i].pos_ == "NOUN":
                return self.arguments.read([self.doc[i]], Scope(frozenset({"utterance"}), only_via=True))
        return []


def _makers(noun: Token) -> list[Token]:
    """The makers of the thing that a noun names: "X's", "by X", "made by X"."""
    tokens = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "by")
    for clause in noun.children:
        if clause.dep_ in ("acl", "relcl"):
            tokens += agents(clause)
    return tokens
