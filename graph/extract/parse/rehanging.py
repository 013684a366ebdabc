"""What the parser hung on the wrong word, hung where it belongs, in the tree itself.

Only where the order of the words leaves no other reading: a name between "and" and a verb is that verb's subject,
"whose brother the rebels abducted" has two nouns, and whoever is told has "that" behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import FINITE, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = (*SUBJECTS, "expl")
_OBJECTS = ("dobj", "pobj", "attr", "oprd", "dative", "conj", "appos")
_CLAUSES = ("conj", "ccomp", "advcl", "dep")
_NOUNS = ("NOUN", "PROPN", "PRON")
_AUXILIARIES = ("aux", "auxpass", "neg", "advmod")


def rehang(doc: Doc) -> None:
    """Put the tree of a parsed text right, in place; the lexicon must be with the text."""
    for verb in list(doc):
        if verb.dep_ in _CLAUSES and _is_finite(verb) and not any(c.dep_ in _SUBJECTS for c in verb.children):
            _give_subject(verb)
        if verb.dep_ == "ccomp" and verb.i < verb.head.i:
            _part_sentences(verb)
        if verb.dep_ == "relcl":
            _part_owned(verb)
    for word in list(doc):
        if word.tag_[:2] in ("JJ", "NN") and word.dep_ in ("pobj", "dobj"):
            _part_complement(word)
    for clause in list(doc):
        if clause.dep_ == "relcl":
            _make_content(clause)
        if clause.lower_ in lexicon_of(clause).clauses.arguments.doer and clause.i > clause.sent.start:
            _give_author(clause, clause.nbor(-1))


# ------------------------------------------------- "called the report that X met Y [untrue]", "named X [ambassador]"


def _part_complement(word: Token) -> None:
    """Make what the parser took for the last word of a name the complement of the verb that says so of somebody."""
    name = next((c for c in word.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == word.i - 1), None)
    verb = next((a for a in word.ancestors if _complements(a, word)), None) if name is not None else None
    if name is None or verb is None:
        return
    for child in list(word.children):
        if child.i < name.i:
            child.head = name
    name.head, name.dep_ = word.head, word.dep_
    word.head, word.dep_ = verb, "oprd"


def _complements(verb: Token, word: Token) -> bool:
    """Whether a verb may say of somebody what a word means: that it is untrue, or an office that a person gets."""
    lexicon, lemma = lexicon_of(word), verb.lemma_.lower()
    if word.lower_ in lexicon.stance.untrue_adjectives:
        return lemma in lexicon.clauses.verbs.naming
    given = word.is_lower and word.nbor(-1).ent_type_ == "PERSON" and lexicon.offices.is_noun(word.lower_)
    frames = (frame for _, frame in lexicon.by_verb.get(lemma, ())) if given and word.head.i == verb.i else ()
    return any("oprd" in frame.as_slots for frame in frames)


# ------------------------------------------------- "charged X with fraud and [Sweden] expelled Y"


def _is_finite(verb: Token) -> bool:
    """Whether a verb is one that has a subject of its own: not an infinitive, a gerund or a bare participle."""
    return verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in (*FINITE, "MD") for c in verb.lefts)


def _give_subject(verb: Token) -> None:
    """Make the name between "and" and a verb without a subject that subject, and no object of the clause before."""
    subject = _before(verb)
    if subject is None:
        return
    joint, before = subject.doc[subject.left_edge.i - 1], subject.head
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    subject.head, subject.dep_ = verb, "nsubjpass" if passive else "nsubj"
    joint.head = verb.head if verb.head.i < joint.i else before


def _before(verb: Token) -> Token | None:
    """The noun right before a verb and its auxiliaries that the parser joined to an object of the clause before."""
    first = min((c.i for c in verb.lefts if c.dep_ in _AUXILIARIES and c.i > verb.i - 4), default=verb.i)
    if first <= verb.sent.start + 1 or any(t.head.i != verb.i for t in verb.doc[first : verb.i]):
        return None
    noun = verb.doc[first - 1]
    while noun.dep_ in ("appos", "compound", "nmod", "flat") and noun.head.i not in (noun.i, verb.i):
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in _NOUNS or noun.right_edge.i != first - 1:
        return None
    joint = verb.doc[noun.left_edge.i - 1]
    joined = joint.dep_ == "cc" and joint.head.i == noun.head.i
    return noun if joined and noun.head.pos_ in _NOUNS and noun.head.dep_ in _OBJECTS and _is_pair(noun) else None


def _is_pair(noun: Token) -> bool:
    """Whether a noun is the second of two: of "A, B and C signed" the parser's list is as good as any."""
    first = noun.head
    return first.dep_ != "conj" and all(c.i == noun.i for c in first.children if c.dep_ == "conj")


