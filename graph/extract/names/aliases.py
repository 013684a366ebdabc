"""Other names for entities that an article has named: acronyms in brackets, aliases, bare surnames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from graph.extract.lexicon.folding import fold
from graph.extract.names.draft import Draft, NodeDraft
from graph.extract.names.evidence import WEIGHTS
from graph.extract.names.nodes import Found
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.text.shown import show
from graph.extract.text.tokenizing import Aliases


def merge_bracketed(draft: Draft) -> None:
    """Make an acronym in brackets a name of what precedes it: "Organized Common Crime Group (GDCO)"."""
    names = draft.mentions.names()
    by_end = {f.end: f for f in names}
    for found in names:
        before = by_end.get(found.start - 1)
        bracketed = found.start and draft.doc[found.start - 1].text == "("
        short = draft.text(found.start, found.end)
        if before and bracketed and short.upper() == short:
            draft.registry.merge(draft.mentions.node(before), draft.mentions.node(found))
            people = draft.mentions.by_token.get(before.start - 1)
            if people is not None and people.kind == "demonym" and len(short) == before.end - before.start + 1:
                # "the Venezuelan Violence Observatory (OVV)": one letter for each word
                draft.mentions.node(before).names[draft.text(before.start - 1, before.end)] += 1


def find_aliases(parsed: Parsed) -> list[tuple[int, int]]:
    """Where an article uses names that it introduced as aliases, as token ranges `[start, end)`."""
    words = {text: text.split() for aside in parsed.asides for text in _texts(parsed, aside)}
    by_first: dict[str, list[str]] = {}
    for text in sorted(words, key=lambda t: (-len(words[t]), t)):
        by_first.setdefault(words[text][0], []).append(text)
    found: list[tuple[int, int]] = []
    for token in parsed.doc:
        for text in by_first.get(token.text, ()):
            end = token.i + len(words[text])
            whole = [t.text for t in parsed.doc[token.i : end]] == words[text] and _stands_alone(parsed, token.i, end)
            if whole and (not found or found[-1][1] <= token.i):
                found.append((token.i, end))
    return found


def add_aliases(draft: Draft, found: list[tuple[int, int]]) -> None:
    """Record the uses of aliases; to whom they belong is decided when all names are known."""
    for start, end in found:
        if not any(map(draft.is_headline, (start, end - 1))):
            draft.record(start, end, draft.name_node(start, end), "name", "mention.name", 0.9)
            draft.take(start, end)


def _texts(parsed: Parsed, aside: Aliases) -> list[str]:
    """The names in an aside, in the form that the tokens have."""
    return [" ".join(show(parsed.document.text, span).text.split()) for span in aside.spans]


def _stands_alone(parsed: Parsed, start: int, end: int) -> bool:
    """Whether some tokens are not part of a longer name: "El Loco", but not "El Loco Street"."""
    beside = (parsed.doc[i] for i in (start - 1, end) if 0 <= i < len(parsed.doc))
    named = (t.pos_ == "PROPN" and t.text[0].isupper() and t.is_alpha and t.ent_type_ != "DATE" for t in beside)
    return not any(named)


def merge_aliases(draft: Draft) -> None:
    """Make a name that was given after or inside another one a further name of the same entity."""
    by_end: dict[int, Found] = {}
    for found in draft.mentions.names():
        for end in range(found.start + 1, found.end + 1):
            known = by_end.get(end)
            if known is None or (found.end == end) >= (known.end == end):
                by_end[end] = found
    for aside in draft.parsed.asides:
        comma = draft.doc[aside.token - 1].text == "," if aside.token else False  # a comma that was not left out
        holder = _named_next(draft, aside.token) if aside.ahead else by_end.get(aside.token - comma)
        if holder is None:
            continue
        node = draft.mentions.node(holder)
        if not aside.cued and not node.votes["Person"]:
            continue
        for text in _texts(draft.parsed, aside):
            alias = draft.registry.add(f"name:{fold(text)}", text, holder.start)
            draft.registry.merge(draft.mentions.node(holder), alias)
            draft.mentions.node(holder).aliases.add(text)


def _named_next(draft: Draft, token: int) -> Found | None:
    """The first name in a sentence that begins at a token."""
    end = draft.parsed.sentence(token).end if token < len(draft.doc) else token
    return min((f for f in draft.mentions.names() if token <= f.start < end), key=lambda f: f.start, default=None)


def share_surnames(draft: Draft) -> None:
    """Take "Luis and Omar Paz" as naming Luis Paz, if the article knows no other Luis."""
    names = sorted(draft.mentions.names(), key=lambda f: f.start)
    given, full = draft.lexicon.names.given, {f.key for f in names if f.end - f.start > 1}
    for first, second in pairwise(names):
        joint = [t.lower_ for t in draft.doc[first.end : second.start]]
        both = first.end - first.start == 1 and second.end - second.start > 1 and joint == ["and"]
        word = fold(draft.doc[first.start].text)
        known = any(word in key.removeprefix("name:").split() for key in full)
        if both and not known and word in given and fold(draft.doc[second.start].text) in given:
            text = f"{draft.text(first.start, first.end)} {draft.text(second.start + 1, second.end)}"
            whole = draft.registry.add(f"name:{fold(text)}", text, first.start)
            whole.vote("Person", "given-name")
            draft.registry.merge(whole, draft.mentions.node(first))


def resolve_surnames(draft: Draft) -> None:
    """Assign bare surnames to the person of that name introduced before; one that fits two people goes to neither."""
    persons = [n for n in draft.registry.nodes.values() if _is_full_name(n)]
    reader = _SurnameReader(draft)
    changes: dict[Found, str] = {}
    cities = [f for f in draft.mentions.found if f.kind == "city" and not _is_placed(draft, f)]
    for found in sorted([*draft.mentions.names(), *cities], key=lambda f: f.start):
        if found.end - found.start == 1 and found.key in draft.registry.nodes:
            bearer = reader.bearer(found, _of_gender(draft, found, persons))
            if bearer:
                changes[found] = bearer.key
    for found, key in changes.items():
        text = draft.text(found.start, found.end)
        draft.registry.get(found.key).names[text] -= 1
        draft.registry.get(key).names[text] += 1
    _drop_emptied(draft, changes)
    draft.mentions.replace(changes)


class _SurnameReader:
    """Finds the people that bare surnames refer to, in the order of the text.

    `settled` leads from a surname to the person who was the only one with that name when it was first used alone: the
    article then goes on using it for that person, and calls others by more than their surname.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.titles = {t.end: t for t in draft.mentions.titles}
        self.settled: dict[str, str] = {}
        self.sentences: dict[str, set[int]] = {}
        for found in draft.mentions.names():
            if found.end - found.start > 1:
                self.sentences.setdefault(found.key, set()).add(draft.parsed.sentence_of[found.start])

    def bearer(self, found: Found, persons: list[NodeDraft]) -> NodeDraft | None:
        """The person with that surname, told from namesakes by the title before it or by what was said before."""
        word = _surname(found)
        named = [n for n in persons if word in _surnames(n)]
        if not named or self._is_thing(found):
            return None
        if self._is_group(found):
            self.draft.registry.unmerged.add(found.key)
            return None
        title = self.titles.get(found.start)
        named = [n for n in named if title and _bears(n, title.noun)] or named
        first = min(n.first for n in named)
        # Something barely known to be a person does not count alongside people, unless it is the first: "Never Mora".
        named = [n for n in named if n.first == first or n.votes["Person"] >= WEIGHTS["given-name"]]
        suffixes = self.draft.lexicon.small.name.suffix
        before = _different([n for n in named if n.first < found.start] or named, suffixes)
        if len(before) == 1:
            if self._is_of_namesake(before[0], word):
                self.draft.registry.unmerged.add(found.key)
                return None
            self.settled.setdefault(word, before[0].key)
            return before[0]
        by_age = self._by_age(found, before)
        if by_age is not None:
            return by_age
        kin = self.draft.lexicon.offices.kin
        main = [n for n in before if not n.nouns & kin]
        if len(main) == 1 and self.settled.get(word) == main[0].key:
            return main[0]
        here = self.draft.parsed.sentence_of[found.start]
        near = [n for n in before if self.sentences.get(n.key, set()) & {here - 1, here}]
        settled = next((n for n in before if n.key == self.settled.get(word)), None)
        return settled if settled and all(n is settled for n in near) else None

    def _by_age(self, found: Found, namesakes: list[NodeDraft]) -> NodeDraft | None:
        """The parent or child meant by "the elder Mora" or "the younger Mora"."""
        words, word = self.draft.lexicon.small.name, self.draft.doc[found.start - 1].lower_ if found.start else ""
        if word not in words.younger | words.elder:
            return None
        children = [n for n in namesakes if n.nouns & words.child] or [
            n for n in namesakes if not n.nouns & words.parent
        ]
        fitting = children if word in words.younger else [n for n in namesakes if n not in children]
        return fitting[0] if len(fitting) == 1 and len(children) < len(namesakes) else None

    def _is_of_namesake(self, node: NodeDraft, surname: str) -> bool:
        """Whether somebody is introduced as a relative of the one called by that surname: "Mora's son, Tito Mora"."""
        holders, doc = self.draft.mentions.holders, self.draft.doc
        of = (t for t in self.draft.mentions.titles if holders.get(t.head) == node.key)
        owners = (t.possessor for t in of if t.noun in self.draft.lexicon.offices.kin)
        return any(owner is not None and fold(doc[owner].text) == surname for owner in owners)

    def _is_group(self, found: Found) -> bool:
        """Whether a surname is that of a family or gang and not of one member of it: "the Mora clan"."""
        doc, lexicon = self.draft.doc, self.draft.lexicon
        if found.end >= len(doc) or doc[found.end].pos_ != "NOUN":
            return False
        kind = class_of_noun(doc, found.end, lexicon.names.nouns) or lexicon.descriptions.nouns.get(
            doc[found.end].lemma_.lower()
        )
        return kind is not None and any(lexicon.ontology.is_a(kind, one) for one in lexicon.roles.classes.several)

    def _is_thing(self, found: Found) -> bool:
        """Whether the noun before a name says that the name belongs to an organisation: "the gang Moreno"."""
        if not found.start:
            return False
        kind = class_of_noun(self.draft.doc, found.start - 1, self.draft.lexicon.names.nouns)
        return kind is not None and self.draft.lexicon.ontology.is_a(kind, "Organization")


