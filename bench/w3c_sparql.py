"""How many of the W3C's tests for SPARQL the engine passes, and how many our endpoint passes.

usage: python bench/w3c_sparql.py PATH [--only PATTERN] [--all]

PATH is the folder `sparql` of https://github.com/w3c/rdf-tests, or an archive (.tar.gz) that contains it. Every query
evaluation, query syntax and CSV result test is run on pyoxigraph directly and on a real server, in every format of the
answer (JSON, XML and TSV; Turtle, N-Triples, RDF/XML and JSON-LD); the tests of protocol and service description only
on the server. Tests of updates, of the graph store protocol, of entailment and of federation are counted but not run:
the endpoint only reads, and fetches nothing.

Prints a table and every test in which the two differ, with the reason from `w3c_sparql.toml`; with --all also those
that the engine itself fails. Exit code 1 if a difference has no reason there.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

from w3c_askers import Engine, data_of, quads_of, serving
from w3c_manifests import VERSIONS, Suite, Test, read_suite

REASONS = Path(__file__).with_suffix(".toml")
_OURS_ALONE = ("protocol", "service description")


@dataclass(frozen=True)
class Verdict:
    """What is wrong with the two answers to a test; None if nothing is wrong. `engine` is not asked about HTTP."""

    test: Test
    engine: str | None
    endpoint: str | None

    @property
    def differs(self) -> bool:
        """Whether one passes and the other does not."""
        return (self.engine is None) != (self.endpoint is None)


def judge(suite: Suite, output: Path) -> list[Verdict]:
    """The verdicts on all tests of a suite; stores are written to `output`."""
    verdicts = []
    engine = Engine(suite)
    by_data = sorted(((data_of(test, suite), test) for test in suite.tests), key=lambda it: str(it[0]))
    with serving(suite, output) as endpoint:
        for data, group in groupby(by_data, key=lambda it: it[0]):
            quads = quads_of(data, suite)
            engine.load(quads, data)
            endpoint.load(quads)
            for _, test in group:
                alone = test.kind in _OURS_ALONE
                verdicts.append(Verdict(test, None if alone else engine.problem(test), endpoint.problem(test)))
                print(f"\r{len(verdicts)} of {len(suite.tests)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return sorted(verdicts, key=lambda it: it.test.id)


def table(verdicts: Iterable[Verdict]) -> str:
    """The counts by version and kind, in Markdown."""
    lines = ["| tests | number | engine | endpoint |", "|---|---|---|---|"]
    order = list(VERSIONS)
    ordered = sorted(verdicts, key=lambda it: (order.index(it.test.version), it.test.kind))
    for (version, kind), found in groupby(ordered, key=lambda it: (it.test.version, it.test.kind)):
        group = list(found)
        engine = "–" if kind in _OURS_ALONE else str(sum(it.engine is None for it in group))
        endpoint = sum(it.endpoint is None for it in group)
        lines.append(f"| {VERSIONS[version]}, {kind} | {len(group)} | {engine} | {endpoint} |")
    return "\n".join(lines)


def reason_for(test: Test, reasons: Mapping[str, list[str]]) -> str | None:
    """Why the two may differ in a test, according to the patterns in the table."""
    return next((why for why, tests in reasons.items() if any(fnmatch(test.id, it) for it in tests)), None)


def report(verdicts: list[Verdict], reasons: Mapping[str, list[str]], *, engine_too: bool) -> bool:
    """Prints the table and the differences; returns whether each of them has a reason."""
    print(table(verdicts))
    different = [it for it in verdicts if it.differs]
    print(f"\n{len(different)} differences between engine and endpoint")
    for it in different:
        who = "engine" if it.engine else "endpoint"
        print(f"\n{it.test.id}\n  {who}: {it.engine or it.endpoint}")
        print(f"  reason: {reason_for(it.test, reasons) or 'UNKNOWN'}")
    failed = [it for it in verdicts if it.engine and it.endpoint]
    print(f"\n{len(failed)} tests that the engine fails, and the endpoint with it")
    for it in failed if engine_too else ():
        print(f"\n{it.test.id}\n  {it.engine}")
    return all(reason_for(it.test, reasons) for it in different)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--only", metavar="PATTERN", default="*", help="such as 'sparql11/aggregates/*'")
    parser.add_argument("--all", action="store_true", help="name the tests that the engine fails, too")
    parser.add_argument("--reasons", type=Path, default=REASONS, help="why engine and endpoint may differ")
    options = parser.parse_args(arguments)

    with tempfile.TemporaryDirectory() as temporary:
        suite = read_suite(_unpacked(options.path, Path(temporary)))
        suite.tests = [it for it in suite.tests if fnmatch(it.id, options.only)]
        if not suite.tests:
            print(f"{options.path}: no tests", file=sys.stderr)
            return 2
        verdicts = judge(suite, Path(temporary) / "output")
    reasons = {it["why"]: it["tests"] for it in tomllib.loads(options.reasons.read_text("utf-8"))["difference"]}
    explained = report(verdicts, reasons, engine_too=options.all)
    left_out = ", ".join(f"{number} {about}" for about, number in sorted(suite.out_of_scope.items()))
    print(f"\nnot run: {left_out or 'none'}")
    return int(not explained)


def _unpacked(path: Path, temporary: Path) -> Path:
    """The folder that contains the versions, unpacked first if `path` is an archive."""
    if path.is_file():
        with tarfile.open(path) as archive:
            # Python 3.11 has had this filter only since 3.11.4; both archives are ours.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(temporary)
        path = temporary
    return next((it.parent for it in sorted(path.rglob("sparql1?")) if it.is_dir()), path)


if __name__ == "__main__":
    sys.exit(main())
