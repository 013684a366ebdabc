"""Repairs of subjects that the parser took for part of something else.

They apply only if word order leaves no other reading: a noun phrase between a comma and a finite verb that has no
subject, or only a participle as its subject, does not belong to what precedes the comma.
"""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import FINITE, SUBJECTS, before
from graph.extract.words import Doc, Token

_NOUNS = ("NOUN", "PROPN", "PRON")
_BEFORE_VERB = ("aux", "auxpass", "neg", "advmod")


def restore(doc: Doc) -> None:
    """Repair the tree of a parsed text in place; the lexicon must be attached to the text."""
    for verb in list(doc):
        if verb.pos_ in ("VERB", "AUX") and is_finite(verb):
            _behind_participle(verb)
            _behind_phrase(verb)
            _from_object(verb)
            _from_cue(verb)
            _from_title(verb)
            _from_root(verb)
            _of_two(verb)


def is_finite(verb: Token) -> bool:
    """Whether a verb form can have its own subject: not an infinitive, a gerund or a bare participle."""
    return verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in (*FINITE, "MD") for c in verb.lefts)


def first_of(verb: Token) -> int:
    """Where a verb begins, with its auxiliaries and adverbs."""
    return min((c.i for c in verb.lefts if c.dep_ in _BEFORE_VERB and c.i > verb.i - 4), default=verb.i)


def _behind_participle(verb: Token) -> None:
    """ "Sued by the tenant X, [the landlord Y] went on": the subject is not the participle but the noun before."""
    lost = next((c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ in ("VBN", "VBG")), None)
    if lost is None or lost.i > verb.i or not any(c.dep_ in ("agent", "prep", "dobj") for c in lost.rights):
        return
    subject = _apposed_before(verb)
    if subject is not None and lost.is_ancestor(subject):
        lost.dep_ = "advcl"
        subject.hang(verb, role_of_subject(verb))


def _behind_phrase(verb: Token) -> None:
    """ "According to papers filed by the widow X, [the sect leader Y] threatened Z": the subject is Y, not X."""
    lost = next((c for c in verb.children if c.dep_ in SUBJECTS and c.pos_ == "PROPN" and c.i < verb.i), None)
    subject = _apposed_before(verb) if lost is not None else None
    if lost is None or subject is None or subject.head.i != lost.i or lost.left_edge.i == verb.sent.start:
        return
    described = before(lost.left_edge)
    if described.pos_ != "NOUN" or described.dep_ not in ("pobj", "dobj"):
        return
    lost.hang(described, "appos")
    subject.hang(verb, role_of_subject(verb))


def _apposed_before(verb: Token) -> Token | None:
    """The noun between a comma and a verb that was taken for an apposition to what precedes the comma."""
    first = first_of(verb)
    noun = verb.doc[first - 1] if first > verb.sent.start else verb
    while noun.dep_ in ("appos", "compound", "flat") and before(noun.left_edge).text != "," and noun.head.i < first:
        noun = noun.head
    apposed = noun.dep_ == "appos" and noun.head.i < noun.i and noun.right_edge.i == first - 1
    return noun if apposed and noun.left_edge.i > 0 and before(noun.left_edge).text == "," else None


def _from_object(verb: Token) -> None:
    """ "Argued [his client, the promoter X,] had sold Y": a noun between two finite verbs is not an object."""
    cue = verb.head
    listed = any(c.dep_ == "cc" for c in cue.children)
    complement = verb.dep_ == "ccomp" or (verb.dep_ == "conj" and not listed)
    if not complement or cue.i > verb.i or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    lost = next((c for c in cue.children if c.dep_ == "dobj" and c.pos_ in _NOUNS and cue.i < c.i < verb.i), None)
    several = lost is not None and any(c.dep_ == "conj" for c in lost.children)
    if lost is None or several or lexicon_of(cue).cues.verbs.get(cue.lemma_.lower()) is None:
        return
    if all(t.is_punct for t in verb.doc[lost.right_edge.i + 1 : first_of(verb)]):
        lost.hang(verb, role_of_subject(verb))
        verb.dep_ = "ccomp"


def _from_cue(verb: Token) -> None:
    """ "[Peru], said the lawyer X, has jailed Y": the first of two subjects of "said" belongs to the other verb."""
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return
    cues = [c for c in verb.children if c.dep_ == "parataxis" and c.i < verb.i]
    cues += [verb.head] if verb.dep_ == "ccomp" and verb.head.i < verb.i else []
    for cue in cues:
        own = [c for c in cue.children if c.dep_ in SUBJECTS]
        if (
            len(own) == 2
            and own[0].i < cue.i < own[1].i < verb.i
            and any(t.text == "," for t in verb.doc[own[0].i : cue.i])
        ):
            own[0].hang(verb, role_of_subject(verb))


def _from_title(verb: Token) -> None:
    """ "Claimed [the forger] X had met Y": "the forger" is the title of X, not somebody X had met."""
    title, subject = verb.head, next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.dep_ != "relcl" or title.dep_ != "dobj" or subject is None or subject.pos_ != "PROPN":
        return
    cue, lexicon = title.head, lexicon_of(verb)
    titled = title.tag_ == "NN" and subject.left_edge.i == title.i + 1 and verb.i > subject.i
    if titled and lexicon.cues.verbs.get(cue.lemma_.lower()) and not any(c.dep_ == "ccomp" for c in cue.children):
        verb.hang(cue, "ccomp")
        title.hang(subject, "compound")


def _from_root(verb: Token) -> None:
    """ "[X], as Y put it, sold Z": a name before a verb without a subject is its subject, not a separate sentence."""
    noun = verb.head
    alone = noun.pos_ in _NOUNS and noun.head.i == noun.i and not any(c.dep_ == "cc" for c in noun.children)
    if verb.dep_ != "conj" or not alone or noun.i > verb.i or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    for child in list(noun.children):
        if child.i > noun.i and child.i != verb.i:
            child.hang(verb)
    verb.hang(verb, "ROOT")
    noun.hang(verb, role_of_subject(verb))


def _of_two(verb: Token) -> None:
    """ "[Whom] the court had found guilty", "rumours that X signed with [Y] swept Z": one of the two is no subject."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i]
    if len(own) != 2:
        return
    joint = before(own[1].left_edge)
    if own[0].tag_ == "WP" and not any(c.dep_ == "dobj" for c in verb.children):
        own[0].dep_ = "dobj"
    elif joint.dep_ == "prep" and own[0].i < joint.i and not any(c.dep_ in ("pobj", "pcomp") for c in joint.children):
        own[1].hang(joint, "pobj")


def role_of_subject(verb: Token) -> str:
    """The role of the subject of a verb, which depends on active or passive voice."""
    return "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
