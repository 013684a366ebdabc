"""Tables of rules: their schemas, the line numbers of faults, and a project's tables that override ours."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from graph.errors import RuleError, UsageError
from graph.extract.lexicon import lexicon
from graph.extract.relations import slots
from graph.resources import data_dir
from graph.rulebook.findings import check, schema
from graph.rulebook.lines import lines
from graph.rulebook.tables import LAID_OVER, Table, names, overlay, own, parse, table, words
from support.properties import given, st

Json = Any


def _table(name: str, text: str) -> Table:
    return parse(name, name, text)


def _told(name: str, text: str, *, partial: bool = True) -> list[str]:
    return [str(it) for it in check(_table(name, text), words({}), partial=partial)]


# ------------------------------------------------------------------ schemas


def test_every_table_has_a_schema() -> None:
    assert list(names()) == sorted(path.name for path in (data_dir() / "rules").glob("*.toml"))
    assert set(LAID_OVER) < set(names())


@pytest.mark.parametrize("name", names())
def test_our_tables_keep_to_their_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((data_dir() / "schemas" / f"{name[:-5]}.json").read_text()))
    assert check(own(name), words({})) == []
    assert table(name)


def _objects(part: Json) -> Iterator[Json]:
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for below in part.values():
            yield from _objects(below)
    elif isinstance(part, list):
        for below in part:
            yield from _objects(below)


_KEYWORDS = {
    *("$schema", "$id", "title", "type", "properties", "additionalProperties", "required", "propertyNames", "items"),
    *("uniqueItems", "minItems", "minLength", "minimum", "exclusiveMinimum", "maximum", "pattern", "enum", "anyOf"),
    *("format", "layering"),
}


def _keywords(part: Json) -> set[str]:
    below = [*part.get("properties", {}).values(), *part.get("anyOf", ())]
    below += [
        part[key] for key in ("items", "propertyNames", "additionalProperties") if isinstance(part.get(key), dict)
    ]
    return set(part).union(*map(_keywords, below))


@pytest.mark.parametrize("name", names())
def test_schemas_have_no_keyword_that_is_not_read(name: str) -> None:
    assert _keywords(schema(name)) <= _KEYWORDS


@pytest.mark.parametrize("name", names())
def test_what_is_closed_is_closed(name: str) -> None:
    for part in _objects(schema(name)):
        named = part["additionalProperties"] is False and "properties" in part
        assert named or "propertyNames" in part, part


def test_slots_of_the_schema_are_those_of_the_reading() -> None:
    frame = schema("frames.toml")["properties"]["frame"]["items"]["properties"]
    roles = set(frame["objects"]["items"]["anyOf"][0]["enum"])
    assert roles == {*slots.ROLES, "subj", "conj", "body"}
    assert set(frame["content"]["items"]["anyOf"][0]["enum"]) == roles | {"clause", "infinitive"}


# -------------------------------------------------------------------- lines

_KEYS = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True), st.text(max_size=6))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_VALUES = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), st.floats(0, 1), _TEXTS),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(_KEYS, below, max_size=3)),
    max_leaves=6,
)


def _quoted(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Writer:
    """Writes TOML in many ways, and records the line of each value."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {(): 1}

    def see(self, path: tuple[str | int, ...]) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def gap(self) -> None:
        self.text += self.draw(st.sampled_from(["", " ", "\n", " # [x] = \"'\n", "\n\n\t"]))

    def key(self, key: str) -> None:
        bare = re.fullmatch(r"[A-Za-z0-9_-]+", key) and self.draw(st.booleans())
        literal = "'" not in key and key.isprintable() and self.draw(st.booleans())
        self.text += key if bare else f"'{key}'" if literal else _quoted(key)

    def value(self, value: Json, path: tuple[str | int, ...]) -> None:
        self.see(path)
        if isinstance(value, list):
            self.text += "["
            for number, item in enumerate(value):
                self.gap()
                self.value(item, (*path, number))
                self.gap()
                self.text += ","
            self.gap()
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for number, (key, item) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.see((*path, key))
                self.key(key)
                self.text += " = "
                self.value(item, (*path, key))
            self.text += "}"
        elif isinstance(value, str):
            many = self.draw(st.booleans())
            body = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda c: f"\\u{ord(c[0]):04x}", value.replace("\\", "\\\\"))
            self.text += f'"""{body.replace(chr(34), chr(92) + chr(34))}"""' if many else _quoted(value)
        else:
            self.text += json.dumps(value)


