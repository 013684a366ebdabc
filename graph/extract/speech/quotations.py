"""The speakers of quotations: next to a cue, continued from an earlier quotation, or without a cue."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.lexicon.entries import Cues
from graph.extract.parse.parsed import Parsed, Quote
from graph.extract.speech.speeches import Speech, outermost
from graph.extract.syntax.passives import is_passive
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import FINITE, ancestors
from graph.extract.words import Token

_LONG = 5
"""A separate quotation with more tokens than this is speech, whatever it contains."""
_SHORTEST = 4
"""A quotation with fewer tokens than this, including the marks, is a title or in scare quotes."""


def beside(parsed: Parsed, cue: Token, cues: Cues) -> list[tuple[int, int]]:
    """Quotations in the sentence of a cue that lies outside and next to them, as token ranges."""
    if parsed.quote_of[cue.i] >= 0 or _is_of_what(cue):
        return []
    sentence, lemma = parsed.sentence(cue), cue.lemma_.lower()
    found = []
    for number in _quotes_in(parsed, sentence.start, sentence.end):
        quote = parsed.quotes[number]
        ends = parsed.doc[quote.end - 1].text in (",", ".", "!", "?")  # “False,” she said
        short = (quote.end - quote.start < _SHORTEST and not ends) or is_title(parsed, quote)
        short |= _is_term(parsed, cue, quote)
        if short or _other_cue_between(parsed, cue.i, quote, cues):
            continue
        distance = quote.start - cue.i - 1 if cue.i < quote.start else cue.i - quote.end - 1
        if distance > 2 and (cues.verbs[lemma] == "none" or lemma in cues.weak):
            continue
        found.append((max(quote.start, sentence.start), min(quote.end + 1, sentence.end)))
    return found


def attach_stray(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """The same attributions; quoted clauses without a cue go to the outermost cue before them in the sentence."""
    found = speeches
    for quote in parsed.quotes:
        short = quote.end - quote.start < _SHORTEST or is_title(parsed, quote)
        if short or any(s.says(quote.start + 1) for s in found):
            continue
        number = parsed.sentence_of[quote.start]
        before = [s for s in found if s.source is not None and s.cue and s.cue[0] < quote.start]
        outer = outermost([s for s in before if s.cue and parsed.sentence_of[s.cue[0]] == number])
        if outer and parsed.sentence(quote.start).start < quote.start - 1:
            words = (quote.start, min(quote.end + 1, parsed.sentences[number].end))
            found = [replace(s, content=(*s.content, words)) if s is outer[-1] else s for s in found]
    return found


def spread(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """The same attributions; a quotation that is attributed in one of its sentences is attributed in all of them."""
    found = list(speeches)
    for n, speech in enumerate(speeches):
        found[n] = _spread(parsed, speech, [*found[:n], *found[n + 1 :]])
    return found


def _spread(parsed: Parsed, speech: Speech, others: list[Speech]) -> Speech:
    content, quotes = list(speech.content), set(speech.quotes)
    for start, end in speech.content:
        for number in _quotes_in(parsed, start, end):
            quote = parsed.quotes[number]
            inside = speech.cue is not None and parsed.quote_of[speech.cue[0]] == number
            begins, ends = start - 1 <= quote.start, quote.end <= end + 1
            if inside or not (begins or ends):
                continue
            if not (begins and ends) and not any(number in other.quotes for other in others):
                content.append((quote.start, quote.end))
            if quote.end - quote.start >= _SHORTEST:
                quotes.add(number)
    return replace(speech, content=tuple(content), quotes=frozenset(quotes))


def without_cue(parsed: Parsed, speeches: list[Speech]) -> list[Speech]:
    """Attributions of whole quotations without a cue to the last speaker in this paragraph or the one before."""
    owned = {q for s in speeches for q in s.quotes}
    found: list[Speech] = []
    for number, quote in enumerate(parsed.quotes):
        if number in owned or not _is_whole(parsed, quote):
            continue
        source = speaker_before(parsed, quote, [*speeches, *found])
        # Even without a known speaker, the words are somebody's, and never the article's own.
        stance = "affirmed" if source is not None else "hedged"
        content = ((quote.start, quote.end),)
        found.append(Speech(source, None, "", content, stance, "speech.free-quote", quotes=frozenset({number})))
    return found


def _quotes_in(parsed: Parsed, start: int, end: int) -> list[int]:
    return sorted({q for q in parsed.quote_of[start:end] if q >= 0})


def _other_cue_between(parsed: Parsed, cue: int, quote: Quote, cues: Cues) -> bool:
    """Whether another speech verb is nearer to the quotation than the cue is."""
    between = range(cue + 1, quote.start) if cue < quote.start else range(quote.end + 1, cue)
    tokens = (parsed.doc[i] for i in between if parsed.quote_of[i] < 0)
    return any(t.pos_ == "VERB" and t.lemma_.lower() in cues.verbs for t in tokens)


def is_title(parsed: Parsed, quote: Quote) -> bool:
    """Whether a quotation is the title of a work, with every longer word capitalised: “The Long Way Home”."""
    words = [t for t in parsed.doc[quote.start + 1 : quote.end] if t.is_alpha and len(t.text) > 3]
    last = parsed.doc[quote.end - 1].text
    return len(words) > 1 and all(t.text[0].isupper() for t in words) and last not in (".", ",", "!", "?")


def _is_term(parsed: Parsed, cue: Token, quote: Quote) -> bool:
    """Whether a quotation without a verb is only part of a verb's object: "stressed the rise in “fires,”".

    Before a participle, it is the thing that the participle describes: "“The Iron Circle,” described by X as".
    """
    words = parsed.doc[quote.start + 1 : quote.end]
    if not len(words) or any(t.tag_ in FINITE for t in words):
        return False
    if cue.i > quote.start:
        return is_passive(cue)
    around = (a for a in ancestors(words[0]) if a.i < quote.start)
    return any(a.dep_ == "dobj" and a.pos_ == "NOUN" and a.head.i == cue.i for a in around)


def _is_of_what(cue: Token) -> bool:
    """Whether somebody's words are only mentioned and not reported: "did “not grasp” what he was saying"."""
    return any(c.dep_ == "dobj" and c.tag_ == "WP" and c.i < cue.i for c in cue.children)


