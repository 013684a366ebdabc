"""A reading as a tree for a terminal: one branch for each sentence. No text acts as markup or controls the terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO

from rich.console import Console, Group
from rich.text import Text
from rich.tree import Tree

from graph import wording
from graph.extract.refusals import Refusal, Step
from graph.model import DOCUMENT, Attribution, Mention, Reference, Span, Statement
from graph.terminal import UNBROKEN, printable
from graph.why import Reading
from graph.wording import Said

_WANTED = 8
"""How many of the words that a rule accepts are shown; the JSON has all of them."""

_STANCES = {"affirmed": "green", "denied": "red", "hedged": "yellow", "withdrawn": "yellow"}


def trees(reading: Reading, *, why: bool) -> Group:
    """All sentences of a reading, with the parts of the text between them that state nothing."""
    return Group(*_Drawer(reading, why=why).branches())


def plain(reading: Reading, *, why: bool) -> str:
    """The same without colours; lines are not wrapped."""
    stream = StringIO()
    Console(file=stream, color_system=None, force_terminal=False, width=UNBROKEN).print(trees(reading, why=why))
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or a part of the text that states nothing, and everything that begins in it."""

    span: Span
    names: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Statement] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class _Drawer:
    """Draws one reading."""

    def __init__(self, reading: Reading, *, why: bool) -> None:
        self.reading = reading
        self.why = why
        self.text = reading.document.text
        self.read = reading.annotation
        self.labels = {it.id: it.label for it in self.read.entities}
        self.classes = {it.id: it.type for it in self.read.entities}
        self.contents = dict(self.read.contents)
        self.statements = {it.id: it for it in self.read.statements}
        self.silent = {it.span: it.reason for it in self.read.coverage.silent} if self.read.coverage else {}

    def branches(self) -> Iterator[Tree]:
        """A tree for each sentence and each part that states nothing, in the order of the text."""
        silent = (r.span for r in self.reading.refusals if r.reason.step is Step.TEXT)
        parts = {*self.reading.sentences, *silent} or {Span(0, len(self.text))}
        shown = [_Part(span) for span in sorted(parts)]
        starts = [part.span.start for part in shown]

        def part(at: Span) -> _Part:
            return shown[max(bisect_right(starts, at.start) - 1, 0)]

        for mention in self.read.mentions:
            part(mention.span).names.append(mention)
        for attribution in self.read.attributions:
            first = attribution.cue or attribution.source or next(iter(attribution.content), None)
            if first:
                part(first).attributions.append(attribution)
        for claim in self.read.statements:
            part(claim.evidence).claims.append(claim)
        for refusal in self.reading.refusals if self.why else ():
            part(refusal.span).refusals.append(refusal)
        yield from map(self._part, shown)
        coverage = self.read.coverage
        if self.why and coverage and coverage.telling:
            yield Tree(_words(wording.coverage(coverage.claimed, coverage.telling), "dim"))

    def _part(self, part: _Part) -> Tree:
        tree = Tree(_words(part.span.of(self.text), "bold"))
        self._section(tree, "names", map(self._name, part.names))
        self._section(tree, "attributions", map(self._attribution, part.attributions))
        branch = tree.add(_words("claims", "cyan")) if part.claims else tree
        for claim in part.claims:
            self._claim(branch, claim, part.span)
        if self.why and part.span in self.silent:
            tree.add(_words(wording.silence(self.silent[part.span]), "yellow"))
        if self.why:
            self._section(tree, "not read", (self._refusal(r, part.span) for r in part.refusals))
        elif not tree.children:
            tree.add(_words("nothing was read here; --why shows at which step it was dropped", "dim"))
        return tree

    def _section(self, tree: Tree, title: str, lines: Iterable[Text]) -> None:
        shown = list(lines)
        branch = tree.add(_words(title, "cyan")) if shown else tree
        for line in shown:
            branch.add(line)

    # ----------------------------------------------------------------- lines

    def _name(self, mention: Mention) -> Text:
        own = _words(mention.text)
        label = self.labels[mention.entity]
        if label != mention.text:
            own.append(f" is {printable(label)}")
        own.append(f", {mention.type}", "magenta")
        return own.append(f"  {printable(mention.rule)}, {mention.score}", "dim")

    def _attribution(self, it: Attribution) -> Text:
        line = _words(it.kind)
        for name, spans in (("source", [it.source]), ("cue", [it.cue]), ("content", it.content)):
            told = [self._quoted(span) for span in spans if span]
            if told:
                line.append(f"; {name} ", "dim").append(" … ".join(told))
        return line.append("; speaker ", "dim").append(self._label(it.speaker) if it.speaker else "not known")

    def _claim(self, branch: Tree, it: Statement, part: Span) -> None:
        line = Text(self._role(it.subject)).append(f" {it.relation}", "bold")
        claim = branch.add(line.append(f" {self._role(it.object)}") if it.object else line)
        who = {None: wording.nobody(), DOCUMENT: wording.article()}.get(it.speaker) or self._label(it.speaker or "")
        who = wording.speaker(who, [*map(self._label, it.relayed_by)])
        stance = Text(it.stance, _STANCES[it.stance]).append(f" by {who}", "default")
        if it.quoted:
            stance.append(", in a quotation", "default")
        if it.id in self.reading.left_open:
            stance.append("; the graph leaves it open, since it counts against somebody", "yellow")
        claim.add(stance)
        for line in self._circumstances(it):
            claim.add(line)
        claim.add(Text(f"rule {printable(it.rule)}, score {it.score}"))
        whole = it.evidence == part
        claim.add(Text("evidence: the sentence" if whole else f"evidence: {self._quoted(it.evidence)}"))

    def _circumstances(self, it: Statement) -> Iterator[Text]:
        """The content and the qualifiers, each on its own line."""
        q = it.qualifiers
        if isinstance(it.content, Span):
            yield Text(f"content: {_in_marks(self.contents[it.id])}")
        elif it.content is not None:
            yield Text(f"content: {wording.sentence(self._said(self.statements[it.content]))}")
        for name, role in (("as", q.as_), ("at", q.at), ("regarding", q.regarding), *(("with", w) for w in q.with_)):
            if role:
                yield Text(f"{name} {self._role(role)}")
        if when := wording.when(q.on, q.earliest, q.latest):
            yield Text(when)

    def _refusal(self, it: Refusal, part: Span) -> Text:
        line = Text(it.reason.step, "yellow")
        if it.span != part:
            line.append(f": {self._quoted(it.span)}", "default")
        line.append(f": {it.reason.sentence}", "default")
        told = [f"frame {printable(it.frame)}"] if it.frame else [printable(it.rule)] if it.rule else []
        if it.argument:
            told.append(self._quoted(it.argument) + (f" is of the class {it.found}" if it.found else ""))
        elif it.found:
            told.append(it.found)
        if it.wanted:
            more = f", and {len(it.wanted) - _WANTED} more" if len(it.wanted) > _WANTED else ""
            told.append(f"wanted: {', '.join(map(printable, it.wanted[:_WANTED]))}{more}")
        if told:
            line.append(f" ({'; '.join(told)})", "default")
        return line.append(f"  {it.reason}", "dim")

    # ----------------------------------------------------------------- words

    def _said(self, it: Statement) -> Said:
        """A claim in the words used for it inside another claim: who does what to whom."""
        ends = {"subject": it.subject, "object": it.object, "as": it.qualifiers.as_}
        return Said(it.relation, {role: [self._label(one.entity)] for role, one in ends.items() if one})

    def _label(self, entity: str) -> str:
        return printable(self.labels[entity])

    def _role(self, reference: Reference) -> str:
        return f"{self._label(reference.entity)} ({self.classes[reference.entity]})"

    def _quoted(self, span: Span) -> str:
        return _in_marks(span.of(self.text))


def _in_marks(words: str) -> str:
    return f"“{printable(words)}”"


def _words(words: str, style: str = "") -> Text:
    """Words of a text, unchanged: nothing in them is taken for markup."""
    return Text(printable(words), style)
