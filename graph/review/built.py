"""What a build wrote for programs: its claims, its entities, why names were merged, and where its decisions are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph import wording
from graph.errors import StoreError, UsageError
from graph.files import read_record, settle
from graph.model import DOCUMENT
from graph.prefixes import slug
from graph.read.files import DECISIONS

Row = Mapping[str, Any]
"""An object of a file of JSON lines."""


def open_built(output: Path) -> Built:
    """The build in a folder; raises `StoreError` if there is no readable build."""
    settle(output)
    try:
        claims, entities, merges = ([*_lines(output / f"{it}.jsonl")] for it in ("claims", "entities", "decisions"))
    except (OSError, ValueError) as error:
        raise StoreError(f"no build in {output} is readable ({error}); build it again") from error
    return Built(output, claims, entities, merges)


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


@dataclass(frozen=True)
class Built:
    """The claims and entities of a build, and its `merges`: why names were merged or kept apart."""

    output: Path
    claims: list[Row]
    entities: list[Row]
    merges: list[Row]

    def decisions(self) -> Path:
        """The file of decisions for this build: the one that it read, or else the one next to its articles.

        Raises `UsageError` if the file is not known.
        """
        record = read_record(self.output) or {}
        read = record.get("decisions") or []
        if len(read) == 1:
            return _near(Path(self.output.resolve(), read[0]).resolve())
        folders = {Path(self.output.resolve(), it).parent.resolve() for it in record.get("articles", {}).values()}
        if read or len(folders) != 1:
            raise UsageError("the build does not say where its decisions are; name their file with --decisions")
        return _near(folders.pop() / DECISIONS)

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """The entities by id."""
        return {it["id"]: it for it in self.entities}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each entity by its id."""
        return {it["id"]: it["label"] for it in self.entities}

    @cached_property
    def by_claim(self) -> Mapping[str, Row]:
        """The claims by id."""
        return {it["id"]: it for it in self.claims}

    @cached_property
    def by_name(self) -> Mapping[str, list[str]]:
        """The ids of the entities that have a name, by its slug."""
        found: dict[str, list[str]] = {}
        for it in self.entities:
            for name in dict.fromkeys(map(slug, names_of(it))):
                found.setdefault(name, []).append(it["id"])
        return found

    @cached_property
    def told(self) -> Mapping[str, list[Row]]:
        """The claims in which each entity speaks or is mentioned, by its id."""
        found: dict[str, list[Row]] = {}
        for claim in self.claims:
            about = claim["qualifiers"]
            ids = (claim["subject"], claim["object"], claim["speaker"], *claim["relayed_by"], about.get("as"))
            for id in dict.fromkeys((*ids, about.get("at"), about.get("regarding"), *about.get("with", ()))):
                if id is not None and id != DOCUMENT:
                    found.setdefault(id, []).append(claim)
        return found

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The name by which decisions call each article with a claim, by id: its file, if no other has that name."""
        files = {it["document"]: it["file"] for it in self.claims}
        alike = Counter(files.values())
        return {id: file if alike[file] == 1 else id for id, file in files.items()}

    @cached_property
    def _propositions(self) -> Mapping[str, Row]:
        return {it["proposition"]: it for it in self.claims}

    def label(self, id: str) -> str:
        """The label of an entity; for anything else, the string itself."""
        return self.labels.get(id, id)

    def words(self, claim: Row) -> str:
        """What a claim says, as a sentence."""
        return wording.sentence(self._said(claim))

    def _said(self, claim: Row, depth: int = 0) -> wording.Said:
        about = claim["qualifiers"]
        one = {"subject": claim["subject"], "object": claim["object"]}
        one |= {role: about.get(role) for role in ("as", "regarding", "at")}
        names = {role: [self.label(id)] for role, id in one.items() if id is not None}
        within = self._propositions.get(claim["content"] or "") if depth < wording.words()["deepest"] else None
        content = (claim["content_text"],) if claim["content_text"] else ()
        inner: tuple[str | wording.Said, ...] = content or ((self._said(within, depth + 1),) if within else ())
        when = wording.when(about.get("on"), about.get("earliest"), about.get("latest"))
        return wording.Said(claim["relation"], names, when, inner)


def _near(path: Path) -> Path:
    """A path relative to the current folder, if it is below that folder."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def names_of(entity: Row) -> tuple[str, ...]:
    """All names of an entity, its id first, then its label."""
    return (entity["id"], entity["label"], *entity["aliases"])
