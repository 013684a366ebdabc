"""Titles as mentions of their holders, and the offices named by titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from graph.extract.lexicon.entries import Offices
from graph.extract.lexicon.folding import fold
from graph.extract.names.draft import Candidate, Draft, NodeDraft
from graph.extract.names.name_classes import add_name
from graph.extract.names.nodes import Found, OfficeRecord
from graph.extract.syntax.tokens import SUBJECTS
from graph.extract.terms.titles import Title

_WORDS = r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}"
_MARK = re.compile(rf"\s?(?:\((?:[A-Z]{{1,3}}(?:-|\.?, ))?|, [A-Z]{{1,3}}-)(?P<place>{_WORDS})")


def take_titles(draft: Draft) -> None:
    """Keep the words of titles out of names, except organisations inside: "FBI Director", "head of the Navy"."""
    for title in draft.mentions.titles:
        if title.organization:
            _add_organization(draft, title.noun, *title.organization)
        draft.take(_seat_end(draft, title), title.end)


def _seat_end(draft: Draft, title: Title) -> int:
    """Where a title begins after a place that only says where somebody is based: "the London-based [director]"."""
    seated = draft.lexicon.small.relation.seated
    return next((t.i + 1 for t in draft.doc[title.start : title.head] if t.lower_ in seated), _bare_start(draft, title))


def _bare_start(draft: Draft, title: Title) -> int:
    """Where a title begins without its determiner or possessor."""
    first = title.start + (title.determiner not in ("", "'s"))
    if title.determiner != "'s":
        return first
    return next((i + 1 for i in range(title.head, title.start, -1) if draft.doc[i].tag_ == "POS"), first)


def _add_organization(draft: Draft, noun: str, start: int, end: int) -> None:
    """Make a node for the tokens `[start, end)` of the title `noun` if they look like an organisation."""
    names, offices = draft.lexicon.names, draft.lexicon.offices
    hit = next((k for k in draft.mentions.places.known if start <= k.start and k.end <= end), None)
    # "the [Senate] Intelligence Committee" is not the Senate itself.
    if hit and any(t.lower_ in names.heads for t in draft.doc[hit.end : end]):
        hit = None
    if hit:
        start, end = hit.start, hit.end
    local = offices.local.get(noun)
    if local:
        node = draft.name_node(start, end)
        node.vote(local, "title")
        draft.record(start, end, node, "name", "mention.name", 0.85)
        return
    words, first = [t.lower_ for t in draft.doc[start:end]], draft.doc[start].text
    headed = any(w in names.heads for w in words) and not all(w in offices.portfolio for w in words)
    acronym = len(words) == 1 and first.isupper() and len(first) > 1
    field = (
        " ".join(w for w in words if w not in draft.lexicon.small.name.field_joint) in offices.portfolio
        or words[0] in offices.portfolio
    )
    inside = draft.doc[start].ent_type_ != "GPE" and not field
    if noun in (offices.belonging.keys() - offices.office) or (noun in offices.of_bodies and inside):
        add_name(draft, Candidate(start, end, "")).vote("Organization", "membership")
    elif hit or headed or acronym or (inside and all(t.ent_type_ == "ORG" for t in draft.doc[start:end])):
        add_name(draft, Candidate(start, end, "ORG"))


def attach_titles(draft: Draft) -> None:
    """Link each title to the name that it precedes, follows, or stands in apposition to."""
    holders = _HolderFinder(draft)
    before: tuple[Title, Found] | None = None
    for title in draft.mentions.titles:
        found = holders.find(title)
        if found is None:
            continue
        node = draft.registry.get(found.key)
        node.vote("Person", "title")
        place = _behind(draft, title, found) or _seat(draft, title, found) or _shared(draft, title, before)
        _give_office(draft, title, node, place)
        before = (title, found)
        draft.mentions.holders[title.head] = node.key
        draft.record(title.start, title.end, node, "title", "mention.title", 0.9)


class _HolderFinder:
    """Finds the name of the person who has a title."""

    def __init__(self, draft: Draft) -> None:
        self.doc = draft.doc
        self.parsed = draft.parsed
        self.grammar = draft.lexicon.grammar
        self.indefinite = draft.lexicon.small.phrase.indefinite
        self.still = draft.lexicon.small.phrase.still
        names = draft.mentions.names()
        self.titles = {t.start: t for t in draft.mentions.titles}
        self.by_start = {f.start: f for f in names}
        self.by_end = {f.end: f for f in names}

    def find(self, title: Title) -> Found | None:
        limit = self.parsed.sentence(title.head).end
        following = self.by_start.get(title.end)
        if following is None and title.end < limit and self.doc[title.end].lower_ in self.grammar.naming:
            return self.by_start.get(title.end + (2 if self.doc[title.end].lower_ == "identified" else 1))
        apposed = self._apposed_to(title)
        if apposed is not None:
            return apposed
        if following and following.start < limit and title.determiner not in self.indefinite:
            return following
        return self._behind_comma(title, limit) or self._before_comma(title, limit)

    def _apposed_to(self, title: Title) -> Found | None:
        """The name before a comma with which a title is in apposition, whatever is named right after the title."""
        found = self.by_end.get(title.start - 1)
        head = self.doc[title.head]
        apposed = found is not None and head.dep_ == "appos" and found.start <= head.head.i < found.end
        return found if apposed and self.doc[title.start - 1].text == "," else None

    def _behind_comma(self, title: Title, limit: int) -> Found | None:
        """ "The minister, Juan Pérez, said"."""
        indefinite = title.determiner in self.indefinite
        if title.end >= limit or self.doc[title.end].text != "," or not (title.definite or indefinite):
            return None
        found = self.by_start.get(title.end + 1)
        second = self.titles.get(title.end + 1)
        if second and not title.is_office and second.definite:
            found = self.by_start.get(second.end)  # "her husband, the builder Juan Pérez"
        if found is None or self._is_place_of(title, found) or (indefinite and self.doc[found.head].dep_ != "appos"):
            return None
        # "According to his secretary, X left": not an apposition but an introductory phrase.
        verb = self.doc[found.end].pos_ == "VERB" if found.end < limit else False
        apart = verb and self.doc[title.head].dep_ == "pobj" and self.doc[found.head].dep_ in SUBJECTS
        closed = found.end >= limit or self.doc[found.end].is_punct or verb
        return found if closed and not apart else None

    def _is_place_of(self, title: Title, found: Found) -> bool:
        """Whether a name only says where the place in a title is: "the mayor of Lima, Ohio"."""
        placed = title.country is not None or title.organization is not None
        return placed and found.end - found.start == 1 and self.doc[found.head].ent_type_ == "GPE"

    def _before_comma(self, title: Title, limit: int) -> Found | None:
        """ "Juan Pérez, the minister, said"."""
        comma = title.start - 1
        comma -= comma > 0 and self.doc[comma].lower_ in self.still  # "Juan Pérez, now the minister, said"
        if comma <= 0 or self.doc[comma].text != "," or title.end >= limit:
            return None
        found = self.by_end.get(comma)
        if found is None or found.start < self.parsed.sentence(title.head).start:
            return None
        following = self.doc[title.end]
        closed = following.is_punct or following.lower_ in self.grammar.after_title
        return found if closed or self.doc[title.head].dep_ == "appos" else None


def _behind(draft: Draft, title: Title, name: Found) -> str | None:
    """The key of the place or body after an official's name: "Governor Ana Paz of Jalisco"."""
    if name.start != title.end or name.end + 1 >= len(draft.doc) or draft.doc[name.end].lower_ != "of":
        return None
    at = name.end + 1 + (draft.doc[name.end + 1].lower_ == "the")
    found = draft.mentions.by_token.get(at)
    if found is None or found.kind not in ("country", "city", "name"):
        return None
    node = draft.mentions.node(found)
    local = draft.lexicon.offices.local.get(title.noun)
    if local and found.kind == "name":
        node.vote(local, "title")
    return node.key


