"""Accounts and filters: the page shows only what they let through, and says what they leave out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.model import KnowledgeGraph, Stance
from support.graphs import RICH
from support.pages import two_articles
from support.visit import Visit, on_edge

KG = two_articles()
ARTICLES = [next(it.document for it in KG.claims if it.proposition == id) for id in ("accuse-praise", "built")]
CRITIC = "Gustavo Petro criticizes U.S. government"
LABEL = "United States classifies Tren de Aragua as terrorist organization"
LINKED = "Kristi Noem is linked to deal to acquire aircraft from Sweden"


def also(kg: KnowledgeGraph, proposition: str, speaker: str, stance: Stance = Stance.AFFIRMED) -> KnowledgeGraph:
    """The graph with one more claim, in the words of another claim about the same proposition."""
    known = next(it for it in kg.claims if it.proposition == proposition)
    more = replace(known, id=f"also-{len(kg.claims)}", speaker=speaker, stance=stance, answers=())
    return replace(kg, claims=(*kg.claims, more))


def unsure(kg: KnowledgeGraph, *relations: str, stance: Stance | None = None) -> KnowledgeGraph:
    """The graph with low scores for the claims with some relations, or with one stance."""
    ids = {p.id for p in kg.propositions if p.relation in relations}
    scores = [0.5 if it.proposition in ids or it.stance is stance else 0.9 for it in kg.claims]
    return replace(kg, claims=tuple(replace(it, score=score) for it, score in zip(kg.claims, scores, strict=True)))


def sections(seen: Visit) -> dict[str, list[str]]:
    """The headings of the panel, each with the text below it."""
    found: dict[str, list[str]] = seen.script(
        """Object.fromEntries([...document.querySelectorAll("#panel .section")].map((part) => [
          part.querySelector("h3 span").innerText,
          [...part.querySelectorAll(".row-words")].map((words) => words.innerText),
        ]))"""
    )
    return found


def line(seen: Visit, proposition: str, stance: str = "affirmed") -> str:
    id: str = seen.script(
        "([id, stance]) => rashomon.data.linesOf.get(id).find((it) => it.stance === stance).id", [proposition, stance]
    )
    return id


# --------------------------------------------------------------------------- accounts


def test_two_who_deny_the_same_do_not_both_say_it(visit: Any) -> None:
    seen: Visit = visit(also(KG, "critic", "trump", Stance.DENIED), "#list=accounts&world=sanchez&versus=trump")
    found = sections(seen)
    assert found["Both deny"] == [CRITIC]
    assert "Both affirm" not in found
    assert CRITIC not in found["Only Pedro Sanchez affirms"]
    assert len(found["Only Pedro Sanchez denies"]) == 1
    assert "Only Pedro Sanchez" not in found
    assert "denied by Pedro Sanchez ×2, Donald Trump" in seen.text()
    seen.go("#list=accounts&world=noem&versus=trump")
    assert sections(seen)["One affirms, the other denies"] == [CRITIC]


def test_what_two_affirm_and_what_one_alone_affirms(visit: Any) -> None:
    seen: Visit = visit(also(KG, "critic", "bukele"), "#list=accounts&world=noem&versus=bukele")
    found = sections(seen)
    assert found["Both affirm"] == [CRITIC]
    assert "Gustavo Petro praises Tren de Aragua" in found["Only Kristi Noem affirms"]
    assert "No denial of what the other affirms was read in these articles." in seen.text()


def test_what_is_only_suggested_has_the_colour_of_whoever_suggests_it(visit: Any) -> None:
    tint = "(id) => rashomon.chart.tint(rashomon.view.lines.get(id))"
    seen: Visit = visit(KG, "#list=accounts&world=noem&versus=petro")
    assert sections(seen)["Only Gustavo Petro suggests, without certainty"] == [LINKED]
    assert seen.script(tint, line(seen, "linked", "hedged")) == "second"
    assert seen.script(tint, line(seen, "praise")) == "first"
    seen = visit(also(KG, "linked", "noem", Stance.HEDGED), "#list=accounts&world=noem&versus=petro")
    assert sections(seen)["Both suggest, without certainty"] == [LINKED]
    assert seen.script(tint, line(seen, "linked", "hedged")) == "both"


def test_who_is_only_said_to_classify_affirms_nothing(visit: Any) -> None:
    seen: Visit = visit(KG, "#list=accounts")
    seen.page.get_by_label("Whose account").select_option(label="United States (1 by others)")
    assert sections(seen) == {"What United States is said to classify": [LABEL]}
    assert "Others say this of United States; it is not a claim by United States." in seen.text()
    seen.go("#list=accounts&world=usa&versus=sanchez")
    assert sections(seen)["What United States is said to classify"] == [LABEL]
    assert LABEL in sections(seen)["Only Pedro Sanchez affirms"]
    seen = visit(also(KG, "us-classifies", "usa"), "#list=accounts&world=usa")
    assert sections(seen) == {"What United States affirms": [LABEL]}


# ------------------------------------------------------- nothing that is only left out


def test_what_the_filters_leave_out_is_not_missing_in_the_articles(visit: Any) -> None:
    seen: Visit = visit(unsure(KG, "visited"))
    for address in (
        "list=disputes",
        "list=accusations",
        "list=labels",
        "list=accounts",
        "list=accounts&world=noem",
        "list=accounts&world=noem&versus=petro",
        "node=noem",
        'path=["noem","petro"]',
    ):
        seen.go(f"#{address}&score=0.95")
        assert "in what the filters leave" in seen.text(), address
        assert "in these articles" not in seen.text(), address
        seen.page.locator("#panel").get_by_role("button", name="Clear the filters").first.click()
        assert "in what the filters leave" not in seen.text(), address
        assert "score" not in seen.script("location.hash"), address
        assert ("world=noem" in address) == ("world=noem" in seen.script("location.hash"))
    assert seen.quiet(), seen.complaints


def test_an_answer_that_is_only_left_out_is_not_missing(visit: Any) -> None:
    kg = unsure(RICH, stance=Stance.DENIED)
    seen: Visit = visit(kg, "#list=accusations&score=0.8")
    assert "No answer was read in what the filters leave." in seen.text()
    assert "No answer was read in these articles." not in seen.text()
    seen.page.get_by_role("button", name="Clear the filters").click()
    assert "Gustavo Petro denies:" in seen.text()


def test_outside_an_account_two_may_well_be_connected(visit: Any) -> None:
    seen: Visit = visit(KG, '#path=["cecot","bukele"]&world=petro')
    assert "Nothing that connects them was read in this account." in seen.text()
    seen.page.get_by_role("button", name="Leave this account").click()
    assert "1 step apart." in seen.text()


def test_a_step_of_a_path_shows_what_somebody_says_and_how_much_more(visit: Any) -> None:
    seen: Visit = visit(KG, '#path=["noem","petro"]')
    rows = seen.page.locator(".step .row:visible")
    assert rows.count() == 3
    seen.page.locator(".step .more").click()
    assert rows.count() == 8
    seen.go(f'#path=["noem","petro"]&article={ARTICLES[1]}')
    assert rows.count() == 3
    assert all(who.strip() for who in seen.page.locator(".step .row-who").all_inner_texts())
    seen.go('#path=["noem","petro"]&world=sanchez')
    assert seen.page.locator(".step .row-who").all_inner_texts() == ["Pedro Sanchez"] * rows.count()


def test_a_line_of_which_the_filters_leave_nothing_says_so(visit: Any) -> None:
    seen: Visit = visit(unsure(KG, stance=Stance.DENIED))
    denial = line(seen, "critic", "denied")
    seen.go(f"#edge={denial}&score=0.8")
    assert seen.text(".kicker") == "Denied"
    assert "No one was found denying this in what the filters leave." in seen.text()
    assert "2 more claims of this, which the filters leave out." in seen.text()
    assert "Kristi Noem says so" in seen.text()
    seen.page.locator("#panel").get_by_role("button", name="Clear the filters").last.click()
    assert "Pedro Sanchez denies this" in seen.text()
    seen.go(f"#edge={denial}&score=0.95")
    assert seen.text(".kicker") == "Denied"
    assert "4 claims of this, which the filters leave out." in seen.text()


# ------------------------------------------------------------------------------ counts


def test_an_article_that_is_left_out_does_not_count(visit: Any) -> None:
    seen: Visit = visit(KG)
    assert seen.text("#panel .lead").startswith(f"{len(KG.claims)} claims in 2 articles")
    seen.go(f"#article={ARTICLES[1]}")
    count = sum(1 for claim in KG.claims if claim.document == ARTICLES[1])
    assert seen.text("#panel .lead").startswith(f"{count} claims in 1 article")


def test_a_line_counts_what_it_shows_and_leads_to_the_rest(visit: Any) -> None:
    seen: Visit = visit(KG)
    seen.go(f"#edge={line(seen, 'critic')}&world=noem")
    cards = seen.page.locator("#panel .claim")
    assert cards.count() == 2
    seen.page.get_by_role("button", name="Show 2 more claims outside this account").click()
    assert "Affirmed by" in seen.text(".side:first-child")
    assert "Pedro Sanchez denies this" in seen.text(".side:last-child")
    assert cards.count() == 4
    assert seen.quiet(), seen.complaints


def test_a_line_of_several_claims_counts_those_of_the_account(visit: Any) -> None:
    kg = replace(KG, propositions=(*KG.propositions, replace(_proposition("met"), id="met-again", at="bogota")))
    again = replace(next(it for it in KG.claims if it.proposition == "met"), id="again", proposition="met-again")
    seen: Visit = visit(replace(kg, claims=(*kg.claims, again)))
    met = line(seen, "met")
    seen.go(f"#edge={met}")
    assert "2 different claims of this kind, with 5 sentences." in seen.text()
    seen.go(f"#edge={met}&world=sanchez")
    assert "1 claim of this kind, with 1 sentence." in seen.text()
    assert seen.page.locator("#panel .claim").count() == 1
    assert sections(seen)["Outside this account"] == ["Kristi Noem met with Gustavo Petro in Bogota"]
    assert "Show 3 more claims outside this account" in seen.text()
    seen.go(f"#edge={met}&article={ARTICLES[1]}")
    assert "1 claim of this kind, with 1 sentence." in seen.text()
    assert "1 other claim of this kind, which the filters leave out." in seen.text()
    seen.go(f"#edge={met}&world=sanchez")
    # In small steps, like a hand: the last one begins next to the node that is in the way.
    seen.page.mouse.move(*on_edge(seen, "metWith", "affirmed"), steps=20)
    seen.page.locator("#hint").wait_for()
    assert seen.text("#hint small") == "Pedro Sanchez · 4 more outside the account"


def _proposition(id: str) -> Any:
    return next(p for p in KG.propositions if p.id == id)


def test_the_legend_counts_what_is_left(visit: Any) -> None:
    def count(name: str) -> int:
        return int(seen.text(f"#keys [data-name={name}] .count"))

    seen: Visit = visit(KG)
    people, denied = count("Person"), count("denied")
    assert denied == seen.script("rashomon.chart.drawn.filter(({ line }) => line.stance === 'denied').length")
    seen.go(f"#article={ARTICLES[1]}")
    assert count("denied") == count("disputed") == 0
    assert 0 < count("Person") <= people
    seen.go("#world=petro")
    assert count("hedged") == 1
    assert count("stated") == 0
    seen.go("")
    assert (count("Person"), count("denied"), count("disputed")) == (people, denied, 1)
    assert seen.text("#tab-disputes") == "Disputes1"
    fresh: Visit = visit(KG, f"#article={ARTICLES[1]}")
    assert fresh.text("#keys [data-name=denied] .count") == "0"


# ------------------------------------------------------------- what is not in the drawing


def test_selecting_what_is_not_drawn_says_so_and_answers_nothing(visit: Any) -> None:
    asked = "['around', 'sides'].includes(rashomon.chart.scope.question?.kind)"
    seen: Visit = visit(KG, "#node=petro&hide=Person")
    assert seen.text(".absent").startswith("Not in the drawing: the filters hide it.")
    assert not seen.script(asked)
    seen.page.get_by_role("button", name="Clear the filters").click()
    assert seen.page.locator(".absent").count() == 0
    assert seen.script(asked)
    seen.go("#node=cecot&world=petro")
    assert seen.text(".absent").startswith("Not in the drawing: no claim of it is in this account.")
    assert not seen.script(asked)
    seen.page.get_by_role("button", name="Leave this account").click()
    assert seen.script(asked)
    seen.go(f"#edge={line(seen, 'visit-cecot')}&hide=visited")
    assert "no claim of it is in what the filters leave" in seen.text(".absent")
    assert seen.quiet(), seen.complaints


def test_whoever_was_taken_out_can_be_brought_back(visit: Any) -> None:
    seen: Visit = visit(KG, "#node=cecot&less=cecot")
    assert seen.text(".absent").startswith("Not in the drawing: it was taken out.")
    seen.page.get_by_role("button", name="Bring it back").click()
    assert seen.page.locator(".absent").count() == 0
    assert seen.script("rashomon.chart.places().has('cecot')")


def test_what_has_no_line_is_not_in_the_drawing(visit: Any) -> None:
    lone = replace(KG, entities=(*KG.entities, replace(KG.entities[0], id="zzz", label="Nobody's business")))
    seen: Visit = visit(lone, "#node=zzz")
    assert seen.text(".absent") == "Not in the drawing: no line leads to it."
    assert not seen.script("Boolean(rashomon.chart.scope.question)")
