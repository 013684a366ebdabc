"""Pages for people: templates, what they may link to, and a policy that lets them load nothing from elsewhere."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph import wording
from graph.explain.told import NO_ANSWER
from graph.prefixes import FOLDERS, NS, base_in, is_iri, to_uri
from graph.queries.packaged import packaged
from graph.resources import data_dir, read_text

ROOM = "serve"
_OWN = ("serve.css", "search.js", "workbench.js")
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_SOURCE_MAP = re.compile(r"^(?://|/\*)# sourceMappingURL=.*$", re.MULTILINE)

# Characters that are invisible, end lines or change the direction of what follows, as in graph/data/view/text.js.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}
"""The Content-Security-Policy of every page except the interactive one, which contains a stricter one."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style: its bytes, its media type, and a path whose content never changes."""

    content: bytes
    media: str
    path: str


@cache
def assets() -> Mapping[str, Asset]:
    """All assets, by file name."""
    manifest = tomllib.loads(read_text("view", "vendor", "manifest.toml"))
    files: list[tuple[str, tuple[str, ...]]] = [(name, (ROOM, name)) for name in _OWN]
    files += [(it["file"], ("view", "vendor", it["file"])) for it in manifest["yasgui"]["files"]]
    found = {}
    for name, place in files:
        content = _SOURCE_MAP.sub("", read_text(*place)).encode("utf-8")
        mark = hashlib.sha256(content).hexdigest()[:16]
        found[name] = Asset(content, _MEDIA[name[name.rindex(".") :]], f"/assets/{mark}/{name}")
    return found


def policy(**more: str) -> str:
    """The policy as a header, with additions to some directives: `style_src="'unsafe-inline'"`."""
    added = {name.replace("_", "-"): value for name, value in more.items()}
    return "; ".join(f"{name} {value}{' ' + added[name] if name in added else ''}" for name, value in POLICY.items())


def visible(value: Any) -> Any:
    """A text with each hidden character replaced by a visible sign; any other value unchanged."""
    return _HIDDEN.sub(_sign, value) if isinstance(value, str) and not isinstance(value, Markup) else value


def rendered(name: str, prefixes: Mapping[str, str], **more: Any) -> str:
    """The HTML of a template, for data with these prefixes."""
    return _environment().get_template(name).render(link=Links(prefixes), prefixes=prefixes, **more)


class Links:
    """Where an IRI leads: nodes of the data and terms of the ontology to pages here, web addresses to the web."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.base = base_in(prefixes)
        self._folders = tuple(self.base + folder for folder in FOLDERS.values())

    def __call__(self, iri: str | None) -> str | None:
        """The address to link to; None if it is not an IRI, or would run something or open anything but a page."""
        if iri is None or not is_iri(iri):
            return None
        if iri.startswith(self._folders):
            return "/" + to_uri(iri.removeprefix(self.base))
        if iri.startswith(NS):
            return f"/html/ns#{to_uri(iri.removeprefix(NS))}"
        return to_uri(iri) if iri.startswith(("http://", "https://")) else None

    def path(self, iri: str) -> str:
        """The path of an IRI, to be put after that of a form of its data: after `/html`, it leads to its page."""
        if iri.startswith(self.base):
            return "/" + to_uri(iri.removeprefix(self.base))
        return f"?iri={quote(iri, safe='')}"

    def claims(self, iri: str, *roles: str) -> str:
        """The workbench with the query for all claims in which `iri` has one of these roles, such as speaker."""
        names = " ".join(f"?{role}" for role in roles)
        rows = (" ".join(f"<{iri}>" if role == each else "UNDEF" for each in roles) for role in roles)
        values = " ".join(f"({row})" for row in rows)
        return self.query(f"{read_text(ROOM, 'claims.rq')}VALUES ({names}) {{ {values} }}\n")

    def told(self, iri: str, role: str) -> str:
        """The workbench with the query for all claims in which the entity `iri` has this role, such as "says"."""
        about = "\n".join(it for it in packaged("explain", "about.rq").splitlines() if not it.startswith("#"))
        about = about.replace("DISTINCT ?entity", "DISTINCT").replace("?entity", f"<{iri}>")
        chosen = f'WHERE {{\n  {{ {about} }}\n  FILTER(?role = "{role}")\n'
        return self.query(read_text(ROOM, "claims.rq").replace("WHERE {\n", chosen, 1))

    def query(self, text: str) -> str:
        """The workbench with a query that it runs."""
        return f"/workbench#query={quote(text, safe='')}"


def _said_by(name: str, relays: Sequence[str]) -> Markup:
    """The speaker of a claim, with those who pass it on; `name` is text, or HTML if marked as such."""
    shown = [Markup("<bdi>{}</bdi>").format(visible(it)) for it in relays]
    return Markup(wording.speaker("{0}", [f"{{{n}}}" for n in range(1, len(shown) + 1)])).format(visible(name), *shown)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u2039U+{code:04X}\u203a"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(data_dir() / ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = lambda name: assets()[name].path
    environment.globals["no_answer"] = NO_ANSWER
    environment.globals["counted"] = wording.counted
    environment.globals["article_itself"] = wording.article()
    environment.globals["stance"] = wording.stance
    environment.globals["said_by"] = _said_by
    return environment
