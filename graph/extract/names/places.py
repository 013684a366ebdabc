"""Countries and cities as mentions of nodes, and the country that an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.draft import Draft, NodeDraft
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.gazetteer import Gazetteer, Place

_LONGEST = 4
"""The most words in a person's name after a noun that introduces it."""


def home_country(parsed: Parsed, lexicon: Lexicon, places: Gazetteer) -> str | None:
    """The country an article is about: named half as often again as any other, or most often and also first."""
    counts: Counter[str] = Counter()
    for place in places.places:
        if place.country:
            early = parsed.sentence_of[place.start] < 2
            counts[place.country] += (1 if place.kind == "city" else 2) * (2 if early else 1)
    for country in _filed_in(parsed, lexicon):
        counts[country] += 4
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] <= 2:
        return None
    (leader, most), others = ranked[0], [number for _, number in ranked[1:]]
    first = next((p.country for p in places.places if p.country), None)
    clear = all(most >= 1.5 * number for number in others) or (leader == first and all(most > n for n in others))
    # An article about a country's home affairs rarely names it, and so may name another country most often.
    elsewhere = Counter(country for country in _emblems(parsed, lexicon) if country != leader)
    return leader if clear and all(most > number for number in elsewhere.values()) else None


def _emblems(parsed: Parsed, lexicon: Lexicon) -> Iterator[str]:
    """The countries of things that only one country has, once for each mention of such a thing: "the White House"."""
    emblems = lexicon.names.emblems
    words = [fold(token.text) if token.text[0].isupper() else "" for token in parsed.doc]
    for one, two in zip(words, [*words[1:], ""], strict=True):
        country = emblems.get(f"{one} {two}") or emblems.get(one)
        if country:
            yield country


def _filed_in(parsed: Parsed, lexicon: Lexicon) -> Iterator[str]:
    """The countries of the datelines: "QUITO, Ecuador (AP) —" names Ecuador twice."""
    names = lexicon.names
    for line in parsed.datelines:
        for part in re.split(r"[,(/]", line):
            words = fold(part.strip(" .:-‒–—―()"))
            country = names.country_names.get(words) or names.cities.get(words) or names.capitals.get(words)
            country = country or names.divisions.get(words)
            if country:
                yield country


def add_places(draft: Draft) -> None:
    """Record the gazetteer's countries, demonyms and cities; a city inside a person's name does not count."""
    for place in draft.mentions.places.places:
        if _is_name_of_other(draft, place):
            draft.mentions.places = draft.mentions.places.without(place)
            continue
        draft.take(place.start, place.end)
        node = _city(draft, place) if place.kind == "city" else _country(draft, place)
        draft.record(place.start, place.end, node, place.kind, f"mention.{place.kind}", 0.95)


def _is_name_of_other(draft: Draft, place: Place) -> bool:
    """Whether the name of a place is only part of another name: of a person, a canal, a newspaper."""
    if place.kind == "demonym":
        return _is_surname(draft, place)
    if _is_introduced(draft, place) or _in_title(draft, place):
        return True
    if place.kind == "city":
        return _in_person(draft, place) or _in_body(draft, place)
    return _in_place(draft, place)


def _is_surname(draft: Draft, place: Place) -> bool:
    """Whether a word for a people is a surname: "Harold Finn"."""
    for entity in draft.doc.ents:
        inside = entity.label_ == "PERSON" and entity.start < place.start and place.end == entity.end
        if inside and fold(entity[0].text) in draft.lexicon.names.given:
            return True
    return False


def _is_introduced(draft: Draft, place: Place) -> bool:
    """Whether a noun shows that the capitalised words around a place name are a person's: "the actor Devon Jordan"."""
    doc, start, end = draft.doc, place.start, place.end
    while start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].is_title and not draft.taken[start - 1]:
        start -= 1
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title and not draft.taken[end]:
        end += 1
    before = doc[start - 1] if start else None
    if before is None or not place.end - place.start < end - start <= _LONGEST or before.pos_ != "NOUN":
        return False
    lexicon = draft.lexicon
    person = before.is_lower and lexicon.names.nouns.get(before.lower_) in lexicon.roles.classes.relative
    return person or lexicon.offices.is_noun(before.lower_)


def _in_title(draft: Draft, place: Place) -> bool:
    """Whether the name of a place ends another name, after a Romance preposition: "El Faro de Lima"."""
    joint = draft.doc[place.start - 1] if place.start > 1 else None
    if joint is None or joint.text not in draft.lexicon.grammar.name_cuts or not draft.doc[joint.i - 1].is_title:
        return False
    return any(e.start < joint.i and place.end <= e.end and e.label_ != "GPE" for e in draft.doc.ents)


def _city(draft: Draft, place: Place) -> NodeDraft:
    text = draft.text(place.start, place.end)
    node = draft.registry.add(f"place:{fold(text)}", text, place.start)
    node.type = place.type
    node.country = place.country and f"country:{place.country}"
    if place.country:
        draft.registry.country(place.country, "", place.start)
    return node


def _country(draft: Draft, place: Place) -> NodeDraft:
    assert place.country is not None
    name = "" if place.kind == "demonym" else draft.text(place.start, place.end)
    return draft.registry.country(place.country, name, place.start)


def _in_place(draft: Draft, place: Place) -> bool:
    """Whether the name of a country is part of another name on the map: "Panama Canal"."""
    around = (e for e in draft.doc.ents if e.label_ in ("FAC", "LOC") and e.start <= place.start < place.end < e.end)
    owned = draft.lexicon.names.nouns
    # "The U.S. Embassy" and "Peru's border" belong to the country; a canal named after it is something else.
    return any(all(t.tag_ != "POS" and t.lower_ not in owned for t in entity) for entity in around)


def _in_body(draft: Draft, place: Place) -> bool:
    """Whether the name of a city opens that of a body or product: "the Lima Institute", not "the Lima police"."""
    nouns, offices = draft.lexicon.names.nouns, draft.lexicon.offices
    for entity in draft.doc.ents:
        inside = entity.label_ in ("ORG", "PRODUCT", "FAC") and entity.start <= place.start and place.end < entity.end
        rest = draft.doc[place.end : entity.end]
        if inside and all(t.pos_ == "PROPN" and t.text[0].isupper() for t in rest):
            # One word that describes what the city has is not a name; after another word, it ends a name.
            word = rest[0].lower_
            return len(rest) > 1 or not (word in nouns or offices.is_noun(word))
    return False


def _in_person(draft: Draft, place: Place) -> bool:
    """Whether the name of a city is part of a person's: "Orlando Matamoros"."""
    for entity in draft.doc.ents:
        inside = entity.label_ == "PERSON" and entity.start <= place.start and place.end <= entity.end
        if inside and entity.end - entity.start > place.end - place.start:
            return True
    if place.start == 0:
        return False
    before = draft.doc[place.start - 1]
    given = fold(before.text) in draft.lexicon.names.given
    return given and before.text[0].isupper() and before.i not in draft.mentions.places.inside
