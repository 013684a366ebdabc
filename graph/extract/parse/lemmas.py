"""Whether a verb is written in the form that the parser will report: its lemma."""

from __future__ import annotations

from typing import Any

from graph.extract.text import language


def base_forms(verb: str) -> list[str]:
    """The verbs of which a word can only be a form: "accuse" for "accused"; none for a lemma or an unknown word."""
    from spacy.tokens import Doc

    loaded = language.load()
    lemmatizer: Any = loaded.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")["verb"]
    if verb in known:
        return []
    (word,) = Doc(loaded.vocab, words=[verb], pos=["VERB"])
    return [form for form in lemmatizer.rule_lemmatize(word) if form in known and form != verb]
