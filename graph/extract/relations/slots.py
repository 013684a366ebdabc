"""The slots of frames: which tokens have which role with a verb or noun, and what a speech act says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications import nested_nouns
from graph.extract.predications.naming import bearers
from graph.extract.predications.predication import Predication, Role
from graph.extract.predications.reader import Predications
from graph.extract.syntax.tokens import conjuncts, is_negated
from graph.extract.words import Doc, Token

_QUANTITIES = ("DATE", "TIME", "MONEY")

FIRST = "*"
"""After a preposition: the object may be anywhere in the clause."""

_OUTSIDE_LABEL = ("det", "prep", "case", "cc", "preconj", "nsubj", "nsubjpass", "poss")
_INSIDE_OF = ("prep", "pobj", "det", "amod", "compound")
_LONGEST_OF = 5
"""How many words the "of" phrase of a category may have: "of crimes against humanity"."""


class Slots:
    """Finds what is in the slots of frames in one parsed text; `frames.toml` explains the names of the slots."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.predications = Predications()

    def of(self, token: Token) -> Predication:
        """The predication of a verb, noun or adjective."""
        return self.predications.of(token)

    def tokens(self, found: Iterable[int]) -> list[Token]:
        """Heads as tokens."""
        return [self.doc[i] for i in found]

    def slot(self, token: Token, name: str, subject: list[Token]) -> list[Token]:
        """The heads of the phrases in one slot; a name that is not the name of a role is a preposition.

        `subject` contains the tokens of the subject, for the slots `subj` and `conj`.
        """
        if name == "subj":
            return subject
        if name == "conj":
            return [c for s in subject for c in conjuncts(s)[1:]]
        if name in _WALKED:
            return _WALKED[name](token)
        if name.endswith(FIRST):
            return nested_nouns.low(token, name.removesuffix(FIRST))
        if name == _ASKED:
            return [t for c in self.clauses(token) if c.dep_ != "xcomp" for t in self.tokens(self.of(c).subjects)]
        told = self.of(token)
        found = self.tokens(_LOOKED_UP[name](told) if name in _LOOKED_UP else told.behind(name))
        if not found and name not in _LOOKED_UP and token.dep_ == "acomp":
            found = [t for t in self.tokens(self.of(token.head).behind(name)) if t.i > token.i]  # "is active in X"
        return found

    def bodies(self, frame: Frame, predicate: Token, subject: list[Token]) -> list[Token]:
        """The nouns that give a verb the meaning of the frame: "lifted the [ban] on X", "was handed a [fine]"."""
        if not frame.body:
            return []
        there = [t for name in frame.body_slots for t in self.slot(predicate, name, subject)]
        if "obj" in frame.body_slots:
            there += self.tokens(self.of(predicate).heads(Role.PATIENT))
        return nested_nouns.carriers(list({t.i: t for t in there}.values()), frame.body)

    def clauses(self, token: Token) -> list[Token]:
        """The clauses of what is said; an indirect question contains nothing that could be promised or demanded."""
        return [c for c in self.tokens(self.of(token).heads(Role.CONTENT)) if not _is_asked(c)]


def phrase(token: Token, predicate: Token) -> tuple[int, int]:
    """The range of a token's phrase, on the token's side of the predicate."""
    indices = [t.i for t in token.subtree if (t.i > predicate.i) == (token.i > predicate.i)]
    end, doc = max(indices) + 1, token.doc
    while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_):
        end += 2  # "his re-election"
    return min(indices), end


def label(token: Token) -> str:
    """The words of a category: its noun with modifiers and "of" phrase, without an article: "foe of the people"."""
    words = [
        t
        for t in token.subtree
        if t.i <= token.i
        and t.dep_ not in _OUTSIDE_LABEL
        and t.text not in ('"', "'", "(")
        and (token.i in (t.i, t.head.i, t.head.head.i))
    ]
    return " ".join(t.text for t in [*words, *_rest(token)])


def _rest(noun: Token) -> list[Token]:
    """The rest of a fixed phrase, or the "of" phrase right after a noun if it is short and contains no name."""
    fixed = [c for c in noun.children if c.dep_ == "fixed"]
    of = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if fixed or of.dep_ != "prep" or of.lower_ != "of" or of.head.i != noun.i:
        return fixed
    inside = [t for t in of.subtree if t.text not in ('"', "'")]
    plain = all(t.pos_ in ("ADP", "DET", "ADJ", "NOUN") and t.dep_ in _INSIDE_OF for t in inside)
    return inside if plain and len(inside) <= _LONGEST_OF else []


_LOOKED_UP: Mapping[str, Callable[[Predication], list[int]]] = MappingProxyType(
    {
        "obj": lambda told: told.objects,
        "oprd": lambda told: told.heads(Role.ATTRIBUTE),
        "poss": lambda told: told.owners,
        "compound": lambda told: told.heads(Role.AGENT),
    }
)
_WALKED: Mapping[str, Callable[[Token], list[Token]]] = MappingProxyType(
    {"self": lambda token: [token], "appos": bearers, "inside": nested_nouns.inside}
)
_ASKED = "agent"
"""The person who is to act in what is said: "demanded that X resign"."""

