"""Governments, and institutions specified by a country: "the Trump administration", "Peru's police"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.folding import fold
from graph.extract.names.draft import Draft, NodeDraft
from graph.extract.names.nodes import Found
from graph.extract.syntax.tokens import prepositional
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.words import Token

_MODIFIERS = ("amod", "compound", "poss", "nmod")


def add_institutions(draft: Draft) -> None:
    """Record the institutions that an article names with a common noun."""
    finder = _InstitutionFinder(draft)
    for token in draft.doc:
        if finder.add_collective(token):
            continue
        kind = finder.class_of(token)
        if kind is None:
            continue
        owner = finder.owner(token)
        if token.dep_ == "compound" and token.head.pos_ != "PROPN" and kind != "Government":
            continue
        if owner is not None:
            finder.add_owned(token.i, kind, *owner)
        else:
            finder.add_national(token)


class _InstitutionFinder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.doc = draft.doc
        self.mentions = draft.mentions
        self.registry = draft.registry
        self.names = draft.lexicon.names
        self.words = draft.lexicon.descriptions
        self.roles = draft.lexicon.roles.classes
        self.small = draft.lexicon.small.name

    def class_of(self, token: Token) -> str | None:
        """The class of the institution that a noun may name."""
        word = token.lower_
        if token.pos_ not in ("NOUN", "PROPN") or word not in self.names.nouns or word in self.names.vague:
            return None
        if token.tag_ in ("NNS", "NNPS") and word not in self.names.plural_institutions:
            return None
        kind = class_of_noun(self.doc, token.i, self.names.nouns)
        return kind if kind in self.roles.institution and not self._closes_name(token) else None

    def _closes_name(self, token: Token) -> bool:
        """Whether a noun only ends a longer name: "the US Drug Enforcement [Administration]" is no government."""
        before = self.doc[token.i - 1] if token.i else token
        inner = self.mentions.by_token.get(token.i)
        longer = inner is not None and inner.kind == "name" and inner.start < token.i < inner.end
        other = before.i not in self.mentions.by_token or (inner is not None and inner.start < before.i)
        return token.text[0].isupper() and before.text[0].isupper() and longer and other

    def owner(self, token: Token) -> tuple[int, NodeDraft] | None:
        """The token that says whose institution it is, and the country, city or person that owns the institution."""
        for i in self._qualifiers(token):
            found = self.mentions.at(i)
            node = self.mentions.node(found) if found else None
            if node and self.registry.class_of(node) in self.roles.owner:
                return i, node
        return None

    def _qualifiers(self, token: Token) -> Iterator[int]:
        # "A court in Lima" and "police in Peru" belong there; but "the Navy in Lima" may only be active there.
        definite = any(c.lower_ == "the" for c in token.children)
        joints = self.small.joint if definite else self.small.joint_bare
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in joints:
                yield from (g.i for g in child.children if g.dep_ == "pobj")
            elif child.dep_ in _MODIFIERS:
                yield child.i

    # ----------------------------------------------------------- collective

    def add_collective(self, token: Token) -> bool:
        """Record people who act for a country as its institution: "Iraqi troops" are its armed forces."""
        noun = self._collective(token)
        inner = self.mentions.by_token.get(token.i)
        if noun is None or (inner and inner.kind == "name"):
            return False
        owner = self._only_country(token)
        counted = any(c.dep_ == "nummod" for c in token.children) and token.dep_ not in ("nsubj", "agent")
        if owner is None or counted:
            return False
        country = self.mentions.node(owner)
        key = f"institution:{noun}:{country.key}"
        start, end = min(owner.start, token.i), max(owner.end, token.i + 1)
        node = self.registry.add(key, self.draft.text(start, end), start)
        node.type, node.country = self.words.collective_class[noun], country.key
        node.label = f"{self.names.countries[country.key.removeprefix('country:')].adjective} {noun}"
        self._record(token.i, start, end, node, "mention.collective", 0.8)
        return True

    def _only_country(self, token: Token) -> Found | None:
        """The country before a noun, if no other word there narrows down the people: not "Kurdish Iraqi"."""
        modifiers = [c for c in token.children if c.dep_ in _MODIFIERS and c.i < token.i]
        modifiers += [g for c in modifiers if c.lower_ in self.words.state for g in c.children if g.dep_ in _MODIFIERS]
        found = [(c, self.mentions.by_token.get(c.i)) for c in modifiers if c.lower_ not in self.words.state]
        if not found:
            # "troops from Kenya", "soldiers of Peru"
            found = [(c, self.mentions.by_token.get(c.i)) for p in self.small.owner for c in prepositional(token, p)]
        owners = [f for _, f in found if f and f.kind in ("country", "demonym")]
        return owners[0] if len(owners) == len(found) == 1 else None

    def _collective(self, token: Token) -> str | None:
        """The institution of a country that a plural noun means."""
        if token.tag_ not in ("NNS", "NNPS") and token.lower_ not in self.small.mass:
            return None
        lemma = token.lemma_.lower()
        before = token.nbor(-1).lower_ if token.i else ""
        return self.words.collective.get(f"{before} {lemma}") or self.words.collective.get(lemma)

    # ---------------------------------------------------------------- owned

    def add_owned(self, head: int, kind: str, position: int, owner: NodeDraft) -> None:
        """Record the institution at `head`, whose owner is named at `position`."""
        country = self._country_of(owner)
        if kind == "Government":
            key = f"government:{country or owner.key}"
        else:
            local = owner.type == "City" and not (
                self.doc[head].lower_ in self.small.of_state and self._is_capital(owner)
            )
            key = f"institution:{fold(self.doc[head].lemma_)}:{owner.key if local else country}"
            inner = self.mentions.by_token.get(head)
            if inner and inner.kind == "name":
                named = self.mentions.node(inner)
                named.country = named.country or country
                return
            if country is None:
                return
        start, end = self._span(head, position)
        institution = self.registry.add(key, self.draft.text(start, end), start)
        institution.type, institution.country = kind, country
        if owner.type == "Country":
            adjective = self.names.countries[owner.key.removeprefix("country:")].adjective
            institution.label = institution.label or f"{adjective} {self._bare(head, position)}"
        elif country and key.endswith(country) and kind != "Government":
            adjective = self.names.countries[country.removeprefix("country:")].adjective
            institution.label = institution.label or f"{adjective} {self._bare(head, position)}"
        if owner.type == "Person" and kind == "Government":
            institution.nouns.add(owner.key)
        self._record(head, start, end, institution, f"mention.{kind.lower()}", 0.9)

    def _is_capital(self, city: NodeDraft) -> bool:
        """Whether a city stands for its country: "Lima's army"."""
        return any(fold(name) in self.names.capitals for name in city.names)

    def _bare(self, head: int, owner: int) -> str:
        """The institution without its owner: "foreign ministry" for "Chile's foreign ministry"."""
        start = head
        while (
            start - 1 > owner
            and self.doc[start - 1].dep_ in ("compound", "amod")
            and self.doc[start - 1].head.i == head
        ):
            start -= 1
        words = self.draft.text(start, head + 1)
        return words if words.isupper() or self.doc[head].pos_ == "PROPN" else words.lower()

    def _country_of(self, owner: NodeDraft) -> str | None:
        """The country itself, the country of a city, or the one in which a person holds office."""
        if owner.type == "Country":
            return owner.key
        if owner.type == "City":
            return owner.country
        return next((o.country for o in owner.offices if o.country and o.holder), None)

    def _span(self, head: int, owner: int) -> tuple[int, int]:
        found = self.mentions.at(owner)
        first = min(found.start if found else owner, head, owner)
        last = max(found.end if found else owner + 1, head + 1, owner + 1)
        if owner > head:
            first = head
            while first and _modifies(self.doc[first - 1], head):
                first -= 1
        return first, last

    def _record(self, head: int, start: int, end: int, node: NodeDraft, rule: str, score: float) -> None:
        self.mentions.by_head[head] = self.draft.record(start, end, node, "institution", rule, score)

    # ------------------------------------------------------------- national

    def add_national(self, token: Token) -> None:
        """ "Police arrested …": the institution named before, or that of the article's own country."""
        head, start = token.i, self._national_start(token.i)
        inner = self.mentions.by_token.get(head)
        if start is None or (inner and inner.kind == "name"):
            return
        if any(c.dep_ in _MODIFIERS and c.i < start for c in token.children):
            return
        node = self._national_node(start, head + 1) or self._known_node(start, head + 1)
        if node:
            self._record(head, start, head + 1, node, "mention.national", 0.75)

    def _national_start(self, head: int) -> int | None:
        """The start of the longest name of a national institution that ends at `head`."""
        for start in range(max(head - 2, self.draft.parsed.sentence(head).start), head + 1):
            if " ".join(t.lower_ for t in self.doc[start : head + 1]) in self.names.national:
                return start
        return None

    def _known_node(self, start: int, end: int) -> NodeDraft | None:
        """ "The Senate" of any country: a name if it is written like one."""
        text = self.draft.text(start, end)
        kind = self.names.known.get(fold(text))
        if kind is None or not text[0].isupper():
            return None
        node = self.draft.name_node(start, end)
        node.vote(kind, "known")
        return node

    def _national_node(self, start: int, end: int) -> NodeDraft | None:
        text = self.draft.text(start, end)
        noun = fold(text)
        kind = self.names.national[noun]
        same = [n for n in self.registry.nodes.values() if n.type == kind and n.first < end - 1]
        same = [n for n in same if set(noun.split()) <= set(fold(self.registry.label_of(n)).split())]
        if len(same) == 1:
            return same[0]
        home = self.mentions.home
        if home is None:
            return None
        node = self.registry.add(f"institution:{noun}:country:{home}", text, start)
        node.type, node.country = kind, f"country:{home}"
        self.registry.country(home, "", start)
        node.label = f"{self.names.countries[home].adjective} {noun}"
        return node


def _modifies(token: Token, head: int) -> bool:
    return token.dep_ in ("compound", "amod") and token.head.i == head