@st.composite
def _documents(draw: Any) -> tuple[str, dict[tuple[str | int, ...], int]]:
    writer = _Writer(draw)
    sections = draw(st.dictionaries(_KEYS, st.dictionaries(_KEYS, _VALUES, max_size=3), max_size=3))
    for name, section in sections.items():
        rows = draw(st.integers(0, 2))
        for row in range(max(rows, 1)):
            writer.gap()
            writer.text += "\n"
            writer.see((name,))
            path: tuple[str | int, ...] = (name, row) if rows else (name,)
            writer.see(path)
            writer.text += "[[" if rows else "[ "
            writer.key(name)
            writer.text += "]]\n" if rows else "]\n"
            for key, value in section.items():
                writer.gap()
                writer.text += "\n"
                writer.see((*path, key))
                writer.key(key)
                writer.text += " = "
                writer.value(value, (*path, key))
                writer.text += " # '''\n"
    return writer.text, writer.lines


@given(_documents())
def test_lines_are_those_of_the_text(document: tuple[str, dict[tuple[str | int, ...], int]]) -> None:
    text, wanted = document
    tomllib.loads(text)
    assert dict(lines(text)) == wanted


def test_lines_of_dotted_keys_and_tables_in_rows() -> None:
    text = "a.b = 1\n[[row]]\n[row.c.d]\nx = [\n  \"y\",\n]\n[[row]]\nc.e = 'z'\n"
    found = lines(text)
    assert (found["a", "b"], found["row", 0, "c", "d", "x", 0], found["row", 1, "c", "e"]) == (1, 5, 8)


# ----------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\nobjects = [\n  "obj",\n  "too",\n]\n',
            'frames.toml, line 6: frame 1, objects: "too" is not a slot: did you mean "to"?',
        ),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "acuses"\n',
            'frames.toml, line 3: frame 1, relation: "acuses" is not a relation of the ontology: '
            'did you mean "accuses"?',
        ),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\nverb = ["accuse"]\n',
            'frames.toml, line 4: frame 1, verb: is unknown: did you mean "verbs"?',
        ),
        ("frames.toml", '\n[[frame]]\nid = "a"\n', "frames.toml, line 2: frame 1, relation: is missing"),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\nlight = 1\n',
            "frames.toml, line 4: frame 1, light: must be true or false, not 1",
        ),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\n\n[[frame]]\nid = "a"\nrelation = "accuses"\n',
            'frames.toml, line 6: frame 2, id: the id "a" occurs twice',
        ),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\nobject = []\n',
            "frames.toml, line 4: frame 1, object: must be a text in quotation marks, not a list",
        ),
        (
            "frames.toml",
            '[[frame]]\nid = "a"\nrelation = "accuses"\ncertainty = 1.5\n',
            "frames.toml, line 4: frame 1, certainty: 1.5 is more than 1",
        ),
        (
            "cues.toml",
            '[[verb]]\nstance = "afirmed"\ncue = ["say"]\n',
            'cues.toml, line 2: verb 1, stance: "afirmed" is not a stance: did you mean "affirmed"?',
        ),
        (
            "entities.toml",
            '[nouns]\nPersn = ["x"]\n',
            'entities.toml, line 2: nouns, Persn: "Persn" is not a class of the ontology: did you mean "Person"?',
        ),
        (
            "stance.toml",
            '[hedge]\nmodal = ["may", "may"]\n',
            'stance.toml, line 2: hedge, modal: "may" occurs twice',
        ),
        (
            "reading.toml",
            '[[block]]\nkind = "title"\npattern = "("\n',
            'reading.toml, line 3: block 1, pattern: "(" is not a regular expression',
        ),
    ],
)
def test_an_error_names_file_line_and_the_near_word(name: str, text: str, told: str) -> None:
    assert _told(name, text) == [told]


def test_an_error_of_the_syntax_names_its_line() -> None:
    with pytest.raises(RuleError, match=r"^cues\.toml, line 2: "):
        _table("cues.toml", "[[verb]]\nstance = \n")


def test_a_whole_table_needs_all_its_sections() -> None:
    assert _told("turns.toml", "", partial=True) == []
    assert _told("turns.toml", "", partial=False) == ["turns.toml, line 1: label: is missing"]


_OTHERS = st.one_of(
    st.sampled_from(["to", "too", "", "Person"]), st.integers(-2, 2), st.booleans(), st.just([]), st.just({})
)
_CHANGED = ("frames.toml", "cues.toml", "turns.toml", "offices.toml", "resolution.toml")


def _changed(name: str, steps: list[int], other: Json) -> Json:
    """One of our tables with a different value at one place, which the numbers select."""
    data = json.loads(json.dumps(table(name)))
    at: Json = data
    for step in steps[1:]:
        below = [it for it in (at.values() if isinstance(at, dict) else at) if isinstance(it, dict | list) and it]
        at = below[step % len(below)] if below else at
    if isinstance(at, list):
        at.append(other)
    else:
        at[[*sorted(at), "new"][steps[0] % (len(at) + 1)]] = other
    return data


