"""The scripts outside the package, as modules."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from support import ROOT


def script(name: str, folder: str = "docs") -> ModuleType:
    """The script with that name as a module, without running it."""
    made = importlib.util.spec_from_file_location(name, ROOT / folder / f"{name}.py")
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module
