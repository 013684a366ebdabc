"""The page in Firefox, driven by WebDriver BiDi: the same first steps as in Chromium."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from support import TESTS
from support.missing import program, without
from support.pages import two_articles

SCRIPTS = TESTS / "view"


def test_the_first_steps_in_firefox(rendered: Any, tmp_path: Path) -> None:
    firefox, node = program("firefox-esr", "firefox"), program("node")
    if not (SCRIPTS / "node_modules" / "puppeteer-core").is_dir():
        without("puppeteer-core is not installed: make check does it")
    done = subprocess.run(
        [node, str(SCRIPTS / "firefox.js"), firefox, rendered(two_articles(), True).as_uri()],
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert "2 articles" in seen["opened"]
    assert seen["painted"] > 1000
    assert seen["found"] == "Gustavo Petro"
    assert "Kristi Noem says so" in seen["evidence"]
    assert "Pedro Sanchez denies this" in seen["evidence"]
    assert "Gustavo Petro criticizes U.S. government" in seen["answer"]
    assert seen["complaints"] == []
    assert [url for url in seen["requests"] if not url.startswith(("file:", "data:", "blob:"))] == []
