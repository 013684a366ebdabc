"""Whether a verb is passive, and by whom the act is done."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import FINITE
from graph.extract.words import Token

_SETTINGS = ("DATE", "TIME", "GPE", "LOC", "FAC")
_ACTING = ("PERSON", "ORG", "GPE", "NORP")


def is_lost_root(verb: Token) -> bool:
    """Whether "X, who …, arrested Y" was misparsed: the main verb as a participle, and X as the root."""
    if (
        verb.dep_ != "acl"
        or verb.tag_ not in ("VBN", "VBD")
        or verb.lemma_.lower() in lexicon_of(verb).grammar.two_objects
    ):
        return False
    root = verb.sent.root
    direct = any(c.dep_ == "dobj" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)
    return direct and root.pos_ in ("NOUN", "PROPN") and root.i < verb.i


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: with its auxiliary, or as a bare participle after a noun ("built by X")."""
    if verb.tag_ not in ("VBN", "VBD") or is_lost_root(verb):
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if any(c.dep_ == "agent" for c in verb.children):
        # In "upheld the conviction of X by Y", the verb has a subject and an object, and so is not passive.
        return not {"nsubj", "dobj"} <= {c.dep_ for c in verb.children}
    if (
        verb.dep_ in ("acl", "advcl")
        and verb.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    ):
        return True  # "built by X", "when forced to resign"; but not "the claim that it had built"
    if verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in verb.children):
        # The tagger may take the second participle of "arrested by X and extradited to Y" for a past tense.
        return verb.head.tag_ == "VBN" and is_passive(verb.head) and (verb.tag_ == "VBN" or verb.head.dep_ == "acl")
    return False


def is_agentless(verb: Token) -> bool:
    """Whether a verb is passive and does not say who acts: "is believed to", "it was claimed that"."""
    return (is_passive(verb) or _is_reduced(verb)) and not agents(verb)


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(c.tag_ in FINITE and c.dep_ in ("aux", "auxpass") for c in verb.children)


def _is_reduced(verb: Token) -> bool:
    """Whether the parser took a participle for the main verb: "X, thought to lead Y, met Z".

    Next to a main clause, it does not have its own subject: "X was found dead, believed to have been shot".
    """
    if verb.dep_ in ("advcl", "acl") and any(c.dep_ in ("nsubj", "mark", "dobj") for c in verb.children):
        return False
    between = 0 < verb.i < len(verb.doc) - 1 and verb.nbor(-1).text == "," and verb.nbor(1).lower_ == "to"
    return (
        between
        and verb.tag_ == "VBD"
        and (verb.dep_ in ("advcl", "acl") or any(c.dep_ == "conj" and _is_finite(c) for c in verb.children))
    )


def agents(verb: Token) -> list[Token]:
    """The heads after "by" of a passive."""
    found = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    if not found:
        by = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"]
        found = [g for c in by for g in c.children if g.dep_ == "pobj"]
    found = found or _nested_agents(verb)
    if not found and verb.dep_ == "conj" and is_passive(verb.head):
        return agents(verb.head)  # "arrested by X and extradited to Y"
    return found


def _nested_agents(verb: Token) -> list[Token]:
    """The agent that the parser attaches to the noun before "by": "was named director on Monday [by the board]".

    Only after a time, a place, an office or a charge: "was quoted in a book by X" says whose book it is.
    """
    nouns = [c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i]
    nouns += [g for c in verb.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj" and g.i > verb.i]
    nouns += [g for n in nouns for c in n.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    placed = [n for n in nouns if n.dep_ == "oprd" or n.ent_type_ in _SETTINGS or _is_setting(n) or _is_charge(n, verb)]
    by = [c for n in placed for c in n.children if c.dep_ == "prep" and c.lower_ == "by"]
    # After an office, the giver may be anybody; after a charge, the accuser may be anybody.
    of_office = {c.i for c in by if c.head.dep_ == "oprd" or _is_charge(c.head, verb)}
    found = [g for c in by for g in c.children if g.dep_ == "pobj"]
    return [g for g in found if g.ent_type_ in _ACTING or g.head.i in of_office]


def _is_charge(noun: Token, verb: Token) -> bool:
    """Whether a noun is what somebody is charged with: "was accused of [theft] by X"."""
    lexicon = lexicon_of(noun)
    charging = noun.dep_ == "pobj" and noun.head.head.i == verb.i and noun.head.lower_ in lexicon.small.phrase.charging
    return charging and noun.pos_ == "NOUN" and verb.lemma_.lower() in lexicon.grammar.object_control


def _is_setting(noun: Token) -> bool:
    """Whether a common noun says where or on what occasion something happens: "at the airport", "at the summit"."""
    lexicon, lemma = lexicon_of(noun), noun.lemma_.lower()
    return noun.pos_ == "NOUN" and (
        lemma in lexicon.names.events or lexicon.names.nouns.get(lemma) in lexicon.roles.classes.setting
    )
