"""What somebody says, what is disputed and what was answered: the same in terminal, page and server, and for models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

from graph import build, wording
from graph.assemble.accounts import accounts, plain_edges
from graph.assemble.damaging import Damage
from graph.assemble.silence import may_answer
from graph.explain.text import to_text
from graph.model import DOCUMENT, Claim, Entity, KnowledgeGraph, Metadata, Proposition, Span, Stance
from graph.packet import gather, render
from graph.prefixes import PREFIXES, content_hash
from graph.provenance import About
from graph.queries.difference import difference
from graph.queries.difference import to_text as difference_to_text
from graph.queries.packaged import packaged
from graph.report import Outcome, report
from graph.resources import read_text
from graph.terminal import printable
from support import SEEDS, TESTS
from support.graphs import RICH
from support.properties import given, settings, st
from support.surfaces import Surfaces, page_tells

PEOPLE = {"ana-ruiz": "Ana Ruiz", "luis-mora": "Luis Mora", "reuters": "Reuters"}
OTHERS = ("China", "Los Choneros", "gang")
RELATIONS = ("accuses", "claims", "classifiesAs", "criticizes", "denies", "metWith", "praises", "rejects")

# ------------------------------------------------------------------------------------- any graph


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """A few people who say things, report what others say, and are reported on; all sentences differ."""
    documents = tuple(Metadata(f"{n}.txt", content_hash(n) * 4, published=date(2025, 1, 1 + n)) for n in range(2))
    entities = [Entity(id, "Outlet" if id == "reuters" else "Person", name) for id, name in PEOPLE.items()]
    entities += [Entity(name.lower().replace(" ", "-"), "Organization", name) for name in OTHERS]
    people, ids = sorted(PEOPLE), sorted(it.id for it in entities)
    propositions: dict[str, Proposition] = {}
    claims = []
    for number in range(draw(st.integers(1, 6))):
        relation = draw(st.sampled_from(RELATIONS))
        content = draw(st.none() | st.sampled_from(sorted(propositions))) if propositions else None
        as_ = "gang" if relation == "classifiesAs" else None
        made = Proposition(
            "", draw(st.sampled_from(people)), relation, draw(st.sampled_from(ids)), as_=as_, content=content
        )
        id = content_hash(repr(made))
        propositions[id] = Proposition(id, made.subject, relation, made.object, as_=as_, content=content)
        quote = f"This is sentence number {number} of all."
        relayed = draw(st.sets(st.sampled_from(people), max_size=2))
        speaker = draw(st.sampled_from((None, DOCUMENT, *people)))
        claims.append(
            Claim(
                id=content_hash(number),
                proposition=draw(st.sampled_from(sorted(propositions))),
                stance=draw(st.sampled_from(Stance)),
                speaker=speaker,
                document=draw(st.sampled_from(documents)).id,
                evidence=Span(100 * number, 100 * number + len(quote)),
                quote=quote,
                rule="speech.say",
                score=0.9,
                relayed_by=tuple(sorted(relayed - {speaker or ""})),
            )
        )
    return assembled(documents, entities, propositions, claims)


def assembled(
    documents: tuple[Metadata, ...], entities: list[Entity], known: dict[str, Proposition], claims: list[Claim]
) -> KnowledgeGraph:
    beside = may_answer(claims, known)
    told = [it if it.id not in beside else Claim(**{**_fields(it), "may_answer": beside[it.id]}) for it in claims]
    return KnowledgeGraph(
        documents=tuple(sorted(documents, key=lambda it: it.id)),
        entities=tuple(sorted(entities, key=lambda it: it.id)),
        propositions=tuple(known[id] for id in sorted(known)),
        claims=tuple(sorted(told, key=lambda it: it.id)),
        edges=plain_edges(told, known, Damage(entities)),
        accounts=accounts(told, known, documents, {}),
    )


def _fields(claim: Claim) -> dict[str, object]:
    return {name: getattr(claim, name) for name in Claim.__slots__}


# ------------------------------------------------------------------------- who is shown as saying what


def told_as_saying(it: Surfaces) -> Iterator[tuple[str, str, str]]:
    """What the surfaces show as somebody's words: the surface, the speaker, and the sentence."""
    yield from by_queries(it)
    for entity, label in PEOPLE.items():
        yield from by_lines(label, f"explain {label}", to_text(it.explained(entity)))
        claims = it.for_models(entity)
        yield from (("claims_about", label, each.sentence) for each in claims if each.roles == ["says"])
        yield from by_lines(label, "claims_about as text", models_lines(it.as_text(claims)))
        page = Page(it.page(f"{PREFIXES['id']}{entity}"))
        yield from (
            ("page of the server", label, quote)
            for heading, quote in page.quotes
            if heading.startswith(f"What {label} says")
        )
        yield from (("page of the server", who, quote) for who, quote in page.said)
        for other, name in PEOPLE.items():
            if other != entity:
                found = difference(it.store, f"id:{entity}", f"id:{other}")
                yield from by_parts(f"diff {label} {name}", difference_to_text(found))


