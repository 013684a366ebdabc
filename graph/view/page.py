"""The page as one HTML file: pyvis's network in our template, with scripts and styles inside; nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator

from graph.resources import data_dir, read_text
from graph.view.page_records import Record
from graph.view.scripts import ROOM, joined
from graph.view.sparql import Engine

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_OPTIONS: Record = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "interaction": {"hover": True, "selectable": False, "hoverConnectedEdges": False},
}


_STYLES = ("page.css", "panels.css", "overview.css", "reading.css", "media.css")
"""The style sheets in this order, so that the rules for small screens and paper take precedence."""


def page(places: dict[str, tuple[int, int]], records: Record, engine: Engine | None = None) -> str:
    """The HTML of the page, ending in a newline; always the same bytes for the same places, records and engine.

    `places` are those of the nodes that the page draws when it opens. The lines between them are among the records and
    are painted by our own scripts: vis-network would need a second for each view of six thousand lines.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True, cdn_resources="in_line")
    loaders = [FileSystemLoader(data_dir() / ROOM), network.templateEnv.loader]
    environment = Environment(loader=ChoiceLoader(loaders), autoescape=True, keep_trailing_newline=True)
    for name, (x, y) in places.items():
        network.add_node(name, label=" ", shape="custom", x=x, y=y)
    vendored, injected = _vendored()
    texts = [vendored, joined("main.js")]
    style = _font() + "".join(read_text(ROOM, name) for name in _STYLES)
    environment.filters["packed"] = lambda value: Markup(_packed(value))
    environment.globals.update(
        policy=_policy(map(_hash, texts), [_hash(style), *injected], asks=engine is not None and engine.wasm != ""),
        scripts=[Markup(text) for text in texts],
        style=Markup(style),
        records=records,
        engine=engine,
    )
    network.templateEnv = environment
    network.set_options(json.dumps(_OPTIONS))
    return str(network.generate_html(notebook=False))


def _vendored() -> tuple[str, list[str]]:
    """vis-network's script, and the styles that it adds to the page itself (which the policy must allow)."""
    manifest = tomllib.loads(read_text(ROOM, "vendor", "manifest.toml"))
    entry = manifest["vis-network"]
    return _SOURCE_MAP.sub("", read_text(ROOM, "vendor", entry["files"][0]["file"])), entry["styles"]


def _font() -> str:
    """The page's font as a rule of its style sheet: a variable font, so that one file has all weights."""
    font = base64.b64encode((data_dir() / ROOM / "vendor" / "inter.woff2").read_bytes()).decode("ascii")
    return (
        '@font-face { font-family: "Inter"; font-weight: 400 700; '
        f'src: url("data:font/woff2;base64,{font}") format("woff2"); }}\n'
    )


def _policy(scripts: Iterable[str], styles: Iterable[str], *, asks: bool) -> str:
    """A Content-Security-Policy that allows scripts and styles with these hashes, and loads nothing from anywhere.

    A page that runs SPARQL may also run WebAssembly, and a worker made from text in the page.
    """
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(f"'{script}'" for script in [*scripts, *(["wasm-unsafe-eval"] if asks else [])]),
        **({"worker-src": "blob:"} if asks else {}),
        "style-src": " ".join(f"'{style}'" for style in styles),
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "rashomon" if asks else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _packed(value: Record) -> str:
    """JSON, compressed and in characters that have no meaning in HTML, whatever its content."""
    packer = zlib.compressobj()
    packed = b"".join([*map(packer.compress, _written(value)), packer.flush()])
    return base64.b64encode(packed).decode()


def _written(value: Record) -> Iterator[bytes]:
    """An object as JSON, one table after another: all at once, a large page would need a hundred megabytes twice."""
    yield b"{"
    for i, (name, inner) in enumerate(sorted(value.items())):
        text = json.dumps(inner, sort_keys=True, separators=(",", ":"))
        yield f"{',' if i else ''}{json.dumps(name)}:{text}".encode()
    yield b"}"
