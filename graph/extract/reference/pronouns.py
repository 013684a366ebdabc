"""What pronouns refer to: "I" by the speaker, "he" and "it" by salience, gender and position in the clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Node
from graph.extract.reference.anaphors import StrangerReader
from graph.extract.reference.links import Link
from graph.extract.reference.salience import Discourse, Use, best
from graph.extract.refusals import Reason
from graph.extract.speech.speeches import Speech
from graph.extract.syntax.predicates import objects, subjects
from graph.extract.syntax.relative_clauses import opens_cleft
from graph.extract.syntax.tokens import clause_of, direct
from graph.extract.trace import Trace
from graph.extract.words import Token
from graph.model import BlockKind

_WINDOW = 5
"""How many sentences back the antecedent of "he" or "she" is looked for."""

_SINGLE = ("'", "‘", "’")
_SURE = 0.85
"""The minimum score for a pronoun to reveal the gender of the person that it means."""


class PronounReader:
    """Resolves the pronouns in one article.

    `resolve` leads from a token to what it refers to, for speakers and for the other arguments of a clause.
    """

    def __init__(
        self, discourse: Discourse, lexicon: Lexicon, resolve: Callable[[int], Link | None], trace: Trace
    ) -> None:
        self.trace = trace
        self.discourse = discourse
        self.doc = discourse.doc
        self.quote_of = discourse.parsed.quote_of
        self.sentence_of = discourse.parsed.sentence_of
        self.entities = discourse.entities
        self.resolve = resolve
        self.words = lexicon.clauses.pronouns
        self.places = lexicon.clauses.prepositions.place
        self.classifying = lexicon.clauses.verbs.classifying
        self.lexicon = lexicon
        self.of_dead = lexicon.small.reference.of_dead
        self.strangers = StrangerReader(discourse, lexicon, resolve)
        self.naming = lexicon.clauses.verbs.naming - self.classifying

    def read(self, token: Token) -> Link | None:
        """What a pronoun refers to, or None if that is unclear."""
        low = token.lower_
        if low in self.words.first:
            return self.speaker(token.i) or self._refused(Reason.NO_SPEAKER, token)
        if low in self.words.second:
            return self._addressee(token.i)
        if low in self.words.first_plural:
            meant = self._represented(token.i) if token.dep_ in ("nsubj", "dobj", "pobj") else None
            return meant or self._refused(Reason.NO_COUNTRY, token)
        if low in self.words.reflexive:
            return self._reflexive(token)
        if low in self.words.male | self.words.female:
            return self._third_person(token, "male" if low in self.words.male else "female")
        return self._thing(token) if low in self.words.thing else self._refused(Reason.SEVERAL_MEANT, token)

    def _refused(self, reason: Reason, token: Token) -> Link | None:
        """None, with the reason recorded."""
        self.trace.refuse(reason, token.i)
        return None

    def _best(self, candidates: dict[str, float], rule: str, token: Token) -> Link | None:
        """The candidate that clearly beats all the others."""
        reason = Reason.SEVERAL_ANTECEDENTS if candidates else Reason.NO_ANTECEDENT
        return best(candidates, rule) or self._refused(reason, token)

    # --------------------------------------------------------- first person

    def speaker(self, i: int) -> Link | None:
        """The person who says "I": the innermost direct speaker around the token; nobody in a nested quotation."""
        if self._is_quoted_twice(i):
            return None
        for source in reversed(self._quoting_sources(i)):
            link = self.resolve(source) if source != i else None
            if link and self.discourse.node(link).type == "Person":
                return Link(link.key, "pronoun.first", 0.9)
        return None

    def _is_quoted_twice(self, i: int) -> bool:
        """Whether single quotes are open at a token in a quotation: "“people say, ‘I like him,’ and leave”"."""
        quote = self.quote_of[i]
        opened = False
        for token in self.doc[self.discourse.parsed.quotes[quote].start + 1 : i] if quote >= 0 else ():
            if token.text in _SINGLE and token.tag_ != "POS":
                opened = bool(token.nbor(-1).whitespace_ and not token.whitespace_)
        return opened

    def _addressee(self, i: int) -> Link | None:
        """The person meant by "you": the one to whom a quotation is addressed, if the text says so."""
        quote = self.quote_of[i]
        said = [s for s in self.discourse.speeches.around(i) if quote >= 0 and s.cue is not None]
        for speech in said[-1:]:
            verb = self.doc[speech.cue[0]] if speech.cue else self.doc[i]
            told = [t for t in (*objects(verb), *direct(verb, "to")) if self.quote_of[t.i] != quote]
            for link in (self.resolve(t.i) for t in told if not speech.says(t.i)):
                if link and self.discourse.node(link).type == "Person":
                    return Link(link.key, "pronoun.second", 0.85)
        return None

    def _quoting_sources(self, i: int) -> list[int]:
        """The sources, outermost first, of the quotations that contain a token; none outside quotations."""
        quote = self.quote_of[i]
        sources = [s.source for s in self.discourse.speeches.around(i)] if quote >= 0 else []
        return [s for s in sources if s is not None and self.quote_of[s] != quote]

    def possessor(self, token: Token) -> Link | None:
        """The owner meant by "our": the country in which the speaker holds an office, or else the speaker."""
        if token.lower_ not in self.words.first_plural:
            return None
        return self._represented(token.i) or self.speaker(token.i)

    def _represented(self, i: int) -> Link | None:
        """ "We", said by somebody who holds an office in a country, stands for that country."""
        speaker = self.speaker(i)
        if speaker is None:
            return None
        countries = {o.country for o in self.discourse.node(speaker).offices if o.country and o.holder}
        return Link(countries.pop(), "pronoun.we", 0.6) if len(countries) == 1 else None

    # --------------------------------------------------------- third person

    def _third_person(self, token: Token, gender: str) -> Link | None:
        candidates: dict[str, float] = {}
        counted: Counter[str] = Counter()
        speaker = self._quoting(token.i)
        barred = self._coarguments(token) | self._living(token)
        at = self._before_own_words(token)
        for use in self.discourse.before(at):
            distance = self.sentence_of[at] - use.sentence
            node = self.entities.get(use.node)
            if distance > _WINDOW or not _may_be(node, gender) or node.key in barred or node.key == speaker:
                continue
            score = max(3.0 - 0.9 * distance, 0.3) + use.salience + (0.0 if node.gender else -0.8)
            score += self._position(token, use, distance)
            counted[node.key] += 1
            candidates[node.key] = max(candidates.get(node.key, 0.0), score)
        for key, number in counted.items():
            candidates[key] += min(0.15 * (number - 1), 0.6)
        self._prefer_source(token, candidates)
        self._prefer_superordinate(token, candidates, 0.4)
        if self.strangers.before(token) or self.strangers.relative(token, gender):
            return self._refused(Reason.STRANGER, token)
        if len(candidates) > 1 and self._is_quoted_by_a_stranger(token.i):
            return self._refused(Reason.STRANGER, token)  # the speaker is one of them, and so is not meant
        return self._learned(self._best(candidates, "pronoun.third", token), gender)

    def _reflexive(self, token: Token) -> Link | None:
        """ "Himself": the subject of its clause; None if that has no name."""
        found = [link for t in subjects(clause_of(token)) if t.i != token.i and (link := self.resolve(t.i))]
        return replace(found[0], rule="pronoun.self") if found else self._refused(Reason.STRANGER, token)

    def _learned(self, link: Link | None, gender: str) -> Link | None:
        """The link, unchanged; if "she" certainly refers to a person, that person is recorded as a woman."""
        node = self.discourse.node(link) if link else None
        if link and node and link.score >= _SURE and not node.gender:
            self.entities.put(replace(node, gender=gender))
        return link

    def _before_own_words(self, token: Token) -> int:
        """Where to look back from: whoever "he" means after his own quotation is named before it, not inside it."""
        own = [s for s in self.discourse.speeches.all if s.source == token.i and s.quotes]
        return min([token.i, *(a for s in own for a, _ in s.content)])

    def _position(self, token: Token, use: Use, distance: int) -> float:
        """The score for the positions of pronoun and antecedent: a subordinate clause prefers its own sentence."""
        score = 0.0
        if distance == 0 and clause_of(token).dep_ != "ROOT":
            score += 0.8
        if self.discourse.parsed.sentences[use.sentence].kind is not BlockKind.PARAGRAPH and distance:
            score -= 1.0
        if token.dep_ == self.doc[use.token].dep_:
            score += 0.4
        return score

    def _prefer_source(self, token: Token, candidates: dict[str, float]) -> None:
        """Prefer the speaker as the subject of what is said: "Petro said that he …"."""
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") or self.quote_of[token.i] >= 0:
            return
        accused = self.discourse.speeches.accused(token.i, self.lexicon.clauses.replies.charge)
        for speech in accused or self.discourse.speeches.around(token.i)[-1:]:
            for linked, bonus in self._source_and_owner(speech):
                link = self.discourse.links.get(linked)
                if link and self.discourse.node(link).key in candidates:
                    candidates[self.discourse.node(link).key] += 2 * bonus if accused else bonus

    def _prefer_superordinate(self, token: Token, candidates: dict[str, float], bonus: float) -> None:
        """Prefer the subject above for a pronoun in a subordinate clause: "a tool for X to reach what it set"."""
        clause = clause_of(token)
        if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or clause.dep_ not in ("relcl", "advcl", "ccomp"):
            return
        self._prefer(subjects(clause_of(clause)), token, candidates, bonus)

    def _prefer(self, tokens: list[Token], pronoun: Token, candidates: dict[str, float], bonus: float) -> None:
        """Prefer the entities named by some tokens before a pronoun."""
        for link in (self.discourse.links.get(t.i) for t in tokens if t.i < pronoun.i):
            if link and self.discourse.node(link).key in candidates:
                candidates[self.discourse.node(link).key] += bonus

    def _source_and_owner(self, speech: Speech) -> list[tuple[int, float]]:
        """The tokens that a pronoun in reported words prefers, each with a bonus."""
        if speech.source is None:
            return []
        # "X's sister denied that he …": X is more likely than the sister.
        owned = [(c.i, 2.0) for c in self.doc[speech.source].children if c.dep_ == "poss"]
        return [*owned[:1], (speech.source, 0.8)]

    def _quoting(self, i: int) -> str | None:
        """The speaker of the quotation around a token; "he" in the quotation is somebody else."""
        for source in self._quoting_sources(i)[:1]:
            link = self.resolve(source)
            return self.discourse.node(link).key if link else None
        return None

    def _is_quoted_by_a_stranger(self, i: int) -> bool:
        """Whether a token is quoted from somebody whom the text describes but does not identify."""
        return any(self.resolve(s) is None for s in self._quoting_sources(i)[:1])

    def _living(self, token: Token) -> set[str]:
        """People who speak about a death, and so did not die: "X said that Y would look into [his] death"."""
        if token.dep_ != "poss" or token.head.lemma_.lower() not in self.of_dead:
            return set()
        links = (self.resolve(s.source) for s in self.discourse.speeches.around(token.i) if s.source is not None)
        return {self.discourse.node(link).key for link in links if link}

    def _coarguments(self, token: Token) -> set[str]:
        """Other arguments in the clause of the pronoun, to which it cannot refer (binding principle B)."""
        if token.dep_ == "poss":
            return set()
        verb = clause_of(token)
        tokens = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "agent")]
        oblique = [c for c in verb.children if c.dep_ in ("prep", "agent", "dative")]
        tokens += [g for c in oblique for g in c.children if g.dep_ == "pobj"]
        if token.dep_ not in ("nsubj", "nsubjpass"):
            tokens += subjects(verb)
        links = [self.resolve(t.i) for t in tokens if t.i != token.i and t.pos_ != "PRON"]
        return {self.discourse.node(link).key for link in links if link}

    # --------------------------------------------------------------- things

    def _thing(self, token: Token) -> Link | None:
        """ "It": the nearest country, organisation or place, preferably a subject."""
        said = [c for c in token.head.children if c.dep_ in ("attr", "acomp") and c.lower_ not in self.words.minded]
        if token.dep_ == "nsubj" and said:
            return self._refused(Reason.NO_THING, token)  # "it was a cordial meeting", "it is likely"
        if opens_cleft(token):
            # "it was only after X had gone that Y left": refers to nothing
            return self._refused(Reason.NO_THING, token)
        if token.dep_ in ("dobj", "nsubj") and clause_of(token).lemma_ in self.naming:
            # "I would not call it a reform": refers to what somebody did or proposed
            return self._refused(Reason.NO_THING, token)
        if self.strangers.thing(token):
            return self._refused(Reason.NO_THING, token)  # "the move has critics, who say it helps X"
        candidates: dict[str, float] = {}
        barred = self._coarguments(token)
        verb = token.head if token.dep_ == "dobj" else token.head.head if token.head.dep_ == "ccomp" else token
        classified = verb.lemma_ in self.classifying and verb.pos_ == "VERB"
        for use in self.discourse.before(token.i):
            node = self.entities.get(use.node)
            distance = self.sentence_of[token.i] - use.sentence
            if distance > 1 or node.type == "Person" or node.key in barred or self._only_places(use.token):
                continue
            if classified:
                # "Washington classifies it as terrorist": probably not a state; a gang may be further away.
                if node.type in self.lexicon.roles.classes.state:
                    continue
                distance -= 1 if node.type in self.lexicon.roles.classes.gang else 0
            score = 3.0 - distance + use.salience + (1.5 if token.dep_ == self.doc[use.token].dep_ == "dobj" else 0.0)
            candidates[node.key] = max(candidates.get(node.key, 0.0), score)
        self._prefer_superordinate(token, candidates, 1.0)
        if token.dep_ == "poss":
            self._prefer(subjects(clause_of(token)), token, candidates, 1.0)  # "urged X to withdraw [its] troops"
        return self._best(candidates, "pronoun.it", token)

    def _only_places(self, i: int) -> bool:
        """Whether a name only says where the subject is: "it" after "the court in Lima" does not mean Lima."""
        token = self.doc[i]
        placed = token.dep_ == "pobj" and token.head.lower_ in self.places
        return placed and token.head.head.pos_ == "NOUN" and token.head.head.dep_ in ("nsubj", "nsubjpass")


def _may_be(node: Node, gender: str) -> bool:
    """Whether a node is a person not known to be of another gender."""
    return node.type == "Person" and (node.gender is None or node.gender == gender)
