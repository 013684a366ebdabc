"""The limits in `copies.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.rulebook.tables import table


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, as explained in `copies.toml`."""

    words: int
    least: int
    values: int
    seed: int
    together: int
    window: int
    cluster: int
    whole: float
    half: float
    notice: re.Pattern[str]


@cache
def settings() -> Settings:
    """The table, read once; raises `RuleError` with the line for anything that makes no sense."""
    data = table("copies.toml")
    notice = re.compile(data["renewed"]["notice"], re.IGNORECASE | re.VERBOSE)
    return Settings(**data["rows"], **data["minhash"], **data["limits"], notice=notice)
