"""The tables that extraction works by: cues, frames, stances, names. All are TOML, checked against the ontology.

A table that says something meaningless raises `RuleError`, which names file and row.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from graph import ontology
from graph.errors import RuleError
from graph.extract.lexicon.entries import (
    CountryRow,
    Cues,
    Descriptions,
    Frame,
    Grammar,
    Names,
    Offices,
    Rules,
    StanceWords,
)
from graph.resources import read_text

STANCES = ("affirmed", "denied", "hedged", "none")


def fold(text: str) -> str:
    """A text for comparing names: no case, no accents, no leading article, plain apostrophes and spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = " ".join(plain.split())
    return plain.removeprefix("the ")


@lru_cache(maxsize=1)
def load() -> Rules:
    """All tables, read and checked once for each process."""
    frames = tuple(_frame(n, row) for n, row in enumerate(_table("frames.toml")["frame"], start=1))
    by_verb: dict[str, list[tuple[str, Frame]]] = {}
    by_noun: dict[str, list[Frame]] = {}
    by_adjective: dict[str, list[Frame]] = {}
    for frame in frames:
        for adjective in sorted(frame.adjectives):
            by_adjective.setdefault(adjective, []).append(frame)
        for lemma, particle in sorted(frame.verbs):
            by_verb.setdefault(lemma, []).append((particle, frame))
        for noun in sorted(frame.nouns):
            by_noun.setdefault(noun, []).append(frame)
    return Rules(
        names=_names(),
        descriptions=_descriptions(),
        offices=_offices(),
        cues=_cues(),
        stance=_stance(),
        grammar=_grammar(),
        frames=frames,
        by_verb={k: tuple(v) for k, v in by_verb.items()},
        by_noun={k: tuple(v) for k, v in by_noun.items()},
        by_adjective={k: tuple(v) for k, v in by_adjective.items()},
    )


def _table(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text("rules", name))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "syntax", str(error)) from error


# ------------------------------------------------------------------ names


def _names() -> Names:
    table = _table("entities.toml")
    _check_classes(table)
    countries = {row["id"]: _country(row) for row in _table("countries.toml")["country"]}
    given = {fold(n): gender for gender, names in _table("given_names.toml").items() for n in names.split()}
    given |= {name: "" for name, gender in given.items() if gender == "either"}
    written = [n for c in countries.values() for n in (*c.names, *c.demonyms, c.capital) if n]
    written += [n for key in ("known", "cities") for names in table[key].values() for n in names]
    written += list(table["regions"])
    return Names(
        spellings=_by_fold(written),
        heads=_invert(table["heads"]),
        nouns=_invert(table["nouns"]),
        known=_invert(table["known"]),
        public=frozenset(fold(word) for word in table["public"]["heads"]),
        cities=_invert(table["cities"]),
        events=_invert(table["events"]),
        national=_invert(table["national"]),
        exact=frozenset(table["institution"]["exact"]),
        transparent={kind: frozenset(words) for kind, words in table["transparent"].items()},
        things=frozenset(table["things"]["nouns"]),
        staff=frozenset(table["institution"]["staff"]),
        vague=frozenset(table["institution"]["vague"]),
        plural_institutions=frozenset(table["institution"]["plural"]),
        given=given,
        countries=countries,
        country_names={fold(n): c.id for c in countries.values() for n in c.names},
        demonyms={fold(n): c.id for c in countries.values() for n in c.demonyms},
        emblems={fold(n): country for country, names in table["emblems"].items() for n in names},
        regions={fold(a): region for a, region in table["regions"].items()},
        capitals={fold(c.capital): c.id for c in countries.values() if c.capital},
    )


def _check_classes(table: Mapping[str, Any]) -> None:
    for section in ("heads", "nouns", "known", "events", "national"):
        _check_names("entities.toml", section, table[section])


def _check_names(file: str, section: str, names: Iterable[str]) -> None:
    for name in names:
        if name not in ontology.load().classes:
            raise RuleError(file, f"[{section}] {name}", "is no class of the ontology")


def _descriptions() -> Descriptions:
    table = _table("descriptions.toml")
    _check_names("descriptions.toml", "nouns", table["nouns"])
    _check_names("descriptions.toml", "collective_class", table["collective_class"].values())
    words = {key: frozenset(found) for key, found in table["words"].items()}
    collective = _invert(table["collective"])
    return Descriptions(_invert(table["nouns"]), collective, table["collective_class"], **words)


def _by_fold(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        found[fold(name)] = (*found.get(fold(name), ()), name)
    return found


def _country(row: Mapping[str, Any]) -> CountryRow:
    names = (row["label"], *row["aliases"])
    demonyms = tuple(row["demonyms"])
    plural = tuple(d + "s" for d in demonyms if not d.endswith("ese"))
    adjective = row.get("adjective") or next(iter(demonyms), row["label"])
    regions = frozenset(row["regions"])
    return CountryRow(row["id"], row["label"], names, demonyms + plural, adjective, row["capital"], regions)


def _invert(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): name for name, words in table.items() for word in words}


def _offices() -> Offices:
    table = _table("offices.toml")
    gender = {word: name for name, words in table["gender"].items() for word in words}
    fields = ("office", "rank", "address", "prefix", "not_holder", "to_come", "portfolio")
    keys = (*fields, "towards", "of_bodies", "of_justice", "kin")
    sets = {key: frozenset(table[key]) for key in keys}
    belonging = {noun: relation for relation, nouns in table["belonging"].items() for noun in nouns}
    for relation in table["belonging"]:
        if relation not in ontology.load().relations:
            raise RuleError("offices.toml", f"[belonging] {relation}", "is no relation of the ontology")
    return Offices(
        **sets,
        local=table["local"],
        belonging=belonging,
        abbreviation=table["abbreviation"],
        canonical=table["canonical"],
        gender=gender,
    )


