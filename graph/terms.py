"""RDF terms: nodes from vocabularies, and literals in the form in which every store keeps them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from graph.prefixes import expand

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
"""A triple whose subject is an IRI."""

_TAG = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def literal(text: str, datatype: str | None = None, language: str | None = None) -> ox.Literal:
    """A literal; a lone surrogate, which no RDF syntax can express, becomes U+FFFD; an invalid language is dropped."""
    clean = _SURROGATE.sub("\ufffd", text)
    if language is not None and _TAG.fullmatch(language):
        return ox.Literal(clean, language=language)
    return ox.Literal(clean, datatype=term(datatype)) if datatype else ox.Literal(clean)


def decimal(number: float) -> str:
    """The canonical decimal of `number`: shortest digits, no exponent, a whole number without a point.

    Oxigraph rewrites every other form when it stores it.
    """
    digits = format(Decimal(repr(float(number))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@cache
def term(curie: str) -> ox.NamedNode:
    """The node for a term from a vocabulary, by its CURIE: "rsh:as"."""
    return ox.NamedNode(expand(curie))


def day_literal(when: date) -> ox.Literal:
    """A day."""
    return literal(when.isoformat(), "xsd:date")
