"""Who says what: source, cue and content of each act of speech, over the parse and the quotation marks.

The spans follow the guidelines of PolNeAR (Newell, Margolin & Ruths 2018): the source is the whole noun
phrase, the cue the verb or phrase, the content what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.extract.nlp import Parsed, Quote
from graph.extract.predicates import agents, ancestors, is_passive, parallel, prepositional, subjects
from graph.extract.rules import Rules

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY = frozenset({"whoever", "nobody", "anyone", "anybody", "no", "none", "whatever", "you"})


@dataclass(slots=True)
class Speech:
    """One attribution while an article is read, as token indices.

    `source` is the head of the source, or None; `cue` the tokens of the cue; `content` the half-open ranges
    of what is said; `stance` how the source stands to it. An `answer` denies what another said: "rejected the
    claim that P" is no act of saying P.
    """

    source: int | None
    cue: tuple[int, int] | None
    lemma: str
    content: list[tuple[int, int]]
    stance: str
    rule: str
    negated: bool = False
    answer: bool = False
    quotes: set[int] = field(default_factory=set)

    def says(self, token: int) -> bool:
        """Whether a token stands in the content."""
        return any(a <= token < b for a, b in self.content) and not (self.cue and self.cue[0] <= token < self.cue[1])

    def size(self) -> int:
        """How many tokens the content has."""
        return sum(b - a for a, b in self.content)


class AttributionFinder:
    """Finds the attributions of one parsed text."""

    def __init__(self, parsed: Parsed, rules: Rules) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = rules.cues
        self.events = frozenset(rules.by_noun)
        self.speeches: list[Speech] = []

    def find(self) -> list[Speech]:
        """All attributions, in order of their cues; nested ones are separate entries."""
        waiting = []
        for token in self.doc:
            speech = self._verb(token) or self._noun(token) or self._according(token) or self._event(token)
            if speech:
                self.speeches.append(speech)
                self._answered(token, speech)
            elif self._is_cue(token):
                waiting.append(token)
        for token in waiting:
            self._with_quotation(token)
        self._stray_quotes()
        self._spread_quotes()
        self._free_quotes()
        self.speeches.sort(key=lambda s: (s.cue or s.content[0], s.content))
        return self.speeches

    # ---------------------------------------------------------------- verbs

    def _is_cue(self, token: Token) -> bool:
        """Whether a token is a verb of the cue table."""
        return token.lemma_.lower() in self.cues.verbs and token.pos_ in ("VERB", "AUX") and token.tag_[:2] == "VB"

    def _verb(self, token: Token) -> Speech | None:
        """A speech verb with a clause as its content."""
        if not self._is_cue(token):
            return None
        lemma = token.lemma_.lower()
        content = self._clausal(token) or self._interposed(token)
        if not content or (lemma in self.cues.weak and not self._is_speech(token)):
            return None
        return self._speech(token, content)

    def _interposed(self, token: Token) -> list[tuple[int, int]]:
        """ "X, who officials say ordered the killings, …": the parser takes the verb after the cue for the main one."""
        relative = any(c.tag_ in ("WP", "WDT") and c.dep_ in ("dobj", "nsubj") for c in token.children)
        if token.dep_ != "relcl" or not relative or token.i + 1 >= len(self.doc):
            return []
        verb = token.nbor(1)
        if verb.pos_ not in ("VERB", "AUX") or not any(
            c.dep_ in ("nsubj", "nsubjpass") and c.i == token.head.i for c in verb.children
        ):
            return []
        sentence = self.parsed.sentence(token)
        end = next((i for i in range(verb.i, sentence.end) if self.doc[i].text == ","), sentence.end)
        return [self._strip(verb.i, end)]

    def _speech(self, token: Token, content: list[tuple[int, int]]) -> Speech | None:
        lemma = token.lemma_.lower()
        quote = self.parsed.quote_of[token.i]
        source = self._source(token)
        if source is not None and self.doc[source].lower_ in _NOBODY:
            return None
        if source is not None and self.parsed.quote_of[source] != quote and source in range(*content[0]):
            return None
        negated = any(c.dep_ == "neg" or c.lower_ == "never" for c in token.children)
        stance = self.cues.verbs[lemma]
        return Speech(source, (token.i, token.i + 1), lemma, content, stance, f"speech.{lemma}", negated)

    def _with_quotation(self, token: Token) -> None:
        """A speech verb whose content is a quotation of its sentence that no other verb governs."""
        content = [r for r in self._quoted(token) if not any(s.says(r[0] + 1) for s in self.speeches)]
        speech = self._speech(token, content) if content else None
        if speech:
            self.speeches.append(speech)

    def _stray_quotes(self) -> None:
        """A quoted clause of a sentence that no cue governs belongs to the outermost cue before it."""
        for quote in self.parsed.quotes:
            if quote.end - quote.start < 4 or any(s.says(quote.start + 1) for s in self.speeches):
                continue
            number = self.parsed.sentence_of[quote.start]
            before = [s for s in self.speeches if s.cue and s.cue[0] < quote.start]
            here = [s for s in before if s.cue and self.parsed.sentence_of[s.cue[0]] == number and s.source is not None]
            outer = [s for s in here if not any(o.says(s.cue[0]) for o in here if o is not s and s.cue)]
            if outer and self.parsed.sentence(quote.start).start < quote.start - 1:
                outer[-1].content.append((quote.start, min(quote.end + 1, self.parsed.sentences[number].end)))

    def _is_speech(self, token: Token) -> bool:
        """A verb that may mean something else speaks where its content is a finite clause or is quoted."""
        for child in token.children:
            clauses = [child] if child.dep_ == "ccomp" else [g for g in child.children if g.dep_ == "pcomp"]
            for clause in clauses:
                if any(g.dep_ in ("nsubj", "nsubjpass", "expl") for g in clause.children):
                    return True
                if self.parsed.quote_of[clause.i] >= 0 > self.parsed.quote_of[token.i]:
                    return True
        return token.dep_ in ("parataxis", "ccomp", "advcl") and self._is_parenthesis(token)

    def _source(self, token: Token) -> int | None:
        if is_passive(token):
            by = agents(token)
            return by[0].i if by else None
        found = subjects(token)
        if found and self.parsed.quote_of[found[0].i] >= 0 > self.parsed.quote_of[token.i]:
            # A cue outside the quotation does not belong to somebody inside it: "“X rejects Y,” adding that …".
            found = self._outside(token)
        if not found and token.dep_ in ("ROOT", "ccomp", "parataxis"):
            found = self._beside(token)
        return found[0].i if found else None

    def _beside(self, token: Token) -> list[Token]:
        """The name next to a cue that the parser gave no subject: "…, Tomás Urrea, said that", '"…," said Urrea'."""
        before = token.i - 1
        while before > 0 and (self.doc[before].text == "," or self.doc[before].dep_ in ("advmod", "aux")):
            before -= 1
        after = token.i + 1
        quoted = token.i and self.doc[token.i - 1].text in (",", '"')
        if quoted and after < len(self.doc) and self.doc[after].pos_ == "PROPN":
            return [self._head_of_name(after)]
        same = before >= 0 and self.parsed.sentence_of[before] == self.parsed.sentence_of[token.i]
        return [self._head_of_name(before)] if same and self.doc[before].pos_ == "PROPN" else []

    def _head_of_name(self, i: int) -> Token:
        token = self.doc[i]
        while token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN" and abs(token.head.i - i) < 6:
            token = token.head
        return token

    def _outside(self, token: Token) -> list[Token]:
        for above in ancestors(token):
            if above.pos_ in ("VERB", "AUX") and self.parsed.quote_of[above.i] < 0:
                found = subjects(above)
                if found and self.parsed.quote_of[found[0].i] < 0:
                    return found
        return []

    def _clausal(self, token: Token) -> list[tuple[int, int]]:
        """The clause that a speech verb governs, or the one in which it is a parenthesis."""
        ranges: list[tuple[int, int]] = []
        for child in token.children:
            if child.dep_ == "ccomp" and self._is_cue(child) and self._is_parenthesis(child):
                continue
            if (
                (child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX"))
                or (child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX") and child.i > token.i)
                or child.dep_ == "pcomp"
            ):
                ranges.append(self._extent(child, token))
            elif child.dep_ == "prep" and child.lower_ in ("about", "of", "how"):
                ranges += [self._extent(g, token) for g in child.children if g.dep_ == "pcomp"]
        if (token.dep_ in ("parataxis",) and token.head.i != token.i) or (
            token.dep_ in ("ccomp", "advcl") and self._is_parenthesis(token)
        ):
            ranges.append(self._around(token))
        marked = [
            c
            for c in token.children
            if c.dep_ == "ccomp" and c.i > token.i and any(g.lower_ == "that" for g in c.children)
        ]
        if marked:
            # "X went further: she said that Q" does not report what stands before the colon.
            ranges = [r for r in ranges if r[0] > token.i]
        return [r for r in (self._within_quote(token.i, r) for r in ranges) if r[1] > r[0]]

    def _within_quote(self, cue: int, content: tuple[int, int]) -> tuple[int, int]:
        """What a quoted cue governs ends with its quotation."""
        quote = self.parsed.quote_of[cue]
        if quote < 0:
            return content
        bounds = self.parsed.quotes[quote]
        return max(content[0], bounds.start + 1), min(content[1], bounds.end)

    def _is_parenthesis(self, token: Token) -> bool:
        """ "P, X said, Q": the cue hangs below the content's root and stands between commas or after a quote."""
        left = min(t.i for t in token.subtree)
        if left == 0 or self.doc[left - 1].text not in (",", '"', "—", "--"):
            return False
        subject = [c for c in token.children if c.dep_ == "nsubj"]
        closed = any(c.dep_ in ("ccomp", "mark") or c.tag_ in ("WP", "WDT", "WRB") for c in token.children)
        return bool(subject) and not closed

    def _around(self, token: Token) -> tuple[int, int]:
        """The clause around a parenthetical cue."""
        sentence = self.parsed.sentence(token)
        own = sorted(t.i for t in token.subtree)
        if own[0] - sentence.start >= sentence.end - own[-1] - 1:
            return self._strip(sentence.start, own[0])
        return self._strip(own[-1] + 1, sentence.end)

    def _extent(self, clause: Token, cue: Token) -> tuple[int, int]:
        """The tokens of a clause on its side of the cue, without a cue inside it."""
        indices = [t.i for t in clause.subtree]
        start, end = min(indices), max(indices) + 1
        if start <= cue.i < end:
            start, end = (start, cue.i) if clause.i < cue.i else (cue.i + 1, end)
        end = self._coordinated_stop(clause, cue, start, end)
        return self._strip(start, self._quote_stop(cue.i, start, end))

    def _coordinated_stop(self, clause: Token, cue: Token, start: int, end: int) -> int:
        """Reported words end where a verb follows that is parallel to the cue: "demanded that X resign and accused Y"."""
        for token in clause.subtree:
            outside = token.dep_ == "conj" and token.pos_ == "VERB" and parallel(token, token.head).i == cue.i
            if outside and cue.i < token.i < end:
                joint = [i for i in range(max(start, token.i - 6), token.i) if self.doc[i].dep_ == "cc"]
                return joint[-1] if joint else token.i
        if self.parsed.quote_of[cue.i] < 0 and cue.i < start:
            return next((i for i in range(start, end) if self.doc[i].text == ";" and self.parsed.quote_of[i] < 0), end)
        return end

    def _quote_stop(self, cue: int, start: int, end: int) -> int:
        """Reported words that end in a quotation closed by a comma end there: "said that “P,” referring to Q"."""
        for i in range(start, end - 2):
            closes = i > 0 and self.doc[i].text == '"' and self.doc[i - 1].text == "," and self._is_close(i)
            if closes and self.doc[i + 1].tag_ == "VBG" and self.parsed.quote_of[cue] < 0:
                return i + 1
        return end

    def _is_close(self, i: int) -> bool:
        return any(q.end == i for q in self.parsed.quotes)

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.doc[start].text in (",", ".", ":", ";"):
            start += 1
        while end > start and self.doc[end - 1].text in (",", ".", ":", ";"):
            end -= 1
        return start, end

    def _quoted(self, token: Token) -> list[tuple[int, int]]:
        """Quotations in the sentence of a cue that stands outside them and next to them."""
        if self.parsed.quote_of[token.i] >= 0:
            return []
        sentence, lemma = self.parsed.sentence(token), token.lemma_.lower()
        found = []
        for quote in self._quotes_in(sentence.start, sentence.end):
            if quote.end - quote.start < 4 or self._other_cue_between(token.i, quote):
                continue
            near = quote.start - token.i - 1 if token.i < quote.start else token.i - quote.end - 1
            if near > 2 and (self.cues.verbs[lemma] == "none" or lemma in self.cues.weak):
                continue
            found.append((max(quote.start, sentence.start), min(quote.end + 1, sentence.end)))
        return found

    def _quotes_in(self, start: int, end: int) -> Iterator[Quote]:
        ids = sorted({q for q in self.parsed.quote_of[start:end] if q >= 0})
        return (self.parsed.quotes[q] for q in ids)

    def _other_cue_between(self, cue: int, quote: Quote) -> bool:
        """Whether another speech verb stands nearer to the quotation."""
        between = range(cue + 1, quote.start) if cue < quote.start else range(quote.end + 1, cue)
        return any(
            self.doc[i].pos_ == "VERB" and self.doc[i].lemma_.lower() in self.cues.verbs and self.parsed.quote_of[i] < 0
            for i in between
        )

    # ------------------------------------------------------ nouns and phrases

    def _noun(self, token: Token) -> Speech | None:
        """ "X's claim that P": a noun of speech with a clause."""
        stance = self.cues.nouns.get(token.lemma_.lower())
        if stance is None or token.pos_ != "NOUN":
            return None
        clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and c.pos_ in ("VERB", "AUX")), None)
        if clause is None or not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
            return None
        source = next((c.i for c in token.children if c.dep_ == "poss"), None)
        for preposition in ("by", "from", "of"):
            if source is None:
                source = next((t.i for t in prepositional(token, preposition)), None)
        if source is None and token.dep_ == "dobj" and token.head.pos_ == "VERB":
            verb = token.head.lemma_.lower()
            if verb not in self.cues.denying | {"confirm", "hear"}:
                source = next((t.i for t in subjects(token.head)), None)
        content = [self._extent(clause, token)]
        return Speech(
            source, (token.i, token.i + 1), token.lemma_.lower(), content, stance, f"speech.{token.lemma_.lower()}-that"
        )

    def _answered(self, token: Token, speech: Speech) -> None:
        """ "X rejected Y's claim that P": Y says P, and X denies it."""
        verb = token.head
        if token.pos_ == "NOUN" and token.dep_ == "dobj" and verb.lemma_.lower() in self.cues.denying:
            judge = self._source(verb)
            if judge is not None:
                lemma = verb.lemma_.lower()
                negated = any(c.dep_ == "neg" for c in verb.children)
                denial = Speech(
                    judge,
                    (verb.i, verb.i + 1),
                    lemma,
                    list(speech.content),
                    "denied",
                    f"speech.{lemma}",
                    negated,
                    answer=True,
                )
                self.speeches.append(denial)

    def _event(self, token: Token) -> Speech | None:
        """A verb that reports an event by its noun: "announced the arrest of X"."""
        if not self._is_cue(token) or token.lemma_.lower() not in self.cues.nominal:
            return None
        nouns = [c for c in token.children if c.dep_ == "dobj"]
        nouns += [t for p in ("to", "of") for t in prepositional(token, p) if t.i > token.i]
        for noun in nouns:
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in self.events:
                return self._speech(token, [self._extent(noun, token)])
        return None

    def _according(self, token: Token) -> Speech | None:
        if token.lower_ != "according":
            return None
        to = next((c for c in token.children if c.lower_ == "to"), None)
        if to is None:
            return None
        source = next((c.i for c in to.children if c.dep_ == "pobj"), None)
        sentence = self.parsed.sentence(token)
        last = max(t.i for t in token.subtree) + 1
        if token.i - sentence.start <= 2:
            content = [self._strip(last, sentence.end)]
        else:
            content = [self._strip(sentence.start, token.i)]
        if content[0][0] >= content[0][1]:
            return None
        return Speech(source, (token.i, to.i + 1), "according to", content, "affirmed", "speech.according-to")

    # ---------------------------------------------------------------- quotes

    def _spread_quotes(self) -> None:
        """A quotation that is attributed in one sentence is attributed as a whole, over all its sentences."""
        for speech in self.speeches:
            cue = speech.cue
            for start, end in list(speech.content):
                for quote_id in sorted({q for q in self.parsed.quote_of[start:end] if q >= 0}):
                    quote = self.parsed.quotes[quote_id]
                    inside = cue is not None and self.parsed.quote_of[cue[0]] == quote_id
                    begins = start - 1 <= quote.start
                    if inside or not (begins or quote.end <= end + 1):
                        continue
                    crosses = quote.start < start - 1 or quote.end > end + 1
                    if crosses and not self._owned(quote_id, speech):
                        speech.content.append((quote.start, quote.end))
                    if quote.end - quote.start > 3:
                        speech.quotes.add(quote_id)

    def _owned(self, quote_id: int, speech: Speech) -> bool:
        return any(quote_id in other.quotes and other is not speech for other in self.speeches)

    def _free_quotes(self) -> None:
        """A quotation without a cue is the last speaker's: of its paragraph, or of the paragraph before."""
        owned = {q for s in self.speeches for q in s.quotes}
        for index, quote in enumerate(self.parsed.quotes):
            if index in owned or not self._is_whole(quote):
                continue
            source = self._speaker_before(quote)
            # Without a speaker it is somebody's all the same, and never what the article says itself.
            stance = "affirmed" if source is not None else "hedged"
            speech = Speech(source, None, "", [(quote.start, quote.end)], stance, "speech.free-quote")
            speech.quotes.add(index)
            self.speeches.append(speech)

    def _is_whole(self, quote: Quote) -> bool:
        """Whether a quotation stands as a sentence of its own, and is no scare quote or title."""
        opens = self.parsed.sentence(quote.start).start >= quote.start - 1
        return opens and quote.end - quote.start > 5

    def _speaker_before(self, quote: Quote) -> int | None:
        block = self.parsed.block_of[quote.start]
        cued = [s for s in self.speeches if s.source is not None and s.cue and s.cue[0] < quote.start]
        before = [s for s in cued if s.cue and self.parsed.quote_of[s.cue[0]] < 0]
        same = [s for s in before if self.parsed.block_of[s.cue[0] if s.cue else 0] == block and s.quotes]
        if same:
            return same[-1].source
        earlier = (
            s for s in reversed(self.parsed.sentences) if s.end <= quote.start and s.block not in self.parsed.turns
        )
        sentence_before = next(earlier, None)
        if sentence_before is None:
            return None
        last = [
            s
            for s in before
            if self.parsed.sentence_of[s.cue[0] if s.cue else 0] == self.parsed.sentence_of[sentence_before.start]
        ]
        outer = [s for s in last if not any(o.says(s.cue[0]) for o in last if o is not s and s.cue)]
        if outer:
            return outer[0].source
        root = self.doc[sentence_before.start : sentence_before.end].root
        subject = subjects(root)
        return subject[0].i if subject else None


def chain(speeches: list[Speech], token: int) -> list[Speech]:
    """The attributions that a token stands in, outermost first."""
    around = [s for s in speeches if s.says(token)]
    return sorted(around, key=lambda s: (-s.size(), s.cue or (-1, -1)))


def governed(token: Token) -> Iterator[Token]:
    """A token and its heads up to the root."""
    yield token
    yield from ancestors(token)