def _seat(draft: Draft, title: Title, name: Found) -> str | None:
    """The key of the part of a country that somebody represents: "Sen. Paz (D-Ohio)", "Rep. Paz, Democrat of Ohio"."""
    if title.noun not in draft.lexicon.offices.of_division:
        return None
    parsed, start = draft.parsed, draft.parsed.ends[name.end - 1]
    mark = _MARK.match(parsed.document.text, start, parsed.span(name.start, parsed.sentence(name.head).end).end)
    place = draft.lexicon.names.division_marks.get(fold(mark["place"]).replace(".", "")) if mark else None
    return _division(draft, place, name.end) if place else _of_party_behind(draft, name)


def _of_division(draft: Draft, title: Title, record: OfficeRecord) -> OfficeRecord:
    """An office that only parts of countries have, in a part that shares its name with a country: "Georgia senator"."""
    country = draft.lexicon.names.countries.get((record.country or "").removeprefix("country:"))
    if country is None or title.noun not in draft.lexicon.offices.of_division:
        return record
    if fold(country.label) not in draft.lexicon.names.divisions:
        return record
    return replace(record, country=None, organization=_division(draft, country.label, title.head))


def _division(draft: Draft, name: str, token: int) -> str:
    """The node key of the part of a country that a token names or abbreviates."""
    node = draft.registry.add(f"place:{fold(name)}", name, token)
    node.type = node.type or "Region"
    node.country = f"country:{draft.lexicon.names.divisions[fold(name)]}"
    draft.registry.country(draft.lexicon.names.divisions[fold(name)], "", token)
    return node.key


