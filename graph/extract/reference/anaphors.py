"""What pronouns and epithets refer to: an earlier subject or noun, people by age, origin or order, a later name.

Also which people and things without a name they may refer to.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Found, Node
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.links import Link
from graph.extract.reference.salience import Discourse
from graph.extract.reference.unnamed import DescribedReader
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors, clause_of, conjuncts
from graph.extract.words import Token

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative", "conj")
_FARTHEST = 2
"""How many sentences back an antecedent is looked for."""
_SCORE = 0.8


class RepeatReader:
    """Finds the nouns in one parsed text to which its pronouns refer back."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, described: DescribedReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.described = described
        self.ontology = lexicon.ontology
        self.several = lexicon.roles.classes.several
        self.pronouns = lexicon.clauses.pronouns

    def subject(self, token: Token) -> Token | None:
        """What "they" or "it" as a subject refers to: the subject of the clause above, or of the sentence before."""
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
        """The main verb of the sentence before a token's own, in the same paragraph."""
        number = self.parsed.sentence_of[token.i]
        if not number or self.parsed.quote_of[token.i] >= 0:
            return []
        before, own = self.parsed.sentences[number - 1], self.parsed.sentences[number]
        together = before.block == own.block
        return [t for t in self.doc[before.start : before.end] if t.dep_ == "ROOT"][-1:] if together else []

    def _agrees(self, subject: Token, several: bool) -> bool:
        """Whether a subject is plural or, for "it", one body that acts: "the court"."""
        if several:
            return subject.tag_ in ("NNS", "NNPS") or len(conjuncts(subject)) > 1
        kind = self.described.kind(subject) if subject.tag_ == "NN" else None
        return kind is not None and any(self.ontology.is_a(kind, name) for name in self.several)

    def noun(self, token: Token) -> Token | None:
        """The noun that a pronoun for a thing refers to: the subject of a coordinated clause or the clause above."""
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


class EpithetReader:
    """Resolves the epithets in one article, if only a single person fits; `resolve` leads on from a token."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon, resolve: Callable[[int], Link | None]) -> None:
        self.discourse = discourse
        self.doc = discourse.doc
        self.sentence_of = discourse.parsed.sentence_of
        self.entities = discourse.entities
        self.words = lexicon.small.reference
        self.gender = lexicon.offices.gender
        self.kin = lexicon.offices.kin
        self.pronouns = lexicon.clauses.pronouns
        self.resolve = resolve
        self.named: dict[int, list[Found]] = {}
        for found in sorted(discourse.mentions.found, key=lambda f: f.start):
            if found.kind in ("name", "country"):
                self.named.setdefault(self.sentence_of[found.head], []).append(found)

    def read(self, token: Token) -> Link | None:
        """The person that an epithet means; None if a token is not an epithet, or it may mean several people."""
        the = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
        if not the or token.dep_ not in _ARGUMENTS or token.i in self.discourse.mentions.by_head:
            return None
        if token.lower_ in (*self.words.first_of_two, *self.words.second_of_two):
            return self._of_two(token)
        return self._person(token) if self._is_epithet(token) else None

    def _is_epithet(self, token: Token) -> bool:
        """ "The 54-year-old", "the Lima native", "the father of two"."""
        low, before = token.lower_, [t.lower_ for t in self.doc[max(token.i - 2, 0) : token.i]]
        if low == "old":
            return before[:1] == ["year"] or "year" in before
        if low in self.words.native:
            return any(c.dep_ in ("compound", "amod", "nmod") and c.is_title for c in token.children)
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        return low in self.kin and of is not None and any(c.tag_ == "CD" for c in of.children)

    def _person(self, token: Token) -> Link | None:
        """The only person named in the nearest sentence with a person's name."""
        here, gender = self.sentence_of[token.i], self.gender.get(token.lower_)
        for sentence in range(here - 1, max(here - _FARTHEST, 0) - 1, -1):
            nodes = {self.entities.get(f.key).key: self.entities.get(f.key) for f in self.named.get(sentence, ())}
            persons = [n for n in nodes.values() if n.type == "Person"]
            if persons:
                fitting = [n for n in persons if _agrees(n, gender)]
                return Link(fitting[0].key, "description.epithet", _SCORE) if len(fitting) == 1 else None
        return None

    def _of_two(self, token: Token) -> Link | None:
        """ "The former", "the latter": of two people named side by side, or the only two who were named."""
        here = self.sentence_of[token.i]
        for sentence in range(here, max(here - _FARTHEST, 0) - 1, -1):
            before = [f for f in self.named.get(sentence, ()) if f.end <= token.i]
            pairs = {f.head: {t.i for t in conjuncts(self.doc[f.head])} for f in before}
            beside = [f for f in before if len(pairs[f.head]) == 2 and pairs[f.head] <= pairs.keys()]
            found = list(dict.fromkeys(self.entities.get(f.key).key for f in beside or before))
            if found:
                last = token.lower_ in self.words.second_of_two
                return Link(found[-1 if last else 0], "description.order", _SCORE) if len(found) == 2 else None
        return None

    def ahead(self, pronoun: Token) -> Link | None:
        """The person meant by a pronoun that precedes the name: "before [she] sued X, Y met Z"."""
        clause = clause_of(pronoun)
        main = clause.head
        fronted = clause.dep_ == "advcl" and clause.i < main.i and pronoun.i < clause.right_edge.i < main.i
        gender = self._gender(pronoun)
        if not fronted or gender is None:
            return None
        for subject in subjects(main)[:1]:
            link = self.resolve(subject.i) if subject.i > clause.i and subject.pos_ != "PRON" else None
            node = self.discourse.node(link) if link else None
            if node is not None and node.type == "Person" and _agrees(node, gender):
                return Link(node.key, "pronoun.ahead", _SCORE)
        return None

    def _gender(self, pronoun: Token) -> str | None:
        if pronoun.lower_ in self.pronouns.male:
            return "male"
        return "female" if pronoun.lower_ in self.pronouns.female else None


