"""What a predication says, in a comparable form: a verb, what it says about its subject, and the other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.predications.light_verbs import is_light
from graph.extract.predications.predication import Filler, Kind, Predication, Role, Tie
from graph.extract.predications.verbs import verbal
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.syntax.tokens import SUBJECTS
from graph.extract.words import Doc, Token
from graph.model import Deed

_TELLING = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_MAIN = ("xcomp", "ccomp", "attr", "acomp", "oprd", "parataxis")
"""The dependencies that make a predicate the main message of a clause, or part of it."""
_BESIDE = ("cc", "conj", "mark", "punct")
_DAYS = ("DATE", "TIME")
_INVOLVE = "involve"
_FIRST = (Role.PATIENT, Role.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Told:
    """A deed with the entity that is its object, and the range of tokens that express it."""

    deed: Deed
    object: Argument | None
    words: tuple[int, int]


class DeedReader:
    """Reads the deeds in one parsed text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.arguments = arguments
        self.deeds = lexicon.clauses.deeds
        self.bare = lexicon.clauses.verbs.bare
        self.idle = lexicon.clauses.arguments.idle
        self.hearsay = lexicon.cues.adverbs | lexicon.cues.adjectives
        self.modal = lexicon.clauses.modal
        self.numbers = lexicon.clauses.numbers
        self.same = lexicon.clauses.same

    def of_verb(self, told: Predication, subject: int, said: tuple[int, int]) -> Told | None:
        """What a verb or copula says about its subject, a token; None if that could not be denied.

        `said` is the part of a speech with the verb in it: the parser may attach a following "a lie" to its last noun.
        """
        head = self.doc[told.head]
        verb = head.head if told.kind is Kind.COPULA else head
        chain = [] if told.kind is Kind.COPULA else list(self._chain(verb))
        fillers = [f for f in told.fillers if f.tie is not Tie.NEAR and subject not in f.heads]
        fillers = [replace(f, end=min(f.end, said[1])) for f in fillers if f.heads[0] < said[1]]
        if chain:
            fillers = [f for f in fillers if chain[0].i not in f.heads]
            fillers += [f for f in verbal(chain[-1]).fillers if f.role is not Role.AGENT and f.tie is Tie.OWN]
        named = None if told.kind is Kind.COPULA else self._event(verb, fillers)
        predicate = self._predicate(told, verb, chain, named)
        if named is not None:
            fillers = [f for f in fillers if named.i not in f.heads]
        start, end = self._clause(verb)
        end = max(min(end, said[1]), verb.i + 1)
        while end > verb.i + 1 and (self.doc[end - 1].is_punct or self.doc[end - 1].dep_ == "mark"):
            end -= 1
        noun = named or (head if told.kind is Kind.COPULA else None)
        return self._told(predicate, fillers, noun, (start, end))

    def of_noun(self, told: Predication) -> Told | None:
        """The deed that a noun names: "the bribery of officials"; None if it names none."""
        noun = self.doc[told.head]
        verb = self.deeds.get(noun.lemma_.lower())
        if verb is None:
            return None
        fillers = [f for f in told.fillers if f.role is not Role.AGENT and f.tie is Tie.OWN]
        words = (noun.left_edge.i, noun.right_edge.i + 1)
        part = self._part(fillers) if verb == _INVOLVE else None
        if part is None:
            return self._told(verb, fillers, noun, words)
        return self._told(self.deeds[part.lemma_.lower()], [f for f in fillers if part.i not in f.heads], part, words)

    def _part(self, fillers: list[Filler]) -> Token | None:
        """The noun for the deed in which somebody had a part: "involvement in the [murder]"."""
        nouns = (self.doc[f.heads[0]] for f in fillers)
        return next((n for n in nouns if n.lemma_.lower() in self.deeds), None)

    def _told(self, predicate: str, fillers: list[Filler], noun: Token | None, words: tuple[int, int]) -> Told | None:
        object = self._object([f for f in fillers if f.heads[0] in range(*words)])
        spoken = set(range(*self._named(object))) if object is not None else set()
        found = {w for f in fillers if f.role is not Role.TIME or not self._is_day(f) for w in self._words(f, spoken)}
        if noun is not None:
            found |= {c.lemma_.lower() for c in noun.children if c.i < noun.i and self._tells(c)}
        last = predicate.rpartition(" ")[2]
        if object is None and not found and last in self.bare:
            return None
        return Told(Deed(predicate, tuple(sorted(found))), object, words)

    # ------------------------------------------------------------ predicate

    def _predicate(self, told: Predication, verb: Token, chain: list[Token], event: Token | None) -> str:
        """The lemma with its particle, any infinitive that follows it, and any modal word before it."""
        modal = next((self.modal[c.lower_] for c in verb.children if c.dep_ == "aux" and c.lower_ in self.modal), "")
        if told.kind is Kind.COPULA:
            parts = ["be", told.lemma]
        elif event is not None:
            parts = [self.deeds[event.lemma_.lower()]]
        elif told.passive and not told.doers:
            parts = ["be", self.doc[told.head].lower_]
        else:
            parts = [told.lemma, told.particle]
        parts += [word for one in chain for word in ("to", one.lemma_.lower())]
        said = " ".join(part for part in parts if part)
        return f"{modal} {self.same.get(said, said)}".strip()

    def _chain(self, verb: Token) -> Iterator[Token]:
        """A chain of infinitives: "wanted [to try to leave]"."""
        below = next(
            (c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX") and c.i > verb.i), None
        )
        if below is not None:
            yield below
            yield from self._chain(below)

    def _event(self, verb: Token, fillers: list[Filler]) -> Token | None:
        """The noun that says what was done if the verb does not: "committed [fraud]"."""
        if not is_light(verb):
            return None
        nouns = (self.doc[f.heads[0]] for f in fillers if f.role is Role.PATIENT)
        return next((n for n in nouns if n.lemma_.lower() in self.deeds), None)

    # ------------------------------------------------------------ arguments

    def _object(self, fillers: list[Filler]) -> Argument | None:
        """The first entity among the arguments; those that the verb acts upon come before all others."""
        ordered = sorted(fillers, key=lambda f: (f.role not in _FIRST or bool(f.preposition), f.start))
        for one in ordered:
            found = self.arguments.read([self.doc[i] for i in one.heads]) if one.role is not Role.CONTENT else []
            if found:
                return found[0]
        return None

    def _named(self, object: Argument) -> tuple[int, int]:
        mention = self.arguments.mentions.at(object.token)
        return (mention.start, mention.end) if mention is not None else (object.token, object.token + 1)

    def _words(self, filler: Filler, spoken: set[int]) -> Iterator[str]:
        """The lemmas of the content words of an argument."""
        for token in self.doc[filler.start : filler.end]:
            adverb = filler.role is Role.MANNER and token.pos_ == "ADV"
            if token.i not in spoken and (self._tells(token) or (adverb and token.lower_ not in self.idle)):
                yield self._lemma(token)

    def _lemma(self, token: Token) -> str:
        """The lemma of a word, or the digits of a number."""
        low = token.lower_
        return (
            str(self.numbers[low])
            if low in self.numbers
            else low.replace(",", "")
            if low[0].isdigit()
            else token.lemma_.lower()
        )

    def _tells(self, token: Token) -> bool:
        return token.pos_ in _TELLING and token.lower_ not in self.hearsay and token.lower_ not in self.idle

    def _is_day(self, filler: Filler) -> bool:
        return self.doc[filler.heads[0]].ent_type_ in _DAYS

    # ---------------------------------------------------------------- words

    def _clause(self, verb: Token) -> tuple[int, int]:
        """The unbroken run of words around the verb of a clause, without the subject."""
        left = {t.i for c in verb.children if c.i < verb.i and c.dep_ in (*SUBJECTS, *_BESIDE) for t in c.subtree}
        right = {t.i for c in verb.children if c.i > verb.i and self._is_beside(c) for t in c.subtree}
        kept = {t.i for t in verb.subtree} - left - right
        start = end = verb.i
        sentence = self.parsed.sentence(verb)
        while start - 1 in kept and start > sentence.start:
            start -= 1
        while end + 1 in kept and end + 1 < sentence.end:
            end += 1
        while start < verb.i and self.doc[start].is_punct:
            start += 1
        while end > verb.i and self.doc[end].is_punct:
            end -= 1
        return start, end + 1

    def _is_beside(self, child: Token) -> bool:
        """Whether the dependent of a verb starts another clause: "paid and [left]"."""
        return child.dep_ in ("cc", "parataxis") or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))


def is_conditional(verb: Token) -> bool:
    """Whether something is said only under a condition: "if elected, he will pay"."""
    condition = lexicon_of(verb).stance.marks
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    return any(g.lower_ in condition for c in clauses for g in c.children if g.dep_ == "mark")


def is_main(doc: Doc, predicate: int, part: tuple[int, int], *, joined: bool = False) -> bool:
    """Whether a predicate is the message of part of a content, and not in a remark, a name or a circumstance.

    With `joined`, coordinated predicates count as well: "that X fled and [killed] Y".
    """
    roles = (*_MAIN, "conj") if joined else _MAIN
    token = doc[predicate]
    while part[0] <= token.i < part[1] and token.head.i != token.i:
        lent = token.dep_ == "dobj" and is_light(token.head)
        if not part[0] <= token.head.i < part[1]:
            return True
        if token.dep_ not in roles and not lent:
            return False
        token = token.head
    return token.i in range(*part)
