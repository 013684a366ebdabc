"""Makes sure that `graph` is Rashomon's package and not a file of that name in a script's folder."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

_OWN = Path(__file__).resolve().parent.parent / "graph" / "__init__.py"


def use() -> None:
    """Makes `graph` mean Rashomon's package from now on, even if another file of that name would be found first.

    Raises `ImportError`, which names that file, if it has been imported already: two modules cannot share a name.
    """
    loaded = sys.modules.get("graph")
    if loaded is not None:
        other = getattr(loaded, "__file__", None)
        if not _is_own(other):
            reason = "has been imported already and has the same name as Rashomon's own package"
            raise ImportError(f"{other} {reason}: give it another name, or import rashomon first")
        return
    found = find_spec("graph")
    if _OWN.is_file() and (found is None or not _is_own(found.origin)):
        _load()


def _is_own(file: str | None) -> bool:
    return file is not None and Path(file).resolve() == _OWN


def _load() -> None:
    spec = spec_from_file_location("graph", _OWN, submodule_search_locations=[str(_OWN.parent)])
    assert spec is not None
    assert spec.loader is not None
    sys.modules["graph"] = module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules["graph"]
        raise
