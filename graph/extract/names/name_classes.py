"""Names as mentions of nodes, with the evidence for their class: the words in the name and around it."""

from __future__ import annotations

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.draft import Candidate, Draft, NodeDraft
from graph.extract.names.evidence import CRIMINAL
from graph.extract.terms.gazetteer import Place
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.words import Stretch, Token


def add_name(draft: Draft, candidate: Candidate) -> NodeDraft:
    """Record a candidate as a mention by name, with the evidence for its node's class, and return the node."""
    noun_class, end = _class_noun(draft, candidate.start, candidate.end)
    start = candidate.start
    node = draft.name_node(start, end)
    words = [fold(t.text).rstrip(".") for t in draft.doc[start:end]]
    if candidate.label in draft.lexicon.roles.labels:
        node.vote(draft.lexicon.roles.labels[candidate.label], "model")
    _vote_by_words(draft, words, node)
    if len(words) > 1 and not candidate.label and not node.votes:
        node.vote("Person", "shape")
    _vote_by_form(draft, start, words, node)
    if noun_class:
        node.vote(noun_class, "apposition")
    if start and draft.doc[start - 1].lower_ in draft.lexicon.names.things:
        node.vote("Entity", "apposition")
    if _is_law(draft, start, words):
        node.vote("Entity", "head")
    _vote_by_apposition(draft, start, end, node)
    _vote_by_neighbours(draft, start, end, node)
    if not candidate.label and _is_of_belonging(draft, start):
        node.vote("Organization", "membership")
    draft.record(start, end, node, "name", "mention.name", 0.9)
    return node


def add_repeats(draft: Draft) -> None:
    """Record a name that was found once wherever else the tagger takes it for a common noun."""
    known = _single_names(draft)
    for token in draft.doc:
        taken = draft.taken[token.i] or token.i in draft.mentions.by_token
        if token.text not in known or taken or draft.is_headline(token.i):
            continue
        if len(token.text) > 3 and token.text[0].isupper() and not token.is_stop:
            add_name(draft, Candidate(token.i, token.i + 1, ""))


def _single_names(draft: Draft) -> set[str]:
    """The words that name something on their own: names of one word, and surnames."""
    known: set[str] = set()
    for found in draft.mentions.names():
        words = [t.text for t in draft.doc[found.start : found.end]]
        if len(words) == 1:
            known.update(words)
        elif draft.registry.get(found.key).votes["Person"] > 0:
            known.update(words[1:])
    return known


def _class_noun(draft: Draft, start: int, end: int) -> tuple[str | None, int]:
    """The class from a noun next to a name, and the end of the name including that noun.

    "Tocorón prison" is the name itself; in "the gang Los Lobos", the noun only gives the class.
    """
    nouns = draft.lexicon.names.nouns
    for stop in (end + 2, end + 1):
        following = Stretch(draft.doc, end, stop)
        kind = nouns.get(following.text) if stop <= len(draft.doc) and not draft.taken[stop - 1] else None
        if (
            kind
            and kind not in draft.lexicon.roles.classes.outside_name
            and _is_named_by(following, draft.doc[end - 1])
        ):
            return kind, stop
    if start and draft.parsed.sentence_of[start - 1] == draft.parsed.sentence_of[start]:
        before = draft.doc[start - 1]
        two = " ".join(t.lower_ for t in draft.doc[max(start - 2, 0) : start])
        kind = nouns.get(two) or nouns.get(before.lower_)
        classes = draft.lexicon.roles.classes
        kind = kind or _kind_of_body(draft, two, before)
        named = before.pos_ in ("NOUN", "PROPN") or (
            before.pos_ == "ADJ" and kind in classes.periodical
        )  # "the daily X"
        if kind and kind not in classes.described and named:
            return kind, end
    return None, end


def _kind_of_body(draft: Draft, two: str, noun: Token) -> str | None:
    """The kind of organisation from a noun before a name, if elsewhere that noun only describes nameless ones."""
    described = draft.lexicon.descriptions.nouns
    kind = described.get(two) or described.get(noun.lower_)
    body = kind is not None and draft.lexicon.ontology.is_a(kind, "Organization") and kind != CRIMINAL
    return kind if body and noun.tag_ == "NN" else None


def _is_law(draft: Draft, start: int, words: list[str]) -> bool:
    """Whether a name of several words is the name of a law or a treaty: "the Clara Hill Act", but not "Jude Law"."""
    if len(words) < 2 or words[-1] not in draft.lexicon.names.laws:
        return False
    before = draft.doc[start - 1].lower_ if start else ""
    definite = before in draft.lexicon.grammar.definite or before == "'s" or draft.doc[start].lower_ == "the"
    return definite or words[0] not in draft.lexicon.names.given


def _is_named_by(noun: Stretch, name: Token) -> bool:
    """Whether a name modifies the noun after it, or both modify the same noun: "the Zetas cartel cell"."""
    singular = noun[-1].tag_ == "NN" and all(t.pos_ == "NOUN" for t in noun)
    joined = noun.start <= name.head.i < noun.end or (noun[-1].dep_ == "compound" and name.head.i == noun[-1].head.i)
    return singular and joined


