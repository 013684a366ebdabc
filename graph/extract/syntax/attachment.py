"""The word to which the parser should have attached a charge: "acquitted by a judge in Lima of killing X"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import ancestors, direct, is_verbal
from graph.extract.words import Token

_TURNING = ("acomp", "dobj", "oprd", "attr", "prt", "advmod")
_PATIENTS = ("dobj", "nsubj", "nsubjpass")


def controls_by_object(verb: Token) -> bool:
    """Whether the object of a verb is the subject of its complement: "urged X to resign", "accused X of lying"."""
    return verb.lemma_.lower() in lexicon_of(verb).grammar.object_control


def left_to(verb: Token, infinitive: Token) -> list[Token]:
    """The one who is to do something, after a preposition: "called on [X] to resign", "appealed to [X] to resign"."""
    control = lexicon_of(verb).control
    if verb.lemma_.lower() not in control.relying:
        return []
    return [t for joint in control.joint for t in direct(verb, joint) if t.i < infinitive.i]


def is_set_up(noun: Token) -> bool:
    """Whether a noun is a body set up, or people sent, to do something: "formed a [commission] to investigate X"."""
    lexicon, lemma = lexicon_of(noun), noun.head.lemma_.lower()
    setting = lemma in lexicon.control.founding or lemma in lexicon.grammar.transfer
    return setting and noun.dep_ == "dobj" and noun.lemma_.lower() in lexicon.control.doer


def faced(preposition: Token) -> Token | None:
    """The one blamed for a deed, and so its doer: "angry with [X] for doing it", "took aim at [X] for it"."""
    if preposition.lower_ != "for":
        return None
    above = preposition.head
    if above.dep_ == "pobj" and above.head.dep_ == "prep":
        above = above.head.head  # the parser attaches "for" to the last noun
    lexicon = lexicon_of(preposition)
    words = [above, *(c for c in above.children if c.dep_ in _TURNING and c.i < preposition.i)]
    if above.dep_ in ("dobj", "acomp"):
        words.append(above.head)
    if all(word.lemma_.lower() not in lexicon.grammar.facing for word in words):
        return None
    aimed = [t for word in words for name in sorted(lexicon.small.phrase.facing) for t in direct(word, name)]
    return max((t for t in aimed if t.i < preposition.i), key=lambda t: t.i, default=None)


def governor(token: Token) -> Token:
    """The word that governs a token: the parser attaches a charge to the last noun before it.

    In "was acquitted by a judge in Lima of killing X", "of" belongs to "acquitted"; in "the conviction of X for killing
    Y", "for" belongs to "conviction" and not to the outer verb.
    """
    head = listed_charge(token) or token.head
    if token.dep_ != "prep" or not any(c.dep_ == "pcomp" for c in token.children):
        return head
    if is_verbal(head) and token.lower_ == "for":
        return next((n for n in head.children if n.dep_ in _PATIENTS and _is_judged(n, token)), head)
    verb = head if is_verbal(head) else None
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ in ("dobj", "appos", "pobj", "nsubjpass"):
        verb = next((a for a in ancestors(head) if is_verbal(a)), None)
    if verb is None or verb.i > token.i:
        return head
    verdict = next((c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "ADJ" and c.i < token.i), None)
    if verdict is not None and token.lower_ == "of":
        return verdict  # "was found not guilty by a jury of killing X"
    return verb if token.lower_ in lexicon_of(token).small.phrase.charging and controls_by_object(verb) else head


def listed_charge(verb: Token) -> Token | None:
    """The "of" in "accused X of hiding, seizing and selling Y": the parser attaches the later deeds to the verb."""
    above = verb.head
    listing = any(c.dep_ == "cc" for c in verb.children)
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or not (listing and is_verbal(above)):
        return None
    # In "faces charges for kidnapping, torturing and murdering X", the charge is a noun.
    holders = [above, *(c for c in above.children if c.dep_ == "xcomp" and c.i < verb.i)]
    below = (c for holder in holders for c in holder.children if c.dep_ in _PATIENTS)
    charging = [c for c in below if c.lemma_.lower() in lexicon_of(verb).stance.nouns]
    charging += [above] if controls_by_object(above) else []
    before = (
        c
        for a in charging
        for c in a.children
        if c.dep_ == "prep" and c.lower_ in lexicon_of(verb).small.phrase.charging and c.i < verb.i
    )
    listed = (p for p in before if any(g.lower_.endswith("ing") and verb.i - g.i <= 4 for g in p.children))
    return next(listed, None)


def _is_judged(noun: Token, preposition: Token) -> bool:
    """Whether a noun is a judgement on somebody for a deed: "the [conviction] of X for killing Y"."""
    return noun.i < preposition.i and noun.lemma_.lower() in lexicon_of(noun).stance.nouns and bool(direct(noun, "of"))
