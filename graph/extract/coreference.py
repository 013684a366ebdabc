"""What pronouns and descriptions refer to, by salience, gender, number, office and country.

Scores follow the salience factors of Lappin & Leass (1994), with roles and descriptions of persons added.
Where two candidates are as good, nothing is resolved: a wrong speaker is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import ontology
from graph.extract.attribution import Speech, chain
from graph.extract.entities import Node
from graph.extract.mentions import Found, Mentions, class_of_noun
from graph.extract.nlp import Parsed
from graph.extract.predicates import RELATIVE, clause_of, subjects
from graph.extract.rules import Rules, fold
from graph.extract.titles import Title
from graph.model import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_THING = frozenset({"it", "its", "itself"})
_CLASSIFYING = frozenset("classify designate label declare brand categorize list consider deem name".split())
_MARGIN = 0.5
_WINDOW = 5
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a node in the order of the text: token, sentence, and how salient its role is."""

    token: int
    sentence: int
    node: str
    salience: float


@dataclass(frozen=True, slots=True)
class Link:
    """What a token refers to, by which rule, and how sure that is (0 to 1)."""

    key: str
    rule: str
    score: float


def _salience(token: Token) -> float:
    """Subjects outrank objects, which outrank the rest (Lappin & Leass 1994); main clauses outrank others."""
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return 2.1 if token.head.dep_ == "ROOT" else 1.3
    if token.dep_ in ("dobj", "dative", "attr"):
        return 0.7
    return 0.4 if token.dep_ in ("pobj", "conj") else 0.2


