"""The records into which the TOML tables are read: names, offices, cues, stance words, grammar, frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country in the gazetteer; `names` are its label and aliases; `capital` may be empty.

    `adjective` is used before "government" or "police".
    """

    id: str
    label: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjective: str
    capital: str
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """What names and nouns say about the class of a thing, and general knowledge about places.

    Keys are folded; `spellings` has the spelling of a folded name. For parts of a country with their own legislators
    `divisions` has the country by name, and `division_marks` the name by abbreviation, without periods.
    """

    heads: Mapping[str, str]
    trailing: frozenset[str]
    nouns: Mapping[str, str]
    known: Mapping[str, str]
    public: frozenset[str]
    cities: Mapping[str, str]
    divisions: Mapping[str, str]
    division_marks: Mapping[str, str]
    transparent: Mapping[str, frozenset[str]]
    things: frozenset[str]
    laws: frozenset[str]
    staff: frozenset[str]
    run_by_person: frozenset[str]
    run_for: frozenset[str]
    vague: frozenset[str]
    plural_institutions: frozenset[str]
    events: Mapping[str, str]
    gatherings: frozenset[str]
    gathering: str
    national: Mapping[str, str]
    exact: frozenset[str]
    given: Mapping[str, str]
    countries: Mapping[str, CountryRow]
    country_names: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    regions: Mapping[str, str]
    emblems: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offices:
    """Words that make up a title: nouns for offices and ranks, forms of address, portfolios, prefixes.

    `belonging` leads from a noun to the relation between the person described and the organisation mentioned,
    `called` from an office to other offices whose holders are called by the same noun.
    """

    office: frozenset[str]
    rank: frozenset[str]
    address: frozenset[str]
    prefix: frozenset[str]
    not_holder: frozenset[str]
    held_once: frozenset[str]
    to_hold: frozenset[str]
    standing_in: frozenset[str]
    to_come: frozenset[str]
    ended: frozenset[str]
    until: frozenset[str]
    portfolio: frozenset[str]
    towards: frozenset[str]
    of_bodies: frozenset[str]
    of_justice: frozenset[str]
    of_division: frozenset[str]
    kin: frozenset[str]
    local: Mapping[str, str]
    belonging: Mapping[str, str]
    abbreviation: Mapping[str, str]
    canonical: Mapping[str, str]
    called: Mapping[str, frozenset[str]]
    gender: Mapping[str, str]

    def is_noun(self, words: str) -> bool:
        """Whether some words are the head of a title."""
        return words in self.office or words in self.rank or words in self.belonging


