"""How well the arguments of verbs are found, on QA-SRL (Wikinews): precision, recall and F1 without labels.

usage: python bench/predications.py PATH/TO/qasrl-dev [--errors N]

An argument is a stretch of tokens. It counts if a stretch in the key overlaps it with an intersection over union of at
least 0.5; each stretch is matched only once (unlabelled argument detection of Roit et al. 2020, Controlled
Crowdsourcing for High-Quality QA-SRL Annotation). Verbs about which the key asks nothing are left out. The sentences
are split into two halves by the hash of their ids: rules were written on "dev", and "check" shows whether they hold
elsewhere. `--errors N` prints what is missed and what is wrong in N sentences of the first half.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graph.extract.lexicon.lexicon import load
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.predications.predication import Filler
from graph.extract.predications.reader import constructions
from graph.model import Block, BlockKind, Document, Metadata, Span

LEAST = 0.5
"""The least intersection over union with which two stretches are the same argument."""

_QUOTES = {"``": "“", "''": "”"}
_AFTER = frozenset(", . ; : ? ! % ) ” n't 's 've 're 'll 'd 'm '".split())
"""Tokens that have no space before them in plain text."""
_BEFORE = frozenset("( “ $ £".split())
"""Tokens that have no space after them."""

Stretch = tuple[int, int]
Key = Mapping[int, list[Stretch]]


@dataclass(frozen=True)
class Sentence:
    """A sentence from the corpus: its tokens, and the key's arguments for each of its verbs."""

    id: str
    tokens: list[str]
    key: Key

    @property
    def half(self) -> str:
        """The half to which it belongs."""
        return "dev" if sha256(self.id.encode()).digest()[0] % 2 else "check"


@dataclass(frozen=True)
class Counts:
    """How many arguments the key has, how many were found, and how many of those are right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.wanted + other.wanted, self.found + other.found, self.right + other.right)

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"P {precision:.1%}  R {recall:.1%}  F1 {f1:.1%}  ({self.right} of {self.wanted}, {self.found} found)"


def read(folder: Path) -> list[Sentence]:
    """The sentences for which the key has arguments."""
    key: dict[str, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(folder / "gold.csv.gz"):
        for words in row["answer_range"].split("~!~"):
            first, last = map(int, words.split(":"))
            if (first, last) not in key[row["qasrl_id"]][int(row["verb_idx"])]:
                key[row["qasrl_id"]][int(row["verb_idx"])].append((first, last))
    tokens = {row["qasrl_id"]: row["sentence"].split() for row in _rows(folder / "sentences.csv.gz")}
    return [Sentence(id, tokens[id], verbs) for id, verbs in sorted(key.items())]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def laid_out(sentences: list[Sentence]) -> tuple[Document, dict[int, tuple[Sentence, int]]]:
    """The sentences as the paragraphs of one article, with the sentence and token of each character."""
    text, blocks, places = "", [], {}
    for sentence in sentences:
        start, before = len(text), ""
        for number, token in enumerate(sentence.tokens):
            plain = _QUOTES.get(token, token)
            if before and before not in _BEFORE and plain not in _AFTER:
                text += " "
            places.update(dict.fromkeys(range(len(text), len(text) + len(plain)), (sentence, number)))
            text, before = text + plain, plain
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, len(text))))
        text += "\n\n"
    return Document(Metadata("qasrl", ""), text, tuple(blocks)), places


def answers(sentences: list[Sentence]) -> dict[tuple[str, int], list[Stretch]]:
    """What is read as the arguments of each word, in stretches of the corpus's own tokens."""
    document, places = laid_out(sentences)
    parsed = parse(document, load())
    found: dict[tuple[str, int], list[Stretch]] = {}
    for predication in constructions(parsed.doc):
        sentence, verb = places[parsed.starts[predication.head]]
        own = found.setdefault((sentence.id, verb), [])
        for start, end in (span for filler in predication.arguments for span in stretches(filler, parsed)):
            first, last = places[parsed.starts[start]], places[parsed.span(start, end).end - 1]
            if first[0] is last[0] is sentence and (first[1], last[1] + 1) not in own:
                own.append((first[1], last[1] + 1))
    return found


def stretches(filler: Filler, parsed: Parsed) -> list[Stretch]:
    """An argument as the corpus has it: with its preposition, and each apposition separate."""
    joined = filler.start and parsed.doc[filler.start - 1].text == filler.preposition
    return [(filler.start - bool(joined), filler.end), *filler.also]


def matched(key: list[Stretch], found: list[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """The stretches that are the same in both, the best matches first, each only once."""
    pairs = sorted(((_overlap(a, b), a, b) for a in key for b in found), key=lambda it: (-it[0], it[1:]))
    chosen: list[tuple[Stretch, Stretch]] = []
    for overlap, a, b in pairs:
        if overlap >= LEAST and all(a != c and b != d for c, d in chosen):
            chosen.append((a, b))
    return chosen


def _overlap(one: Stretch, other: Stretch) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def _tell(sentence: Sentence, found: Mapping[tuple[str, int], list[Stretch]]) -> None:
    print("\n" + " ".join(sentence.tokens))
    for verb, key in sorted(sentence.key.items()):
        own = found.get((sentence.id, verb), [])
        pairs = matched(key, own)
        right = [a for a, _ in pairs]
        print(f"  {sentence.tokens[verb]} ({verb}): {len(right)} right")
        for sign, rest in (
            ("missed  ", [a for a in key if a not in right]),
            ("too much", [b for b in own if b not in [d for _, d in pairs]]),
        ):
            for first, last in rest:
                print(f"    {sign} {' '.join(sentence.tokens[first:last])}")


def main(arguments: list[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with gold.csv.gz and sentences.csv.gz")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the errors of N sentences")
    chosen = parser.parse_args(arguments)
    sentences = read(chosen.folder)
    found = answers(sentences)
    counts = {"dev": Counts(), "check": Counts()}
    for sentence in sentences:
        for verb, key in sentence.key.items():
            own = found.get((sentence.id, verb), [])
            counts[sentence.half] += Counts(len(key), len(own), len(matched(key, own)))
    for sentence in [s for s in sentences if s.half == "dev"][: chosen.errors]:
        _tell(sentence, found)
    for half, count in counts.items():
        print(f"{half:<6}{count}")
    print(f"both  {counts['dev'] + counts['check']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
