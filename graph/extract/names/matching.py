"""Names in one article that mean the same entity: surnames, acronyms, shorter forms of a name."""

from __future__ import annotations

from graph.extract.lexicon.folding import fold
from graph.extract.names.draft import NodeDraft, Registry


def merge_names(registry: Registry) -> None:
    """Merge the nodes of names that mean one entity; a name with two equally good candidates is not merged."""
    names = sorted((n for n in registry.nodes.values() if n.key.startswith("name:")), key=lambda n: (n.first, n.key))
    full = [n for n in names if len(_words(n)) > 1]
    for node in sorted(full, key=lambda n: (len(_words(n)), n.key)):
        longer = [o for o in full if o is not node and o.key in registry.nodes and _shorter(node, o)]
        if len(longer) == 1 and node.key in registry.nodes:
            registry.merge(longer[0], node)
    full = [n for n in full if n.key in registry.nodes]
    for node in names:
        if node.key in registry.nodes and len(_words(node)) == 1:
            _merge_single(registry, node, full)


def _words(node: NodeDraft) -> list[str]:
    return node.key.removeprefix("name:").split()


def _merge_single(registry: Registry, node: NodeDraft, full: list[NodeDraft]) -> None:
    """Merge the node of a single word: the surname or given name of one person, or the acronym of one organisation."""
    if node.key in registry.unmerged:
        return  # "Mora" of "Mora's son, Tito Mora"
    word = _words(node)[0].removesuffix("'s")
    persons = [o for o in full if o.key in registry.nodes and _is_person(o) and word in _words(o)]
    persons = [o for o in persons if not (node.gender and o.gender) or node.gender == o.gender]
    by_surname = [o for o in persons if word in _words(o)[1:]]
    candidates = by_surname or persons
    if len(candidates) == 1:
        registry.merge(candidates[0], node)
        return
    if not candidates and acronym_like(next(iter(node.names))):
        small = registry.lexicon.grammar.name_small
        expansions = [o for o in full if o.key in registry.nodes and _is_acronym(word, _words(o), small)]
        if len(expansions) == 1:
            registry.merge(expansions[0], node)


def _is_person(node: NodeDraft) -> bool:
    others = max((v for k, v in node.votes.items() if k != "Person"), default=0)
    return node.votes["Person"] > 0 and node.votes["Person"] >= others


def _shorter(short: NodeDraft, long: NodeDraft) -> bool:
    """Whether one full name is another with words left out: "Kristi Noem" for "Kristi Lynn Noem"."""
    a, b = _words(short), _words(long)
    if len(a) >= len(b) or not (_is_person(short) and _is_person(long)):
        return False
    if a[0] != b[0]:
        return b[-len(a) :] == a  # "Quintero Lafarga": both surnames
    position = iter(b)
    return all(word in position for word in a)


def acronym_like(name: str) -> bool:
    """Whether a name is written like an acronym: two to six capitals, perhaps with dots."""
    plain = name.replace(".", "")
    return plain.isalpha() and plain.isupper() and 2 <= len(plain) <= 6


def _is_acronym(short: str, words: list[str], small: frozenset[str]) -> bool:
    """Whether `short` consists of the initials of `words`, with or without those of the small words."""
    letters = fold(short).replace(".", "")
    parts = " ".join(words).replace("-", " ").split()
    every = "".join(w[0] for w in parts)
    strong = "".join(w[0] for w in parts if w not in small)
    return len(letters) > 1 and letters in (every, strong)
