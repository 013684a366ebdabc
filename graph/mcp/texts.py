"""The same answers as short texts, for models that do not read structured data.

Everything from an article is in double quotes, as in JSON: quotes and line breaks in it are escaped, so that nothing in
it can look like the end of the quotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from graph import wording
from graph.explain.told import NO_ANSWER, SILENCE
from graph.mcp.tool_answers import NOTICE, Claim, Claims, Disputes, Entities, NamedQueries, Page, Table


def quoted(text: str) -> str:
    """A text in double quotes, from which it cannot escape."""
    return json.dumps(text, ensure_ascii=False)


def of_entities(found: Entities) -> str:
    """Entities, one per line."""
    lines = [_head(found, "entities", len(found.entities))]
    for it in found.entities:
        also = f"; also called {', '.join(map(quoted, it.aliases))}" if it.aliases else ""
        lines.append(f"- {it.id} {quoted(it.label)} ({', '.join(it.types)}), {it.claims} claims{also}")
    return "\n".join(lines)


def of_claims(found: Claims) -> str:
    """Claims, each with its sentence and its source."""
    return "\n".join([_head(found, "claims", len(found.claims)), *(line for it in found.claims for line in _claim(it))])


def of_disputes(found: Disputes) -> str:
    """Disputes, each with claims of both sides."""
    lines = [_head(found, "disputes", len(found.disputes))]
    for it in found.disputes:
        more = f" (and {it.left_out} further claims: ask `evidence`)" if it.left_out else ""
        lines += [f"# {quoted(it.statement)}{more}", *(line for one in it.claims for line in _claim(one))]
    return "\n".join(lines)


def of_table(found: Table) -> str:
    """The answer to a query: one JSON array per row, or lines of N-Triples."""
    if found.truth is not None:
        return "\n".join(("yes" if found.truth else "no", *(f"Warning: {it}" for it in found.warnings)))
    if found.triples is not None:
        return "\n".join((_head(found, "triples", len(found.triples)), *found.triples))
    rows = (json.dumps(row, ensure_ascii=False) for row in (found.columns, *found.rows))
    return "\n".join((_head(found, "rows", len(found.rows)), *rows))


def of_queries(found: NamedQueries) -> str:
    """The named queries with their parameters."""
    lines = []
    for it in found.queries:
        lines.append(f"{it.name}: {it.title}")
        for parameter in it.parameters:
            need = "" if parameter.required else ", optional"
            lines.append(f"  {parameter.name} ({parameter.kind}{need}): {parameter.description}")
    return "\n".join(lines)


def _head(page: Page, name: str, number: int) -> str:
    total = f"{page.total}" if page.complete else f"at least {page.total}"
    told = f"{number} of {total} {name}"
    if page.next_offset is not None:
        told += f"; {page.left_out} further ones are left out: continue with offset={page.next_offset}"
    warnings = "".join(f"\nWarning: {it}" for it in page.warnings)
    return f"{told}.{warnings}\n{NOTICE if number else SILENCE}"


def _claim(claim: Claim) -> Iterator[str]:
    by = wording.speaker(quoted(claim.speaker), [*map(quoted, claim.relayed_by)])
    disputed = ", disputed" if claim.disputed else ""
    roles = f" [{', '.join(claim.roles)}]" if claim.roles else ""
    yield f"- {claim.stance} by {by}{disputed}: {quoted(claim.statement)}{roles}"
    yield f"  sentence: {quoted(claim.sentence)}"
    article = claim.article
    source = [quoted(it) for it in (article.title, article.outlet) if it]
    source += [article.date or "no date", f"{quoted(article.file)} {claim.start}-{claim.end}"]
    reading = [f"read by {claim.rule}"] if claim.rule else []
    reading += [f"score {claim.score:g}"] if claim.score is not None else []
    yield f"  source: {', '.join(source)}; {', '.join([*reading, claim.id])}"
    for it in claim.answers or ():
        yield f"  {it.kind}: {quoted(it.sentence)}, by {quoted(it.by)}, in {quoted(it.article)}"
    if claim.answers == []:
        yield f"  {NO_ANSWER}"
