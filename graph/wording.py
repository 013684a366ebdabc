"""Propositions and claims in words, in one place for the page, the terminal, the server, language models and networks.

The words are in `graph/data/wording.toml`. A sentence is made in two steps: `pattern` gives its form, such as
"{subject} accuses {object}", which is enough for the page, where names are links; `sentence` fills in the names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from graph import ontology
from graph.model import Proposition, Silence
from graph.resources import read_text

_SLOT = re.compile(r"\{(\w+)(?:\.(\d+))?\}")
_QUOTED = re.compile('["\u201c\u201e\u00ab]([^"\u201c-\u201e\u00ab\u00bb]+)["\u201c\u201d\u00bb]')


@dataclass(frozen=True, slots=True)
class Said:
    """A proposition to be put into words: its `relation`, by local name, and the names in each role, such as `object`.

    `when` is its time in words, and `content` the words of what is said, or its proposition.
    """

    relation: str
    names: Mapping[str, Sequence[str]]
    when: str = ""
    content: tuple[str | Said, ...] = field(default=())


def said(it: Proposition, label: Callable[[str], str], known: Mapping[str, Proposition], depth: int = 0) -> Said:
    """A proposition of a graph to be put into words: `label` names entities, `known` are all propositions by id."""
    names = {role: [*map(label, ids)] for role, ids in roles(it).items()}
    content: tuple[str | Said, ...] = () if it.content_text is None else (it.content_text,)
    if not content and it.content is not None and it.content in known:
        content = (said(known[it.content], label, known, depth + 1),) if depth < words()["deepest"] else ()
    return Said(it.relation, names, when(it.on, it.earliest, it.latest), content)


def roles(it: Proposition) -> Mapping[str, Sequence[str]]:
    """The ids of the entities in each role of a proposition."""
    one = {"subject": it.subject, "object": it.object, "as": it.as_, "regarding": it.regarding, "at": it.at}
    return {role: [id] for role, id in one.items() if id is not None} | {"with": it.with_}


@cache
def words() -> Mapping[str, Any]:
    """The table of words."""
    return tomllib.loads(read_text("wording.toml"))


def pattern(relation: str, counts: Mapping[str, int]) -> str:
    """The form of a sentence for a relation, given the number of names in each role: "{subject} visited {object}".

    If a role has several names, each has a slot of its own, `{with.0}` and so on; a time has the slot `{when}`.
    """
    return _pattern(relation, tuple(sorted(counts.items())))


def patterns(propositions: Iterable[Proposition]) -> Iterator[str]:
    """The form of each proposition of a graph."""
    for it in propositions:
        counts = {role: len(ids) for role, ids in roles(it).items()}
        yield pattern(it.relation, counts | {"when": int(bool(when(it.on, it.earliest, it.latest)))})


@lru_cache(maxsize=4096)
def _pattern(relation: str, counts: tuple[tuple[str, int], ...]) -> str:
    table = words()
    slots = {role: _slots(role, count) for role, count in counts}
    if relation in table["by_words"]:
        return f"{{subject}} {slots.get('when', '')}".rstrip()
    verb, known = spoken(relation), table["as"]
    form = known.get(relation, known["default"]).replace("{verb}", verb.removesuffix(" as"))
    if not slots.get("as"):
        form = f"{verb} {{object}}"
    parts = [form.replace("{object}", slots.get("object", "")).replace("{as}", slots.get("as", ""))]
    parts += (f"{word} {slots[role]}" for role, word in table["qualifiers"].items() if slots.get(role))
    return " ".join(" ".join(["{subject}", *parts, slots.get("when", "")]).split())


def spoken(relation: str) -> str:
    """A relation in the form used in a sentence: "is based in"."""
    label = _label(relation)
    first = label.partition(" ")[0]
    return next((f"{verb} {label}" for verb, labels in words()["verbs"].items() if first in labels), label)


def plain(relation: str) -> str:
    """The form after "does": "accuse", "meet with"; or after "is" for a relation with "is": "based in"."""
    verb, _, rest = spoken(relation).partition(" ")
    if verb in words()["verbs"]:
        return rest
    ending = next((it for it in ("ies", "shes", "ches", "sses", "xes", "s") if verb.endswith(it)), "")
    known = words()["plain"].get(verb)
    stem = verb.removesuffix("ies") + "y" if ending == "ies" else verb.removesuffix("es" if len(ending) > 1 else ending)
    return f"{known or stem} {rest}".rstrip()


def before_content(relation: str) -> str:
    """What is between a sentence and its content: ":", or "of:" after an accusation."""
    return str(words()["content_of"].get(relation, words()["content"]))


def as_on_edge(relation: str) -> str:
    """The words on an edge with the qualifier `as`, whose slot is `{as}`."""
    known = words()["as_on_edge"]
    return str(known.get(relation, known["default"]).replace("{label}", _label(relation)))


def sentence(said: Said, depth: int = 0) -> str:
    """A proposition as a sentence: "Kristi Noem accuses Gustavo Petro of: “Gustavo Petro praises Tren de Aragua”"."""
    counts = {role: len(names) for role, names in said.names.items()} | {"when": int(bool(said.when))}
    names = {**said.names, "when": [said.when]}
    told = _SLOT.sub(lambda it: names[it[1]][int(it[2] or 0)], pattern(said.relation, counts))
    if not said.content or depth == words()["deepest"]:
        return told
    lead = before_content(said.relation)
    opening, closing = "\u2018\u2019" if depth % 2 else "\u201c\u201d"
    inner = (bare(it) if isinstance(it, str) else sentence(it, depth + 1) for it in said.content)
    quoted = "; ".join(f"{opening}{it}{closing}" for it in inner)
    return f"{told}{'' if lead.startswith(':') else ' '}{lead} {quoted}"


def bare(text: str) -> str:
    """Words without a pair of quotation marks around them all, which would otherwise be doubled."""
    found = _QUOTED.fullmatch(text.strip())
    return found[1] if found else text


Day = date | str | None


def when(on: Day = None, earliest: Day = None, latest: Day = None) -> str:
    """A time in words, with days in ISO form, which is the same in any language; empty if unknown."""
    forms = words()["when"]
    if on or (earliest and earliest == latest):
        return str(forms["on"].format(on=on or earliest))
    form = "between" if earliest and latest else "earliest" if earliest else "latest" if latest else None
    return str(forms[form].format(earliest=earliest, latest=latest)) if form else ""


def article() -> str:
    """The name of an article as the speaker of what it states itself."""
    return str(words()["speakers"]["article"])


def nobody() -> str:
    """The words for an unnamed speaker."""
    return str(words()["speakers"]["nobody"])


def speaker(name: str, relays: Sequence[str]) -> str:
    """The source of a claim, in words: if others pass the claim on, they say that the speaker says so."""
    return str(words()["speakers"]["relayed"].format(speaker=name, relays=" and ".join(relays))) if relays else name


def stance(name: str) -> str:
    """The stance of a speaker as a verb: "denies"."""
    return str(words()["stances"][name])


def both(name: str) -> str:
    """The same for two speakers: "Both deny"."""
    return str(words()["both"][name])


def listed(names: Sequence[str]) -> str:
    """A list of names: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def side(value: str, who: str) -> str:
    """One side of a rivalry: a figure or label, and its source."""
    return str(words()["because"]["side"].format(value=value, who=who)) if who else value


def because(kind: str, one: str, other: str) -> str:
    """Why something is in dispute: "denied", "alleged", "figures" or "labels"."""
    return str(words()["because"][kind].format(one=one, other=other))


def _label(relation: str) -> str:
    known = ontology.load().relations
    return known[relation].label if relation in known else relation


def _slots(role: str, count: int) -> str:
    return f"{{{role}}}" if count == 1 else " and ".join(f"{{{role}.{n}}}" for n in range(count))


def counted(claims: int) -> str:
    """A number of claims in words: "1 claim", "1,200 claims"."""
    return f"{claims:,} claim{'' if claims == 1 else 's'}"


def coverage(claimed: int, telling: int) -> str:
    """In words, from how many of the sentences that report something about somebody a claim was read."""
    told: str = words()["coverage"]["figure"]
    return told.format(claimed=f"{claimed:,}", telling=f"{telling:,}")


def silence(reason: Silence) -> str:
    """Why nothing was read from a sentence, in words."""
    told: str = words()["coverage"][reason]
    return told
