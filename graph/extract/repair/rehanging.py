"""Repairs of verbs, clauses and their subjects that the parser attached to the wrong word.

They apply only if word order leaves no other reading: a name between "and" and a verb is that verb's subject,
"whose brother the rebels abducted" has two nouns, and "that" follows the person who is told something.
"""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.repair import rehung_nouns
from graph.extract.repair.lost_subjects import first_of, is_finite, role_of_subject
from graph.extract.syntax.tokens import FINITE, SETS_OFF, SUBJECTS, before
from graph.extract.words import Doc, Token

_SUBJECTS = (*SUBJECTS, "expl")
_OBJECTS = ("dobj", "pobj", "attr", "oprd", "dative", "conj", "appos")
_CLAUSES = ("conj", "ccomp", "advcl", "dep")
_NOUNS = ("NOUN", "PROPN", "PRON")


def rehang(doc: Doc) -> None:
    """Repair the tree of a parsed text in place; the lexicon must be attached to the text."""
    for verb in list(doc):
        _mend_verb(verb)
    for word in list(doc):
        rehung_nouns.mend(word)
    for clause in list(doc):
        if clause.dep_ == "relcl":
            _make_content(clause)
        if clause.dep_ == "advcl" and clause.tag_ == "VBG":
            _give_to_denier(clause)
        if clause.lower_ in lexicon_of(clause).clauses.arguments.doer and clause.i > clause.sent.start:
            _give_author(clause, before(clause))


def _mend_verb(verb: Token) -> None:
    if verb.dep_ == "amod" and verb.tag_ == "VBD":
        _make_root(verb)
    subject = any(c.dep_ in _SUBJECTS for c in verb.children)
    if verb.dep_ in _CLAUSES and not subject and is_finite(verb):
        _give_subject(verb)
    if verb.dep_ == "ROOT" and not subject and is_finite(verb):
        _give_fronted(verb)
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:
        _free_subject(verb)
    if verb.dep_ == "ccomp" and verb.i < verb.head.i:
        _part_sentences(verb)
        _describe(verb)
    if verb.dep_ == "relcl":
        _part_owned(verb)
    if verb.dep_ == "conj" and any(c.dep_ == "agent" for c in verb.children):
        _make_participle(verb)
    if verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD"):
        _join_reduced(verb)
    if verb.dep_ == "ccomp" and verb.head.tag_ in ("VBN", "VBD"):
        _make_main(verb)


# --------------------------------------------------------- "the CNP [abducted] Mayor X": not "abducted mayor"


def _make_root(verb: Token) -> None:
    """Make a past tense the verb of a sentence that has none, if the parser attached it to the noun after it."""
    root, subject = verb.sent.root, before(verb) if verb.i > verb.sent.start else verb
    if root.pos_ not in _NOUNS or root.i <= verb.i or subject.i == verb.i or not _is_named(subject):
        return
    for word in verb.doc[verb.sent.start : verb.i]:
        if word.head.i > verb.i:
            word.head = subject if word.dep_ == "det" and word.i > subject.i - 3 else verb
    verb.hang(verb, "ROOT")
    root.hang(verb, "dobj")
    subject.hang(verb, "nsubj")


def _is_named(word: Token) -> bool:
    """Whether a word ends a name."""
    return (word.is_title or word.is_upper) and (word.pos_ == "PROPN" or word.ent_type_ != "")


# ------------------------------------------------- "said that firms [tied to X] had paid Y"


def _join_reduced(participle: Token) -> None:
    """Make a participle describe its subject if the parser took it for a clause parallel to what is said."""
    subject = next((c for c in participle.children if c.dep_ == "nsubj" and c.i < participle.i), None)
    beside = (c for c in participle.head.children if c.dep_ == "ccomp" and c.i > participle.i)
    verb = next((c for c in beside if is_finite(c) and not any(g.dep_ in _SUBJECTS for g in c.children)), None)
    if subject is None or verb is None or any(c.dep_ in ("aux", "auxpass") for c in participle.children):
        return
    if any(t.dep_ == "cc" or t.is_punct for t in verb.doc[participle.i : verb.i]):
        return
    for child in [c for c in participle.children if c.i < subject.left_edge.i]:
        child.hang(verb)
    subject.hang(verb, role_of_subject(verb))
    participle.hang(subject, "acl")