def by_queries(it: Surfaces) -> Iterator[tuple[str, str, str]]:
    for name in ("disputes", "evidence", "labels", "visits", "accusations"):
        for params in [{"subject": id} for id in PEOPLE] if name == "evidence" else [{}]:
            for row in it.rows(name, **params):
                yield name, row["speaker"], row["sentence"]
                if not row.get("answer", "").startswith("no answer was read"):
                    yield name, row.get("answered_by", ""), row.get("answer", "").removeprefix("possible answer: ")
    for entity, label in PEOPLE.items():
        yield from (
            ("says", label, row["sentence"]) for row in it.rows("says", speaker=entity) if row["role"] == "says"
        )
        own = [row for row in it.rows("account", entity=entity) if "according_to" not in row]
        yield from (("account", label, row["sentence"]) for row in own)
        yield from (("positions", row["who"], row["sentence"]) for row in it.rows("positions", speaker=entity))
    yield from (("origins", row["speaker"], row["sentence"]) for row in it.rows("origins"))


def by_lines(label: str, surface: str, text: str) -> Iterator[tuple[str, str, str]]:
    """The sentences below a heading "What … says", and those after a line that starts with a name."""
    heading, before, above = "", "", ""
    for line in text.splitlines():
        # A long line is wrapped, and a name may begin the next one by chance; each claim has a blank line above it.
        goes_on, above = surface.startswith("explain") and bool(above.strip()), line
        if not line.startswith(" "):
            heading = line
        elif line.lstrip().startswith("> "):
            quote = line.lstrip().removeprefix("> ")
            if heading.startswith(f"What {label} says"):
                yield surface, label, quote
            yield from (
                (surface, name, quote)
                for name in PEOPLE.values()
                if before.startswith(f"{name}: ") or before == f"by {name}"
            )
        elif line.strip() and not goes_on:
            before = re.sub(r"^(affirmed|denied|hedged) (?=by )", "", line.strip())


def models_lines(text: str) -> str:
    """The text for models in the format that the other surfaces use: the speaker, then the sentence."""
    shown = re.sub(
        r'^- (\w+) by "([^"]*)"( \(according to [^)]*\))?(, disputed)?: .*$', r"  by \2\3", text, flags=re.MULTILINE
    )
    return re.sub(r'^  sentence: "(.*)"$', r"    > \1", shown, flags=re.MULTILINE)


def by_parts(surface: str, text: str) -> Iterator[tuple[str, str, str]]:
    """The sentences in a comparison below "Only …", "Both …" or a clash; not those below reported classifications."""
    heading, who = "", ""
    for line in text.splitlines()[1:]:
        if line and not line.startswith(" "):
            heading, who = line, next((it for it in PEOPLE.values() if line.startswith(f"Only {it}")), "")
        elif line.startswith("    > ") and "is said to classify" not in heading:
            yield surface, who, line.removeprefix("    > ")
        elif line.startswith("    ") and not line.startswith("      "):
            who = next((it for it in PEOPLE.values() if line.strip().startswith(it)), who)


