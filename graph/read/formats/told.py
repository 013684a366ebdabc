"""What a file says about itself, if possible: a file with wrong metadata is still read."""

from __future__ import annotations

from graph.errors import InputError
from graph.read.known import known


def told(**said: str | None) -> dict[str, object]:
    """What is said under the keys of a sidecar file, without empty or impossible values."""
    return {key: value for key, it in said.items() if it and (value := " ".join(it.split())) and _can_be(key, value)}


def _can_be(key: str, value: str) -> bool:
    try:
        known({key: value}, "")
    except InputError:
        return False
    return True
