"""One list of the attributions by the tagger and the rules, with the speakers that only the layout names.

The tagger knows how far attributions extend, the rules what they mean. Turns, signed quotations and quotations over
several paragraphs belong to the speaker that the layout shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.extract.lexicon.entries import Cues
from graph.extract.lexicon.folding import fold
from graph.extract.parse.parsed import Parsed, Passage
from graph.extract.speech import quotations
from graph.extract.speech.sources import only_hears
from graph.extract.speech.speeches import MODEL, Extent, Speech
from graph.extract.syntax.passives import is_agentless
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import is_negated, is_negation
from graph.extract.tagger.spans import Linked, link
from graph.extract.tagger.tagger import Tagged
from graph.extract.words import Token

TURN = "speech.turn"
"""The rule for an attribution shown by the layout."""


class Merger:
    """Combines what the rules and the tagger read in one parsed text."""

    def __init__(self, parsed: Parsed, cues: Cues) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = cues

    def merge(self, ruled: Sequence[Speech], tagged: Sequence[Tagged]) -> list[Speech]:
        """All attributions, in order of their cues.

        What both found has the meaning that the rules give and the extent that the tagger gives. What only the tagger
        found is affirmed or denied according to its cue, or hedged if the cue is in no table. Only sentences are said:
        something that is only named ("gave details of her visit to Peru") is not said to have happened.
        """
        left = list(ruled)
        merged = []
        for attribution in link(self.parsed, [*tagged, *self._untagged(ruled, tagged)]):
            same = [s for s in left if _is_same(s, attribution)]
            left = [s for s in left if s not in same]
            merged += [self._joined(s, attribution) for s in same] or [self._new(attribution)]
        return sorted([*merged, *left], key=_order)

    def _untagged(self, ruled: Sequence[Speech], tagged: Sequence[Tagged]) -> list[Tagged]:
        """Cues of the rules where the tagger marked nothing: content may belong to them, not to a more distant cue."""
        marked = {i for span in tagged if span.role != "content" for i in range(span.start, span.end)}
        cues = {s.cue for s in ruled if s.cue and not s.answer and marked.isdisjoint(range(*s.cue))}
        return [Tagged(start, end, "cue", 0) for start, end in sorted(cues)]

    def _joined(self, speech: Speech, attribution: Linked) -> Speech:
        """An attribution by the rules with the extent that the tagger marks."""
        source = speech.source
        if source is None and attribution.source and not self._is_of_nobody(speech.cue):
            source = self._head(attribution.source)
            # "Dismissed the claim that P": the person who dismisses P is not the one who claims it.
            heard = speech.cue is not None and only_hears(source, self.doc[speech.cue[0]])
            source = None if heard else source
        return replace(speech, source=source, extent=None if _is_turned(speech, attribution) else _extent(attribution))

    def _new(self, attribution: Linked) -> Speech:
        verb = self._verb(attribution.cue) if attribution.cue else None
        lemma = verb.lemma_.lower() if verb is not None else ""
        source = None if verb is not None and self._is_of_nobody((verb.i, verb.i + 1)) else attribution.source
        known = self.cues.verbs.get(lemma) or self.cues.nouns.get(lemma)
        stance = known or ("affirmed" if verb is None else "hedged")
        said = [part for part in attribution.content if self._is_sentence(*part)]
        if known is None and (source is None or verb is None):
            # "Voted to hold him in contempt" and "X is under investigation by the police" need not be anybody's words;
            # a quotation always is.
            said = [part for part in said if self.parsed.quote_of[part[0]] >= 0]
        return Speech(
            source=self._head(source) if source else None,
            cue=(verb.i, verb.i + 1) if verb is not None else None,
            lemma=lemma,
            content=tuple(said),
            stance=stance if source else "hedged",
            rule=MODEL,
            negated=verb is not None and self._is_negated(verb, attribution.cue),
            quotes=frozenset(self.parsed.quote_of[start] for start, _ in attribution.content) - {-1},
            extent=_extent(attribution),
        )

    def _is_of_nobody(self, cue: tuple[int, int] | None) -> bool:
        """Whether a cue never names a speaker, whatever is near it: "reportedly", "is believed to"."""
        if cue is None:
            return False
        token = self.doc[cue[0]]
        return token.lower_ in self.cues.adverbs or (token.pos_ in ("VERB", "AUX") and is_agentless(token))

    def _verb(self, cue: tuple[int, int] | None) -> Token | None:
        """The word that carries the meaning of a cue: one that is in the tables, or else the cue's head."""
        if cue is None:
            return None
        tokens = self.doc[cue[0] : cue[1]]
        known = [t for t in tokens if t.lemma_.lower() in self.cues.verbs or t.lemma_.lower() in self.cues.nouns]
        return known[-1] if known else self.doc.root(*cue)

    def _is_negated(self, verb: Token, cue: tuple[int, int] | None) -> bool:
        inside = self.doc[cue[0] : cue[1]] if cue else ()
        return is_negated(verb) or any(is_negation(t) for t in inside)

    def _is_sentence(self, start: int, end: int) -> bool:
        """Whether a content says something, in a clause with a subject or in quotation marks.

        "Details of her visit" only names something, and in "plans to visit Peru" nobody speaks.
        """
        root = self.doc.root(start, end)
        clause = root.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in root.children)
        quote = self.parsed.quote_of[start]
        return clause or (quote >= 0 and not quotations.is_title(self.parsed, self.parsed.quotes[quote]))

    def _head(self, source: tuple[int, int]) -> int:
        """The token that heads a source."""
        return self.doc.root(*source).i