# ----------------------------------------------------------------- "X said so; Y left"


def _part_sentences(first: Token) -> None:
    """Make what is before a semicolon the first of two sentences, where the parser has the second speak of it.

    Not where the second is of speech: "P; Q, X said".
    """
    second, cues = first.head, lexicon_of(first).cues
    if second.lemma_.lower() in cues.closing | cues.telling:
        return
    between = second.doc[first.right_edge.i : second.i + 1]
    if not any(t.text == ";" for t in between):
        return
    first.head, first.dep_ = (first if second.head.i == second.i else second.head), second.dep_
    second.head, second.dep_ = first, "conj"


# ------------------------------------------------------- "X, whose brother [the rebels] abducted"


def _part_owned(verb: Token) -> None:
    """Part what somebody has from who does something to it, where the parser takes the one for the other's name."""
    owned = next((c for c in verb.children if c.dep_ == "nsubj" and any(g.tag_ == "WP$" for g in c.children)), None)
    acting = next((c for c in owned.children if c.dep_ == "appos"), None) if owned is not None else None
    if owned is None or acting is None or acting.left_edge.i != owned.i + 1:
        return
    acting.head, acting.dep_ = verb, "nsubj"
    owned.dep_ = "dobj"


# ------------------------------------------------------------ "told agents [that X met with Y]"


def _make_content(clause: Token) -> None:
    """Make a clause what somebody is told, or what a report says, where the parser has it describe the one or other."""
    noun, that = clause.head, next((c for c in clause.children if c.lower_ == "that"), None)
    own = any(c.dep_ in _SUBJECTS and c.lower_ != "that" for c in clause.children)
    if that is None or that.i != noun.i + 1 or not own:
        return
    above, lexicon = noun.head, lexicon_of(clause)
    telling = noun.dep_ in ("dobj", "dative") and above.lemma_.lower() in lexicon.cues.telling
    if telling and not any(c.dep_ == "ccomp" for c in above.children):
        clause.head, clause.dep_, that.dep_ = above, "ccomp", "mark"
    elif noun.lemma_.lower() in lexicon.cues.nouns and any(
        c.dep_ == "oprd" and c.i > clause.i and _complements(above, c) for c in above.children
    ):
        clause.dep_, that.dep_ = "acl", "mark"  # "called a story that X met Y false"


# ---------------------------------------------------- "disputed accusations [by X] [that Y met Z]"


def _give_author(by: Token, noun: Token) -> None:
    """Hang who says something, and what, on the noun of speech right before, and not on the verb before that."""
    if noun.lemma_.lower() not in lexicon_of(noun).cues.nouns or noun.pos_ != "NOUN":
        return
    author = next((c for c in by.children if c.dep_ == "pobj"), None)
    that = noun.doc[author.i + 1] if author is not None and author.i + 1 < len(noun.doc) else None
    if author is None or that is None or that.dep_ != "mark" or that.lower_ != "that" or that.head.i == noun.i:
        return
    by.head, by.dep_ = noun, "prep"
    that.head.head, that.head.dep_ = noun, "acl"
