"""Decisions about the contents of a build, in a form that still applies after another build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.decisions import Kind, Reading, Ruling
from graph.decisions.naming import BETWEEN
from graph.errors import UsageError
from graph.model import Stance
from graph.prefixes import slug
from graph.review.built import Built, Row


def about_two(built: Built, kind: Kind, one: str, other: str, **more: str) -> Ruling:
    """The decision that two entities are the same, or not; raises `UsageError` if a name means nobody or several."""
    about, value = reference(built, one), reference(built, other)
    if about == value:
        raise UsageError(f"{one!r} and {other!r} are both {about}; name one as FILE{BETWEEN}NAME")
    return Ruling(kind, *sorted((about, value)), **more)


def of_class(built: Built, one: str, name: str, **more: str) -> Ruling:
    """The decision that an entity is of a class; raises `UsageError` if there is no such entity or class."""
    try:
        known = Ruling.parse({"kind": Kind.TYPE, "about": one, "value": name}).of_class
    except ValueError as error:
        raise UsageError(str(error)) from None
    return Ruling(Kind.TYPE, reference(built, one), known, **more)


def about_claim(built: Built, kind: Kind, id: str, value: str = "", **more: str) -> Ruling:
    """A decision about a claim, by its id, `claim:…` or IRI, with everything needed to find it after ids have changed.

    Raises `UsageError` if there is no such claim, or if `value` is not a reading.
    """
    claim = built.by_claim.get(id.rpartition("/")[2].removeprefix("claim:"))
    if claim is None:
        raise UsageError(f"the graph in {built.output} has no claim {id!r}")
    try:
        read = value and str(Reading.parse(value))
    except ValueError as error:
        raise UsageError(str(error)) from None
    return Ruling(
        kind,
        claim["id"],
        read,
        built.files[claim["document"]],
        claim["quote"],
        str(reading_of(built, claim)),
        **more,
    )


def reading_of(built: Built, claim: Row) -> Reading:
    """A claim in short form."""
    more = claim["qualifiers"].get("as") or claim["content_text"]
    ends = (claim["subject"], claim["relation"], claim["object"])
    return Reading.of(claim["speaker"], Stance(claim["stance"]), *ends, more, built.label)


def reference(built: Built, text: str) -> str:
    """An entity as `FILE#NAME` if some article with a claim names it, or else its id."""
    file, between, name = text.rpartition(BETWEEN)
    documents = [id for id, known in built.files.items() if file in (id, known)] if between else []
    if documents:
        called = set(built.by_name.get(slug(name), ()))
        if not called & {id for id in called for it in built.told.get(id, ()) if it["document"] in documents}:
            raise UsageError(f"no claim in {file} is about anybody called {name!r}")
        return f"{file}{BETWEEN}{name}"
    bare = text.rpartition("/")[2].removeprefix("id:")
    found = [bare] if bare in built.labels else built.by_name.get(slug(text), [])
    if not found:
        raise UsageError(f"the graph in {built.output} has nobody called {text!r}")
    if len(found) > 1:
        raise UsageError(f"{text!r} may be {', '.join(found[:5])}; name one by its id")
    entity = built.by_id[found[0]]
    whole = slug(text) == slug(entity["label"]) or bare == entity["id"]
    # Somebody who gives one of several names may mean only the entities with that name.
    names = sorted((entity["label"], *entity["aliases"]), key=lambda it: (it != entity["label"], -len(it), it))
    names = names if whole else [it for it in names if slug(it) == slug(text)]
    return next(_named(built, entity["id"], names), entity["id"] if whole else names[0])


def _named(built: Built, id: str, names: Sequence[str]) -> Iterator[str]:
    """The ways to name an entity by an article and a name from a sentence about it there, the best first."""
    claims = sorted(built.told.get(id, ()), key=lambda it: (it["file"], it["document"], it["evidence"]["start"]))
    for name in names:
        yield from (f"{built.files[it['document']]}{BETWEEN}{name}" for it in claims if name in it["quote"])