class Page(HTMLParser):
    """The sentences on a page of the server, each with its heading and the speaker shown for it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.quotes: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.texts: dict[str, str] = {"h2": "", "who": "", "blockquote": ""}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = "who" if ("class", "who") in attrs else tag
        if kind in self.texts:
            self.texts[kind] = ""
            self.open.append(kind)
        elif self.open and tag == "p":
            self.open.append(tag)

    def handle_data(self, data: str) -> None:
        for kind in self.open:
            if kind in self.texts:
                self.texts[kind] += data

    def handle_endtag(self, tag: str) -> None:
        if not self.open or tag != {"who": "p"}.get(self.open[-1], self.open[-1]):
            return
        if self.open.pop() == "blockquote":
            who = re.split(r" (?:affirms|denies|suggests|takes back)", self.texts["who"])[0]
            self.quotes.append((" ".join(self.texts["h2"].split()), self.texts["blockquote"]))
            self.said.append((" ".join(who.split()), self.texts["blockquote"]))


@given(graphs())
@settings(max_examples=30)
def test_nobody_is_shown_saying_what_another_claims_of_him(kg: KnowledgeGraph) -> None:
    """A name on its own next to a sentence is the speaker's: nobody passes it on, and nobody else claims it."""
    it = Surfaces(kg)
    ids = {label: id for id, label in PEOPLE.items()}
    for surface, who, sentence in told_as_saying(it):
        if who in ids:
            assert any(it.says(claim, ids[who]) for claim in it.quoted(sentence)), (surface, who, sentence)


@given(graphs())
@settings(max_examples=15)
def test_an_account_holds_what_its_owner_says_and_how_others_say_that_he_classifies(kg: KnowledgeGraph) -> None:
    it = Surfaces(kg)
    known = {p.id: p for p in kg.propositions}
    for account in kg.accounts:
        if account.owner not in PEOPLE:
            continue
        page = it.page(f"{PREFIXES['acc']}{account.owner}")
        own = [known[c.proposition] for c in kg.claims if c.speaker == account.owner and not c.relayed_by]
        for edge in account.edges:
            says = any((p.subject, p.relation, p.object) == (edge.subject, edge.relation, edge.object) for p in own)
            classifies = any((p.relation, p.object, p.as_) == ("classifiesAs", edge.subject, edge.object) for p in own)
            assert says or classifies or (edge.relation == "classifiedAs" and "(according to" in page)


def test_what_others_pass_on_is_told_with_their_names() -> None:
    relayed = Claim(**{**_fields(RICH.claims[0]), "relayed_by": ("reuters", "sweden")})
    it = Surfaces(
        KnowledgeGraph(**{**{n: getattr(RICH, n) for n in RICH.__slots__}, "claims": (relayed, *RICH.claims[1:])})
    )
    assert "Kristi Noem (according to Reuters and Sweden): Gustavo Petro praises" in to_text(
        it.explained("kristi-noem")
    )
    assert "Kristi Noem</bdi></a> (according to <bdi>Reuters</bdi> and <bdi>Sweden</bdi>)" in it.page(
        f"{PREFIXES['id']}kristi-noem"
    )
    assert 'by "Kristi Noem" (according to "Reuters" and "Sweden")' in it.as_text(it.for_models("kristi-noem"))
    (told,) = page_tells([it.kg])
    assert told["speakers"]["c1"] == "Kristi Noem (according to Reuters and Sweden)"
    assert told["owners"]["c1"] == []


# --------------------------------------------------------------------------------- the same counts


@pytest.fixture(scope="module")
def corpora() -> list[Surfaces]:
    """The seeds, all articles of the tests, and a graph made by hand."""
    return [Surfaces(build(path).knowledge) for path in (SEEDS, TESTS / "articles")] + [Surfaces(RICH)]


@pytest.fixture(scope="module")
def pages(corpora: list[Surfaces]) -> list[dict[str, dict[str, object]]]:
    return page_tells([it.kg for it in corpora])


def local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition(":")[2]


@pytest.mark.parametrize("number", [0, 1, 2], ids=["seeds", "articles", "rich"])
def test_what_somebody_says_is_the_same_everywhere(
    corpora: list[Surfaces], pages: list[dict[str, dict[str, object]]], number: int
) -> None:
    it, page = corpora[number], pages[number]
    most = {row["speaker"]: int(row["claims"]) for row in it.engine_rows(packaged("serve", "speakers.rq"))}
    for entity in it.labels:
        told = it.explained(entity)
        parts = {"says": told.says, "saidToHaveSaid": told.said_to_have_said, "saidOf": told.said_of}
        assert page["roles"][entity] == {part: sorted(local(each.claim) for each in of) for part, of in parts.items()}
        models = it.for_models(entity)
        for part, role in (("says", "says"), ("saidToHaveSaid", "said to have said"), ("saidOf", "said of")):
            assert sorted(local(each.id) for each in models if each.roles == [role]) == page["roles"][entity][part]  # type: ignore[index]
        rows = it.rows("says", speaker=entity)
        assert {row["sentence"] for row in rows if row["role"] == "says"} == {each.quote for each in told.says}
        assert {row["sentence"] for row in rows if row["role"] != "says"} == {
            each.quote for each in told.said_to_have_said
        }
        assert most.get(f"id:{entity}", len(told.says)) == len(told.says)
        text, shown = to_text(told), Words(it.page(f"{PREFIXES['id']}{entity}")).text
        for title, of in (("says", told.says), ("is said to have said", told.said_to_have_said)):
            counted = f"{len(of):,} claim{'' if len(of) == 1 else 's'}"
            assert f"{title} ({counted})" in " ".join(text.split())
            assert not of or f"{title} {counted}" in shown


