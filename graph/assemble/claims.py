"""Claims: who takes which stance to a proposition, in which sentence; and which claim answers which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.assemble.propositions import Propositions
from graph.assemble.settings import Key
from graph.assemble.silence import ACCUSES, may_answer
from graph.model import DOCUMENT, Annotation, Claim, Proposition, Resolution, Stance, Statement
from graph.prefixes import content_hash

ANSWERS = frozenset({"admits", "denies", "disputes", "rejects"})
"""The relations that answer what somebody said."""


def claims(annotations: Sequence[Annotation], resolution: Resolution, shared: Propositions) -> list[Claim]:
    """One claim for each proposition, speaker, stance, sentence and document, sorted by id.

    What several statements of a sentence say alike is one claim: the one read with the highest score. A
    denial that is about several propositions is a claim about each.
    """
    best: dict[str, Claim] = {}
    by_statement: dict[Key, list[str]] = {}
    answered: dict[str, set[Key]] = {}
    for annotation in annotations:
        document = annotation.metadata.id
        for statement in {it.id: it for it in annotation.statements}.values():
            for proposition in shared.of[document, statement.id]:
                claim = _claim(document, statement, proposition, resolution)
                best[claim.id] = min(best.get(claim.id, claim), claim, key=_preference)
                by_statement.setdefault((document, statement.id), []).append(claim.id)
                if statement.answers is not None:
                    answered.setdefault(claim.id, set()).add((document, statement.answers))
    answers = {id: {it for key in keys for it in by_statement.get(key, ())} for id, keys in answered.items()}
    for id, more in _answers(best.values(), shared.all).items():
        answers.setdefault(id, set()).update(more)
    found = [replace(best[id], answers=tuple(sorted(answers.get(id, set()) - {id}))) for id in sorted(best)]
    possible = may_answer(found, shared.all)
    return [replace(it, may_answer=possible[it.id]) if it.id in possible else it for it in found]


def _claim(document: str, statement: Statement, proposition: str, resolution: Resolution) -> Claim:
    def node(speaker: str) -> str:
        return DOCUMENT if speaker == DOCUMENT else resolution.canonical[document, speaker]

    speaker = None if statement.speaker is None else node(statement.speaker)
    span = statement.evidence
    relays = (node(it) for it in statement.relayed_by if it != DOCUMENT)
    return Claim(
        id=content_hash("claim", proposition, speaker, statement.stance.value, document, span.start, span.end),
        proposition=proposition,
        stance=statement.stance,
        speaker=speaker,
        document=document,
        evidence=span,
        quote=statement.quote,
        rule=statement.rule,
        score=statement.score,
        relayed_by=tuple(dict.fromkeys(relays)),
        quoted=statement.quoted,
        plover=statement.plover,
        cameo=statement.cameo,
    )


def _preference(it: Claim) -> tuple[object, ...]:
    """Of two readings of one claim the surer; of equally sure ones the first by rule, then by what they say."""
    return (-it.score, it.rule, not it.quoted, it.relayed_by, it.plover or "", it.cameo or "", it.quote)


def _answers(claims: Iterable[Claim], propositions: Mapping[str, Proposition]) -> dict[str, set[str]]:
    """What each claim answers by what it says, across documents.

    Four cases, and no others: who withdraws something answers what he affirmed himself; a denial answers those who
    affirm the same proposition; the report that somebody denies, disputes, rejects or admits something answers those
    who affirm it, and those reports in which the one addressed says it; and where the report does not say what is
    denied, it answers the accusations that the one addressed makes (`_accusations_of`). Nobody else answers himself,
    an article answers nobody, and neither an article nor an unnamed source is answered, save for what an article
    reports that somebody said.
    """
    affirmed: dict[str, list[Claim]] = {}
    said: dict[tuple[str, str], list[Claim]] = {}
    accusing: dict[str, list[Claim]] = {}
    everything = list(claims)
    for claim in everything:
        if claim.stance is Stance.AFFIRMED:
            affirmed.setdefault(claim.proposition, []).append(claim)
            about = propositions[claim.proposition]
            if about.relation == ACCUSES:
                accusing.setdefault(about.subject, []).append(claim)
            if about.content is not None and about.relation not in ANSWERS:
                said.setdefault((about.subject, about.content), []).append(claim)
    found: dict[str, set[str]] = {}
    for claim in everything:
        if claim.stance is Stance.DENIED and claim.speaker not in (None, DOCUMENT):
            found[claim.id] = {it.id for it in affirmed.get(claim.proposition, ()) if _is_other(it, claim.speaker)}
        elif claim.stance is Stance.WITHDRAWN:
            found[claim.id] = {it.id for it in affirmed.get(claim.proposition, ()) if it.speaker == claim.speaker}
        elif claim.stance is Stance.AFFIRMED:
            act = propositions[claim.proposition]
            if act.relation in ANSWERS and act.content is None and act.object is not None:
                found[claim.id] = _accusations_of(act, claim, accusing.get(act.object, ()), propositions)
            else:
                found[claim.id] = _answered_by_act(act, affirmed, said)
    return found


def _accusations_of(
    act: Proposition, claim: Claim, accusations: Iterable[Claim], propositions: Mapping[str, Proposition]
) -> set[str]:
    """The accusations that "Petro rejects Noem's words" answers.

    Those against the one who answers, in the same article, else in any; and those against others in the same
    article, where the one who answers stands up for them.
    """
    here = [it for it in accusations if it.document == claim.document and it.speaker != act.subject]
    own = [it for it in accusations if propositions[it.proposition].object == act.subject]
    found = [it for it in here if it in own] or here or own
    return {_latest(same, claim).id for same in _by_proposition(found).values()}


def _by_proposition(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.proposition, []).append(claim)
    return found


def _latest(same: list[Claim], reply: Claim) -> Claim:
    """Of several reports of one accusation that which the reply follows most closely, else the first of all."""
    before = [it for it in same if it.document == reply.document and it.evidence.start <= reply.evidence.start]
    if before:
        return max(before, key=lambda it: (it.evidence, it.id))
    return min(same, key=lambda it: (it.document, it.evidence, it.id))


def _answered_by_act(
    act: Proposition, affirmed: Mapping[str, list[Claim]], said: Mapping[tuple[str, str], list[Claim]]
) -> set[str]:
    """What a speech act such as "Petro denies Noem's accusation" answers; nothing where its content is only words."""
    if act.relation not in ANSWERS or act.content is None:
        return set()
    direct = {
        it.id
        for it in affirmed.get(act.content, ())
        if _is_other(it, act.subject) and (act.object is None or it.speaker == act.object)
    }
    reported = {it.id for it in said.get((act.object or "", act.content), ()) if act.object != act.subject}
    return direct | reported


def _is_other(claim: Claim, speaker: str | None) -> bool:
    """Whether somebody else, known by name, makes the claim."""
    return claim.speaker not in (None, DOCUMENT, speaker)
