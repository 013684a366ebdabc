"""What tests share: graphs to look at, browsers, servers, and the command as its users run it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
TESTS = ROOT / "tests"
