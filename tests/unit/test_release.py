"""Everything that describes a release says the same."""

from __future__ import annotations

import re
from datetime import date

import yaml

from graph import __version__
from support import ROOT


def test_version_changelog_and_citation_agree() -> None:
    heading = re.search(r"^## \[(.+?)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heading is not None
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert heading[1] == cited["version"] == __version__
    assert date.fromisoformat(heading[2]) == cited["date-released"]


def test_the_forms_for_issues_and_the_hooks_can_be_read() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
    assert len(forms) == 2
    for file in forms:
        form = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= form.keys()
        assert all(it["attributes"]["label"] for it in form["body"])
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert {it["repo"] for it in hooks} == {"local"}
