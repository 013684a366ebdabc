"""Looks up records in a store: all claims with one query, and what they are about in the words of `graph.explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast

import pyoxigraph as ox

from graph import ontology, wording
from graph.explain.facts import Facts
from graph.explain.sayings import Reply
from graph.prefixes import NS
from graph.queries import Engine, parse, run
from graph.queries.packaged import packaged
from graph.records.kinds import Accusation, Answer, AnswerKind, Claim, Dispute, Entity, Stance
from graph.records.table import Cell, Records, columns_of

_Terms = Mapping[str, ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None]
_ACCUSES = "accuses"


class Looking:
    """The contents of a store, as records."""

    def __init__(self, store: ox.Store, engine: Engine) -> None:
        self.facts = Facts(store)
        self.engine = engine
        self._spaces = tuple(self.facts.prefixes[it] for it in ("id", "doc", "prop", "claim"))

    def claims(self) -> Iterator[Claim]:
        """All claims, in the order of the articles and of their sentences."""
        found: dict[str, list[_Terms]] = {}
        for row in self._terms("records", "claims.rq"):
            found.setdefault(_text(row["claim"]), []).append(row)
        return map(self._claim, found.values())

    def disputes(self, claims: Iterable[Claim]) -> Iterator[Dispute]:
        """The disputes that some of the claims are about, sorted by what they say."""
        found: dict[str, list[Claim]] = {}
        for it in claims:
            if it.disputed:
                found.setdefault(it.proposition, []).append(it)
        for id, about in sorted(found.items(), key=lambda it: (it[1][0].statement, it[0])):
            why = self.facts.texts(ox.NamedNode(self.facts.prefixes["prop"] + id), "rsh:because")
            because = "; ".join(why) or None
            yield Dispute(statement=about[0].statement, proposition=id, because=because, claims=tuple(about))

    def accusations(self, claims: Iterable[Claim]) -> Iterator[Accusation]:
        """The claims that accuse somebody, with what answers them."""
        label = ontology.load().relations[_ACCUSES].label
        for it in claims:
            if it.relation == label:
                replies = self.facts.answers(ox.NamedNode(self.facts.prefixes["claim"] + it.id))
                if replies is not None:
                    own = {name: getattr(it, name) for name in Claim.__dataclass_fields__}
                    yield Accusation(**own, of=self._content(it.proposition), answers=tuple(map(self._answer, replies)))

    def entities(self) -> Iterator[Entity]:
        """All entities, those with the most claims first."""
        rows = self._terms("mcp", "search.rq", part="", folded="")  # the empty text is part of every name
        for iri, claims in dict.fromkeys((_text(row["entity"]), int(_text(row["claims"]))) for row in rows):
            node = ox.NamedNode(iri)
            yield Entity(
                id=self._id(iri),
                label=self.facts.label(node),
                types=tuple(self.facts.types(node)),
                aliases=tuple(self.facts.texts(node, "skos:altLabel")),
                country=next(iter(map(self.facts.label, self.facts.nodes(node, "rsh:country"))), None),
                offices=tuple(self.facts.offices(node)),
                same_as=tuple(it.value for it in self.facts.nodes(node, "owl:sameAs")),
                claims=claims,
            )

    def _terms(self, *file: str, **params: str) -> Iterator[_Terms]:
        """The rows of one of our own queries, as terms by variable."""
        answer = run(self.engine, parse(packaged(*file), file[-1]), params)
        return (dict(zip(answer.variables, row, strict=True)) for row in answer.rows)

    def _claim(self, rows: list[_Terms]) -> Claim:
        row = rows[0]
        about = ox.NamedNode(_text(row["proposition"]))
        relays = tuple(dict.fromkeys(_text(it["relay"]) for it in rows if it["relay"] is not None))
        by, document, day = (_text(row[name]) for name in ("by", "document", "date"))
        named = by != document and row["speaker"] is not None
        name = _text(row["speaker"]) if named else wording.article() if by == document else wording.nobody()
        subject, relation, object = self._parts(about)
        return Claim(
            id=self._id(_text(row["claim"])),
            statement=self.facts.words(about),
            stance=cast(Stance, _text(row["stance"]).removeprefix(NS).lower()),
            speaker=wording.speaker(name, relays),
            sentence=_text(row["sentence"]),
            article=_text(row["title"]) or _text(row["file"]),
            outlet=_text(row["outlet"]) or None,
            date=date.fromisoformat(day) if day else None,
            score=float(_text(row["score"])),
            subject=self.facts.label(subject),
            relation=ontology.load().relations[relation].label,
            object=None if object is None else self.facts.label(object),
            speaker_id=self._id(by) if named else None,
            relayed_by=relays,
            subject_id=self._id(subject.value),
            object_id=None if object is None else self._id(object.value),
            proposition=self._id(about.value),
            disputed=_text(row["disputed"]) == "true",
            quoted=_text(row["quoted"]) == "true",
            rule=_text(row["rule"]),
            start=int(_text(row["start"])),
            end=int(_text(row["end"])),
            document=self._id(document),
            file=_text(row["file"]),
            url=_text(row["url"]) or None,
        )

    def _parts(self, proposition: ox.NamedNode) -> tuple[ox.NamedNode, str, ox.NamedNode | None]:
        """Subject, relation and object of a proposition."""
        subject, relation = (self.facts.nodes(proposition, it)[0] for it in ("rdf:subject", "rdf:predicate"))
        return subject, relation.value.removeprefix(NS), next(iter(self.facts.nodes(proposition, "rdf:object")), None)

    def _content(self, proposition: str) -> str | None:
        """What an accusation says, in words."""
        node = ox.NamedNode(self.facts.prefixes["prop"] + proposition)
        told = self.facts.texts(node, "rsh:content") or map(self.facts.words, self.facts.nodes(node, "rsh:content"))
        return "; ".join(told) or None

    def _answer(self, it: Reply) -> Answer:
        return Answer(
            kind=cast(AnswerKind, it.kind),
            speaker=it.by,
            sentence=it.quote,
            article=it.headline or it.file,
            date=date.fromisoformat(it.date) if it.date else None,
            claim=self._id(it.claim),
        )

    def _id(self, iri: str) -> str:
        """The id in an IRI of our data."""
        return next((iri.removeprefix(it) for it in self._spaces if iri.startswith(it)), iri)


_CLAIM, _ENTITY, _DISPUTE, _ACCUSATION, _ANSWER = map(columns_of, (Claim, Entity, Dispute, Accusation, Answer))
_OF_ANSWER = {f"answer_{name}": type for name, type in _ANSWER.items()}


def claim_records(claims: Iterable[Claim]) -> Records[Claim]:
    """Claims as a list that becomes a table with a row for each."""
    return Records(claims, _CLAIM, lambda it: [_cells(it, _CLAIM)])


def entity_records(entities: Iterable[Entity]) -> Records[Entity]:
    """Entities as a list that becomes a table with a row for each."""
    return Records(entities, _ENTITY, lambda it: [_cells(it, _ENTITY)])


def dispute_records(disputes: Iterable[Dispute]) -> Records[Dispute]:
    """Disputes as a list that becomes a table with a row for each claim."""
    return Records(disputes, _DISPUTE | _CLAIM, _sides)


def accusation_records(accusations: Iterable[Accusation]) -> Records[Accusation]:
    """Accusations as a list that becomes a table with a row for each answer, or one row if there is none."""
    return Records(accusations, _ACCUSATION | _OF_ANSWER, _answered)


def _cells(record: object, columns: Iterable[str]) -> dict[str, Cell]:
    return {name: getattr(record, name) for name in columns}


def _sides(it: Dispute) -> Iterator[Mapping[str, Cell]]:
    return (_cells(it, _DISPUTE) | _cells(claim, _CLAIM) for claim in it.claims)


def _answered(it: Accusation) -> Iterator[Mapping[str, Cell]]:
    own = _cells(it, _ACCUSATION)
    for answer in it.answers:
        yield own | {f"answer_{name}": cell for name, cell in _cells(answer, _ANSWER).items()}
    if not it.answers:
        yield own


def _text(term: object) -> str:
    """A term as text; empty if there is none."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
