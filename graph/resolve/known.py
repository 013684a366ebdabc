"""A list of known people, groups and organisations: what they are, their other names, and their ids elsewhere."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from graph import ontology
from graph.errors import RuleError
from graph.json_schema import near
from graph.model import Entity
from graph.prefixes import WIKIDATA, is_address
from graph.resolve.name_tables import tables
from graph.resolve.names import fold

LISTED = "known"
"""The id of the document to which the rows of a list are taken to belong."""


_NEEDED = ("name", "type")
_COLUMNS = (*_NEEDED, "aliases", "identifier", "country")
_BETWEEN = ";"
_ITEM = re.compile(r"Q[1-9][0-9]*")


def read_known(path: str | Path) -> tuple[Entity, ...]:
    """The entities in a CSV list (UTF-8), in the order of its lines; `id` is the line number.

    The first line names the columns: `name` and `type`, a class of the ontology; and optionally `aliases`,
    `identifier` (several are separated by semicolons) and `country`, by name or code. An identifier is the id of a
    Wikidata item ("Q76"), an IRI, or an id of any other kind ("OFAC-7157"). Raises `RuleError`, with file and line, for
    anything that cannot be read.
    """
    file = str(path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RuleError(file, "the file", error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        raise RuleError(file, f"byte {error.start}", "is not UTF-8") from None
    return tuple(_unlike(file, _entities(file, text)))


def _entities(file: str, text: str) -> Iterator[Entity]:
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    columns: list[str] | None = None
    begin = 1
    try:
        for row in rows:
            place, begin = f"line {begin}", rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _columns(file, place, row)
            elif len(row) > len(columns):
                raise RuleError(file, place, f"has {len(row)} cells, and there are {len(columns)} columns")
            else:
                cells = dict(zip(columns, (" ".join(cell.split()) for cell in row), strict=False))
                yield _entity(file, place, cells)
    except csv.Error as error:
        raise RuleError(file, f"line {rows.line_num}", f"is not CSV: {error}") from None
    if columns is None:
        raise RuleError(file, "line 1", "is empty; the first line names the columns: " + ", ".join(_COLUMNS))


def _columns(file: str, place: str, row: Sequence[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in row]
    for name in names:
        if name not in _COLUMNS:
            raise RuleError(file, place, f"unknown column {name!r}{near(name, _COLUMNS)}")
        if names.count(name) > 1:
            raise RuleError(file, place, f"the column {name!r} occurs twice")
    for name in _NEEDED:
        if name not in names:
            raise RuleError(file, place, f"the column {name!r} is missing")
    return names


def _entity(file: str, place: str, cells: dict[str, str]) -> Entity:
    name, kind, country = cells["name"], cells.get("type", ""), cells.get("country", "")
    if not fold(name):
        raise RuleError(file, place, "the name is empty")
    aliases = _parts(cells.get("aliases", ""))
    return Entity(
        id=place,
        type=_class(file, place, kind),
        label=name,
        aliases=tuple(sorted(set(aliases) - {name})),
        country=_country(file, place, country) if country else None,
        identifiers=tuple(_identifier(file, place, it) for it in _parts(cells.get("identifier", ""))),
    )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_BETWEEN) if part.strip()]


def _class(file: str, place: str, name: str) -> str:
    known = ontology.load()
    kinds = [it for it in known.classes if any(known.is_a(it, top) for top in ("Agent", "Place"))]
    if name == "Country" or known.is_a(name, "Country"):
        raise RuleError(file, place, "countries are built in and need no list")
    if name not in kinds:
        said = f"{name!r} is not a class of people, organisations or places" if name else "the type is empty"
        raise RuleError(file, place, said + near(name, kinds))
    return name


def _country(file: str, place: str, name: str) -> str:
    known = tables()
    found = known.country_codes.get(name) or known.countries.get(fold(name))
    if found is None:
        raise RuleError(file, place, f"unknown country {name!r}")
    return found


def _identifier(file: str, place: str, text: str) -> str:
    if _ITEM.fullmatch(text):
        return WIKIDATA + text
    if "://" in text and not is_address(text):
        raise RuleError(file, place, f"{text!r} is not an address that can be an identifier")
    return text


def _unlike(file: str, entities: Iterator[Entity]) -> Iterator[Entity]:
    """The same entities; raises `RuleError` if two have the same identifier."""
    seen: dict[str, str] = {}
    for entity in entities:
        for it in entity.identifiers:
            if seen.setdefault(it, entity.id) != entity.id:
                raise RuleError(file, entity.id, f"{it.removeprefix(WIKIDATA)!r} is also the identifier of {seen[it]}")
        yield entity