def _of_party_behind(draft: Draft, name: Found) -> str | None:
    """ "Ana Paz, Democrat of California", "Ana Paz, a Republican from Ohio"."""
    words = draft.doc[name.end : name.end + 5]
    apart = bool(words) and words[0].text == ","
    party = next((t.i for t in words if t.lower_ in draft.lexicon.ties.parties), None) if apart else None
    if (
        party is None
        or party + 2 >= len(draft.doc)
        or draft.doc[party + 1].lower_ not in (*draft.lexicon.ties.words.of, *draft.lexicon.ties.words.at)
    ):
        return None
    found = draft.mentions.by_token.get(party + 2)
    return found.key if found and fold(draft.text(found.start, found.end)) in draft.lexicon.names.divisions else None


def _shared(draft: Draft, title: Title, before: tuple[Title, Found] | None) -> str | None:
    """The country before the title that this one is coordinated with: "Peru's President X and Interior Minister Y"."""
    if before is None or title.determiner or title.start - 1 <= 0:
        return None
    other, name = before
    between = [t.lower_ for t in draft.doc[name.end : title.start]]
    if other.end != name.start or between not in (["and"], [","], [",", "and"]):
        return None
    record = draft.mentions.records[other.head]
    local = {title.noun, other.noun} & set(draft.lexicon.offices.local)
    leading = other.country is None or other.country.start < other.head
    return record.country if leading and not local and title.is_office and other.is_office else None


def _give_office(draft: Draft, title: Title, node: NodeDraft, place: str | None) -> None:
    """Record the office of a title's holder; `place` is the key of its place or body if the title does not name one."""
    record = office_record(title, draft.mentions.by_token, draft.lexicon.offices)
    if place and not (record.country or record.organization):
        country = place.startswith("country:")
        record = replace(record, country=place) if country else replace(record, organization=place)
    if title.noun == "counterpart" and record.country:
        record = _counterpart(draft, title, record)
        node.nouns.add(record.noun)
    record = _of_division(draft, title, record)
    draft.mentions.records[title.head] = record
    if record not in node.offices:
        node.offices.append(record)
    node.nouns.add(title.noun)
    for word in (title.noun, *sorted(title.words)):
        node.gender = node.gender or draft.lexicon.offices.gender.get(word)


def _counterpart(draft: Draft, title: Title, record: OfficeRecord) -> OfficeRecord:
    """The office of "his Brazilian counterpart": the one named last in the sentence, in Brazil."""
    first = draft.parsed.sentence(title.head).start
    earlier = [t for t in draft.mentions.titles if t.end <= title.start and t.is_office and t.head >= first]
    if not earlier:
        return record
    named = office_record(earlier[-1], draft.mentions.by_token, draft.lexicon.offices)
    return replace(record, noun=named.noun, portfolio=named.portfolio, label=named.label, holder=named.holder)


def office_record(title: Title, by_token: Mapping[int, Found], offices: Offices) -> OfficeRecord:
    """The office that a title phrase names, with nodes for its country and organisation.

    `by_token` leads from a token to the innermost mention that contains it.
    """
    portfolio = "" if title.noun in offices.local else title.portfolio
    label = title.noun.title()
    if portfolio:
        label = f"{label} of {portfolio.title().replace(' And ', ' and ').replace(' Of ', ' of ')}"
    standing_in = sorted(title.words & offices.standing_in)
    if standing_in:
        label = f"{standing_in[0].title()} {label}"  # a separate office: an acting president is not the president
    country, organization = _qualifiers(title, by_token)
    return OfficeRecord(title.noun, portfolio, country, organization, label, title.holder and title.is_office)


def _qualifiers(title: Title, by_token: Mapping[int, Found]) -> tuple[str | None, str | None]:
    """The keys of the country and of the organisation or city that a title phrase names."""
    country, organization = None, None
    if title.organization:
        first, last = title.organization
        inside = (by_token.get(i) for i in range(last - 1, first - 1, -1))
        organization = next((found.key for found in inside if found and found.kind == "name"), None)
    if title.country and title.country.kind == "city":
        found = by_token.get(title.country.start)
        organization = found.key if found else organization
    elif title.country:
        country = f"country:{title.country.country}"
    return country, organization
