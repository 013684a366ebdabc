"""The records that flow through Rashomon, all frozen: what is read, what is claimed, what is assembled.

Two levels. *Document level*: `Document` → `Annotation` (mentions, entities, attributions, statements),
with ids that are local to one article. *Corpus level*: `KnowledgeGraph` (entities, propositions,
claims, accounts), with canonical ids. Offsets are always in code points of the decoded text.
"""

from graph.model.annotations import (
    DOCUMENT,
    LONGEST_EVIDENCE,
    Annotation,
    Attribution,
    Deed,
    Digests,
    Entity,
    Filler,
    Mention,
    Predication,
    Qualifiers,
    Reference,
    Stance,
    Statement,
)
from graph.model.coverage import Coverage, Silence, Silent, total
from graph.model.documents import Block, BlockKind, Document, Metadata, Passage, Sketch, Skipped, Span
from graph.model.knowledge import (
    ANYONE,
    Account,
    Claim,
    Decision,
    Edge,
    KnowledgeGraph,
    Proposition,
    Resolution,
    Source,
)

__all__ = [
    "ANYONE",
    "DOCUMENT",
    "LONGEST_EVIDENCE",
    "Account",
    "Annotation",
    "Attribution",
    "Block",
    "BlockKind",
    "Claim",
    "Coverage",
    "Decision",
    "Deed",
    "Digests",
    "Document",
    "Edge",
    "Entity",
    "Filler",
    "KnowledgeGraph",
    "Mention",
    "Metadata",
    "Passage",
    "Predication",
    "Proposition",
    "Qualifiers",
    "Reference",
    "Resolution",
    "Silence",
    "Silent",
    "Sketch",
    "Skipped",
    "Source",
    "Span",
    "Stance",
    "Statement",
    "total",
]
