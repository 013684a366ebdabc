"""`python -m rashomon` is the command, even in a folder where a file `graph.py` hides the package of that name."""

from __future__ import annotations

import rashomon  # noqa: F401  finds our `graph`
from graph.cli import main

if __name__ == "__main__":
    main()
