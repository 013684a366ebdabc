"""XML from others: entities that it declares are not resolved, no other file is opened, nothing is fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from graph.errors import InputError


def parsed(data: bytes, file: str, *, mended: bool = False) -> etree._Element:
    """The root of an XML document; with `mended`, small faults are tolerated. Raises `InputError` naming `file`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=mended, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(file, f"is not valid XML: {error}") from error
    if root is None:
        raise InputError(file, "is not valid XML")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise InputError(file, "declares its own entities, which no article needs; it was not read")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for nodes that are not elements."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