@dataclass(frozen=True, slots=True)
class Descriptions:
    """The words that describe somebody or something without a name; `descriptions.toml` explains them.

    `collective` has the institution of a country that a noun means, and `collective_class` the institution's class.
    """

    nouns: Mapping[str, str]
    collective: Mapping[str, str]
    collective_class: Mapping[str, str]
    state: frozenset[str]
    means: frozenset[str]
    kind: frozenset[str]
    armed: frozenset[str]
    issuing: frozenset[str]
    vague: frozenset[str]
    somebody: frozenset[str]
    inexact: frozenset[str]
    of_verb: frozenset[str]
    none: frozenset[str]
    place: frozenset[str]
    mass: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Attribution cues by lemma, with the stance of the source on the content."""

    verbs: Mapping[str, str]
    weak: frozenset[str]
    mental: frozenset[str]
    nominal: frozenset[str]
    denying: frozenset[str]
    contestable: frozenset[str]
    contradicting: frozenset[str]
    refusable: frozenset[str]
    nouns: Mapping[str, str]
    phrases: Mapping[str, str]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    closing: frozenset[str]
    telling: frozenset[str]
    no_gerund: frozenset[str]
    withdrawing: frozenset[str]
    ceasing: frozenset[str]
    own: frozenset[str]
    erring: frozenset[str]
    erroneous: frozenset[str]
    untruly: frozenset[str]


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Words that turn a statement into its opposite or weaken it."""

    particles: frozenset[str]
    negative_verbs: frozenset[str]
    modals: frozenset[str]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    complement_adjectives: frozenset[str]
    marks: frozenset[str]
    future: frozenset[str]
    planning: frozenset[str]
    untrue_adjectives: frozenset[str]
    untrue_nouns: frozenset[str]
    turned_down: frozenset[str]
    true_words: frozenset[str]
    lacks: frozenset[str]
    past_modifiers: frozenset[str]
    past_adverbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judging:
    """Words that judge, by what they say and by part of speech."""

    blame_adjective: frozenset[str]
    blame_noun: frozenset[str]
    dire_adjective: frozenset[str]
    dire_noun: frozenset[str]
    praise_adjective: frozenset[str]
    praise_noun: frozenset[str]
    resembling: frozenset[str]
    resembling_joint: frozenset[str]
    whatever: frozenset[str]


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """The relations expressed by calling somebody or a deed by such a word: `blaming` and `praising`."""

    words: Judging
    blaming: str
    praising: str

    def relation(self, word: str, *, noun: bool) -> str | None:
        """The relation to those whom a word judges, for a noun by its lemma; None if it judges nobody."""
        words = self.words
        if word in (words.blame_noun | words.dire_noun if noun else words.blame_adjective | words.dire_adjective):
            return self.blaming
        return self.praising if word in (words.praise_noun if noun else words.praise_adjective) else None

    def is_dire(self, word: str) -> bool:
        """Whether a word is also used for mishaps, and not only for what somebody did."""
        return word in self.words.dire_adjective | self.words.dire_noun


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed classes of words that delimit names and titles; `grammar.toml` explains them."""

    name_edges: frozenset[str]
    name_joints: frozenset[str]
    name_cuts: frozenset[str]
    name_small: frozenset[str]
    name_prefixes: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    complement_joints: frozenset[str]
    departments: frozenset[str]
    naming: frozenset[str]
    after_title: frozenset[str]
    object_control: frozenset[str]
    bare_infinitive: frozenset[str]
    transfer: frozenset[str]
    two_objects: frozenset[str]
    facing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one group of words expresses a relation; the top of `frames.toml` explains the fields."""

    relation: str
    verbs: frozenset[tuple[str, str]]
    nouns: frozenset[str]
    id: str = ""
    adjectives: frozenset[str] = frozenset()
    objects: tuple[str, ...] = ()
    noun_objects: tuple[str, ...] = ()
    noun_subjects: tuple[str, ...] = ("poss", "by")
    as_slots: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    adverbs: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    subject_via: frozenset[str] = frozenset()
    subject_types: tuple[str, ...] = ()
    subject_not_types: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    requires_place: tuple[str, ...] = ()
    body: frozenset[str] = frozenset()
    body_slots: tuple[str, ...] = ("obj",)
    unless: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    not_acts: frozenset[str] = frozenset()
    object: str = "required"
    certainty: float = 1.0
    via_only: bool = False
    needs_content: bool = False
    light: bool = True
    adjunct: bool = False
    inverse: bool = False
    passive_subject: bool = False
    of_object: bool = False
    intransitive: bool = False
    finite: bool = False
    harm: bool = False
    example: str = ""
    near_miss: str = ""


@dataclass(frozen=True, slots=True)
class AliasWords:
    """Words that introduce another name after a name: table `[alias]` in `grammar.toml`, which explains each list."""

    note: tuple[str, ...]
    bare: tuple[str, ...]
    named: tuple[str, ...]
    as_named: tuple[str, ...]
    called: tuple[str, ...]
    adverb: tuple[str, ...]
    as_what: tuple[str, ...]
    having: tuple[str, ...]
    noun: tuple[str, ...]
    born: tuple[str, ...]
    fronted: tuple[str, ...]
    brief: tuple[str, ...]
    brief_joint: tuple[str, ...]
    own: tuple[str, ...]
    article: frozenset[str]
    joint: tuple[str, ...]
    no_start: frozenset[str]
    resuming: frozenset[str]
    speaking: tuple[str, ...]
    answer: frozenset[str]