def _extent(attribution: Linked) -> Extent:
    return Extent(attribution.source, attribution.cue, attribution.content)


def _is_turned(speech: Speech, attribution: Linked) -> bool:
    """Whether the tagger takes the source for part of what is said: "P, Luis Mora, alias Tony, told reporters"."""
    inside = any(speech.source is not None and a <= speech.source < b for a, b in attribution.content)
    return inside and speech.source is not None and not speech.says(speech.source)


def _is_same(speech: Speech, attribution: Linked) -> bool:
    """Whether a rule and the tagger found the same attribution: the same cue or, if it has none, the same words."""
    if speech.cue and attribution.cue:
        return attribution.cue[0] <= speech.cue[0] < attribution.cue[1]
    if speech.cue is None and attribution.cue is None:
        return any(a < d and c < b for a, b in speech.content for c, d in attribution.content)
    return False


def _order(speech: Speech) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    ranges = speech.content or (speech.extent.content if speech.extent else ())
    return speech.cue or ranges[0], ranges


# ------------------------------------------------------------------ layout


def unite(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Give each turn to the speaker that its label names, and each quotation over several paragraphs to one speaker.

    What a cue inside these words attributes to others remains theirs.
    """
    names = _Names(parsed)
    owners = {number: _turn(parsed, number, names.source(p)) for number, p in sorted(parsed.named.items())}
    found = _without(parsed, speeches, owners)
    for chain in parsed.chains:
        owner = _owner(parsed, [s for q in chain for s in found if q in s.quotes], set(chain))
        if owner is None:
            owner = _turn(parsed, chain[0], quotations.speaker_before(parsed, parsed.quotes[chain[0]], found))
            found = [*found, owner]
        words = (*owner.content, *(_words(parsed, q) for q in chain if q not in owner.quotes))
        whole = replace(owner, content=words, quotes=owner.quotes | {*chain})
        found = _without(parsed, [whole if s is owner else s for s in found], dict.fromkeys(chain, whole))
    return found


def _turn(parsed: Parsed, number: int, source: int | None) -> Speech:
    stance = "affirmed" if source is not None else "hedged"
    return Speech(source, None, "", (_words(parsed, number),), stance, TURN, quotes=frozenset({number}))


def _words(parsed: Parsed, number: int) -> tuple[int, int]:
    """The tokens of a quotation with its marks."""
    quote = parsed.quotes[number]
    return quote.start, quote.end + 1 if quote.closed else quote.end


def _owner(parsed: Parsed, speeches: list[Speech], chain: set[int]) -> Speech | None:
    """The attribution of a chain of quotations: by a cue in the sentence of one of them, else the rules' first."""
    outside = [s for s in speeches if s.source is not None and parsed.quote_of[s.source] not in chain and not s.answer]
    sentences = {parsed.sentence_of[i] for q in chain for i in (parsed.quotes[q].start, parsed.quotes[q].end - 1)}
    cued = [s for s in outside if s.cue and parsed.quote_of[s.cue[0]] not in chain]
    beside = [s for s in cued if s.cue and parsed.sentence_of[s.cue[0]] in sentences]
    return next(iter([*beside, *(s for s in outside if s.rule != MODEL), *outside]), None)


def _without(parsed: Parsed, speeches: list[Speech], owners: Mapping[int, Speech]) -> list[Speech]:
    """All attributions, with some quotations given to their owners and taken away from other cues outside them."""
    left = []
    for speech in speeches:
        taken = {q for q, owner in owners.items() if owner is not speech} & speech.quotes
        taken |= {q for q in (parsed.quote_of[a] for a, _ in speech.content) if q in owners and owners[q] is not speech}
        if taken and (speech.cue is None or parsed.quote_of[speech.cue[0]] not in taken):
            content = tuple(c for c in speech.content if parsed.quote_of[c[0]] not in taken)
            left += [replace(speech, content=content, quotes=speech.quotes - taken)] if content else []
        else:
            left.append(speech)
    new = (owner for owner in owners.values() if not any(owner is s for s in speeches))
    return [*left, *{id(owner): owner for owner in new}.values()]


class _Names:
    """Finds the tokens with which an article names the speakers to whom the labels of turns refer."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.labelled = {i for p in parsed.passages if p.label for i in range(*p.label)}
        posts = parsed.document.posts
        self.head = min((p.start for p in parsed.passages if p.turn and p.block not in posts), default=0)
        self.known: dict[tuple[str, str], int | None] = {}

    def source(self, passage: Passage) -> int | None:
        """The token that heads the name of a speaker; None if unknown."""
        assert passage.turn is not None
        name = (passage.turn.kind, passage.turn.name)
        if name not in self.known:
            self.known[name] = self._source(passage)
        return self.known[name]

    def _source(self, passage: Passage) -> int | None:
        turn = passage.turn
        if turn is None or turn.kind in ("asks", "unnamed"):
            return None
        if turn.kind == "answers":
            return self._interviewed()
        if turn.kind == "initials":
            return self._spelled_out(turn.name) or self._last_of_label(passage)
        return self._in_full(passage) or self._last_of_label(passage)

    def _last_of_label(self, passage: Passage) -> int | None:
        """The last word of the name in the turn's own label, or in an earlier one of the same speaker."""
        assert passage.turn is not None
        for one in (passage, *self.parsed.passages):
            if one.turn is not None and one.label and one.turn.key == passage.turn.key:
                ends = one.label[0] + len(fold(one.turn.name).split())
                words = [i for i in range(*one.label) if fold(self.doc[i].text) == one.turn.key]
                return words[0] if words else min(ends, one.label[1]) - 1
        return None

    def _in_full(self, passage: Passage) -> int | None:
        """Where a speaker with a one-word name is named in full: in another label, or before the dialogue."""
        assert passage.turn is not None
        if len(passage.turn.name.split()) > 1:
            return None
        fuller = (p for p in self.parsed.passages if p.turn and p.label and len(p.turn.name.split()) > 1)
        found = next((p for p in fuller if p.turn and p.turn.key == passage.turn.key), None)
        if found is not None:
            return self._last_of_label(found)
        named = (t.i for t in self.doc if t.pos_ == "PROPN" and fold(t.text) == passage.turn.key)
        return next((i for i in named if i not in self.labelled), None)

    def _spelled_out(self, letters: str) -> int | None:
        """The name behind some initials: "Vera Lind (VL)", or a name whose words begin with these letters."""
        for token in self.doc[2:]:
            if token.text == letters and token.nbor(-1).text == "(" and token.i not in self.labelled:
                return token.i - 2
        names = [run for run in self._names() if "".join(t.text[0] for t in run) == letters]
        return names[0][-1].i if names else None

    def _interviewed(self) -> int | None:
        """The person who answers: the only one named before the dialogue, or the only one who speaks in it."""
        persons = [run for run in self._names() if run[0].ent_type_ in ("PERSON", "") and run[-1].i < self.head]
        keys = {fold(run[-1].text) for run in persons}
        if len(keys) > 1:
            acting = [run for run in persons if _is_subject(run[-1])]
            persons, keys = acting, {fold(run[-1].text) for run in acting}
        return persons[0][-1].i if len(keys) == 1 else None

    def _names(self) -> list[list[Token]]:
        """The runs of two or more proper nouns, in order."""
        runs: list[list[Token]] = [[]]
        for token in self.doc:
            if token.pos_ == "PROPN" and token.is_alpha and (not runs[-1] or runs[-1][-1].i == token.i - 1):
                runs[-1].append(token)
            elif runs[-1]:
                runs.append([token] if token.pos_ == "PROPN" and token.is_alpha else [])
        return [run for run in runs if len(run) > 1]


def _is_subject(token: Token) -> bool:
    """Whether a name is the subject of its sentence, or in apposition to it."""
    subject = subjects(token.sent.root)
    return any(token.i in {t.i for t in s.subtree} for s in subject)
