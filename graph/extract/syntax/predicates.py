"""Who does what to whom: the arguments of verbs and of nouns that stand for them, from spaCy's dependencies."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.attachment import controls_by_object, faced, governor, is_set_up, left_to, listed_charge
from graph.extract.syntax.coordination import is_dangling, listed_before, parallel
from graph.extract.syntax.lending import is_under_way
from graph.extract.syntax.passives import is_lost_root, is_passive
from graph.extract.syntax.relative_clauses import antecedent, is_object_relative, relative_complement, relative_object
from graph.extract.syntax.tokens import SUBJECTS, direct, is_indefinite, is_verbal
from graph.extract.words import Token

_BARE = ("VB", "VBP")
_MOST_STEPS = 8
"""How many clauses up the tree to look for a subject."""


def subjects(verb: Token) -> list[Token]:
    """The tokens that head the subject of a verb, found through conjunction, control and relative clauses.

    For a passive, this is the one acted upon. Empty if none is found.
    """
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if depth > _MOST_STEPS:
        return []
    own = _own_subject(verb)
    if own is None:
        return [] if _is_order(verb) else _shared_subjects(verb, depth)
    if is_dangling(verb, own) and verb.head.i != verb.i:
        return _subjects(verb.head, depth + 1)
    return [antecedent(own, verb)]


def _is_order(verb: Token) -> bool:
    """Whether a verb opens a quotation that asks others to do something: 'chanted, "Fund our schools"'."""
    opens = verb.i > verb.sent.start and verb.nbor(-1).is_quote
    return opens and verb.tag_ in _BARE and verb.dep_ not in ("acl", "relcl")


def _own_subject(verb: Token) -> Token | None:
    """A verb's own subject; if the parser takes "the widow Ana Ruiz" for two subjects, the name."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    named = len(own) > 1 and own[0].pos_ == "NOUN" and own[1].pos_ == "PROPN" and own[1].left_edge.i == own[0].i + 1
    return own[1] if named else next(iter(own), None)


def _shared_subjects(verb: Token, depth: int) -> list[Token]:
    """The subjects of a verb that has none of its own, from its position in the tree."""
    head = verb.head
    beside = parallel(verb, head) if verb.dep_ == "conj" and head.i != verb.i else listed_before(verb)
    if beside is not None:
        return _subjects(beside, depth + 1) if is_verbal(head) else []
    if is_lost_root(verb):
        return [verb.sent.root]
    if verb.dep_ in ("acl", "relcl"):
        return _clause_of_noun(verb, head)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    charge = listed_charge(verb)
    if charge is not None:
        return _of_preposition(charge, depth)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        return _of_complement(verb, head, depth)
    if verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return _taken_for_apposition(verb)
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).dep_ == "pobj" and verb.nbor(-1).head.lower_ == "with":
        return [verb.nbor(-1)]  # "starting with him criticizing the government"
    if verb.dep_ == "advcl" and any(c.lower_ == "to" for c in verb.lefts):
        sent = head.lemma_.lower() in lexicon_of(head).grammar.transfer
        given = [t for t in objects(head) if sent or is_set_up(t)] or left_to(head, verb)
        return given or (_subjects(head, depth + 1) if is_verbal(head) else [])
    # "is able to visit": the subject of the adjective is the subject of the copula
    return _subjects(head, depth + 1) if verb.dep_ in ("advcl", "acomp", "oprd") and is_verbal(head) else []