ROLES = frozenset({*_LOOKED_UP, *_WALKED, _ASKED})
"""The names of slots that are not prepositions and do not depend on the subject."""


def content_of(slots: Slots, frame: Frame, predicate: Token) -> list[tuple[int, int]]:
    """What a speech act says, as token ranges: the content in the first slot that is filled."""
    for name in frame.content:
        found = _said(slots, predicate, name)
        if frame.object == "none" and name == "to":
            found = [t for t in found if not _is_addressed(t)]
        if predicate.pos_ == "VERB" and name in lexicon_of(predicate).small.relation.about:
            found = [t for t in found if t.i > predicate.i]  # "for his part, X blamed Y"
        found = [t for t in found if not t.is_ancestor(predicate)]  # "the first time that X confessed"
        if frame.modals:
            found = [t for t in found if _obliges(t, frame.modals)]
        if frame.acts:
            found = [t for t in found if _acts(t) & frame.acts]
        if any(_acts(t) & frame.not_acts for t in found):
            return []
        if frame.harm:
            found = [t for t in found if is_of_harm(t)]
        # "criticized X for half an hour" does not say what for.
        ranges = [phrase(t, predicate) for t in found if t.ent_type_ not in _QUANTITIES]
        if ranges:
            return ranges
    return []


def is_of_harm(word: Token) -> bool:
    """Whether being responsible for something counts against somebody: "the fire", "is responsible for the fire".

    It does so even if the clause does not say what for.
    """
    if word.dep_ in ("ccomp", "xcomp", "relcl") and word.pos_ in ("AUX", "VERB"):
        said = [c for c in word.children if c.dep_ in ("acomp", "prt")]
        ills = [t for c in (word, *said) for p in c.children if p.lower_ == "for" and p.i > c.i for t in p.children]
        return all(is_of_harm(t) for t in ills if t.dep_ in ("pobj", "pcomp"))
    harm = lexicon_of(word).harm
    if word.pos_ in ("VERB", "AUX"):
        return word.lemma_.lower() in harm.verb
    if word.pos_ == "PRON":
        return True
    lemmas = {t.lemma_.lower() for t in word.subtree if t.pos_ in ("NOUN", "PROPN", "VERB")}
    lemmas |= {t.lower_ for t in word.subtree if t.pos_ == "NOUN"}
    return not lemmas & harm.less and bool(lemmas & (harm.noun | harm.verb))


def _said(slots: Slots, predicate: Token, name: str) -> list[Token]:
    """The tokens in one slot of the content: a clause, an infinitive ("agreed to leave"), or another slot."""
    if name not in ("clause", "infinitive"):
        return slots.slot(predicate, name, [])
    return [c for c in slots.clauses(predicate) if name == "clause" or c.dep_ != "ccomp"]


def _is_addressed(word: Token) -> bool:
    """Whether "to" introduces the hearer and not the content: "confessed to the police", unlike "to the murder"."""
    lexicon = lexicon_of(word)
    known = (lexicon.names.nouns.get(word.lemma_.lower()), lexicon.descriptions.nouns.get(word.lemma_.lower()))
    return word.pos_ in ("PROPN", "PRON") or any(kind in lexicon.roles.classes.human for kind in known)


def gives(frame: Frame, predicate: Token) -> bool:
    """Whether a verb that may have its content as object has two objects: "denied X a visa" reports no words."""
    direct = [c for c in predicate.children if c.dep_ in ("dobj", "dative") and c.pos_ in ("NOUN", "PROPN", "PRON")]
    return "obj" in frame.content and predicate.pos_ == "VERB" and len(direct) > 1


def _is_asked(clause: Token) -> bool:
    """Whether a clause is an indirect question: "asked whether X left"."""
    asked = lexicon_of(clause).small.relation.asked
    return any(c.lower_ in asked and c.dep_ == "mark" for c in clause.children)


def _obliges(clause: Token, modals: frozenset[str]) -> bool:
    """Whether a clause says what somebody must do: "must leave", "needs to stop"."""
    if is_negated(clause):
        return False  # nobody in particular is asked to do what should not happen
    # "Have" is an obligation only in "have to": "they have not fired" demands nothing.
    auxiliary = any(c.tag_ == "MD" and c.lower_ in modals for c in clause.children)
    return auxiliary or (clause.lemma_.lower() in modals and any(c.dep_ == "xcomp" for c in clause.children))


def _acts(clause: Token) -> set[str]:
    """The words for what a clause says: its verb, and the adjective of "is responsible"."""
    if is_negated(clause) or any(
        c.dep_ == "aux" and c.lower_ in lexicon_of(clause).small.relation.possible for c in clause.children
    ):
        return set()  # "found X not guilty", "vowed not to attack", "said X could be responsible"
    return {clause.lemma_.lower(), *(c.lemma_.lower() for c in clause.children if c.dep_ in ("acomp", "prt"))}
