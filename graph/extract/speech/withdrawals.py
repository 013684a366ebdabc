"""Words that are not said, or are said no longer: withdrawn, left unsaid, or called untrue by those who report them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.speeches import Speech
from graph.extract.stance.stance import StanceReader
from graph.extract.stance.untruth import UntruthReader
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import FINITE
from graph.extract.words import Token
from graph.model import Stance

WITHDRAWN = "withdrawn"
_PARTICLES = ("prt", "advmod", "prep", "dobj", "acomp")


class Withdrawals:
    """Reads from the words around the cues of one parsed text what stance speakers now take on what they once said."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.doc = parsed.doc
        self.quote_of = parsed.quote_of
        self.cues = lexicon.cues
        self.first_person = lexicon.clauses.pronouns.first | lexicon.clauses.pronouns.first_plural
        self.untrue = lexicon.stance.untrue_adjectives
        self.lies = lexicon.stance.untrue_nouns
        self.stances = StanceReader(lexicon)
        self.untruths = UntruthReader(lexicon)

    def read(self, speeches: list[Speech]) -> list[Speech]:
        """The same attributions with corrected stances, and the denials by those who report them."""
        found: list[Speech] = []
        for speech in speeches:
            # "According to X, no Y was arrested": a phrase is neither withdrawn nor negated by its clause.
            if speech.cue is None or speech.answer or speech.lemma in self.cues.phrases:
                found.append(speech)
                continue
            cue = self.doc[speech.cue[0]]
            weighed = self._weighed(speech, cue)
            found.append(weighed)
            if weighed.content and not weighed.negated and weighed.stance != "denied" and self._is_untrue(cue):
                denial = replace(weighed, stance="denied", rule="untrue.report", answer=True, writer=True, extent=None)
                found.append(replace(denial, source=None, quotes=frozenset()))
        return found

    def _weighed(self, speech: Speech, cue: Token) -> Speech:
        """An act of speech as withdrawn or as not done, with the person who withdraws it as its source."""
        verb = self._withdrawing(cue)
        if verb is not None and speech.stance != "denied":
            stance = speech.stance if self._is_undone(verb) else WITHDRAWN
            return replace(speech, source=self._own(speech, verb, cue), stance=stance)
        erring = self._erring(cue)
        if erring is not None and self._is_own_error(erring):
            return replace(speech, source=self._own(speech, erring, cue), stance=WITHDRAWN, negated=False)
        if self._is_given_up(cue):
            return replace(speech, stance=WITHDRAWN, negated=False)
        if cue.pos_ == "NOUN":
            own = next((verb for verb, key in self._above(cue) if key in self.cues.own), None)
            if own is None:
                return speech
            return replace(speech, source=self._own(speech, own, cue), negated=speech.negated or self._is_undone(own))
        if cue.tag_ not in FINITE and not speech.negated and speech.stance != "denied":
            return replace(speech, negated=self._is_undone(cue))
        return speech

    def _is_undone(self, word: Token) -> bool:
        """Whether an act did not take place: "declined to say", "stopped short of saying", "refused to repeat"."""
        return self.stances.read(word).stance is Stance.DENIED

    # ------------------------------------------------------------ withdrawal

    def _withdrawing(self, cue: Token) -> Token | None:
        """The verb that withdraws the content of a noun or gerund of speech: "walked back his statement"."""
        having = any(c.dep_ == "aux" and c.tag_ == "VBG" for c in cue.children)  # "apologized for having claimed"
        spoken = cue.pos_ == "NOUN" or cue.tag_ == "VBG" or having
        # "Deleted a post in which he said that P", "retracted an article claiming that P".
        written = cue.head if cue.dep_ in ("relcl", "acl") and cue.head.lemma_.lower() in self.cues.nouns else None
        for word in [*([cue] if spoken else []), *([written] if written is not None else [])]:
            for verb, key in self._above(word):
                if key in self.cues.withdrawing:
                    return verb
        return None

    def _above(self, cue: Token) -> Iterator[tuple[Token, str]]:
        """Verbs that have a word of speech as object, or lead to one, with each key that a table may list them by."""
        above = cue.head
        words: list[str] = []
        direct = cue.dep_ in ("dobj", "xcomp", "ccomp", "nsubjpass")
        while above.pos_ in ("ADP", "ADV", "SCONJ", "PART") and above.head.i != above.i and not direct:
            words.insert(0, above.lower_)
            above = above.head
        if above.pos_ not in ("VERB", "AUX") or not (direct or words):
            return
        lemma = above.lemma_.lower()
        beside = [c.lower_ for c in above.children if c.dep_ in _PARTICLES and c.i != cue.i and above.i < c.i < cue.i]
        tails = {" ".join(words), *(" ".join([b, *words]) for b in beside)}
        keys = sorted({f"{lemma} {tail}".strip() for tail in tails}, key=len, reverse=True)
        yield from ((above, key) for key in keys)

    def _is_given_up(self, cue: Token) -> bool:
        """ "No longer claims that P", "does not believe any more that P", "stopped claiming that P"."""
        if cue.pos_ != "VERB":
            return False
        for child in cue.children:
            no_longer = lexicon_of(child).small.speech.no_longer
            if child.lower_ == "longer" and any(c.lower_ in no_longer for c in child.children):
                return True
            any_more = child.lower_ == "more" and child.i > 0 and child.nbor(-1).lower_ == "any"
            more = child.lower_ == "anymore" or any_more
            if more and any(c.dep_ == "neg" for c in cue.children):
                return True
        ceased = cue.tag_ == "VBG" and cue.dep_ in ("xcomp", "pcomp")
        return ceased and any(key in self.cues.ceasing for _, key in self._above(cue))

    def _erring(self, cue: Token) -> Token | None:
        """The verb that says that a speaker is wrong: "was wrong to say", "erred in saying that"."""
        if cue.pos_ == "NOUN" and cue.dep_ == "nsubj":
            return cue.head if self._is_found_false(cue.head, cue) else None
        if cue.pos_ != "VERB" or cue.dep_ not in ("xcomp", "pcomp", "advcl", "ccomp"):
            return None
        above = cue.head.head if cue.dep_ == "pcomp" else cue.head
        if cue.dep_ == "advcl" and not any(c.tag_ == "WRB" for c in cue.children):
            return None
        # "Said that she had erred when she claimed": the parser may attach "when" to the first verb.
        nearer = [c for c in above.children if c.dep_ == "ccomp" and c.i < cue.i and cue.dep_ == "advcl"]
        above = nearer[-1] if nearer else above
        verb = above.head if above.pos_ == "ADJ" and above.dep_ == "acomp" else above
        words = [c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr")]
        erred = verb.lemma_.lower() in self.cues.erring or verb.lower_ in self.cues.erroneous
        false = erred and cue.dep_ != "ccomp"
        erroneous = verb.pos_ == "AUX" and self.cues.erroneous.intersection(words)
        return verb if (false or erroneous) and not self._is_undone(verb) else None

    def _is_found_false(self, verb: Token, subject: Token) -> bool:
        """Whether a verb says that its subject is untrue: "is false", "is not true", "turned out to be untrue"."""
        stance, judged = self.stances.read(verb).stance, self.untruths.judged(verb)
        if stance is not Stance.HEDGED and judged is not None and judged.i == subject.i:
            return True
        if stance is not Stance.AFFIRMED:
            return False
        verbs = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
        words = [c for v in verbs for c in v.children if c.dep_ in ("acomp", "attr", "oprd")]
        return any(c.lower_ in self.untrue or c.lemma_.lower() in self.lies for c in (*words, *verbs[1:]))

    def _is_own_error(self, verb: Token) -> bool:
        """Whether those who were wrong say so: "I was wrong to say", "she admitted that her claim that P was false"."""
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), verb)
        owner = next((c for c in subject.children if c.dep_ == "poss"), subject)
        if owner.pos_ != "PRON" or owner.tag_ not in ("PRP", "PRP$"):
            return False
        reported = verb.dep_ == "ccomp" and self.quote_of[verb.i] < 0
        return owner.lower_ in self.first_person or (reported and any(c.dep_ == "nsubj" for c in verb.head.children))

    def _own(self, speech: Speech, verb: Token, cue: Token) -> int | None:
        """The person whose words are withdrawn or repeated: the subject, unless another is named as the author."""
        owner = next((c for c in cue.children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ != "PRON":
            return speech.source
        found = subjects(verb)
        return found[0].i if found else speech.source

    # --------------------------------------------------------------- untruth

    def _is_untrue(self, cue: Token) -> bool:
        """Whether those who report an act of speech call it untrue: "falsely claimed", "the lie that"."""
        erring = self._erring(cue)
        if erring is not None and not self._is_own_error(erring):
            return True
        if cue.pos_ == "NOUN":
            false = any(c.dep_ == "amod" and c.lower_ in self.untrue for c in cue.children)
            return false or cue.lemma_.lower() in self.lies
        return any(c.dep_ == "advmod" and c.lower_ in self.cues.untruly for c in cue.children)
