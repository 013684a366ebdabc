"""What the author of a query that does not work may have meant: a similar prefix, keyword or variable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

_KEYWORDS = """ABS AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY
  DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI
  ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW
  OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1
  SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE
  TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR""".split()
# Strings, IRIs and comments, which contain no prefixes; the first matching alternative is the right one.
_OPAQUE = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|\#[^\n]*""", re.DOTALL
)
_PREFIXED = re.compile(r"(?<![\w?$:.-])(?P<prefix>[^\W\d_][\w.-]*|):(?!:)")
_DECLARED = re.compile(r"\bprefix\s+([^\s:]*):", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w?$:@-])[A-Za-z]\w+(?![\w:])")


def unknown_prefix(text: str, prefixes: Collection[str]) -> tuple[int, int, str] | None:
    """Line and column of the first prefix that neither the query nor we declare, and a message about it."""
    plain = without_literals(text)
    known = {*prefixes, *_DECLARED.findall(plain)}
    for found in _PREFIXED.finditer(plain):
        prefix = found["prefix"]
        if prefix not in known:
            before = text[: found.start()]
            hint = _did_you_mean(f"{it}:" for it in get_close_matches(prefix, sorted(known), n=2, cutoff=0.5))
            column = found.start() - (before.rfind("\n") + 1) + 1
            return before.count("\n") + 1, column, f"a prefix that is not declared: {prefix}:{hint}"
    return None


def without_literals(text: str) -> str:
    """The query with strings, IRIs and comments blanked out, so that positions stay the same."""
    return _OPAQUE.sub(lambda it: re.sub(r"[^\n]", " ", it[0]), text)


def near_keyword(rest: str) -> str:
    """For a text that cannot be read, the keyword that its first unknown word resembles, if any."""
    for word in _WORD.findall(rest.partition("\n")[0]):
        if word.upper() in _KEYWORDS or word == "a":
            continue
        # Of about the same length: dropping letters turns a word into many short ones.
        alike = [it for it in _KEYWORDS if abs(len(it) - len(word)) < 2]
        near = get_close_matches(word.upper(), alike, n=1, cutoff=0.75)
        if near:
            return _did_you_mean(near)
    return ""


def idle_variables(text: str, empty: Collection[str]) -> Iterator[str]:
    """A sentence for each variable that a query selects and mentions nowhere else; `empty` ones never got a value."""
    head, _, pattern = text.partition("{")
    others = sorted(set(re.findall(r"[?$](\w+)", pattern)))
    for name in empty:
        places = re.findall(rf"[?$]{re.escape(name)}\b", text)
        computed = re.search(rf"\bas\s+[?$]{re.escape(name)}\b", head, re.IGNORECASE)
        if len(places) == 1 and places[0] in head and not computed:
            near = get_close_matches(name, others, n=2, cutoff=0.6)
            yield f"?{name} is selected but used nowhere else{_did_you_mean(f'?{it}' for it in near)}"


def _did_you_mean(names: Collection[str] | Iterator[str]) -> str:
    listed = " or ".join(names)
    return f"; did you mean {listed}?" if listed else ""