class Coreference:
    """Resolves the tokens of one article; every answer is remembered."""

    def __init__(self, parsed: Parsed, rules: Rules, mentions: Mentions, speeches: list[Speech]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.rules = rules
        self.mentions = mentions
        self.registry = mentions.registry
        self.speeches = speeches
        self.links: dict[int, Link | None] = {}
        self.titles = {t.head: t for t in mentions.titles}
        self.title_at = {i: t for t in mentions.titles for i in range(t.start, t.end)}
        self.uses: list[Use] = []
        for found in mentions.found:
            if found.kind in ("name", "title", "institution", "country", "city"):
                self._use(found.head, found.key)
        self.uses.sort(key=lambda u: u.token)

    def run(self) -> None:
        """Resolve all descriptions, then all pronouns, in the order of the text."""
        for token in self.doc:
            if token.i in self.titles or token.pos_ in ("NOUN", "PROPN"):
                self.resolve(token.i)
        for token in self.doc:
            if token.pos_ == "PRON" or token.dep_ == "poss":
                self.resolve(token.i)

    def resolve(self, i: int) -> Link | None:
        """The node that the token at `i` heads a mention of, or None."""
        if i not in self.links:
            self.links[i] = None  # guards against a circle of pronouns
            link = self._resolve(self.doc[i])
            self.links[i] = link
            if link and (self.doc[i].pos_ == "PRON" or link.rule.startswith("description")):
                self._use(i, link.key)
                self.uses.sort(key=lambda u: u.token)
        return self.links[i]

    def node(self, i: int) -> Node | None:
        """The node that `resolve` finds, or None."""
        link = self.resolve(i)
        return self.registry.get(link.key) if link else None

    def _use(self, token: int, key: str) -> None:
        self.uses.append(
            Use(token, self.parsed.sentence_of[token], self.registry.get(key).key, _salience(self.doc[token]))
        )

    def _resolve(self, token: Token) -> Link | None:
        low = token.lower_
        if (
            low in _SINGULAR
            or low in _FIRST
            or low in _FIRST_PLURAL
            or low in _THING
            or low in ("they", "them", "their")
        ):
            return self._pronoun(token)
        found = self.mentions.by_head.get(token.i)
        misparsed = self._misparsed_title(token)
        if (
            misparsed
            and found
            and not (misparsed.start <= found.start and found.end <= misparsed.end and misparsed.head != token.i)
        ):
            misparsed = None
        if found and found.kind not in ("demonym",) and not misparsed:
            return Link(self.registry.get(found.key).key, found.rule, found.score)
        title = self.titles.get(token.i) or misparsed or self._misparsed_title(token)
        if title:
            return self._described_person(title)
        inner = self.mentions.by_token.get(token.i)
        if inner and inner.kind in ("name", "institution", "title") and inner.end - inner.start > 1:
            return Link(self.registry.get(inner.key).key, inner.rule, inner.score)
        if token.pos_ in ("NOUN", "PROPN"):
            return self._described_thing(token)
        return None

    def _misparsed_title(self, token: Token) -> Title | None:
        """A title whose last word the parser takes for its head: "the U.S. Secretary of Homeland [Security]"."""
        title = self.title_at.get(token.i)
        inside = title is not None and title.start <= token.head.i < title.end
        return title if title and not inside else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, token: Token) -> Link | None:
        low = token.lower_
        if low in _FIRST:
            return self._speaker(token.i)
        if low in _FIRST_PLURAL:
            return self._represented(token) if token.dep_ in ("nsubj", "dobj", "pobj") else None
        if low in _SINGULAR:
            return self._third_person(token, _SINGULAR[low])
        if low in _THING:
            return self._thing(token)
        return None

    def _speaker(self, i: int) -> Link | None:
        """The one who says "I": the innermost direct speaker around the token."""
        quote = self.parsed.quote_of[i]
        around = [s for s in chain(self.speeches, i) if s.source is not None and s.source != i]
        direct = [s for s in around if s.source is not None and quote >= 0 and self.parsed.quote_of[s.source] != quote]
        for speech in reversed(direct):
            link = self.resolve(speech.source) if speech.source is not None else None
            if link and self.registry.get(link.key).decide() == "Person":
                return Link(link.key, "pronoun.first", 0.9)
        return None

    def _represented(self, token: Token) -> Link | None:
        """ "We" of somebody who holds an office of a country stands for that country."""
        speaker = self._speaker(token.i)
        if speaker is None:
            return None
        countries = {o.country for o in self.registry.get(speaker.key).offices if o.country and o.holder}
        return Link(countries.pop(), "pronoun.we", 0.6) if len(countries) == 1 else None

    def _third_person(self, token: Token, gender: str) -> Link | None:
        candidates: dict[str, float] = {}
        sentence = self.parsed.sentence_of[token.i]
        speaker = self._quoting(token.i)
        barred = self._coarguments(token)
        counted: dict[str, int] = {}
        for use in self.uses:
            if use.token >= token.i:
                break
            distance = sentence - use.sentence
            node = self.registry.get(use.node)
            if distance > _WINDOW or node.decide() != "Person" or node.key in barred or node.key == speaker:
                continue
            if node.gender is not None and node.gender != gender:
                continue
            score = max(3.0 - 0.9 * distance, 0.3) + use.salience + (0.0 if node.gender else -0.8)
            counted[node.key] = counted.get(node.key, 0) + 1
            score += self._position(token, use, distance)
            candidates[node.key] = max(candidates.get(node.key, 0.0), score)
        for key, number in counted.items():
            candidates[key] += min(0.15 * (number - 1), 0.6)
        self._prefer_source(token, candidates)
        return self._best(candidates, "pronoun.third")

    def _position(self, token: Token, use: Use, distance: int) -> float:
        """What the places of pronoun and antecedent add: a subordinate clause looks inside its sentence first."""
        score = 0.0
        if distance == 0 and clause_of(token).dep_ != "ROOT":
            score += 0.8
        if self.parsed.sentences[use.sentence].kind is not BlockKind.PARAGRAPH and distance:
            score -= 1.0
        if token.dep_ == self.doc[use.token].dep_:
            score += 0.4
        return score

    def _prefer_source(self, token: Token, candidates: dict[str, float]) -> None:
        """The subject of what somebody says is often that somebody: "Petro said that he …"."""
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") or self.parsed.quote_of[token.i] >= 0:
            return
        for speech in chain(self.speeches, token.i)[-1:]:
            owner = (
                next((c for c in self.doc[speech.source].children if c.dep_ == "poss"), None)
                if speech.source is not None
                else None
            )
            owned = self.links.get(owner.i) if owner is not None else None
            if owned and self.registry.get(owned.key).key in candidates:
                candidates[self.registry.get(owned.key).key] += 2.0  # "X's sister denied that he …"
            source = self.links.get(speech.source) if speech.source is not None else None
            if source and self.registry.get(source.key).key in candidates:
                candidates[self.registry.get(source.key).key] += 0.8

    def _quoting(self, i: int) -> str | None:
        """Who speaks the quotation around a token; "he" in it is somebody else."""
        quote = self.parsed.quote_of[i]
        if quote < 0:
            return None
        for speech in chain(self.speeches, i):
            if speech.source is not None and self.parsed.quote_of[speech.source] != quote:
                link = self.resolve(speech.source)
                return self.registry.get(link.key).key if link else None
        return None

    def _coarguments(self, token: Token) -> set[str]:
        """Nodes that stand beside the pronoun in its clause, which it cannot mean (binding principle B)."""
        if token.dep_ == "poss" or token.lower_.endswith("self"):
            return set()
        verb = clause_of(token)
        tokens = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "agent")]
        tokens += [
            g for c in verb.children if c.dep_ in ("prep", "agent", "dative") for g in c.children if g.dep_ == "pobj"
        ]
        if token.dep_ not in ("nsubj", "nsubjpass"):
            tokens += subjects(verb)
        links = [self.resolve(t.i) for t in tokens if t.i != token.i and t.pos_ != "PRON"]
        return {self.registry.get(link.key).key for link in links if link}

    def _thing(self, token: Token) -> Link | None:
        """ "It": the nearest country, organisation or place that is a subject, or the only one of the sentence before."""
        if token.dep_ == "nsubj" and any(c.dep_ in ("attr", "acomp") for c in token.head.children):
            return None  # "it was a cordial meeting", "it is likely": an event or nothing
        sentence = self.parsed.sentence_of[token.i]
        candidates: dict[str, float] = {}
        barred = self._coarguments(token)
        for use in self.uses:
            if use.token >= token.i:
                break
            node = self.registry.get(use.node)
            distance = sentence - use.sentence
            if distance > 1 or node.decide() == "Person" or node.key in barred:
                continue
            if token.head.lemma_ in _CLASSIFYING and token.dep_ == "dobj":
                if node.decide() in ("Country", "Government"):
                    continue
                distance -= 1 if node.decide() == "CriminalOrganization" else 0
            score = 3.0 - distance + use.salience + (1.5 if token.dep_ == self.doc[use.token].dep_ == "dobj" else 0.0)
            candidates[node.key] = max(candidates.get(node.key, 0.0), score)
        return self._best(candidates, "pronoun.it")

    def _best(self, candidates: dict[str, float], rule: str) -> Link | None:
        ranked = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return None
        margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 2.0
        return Link(ranked[0][0], rule, round(min(0.6 + 0.15 * margin, 0.9), 2))

    # --------------------------------------------------------- descriptions

    def _described_person(self, title: Title) -> Link | None:
        """The person that "the Colombian president" or "the minister" means."""
        held = self.mentions.holders.get(title.head)
        if held:
            return Link(self.registry.get(held).key, "mention.title", 0.9)
        role = self.doc[title.head].dep_
        if not title.definite and not (
            role in ("nsubj", "pobj", "dobj") and title.is_office and title.determiner == "" and title.portfolio
        ):
            return None
        country = self._country_of(title)
        ranked: dict[str, float] = {}
        for node in self.registry.persons():
            score = self._office_score(node, title, country)
            if score is not None:
                ranked[node.key] = score + self._recency(node.key, title.head)
        return self._best(ranked, "description.office" if title.is_office else "description.role")

    def _country_of(self, title: Title) -> str | None:
        """The country that qualifies a title, also through "the South American country's …"."""
        if title.country and title.country.kind != "city":
            return f"country:{title.country.country}"
        if title.determiner == "'s" and title.possessor is not None:
            node = self.node(title.possessor)
            return node.key if node and node.decide() == "Country" else None
        return None

    def _office_score(self, node: Node, title: Title, country: str | None) -> float | None:
        """How well a person fits a description; None where something contradicts it."""
        wanted = next(
            (
                self.rules.offices.gender[w]
                for w in (title.noun, *sorted(title.words))
                if w in self.rules.offices.gender
            ),
            None,
        )
        if wanted and node.gender and wanted != node.gender:
            return None
        score = 0.0
        if title.is_office:
            same = [o for o in node.offices if o.noun == title.noun]
            if not same:
                return None
            score += 3.0
            fields = {o.portfolio for o in same if o.portfolio}
            if title.portfolio and fields:
                if title.portfolio not in fields:
                    return None
                score += 2.0
        else:
            generic = bool(node.offices) and title.noun in (
                "official",
                "politician",
                "leader",
                "head of state",
                "authority",
            )
            if title.noun in node.nouns:
                score += 3.0
            elif generic:
                score += 1.0
            else:
                return None
            if title.portfolio:
                if not any(title.portfolio in o.portfolio for o in node.offices):
                    return None
                score += 2.0
        if country:
            countries = {o.country for o in node.offices if o.country} | ({node.country} if node.country else set())
            if countries and country not in countries:
                return None
            score += 2.0 if countries else -0.5
        return score

    def _recency(self, key: str, token: int) -> float:
        """Up to 2.5 for a node used just before, and a little for one used often."""
        sentence = self.parsed.sentence_of[token]
        before = [u for u in self.uses if u.token < token and self.registry.get(u.node).key == key]
        if not before:
            return 0.0
        distance = sentence - before[-1].sentence
        return max(2.0 - 0.35 * distance, 0.2) + 0.3 * before[-1].salience + min(0.05 * len(before), 0.5)

    def _described_thing(self, token: Token) -> Link | None:
        """What "the South American country", "this prison", "the criminal group" or "the government" means."""
        kind = class_of_noun(self.doc, token.i, self.rules.names.nouns)
        if kind is None or kind == "Person" or token.tag_ in ("NNS", "NNPS"):
            return None
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        if kind == "Country" and owner is not None:
            return self._country_of_person(owner)
        if owner is not None and kind in ("Organization", "CriminalOrganization", "PoliticalParty"):
            return self._organization_of_person(owner, kind)
        if kind == "Government" and owner is not None:
            country = self._country_of_person(owner)
            return self._government(country.key, token.i) if country else None
        if determiner not in _DEFINITE:
            return None
        region = self._region(token)
        country_key = self._modifying_country(token)
        ranked: dict[str, float] = {}
        for node in sorted(self.registry.nodes.values(), key=lambda n: n.key):
            score = self._thing_score(node, kind, token.lemma_.lower(), region, country_key)
            recency = self._recency(node.key, token.i)
            if score is not None and recency > 0:
                ranked[node.key] = score + recency
        link = self._best(ranked, f"description.{kind.lower()}")
        if link is None and kind == "Government" and self.mentions.home and not country_key:
            self.registry.country(self.mentions.home, "", token.i)
            return self._government(f"country:{self.mentions.home}", token.i)
        if link:
            node = self.registry.get(link.key)
            if kind not in ("Organization", "Government", "Country") and node.type == "Organization":
                node.vote(kind, "apposition")
                node.type = kind
        return link

    def _thing_score(self, node: Node, kind: str, noun: str, region: str | None, country: str | None) -> float | None:
        loaded = ontology.load()
        own = node.decide()
        if (
            kind == "Organization"
            and own == "CriminalOrganization"
            and noun not in ("group", "organization", "organisation")
        ):
            return None  # "the agency" is no gang
        if own == "Entity" or not loaded.is_a(own, kind):
            # A bare "Organization" may turn out to be a gang, once the text calls it one.
            if not (kind == "CriminalOrganization" and own == "Organization" and node.key.startswith("name:")):
                return None
        named = 2.0 if own != "Country" and fold(node.display()).split()[-1:] == [noun] else 0.0
        if region:
            row = self.rules.names.countries.get(node.key.removeprefix("country:"))
            if row is None or region not in row.regions:
                return None
        if country and kind != "Country":
            if node.country and node.country != country:
                return None
            return (1.5 if node.country else 0.5) + named
        return 1.0 + named

    def _region(self, token: Token) -> str | None:
        left = min(t.i for t in token.subtree)
        return next((r.country for r in self.mentions.places.regions if left <= r.start < token.i), None)

    def _modifying_country(self, token: Token) -> str | None:
        for child in token.children:
            found = self.mentions.by_token.get(child.i)
            if found and found.kind in ("demonym", "country") and child.dep_ in ("amod", "compound", "poss", "nmod"):
                return found.key
        return None

    def _country_of_person(self, owner: Token) -> Link | None:
        """The country of "our", "his" or somebody's country: where the office of that person is."""
        link = self._speaker(owner.i) if owner.lower_ in _FIRST_PLURAL | _FIRST else self.resolve(owner.i)
        node = self.registry.get(link.key) if link else None
        if node is None or link is None:
            return None
        country = next((o.country for o in node.offices if o.country), node.country)
        return Link(country, "description.country", link.score) if country else None

    def _organization_of_person(self, owner: Token, kind: str) -> Link | None:
        """ "His organization", "her party": what the titles of that person name."""
        link = self._speaker(owner.i) if owner.lower_ in _FIRST_PLURAL | _FIRST else self.resolve(owner.i)
        node = self.registry.get(link.key) if link else None
        if node is None or link is None or node.decide() != "Person":
            return None
        loaded = ontology.load()
        fits = {o.organization for o in node.offices if o.organization}
        keys = sorted(k for k in fits if loaded.is_a(self.registry.get(k).decide(), kind))
        return Link(self.registry.get(keys[0]).key, "description.organization", 0.8) if len(keys) == 1 else None

    def _government(self, country: str, first: int) -> Link:
        node = self.registry.add(f"government:{country}", "", first)
        if not node.names and not node.label:
            demonyms = self.rules.names.countries[country.removeprefix("country:")].demonyms
            node.names[f"{demonyms[0]} government" if demonyms else "government"] += 1
        node.type, node.country = "Government", country
        return Link(node.key, "description.government", 0.8)


def is_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun."""
    return token.lower_ in RELATIVE and token.tag_ in ("WP", "WDT", "WRB", "WP$")


def mention_of(found: Found) -> tuple[int, int]:
    """The token range of a mention."""
    return found.start, found.end
