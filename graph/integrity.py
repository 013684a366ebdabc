"""Checks against the record of a build: whether page, store and RDF belong to it, and where its articles are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from graph.errors import UsageError
from graph.evidence import Finding
from graph.files import RECORD, digest, hashes, read_record
from graph.store import CANONICAL, FOLDER, canonical


def check_build(store: ox.Store, output: str | Path) -> list[Finding]:
    """The files of the folder `output`, with this store, that are not what its build wrote, sorted.

    Kinds: no-record, missing-output, other-build. The contents of the store are compared as canonical N-Quads.
    """
    folder = Path(output)
    record = read_record(folder)
    if record is None or not hashes(record):
        return [Finding("no-record", RECORD, "No record says what was built here, so page, store and RDF may differ.")]
    files, build = hashes(record), record.get("build")
    findings = [it for name in files if (it := _check_file(folder / name, files[name], build))]
    held = hashlib.sha256()
    for line in canonical(store):
        held.update(line)
    if held.hexdigest() != files.get(CANONICAL):
        findings.append(Finding("other-build", FOLDER, f"The store does not contain what build {build} wrote."))
    return sorted(findings)


def articles_of(output: str | Path) -> list[Path]:
    """The files read by the build in `output`, if they still exist; none if all articles were given as texts.

    Raises `UsageError` if the build did not record them.
    """
    record = read_record(Path(output)) or {}
    articles = record.get("articles")
    if not isinstance(articles, dict):
        raise UsageError(f"{output} does not say where its articles are; name them with --sources")
    paths = (Path(output, it) for it in articles.values() if isinstance(it, str))
    return [it for it in paths if it.is_file()]


def _check_file(path: Path, expected: object, build: object) -> Finding | None:
    try:
        found = digest(path)
    except OSError as error:
        return Finding("missing-output", path.name, f"Build {build} wrote this file; now: {error.strerror}.")
    if found == expected:
        return None
    return Finding("other-build", path.name, f"This is not the file that build {build} wrote.")
