"""Knowledge graphs made by hand, and a Hypothesis strategy for others.

`EXAMPLE` says exactly what `tests/data/example.trig` says. `RICH` adds what that file lacks: a hedged, an
unattributed and a relayed claim, a deal, an event, an answered accusation, and malicious names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.model import (
    ANYONE,
    DOCUMENT,
    Account,
    Claim,
    Decision,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Proposition,
    Source,
    Span,
    Stance,
)
from graph.prefixes import content_hash, slug
from support.properties import st

ARTICLE = Metadata(
    file="000_11a090e9b5617967.txt",
    sha256="b9fb4162f10ed3a2d6617cc4ad51e717d64a71f82722a74666408817e9724b9f",
    title="Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy",
    author="Josep Freixes",
    published=date(2025, 4, 7),
)

E1 = (
    Span(1108, 1291),
    "The U.S. official claimed that the Colombian president spoke favorably about the Tren de Aragua and criticized "
    "the Trump administration, prompting a swift rebuttal from Petro himself.",
)
E3 = (
    Span(1913, 2048),
    "In his message, Colombia’s top defense official clarified that President Gustavo Petro did not intend to "
    "criticize the U.S. government.",
)
E4 = (
    Span(3056, 3328),
    "“As Defense Minister, I clarified during the meeting that while the U.S. has designated the Tren de Aragua as a "
    "terrorist organization, Colombia classifies it as an Organized Common Crime Group (GDCO), based on its criminal "
    "capacity rather than its methods,” he explained.",
)
E5 = (
    Span(294, 516),
    "Colombia’s Minister of Defense, Pedro Sanchez, spoke about the controversy over comments made by Kristi Noem, "
    "U.S. Secretary of Homeland Security, regarding her meeting with President Gustavo Petro two weeks ago in Bogota.",
)


def _claim(id: str, proposition: str, evidence: tuple[Span, str], speaker: str | None, **more: object) -> Claim:
    span, quote = evidence
    claim = Claim(
        id=id,
        proposition=proposition,
        stance=Stance.AFFIRMED,
        speaker=speaker,
        document=ARTICLE.id,
        evidence=span,
        quote=quote,
        rule="speech.claim-that",
        score=0.9,
    )
    return replace(claim, **more)  # type: ignore[arg-type]


EMPTY = KnowledgeGraph((), (), (), (), (), (Account(ANYONE, ()),))
"""The graph of articles without statements."""

PRAISES = Edge("gustavo-petro", "praises", "tren-de-aragua")
CRITICIZES = Edge("gustavo-petro", "criticizes", "us-government")
CLASSIFIES = Edge("united-states", "classifiesAs", "tren-de-aragua")
CLASSIFIED = Edge("tren-de-aragua", "classifiedAs", "terrorist-organization")
ACCUSES = Edge("kristi-noem", "accuses", "gustavo-petro")
MET = Edge("kristi-noem", "metWith", "gustavo-petro")
OFFICIAL = Edge("pedro-sanchez", "officialOf", "colombia")

EXAMPLE = KnowledgeGraph(
    documents=(ARTICLE,),
    entities=(
        Entity("colombia", "Country", "Colombia"),
        Entity("gustavo-petro", "Person", "Gustavo Petro", ("Petro",)),
        Entity("kristi-noem", "Person", "Kristi Noem", ("Noem",)),
        Entity("minister-of-defense", "Office", "Minister of Defense"),
        Entity("pedro-sanchez", "Person", "Pedro Sanchez", ("Sanchez",)),
        Entity("terrorist-organization", "Category", "terrorist organization"),
        Entity("tren-de-aragua", "CriminalOrganization", "Tren de Aragua", ("Aragua Train", "TDA")),
        Entity("united-states", "Country", "United States", ("U.S.",)),
        Entity("us-government", "Government", "U.S. government", ("Trump administration",)),
    ),
    propositions=(
        Proposition("accuse", "kristi-noem", "accuses", "gustavo-petro", content="praise"),
        Proposition("critic", "gustavo-petro", "criticizes", "us-government"),
        Proposition("label", "united-states", "classifiesAs", "tren-de-aragua", as_="terrorist-organization"),
        Proposition(
            "meeting",
            "kristi-noem",
            "metWith",
            "gustavo-petro",
            earliest=date(2025, 3, 20),
            latest=date(2025, 3, 28),
        ),
        Proposition("office", "pedro-sanchez", "officialOf", "colombia", as_="minister-of-defense"),
        Proposition("praise", "gustavo-petro", "praises", "tren-de-aragua"),
    ),
    claims=(
        _claim("c1", "praise", E1, "kristi-noem"),
        _claim("c2", "critic", E1, "kristi-noem"),
        _claim("c3", "critic", E3, "pedro-sanchez", stance=Stance.DENIED, answers=("c2",)),
        _claim("c4", "label", E4, "pedro-sanchez", quoted=True),
        _claim("c5", "accuse", E1, DOCUMENT),
        _claim("c6", "meeting", E5, DOCUMENT),
        _claim("c7", "office", E5, DOCUMENT),
    ),
    edges=(ACCUSES, MET, OFFICIAL),
    accounts=(
        Account(ANYONE, (CRITICIZES, PRAISES, ACCUSES, MET, OFFICIAL, CLASSIFIED, CLASSIFIES)),
        Account("kristi-noem", (CRITICIZES, PRAISES)),
        Account("pedro-sanchez", (CLASSIFIES,)),
        Account("united-states", (CLASSIFIED,)),
    ),
)

# ---------------------------------------------------------------------- other cases

DENIED = Stance.DENIED

OTHER = Metadata(
    file="other <b>.txt",
    sha256="0123456789abcdef" * 4,
    title='Jets & "gangs" </script><script>alert(1)</script>',
    author="Ana Pérez",
    published=date(2025, 4, 9),
    outlet="Andean Post",
    url="https://example.org/a?b=c&d=%3E",
    language="en",
)
HOSTILE = '<script>alert("x")</script> > \x0b\x1b[31m\u202eevil\u2066 \\ \' """ \r\n]]> href'
HOSTILE_ID = slug(HOSTILE)

