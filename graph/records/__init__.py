"""What a graph says, as Python records: claims, entities, disputes, accusations, and the rows of any query.

They are the same for a graph in memory and for one that a build wrote (`Questions`); each list of them can become a
table in pandas, in polars, or in a file (`Records`).
"""

from __future__ import annotations

from graph.records.kinds import Accusation, Answer, Claim, Dispute, Entity, Stance
from graph.records.questions import Questions
from graph.records.table import Records, Row, Value

__all__ = [
    "Accusation",
    "Answer",
    "Claim",
    "Dispute",
    "Entity",
    "Questions",
    "Records",
    "Row",
    "Stance",
    "Value",
]
