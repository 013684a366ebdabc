"""Other names of somebody, put behind or inside a name: 'Juan Pérez, alias "El Loco," was seen'.

They make the parser err, so they are found before it sees them and left out of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.extract.lexicon.entries import AliasWords
from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_WORD = rf"[{_UPPER}][\w'’.\-]*\w"
_MERE = "mere"
"""Begins the names of the patterns in which no word says that an alias follows: quotation marks alone do."""
_INSIDE = "mere_inside"
_NAMED = "named"
_BARE = "bare"
_MOST_WORDS = 6
"""Words of an alias in quotation marks; what is longer is a sentence."""
_FARTHEST = 80
"""Characters of the name before an alias."""

_QUOTED = re.compile(r"\"(?P<double>[^\"\n]{1,60}?)\"|(?<!\w)'(?P<single>[^'\n]{1,60}?)'(?!\w)")
_COMMA = re.compile(r",?")


@dataclass(frozen=True, slots=True)
class Aside:
    """What is left out of a text, `[start, end)`, and where in it the other names are; `cued` where a word says so."""

    start: int
    end: int
    cued: bool
    aliases: tuple[tuple[int, int], ...]


def find(text: str, lexicon: Lexicon) -> list[Aside]:
    """The other names in a text that is shown to the parser, in order."""
    found: list[Aside] = []
    finder = _Finder(text, lexicon)
    for match in _pattern(lexicon.alias).finditer(text):
        aside = finder.aside(match)
        if aside is not None and (not found or found[-1].end <= aside.start):
            found.append(aside)
    return found


class _Finder:
    """Judges what looks like other names in one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words = lexicon.alias
        self.joint = re.compile("|".join(self.words.joint))

    def aside(self, match: re.Match[str]) -> Aside | None:
        """A match as what is left out, or None where it rather is a quotation, a title of a work or an only name."""
        kind = match.lastgroup or ""
        name = _before(self.words).search(self.text, max(0, match.start() - _FARTHEST), match.start())
        aliases = self._aliases(*match.span(kind))
        mere = kind.startswith(_MERE)
        if name is None and kind == _BARE and self.text[match.start()] != ",":
            # "captured alias Otoniel": the only name, without the word
            return Aside(match.start(), match.start(kind) - 1, True, ())
        if name is None or not aliases or not all(self._is_name(self.text[a:b], mere=mere) for a, b in aliases):
            return None
        first = self.text[slice(*aliases[0])].split()[0]
        person = self._is_person(name[1]) or fold(first) in self.words.article
        if kind == _INSIDE and (not person or name[1].endswith("'s")):
            return None
        if (kind == _NAMED or mere) and self._is_place(name[1]):
            return None
        return Aside(*self._cut(match, name.start(1)), not mere, tuple(aliases))

    def _aliases(self, start: int, end: int) -> list[tuple[int, int]]:
        quoted = [m.span(m.lastgroup or 0) for m in _QUOTED.finditer(self.text, start, end)]
        trimmed = (self._trimmed(*span) for span in quoted or [(start, end)])
        return [(a, b) for a, b in trimmed if a < b]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """An alias without the comma, the blanks and the English article at its ends."""
        article = re.compile(r"[ ,.\"']*(?:the )?", re.IGNORECASE).match(self.text, start, end)
        return article.end() if article else start, start + len(self.text[start:end].rstrip(" ,\"'"))

    def _is_name(self, alias: str, *, mere: bool) -> bool:
        """Whether the words are a name: few, with a capital, and no answer or sentence."""
        parts = alias.split()
        if not parts or len(parts) > _MOST_WORDS or alias[-1] in "!?;:":
            return False
        if fold(alias) in self.words.answer or parts[0].lower() in self.words.no_start:
            return False
        high = [not p[0].islower() for p in parts]
        return all(h or self.joint.fullmatch(p) for h, p in zip(high, parts, strict=True)) if mere else any(high)

    def _is_person(self, name: str) -> bool:
        """Whether a given name, a rank or an office is there: what follows in quotation marks is no title of a work."""
        given, offices = self.lexicon.names.given, self.lexicon.offices
        words = [word.rstrip(".").lower() for word in name.split()]
        return any(fold(w) in given or w in offices.address or offices.is_noun(w) for w in words)

    def _is_place(self, name: str) -> bool:
        known, names = fold(name), self.lexicon.names
        return known in names.country_names or known in names.cities or known in names.regions

    def _cut(self, match: re.Match[str], name_start: int) -> tuple[int, int]:
        """What is left out: one of two commas around an alias stays where the name is followed by more about it."""
        start, end = match.span()
        comma = _COMMA.match(self.text, end)
        closed = comma.end() if comma else end
        if self.text[start] != "," or "," not in self.text[end - 2 : closed]:
            return start, end
        following = self.text[closed:].lstrip()
        goes_on = following[:1].islower() and re.split(r"\W", following, maxsplit=1)[0] not in self.words.resuming
        apart = self.text[:name_start].rstrip().endswith(",")
        return (start if goes_on and not apart else start + 1), closed


