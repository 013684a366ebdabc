"""What a reporter wants to know from the page of some articles: each task with its clicks, typed texts and keys.

The tests do the tasks on small graphs, and `bench/page_tasks.py` does them on the page of a build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

PICKED = """() => {
  const { data } = rashomon;
  const claims = [...data.claims.values()];
  const of = (claim) => data.propositions.get(claim.proposition);
  const most = (list) => {
    const counts = new Map();
    for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
    return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
  };
  const named = (id) => (id === undefined ? undefined : data.name(id));
  const parsed = (pair) => pair && JSON.parse(pair).map(named);
  const objects = (relation) => claims.map(of).filter((p) => p.relation === relation && p.object);
  const accused = most(objects("accuses").map(({ object }) => object));
  const denied = claims.filter(({ stance }) => stance === "denied").map(of);
  const labelled = objects("classifiesAs").map(({ subject, object }) => JSON.stringify([subject, object]));
  const plain = [...data.lines.values()].filter(({ onto_edge, from, to }) => !onto_edge && from !== to);
  const hub = most(plain.flatMap(({ from, to }) => [from, to]));
  const near = plain.flatMap(({ from, to }) => (from === hub ? [to] : to === hub ? [from] : []));
  const ends = [...new Set(near)].sort();
  // The page goes by the days of articles where there are several, else by those of what is told.
  const events = new Set(claims.flatMap(({ document }) => data.articles.get(document)?.published ?? [])).size < 2;
  const day = (claim) => {
    const { on, earliest } = of(claim);
    return events ? on ?? earliest : data.articles.get(claim.document)?.published;
  };
  const speaks = ({ speaker }) => speaker !== "document" && data.entities.has(speaker);
  const dated = claims.filter((claim) => day(claim) && speaks(claim));
  const said = most(dated.map((claim) => JSON.stringify([claim.speaker, day(claim).slice(0, 7)])));
  const [speaker, month] = said ? JSON.parse(said) : [];
  const written = month && new Date(`${month}-02`).toLocaleString("en", { month: "long", year: "numeric" });
  const outlets = [...new Set([...data.articles.values()].flatMap(({ publisher }) => publisher ?? []))];
  return {
    accused: named(accused), disputed: named(most(denied.map(({ subject }) => subject))), calls: parsed(most(labelled)),
    path: ends.length > 1 ? [named(ends[0]), named(ends.at(-1))] : undefined, said: said && [named(speaker), written],
    dispute: data.disputes.length > 0 ? true : undefined,
    outlets: outlets.sort().slice(0, 2).map(named),
  };
}"""
"""The names for the tasks: those with the most claims. A missing name was not read at all."""

Picked = Mapping[str, Any]


class Reporter:
    """Counts a reader's actions: every click, every key, every typed text."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.done = 0

    def clicks(self, where: Any) -> None:
        self.done += 1
        where.first.click()

    def chooses(self, where: Any, value: str) -> None:
        self.done += 1
        where.first.select_option(value)

    def asks(self, text: str) -> None:
        """Goes to the search field, types, and takes the first suggestion."""
        self.done += 3
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        self.page.locator("#suggestions [role=option]").first.wait_for()
        self.page.keyboard.press("Enter")

    def reads(self, selector: str = "#panel") -> str:
        """The text of a part of the page."""
        text: str = self.page.locator(selector).first.inner_text()
        return text

    def sees_claims(self, title: str) -> int:
        """How many claims are listed under a heading, each with its sentence."""
        assert self.reads("#panel h2") == title, self.reads("#panel h2")
        rows = self.page.locator(".table-row").count()
        assert rows
        assert self.page.locator(".table-row .quote").count() == rows
        assert self.page.evaluate("rashomon.chart.drawn.length > 0")
        return int(rows)


def who_accuses(it: Reporter, picked: Picked) -> None:
    it.asks(f"who accuses {picked['accused']} of what")
    it.sees_claims(f"Who accuses {picked['accused']}?")


