"""Names in an article and the entities that they name, with classes corrected over the whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.extract import gazetteer as gazetteers
from graph.extract.entities import Node, OfficeRecord, Registry
from graph.extract.gazetteer import Gazetteer, Place
from graph.extract.names import acronym_like, merge_names
from graph.extract.nlp import Parsed
from graph.extract.rules import Rules, fold
from graph.extract.titles import Title, TitleFinder
from graph.model import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODEL = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "City",
    "LOC": "Place",
    "FAC": "Facility",
    "PRODUCT": None,
    "WORK_OF_ART": None,
    "EVENT": None,
    "LAW": None,
    "NORP": None,
}
_KNOWN = "KNOWN"
"""The label of a candidate that the gazetteer has, beside those of the language model."""

_EDGES = frozenset({"the", "a", "an", "'s", "'", "-", "and", "of", "de", "for", ",", ".", "in", "on", "at", "by", "—"})
_JOINTS = frozenset(
    {"de", "del", "la", "las", "los", "do", "da", "dos", "das", "y", "e", "von", "van", "bin", "al", "el"}
)
_VAGUE = frozenset({"group", "organization", "organisation", "company", "firm", "body", "bloc", "institution", "union"})
_NICKNAMING = frozenset({",", "known", "as", "better", "also", "alias", "aka", "nicknamed", "called", "dubbed", "("})
_COMMON = frozenset({"Person", "Government", "Country", "Organization"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as token indices; `head` is its syntactic head; `key` the node that it names."""

    start: int
    end: int
    head: int
    key: str
    kind: str
    rule: str
    score: float


@dataclass(slots=True)
class Mentions:
    """All mentions of an article, its nodes, titles and places. `by_token` leads to the innermost mention.

    `holders` leads from the head of a title to the node that bears it, `records` to the office it names; `home` is the country of the article.
    """

    registry: Registry
    places: Gazetteer
    titles: list[Title]
    found: list[Found] = field(default_factory=list)
    by_head: dict[int, Found] = field(default_factory=dict)
    by_token: dict[int, Found] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    records: dict[int, OfficeRecord] = field(default_factory=dict)
    home: str | None = None

    def add(self, found: Found) -> None:
        """Record a mention; of two with one head the longer counts, of two over one token the shorter."""
        self.found.append(found)
        other = self.by_head.get(found.head)
        if other is None or found.end - found.start > other.end - other.start:
            self.by_head[found.head] = found
        for i in range(found.start, found.end):
            inner = self.by_token.get(i)
            if inner is None or found.end - found.start <= inner.end - inner.start:
                self.by_token[i] = found

    def replace(self, changes: Mapping[Found, str]) -> None:
        """Let mentions name other nodes than they did."""
        found, self.found, self.by_head, self.by_token = self.found, [], {}, {}
        for one in found:
            self.add(replace(one, key=changes.get(one, one.key)))

    def at(self, token: int) -> Found | None:
        """The mention whose head is this token, else the innermost one around it."""
        return self.by_head.get(token) or self.by_token.get(token)

    def node(self, found: Found) -> Node:
        """The node of a mention."""
        return self.registry.get(found.key)


