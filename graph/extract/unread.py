"""What was not read in one article: the refusals recorded on the way, and the words that no rule considered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from graph.extract.lexicon.entries import Frame
from graph.extract.parse.parsed import Parsed, Sentence
from graph.extract.predications.light_verbs import is_copula
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.refusals import Reason, Refusal, Step
from graph.extract.relations.candidates import CandidateReader
from graph.extract.relations.relation import Relation, Relations
from graph.extract.speech.speeches import Speeches
from graph.extract.syntax.tokens import is_verbal
from graph.extract.trace import Note, Notes
from graph.extract.words import Token
from graph.model import Annotation, Span

_STEPS = tuple(Step)
_LATE = (Step.TRIGGER, Step.FRAME, Step.STATEMENT)
_WRITTEN_LIKE_NAMES = (Reason.UNLIKE_NAME, Reason.HEADING_NAME)
_WORDS_BESIDE = frozenset(
    {
        Reason.OTHER_FORM,
        Reason.OTHER_PARTICLE,
        Reason.OTHER_ADVERB,
        Reason.NO_BODY,
        Reason.OTHER_SENSE,
        Reason.TWO_OBJECTS,
    }
)
"""Reasons why a word with frames triggers none of them, just as if it had no frame."""
_AGREED = _WORDS_BESIDE - {Reason.OTHER_FORM, Reason.OTHER_PARTICLE}
"""Reasons reported for a frame only if the word has the form and the particle that the frame requires."""


class UnreadFinder:
    """Finds what was not read in one article."""

    def __init__(
        self,
        notes: Notes,
        parsed: Parsed,
        arguments: ArgumentReader,
        speeches: Speeches,
        relations: Relations,
        annotation: Annotation,
    ) -> None:
        self.notes = notes.taken
        self.parsed = parsed
        self.doc = parsed.doc
        self.mentions = arguments.mentions
        self.entities = arguments.entities
        self.candidates = CandidateReader(arguments)
        self.annotation = annotation
        self.cues = {i for s in speeches.all if s.cue for i in range(*s.cue)}
        self.made: dict[int, set[int]] = {}
        for relation in relations.all:
            ends = (relation.subject, relation.object)
            self.made.setdefault(relation.predicate, set()).update(a.token for a in ends if a)
        self.officials = {self.entities.get(r.subject.key).key for r in relations.all if r.rule.startswith("title.")}
        self.saying = self.cues | {n.token for n in self.notes if n.reason.step is Step.SPEECH}
        self.fired = {n.token for n in self.notes if n.reason.step is Step.FRAME}
        self.acted = {n.token for n in self.notes if n.reason.step is Step.FRAME and not self._is_occasion(n)}
        self.agreed = {n.token for n in self.notes if n.reason in _AGREED}
        self.voiceless = {n.token for n in self.notes if n.reason is Reason.NOBODY_SPEAKS}
        self.misfits = {(n.token, _relation(n)) for n in self.notes if n.reason is Reason.OBJECT_CLASS}
        self.mentioned = {i for m in annotation.mentions for i in range(m.span.start, m.span.end)}

    def find(self) -> tuple[Refusal, ...]:
        """Everything that was refused and did not become a statement, in the order of the text."""
        found = {self._refusal(note) for note in _by_word(n for n in self.notes if self._stands(n))}
        found.update(self._parts())
        found.update(self._guesses())
        found.update(self._without_frame())
        found.update(self._whole_sentences(found))
        return tuple(sorted(found, key=_order))

    # -------------------------------------------------- what was read after all

    def _stands(self, note: Note) -> bool:
        """Whether a candidate is still unread, and was not read by another frame, another rule or a later step."""
        if note.reason.step is Step.SPEECH:
            told = self.made.keys() | self.cues | self.acted
            return note.token not in told and (note.reason is Reason.NOBODY_SPEAKS or note.token not in self.voiceless)
        if note.reason.step in (Step.NAME, Step.REFERENCE):
            last = note.at if note.reason in _WRITTEN_LIKE_NAMES and note.at is not None else note.token
            return not any(self.parsed.starts[i] in self.mentioned for i in range(note.token, last + 1))
        if note.reason.step is Step.TRIGGER:
            return self._is_missed(note)
        if note.reason is Reason.NO_OFFICE and note.argument:
            return self.entities.get(note.argument.key).key not in self.officials
        if note.reason.step is Step.FRAME:
            return self._is_unfilled(note)
        return note.reason.step is not Step.STATEMENT or not self._is_stated(note)

    def _is_missed(self, note: Note) -> bool:
        """Whether nothing was read from a possible trigger by any frame."""
        if note.token in self.made or note.token in self.cues:
            return False
        if note.token in self.fired and note.reason in (Reason.OTHER_FORM, Reason.OTHER_PARTICLE):
            return False
        if note.reason is Reason.OTHER_PARTICLE and note.token in self.agreed and _has_particle(self.doc[note.token]):
            return False
        return note.reason not in _WORDS_BESIDE or self.candidates.connects(self.doc[note.token])

    def _is_unfilled(self, note: Note) -> bool:
        """Whether no frame read anything from a word outside names, or from the argument that one frame refused."""
        if note.reason is Reason.NO_OBJECT and self._is_occasion(note):
            return False
        no_object = note.reason in (Reason.NO_OBJECT, Reason.UNKNOWN_OBJECT)
        if note.token in self.mentions.by_token or (no_object and (note.token, _relation(note)) in self.misfits):
            return False
        if note.token not in self.made:
            return True
        return note.argument is not None and note.argument.token not in self.made[note.token]

    def _is_occasion(self, note: Note) -> bool:
        """Whether a frame only asks where or to whom somebody spoke, which cannot be why the words were not read."""
        frame = note.about if isinstance(note.about, Frame) else None
        return frame is not None and note.token in self.saying and "obj" not in frame.objects

    def _is_stated(self, note: Note) -> bool:
        """Whether a relation refused in one reading is a statement in another, such as a denial."""
        if note.reason is Reason.SAID_TWICE or not isinstance(note.about, Relation):
            return False
        start = self.parsed.starts[note.token]
        rule = note.about.rule
        return any(
            s.rule.partition("+")[0] == rule and s.evidence.start <= start < s.evidence.end
            for s in self.annotation.statements
        )

    # ----------------------------------------------------------- in other words

    def _refusal(self, note: Note) -> Refusal:
        """A note as a refusal, in terms of text offsets and classes of nodes."""
        start, end = note.token, note.token + 1
        if note.reason in _WRITTEN_LIKE_NAMES and note.at is not None:
            return Refusal(note.reason, self.parsed.span(start, note.at + 1))
        if note.reason is Reason.NO_OFFICE or note.reason.step is Step.REFERENCE:
            return Refusal(note.reason, self._phrase(start))
        turns_on = note.argument.token if note.argument else note.at
        rule, frame = None, None
        if isinstance(note.about, Relation):
            rule = note.about.rule
        elif isinstance(note.about, Frame):
            rule, frame = f"frame.{note.about.relation}.{self.doc[note.token].lemma_.lower()}", note.about.id
        return Refusal(
            note.reason,
            self.parsed.span(start, end),
            _relation(note),
            rule,
            frame,
            self._phrase(turns_on) if turns_on is not None else None,
            self.entities.get(note.argument.key).type if note.argument else None,
            tuple(w or "no particle" for w in note.wanted),
        )

    def _phrase(self, head: int) -> Span:
        """The mention that a token heads, or the token with the words of its phrase right before it."""
        found = self.mentions.by_head.get(head)
        if found:
            return self.parsed.span(found.start, found.end)
        start = head
        while start and self.doc[start - 1].head.i == head and self.doc[start - 1].dep_ in _MODIFIERS:
            start -= 1
        return self.parsed.span(start, head + 1)

    # ------------------------------------------------- what no step recorded

    def _parts(self) -> Iterator[Refusal]:
        """The parts of the text in which nothing is stated."""
        document = self.parsed.document
        said = document.posts.keys() | document.posts.values()
        for number, block in enumerate(document.blocks):
            if not block.kind.is_statement and number not in said:
                yield Refusal(Reason.NO_STATEMENT, block.span, found=str(block.kind))

    def _guesses(self) -> Iterator[Refusal]:
        """The names that were seen but are not mentions of anything in the annotation."""
        kept = {m.span for m in self.annotation.mentions}
        for found in (f for f in self.mentions.found if f.kind == "name"):
            span = self.parsed.span(found.start, found.end)
            if span not in kept:
                yield Refusal(Reason.GUESSED_NAME, span, found=self.entities.get(found.key).type)

    def _without_frame(self) -> Iterator[Refusal]:
        """The words between two known entities that trigger no frame."""
        done = self.made.keys() | self.cues | {n.token for n in self.notes if n.about is not None}
        for token in self.candidates.untriggered():
            if token.i not in done and not (token.dep_ == "dobj" and token.head.i in done):
                yield Refusal(Reason.NO_FRAME, self.parsed.span(token.i, token.i + 1))

    def _whole_sentences(self, found: set[Refusal]) -> Iterator[Refusal]:
        """The sentences that report nothing."""
        starts = [self.parsed.starts[s.start] for s in self.parsed.sentences]
        told = {bisect_right(starts, s.evidence.start) - 1 for s in self.annotation.statements}
        refused = [(bisect_right(starts, r.span.start) - 1, r) for r in found if r.reason.step is not Step.TEXT]
        fired = told | {n for n, r in refused if r.reason.step in _LATE and r.reason is not Reason.NO_OFFICE}
        named = told | {self.parsed.sentence_of[m.start] for m in self.mentions.found} | {n for n, _ in refused}
        for number, sentence in enumerate(self.parsed.sentences):
            span = self.parsed.span(sentence.start, sentence.end)
            if number not in named:
                yield Refusal(Reason.NO_NAME, span)
            elif number not in fired:
                yield Refusal(Reason.NO_TRIGGER, span, argument=self._verb(sentence))

    def _verb(self, sentence: Sentence) -> Span | None:
        """The main verb of a sentence."""
        tokens = self.doc[sentence.start : sentence.end]
        root = next((t for t in tokens if t.head.i == t.i and is_verbal(t) and not is_copula(t)), None)
        return self.parsed.span(root.i, root.i + 1) if root is not None else None


_MODIFIERS = ("det", "amod", "compound", "nmod", "poss", "nummod")


def _by_word(notes: Iterable[Note]) -> Iterator[Note]:
    """The notes, with those on the particles of one verb as one: "take" has a dozen, each with another meaning."""
    particles: dict[int, list[Note]] = {}
    for note in notes:
        if note.reason is Reason.OTHER_PARTICLE:
            particles.setdefault(note.token, []).append(note)
        else:
            yield note
    for token, same in particles.items():
        about = same[0].about if len(same) == 1 else None
        wanted = sorted({word for n in same for word in n.wanted})
        yield Note(Reason.OTHER_PARTICLE, token, about, None, None, tuple(wanted))


def _has_particle(verb: Token) -> bool:
    return any(c.dep_ == "prt" for c in verb.children)


def _relation(note: Note) -> str | None:
    return note.about.relation if note.about is not None else None


def _order(refusal: Refusal) -> tuple[object, ...]:
    step = _STEPS.index(refusal.reason.step)
    turns_on = refusal.argument or refusal.span
    return (
        refusal.span,
        step,
        refusal.reason,
        refusal.frame or refusal.rule or "",
        turns_on,
        refusal.found or "",
        refusal.wanted,
    )
