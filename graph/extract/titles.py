"""Offices, ranks and roles in running text: "Colombia's Minister of Defense", "the former gang leader"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extract.gazetteer import Gazetteer, Place
from graph.extract.nlp import Parsed
from graph.extract.tables import Rules

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset({"ADJ", "PROPN", "NOUN", "VERB"})


@dataclass(frozen=True, slots=True)
class Title:
    """One title phrase, as token indices.

    `start`/`end` span it with determiner; `noun` is its head noun ("minister", "vice president"),
    `portfolio` its field in lower case ("defense"), `country` the gazetteer place that qualifies it,
    `organization` the tokens of an organisation that qualifies it, `possessor` the token of any other
    possessor. `definite` says that it can refer ("the minister", "Colombia's minister").
    """

    start: int
    end: int
    head: int
    noun: str
    words: frozenset[str]
    portfolio: str
    country: Place | None
    organization: tuple[int, int] | None
    possessor: int | None
    definite: bool
    determiner: str
    holder: bool
    is_office: bool


class TitleFinder:
    """Finds the title phrases of one parsed text."""

    def __init__(self, parsed: Parsed, rules: Rules, gazetteer: Gazetteer, persons: set[int]) -> None:
        """`persons` are the tokens that the language model takes for parts of a person's name."""
        self.parsed = parsed
        self.offices = rules.offices
        self.grammar = rules.grammar
        self.names = rules.names
        self.gazetteer = gazetteer
        self.persons = persons
        self.doc = parsed.doc

    def find(self) -> list[Title]:
        """All title phrases in order; none overlaps another."""
        found: list[Title] = []
        i = 0
        while i < len(self.doc):
            noun_end = self._noun_at(i)
            if noun_end is None or (found and i < found[-1].end):
                i += 1
                continue
            title = self._title(i, noun_end, found[-1].end if found else 0)
            found.append(title)
            i = title.end
        return found

    def _noun_at(self, i: int) -> int | None:
        """The end of the title noun that starts at token `i`, or None."""
        token = self.doc[i]
        if token.pos_ not in ("NOUN", "PROPN") or token.tag_ == "NNS" or i in self.gazetteer.inside:
            return None
        if self._is_department(i):
            return None
        for length in (3, 2):
            words = " ".join(t.lower_ for t in self.doc[i : i + length])
            if i + length <= len(self.doc) and self.offices.is_noun(words):
                return i + length
        known = self.offices.is_noun(token.lower_) or self.names.nouns.get(token.lower_) == "Person"
        return i + 1 if known and not self._is_part(i) else None

    def _is_department(self, i: int) -> bool:
        """Whether a title that starts at `i` only names an institution: "the Attorney General's Office"."""
        for length in (3, 2, 1):
            after = [t.lower_ for t in self.doc[i + length : i + length + 2]]
            if len(after) == 2 and after[0] == "'s" and after[1] in self.grammar.departments:
                return True
        return False

    def _is_part(self, i: int) -> bool:
        """Whether a title noun is only a part of another phrase."""
        token = self.doc[i]
        if i in self.persons and token.ent_iob_ == "I" and token.lower_ not in self.offices.office:
            return True
        if i and token.lower_ in self.offices.rank and self.doc[i - 1].lower_ in self.names.heads:
            return True  # "Fiscalía General" is an institution
        # A noun that modifies another title noun is part of that one: "opposition leader".
        following = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else ""
        if self.offices.is_noun(following) and following not in self.offices.address:
            return True
        # "president-elect", "press conference": not when a lower-case noun follows in a compound.
        return token.dep_ == "compound" and token.head.i > i and token.head.pos_ == "NOUN"

    def _title(self, start: int, end: int, floor: int) -> Title:
        noun = " ".join(t.lower_ for t in self.doc[start:end])
        noun = self.offices.canonical.get(noun, noun)
        left = self._left(start, floor)
        words = frozenset(t.lower_ for t in self.doc[left:end])
        place = self._place(left, start)
        portfolio = self._portfolio(left, start)
        right, complement, place_right, organization = self._right(end, noun)
        determiner, first, possessor, place_left = self._determiner(left, floor)
        if organization is None and place is None:
            organization = self._organization(left, start)
        return Title(
            start=first,
            end=right,
            head=end - 1,
            noun=noun,
            words=words,
            portfolio=portfolio or complement,
            country=place or place_left or place_right,
            organization=organization,
            possessor=possessor,
            definite=determiner in self.grammar.definite,
            determiner=determiner,
            holder=not (words & self.offices.not_holder),
            is_office=noun in self.offices.office,
        )

    def _left(self, start: int, floor: int) -> int:
        """The leftmost modifier of the noun at `start`."""
        sentence = self.parsed.sentence(start)
        left = start
        while left - 1 >= max(sentence.start, floor) and self._modifies(self.doc[left - 1], start):
            left -= 1
        return left

    def _modifies(self, token: Token, noun: int) -> bool:
        """Whether a token belongs to the title whose noun starts at `noun`, and all words between do."""
        word, prefix = token.lower_, token.lower_ in self.offices.prefix
        if token.tag_ == "POS" or (token.is_punct and token.text != "-") or word in self.grammar.determiners:
            return False
        if token.i in self.persons and not prefix:
            return False
        if prefix or word in self.offices.portfolio or token.i in self.gazetteer.inside or token.text == "-":
            return True
        named = token.i in self.gazetteer.named
        modifier = named or (token.pos_ in _MODIFIERS and token.dep_ in ("amod", "compound", "nmod", "poss"))
        return modifier and (named or token.i <= token.head.i <= noun + 3)

    def _place(self, left: int, right: int) -> Place | None:
        return next((p for p in self.gazetteer.places if p.country and left <= p.start and p.end <= right), None)

    def _portfolio(self, left: int, right: int) -> str:
        """The words between prefix and noun that name a field: "homeland security"."""
        kept = []
        for token in self.doc[left:right]:
            if token.i in self.gazetteer.inside or token.lower_ in self.offices.prefix:
                continue
            if token.lower_ in self.offices.portfolio or (token.pos_ == "PROPN" and token.i not in self.persons):
                kept.append(token.lower_)
        words = " ".join(kept)
        return self.offices.canonical.get(words, words)

    def _organization(self, left: int, right: int) -> tuple[int, int] | None:
        """A run of capitalised words before the noun that the model takes for an organisation: "FBI Director"."""
        run = [t.i for t in self.doc[left:right] if t.ent_type_ == "ORG" and t.i not in self.gazetteer.inside]
        return (run[0], run[-1] + 1) if run else None

    def _determiner(self, left: int, floor: int) -> tuple[str, int, int | None, Place | None]:
        """What determines the phrase: its word, where it starts, a possessor, and the possessor's place."""
        if left - 1 < max(self.parsed.sentence(left).start, floor):
            return "", left, None, None
        token = self.doc[left - 1]
        if token.lower_ in self.grammar.determiners and token.dep_ in ("det", "poss"):
            return token.lower_, left - 1, left - 1 if token.dep_ == "poss" else None, None
        if token.tag_ == "POS" and left >= 2:
            place = self.gazetteer.inside.get(left - 2)
            return "'s", min(self._possessor_start(left, floor, place), left), left - 2, place
        return "", left, None, None

    def _possessor_start(self, left: int, floor: int, place: Place | None) -> int:
        """Where the possessor of a phrase that starts at `left` starts."""
        if place:
            article = place.start - 1 >= floor and self.doc[place.start - 1].lower_ == "the"
            return place.start - 1 if article else min(place.start, left - 2)
        owner = self.doc[left - 2]
        # A long subtree is a misparse: a possessor has few words.
        return min(t.i for t in owner.subtree if t.i >= max(floor, left - 8)) if owner.i >= floor else left

    def _right(self, end: int, noun: str) -> tuple[int, str, Place | None, tuple[int, int] | None]:
        """The complements after the noun: "of Defense of Colombia", "to the United Nations"."""
        right, portfolio, place, organization = end, "", None, None
        joints = ("of", "for", "to") if noun in self.offices.towards else ("of", "for")
        while right < len(self.doc) - 1 and self.doc[right].lower_ in joints:
            stop = self._complement(right + 1, place_only=self.doc[right].lower_ == "to")
            if stop is None:
                break
            found = next((p for p in self.gazetteer.places if right < p.start and p.end <= stop and p.country), None)
            inner = [t for t in self.doc[right + 1 : stop] if t.lower_ not in ("the", "and")]
            if found and organization and self._continues_name(organization[1] - 1, found.start):
                organization = (organization[0], stop)  # "the United Mine Workers of America"
            elif found and found.start <= inner[0].i and not self._opens_name(found, stop):
                place = place or found
            elif not portfolio:
                portfolio = " ".join(t.lower_ for t in self.doc[right + 1 : stop] if t.lower_ != "the")
                organization = (inner[0].i, stop) if inner[0].text[0].isupper() else None
            right = stop
        return right, portfolio, place, organization

    def _continues_name(self, last: int, place: int) -> bool:
        """Whether the model sees one organisation in a name and the country behind it."""
        return any(e.label_ == "ORG" and e.start <= last < place < e.end for e in self.doc.ents)

    def _opens_name(self, place: Place, stop: int) -> bool:
        """Whether a demonym only begins the name of an organisation: "the American Action Forum", not "… Navy"."""
        rest = self.doc[place.end : stop]
        public = (*self.names.national, *self.names.exact, *self.offices.portfolio)
        named = place.kind == "demonym" and len(rest) > 0 and all(t.text[0].isupper() for t in rest)
        return named and not any(t.lower_ in public for t in rest)

    def _complement(self, start: int, *, place_only: bool) -> int | None:
        """The end of the capitalised or portfolio words that complete a title, or None where there are none."""
        i = start
        if i < len(self.doc) and self.doc[i].lower_ == "the":
            i += 1
        first = i
        while i < len(self.doc) and self._completes(i, first):
            i += 1
        trailing = self.grammar.complement_joints | {"'s"}
        while i > first and self.doc[i - 1].lower_ in trailing:
            i -= 1
        if i == first or (place_only and first not in self.gazetteer.inside):
            return None
        return i

    def _completes(self, i: int, first: int) -> bool:
        token = self.doc[i]
        if i in self.gazetteer.inside:
            return i == first or self.gazetteer.inside[i].start <= first or self.doc[i - 1].lower_ in ("of", "and")
        if i in self.persons or (token.lower_ in self.names.given and i > first):
            return False
        if token.lower_ in self.offices.portfolio and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return True
        if token.lower_ in self.grammar.complement_joints and i > first:
            following = self.doc[i + 1] if i + 1 < len(self.doc) else token
            if following.i in self.gazetteer.inside or following.lower_ in self.names.given:
                return False
            named = following.text[:1].isupper() and following.i not in self.persons
            return named or following.lower_ in self.offices.portfolio
        return i in self.gazetteer.named or (token.pos_ == "PROPN" and token.text[:1].isupper())
