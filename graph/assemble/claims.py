"""Claims: who takes which stance on a proposition, in which sentence; and which claim answers which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from sys import intern

from graph.assemble.answers import ANSWERS, Matcher
from graph.assemble.denials import denied_by_answer
from graph.assemble.packed import Packs
from graph.assemble.propositions import Propositions
from graph.assemble.settings import Key
from graph.assemble.silence import may_answer
from graph.model import DOCUMENT, Claim, Proposition, Resolution, Span, Stance, Statement
from graph.prefixes import content_hash

Sentence = tuple[Span, str]
"""Where the sentence of a claim is, and its text."""


def claims(
    annotations: Packs,
    resolution: Resolution,
    shared: Propositions,
    least: float = 0.0,
    struck: Collection[str] = (),
) -> list[Claim]:
    """One claim for each proposition, speaker, stance, sentence and document, sorted by id.

    If several statements in a sentence say the same, they are one claim: the one read with the highest score. A denial
    of several propositions becomes a claim about each of them. A claim that follows from other claims is left out if
    its score is below `least`, or its id is in `struck`.
    """
    best: dict[str, Claim] = {}
    by_statement: dict[Key, list[str]] = {}
    answered: dict[str, set[Key]] = {}
    for document, told in _told(annotations, resolution, shared):
        wanted = {statement.answers for statement, _ in told}  # most claims have no answer
        for statement, made in told:
            for claim in made:
                best[claim.id] = min(best.get(claim.id, claim), claim, key=_preference)
                if statement.answers is not None:
                    answered.setdefault(claim.id, set()).add((document, statement.answers))
            if statement.id in wanted:
                by_statement[document, statement.id] = [it.id for it in made]
    answers = {id: {it for key in keys for it in by_statement.get(key, ())} for id, keys in answered.items()}
    best = _without_both(best)
    everything = [best[id] for id in sorted(best)]
    matcher = Matcher(everything, shared.all, resolution.entities, [it.metadata for it in annotations.heads])
    for found_by in (_answers(everything, shared.all), matcher.answers()):
        for id, more in found_by.items():
            answers.setdefault(id, set()).update(more)
    answers = {id: (more & best.keys()) - {id} for id, more in answers.items()}
    found = [replace(it, answers=tuple(sorted(ids))) if (ids := answers.get(it.id)) else it for it in everything]
    denied = (it for it in denied_by_answer(found, shared.all) if it.score >= least and it.id not in struck)
    found = sorted([*found, *denied], key=lambda it: it.id)
    possible = may_answer(found, shared.all)
    silent = matcher.left_open()
    # Most claims have neither, and are not copied.
    return [
        replace(it, may_answer=possible.get(it.id, ()), leaves_unanswered=tuple(sorted(silent.get(it.id, ()))))
        if it.id in possible or it.id in silent
        else it
        for it in found
    ]


def _without_both(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """The claims without denials of what their speaker affirms in one sentence: "supports but does not endorse X"."""
    affirmed = {_told_by(it) for it in claims.values() if it.stance is Stance.AFFIRMED}
    return {id: it for id, it in claims.items() if it.stance is not Stance.DENIED or _told_by(it) not in affirmed}


def _told_by(it: Claim) -> tuple[object, ...]:
    return (it.proposition, it.speaker, it.document, it.evidence)


def statements_of(annotations: Packs, resolution: Resolution, shared: Propositions) -> dict[str, set[Key]]:
    """The statements that each claim is made from, by its id; claims that follow from others are made from none."""
    found: dict[str, set[Key]] = {}
    for document, told in _told(annotations, resolution, shared):
        for statement, made in told:
            for claim in made:
                found.setdefault(claim.id, set()).add((document, statement.id))
    return found


def _told(
    annotations: Packs, resolution: Resolution, shared: Propositions
) -> Iterator[tuple[str, list[tuple[Statement, list[Claim]]]]]:
    """Each document's id and its statements, each statement with every claim that it makes."""
    for annotation in annotations:
        document = annotation.metadata.id
        sentences: dict[Sentence, Sentence] = {}
        told = []
        for statement in {it.id: it for it in annotation.statements}.values():
            own = (statement.evidence, statement.quote)
            sentence = sentences.setdefault(own, own)  # a sentence with several claims is stored once
            about = (shared.all[it] for it in shared.of[document, statement.id])
            told.append((statement, [_claim(document, sentence, statement, it, resolution) for it in about]))
        yield document, told


