"""What descriptions refer to: "the Colombian president", "the minister", "this prison", "the criminal group"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.evidence import WEIGHTS
from graph.extract.names.nodes import Node, OfficeRecord
from graph.extract.reference.additions import named
from graph.extract.reference.links import Link
from graph.extract.reference.salience import Discourse, best
from graph.extract.refusals import Reason
from graph.extract.syntax.tokens import direct
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.terms.titles import Title
from graph.extract.trace import Trace
from graph.extract.words import Token


class DescriptionReader:
    """Resolves the descriptions in one article, by office, portfolio, class, country and recency.

    `resolve` leads from a token to what it refers to; `speaker` leads from a token to the person who says "I" there.
    """

    def __init__(
        self,
        discourse: Discourse,
        lexicon: Lexicon,
        resolve: Callable[[int], Link | None],
        speaker: Callable[[int], Link | None],
        trace: Trace,
    ) -> None:
        self.trace = trace
        self.discourse = discourse
        self.doc = discourse.doc
        self.mentions = discourse.mentions
        self.entities = discourse.entities
        self.lexicon = lexicon
        self.words = lexicon.clauses
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles.classes
        self.resolve = resolve
        self.speaker = speaker

    # -------------------------------------------------------------- persons

    def person(self, title: Title) -> Link | None:
        """The person meant by "the Colombian president" or "the minister"."""
        held = self.mentions.holders.get(title.head)
        if held:
            return Link(self.entities.get(held).key, "mention.title", 0.9)
        if (not title.definite and not self._stands_alone(title)) or _is_restricted(self.doc[title.head]):
            return None
        country = self._country_of(title)
        ranked: dict[str, float] = {}
        for node in self.entities.persons():
            score = self._person_score(node, title, country)
            if score is not None:
                ranked[node.key] = score + self.discourse.recency(node.key, title.head)
        link = best(ranked, "description.office" if title.is_office else "description.role")
        if link is None:
            self.trace.refuse(Reason.UNKNOWN_DESCRIPTION, title.head)
        return link

    def _stands_alone(self, title: Title) -> bool:
        """Whether a title without an article still means one person: "Defense Secretary said …"."""
        role = self.doc[title.head].dep_ in ("nsubj", "pobj", "dobj")
        return role and title.is_office and title.determiner == "" and bool(title.portfolio)

    def _country_of(self, title: Title) -> str | None:
        """The country that qualifies a title, also through "the South American country's …"."""
        if title.country and title.country.kind != "city":
            return f"country:{title.country.country}"
        link = self.resolve(title.possessor) if title.determiner == "'s" and title.possessor is not None else None
        return link.key if link and self.discourse.node(link).type == "Country" else None

    def _person_score(self, node: Node, title: Title, country: str | None) -> float | None:
        """How well a person fits a description; None if anything contradicts it."""
        gender = self.lexicon.offices.gender
        wanted = next((gender[w] for w in (title.noun, *sorted(title.words)) if w in gender), None)
        if wanted and node.gender and wanted != node.gender:
            return None
        score = self._office_score(node, title) if title.is_office else self._role_score(node, title)
        if score is None or not country:
            return score
        countries = {o.country for o in node.offices if o.country} | ({node.country} if node.country else set())
        if countries and country not in countries:
            return None
        return score + (2.0 if countries else -0.5)

    def _office_score(self, node: Node, title: Title) -> float | None:
        """How well a person fits the title of an office: only if it is an office of that name and in no other field."""
        nouns = {title.noun, *self.lexicon.offices.called.get(title.noun, ())}
        # "The president" rarely means a former one, and "the former president" rarely means the present one.
        same: list[OfficeRecord] = [o for o in node.offices if o.noun in nouns and o.holder == title.holder]
        fields = {o.portfolio for o in same if o.portfolio}
        places = {o.organization for o in same if o.organization and o.organization.startswith("place:")}
        named = self.mentions.by_token.get(title.country.start) if title.country else None
        if not same or (places and named and named.kind == "city" and named.key not in places):
            return None  # "the Florida senator" is not a senator for Texas
        if not title.portfolio or not fields:
            return 3.0
        return 5.0 if title.portfolio in fields else None

    def _role_score(self, node: Node, title: Title) -> float | None:
        """How well a person fits a role that is not an office ("the official"): called that before, or in an office."""
        if title.noun in node.nouns:
            score = 3.0
        elif node.offices and title.noun in self.words.nouns.generic_role:
            score = 1.0
        else:
            return None
        if not title.portfolio:
            return score
        return score + 2.0 if any(title.portfolio in o.portfolio for o in node.offices) else None

    # --------------------------------------------------------------- things

    def thing(self, token: Token) -> Link | None:
        """What is meant by "the South American country", "this prison", "the criminal group" or "the government"."""
        if token.lower_ in self.lexicon.names.run_by_person:
            return self._run_by_person(token)
        kind = class_of_noun(self.doc, token.i, self.lexicon.names.nouns)
        if kind is None or kind == "Person" or token.tag_ in ("NNS", "NNPS"):
            return None
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is not None and kind in self.roles.state | self.roles.owned:
            return self._owned(token, owner, kind)
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        if determiner not in self.words.determiners.definite or self._is_another(token):
            return None
        link = self._ranked_thing(token, kind)
        if link:
            self._learn(self.discourse.node(link), kind)
        elif kind == "Government" and self.mentions.home and not self._modifying_country(token):
            self.entities.country(self.mentions.home, token.i)
            return self._government(f"country:{self.mentions.home}", token.i)
        else:
            self.trace.refuse(Reason.UNKNOWN_DESCRIPTION, token.i)
        return link

    def _run_by_person(self, token: Token) -> Link | None:
        """ "Ana Paz's 2016 campaign", "the Paz campaign", "her campaign", "the campaign": a body of its own."""
        behind = self.doc.written(token.i + 1, token.i + 2)
        owner = next((t for t in reversed(self.doc[max(token.i - 5, 0) : token.i]) if not self._describes(t)), token)
        served = [t for p in self.lexicon.ties.words.of + self.lexicon.ties.words.at for t in direct(token.head, p)]
        owner = served[0] if served and token.dep_ == "compound" and not self._is_named(owner) else owner
        link = self._owner_link(owner) if owner.i != token.i and behind not in self.lexicon.names.run_for else None
        noun = token.lower_
        if link is not None and self.discourse.node(link).type == "Person":
            person = self.discourse.node(link)
            made = named(f"institution:{noun}:{person.key}", "Organization", f"{person.label} {noun}", token.i)
            return Link(self.entities.add(made).key, "description.organization", link.score)
        known = sorted(k for k in self.entities.nodes if k.startswith(f"institution:{noun}:"))
        bare = owner.lower_ in self.words.determiners.definite and owner.i == token.i - 1
        return Link(known[0], "description.organization", 0.8) if bare and len(known) == 1 else None

    def _is_named(self, token: Token) -> bool:
        return token.dep_ == "poss" or token.i in self.mentions.by_token

    def _describes(self, token: Token) -> bool:
        """Whether a word before a noun only says which one it is: "Ana Paz's [2016] campaign"."""
        return token.tag_ == "POS" or token.like_num or (token.is_lower and token.pos_ in ("ADJ", "NOUN", "VERB"))

    def _is_another(self, token: Token) -> bool:
        """Whether a noun means a new thing: "the Milenio Cartel", with a name of its own; "the group that killed X"."""
        if _is_restricted(token):
            return True
        before = (c.i for c in token.children if c.dep_ == "compound" and c.tag_ in ("NNP", "NNPS"))
        named = map(self.mentions.by_token.get, before)
        return token.text[:1].isupper() and any(it is None or it.kind not in ("country", "demonym") for it in named)

    def _owned(self, token: Token, owner: Token, kind: str) -> Link | None:
        """ "Our country", "his government", "her party": through the offices of the owner."""
        if kind in self.roles.owned:
            return self._organization_of_person(owner, kind)
        country = self._country_of_person(owner)
        if kind == "Country":
            return country
        return self._government(country.key, token.i) if country else None

    def _ranked_thing(self, token: Token, kind: str) -> Link | None:
        """The node of a class that fits best and was used most recently."""
        region, country = self._region(token), self._modifying_country(token)
        ranked: dict[str, float] = {}
        for node in sorted(self.entities.nodes.values(), key=lambda n: n.key):
            score = self._thing_score(node, kind, token.lemma_.lower(), region, country)
            reporting = node.type in self.roles.periodical - {kind} and self.discourse.only_speaks(node.key, token.i)
            recency = self.discourse.recency(node.key, token.i) if score is not None and not reporting else 0.0
            if score is not None and recency > 0:
                ranked[node.key] = score + recency
        return best(ranked, f"description.{kind.lower()}") if ranked else self._guessed_thing(token, kind)

    def _guessed_thing(self, token: Token, kind: str) -> Link | None:
        """The only name nearby whose class is unknown: "Nordpack … [the company]"; never a gang or a state."""
        if kind in self.roles.gang | self.roles.public or not self.ontology.is_a(kind, "Organization"):
            return None
        here = self.discourse.parsed.sentence_of[token.i]
        near = (self.entities.get(u.node) for u in self.discourse.before(token.i) if u.sentence >= here - 1)
        keys = {n.key for n in near if self._is_guessed(n) and not (n.type == "Person" and " " in n.label)}
        return Link(keys.pop(), f"description.{kind.lower()}", 0.7) if len(keys) == 1 else None

    def _is_guessed(self, node: Node) -> bool:
        """Whether the class of a name is only a guess of the language model."""
        return node.key.startswith("name:") and node.strength <= WEIGHTS["model"]

    def _learn(self, node: Node, kind: str) -> None:
        """Give something known only as an organisation the class that its description names."""
        if self._is_guessed(node) or (kind not in self.roles.known_as_bodies and node.type == "Organization"):
            strength = max(node.strength, WEIGHTS["apposition"])
            self.entities.put(replace(node, type=kind, evidence=node.evidence | {"apposition"}, strength=strength))

    def _thing_score(self, node: Node, kind: str, noun: str, region: str | None, country: str | None) -> float | None:
        """How well a thing fits a description; None if anything contradicts it."""
        if not self._is_of_kind(node, kind, noun) or (region and not self._lies_in(node, region)):
            return None
        named = 2.0 if node.type != "Country" and fold(node.label).split()[-1:] == [noun] else 0.0
        if not country or kind == "Country":
            return 1.0 + named
        if node.country and node.country != country:
            return None
        return (1.5 if node.country else 0.5) + named

    def _is_of_kind(self, node: Node, kind: str, noun: str) -> bool:
        own = node.type
        if noun in self.lexicon.names.exact and fold(node.label).split()[-1:] != [noun]:
            return False  # "the ministry" is not an army
        if kind == "Organization" and own in self.roles.gang and noun not in self.words.nouns.gang:
            return False  # "the agency" is not a gang
        if own != "Entity" and self.ontology.is_a(own, kind):
            return True
        if kind not in self.roles.gang or not node.key.startswith("name:") or node.public:
            return False
        # A bare "Organization" may turn out to be armed once the text calls it so. It is a gang only if its name is
        # like "Los Lobos": "the gang" does not mean a newspaper or union of states that happens to be nearby.
        if own == "Organization":
            return kind == "ArmedGroup" or self._is_named_like_gang(node)
        return kind == "ArmedGroup" and own == "CriminalOrganization"  # a gang is armed, too

    def _is_named_like_gang(self, node: Node) -> bool:
        """Whether a name may be a gang's: "Los Lobos", but not a place with such a name, or somebody who is quoted."""
        if "article" not in node.evidence or "place" in node.evidence:
            return False
        sources = (self.mentions.by_token.get(s.source) for s in self.discourse.speeches.all if s.source is not None)
        return all(it is None or it.key != node.key for it in sources)

    def _lies_in(self, node: Node, region: str) -> bool:
        row = self.lexicon.names.countries.get(node.key.removeprefix("country:"))
        return row is not None and region in row.regions

    def _region(self, token: Token) -> str | None:
        left = min(t.i for t in token.subtree)
        return next((r.country for r in self.mentions.places.regions if left <= r.start < token.i), None)

    def _modifying_country(self, token: Token) -> str | None:
        for child in token.children:
            found = self.mentions.by_token.get(child.i)
            if found and found.kind in ("demonym", "country") and child.dep_ in ("amod", "compound", "poss", "nmod"):
                return found.key
        return None

    # --------------------------------------------- what belongs to a person

    def _owner_link(self, owner: Token) -> Link | None:
        """The entity meant by "our", "his" or "somebody's"."""
        return self.speaker(owner.i) if owner.lower_ in self.words.pronouns.speaking else self.resolve(owner.i)

    def _country_of_person(self, owner: Token) -> Link | None:
        """The country meant by "our", "his" or "somebody's" country: the one where that person has an office."""
        link = self._owner_link(owner)
        if link is None:
            return None
        node = self.discourse.node(link)
        country = next((o.country for o in node.offices if o.country), node.country)
        return Link(country, "description.country", link.score) if country else None

    def _organization_of_person(self, owner: Token, kind: str) -> Link | None:
        """ "His organization", "her party": the one that is named in the titles of that person."""
        link = self._owner_link(owner)
        if link is None or self.discourse.node(link).type != "Person":
            return None
        fits = {o.organization for o in self.discourse.node(link).offices if o.organization}
        keys = sorted(k for k in fits if self.ontology.is_a(self.entities.get(k).type, kind))
        return Link(self.entities.get(keys[0]).key, "description.organization", 0.8) if len(keys) == 1 else None

    def _government(self, country: str, first: int) -> Link:
        return Link(self.entities.government(country, first).key, "description.government", 0.8)


def _is_restricted(head: Token) -> bool:
    """Whether a relative clause without a comma says which one is meant: "the officer who fired"."""
    clauses = (c for c in head.children if c.dep_ == "relcl" and c.i > head.i)
    return any(head.doc[min(t.i for t in c.subtree) - 1].text != "," for c in clauses)
