"""Verdicts on what somebody is or did: calling somebody's decision reckless is criticising them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader, Scope
from graph.extract.reference.links import Argument
from graph.extract.relations.relation import Relation
from graph.extract.relations.replies import ReplyReader
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.tokens import clause_of, conjuncts, is_indefinite, is_negated
from graph.extract.words import Token

_JUDGED = Scope(frozenset({"deed", "utterance"}))
_COMPLEMENTS = ("oprd", "xcomp", "ccomp")


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A word that judges, the verb that joins it to what is judged, and the nouns for what is judged.

    `called`: the verb is one of naming; `aside`: the article only mentions it in passing: "denounced what X called …".
    """

    word: Token
    verb: Token
    judged: tuple[Token, ...]
    called: bool
    aside: bool = False


class VerdictReader:
    """Reads verdicts in one text on people and their deeds."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: Speeches) -> None:
        self.doc, self.quote_of = parsed.doc, parsed.quote_of
        self.arguments = arguments
        self.speeches = speeches
        self.verdicts, self.words = lexicon.verdict, lexicon.verdict.words
        self.ontology = lexicon.ontology
        self.replies = ReplyReader(parsed, lexicon, arguments, speeches)
        self.untrue = lexicon.stance.untrue_adjectives | lexicon.stance.untrue_nouns
        self.verbs = lexicon.clauses.verbs
        self.said_before = lexicon.small.relation.said_before
        self.transparent = lexicon.names.transparent

    def read(self) -> Iterator[Relation]:
        """Who criticises or praises whom, by what they call people or their deeds."""
        for word in self.doc:
            noun = word.pos_ in ("NOUN", "PROPN")
            relation = self.verdicts.relation(word.lemma_.lower() if noun else word.lower_, noun=noun)
            if relation is None and word.dep_ in ("acomp", "oprd"):
                relation = self.verdicts.relation(word.lower_, noun=True)  # "is genocide", taken for an adjective
            verdict = self._verdict(word) if relation else None
            if relation and verdict and not is_negated(verdict.verb) and not is_negated(word):
                yield from self._relations(relation, verdict)

    def _verdict(self, word: Token) -> _Verdict | None:
        """What a word judges, and through which verb: "called X's plan reckless", "X's plan is reckless"."""
        first = conjuncts(word)[0] if word.dep_ == "conj" else word
        if first.dep_ in ("amod", "compound") and first.head.i > first.i:
            first = first.head  # "called it a reckless gamble", "a sham election"
        head = first.head
        if head.lower_ in self.words.resembling_joint and head.head.lemma_.lower() in self.words.resembling:
            return _Verdict(word, head.head, tuple(syntax.subjects(head.head)), called=False)
        if first.dep_ in ("attr", "acomp", "oprd") and head.lemma_ in self.verbs.copula:
            return _Verdict(word, head, tuple(syntax.subjects(head)), called=False)
        return self._called(word, first)

    def _called(self, word: Token, first: Token) -> _Verdict | None:
        """ "Called the plan reckless", "described it as a sham"; parsers give the second word various roles."""
        head = first.head
        naming = head.head if head.lower_ == "as" else head
        if self._names(naming) and any(c.lower_ in self.words.whatever and c.i < naming.i for c in naming.children):
            return _Verdict(word, naming, (first,), called=True, aside=True)  # "what X called Y's reckless plan"
        if head.lower_ == "as" and self._names(head.head):
            return _Verdict(word, head.head, tuple(syntax.objects(head.head)), called=True)
        if self._names(head) and first.dep_ in _COMPLEMENTS:
            inner = [c for c in first.children if c.dep_ in ("nsubj", "nsubjpass")]
            return _Verdict(word, head, tuple(inner or syntax.objects(head)), called=True)
        verb = clause_of(first)
        behind = (first.dep_ == "amod" and first.i > head.i) or (first.dep_ == "appos" and is_indefinite(first))
        named = {t.i for noun in syntax.objects(verb) for t in conjuncts(noun)} if self._names(verb) else set()
        if behind and head.i in named and not self._is_cut_off(head, first):
            return _Verdict(word, verb, tuple(syntax.objects(verb)), called=True)
        return None

    def _names(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self.verbs.naming and verb.pos_ == "VERB"

    def _is_cut_off(self, noun: Token, word: Token) -> bool:
        """Whether a comma precedes a word that would otherwise be a verdict: "called X, a coward"."""
        return self.doc[word.left_edge.i - 1].lower_ == "," or self.doc[word.i - 1].lower_ == "," or noun.i > word.i

    def _relations(self, relation: str, verdict: _Verdict) -> Iterator[Relation]:
        """The relations of the judge to those judged; a deed by nobody named is judged as well."""
        source, at = self._judge(verdict)
        if source is None:
            return
        agents = self.ontology.relations[relation].domain
        judging = Scope(frozenset({"spokesperson", "utterance"}), describing=agents, speaking=True)
        for judge in self.arguments.read(source, judging):
            if not self.arguments.fits(judge, agents):
                continue
            rule = f"verdict.{verdict.word.lemma_.lower()}"
            content = (self._said(verdict),)
            for other in self._judged(relation, verdict, judge, source):
                found = Relation(relation, rule, at, judge, other, 0.75, content=content, evidence=verdict.word.i)
                yield replace(found, own_voice=self.quote_of[at] < 0) if verdict.aside else found

    def _judge(self, verdict: _Verdict) -> tuple[list[Token] | None, int]:
        """The judge, who is the subject of the naming verb or says that something is so, and the verb of that judge."""
        if verdict.called:
            return syntax.subjects(verdict.verb), verdict.verb.i
        act = self._act(self.speeches.around(verdict.word.i))
        if act is None or act.source is None or act.cue is None:
            return None, 0
        return [self.doc[act.source]], act.cue[0]

    def _act(self, around: list[Speech]) -> Speech | None:
        """The attribution that reports a verdict: the outer one in "“I think it is unfair,” X said"."""
        found: Speech | None = None
        keys: set[str] = set()
        for act in reversed(around):
            believed = (act.stance == "affirmed" or act.stance == "hedged") and not act.answer
            if act.source is None or act.cue is None or act.negated or not believed:
                break
            own = {a.key for a in self.arguments.read([self.doc[act.source]])}
            if found and not own & keys:
                break
            found, keys = act, own
        return found if found and found.stance == "affirmed" else None

    def _judged(self, relation: str, verdict: _Verdict, judge: Argument, source: list[Token]) -> list[Argument | None]:
        """The people whose deed or person is judged; None for a deed by somebody who is not named."""
        found: list[Argument | None] = []
        agents = self.ontology.relations[relation].domain
        for noun in verdict.judged[:1]:
            lemma = noun.lemma_.lower()
            if verdict.word.lower_ in self.untrue and lemma in self.transparent["utterance"]:
                return []  # "called the statement absurd" disputes the statement
            read = self.arguments.read([noun], _JUDGED) or self.replies.replied_to([noun], source)
            named = [a for a in read if self.arguments.fits(a, agents)]
            if any(a.key == judge.key for a in named):
                return []
            found += named
            deed = lemma in self.transparent["deed"] | self.transparent["utterance"] or verdict.called
            if not named and noun.pos_ == "PRON":
                deed = noun.lower_ in self.said_before and not self.verdicts.is_dire(verdict.word.lemma_.lower())
            if not named and deed and relation == self.verdicts.blaming and noun.pos_ != "PROPN":
                found.append(None)
        return found

    def _said(self, verdict: _Verdict) -> tuple[int, int]:
        """The words from what is judged to the verdict."""
        first = min([t.left_edge.i for t in verdict.judged] + [verdict.word.left_edge.i])
        return first, max(verdict.word.right_edge.i, verdict.word.i) + 1
