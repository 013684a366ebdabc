"""The kinds of records: frozen, with names for people to read, and ids alongside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Stance = Literal["affirmed", "denied", "hedged", "withdrawn"]
"""The position that a speaker takes on a statement."""

AnswerKind = Literal["answer", "possible answer"]
"""How certain it is that something answers an accusation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One speaker taking a stance on one statement in one sentence of one article.

    `id` identifies the claim, as on the edges of `Result.networkx()`. `statement` says in words what it is about, and
    `proposition` is the id of that. `subject`, `relation` and `object` are its parts by name, and `object` is None if
    it has none; `subject_id` and `object_id` are the ids of the entities. `stance` is "affirmed", "denied", "hedged" or
    "withdrawn". `speaker` is who says so, in words: a name, "the article" or "nobody named", with "(according to …)"
    if others pass it on. `speaker_id` is the id of the entity that speaks, or None, and `relayed_by` has the names of
    those who pass it on. `sentence` is the evidence, letter for letter, from character `start` up to `end` of the
    article. `article` is the headline, or the file if there is none; `document` is the id of the article, and
    `outlet`, `date` (its day), `file` and `url` are what is known about it. `score` says, from 0 to 1, how certain the
    reading is, not whether the claim is true; `rule` is what read it, `quoted` whether it is direct speech, and
    `disputed` whether somebody denies the statement and others affirm it.

    >>> claim = result.claims()[0]
    >>> claim.stance, 0 <= claim.score <= 1, len(claim.sentence) == claim.end - claim.start
    ('affirmed', True, True)
    """

    id: str
    statement: str
    stance: Stance
    speaker: str
    sentence: str
    article: str
    outlet: str | None
    date: date | None
    score: float
    subject: str
    relation: str
    object: str | None
    speaker_id: str | None
    relayed_by: tuple[str, ...]
    subject_id: str
    object_id: str | None
    proposition: str
    disputed: bool
    quoted: bool
    rule: str
    start: int
    end: int
    document: str
    file: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What answers an accusation, or may answer it.

    `kind` is "answer", or "possible answer" if the accused denies something in the same article, but it was not
    possible to tell whether that is the accusation. `speaker` is who answers, in words; `claim` is the id of the claim
    that answers. `sentence`, `article` and `date` are as in `Claim`.

    >>> {answer.kind for it in result.accusations() for answer in it.answers} <= {"answer", "possible answer"}
    True
    """

    kind: AnswerKind
    speaker: str
    sentence: str
    article: str
    date: date | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation(Claim):
    """A claim that somebody accuses somebody, with the answers to it.

    Besides what every `Claim` has, `of` is what the accusation says, in words, or None if that was not read, and
    `answers` are the answers to it or, if none was read, what may be one. An empty `answers` means that none was read
    in these articles, not that there is none. As a table, an accusation has a row for each answer, or a single row.

    >>> for it in result.accusations():
    ...     assert it.accuser == it.subject and it.accused == it.object
    """

    of: str | None
    answers: tuple[Answer, ...]

    @property
    def accuser(self) -> str:
        """The name of the accuser, who is the subject of the claim.

        >>> accuser = result.accusations()[0].accuser
        """
        return self.subject

    @property
    def accused(self) -> str | None:
        """The name of the accused; None if nobody is named.

        >>> accused = result.accusations()[0].accused
        """
        return self.object


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A statement that somebody denies, and that others affirm or an unnamed source alleges.

    `statement` says it in words, and `proposition` is its id. `because` says why it is in dispute if the reason is
    anything other than that the same statement is affirmed and denied; otherwise it is None. `claims` are all claims
    about it, whatever their stance, in the order of the articles. As a table, a dispute has a row for each of them.

    >>> dispute = result.disputes()[0]
    >>> bool(dispute.denied), len(dispute.claims) >= 2
    (True, True)
    """

    statement: str
    proposition: str
    because: str | None
    claims: tuple[Claim, ...]

    @property
    def affirmed(self) -> tuple[Claim, ...]:
        """The claims that affirm it.

        >>> speakers = [it.speaker for it in result.disputes()[0].affirmed]
        """
        return tuple(it for it in self.claims if it.stance == "affirmed")

    @property
    def denied(self) -> tuple[Claim, ...]:
        """The claims that deny it.

        >>> sentences = [it.sentence for it in result.disputes()[0].denied]
        """
        return tuple(it for it in self.claims if it.stance == "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place, thing or category that articles mention, or that signs them.

    `id` identifies it, as for the nodes of `Result.networkx()` and the parameters of `Result.query`. `label` is its
    name, `types` are its most specific classes, in words, and `aliases` its other names. `country` is the name of its
    country, `offices` are those that articles themselves say it holds, and `same_as` has its IRIs in other data.
    `claims` is the number of claims that are about it or made by it.

    >>> busiest = result.entities()[0]
    >>> busiest.claims >= result.entities()[-1].claims
    True
    """

    id: str
    label: str
    types: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str | None
    offices: tuple[str, ...]
    same_as: tuple[str, ...]
    claims: int
