"""WordPiece, the subword units of BERT (Wu et al. 2016; Devlin et al. 2019, uncased), for text already in tokens."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

UNKNOWN, START, SEPARATOR, MASK = "[UNK]", "[CLS]", "[SEP]", "[MASK]"

_LONGEST = 100  # characters; longer words are not looked up, as in BERT


class WordPiece:
    """Splits words into pieces from a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.ids = dict(vocabulary)
        self.unknown = self.ids[UNKNOWN]
        self.start = self.ids[START]
        self.separator = self.ids[SEPARATOR]
        self.pieces = lru_cache(maxsize=65536)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one: in lower case, without accents, with punctuation separate."""
        plain = unicodedata.normalize("NFD", word.lower())
        parts, run = [], ""
        for character in plain:
            category = unicodedata.category(character)
            if category == "Mn":
                continue
            if category[0] == "P" or (character.isascii() and not character.isalnum()):
                parts += [run, character]
                run = ""
            else:
                run += character
        found = [piece for part in (*parts, run) if part for piece in self._longest_first(part)]
        return tuple(found) or (self.unknown,)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        found, start = [], 0
        while start < len(part):
            prefix = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in self.ids), None)
            if end is None:
                return [self.unknown]
            found.append(self.ids[prefix + part[start:end]])
            start = end
        return found
