"""All that the reading goes by: the tables of words, names and frames, and the ontology, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from graph import ontology
from graph.extract.lexicon import clauses, signatures, tables, turns
from graph.extract.lexicon.clauses import Clauses
from graph.extract.lexicon.entries import Cues, Descriptions, Frame, Grammar, Names, Offices, StanceWords
from graph.extract.lexicon.signatures import Signatures
from graph.extract.lexicon.turns import Labels
from graph.ontology import Ontology

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KEY = "lexicon"
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every table, read and checked, the ontology, and the frames by the lemma that triggers them."""

    ontology: Ontology
    names: Names
    descriptions: Descriptions
    offices: Offices
    cues: Cues
    stance: StanceWords
    grammar: Grammar
    clauses: Clauses
    signatures: Signatures
    labels: Labels
    frames: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[tuple[str, Frame], ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    by_adjective: Mapping[str, tuple[Frame, ...]]


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon of English, read once for each process; `RuleError` where a table says something meaningless."""
    terms = ontology.load()
    frames = tables.read_frames(terms)
    return Lexicon(
        ontology=terms,
        names=tables.read_names(terms),
        descriptions=tables.read_descriptions(terms),
        offices=tables.read_offices(terms),
        cues=tables.read_cues(),
        stance=tables.read_stance(),
        grammar=tables.read_grammar(),
        clauses=clauses.read(),
        signatures=signatures.read(),
        labels=turns.read(),
        frames=frames,
        by_verb=_grouped((lemma, (particle, f)) for f in frames for lemma, particle in sorted(f.verbs)),
        by_noun=_grouped((noun, f) for f in frames for noun in sorted(f.nouns)),
        by_adjective=_grouped((adjective, f) for f in frames for adjective in sorted(f.adjectives)),
    )


def _grouped(pairs: Iterable[tuple[str, _Value]]) -> dict[str, tuple[_Value, ...]]:
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def put(doc: Doc, lexicon: Lexicon) -> None:
    """Let a parsed text carry the lexicon that it is read by, so that its words can be looked up in it."""
    doc.user_data[_KEY] = lexicon


def of(word: Token) -> Lexicon:
    """The lexicon that the text of a word is read by."""
    lexicon: Lexicon = word.doc.user_data[_KEY]
    return lexicon
