"""The body or field to which a title refers: "Minister of Defense of Colombia", "a member of the gang Los Lobos"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.gazetteer import Gazetteer, Place
from graph.extract.terms.head_nouns import MODIFIERS, class_of_noun

_FORE = 4
"""How many words before a name may say what kind of thing it names."""


class ComplementReader:
    """Reads the words after title nouns in one parsed text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, persons: set[int]) -> None:
        """`persons` are the tokens that the language model takes for part of a person's name."""
        self.doc = parsed.doc
        self.offices = lexicon.offices
        self.grammar = lexicon.grammar
        self.ontology = lexicon.ontology
        self.titled = lexicon.roles.classes.titled
        self.small = lexicon.small.name
        self.names = lexicon.names
        self.gazetteer = gazetteer
        self.persons = persons

    def read(self, end: int, noun: str) -> tuple[int, str, Place | None, tuple[int, int] | None]:
        """The complements after the noun: "of Defense of Colombia", "to the United Nations"."""
        right, portfolio, place, organization = end, "", None, None
        while right < len(self.doc) - 1 and self.doc[right].lower_ in self._joints(noun):
            joint = self.doc[right].lower_
            complement = self._complement(right + 1, place_only=joint == "to")
            if complement is None:
                break
            first, stop = complement
            found = next((p for p in self.gazetteer.places if right < p.start and p.end <= stop and p.country), None)
            if stop < len(self.doc) and self.doc[stop].tag_ == "POS":
                break  # "president of Peru's football federation", "brother of the Reform Party's leader"
            if found and joint in self.small.among:
                break  # "a fighter from Peru" says where somebody is from, not for whom they fight
            if found and organization and self._continues_name(organization[1] - 1, found.start):
                organization = (organization[0], stop)  # "the United Mine Workers of America"
            elif found and found.start <= first and not self._opens_name(found, stop):
                if joint == "of" or noun not in self.offices.towards:
                    place = place or found  # an ambassador to Peru is not an ambassador of Peru
            elif not portfolio:
                portfolio = " ".join(t.lower_ for t in self.doc[first:stop])
                organization = (first, stop) if self.doc[first].text[0].isupper() else None
            right = stop
        return right, portfolio, place, organization

    def _joints(self, noun: str) -> tuple[str, ...]:
        """The prepositions that may connect a title with its body or field."""
        if noun in self.offices.belonging and noun not in self.offices.office:
            return (*self.small.body_joint, *self.small.among)
        return self.small.towards_joint if noun in self.offices.towards else self.small.body_joint

    def _continues_name(self, last: int, place: int) -> bool:
        """Whether the model takes a name and the country after it for one organisation."""
        return any(e.label_ == "ORG" and e.start <= last < place < e.end for e in self.doc.ents)

    def _opens_name(self, place: Place, stop: int) -> bool:
        """Whether a demonym only begins the name of an organisation: "the American Action Forum", not "… Navy"."""
        rest = list(self.doc[place.end : stop])
        small = next((n for n, t in enumerate(rest) if t.lower_ in self.grammar.complement_joints), len(rest))
        if place.kind != "demonym" or not small or not rest[0].text[0].isupper():
            return False
        # The head of the name: "Federation" in "the American Federation of Labor"
        head = rest[small - 1]
        public = (*self.names.national, *self.names.exact, *self.names.public, *self.offices.portfolio)
        return head.text[0].isupper() and head.lower_ not in public

    def _complement(self, start: int, *, place_only: bool) -> tuple[int, int] | None:
        """The capitalised or portfolio words that complete a title, or None."""
        first = self._named_at(start + (start < len(self.doc) and self.doc[start].lower_ == "the"))
        i = first
        while i < len(self.doc) and self._completes(i, first):
            i += 1
        trailing = self.grammar.complement_joints | {"'s", "'"}
        while i > first and self.doc[i - 1].lower_ in trailing:
            i -= 1
        i = self._with_kind(first, i)
        if i == first or self._is_of_other(i) or (place_only and first not in self.gazetteer.inside):
            return None
        return first, i

    def _named_at(self, i: int) -> int:
        """Where a name starts after a noun that only says what kind of thing it names: "the gang Los Lobos"."""
        end = i
        while end < min(len(self.doc) - 1, i + _FORE) and self.doc[end].is_lower and self.doc[end].pos_ in MODIFIERS:
            end += 1
        kind = class_of_noun(self.doc, end - 1, self.names.nouns) if end > i else None
        named = end < len(self.doc) and self.doc[end].text[0].isupper() and self.doc[end].pos_ == "PROPN"
        return end if named and kind is not None and self.ontology.is_a(kind, "Organization") else i

    def _with_kind(self, first: int, end: int) -> int:
        """The end of a name including a noun after it that gives its kind: "the Black Harbour gang"."""
        at = end
        while at < len(self.doc) and self.doc[at].pos_ == "PROPN" and self.doc[at].text[0].isupper():
            at += 1  # what the language model takes for a person: "the Lobos gang"
        for stop in (at + 2, at + 1):
            words = self.doc[at:stop]
            kind = self.names.nouns.get(self.doc.written(at, stop)) if first < at and stop <= len(self.doc) else None
            alone = self.doc[min(stop, len(self.doc) - 1)].pos_ not in ("NOUN", "PROPN")
            if kind in self.titled and words[-1].tag_ == "NN" and (alone or at <= self.doc[at - 1].head.i < stop):
                return stop
        return end

    def _is_of_other(self, end: int) -> bool:
        """Whether a name belongs only to somebody else's title: "the daughter of Los Lobos founder X"."""
        if end >= len(self.doc):
            return False
        word, last = self.doc[end].lower_, self.doc[end - 1]
        if word in self.names.run_by_person:
            return True  # "a spokesman for the Paz campaign"
        titled = self.offices.is_noun(word) or self.names.nouns.get(word) == "Person"
        return titled and last.head.i >= end and last.dep_ in ("compound", "nmod", "amod")

    def _is_apart(self, i: int) -> bool:
        """Whether a comma and a person's name follow, so that what precedes the comma is something else."""
        return i + 1 < len(self.doc) and self.doc[i].text == "," and i + 1 in self.persons

    def _opens_holder(self, i: int) -> bool:
        """Whether a person is named right after a body: "the head of the Harbour Council [Ana Paz] said"."""
        if self.doc[i - 1].lower_ not in self.names.heads or self.doc[i - 1].pos_ != "PROPN":
            return False
        end = i
        while end < len(self.doc) and self.doc[end].pos_ == "PROPN" and self.doc[end].is_title:
            end += 1
        words = {t.lower_ for t in self.doc[i:end]}
        named = end - i in (2, 3) and not words & (self.names.heads.keys() | self.offices.portfolio)
        return named and end < len(self.doc) and self.doc[end].pos_ in ("VERB", "AUX")

    def _is_seat(self, i: int) -> bool:
        """Whether a name on its own can only be the place that somebody governs: "the mayor of [Gary] today"."""
        governs = {t.lower_ for t in self.doc[max(i - 2, 0) : i - 1]} & self.offices.local.keys()
        following = self.doc[i + 1] if i + 1 < len(self.doc) else self.doc[i]
        single = self.doc[i].pos_ == "PROPN" and following.pos_ not in ("PROPN", "PART")
        return bool(governs) and self.doc[i - 1].lower_ == "of" and single

    def _completes(self, i: int, first: int) -> bool:
        token = self.doc[i]
        if "-" in (token.text, self.doc[i - 1].text) and i > first and not self.doc[i - 1].whitespace_:
            return self.doc[i + (token.text == "-")].text[:1].isupper()  # "the CEO of Take-Two"
        if i in self.gazetteer.inside:
            return (
                i == first
                or self.gazetteer.inside[i].start <= first
                or self.doc[i - 1].lower_ in self.small.before_holder
            )
        apart = i in self.persons and token.ent_iob_ == "B" and self._is_apart(i + 1)  # "the mayor of Leon, Sara Gil"
        if i == first and (apart or self._is_seat(i)):
            return True
        if i in self.persons or (token.lower_ in self.names.given and i > first):
            return False
        if i > first and self._opens_holder(i):
            return False
        if token.lower_ in self.offices.portfolio and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return True
        if token.tag_ == "POS" and i > first and i - 1 not in self.gazetteer.inside:
            return i + 1 < len(self.doc) and self.doc[i + 1].pos_ == "PROPN"  # "the Farmers' Alliance"
        if i > first and token.lower_ in (self.grammar.complement_joints | self.grammar.name_cuts):
            following = self.doc[i + 1] if i + 1 < len(self.doc) else token
            if following.i in self.gazetteer.inside or following.lower_ in self.names.given:
                return False
            named = following.text[:1].isupper() and following.i not in self.persons
            named = named or following.lower_ in self.grammar.name_cuts  # "the Cartel de la Sierra"
            return named or following.lower_ in self.offices.portfolio
        return i in self.gazetteer.named or (token.pos_ == "PROPN" and token.text[:1].isupper())