_JETS = (Span(0, 59), "Reuters reported that Sanchez said Colombia would buy jets.")
_RUMOUR = (Span(60, 116), "The gang allegedly operates in the United States.\x0b\u202e<img>")
_VISIT = (Span(117, 149), "Noem visited Bogota on March 27.")
_ANSWER = (Span(150, 189), "“I never praised them,” Petro answered.")
_INSULT = (Span(190, 226), "Petro accused the evil one of lying.")

BUYS = Edge("colombia", "buysFrom", "sweden")
VISITED = Edge("kristi-noem", "visited", "bogota")
ACCUSES_EVIL = Edge("gustavo-petro", "accuses", HOSTILE_ID)


def _more(id: str, proposition: str, evidence: tuple[Span, str], speaker: str | None, **more: object) -> Claim:
    return _claim(id, proposition, evidence, speaker, document=OTHER.id, **more)


RICH = KnowledgeGraph(
    documents=(OTHER, ARTICLE),
    entities=tuple(
        sorted(
            (
                *EXAMPLE.entities,
                Entity("ana-perez", "Place", "Ana Perez"),
                Entity("andean-post", "Outlet", "Andean Post"),
                Entity("bogota", "City", "Bogota", country="colombia"),
                Entity(
                    "jet-deal",
                    "Deal",
                    "jet deal",
                    participants=("colombia", "sweden"),
                    place="bogota",
                    earliest=date(2025, 4, 1),
                    latest=date(2025, 4, 30),
                ),
                Entity(
                    "meeting-in-bogota",
                    "Meeting",
                    "meeting in Bogota",
                    participants=("gustavo-petro", "kristi-noem"),
                    place="bogota",
                    on=date(2025, 3, 27),
                    earliest=date(2025, 3, 27),
                    latest=date(2025, 3, 27),
                ),
                Entity("reuters", "Organization", "Reuters"),
                Entity("sweden", "Country", "Sweden"),
                Entity(HOSTILE_ID, "Person", HOSTILE, ("> <http://evil/> .", "evil\x00one")),
            ),
            key=lambda it: it.id,
        )
    ),
    propositions=tuple(
        sorted(
            (
                *EXAMPLE.propositions,
                Proposition("buys", "colombia", "buysFrom", "sweden", with_=("jet-deal",), regarding="jet-deal"),
                Proposition("insult", "gustavo-petro", "accuses", HOSTILE_ID, content_text="of <i>lying</i>"),
                Proposition("operates", "tren-de-aragua", "operatesIn", "united-states"),
                Proposition("speech", "kristi-noem", "claims", None, content="praise"),
                Proposition("links", "gustavo-petro", "linkedTo", "tren-de-aragua"),
                Proposition(
                    "visit",
                    "kristi-noem",
                    "visited",
                    "bogota",
                    at="bogota",
                    on=date(2025, 3, 27),
                    earliest=date(2025, 3, 27),
                    latest=date(2025, 3, 27),
                ),
            ),
            key=lambda it: it.id,
        )
    ),
    claims=tuple(
        sorted(
            (
                *EXAMPLE.claims,
                _claim("c8", "speech", E1, DOCUMENT),
                _more(
                    "d1",
                    "buys",
                    _JETS,
                    "pedro-sanchez",
                    relayed_by=("reuters",),
                    origin="reuters",
                    plover="COOPERATE",
                    cameo="061",
                ),
                _more("d2", "operates", _RUMOUR, None, stance=Stance.HEDGED, score=0.25),
                _more("d3", "links", _RUMOUR, "kristi-noem", stance=Stance.HEDGED),
                _more("d4", "visit", _VISIT, DOCUMENT),
                _more("d5", "praise", _ANSWER, "gustavo-petro", stance=DENIED, quoted=True, answers=("c1", "c5")),
                _more("d6", "insult", _INSULT, DOCUMENT),
                _more("d7", "label", _ANSWER, "gustavo-petro", stance=Stance.DENIED),
            ),
            key=lambda it: it.id,
        )
    ),
    edges=tuple(sorted((*EXAMPLE.edges, VISITED, ACCUSES_EVIL))),
    accounts=(
        Account(OTHER.id, (ACCUSES_EVIL, VISITED)),
        Account(
            ANYONE,
            tuple(sorted((*EXAMPLE.accounts[0].edges, BUYS, VISITED, ACCUSES_EVIL))),
        ),
        *EXAMPLE.accounts[1:2],
        Account("pedro-sanchez", (BUYS, CLASSIFIES)),
        *EXAMPLE.accounts[3:],
    ),
    decisions=(
        Decision("0123456789abcdef#noem", f"{ARTICLE.id}#kristi-noem", 0.8, True, (("surname", 0.5), ("office", 0.3))),
    ),
)

