"""The page as one HTML file: pyvis's network in our template, scripts and styles inside, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import tomllib
from collections.abc import Iterable
from typing import Any

from graph.resources import data_dir, read_text
from graph.view.drawing import Drawing, Line
from graph.view.layout import LANE
from graph.view.records import Record

_ROOM = "view"
SCRIPTS = (
    "text.js",
    "data.js",
    "words.js",
    "looks.js",
    "state.js",
    "labels.js",
    "captions.js",
    "chart.js",
    "parts.js",
    "claims.js",
    "entity.js",
    "lists.js",
    "search.js",
    "legend.js",
    "main.js",
)
"""The modules in the order in which they build on each other; they are joined into one script."""

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./[\w-]+\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |let |function |class )", re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
# What would end a script block, and what a browser or an editor may act on when it meets it raw.
_RISKY = re.compile("[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")

_STEEPEST = 1.1
"""As round as an edge may become before it looks like a loop."""

_OPTIONS: Record = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"chosen": False, "hoverWidth": 0, "selectionWidth": 0, "arrowStrikethrough": False},
    "interaction": {"hover": True, "selectable": False, "hoverConnectedEdges": False, "tooltipDelay": 120},
}


def page(drawing: Drawing, places: dict[str, tuple[int, int]], records: Record) -> str:
    """The HTML of the page, ending in a newline; the same bytes for the same drawing, places and records."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True, cdn_resources="in_line")
    loaders = [FileSystemLoader(data_dir() / _ROOM), network.templateEnv.loader]
    environment = Environment(loader=ChoiceLoader(loaders), autoescape=True, keep_trailing_newline=True)
    _fill(network, drawing, places, records)
    vendored, injected = _vendored()
    scripts = [vendored, _joined(SCRIPTS)]
    style = read_text(_ROOM, "page.css")
    environment.filters["data"] = lambda value: Markup(_json(value))
    environment.globals.update(
        policy=_policy(map(_hash, scripts), [_hash(style), *injected]),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        records=records,
    )
    network.templateEnv = environment
    network.set_options(json.dumps(_OPTIONS))
    return str(network.generate_html(notebook=False))


def _fill(network: Any, drawing: Drawing, places: dict[str, tuple[int, int]], records: Record) -> None:
    ends: dict[str, tuple[float, float]] = dict(places)
    for line in drawing.lines:
        if not line.onto_edge:
            (x, y), (u, v) = places[line.source], places[line.target]
            ends[line.id] = (x + u) / 2, (y + v) / 2
    for name, size in drawing.sizes.items():
        entity = records["entities"][name]
        x, y = places[name]
        network.add_node(name, label=entity["label"], shape="custom", group=entity["type"], x=x, y=y, size=size)
    for line in drawing.lines:
        if line.onto_edge:
            network.add_node(f"@{line.id}", label=" ", shape="custom", group="", onto=line.target, x=0, y=0, size=1)
        network.add_edge(
            line.source,
            f"@{line.id}" if line.onto_edge else line.target,
            id=line.id,
            relation=line.relation,
            stance=line.stance.value,
            propositions=line.propositions,
            voices=line.voices,
            claims=line.claims,
            disputed=line.disputed,
            label=None,
            part=line.label,
            smooth=_curve(line, ends),
            selfReference={"size": 20 + 6 * abs(line.lane), "angle": math.pi / 4, "renderBehindTheNode": False},
        )


def _curve(line: Line, ends: dict[str, tuple[float, float]]) -> Record:
    """vis-network's roundness that leaves a lane's width between this edge and the next, as far as it can bend."""
    distance = math.dist(ends[line.source], ends[line.target]) or 1.0
    bend = min(2 * LANE * abs(line.lane) / distance, _STEEPEST)
    return {"enabled": bend > 0, "type": "curvedCW" if line.lane > 0 else "curvedCCW", "roundness": round(bend, 3)}


def _joined(names: Iterable[str]) -> str:
    """The modules as one script in a scope of its own, without the lines that tie them together in Node."""
    bodies = [_EXPORT.sub("", _IMPORT.sub("", read_text(_ROOM, name))) for name in names]
    return '(() => {\n"use strict";\n' + "\n".join(bodies) + "\n})();\n"


def _vendored() -> tuple[str, list[str]]:
    """vis-network's script, and the styles that it puts into the page by itself (which the policy must know)."""
    manifest = tomllib.loads(read_text(_ROOM, "vendor", "manifest.toml"))
    entry = manifest["vis-network"]
    return _SOURCE_MAP.sub("", read_text(_ROOM, "vendor", entry["file"])), entry["styles"]


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that runs scripts and styles of these hashes, and loads nothing from anywhere."""
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(f"'{script}'" for script in scripts),
        "style-src": " ".join(f"'{style}'" for style in styles),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _json(value: object) -> str:
    """JSON that can stand in a script block whatever it holds."""
    if isinstance(value, str):
        value = json.loads(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
