"""Scores that are probabilities: how often a careful reader found claims like this one to be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import exp, log

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.speech.speeches import MODEL
from graph.model import DOCUMENT, Annotation, Reference, Stance, Statement
from graph.ontology import Ontology

_LOWEST, _HIGHEST = 0.02, 0.98
"""Nothing is read more surely than this, nor less: beyond, the claims that people read are too few to tell."""

_SURE = 0.9
"""The score of a rule that found nothing doubtful: no pronoun, no hedging word, no one who is only described."""

DOUBTFUL = "doubtful."
"""How the features begin that say of which kind a claim is that its rule itself does not think sure."""

_DOUBT = log(0.82 / 0.18)
"""The logit of the score below which a claim is doubtful: all of those are where a word hedges it."""

_LONG = 100
"""Characters of a sentence that count as 1: its length is then about as large a number as the others are."""


def calibrated(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """The annotation with each score made the probability that a careful reader finds the claim right.

    A logistic regression over how a claim was read (`features`), with the weights of `calibration.toml`. It orders and
    compares claims of all kinds; what a rule or model thought of its own certainty is one of its features.
    """
    reader = Features(annotation, lexicon.ontology)
    weights = lexicon.calibration
    statements = (replace(it, score=round(probability(reader.of(it), weights), 2)) for it in annotation.statements)
    return replace(annotation, statements=tuple(statements))


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum of features; one that has no weight counts for nothing."""
    total = sum(weights.get(name, 0.0) * value for name, value in sorted(features.items()))
    return min(max(1 / (1 + exp(-min(max(total, -99.0), 99.0))), _LOWEST), _HIGHEST)


def kind_of_doubt(features: Mapping[str, float]) -> dict[str, float]:
    """The kind of a doubtful claim as one more feature: of which rule, in which stance and whose; none for others."""
    if features["score"] >= _DOUBT:
        return {}
    told = {name.partition(".")[0]: name.partition(".")[2] for name in features}
    voice = told["voice"] if told["voice"] in ("article", "nobody") else "speaker"
    return {f"{DOUBTFUL}{told['rule']}.{told['stance']}.{voice}": 1.0}


class Features:
    """How the claims of one annotation were read, as numbers by name."""

    def __init__(self, annotation: Annotation, ontology: Ontology) -> None:
        self.ontology = ontology
        self.links: dict[tuple[str, int], str] = {}
        self.best: dict[str, str] = {}
        for mention in annotation.mentions:
            link = _link(mention.rule)
            self.links[mention.entity, mention.span.end] = link
            if self.best.get(mention.entity) != "name":
                self.best[mention.entity] = link

    def of(self, it: Statement) -> dict[str, float]:
        """The features of a claim: the score of its rule as a logit, the length of its sentence, and what it is.

        The latter are 1 each: the kind of rule and of relation, who speaks and in which stance, how subject and object
        lead to their nodes, what a speech act says, and of which kind a doubtful claim is.
        """
        score = min(max(it.score, _LOWEST), _HIGHEST)
        numbers = {"intercept": 1.0, "score": log(score / (1 - score)), "length": len(it.quote) / _LONG}
        features = numbers | dict.fromkeys(self._words(it), 1.0)
        return features | kind_of_doubt(features)

    def _words(self, it: Statement) -> Iterator[str]:
        relation = self.ontology.relations[it.relation]
        yield f"rule.{it.rule.partition('.')[0]}"
        yield f"relation.{relation.kind}"
        yield f"voice.{self._voice(it.speaker)}"
        yield f"stance.{it.stance.value}"
        yield f"subject.{self._leads(it.subject)}"
        yield f"object.{self._leads(it.object)}"
        if relation.speech_act:
            yield f"content.{'none' if it.content is None else 'claim' if isinstance(it.content, str) else 'words'}"
        if it.quoted:
            yield "quoted"
        if it.relayed_by:
            yield "relayed"
        if it.rule.endswith(MODEL):
            yield "tagged"
        if relation.damaging:
            yield "damaging"
        if self._is_direct(it):
            yield "direct"
            yield from ("direct.damaging",) if relation.damaging else ()

    def _is_direct(self, it: Statement) -> bool:
        """Whether an article itself says it in so many words, of those whom it names there."""
        own = it.speaker == DOCUMENT and it.stance is Stance.AFFIRMED and it.score >= _SURE
        return own and all(self._leads(end) == "name" for end in (it.subject, it.object) if end is not None)

    def _voice(self, speaker: str | None) -> str:
        if speaker == DOCUMENT:
            return "article"
        return "nobody" if speaker is None else self.best.get(speaker, "description")

    def _leads(self, reference: Reference | None) -> str:
        if reference is None:
            return "none"
        return self.links.get((reference.entity, reference.span.end), self.best.get(reference.entity, "description"))


def _link(rule: str) -> str:
    """How a mention leads to its node: by a name, a pronoun, or a description that somebody else has or nobody."""
    if rule in ("mention.described", "mention.collective"):
        return "described"
    kind = rule.partition(".")[0]
    return "name" if kind == "mention" else kind
