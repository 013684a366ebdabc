"""Words that say whether their complement happened: the table `[factuality]` in `stance.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache

from graph.errors import RuleError
from graph.resources import read_text

_FILE = "stance.toml"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Words that say whether their complement happened; `stance.toml` explains each list."""

    two_way: frozenset[str]
    unaffected: frozenset[str]
    void: frozenset[str]
    from_: frozenset[str]
    short: frozenset[str]
    prepositions: frozenset[str]
    presupposing: frozenset[str]
    charging: frozenset[str]
    clearing: frozenset[str]
    wrongly: frozenset[str]
    occurring: frozenset[str]
    postponed: frozenset[str]
    cancelled: frozenset[str]
    asking: frozenset[str]
    musing: frozenset[str]
    evidence: frozenset[str]
    doubt: frozenset[str]
    facts: frozenset[str]
    implicative: frozenset[str]
    daring: frozenset[str]
    taking: frozenset[str]
    failing: frozenset[str]
    hindering: frozenset[str]
    enough: frozenset[str]
    wanting: frozenset[str]
    unable: frozenset[str]
    able: frozenset[str]
    uncertain: frozenset[str]
    clear: frozenset[str]
    occasion: frozenset[str]
    focus: frozenset[str]
    temporal: frozenset[str]
    supposing: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Signatures:
    """The table, read once for each process; `RuleError` where a list is missing or unknown."""
    section: dict[str, list[str]] = tomllib.loads(read_text("rules", _FILE)).get("factuality", {})
    known = {f.name.rstrip("_") for f in fields(Signatures)}
    for wrong, reason in ((set(section) - known, "unknown key"), (known - set(section), "missing key")):
        if wrong:
            raise RuleError(_FILE, "[factuality]", f"{reason} {min(wrong)!r}")
    return Signatures(**{("from_" if key == "from" else key): frozenset(words) for key, words in section.items()})
