"""From rows to records: claims with sentence and source, entities, and pages that fit into any context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from graph import ontology, wording
from graph.mcp.asking import Answer, Row
from graph.mcp.tool_answers import Article, Claim, ClaimAnswer, Dispute, Entity, Page, Table
from graph.prefixes import compact, slug
from graph.terminal import printable

LONGEST = 700
"""Characters of one text: sentences have up to 600."""
BUDGET = 24_000
"""Characters of the records of one page, as JSON."""
_ANSWERS = 4
"""The most answers given with an accusation."""
_CLAIMS = 8
"""The most claims given with a dispute."""

_Item = TypeVar("_Item")
_STANCES = ("denied", "affirmed", "withdrawn", "hedged")


def shown(text: str, most: int = LONGEST) -> str:
    """A text on one line with invisible characters spelled out; a text that is too long is cut, and says so."""
    line = printable(text)
    return line if len(line) <= most else f"{line[:most]}… [{len(line) - most} more characters]"


def page_of(items: Sequence[_Item], offset: int, limit: int, answer: Answer) -> tuple[list[_Item], Page]:
    """The items of one page: at most `limit`, and no more than fit into `BUDGET`, but at least one."""
    kept: list[_Item] = []
    size = 0
    for it in items[offset : offset + limit]:
        size += len(it.model_dump_json() if isinstance(it, BaseModel) else json.dumps(it, ensure_ascii=False))
        if kept and size > BUDGET:
            break
        kept.append(it)
    end = min(offset, len(items)) + len(kept)
    left_out = len(items) - end
    about = Page(
        total=len(items),
        complete=answer.complete,
        offset=offset,
        left_out=left_out,
        next_offset=end if left_out else None,
        warnings=list(map(shown, answer.warnings)),
    )
    return kept, about


def table(answer: Answer, offset: int, limit: int) -> Table:
    """One page of the answer to a query."""
    if answer.truth is not None:
        return Table(total=1, truth=answer.truth, warnings=list(map(shown, answer.warnings)))
    if answer.triples is not None:
        lines, page = page_of([*map(shown, answer.triples)], offset, limit, answer)
        return Table(**page.model_dump(), triples=lines)
    # A row of many columns must not be longer than a page.
    most = min(LONGEST, BUDGET // max(len(answer.columns), 1))
    found = ([row.get(name) for name in answer.columns] for row in answer.rows)
    rows = [[None if text is None else shown(text, most) for text in row] for row in found]
    kept, page = page_of(rows, offset, limit, answer)
    return Table(**page.model_dump(), columns=[shown(it) for it in answer.columns], rows=kept)


def claims(rows: Iterable[Row]) -> list[Claim]:
    """The claims in rows, each once, in order: one with several relaying speakers or roles has several rows."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["claim"], []).append(row)
    return [_claim(it) for it in grouped.values()]


def worded(told: Iterable[Claim | Dispute], words: Mapping[str, str]) -> None:
    """Add to claims and disputes their propositions in words."""
    for it in told:
        it.statement = shown(words[it.proposition])


def answers(told: Iterable[Mapping[str, Any]]) -> list[ClaimAnswer]:
    """What answers an accusation, or may answer it, as far as there is room on a page."""
    return [
        ClaimAnswer(
            kind=it["kind"],
            by=shown(it["by"]),
            claim=compact(it["claim"]),
            sentence=shown(it["quote"]),
            article=shown(it["headline"] or it["file"]),
        )
        for it in list(told)[:_ANSWERS]
    ]


def disputes(rows: Iterable[Row]) -> list[Dispute]:
    """The disputes in rows, each with a few claims of every stance."""
    by_proposition: dict[str, list[Claim]] = {}
    for it in claims(rows):
        by_proposition.setdefault(it.proposition, []).append(it)
    return [_dispute(it) for it in by_proposition.values()]


def entities(rows: Iterable[Row], wanted: str, kind: str | None) -> list[Entity]:
    """The entities in rows: exact names first, then by the number of claims about them."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["entity"], []).append(row)
    found = [_entity(it) for it in grouped.values() if kind is None or any(row["type"] == kind for row in it)]
    folded = slug(wanted)
    return sorted(found, key=lambda it: (not _called(it, folded), -it.claims, it.id))


def _claim(rows: Sequence[Row]) -> Claim:
    row = rows[0]
    nobody = wording.nobody() if row["nobody"] == "true" else wording.article()
    article = Article(
        title=_optional(row, "title"),
        outlet=_optional(row, "outlet"),
        date=row.get("date"),
        file=shown(row["file"]),
        url=_optional(row, "url"),
    )
    return Claim(
        id=row["claim"],
        proposition=row["proposition"],
        stance=row["stance"].removeprefix("rsh:").lower(),
        speaker=shown(row.get("speaker", nobody)),
        speaker_id=row.get("speaker_id"),
        relayed_by=[shown(it) for it in _all(rows, "relay")],
        roles=_all(rows, "role"),
        disputed=row["disputed"] == "true",
        sentence=shown(row["sentence"]),
        start=int(row["start"]),
        end=int(row["end"]),
        article=article,
        rule=row.get("rule"),
        score=float(row["score"]) if "score" in row else None,
    )


def _dispute(told: Sequence[Claim]) -> Dispute:
    """A dispute with as many claims of each stance as there is room for, the denials first."""
    by_stance = [[it for it in told if it.stance == stance] for stance in _STANCES]
    room = max(_CLAIMS // sum(map(bool, by_stance)), 1)
    kept = [it for group in by_stance for it in group[:room]]
    return Dispute(
        proposition=told[0].proposition,
        claims=kept,
        left_out=len(told) - len(kept),
    )


def _entity(rows: Sequence[Row]) -> Entity:
    aliases = [shown(it) for it in _all(rows, "alias")]
    return Entity(
        id=rows[0]["entity"],
        label=shown(rows[0]["label"]),
        types=ontology.load().narrowest(it.removeprefix("rsh:") for it in _all(rows, "type")),
        aliases=aliases[:10],
        claims=int(rows[0]["claims"]),
    )


def _called(entity: Entity, folded: str) -> bool:
    return any(slug(name) == folded for name in (entity.label, *entity.aliases))


def _all(rows: Sequence[Row], name: str) -> list[str]:
    return list(dict.fromkeys(row[name] for row in rows if name in row))


def _optional(row: Mapping[str, str], name: str) -> str | None:
    return shown(row[name]) if name in row else None
