"""What the words next to a predicate say about it: "not", "never", "at no point", "allegedly", "may", "if"."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.syntax.passives import is_passive
from graph.extract.syntax.tokens import is_denied_first, is_in_name, is_joined_by_nor, is_no_occasion
from graph.extract.words import Token
from graph.model import Stance

_AUXILIARY = ("aux", "auxpass", "neg")


@dataclass(frozen=True, slots=True)
class Beside:
    """The stance from a word next to a predicate, and that word; `unattributed` if it attributes to nobody."""

    stance: Stance
    word: str
    unattributed: bool = False


class Neighbours:
    """Reads the words that depend directly on a predicate."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.stance
        self.signatures = lexicon.signatures
        self.small = lexicon.small.stance
        self.auxiliaries = lexicon.stance.modals | lexicon.stance.future
        self.modifiers = lexicon.stance.adverbs | lexicon.stance.adjectives
        self.hearsay_modifiers = lexicon.cues.adverbs | lexicon.cues.adjectives

    def read(self, token: Token, *, below: Token | None = None) -> Beside | None:
        """What the words next to a predicate say about it.

        `below` is the child from which the reader came up; it has already been counted.
        """
        negated = hedged = ""
        unattributed = False
        for child in token.children:
            if below is not None and child.i == below.i:
                continue
            if self._negates(child, token):
                negated = child.lower_
            elif self._hedges(child, token):
                hedged = hedged or child.lower_
                words = (child, *child.children) if child.dep_ in ("agent", "prep") else (child,)
                unattributed |= any(w.dep_ in ("advmod", "amod") and w.lower_ in self.hearsay_modifiers for w in words)
        negated = negated or self._joined_by_nor(token) or ("not" if is_denied_first(token) else "")
        hedged = hedged or self._condition(token) or ("?" if token.pos_ != "NOUN" and is_asked(token) else "")
        if hedged and not (negated and hedged in self.small.ability | self.words.future):
            return Beside(Stance.HEDGED, hedged, unattributed)
        return Beside(Stance.DENIED, negated) if negated else None

    # ------------------------------------------------------------- negation

    def negation(self, token: Token, below: Token | None = None) -> Token | None:
        """The word that negates a predicate, or None; `below` is a child that does not count."""
        children = (c for c in token.children if below is None or c.i != below.i)
        negating = next((c for c in children if self._negates(c, token)), None)
        if negating is None and (self._joined_by_nor(token) or is_denied_first(token)):
            return token.left_edge
        return negating

    def _negates(self, child: Token, token: Token) -> bool:
        low = child.lower_
        if self._is_idle(child, token):
            return False
        particle = low in self.words.particles and not is_in_name(child)
        if particle and child.dep_ in ("neg", "det", "advmod", "preconj", "nsubj"):
            return not self._is_constituent(child, token)
        if child.dep_ in ("nsubj", "nsubjpass"):
            return any(g.lower_ in self.small.nobody and not is_in_name(g) for g in (child, *child.children))
        if child.dep_ in ("dobj", "attr") and token.pos_ in ("VERB", "AUX"):
            return low in self.small.nothing or any(g.dep_ == "det" and g.lower_ == "no" for g in child.children)
        if child.dep_ == "advmod" and low == "longer":
            return any(g.lower_ == "no" for g in child.children)
        return is_no_occasion(child)

    def _is_idle(self, child: Token, token: Token) -> bool:
        """Whether "no" is part of a phrase that denies nothing: "lost no time in", "made no secret of"."""
        noun = child if child.dep_ == "dobj" else token
        verb = noun.head
        return noun.dep_ == "dobj" and f"{verb.lemma_.lower()} {noun.lemma_.lower()}" in self.signatures.idle

    def _is_constituent(self, negation: Token, token: Token) -> bool:
        """Whether a negation denies part of the sentence, not the verb: "not only", "P, hardly what X wanted"."""
        if negation.i > token.i and token.pos_ == "VERB" and negation.dep_ in ("neg", "advmod"):
            # "Was found not guilty of P" denies P.
            return not any(c.i == negation.i + 1 and c.dep_ in ("oprd", "acomp", "ccomp") for c in token.children)
        if negation.i > token.i and token.pos_ in ("NOUN", "PROPN", "ADJ") and negation.nbor(-1).text == ",":
            return True  # "is a burden, not a gift"
        behind = any(t.lower_ in self.signatures.focus for w in (negation, token) for t in token.doc[w.i + 1 : w.i + 2])
        below = (c for g in token.children if g.dep_ in ("prep", "dobj") for c in (g, *g.children))
        return behind or any(c.lower_ in self.signatures.focus and c.i > token.i for c in (*token.children, *below))

    def _joined_by_nor(self, token: Token) -> str:
        """ "Neither met nor called", "waited rather than called": the word on the first verb that denies the second."""
        before = [t.lower_ for t in token.doc[max(token.i - 2, 0) : token.i]]
        if " ".join(before) in self.small.instead:
            return before[-1]
        return "nor" if is_joined_by_nor(token) else ""

    # ---------------------------------------------------------------- hedges

    def _hedges(self, child: Token, token: Token) -> bool:
        """Whether a word next to a predicate weakens it: an auxiliary, a modifier, or a conjunction like "if"."""
        low = child.lower_
        if (
            child.dep_ == "aux"
            and child.i > token.sent.start
            and child.text.istitle()
            and child.nbor(1).pos_ == "PROPN"
        ):
            return False  # "Will Moy told", "May Lee met"
        if child.dep_ == "aux":
            if token.tag_ in ("VBD", "VBZ") and child.tag_ == "MD":
                return False  # "Will Moore told X": no modal verb precedes such a form
            # An infinitive in a headline is its future tense: "Peru to sue Chile".
            return child.lemma_.lower() in self.auxiliaries or (low == "to" and token.dep_ == "ROOT")
        if child.dep_ == "advcl" and token.pos_ in ("VERB", "AUX"):
            marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ in self.small.on_condition]
            return any(m.i == 0 or m.nbor(-1).lower_ not in self.small.conceding for m in marks)
        if child.dep_ in ("agent", "prep") and low == "by":
            return any(g.dep_ == "advmod" and g.lower_ in self.modifiers for g in child.children)
        if child.dep_ in ("advmod", "amod", "intj") and low in self.signatures.supposing:
            return True
        if child.dep_ in ("advmod", "amod"):
            return low in self.modifiers
        if child.dep_ == "prep" and low == "in" and child.i < token.i:
            told = any(g.lemma_.lower() in self.signatures.fiction for g in child.children)
            return told or any(g.lower_ in ("case", "event") and not any(g.children) for g in child.children)
        if child.dep_ == "prep" and low in self.signatures.supposing:
            return True  # "supposing that", which the parser may take for a preposition
        return child.dep_ == "mark" and (low in self.words.marks or low in self.signatures.supposing)

    def _condition(self, token: Token) -> str:
        """A condition or future that is not a separate word next to the verb: "had X met", "as long as X meets"."""
        if token.dep_ != "advcl":
            return ""
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        inverted = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
        inverted += [token] if token.lower_ in self.small.inverted else []
        if subject is not None and any(c.i < subject.i for c in inverted):
            return inverted[0].lower_
        if token.head.lower_ == "long" and any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
            return "long"
        to_come = any(c.dep_ == "aux" and c.lemma_.lower() in self.auxiliaries for c in token.head.children)
        to_come |= token.head.tag_ in ("VBZ", "VBP") and token.head.lemma_.lower() in self.words.verbs
        temporal = [c.lower_ for c in token.children if c.dep_ in ("mark", "advmod") and c.i < token.i]
        if to_come and token.tag_ in ("VBZ", "VBP"):
            return next((w for w in temporal if w in self.signatures.temporal), "")
        return ""


