"""Scores as probabilities: how often a careful reader found claims like this one to be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import exp, log

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.speech.speeches import MODEL
from graph.model import DOCUMENT, Annotation, Reference, Stance, Statement
from graph.ontology import Ontology

_LOWEST, _HIGHEST = 0.02, 0.98
"""The lowest and highest score: people have not read enough claims to say anything beyond these."""

_SURE = 0.9
"""The score of a rule that found nothing doubtful: no pronoun, no hedging word, nobody who is merely described."""

DOUBTFUL = "doubtful."
"""The prefix of features that name the kind of a claim about which its own rule is uncertain."""

_DOUBT = log(0.82 / 0.18)
"""The logit of the score below which a claim is doubtful: everything that a word hedges is below this score."""

_LONG = 100
"""How many characters of a sentence count as 1, so that its length is about as large a number as the other features."""


def calibrated(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """The annotation with each score replaced by the probability that a careful reader finds the claim right.

    This is a logistic regression over how a claim was read (`features`), with weights from `calibration.toml`. It ranks
    and compares claims of all kinds; how certain the rule or model itself was is one of its features.
    """
    reader = Features(annotation, lexicon.ontology)
    weights = lexicon.calibration
    statements = (replace(it, score=round(probability(reader.of(it), weights), 2)) for it in annotation.statements)
    return replace(annotation, statements=tuple(statements))


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum of features; a feature without a weight counts for nothing."""
    total = sum(weights.get(name, 0.0) * value for name, value in sorted(features.items()))
    return min(max(1 / (1 + exp(-min(max(total, -99.0), 99.0))), _LOWEST), _HIGHEST)


def kind_of_doubt(features: Mapping[str, float]) -> dict[str, float]:
    """The kind of a doubtful claim (rule, stance and speaker) as one extra feature; empty for other claims."""
    if features["score"] >= _DOUBT:
        return {}
    told = {name.partition(".")[0]: name.partition(".")[2] for name in features}
    voice = told["voice"] if told["voice"] in ("article", "nobody") else "speaker"
    return {f"{DOUBTFUL}{told['rule']}.{told['stance']}.{voice}": 1.0}


class Features:
    """How the claims in one annotation were read, as numbers by name."""

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
        """The features of a claim: the score of its rule as a logit, the length of its sentence, and its kind.

        Features of its kind are 1 each: the kind of rule and relation, of speaker and stance, how subject and
        object lead to their nodes, what a speech act says, and the kind of a doubtful claim.
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
        """Whether the article itself makes a claim in plain words, about people and bodies that it names there."""
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
    """How a mention leads to its node: by a name, a pronoun, or a description of something named or nameless."""
    if rule in ("mention.described", "mention.collective"):
        return "described"
    kind = rule.partition(".")[0]
    return "name" if kind == "mention" else kind
