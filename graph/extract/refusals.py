"""Why something in a text is not in the graph: a closed list of reasons, each with its step and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Span


class Step(StrEnum):
    """Where on the way from text to graph something stops, in the order of the way."""

    TEXT = "text"
    NAME = "name"
    SPEECH = "speech"
    REFERENCE = "reference"
    TRIGGER = "trigger"
    FRAME = "frame"
    STATEMENT = "statement"
    GRAPH = "graph"


class Reason(StrEnum):
    """Why something was not read: each member has a code, the `step` at which it stops, and a `sentence` that tells."""

    step: Step
    sentence: str

    def __new__(cls, code: str, step: Step, sentence: str) -> Reason:
        """A reason whose value is its code."""
        made = str.__new__(cls, code)
        made._value_, made.step, made.sentence = code, step, sentence
        return made

    NO_STATEMENT = (
        "no-statement",
        Step.TEXT,
        "This is no part of what the article states: a caption, byline, date line, teaser or promotion.",
    )
    NO_NAME = ("no-name", Step.NAME, "Nobody and nothing is named in this sentence.")
    UNLIKE_NAME = ("unlike-name", Step.NAME, "This is written like a name, and is made of common words alone.")
    HEADING_NAME = (
        "heading-name",
        Step.NAME,
        "In a heading most words have capitals, so a name in it counts only if the text below has it, too.",
    )
    GUESSED_NAME = (
        "guessed-name",
        Step.NAME,
        "Nothing tells what this name names, and no claim is about it.",
    )
    NOBODY_SPEAKS = (
        "nobody-speaks",
        Step.SPEECH,
        "Whoever says this is nobody in particular, or a part of what is said.",
    )
    NOTHING_SAID = ("nothing-said", Step.SPEECH, "A verb of speech, beside which no words were found that it says.")
    NO_ANTECEDENT = ("no-antecedent", Step.REFERENCE, "Nobody and nothing named before fits this pronoun.")
    SEVERAL_ANTECEDENTS = (
        "several-antecedents",
        Step.REFERENCE,
        "Two that were named before fit this pronoun about as well, and a wrong one is worse than none.",
    )
    STRANGER = (
        "stranger",
        Step.REFERENCE,
        "This pronoun may mean somebody without a name: the subject before it, or whoever speaks.",
    )
    NO_THING = ("no-thing", Step.REFERENCE, "This “it” means an event or what was said, or nothing at all.")
    NO_SPEAKER = ("no-speaker", Step.REFERENCE, "This pronoun means whoever speaks, and no person was found who does.")
    NO_COUNTRY = (
        "no-country",
        Step.REFERENCE,
        "“We” is read only where its speaker holds an office of one country, for which it then stands.",
    )
    SEVERAL_MEANT = (
        "several-meant",
        Step.REFERENCE,
        "Whom “they” means is not read: persons and things look the same.",
    )
    UNKNOWN_DESCRIPTION = (
        "unknown-description",
        Step.REFERENCE,
        "Nobody and nothing named in the text fits this description, or several do about as well.",
    )
    NO_TRIGGER = ("no-trigger", Step.TRIGGER, "No word of this sentence makes a frame fire.")
    NO_FRAME = ("no-frame", Step.TRIGGER, "This word connects two that are known, and no frame has it as its trigger.")
    OTHER_FORM = (
        "other-form",
        Step.TRIGGER,
        "Frames have this verb, but want it without an object, or not as a participle.",
    )
    OTHER_PARTICLE = (
        "other-particle",
        Step.TRIGGER,
        "Frames have this verb, but with another particle, or with none.",
    )
    OTHER_ADVERB = ("other-adverb", Step.TRIGGER, "A frame has this verb, but wants one of its adverbs beside it.")
    NO_CONTENT = ("no-content", Step.TRIGGER, "The frame wants a clause or phrase that tells what is said or done.")
    NO_BODY = ("no-body", Step.TRIGGER, "The frame wants one of its nouns beside this word.")
    OTHER_SENSE = ("other-sense", Step.TRIGGER, "With this object the word means something else than the frame.")
    TWO_OBJECTS = ("two-objects", Step.TRIGGER, "With two objects this verb says that something is given.")
    NO_SUBJECT = ("no-subject", Step.FRAME, "The frame fired, and the sentence gives it no subject.")
    UNKNOWN_SUBJECT = (
        "unknown-subject",
        Step.FRAME,
        "The frame fired, and what is in the place of its subject leads to nobody that is known.",
    )
    NO_OBJECT = ("no-object", Step.FRAME, "The frame fired, and none of its slots for an object is filled.")
    UNKNOWN_OBJECT = (
        "unknown-object",
        Step.FRAME,
        "The frame fired, and what is in the place of its object leads to nobody and nothing that is known.",
    )
    SUBJECT_CLASS = ("subject-class", Step.FRAME, "The frame does not take a subject of this class.")
    OBJECT_CLASS = ("object-class", Step.FRAME, "The frame does not take an object of this class.")
    SAME_TWICE = ("same-twice", Step.FRAME, "Subject and object are the same.")
    NOBODY_IN_PARTICULAR = (
        "nobody-in-particular",
        Step.FRAME,
        "Subject and object are nobody in particular: “voters support farmers”.",
    )
    NO_PLACE = ("no-place", Step.FRAME, "The frame wants a place where it happens.")
    NO_CATEGORY = ("no-category", Step.FRAME, "The frame wants the category in which somebody is put.")
    NO_OFFICE = (
        "no-office",
        Step.FRAME,
        "Which state or organisation this title belongs to is not told, or the holder no longer bears it.",
    )
    UNSAID = ("unsaid", Step.STATEMENT, "It is said that nobody said this: “did not claim that”, “no claim that”.")
    UNKNOWN_SPEAKER = ("unknown-speaker", Step.STATEMENT, "Who says this is a pronoun that led to nobody.")
    DOUBTED_SPEECH = (
        "doubted-speech",
        Step.STATEMENT,
        "Somebody denies, or leaves open, that another said this, so that nobody is known to say it.",
    )
    NO_LONGER = ("no-longer", Step.STATEMENT, "This held once, and holds no more: “the former owner of”.")
    NOT_TOLD = ("not-told", Step.STATEMENT, "Who did not say it of somebody, or only may have, says nothing of them.")
    SAID_TWICE = ("said-twice", Step.STATEMENT, "Another rule reads the same claim in the same sentence.")
    TOO_UNSURE = (
        "too-unsure",
        Step.GRAPH,
        "It tells against somebody, and was read with a score below 0.5: the graph leaves it out.",
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a text that was looked at and did not become a part of the graph.

    `span` is the word or phrase at which it stopped. Where a frame or another rule was tried, `relation` and `rule`
    say which ("accuses", "frame.accuses.accuse"), and `frame` is the id of the frame. `argument` is the phrase that it
    turns on, `found` the class that this has; `wanted` are the classes, slots or words that the rule takes instead.
    """

    reason: Reason
    span: Span
    relation: str | None = None
    rule: str | None = None
    frame: str | None = None
    argument: Span | None = None
    found: str | None = None
    wanted: tuple[str, ...] = ()