class MentionFinder:
    """Finds names, titles, governments and institutions of one parsed text."""

    def __init__(self, parsed: Parsed, rules: Rules) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.rules = rules
        self.places = gazetteers.find(parsed)
        persons = {t.i for e in parsed.doc.ents if e.label_ == "PERSON" for t in e if t.i not in self.places.inside}
        self.persons = persons
        self.titles = TitleFinder(parsed, rules, self.places, persons).find()
        self.result = Mentions(Registry(rules), self.places, self.titles)
        self.taken = [False] * len(parsed.doc)
        self.home = self.result.home = self._home()

    def _home(self) -> str | None:
        """The country that the article is about: named at least half as often again as any other."""
        counts: Counter[str] = Counter()
        names = self.rules.names
        for place in self.places.places:
            if place.country:
                early = self.parsed.sentence_of[place.start] < 2
                counts[place.country] += (1 if place.kind == "city" else 2) * (2 if early else 1)
        for words in (
            fold(w.strip(" .-–—()")) for line in self.parsed.datelines for w in line.replace("(", ",").split(",")
        ):
            filed = names.country_names.get(words) or names.cities.get(words) or names.capitals.get(words)
            if filed:
                counts[filed] += 4
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        second = ranked[1][1] if len(ranked) > 1 else 0
        return ranked[0][0] if ranked and ranked[0][1] > 2 and ranked[0][1] >= 1.5 * second else None

    def find(self) -> Mentions:
        """All mentions that are names; descriptions and pronouns are left to coreference."""
        self._take_titles()
        self._find_places()
        spans = list(self._spans())
        body = [s for s in spans if not self._is_headline(s[0])]
        known = {fold(self._name(a, b)) for a, b, _ in body}
        known |= {w for name in known for w in name.split() if len(w) > 3}
        for start, end, label in spans:
            if not self._is_headline(start) or set(fold(self._name(start, end)).split()) <= known:
                self._add_name(start, end, label)
        self._add_repeats()
        self._attach_titles()
        self._merge_bracketed()
        self._merge_nicknames()
        self._resolve_surnames()
        merge_names(self.result.registry)
        self._find_institutions()
        return self.result

    # -------------------------------------------------------------- spans

    def _is_headline(self, token: int) -> bool:
        """Whether a token stands in a heading where most words are capitalised, so that capitals say nothing."""
        sentence = self.parsed.sentence(token)
        if sentence.kind not in (BlockKind.TITLE, BlockKind.HEADING):
            return False
        words = [t for t in self.doc[sentence.start : sentence.end] if t.is_alpha]
        return sum(t.text[0].isupper() for t in words) > 0.7 * len(words)

    def _take_titles(self) -> None:
        for title in self.titles:
            first = title.start + (title.determiner not in ("", "'s"))
            if title.determiner == "'s":
                first = next((i + 1 for i in range(title.head, title.start, -1) if self.doc[i].tag_ == "POS"), first)
            for i in range(first, title.end):
                self.taken[i] = True
            if title.organization:
                self._add_organization(title)

    def _add_organization(self, title: Title) -> None:
        """An organisation inside a title is a node of its own: "FBI Director", "head of the Navy"."""
        assert title.organization is not None
        start, end = title.organization
        hit = next((k for k in self.places.known if start <= k.start and k.end <= end), None)
        if hit:
            start, end = hit.start, hit.end
        portfolio = all(self.doc[i].lower_ in self.rules.offices.portfolio for i in range(start, end))
        heads = [
            self.doc[i].lower_
            for i in range(start, end)
            if self.doc[i].lower_ in self.rules.names.heads and not portfolio
        ]
        acronym = end - start == 1 and self.doc[start].text.isupper() and len(self.doc[start].text) > 1
        local = self.rules.offices.local.get(title.noun)
        if local:
            node = self.result.registry.add(f"name:{fold(self._name(start, end))}", self._name(start, end), start)
            node.vote(local, "title")
            self._record(start, end, node, "name", "mention.name", 0.85)
        elif hit or heads or acronym:
            self._add_name(start, end, "ORG")

    def _find_places(self) -> None:
        for place in list(self.places.places):
            text = self._name(place.start, place.end)
            if place.kind == "city" and self._in_person(place):
                self.places.places.remove(place)
                for i in range(place.start, place.end):
                    del self.places.inside[i]
                continue
            for i in range(place.start, place.end):
                self.taken[i] = True
            if place.kind == "city":
                node = self.result.registry.add(f"place:{fold(text)}", text, place.start)
                node.type = "City"
                node.country = place.country and f"country:{place.country}"
                if place.country:
                    self.result.registry.country(place.country, "", place.start)
            else:
                assert place.country is not None
                name = "" if place.kind == "demonym" else text
                node = self.result.registry.country(place.country, name, place.start)
            self._record(place.start, place.end, node, place.kind, f"mention.{place.kind}", 0.95)

    def _in_person(self, place: Place) -> bool:
        """Whether a city's name is part of a person's: "Orlando Matamoros"."""
        inside = [e for e in self.doc.ents if e.label_ == "PERSON" and e.start <= place.start and place.end <= e.end]
        given = place.start > 0 and fold(self.doc[place.start - 1].text) in self.rules.names.given
        touching = (
            given
            and self.doc[place.start - 1].text[0].isupper()
            and self.doc[place.start - 1].i not in self.places.inside
        )
        return any(e.end - e.start > place.end - place.start for e in inside) or touching

    def _spans(self) -> Iterator[tuple[int, int, str]]:
        """Name candidates (start, end, label of the model or ""), in order."""
        spans: list[tuple[int, int, str]] = [(k.start, k.end, _KNOWN) for k in self.places.known]
        claimed = {i for k in (*self.places.known, *self.places.regions) for i in range(k.start, k.end)}
        for entity in self.doc.ents:
            if entity.label_ in _MODEL:
                for start, end in self._free_runs(entity.start, entity.end, claimed):
                    spans.append((start, end, entity.label_))
                    claimed.update(range(start, end))
        i = 0
        while i < len(self.doc):
            if not self._starts_name(i, claimed):
                i += 1
                continue
            end = i + 1
            while end < len(self.doc) and self._continues_name(end, i, claimed):
                end += 1
            spans.append((i, end, ""))
            i = end
        for start, end, label in self._joined(sorted(spans)):
            trimmed = self._trim(start, end)
            if trimmed:
                yield (*trimmed, label)

    def _joined(self, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Put together what the model cuts at "de la": "Fiscalía General de la República"."""
        joined: list[tuple[int, int, str]] = []
        for start, end, label in spans:
            last = joined[-1] if joined else None
            between = self.doc[last[1] : start] if last else None
            if (
                last
                and between is not None
                and 0 < len(between) <= 2
                and all(t.lower_ in _JOINTS - {"y", "e", "al"} for t in between)
            ):
                joined[-1] = (last[0], end, "ORG" if "ORG" in (label, last[2]) else last[2] or label)
            elif last and last[1] == start and self._touching(last, (start, end, label)):
                joined[-1] = (last[0], end, label or last[2])
            else:
                joined.append((start, end, label))
        return joined

    def _touching(self, left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
        """Whether two candidates side by side are one name: the model saw half of it, or "UN" before "Mission"."""
        if self.parsed.sentence_of[left[0]] != self.parsed.sentence_of[right[0]]:
            return False
        half = "" in (left[2], right[2]) and _KNOWN not in (left[2], right[2])
        return half or (left[2] == _KNOWN and right[2] == "ORG")

    def _free_runs(self, start: int, end: int, claimed: set[int]) -> Iterator[tuple[int, int]]:
        run = start
        for i in range(start, end + 1):
            cut = (
                i == end
                or self.taken[i]
                or i in claimed
                or self.parsed.sentence_of[i] != self.parsed.sentence_of[start]
            )
            if cut:
                if i > run:
                    yield run, i
                run = i + 1

    def _starts_name(self, i: int, claimed: set[int]) -> bool:
        token = self.doc[i]
        if token.lower_ in self.rules.offices.address or token.lower_ in self.rules.offices.abbreviation:
            return False
        free = not self.taken[i] and i not in claimed and token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT")
        return free and token.pos_ == "PROPN" and token.text[:1].isupper() and not self._is_headline(i)

    def _continues_name(self, i: int, start: int, claimed: set[int]) -> bool:
        if self.taken[i] or i in claimed or self.parsed.sentence_of[i] != self.parsed.sentence_of[start]:
            return False
        token = self.doc[i]
        if token.lower_ in _JOINTS:
            return i + 1 < len(self.doc) and self.doc[i + 1].text[:1].isupper() and not self.taken[i + 1]
        return token.pos_ == "PROPN" and token.text[:1].isupper()

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        address = self.rules.offices.address
        while start < end and (self.doc[start].lower_ in _EDGES | address or not self.doc[start].text[0].isalnum()):
            start += 1
        while end > start and (self.doc[end - 1].lower_ in _EDGES or self.doc[end - 1].is_punct):
            end -= 1
        words = self.doc[start:end]
        if start >= end or len(words.text) < 2 or not any(t.text[0].isupper() or t.text[0].isdigit() for t in words):
            return None
        if all(not t.text[0].isupper() for t in words) or all(t.is_stop for t in words) or words[0].text[0].isdigit():
            return None
        if len(words) == 1 and words[0].lower_ in self.rules.names.nouns:
            return None
        return start, end

    # -------------------------------------------------------------- names

    def _name(self, start: int, end: int) -> str:
        return " ".join(self.parsed.text(start, end).split())

    def _add_name(self, start: int, end: int, label: str) -> None:
        noun, start, end = self._extend(start, end)
        text = self._name(start, end)
        node = self.result.registry.add(f"name:{fold(text)}", text, start)
        if _MODEL.get(label):
            node.vote(str(_MODEL[label]), "model")
        names = self.rules.names
        known = names.known.get(fold(text))
        if known:
            node.vote(known, "known")
        words = [fold(t.text) for t in self.doc[start:end]]
        for word in dict.fromkeys(words):
            if word in names.heads and (len(words) > 1):
                node.vote(names.heads[word], "head")
        if len(words) > 1 and not label and not node.votes:
            node.vote("Person", "shape")
        if len(words) == 2 and words[0] == "los":
            node.vote("Organization", "article")
        if len(words) > 1 and words[0] in names.given:
            node.vote("Person", "given-name")
        self._address(start, node)
        if words[0] in names.given and (len(words) > 1 or node.votes["Person"]):
            node.gender = node.gender or names.given[words[0]]
        if len(words) == 1 and text.isupper() and len(text) > 1:
            node.vote("Organization", "acronym")
        if noun:
            node.vote(noun, "apposition")
        self._context(start, end, node)
        self._record(start, end, node, "name", "mention.name", 0.9)

    def _address(self, start: int, node: Node) -> None:
        """ "Sen.", "Gen.", "Mr." before a name: a person, with a rank or office and perhaps a gender."""
        offices = self.rules.offices
        at = start - 2 if start > 1 and self.doc[start - 1].text == "." else start - 1
        low = self.doc[at].lower_ if at >= 0 else ""
        if low in offices.address or low in offices.abbreviation:
            node.vote("Person", "title")
            node.nouns.add(offices.abbreviation.get(low, low))
            node.gender = node.gender or offices.gender.get(low)

    def _add_repeats(self) -> None:
        """A name found once is a name elsewhere too, where the tagger takes it for a common noun."""
        known: set[str] = set()
        for found in self.result.found:
            if found.kind == "name":
                words = [self.doc[i].text for i in range(found.start, found.end)]
                person = self.result.registry.get(found.key).votes["Person"] > 0
                known.update(words[1:] if person and len(words) > 1 else words if len(words) == 1 else ())
        for token in self.doc:
            fresh = not self.taken[token.i] and token.i not in self.result.by_token and not self._is_headline(token.i)
            if fresh and token.text in known and len(token.text) > 3 and token.text[0].isupper() and not token.is_stop:
                self._add_name(token.i, token.i + 1, "")

    def _extend(self, start: int, end: int) -> tuple[str | None, int, int]:
        """A class noun next to a name: "Tocorón prison" is the name itself, "the gang Los Lobos" only says its class."""
        nouns = self.rules.names.nouns
        following = self.doc[end] if end < len(self.doc) else None
        if following is not None and following.pos_ == "NOUN" and following.tag_ == "NN" and not self.taken[end]:
            kind = nouns.get(following.lower_)
            if kind and kind not in _COMMON and self.doc[end - 1].head.i in (end, following.i):
                return kind, start, end + 1
        if start and self.parsed.sentence_of[start - 1] == self.parsed.sentence_of[start]:
            two = " ".join(t.lower_ for t in self.doc[max(start - 2, 0) : start])
            kind = nouns.get(two) or nouns.get(self.doc[start - 1].lower_)
            if kind and kind not in ("Person", "Country") and self.doc[start - 1].pos_ in ("NOUN", "PROPN"):
                return kind, start, end
        return None, start, end

    def _context(self, start: int, end: int, node: Node) -> None:
        """Evidence from the words around: an apposition, "who", "the X administration", "members of X"."""
        names = self.rules.names
        root = self.doc[start:end].root
        for child in root.children:
            if child.dep_ == "appos" and child.i > end:
                kind = class_of_noun(self.doc, child.i, names.nouns)
                if kind and not (kind == "Person" and node.votes["Organization"] >= 5):
                    node.vote(kind, "apposition")
                    node.nouns.add(child.lemma_.lower())
                    place = self._place_before(child.i)
                    if place and kind not in ("Person", "Country"):
                        node.country = node.country or f"country:{place.country}"
        before = self.doc[start - 1].lower_ if start else ""
        if (
            before in ("in", "outside", "near")
            and self.doc[start - 1].dep_ == "prep"
            and not self.doc[start].text.isupper()
        ):
            node.vote("City", "place")
        after = [t.lower_ for t in self.doc[end : end + 2]]
        if after[:1] == ["who"] or after == [",", "who"]:
            node.vote("Person", "given-name")
        if after and names.nouns.get(after[0]) == "Government" and self.doc[end - 1].head.i == end:
            node.vote("Person", "given-name")

    def _place_before(self, head: int) -> Place | None:
        """A demonym or country that modifies the noun at `head`."""
        left = min(t.i for t in self.doc[head].subtree)
        return next((p for p in self.places.places if p.country and left <= p.start < head and p.kind != "city"), None)

    def _record(self, start: int, end: int, node: Node, kind: str, rule: str, score: float) -> None:
        self.result.add(Found(start, end, self.doc[start:end].root.i, node.key, kind, rule, score))

    def _merge_bracketed(self) -> None:
        """An acronym in brackets names what stands before it: "Organized Common Crime Group (GDCO)"."""
        names = [f for f in self.result.found if f.kind == "name"]
        ends = {f.end: f for f in names}
        for found in names:
            before = ends.get(found.start - 1)
            bracketed = found.start and self.doc[found.start - 1].text == "("
            if before and bracketed and acronym_like(self._name(found.start, found.end)):
                registry = self.result.registry
                registry.merge(registry.get(before.key), registry.get(found.key))

    def _merge_nicknames(self) -> None:
        """A nickname in quotation marks behind a name: 'Juan Pérez, "El Loco"', 'better known as "El Loco"'."""
        registry = self.result.registry
        for quote in self.parsed.quotes:
            if (
                not 1 < quote.end - quote.start < 7
                or not quote.closed
                or not self.doc[quote.start + 1].text[0].isupper()
            ):
                continue
            before = quote.start - 1
            introduced = False
            while before > 0 and self.doc[before].lower_ in _NICKNAMING:
                introduced = introduced or self.doc[before].lower_ != ","
                before -= 1
            holder = next((f for f in self.result.found if f.kind == "name" and f.end == before + 1), None)
            closes = quote.end + 1 < len(self.doc) and self.doc[quote.end + 1].text in (",", ".", ")", ";")
            if holder is None or not (introduced or closes or self.doc[quote.end - 1].text == ","):
                continue
            person = registry.get(holder.key)
            start, end = quote.start + 1, quote.end - (self.doc[quote.end - 1].text == ",")
            nickname = registry.add(f"name:{fold(self._name(start, end))}", self._name(start, end), start)
            if person is not nickname and person.votes["Person"]:
                registry.merge(person, nickname)

    def _resolve_surnames(self) -> None:
        """A bare surname is the person of that name who was introduced before it; of several the first introduced."""
        registry = self.result.registry
        persons = [
            n for n in registry.nodes.values() if " " in n.key and n.votes["Person"] > 0 and n.key.startswith("name:")
        ]
        persons = [n for n in persons if n.votes["Person"] >= max(n.votes.values())]
        changes: dict[Found, str] = {}
        titled = {t.end: t for t in self.titles}
        for found in self.result.found:
            word = found.key.removeprefix("name:").removesuffix("'s").removesuffix("'")
            if (
                found.kind != "name"
                or found.end - found.start != 1
                or word not in registry.nodes.get(found.key, Node("")).key
            ):
                continue
            named = [n for n in persons if word in n.key.removeprefix("name:").split()[1:]]
            title = titled.get(found.start)
            office = [n for n in named if title and title.noun in n.nouns]
            before = [n for n in office or named if n.first < found.start] or office or named
            if before:
                changes[found] = min(before, key=lambda n: (n.first, n.key)).key
        for found, key in changes.items():
            old, new = registry.get(found.key), registry.get(key)
            text = self._name(found.start, found.end)
            old.names[text] -= 1
            new.names[text] += 1
        self._drop_emptied(changes)
        self.result.replace(changes)

    def _drop_emptied(self, changes: Mapping[Found, str]) -> None:
        """A surname all of whose mentions went to persons is no node of its own; its titles go with the first."""
        registry = self.result.registry
        for found, key in changes.items():
            node = registry.nodes.get(found.key)
            if node is not None and +node.names == Counter():
                target = registry.get(key)
                if node is not target:
                    registry.merge(target, node)
        for head, key in list(self.result.holders.items()):
            self.result.holders[head] = registry.get(key).key

    # -------------------------------------------------------------- titles

    def _attach_titles(self) -> None:
        """Tie each title to the name that it stands before, after or in apposition to."""
        names = {f.start: f for f in self.result.found if f.kind == "name"}
        ends = {f.end: f for f in self.result.found if f.kind == "name"}
        for title in self.titles:
            found = self._holder(title, names, ends)
            if found is None:
                continue
            node = self.result.registry.get(found.key)
            node.vote("Person", "title")
            self._give_office(title, node)
            self.result.holders[title.head] = node.key
            self._record(title.start, title.end, node, "title", "mention.title", 0.9)

    def _holder(self, title: Title, names: dict[int, Found], ends: dict[int, Found]) -> Found | None:
        sentence = self.parsed.sentence(title.head)
        following = names.get(title.end)
        if (
            following is None
            and title.end < sentence.end
            and self.doc[title.end].lower_ in ("named", "called", "identified")
        ):
            return names.get(title.end + (2 if self.doc[title.end].lower_ == "identified" else 1))
        if following and following.start < sentence.end and title.determiner not in ("a", "an"):
            return following
        comma = title.end < sentence.end and self.doc[title.end].text == ","
        after = names.get(title.end + 1) if comma and (title.definite or title.determiner in ("a", "an")) else None
        if after and title.determiner in ("a", "an") and self.doc[after.head].dep_ != "appos":
            after = None
        if after and (after.end >= sentence.end or self.doc[after.end].is_punct or self.doc[after.end].pos_ == "VERB"):
            return after
        before = ends.get(title.start - 1) if title.start and self.doc[title.start - 1].text == "," else None
        if before and before.start >= sentence.start and title.end < sentence.end:
            closes = self.doc[title.end].is_punct or self.doc[title.end].lower_ in (
                "and",
                "who",
                "in",
                "since",
                "from",
                "known",
                "wanted",
                "accused",
                "whom",
                "of",
            )
            if closes or self.doc[title.head].dep_ == "appos":
                return before
        return None

    def _give_office(self, title: Title, node: Node) -> None:
        record = office_record(title, self.result)
        if title.noun == "counterpart" and record.country:
            # "his Brazilian counterpart" holds there the office that was named last.
            earlier = [
                t
                for t in self.titles
                if t.end <= title.start and t.is_office and t.head >= self.parsed.sentence(title.head).start
            ]
            if earlier:
                named = office_record(earlier[-1], self.result)
                record = replace(
                    record, noun=named.noun, portfolio=named.portfolio, label=named.label, holder=named.holder
                )
                node.nouns.add(named.noun)
        self.result.records[title.head] = record
        if record not in node.offices:
            node.offices.append(record)
        node.nouns.add(title.noun)
        for word in (title.noun, *sorted(title.words)):
            node.gender = node.gender or self.rules.offices.gender.get(word)

    # -------------------------------------------------------- institutions

    def _find_institutions(self) -> None:
        """Governments, and institutions that a country qualifies: "the Trump administration", "Peru's police"."""
        nouns = self.rules.names.nouns
        for token in self.doc:
            if token.pos_ not in ("NOUN", "PROPN") or (token.lower_ not in nouns and token.lower_ != "prosecutors"):
                continue
            kind = class_of_noun(self.doc, token.i, nouns)
            if (
                kind not in ("Government", "SecurityForce", "Court", "Organization", "Ministry")
                or token.lower_ in _VAGUE
            ):
                continue
            if token.tag_ in ("NNS", "NNPS") and token.lower_ not in ("forces", "police", "prosecutors"):
                continue
            owner = self._owner(token.i)
            if token.dep_ == "compound" and token.head.pos_ != "PROPN" and kind != "Government":
                continue
            if owner is not None:
                self._add_institution(token.i, kind, owner)
            else:
                self._add_national(token.i)

    def _add_national(self, head: int) -> None:
        """ "Police arrested …": the institution named before, or that of the country the article is about."""
        named = self.rules.names.national
        length = next(
            (n for n in (3, 2, 1) if " ".join(t.lower_ for t in self.doc[head - n + 1 : head + 1]) in named), None
        )
        if length is None or (self.result.by_token.get(head) and self.result.by_token[head].kind == "name"):
            return
        token = self.doc[head]
        if any(c.dep_ in ("amod", "compound", "poss", "nmod") and c.i < head - length + 1 for c in token.children):
            return
        start = head - length + 1
        noun = fold(self._name(start, head + 1))
        registry = self.result.registry
        kind = named[noun]
        same = [
            n
            for n in registry.nodes.values()
            if n.type == kind and fold(n.display()).split()[-1] == noun.split()[-1] and n.first < head
        ]
        if len(same) == 1:
            node = same[0]
        elif self.home:
            node = registry.add(f"institution:{noun}:country:{self.home}", self._name(start, head + 1), start)
            node.type, node.country = kind, f"country:{self.home}"
            registry.country(self.home, "", start)
            demonyms = self.rules.names.countries[self.home].demonyms
            node.label = f"{'U.S.' if self.home == 'united-states' else demonyms[0]} {noun}" if demonyms else None
        else:
            return
        self._record(start, head + 1, node, "institution", "mention.national", 0.75)
        self.result.by_head[head] = self.result.found[-1]

    def _owner(self, head: int) -> tuple[int, Node] | None:
        """The country or person that an institution belongs to, and the token that says so."""
        token = self.doc[head]
        for child in token.children:
            candidates = [child.i]
            if child.dep_ == "prep" and child.lower_ in ("of", "for"):
                candidates = [g.i for g in child.children if g.dep_ == "pobj"]
            elif child.dep_ not in ("poss", "compound", "amod", "nmod"):
                continue
            for i in candidates:
                found = self.result.at(i)
                node = self.result.node(found) if found else None
                if node and node.decide() in ("Country", "Person", "City"):
                    return i, node
        return None

    def _add_institution(self, head: int, kind: str, owner: tuple[int, Node]) -> None:
        position, node = owner
        country = (
            node.key if node.type == "Country" else node.country if node.type == "City" else self._country_of(node)
        )
        registry = self.result.registry
        start, end = self._institution_span(head, position)
        text = self._name(start, end)
        if kind == "Government":
            key = f"government:{country or node.key}"
        else:
            key = f"institution:{fold(self.doc[head].lemma_)}:{node.key if node.type == 'City' else country}"
            inner = self.result.by_token.get(head)
            if inner and inner.kind == "name":
                named = self.result.registry.get(inner.key)
                named.country = named.country or country
                return
        if country is None and kind != "Government":
            return
        institution = registry.add(key, text, start)
        institution.type, institution.country = kind, country
        if node.type == "Person" and kind == "Government":
            institution.nouns.add(node.key)
        self._record(start, end, institution, "institution", f"mention.{kind.lower()}", 0.9)
        self.result.by_head[head] = self.result.found[-1]

    def _institution_span(self, head: int, owner: int) -> tuple[int, int]:
        found = self.result.at(owner)
        first = min(found.start if found else owner, head, owner)
        last = max(found.end if found else owner + 1, head + 1, owner + 1)
        if owner > head:
            first = head
            while first and self.doc[first - 1].dep_ in ("compound", "amod") and self.doc[first - 1].head.i == head:
                first -= 1
        return first, last

    def _country_of(self, person: Node) -> str | None:
        return next((o.country for o in person.offices if o.country and o.holder), None)


def class_of_noun(doc: Doc, head: int, nouns: Mapping[str, str]) -> str | None:
    """The class that a noun phrase describes, by its last two words and then its last: "criminal group"."""
    token = doc[head]
    before = doc[head - 1].lower_ + " " if head else ""
    return nouns.get(before + token.lemma_.lower()) or nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)


def office_record(title: Title, mentions: Mentions) -> OfficeRecord:
    """The office that a title phrase names, with its country and organisation as nodes."""
    country = f"country:{title.country.country}" if title.country and title.country.kind != "city" else None
    organization = None
    if title.organization:
        found = mentions.by_token.get(title.organization[0])
        organization = found.key if found and found.kind == "name" else None
    if title.country and title.country.kind == "city":
        found = mentions.by_token.get(title.country.start)
        organization = found.key if found else organization
    label = title.noun.title()
    if title.noun in mentions.registry.rules.offices.local:
        return OfficeRecord(title.noun, "", country, organization, label, title.holder and title.is_office)
    if title.portfolio:
        label = f"{label} of {title.portfolio.title().replace(' And ', ' and ').replace(' Of ', ' of ')}"
    return OfficeRecord(title.noun, title.portfolio, country, organization, label, title.holder and title.is_office)