def _bears(node: NodeDraft, noun: str) -> bool:
    """Whether somebody was given this title before, or a longer one: "Chief Paz" is the police chief Paz."""
    return any(own == noun or own.endswith(f" {noun}") for own in node.nouns)


def _surnames(node: NodeDraft) -> set[str]:
    """All but the first word of each name of a person, and of each alias."""
    names = (node.key.removeprefix("name:"), *(fold(alias) for alias in sorted(node.aliases)))
    return {word for name in names for word in name.split()[1:]}


def _surname(found: Found) -> str:
    return found.key.partition(":")[2].removesuffix("'s").removesuffix("'")


def _different(persons: list[NodeDraft], suffixes: frozenset[str]) -> list[NodeDraft]:
    """One node for each person: "Ana Paz" and "Ana María Paz" are one person, Luis Paz Jr. and Luis Paz Sr. are two."""
    found: dict[tuple[str, str], NodeDraft] = {}
    for node in sorted(persons, key=lambda n: (n.first, n.key)):
        words = node.key.removeprefix("name:").split()
        suffix = words[-1].rstrip(".")
        found.setdefault((words[0], suffix if suffix in suffixes else ""), node)
    return list(found.values())


def _is_placed(draft: Draft, found: Found) -> bool:
    """Whether a preposition shows that a city is meant and not a person with the same name."""
    return found.start > 0 and draft.doc[found.start - 1].pos_ == "ADP"


