"""Repairs of nouns, adjectives and prepositions that the parser attached to the wrong word."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import before
from graph.extract.words import Token

_SETTINGS = ("GPE", "DATE", "TIME", "LOC")
_TIMES = ("DATE", "TIME")
_PLACES = ("ORG", "GPE", "LOC", "FAC", "NORP")


def mend(word: Token) -> None:
    """Repair a word according to the role that the parser gives it."""
    for roles, mended in _MENDS:
        if word.dep_ in roles:
            mended(word)


# ------------------------------------------------------------------------------ "met in Tulsa [with] X"


def _part_companion(preposition: Token) -> None:
    """Attach "with" to the verb if the parser attached it to a place or day, which cannot have a companion."""
    setting, above = preposition.head, preposition.head.head
    if setting.ent_type_ not in _SETTINGS:
        return
    bare = setting.dep_ == "pobj" and above.dep_ == "prep" and setting.right_edge.i >= preposition.i
    verb = above.head if bare else setting.head if setting.dep_ == "npadvmod" else None
    if verb is not None and verb.pos_ == "VERB" and preposition.lower_ in lexicon_of(verb).small.phrase.companion:
        preposition.hang(verb)


# ------------- "called the report that X met Y [untrue]", "named X [ambassador]", "held two guards [hostage]"


def _part_complement(word: Token) -> None:
    """Make what the parser took for the last word of a name a complement of the verb that ascribes it to somebody."""
    if word.tag_[:2] not in ("JJ", "NN"):
        return
    right_before = (c for c in word.children if c.dep_ == "compound" and c.i == word.i - 1)
    name = next((c for c in right_before if c.pos_ == "PROPN" or c.tag_ == "NNS"), None)
    verb = next((a for a in word.ancestors if complements(a, word)), None) if name is not None else None
    if name is None or verb is None:
        return
    for child in list(word.children):
        if child.i < name.i:
            child.hang(name)
    name.hang(word.head, word.dep_)
    word.hang(verb, "oprd")


def complements(verb: Token, word: Token) -> bool:
    """Whether a verb may have a word as its complement: a word for untrue, an office, or a state of captivity."""
    lexicon, lemma = lexicon_of(word), verb.lemma_.lower()
    known = lexicon.by_verb.get(lemma, ()) if verb.i == word.head.i else ()
    if word.is_lower and any(word.lower_ == particle for particle, _ in known):
        return True  # "took X hostage", "held X responsible"
    if before(word).pos_ != "PROPN":
        return False
    if word.lower_ in lexicon.stance.untrue_adjectives:
        return lemma in lexicon.clauses.verbs.naming
    given = word.is_lower and before(word).ent_type_ == "PERSON" and lexicon.offices.is_noun(word.lower_)
    given = given and not any(c.dep_ == "det" for c in word.children)  # "considered an Obama nominee"
    return given and any("oprd" in frame.as_slots for _, frame in known)


# ------------------------------------------------- "took the bank X [to court]", "showed the minister X [the door]"


def _part_second(word: Token) -> None:
    """Make a noun after "to" a noun again, not an infinitive, and what somebody is given an object, no apposition."""
    if word.tag_ != "NN":
        return
    to = next((c for c in word.lefts if c.dep_ == "aux" and c.lower_ == "to" and c.tag_ == "IN"), None)
    if word.dep_ == "xcomp" and to is not None:
        to.hang(word.head, "prep")
        word.hang(to, "pobj")
    elif word.dep_ == "appos" and word.left_edge.dep_ == "det" and not before(word.left_edge).is_punct:
        given = word.head
        while given.dep_ in ("appos", "compound") and given.head.i != given.i:
            given = given.head
        verb, lexicon = given.head, lexicon_of(word)
        named = any("oprd" in frame.as_slots for _, frame in lexicon.by_verb.get(verb.lemma_.lower(), ()))
        has_object = any(c.dep_ == "dobj" and c.i != given.i for c in verb.children)
        given_to = given.dep_ == "dative" or (
            given.dep_ == "dobj" and not named and verb.lemma_.lower() in lexicon.grammar.two_objects
        )
        if given_to and given.pos_ in ("NOUN", "PROPN") and not has_object and word.left_edge.i > given.i:
            given.dep_ = "dative"
            word.hang(verb, "dobj")


# ------------------------------------------------- "the owner of the team, [X], sued Y", "visited [Nauru] on 4 March"


def _raise_name(name: Token) -> None:
    """Make a person's name an apposition to the noun for that person, not to what the person has, leads or is from."""
    if name.ent_type_ != "PERSON" or not name.left_edge.i:
        return
    held, joint = name.head, name.head.head
    described = joint.head if held.dep_ == "pobj" else held
    lexicon, lemma = lexicon_of(name), described.lemma_.lower()
    kinds = {lexicon.names.nouns.get(lemma), lexicon.descriptions.nouns.get(lemma)}
    kin = lemma in lexicon.offices.kin  # "the widow of X, Y,"
    person = kin or (bool(kinds & lexicon.roles.classes.relative) and held.ent_type_ in _PLACES)
    set_off = before(name.left_edge).text == "," and described.i != held.i and described.pos_ == "NOUN"
    titled = held.ent_type_ in _PLACES and lexicon.offices.is_noun(described.lower_)
    if set_off and (person or titled):
        name.hang(described, "appos")


def _join_events(event: Token) -> None:
    """Coordinate an event with another event, not with the doer of that event: "praise from X and a rebuke from Y"."""
    joint = event.head.head if event.head.dep_ == "pobj" else event
    known, own = lexicon_of(event).by_noun, {c.lower_ for c in event.children if c.dep_ == "prep"}
    if event.pos_ != "NOUN" or joint.i == event.i or joint.lower_ not in own or event.lemma_.lower() not in known:
        return
    above = joint.head
    others = [above] if above.pos_ == "NOUN" else [c for c in above.children if c.dep_ == "dobj"]
    if others and others[0].lemma_.lower() in known and others[0].i < event.i:
        event.hang(others[0])


def _make_object(name: Token) -> None:
    """Make a name right after a verb without an object its object if the parser took the name for a time."""
    verb = name.head
    direct = any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)
    named = name.pos_ == "PROPN" and name.ent_type_ not in _TIMES
    if named and verb.pos_ == "VERB" and name.left_edge.i == verb.i + 1 and not direct:
        name.dep_ = "dobj"


_MENDS = (
    (("pobj", "dobj"), _part_complement),
    (("xcomp", "appos"), _part_second),
    (("appos", "conj"), _raise_name),
    (("npadvmod", "advmod"), _make_object),
    (("conj",), _join_events),
    (("prep",), _part_companion),
)
"""The repair of a noun by the role that the parser gives it, which may stand for another role."""
