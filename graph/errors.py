"""Rashomon's errors: one base class, and subclasses that carry data as well as a message."""

from __future__ import annotations

from dataclasses import dataclass

# An exception whose arguments are not its message must say how to recreate it, or it cannot leave its process.


class RashomonError(Exception):
    """Anything that Rashomon reports to its user instead of failing with a traceback.

    >>> try:
    ...     rashomon.build("nothere")
    ... except rashomon.RashomonError as error:
    ...     print(error)
    nothere: no such file or folder
    """


class InputError(RashomonError):
    """A file that cannot be read as an article.

    `file` names it, `reason` says why in words for people, and `place` (such as "line 3") says where, if that is known.

    >>> print(rashomon.InputError("wire.csv", "has no text", "line 3"))
    wire.csv, line 3: has no text
    """

    def __init__(self, file: str, reason: str, place: str | None = None) -> None:
        self.file = file
        self.reason = reason
        self.place = place
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str | None]]:
        return type(self), (self.file, self.reason, self.place)


class ArticleError(InputError):
    """An article on which a step failed: a fault in Rashomon, or an article that takes more than is allowed.

    `file` names it, `reason` says what happened, and `step` says where in the program it happened
    ("extract/frames.py:70 (fill)"), if that is known.

    >>> print(rashomon.ArticleError("a.txt", "takes longer than 60 seconds", "extract/frames.py:70 (fill)"))
    a.txt: takes longer than 60 seconds, in extract/frames.py:70 (fill)
    """

    def __init__(self, file: str, reason: str, step: str | None = None) -> None:
        super().__init__(file, reason if step is None else f"{reason}, in {step}")
        self.cause = reason
        self.step = step

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str, str | None]]:
        return type(self), (self.file, self.cause, self.step)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with an annotation: `place` in its standoff JSON ("claims[3].evidence"), and `reason` in words."""

    place: str
    reason: str


class AnnotationError(InputError):
    """An annotation that is refused: `file` is its file or article, and `faults` lists everything wrong with it."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        more = len(faults) - 1
        others = f" (and {more} more fault{'s' if more > 1 else ''})" if more else ""
        super().__init__(file, faults[0].reason + others, faults[0].place or None)
        self.faults = faults

    def __reduce__(self) -> tuple[type[AnnotationError], tuple[str, tuple[Fault, ...]]]:  # type: ignore[override]
        return type(self), (self.file, self.faults)


class UsageError(RashomonError, ValueError):
    """An argument that makes no sense: refused before any work.

    >>> try:
    ...     rashomon.build("seeds", min_score=80)
    ... except rashomon.UsageError as error:
    ...     print(error)
    min_score must be between 0 and 1, not 80
    """


class MissingError(UsageError):
    """Libraries are not installed: `what` needs them, `extra` is the extra that brings them, and `reason` says so."""

    def __init__(self, what: str, extra: str) -> None:
        self.what = what
        self.extra = extra
        self.reason = f"needs: pip install 'rashomon[{extra}]'"
        super().__init__(f"{what} {self.reason}")

    def __reduce__(self) -> tuple[type[MissingError], tuple[str, str]]:
        return type(self), (self.what, self.extra)


class RuleError(RashomonError):
    """A rule table (cues, frames, gazetteers) that makes no sense.

    `file` is the table, `place` is the row or key, and `reason` says what is wrong with it.

    >>> print(rashomon.RuleError("frames.toml", "frame 7", "has no example"))
    frames.toml, frame 7: has no example
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file = file
        self.place = place
        self.reason = reason
        super().__init__(f"{file}, {place}: {reason}")

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, str, str]]:
        return type(self), (self.file, self.place, self.reason)


class ResourceError(RashomonError):
    """A packaged file (ontology, rules, page) is not where it should be."""


class QueryError(RashomonError):
    """A query that cannot be answered: an unknown name, bad syntax, or an update.

    >>> try:
    ...     result.query("DELETE WHERE { ?a ?b ?c }")
    ... except rashomon.QueryError as error:
    ...     print(error)
    DELETE is refused: queries read, they do not change the graph
    """


class UnknownNameError(QueryError):
    """A query parameter that names nothing, or more than one thing."""


class StoreError(RashomonError):
    """A store that is missing, unreadable, or from another version.

    >>> try:
    ...     rashomon.Result.load("nothere")
    ... except rashomon.StoreError as error:
    ...     print(error)
    no folder nothere: build one with `rashomon build PATH --output nothere`
    """


class UnwrittenError(StoreError):
    """A store that could not be written completely; the previous one is still there."""
