"""Turns of a dialogue, signed quotations and posts: who speaks if only the layout shows it.

"NAME, MINISTER: …", "Q: … A: …", initials, bold names before a colon, "“…” — Name, role". They are read from the text
before it is parsed, so that a label is not part of the sentence after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.model import BlockKind, Document, Span

_LABEL = re.compile(
    r"[*_“”\"«\s]{0,6}(?P<name>[^\W\d_](?:[^:\n“”\"«»?!;]{0,98}?[^\s*_:])?)[*_]{0,4}\s?:[*_]{0,4}\s+(?=\S)"
)
_RECORDED = re.compile(r"(?P<name>(?:[^\W\d_a-z]\S*\s+){1,4}[^\W\d_a-z]['’\w-]+)\.\s+(?=[^\W\d_])")
"""As in the minutes of a parliament: "Mr. DOBBS. I thank the chair."; the name is in capitals."""
_DOTTED = re.compile(r"(?P<name>[QA])\.\s+(?=\S)")
_SIGNATURE = re.compile(r"(?:[—–―-]{1,2}\s*)(?P<name>[^\W\d_][^\n“”\"«»:;!?]{2,98})$")
_SIGNED = re.compile(r"[”\"»][.,]?\s*" + _SIGNATURE.pattern)
_CLOSING = ("”", '"', "»")
_OPENING = ("“", '"', "«")
_MOST_WORDS = 12
_MOST_INITIALS = 3
_LONGEST_QUESTION = 50
"""The most words in a paragraph that is only a question."""
_HEADLINE = 0.7
"""If at least this share of words is capitalised, capitals say nothing."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one block, as the layout shows it.

    `label` is the place where the speaker is named, in the block `at`, or None if the turn continues the one before;
    `name` contains the words that name the speaker, without a role, brackets or punctuation; `kind` says how: "named",
    "initials", "asks", "answers", or "unnamed" for a speaker whose name nobody can know; `said` contains the spoken
    words; `whole` says whether all of these are speech, and not only the quotation at their beginning.
    """

    at: int
    label: Span | None
    name: str
    kind: str
    said: Span
    whole: bool = True

    @property
    def key(self) -> str:
        """What all labels of one speaker have in common: the last word of the name."""
        return fold(self.name).split(" ")[-1]


def find(document: Document, lexicon: Lexicon) -> dict[int, Turn]:
    """The turns, signed quotations and posts in an article, by the index of their block."""
    return _TurnFinder(document, lexicon).find()


class _TurnFinder:
    """Examines the beginnings of all blocks and decides whether they are the labels of a dialogue."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.text = document.text
        self.blocks = document.blocks
        self.posts = document.posts
        self.words = lexicon.labels
        self.lexicon = lexicon
        self.spoken = [n for n, block in enumerate(document.blocks) if block.kind.is_statement]

    def find(self) -> dict[int, Turn]:
        labelled = {n: turn for n in self.spoken if (turn := self._labelled(n))}
        if self._is_dialogue(labelled):
            return self._posted() | self._signed() | labelled | self._continued(labelled)
        alone = {n: turn for n, turn in labelled.items() if self._stands_alone(turn, n)}
        return self._posted() | self._asked() | self._signed() | alone

    # ---------------------------------------------------------------- labels

    def _labelled(self, n: int) -> Turn | None:
        """The turn of a block with capitalised words before a colon that are not a place, a time or a topic."""
        block = self.blocks[n].span
        match = _DOTTED.match(self.text, block.start, block.end) or _LABEL.match(self.text, block.start, block.end)
        match = match or self._recorded(block)
        if match is None:
            return None
        name = re.split(r"\s*[,(]", match["name"], maxsplit=1)[0].strip()
        kind = self._kind(name)
        if kind == "named" and (not self._is_name(name) or self._is_topic(name)):
            return None
        opens = self.text[match.end()] in _OPENING
        return Turn(n, Span(*match.span("name")), name, kind, Span(match.end(), block.end), whole=not opens)

    def _recorded(self, block: Span) -> re.Match[str] | None:
        """A label as in minutes: an office or a form of address, and a name in capitals before a full stop."""
        match = _RECORDED.match(self.text, block.start, block.end)
        if match is None:
            return None
        first, last = (fold(match["name"]).split(" ")[0].rstrip("."), match["name"].split()[-1])
        offices = self.lexicon.offices
        addressed = first in offices.address or first in offices.abbreviation or offices.is_noun(first)
        return match if addressed and last.isupper() and len(last) > _MOST_INITIALS else None

    def _kind(self, name: str) -> str:
        if fold(name) in self.words.asks | self.words.answers:
            return "asks" if fold(name) in self.words.asks else "answers"
        if fold(name) in self.words.alleged or fold(name).split(" ")[0] in self.words.unknown:
            return "unnamed"
        letters = name.replace(".", "")
        return "initials" if letters.isupper() and letters.isalpha() and 1 < len(letters) <= _MOST_INITIALS else "named"

    def _is_name(self, name: str) -> bool:
        """Whether each word except small joining words is capitalised: a clause before a colon names nobody."""
        words = _WORD.findall(name)
        return 0 < len(words) <= _MOST_WORDS and all(w[0].isupper() or w in self.words.joint for w in words)

    def _is_topic(self, name: str) -> bool:
        """Whether the words before a colon say where, when or about what, and not who."""
        names, folded = self.lexicon.names, fold(name)
        if folded in self.words.topic or folded.split(" ")[0] in self.words.topic:
            return True
        places = (names.country_names, names.cities, names.capitals, names.demonyms, names.emblems, names.regions)
        return any(folded in table for table in places)

    def _has_role(self, turn: Turn) -> bool:
        """Whether a label names an office or a kind of person next to a name: "Finance Minister Hana Novak"."""
        assert turn.label is not None
        words = [fold(w) for w in _WORD.findall(turn.label.of(self.text))]
        nouns, person = self.lexicon.names.nouns, self.lexicon.roles.classes.relative
        roles = [w for w in words if self.lexicon.offices.is_noun(w) or nouns.get(w) in person]
        return 0 < len(roles) < len(words)

    def _is_addressed(self, turn: Turn) -> bool:
        """Whether a label is as in minutes, with an office or a form of address: "Mr. DOBBS", "THE CHAIRMAN"."""
        return self._has_role(turn) or fold(turn.name).split(" ")[0] in self.lexicon.offices.address

    # -------------------------------------------------------------- dialogue

    def _is_dialogue(self, turns: Mapping[int, Turn]) -> bool:
        """Whether labels belong to a dialogue: one is repeated or asks a question, or their type sets them apart."""
        if len(turns) < 2:
            return False
        back = Counter(turn.key for turn in turns.values()).most_common(1)[0][1] > 1
        asked = any(self.text[turn.said.end - 1] == "?" for turn in turns.values())
        kinds = {turn.kind for turn in turns.values()}
        return back or asked or {"asks", "answers"} <= kinds or all(self._is_addressed(t) for t in turns.values())

    def _stands_alone(self, turn: Turn, n: int) -> bool:
        """Whether a label outside a dialogue names a speaker: it has a role, or precedes a quotation."""
        named = len(_WORD.findall(turn.name)) > 1 or fold(turn.name) in self.lexicon.names.given
        if turn.kind == "unnamed":
            return fold(turn.name) in self.words.alleged
        if self._is_headline(n):
            return False
        return turn.kind == "named" and (self._has_role(turn) or (named and not turn.whole))

    def _is_headline(self, n: int) -> bool:
        """Whether a block is a heading in capitals, where every word before a colon could be a name."""
        words = _WORD.findall(self.blocks[n].span.of(self.text))
        heading = self.blocks[n].kind is not BlockKind.PARAGRAPH
        return heading and sum(word[0].isupper() for word in words) > _HEADLINE * len(words)

    def _continued(self, turns: Mapping[int, Turn]) -> dict[int, Turn]:
        """Paragraphs without a label between two turns, or after the last of a transcript, which continue the turn."""
        transcript = all(turn.name.isupper() for turn in turns.values())
        found: dict[int, Turn] = {}
        before: Turn | None = None
        for n in self.spoken:
            block = self.blocks[n]
            before = turns.get(n, before)
            inside = n not in turns and (n < max(turns) or transcript)
            if before is not None and inside and block.kind is BlockKind.PARAGRAPH:
                found[n] = Turn(n, None, before.name, before.kind, block.span)
        return found

    def _asked(self) -> dict[int, Turn]:
        """The turns of an interview without labels: a paragraph that asks, then one that is entirely a quotation."""
        found: dict[int, Turn] = {}
        for asking, answering in pairwise(self.spoken):
            question, answer = (self.blocks[n].span.of(self.text).strip() for n in (asking, answering))
            quoted = (
                answer[:1] in _OPENING and answer[-1:] in _CLOSING and not set(answer[1:-1]) & {*_OPENING, *_CLOSING}
            )
            bare = question.endswith("?") and not set(question) & {*_OPENING, *_CLOSING}
            if bare and quoted and len(_WORD.findall(question)) <= _LONGEST_QUESTION:
                found[asking] = Turn(asking, None, "", "asks", self.blocks[asking].span)
                found[answering] = Turn(answering, None, "", "answers", self.blocks[answering].span, whole=False)
        return found

    # ------------------------------------------------------------ signatures

    def _signed(self) -> dict[int, Turn]:
        """Quotations with a signature after a dash, at the end of their block or in a separate block after it."""
        found: dict[int, Turn] = {}
        for n in self.spoken:
            block = self.blocks[n].span
            own = _SIGNED.search(self.text, block.start, block.end) if self.text[block.start] in _OPENING else None
            if own and self._is_signature(own["name"]):
                said = Span(block.start, own.start("name"))
                found[n] = Turn(n, Span(*own.span("name")), self._signer(own["name"]), "named", said, whole=False)
        for before, n in pairwise(self.spoken):
            block, quoted = self.blocks[n].span, self.blocks[before].span.of(self.text)
            alone = _SIGNATURE.match(self.text, block.start, block.end)
            if alone and quoted[-1] in _CLOSING and quoted[0] in _OPENING and self._is_signature(alone["name"]):
                label = Span(*alone.span("name"))
                found[before] = Turn(
                    n, label, self._signer(alone["name"]), "named", self.blocks[before].span, whole=False
                )
        return found

    def _posted(self) -> dict[int, Turn]:
        """Posts shown in the article: their content is said by the people who sign them."""
        found: dict[int, Turn] = {}
        for n, signature in sorted(self.posts.items()):
            name = self.blocks[signature].span
            label = name if n + 1 == signature else None
            at = signature if label else n
            found[n] = Turn(at, label, name.of(self.text), "named", self.blocks[n].span)
        return found

    def _signer(self, words: str) -> str:
        return re.split(r"\s*[,(]", words, maxsplit=1)[0].strip()

    def _is_signature(self, words: str) -> bool:
        """Whether words after a dash begin with a name: "Judit Nemeth, violinist"."""
        name = self._signer(words)
        short = len(_WORD.findall(words)) <= _MOST_WORDS and words[-1] not in ".?!"
        return short and self._is_name(name) and not self._is_topic(name)
