"""Notes to the reader, and other names after or inside a name: 'Juan Pérez, alias "El Loco," was seen'.

They mislead the parser, so they are found and left out before parsing.
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
"""The prefix of the names of patterns in which only quotation marks, and no word, introduce an alias."""
_INSIDE = "mere_inside"
_NAMED = "named"
_BARE = "bare"
_NOTE = "note"
_BORN = "born"
_FRONTED = "fronted"
_MOST_WORDS = 6
"""The most words in an alias in quotation marks; anything longer is a sentence."""
_FARTHEST = 80
"""How many characters of text before an alias are searched for the name."""

_QUOTED = re.compile(r"\"(?P<double>[^\"\n]{1,60}?)\"|(?<!\w)'(?P<single>[^'\n]{1,60}?)'(?!\w)")
_LAST_MARK = re.compile(r"[.,!?](?=[\"']\)?$)")


@dataclass(frozen=True, slots=True)
class Aside:
    """What a text leaves out, and where the other names are in it; `cued` says whether a word introduces them.

    `cuts` are ranges `[start, end)`; a mark that ends a sentence or a clause remains between two of them. `ahead` says
    that the names belong to somebody named afterwards.
    """

    cuts: tuple[tuple[int, int], ...]
    cued: bool
    aliases: tuple[tuple[int, int], ...]
    ahead: bool = False


def find(text: str, lexicon: Lexicon) -> list[Aside]:
    """The other names to leave out of a text for the parser, in order."""
    found: list[Aside] = []
    finder = _Finder(text, lexicon)
    for match in _pattern(lexicon.alias).finditer(text):
        aside = finder.aside(match)
        if aside is not None and (not found or found[-1].cuts[-1][1] <= aside.cuts[0][0]):
            found.append(aside)
    return found


class _Finder:
    """Decides whether what looks like another name in one text is one."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words = lexicon.alias
        self.joint = re.compile("|".join(self.words.joint))

    def aside(self, match: re.Match[str]) -> Aside | None:
        """What to leave out at a match, or None if it is a quotation, the title of a work or the only name there."""
        kind = match.lastgroup or ""
        if kind == _NOTE:
            return Aside((match.span(),), True, ())
        name = _before(self.words).search(self.text, max(0, match.start() - _FARTHEST), match.start())
        aliases = self._aliases(*match.span(kind))
        mere = kind.startswith(_MERE)
        if kind == _FRONTED:
            named = bool(aliases) and self._is_name(match[kind], mere=False)
            return Aside((match.span(),), True, tuple(aliases), ahead=True) if named else None
        if name is None and kind == _BARE and self.text[match.start()] != ",":
            # "captured alias Otoniel": the only name; the word is left out
            return Aside(((match.start(), match.start(kind) - 1),), True, ())
        if name is None or not aliases or not all(self._is_name(self.text[a:b], mere=mere) for a, b in aliases):
            return None
        first = match[kind].strip("\"'").split()[0]
        person = self._is_person(name[1]) or fold(first) in self.words.article
        if kind == _INSIDE and (not person or name[1].endswith("'s")):
            return None
        if (kind == _NAMED or mere) and self._is_place(name[1]):
            return None
        if kind == _BORN and self.text[match.end() :].startswith(" "):
            # "X, born Y in Lima, left": the rest of the clause remains, and says where X was born.
            return Aside(((match.start(),) * 2, (match.start(kind) - 1, match.end())), True, tuple(aliases))
        return Aside(tuple(self._cuts(match, name.start(1))), not mere, tuple(aliases))

    def _aliases(self, start: int, end: int) -> list[tuple[int, int]]:
        quoted = [m.span(m.lastgroup or 0) for m in _QUOTED.finditer(self.text, start, end)]
        trimmed = (self._trimmed(*span) for span in quoted or [(start, end)])
        return [(a, b) for a, b in trimmed if a < b]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """An alias without any comma, blanks and English article at its ends."""
        article = re.compile(r"[ ,.\"']*(?:the )?", re.IGNORECASE).match(self.text, start, end)
        stop = start + len(self.text[start:end].rstrip(" ,\"'"))
        ends = self.text[stop - 1] == "." and self.text[stop - 2].islower()  # but "Jr."
        return article.end() if article else start, stop - ends

    def _is_name(self, alias: str, *, mere: bool) -> bool:
        """Whether words are a name: few of them, with a capital, and not an answer or a sentence."""
        parts = alias.split()
        if not parts or len(parts) > _MOST_WORDS or alias[-1] in "!?;:":
            return False
        if fold(alias) in self.words.answer or parts[0].lower() in self.words.no_start:
            return False
        high = [not p[0].islower() for p in parts]
        return all(h or self.joint.fullmatch(p) for h, p in zip(high, parts, strict=True)) if mere else any(high)

    def _is_person(self, name: str) -> bool:
        """Whether it contains a given name, a rank or an office: a quotation after it is not the title of a work."""
        given, offices = self.lexicon.names.given, self.lexicon.offices
        words = [word.rstrip(".").lower() for word in name.split()]
        return any(fold(w) in given or w in offices.address or offices.is_noun(w) for w in words)

    def _is_place(self, name: str) -> bool:
        known, names = fold(name), self.lexicon.names
        return known in names.country_names or known in names.cities or known in names.regions

    def _cuts(self, match: re.Match[str], name_start: int) -> list[tuple[int, int]]:
        """What is left out: all but a mark that ends the sentence, or the clause if it says more about the person."""
        start, end = match.span()
        last = _LAST_MARK.search(self.text, start, end)
        inside = last.start() if last else end  # "alias 'El Loco.' The …"
        if inside < end and self.text[inside] != ",":
            return [(start, inside), (inside + 1, end)]
        closed = end + (self.text[end : end + 1] == ",")
        if self.text[start] != "," or "," not in self.text[inside:closed]:
            return [(start, closed if inside < end else end)]
        apart = self.text[:name_start].rstrip().endswith(",")
        return [(start if self._goes_on(closed) and not apart else start + 1, closed)]

    def _goes_on(self, at: int) -> bool:
        """Whether the clause of the person named continues, saying no more about them and naming no other speaker."""
        following = self.text[at:].lstrip()
        first, _, rest = following.partition(" ")
        verbs = (*self.words.speaking, *self.lexicon.cues.closing)
        spoken = rest[:1].isupper() and first.startswith(verbs)
        word = re.split(r"[^\w-]", first, maxsplit=1)[0]
        more = word in self.words.resuming or self._says_who(word)
        return first[:1].islower() and not more and not spoken

    def _says_who(self, word: str) -> bool:
        """Whether a word begins a description of somebody: "leader of Los Lobos", "former mayor of Lima"."""
        names, described = self.lexicon.names.nouns, self.lexicon.descriptions.nouns
        person = {names.get(word), described.get(word)} & self.lexicon.roles.classes.relative
        return bool(person) or self.lexicon.offices.is_noun(word) or word in self.lexicon.stance.past_modifiers


