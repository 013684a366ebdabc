"""One decision, as given in a line of the file, and its result in a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph import ontology
from graph.model import DOCUMENT, Stance
from graph.prefixes import slug

NOTHING = "-"
"""Stands for the missing object of a claim, as in the test cases."""

NOBODY = "nobody"
"""Stands for the speaker of a claim without a named one."""


class Kind(StrEnum):
    """What a decision is about: two entities, the class of one, or a claim."""

    SAME = "same"
    DIFFERENT = "different"
    TYPE = "type"
    MISREAD = "misread"
    NO_CLAIM = "not a claim"
    RIGHT = "right"

    @property
    def of_claim(self) -> bool:
        """Whether the decision is about a claim and not about an entity."""
        return self in (Kind.MISREAD, Kind.NO_CLAIM, Kind.RIGHT)

    @property
    def strikes(self) -> bool:
        """Whether the decision removes a claim from the graph."""
        return self in (Kind.MISREAD, Kind.NO_CLAIM)


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim in short form: who takes which stance on what; names are slugs, as made by `graph.prefixes.slug`.

    `speaker` may be "document" or "nobody". `more` is a category, or the words of the content, if the claim has one.
    """

    speaker: str
    stance: Stance
    subject: str
    relation: str
    object: str = NOTHING
    more: str = ""

    @classmethod
    def of(
        cls,
        speaker: str | None,
        stance: Stance,
        subject: str,
        relation: str,
        object: str | None,
        more: str | None,
        label: Callable[[str], str],
    ) -> Reading:
        """A claim in short form, its entities given by id; `label` names them; `more` is the id of one, or words."""

        def name(id: str | None, nothing: str) -> str:
            return slug(label(id)) if id else nothing

        told = DOCUMENT if speaker == DOCUMENT else name(speaker, NOBODY)
        return cls(told, stance, name(subject, NOTHING), relation, name(object, NOTHING), name(more, ""))

    @classmethod
    def parse(cls, text: str) -> Reading:
        """The reading given by some words; raises `ValueError`, which says what is wrong with them."""
        parts = text.split()
        if len(parts) not in (5, 6):
            raise ValueError(f"{text!r} is not a reading; write: speaker stance subject relation object")
        speaker, stance, *rest = parts
        if stance not in list(Stance):
            raise ValueError(f"{stance!r} is not a stance; there are {', '.join(Stance)}")
        return cls(speaker, Stance(stance), *rest)

    def __str__(self) -> str:
        parts = (self.speaker, self.stance, self.subject, self.relation, self.object, self.more)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, order=True)
class Ruling:
    """A decision: its fields are the columns of the file; `place` says where it is written.

    `about` and `value` name entities, as read by `graph.decisions.naming`. For a claim, `about` is its id; `file`,
    `sentence` and `reading` also identify it, so that it is found when ids have changed. `value` is a class of the
    ontology for a type, and for a misreading what the sentence says instead.
    """

    kind: Kind
    about: str
    value: str = ""
    file: str = ""
    sentence: str = ""
    reading: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    place: str = field(default="", compare=False)

    @classmethod
    def parse(cls, cells: dict[str, str], place: str = "") -> Ruling:
        """The decision in the cells of a line, by column; raises `ValueError`, which says what is wrong with it."""
        said = " ".join(cells.pop("kind", "").replace("-", " ").lower().split())
        if said not in list(Kind):
            raise ValueError(f"{said!r} is not a kind of decision; there are {', '.join(Kind)}")
        cells = {name: " ".join(cell.split()) if name != "sentence" else cell for name, cell in cells.items()}
        ruling = cls(kind=Kind(said), place=place, **{"about": "", **cells})
        if ruling.when:
            _check_day(ruling.when)
        if ruling.kind.of_claim:
            return ruling._of_claim()
        if not ruling.about or not ruling.value:
            raise ValueError(f"{ruling.kind} needs both about and value")
        return ruling if ruling.kind is not Kind.TYPE else ruling._of_type()

    def _of_claim(self) -> Ruling:
        if not self.about and not self.sentence.strip():
            raise ValueError(f"{self.kind} needs the id of a claim in about, or its sentence")
        for text in (self.reading, self.value if self.kind is Kind.MISREAD else ""):
            if text:
                Reading.parse(text)
        return self

    def _of_type(self) -> Ruling:
        _class(self.value)
        return self

    @property
    def of_class(self) -> str:
        """The class that a decision of the kind `TYPE` gives."""
        return _class(self.value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a decision: `reason` says why it could not be applied, and is None if it was applied."""

    ruling: Ruling
    reason: str | None = None

    def __str__(self) -> str:
        what = " ".join(filter(None, (self.ruling.kind, self.ruling.about or self.ruling.sentence, self.ruling.value)))
        return f"{self.ruling.place}: {what}: {self.reason or 'applied'}"


def _class(text: str) -> str:
    """A class, by its local name (with or without prefix) or its label; raises `ValueError` if there is none."""
    known = ontology.load()
    for name, it in known.classes.items():
        if text.removeprefix("rsh:").casefold() in (name.casefold(), it.label.casefold()) and known.is_a(
            name, "Entity"
        ):
            return name
    raise ValueError(f"{text!r} is not a class of entities; see docs/ontology.md")


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"{text!r} is not a day; write 2025-04-07") from None
