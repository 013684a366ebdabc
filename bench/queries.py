"""How long the named queries take on rdflib and on our store, with the same invented claims, and whether the two agree.

usage: python bench/queries.py [--claims N] [--few N] [--seed N] [--patience N] [QUERY …]

Every named query runs on each engine, with its required parameters, and again with its first optional one. rdflib has
the quads in memory; our store has them on disk, read-only, as with `rashomon query`. rdflib is stopped when it has
taken --patience times as long as ours (at least ten seconds), and its ratio is then a lower bound. Answers that it
gives in time must be the same; for the other queries, answers are compared on --few claims. Exit code 1 if the median
ratio is below 20 or an answer differs.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter

from synthetic import quads

from graph.answers import Answer
from graph.queries import Engine, NamedQuery, engine, named_queries, run
from graph.store import as_rdflib, open_store, write_store

LIMIT = 20
_LEAST_PATIENCE = 10.0
_ROUNDS = 3
_SHORT = 2.0
"""The seconds that all rounds of a case except the last may take."""
_RANK = 100
"""The entity for the parameters: the person with this rank by number of claims."""
_PERSON = """SELECT ?who (COUNT(?claim) AS ?claims) {
  ?who a rsh:Person . ?claim prov:wasAttributedTo ?who
} GROUP BY ?who ORDER BY DESC(?claims) ?who OFFSET %d LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Case:
    """A named query with parameters."""

    query: NamedQuery
    params: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.query.name} {' '.join(self.params)}".strip()


@dataclass(frozen=True, slots=True)
class Ran:
    """How long a query took in seconds, how many rows it returned, and a hash of the rows; None: not done in time."""

    seconds: float
    rows: int | None
    digest: str | None


def main() -> int:
    """Prints a line for each case, and the median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", nargs="*", metavar="QUERY")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=30)
    options = parser.parse_args()
    # rdflib calls deprecated parts of itself whenever it queries a dataset.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")

    few = _compared(options.few, options.seed, options.queries, patience=1000)
    differ = {case for case, ours, theirs in few if ours.digest != theirs.digest}
    ratios = []
    print(f"{'query':28} {'rows':>7} {'ours':>9} {'rdflib':>10} {'ratio':>8}  answers", flush=True)
    for case, ours, theirs in _compared(options.claims, options.seed, options.queries, options.patience):
        done = theirs.digest is not None
        same = ours.digest == theirs.digest if done else case not in differ
        if not same:
            differ.add(case)
        ratios.append(theirs.seconds / ours.seconds)
        bound = "" if done else "> "
        print(
            f"{case:28} {ours.rows:7} {ours.seconds:7.3f} s {bound + format(theirs.seconds, '.1f'):>8} s "
            f"{bound + format(ratios[-1], '.0f'):>7}×  {'the same' if same else 'DIFFER'}"
            f"{'' if done else f' on {options.few} claims'}",
            flush=True,
        )
    print(f"median of {len(ratios)}: {median(ratios):.0f}× (at least {LIMIT} is wanted); {len(differ)} differ")
    return int(median(ratios) < LIMIT or bool(differ))


def _compared(claims: int, seed: int, names: list[str], patience: float) -> Iterator[tuple[str, Ran, Ran]]:
    """Each case on both engines, on `claims` claims."""
    with tempfile.TemporaryDirectory() as folder:
        made = list(quads(claims, seed))
        write_store(made, folder)
        ours, theirs = engine(open_store(folder)), engine(as_rdflib(made))
        del made
        for case in _cases(ours, claims):
            if names and case.query.name not in names:
                continue
            first = _timed(ours, case)
            allowed = max(_LEAST_PATIENCE, patience * first.seconds)
            yield str(case), first, _within(allowed, theirs, case)


def _cases(asked: Engine, claims: int) -> Iterator[Case]:
    who, other = (next(iter(run(asked, _PERSON % min(rank, claims // 1000))))["who"] for rank in (_RANK, _RANK + 1))
    for query in named_queries():
        required = [it.name for it in query.parameters if it.required]
        optional = [it.name for it in query.parameters if not it.required and it.kind == "entity"]
        params = dict(zip(required, (who, other), strict=False))
        yield Case(query, params)
        if optional:
            yield Case(query, params | {optional[0]: other if required else who})


def _timed(asked: Engine, case: Case) -> Ran:
    """The best of several rounds if these are short: our first round reads from disk what rdflib holds in memory."""
    times: list[float] = []
    while not times or (len(times) < _ROUNDS and sum(times) < _SHORT):
        start = perf_counter()
        answer = run(asked, case.query, case.params)
        times.append(perf_counter() - start)
    return Ran(min(times), len(answer), _digest(answer))


def _digest(answer: Answer) -> str:
    lines = sorted("\t".join(map(str, row)) for row in answer.rows)
    return hashlib.sha256("\n".join((*answer.variables, *lines)).encode()).hexdigest()


def _within(seconds: float, asked: Engine, case: Case) -> Ran:
    """The same in a separate process, which shares the memory of this one and is killed when its time is up."""
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_sent, args=(writer, asked, case))
    process.start()
    writer.close()
    done = reader.poll(seconds)
    ran: Ran = reader.recv() if done else Ran(seconds, None, None)
    process.kill()
    process.join()
    return ran


def _sent(writer: Connection, asked: Engine, case: Case) -> None:
    writer.send(_timed(asked, case))


if __name__ == "__main__":
    sys.exit(main())
