"""Who says what: the source, cue and content of each act of speech, from the parse and the quotation marks.

The spans follow the guidelines of PolNeAR (Newell, Margolin & Ruths 2018): the source is the whole noun
phrase, the cue the verb or phrase, the content what is said.
"""

from __future__ import annotations

from collections.abc import Container

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.refusals import Reason
from graph.extract.speech import quotations
from graph.extract.speech.asides import is_cue
from graph.extract.speech.extents import ExtentReader
from graph.extract.speech.rebuttals import RebuttalReader
from graph.extract.speech.sources import source_of_noun, source_of_verb
from graph.extract.speech.speeches import PLEA, Speech
from graph.extract.speech.versions import VersionReader
from graph.extract.syntax.passives import is_agentless
from graph.extract.syntax.that_clauses import bare_clause, that_clause
from graph.extract.syntax.tokens import is_negated, prepositional
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token


class AttributionFinder:
    """Finds the attributions in one parsed text; `outlets` are the head words of newspaper names."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, trace: Trace = SILENT, outlets: Container[int] = frozenset()
    ) -> None:
        self.trace = trace
        self.outlets = outlets
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = lexicon.cues
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.cues.phrases:
            words = tuple(phrase.split())
            self.phrases.setdefault(words[0], []).append(words)
        self.events = frozenset(lexicon.by_noun)
        self.untrue = lexicon.stance.untrue_nouns
        self.words = lexicon.clauses
        self.small = lexicon.small.speech
        self.extents = ExtentReader(parsed, lexicon)
        self.rebuttals = RebuttalReader(parsed, lexicon)
        self.versions = VersionReader(parsed, lexicon, self.extents)

    def find(self) -> list[Speech]:
        """All attributions, in order of their cues; nested ones are separate entries."""
        found: list[Speech] = []
        waiting = []
        for token in self.doc:
            speech = (
                self._owned(token)
                or self._verb(token)
                or self._noun(token)
                or self._phrase(token)
                or self.versions.read(token)
                or self.versions.so_said(token)
                or self._event(token)
            )
            if speech:
                read = self.rebuttals.read(token, speech) if token.pos_ == "NOUN" else [speech]
                # The parser attaches the clause of "denied the claim by Y that P" to the verb, but P is what Y claims.
                answered = {(s.cue, s.content) for s in read if s.answer}
                found = [*(s for s in found if (s.cue, s.content) not in answered), *read]
            elif is_cue(token, self.cues):
                waiting.append(token)
        for token in waiting:
            if token.dep_ == "amod":
                continue  # "the so-called “Iron Circle”"
            quoting = self._with_quotation(token, found)
            if not quoting and token.lemma_.lower() not in self.cues.weak:
                self.trace.refuse(Reason.NOTHING_SAID, token.i)
            found += quoting
        found = quotations.spread(self.parsed, quotations.attach_stray(self.parsed, found))
        found += quotations.without_cue(self.parsed, found)
        return sorted(found, key=lambda s: (s.cue or s.content[0], s.content))

    # ---------------------------------------------------------------- verbs

    def _verb(self, token: Token) -> Speech | None:
        """A speech verb with a clause as its content."""
        if not is_cue(token, self.cues) or self._is_questioned(token):
            return None
        heard = self._is_hearsay(token)
        told = self.versions.as_told(token)
        content = (heard and self.extents.around_hearsay(token)) or told or self.extents.clausal(token)
        content = content or self.extents.interposed(token)
        content = [] if self._is_whatever(token) or self._is_bidden(token) else content
        surely, content = bool(heard or told), self.extents.untimed(content) if heard else content
        if not content or (token.lemma_.lower() in self.cues.weak and not surely and not self._is_speech(token)):
            return None
        return self._speech(token, content)

    def _is_whatever(self, token: Token) -> bool:
        """Whether a verb covers everything that somebody says, and so reports nothing: "everything X says is a lie"."""
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
        return subject is not None and subject.left_edge.lower_ in self.small.whatever

    def _is_questioned(self, token: Token) -> bool:
        """Whether the text asks if or why somebody says or thinks so: "Did X say that P?", "Why would X want P?"."""
        asked = next((c for c in token.children if c.dep_ == "aux" and c.i < token.i), None)
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if asked is None or subject is None or asked.i > subject.i:
            return False
        sentence = self.parsed.sentence(token)
        ends = next((t for t in reversed(self.doc[token.i : sentence.end]) if not (t.is_quote or t.is_space)), token)
        presupposed = asked.tag_ != "MD" and any(c.tag_ in ("WRB", "WP") for c in token.children)  # "why did X say"
        return ends.text == "?" and not presupposed

    def _is_bidden(self, token: Token) -> bool:
        """Whether the reader is asked to think something: "suppose there was a gang" does not say that anybody does."""
        alone = not any(c.dep_ in ("nsubj", "aux", "mark", "neg") for c in token.children)
        return (
            alone
            and token.tag_ == "VB"
            and token.dep_ in ("ROOT", "ccomp")
            and self.cues.verbs[token.lemma_.lower()] == "hedged"
        )

    def _speech(self, token: Token, content: list[tuple[int, int]]) -> Speech | None:
        """The attribution that a verb makes to its source; None if the source is nobody, or part of what is said."""
        lemma = token.lemma_.lower()
        source = self._shown_by(token) if self._emerges(token) else source_of_verb(token, self.parsed)
        if source is not None:
            crosses = self.parsed.quote_of[source] != self.parsed.quote_of[token.i]
            if self.doc[source].lower_ in self.words.pronouns.nobody or (crosses and source in range(*content[0])):
                self.trace.refuse(Reason.NOBODY_SPEAKS, token.i, at=source)
                return None
        negated = is_negated(token)
        shown = source is not None and self._emerges(token)
        stance = "affirmed" if shown else self.cues.verbs[lemma]
        return Speech(source, (token.i, token.i + 1), lemma, tuple(content), stance, f"speech.{lemma}", negated)

    def _is_hearsay(self, token: Token) -> bool:
        """Whether the speaker is left open: "is understood to", "it is claimed", "it has emerged"."""
        return self._emerges(token) or (token.lemma_.lower() in self.words.verbs.hearsay and is_agentless(token))

    def _emerges(self, token: Token) -> bool:
        """Whether something only comes to light: "it emerged that P"."""
        known = token.lemma_.lower() in self.words.verbs.emerging
        return known and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in token.children)

    def _shown_by(self, token: Token) -> int | None:
        """The source that brings something to light: "emerged from leaked cables"."""
        return next((t.i for t in prepositional(token, "from")), None)

    def _is_speech(self, token: Token) -> bool:
        """Whether an ambiguous verb is a verb of speech here: its content is a finite clause or a quotation."""
        for child in token.children:
            below = [child] if child.dep_ == "ccomp" else [g for g in child.children if g.dep_ == "pcomp"]
            for clause in below:
                if any(g.dep_ in ("nsubj", "nsubjpass", "expl") for g in clause.children):
                    return True
                if self.parsed.quote_of[clause.i] >= 0 > self.parsed.quote_of[token.i]:
                    return True
        return token.dep_ in ("parataxis", "ccomp", "advcl") and self.extents.is_parenthesis(token)

    def _with_quotation(self, token: Token, found: list[Speech]) -> list[Speech]:
        """A speech verb whose content is a quotation in the same sentence that no other verb governs."""
        quoted = quotations.beside(self.parsed, token, self.cues)
        # Somebody who is reported to have said the quotation ("“…,” X said, according to Y") says it as well.
        content = [r for r in quoted if not any(s.says(r[0] + 1) and not s.says(token.i) for s in found)]
        speech = self._speech(token, content) if content else None
        return [speech] if speech else []

    def _event(self, token: Token) -> Speech | None:
        """A verb that reports an event as a noun: "announced the arrest of X"."""
        if not is_cue(token, self.cues) or token.lemma_.lower() not in self.cues.nominal:
            return None
        nouns = [c for c in token.children if c.dep_ == "dobj"]
        nouns += [t for p in self.small.event for t in prepositional(token, p) if t.i > token.i]
        for noun in nouns:
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in self.events:
                return self._speech(token, [self.extents.clause(noun, token)])
        return None

    # ---------------------------------------------------- nouns and phrases

    def _noun(self, token: Token) -> Speech | None:
        """ "X's claim that P": a noun of speech with a clause."""
        lemma = token.lemma_.lower()
        stance = self.cues.nouns.get(lemma)
        verdict = token.dep_ == "attr" and lemma in self.untrue  # "it is a lie that P": words attributed to nobody
        if stance is None or token.pos_ != "NOUN" or verdict:
            return None
        end = self.parsed.sentence(token).end
        clause = that_clause(token, self.cues.verbs, end) or self._perfect(token) or bare_clause(token, end)
        if clause is None or self._is_turned_down(clause):
            return None
        source = source_of_noun(token, self.outlets)
        if token.dep_ == "dobj" and token.head.lemma_.lower() in self.small.confirming and not is_negated(token.head):
            source, stance = source_of_verb(token.head, self.parsed), "affirmed"
        content = (self.extents.clause(clause, token),)
        # The parser may take the verb of "at no time did X claim that P" for a noun.
        negated = is_negated(token)
        return Speech(source, (token.i, token.i + 1), lemma, content, stance, f"speech.{lemma}-that", negated)

    def _is_turned_down(self, clause: Token) -> bool:
        """Whether a clause tells how somebody rejects the claim before it: "a claim that X disputes"."""
        said = any(c.dep_ in ("dobj", "ccomp", "xcomp", "pobj") and c.i > clause.i for c in clause.children)
        return self.rebuttals.is_denying(clause) and not said and any(c.dep_ == "nsubj" for c in clause.children)

    def _perfect(self, noun: Token) -> Token | None:
        """What somebody claims to have done, right after a noun of speech: "X's claim to have met Y"."""
        clauses = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i > noun.i)
        return next((c for c in clauses if any(a.tag_ == "TO" for a in c.children)), None)

    def _owned(self, token: Token) -> Speech | None:
        """A deed that somebody pleads to: "pleaded guilty to killing X" affirms it, "pleaded not guilty" denies it."""
        lemma = token.lemma_.lower()
        if lemma == "plead":
            verdict = next((c for c in token.children if c.lower_ in self.small.plea), None)
            deeds = [
                t for one in (verdict, token) if verdict and one for p in self.small.deed for t in prepositional(one, p)
            ]
        elif lemma in self.small.owning:
            deeds = [t for t in _behind(token, "to") if self._is_deed(t)]
        else:
            answering = [c for c in token.children if c.dep_ == "dobj" and c.lower_ in self.small.answering]
            deeds = [t for one in (*answering, token) if answering for t in _behind(one, "for") if self._is_deed(t)]
        content = tuple(self.extents.clause(t, token) for t in deeds[:1])
        if not content:
            return None
        return Speech(source_of_verb(token, self.parsed), (token.i, token.i + 1), lemma, content, "affirmed", PLEA)

    def _is_deed(self, word: Token) -> bool:
        return word.dep_ == "pcomp" or word.lemma_.lower() in self.events

    def _phrase(self, token: Token) -> Speech | None:
        """ "According to X, P"; "P, in the words of X"."""
        found = next((p for p in self.phrases.get(token.lower_, ()) if self._reads(token.i, p)), None)
        if found is None:
            return None
        last = self.doc[token.i + len(found) - 1]
        source = next((c.i for c in last.children if c.dep_ == "pobj"), None)
        content = self.extents.of_phrase(token, max(t.i for t in last.subtree if not t.is_punct) + 1)
        if source is None or not content:
            return None
        words = " ".join(found)
        return Speech(
            source, (token.i, last.i + 1), words, content, self.cues.phrases[words], f"speech.{'-'.join(found)}"
        )

    def _reads(self, start: int, words: tuple[str, ...]) -> bool:
        return tuple(t.lower_ for t in self.doc[start : start + len(words)]) == words


def _behind(word: Token, preposition: str) -> list[Token]:
    """The noun or gerund after a preposition below a word."""
    below = (c for c in word.children if c.dep_ in ("prep", "dative") and c.lower_ == preposition and c.i > word.i)
    return [t for c in below for t in c.children if t.dep_ in ("pobj", "pcomp")]
