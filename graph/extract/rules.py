"""The tables that extraction works by: cues, frames, stances, names. All are TOML, checked against the ontology.

A table that says something meaningless raises `RuleError`, which names file and row.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph import ontology
from graph.errors import RuleError
from graph.resources import read_text

STANCES = ("affirmed", "denied", "hedged", "none")


def fold(text: str) -> str:
    """A text for comparing names: no case, no accents, no leading article, plain apostrophes and spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = " ".join(plain.split())
    return plain.removeprefix("the ")


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text("rules", name))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "syntax", str(error)) from error


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country of the gazetteer; `names` are its label and aliases, `capital` may be empty."""

    id: str
    label: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """What names and nouns say of the class of a thing, and general knowledge about places.

    Keys are folded; `spellings` leads from a folded name to how it is written.
    """

    heads: Mapping[str, str]
    nouns: Mapping[str, str]
    known: Mapping[str, str]
    cities: Mapping[str, str]
    transparent: Mapping[str, frozenset[str]]
    events: Mapping[str, str]
    national: Mapping[str, str]
    given: Mapping[str, str]
    countries: Mapping[str, CountryRow]
    country_names: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    regions: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offices:
    """Words that make up a title: nouns of offices and ranks, forms of address, portfolios, prefixes."""

    office: frozenset[str]
    rank: frozenset[str]
    address: frozenset[str]
    prefix: frozenset[str]
    not_holder: frozenset[str]
    portfolio: frozenset[str]
    towards: frozenset[str]
    national: frozenset[str]
    local: Mapping[str, str]
    abbreviation: Mapping[str, str]
    canonical: Mapping[str, str]
    gender: Mapping[str, str]

    def is_noun(self, words: str) -> bool:
        """Whether these words head a title."""
        return words in self.office or words in self.rank


@dataclass(frozen=True, slots=True)
class Cues:
    """Attribution cues by lemma, with the stance of the source to its content."""

    verbs: Mapping[str, str]
    weak: frozenset[str]
    mental: frozenset[str]
    nominal: frozenset[str]
    denying: frozenset[str]
    asserting: frozenset[str]
    nouns: Mapping[str, str]
    phrases: Mapping[str, str]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    passives: frozenset[str]
    anonymous: frozenset[str]


@dataclass(frozen=True, slots=True)
class StanceWords:
    """What turns or weakens a statement."""

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
    untrue_adjectives: frozenset[str]
    untrue_nouns: frozenset[str]
    lacks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one group of words expresses a relation; the fields are explained at the head of `frames.toml`."""

    relation: str
    verbs: frozenset[tuple[str, str]]
    nouns: frozenset[str]
    objects: tuple[str, ...] = ()
    noun_objects: tuple[str, ...] = ()
    noun_subjects: tuple[str, ...] = ("poss", "by", "of")
    as_slots: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    adverbs: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    subject_via: frozenset[str] = frozenset()
    object_types: tuple[str, ...] = ()
    requires_place: tuple[str, ...] = ()
    body: frozenset[str] = frozenset()
    object: str = "required"
    via_only: bool = False
    needs_content: bool = False
    light: bool = False
    adjunct: bool = False
    inverse: bool = False
    passive_subject: bool = False
    example: str = ""
    near_miss: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables together, and the frames by the lemma that triggers them."""

    names: Names
    offices: Offices
    cues: Cues
    stance: StanceWords
    frames: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[tuple[str, Frame], ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]


def _names() -> Names:
    table = _table("entities.toml")
    classes = ontology.load().classes
    for section in ("heads", "nouns", "known", "events", "national"):
        for name in table[section]:
            if name not in classes:
                raise RuleError("entities.toml", f"[{section}] {name}", "is no class of the ontology")
    countries = {row["id"]: _country(row) for row in _table("countries.toml")["country"]}
    given = {fold(n): gender for gender, names in _table("given_names.toml").items() for n in names.split()}
    written = [n for c in countries.values() for n in (*c.names, *c.demonyms, c.capital) if n]
    written += [n for key in ("known", "cities") for names in table[key].values() for n in names]
    written += list(table["regions"])
    return Names(
        spellings=_by_fold(written),
        heads=_invert(table["heads"]),
        nouns=_invert(table["nouns"]),
        known=_invert(table["known"]),
        cities=_invert(table["cities"]),
        events=_invert(table["events"]),
        national=_invert(table["national"]),
        transparent={kind: frozenset(words) for kind, words in table["transparent"].items()},
        given=given,
        countries=countries,
        country_names={fold(n): c.id for c in countries.values() for n in c.names},
        demonyms={fold(n): c.id for c in countries.values() for n in c.demonyms},
        regions={fold(a): region for a, region in table["regions"].items()},
        capitals={fold(c.capital): c.id for c in countries.values() if c.capital},
    )


def _by_fold(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        found[fold(name)] = (*found.get(fold(name), ()), name)
    return found


def _country(row: Mapping[str, Any]) -> CountryRow:
    names = (row["label"], *row["aliases"])
    demonyms = tuple(d for d in row["demonyms"])
    plural = tuple(d + "s" for d in demonyms if not d.endswith(("s", "h", "e")) or d.endswith("ese") is False)
    return CountryRow(row["id"], row["label"], names, demonyms + plural, row["capital"], frozenset(row["regions"]))


def _invert(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


def _offices() -> Offices:
    table = _table("offices.toml")
    gender = {word: name for name, words in table["gender"].items() for word in words}
    keys = ("office", "rank", "address", "prefix", "not_holder", "portfolio", "towards", "national")
    sets = {key: frozenset(table[key]) for key in keys}
    return Offices(
        **sets, local=table["local"], abbreviation=table["abbreviation"], canonical=table["canonical"], gender=gender
    )


def _cues() -> Cues:
    table = _table("cues.toml")
    by_kind: dict[str, dict[str, str]] = {}
    weak: set[str] = set()
    mental: set[str] = set()
    for kind in ("verb", "noun", "phrase"):
        found = by_kind[kind] = {}
        for number, row in enumerate(table[kind], start=1):
            if row["stance"] not in STANCES:
                raise RuleError("cues.toml", f"[[{kind}]] {number}", f"stance is not one of {', '.join(STANCES)}")
            for cue in row["cue"]:
                if cue not in found:
                    found[cue] = row["stance"]
                    if row.get("weak"):
                        weak.add(cue)
                    if row.get("mental"):
                        mental.add(cue)
    unattributed = table["unattributed"]
    return Cues(
        verbs=by_kind["verb"],
        weak=frozenset(weak),
        mental=frozenset(mental),
        nominal=frozenset(table["nominal"]["verb"]),
        denying=frozenset(table["nominal"]["denying"]),
        asserting=frozenset(table["nominal"]["asserting"]),
        nouns=by_kind["noun"],
        phrases=by_kind["phrase"],
        adverbs=frozenset(unattributed["adverb"]),
        adjectives=frozenset(unattributed["adjective"]),
        passives=frozenset(unattributed["passive"]),
        anonymous=frozenset(table["anonymous"]["noun"]),
    )


def _stance() -> StanceWords:
    table = _table("stance.toml")
    negation, hedge, untrue = table["negation"], table["hedge"], table["untrue"]
    return StanceWords(
        particles=frozenset(negation["particle"]),
        negative_verbs=frozenset(negation["verb"]),
        modals=frozenset(hedge["modal"]),
        adverbs=frozenset(hedge["adverb"]),
        adjectives=frozenset(hedge["adjective"]),
        verbs=frozenset(hedge["verb"]),
        nouns=frozenset(hedge["noun"]),
        complement_adjectives=frozenset(hedge["adjective_complement"]),
        marks=frozenset(table["condition"]["mark"]),
        future=frozenset(table["condition"]["future"]),
        untrue_adjectives=frozenset(untrue["adjective"]),
        untrue_nouns=frozenset(untrue["noun"]),
        lacks=frozenset(untrue["lacks"]),
    )


_TUPLES = ("objects", "noun_objects", "noun_subjects", "content", "object_types", "requires_place")
_SETS = ("adverbs", "via", "subject_via", "body")
_FLAGS = ("via_only", "needs_content", "light", "adjunct", "inverse", "passive_subject")
_TEXTS = ("example", "near_miss", "object")
_KNOWN = {"relation", "verbs", "nouns", "as", *_TUPLES, *_SETS, *_FLAGS, *_TEXTS}


def _frame(number: int, row: Mapping[str, Any]) -> Frame:
    place = f"[[frame]] {number} ({row.get('relation')})"
    unknown = sorted(set(row) - _KNOWN)
    if unknown:
        raise RuleError("frames.toml", place, f"unknown key {unknown[0]!r}")
    loaded = ontology.load()
    if row.get("relation") not in loaded.relations:
        raise RuleError("frames.toml", place, "the relation is not in the ontology")
    for name in (*row.get("object_types", ()), *row.get("requires_place", ())):
        if name not in loaded.classes:
            raise RuleError("frames.toml", place, f"{name} is no class of the ontology")
    verbs = frozenset((v.split(" ", 1)[0], v.partition(" ")[2]) for v in row.get("verbs", ()))
    fields: dict[str, Any] = {key: tuple(row[key]) for key in _TUPLES if key in row}
    fields |= {key: frozenset(row[key]) for key in _SETS if key in row}
    fields |= {key: row[key] for key in (*_FLAGS, *_TEXTS) if key in row}
    nouns = frozenset(row.get("nouns", ()))
    return Frame(row["relation"], verbs, nouns, as_slots=tuple(row.get("as", ())), **fields)


@lru_cache(maxsize=1)
def load() -> Rules:
    """All tables, read and checked once for each process."""
    frames = tuple(_frame(n, row) for n, row in enumerate(_table("frames.toml")["frame"], start=1))
    by_verb: dict[str, list[tuple[str, Frame]]] = {}
    by_noun: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma, particle in sorted(frame.verbs):
            by_verb.setdefault(lemma, []).append((particle, frame))
        for noun in sorted(frame.nouns):
            by_noun.setdefault(noun, []).append(frame)
    return Rules(
        names=_names(),
        offices=_offices(),
        cues=_cues(),
        stance=_stance(),
        frames=frames,
        by_verb={k: tuple(v) for k, v in by_verb.items()},
        by_noun={k: tuple(v) for k, v in by_noun.items()},
    )


_WORD = re.compile(r"\w", re.UNICODE)


def has_letter(text: str) -> bool:
    """Whether a text holds a letter or digit at all."""
    return _WORD.search(text) is not None
