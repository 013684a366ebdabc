"""How certain an event is, from the words next to or above its predicate: the table `certainty.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST = 3.0
"""The end of the scale: 3 is certain, -3 is certainly not."""


@dataclass(frozen=True, slots=True)
class Governing:
    """The effect of a class of governing words on their complement; all as shares of `MOST`, from -1 to 1."""

    id: str
    yes: float
    open: float
    no: float

    def of(self, share: float) -> float:
        """The certainty of the complement of a word whose own certainty is `share`, interpolated between two values."""
        end = self.yes if share > 0 else self.no
        return self.open + abs(share) * (end - self.open)


@dataclass(frozen=True, slots=True)
class Besides:
    """The certainty left by words next to a predicate that is otherwise certain, alone and with a negation."""

    id: str
    yes: float
    no: float


@dataclass(frozen=True, slots=True)
class Certainties:
    """The table: governing words by form and word ("" for all others), and words next to a predicate."""

    governing: Mapping[tuple[str, str], Governing]
    beside: Mapping[str, Besides]


def read(rows: Mapping[str, Any]) -> Certainties:
    """The table as records; of two rows with the same word and form, the last counts."""
    governing: dict[tuple[str, str], Governing] = {}
    for row in rows["governor"]:
        made = Governing(row["id"], *(row[name] / MOST for name in ("yes", "open", "no")))
        for form in row["forms"]:
            for word in row["words"] or [""]:
                governing[form, word] = made
    beside: dict[str, Besides] = {}
    for row in rows["beside"]:
        for word in row["words"]:
            beside[word] = Besides(row["id"], row["yes"] / MOST, row["no"] / MOST)
    return Certainties(governing, beside)
