"""Building and explaining with a least score: what is dropped, what goes with it, and what must not become a fact."""

from __future__ import annotations

import random
from dataclasses import replace

from graph.assemble import assemble
from graph.model import ANYONE, Annotation, Attribution, Edge, KnowledgeGraph, Metadata, Span
from graph.resolve import resolve
from support.annotations import CRITICISM, DENIED, MET, PRAISE, account, article, corpora, only, say
from support.properties import given, settings, st


def build(*articles: Annotation, least: float = 0.5) -> KnowledgeGraph:
    return assemble(articles, resolve(articles), min_score=least)


def test_what_falls_takes_proposition_edge_and_category_along() -> None:
    label = say("s1", "united-states", "classifiesAs", "tren-de-aragua", as_="terrorist-organization", score=0.4)
    met = say("s2", "kristi-noem", "metWith", "gustavo-petro", score=0.5, at=90)
    whole, part = build(article("one", label, met), least=0.0), build(article("one", label, met))
    assert len(whole.propositions) == 2
    assert [it.relation for it in part.propositions] == ["metWith"]
    assert part.edges == (MET,)
    assert account(part, ANYONE) == {MET}
    # A name in the article stays a node; a category in which nobody is classified does not.
    lost = {it.id for it in whole.entities} - {it.id for it in part.entities}
    assert lost == {"terrorist-organization"}


def test_where_only_the_denial_falls_there_is_no_fact() -> None:
    one = article("one", say("s1", *CRITICISM, score=0.9))
    two = article("two", say("s1", *CRITICISM, speaker="gustavo-petro", stance=DENIED, score=0.4))
    part = build(one, two)
    assert len(part.claims) == 1
    assert part.disputes() == ()
    assert part.edges == ()
    assert build(one).edges == (Edge(*CRITICISM),)


def test_a_speech_act_keeps_the_words_of_what_falls() -> None:
    quote = "Noem accuses Petro of praise for the Tren de Aragua."
    words = Span(22, 51)
    about = {"quote": quote, "evidence": Span(0, len(quote))}
    praise = say("s1", *PRAISE, speaker="kristi-noem", score=0.6, **about)
    assert praise.object
    praise = replace(praise, object=replace(praise.object, span=Span(37, 51)))
    act = say("s2", "kristi-noem", "accuses", "gustavo-petro", content="s1", score=0.9, **about)
    speech = Attribution(None, None, (words,), "indirect", None)
    wider = Attribution(None, None, (Span(0, 51),), "indirect", None)
    read = article("one", praise, act)
    assert only(build(read, least=0.0), "accuses").content is not None
    kept = only(build(replace(read, attributions=(wider, speech)), least=0.7), "accuses")
    assert (kept.content, kept.content_text) == (None, words.of(quote))
    assert only(build(read, least=0.7), "accuses").content_text == quote


@settings(max_examples=150)
@given(corpora, st.randoms(use_true_random=False), st.floats(0, 1))
def test_a_higher_score_only_ever_takes_away(articles: list[Annotation], chance: random.Random, least: float) -> None:
    def scored(one: Annotation) -> Annotation:
        return replace(one, statements=tuple(replace(it, score=chance.random()) for it in one.statements))

    rated = [scored(it) for it in articles]
    whole, part = build(*rated, least=0.0), build(*rated, least=least)
    assert all(it.score >= least for it in part.claims)
    assert set(part.edges) <= set(whole.edges)
    for it in part.accounts:
        assert set(it.edges) <= account(whole, it.owner)
    claimed = {it.proposition for it in part.claims}
    made = {it.id for it in part.claims}
    nodes = {it.id for it in part.entities}
    assert {it.id for it in part.propositions} == claimed
    assert all(it.content is None or it.content in claimed for it in part.propositions)
    assert all(set(it.answers) <= made for it in part.claims)
    for it in part.propositions:
        assert {one for one in (it.subject, it.object, it.as_, it.at, *it.with_, it.regarding) if one} <= nodes


def test_the_metadata_is_the_articles() -> None:
    part = build(article("one", say("s1", *CRITICISM, score=0.1)))
    assert [type(it) for it in part.documents] == [Metadata]
    assert part.claims == ()


# ------------------------------------------------------------------ the commands
