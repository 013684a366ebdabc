"""Which claim answers which accusation, judged by who speaks, for whom and to whom, and by topic.

The accused answer themselves, or through somebody who belongs to them in the same article: a spokesman, a lawyer, an
official of the country. A reply that says what it denies answers the accusations of just that; a reply to "the
accusation" answers the last one before it, and a reply to "all accusations" answers every one in its article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.assemble.charges import Charge, Charges, Said
from graph.assemble.parties import Parties
from graph.assemble.silence import ACCUSES, FACES, INNOCENCE
from graph.assemble.topics import Topic, topic, words
from graph.model import DOCUMENT, Claim, Entity, Metadata, Proposition, Stance

ANSWERS = frozenset({"admits", "denies", "disputes", "rejects"})
"""The relations for answering what somebody said."""
OPEN = frozenset({"declinesComment", "doesNotRespond"})
"""The relations for leaving an accusation unanswered."""
_LATEST = 60
"""How many days after an accusation another article may still report the answer."""
_MOST = 40
"""The number of accusations in other articles with which a reply is compared: the last ones before it."""
_NEAR = 300
"""How many characters after an accusation a statement by the accused about their own deeds still answers it."""
_OWN = "denial."
"""How the names of the rules for denials of one's own deeds begin."""
_ALIKE = 0.5
"""The share of a denial's topic that an accusation must contain if nothing says that the denial answers it."""
_BEHIND = 600
"""How many characters after a reply the accusation may still follow: "denied it. He had been accused of P"."""
_MADE = (Stance.AFFIRMED, Stance.HEDGED)


