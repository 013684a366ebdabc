"""From the rows of the tables to the records used in reading; a schema has already checked each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.extract.lexicon.entries import (
    CountryRow,
    Cues,
    Descriptions,
    Frame,
    Grammar,
    Judging,
    Names,
    Offices,
    StanceWords,
    VerdictWords,
)
from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.sections import section

Rows = Mapping[str, Any]


# ------------------------------------------------------------------ names


def read_names(rows: Rows, nations: Rows, people: Rows) -> Names:
    """The words of names and nouns, and the gazetteer."""
    countries = {row["id"]: _country(row) for row in nations["country"]}
    given = {fold(n): gender for gender, names in people.items() for n in names.split()}
    given |= {name: "" for name, gender in given.items() if gender == "either"}
    written = [n for c in countries.values() for n in (*c.names, *c.demonyms, c.capital) if n]
    written += [n for key in ("known", "cities") for names in rows[key].values() for n in names]
    written += list(rows["regions"])
    divisions = {name: country for country, names in rows["division"].items() for name in names}
    written += list(divisions)
    abbreviated = [
        (mark, name) for names in rows["division"].values() for name in names for mark in (name, *names[name])
    ]
    return Names(
        spellings=_by_fold(written),
        heads=_invert(rows["heads"]),
        trailing=frozenset(rows["trailing"]["heads"]),
        nouns=_invert(rows["nouns"]),
        known=_invert(rows["known"]),
        public=frozenset(fold(word) for word in rows["public"]["heads"]),
        cities=_invert(rows["cities"]),
        divisions={fold(name): country for name, country in divisions.items()},
        division_marks={fold(mark).replace(".", ""): name for mark, name in abbreviated},
        events=_invert(rows["events"]),
        gatherings=frozenset(rows["gatherings"]["nouns"]),
        gathering=rows["gatherings"]["class"],
        national=_invert(rows["national"]),
        **{key: frozenset(rows["institution"][key]) for key in ("exact", "staff", "vague", "run_by_person", "run_for")},
        transparent={kind: frozenset(words) for kind, words in rows["transparent"].items()},
        things=frozenset(rows["things"]["nouns"]),
        laws=frozenset(rows["things"]["laws"]),
        plural_institutions=frozenset(rows["institution"]["plural"]),
        given=given,
        countries=countries,
        country_names={fold(n): c.id for c in countries.values() for n in c.names},
        demonyms={fold(n): c.id for c in countries.values() for n in c.demonyms},
        emblems={fold(n): country for country, names in rows["emblems"].items() for n in names},
        regions={fold(a): region for a, region in rows["regions"].items()},
        capitals={fold(c.capital): c.id for c in countries.values() if c.capital},
    )


def read_descriptions(rows: Rows) -> Descriptions:
    """The words that describe people and things without a name."""
    words = {key: frozenset(found) for key, found in rows["words"].items()}
    collective = _invert(rows["collective"])
    return Descriptions(_invert(rows["nouns"]), collective, rows["collective_class"], **words)


def _by_fold(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        found[fold(name)] = (*found.get(fold(name), ()), name)
    return found


def _country(row: Rows) -> CountryRow:
    names = (row["label"], *row["aliases"])
    demonyms = tuple(row["demonyms"])
    plural = tuple(d + "s" for d in demonyms if not d.endswith("ese"))
    adjective = row.get("adjective") or next(iter(demonyms), row["label"])
    regions = frozenset(row["regions"])
    return CountryRow(row["id"], row["label"], names, demonyms + plural, adjective, row["capital"], regions)


def _invert(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): name for name, listed in words.items() for word in listed}


def read_offices(rows: Rows) -> Offices:
    """The words of titles."""
    gender = {word: name for name, words in rows["gender"].items() for word in words}
    fields = ("office", "rank", "address", "prefix", "not_holder", "to_come", "ended", "portfolio")
    keys = (
        *fields,
        "held_once",
        "to_hold",
        "standing_in",
        "until",
        "towards",
        "of_bodies",
        "of_justice",
        "of_division",
        "kin",
    )
    sets = {key: frozenset(rows[key]) for key in keys}
    belonging = {noun: relation for relation, nouns in rows["belonging"].items() for noun in nouns}
    return Offices(
        **sets,
        local=rows["local"],
        belonging=belonging,
        abbreviation=rows["abbreviation"],
        canonical=rows["canonical"],
        called={words: frozenset(nouns) for words, nouns in rows["called"].items()},
        gender=gender,
    )


# ----------------------------------------------------------- words of statements


def read_cues(rows: Rows) -> Cues:
    """The cues for attributions."""
    cues = {kind: _cue_rows(rows[kind]) for kind in ("verb", "noun", "phrase")}
    stances = {kind: {cue: row["stance"] for cue, row in found.items()} for kind, found in cues.items()}
    every = [item for found in cues.values() for item in found.items()]
    unattributed = rows["unattributed"]
    return Cues(
        verbs=stances["verb"],
        weak=frozenset(cue for cue, row in every if row.get("weak")),
        mental=frozenset(cue for cue, row in every if row.get("mental")),
        nominal=frozenset(rows["nominal"]["verb"]),
        denying=frozenset(rows["nominal"]["denying"]),
        contestable=frozenset(rows["nominal"]["contestable"]),
        contradicting=frozenset(rows["nominal"]["contradicting"]),
        refusable=frozenset(rows["nominal"]["refusable"]),
        nouns=stances["noun"],
        phrases=stances["phrase"],
        adverbs=frozenset(unattributed["adverb"]),
        adjectives=frozenset(unattributed["adjective"]),
        closing=frozenset(rows["closing"]["verb"]),
        telling=frozenset(rows["closing"]["telling"]),
        no_gerund=frozenset(rows["closing"]["no_gerund"]),
        withdrawing=frozenset(rows["withdrawing"]["verb"]),
        ceasing=frozenset(rows["withdrawing"]["ceasing"]),
        own=frozenset(rows["withdrawing"]["own"]),
        erring=frozenset(rows["withdrawing"]["erring"]),
        erroneous=frozenset(rows["withdrawing"]["erroneous"]),
        untruly=frozenset(rows["withdrawing"]["untruly"]),
    )


def _cue_rows(rows: Iterable[Rows]) -> dict[str, Rows]:
    """Each cue with its row; of two rows for one cue, the first counts."""
    found: dict[str, Rows] = {}
    for row in rows:
        for cue in row["cue"]:
            found.setdefault(cue, row)
    return found


def read_stance(rows: Rows) -> StanceWords:
    """The words that turn a statement into its opposite or weaken it."""
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
        turned_down=frozenset(untrue["turned_down"]),
        true_words=frozenset(untrue["true"]),
        lacks=frozenset(untrue["lacks"]),
        past_modifiers=frozenset(rows["past"]["modifier"]),
        past_adverbs=frozenset(rows["past"]["adverb"]),
    )


def read_verdict(rows: Rows) -> VerdictWords:
    """The words that judge somebody or a deed."""
    return VerdictWords(section(rows, Judging), rows["blaming"], rows["praising"])


def read_grammar(rows: Rows) -> Grammar:
    """The closed classes of words that delimit names and titles."""
    name, title = rows["name"], rows["title"]
    return Grammar(
        name_edges=frozenset(name["edge"]),
        name_joints=frozenset(name["joint"]),
        name_cuts=frozenset(name["cut"]),
        name_small=frozenset(name["small"]),
        name_prefixes=frozenset(name["prefix"]),
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
        facing=frozenset(rows["verb"]["facing"]),
    )


# ----------------------------------------------------------------- frames

_TUPLES = (
    "objects",
    "noun_objects",
    "noun_subjects",
    "content",
    "subject_types",
    "subject_not_types",
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
    "harm",
)
_VALUES = ("id", "example", "near_miss", "object", "certainty")


def read_frames(rows: Rows) -> tuple[Frame, ...]:
    """The frames of `frames.toml`, in its order."""
    return tuple(map(read_frame, rows["frame"]))


def read_frame(row: Rows) -> Frame:
    """A row of `frames.toml`."""
    verbs = frozenset((v.split(" ", 1)[0], v.partition(" ")[2]) for v in row.get("verbs", ()))
    fields: dict[str, Any] = {key: tuple(row[key]) for key in _TUPLES if key in row}
    fields |= {key: frozenset(row[key]) for key in _SETS if key in row}
    fields |= {key: row[key] for key in (*_FLAGS, *_VALUES) if key in row}
    nouns = frozenset(row.get("nouns", ()))
    return Frame(row["relation"], verbs, nouns, as_slots=tuple(row.get("as", ())), **fields)