def _make_participle(verb: Token) -> None:
    """Make "held" in "spoke of workers held by X" describe the noun before it if the parser coordinates "held"."""
    noun, first = before(verb), verb.head
    apart = any(t.dep_ == "cc" or t.is_punct for t in verb.doc[first.i : verb.i])
    carried = any(c.dep_ in ("aux", "auxpass", *_SUBJECTS) for c in verb.children)
    if noun.pos_ in _NOUNS and noun.i > first.i and first.is_ancestor(noun) and not apart and not carried:
        verb.hang(noun, "acl")


def _make_main(verb: Token) -> None:
    """In "the men killed were believed to be there", make "were believed" the main verb and "killed" a description."""
    participle, opening = verb.head, verb.left_edge
    own = any(c.dep_ in _SUBJECTS for c in verb.children)
    subject = next((c for c in participle.lefts if c.dep_ in SUBJECTS and c.right_edge.i == participle.i - 1), None)
    free = not any(c.dep_ in ("aux", "auxpass") for c in participle.children)
    if subject is None or own or not free or opening.i != participle.i + 1 or opening.tag_ not in FINITE:
        return
    verb.hang(verb if participle.head is participle else participle.head, participle.dep_)
    subject.hang(verb, role_of_subject(verb))
    for child in [c for c in participle.children if c.i > verb.i]:
        child.hang(verb)
    participle.hang(subject, "acl")


# ------------------------------------------------- "charged X with fraud and [Sweden] expelled Y"


def _give_subject(verb: Token) -> None:
    """Make a name between "and" and a verb without a subject its subject, not an object in the clause before."""
    subject = _before(verb)
    if subject is None:
        return
    joint, listed = before(subject.left_edge), subject.head
    subject.hang(verb, role_of_subject(verb))
    joint.hang(verb.head if verb.head.i < joint.i else listed)


def _give_fronted(verb: Token) -> None:
    """ "In the eyes of X, the poet [Y] is free": the name between a fronted phrase and the verb is its subject."""
    first = first_of(verb)
    fronted = next((c for c in verb.lefts if c.dep_ == "prep" and c.i == verb.sent.start), None)
    if fronted is None or fronted.right_edge.i != first - 1:
        return
    behind = [t for t in fronted.subtree if t.dep_ == "appos" and t.right_edge.i == first - 1]
    subject = next((t for t in behind if before(t.left_edge).text == ","), None)
    if subject is not None:
        subject.hang(verb, "nsubj")


def _before(verb: Token) -> Token | None:
    """The noun right before a verb and its auxiliaries that the parser attached to an object in the clause before."""
    first = first_of(verb)
    if first <= verb.sent.start + 1 or any(t.head.i != verb.i for t in verb.doc[first : verb.i]):
        return None
    noun = verb.doc[first - 1]
    while noun.dep_ in ("appos", "compound", "nmod", "flat") and noun.head.i not in (noun.i, verb.i):
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in _NOUNS or noun.right_edge.i != first - 1:
        return None
    joint = before(noun.left_edge)
    joined = joint.dep_ == "cc" and joint.head.i == noun.head.i
    return noun if joined and noun.head.pos_ in _NOUNS and noun.head.dep_ in _OBJECTS and _is_pair(noun) else None


def _is_pair(noun: Token) -> bool:
    """Whether a noun is the second of two; for "A, B and C signed", the parser's own list is just as good."""
    first = noun.head
    return first.dep_ != "conj" and all(c.i == noun.i for c in first.children if c.dep_ == "conj")


# ------------------------------------------------------ "[Ramsey], who co-authored a report, told X that P"


def _free_subject(clause: Token) -> None:
    """Make the noun before a relative clause the subject of the verb after the clause, and not of the clause."""
    noun, verb = next((c for c in clause.children if c.dep_ == "nsubj"), clause), clause.head
    if noun.i >= clause.i or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    opening = clause.doc[noun.i + 1 : noun.i + 3]
    if any(t.tag_ in ("WP", "WDT") and t.i < clause.i for t in opening) and before(verb).text == ",":
        noun.hang(verb, "nsubj")
        clause.hang(noun, "relcl")


# ----------------------------------------------------------------- "X said so; Y left"


def _part_sentences(first: Token) -> None:
    """Make what precedes a semicolon the first of two sentences if the parser attached it to the second.

    This does not apply if the second is a sentence of speech: "P; Q, X said".
    """
    second, cues = first.head, lexicon_of(first).cues
    if second.lemma_.lower() in cues.closing | cues.telling:
        return
    between = second.doc[first.right_edge.i : second.i + 1]
    if not any(t.text == ";" for t in between):
        return
    first.hang(first if second.head is second else second.head, second.dep_)
    second.hang(first, "conj")


