"""The ways in which a question to a worker can end without an answer."""

from __future__ import annotations

from graph.errors import RashomonError


class TimeLimitError(RashomonError):
    """A query that was stopped at the time limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query was stopped after {seconds:g} seconds, the time limit; ask for less at once")


class BusyError(RashomonError):
    """No worker became free in time."""

    def __init__(self) -> None:
        super().__init__("every worker is busy; try again in a moment")


class CrowdedError(BusyError):
    """Too many other queries take as long as this one."""

    def __init__(self) -> None:
        RashomonError.__init__(self, "too many long queries are running; try again in a moment, or ask for less")


class LostError(RashomonError):
    """A worker that ended while answering: the query needed more memory than allowed."""

    def __init__(self) -> None:
        super().__init__("the query was stopped for lack of memory; ask for less at once")


class TooComplexError(RashomonError):
    """A query with too deep a syntax tree for the engine: its stack overflowed."""

    def __init__(self) -> None:
        super().__init__("the query is too complex: it has too many operators, patterns or steps")


class KilledError(RashomonError):
    """A worker that was killed from outside while answering."""