@pytest.mark.parametrize("number", [0, 1, 2], ids=["seeds", "articles", "rich"])
def test_a_proposition_is_said_alike_everywhere(
    corpora: list[Surfaces], pages: list[dict[str, dict[str, object]]], number: int
) -> None:
    """The page puts names into given forms; the other surfaces ask the store or the graph."""
    it, page = corpora[number], pages[number]
    known = {each.id: each for each in it.kg.propositions}
    for id, each in known.items():
        told = it.facts.words(ox.NamedNode(f"{PREFIXES['prop']}{id}"))
        assert told == page["sentences"][id]
        assert told == wording.sentence(wording.said(each, lambda name: it.labels.get(name, name), known))
        assert str(page["times"][id]) in told
    for entity in it.labels:
        for claim in it.for_models(entity):
            assert claim.statement == printable(str(page["sentences"][local(claim.proposition)]))


@pytest.mark.parametrize("number", [0, 1, 2], ids=["seeds", "articles", "rich"])
def test_disputes_titles_and_answers_are_the_same_everywhere(
    corpora: list[Surfaces], pages: list[dict[str, dict[str, object]]], number: int
) -> None:
    it, page = corpora[number], pages[number]
    disputes = [each.id for each in it.kg.disputes()]
    assert page["disputes"] == disputes
    (counted,) = it.engine_rows(read_text("serve", "disputes.rq"))
    assert int(counted["disputes"]) == len(disputes)
    claims = {each.id: each for each in it.kg.claims}
    found = {claims[local(row["claim"])].proposition for row in it.engine_rows(read_text("mcp", "disputes.rq"))}
    assert found == set(disputes)
    for entity in it.labels:
        told = it.explained(entity)
        assert page["titles"].get(entity, []) == list(told.offices)
        mine = {local(each.proposition) for each in told.disputes}
        assert {
            claims[local(row["claim"])].proposition
            for row in it.engine_rows(read_text("mcp", "disputes.rq"), entity=f"id:{entity}")
        } == mine
        shown = {each: page["roles"][entity][each] for each in ("says", "saidToHaveSaid", "saidOf")}  # type: ignore[index]
        assert {claims[c].proposition for of in shown.values() for c in of if claims[c].proposition in disputes} == mine
    accusing = [
        each
        for entity in it.labels
        for part in ("says", "said_to_have_said", "said_of")
        for each in getattr(it.explained(entity), part)
        if each.answers is not None
    ]
    answered: dict[str, dict[str, set[str]]] = {}
    for each in accusing:
        kinds = answered.setdefault(local(each.proposition), {"answer": set(), "possible answer": set()})
        for reply in each.answers or ():
            kinds[reply.kind].add(local(reply.claim))
    assert {
        id: {"read": sorted(kinds["answer"]), "possible": sorted(kinds["possible answer"])}
        for id, kinds in answered.items()
    } == page["accusations"]
    assert page["packets"] == {id: packed(it, id) for id in page["packets"]}  # type: ignore[attr-defined]
    rows = it.rows("accusations")
    assert {(row["answer"], row["answered_by"]) for row in rows} == {
        ((reply.kind + ": " if reply.kind != "answer" else "") + reply.quote, reply.by)
        for each in accusing
        for reply in each.answers or ()
    } | {("no answer was read in these articles", "") for each in accusing if each.answers == ()}


def packed(it: Surfaces, proposition: str) -> str:
    """The packet in the terminal, with the report that the build would write."""
    return render(gather(it.store, f"prop:{proposition}", report(it.kg, Outcome(), About())), "markdown")


class Words(HTMLParser):
    """The words on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())
