"""A library that replaces the one for detecting languages, and does what the text of an article tells it to do."""

from __future__ import annotations

from pathlib import Path

TRAP = """
import os, sys, time
MODEL_FILE = None
class LanguageIdentifier:
    norm_probs = True
    @classmethod
    def from_model_file(cls, *_, **__): return cls()
    def set_languages(self, *_): pass
    def rank(self, text):
        if "BREAKS" in text: {}["nothing"]
        if "ABORTS" in text: os.abort()
        if "KILLED" in text: os.kill(os.getpid(), 9)
        if "ENDED" in text: os.kill(os.getpid(), 15)
        if "STOPPED" in text and not os.path.exists(mark := __file__ + ".stopped"):
            open(mark, "x").close()
            os.kill(os.getpid(), 15)
        if "MURDERS" in text: os.kill(os.getppid(), 9)
        if "SWELLS" in text: bytearray(3 << 30)
        if "SLEEPS" in text: time.sleep(60)
        if "DOZES" in text: time.sleep(1)
        if "PRINTS" in text: print("not a reply")
        return [("en", 1.0)]
"""


def trap_in(folder: Path) -> Path:
    """Puts the library into a folder, which is then put on Python's path."""
    package = folder / "py3langid"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "langid.py").write_text(TRAP, encoding="utf-8")
    return folder
