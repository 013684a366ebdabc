"""Knowledge graphs for tests of the page: one of the size of two articles, one of any size."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from graph.model import (
    ANYONE,
    DOCUMENT,
    Account,
    Claim,
    Coverage,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Passage,
    Proposition,
    Silence,
    Silent,
    Span,
    Stance,
)
from graph.prefixes import content_hash
from support import SEEDS

_DOCUMENTS = (
    Metadata(
        "000_11a090e9b5617967.txt",
        "b9fb4162f10ed3a2" * 4,
        "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy",
        "Josep Freixes",
        date(2025, 4, 7),
        language="en",
    ),
    Metadata(
        "003_16ed8bbf6407a7ea.txt",
        "16ed8bbf6407a7ea" * 4,
        "Noem revealed that Colombia's socialist president assured that the members of the Aragua Train needed "
        '"love and understanding"',
    ),
)

_ENTITIES = """
noem|Person|Kristi Noem|Noem;the Homeland Security secretary
petro|Person|Gustavo Petro|Petro;the Colombian president
sanchez|Person|Pedro Sanchez|Sanchez
trump|Person|Donald Trump|Trump
bukele|Person|Nayib Bukele|
freixes|Person|Josep Freixes|
colombia|Country|Colombia|
usa|Country|United States|U.S.
venezuela|Country|Venezuela|
sweden|Country|Sweden|
el-salvador|Country|El Salvador|
bogota|City|Bogota|
tda|CriminalOrganization|Tren de Aragua|Aragua Train;TDA
cecot|Prison|CECOT|
jet-deal|Deal|deal to acquire aircraft from Sweden|
newsmax|Outlet|Newsmax|
us-gov|Government|U.S. government|Trump administration
co-gov|Government|Colombian government|Government of Colombia
sv-gov|Government|Salvadoran government|
se-gov|Government|Swedish government|
co-mfa|Ministry|Foreign Ministry of Colombia|Foreign Ministry
dhs|Ministry|Department of Homeland Security|Homeland Security
terrorist|Category|terrorist organization|
gdco|Category|Organized Common Crime Group|GDCO
meeting|Meeting|meeting in Bogota|
visit|Visit|visit of Noem to Colombia|
president|Office|President|
minister|Office|Minister of Defense|
secretary|Office|Secretary of Homeland Security|
""".strip()

# proposition|subject|relation|object|as|content
_PROPOSITIONS = """
accuse-praise|noem|accuses|petro||praise
accuse-critic|noem|accuses|petro||critic
accuse-friends|noem|accuses|petro||"several drug cartel members were his friends"
dispute-praise|petro|disputes|noem||praise
reject|petro|rejects|noem||"lack credibility"
sanchez-disputes|sanchez|disputes|noem||"there were inaccurate interpretations"
co-rejects|co-gov|rejects|noem||"her statements about President Petro were incorrect"
mfa-says|co-mfa|claims|||co-rejects
critic-noem|noem|criticizes|petro||
praise|petro|praises|tda||
critic|petro|criticizes|us-gov||
love|petro|claims|||"the members of the Aragua Train needed love and understanding"
ties|petro|claims|||affiliated
affiliated|petro|affiliatedWith|tda||
linked|noem|linkedTo|jet-deal||
us-classifies|usa|classifiesAs|tda|terrorist|
co-classifies|colombia|classifiesAs|tda|gdco|
visit-bogota|noem|visited|bogota||
met|noem|metWith|petro||
visit-colombia|noem|visited|colombia||
visit-cecot|noem|visited|cecot||
visit-sv|noem|visited|el-salvador||
built|bukele|built|cecot||
detains|sv-gov|detains|tda||
deports|us-gov|deports|tda||
defends|noem|defends|||deports
us-defends|us-gov|defends|||deports
negotiates|co-gov|negotiatesWith|se-gov||
buys|petro|buysFrom|sweden||
took-part|sanchez|participatedIn|meeting||
took-part-petro|petro|participatedIn|meeting||
took-part-noem|noem|participatedIn|meeting||
interview|noem|interviewedBy|newsmax||
discuss|petro|discussesWith|noem||
orders|petro|orders|||"the release of the recording from his meeting with the secretary"
official-sanchez|sanchez|officialOf|colombia|minister|
official-noem|noem|officialOf|usa|secretary|
official-petro|petro|officialOf|colombia|president|
official-bukele|bukele|officialOf|el-salvador|president|
official-trump|trump|officialOf|usa|president|
operates|tda|operatesIn|colombia||
based|tda|basedIn|venezuela||
located|cecot|locatedIn|el-salvador||
advises|noem|advises|trump||
""".strip()

# proposition|stance|speaker|article|words of the sentence
_CLAIMS = """
accuse-praise|a|document|0|she claimed that Petro spoke favorably about Tren de Aragua
accuse-praise|a|document|0|The U.S. official claimed that the Colombian president spoke favorably
accuse-critic|a|document|0|criticized the Trump administration, prompting
accuse-friends|a|document|1|talked about how several drug cartel members were his friends
dispute-praise|a|document|0|which he later disputed
dispute-praise|a|document|0|prompting a swift rebuttal from Petro himself
reject|a|document|0|President Petro’s rejection of Kristi Noem’s remarks
reject|a|document|0|lack credibility
sanchez-disputes|a|document|0|in that meeting “there were inaccurate interpretations,”
sanchez-disputes|a|sanchez|0|there appear to have been inaccurate interpretations
co-rejects|a|document|1|the Colombian government rejected the words
co-rejects|a|co-mfa|1|categorically rejects the statements made by
mfa-says|a|document|1|categorically rejects the statements made by
critic-noem|a|document|1|Noem harshly criticized Petro
praise|a|noem|0|she claimed that Petro spoke favorably about Tren de Aragua
praise|a|noem|0|The U.S. official claimed that the Colombian president spoke favorably
critic|a|noem|0|criticized the Trump administration, prompting
critic|a|noem|1|starting with him criticizing our government
critic|d|sanchez|0|did not intend to criticize the U.S. government
critic|d|sanchez|0|never spoke against the U.S. government
love|a|noem|1|were misunderstood, and that they were people
ties|d|sanchez|0|did not claim to have ties with the Tren de Aragua
linked|h|petro|0|suggested they might be linked to a deal
us-classifies|a|sanchez|0|the U.S. has designated the Tren de Aragua as a terrorist organization
co-classifies|a|sanchez|0|Colombia classifies it as an Organized Common Crime Group (GDCO)
visit-bogota|a|document|0|Since the visit of the U.S. Secretary of Homeland Security to Bogota
met|a|document|0|regarding her meeting with President Gustavo Petro
met|a|document|0|following her meeting with Colombian President Gustavo Petro
met|a|document|1|where she met with Colombian President Gustavo Petro
met|a|sanchez|0|I had the honor of participating in the meeting
visit-colombia|a|document|1|her recent visit to Colombia
visit-colombia|a|noem|1|my visit to Colombia
visit-cecot|a|document|1|visited the notorious max security prison CECOT
visit-sv|a|document|1|part of a tour that began in El Salvador
built|a|document|1|built by Salvadoran President Nayib Bukele
detains|a|document|1|has housed hundreds of members of the Aragua Train
deports|a|document|1|deported by the administration of U.S. President Donald Trump
defends|a|document|1|have defended these deportations
us-defends|a|document|1|have defended these deportations
negotiates|a|petro|0|a deal the Colombian government is negotiating
buys|a|petro|0|my decision to purchase fighter jets from Sweden
took-part|a|document|0|who participated in the meeting between Noem and Petro
took-part|a|sanchez|0|I had the honor of participating in the meeting
took-part-petro|a|document|0|the meeting between Noem and Petro
took-part-noem|a|document|0|the meeting between Noem and Petro
interview|a|document|1|during an interview with Newsmax
discuss|a|sanchez|0|both Petro and Noem discussed counter-narcotics
orders|a|petro|0|he ordered the release of the recording
official-sanchez|a|document|0|Colombia’s Minister of Defense, Pedro Sanchez
official-noem|a|document|0|Kristi Noem, U.S. Secretary of Homeland Security
official-petro|a|document|0|Colombian President Gustavo Petro
official-bukele|a|document|1|Salvadoran President Nayib Bukele
official-trump|a|document|1|U.S. President Donald Trump
operates|a|document|0|controlling cocaine routes in Colombia
based|a|document|0|the Venezuelan criminal group
located|a|document|1|a tour that began in El Salvador
advises|a|petro|0|whispers in Trump’s ear
"""


def unpacked(html: str, id: str) -> Any:
    """The content of a data block in a page."""
    block = re.search(rf'<script type="application/octet-stream" id="{id}">([A-Za-z0-9+/=]*)</script>', html)
    assert block
    return json.loads(zlib.decompress(base64.b64decode(block[1])))


_STANCES = {"a": Stance.AFFIRMED, "d": Stance.DENIED, "h": Stance.HEDGED}


@cache
def two_articles() -> KnowledgeGraph:
    """What a careful reader finds in the two seed articles."""
    texts = [(SEEDS / document.file).read_text(encoding="utf-8") for document in _DOCUMENTS]
    entities = [line.split("|") for line in _ENTITIES.splitlines()]
    known = {
        id: Proposition(
            id,
            s,
            r,
            o or None,
            as_=as_ or None,
            content=c if c and not c.startswith('"') else None,
            content_text=c.strip('"') if c.startswith('"') else None,
            on=date(2025, 3, 27) if id == "visit-bogota" else None,
        )
        for id, s, r, o, as_, c in (line.split("|") for line in _PROPOSITIONS.splitlines())
    }
    claims = []
    for number, line in enumerate(_CLAIMS.strip().splitlines()):
        p, stance, speaker, article, words = line.split("|")
        span = _sentence(texts[int(article)], words)
        claims.append(
            Claim(
                f"c{number:03}",
                p,
                _STANCES[stance],
                DOCUMENT if speaker == "document" else speaker,
                _DOCUMENTS[int(article)].id,
                span,
                span.of(texts[int(article)]),
                "speech.claim-that",
                0.86,
                quoted="“" in words,
                answers=("c016",) if p == "critic" and stance == "d" else (),
            )
        )
    made = _graph(
        _DOCUMENTS,
        [
            Entity(id, type, label, tuple(aliases.split(";")) if aliases else ())
            for id, type, label, aliases in entities
        ],
        list(known.values()),
        claims,
    )
    return replace(made, coverage=tuple(_silence(texts)))


def _silence(texts: list[str]) -> Iterator[tuple[str, Coverage]]:
    """For each article, a sentence from which no claim was read."""
    words = ("Additionally, Sanchez addressed", "If he really thought TDA members")
    for document, text, part in zip(_DOCUMENTS, texts, words, strict=True):
        span = _sentence(text, part)
        yield document.id, Coverage(20, (Silent(span, span.of(text), Silence.UNREAD_CONTENT),))


def _sentence(text: str, words: str) -> Span:
    at = text.index(words)
    start = max(text.rfind(mark, 0, at) + len(mark) for mark in (". ", "\n", ".” ", '" ') if mark in text[:at])
    ends = [end for mark in (". ", "\n", '."') if (end := text.find(mark, at)) >= 0]
    return Span(start, min(ends) + 1 if ends else len(text))


@cache
def large(nodes: int, claims: int, seed: int = 1) -> KnowledgeGraph:
    """A graph of many articles, in communities with hubs, as in news corpora."""
    random = Random(seed)
    types = ["Person"] * 10 + [
        "Organization",
        "Government",
        "CriminalOrganization",
        "Country",
        "City",
        "Event",
        "Deal",
        "Prison",
    ]
    first = (
        "Ana",
        "Luis",
        "Marta",
        "Jorge",
        "Elena",
        "Pablo",
        "Rosa",
        "Diego",
        "Clara",
        "Ivan",
        "Nora",
        "Hugo",
        "Sara",
        "Omar",
        "Lucia",
        "Raul",
    )
    last = (
        "Rojas",
        "Mendoza",
        "Castillo",
        "Vargas",
        "Herrera",
        "Salazar",
        "Fuentes",
        "Paredes",
        "Ibarra",
        "Quintero",
        "Bravo",
        "Solano",
        "Acosta",
        "Cordero",
    )
    entities = [
        Entity(f"n{i:05}", random.choice(types), f"{random.choice(first)} {random.choice(last)} {i}", (f"alias {i}",))
        for i in range(nodes)
    ]
    size = 25
    relations = [
        "accuses",
        "metWith",
        "visited",
        "criticizes",
        "supports",
        "affiliatedWith",
        "negotiatesWith",
        "deports",
        "linkedTo",
        "praises",
    ]
    documents = tuple(
        Metadata(
            f"{i}.txt",
            content_hash("file", str(i)) * 4,
            f"Article number {i} on what was said",
            "A. Writer",
            date(2025, 1, 1 + i % 28),
            "The Outlet",
        )
        for i in range(max(2, nodes // 20))
    )
    known: dict[str, Proposition] = {}
    made = []
    passages: list[Passage] = []
    sentences: list[tuple[str, int, str]] = []
    words = vocabulary(random)
    for i in range(claims):
        group = random.randrange(max(1, nodes // size))
        inside = range(group * size, min((group + 1) * size, nodes))
        a = inside[min(int(random.expovariate(0.25)), len(inside) - 1)]
        b = random.choice(inside) if random.random() < 0.9 else min(int(random.expovariate(0.02)), nodes - 1)
        if a == b:
            continue
        relation = random.choice(relations)
        id = content_hash(str(a), relation, str(b))
        known[id] = Proposition(id, f"n{a:05}", relation, f"n{b:05}")
        stance = random.choices(list(Stance), [8, 1, 1, 1])[0]
        speaker = DOCUMENT if random.random() < 0.5 else f"n{random.choice(inside):05}"
        if not sentences:
            sentences = _paragraph(random, words, random.choice(documents).id, 2000 * i, passages)
        document, start, quote = sentences.pop()
        made.append(
            Claim(
                f"c{i:06}",
                id,
                stance,
                speaker,
                document,
                Span(start, start + len(quote)),
                quote,
                f"frame.{relation}.made",
                round(random.uniform(0.5, 0.98), 2),
            )
        )
    passages.sort(key=lambda it: (it.document, it.span))
    return replace(_graph(documents, entities, list(known.values()), made), passages=tuple(passages))


def vocabulary(random: Random) -> list[str]:
    """Words from an invented language; the first ones are used most."""
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "ion")]
    return ["".join(random.choices(syllables, k=random.choice((1, 1, 2, 2, 3, 4)))) for _ in range(4000)]


def _paragraph(
    random: Random, words: list[str], document: str, at: int, passages: list[Passage]
) -> list[tuple[str, int, str]]:
    """Three sentences of about the usual length, each with its document and where it starts."""
    told: list[tuple[str, int, str]] = []
    start = at
    for _ in range(3):
        chosen = [words[int(len(words) ** random.random()) - 1] for _ in range(random.randrange(12, 30))]
        told.append((document, start, f"{' '.join(chosen).capitalize()}."))
        start += len(told[-1][2]) + 1
    passages.append(Passage(document, Span(at, start - 1), " ".join(sentence for _, _, sentence in told)))
    return told


def _graph(
    documents: tuple[Metadata, ...], entities: list[Entity], propositions: list[Proposition], claims: list[Claim]
) -> KnowledgeGraph:
    affirmed: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stance is Stance.AFFIRMED:
            affirmed[claim.proposition].append(claim)
    edges = set()
    for p in propositions:
        if p.object and affirmed[p.id]:
            edges.add(Edge(p.subject, p.relation, p.object))
            if p.relation == "classifiesAs" and p.as_:
                edges.add(Edge(p.object, "classifiedAs", p.as_))
    return KnowledgeGraph(
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        entities=tuple(sorted(entities, key=lambda e: e.id)),
        propositions=tuple(sorted(propositions, key=lambda p: p.id)),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        edges=(),
        accounts=(Account(ANYONE, tuple(sorted(edges))),),
    )