class StrangerReader:
    """Finds people and things without a name that pronouns may mean; `resolve` leads from a token to a node."""

    def __init__(self, discourse: Discourse, lexicon: Lexicon, resolve: Callable[[int], Link | None]) -> None:
        self.parsed = discourse.parsed
        self.doc = discourse.doc
        self.offices = lexicon.offices
        self.kinds = (lexicon.names.nouns, lexicon.descriptions.nouns)
        self.resolve = resolve

    def before(self, token: Token) -> bool:
        """Whether somebody whose name is unknown was the subject before: "since the mayor signed it, he …"."""
        start = self.parsed.sentence(token).start
        before = (t for t in self.doc[start : token.i] if t.dep_ in ("nsubj", "nsubjpass") and t.tag_ == "NN")
        definite = (t for t in before if any(c.lower_ == "the" for c in t.children))
        return any(self._is_person(t.lemma_.lower()) and self.resolve(t.i) is None for t in definite)

    def relative(self, token: Token, gender: str) -> bool:
        """Whether somebody's wife or brother was mentioned before without a name, so that a pronoun may mean them."""
        start = self.parsed.sentence(token).start
        owned = (t for t in self.doc[start : token.i] if t.lemma_.lower() in self.offices.kin and t.dep_ != "compound")
        return any(
            self.offices.gender.get(t.lemma_.lower()) == gender and self.resolve(t.i) is None
            for t in owned
            if not any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in t.children)
        )

    def thing(self, token: Token) -> bool:
        """Whether the nearest subject above that "it" can mean is a thing: "the move has critics, who say it …"."""
        above = (a for a in ancestors(token) if a.pos_ in ("VERB", "AUX"))
        found = (s for verb in above for s in subjects(verb)[:1] if s.i < token.i)
        single = (s for s in found if s.tag_ in ("NN", "NNP") and not self._is_person(s.lemma_.lower()))
        nearest = next((s for s in single if s.tag_ == "NN" or not self._is_human(s)), None)
        if nearest is None or nearest.tag_ != "NN" or self.resolve(nearest.i) is not None:
            return False
        return all(nearest.lemma_.lower() not in kinds for kinds in self.kinds)

    def _is_human(self, name: Token) -> bool:
        return name.ent_type_ == "PERSON"

    def _is_person(self, noun: str) -> bool:
        return self.kinds[0].get(noun) == "Person" or self.offices.is_noun(noun)


def _agrees(node: Node, gender: str | None) -> bool:
    return not gender or not node.gender or node.gender == gender
