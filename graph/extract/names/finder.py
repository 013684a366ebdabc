"""Names in an article and the entities that they name, with classes corrected over the whole document."""

from __future__ import annotations

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.aliases import (
    add_aliases,
    find_aliases,
    merge_aliases,
    merge_bracketed,
    resolve_surnames,
    share_surnames,
)
from graph.extract.names.candidates import candidates
from graph.extract.names.draft import Candidate, Draft, MentionDraft, Registry
from graph.extract.names.institutions import add_institutions
from graph.extract.names.matching import merge_names
from graph.extract.names.name_classes import add_name, add_repeats
from graph.extract.names.nodes import Names
from graph.extract.names.offices import attach_titles, take_titles
from graph.extract.names.places import add_places, home_country
from graph.extract.names.teams import add_clubs
from graph.extract.parse.parsed import Parsed
from graph.extract.refusals import Reason
from graph.extract.terms import gazetteer
from graph.extract.terms.head_nouns import class_of_noun
from graph.extract.terms.titles import TitleFinder
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Stretch


def find_names(parsed: Parsed, lexicon: Lexicon, trace: Trace = SILENT) -> Names:
    """All mentions by name, title or institution; descriptions and pronouns are left to coreference resolution."""
    aliases = find_aliases(parsed)
    draft = _draft(parsed, lexicon, trace, {i for start, end in aliases for i in range(start, end)})
    add_aliases(draft, aliases)
    take_titles(draft)
    add_places(draft)
    _add_names(draft)
    add_repeats(draft)
    add_clubs(draft)
    attach_titles(draft)
    merge_bracketed(draft)
    merge_aliases(draft)
    share_surnames(draft)
    resolve_surnames(draft)
    merge_names(draft.registry)
    draft.registry.settle()
    add_institutions(draft)
    return draft.names()


def _draft(parsed: Parsed, lexicon: Lexicon, trace: Trace, aliases: set[int]) -> Draft:
    """The draft before any mention is found; titles inside aliases do not count: "the Queen of Copper"."""
    places = gazetteer.find(parsed, lexicon)
    named = [e for e in parsed.doc.ents if e.label_ == "PERSON" and not _is_group(e, lexicon)]
    persons = {t.i for e in named for t in e if t.i not in places.inside}
    titles = [t for t in TitleFinder(parsed, lexicon, places, persons).find() if t.head not in aliases]
    home = home_country(parsed, lexicon, places)
    return Draft(parsed, lexicon, MentionDraft(Registry(lexicon), places, titles, home), trace)


def _is_group(name: Stretch, lexicon: Lexicon) -> bool:
    """Whether words in or next to a name show that the language model takes a group for a person."""
    doc, names = name.doc, lexicon.names
    if len(name) > 1 and names.heads.get(fold(name[-1].text)) in lexicon.roles.classes.gang:
        return True  # "the Barranco Cartel"
    before = class_of_noun(doc, name.start - 1, names.nouns) if name.start else None
    if before is not None and lexicon.ontology.is_a(before, "Organization"):
        return True  # "the rebel group Dawn Front"
    # "Brigada Norte commander Juan Pérez"
    noun = doc[name.end].lower_ if name.end + 1 < len(doc) else ""
    belonging = noun in lexicon.offices.belonging and noun not in lexicon.offices.office
    return (
        belonging
        and len(name) > 1
        and fold(name[0].text) not in names.given
        and doc[name.end + 1].ent_type_ == "PERSON"
    )


def _add_names(draft: Draft) -> None:
    """Record the candidates; those in a headline only if the body of the article also has the words as names."""
    found = candidates(draft)
    body = {_folded(draft, c) for c in found if not draft.is_headline(c.start)}
    known = body | {w for name in body for w in name.split() if len(w) > 3}
    for candidate in found:
        if not draft.is_headline(candidate.start) or set(_folded(draft, candidate).split()) <= known:
            add_name(draft, candidate)
        else:
            draft.trace.refuse(Reason.HEADING_NAME, candidate.start, at=candidate.end - 1)


def _folded(draft: Draft, candidate: Candidate) -> str:
    return fold(draft.text(candidate.start, candidate.end))