def _vote_by_words(draft: Draft, words: list[str], node: NodeDraft) -> None:
    """Add evidence from the gazetteer, or from a word in the name that gives the class: "Sinaloa Cartel"."""
    names = draft.lexicon.names
    known = names.known.get(node.key.removeprefix("name:"))
    if known:
        node.vote(known, "known")
    if len(words) > 1:
        # In "Coast Cartel", the last word says what it is, and the one before says where.
        final = words[-1] in names.heads and not draft.lexicon.grammar.name_small.intersection(words)
        for word in words[-1:] if final else dict.fromkeys(words):
            if word in names.heads and (names.heads[word] != CRIMINAL or _heads_gang(word, words, draft.lexicon)):
                node.vote(names.heads[word], "head")


def _heads_gang(word: str, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a word heads the name of a gang: "Sinaloa Cartel", "Cartel de Sinaloa"; not "Anti-Cartel Unit"."""
    leads = word == words[0] and (word not in lexicon.names.trailing or words[1] in lexicon.grammar.name_small)
    return leads or word == words[-1]


def _vote_by_form(draft: Draft, start: int, words: list[str], node: NodeDraft) -> None:
    """Add evidence from form: a given name shows a person and a gender; an acronym or "Los …" an organisation."""
    given, member = draft.lexicon.names.given, draft.lexicon.names.transparent["member"]
    single, text = len(words) == 1, draft.doc[start].text
    if len(words) == 2 and words[0] == "los":
        node.vote("Organization", "article")
    if start > 1 and draft.doc[start - 1].lower_ == "of" and draft.doc[start - 2].lemma_.lower() in member:
        node.vote("Organization", "membership")
    if not single and words[0] in given:
        node.vote("Person", "given-name")
    _vote_by_address(draft, start, node)
    if words[0] in given and not single:  # a single word may be a surname: "Warren"
        node.gender = node.gender or given[words[0]] or None
    if single and text.isupper() and len(text) > 1:
        node.vote("Organization", "acronym")


def _is_of_belonging(draft: Draft, start: int) -> bool:
    """Whether a name follows a noun of belonging with "of": "the founders of Clean Water"."""
    doc, at = draft.doc, start - 1
    at -= at > 0 and doc[at].lower_ in draft.lexicon.grammar.definite
    return at > 0 and doc[at].lower_ == "of" and doc[at - 1].lemma_.lower() in draft.lexicon.offices.belonging


def _vote_by_address(draft: Draft, start: int, node: NodeDraft) -> None:
    """Count "Sen.", "Gen.", "Mr." before a name as evidence: a person, with a rank or office and perhaps a gender."""
    offices = draft.lexicon.offices
    at = start - 2 if start > 1 and draft.doc[start - 1].text == "." else start - 1
    word = draft.doc[at].lower_ if at >= 0 else ""
    if word in offices.address or word in offices.abbreviation:
        gender = offices.gender.get(word)
        node.vote("Person", "address" if gender else "title")
        node.nouns.add(offices.abbreviation.get(word, word))
        node.gender = node.gender or gender


def _vote_by_apposition(draft: Draft, start: int, end: int, node: NodeDraft) -> None:
    """Count "X, a Colombian guerrilla group" as evidence for a class and, except for people, a country."""
    for child in draft.doc.root(start, end).children:
        if child.dep_ != "appos" or child.i <= end:
            continue
        kind = class_of_noun(draft.doc, child.i, draft.lexicon.names.nouns)
        if kind == CRIMINAL and not (_is_said_of_one(child) and draft.parsed.quote_of[child.i] < 0):
            continue
        if kind and not (kind == "Person" and node.votes["Organization"] >= 5):
            node.vote(kind, "apposition")
            node.nouns.add(child.lemma_.lower())
            place = _place_before(draft, child.i)
            if place and kind not in draft.lexicon.roles.classes.described:
                node.country = node.country or f"country:{place.country}"


def _is_said_of_one(noun: Token) -> bool:
    """Whether an apposition says what one thing is; not in "according to X, the Barrio 18 and MS13 street gangs …"."""
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.children)
    return noun.tag_ == "NN" and not named


def _place_before(draft: Draft, head: int) -> Place | None:
    """A demonym or country that modifies the noun at `head`."""
    left = min(t.i for t in draft.doc[head].subtree)
    places = draft.mentions.places.places
    return next((p for p in places if p.country and left <= p.start < head and p.kind != "city"), None)


def _kind_before_of(draft: Draft, start: int) -> str | None:
    """The class of place that a noun with "of" gives to the name after it: "the town of Kasese"."""
    if start < 2 or draft.doc[start - 1].lower_ != "of" or draft.doc[start - 2].tag_ != "NN":
        return None
    kind = class_of_noun(draft.doc, start - 2, draft.lexicon.names.nouns)
    return kind if kind and draft.lexicon.ontology.is_a(kind, "Place") and kind != "Country" else None


def _vote_by_neighbours(draft: Draft, start: int, end: int, node: NodeDraft) -> None:
    """Count neighbours as evidence: "in X" shows a place; "X, who" and "the X administration" show people."""
    doc = draft.doc
    preposition = (
        start and doc[start - 1].lower_ in draft.lexicon.small.name.before_city and doc[start - 1].dep_ == "prep"
    )
    if preposition and not doc[start].text.isupper():
        node.vote("City", "place")
    kind = _kind_before_of(draft, start)
    if kind:
        node.vote(kind, "apposition")
    after = [t.lower_ for t in doc[end : end + 2]]
    if after[:1] == ["-"] and after[-1] in draft.lexicon.small.relation.seated:
        node.vote("City", "place")
    if after[:1] == ["who"] or after == [",", "who"]:
        node.vote("Person", "given-name")
    if after and draft.lexicon.names.nouns.get(after[0]) == "Government" and doc[end - 1].head.i == end:
        node.vote("Person", "given-name")