# ------------------------------------------------------------------------------- any graph

ATTACKS = (
    *("<script>", "> <", '"""', "'''\\", "%3E", "]]>", "\r\n", "a\u2028b"),
    *("\x00\x0b\x1f\x7f", "\u202e\u2066", "\ufffe\uffff", "\U0010ffff"),
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(ATTACKS)
NAMES = TEXT.filter(lambda text: text.strip(".") != "")
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
TYPES = ("Category", "City", "Country", "Deal", "Event", "Office", "Organization", "Outlet", "Person")
RELATIONS = ("accuses", "buysFrom", "classifiesAs", "denies", "metWith", "visited")


@st.composite
def knowledge_graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Any small knowledge graph that satisfies the model's invariants, with names and texts of any kind."""
    documents = tuple(
        sorted(
            (draw(_documents(n)) for n in range(draw(st.integers(1, 2)))),
            key=lambda it: it.id,
        )
    )
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=slug))
    ids = tuple(sorted(map(slug, names)))
    entities = tuple(sorted((draw(_entities(name, ids)) for name in names), key=lambda it: it.id))
    propositions: list[Proposition] = []
    for _ in range(draw(st.integers(0, 4))):
        propositions.append(draw(_propositions(ids, tuple(it.id for it in propositions))))
    kept = {it.id: it for it in propositions}
    claims: dict[str, Claim] = {}
    for _ in range(draw(st.integers(0, 6)) if kept else 0):
        claim = draw(_claims(tuple(sorted(kept)), documents, ids, tuple(sorted(claims))))
        claims[claim.id] = claim
    edges = tuple(sorted(draw(st.sets(_edges(ids), max_size=3))))
    one, other = documents[0], documents[-1]
    owners = draw(st.sets(st.sampled_from((*ids, *(it.id for it in documents), ANYONE)), max_size=3))
    return KnowledgeGraph(
        documents=documents,
        entities=entities,
        propositions=tuple(sorted(kept.values(), key=lambda it: it.id)),
        claims=tuple(sorted(claims.values(), key=lambda it: it.id)),
        edges=edges,
        accounts=tuple(Account(it, tuple(sorted(draw(st.sets(_edges(ids), max_size=3))))) for it in sorted(owners)),
        sources=(Source(one.id, other.id, draw(st.booleans())),) if one is not other and draw(st.booleans()) else (),
    )