def who_disputes(it: Reporter, picked: Picked) -> None:
    it.asks(f"who disputes {picked['disputed']}")
    it.sees_claims(f"Who disputes what is said of {picked['disputed']}?")


def what_one_calls_another(it: Reporter, picked: Picked) -> None:
    one, other = picked["calls"]
    it.asks(f"what does {one} call {other}")
    it.sees_claims(f"What does {one} call {other}?")


def path_with_sentences(it: Reporter, picked: Picked) -> None:
    one, other = picked["path"]
    it.asks(f"path from {one} to {other}")
    assert it.reads("#panel h2") == f"{one} to {other}"
    assert it.page.locator(".step").count() == it.page.locator(".step:has(blockquote)").count() > 0


def said_in_a_month(it: Reporter, picked: Picked) -> None:
    who, month = picked["said"]
    it.asks(f"what {who} said in {month}")
    it.sees_claims(f"What did {who} say in {month}?")


def article_behind(it: Reporter, picked: Picked) -> None:
    it.asks(f"who accuses {picked['accused']}")
    it.clicks(it.page.locator(".table-row a"))
    assert it.page.locator("#panel footer cite").first.inner_text()
    assert it.page.locator("#panel blockquote mark").count()


def both_sides_as_citation(it: Reporter, _: Picked) -> None:
    it.clicks(it.page.get_by_role("tab", name="Disputes"))
    it.clicks(it.page.locator("#panel a.row"))
    it.clicks(it.page.get_by_role("button", name="Packet"))
    text = it.reads(".copied pre")
    assert "## Affirmed" in text
    assert "## Denied" in text


def all_with_a_word(it: Reporter, _: Picked) -> None:
    it.done += 2
    it.page.keyboard.press("/")
    it.page.keyboard.type("prison")
    it.clicks(it.page.get_by_role("option", name="All with “prison”"))
    left = it.page.evaluate("[...rashomon.view.claims.values()].length")
    every = "[...rashomon.data.claims.values()].filter(({ quote }) => quote.toLowerCase().includes('prison')).length"
    assert left >= it.page.evaluate(every) > 0


def mark_a_misreading(it: Reporter, _: Picked) -> None:
    it.clicks(it.page.locator("#panel a.told"))
    it.clicks(it.page.get_by_role("button", name="Misread"))
    it.clicks(it.page.get_by_role("button", name="It says something else"))
    assert "You decided" in it.reads(".decided")
    assert it.page.evaluate("decodeURIComponent(location.hash)").count("decided=misread") == 1


def two_outlets(it: Reporter, picked: Picked) -> None:
    one, other = picked["outlets"]
    it.asks(f"compare {one} and {other}")
    assert it.reads("#panel h2") == "Accounts"
    values = it.page.evaluate(
        "[rashomon.state.values.world, rashomon.state.values.versus].map((id) => rashomon.data.name(id))"
    )
    assert values == [one, other]


TASKS: Mapping[str, tuple[str | None, Callable[[Reporter, Picked], None]]] = {
    "who accuses X of what": ("accused", who_accuses),
    "who disputes Y": ("disputed", who_disputes),
    "what A calls B": ("calls", what_one_calls_another),
    "path X to Y with sentences": ("path", path_with_sentences),
    "what X said in a month": ("said", said_in_a_month),
    "the article behind": ("accused", article_behind),
    "both sides as citation": ("dispute", both_sides_as_citation),
    "mark a misreading": (None, mark_a_misreading),
    "everything with “prison”": (None, all_with_a_word),
    "compare two outlets": ("outlets", two_outlets),
}
"""Each task, with the names that it needs."""

MOST = 4
"""How many clicks, keys and typed texts a task may take."""


def possible(picked: Picked, needed: str | None) -> bool:
    """Whether everything that a task needs was read."""
    found = None if needed is None else picked.get(needed)
    return needed is None or (bool(found) and (needed != "outlets" or len(found) == 2))
