"""The tables that extraction works by: cues, frames, stances, names. All are TOML, checked against the ontology.

A table that says something meaningless raises `RuleError`, which names file and row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.errors import RuleError
from graph.extract.lexicon.entries import (
    CountryRow,
    Cues,
    Descriptions,
    Frame,
    Grammar,
    Names,
    Offices,
    StanceWords,
)
from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.sections import table
from graph.ontology import Ontology

STANCES = ("affirmed", "denied", "hedged", "none")


# ------------------------------------------------------------------ names


def read_names(terms: Ontology) -> Names:
    """What names and nouns say, and the gazetteer."""
    rows = table("entities.toml")
    _check_classes(rows, terms)
    countries = {row["id"]: _country(row) for row in table("countries.toml")["country"]}
    given = {fold(n): gender for gender, names in table("given_names.toml").items() for n in names.split()}
    given |= {name: "" for name, gender in given.items() if gender == "either"}
    written = [n for c in countries.values() for n in (*c.names, *c.demonyms, c.capital) if n]
    written += [n for key in ("known", "cities") for names in rows[key].values() for n in names]
    written += list(rows["regions"])
    return Names(
        spellings=_by_fold(written),
        heads=_invert(rows["heads"]),
        nouns=_invert(rows["nouns"]),
        known=_invert(rows["known"]),
        public=frozenset(fold(word) for word in rows["public"]["heads"]),
        cities=_invert(rows["cities"]),
        events=_invert(rows["events"]),
        national=_invert(rows["national"]),
        exact=frozenset(rows["institution"]["exact"]),
        transparent={kind: frozenset(words) for kind, words in rows["transparent"].items()},
        things=frozenset(rows["things"]["nouns"]),
        staff=frozenset(rows["institution"]["staff"]),
        vague=frozenset(rows["institution"]["vague"]),
        plural_institutions=frozenset(rows["institution"]["plural"]),
        given=given,
        countries=countries,
        country_names={fold(n): c.id for c in countries.values() for n in c.names},
        demonyms={fold(n): c.id for c in countries.values() for n in c.demonyms},
        emblems={fold(n): country for country, names in rows["emblems"].items() for n in names},
        regions={fold(a): region for a, region in rows["regions"].items()},
        capitals={fold(c.capital): c.id for c in countries.values() if c.capital},
    )


def _check_classes(rows: Mapping[str, Any], terms: Ontology) -> None:
    for section in ("heads", "nouns", "known", "events", "national"):
        _check_names("entities.toml", section, rows[section], terms)


def _check_names(file: str, section: str, names: Iterable[str], terms: Ontology) -> None:
    for name in names:
        if name not in terms.classes:
            raise RuleError(file, f"[{section}] {name}", "is no class of the ontology")


def read_descriptions(terms: Ontology) -> Descriptions:
    """The words that describe what has no name."""
    rows = table("descriptions.toml")
    _check_names("descriptions.toml", "nouns", rows["nouns"], terms)
    _check_names("descriptions.toml", "collective_class", rows["collective_class"].values(), terms)
    words = {key: frozenset(found) for key, found in rows["words"].items()}
    collective = _invert(rows["collective"])
    return Descriptions(_invert(rows["nouns"]), collective, rows["collective_class"], **words)


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


def _invert(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): name for name, listed in words.items() for word in listed}


def read_offices(terms: Ontology) -> Offices:
    """The words of titles."""
    rows = table("offices.toml")
    gender = {word: name for name, words in rows["gender"].items() for word in words}
    fields = ("office", "rank", "address", "prefix", "not_holder", "to_come", "portfolio")
    keys = (*fields, "towards", "of_bodies", "of_justice", "kin")
    sets = {key: frozenset(rows[key]) for key in keys}
    belonging = {noun: relation for relation, nouns in rows["belonging"].items() for noun in nouns}
    for relation in rows["belonging"]:
        if relation not in terms.relations:
            raise RuleError("offices.toml", f"[belonging] {relation}", "is no relation of the ontology")
    return Offices(
        **sets,
        local=rows["local"],
        belonging=belonging,
        abbreviation=rows["abbreviation"],
        canonical=rows["canonical"],
        gender=gender,
    )


# ----------------------------------------------------------- words of statements


def read_cues() -> Cues:
    """The cues of attributions."""
    rows = table("cues.toml")
    cues = {kind: _cue_rows(kind, rows[kind]) for kind in ("verb", "noun", "phrase")}
    stances = {kind: {cue: row["stance"] for cue, row in found.items()} for kind, found in cues.items()}
    every = [item for found in cues.values() for item in found.items()]
    unattributed = rows["unattributed"]
    return Cues(
        verbs=stances["verb"],
        weak=frozenset(cue for cue, row in every if row.get("weak")),
        mental=frozenset(cue for cue, row in every if row.get("mental")),
        nominal=frozenset(rows["nominal"]["verb"]),
        denying=frozenset(rows["nominal"]["denying"]),
        asserting=frozenset(rows["nominal"]["asserting"]),
        nouns=stances["noun"],
        phrases=stances["phrase"],
        adverbs=frozenset(unattributed["adverb"]),
        adjectives=frozenset(unattributed["adjective"]),
        closing=frozenset(rows["closing"]["verb"]),
        telling=frozenset(rows["closing"]["telling"]),
        withdrawing=frozenset(rows["withdrawing"]["verb"]),
        ceasing=frozenset(rows["withdrawing"]["ceasing"]),
        own=frozenset(rows["withdrawing"]["own"]),
        untruly=frozenset(rows["withdrawing"]["untruly"]),
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


def read_stance() -> StanceWords:
    """The words that turn or weaken a statement."""
    rows = table("stance.toml")
    negation, hedge, untrue = rows["negation"], rows["hedge"], rows["untrue"]
    return StanceWords(
        particles=frozenset(negation["particle"]),
        negative_verbs=frozenset(negation["verb"]),
        modals=frozenset(hedge["modal"]),
        adverbs=frozenset(hedge["adverb"]),
        adjectives=frozenset(hedge["adjective"]),
        verbs=frozenset(hedge["verb"]),
        nouns=frozenset(hedge["noun"]),
        complement_adjectives=frozenset(hedge["adjective_complement"]),
        marks=frozenset(rows["condition"]["mark"]),
        future=frozenset(rows["condition"]["future"]),
        planning=frozenset(rows["condition"]["planning"]),
        untrue_adjectives=frozenset(untrue["adjective"]),
        untrue_nouns=frozenset(untrue["noun"]),
        lacks=frozenset(untrue["lacks"]),
        past_modifiers=frozenset(rows["past"]["modifier"]),
        past_adverbs=frozenset(rows["past"]["adverb"]),
    )


def read_grammar() -> Grammar:
    """The closed classes of words that delimit names and titles."""
    rows = table("grammar.toml")
    name, title = rows["name"], rows["title"]
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
        object_control=frozenset(rows["verb"]["object_control"]),
        transfer=frozenset(rows["verb"]["transfer"]),
        two_objects=frozenset(rows["verb"]["two_objects"]),
        bare_infinitive=frozenset(rows["verb"]["bare_infinitive"]),
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


def read_frames(terms: Ontology) -> tuple[Frame, ...]:
    """The frames of `frames.toml`, in its order."""
    rows = table("frames.toml")["frame"]
    return tuple(_frame(number, row, terms) for number, row in enumerate(rows, start=1))


def _frame(number: int, row: Mapping[str, Any], terms: Ontology) -> Frame:
    _check_frame(f"[[frame]] {number} ({row.get('relation')})", row, terms)
    verbs = frozenset((v.split(" ", 1)[0], v.partition(" ")[2]) for v in row.get("verbs", ()))
    fields: dict[str, Any] = {key: tuple(row[key]) for key in _TUPLES if key in row}
    fields |= {key: frozenset(row[key]) for key in _SETS if key in row}
    fields |= {key: row[key] for key in (*_FLAGS, *_VALUES) if key in row}
    nouns = frozenset(row.get("nouns", ()))
    return Frame(row["relation"], verbs, nouns, as_slots=tuple(row.get("as", ())), **fields)


def _check_frame(place: str, row: Mapping[str, Any], terms: Ontology) -> None:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise RuleError("frames.toml", place, f"unknown key {unknown[0]!r}")
    if row.get("relation") not in terms.relations:
        raise RuleError("frames.toml", place, "the relation is not in the ontology")
    for name in (
        name for key in ("subject_types", "object_types", "not_types", "requires_place") for name in row.get(key, ())
    ):
        if name not in terms.classes:
            raise RuleError("frames.toml", place, f"{name} is no class of the ontology")
