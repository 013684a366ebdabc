"""What a pronoun repeats that no name explains: "they" and "it" as subjects, pronouns for a noun of speech or deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.unnamed import DescribedReader
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors, conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token


class RepeatReader:
    """Finds the nouns of one parsed text that its pronouns repeat."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, described: DescribedReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.described = described
        self.ontology = lexicon.ontology
        self.several = lexicon.roles.classes.several
        self.pronouns = lexicon.clauses.pronouns

    def subject(self, token: Token) -> Token | None:
        """Whom "they" or "it" means as a subject: the subject of the clause above, or else of the sentence before."""
        several = token.lower_ in self.pronouns.plural
        if not (several or token.lower_ == "it") or token.dep_ not in ("nsubj", "nsubjpass", "poss"):
            return None
        above = [a for a in ancestors(token) if a.pos_ in ("VERB", "AUX")]
        if token.dep_ != "poss":
            above += self._main_verb_before(token)
        for verb in above:
            for subject in subjects(verb)[:1]:
                if subject.i < token.i and subject.pos_ != "PRON":
                    return subject if self._agrees(subject, several) else None
        return None

    def _main_verb_before(self, token: Token) -> list[Token]:
        """The main verb of the sentence before that of a token, in the same paragraph."""
        number = self.parsed.sentence_of[token.i]
        if not number or self.parsed.quote_of[token.i] >= 0:
            return []
        before, own = self.parsed.sentences[number - 1], self.parsed.sentences[number]
        together = before.block == own.block
        return [t for t in self.doc[before.start : before.end] if t.dep_ == "ROOT"][-1:] if together else []

    def _agrees(self, subject: Token, several: bool) -> bool:
        """Whether a subject is of several, or for "it" of one body that acts: "the court"."""
        if several:
            return subject.tag_ in ("NNS", "NNPS") or len(conjuncts(subject)) > 1
        kind = self.described.kind(subject) if subject.tag_ == "NN" else None
        return kind is not None and any(self.ontology.is_a(kind, name) for name in self.several)

    def noun(self, token: Token) -> Token | None:
        """The noun that a pronoun for a thing stands for: the subject of the clause it is coordinated with or under."""
        plural = token.lower_ in self.pronouns.repeating_plural
        for above in ancestors(token):
            if above.pos_ not in ("VERB", "AUX"):
                continue
            for candidate in _earlier_subjects(above):
                fits = (candidate.tag_ in ("NNS", "NNPS")) == plural
                if candidate.i < token.i and candidate.pos_ == "NOUN" and fits:
                    return candidate
        return None


def _earlier_subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, of its clauses, and of the verb that it is coordinated with."""
    clausal = (v for v in verb.children if v.dep_ == "ccomp")
    found = [c for v in (verb, *clausal) for c in v.children if c.dep_ in ("nsubj", "nsubjpass")]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        found += subjects(verb.head)
    return found
