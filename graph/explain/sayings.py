"""Records for explanations: claims in words, their answers, and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from graph import wording


@dataclass(frozen=True, slots=True)
class Reply:
    """What answers an accusation, or may answer it: `kind` says which; `by` is who answers, in words.

    `claim` and `article` are IRIs; `date` is the article's day, in ISO form.
    """

    kind: str
    by: str
    claim: str
    quote: str
    article: str
    headline: str | None
    file: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim in words: who says what in which sentence of which article, and the rule that read it.

    `speaker` is None if the article itself says it; `date` is the article's day, in ISO form. `claim`,
    `proposition`, `article` and `speaker_iri` (None unless the speaker is an entity) are IRIs. `answers` are those to
    an accusation; None for any other claim.
    """

    claim: str
    speaker: str | None
    speaker_iri: str | None
    relayed_by: tuple[str, ...]
    stance: str
    proposition: str
    words: str
    disputed: bool
    quote: str
    article: str
    headline: str | None
    file: str
    date: str | None
    rule: str
    score: float
    answers: tuple[Reply, ...] | None = None

    @property
    def who(self) -> str:
        """Who says it, in words: if others pass it on, they say that the speaker says so."""
        return wording.speaker(wording.article() if self.speaker is None else self.speaker, self.relayed_by)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A proposition, by its IRI and in words, with the claims that affirm it and those that deny it."""

    proposition: str
    words: str
    affirmed: tuple[Saying, ...]
    denied: tuple[Saying, ...]
