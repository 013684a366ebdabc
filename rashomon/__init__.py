"""Rashomon from Python: who said what about whom, in which sentence, and who denies it.

>>> import rashomon
>>> result = rashomon.build("seeds")
>>> for dispute in result.disputes():
...     print(dispute.statement)
Gustavo Petro criticizes U.S. government
Gustavo Petro praises Tren de Aragua

`build` reads articles from files, folders, texts (`from_text`) or the rows of a table (`from_dataframe`), and returns
a `Result`; `Result.load` opens an earlier build. `docs/python.md` is a guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon import _own_graph

_own_graph.use()

from graph.batch import NothingReadError  # noqa: E402  only now is it certain whose `graph` this is
from graph.build import build  # noqa: E402
from graph.errors import (  # noqa: E402
    ArticleError,
    InputError,
    QueryError,
    RashomonError,
    RuleError,
    StoreError,
    UsageError,
)
from graph.model import Document  # noqa: E402
from graph.records import Accusation, Answer, Claim, Dispute, Entity, Records  # noqa: E402
from graph.result import Result  # noqa: E402
from graph.saved import SavedResult  # noqa: E402
from graph.version import __version__  # noqa: E402

if TYPE_CHECKING:
    from graph.provenance import Terms
    from graph.read import from_dataframe, from_text
    from graph.why import Reading, read_text

__all__ = [
    "Accusation",
    "Answer",
    "ArticleError",
    "Claim",
    "Dispute",
    "Document",
    "Entity",
    "InputError",
    "NothingReadError",
    "QueryError",
    "RashomonError",
    "Reading",
    "Records",
    "Result",
    "RuleError",
    "SavedResult",
    "StoreError",
    "Terms",
    "UsageError",
    "__version__",
    "build",
    "from_dataframe",
    "from_text",
    "read_text",
]

if not TYPE_CHECKING:  # otherwise, type checkers would accept every misspelt name

    def __getattr__(name: str) -> object:
        """Imports what takes longer to load than the rest only when it is first used."""
        from importlib import import_module

        rooms = {
            "Reading": "graph.why",
            "Terms": "graph.provenance",
            "from_dataframe": "graph.read",
            "from_text": "graph.read",
            "read_text": "graph.why",
        }
        if name not in rooms:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(rooms[name]), name)

    def __dir__() -> list[str]:
        return __all__