def _taken_for_apposition(verb: Token) -> list[Token]:
    """The name right before a verb that the parser took for an apposition: "far from praising X, [Y] criticized Z"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    fronted = before.dep_ == "appos" and before.pos_ == "PROPN" and verb in before.ancestors
    return [before] if fronted and before.left_edge.nbor(-1).text == "," else []


def _of_complement(verb: Token, governor: Token, depth: int) -> list[Token]:
    """The subject of a complement that has none of its own: the object or subject of the governing verb."""
    target = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
    target = target or left_to(governor, verb)
    if target and (controls_by_object(governor) or governor.lemma_.lower() in lexicon_of(verb).control.relying):
        return [antecedent(target[0], governor)]  # "a man whom X forced to resign"
    if governor.dep_ == "acomp":
        governor = governor.head  # "is willing to meet X"
    return _subjects(governor, depth + 1) if verb.dep_ == "xcomp" else []


def _clause_of_noun(verb: Token, noun: Token) -> list[Token]:
    """The subject of a clause that modifies a noun: "a group fighting …", "his decision to buy …"."""
    if verb.dep_ in ("acl", "relcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        if is_set_up(noun):
            return [noun]  # "formed a commission to investigate X"
        owner = [c for c in noun.children if c.dep_ == "poss"]
        if owner:
            return owner
        governor = noun.head
        against = governor.lemma_.lower() in lexicon_of(noun).clauses.verbs.withstanding
        return [] if against or noun.dep_ not in ("dobj", "attr") or not is_verbal(governor) else _subjects(governor, 1)
    if (
        verb.dep_ == "acl"
        and verb.tag_ == "VBG"
        and noun.lemma_.lower() in lexicon_of(noun).names.transparent["utterance"]
    ):
        return _author(noun)
    bare = noun.dep_ == "pobj" and not any(c.dep_ in ("det", "poss") for c in noun.children)
    if bare and verb.dep_ == "acl" and verb.tag_ == "VBG" and noun.head.head.lemma_ == "be":
        return _subjects(noun.head.head, 1)  # "is on solid ground attacking X"
    return [noun]


def _author(text: Token) -> list[Token]:
    """The author of a text: "X's letter criticizing …", "got calls from X claiming …", "X passed a resolution …"."""
    owner = [c for c in text.children if c.dep_ == "poss"] or direct(text, "from") or direct(text, "by")
    if owner or text.dep_ != "dobj" or not is_verbal(text.head):
        return owner or [text]
    return _subjects(text.head, 1)


def _of_preposition(preposition: Token, depth: int) -> list[Token]:
    """The subject of a gerund after a preposition: "after meeting X", "accused X of lying", "involved in smuggling"."""
    turned_on = faced(preposition)
    if turned_on is not None:
        return [turned_on]
    above = governor(preposition)
    if above.pos_ in ("NOUN", "PROPN"):
        return _of_noun(above, preposition, depth)
    if above.dep_ == "ccomp" and above.pos_ == "ADJ":
        return [c for c in above.children if c.dep_ == "nsubj"]  # "found X guilty of killing Y"
    if above.dep_ in ("acomp", "oprd", "advmod"):
        above = above.head  # "is guilty of killing Y", "far from praising Y, X …"
    if above.pos_ not in ("VERB", "AUX", "ADJ"):
        return []
    return _of_verb(above, preposition, depth)


def _of_noun(noun: Token, preposition: Token, depth: int) -> list[Token]:
    """ "X's record of bribing Y", "the arrest of X for bribing Y", "has a habit of bribing Y"."""
    patient = [
        t
        for name in lexicon_of(noun).small.phrase.patient
        for t in direct(noun, name)
        if t.i < preposition.i and t.dep_ == "pobj"
    ]
    if patient and preposition.lower_ in lexicon_of(noun).small.phrase.deed:
        return patient[:1]
    owner = [c for c in noun.children if c.dep_ == "poss"]
    if owner:
        return owner
    leading = noun.lemma_.lower() in lexicon_of(noun).small.phrase.leading
    placed = leading and noun.dep_ == "pobj" and preposition.lower_ == "of"  # "was at the forefront of bribing Y"
    below = placed or is_under_way(noun)
    above = noun.head.head if below else noun.head
    return _subjects(above, depth + 1) if (below or noun.dep_ in ("dobj", "attr")) and is_verbal(above) else []


def _of_verb(governor: Token, preposition: Token, depth: int) -> list[Token]:
    """ "Accused X of lying", "thanked X for coming", "quoted X as saying", "resigned after meeting X"."""
    target = next((c for c in governor.children if c.dep_ == "dobj" and c.i < preposition.i), None)
    low, controls = preposition.lower_, controls_by_object(governor)
    if target is None:
        guilty = controls and any(c.dep_ == "oprd" for c in governor.children)
        # "X, found guilty of killing Y": with an active verb, X is not its subject.
        return [] if guilty and not is_passive(governor) else _subjects(governor, depth + 1)
    thanked = low == "for" and (target.ent_type_ == "PERSON" or target.pos_ == "PRON")  # "thanked him for coming"
    charged = controls and low in lexicon_of(preposition).small.phrase.charging  # "which X accused of funding Y"
    if thanked or charged or low == "as":  # "quoted X as saying"
        return [antecedent(target, governor)]
    return _subjects(governor, depth + 1)


def objects(verb: Token) -> list[Token]:
    """The direct objects of a verb, with antecedents for relative pronouns; for a passive, its subject."""
    if is_passive(verb):
        return subjects(verb)
    if relative_complement(verb):
        return [verb.head]
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and not _is_cut_off(c, verb)]
    found = [c for c in found if not _is_behind_charge(c, found[0], verb)]
    # "considers X a gang": the subject of a clause that has no verb
    found = found or [g for c in _nominal_clauses(verb) for g in c.children if g.dep_ == "nsubj"][:1]
    if found:
        return [antecedent(c, verb) for c in found]
    if is_object_relative(verb):
        return [verb.head]
    return relative_object(verb) or _shared_objects(verb) or _free_relatives(verb)


def _free_relatives(verb: Token) -> list[Token]:
    """The clause that stands for an object: "denounced [what X called a sham]"."""
    clauses = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
    return [c for c in clauses if any(g.tag_ == "WP" and g.i < c.i and g.dep_ == "dobj" for g in c.children)]


def _is_behind_charge(noun: Token, first: Token, verb: Token) -> bool:
    """Whether a noun is not an object but part of a deed the first is accused of: "accused X of helping Y (Z)"."""
    charges = (c for c in verb.children if c.dep_ == "prep" and any(g.dep_ == "pcomp" for g in c.children))
    return any(first.i < charge.i < noun.i for charge in charges)


def _is_cut_off(noun: Token, verb: Token) -> bool:
    """Whether a noun only modifies the next, which the parser takes for a verb: "led the [Zetas] push into Lima"."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is None or following.dep_ != "xcomp" or following.head.i != verb.i or following.tag_ not in _BARE:
        return False
    return verb.lemma_.lower() not in lexicon_of(verb).grammar.bare_infinitive


