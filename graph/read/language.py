"""The language check: texts that are not English are reported, not mangled by English rules."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.read.reading_rules import rules

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
# Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces; two letters are roughly one word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")


def check_language(text: str, file: str) -> str | None:
    """The code of the language of `text`, if it is one that can be read; None if the text is too short to say.

    Raises `InputError` naming the language of a text that is certainly not English. Which other language it is may be
    uncertain: much Indonesian could be Malay.
    """
    limits, section = rules().section("limits"), rules().section("language")
    sample = text[: limits["language_sample"]]
    if len(_WORD.findall(sample)) + len(_UNSPACED.findall(sample)) < limits["words"]:
        return None
    ranked = _identifier().rank(sample)
    others = sum(probability for language, probability in ranked if language != section["reads"])
    if others >= section["certainty"]:
        raise InputError(file, f"is written in {language_name(ranked[0][0])}; only English can be read")
    return str(section["reads"])


def language_name(code: str) -> str:
    """The English name of a language with its code, such as "Spanish (es)"; if the name is not known, only the code."""
    name = rules().section("language")["candidates"].get(code)
    return f"{name} ({code})" if name else code


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here because it imports numpy, which commands that only query do not need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(rules().section("language")["candidates"]))
    return identifier