def _one(of: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(of, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=4)
def _before(words: AliasWords) -> re.Pattern[str]:
    """The name that ends where a text does."""
    part = rf"(?:{_WORD}|[{_UPPER}]\.)"
    return re.compile(rf"(?<![\w.])({part}(?: (?:{_one(words.joint)} )*{part})*)\.?$")


@lru_cache(maxsize=4)
def _pattern(words: AliasWords) -> re.Pattern[str]:
    """The forms of an alias; the name of the group that matched says which it is."""
    quoted = r"(?:\"[^\"\n]{1,60}?\"|'[^'\n]{1,60}?'(?!\w))"
    high = rf"(?:{_WORD}|[{_UPPER}0-9]\b)"
    article = _one([*words.article, *(a.capitalize() for a in words.article)])
    alias = (
        rf"(?:{quoted}(?:(?:, |,? (?:and|or) |/){quoted})*"
        rf"|(?:{article} )?{high}(?: (?:{_one(words.joint)} )*{high})*)"
    )
    noun = rf"(?:(?:his|her|their|its|the|a|an) )?(?:\w+ )?{_one(words.noun)}(?: of)?"
    named = (
        rf"(?:who (?:is |was |has been |had been )?)?(?:{_one(words.adverb)} ){{0,3}}{_one(words.named)}"
        rf"(?: (?:to|among|in) [\w' ]{{3,30}}?)?(?: (?:as|by|under|simply|only))*(?: {noun})?"
    )
    relative = (
        rf"who (?:{_one(words.adverb)} )?(?:{_one(words.as_what)} (?:as|under)(?: {noun})?|{_one(words.having)} {noun})"
        rf"|whose {_one(words.own)} name (?:is|was)|{_one(words.own)} name:?|by {noun}|under {noun}"
    )
    bare = _one(words.bare)
    cue = rf"(?:{bare}|(?:or )?{noun}|{named}|{relative})"
    whole = "(?<![ ,.!?])"
    forms = (
        rf",? {bare},?:? (?P<{_BARE}>{alias})",
        rf", (?:{named}|{relative}),? (?P<{_NAMED}>{alias})(?! by\b)",
        rf" \((?:{cue},? )?(?P<bracket>{quoted})\)",
        rf" \({cue},? (?P<cued>{alias})\)",
        rf" \((?P<titled>{article} {_WORD}(?: {_WORD})?)\)",
        rf" (?P<{_INSIDE}>\"(?! )[^\"\n]{{1,40}}{whole}\"|'(?! )[^'\n]{{1,40}}{whole}')(?= [{_UPPER}]\w*[a-zà-ž])",
        r", (?P<mere_behind>\"[^\"\n]{1,40},\"|\"[^\"\n]{1,40}\"(?=,))",
    )
    return re.compile("|".join(forms))