def _nominal_clauses(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in ("NOUN", "PROPN", "ADJ")]


def _shared_objects(verb: Token) -> list[Token]:
    """The objects of the next verb in a coordination: "arrested and deported X"."""
    if verb.dep_ == "conj" or any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children):
        return []
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3]
    return [c for c in later[0].children if c.dep_ == "dobj"] if later else []


def complements(verb: Token) -> list[Token]:
    """What a verb says its object is: "called X a liar", "considers X a gang", "designated it a group"."""
    found = [c for c in verb.children if c.dep_ in ("oprd", "attr")] + _nominal_clauses(verb)
    direct = [c for c in verb.children if c.dep_ == "dobj"]
    behind = direct if is_passive(verb) else direct[1:]  # "designated a gang by X": the subject is what was designated
    return found or behind or relative_complement(verb) or [a for d in direct for a in _unmarked_appositions(d)]


def _unmarked_appositions(noun: Token) -> list[Token]:
    """Indefinite nouns right after another noun, without a comma: "declared X a terrorist group"."""
    between = (noun.doc[noun.i + 1 : c.i] for c in noun.children if c.dep_ == "appos" and c.i > noun.i)
    plain = [words for words in between if all(t.text != "," for t in words)]
    return [c for c in noun.children if c.dep_ == "appos" and plain and is_indefinite(c)]


def asked(verb: Token) -> list[Token]:
    """The clauses that say what somebody is asked to do: "called [for X to resign]"."""
    roles = ("advcl", "ccomp", "xcomp", "acl", "relcl")
    aimed = (
        c for c in verb.children if c.dep_ in roles and any(g.dep_ == "aux" and g.lower_ == "to" for g in c.children)
    )
    return [c for c in aimed if _opens_with_for(c)]


def _opens_with_for(clause: Token) -> bool:
    """Whether "for" introduces the one who is to act, below the clause or, in some parses, below the verb above."""
    left = clause.left_edge
    owned = any(c.dep_ in SUBJECTS for c in clause.children)
    return owned and "for" in (left.lower_, left.nbor(-1).lower_ if left.i else "")
