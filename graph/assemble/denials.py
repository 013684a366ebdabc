"""Denials of "the accusation" or "it": they deny what is said in the accusation that they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.assemble.silence import ACCUSES, DENIALS, FACES, INNOCENCE
from graph.model import DOCUMENT, Claim, Proposition, Stance
from graph.prefixes import content_hash

_SURE = 0.9
"""The certainty that a denial of an accusation denies what the accusation says."""


def denied_by_answer(claims: Iterable[Claim], propositions: Mapping[str, Proposition]) -> list[Claim]:
    """Denials of what accusations say, made by denying an accusation without repeating it; sorted by id.

    "Ruiz accused Mora of paying the jury. Mora denied the accusation": Mora denies that he paid the jury. Such denials
    answer everybody else who affirms it.
    """
    everything = {it.id: it for it in claims}
    affirming: dict[str, list[Claim]] = {}
    for it in everything.values():
        if it.stance is Stance.AFFIRMED and it.speaker not in (None, DOCUMENT):
            affirming.setdefault(it.proposition, []).append(it)
    found: dict[str, Claim] = {}
    for reply in everything.values():
        act = propositions[reply.proposition]
        said = act.content is not None and reply.rule != INNOCENCE  # "said that she is innocent" denies the charge
        if act.relation not in DENIALS or said or reply.stance is not Stance.AFFIRMED:
            continue
        for content in _contents(reply, everything, propositions):
            denial = _denial(reply, act.subject, content, affirming.get(content, ()))
            found.setdefault(denial.id, denial)
    return [found[id] for id in sorted(found.keys() - everything.keys())]


def _contents(reply: Claim, claims: Mapping[str, Claim], propositions: Mapping[str, Proposition]) -> Iterator[str]:
    """The ids of what is said in the accusations that a reply answers."""
    for id in reply.answers:
        accusation = propositions[claims[id].proposition]
        if accusation.relation in (ACCUSES, FACES) and accusation.content is not None:
            yield accusation.content


def _denial(reply: Claim, speaker: str, content: str, affirming: Iterable[Claim]) -> Claim:
    relays = reply.relayed_by if reply.speaker == DOCUMENT else (*reply.relayed_by, *filter(None, [reply.speaker]))
    span = reply.evidence
    answers = tuple(sorted(it.id for it in affirming if it.speaker != speaker))
    return replace(
        reply,
        id=content_hash("claim", content, speaker, Stance.DENIED.value, reply.document, span.start, span.end),
        proposition=content,
        stance=Stance.DENIED,
        speaker=speaker,
        rule=f"{reply.rule}+answer",
        score=round(reply.score * _SURE, 2),
        relayed_by=tuple(it for it in relays if it != speaker),
        quoted=False,
        answers=answers,
        plover=None,
        cameo=None,
    )