def _is_whole(parsed: Parsed, quote: Quote) -> bool:
    """Whether a quotation is a complete sentence, and not a title or in scare quotes."""
    opens = parsed.sentence(quote.start).start >= quote.start - 1
    if is_title(parsed, quote):
        return False
    return opens and (quote.end - quote.start > _LONG or _is_clause(parsed, quote))


def _is_clause(parsed: Parsed, quote: Quote) -> bool:
    """Whether a short quotation is a complete sentence: it has a subject and a verb, and ends like a sentence."""
    words = parsed.doc[quote.start + 1 : quote.end]
    ends = len(words) > 1 and words[-1].text in (".", "!", "?")
    return ends and any(t.dep_ in ("nsubj", "nsubjpass") and t.head in words for t in words)


def speaker_before(parsed: Parsed, quote: Quote, speeches: list[Speech]) -> int | None:
    """The last speaker before a quotation: a source in its paragraph, or the source or subject a sentence before."""
    cued = [(s.cue[0], s) for s in speeches if s.source is not None and s.cue and s.cue[0] < quote.start]
    before = [(cue, s) for cue, s in sorted(cued, key=lambda it: it[0]) if parsed.quote_of[cue] < 0]
    block = parsed.block_of[quote.start]
    same = [s for cue, s in before if parsed.block_of[cue] == block and s.quotes]
    if same:
        return same[-1].source
    earlier = (s for s in reversed(parsed.sentences) if s.end <= quote.start and s.block not in parsed.turns)
    sentence = next(earlier, None)
    if sentence is None:
        return None
    quoted = parsed.quote_of[parsed.doc.root(sentence.start, sentence.end).i]
    if quoted >= 0:  # the speaker of the next quotation is not named inside this one, but is the speaker of this one
        return next((s.source for s in reversed(speeches) if quoted in s.quotes), None)
    number = parsed.sentence_of[sentence.start]
    outer = outermost([s for cue, s in before if parsed.sentence_of[cue] == number])
    if outer:
        return outer[0].source
    subject = subjects(parsed.doc.root(sentence.start, sentence.end))
    return subject[0].i if subject else None
