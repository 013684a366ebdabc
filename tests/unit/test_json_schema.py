"""Checking JSON against a schema: it finds what the reference implementation finds, and says where."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from graph.extract.pipeline import annotate
from graph.json_schema import faults
from graph.read import from_text
from graph.standoff import schema, to_json
from support.properties import given, settings, st

TEXT = "Minister Ana Ruiz said that President Luis Mora met Los Choneros in Quito on May 4. “No,” Mora said."
DROP = "DROP"
OTHERS = (None, True, 0, 1, -1, 0.5, 2, "", " ", "x", "maybe", "2025-02-30", [], {}, [1], {"x": 1}, DROP)


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return to_json(annotate(from_text(TEXT, language="en")))


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [it for key, one in inside for it in ((*place, key), *places(one, (*place, key)))]


@settings(max_examples=300)
@given(data=st.data())
def test_it_finds_fault_where_the_reference_implementation_does(data: st.DataObject, written: dict[str, Any]) -> None:
    value = copy.deepcopy(written)
    for _ in range(data.draw(st.integers(0, 2))):
        *way, last = data.draw(st.sampled_from(places(value)))
        inside = value
        for key in way:
            inside = inside[key]
        other = data.draw(st.sampled_from(OTHERS))
        if other == DROP:
            del inside[last]
        elif isinstance(inside, dict) and data.draw(st.booleans()):
            inside[f"{last}s"] = other
        else:
            inside[last] = other
    checker = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    assert bool(list(faults(value, schema()))) == (not checker.is_valid(value)), json.dumps(value)


@pytest.mark.parametrize(
    ("value", "wanted", "told"),
    [
        (True, {"type": "integer"}, "must be a whole number, not true"),
        (1.5, {"type": "integer"}, "must be a whole number, not 1.5"),
        (float("nan"), {"type": "number"}, "must be a number, not nan"),
        ("\ud800", {"type": "string"}, "contains half of a surrogate pair"),
        ("x" * 99, {"type": "null"}, f'must be null, not "{"x" * 59}…'),
        ("", {"type": "string", "minLength": 1}, "is empty"),
        ({}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, "must be a text or null, not an object"),
    ],
)
def test_it_says_what_is_wrong(value: Any, wanted: dict[str, Any], told: str) -> None:
    assert [it.reason for it in faults(value, wanted)] == [told]


def test_a_keyword_that_it_does_not_know_is_no_check_that_passes() -> None:
    with pytest.raises(NotImplementedError, match="contains"):
        list(faults([], {"type": "array", "contains": {}}))
