"""Shared by tests: example graphs, browsers, servers, and the command as users run it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
TESTS = ROOT / "tests"
