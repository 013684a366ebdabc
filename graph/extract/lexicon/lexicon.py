"""Everything used to read articles: the tables of words, names and frames, and the ontology, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from graph import ontology
from graph.extract.lexicon import certainty, clauses, dates, roles, small_words, tables
from graph.extract.lexicon.certainty import Certainties
from graph.extract.lexicon.clauses import Clauses
from graph.extract.lexicon.dates import Dates
from graph.extract.lexicon.entries import (
    AliasWords,
    Cues,
    Descriptions,
    Frame,
    Grammar,
    Names,
    Offices,
    StanceWords,
    VerdictWords,
)
from graph.extract.lexicon.roles import Roles, Ties
from graph.extract.lexicon.sections import section
from graph.extract.lexicon.signatures import Control, Harm, Signatures
from graph.extract.lexicon.small_words import SmallWords
from graph.extract.lexicon.turns import Labels
from graph.extract.words import Doc, Token
from graph.model import Digests
from graph.ontology import Ontology
from graph.rulebook.tables import Overlay, read

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every table, read and checked, the ontology, and the frames by the lemma that triggers them.

    `rules` contains the tables that a project has added.
    """

    ontology: Ontology
    names: Names
    descriptions: Descriptions
    offices: Offices
    cues: Cues
    stance: StanceWords
    verdict: VerdictWords
    harm: Harm
    grammar: Grammar
    control: Control
    alias: AliasWords
    clauses: Clauses
    signatures: Signatures
    certainty: Certainties
    labels: Labels
    small: SmallWords
    dates: Dates
    roles: Roles
    ties: Ties
    calibration: Mapping[str, float]
    frames: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[tuple[str, Frame], ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    by_adjective: Mapping[str, tuple[Frame, ...]]
    rules: Digests


@lru_cache(maxsize=4)
def load(over: Overlay | None = None) -> Lexicon:
    """The English lexicon, with the tables of a project laid over it, read once per process.

    Raises `RuleError`, with file and line, if a table says something meaningless.
    """
    rows = read(over)
    frames = tables.read_frames(rows["frames.toml"])
    return Lexicon(
        ontology=ontology.load(),
        names=tables.read_names(rows["entities.toml"], rows["countries.toml"], rows["given_names.toml"]),
        descriptions=tables.read_descriptions(rows["descriptions.toml"]),
        offices=tables.read_offices(rows["offices.toml"]),
        cues=tables.read_cues(rows["cues.toml"]),
        stance=tables.read_stance(rows["stance.toml"]),
        verdict=tables.read_verdict(rows["stance.toml"]["verdict"]),
        harm=section(rows["stance.toml"]["harm"], Harm),
        grammar=tables.read_grammar(rows["grammar.toml"]),
        control=section(rows["grammar.toml"]["control"], Control),
        alias=section(rows["grammar.toml"]["alias"], AliasWords),
        clauses=clauses.read(rows["clauses.toml"]),
        signatures=section(rows["stance.toml"]["factuality"], Signatures),
        certainty=certainty.read(rows["certainty.toml"]),
        labels=section(rows["turns.toml"]["label"], Labels),
        small=small_words.read(rows["small_words.toml"]),
        dates=dates.read(rows["dates.toml"]),
        roles=roles.read(rows["roles.toml"]),
        ties=roles.read_ties(rows["offices.toml"]),
        calibration=rows["calibration.toml"]["weights"],
        frames=frames,
        by_verb=_grouped((lemma, (particle, f)) for f in frames for lemma, particle in sorted(f.verbs)),
        by_noun=_grouped((noun, f) for f in frames for noun in sorted(f.nouns)),
        by_adjective=_grouped((adjective, f) for f in frames for adjective in sorted(f.adjectives)),
        rules=over.digests() if over else (),
    )


def _grouped(pairs: Iterable[tuple[str, _Value]]) -> dict[str, tuple[_Value, ...]]:
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def put(doc: Doc, lexicon: Lexicon) -> None:
    """Attach to a parsed text the lexicon used to read it, so that its words can be looked up there."""
    doc.carried = lexicon


def lexicon_of(word: Token) -> Lexicon:
    """The lexicon used to read the text that a word is in."""
    lexicon: Lexicon = word.doc.carried
    return lexicon
