"""Why something in a text is not in the graph: a closed list of reasons, each with its step and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Span


class Step(StrEnum):
    """The steps from text to graph at which something may be dropped, in order."""

    TEXT = "text"
    NAME = "name"
    SPEECH = "speech"
    REFERENCE = "reference"
    TRIGGER = "trigger"
    FRAME = "frame"
    STATEMENT = "statement"
    GRAPH = "graph"


class Reason(StrEnum):
    """Why something was not read: each member has a code, the `step` at which this happens, and a `sentence`."""

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
        "This is not part of what the article states: it is a caption, byline, dateline, teaser or promotion.",
    )
    NO_NAME = ("no-name", Step.NAME, "Nobody and nothing is named in this sentence.")
    UNLIKE_NAME = ("unlike-name", Step.NAME, "This is written like a name but consists only of common words.")
    HEADING_NAME = (
        "heading-name",
        Step.NAME,
        "Most words of a heading are capitalised, so a name in it counts only if the text below has it too.",
    )
    GUESSED_NAME = (
        "guessed-name",
        Step.NAME,
        "Nothing says what this name refers to, and no claim is about it.",
    )
    NOBODY_SPEAKS = (
        "nobody-speaks",
        Step.SPEECH,
        "The speaker is nobody in particular, or a part of what is said.",
    )
    NOTHING_SAID = ("nothing-said", Step.SPEECH, "This is a verb of speech, but no words were found that it reports.")
    NO_ANTECEDENT = ("no-antecedent", Step.REFERENCE, "Nobody and nothing named before fits this pronoun.")
    SEVERAL_ANTECEDENTS = (
        "several-antecedents",
        Step.REFERENCE,
        "Two that were named before fit this pronoun about equally well, and a wrong one is worse than none.",
    )
    STRANGER = (
        "stranger",
        Step.REFERENCE,
        "This pronoun may mean somebody without a name: the subject before it, or the speaker.",
    )
    NO_THING = ("no-thing", Step.REFERENCE, "This “it” means an event, what was said, or nothing at all.")
    NO_SPEAKER = ("no-speaker", Step.REFERENCE, "This pronoun means the speaker, and no such person was found.")
    NO_COUNTRY = (
        "no-country",
        Step.REFERENCE,
        "“We” is read only if its speaker holds an office of one country; it then stands for that country.",
    )
    SEVERAL_MEANT = (
        "several-meant",
        Step.REFERENCE,
        "“They” is not resolved: persons and things look the same.",
    )
    UNKNOWN_DESCRIPTION = (
        "unknown-description",
        Step.REFERENCE,
        "Nobody and nothing named in the text fits this description, or several do about equally well.",
    )
    NO_TRIGGER = ("no-trigger", Step.TRIGGER, "No word of this sentence triggers a frame.")
    NO_FRAME = ("no-frame", Step.TRIGGER, "This word connects two known entities, but no frame has it as its trigger.")
    OTHER_FORM = (
        "other-form",
        Step.TRIGGER,
        "Frames have this verb, but need it without an object, or not as a participle.",
    )
    OTHER_PARTICLE = (
        "other-particle",
        Step.TRIGGER,
        "Frames have this verb, but with another particle, or with none.",
    )
    OTHER_ADVERB = ("other-adverb", Step.TRIGGER, "A frame has this verb, but needs one of its adverbs beside it.")
    NO_CONTENT = ("no-content", Step.TRIGGER, "The frame needs a clause or phrase that says what is said or done.")
    NO_BODY = ("no-body", Step.TRIGGER, "The frame needs one of its nouns beside this word.")
    OTHER_SENSE = ("other-sense", Step.TRIGGER, "With this object the word has another meaning than in the frame.")
    TWO_OBJECTS = ("two-objects", Step.TRIGGER, "With two objects this verb says that something is given.")
    NO_SUBJECT = ("no-subject", Step.FRAME, "The frame fired, but the sentence has no subject for it.")
    UNKNOWN_SUBJECT = (
        "unknown-subject",
        Step.FRAME,
        "The frame fired, but what is in the place of its subject leads to nobody known.",
    )
    NO_OBJECT = ("no-object", Step.FRAME, "The frame fired, but none of its slots for an object is filled.")
    UNKNOWN_OBJECT = (
        "unknown-object",
        Step.FRAME,
        "The frame fired, but what is in the place of its object leads to nobody and nothing known.",
    )
    SUBJECT_CLASS = ("subject-class", Step.FRAME, "The frame does not take a subject of this class.")
    OBJECT_CLASS = ("object-class", Step.FRAME, "The frame does not take an object of this class.")
    SAME_TWICE = ("same-twice", Step.FRAME, "Subject and object are the same.")
    NOBODY_IN_PARTICULAR = (
        "nobody-in-particular",
        Step.FRAME,
        "Subject and object are nobody in particular: “voters support farmers”.",
    )
    NO_PLACE = ("no-place", Step.FRAME, "The frame needs a place where it happens.")
    NO_CATEGORY = ("no-category", Step.FRAME, "The frame needs the category in which somebody is put.")
    NO_OFFICE = (
        "no-office",
        Step.FRAME,
        "The text does not say which state or organisation this title belongs to, or its holder no longer has it.",
    )
    UNSAID = ("unsaid", Step.STATEMENT, "The text says that nobody said this: “did not claim that”, “no claim that”.")
    UNKNOWN_SPEAKER = ("unknown-speaker", Step.STATEMENT, "The speaker is a pronoun that led to nobody.")
    DOUBTED_SPEECH = (
        "doubted-speech",
        Step.STATEMENT,
        "Somebody denies that another said this, or leaves it open, so nobody is known to say it.",
    )
    NO_LONGER = ("no-longer", Step.STATEMENT, "This was true once, and is no longer: “the former owner of”.")
    NOT_TOLD = ("not-told", Step.STATEMENT, "Whoever did not say it about somebody, or only may have, says nothing.")
    SAID_TWICE = ("said-twice", Step.STATEMENT, "Another rule reads the same claim in the same sentence.")
    TOO_UNSURE = (
        "too-unsure",
        Step.GRAPH,
        "It counts against somebody and was read with a score below 0.5, so the graph leaves it out.",
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a text that was considered but did not become part of the graph.

    `span` is the word or phrase at which it was dropped. If a frame or another rule was tried, `relation` and `rule`
    say which ("accuses", "frame.accuses.accuse"), and `frame` is the id of the frame. `argument` is the deciding
    phrase and `found` its class; `wanted` has the classes, slots or words that the rule accepts instead.
    """

    reason: Reason
    span: Span
    relation: str | None = None
    rule: str | None = None
    frame: str | None = None
    argument: Span | None = None
    found: str | None = None
    wanted: tuple[str, ...] = ()
