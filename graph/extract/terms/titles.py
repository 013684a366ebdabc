"""Offices, ranks and roles in running text: "Colombia's Minister of Defense", "the former gang leader"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.syntax.tokens import SUBJECTS
from graph.extract.terms.gazetteer import Gazetteer, Place
from graph.extract.terms.head_nouns import MODIFIERS
from graph.extract.terms.title_complements import ComplementReader
from graph.extract.words import Token

_NAMES = ("NNP", "NNPS", "NNS")
_MAYBE = ("", "ORG", "PERSON", "PRODUCT", "FAC", "LOC", "WORK_OF_ART")
"""The labels that the language model may give to the name of a gang."""


class Tense(Enum):
    """When an office is held: now, formerly, not yet; or whether it is only sought, claimed or invented."""

    HELD = auto()
    ONCE = auto()
    TO_COME = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Title:
    """One title phrase, as token indices.

    `start`/`end` cover the phrase with its determiner; `noun` is its head noun ("minister", "vice president"),
    `portfolio` its field in lower case ("defense"), `country` the gazetteer place that qualifies it,
    `organization` the tokens of an organisation that qualifies it, `possessor` the token of any other
    possessor. `definite` says whether it can refer ("the minister", "Colombia's minister"), `tense` when it is held.
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
    tense: Tense
    is_office: bool

    @property
    def holder(self) -> bool:
        """Whether the title is held now."""
        return self.tense is Tense.HELD