# ----------------------------------------------------------- words of statements


def _cues() -> Cues:
    table = _table("cues.toml")
    rows = {kind: _cue_rows(kind, table[kind]) for kind in ("verb", "noun", "phrase")}
    stances = {kind: {cue: row["stance"] for cue, row in found.items()} for kind, found in rows.items()}
    every = [item for found in rows.values() for item in found.items()]
    unattributed = table["unattributed"]
    return Cues(
        verbs=stances["verb"],
        weak=frozenset(cue for cue, row in every if row.get("weak")),
        mental=frozenset(cue for cue, row in every if row.get("mental")),
        nominal=frozenset(table["nominal"]["verb"]),
        denying=frozenset(table["nominal"]["denying"]),
        asserting=frozenset(table["nominal"]["asserting"]),
        nouns=stances["noun"],
        phrases=stances["phrase"],
        adverbs=frozenset(unattributed["adverb"]),
        adjectives=frozenset(unattributed["adjective"]),
        closing=frozenset(table["closing"]["verb"]),
        telling=frozenset(table["closing"]["telling"]),
        withdrawing=frozenset(table["withdrawing"]["verb"]),
        ceasing=frozenset(table["withdrawing"]["ceasing"]),
        own=frozenset(table["withdrawing"]["own"]),
        untruly=frozenset(table["withdrawing"]["untruly"]),
    )


def _cue_rows(kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Each cue with its row; of two rows the first counts."""
    found: dict[str, Mapping[str, Any]] = {}
    for number, row in enumerate(rows, start=1):
        if row["stance"] not in STANCES:
            raise RuleError("cues.toml", f"[[{kind}]] {number}", f"stance is not one of {', '.join(STANCES)}")
        for cue in row["cue"]:
            found.setdefault(cue, row)
    return found


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
        planning=frozenset(table["condition"]["planning"]),
        untrue_adjectives=frozenset(untrue["adjective"]),
        untrue_nouns=frozenset(untrue["noun"]),
        lacks=frozenset(untrue["lacks"]),
        past_modifiers=frozenset(table["past"]["modifier"]),
        past_adverbs=frozenset(table["past"]["adverb"]),
    )


def _grammar() -> Grammar:
    table = _table("grammar.toml")
    name, title = table["name"], table["title"]
    return Grammar(
        name_edges=frozenset(name["edge"]),
        name_joints=frozenset(name["joint"]),
        name_cuts=frozenset(name["cut"]),
        name_small=frozenset(name["small"]),
        name_prefixes=frozenset(name["prefix"]),
        nicknaming=frozenset(name["nicknaming"]),
        determiners=frozenset(title["determiner"]),
        definite=frozenset(title["definite"]),
        complement_joints=frozenset(title["joint"]),
        departments=frozenset(title["department"]),
        naming=frozenset(title["naming"]),
        after_title=frozenset(title["after"]),
        object_control=frozenset(table["verb"]["object_control"]),
        transfer=frozenset(table["verb"]["transfer"]),
        two_objects=frozenset(table["verb"]["two_objects"]),
        bare_infinitive=frozenset(table["verb"]["bare_infinitive"]),
    )


# ----------------------------------------------------------------- frames

_TUPLES = (
    "objects",
    "noun_objects",
    "noun_subjects",
    "content",
    "subject_types",
    "object_types",
    "not_types",
    "requires_place",
    "body_slots",
)
_SETS = ("adverbs", "via", "subject_via", "body", "unless", "modals", "acts", "not_acts", "adjectives")
_FLAGS = (
    "via_only",
    "needs_content",
    "light",
    "adjunct",
    "inverse",
    "passive_subject",
    "of_object",
    "intransitive",
    "finite",
)
_VALUES = ("example", "near_miss", "object", "certainty")
_KEYS = {"relation", "verbs", "nouns", "as", *_TUPLES, *_SETS, *_FLAGS, *_VALUES}


def _frame(number: int, row: Mapping[str, Any]) -> Frame:
    _check_frame(f"[[frame]] {number} ({row.get('relation')})", row)
    verbs = frozenset((v.split(" ", 1)[0], v.partition(" ")[2]) for v in row.get("verbs", ()))
    fields: dict[str, Any] = {key: tuple(row[key]) for key in _TUPLES if key in row}
    fields |= {key: frozenset(row[key]) for key in _SETS if key in row}
    fields |= {key: row[key] for key in (*_FLAGS, *_VALUES) if key in row}
    nouns = frozenset(row.get("nouns", ()))
    return Frame(row["relation"], verbs, nouns, as_slots=tuple(row.get("as", ())), **fields)


def _check_frame(place: str, row: Mapping[str, Any]) -> None:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise RuleError("frames.toml", place, f"unknown key {unknown[0]!r}")
    loaded = ontology.load()
    if row.get("relation") not in loaded.relations:
        raise RuleError("frames.toml", place, "the relation is not in the ontology")
    for name in (
        name for key in ("subject_types", "object_types", "not_types", "requires_place") for name in row.get(key, ())
    ):
        if name not in loaded.classes:
            raise RuleError("frames.toml", place, f"{name} is no class of the ontology")