def shares_auxiliaries(verb: Token, head: Token) -> bool:
    """Whether a coordinated verb shares the auxiliaries and the negation of the first verb.

    "Did not meet X or criticize Y": yes; "did not meet X but criticized Y", or a clause with its own subject: no.
    """
    if head.pos_ not in ("VERB", "AUX"):
        return True
    if any(c.dep_ in (*_AUXILIARY, "nsubj", "nsubjpass") and c.i < verb.i for c in verb.children):
        return False
    joints = [c.lower_ for c in head.children if c.dep_ == "cc" and head.i < c.i < verb.i]
    if "but" in joints or "nor" in joints:
        return False
    if is_passive(head) and any(c.dep_ == "dobj" for c in verb.children):
        return False  # "have not been charged and deny any part in it"
    if any(c.dep_ in ("aux", "auxpass") for c in head.children):
        return verb.tag_ == head.tag_ or {verb.tag_, head.tag_} in ({"VB", "VBP"}, {"VBN", "VBD"})
    return verb.tag_ == head.tag_


def is_asked(token: Token) -> bool:
    """Whether a main clause is a question, from its mark or its word order: "Did X meet Y", "Why has X sued Y"."""
    if token.dep_ not in ("ROOT", "ccomp"):
        return False
    end = list(token.sent)[-2:]
    marked = any(t.text == "?" for t in end)
    marked = marked and not _is_quoted_question(token)
    return marked or (token.dep_ == "ROOT" and _is_inverted(token))


def _is_quoted_question(token: Token) -> bool:
    """Whether the question at the end of a sentence is in a quotation that opens after a word: 'X said, "Why?"'."""
    mark = next((t.i for t in reversed(token.sent) if t.text == "?"), token.i)
    quotes = [t.i for t in token.sent if t.is_quote and t.tag_ != "POS" and t.i < mark]
    opened = quotes[-1] if quotes else -1
    closed = len(quotes) % 2 == 0 and token.sent[-1].i == mark
    return opened > token.i and not closed


def _is_inverted(verb: Token) -> bool:
    """Whether a sentence begins with the auxiliary of its verb, or with a question word and the auxiliary."""
    opening = [t for t in verb.sent if not t.is_punct and t.tag_ != "CC"][:2]
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    first = opening[1:] if opening and opening[0].tag_ in ("WRB", "WP") else opening[:1]
    return subject is not None and any(
        t.dep_ in ("aux", "auxpass") and t.head.i == verb.i and t.i < subject.i for t in first
    )
