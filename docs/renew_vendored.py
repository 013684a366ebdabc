"""Fetches the page's vendored scripts and font from npm again: `docs/renew_vendored.py [vis-network=10.1.5 …]`.

For each entry in the manifest, npm packs the package and checks its integrity. The files are copied as they are, or
compressed with gzip if their name here says so. Of a font, only the entry's characters, features and axes are kept. A
licence that is in no file of the package (`licence_source` is empty) is left as it is. If the entry has styles,
Chromium runs the script and reports which ones it puts into the page, so that the page's Content-Security-Policy can
name them. Without an argument the version stays the same.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "graph" / "data" / "view" / "vendor"
MANIFEST = VENDOR / "manifest.toml"
HEADER = "# Scripts and a font of others that the page carries. Written by docs/renew_vendored.py; do not edit.\n"


def main(arguments: list[str]) -> None:
    """Updates every entry in the manifest to the versions given as `name=version`."""
    wanted = dict(argument.split("=", 1) for argument in arguments)
    manifest = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    if unknown := wanted.keys() - manifest.keys():
        sys.exit(f"not in the manifest: {', '.join(sorted(unknown))}")
    text = HEADER
    for name, entry in sorted(manifest.items()):
        entry["version"] = wanted.get(name, entry["version"])
        fetch(entry)
        text += f"\n[{name}]\n" + lines(entry)
        text += "".join(f"\n[[{name}.files]]\n{lines(file)}" for file in entry["files"])
    MANIFEST.write_text(text, encoding="utf-8", newline="\n")


def lines(table: dict[str, Any]) -> str:
    """A table from the manifest in TOML, without the tables inside it."""
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items() if key != "files")


def fetch(entry: dict[str, Any]) -> None:
    """Copies the files and the licence of one package, and notes their hashes and its styles in `entry`."""
    with tempfile.TemporaryDirectory() as folder:
        package = f"{entry['package']}@{entry['version']}"
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            if entry["licence_source"]:
                (VENDOR / entry["licence_file"]).write_bytes(taken(archive, entry["licence_source"], package))
            for file in entry["files"]:
                content = taken(archive, file["source"], package)
                content = gzipped(content) if file["file"].endswith(".gz") else content
                content = narrowed(content, entry) if file["file"].endswith(".woff2") else content
                (VENDOR / file["file"]).write_bytes(content)
                file["sha256"] = hashlib.sha256(content).hexdigest()
    if "styles" in entry:
        entry["styles"] = styles((VENDOR / entry["files"][0]["file"]).read_text(encoding="utf-8"))


def taken(archive: tarfile.TarFile, member: str, package: str) -> bytes:
    """A file from a package; a text file gets the line endings of this repository."""
    source = archive.extractfile(f"package/{member}")
    if source is None:
        sys.exit(f"{package} has no {member}")
    content = source.read()
    return content if member.endswith((".wasm", ".woff2")) else content.replace(b"\r\n", b"\n")


def gzipped(content: bytes) -> bytes:
    """The content compressed with gzip, without a time or a name: the same bytes every time."""
    stream = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=stream, mtime=0) as file:
        file.write(content)
    return stream.getvalue()


def narrowed(font: bytes, entry: dict[str, Any]) -> bytes:
    """A font with only the entry's `characters` (ranges of code points), `features` and `axes` ("wght=400:700")."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(layout_features=entry["features"], hinting=False, name_languages=[0x409])
    options.name_IDs += [13, 14]  # the licence and its address
    wanted = subset.Subsetter(options)
    wanted.populate(unicodes=subset.parse_unicodes(",".join(entry["characters"])))
    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    wanted.subset(face)
    face = instancer.instantiateVariableFont(face, instancer.parseLimits(entry["axes"]))
    face.flavor = "woff2"
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def styles(script: str) -> list[str]:
    """The hashes, as a Content-Security-Policy has them, of the styles that a script adds when it is run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content("<!DOCTYPE html><title>styles</title>")
        page.add_script_tag(content=script)
        texts = page.evaluate("[...document.querySelectorAll('style')].map(style => style.textContent)")
        browser.close()
    # The style element is in the page, still empty, before its text is put into it.
    digests = (hashlib.sha256(text.encode()).digest() for text in {"", *texts})
    return sorted("sha256-" + base64.b64encode(digest).decode() for digest in digests)


if __name__ == "__main__":
    main(sys.argv[1:])
