"""Day and place of what a predicate reports, if its sentence says so."""

from __future__ import annotations

from datetime import date

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.dates import DateReader, When
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.stance.modality import INTENDED, ModalityReader
from graph.extract.syntax.tokens import ancestors, prepositional
from graph.extract.words import Stretch, Token
from graph.model import BlockKind


class CircumstanceReader:
    """Finds when and where the events of predicates in one parsed text happen."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader) -> None:
        self.parsed = parsed
        self.arguments = arguments
        self.words = lexicon.dates
        self.ontology = lexicon.ontology
        self.future = lexicon.stance.future
        self.modality = ModalityReader(lexicon.stance)
        self.prepositions = lexicon.clauses.prepositions
        self.dates = [e for e in parsed.doc.ents if e.label_ in ("DATE", "TIME")]

    def when(self, predicate: Token, *, of: int = -1) -> When | None:
        """The date expression below a predicate in the tree, if no other verb or event noun is nearer to it.

        Of several, the first after the token `of` counts: "signed with X on Monday and with [Y] on Tuesday".
        """
        sentence, future = self.parsed.sentence(predicate), self._is_to_come(predicate)
        for entity in sorted(self.dates, key=lambda date: date.start < of):
            if not sentence.start <= entity.start < sentence.end or not _dates(entity.root, predicate):
                continue
            first = max(entity.start - 1, sentence.start)
            if entity.start > sentence.start and self._is_limit(entity, predicate):
                continue
            written = self.parsed.written(predicate)
            found = DateReader(self.words, written).find(self.parsed.text(first, entity.end), future=future)
            if found:
                return _lasting(found, written) if self._is_begun(entity, predicate) else found
        return None

    def _is_to_come(self, predicate: Token) -> bool:
        """Whether the name of a day means the next such day: "is expected to arrive on Thursday".

        Headlines and captions use the present tense for the past.
        """
        if any(c.lower_ in self.future for c in predicate.children) or self.modality.read(predicate) == INTENDED:
            return True
        present = predicate.tag_ in ("VBZ", "VBP") or (
            predicate.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in predicate.children)
        )
        return present and self.parsed.sentence(predicate).kind is BlockKind.PARAGRAPH

    def _is_begun(self, date: Stretch, predicate: Token) -> bool:
        since = date.start > 0 and self.parsed.doc[date.start - 1].lower_ == "since"
        return since and any(c.dep_ == "aux" and c.lemma_ == "have" for c in predicate.children)

    def _is_limit(self, date: Stretch, predicate: Token) -> bool:
        """Whether a date is only a limit ("until Monday"); with a noun like "visit", "since" gives the date itself."""
        before = self.parsed.doc[date.start - 1].lower_
        begun = before == "since" and (predicate.pos_ == "NOUN" or self._is_begun(date, predicate))
        return before in self.prepositions.limit and not begun

    def where(self, predicate: Token, without: frozenset[str]) -> Argument | None:
        """The place after the "in" or "at" of a predicate; `without` are the keys of its other arguments."""
        tokens = [t for p in self.prepositions.place for t in prepositional(predicate, p)]
        tokens += _dangling(predicate)
        for argument in self.arguments.read(tokens):
            if self._is_place(argument, without):
                return argument
        if predicate.dep_ == "relcl" and any(c.lower_ == "where" and c.dep_ == "advmod" for c in predicate.children):
            found = self.arguments.read([predicate.head])
            if found and self._is_place(found[0], without):
                return found[0]
        return None

    def _is_place(self, argument: Argument, without: frozenset[str]) -> bool:
        return self.ontology.is_a(self.arguments.node(argument).type, "Place") and argument.key not in without


def _lasting(begun: When, written: date | None) -> When:
    """ "Has led X since 2019": from then until the day on which the article was written."""
    return When(begun.earliest, max(begun.latest, written or begun.latest))


def _dates(token: Token, predicate: Token) -> bool:
    """Whether the nearest verb above a date is the predicate, or a verb that shares its date with the predicate."""
    for above in ancestors(token):
        if above.i == predicate.i:
            return True
        if above.pos_ in ("VERB", "AUX") and above.dep_ != "aux":
            return _shares_date(token, above, predicate)
    return False


def _shares_date(token: Token, verb: Token, predicate: Token) -> bool:
    """Whether a date attached to another verb is nonetheless the date of the predicate."""
    below = predicate.head.i == verb.i
    if below and predicate.dep_ == "conj" and token.i < verb.i:
        # "On Monday X stormed a farm and freed Y", but not "last year X came and this year Y left"
        return not any(c.ent_type_ == "DATE" for c in predicate.children)
    if below and predicate.dep_ == "advcl":
        if any(c.lower_ == "when" for c in predicate.children):
            return True  # "worsened Tuesday when police arrested X"
        if predicate.i < token.i < verb.i:
            return True  # "Speaking to X on Monday, Y said": the date is in the participle's phrase
    if verb.lemma_ == "be" and verb.dep_ == "ccomp" and verb.head.i == predicate.i and token.i < predicate.i:
        return True  # "What is known is this: on 9 April X signed": the date is attached to the wrong clause
    # A date on a light or reporting verb also dates the event noun right below it.
    return below and predicate.pos_ == "NOUN" and predicate.dep_ == "dobj"


def _dangling(predicate: Token) -> list[Token]:
    """Places attached to a date or name below the predicate: "her meeting with X two weeks ago in Bogota"."""
    found = []
    for token in predicate.subtree:
        if token.lower_ in lexicon_of(token).small.relation.dangling and token.dep_ == "prep" and token.i > predicate.i:
            path = [token.head, *ancestors(token.head)]
            inner = path[: next((n for n, a in enumerate(path) if a.i == predicate.i), 0)]
            if all(_is_link(a) for a in inner):
                found += [c for c in token.children if c.dep_ == "pobj"]
    return found


def _is_link(token: Token) -> bool:
    """Whether a place below this token can still be the place of the predicate."""
    nominal = token.pos_ in ("ADV", "NOUN", "PROPN", "ADP")
    return nominal and token.dep_ in ("pobj", "advmod", "npadvmod", "prep", "compound")
