"""Errors carry their data, even from one process to another."""

from __future__ import annotations

import copy
import pickle

import pytest

from graph.errors import InputError, RashomonError, RuleError

MADE = [
    InputError("a.txt", "is empty"),
    InputError("a.txt", "is not text", "line 3"),
    RuleError("cues.toml", "row 2", "unknown key 'x'"),
]


@pytest.mark.parametrize("error", MADE, ids=str)
def test_errors_keep_what_they_carry(error: RashomonError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert (str(again), vars(again)) == (str(error), vars(error))


def test_messages_name_the_place_where_it_is_known() -> None:
    assert [str(it) for it in MADE] == [
        "a.txt: is empty",
        "a.txt, line 3: is not text",
        "cues.toml, row 2: unknown key 'x'",
    ]