def _one(of: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(of, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=4)
def _before(words: AliasWords) -> re.Pattern[str]:
    """The name at the end of a text."""
    part = rf"(?:{_WORD}|[{_UPPER}]\.)"
    return re.compile(rf"(?<![\w.])({part}(?: (?:{_one(words.joint)} )*{part})*)\.?$")


_QUOTES = r"(?:\"[^\"\n]{1,60}?\"|'[^'\n]{1,60}?'(?!\w))"
_HIGH = rf"(?:{_WORD}|[{_UPPER}0-9]\b)"


def _alias(words: AliasWords, article: str) -> str:
    """Another name: one or several in quotation marks, or words with capitals."""
    return (
        rf"(?:{_QUOTES}(?:(?:, |,? (?:and|or) |/){_QUOTES})*"
        rf"|(?:{article} )?{_HIGH}(?: (?:{_one(words.joint)} )*{_HIGH})*)"
    )


def _noun(words: AliasWords) -> str:
    """The noun for another name: "his stage name"."""
    return rf"(?:(?:his|her|their|its|the|a|an) )?(?:\w+ )?{_one(words.noun)}(?: of)?"


def _introduced(words: AliasWords) -> tuple[str, str]:
    """The words before another name in a separate clause, and before one in quotation marks."""
    noun = _noun(words)
    who, adverbs = r"(?:who (?:is |was |has been |had been )?)?", rf"(?:{_one(words.adverb)} ){{0,3}}"
    among = r"(?: (?:to|among|in) [\w' ]{3,30}?)?"
    named = (
        rf"{who}{adverbs}(?:{_one(words.as_named)}{among} (?:as|by|under)(?: simply| only)?(?: {noun})?"
        rf"|{_one(words.named)}{among}(?: as)?)"
    )
    relative = (
        rf"who (?:{_one(words.adverb)} )?(?:{_one(words.as_what)} (?:as|under)(?: {noun})?|{_one(words.having)} {noun})"
        rf"|whose {_one(words.own)} name (?:is|was)|{_one(words.own)} name:?|by {noun}|under {noun}"
    )
    return rf"(?:{named}|{relative})", rf"{who}{adverbs}{_one(words.called)}{among}"


@lru_cache(maxsize=4)
def _pattern(words: AliasWords) -> re.Pattern[str]:
    """The forms of an alias; the name of the last matching group says which form was found."""
    article = _one([*words.article, *(a.capitalize() for a in words.article)])
    alias, noun, (named, called) = _alias(words, article), _noun(words), _introduced(words)
    shortened = rf"{_one(words.brief_joint)} (?:(?:its|their|his|her|the) )?(?:\w+ )?{_one(words.brief)}(?: in \w+)?"
    capitals, dash, whole = r"[A-Z][A-Za-z\-]{1,9}", r" (?:[—–-]|--)(?= )", "(?<![ ,.!?])"
    bare = _one(words.bare)
    cue = rf"(?:{bare}|(?:or )?{noun}|{named})"
    forms = (
        rf"(?:(?<=[.!?] )|(?<=[.!?]\n)|(?<=\n\n)|^)(?i:{_one(words.fronted)}) {noun} (?P<{_FRONTED}>{alias}), ",
        rf",? \(?(?:who was |who had been )?{_one(words.born)} (?P<{_BORN}>{_HIGH}(?: {_HIGH})+)\)?(?= |,|\.)",
        rf"(?:,|(?P<dash>{dash})) (?P<brief>{capitals}),? {shortened}(?(dash){dash}|,)",
        rf" \((?P<brief_bracket>{capitals}),? {shortened}\)",
        rf",? {bare},?:? (?P<{_BARE}>{alias})",
        rf"(?:,|(?P<apart>{dash})) {named},? (?P<{_NAMED}>{alias})(?! by\b)(?(apart){dash})",
        rf", {called} (?P<called>{_QUOTES})(?! by\b)",
        rf" \((?:(?:{cue}|{called}),? )?(?P<bracket>{_QUOTES})\)",
        rf" \({cue},? (?P<cued>{alias})\)",
        rf" \((?P<{_NOTE}>(?i:{_one(words.note)})\b[^()\n]{{0,60}})\)",
        rf" \((?P<titled>{article} {_WORD}(?: {_WORD})?)\)",
        rf" (?P<{_INSIDE}>\"(?! )[^\"\n]{{1,40}}{whole}\"|'(?! )[^'\n]{{1,40}}{whole}')(?= [{_UPPER}]\w*[a-zà-ž])",
        r", (?P<mere_behind>\"[^\"\n]{1,40},\"|\"[^\"\n]{1,40}\"(?=,))",
    )
    return re.compile("|".join(forms))
