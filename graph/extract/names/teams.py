"""Teams that are called by the name of their city: "Lyon dismissed its coach"."""

from __future__ import annotations

from graph.extract.names.draft import Draft
from graph.extract.names.nodes import Found
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors
from graph.extract.words import Token


def add_clubs(draft: Draft) -> None:
    """Make a name mean a team if it has what only teams have; elsewhere, it still names the city."""
    changes: dict[Found, str] = {}
    for token in draft.doc:
        if token.lower_ == "its" and token.dep_ == "poss" and token.head.lemma_.lower() in draft.lexicon.names.staff:
            found = _owner(draft, token.head)
            if found is not None and found not in changes:
                changes[found] = _club(draft, found)
    if changes:
        draft.mentions.replace(changes)


def _owner(draft: Draft, noun: Token) -> Found | None:
    """The one-word name that is the subject of the clause with "its coach"."""
    verb = next((t for t in ancestors(noun) if t.pos_ == "VERB"), None)
    subject = next(iter(subjects(verb)), None) if verb is not None else None
    found = draft.mentions.by_token.get(subject.i) if subject is not None else None
    one = found is not None and found.kind in ("name", "city") and found.end - found.start == 1
    return found if one else None


def _club(draft: Draft, found: Found) -> str:
    """The key of the team that a mention names."""
    text = draft.text(found.start, found.end)
    draft.registry.get(found.key).names[text] -= 1
    node = draft.registry.add(f"club:{text.casefold()}", text, found.start)
    node.vote("Organization", "apposition")
    return node.key
