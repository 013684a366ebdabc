"""What a build wrote to a folder, for questions from Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from graph.errors import StoreError
from graph.records.questions import Questions
from graph.report import COUNTED, written_in

if TYPE_CHECKING:
    import networkx
    import pyoxigraph as ox
    import rdflib

# Packages are imported where they are used: `import rashomon` must stay quick.

PAGE = "view.html"
"""The file of the interactive page in the folder that a build writes."""

NETWORK = "graph.graphml"
"""The file of the network."""

NOTEBOOK = 640
"""The height of the page in a notebook, in pixels."""

_ENGINE = re.compile(r'<script type="application/octet-stream" id="(?:sparql|wasm)">[^<]*</script>\n')
"""The part of the page that answers queries: data that the page looks for but can do without."""


@dataclass(frozen=True, repr=False)
class SavedResult(Questions):
    """What a build wrote to the folder `folder`, to be read and queried: made by `Result.load`.

    It answers the same questions with the same records as the `Result` of that build, and has the same forms, which
    it reads from the files; it cannot be written again. After a later build in the folder, the forms come from that
    build at once, but the answers come from it only after it is loaded again.

    >>> saved = rashomon.Result.load(folder)
    >>> saved.claims() == result.claims()
    True
    """

    folder: Path

    def rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset, as `Result.rdflib` returns it.

        Queries with FROM or SERVICE would fetch from the network there; `query` does not.

        >>> dataset = rashomon.Result.load(folder).rdflib()
        """
        from graph.store import as_rdflib

        return as_rdflib(self._store, self._engine.prefixes)

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The graph as a network, as `Result.networkx` returns it; characters that XML cannot hold are U+FFFD here.

        Raises `StoreError` if the file of the network is missing.

        >>> network = rashomon.Result.load(folder).networkx()
        """
        import networkx

        read = networkx.read_graphml(self._file(NETWORK), force_multigraph=True)
        return cast("networkx.MultiDiGraph[str]", read)

    def html(self, *, sparql: bool = True) -> str:
        """The interactive page as it was written, complete in one file; without `sparql` it cannot answer queries.

        Raises `StoreError` if it is missing.

        >>> page = rashomon.Result.load(folder).html()
        """
        page = self._file(PAGE).read_text(encoding="utf-8")
        return page if sparql else _ENGINE.sub("", page)

    def report(self) -> dict[str, Any]:
        """What was built and what was not read, as `rashomon build` wrote it to `report.json`.

        Raises `StoreError` if it is missing.

        >>> rashomon.Result.load(folder).report()["counts"]["claims"] == len(result.claims())
        True
        """
        found = written_in(self.folder)
        if found is None:
            raise _incomplete(self.folder, "report.json")
        return found

    def __repr__(self) -> str:
        return f"<SavedResult {self.folder}: {counted(self.report()['counts'])}>"

    def _repr_html_(self) -> str:
        """The page in a notebook, in its own frame; without the engine, since the notebook stores every page."""
        from graph.view.frame import around

        counts = self.report()["counts"]
        return around(counts["claims"], counts["documents"], NOTEBOOK, srcdoc=self.html(sparql=False))

    def _opened(self) -> ox.Store:
        from graph.store import open_store

        return open_store(self.folder)

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise _incomplete(self.folder, name)
        return path


def load(folder: str | Path) -> SavedResult:
    """What a build wrote to a folder; raises `StoreError` if there is no build, or it cannot be read."""
    found = SavedResult(Path(folder))
    found._store  # noqa: B018  opened now, so that a missing store is reported at once
    return found


def counted(counts: dict[str, int]) -> str:
    """How much of everything there is: "2 documents, 44 entities, 51 claims, 1 dispute"."""
    one = {"entities": "entity"}
    return ", ".join(f"{counts[it]:,} {one.get(it, it[:-1]) if counts[it] == 1 else it}" for it in COUNTED)


def _incomplete(folder: Path, file: str) -> StoreError:
    return StoreError(f"the build in {folder} has no file {file!r}: build it again")
