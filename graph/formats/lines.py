"""Tables with one JSON object per line: claims, entities, decisions about names, and passages of articles."""

from __future__ import annotations

from typing import IO

from msgspec import to_builtins

from graph.formats.content import Content, json_line
from graph.formats.format import Format, Writer


def claims(content: Content, stream: IO[bytes]) -> None:
    """One claim per line, with its proposition, its document and whether the proposition is disputed."""
    propositions = {it.id: it for it in content.kg.propositions}
    documents = {it.id: to_builtins(it) for it in content.kg.documents}
    disputed = {it.id for it in content.kg.disputes()}
    for claim in content.kg.claims:
        proposition = to_builtins(propositions[claim.proposition])
        document = documents[claim.document]
        row = {key: proposition[key] for key in ("subject", "relation", "object")} | to_builtins(claim)
        row["qualifiers"] = {
            key.rstrip("_"): value
            for key, value in proposition.items()
            if value and key in ("as_", "at", "on", "earliest", "latest", "with_", "regarding")
        }
        row |= {key: proposition[key] for key in ("content", "content_text")}
        row |= {"predicate": proposition["deed"] and proposition["deed"]["predicate"]}
        row |= {key: document[key] for key in ("file", "title", "author", "published", "outlet", "url")}
        row["disputed"] = claim.proposition in disputed
        stream.write(json_line(row) + b"\n")


def entities(content: Content, stream: IO[bytes]) -> None:
    """One entity per line, as in `graph.model.Entity`."""
    for entity in content.kg.entities:
        stream.write(json_line(to_builtins(entity)) + b"\n")


def decisions(content: Content, stream: IO[bytes]) -> None:
    """Why mentions of different names or articles became one entity, or did not: one decision per line.

    `left` and `right` are "<document id>#<local id>".
    """
    for it in content.kg.decisions:
        row = to_builtins(it) | {"left": "#".join(it.left), "right": "#".join(it.right)}
        stream.write(json_line(row) + b"\n")


def passages(content: Content, stream: IO[bytes]) -> None:
    """One article per line, sorted by id: its passages with claims, or all of them, and its silent sentences.

    Offsets are code points of the article.
    """
    kg = content.kg
    kept: dict[str, list[dict[str, object]]] = {}
    for it in kg.passages:
        kept.setdefault(it.document, []).append({"start": it.span.start, "text": it.text})
    coverage, whole = dict(kg.coverage), set(kg.whole)
    for document in kg.documents:
        silent = coverage[document.id].silent if document.id in coverage else ()
        unread = [{"start": it.span.start, "text": it.text, "reason": str(it.reason)} for it in silent]
        row = {"id": document.id, "file": document.file, "whole": document.id in whole}
        stream.write(json_line(row | {"passages": kept.get(document.id, []), "silent": unread}) + b"\n")


def _lines(name: str, write: Writer) -> Format:
    return Format(name, (".jsonl", ".ndjson"), "application/jsonl", knowledge=write, file=f"{name}.jsonl")


FORMATS = (
    _lines("claims", claims),
    _lines("entities", entities),
    _lines("decisions", decisions),
    _lines("passages", passages),
)