def _claim(
    document: str, sentence: Sentence, statement: Statement, about: Proposition, resolution: Resolution
) -> Claim:
    def node(speaker: str) -> str:
        return DOCUMENT if speaker == DOCUMENT else resolution.canonical[document, speaker]

    speaker = None if statement.speaker is None else node(statement.speaker)
    span, quote = sentence
    relays = (node(it) for it in statement.relayed_by if it != DOCUMENT)
    own = statement.qualifiers
    place = resolution.canonical[document, own.at.entity] if own.at is not None else None
    first, last = own.on or own.earliest, own.on or own.latest
    elsewhere = place is not None and place != about.at
    otherwise = (first, last) not in ((None, None), (about.earliest, about.latest))
    return Claim(
        id=content_hash("claim", about.id, speaker, statement.stance.value, document, span.start, span.end),
        proposition=about.id,
        stance=statement.stance,
        speaker=speaker,
        document=document,
        evidence=span,
        quote=quote,
        rule=intern(statement.rule),
        score=statement.score,
        relayed_by=tuple(dict.fromkeys(relays)),
        quoted=statement.quoted,
        plover=statement.plover and intern(statement.plover),
        cameo=statement.cameo and intern(statement.cameo),
        at=place if elsewhere else None,
        on=own.on if otherwise else None,
        earliest=first if otherwise else None,
        latest=last if otherwise else None,
    )


def _preference(it: Claim) -> tuple[object, ...]:
    """Sorts readings of one claim: the most certain first, then by rule, then by what they say."""
    told = (str(it.earliest), str(it.latest), it.at or "")
    return (-it.score, it.rule, not it.quoted, it.relayed_by, it.plover or "", it.cameo or "", it.quote, told)


def _answers(claims: Iterable[Claim], propositions: Mapping[str, Proposition]) -> dict[str, set[str]]:
    """What each claim answers by what it says, across documents.

    There are three cases. A withdrawal answers the speaker's own affirmation; a denial answers the claims that affirm
    the same proposition; and a report that somebody denies, disputes, rejects or admits something answers the claims
    that affirm it, and reports in which the person addressed says it (for accusations see also `answers`). Otherwise
    nobody answers their own claims. An article answers nobody, and neither an article nor an unnamed source is
    answered, apart from what an article reports somebody as saying.
    """
    affirmed: dict[str, list[Claim]] = {}
    said: dict[tuple[str, str], list[Claim]] = {}
    everything = list(claims)
    for claim in everything:
        if claim.stance is Stance.AFFIRMED:
            affirmed.setdefault(claim.proposition, []).append(claim)
            about = propositions[claim.proposition]
            if about.content is not None and about.relation not in ANSWERS:
                said.setdefault((about.subject, about.content), []).append(claim)
    found: dict[str, set[str]] = {}
    for claim in everything:
        if claim.stance is Stance.DENIED and claim.speaker not in (None, DOCUMENT):
            found[claim.id] = {it.id for it in affirmed.get(claim.proposition, ()) if _is_other(it, claim.speaker)}
        elif claim.stance is Stance.WITHDRAWN:
            found[claim.id] = {it.id for it in affirmed.get(claim.proposition, ()) if it.speaker == claim.speaker}
        elif claim.stance is Stance.AFFIRMED:
            found[claim.id] = _answered_by_act(propositions[claim.proposition], affirmed, said)
    return found


def _answered_by_act(
    act: Proposition, affirmed: Mapping[str, list[Claim]], said: Mapping[tuple[str, str], list[Claim]]
) -> set[str]:
    """What a speech act such as "Petro denies Noem's accusation" answers; nothing if its content is only words."""
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
    """Whether the claim is made by a different, named speaker."""
    return claim.speaker not in (None, DOCUMENT, speaker)