def _describe(first: Token) -> None:
    """Make a clause after ", in which" describe what precedes it if the parser took it for the main clause."""
    second, doc = first.head, first.doc
    opening = [c for c in second.lefts if c.dep_ == "prep" and any(g.tag_ in ("WDT", "WP") for g in c.children)]
    if not opening or opening[0].i < first.right_edge.i or doc[opening[0].i - 1].text != ",":
        return
    noun = doc[opening[0].i - 2]
    if noun.pos_ not in _NOUNS or not (noun.i == first.i or first.is_ancestor(noun)):
        return
    first.hang(first if second.head is second else second.head, second.dep_)
    second.hang(noun, "relcl")


# ------------------------------------------------------- "X, whose brother [the rebels] abducted"


def _part_owned(verb: Token) -> None:
    """Separate what somebody owns from the one who acts on it, if the parser takes one for the other's name."""
    owned = next((c for c in verb.children if c.dep_ == "nsubj" and any(g.tag_ == "WP$" for g in c.children)), None)
    acting = next((c for c in owned.children if c.dep_ == "appos"), None) if owned is not None else None
    if owned is None or acting is None or acting.left_edge.i != owned.i + 1:
        return
    acting.hang(verb, "nsubj")
    owned.dep_ = "dobj"


# ------------------------------------------------------------ "told agents [that X met with Y]"


def _make_content(clause: Token) -> None:
    """Make a clause the content of telling or of a report if the parser attached it to the hearer or the report."""
    noun, that = clause.head, next((c for c in clause.children if c.lower_ == "that"), None)
    own = any(c.dep_ in _SUBJECTS and c.lower_ != "that" for c in clause.children)
    if that is None or that.i != noun.i + 1 or not own:
        return
    above, lexicon = noun.head, lexicon_of(clause)
    telling = noun.dep_ in ("dobj", "dative") and above.lemma_.lower() in lexicon.cues.telling
    if telling and not any(c.dep_ == "ccomp" for c in above.children):
        clause.hang(above, "ccomp")
        that.dep_ = "mark"
    elif noun.lemma_.lower() in lexicon.cues.nouns and any(
        c.dep_ == "oprd" and c.i > clause.i and rehung_nouns.complements(above, c) for c in above.children
    ):
        clause.dep_, that.dep_ = "acl", "mark"  # "called a story that X met Y false"


# ------------------------------------------ "[denied] that Y had paid bribes, [saying] that P"


def _give_to_denier(saying: Token) -> None:
    """Attach "saying that P" to the denial and not to what is denied. It may belong to what is affirmed, though."""
    cues = lexicon_of(saying).cues.verbs
    told = saying.lemma_.lower() in cues and not any(c.dep_ in _SUBJECTS for c in saying.children)
    if not told or saying.i == saying.sent.start or before(saying).text not in SETS_OFF:
        return
    for above in saying.ancestors:
        verb = above.head.head if above.dep_ in ("acl", "relcl") else above.head
        if above.dep_ in ("ccomp", "acl", "relcl") and verb.i < above.i < saying.i and _denies(verb):
            saying.hang(verb, "advcl")
            return


def _denies(verb: Token) -> bool:
    """Whether a verb rejects what is said: "deny", "dispute", "dismiss", "reject"."""
    lexicon, lemma = lexicon_of(verb), verb.lemma_.lower()
    answers = any(frame.relation in lexicon.roles.answering for _, frame in lexicon.by_verb.get(lemma, ()))
    return answers or lexicon.cues.verbs.get(lemma) == "denied"


# ---------------------------------------------------- "disputed accusations [by X] [that Y met Z]"


def _give_author(by: Token, noun: Token) -> None:
    """Attach the author and the content to the noun of speech right before them, and not to an earlier verb."""
    if noun.lemma_.lower() not in lexicon_of(noun).cues.nouns or noun.pos_ != "NOUN":
        return
    author = next((c for c in by.children if c.dep_ == "pobj"), None)
    that = noun.doc[author.i + 1] if author is not None and author.i + 1 < len(noun.doc) else None
    if author is None or that is None or that.dep_ != "mark" or that.lower_ != "that" or that.head.i == noun.i:
        return
    by.hang(noun, "prep")
    that.head.hang(noun, "acl")
