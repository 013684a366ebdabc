"""Other names of what an article has named: acronyms in brackets, nicknames, bare surnames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.extract.entities import Node
from graph.extract.mentions import Draft, Found
from graph.extract.nlp import Quote
from graph.extract.titles import Title


def merge_bracketed(draft: Draft) -> None:
    """An acronym in brackets names what stands before it: "Organized Common Crime Group (GDCO)"."""
    names = draft.mentions.names()
    by_end = {f.end: f for f in names}
    for found in names:
        before = by_end.get(found.start - 1)
        bracketed = found.start and draft.doc[found.start - 1].text == "("
        short = draft.text(found.start, found.end)
        if before and bracketed and short.upper() == short:
            draft.registry.merge(draft.mentions.node(before), draft.mentions.node(found))


def merge_nicknames(draft: Draft) -> None:
    """A nickname in quotation marks behind a name: 'Juan Pérez, "El Loco"', 'better known as "El Loco"'."""
    # The first mention counts of several that end at one token.
    by_end = {f.end: f for f in reversed(draft.mentions.names())}
    by_end |= {f.end: f for f in draft.mentions.found if f.kind == "title"}
    for quote in draft.parsed.quotes:
        short = quote.closed and 1 < quote.end - quote.start < 7
        holder = _nicknamed(draft, quote, by_end) if short and draft.doc[quote.start + 1].text[0].isupper() else None
        if holder is None:
            continue
        person = draft.mentions.node(holder)
        nickname = draft.name_node(quote.start + 1, quote.end - _ends_in_comma(draft, quote))
        if person is not nickname and person.votes["Person"]:
            draft.registry.merge(person, nickname)


def _ends_in_comma(draft: Draft, quote: Quote) -> bool:
    return draft.doc[quote.end - 1].text == ","


def _nicknamed(draft: Draft, quote: Quote, by_end: Mapping[int, Found]) -> Found | None:
    """The name that a quotation is a nickname of, if it stands where a nickname would."""
    doc, before, introduced = draft.doc, quote.start - 1, False
    while before > 0 and doc[before].lower_ in draft.rules.grammar.nicknaming:
        introduced = introduced or doc[before].lower_ != ","
        before -= 1
    closed = quote.end + 1 < len(doc) and doc[quote.end + 1].text in (",", ".", ")", ";")
    return by_end.get(before + 1) if introduced or closed or _ends_in_comma(draft, quote) else None


def resolve_surnames(draft: Draft) -> None:
    """A bare surname is the person of that name who was introduced before it; of several the first introduced."""
    persons = [n for n in draft.registry.nodes.values() if _is_full_name(n)]
    by_end = {t.end: t for t in draft.mentions.titles}
    changes: dict[Found, str] = {}
    cities = [f for f in draft.mentions.found if f.kind == "city" and not _is_placed(draft, f)]
    for found in [*draft.mentions.names(), *cities]:
        if found.end - found.start == 1 and found.key in draft.registry.nodes:
            bearer = _bearer(found, _of_gender(draft, found, persons), by_end.get(found.start))
            if bearer:
                changes[found] = bearer.key
    for found, key in changes.items():
        text = draft.text(found.start, found.end)
        draft.registry.get(found.key).names[text] -= 1
        draft.registry.get(key).names[text] += 1
    _drop_emptied(draft, changes)
    draft.mentions.replace(changes)


def _is_placed(draft: Draft, found: Found) -> bool:
    """Whether a preposition shows that a city is meant, and not a person of the same name."""
    return found.start > 0 and draft.doc[found.start - 1].pos_ == "ADP"


def _is_full_name(node: Node) -> bool:
    """Whether a node is named like a person, with more than one word."""
    person = node.votes["Person"]
    return node.key.startswith("name:") and " " in node.key and person > 0 and person >= max(node.votes.values())


def _of_gender(draft: Draft, found: Found, persons: list[Node]) -> list[Node]:
    """Those whom a surname can mean, by "Mr." or "Mrs." before it, there or (where all contradict it) elsewhere."""
    genders, doc = draft.rules.offices.gender, draft.doc
    at = found.start - 2 if found.start > 1 and doc[found.start - 1].text == "." else found.start - 1
    addressed = genders.get(doc[at].lower_.rstrip(".")) if at >= 0 else None
    known = addressed or draft.registry.get(found.key).gender
    fitting = [n for n in persons if not known or not n.gender or n.gender == known]
    word = found.key.partition(":")[2]
    namesakes = any(word in n.key.removeprefix("name:").split()[1:] for n in fitting)
    return fitting if addressed or not namesakes else persons


def _bearer(found: Found, persons: list[Node], title: Title | None) -> Node | None:
    """The person of that surname; `title` stands before it and chooses between namesakes."""
    word = found.key.partition(":")[2].removesuffix("'s").removesuffix("'")
    named = [n for n in persons if word in n.key.removeprefix("name:").split()[1:]]
    named = [n for n in named if title and title.noun in n.nouns] or named
    before = [n for n in named if n.first < found.start] or named
    return min(before, key=lambda n: (n.first, n.key), default=None)


def _drop_emptied(draft: Draft, changes: Mapping[Found, str]) -> None:
    """A surname all of whose mentions went to persons is no node of its own; its titles go with the first."""
    registry = draft.registry
    for found, key in changes.items():
        node = registry.nodes.get(found.key)
        if node is None or +node.names != Counter():
            continue
        if found.kind == "city":
            del registry.nodes[found.key]  # its country says nothing about the person
        else:
            registry.merge(registry.get(key), node)
    holders = draft.mentions.holders
    holders.update({head: registry.get(key).key for head, key in holders.items()})
