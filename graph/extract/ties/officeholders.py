"""Offices and membership expressed by titles: "Colombia's Minister of Defense, Pedro Sanchez", "ELN commander X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import OfficeRecord
from graph.extract.names.offices import office_record
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.links import Argument
from graph.extract.refusals import Reason
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.tokens import ancestors
from graph.extract.terms.titles import Tense, Title
from graph.extract.ties.bearers import BearerFinder
from graph.extract.ties.tenures import TenureReader
from graph.extract.ties.tie import Tie
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token


class OfficeholderReader:
    """Reads the relations expressed by the titles in one text."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        arguments: ArgumentReader,
        bearers: BearerFinder,
        trace: Trace = SILENT,
    ) -> None:
        self.trace = trace
        self.parsed = parsed
        self.doc = parsed.doc
        self.offices = lexicon.offices
        self.arguments = arguments
        self.mentions = arguments.mentions
        self.entities = arguments.entities
        self.words = lexicon.clauses
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles.classes
        self.ties = lexicon.ties.words
        senses = lexicon.ties.relations
        self.held = {Tense.HELD: senses.office, Tense.ONCE: senses.former, Tense.TO_COME: senses.designated}
        self.bearers = bearers
        self.tenures = TenureReader(parsed, lexicon)

    def read(self) -> Iterator[Tie]:
        """Who holds which office, and who leads or belongs to what; each tie once per holder.

        Titles outside quotations, and those next to the names of their holders, come first.
        """
        seen: set[tuple[str, str, str]] = set()
        for title in sorted(self.mentions.titles, key=self._indirectness):
            holder = self._holder(title)
            found = (self._membership(title, holder) or self._office(title, holder)) if holder else None
            if found is None:
                if holder:
                    self.trace.refuse(Reason.NO_OFFICE, title.head, argument=holder)
                continue
            key = (found.relation, found.subject.key, found.object.key)
            if key not in seen:
                seen.add(key)
                yield found

    def _indirectness(self, title: Title) -> tuple[bool, bool, int]:
        return self.parsed.quote_of[title.head] >= 0, title.head not in self.mentions.holders, title.head

    def _holder(self, title: Title) -> Argument | None:
        """The holder of a title: the name next to it, the person it is known to mean, or a subject: "X is minister"."""
        key = self.mentions.holders.get(title.head)
        if key:
            return Argument(title.head, self.entities.get(key).key, 0.9)
        if title.holder and (title.country or title.organization or title.possessor is not None):
            known = self.arguments.links.get(title.head)  # "The president of X called …", whose name is elsewhere
            meant = Argument(title.head, known.key, known.score) if known else None
            if meant and self.arguments.fits(meant, ("Person",)):
                return meant
        verb = self._predicate(title)
        if verb is None or title.tense is Tense.NEVER:
            return None
        if title.is_office and title.holder and not self.bearers.holds(verb):
            return None  # a person who "was the minister" may no longer be one
        found = self.arguments.read(syntax.subjects(verb))
        persons = [a for a in found if self.arguments.fits(a, ("Person",))]
        return persons[0] if len(persons) == 1 else None

    def _predicate(self, title: Title) -> Token | None:
        """The verb that gives its subject a title: "is the mayor", "serves as mayor"."""
        token = self.doc[title.head]
        outer = next((t for t in (token, *ancestors(token)) if not title.start <= t.i < title.end), None)
        inside = {t.dep_ for t in self.doc[title.start : title.end] if outer is not None and t.head.i == outer.i}
        if outer is None or not inside & {"attr", "pobj"}:
            return None
        if outer.lemma_ == "be":
            return outer
        return outer.head if outer.lower_ == "as" and outer.head.lemma_.lower() in self.ties.as_ else None

    # -------------------------------------------------------------- offices

    def _office(self, title: Title, holder: Argument) -> Tie | None:
        """The office in a state, or in an organisation that the text names."""
        record = self.mentions.records.get(title.head) or office_record(title, self.mentions.by_token, self.offices)
        relation = self.held.get(title.tense)
        if relation is None or not (record.holder if title.holder else title.is_office):
            return None
        if record.country is None and self._held_for_country(record, holder):
            return None  # "Secretary of Homeland Security", where the text also says whose
        if self._is_seat(title):
            return None
        body = self._office_of_organization(title, record.organization)
        target = (body if self._is_private(title, body) else None) or record.country or body or self._owner(title)
        if target is None or self._led_gang(title, target):
            return None
        surface = " ".join(self.parsed.text(self._bare_start(title), title.end).split())
        office = self.entities.term("Office", record.label, title.head)
        if title.head in self.mentions.holders and surface.casefold() != record.label.casefold():
            self.entities.add(replace(office, names=MappingProxyType({surface: 1})))
        as_ = Argument(title.head, office.key, 0.9)
        tie = self._tie(relation, title, holder, Argument(title.head, target, 0.9), 0.9, as_)
        return replace(tie, term=self.tenures.read(title)) if title.tense is Tense.ONCE else tie

    def _led_gang(self, title: Title, target: str) -> bool:
        """Whether somebody was only a member of a gang in the past: that is no office, and is not reported."""
        gang = self.arguments.fits(Argument(title.head, target, 1), self.roles.gang)
        return gang and not title.holder and title.noun in self.offices.belonging

    def _tie(
        self, relation: str, title: Title, holder: Argument, target: Argument, score: float, as_: Argument | None = None
    ) -> Tie:
        """A relation that a title expresses, in the article's own voice unless the title is in quotation marks."""
        rule = f"title.{title.noun.replace(' ', '-')}"
        referring = title.head in self.mentions.holders or title.head in self.arguments.links
        predicative = not referring or (title.head not in self.mentions.holders and self._predicate(title) is not None)
        own = self.parsed.quote_of[title.head] < 0 and not predicative
        return Tie(relation, rule, title.head, holder, target, score, as_=as_, own_voice=own)

    def _is_seat(self, title: Title) -> bool:
        """Whether a place only says where somebody is based: "a Miami-based president", "of the Miami-based …"."""
        behind = self.doc[title.end].text if title.end < len(self.doc) else ""
        return behind == "-" or any(t.lower_ == "based" for t in self.doc[title.start : title.end])

    def _held_for_country(self, record: OfficeRecord, holder: Argument) -> bool:
        own = self.entities.get(holder.key).offices
        return any(o.country and (o.noun, o.portfolio) == (record.noun, record.portfolio) for o in own)

    def _office_of_organization(self, title: Title, organization: str | None) -> str | None:
        if organization is None:
            return None
        body = Argument(title.head, organization, 1)
        private = title.noun in self.offices.of_justice and self.arguments.fits(body, ("Organization",))
        private = private and not self.arguments.fits(body, self.roles.public)  # "the attorney for the gang"
        return organization if self.arguments.fits(body, self.roles.body) and not private else None

    def _is_private(self, title: Title, body: str | None) -> bool:
        """Whether an office belongs to a body and not to the state: "secretary of the Green Party of Peru"."""
        if body is None or title.organization is None or title.country is None:
            return False
        behind = title.organization[1] <= title.country.start and title.portfolio not in self.offices.portfolio
        return behind and not self.arguments.fits(Argument(title.head, body, 1), self.roles.public)

    def _owner(self, title: Title) -> str | None:
        """The place or body named before an office: "Utah's governor"."""
        if title.possessor is None or title.determiner != "'s" or title.noun in self.offices.of_justice:
            return None
        named = self.mentions.at(title.possessor)
        if named is None or named.kind not in ("name", "city", "institution"):
            return None
        return self._office_of_organization(title, self.entities.get(named.key).key)

    def _bare_start(self, title: Title) -> int:
        """Where a title begins, leaving out its determiner, country and "former"."""
        leading = self.words.determiners.bare | self.offices.not_holder
        start = title.start
        while start < title.head and (
            self.mentions.places.inside.get(start) is not None or self.doc[start].lower_ in leading
        ):
            start += 1
        return start

    # ----------------------------------------------------------- membership

    def _membership(self, title: Title, holder: Argument) -> Tie | None:
        """ "ELN commander X", "the leader of Los Choneros, X": only nouns of belonging say that somebody belongs."""
        relation = self.offices.belonging.get(title.noun)
        organization = self._organization_of(title) if relation and title.holder else None
        if relation is None or organization is None:
            return None
        if title.is_office and not self._is_at_head(title, organization):
            return None  # "the chief of the navy" holds an office
        return self._tie(relation, title, holder, organization, min(organization.score, 0.9))

    def _is_at_head(self, title: Title, organization: Argument) -> bool:
        """Whether the holder of an office leads the office's body, which is not part of a state."""
        if self.arguments.fits(organization, self.roles.outside_state):
            return True
        part = title.words & self.ties.subordinate or (title.portfolio and title.organization is None)
        public = self.arguments.fits(organization, self.roles.public)
        return title.noun in self.ties.at_head and not part and not public

    def _organization_of(self, title: Title) -> Argument | None:
        """The organisation that a title names: the possessor, or a name inside the title."""
        if title.possessor is not None:
            owner = self.arguments.read([self.doc[title.possessor]])
            if owner and self.arguments.fits(owner[0], ("Organization",)):
                return owner[0]
        for i in range(title.start, title.end):
            found = self.mentions.by_token.get(i)
            if found and found.kind in ("name", "institution"):
                node = self.entities.get(found.key)
                if self.ontology.is_a(node.type, "Organization"):
                    return Argument(found.head, node.key, 0.9)
        return None
