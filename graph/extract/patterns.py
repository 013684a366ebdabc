"""Relations that no verb states: offices, membership and seats in apposition, and judgements that a statement is false."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph import ontology
from graph.extract import predicates as syntax
from graph.extract.arguments import ArgumentReader
from graph.extract.attribution import Speech, chain
from graph.extract.events import Argument
from graph.extract.mentions import Mentions, class_of_noun, office_record
from graph.extract.nlp import Parsed
from graph.extract.relations import Relation
from graph.extract.rules import Rules
from graph.extract.titles import Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADERS = frozenset(
    "leader head boss chief commander kingpin capo ringleader chairman chairwoman president director founder".split()
)
_NAMING = frozenset("call describe label brand consider deem term dub qualify characterize dismiss reject".split())


class PatternReader:
    """Reads the relations of one text that stand between nouns."""

    def __init__(self, parsed: Parsed, rules: Rules, arguments: ArgumentReader, speeches: list[Speech]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.rules = rules
        self.arguments = arguments
        self.coreference = arguments.coreference
        self.mentions: Mentions = arguments.coreference.mentions
        self.speeches = speeches
        self.utterances = rules.names.transparent["utterance"]

    def read(self) -> list[Relation]:
        """All such relations, by the kind of pattern."""
        return [*self._offices(), *self._seats(), *self._activities(), *self._untrue()]

    # -------------------------------------------------------------- offices

    def _offices(self) -> Iterator[Relation]:
        """ "Colombia's Minister of Defense, Pedro Sanchez"; "she is the Secretary of State": each office once a holder."""
        seen: set[tuple[str, str, str]] = set()
        ranked = sorted(self.mentions.titles, key=lambda t: (self.parsed.quote_of[t.head] >= 0, t.head))
        for title in ranked:
            holder = self._holder(title)
            if holder is None:
                continue
            found = self._membership(title, holder) or self._office(title, holder)
            if found and (found.relation, found.subject.key, found.object.key if found.object else "") not in seen:
                seen.add((found.relation, found.subject.key, found.object.key if found.object else ""))
                yield found

    def _holder(self, title: Title) -> Argument | None:
        key = self.mentions.holders.get(title.head)
        if key:
            return Argument(title.head, self.coreference.registry.get(key).key, 0.9)
        token = self.doc[title.head]
        outer = next((t for t in (token, *syntax.ancestors(token)) if not title.start <= t.i < title.end), None)
        inner = [t for t in self.doc[title.start : title.end] if t.dep_ == "attr"]
        if outer is not None and outer.lemma_ == "be" and inner and title.holder:
            found = self.arguments.read(syntax.subjects(outer))
            fits = [a for a in found if self.arguments.fits(a, ("Person",))]
            return fits[0] if len(fits) == 1 else None
        return None

    def _office(self, title: Title, holder: Argument) -> Relation | None:
        """The office of a state, or of an organisation that is named."""
        record = self.mentions.records.get(title.head) or office_record(title, self.mentions)
        if not record.holder:
            return None
        inferred = False
        target: str | None
        if record.country:
            target = record.country
        elif record.organization and self.arguments.fits(
            Argument(title.head, record.organization, 1), ("Organization", "Place")
        ):
            target = record.organization
        else:
            target = self._home_country(title)
            if target is None:
                return None
            inferred = True
        office = self.coreference.registry.term("Office", record.label, title.head)
        surface = " ".join(self.parsed.text(self._bare_start(title), title.end).split())
        if surface.casefold() != record.label.casefold():
            office.names[surface] += 1
        own = self.parsed.quote_of[title.head] < 0
        return Relation(
            "officialOf",
            f"title.{title.noun.replace(' ', '-')}{'.context' if inferred else ''}",
            title.head,
            holder,
            Argument(title.head, target, 0.9),
            0.65 if inferred else 0.9,
            as_=Argument(title.head, office.key, 0.9),
            own_voice=own,
        )

    def _bare_start(self, title: Title) -> int:
        """Where a title begins without its determiner, country and "former"."""
        start = title.start
        while start < title.head:
            place = self.mentions.places.inside.get(start)
            skip = place is not None or self.doc[start].lower_ in (
                "the",
                "a",
                "an",
                "his",
                "her",
                "its",
                "'s",
                "'",
                "their",
                "our",
            )
            if not skip and self.doc[start].lower_ not in self.rules.offices.not_holder:
                break
            start += 1
        return start

    def _home_country(self, title: Title) -> str | None:
        """The country that the article is about, for an office that every country has, and nobody else holds there."""
        home = self.mentions.home
        if self.parsed.quote_of[title.head] >= 0 or title.words & {"deputy", "assistant", "acting"}:
            return None
        if (
            home is None
            or title.noun not in self.rules.offices.national
            or (title.organization and not title.portfolio)
        ):
            return None
        key = f"country:{home}"
        holder = self.mentions.holders.get(title.head)
        for node in self.coreference.registry.persons():
            if node.key != holder and any(
                o.country == key and (o.noun, o.portfolio) == (title.noun, title.portfolio) for o in node.offices
            ):
                return None
        own = self.coreference.registry.get(holder).offices if holder else []
        return None if any(o.country and o.country != key for o in own) else key

    def _membership(self, title: Title, holder: Argument) -> Relation | None:
        """ "ELN commander X", "the leader of Los Choneros, X"."""
        if title.is_office and title.noun not in _LEADERS:
            return None
        organization = self._organization_of(title)
        if organization is None or not title.holder:
            return None
        node = self.arguments.node(organization)
        gang = ontology.load().is_a(node.decide(), "CriminalOrganization") or ontology.load().is_a(
            node.decide(), "PoliticalParty"
        )
        if title.is_office and not gang:
            return None
        relation = "founded" if title.noun == "founder" else "leads" if title.noun in _LEADERS else "memberOf"
        if relation == "memberOf" and not gang:
            return None
        own = self.parsed.quote_of[title.head] < 0
        return Relation(
            relation, f"title.{title.noun.replace(' ', '-')}", title.head, holder, organization, 0.85, own_voice=own
        )

    def _organization_of(self, title: Title) -> Argument | None:
        if title.possessor is not None:
            owner = self.arguments.read([self.doc[title.possessor]])
            if owner and self.arguments.fits(owner[0], ("Organization",)):
                return owner[0]
        for i in range(title.start, title.end):
            found = self.mentions.by_token.get(i)
            if found and found.kind in ("name", "institution"):
                node = self.mentions.node(found)
                if ontology.load().is_a(node.decide(), "Organization"):
                    return Argument(found.head, node.key, 0.9)
        return None

    # ---------------------------------------------------------------- seats

    def _seats(self) -> Iterator[Relation]:
        """ "Tren de Aragua, the Venezuelan criminal group" is based in Venezuela; "the prison in El Salvador" lies there."""
        seen: set[tuple[str, str, str]] = set()
        for found in self.mentions.found:
            if found.kind != "name":
                continue
            node = self.mentions.node(found)
            if ontology.load().is_a(node.decide(), "Organization"):
                read = self._described_seat(found.head, found.start, found.end)
            elif ontology.load().is_a(node.decide(), "Facility"):
                read = self._located(found.head)
            else:
                continue
            for relation, place, predicate in read:
                key = (node.key, relation, place.key)
                if key not in seen and place.key != node.key:
                    seen.add(key)
                    subject = Argument(found.head, node.key, 0.9)
                    own = self.parsed.quote_of[found.head] < 0
                    yield Relation(relation, f"apposition.{relation}", predicate, subject, place, 0.8, own_voice=own)

    def _described_seat(self, head: int, start: int, end: int) -> Iterator[tuple[str, Argument, int]]:
        nouns = [c for c in self.doc[start:end].root.children if c.dep_ == "appos" and c.i >= end]
        before = self.doc[start - 1] if start else None
        if before is not None and before.pos_ == "NOUN" and before.tag_ == "NN":
            nouns.append(before)
        for noun in nouns:
            kind = class_of_noun(self.doc, noun.i, self.rules.names.nouns)
            if kind is None or not ontology.load().is_a(kind, "Organization") or kind == "Outlet":
                continue
            for i in range(max(noun.i - 5, 0), noun.i):
                hit = self.mentions.by_token.get(i)
                if (
                    hit
                    and hit.kind == "demonym"
                    and all(t.pos_ in ("ADJ", "NOUN", "PROPN", "PUNCT") for t in self.doc[i : noun.i])
                ):
                    yield "basedIn", Argument(i, self.mentions.node(hit).key, 0.9), noun.i

    def _located(self, head: int) -> Iterator[tuple[str, Argument, int]]:
        token = self.doc[head]
        tokens = [t for p in ("in", "near", "outside") for t in syntax.prepositional(token, p)]
        for argument in self.arguments.read(tokens):
            if self.arguments.fits(argument, ("Place",)) and not self.arguments.fits(argument, ("Facility",)):
                yield "locatedIn", argument, head

    def located_by_visit(self, relations: list[Relation]) -> list[Relation]:
        """ "El Salvador, where X visited the prison": the prison lies in El Salvador."""
        found = []
        for relation in relations:
            predicate = self.doc[relation.predicate]
            inside = relation.object is not None and self.arguments.fits(relation.object, ("Facility",))
            if (
                relation.relation == "visited"
                and inside
                and relation.at
                and relation.object
                and predicate.dep_ == "relcl"
            ):
                if any(c.lower_ == "where" for c in predicate.children):
                    found.append(
                        Relation("locatedIn", "clause.where", relation.predicate, relation.object, relation.at, 0.75)
                    )
        return found

    def _activities(self) -> Iterator[Relation]:
        """A gang that is said to do something in a place, now and not on one day, operates there."""
        for token in self.doc:
            if (
                token.tag_ not in ("VBG", "VBZ", "VBP")
                or not syntax.is_verb(token)
                or token.lemma_.lower() in ("be", "have", "operate")
            ):
                continue
            subject = [
                a
                for a in self.arguments.read(syntax.subjects(token))
                if self.arguments.fits(a, ("CriminalOrganization",))
            ]
            if not subject:
                continue
            tokens = [t for p in ("in", "across", "throughout") for t in syntax.prepositional(token, p)]
            for place in self.arguments.read(tokens):
                if self.arguments.fits(place, ("Country", "City", "Region")):
                    own = token.dep_ in ("pcomp", "acl", "relcl") and self.parsed.quote_of[token.i] < 0
                    yield Relation(
                        "operatesIn", f"activity.{token.lemma_.lower()}", token.i, subject[0], place, 0.7, own_voice=own
                    )

    # --------------------------------------------------------------- untrue

    def _untrue(self) -> Iterator[Relation]:
        """Somebody calls what another said false: the one disputes the other."""
        words = self.rules.stance
        for token in self.doc:
            target: list[Argument] = []
            low = token.lemma_.lower()
            if token.lower_ in words.untrue_adjectives:
                target = self._judged_by_adjective(token)
            elif low in words.untrue_nouns and token.pos_ == "NOUN":
                target = (
                    self._owner(token, "of") if low in ("misinterpretation", "distortion") else self._judged_as(token)
                )
            elif low == "lack" and any(t.lower_ in words.lacks for t in self.doc[token.i + 1 : token.i + 4]):
                target = self._nearest_utterance(token)
            if target:
                yield from self._dispute(token, target)

    def _dispute(self, token: Token, target: list[Argument]) -> Iterator[Relation]:
        around = chain(self.speeches, token.i)
        if token.dep_ == "amod":
            # "I don't know why she made these false statements": a noun phrase is not negated with its clause.
            around = [s for s in around if not s.negated]
        act = around[-1] if around else None
        if act is None or act.source is None or act.negated or any(c.dep_ == "neg" for c in token.head.children):
            return
        for judge in self.arguments.read([self.doc[act.source]]):
            for other in target:
                if (
                    judge.key != other.key
                    and self.arguments.fits(other, ("Agent",))
                    and self.arguments.fits(judge, ("Agent",))
                ):
                    predicate = act.cue[0] if act.cue else token.i
                    judged = token if token.pos_ == "NOUN" else token.head
                    content = [(min(t.i for t in judged.subtree), max(t.i for t in judged.subtree) + 1)]
                    yield Relation(
                        "disputes",
                        f"untrue.{token.lemma_.lower()}",
                        predicate,
                        judge,
                        other,
                        0.75,
                        content=content,
                        act=act,
                        evidence=token.i,
                    )

    def _judged_by_adjective(self, adjective: Token) -> list[Argument]:
        """ "false statements by X", "her statements are incorrect", "inaccurate interpretations, referring to X's statement"."""
        head = adjective.head
        if adjective.dep_ == "amod" and head.lemma_.lower() in self.utterances:
            return self._owner(head, "by") or self._referred(head)
        verb = head if adjective.dep_ in ("acomp", "oprd") else None
        if verb is not None:
            for noun in syntax.subjects(verb) if verb.lemma_ in ("be", "seem", "appear") else syntax.objects(verb):
                if noun.lemma_.lower() in self.utterances:
                    return self._owner(noun, "of")
        return []

    def _owner(self, noun: Token, preposition: str) -> list[Argument]:
        """Whose utterance a noun is; what an interpretation is *of* is not its author."""
        tokens = [c for c in noun.children if c.dep_ == "poss"] + syntax.prepositional(noun, "by")
        for clause in noun.children:
            if clause.dep_ in ("acl", "relcl"):
                tokens += syntax.agents(clause)
        if preposition == "of" and noun.lemma_.lower() not in ("interpretation", "misinterpretation", "version"):
            tokens += syntax.prepositional(noun, "of")
        return self.arguments.read(tokens[:1])

    def _referred(self, noun: Token) -> list[Argument]:
        """ "…, referring to X's statement" behind the judgement."""
        sentence = self.parsed.sentence(noun)
        for token in self.doc[noun.i : sentence.end]:
            if token.lemma_ in ("refer", "allude") and token.tag_ == "VBG":
                for target in syntax.prepositional(token, "to"):
                    if target.lemma_.lower() in self.utterances:
                        return self._owner(target, "of")
        return []

    def _judged_as(self, noun: Token) -> list[Argument]:
        """ "X's words are a lie", "called the report a fabrication"."""
        if noun.dep_ in ("attr", "oprd") or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
            verb = noun.head.head if noun.dep_ == "pobj" else noun.head
            tokens = (
                syntax.subjects(verb) if verb.lemma_ == "be" else syntax.objects(verb) if verb.lemma_ in _NAMING else []
            )
            for token in tokens:
                if token.lemma_.lower() in self.utterances:
                    return self._owner(token, "of")
        return []

    def _nearest_utterance(self, token: Token) -> list[Argument]:
        """The subject of "lack": the nearest noun of speech before it in its sentence."""
        sentence = self.parsed.sentence(token)
        for i in range(token.i - 1, max(sentence.start, token.i - 15) - 1, -1):
            if self.doc[i].lemma_.lower() in self.utterances and self.doc[i].pos_ == "NOUN":
                return self.arguments.read([self.doc[i]], frozenset({"utterance"}), only_via=True)
        return []
