"""Propositions shared by many documents: what is said, apart from who says it.

A proposition is identified by subject, relation, object, `as` and content. For relations that the ontology marks as
dated, day and place are also part of the identity if they are known, which leaves three things to decide:

- A statement with a less exact time joins the proposition of its own document with a more exact one, if only one
  fits: "her meeting with Petro" joins "her meeting with Petro on March 27".
- It joins a more exact proposition of another document only if it has a time that includes the other: "two weeks
  ago" joins "on March 27". Without any time it stays separate: the two may have met twice.
- A denial without day or place denies every proposition that fits it, in all documents.

Two deeds, for which the ontology has no relation, are the same if subject, predicate, object and all other words are
the same; a denial that says less denies every deed that says more (see `graph.assemble.deeds`).

A statement without object, category and content ("he released it") is not shared: each sentence has its own
proposition, since two sentences rarely mean the same thing.

A symmetric relation has one proposition for both directions; it is shown in the direction in which it was first said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph import ontology
from graph.assemble.broader import broader
from graph.assemble.deeds import Core, Draft, compared, things
from graph.assemble.settings import Key, Setting, countries, fits, join, rank
from graph.model import DOCUMENT, Annotation, Proposition, Reference, Resolution, Span, Stance, Statement
from graph.prefixes import content_hash


@dataclass(slots=True)
class Propositions:
    """All propositions by id, and the propositions that each statement is about.

    A denial may be about several; those of its own document come first. `alike` are groups in which one may say the
    same as another with less detail.
    """

    all: dict[str, Proposition] = field(default_factory=dict)
    of: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    alike: dict[Core, list[str]] = field(default_factory=dict)


def propositions(annotations: Iterable[Annotation], resolution: Resolution) -> Propositions:
    """The propositions of all statements; contents come first, since a statement is identified by its content, too.

    The annotations are gone through once for each level of nesting.
    """
    result = Propositions()
    reader = _Reader(resolution, result)
    level, highest = 0, 0
    while level <= highest:
        groups: dict[Core, list[Draft]] = {}
        for annotation in annotations:
            known = {it.id: it for it in annotation.statements}
            levels = {id: _level(it, known) for id, it in known.items()}
            highest = max(highest, *levels.values(), 0)
            for id in (id for id, own in levels.items() if own == level):
                draft = reader.draft(annotation, known[id], known[id].said if level else None)
                groups.setdefault(_core(draft), []).append(draft)
        for core, members in sorted(compared(_apart(groups)).items()):
            drafts = sorted(members, key=lambda it: it.order)
            for settled, members in _settle(drafts, reader.countries):
                _add(result, core, settled, members)
        level += 1
    for id, less in broader(result.all, result.alike.values(), reader.countries).items():
        result.all[id] = replace(result.all[id], broader=less)
    return result


def _level(statement: Statement, known: Mapping[str, Statement]) -> int:
    """How many levels of statements are nested in this one.

    Content that is missing, or that would make a statement contain itself, is ignored.
    """
    content = statement.said
    if content is None or content not in known or _is_circular(statement, known):
        return 0
    return 1 + _level(known[content], known)


def _is_circular(statement: Statement, known: Mapping[str, Statement]) -> bool:
    """Whether following the contents from a statement leads back to that statement."""
    seen: set[str] = set()
    content = statement.said
    while content is not None and content in known and content not in seen:
        if content == statement.id:
            return True
        seen.add(content)
        content = known[content].said
    return False


class _Reader:
    """Makes drafts of statements: canonical ids instead of local ones."""

    def __init__(self, resolution: Resolution, done: Propositions) -> None:
        self.canonical = resolution.canonical
        self.countries = countries(resolution.entities)
        self.things = things(resolution.entities)
        self.done = done
        self._contents: tuple[str, dict[str, str]] = ("", {})

    def draft(self, annotation: Annotation, statement: Statement, content: str | None) -> Draft:
        document = annotation.metadata.id
        about = statement.qualifiers

        def node(reference: Reference | None) -> str | None:
            return None if reference is None else self.canonical[document, reference.entity]

        proposition = Proposition(
            id="",
            subject=self.canonical[document, statement.subject.entity],
            relation=statement.relation,
            object=node(statement.object),
            as_=node(about.as_),
            at=node(about.at),
            on=about.on,
            earliest=about.on or about.earliest,
            latest=about.on or about.latest,
            with_=tuple(sorted({self.canonical[document, it.entity] for it in about.with_})),
            regarding=node(about.regarding),
            content=self.done.of[document, content][0] if content else None,
            content_text=None if content == statement.content else self._words(annotation, statement),
            deed=statement.deed,
        )
        return Draft(
            key=(document, statement.id),
            proposition=proposition,
            subject=self.things.get(proposition.subject, proposition.subject),
            setting=Setting(proposition.earliest, proposition.latest, proposition.at),
            stance=statement.stance,
            order=(document, statement.evidence.start, statement.subject.span.start, statement.id),
            sentence=(document, str(statement.evidence.start), str(statement.evidence.end)),
            reported=statement.speaker == DOCUMENT,
        )

    def _words(self, annotation: Annotation, statement: Statement) -> str | None:
        """The words of a content from which no statement could be read, joined on one line."""
        content = statement.content
        if content is None:
            return None
        if self._contents[0] != annotation.metadata.id:
            self._contents = (annotation.metadata.id, dict(annotation.contents))
        text = self._contents[1].get(statement.id, "")
        if not text and isinstance(content, Span) and statement.evidence.covers(content):
            start = statement.evidence.start
            text = statement.quote[content.start - start : content.end - start]
        return " ".join((text or statement.quote).split()) or None


def _core(draft: Draft) -> Core:
    it = draft.proposition
    if not (it.object or it.as_ or it.content or it.content_text):
        return (it.relation, it.subject, *draft.sentence)
    relation = ontology.load().relations.get(it.relation)
    parties = [draft.subject, it.object or ""]
    if relation is not None and relation.symmetric and it.object is not None:
        parties.sort()
    if it.deed is not None:
        return (it.relation, *parties, it.deed.predicate, *it.deed.words)
    return (it.relation, *parties, it.as_ or "", it.content or "", "" if it.content else it.content_text or "")


def _apart(groups: Mapping[Core, list[Draft]]) -> dict[Core, list[Draft]]:
    """Drafts in groups; a denial that contests nothing gets a proposition of its own.

    "X did not criticize Y in his speech", stated by an article, says nothing about what X says elsewhere; "falsely
    claimed that X criticized Y" denies exactly that. And no article denies what it itself states.
    """
    result: dict[Core, list[Draft]] = {}
    for core, drafts in groups.items():
        held = [it for it in drafts if it.stance is not Stance.DENIED]
        for it in drafts:
            told = it.reported and it.stance is Stance.DENIED and it.proposition.deed is None
            own = (*core, *it.sentence) if told and held and not _contests(it, held) else core
            result.setdefault(own, []).append(it)
    return result


def _contests(denial: Draft, held: Sequence[Draft]) -> bool:
    """Whether a denial that an article makes in its own voice denies what others say."""
    relation = ontology.load().relations.get(denial.proposition.relation)
    if relation is not None and relation.speech_act:
        return any(it.sentence == denial.sentence and not it.reported for it in held)
    return any(it.key[0] != denial.key[0] or not it.reported for it in held)


def _settle(drafts: Sequence[Draft], wider: Mapping[str, str]) -> Iterator[tuple[Setting | None, list[Draft]]]:
    """The propositions of one core, each with its statements, and the time and place that distinguish it from the rest.

    The setting is None if time and place do not belong to the identity.
    """
    relation = ontology.load().relations.get(drafts[0].proposition.relation)
    if relation is None or not relation.dated:
        yield None, list(drafts)
        return
    denials = [it for it in drafts if it.stance is Stance.DENIED and (it.setting.days or not it.setting.place)]
    open_denials = {it.key for it in denials}
    others = [it for it in drafts if it.key not in open_denials]
    settled = join(((it.key, it.setting) for it in others), wider)
    groups: dict[Setting, list[Draft]] = {}
    for draft in others:
        groups.setdefault(settled[draft.key], []).append(draft)
    for denial in denials:
        denied = [setting for setting in set(settled.values()) if fits(denial.setting, setting, wider)]
        for setting in denied or [denial.setting]:
            groups.setdefault(setting, []).append(denial)
    for setting in sorted(groups, key=rank):
        yield setting, sorted(groups[setting], key=lambda it: it.order)


def _add(result: Propositions, core: Core, setting: Setting | None, members: Sequence[Draft]) -> None:
    """Makes one proposition from statements; the first one determines the direction in which it is shown."""
    identity: list[str | None] = []
    if setting is not None:
        identity = [it.isoformat() if it else None for it in (setting.first, setting.last)] + [setting.place]
    id = content_hash("proposition", *core, *identity)
    if setting is not None:
        deed = members[0].proposition.deed
        result.alike.setdefault(core if deed is None else (core[0], core[1], deed.predicate), []).append(id)
    told = [it.proposition for it in members]
    # A denial of many says nothing about when and where each of them took place.
    exact = [it for it in members if setting is None or it.stance is not Stance.DENIED] or list(members)
    on, earliest, latest = _time(exact, setting)
    result.all[id] = replace(
        told[0],
        id=id,
        at=_place(exact, setting),
        on=on,
        earliest=earliest,
        latest=latest,
        with_=tuple(sorted({it for one in told for it in one.with_})),
        regarding=next((it.regarding for it in told if it.regarding), None),
    )
    affirmed = {it.key[0] for it in members if it.stance is not Stance.DENIED}
    for draft in members:
        known = result.of.get(draft.key, ())
        result.of[draft.key] = (id, *known) if draft.key[0] in affirmed else (*known, id)


def _time(told: Sequence[Draft], setting: Setting | None) -> tuple[date | None, date | None, date | None]:
    """The day and the interval of a proposition: its own, or if it is reported for several times, from first to last.

    A time that some articles do not give belongs only to the claims that give it.
    """
    if setting is not None:
        first, last = setting.first, setting.last
    else:
        given = _everywhere(told, [it for it in told if it.setting.first or it.setting.last])
        first = min((it.setting.first for it in given if it.setting.first), default=None)
        last = max((it.setting.last for it in given if it.setting.last), default=None)
    return (first if first is not None and first == last else None), first, last


def _place(told: Sequence[Draft], setting: Setting | None) -> str | None:
    """The place of a proposition: its own, or the one on which all articles agree."""
    if setting is not None and setting.place is not None:
        return setting.place
    given = [it for it in told if it.setting.place]
    places = {it.setting.place for it in (_everywhere(told, given) if setting is None else given)}
    return next(iter(places)) if len(places) == 1 else None


def _everywhere(told: Sequence[Draft], given: Sequence[Draft]) -> Sequence[Draft]:
    """The statements that give a circumstance, if every article has at least one that does."""
    return given if {it.key[0] for it in told} == {it.key[0] for it in given} else ()
