"""What mkdocs does not do by itself: pages from outside docs/, the files that pages link to, and the gallery.

This is a hook in `mkdocs.yml`. In the repository, a link that leads out of docs/ works as it is. In the site it leads
to a page made from that file, or to a copy of the file below `files/`.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath
from posixpath import normpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from graph import build

ROOT = Path(__file__).resolve().parents[1]

OUTSIDE = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "model-card.md": "graph/data/model/README.md",
    "w3id.md": "ontology/w3id/README.md",
}
"""Pages of the site whose text is outside docs/, each with the place of its text in the repository."""

PAGES = {source: page for page, source in OUTSIDE.items()} | {"README.md": "index.md"}
"""Which page of the site a file in the repository becomes."""

GALLERY = {"seeds": "seeds", "story": "docs/story", "first": "docs/first"}
"""Live pages, each with the articles from which it is built."""

COPIES = "files"
"""The folder in the site with copies of files that pages link to."""

_LINK = re.compile(r"(?<=\]\()(?![a-z+]+:|#)([^)#\s]+)(#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages from outside, the copies that all pages need, and the gallery."""
    for page, source in OUTSIDE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    for source in sorted({it for file in files.documentation_pages() for it in _copied(file)}):
        files.append(File.generated(config, f"{COPIES}/{source}", abs_src_path=str(ROOT / source)))
    for name, articles in GALLERY.items():
        files.append(File.generated(config, f"gallery/{name}.html", content=_view(ROOT / articles)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """The text of a page, with links that work in the site."""
    source = _source(page.file.src_uri)
    return _LINK.sub(lambda it: _target(source, it[1]) + (it[2] or ""), markdown)


def _source(page: str) -> PurePosixPath:
    """Where the text of a page is in the repository."""
    return PurePosixPath(OUTSIDE.get(page, f"docs/{page}"))


def _led_to(source: PurePosixPath, link: str) -> str:
    """The path in the repository to which a link leads."""
    return normpath(source.parent / link)


def _target(source: PurePosixPath, link: str) -> str:
    path = _led_to(source, link)
    if path in PAGES:
        return PAGES[path]
    return path.removeprefix("docs/") if path.startswith("docs/") else f"{COPIES}/{path}"


def _copied(file: File) -> list[str]:
    """The files in the repository outside docs/ that a page links to and that are not pages of the site."""
    source = _source(file.src_uri)
    paths = [_led_to(source, it[1]) for it in _LINK.finditer(file.content_string)]
    found = [it for it in paths if it not in PAGES and not it.startswith("docs/")]
    if missing := [it for it in found if not (ROOT / it).is_file()]:
        raise PluginError(f"{source} links to {missing[0]}, which is no file of the repository")
    return found


def _view(articles: Path) -> str:
    """The interactive page of some articles, as a build writes it."""
    with tempfile.TemporaryDirectory() as folder:
        build([articles], folder)
        return (Path(folder) / "view.html").read_text(encoding="utf-8")
