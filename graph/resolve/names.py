"""Names prepared for comparison: folded words, acronyms, initials, translations, consonant skeletons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

Words = tuple[str, ...]
"""A name as folded words, in order."""

_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z]?|[A-Z]{2,}[0-9]*")
_ACRONYM_LENGTH = range(2, 9)
_ALIKE = 70.0  # out of 100: Kadhafi and Gaddafi, but not Houston and Satan
_SOUNDS = (("ph", "f"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "d"), ("zh", "z"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "g": "k", "z": "s", "x": "s", "v": "b", "w": "b", "h": None, "j": None})
_ENDING = re.compile("(?<=[oe])(ff|w)$")  # Karimoff and Karimow become Karimov
_VOWELS = re.compile("[aeiouy]")
_REPEATS = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> Words:
    """The words of a name without case, accents, punctuation, possessive, invisible marks or a leading "the".

    "The U.S. Government's" gives ("us", "government"); a string without letters or digits has no words.
    """
    plain = _POSSESSIVE.sub("", unicodedata.normalize("NFKD", text))
    plain = undotted(plain).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_LATIN)
    kept = "".join(_letter(c) for c in plain)
    words = tuple(kept.split())
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def undotted(text: str) -> str:
    """A string without the dots in its acronyms: "U.S. government" becomes "US government"."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


def _letter(character: str) -> str:
    if character.isalnum():
        return character
    # Marks, joiners and apostrophes do not split a word: "O’Brien", or a zero-width space put into a name.
    return "" if unicodedata.category(character) in ("Mn", "Me", "Cf") or character in "'’ʼ" else " "


def acronym(text: str) -> str | None:
    """The letters of a name that is an acronym ("TDA", "T.D.A.", "TdA"), in lower case; None for any other name."""
    letters = text.strip().replace(".", "")
    if len(letters) in _ACRONYM_LENGTH and _ACRONYM.fullmatch(letters):
        return letters.casefold()
    return None


@lru_cache(maxsize=1 << 16)
def initials(words: Words, small: frozenset[str]) -> frozenset[str]:
    """The acronyms that a name of two words or more may have: one from all its words, one from its main words."""
    large = [word for word in words if word not in small]
    if len(large) < 2:
        return frozenset()
    return frozenset({"".join(word[0] for word in words), "".join(word[0] for word in large)})


def is_syllabic(letters: str, words: Words, small: Collection[str]) -> bool:
    """Whether an acronym is made from the beginnings of main words: "cecot", Centro de COnfinamiento del Terrorismo.

    All main words take part, with up to three letters each. The acronym has at least four letters, and the name at
    least two main words.
    """
    large = [word for word in words if word not in small]
    if len(letters) < 4 or not 2 <= len(large) < len(letters):
        return False
    ends = {0}
    for word in large:
        ends = {end + n for end in ends for n in (1, 2, 3) if letters[end : end + n] == word[:n] and len(word) >= n}
    return len(letters) in ends


def stem(word: str) -> str:
    """A word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def translate(words: Words, lexicon: Mapping[str, str], small: Collection[str]) -> Words:
    """The main words of a name, in English and in alphabetical order, so that they are the same for its translation.

    Words that are not in the lexicon stay as they are; plurals become singular.
    """
    return tuple(sorted(stem(lexicon.get(word, word)) for word in words if word not in small))


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """A word without vowels, double letters or differences between similar sounds: one for "qaddafi" and "gaddafi"."""
    word = _ENDING.sub("v", word)
    for sound, letter in _SOUNDS:
        word = word.replace(sound, letter)
    first = "a" if _VOWELS.match(word) else ""
    return first + _REPEATS.sub(r"\1", _VOWELS.sub("", word.translate(_LETTERS)))


def is_misspelling(left: Words, right: Words, least: float, known: Collection[str] = ()) -> bool:
    """Whether two names with the same number of words differ only in spelling.

    Each word is the same, or has a similarity of at least `least` (out of 100) and at most two different letters, or is
    a transliteration that sounds similar. A difference in a number, in a word of under five letters, between two of the
    `known` words, or in the ending that tells a man's name from a woman's ("Mario", "Maria") is never just spelling.
    """
    if len(left) != len(right) or left == right:
        return False
    return all(_same_word(a, b, least, known) for a, b in zip(left, right, strict=True))


def _same_word(a: str, b: str, least: float, known: Collection[str]) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or not (a.isalpha() and b.isalpha()) or (a in known and b in known):
        return False
    if a[:-1] == b[:-1] and {a[-1], b[-1]} <= set("aoe"):
        return False
    return (fuzz.ratio(a, b) >= least and OSA.distance(a, b) <= 2) or (OSA.distance(a, b) == 1) or _sound_alike(a, b)


def _sound_alike(a: str, b: str) -> bool:
    bones = skeleton(a)
    return len(bones) > 2 and bones == skeleton(b) and fuzz.ratio(a, b) >= _ALIKE
