"""Clauses that call something untrue: "the claim is false", "there is no truth to it", "called the charge a lie"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.stance.occurring import takes_place
from graph.extract.syntax.tokens import SUBJECTS, direct, is_negated
from graph.extract.words import Token

_SAID_OF = ("acomp", "attr", "oprd", "ccomp", "advcl", "appos", "dobj")
_ABOUT = ("acomp", "attr", "oprd")


class UntruthReader:
    """Finds what the clauses of one text call untrue."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.stance
        self.untrue = lexicon.stance.untrue_adjectives | lexicon.stance.untrue_nouns | lexicon.stance.turned_down
        self.naming = lexicon.clauses.verbs.naming
        none = lexicon.small.stance.nothing
        self.nothing = lexicon.clauses.pronouns.nobody | none
        self.pointing = lexicon.clauses.pronouns.repeating | lexicon.clauses.determiners.pointing | none
        self.small = lexicon.small.speech

    def judged(self, verb: Token) -> Token | None:
        """The head of what a clause calls untrue, or None."""
        below = self._without_truth(verb)
        if below is not None:
            return below
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None:
            return None
        no_such = next((c for c in verb.children if c.dep_ == "dobj" and self._is_no_such(c)), None)
        if verb.lemma_ == "do" and no_such is not None:
            return no_such
        return subject if self._is_untrue(verb, subject) else None

    def named(self, verb: Token) -> Token | None:
        """What a verb calls untrue: "called [the accusation] baseless", "dismissed [the claims] as nonsense"."""
        if verb.lemma_.lower() not in self.naming or is_negated(verb):
            return None
        roles = ("nsubjpass",) if any(c.dep_ == "auxpass" for c in verb.children) else ("dobj", "nsubj")
        # The parser may take what is called untrue for the subject of a small clause, or the verdict for an apposition.
        below = [verb, *(c for c in verb.children if c.dep_ in ("ccomp", "oprd", "acomp", "dobj"))]
        said = [c for b in below for c in b.children if (c.dep_ in roles and c.i > verb.i) or c.dep_ == "nsubjpass"]
        verdicts = [c for b in below for c in b.children if c.dep_ in _SAID_OF]
        verdicts += [*below[1:], *(t for b in below for t in direct(b, "as")), *self._adjectives_behind_as(verb)]
        judged = next((t for t in said if t not in verdicts or not self._is_word(t)), None)
        return judged if judged is not None and any(map(self._is_word, verdicts)) else None

    def is_pointing(self, noun: Token) -> bool:
        """Whether a word refers to what was said before: "that", "none of it", "no such thing"."""
        if self._is_no_such(noun):
            return True
        if noun.lower_ in self.pointing:
            return not any(c.dep_ == "amod" for c in noun.children)  # "nothing improper happened" says more
        return noun.lower_ in self.small.whole and any(t.lower_ in self.pointing for t in direct(noun, "of"))

    def _adjectives_behind_as(self, verb: Token) -> list[Token]:
        """ "Dismissed the claim as false": an adjective after "as"."""
        preps = [c for c in verb.subtree if c.lower_ == "as" and c.i > verb.i]
        return [c for p in preps for c in p.children if c.dep_ in ("amod", "acomp", "pcomp", "pobj")]

    def _is_word(self, token: Token) -> bool:
        return token.lower_ in self.untrue or token.lemma_.lower() in self.untrue

    def _is_no_such(self, noun: Token) -> bool:
        words = {c.lower_ for c in noun.children if c.dep_ in ("det", "amod", "predet")}
        return self.small.no_such <= words

    def _is_untrue(self, verb: Token, subject: Token) -> bool:
        """Whether a clause says that its subject is not true, or did not happen."""
        empty = subject.lower_ in self.nothing or any(c.lower_ in self.nothing for c in subject.children)
        turned = is_negated(verb) or empty
        about = [c for c in verb.children if c.dep_ in _ABOUT]
        if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
            about.append(verb)
        for word in about:
            if self._is_word(word):
                return not turned
            if {word.lower_, word.lemma_.lower()} & self.words.true_words and not _has_clause(word):
                return turned
            if word.lower_ in self.small.far and self._leads_to_truth(word):
                return True
        if takes_place(verb):
            return turned
        return not turned and self._lacks(verb)

    def _leads_to_truth(self, word: Token) -> bool:
        return any(t.lemma_.lower() in self.words.true_words for p in self.small.from_truth for t in direct(word, p))

    def _lacks(self, verb: Token) -> bool:
        """ "Is without merit", "has no basis", "lacks foundation"."""
        if any(t.lemma_.lower() in self.words.lacks for t in direct(verb, "without")):
            return True
        objects = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in self.words.lacks]
        none = any(g.dep_ == "det" and g.lower_ == "no" for c in objects for g in c.children)
        return bool(objects) and (verb.lemma_ == "lack" or none)

    def _without_truth(self, verb: Token) -> Token | None:
        """ "There is no truth [to the allegation]"; if nothing follows, the noun for what is lacking."""
        if not any(c.dep_ == "expl" for c in verb.children):
            return None
        for noun in verb.children:
            lacking = noun.dep_ in ("attr", "dobj", "nsubj") and noun.lemma_.lower() in self.words.lacks
            if lacking and (is_negated(verb) or any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)):
                behind = (t for w in (noun, verb) for p in self.small.truth_of for t in direct(w, p))
                return next(behind, None)
        return None


def _has_clause(word: Token) -> bool:
    """Whether a clause after a word says what is true: "it is true that P", "is right to say so"."""
    return any(c.dep_ in ("ccomp", "xcomp", "prep") and c.i > word.i for c in (*word.children, *word.head.children))


def clause_of_content(tokens: list[Token]) -> Token | None:
    """The verb of the first clause in reported words."""
    inside = {t.i for t in tokens}
    heads = (t for t in tokens if t.head.i not in inside or t.head.i == t.i)
    return next((t for t in heads if t.pos_ in ("VERB", "AUX")), None)
