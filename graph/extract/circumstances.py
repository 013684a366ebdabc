"""Day and place of what a predicate reports, as far as its sentence gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import ontology
from graph.extract.arguments import Argument, ArgumentReader
from graph.extract.nlp import Parsed
from graph.extract.predicates import ancestors, prepositional
from graph.extract.when import When, find_date

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACE_PREPOSITIONS = ("in", "at", "outside", "near", "inside")


class CircumstanceReader:
    """Finds when and where for predicates of one parsed text."""

    def __init__(self, parsed: Parsed, arguments: ArgumentReader) -> None:
        self.parsed = parsed
        self.arguments = arguments
        self.published = parsed.document.metadata.published
        self.dates = [e for e in parsed.doc.ents if e.label_ in ("DATE", "TIME")]

    def when(self, predicate: Token, *, future: bool = False) -> When | None:
        """The date expression that hangs below a predicate, nearer to it than to any other verb or event noun."""
        sentence = self.parsed.sentence(predicate)
        for entity in self.dates:
            if not sentence.start <= entity.start < sentence.end or not self._belongs(entity.root, predicate):
                continue
            before = self.parsed.doc[entity.start - 1].lower_ if entity.start > sentence.start else ""
            if before in ("since", "until", "till", "before", "by"):
                if not (before == "since" and predicate.pos_ == "NOUN"):
                    continue
            text = self.parsed.text(max(entity.start - 1, sentence.start), entity.end)
            found = find_date(text, self.published, future=future)
            if found:
                return found
        return None

    def _belongs(self, token: Token, predicate: Token) -> bool:
        for above in ancestors(token):
            if above.i == predicate.i:
                return True
            if above.pos_ in ("VERB", "AUX") and above.dep_ != "aux":
                if (
                    predicate.dep_ == "advcl"
                    and predicate.head.i == above.i
                    and any(c.lower_ == "when" for c in predicate.children)
                ):
                    return True  # "worsened Tuesday when police arrested X"
                if predicate.dep_ == "advcl" and predicate.head.i == above.i and predicate.i < token.i < above.i:
                    return True  # "Speaking to X on Monday, Y said": the date stands in the participle's phrase
                if (
                    above.lemma_ == "be"
                    and above.dep_ == "ccomp"
                    and above.head.i == predicate.i
                    and token.i < predicate.i
                ):
                    return True  # "What is known is this: on 9 April X signed": the date hangs on the wrong side
                # A date on a light or reporting verb also dates the event noun right below it.
                return predicate.pos_ == "NOUN" and predicate.head.i == above.i and predicate.dep_ == "dobj"
        return False

    def where(self, predicate: Token, without: frozenset[str]) -> Argument | None:
        """The place after "in" or "at" of a predicate; `without` are the keys of its other arguments."""
        loaded = ontology.load()
        tokens = [t for p in _PLACE_PREPOSITIONS for t in prepositional(predicate, p)]
        tokens += self._dangling(predicate)
        for argument in self.arguments.read(tokens):
            node = self.arguments.node(argument)
            if loaded.is_a(node.decide(), "Place") and argument.key not in without:
                return argument
        where = [c for c in predicate.children if c.lower_ == "where" and c.dep_ == "advmod"]
        if where and predicate.dep_ == "relcl":
            found = self.arguments.read([predicate.head])
            if found and loaded.is_a(self.arguments.node(found[0]).decide(), "Place") and found[0].key not in without:
                return found[0]
        return None

    def _dangling(self, predicate: Token) -> list[Token]:
        """Places after a date or a name that hangs below the predicate: "her meeting with X two weeks ago in Bogota"."""
        found = []
        for token in predicate.subtree:
            if token.lower_ in ("in", "at") and token.dep_ == "prep" and token.i > predicate.i:
                path = [token.head, *ancestors(token.head)]
                inner = path[: next((n for n, a in enumerate(path) if a.i == predicate.i), 0)]
                if all(
                    a.pos_ in ("ADV", "NOUN", "PROPN", "ADP")
                    and a.dep_ in ("pobj", "advmod", "npadvmod", "prep", "compound")
                    for a in inner
                ):
                    found += [c for c in token.children if c.dep_ == "pobj"]
        return found