class Matcher:
    """Finds the accusations that the replies of one corpus answer."""

    def __init__(
        self,
        claims: Sequence[Claim],
        propositions: Mapping[str, Proposition],
        entities: Iterable[Entity],
        documents: Iterable[Metadata],
    ) -> None:
        self.claims = claims
        self.propositions = propositions
        self.dates = {it.id: it.published for it in documents}
        self.parties = Parties(claims, propositions, entities)
        self.speaking = self._speaking()
        self.charges = self._charges()

    def answers(self) -> dict[str, set[str]]:
        """The ids of the accusations that each reply answers, by its own id."""
        acts = {it.id: self._answered(it) for it in self.claims if self._act(it) in ANSWERS}
        denials = {it.id: self._denied(it) for it in self.claims if it.stance is Stance.DENIED}
        return {id: {one.claim.id for one in found} for id, found in {**acts, **denials}.items() if found}

    def left_open(self) -> dict[str, set[str]]:
        """The ids of the accusations on which somebody would not comment, or did not respond when asked."""
        return {it.id: {one.claim.id for one in self._all_here(it)} for it in self.claims if self._act(it) in OPEN}

    def _act(self, claim: Claim) -> str:
        """The relation of a reported speech act; "" if the report leaves it open whether the act took place."""
        return self.propositions[claim.proposition].relation if claim.stance is Stance.AFFIRMED else ""

    # ----------------------------------------------------------- accusations

    def _charges(self) -> Charges:
        found = Charges()
        for claim in self.claims:
            it = self.propositions[claim.proposition]
            accused = it.object if it.relation == ACCUSES else it.subject if it.relation == FACES else None
            if accused is None or claim.stance not in _MADE:
                continue
            accuser = it.subject if it.relation == ACCUSES else None
            said = self._said(claim)
            if it.content is None and it.content_text is None:
                said = Said(topic(claim.quote, self._names(it)), None)
            one = Charge(claim, accuser, accused, said)
            published = self.dates.get(claim.document)
            found.of.setdefault(claim.document, []).append(one)
            found.by.setdefault((claim.document, accuser), []).append(one)
            for key in {accused, self.parties.state(accused) or accused}:
                found.here.setdefault((claim.document, key), []).append(one)
                if published is not None:
                    found.dated.setdefault(key, []).append((published, one))
                else:
                    found.undated.setdefault(key, []).append(one)
        for dated in found.dated.values():
            dated.sort(key=lambda pair: (pair[0], pair[1].claim.id))
        return found

    def _said(self, claim: Claim) -> Said:
        """What somebody is accused of or denies, by its words; for a proposition, by the words of the sentence."""
        it = self.propositions[claim.proposition]
        if claim.rule == INNOCENCE or (it.content is None and it.content_text is None):
            return Said(Topic(several=True), None)  # "pleaded not guilty", "said that she is innocent"
        content = self.propositions.get(it.content or "")
        if content is None:
            return Said(topic(it.content_text or "", self._names(it)), None)
        if content.content_text is not None:  # contents that no relation covers are compared by their words
            deed = content.deed
            words = [content.content_text, *([deed.predicate, *deed.words] if deed is not None else [])]
            return Said(topic(" ".join(words), self._names(it)), None)
        return Said(topic(claim.quote, self._names(it)), content)

    def _names(self, it: Proposition) -> Iterator[str]:
        """The names of the speaker and of those spoken about, which do not belong to the content."""
        for id in (it.subject, it.object):
            yield from self.parties.names(id)

    # --------------------------------------------------------------- replies

    def _answered(self, reply: Claim) -> list[Charge]:
        """The accusations that a reply answers: those in its article, or else in earlier ones."""
        said, it = self._said(reply), self.propositions[reply.proposition]
        here, named = self._all_here(reply), self._addressed(it)
        addressed = [one for one in here if named in (None, one.accuser)] or [one for one in here if not one.accuser]
        others = [*self._made_here(reply, it.object), *self._of_those_named(reply)]
        if not said.topic.stems and reply.rule.startswith(_OWN) and reply.rule != INNOCENCE:
            found = self._beside(reply, addressed)  # "I do not like that" is not about an accusation
        elif not said.topic.stems:
            found = self._last(reply, said.topic, [one for one in addressed or others if _is_told(one, reply, it)])
        else:
            # The parser may assign the words to the wrong speaker; what was read as a proposition is said by the
            # one addressed.
            open_ = [*addressed, *others] or (here if said.content is None else [])
            # Admitting one thing is not admitting "everything that happened".
            meant = [one for one in open_ if it.relation != "admits" or not one.said.topic.several]
            found = self._by_topic(said, meant)
            found = found or self._beside(reply, addressed)
        return _reports(found, reply) or self._elsewhere(reply, it, said)

    def _denied(self, denial: Claim) -> list[Charge]:
        """The accusations in its article that somebody denies by denying their own deed, in whatever words."""
        it = self.propositions[denial.proposition]
        if denial.speaker in (None, DOCUMENT) or it.deed is None or it.subject != denial.speaker:
            return []
        about = topic(" ".join([it.content_text or "", it.deed.predicate, *it.deed.words]), self._names(it))
        own = self.charges.here.get((denial.document, it.subject), ())
        alike = [one for one in own if about.likeness(one.said.topic) >= _ALIKE and one.accuser != it.subject]
        return _reports(alike, denial)

    def _addressed(self, it: Proposition) -> str | None:
        """Who is answered; None if "the allegations" does not say whose they are and the reader only guessed."""
        names = self.parties.names(it.object) if it.object is not None else []
        said = set(words(it.content_text)) if it.content_text is not None else None
        guessed = said is not None and not any(said.intersection(words(name)) for name in names)
        return None if guessed and not topic(it.content_text or "", ()).stems else it.object

    def _made_here(self, reply: Claim, accuser: str | None) -> list[Charge]:
        """What the one addressed accuses others of in the article: the reply defends these others."""
        if accuser is None:
            return []
        return [it for it in self.charges.by.get((reply.document, accuser), ()) if it.accused != accuser]

    def _of_those_named(self, reply: Claim) -> list[Charge]:
        """The accusations against those whom a denial names: somebody who says "Bauer is innocent" defends Bauer.

        An admission by somebody else is not an answer by the accused.
        """
        it = self.propositions[reply.proposition]
        if it.relation == "admits":
            return []
        content = self.propositions.get(it.content or "")
        told = set(words(it.content_text or (content.content_text if content is not None else None) or ""))
        return [
            one
            for one in self.charges.of.get(reply.document, ())
            if it.subject not in (one.accuser, one.accused)
            and one.accused != it.object  # "denied all of Bauer's accusations" does not defend Bauer
            and ((content is not None and content.subject == one.accused) or self.parties.is_named(one.accused, told))
        ]

    def _all_here(self, reply: Claim) -> list[Charge]:
        """The accusations against those for whom somebody answers, in the article of the reply."""
        who = self.propositions[reply.proposition].subject
        own = self.parties.answering(who, reply.document)
        found = {
            one.claim.id: one
            for accused in sorted(own)
            for one in self.charges.here.get((reply.document, accused), ())
            if one.accuser not in own
        }
        return list(found.values()) or self._by_label(reply, who)

    def _by_label(self, reply: Claim, who: str) -> list[Charge]:
        label = self.parties.label(who)
        return [one for one in self.charges.of.get(reply.document, ()) if self.parties.stands_for(label, one.accused)]

    def _by_topic(self, said: Said, charges: Iterable[Charge]) -> list[Charge]:
        """The accusations most similar to what is denied; none if none is similar."""
        likeness = [(self._likeness(said, it.said), it) for it in charges]
        best = max((score for score, _ in likeness), default=0.0)
        return [it for score, it in likeness if best and score == best]

    def _likeness(self, one: Said, other: Said) -> float:
        """How similar two contents are, from 0 to 1: propositions by their parts, others by their words."""
        first, second = one.content, other.content
        if first is None or second is None:
            return one.topic.likeness(other.topic)
        if first.id == second.id:
            return 1.0
        objects = [topic(self.parties.label(it.object), ()) for it in (first, second)]
        alike = first.object == second.object or objects[0].likeness(objects[1])
        return 0.9 if first.relation == second.relation and alike else 0.0

    def _last(self, reply: Claim, about: Topic, charges: Sequence[Charge]) -> list[Charge]:
        """What "the accusation" means: the last one before it and all with the same charge; else the first after it."""
        if about.several:
            return list(charges)
        before = [it for it in charges if it.claim.evidence.start <= reply.evidence.start]
        if before:
            last = max(before, key=lambda it: (it.claim.evidence, it.claim.id))
        elif charges:
            last = min(charges, key=lambda it: (it.claim.evidence, it.claim.id))
        else:
            return []
        if about.vague and self._is_between(last, reply):
            return []
        return [it for it in charges if it is last or self._likeness(it.said, last.said)]

    def _beside(self, reply: Claim, charges: Sequence[Charge]) -> list[Charge]:
        """The accusation right before "I did not take a cent": this is the one answered, whatever its words."""
        if not reply.rule.startswith(_OWN):
            return []
        before = [it for it in charges if 0 <= reply.evidence.start - it.claim.evidence.end <= _NEAR]
        last = max(before, key=lambda it: (it.claim.evidence, it.claim.id), default=None)
        return [] if last is None or self._is_between(last, reply) else [last]

    def _speaking(self) -> dict[str, list[Claim]]:
        """The reports of speech in each article, in the order of the text."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            if self.propositions[claim.proposition].relation == "claims":
                found.setdefault(claim.document, []).append(claim)
        return found

    def _is_between(self, charge: Charge, reply: Claim) -> bool:
        """Whether somebody else speaks between an accusation and a reply, so that the reply may be to them instead."""
        own = {charge.accuser, charge.accused, self.propositions[reply.proposition].subject}
        return any(
            charge.claim.evidence.end <= it.evidence.start < reply.evidence.start
            and self.propositions[it.proposition].subject not in own
            for it in self.speaking.get(reply.document, ())
        )

    def _elsewhere(self, reply: Claim, it: Proposition, said: Said) -> list[Charge]:
        """The accusations in other articles that a reply answers: those with the same topic, or by the one addressed.

        An admission, or a denial of one's own deed, answers only what its own article reports, or exactly the same
        elsewhere.
        """
        own = self.parties.answering(it.subject, reply.document)
        published = self.dates.get(reply.document)
        found: list[Charge] = []
        for accused in sorted(own):
            known = self.charges.undated.get(accused, [])[:_MOST]
            if published is None:
                known = known + [one for _, one in self.charges.dated.get(accused, [])[-_MOST:]]
            else:
                days = self.charges.dated.get(accused, [])
                before = [one for day, one in days if 0 <= (published - day).days <= _LATEST]
                known = known + before[-_MOST:]
            found += [one for one in known if one.claim.document != reply.document and one.accuser not in own]
        addressed = [one for one in found if it.object is not None and one.accuser == it.object]
        open_ = found if it.object is None or said.content is None else []
        chosen = self._by_topic(said, addressed or open_) if said.topic.stems else addressed
        if it.relation == "admits" or reply.rule.startswith(_OWN):
            same = said.content.id if said.content is not None else None
            chosen = [one for one in chosen if one.said.content is not None and one.said.content.id == same]
        return _reports(chosen, reply)


def _is_told(charge: Charge, reply: Claim, act: Proposition) -> bool:
    """Whether "the accusation" may be this one: it is not reported long after the reply, or is by the one answered."""
    near = charge.claim.evidence.start - reply.evidence.end <= _BEHIND
    return near or (act.object is not None and act.object == charge.accuser)


def _reports(charges: Iterable[Charge], reply: Claim) -> list[Charge]:
    """For each accusation, the report that precedes the reply most closely, or else the very first report."""
    same: dict[str, list[Charge]] = {}
    for it in charges:
        same.setdefault(it.claim.proposition, []).append(it)
    return [_report(same[id], reply) for id in sorted(same)]


def _report(same: Sequence[Charge], reply: Claim) -> Charge:
    before = [
        it for it in same if it.claim.document == reply.document and it.claim.evidence.start <= reply.evidence.start
    ]
    if before:
        return max(before, key=lambda it: (it.claim.evidence, it.claim.id))
    return min(same, key=lambda it: (it.claim.document, it.claim.evidence, it.claim.id))
