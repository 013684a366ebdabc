"""The words in an article that may be names, according to the language model, the tagger and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graph.extract.names.draft import Candidate, Draft
from graph.extract.refusals import Reason
from graph.extract.text import language
from graph.extract.words import Token

KNOWN = "KNOWN"
"""The label of candidates from the gazetteer, in addition to the labels of the language model."""

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP"})
_NO_NAMES = ("DATE", "TIME", "MONEY", "PERCENT")


def candidates(draft: Draft) -> list[Candidate]:
    """All candidates in order."""
    return _CandidateFinder(draft).find()


class _CandidateFinder:
    """`claimed` contains the tokens of the candidates found so far."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.parsed = draft.parsed
        self.doc = draft.doc
        self.taken = draft.taken
        self.grammar = draft.lexicon.grammar
        self.offices = draft.lexicon.offices
        self.small = draft.lexicon.small.name
        self.nouns = draft.lexicon.names.nouns
        self.heads = draft.lexicon.names.heads
        self.gangs = draft.lexicon.roles.classes.gang
        self.no_start = self.grammar.name_edges | self.offices.address
        places = draft.mentions.places
        self.known = places.known
        adjectives = (k for k in places.regions if not _opens_name(draft.doc[k.end - 1]))
        self.idle = {word for word in draft.lexicon.clauses.arguments.idle if len(word) > len("so")}
        self.claimed = {*places.named, *(i for k in adjectives for i in range(k.start, k.end))}

    def find(self) -> list[Candidate]:
        spans = [Candidate(k.start, k.end, KNOWN) for k in self.known]
        spans += self._of_model()
        spans += self._of_tagger()
        kept = []
        for candidate in self._joined(sorted(spans)):
            trimmed = self._trim(candidate)
            if trimmed is not None:
                kept.append(trimmed)
            elif candidate.label and not all(t.is_stop for t in self.doc[candidate.start : candidate.end]):
                self.draft.trace.refuse(Reason.UNLIKE_NAME, candidate.start, at=candidate.end - 1)
        return kept

    def _of_model(self) -> Iterator[Candidate]:
        for entity in self.doc.ents:
            if entity.label_ in _LABELS:
                for start, end in self._free_runs(entity.start, entity.end):
                    yield Candidate(start, end, entity.label_)
                    self.claimed.update(range(start, end))

    def _free_runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The runs of free tokens in `[start, end)` that are in the same sentence as the first token."""
        run = start
        for i in range(start, end + 1):
            if i == end or not self._is_free(i) or not self._same_sentence(i, start):
                if i > run:
                    yield run, i
                run = i + 1

    def _of_tagger(self) -> Iterator[Candidate]:
        """Runs of capitalised proper nouns that the model missed."""
        i = 0
        while i < len(self.doc):
            if not self._starts_name(i):
                i += 1
                continue
            end = i + 1
            while end < len(self.doc) and self._continues_name(end, i):
                end += 1
            yield Candidate(i, end, "")
            i = end

    def _is_free(self, i: int) -> bool:
        return not self.taken[i] and i not in self.claimed

    def _same_sentence(self, i: int, other: int) -> bool:
        return self.parsed.sentence_of[i] == self.parsed.sentence_of[other]

    def _is_proper(self, i: int) -> bool:
        return i < len(self.doc) and self.doc[i].pos_ == "PROPN" and self.doc[i].text[:1].isupper()

    def _starts_name(self, i: int) -> bool:
        token = self.doc[i]
        if token.lower_ in self.offices.address or token.lower_ in self.offices.abbreviation:
            return False
        free = self._is_free(i) and token.ent_type_ not in _NO_NAMES
        return free and (self._is_proper(i) or self._is_raised(i)) and not self.draft.is_headline(i)

    def _is_raised(self, i: int) -> bool:
        """Whether a common noun begins a name, as its capital and the "of" show: "the [Wolves] of the Delta"."""
        token, behind = self.doc[i], [t.lower_ for t in self.doc[i + 1 : i + 3]]
        joint = next(
            (j for j in sorted(self.small.head_joint, reverse=True) if behind[: len(j.split())] == j.split()), ""
        )
        named = joint and self._is_proper(i + 1 + len(joint.split()))
        known = token.lemma_.lower() in self.nouns or self.offices.is_noun(token.lemma_.lower())
        inside = i > self.parsed.sentence(i).start and token.pos_ == "NOUN" and token.is_title
        return bool(inside and named and not known)

    def _continues_name(self, i: int, start: int) -> bool:
        if not self._is_free(i) or not self._same_sentence(i, start):
            return False
        if self.doc[i].text == "-":
            # "the Anti-Gang Unit"
            return self.doc[i - 1].lower_ in self.grammar.name_prefixes and self._is_proper(i + 1)
        if self.doc[i].tag_ == "POS":
            return self._is_department(i)
        if self.doc[i].lower_ in self.grammar.name_joints:
            return i + 1 < len(self.doc) and self.doc[i + 1].text[:1].isupper() and not self.taken[i + 1]
        return self._is_proper(i)

    def _is_department(self, i: int) -> bool:
        """Whether a possessive only joins the words of a name: "the Attorney General's Office"."""
        if i + 1 >= len(self.doc) or self.doc[i + 1].lower_ not in self.grammar.departments:
            return False
        before = self.doc[i - 1].lower_
        return self._is_proper(i + 1) and (self.offices.is_noun(before) or before in self.small.office_owner)

    def _joined(self, spans: list[Candidate]) -> list[Candidate]:
        """Join names that the model cuts at "de la": "Fiscalía General de la República"."""
        joined: list[Candidate] = []
        for span in spans:
            last = joined[-1] if joined else None
            if last and self._is_cut(last, span):
                label = "ORG" if "ORG" in (span.label, last.label) else last.label or span.label
                joined[-1] = Candidate(last.start, span.end, label)
            elif last and self._touching(last, span):
                joined[-1] = Candidate(last.start, span.end, span.label or last.label)
            else:
                joined.append(span)
        return joined

    def _is_cut(self, left: Candidate, right: Candidate) -> bool:
        """Whether only "de la" or the like is between two candidates."""
        if not self.parsed.is_whole(left.start, right.end):
            return False
        between = self.doc[left.end : right.start]
        if [t.text for t in between] == ["-"]:
            return self.doc[left.end - 1].lower_ in self.grammar.name_prefixes
        if (self.doc[left.end - 1].lower_ in self.heads or self._is_raised(left.end - 1)) and left.label != KNOWN:
            # "Cartel of the Suns", "Bank of the South": a head that needs its "of"
            joint = " ".join(t.lower_ for t in between)
            aimed = joint in self.small.aim_joint and right.label in ("ORG", "") and self._is_aim(left, right)
            return joint in self.small.head_joint or aimed
        return 0 < len(between) <= 2 and all(t.lower_ in self.grammar.name_cuts for t in between)

    def _is_aim(self, left: Candidate, right: Candidate) -> bool:
        """Whether "on" or "for" is followed by capitalised common words, which are part of the name before it."""
        head = self.doc[left.end - 1]
        words = [t.lower_ for t in self.doc[right.start : right.end]]
        return head.is_title and _common_words().issuperset(w.removesuffix("s") for w in words)

    def _touching(self, left: Candidate, right: Candidate) -> bool:
        """Whether two adjacent candidates are one name: the model saw only half of it, or "UN" precedes "Mission"."""
        if left.end != right.start or not self._same_sentence(left.start, right.start):
            return False
        labels = (left.label, right.label)
        return ("" in labels and KNOWN not in labels) or labels == (KNOWN, "ORG")

    def _trim(self, span: Candidate) -> Candidate | None:
        """A candidate without any small words at its ends, or None if nothing remains of the name."""
        start, end = span.start, span.end
        while start < end - 1 and self.doc[start].lower_.removesuffix("s") in self.offices.kin:
            start += 1  # "Brothers Luis and Omar Paz"
        while start < end and (self.doc[start].lower_ in self.no_start or not self.doc[start].text[0].isalnum()):
            start += 1
        while start < end - 1 and self._opens_sentence(start):
            start += 1  # "Likewise Ortiz blamed them"
        if start and self.doc[start - 1].text == "Nor" and self.doc[start].ent_type_ == "PERSON":
            start -= 1  # not a conjunction here: an auxiliary follows ("nor did X")
        while end > start and (self.doc[end - 1].lower_ in self.grammar.name_edges or self.doc[end - 1].is_punct):
            end -= 1
        acronym = span.label == KNOWN and self.doc[start].is_upper  # "WHO" is not "who"
        named = start < end and (acronym or self._like_name(start, end))
        return Candidate(start, end, span.label) if named else None

    def _opens_sentence(self, i: int) -> bool:
        """Whether an adverb is capitalised only because it begins a sentence."""
        token = self.doc[i]
        adverb = token.tag_ == "RB" and token.dep_ == "advmod" and token.head.pos_ in ("VERB", "AUX")
        return bool(token.is_sent_start) and (adverb or token.lower_ in self.idle)

    def _like_name(self, start: int, end: int) -> bool:
        words, written = self.doc[start:end], self.doc.written(start, end)
        if len(written) < 2 or words[0].text[0].isdigit():
            return False
        if all(not t.text[0].isupper() for t in words) or all(t.is_stop for t in words):
            return False
        if start and self.doc[start - 1].text == "," and written in self.small.letters:
            return False  # "Tom Molomby, SC, said"
        if len(words) > 1:
            return not self._is_generic([t.lower_ for t in words])
        return words[0].lower_ not in self.nouns

    def _is_generic(self, words: list[str]) -> bool:
        """Whether capitalised common words mean gangs in general: "Drug Cartels", "Street Gangs"."""
        kind = self.nouns.get(words[-1].removesuffix("s")) if words[-1].endswith("s") else None
        return kind in self.gangs and _common_words().issuperset(words[:-1])


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """The common nouns and adjectives that the lemmatizer knows, in lower case."""
    lemmatizer: Any = language.load().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    return frozenset([*index["noun"], *index["adj"]])


def _opens_name(adjective: Token) -> bool:
    """Whether the adjective of a region is part of a name: "the European Commission"."""
    return adjective.head.pos_ == "PROPN" and adjective.head.i > adjective.i