@given(st.sampled_from(_CHANGED), st.lists(st.integers(0, 200), min_size=1, max_size=5), _OTHERS)
def test_our_reading_of_the_schemas_is_that_of_a_full_validator(name: str, steps: list[int], other: Json) -> None:
    data, known = _changed(name, steps, other), words({})
    checker = jsonschema.FormatChecker(formats=())
    for form, those in known.items():
        checker.checks(form)(lambda value, those=those: not isinstance(value, str) or value in those)
    full = jsonschema.Draft202012Validator(schema(name), format_checker=checker)
    ours = [it for it in check(Table(name, name, "", data), known) if "the id" not in it.reason]
    assert bool(ours) == (not full.is_valid(data)), ours


# ----------------------------------------------------------------- overrides


def _laid(folder: Path, **tables: str) -> lexicon.Lexicon:
    for name, text in tables.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return lexicon.load(overlay(folder))


def test_rows_are_added_and_replace_those_of_the_same_id(tmp_path: Path) -> None:
    ours = lexicon.load()
    new = '[[frame]]\nid = "new"\nrelation = "accuses"\nverbs = ["blorp"]\n'
    changed = '[[frame]]\nid = "accuses-accuse"\nrelation = "accuses"\nverbs = ["fingerpoint"]\n'
    assert any(frame.id == "accuses-accuse" for frame in ours.frames)
    laid = _laid(tmp_path, frames=new + changed)
    assert len(laid.frames) == len(ours.frames) + 1
    assert [f.id for f in laid.frames] == [*(f.id for f in ours.frames), "new"]
    (frame,) = (f for f in laid.frames if f.id == "accuses-accuse")
    assert frame.verbs == {("fingerpoint", "")}
    assert "blorp" in laid.by_verb
    assert laid.rules[0][0] == "frames.toml"
    assert lexicon.load() is ours


def test_a_cue_leaves_our_rows(tmp_path: Path) -> None:
    assert lexicon.load().cues.verbs["claim"] == "affirmed"
    laid = _laid(tmp_path, cues='[[verb]]\nstance = "hedged"\ncue = ["claim", "yodel"]\n').cues
    assert (laid.verbs["claim"], laid.verbs["yodel"], laid.verbs["say"]) == ("hedged", "hedged", "affirmed")
    assert laid.mental == lexicon.load().cues.mental


def test_words_are_added_and_those_with_one_place_move(tmp_path: Path) -> None:
    assert lexicon.load().names.nouns["lawyer"] == "Person"
    laid = _laid(
        tmp_path,
        entities='[nouns]\nOrganization = ["lawyer"]\n[transparent]\nutterance = ["tirade"]\n',
        given_names='female = "Zorblax"\nmale = "maria"\n',
        stance='[hedge]\nmodal = ["mought"]\n',
        offices='[abbreviation]\n"sen." = "seneschal"\n',
    )
    assert laid.names.nouns["lawyer"] == "Organization"
    assert laid.names.nouns["politician"] == "Person"
    assert "tirade" in laid.names.transparent["utterance"]
    assert (laid.names.given["zorblax"], laid.names.given["maria"]) == ("female", "male")
    assert laid.stance.modals == lexicon.load().stance.modals | {"mought"}
    assert (laid.offices.abbreviation["sen."], laid.offices.abbreviation["gov."]) == ("seneschal", "governor")


def test_closed_sets_of_a_project_count(tmp_path: Path) -> None:
    laid = _laid(
        tmp_path,
        clauses='[preposition]\nslot = ["anent"]\n',
        frames='[[frame]]\nid = "new"\nrelation = "accuses"\nverbs = ["blorp"]\nobjects = ["anent"]\n',
        countries='[[country]]\nid = "ruritania"\ncode = "XR"\nlabel = "Ruritania"\n'
        'aliases = []\ndemonyms = ["Ruritanian"]\ncapital = "Strelsau"\nregions = []\n',
        entities='[cities]\nruritania = ["Zenda"]\n',
    )
    assert laid.names.cities["zenda"] == "ruritania"
    assert laid.names.demonyms["ruritanian"] == "ruritania"


@pytest.mark.parametrize("name", ["resolution.toml", "frame.toml"])
def test_what_cannot_be_laid_over_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        overlay(tmp_path)


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table"):
        overlay(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        overlay(tmp_path / "missing")


def test_an_error_in_a_table_of_a_project_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "stance.toml").write_text("[hedge]\nmodl = []\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r'stance\.toml, line 2: hedge, modl: is unknown: did you mean "modal"\?'):
        overlay(tmp_path)
