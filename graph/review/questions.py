"""What is worth asking a person, the most useful question first: by how doubtful it is, and how much depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2

from graph import ontology, wording
from graph.decisions import Kind, Ruling
from graph.decisions.naming import BETWEEN
from graph.model import DOCUMENT
from graph.prefixes import slug
from graph.resolve.name_tables import tables
from graph.review.built import Built, Row, names_of
from graph.review.rulings import about_claim, reference

NEAR = 0.25
"""The distance from the threshold within which the score for two names leaves it doubtful whether both mean one."""

VAGUE = ("Agent", "Entity", "Organization", "Place")
"""Classes that say little about what somebody is."""

_WEIGHT = {"merge": 1.0, "damage": 1.5, "dispute": 1.0, "class": 0.3}
"""How much an answer is worth, by kind of question."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person may know better; `proposed` is what the graph says now.

    `kind` is "merge", "damage", "dispute" or "class"; `sentences` are those to look at, each with its file. `yes` and
    `no` are the decisions for these answers; without a `no`, the person is asked for another class.
    """

    kind: str
    weight: float
    text: str
    proposed: str
    sentences: tuple[tuple[str, str], ...]
    yes: Ruling
    no: Ruling | None = None


def questions(built: Built, decided: Iterable[Ruling] = ()) -> list[Question]:
    """Everything that is worth asking and not yet decided, the most useful question first."""
    known = set(map(_subject, decided))
    asked = (*_merges(built), *_claims(built), *_classes(built))
    return sorted((it for it in asked if _subject(it.yes) not in known), key=lambda it: (-it.weight, it.text, it.yes))


def _subject(it: Ruling) -> tuple[object, ...]:
    """What a decision is about, whatever it decides."""
    if it.kind.of_claim:
        return "claim", it.file, " ".join(it.sentence.split()), it.reading
    return ("class", it.about) if it.kind is Kind.TYPE else ("two", *sorted((it.about, it.value)))


def _weight(kind: str, doubt: float, claims: int) -> float:
    return round(_WEIGHT[kind] * doubt * log2(1 + claims), 4)


def _merges(built: Built) -> Iterator[Question]:
    """Names that were merged or kept apart by a narrow margin."""
    limits = tables().limits
    for it in built.merges:
        features = dict(it["features"])
        rivals = "rivals" in features
        score = it["score"] - (limits.rivals if rivals else 0)
        doubt = 1 - abs(score - limits.merge) / NEAR
        sides = [side.partition(BETWEEN)[::2] for side in (it["left"], it["right"])]
        if "decided" in features or doubt <= 0 or any(document not in built.files for document, _ in sides):
            continue
        shown = [_shown(built, *side) for side in sides]
        one, other = (f"{built.files[document]}{BETWEEN}{local}" for document, local in sides)
        yield Question(
            "merge",
            _weight("merge", 1.0 if rivals else doubt, sum(len(claims) for _, claims in shown)),
            f"Is {shown[0][0]} ({built.files[sides[0][0]]}) the same as {shown[1][0]} ({built.files[sides[1][0]]})?",
            f"{'one' if it['merged'] else 'not one'}, by {', '.join(features)}",
            tuple((claim["file"], claim["quote"]) for _, claims in shown for claim in claims[:1]),
            Ruling(Kind.SAME, one, other),
            Ruling(Kind.DIFFERENT, one, other),
        )


def _shown(built: Built, document: str, local: str) -> tuple[str, list[Row]]:
    """The name of an entity in an article, and the claims about it there, first those with the name in their sentence.

    In an article the local id of an entity is the slug of a name.
    """
    called = built.by_name.get(local, [])
    claims = [it for id in called for it in built.told.get(id, ()) if it["document"] == document]
    words = local.replace("-", " ")
    claims.sort(key=lambda it: (words not in it["quote"].replace("-", " ").casefold(), it["evidence"]["start"]))
    return words.title() if not called else _name(built, called[0], local), claims


def _name(built: Built, id: str, local: str) -> str:
    """The name of an entity whose slug is its local id in an article, else its label."""
    return next((it for it in names_of(built.by_id[id])[1:] if slug(it) == local), built.label(id))


def _claims(built: Built) -> Iterator[Question]:
    """Claims that count against somebody or are in dispute, and that may have been misread."""
    relations = ontology.load().relations
    for it in built.claims:
        kind = "damage" if relations[it["relation"]].damaging else "dispute" if it["disputed"] else None
        doubt = 1 - it["score"]
        if kind is None or doubt <= 0:
            continue
        speaker = wording.article() if it["speaker"] == DOCUMENT else built.label(it["speaker"] or wording.nobody())
        ends = (len(built.told.get(id, ())) for id in (it["subject"], it["object"]) if id)
        yield Question(
            kind,
            _weight(kind, doubt, max(ends)),
            f"Does the sentence say this? {speaker} {wording.stance(it['stance'])}: {built.words(it)}",
            f"read by {it['rule']} with the score {it['score']:g}",
            ((it["file"], it["quote"]),),
            about_claim(built, Kind.RIGHT, it["id"]),
            about_claim(built, Kind.MISREAD, it["id"]),
        )


def _classes(built: Built) -> Iterator[Question]:
    """Entities that are often mentioned but have a vague class."""
    for it in built.entities:
        claims = built.told.get(it["id"], [])
        if it["type"] not in VAGUE or not claims:
            continue
        name = reference(built, it["id"])
        yield Question(
            "class",
            _weight("class", 1.0, len(claims)),
            f"Is {it['label']} best called {it['type']}?",
            it["type"],
            tuple((claim["file"], claim["quote"]) for claim in claims[:2]),
            Ruling(Kind.TYPE, name, it["type"]),
        )