def _is_full_name(node: NodeDraft) -> bool:
    """Whether the name of a node is like a person's, with more than one word."""
    person, names = node.votes["Person"], (node.key, *node.aliases)
    return (
        node.key.startswith("name:")
        and any(" " in name for name in names)
        and person > 0
        and person >= max(node.votes.values())
    )


def _of_gender(draft: Draft, found: Found, persons: list[NodeDraft]) -> list[NodeDraft]:
    """People who fit the "Mr." or "Mrs." before a surname, or one elsewhere; if no namesake fits that, all."""
    genders, doc = draft.lexicon.offices.gender, draft.doc
    at = found.start - 2 if found.start > 1 and doc[found.start - 1].text == "." else found.start - 1
    addressed = genders.get(doc[at].lower_.rstrip(".")) if at >= 0 else None
    known = addressed or draft.registry.get(found.key).gender
    fitting = [n for n in persons if not known or not n.gender or n.gender == known]
    surely = [n for n in fitting if addressed and n.gender == known and _surname(found) in n.key.split()]
    fitting = surely or fitting
    namesakes = any(_surname(found) in _surnames(n) for n in fitting)
    return fitting if addressed or not namesakes else persons


def _drop_emptied(draft: Draft, changes: Mapping[Found, str]) -> None:
    """Remove the node of a surname whose mentions all went to people; the first of them gets its titles."""
    registry = draft.registry
    for found, key in changes.items():
        node = registry.nodes.get(found.key)
        if node is None or +node.names != Counter():
            continue
        if found.kind == "city":
            del registry.nodes[found.key]  # the country of the surname's node says nothing about the person
        else:
            registry.merge(registry.get(key), node)
    holders = draft.mentions.holders
    holders.update({head: registry.get(key).key for head, key in holders.items()})
