"""What is refused before a query runs, and syntax errors with line and column.

SERVICE is not searched in the text, because the word may be in a string, a comment or an IRI, where it is harmless,
and the two engines differ in what they take for the keyword ("SERVICESILENT<x>" and "SERVICE:x" are SERVICE clauses
for Oxigraph, an escaped `\\u0053ERVICE` is one for rdflib). Only the parser that will run the query knows, so that
parser is asked. Oxigraph shows no syntax tree; it is given the query with a mark put in the middle of each
"service", escaped or not. That text has no SERVICE clause, so it may be evaluated (on an empty store). Strings,
comments, IRIs and names stay valid, and the query parses as before. A keyword becomes a bare word, which no rule of
the grammar allows before the `{` of SERVICE, and the query does not parse. For rdflib, the syntax tree that will be
evaluated is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import QueryError
from graph.prefixes import content_hash
from graph.queries import hints

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})
_DEEPEST = 64
"""How deep brackets may be nested: at some hundreds, Oxigraph's parser overflows its stack and the process ends."""
_MEANINGS = {
    "Prefix not found": "a prefix that is not declared",
    "The SELECT contains a variable that is unbound": "SELECT names a variable that is neither grouped nor aggregated",
    "IRI parsing failed": "an IRI that is relative or not valid",
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "The SELECT overrides an existing variable": "AS names a variable that has a value already",
    "The VALUES clause rows": "a row of VALUES has more or fewer values than there are variables",
    "The query limit should be": "LIMIT is too large or not a number",
}
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}(?:[0-9a-f]{4})?", re.IGNORECASE)
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)


def _letters(word: str) -> str:
    """A pattern for a word, each letter plain or as a code point escape of four or eight digits."""
    return "".join(rf"(?:{c}|\\u0*(?:{ord(c):x}|{ord(c.upper()):x}))" for c in word)


UNREADABLE = (RecursionError, ValueError, OverflowError)
"""What rdflib raises besides its own errors, for deep nesting and for escapes beyond Unicode."""
_SERVICE = re.compile(f"({_letters('serv')})({_letters('ice')})", re.IGNORECASE)


class QuerySyntaxError(QueryError):
    """A query that does not parse: `line` and `column` count from 1, `reason` says what is wrong there."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        self.line = line
        self.column = column
        self.reason = reason
        super().__init__(f"line {line}, column {column}: {reason}")


class RefusedError(QueryError):
    """A query that would do something other than read this graph: change it, or fetch something."""


class ServiceError(RefusedError):
    """A query with a SERVICE clause, which would send data of the query to another machine."""

    def __init__(self) -> None:
        super().__init__("SERVICE is refused: a query asks only this graph and sends nothing over the network")


def check_for_oxigraph(text: str, prefixes: Mapping[str, str], base: str | None = None) -> None:
    """Raise `ServiceError` or another `QueryError` for a query that must not be given to Oxigraph."""
    if _depth(text) > _DEEPEST:
        raise QueryError(f"brackets are nested more than {_DEEPEST} deep")
    if _SERVICE.search(text) is None:
        return
    mark = content_hash("mark", text)
    probe = _SERVICE.sub(rf"\g<1>x{mark}\g<2>", text)
    try:
        ox.Store().query(probe, base_iri=base, prefixes=dict(prefixes))
    except SyntaxError as error:
        found = syntax_error(text, error, prefixes)
        raise (ServiceError() if _has_service(text) else found) from error
    except RuntimeError:
        return  # it parses, so there is no such clause; any other error shows when it runs


def check_for_rdflib(query: Query) -> None:
    """Raise `QueryError` for a prepared query in which rdflib would fetch something."""
    for node in _nodes(query.algebra):
        name = getattr(node, "name", None)
        if name == "ServiceGraphPattern":
            raise ServiceError
        if name == "DatasetClause":
            raise RefusedError("FROM is refused on rdflib, which would fetch the graph; ask the store instead")


def syntax_error(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryError:
    """Where and why a query does not parse, given Oxigraph's error; an update is reported as such.

    Oxigraph's columns include the keywords that it tried, so the place is where rdflib stops reading, if it does: the
    first statement that cannot be read.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    place = _PLACE.match(str(error))
    reason = place["reason"] if place else str(error)
    line, column = (int(place["line"]), int(place["column"])) if place else (1, 1)
    if "Prefix not found" in reason and (found := hints.unknown_prefix(text, prefixes)):
        return QuerySyntaxError(*found)
    known = next((meaning for phrase, meaning in _MEANINGS.items() if phrase in reason), None)
    if known is not None:
        return QuerySyntaxError(line, column, known)
    try:
        # The parser expands tabs to several spaces, which would move everything after them.
        parseQuery(text.replace("\t", " "))
    except ParseException as other:
        rest = other.pstr[other.loc :]
        word = re.match(r"\w*", rest)
        if word is not None and word[0].upper() in _UPDATES:
            return RefusedError(f"{word[0].upper()} is refused: queries read, they do not change the graph")
        shown = rest.partition("\n")[0][:40].strip() or "the end"
        where = _place(text, other.loc)
        return QuerySyntaxError(*where, f"cannot be read from here on: {shown}{hints.near_keyword(rest)}")
    except UNREADABLE:
        pass
    return QuerySyntaxError(line, column, "cannot be read")


def _place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position that was counted after rdflib had replaced escapes by their characters."""
    for escape in _ESCAPE.finditer(text):
        if escape.start() >= position:
            break
        position += len(escape[0]) - 1
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _depth(text: str) -> int:
    """How deep brackets are nested outside strings, IRIs and comments; may be too much if there are few brackets."""
    if (most := sum(map(text.count, "[({"))) <= _DEEPEST:
        return most
    deepest = depth = 0
    for bracket in re.findall(r"[][(){}]", hints.without_literals(text)):
        depth = depth + 1 if bracket in "[({" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _has_service(text: str) -> bool:
    """Whether rdflib reads a SERVICE clause; only for the wording of an error."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return any(getattr(node, "name", None) == "ServiceGraphPattern" for node in _nodes(parseQuery(text)))
    except (ParseException, *UNREADABLE):
        return False


def _nodes(tree: object) -> Iterator[object]:
    """All nodes of a syntax tree or algebra of rdflib, without recursion."""
    from pyparsing import ParseResults

    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        # First, since pyparsing also makes them mappings, but only of the few items that have names.
        if isinstance(node, list | tuple | set | ParseResults):
            pending.extend(node)
        elif isinstance(node, Mapping):
            pending.extend(node.values())
