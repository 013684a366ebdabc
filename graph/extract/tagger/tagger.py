"""The trained reader of attributions: an encoder in ONNX with two chains of labels, outer and inner attributions.

The model card next to the weights (`data/model/README.md`) says what it was trained on and how well it reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.extract.parse.parsed import Parsed
from graph.extract.tagger.windows import Window, WindowCutter
from graph.extract.tagger.wordpiece import WordPiece
from graph.resources import data_dir, read_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

ROLES = ("source", "cue", "content")
LABELS = ["O", *(f"{letter}-{role}" for role in ROLES for letter in "BI")]
"""BIO labels (Ramshaw & Marcus 1995): a token begins a span, is inside one, or neither."""

_BATCH = 8  # windows scored at once: more would only take more memory


@dataclass(frozen=True, slots=True, order=True)
class Tagged:
    """A span of tokens `[start, end)` in an attribution, and whether that is an outer one (0) or inside another (1)."""

    start: int
    end: int
    role: str
    level: int


def model_dir() -> Path:
    """The folder of the trained model."""
    return data_dir() / "model"


def forbidden() -> tuple[list[list[float]], list[float]]:
    """Which label may not follow which (1.0), and which may not come first: no span can continue before it begins."""
    between = [[float(b[0] == "I" and a[1:] != b[1:] and a != f"B{b[1:]}") for b in LABELS] for a in LABELS]
    return between, [float(label[0] == "I") for label in LABELS]


def spans(path: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """The role, start and end of each span in a sequence of label numbers."""
    start, role = -1, ""
    for i, label in enumerate([*(LABELS[k] for k in path), "O"]):
        if start >= 0 and label != f"I-{role}":
            yield role, start, i
            start = -1
        if label[0] == "B":
            start, role = i, label[2:]


def decode(scores: Scores, lengths: Sequence[int], between: Scores, first: Scores) -> list[list[int]]:
    """The best path of labels for each row of `scores` [rows, words, labels] (Viterbi 1967)."""
    import numpy as np

    best = scores[:, 0] + first
    ends, back = [best], []
    for i in range(1, scores.shape[1]):
        steps = best[:, :, None] + between[None]
        back.append(steps.argmax(1))
        best = steps.max(1) + scores[:, i]
        ends.append(best)
    paths = []
    for row, length in enumerate(lengths):
        label = int(np.argmax(ends[length - 1][row]))
        path = [label]
        for i in range(length - 2, -1, -1):
            label = int(back[i][row, label])
            path.append(label)
        paths.append(path[::-1])
    return paths


class Tagger:
    """The model; it uses one thread, so that the same input gives the same bytes."""

    def __init__(self) -> None:
        import numpy as np
        import onnxruntime

        description = json.loads(read_text("model", "attribution.json"))
        vocabulary = read_text("model", "vocabulary.txt").split("\n")
        self.cutter = WindowCutter(
            WordPiece({piece: i for i, piece in enumerate(vocabulary) if piece}),
            {label: i for i, label in enumerate(description["tags"])},
            {label: i for i, label in enumerate(description["dependencies"])},
        )
        self.chains = [
            (np.asarray(chain["between"], np.float32), np.asarray(chain["first"], np.float32))
            for chain in description["chains"]
        ]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = str(model_dir() / "attribution.onnx")
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def read(self, parsed: Parsed) -> list[Tagged]:
        """The spans of both levels in an article, in order."""
        windows = self.cutter.cut(parsed)
        # Windows of similar length are scored together, since shorter ones are padded to the longest.
        order = sorted(range(len(windows)), key=lambda n: (len(windows[n].pieces), n))
        found: list[Tagged] = []
        for start in range(0, len(order), _BATCH):
            found += self._read([windows[n] for n in order[start : start + _BATCH]])
        return sorted(found)

    def _read(self, windows: Sequence[Window]) -> Iterator[Tagged]:
        import numpy as np

        (scores,) = self.session.run(None, _inputs(windows))
        lengths = [len(w.first) for w in windows]
        words = np.zeros((len(windows), max(lengths), scores.shape[2]), np.float32)
        for row, window in enumerate(windows):
            words[row, : lengths[row]] = scores[row, window.first]
        for level, chain in enumerate(self.chains):
            part = words[:, :, level * len(LABELS) : (level + 1) * len(LABELS)]
            for window, path in zip(windows, decode(part, lengths, *chain), strict=True):
                for role, start, end in spans(path):
                    yield Tagged(window.words[start], window.words[end - 1] + 1, role, level)


def _inputs(windows: Sequence[Window]) -> dict[str, Any]:
    import numpy as np

    length = max(len(w.pieces) for w in windows)

    def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        table = np.zeros((len(rows), length), np.int64)
        for i, row in enumerate(rows):
            table[i, : len(row)] = row
        return table

    return {
        "pieces": padded([w.pieces for w in windows]),
        "tags": padded([w.tags for w in windows]),
        "dependencies": padded([w.dependencies for w in windows]),
        "quoted": padded([w.quoted for w in windows]),
        "mask": padded([[1] * len(w.pieces) for w in windows]),
    }


@lru_cache(maxsize=1)
def load() -> Tagger:
    """The tagger, loaded once per process."""
    return Tagger()
