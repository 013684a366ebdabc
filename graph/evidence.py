"""Checks that quotes are where they are said to be: in the files of articles, or in texts extracted from such files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph import texts
from graph.errors import InputError
from graph.files import read_record
from graph.originals import Opener, Originals
from graph.prefixes import PREFIXES, compact


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault in a graph: `kind` names the rule, `place` the node or file; `message` is for people."""

    kind: str
    place: str
    message: str


_DOCUMENTS = """
SELECT ?document ?file ?sha256 ?text WHERE {
  ?document a rsh:Document . FILTER(isIRI(?document))
  OPTIONAL { ?document rsh:sourceFile ?file } OPTIONAL { ?document rsh:sha256 ?sha256 }
  OPTIONAL { ?document rsh:textSha256 ?text } }"""
_QUOTES = """
SELECT ?document ?evidence ?start ?end ?exact WHERE {
  ?evidence oa:hasSource ?document .
  OPTIONAL { ?evidence oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact } }"""
_HOMELESS = """
SELECT DISTINCT ?evidence WHERE {
  { ?claim oa:hasTarget ?evidence } UNION { ?evidence a oa:SpecificResource }
  FILTER NOT EXISTS { ?evidence oa:hasSource ?document . ?document a rsh:Document . FILTER(isIRI(?document)) } }"""
_SHOWN = 60  # characters that are shown of what a file has in place of a quote


def check_evidence(
    store: ox.Store, folders: Iterable[str | Path], output: str | Path | None = None, opener: Opener | None = None
) -> list[Finding]:
    """The faults in the quotes of the default graph, compared with the files below `folders`, sorted.

    Each document's file is found by its name and must have its SHA-256, and each quote must be at its offsets, in code
    points of the decoded text, letter for letter. If that text was extracted from the file, it is the text kept by the
    build in `output`, with its SHA-256; if the file is also there, extraction must give the same text again. Kinds:
    missing-file, changed-file, unreadable-file, missing-text, changed-text, other-text, no-document, no-quote,
    wrong-quote. Only one text is in memory at a time. `opener` extracts texts from files; by default this process does
    so. Raises `InputError` for a folder that is missing or cannot be read.
    """
    with opener or Opener({} if output is None else columns_of(output)) as opened:
        return _checked(store, Originals(folders, opened), output)


def missing_originals(store: ox.Store, folders: Iterable[str | Path]) -> list[str]:
    """The names of the articles whose text was extracted from a file that is not below `folders`, sorted.

    Their quotes were compared only with the text that the build kept.
    """
    files = Originals(folders, Opener({}))
    return sorted(row["file"] for row in _rows(store, _DOCUMENTS) if row["text"] and not files.has(row["file"]))


def _checked(store: ox.Store, files: Originals, output: str | Path | None) -> list[Finding]:
    findings = [
        Finding("no-document", compact(row["evidence"]), "This evidence belongs to no document.")
        for row in _rows(store, _HOMELESS)
    ]
    for row in _rows(store, _DOCUMENTS):
        if row["text"]:
            text = _kept(row, output)
            findings += _compared(row, files)
        else:
            text = _text(row["file"], row["sha256"], files)
        if isinstance(text, Finding):
            findings.append(text)
            continue
        quotes = _rows(store, _QUOTES, document=row["document"])
        findings.extend(finding for quote in quotes if (finding := _check_quote(text, row["file"], quote)))
    return sorted(set(findings))


def columns_of(output: str | Path) -> dict[str, str]:
    """The columns by which the build in `output` read tables, if it was given names other than the usual ones."""
    columns = (read_record(Path(output)) or {}).get("columns")
    return {key: name for key, name in columns.items() if isinstance(name, str)} if isinstance(columns, dict) else {}


def _rows(store: ox.Store, query: str, **values: str) -> Iterator[dict[str, str]]:
    """The solutions of a query over the default graph as strings, "" for unbound variables; `values` are IRIs."""
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): ox.NamedNode(value) for name, value in values.items()
    }
    solutions = store.query(query, prefixes=dict(PREFIXES), substitutions=substitutions)
    if isinstance(solutions, ox.QuerySolutions):
        names = [name.value for name in solutions.variables]
        for solution in solutions:
            terms = zip(names, solution, strict=True)
            yield {name: str(getattr(term, "value", "")) for name, term in terms}


def _kept(row: Mapping[str, str], output: str | Path | None) -> str | Finding:
    """The text that the build kept of a document, or the fault."""
    id = row["document"].rpartition("/")[2]
    if output is None or os.sep in id:
        return Finding("missing-text", row["file"], "Its text is kept with the build, which was not given.")
    path = texts.place(Path(output), id)
    try:
        data = path.read_bytes()
    except OSError as error:
        return Finding("missing-text", row["file"], f"Its text, {texts.FOLDER}/{path.name}: {error.strerror}.")
    if hashlib.sha256(data).hexdigest() != row["text"]:
        return Finding("changed-text", row["file"], f"{texts.FOLDER}/{path.name} is not the text that was read.")
    return data.decode("utf-8")


def _compared(row: Mapping[str, str], files: Originals) -> Iterator[Finding]:
    """The faults in the file from which a text was extracted, if the file is still there."""
    found = files.text(row["file"], row["sha256"])
    if isinstance(found, str):
        if hashlib.sha256(found.encode("utf-8")).hexdigest() != row["text"]:
            yield Finding("other-text", row["file"], "The text extracted from this file is not the one that was read.")
    elif found is not None:
        yield _unread(row["file"], row["sha256"], found)


def _text(file: str, sha256: str, files: Originals) -> str | Finding:
    """The text of the file that a document names and whose bytes have its hash, or the fault."""
    found = files.text(file, sha256)
    if found is None:
        return Finding("missing-file", file, "No file of this name was found where the articles were searched.")
    return found if isinstance(found, str) else _unread(file, sha256, found)


def _unread(file: str, sha256: str, error: OSError | InputError | LookupError) -> Finding:
    if isinstance(error, OSError):
        return Finding("unreadable-file", file, f"The file cannot be opened: {error.strerror}.")
    if isinstance(error, InputError):
        return Finding("unreadable-file", file, f"The file is not text: {error.reason}.")
    return Finding("changed-file", file, f"The file is not the one that was read: its SHA-256 is not {sha256}.")


def _check_quote(text: str, file: str, row: Mapping[str, str]) -> Finding | None:
    """The fault in one quote, or None."""
    place = compact(row["evidence"])
    if not (row["start"].isdecimal() and row["end"].isdecimal() and row["exact"]):
        return Finding("no-quote", place, f"This evidence of {file} has no offsets or no words.")
    start, end = int(row["start"]), int(row["end"])
    there = text[start:end]
    if there == row["exact"]:
        return None
    elsewhere = text.find(row["exact"])
    shown = there if len(there) <= _SHOWN else f"{there[:_SHOWN]}…"
    hint = f"the quote is at {elsewhere}" if elsewhere >= 0 else "the quote is nowhere in it"
    return Finding("wrong-quote", place, f"At {start} to {end}, {file} has {shown!r}; {hint}.")