class TitleFinder:
    """Finds the title phrases in one parsed text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer, persons: set[int]) -> None:
        """`persons` are the tokens that the language model takes for part of a person's name."""
        self.parsed = parsed
        self.offices = lexicon.offices
        self.grammar = lexicon.grammar
        self.names = lexicon.names
        self.small = lexicon.small.name
        self.gazetteer = gazetteer
        self.persons = persons
        self.doc = parsed.doc
        self.complements = ComplementReader(parsed, lexicon, gazetteer, persons)

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
        if not token.is_alpha:
            return i + 1 if self._is_short(i) else None
        if self._words(i, i + 5) == "second-in-command" and self.parsed.is_whole(i, i + 5):
            return i + 5
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.tag_ == "NNS" or i in self.gazetteer.inside:
            return None
        if self._is_department(i):
            return None
        for length in (3, 2):
            known = i + length <= len(self.doc) and self.offices.is_noun(self._words(i, i + length))
            if known and self.parsed.is_whole(i, i + length):
                return None if self._closes_name(i) else i + length
        known = self.offices.is_noun(token.lower_) or self.names.nouns.get(token.lower_) == "Person"
        known = known and token.pos_ != "ADJ"  # "the chief executive", but no "general" strike
        return i + 1 if known and (self._suffix(i + 1) > i + 1 or not self._is_part(i)) else None

    def _is_short(self, i: int) -> bool:
        """Whether a token is a short form of an office, before a name: "Sen.", "Gov."."""
        meant = self.offices.abbreviation.get(self.doc[i].lower_, "")
        behind = self.doc[i + 1] if i + 1 < len(self.doc) else None
        return meant in self.offices.office and behind is not None and behind.pos_ == "PROPN"

    def _closes_name(self, i: int) -> bool:
        """Whether a word only ends a name that precedes the noun: "Liberal Party leader"."""
        before, token = self.doc[i - 1] if i else None, self.doc[i]
        named = before is not None and before.pos_ == "PROPN" and token.is_title and token.lower_ in self.names.heads
        return named and before is not None and before.head.i in (i, token.head.i)

    def _words(self, start: int, end: int) -> str:
        """Some tokens in lower case, with hyphens as written: "second-in-command"."""
        return " ".join(t.lower_ for t in self.doc[start:end]).replace(" - ", "-")

    def _suffix(self, end: int) -> int:
        """The end of a title noun, including a word after it that puts the office in the future: "president-elect"."""
        at = end + (end < len(self.doc) and self.doc[end].text == "-")
        return at + 1 if at < len(self.doc) and self.doc[at].lower_ in self.offices.to_come else end

    def _is_department(self, i: int) -> bool:
        """Whether a title that starts at `i` only names an institution: "the Attorney General's Office"."""
        for length in (3, 2, 1):
            after = [t.lower_ for t in self.doc[i + length : i + length + 2]]
            if len(after) == 2 and after[0] == "'s" and after[1] in self.grammar.departments:
                return True
        return False

    def _is_part(self, i: int) -> bool:
        """Whether a title noun is only part of another phrase."""
        token = self.doc[i]
        if i in self.persons and token.ent_iob_ == "I" and token.lower_ not in self.offices.office:
            return True
        ranked = i and token.is_title and token.lower_ in self.offices.rank and i + 1 not in self.persons
        if ranked and self.doc[i - 1].lower_ in self.names.heads:
            return True  # "Fiscalía General" is an institution, "police Colonel Ana Paz" is not
        if i > 1 and token.is_title and self.doc[i - 1].lower_ == "of" and self.doc[i - 2].lower_ in self.names.heads:
            return token.lower_ in self.offices.portfolio and not self._before_name(i)  # "the Department of Justice"
        if i > 1 and token.is_title and self.doc[i - 1].lower_ in self.small.aim_joint and self.doc[i - 2].is_title:
            return self.doc[i - 2].lower_ in self.names.heads  # "the Observatory on [Citizen] Security"
        # A noun that modifies another title noun is part of that title: "opposition leader".
        following = self.doc[i + 1].lower_ if i + 1 < len(self.doc) else ""
        if self.offices.is_noun(following) and following not in self.offices.address:
            return True
        # "president-elect", "press conference": not if a lower-case noun follows in a compound.
        return token.dep_ == "compound" and token.head.i > i and token.head.pos_ == "NOUN"

    def _before_name(self, i: int) -> bool:
        """Whether a name follows, which may be the holder's: "the Army of General Paz"."""
        return i + 1 < len(self.doc) and self.doc[i + 1].pos_ == "PROPN"

    def _title(self, start: int, end: int, floor: int) -> Title:
        noun = self._words(start, end)
        noun = self.offices.abbreviation.get(noun, noun)
        noun = self.offices.canonical.get(noun, noun)
        left = self._left(start, floor)
        behind_of = start + 1 < end and self.doc[start + 1].lower_ == "of"  # "[head] of state"
        head, end = start if behind_of else end - 1, self._suffix(end)
        words = frozenset(t.lower_ for t in self.doc[left:end])
        place = self._place(left, start)
        portfolio = self._portfolio(left, start)
        right, complement, place_right, organization = self.complements.read(end, noun)
        determiner, first, possessor, place_left = self._determiner(left, floor)
        if organization is None and place is None:
            organization = self._organization(left, start, noun)
        return Title(
            start=first,
            end=right,
            head=head,
            noun=noun,
            words=words,
            portfolio=portfolio or complement,
            country=place or place_left or place_right,
            organization=organization,
            possessor=possessor,
            definite=determiner in self.grammar.definite,
            determiner=determiner,
            tense=self._tense(words, first, right),
            is_office=noun in self.offices.office,
        )

    def _tense(self, words: frozenset[str], first: int, end: int) -> Tense:
        """When a title is held, from its own words, the word before it and the date after it."""
        before = self.doc[first - 1].lower_ if first else ""
        turning = (words | {before}) & self.offices.not_holder
        if turning - self.offices.held_once - self.offices.to_hold or before == "for":
            return Tense.NEVER  # "candidate for president", "would-be president"
        if turning & self.offices.to_hold:
            return Tense.TO_COME
        return Tense.ONCE if turning or self._is_over(end) else Tense.HELD

    def _is_over(self, end: int) -> bool:
        """Whether a date after a title ends the office: "president of Peru until May"."""
        if end + 1 >= len(self.doc) or self.doc[end].lower_ not in self.offices.ended:
            return False
        return self.doc[end + 1].ent_type_ == "DATE" or self.doc[end + 1].like_num

    def _left(self, start: int, floor: int) -> int:
        """The leftmost modifier of the noun at `start`."""
        sentence = self.parsed.sentence(start)
        left, limit = start, max(sentence.start, floor)
        while left - 1 >= limit:
            if self._modifies(self.doc[left - 1], start):
                left -= 1
            elif left - 2 >= limit and left < start and self._joins_fields(left - 1):
                left -= 2
            else:
                break
        return left

    def _joins_fields(self, at: int) -> bool:
        """Whether a word joins two fields of one office: "Education [and] Culture Minister", not after a ministry."""
        joint, first, second = self.doc[at], self.doc[at - 1], self.doc[at + 1]
        joins = joint.lower_ in (*self.small.field_joint, ",") and joint.lower_ != "of"
        field = first.lower_ in self.offices.portfolio and first.is_title == second.is_title
        headed = at > 1 and self.doc[at - 2].lower_ in self.small.body_joint
        return joins and field and first.pos_ in MODIFIERS and not headed

    def _modifies(self, token: Token, noun: int) -> bool:
        """Whether a token and all words between it and `noun` belong to the title whose noun starts there."""
        word, acts = token.lower_, any(c.dep_ in SUBJECTS for c in token.children)
        prefix = word in self.offices.prefix and not acts  # "the army ousted President X"
        if token.tag_ == "POS" or (token.is_punct and token.text != "-") or word in self.grammar.determiners:
            return False
        if word in self.names.run_by_person:
            return False  # "Paz campaign [chairman]"
        if token.i in self.persons and not prefix:
            return False
        if prefix or word in self.offices.portfolio or token.i in self.gazetteer.inside or token.text == "-":
            return True
        named = token.i in self.gazetteer.named
        if token.dep_ == "conj" and token.is_title and token.nbor().lower_ in self.offices.portfolio:
            return True  # "Foreign and [European] Affairs Minister"
        modifier = named or (token.pos_ in MODIFIERS and token.dep_ in ("amod", "compound", "nmod", "poss"))
        return modifier and (named or token.i <= token.head.i <= noun + 3)

    def _place(self, left: int, right: int) -> Place | None:
        return next((p for p in self.gazetteer.places if p.country and left <= p.start and p.end <= right), None)

    def _portfolio(self, left: int, right: int) -> str:
        """The words between prefix and noun that name a field: "homeland security"."""
        kept: list[str] = []
        for token in self.doc[left:right]:
            if token.i in self.gazetteer.inside or token.lower_ in self.offices.prefix or not token.is_alpha:
                continue
            if kept and token.lower_ in self.small.field_joint:
                kept.append(token.lower_)
            if token.lower_ in self.offices.portfolio or (token.pos_ == "PROPN" and token.i not in self.persons):
                kept.append(token.lower_)
        words = " ".join(kept)
        return self.offices.canonical.get(words, words)

    def _organization(self, left: int, right: int, noun: str) -> tuple[int, int] | None:
        """The organisation named before the noun: "FBI Director", "Los Lobos leader"."""
        free = [t for t in self.doc[left:right] if t.i not in self.gazetteer.inside and t.text != "-"]
        free = [t for t in free if t.lower_ not in self.offices.prefix or self._opens_body(t)]
        run = [t.i for t in free if t.ent_type_ == "ORG" or t.i in self.gazetteer.named]
        if not run and noun in self.offices.belonging and noun not in self.offices.office:
            # "Los Halcones founder": a noun of belonging goes with what is named here.
            run = [t.i for t in free if t.tag_ in _NAMES and t.text[0].isupper() and t.ent_type_ in _MAYBE]
        return (run[0], run[-1] + 1) if run else None

    def _opens_body(self, word: Token) -> bool:
        """Whether a word that may precede any title opens the name of a body: "[National] Assembly member"."""
        behind = self.doc[word.i + 1]
        joined = word.ent_type_ == "ORG" and behind.ent_type_ == "ORG" and behind.ent_iob_ == "I"
        return joined and word.is_title and word.lower_ not in self.offices.not_holder

    def _determiner(self, left: int, floor: int) -> tuple[str, int, int | None, Place | None]:
        """What determines a title phrase: the word, where it starts, a possessor, and the possessor's place."""
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
        # A long subtree is a parsing error: a possessor has few words.
        return min(t.i for t in owner.subtree if t.i >= max(floor, left - 8)) if owner.i >= floor else left
