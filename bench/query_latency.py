"""How long `rashomon query` takes in the shell after a build, from starting Python to printing the table.

usage: python bench/query_latency.py [--output DIR] [--rounds N] [--limit SECONDS] [QUERY …]

Exit code 1 if the median of a query is above the limit (half a second by default). Without --output the
seeds are built into a temporary folder first, which is not timed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prints the median of each query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", nargs="*", default=["disputes"])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--limit", type=float, default=0.5)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        output = options.output or Path(temporary)
        if options.output is None:
            _rashomon("build", str(ROOT / "seeds"), "--output", temporary)
        medians = [_median(query, output, options.rounds) for query in options.queries]
    return int(max(medians) > options.limit)


def _median(query: str, output: Path, rounds: int) -> float:
    arguments = ("query", query, "--output", str(output))
    _rashomon(*arguments)  # once first, to fill the caches of the file system
    times = [_rashomon(*arguments) for _ in range(rounds)]
    print(
        f"{query:15} {1000 * median(times):6.0f} ms  (fastest {1000 * min(times):.0f}, slowest {1000 * max(times):.0f})"
    )
    return median(times)


def _rashomon(*arguments: str) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "graph", *arguments], stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