def _documents(number: int) -> st.SearchStrategy[Metadata]:
    return st.builds(
        Metadata,
        file=NAMES,
        sha256=st.just(content_hash(number) * 4),
        title=st.none() | TEXT,
        author=st.none() | TEXT,
        published=st.none() | DAYS,
        outlet=st.none() | TEXT,
        url=st.none() | TEXT | st.just("https://example.org/x?y=1"),
        language=st.none() | st.just("en"),
        agency=st.none() | TEXT,
    )


def _entities(name: str, ids: tuple[str, ...]) -> st.SearchStrategy[Entity]:
    some = st.sampled_from(ids)
    return st.builds(
        Entity,
        id=st.just(slug(name)),
        type=st.sampled_from(TYPES),
        label=st.just(name),
        aliases=st.sets(TEXT, max_size=2).map(lambda them: tuple(sorted(them))),
        participants=st.sets(some, max_size=2).map(lambda them: tuple(sorted(them))),
        place=st.none() | some,
        on=st.none() | DAYS,
    )


@st.composite
def _propositions(draw: st.DrawFn, ids: tuple[str, ...], earlier: tuple[str, ...]) -> Proposition:
    some = st.sampled_from(ids)
    maybe = st.none() | some
    day = draw(st.none() | DAYS)
    content = draw(st.none() | st.sampled_from(earlier)) if earlier else None
    fields = Proposition(
        id="",
        subject=draw(some),
        relation=draw(st.sampled_from(RELATIONS)),
        object=draw(maybe),
        as_=draw(maybe),
        at=draw(maybe),
        on=day,
        earliest=day,
        latest=day,
        with_=tuple(sorted(draw(st.sets(some, max_size=2)))),
        regarding=draw(maybe),
        content=content,
        content_text=None if content else draw(st.none() | TEXT),
    )
    return replace(fields, id=content_hash(repr(fields)))


@st.composite
def _claims(
    draw: st.DrawFn,
    propositions: tuple[str, ...],
    documents: tuple[Metadata, ...],
    ids: tuple[str, ...],
    earlier: tuple[str, ...],
) -> Claim:
    document = draw(st.sampled_from(documents)).id
    start = draw(st.integers(0, 3))
    claim = Claim(
        id="",
        proposition=draw(st.sampled_from(propositions)),
        stance=draw(st.sampled_from(Stance)),
        speaker=draw(st.sampled_from((None, DOCUMENT, *ids))),
        document=document,
        evidence=Span(start, start + 9),
        # One stretch of one document always has the same text.
        quote=f"{document}\x0b<{start}>\u202e\r\n",
        rule=draw(st.sampled_from(("speech.said", "nominal.visit"))),
        score=draw(st.integers(0, 1000)) / 1000,
        relayed_by=tuple(sorted(draw(st.sets(st.sampled_from(ids), max_size=2)))),
        quoted=draw(st.booleans()),
        answers=draw(st.sampled_from((*((it,) for it in earlier), ()))),
        plover=draw(st.sampled_from((None, "ACCUSE"))),
        origin=draw(st.sampled_from((None, *ids, *(it.id for it in documents)))),
    )
    return replace(claim, id=content_hash(repr(claim)))


def _edges(ids: tuple[str, ...]) -> st.SearchStrategy[Edge]:
    return st.builds(Edge, st.sampled_from(ids), st.sampled_from(RELATIONS), st.sampled_from(ids))
