"""The query store on disk: built in a separate folder for its version, then made current by swapping a pointer.

`output/store/` has one folder for each version, named after a hash of its quads, and the file `current`, which names
the current version. A reader keeps a shared lock on the version that it has open as long as its process lives, so that
an older version is removed only once nobody reads it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import StoreError, UnwrittenError
from graph.files import alone, digest, locked, replacing, replacing_all, settle
from graph.prefixes import NS, PREFIXES
from graph.sorting import in_order

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Literal, URIRef

FOLDER = "store"
POINTER = "current"
CANONICAL = "graph.nq"
"""The file of a build with the contents of its store as canonical N-Quads."""
ACCOUNT_OF = NS + "accountOf"
_REMOVED = ".removed-"
_AT_ONCE = 8 << 20  # bytes of N-Quads: loading all at once would take three times the memory of everything else
_DAMAGED = ("Corruption: ", "IO error: ")
"""How messages of the storage engine, RocksDB, about its files begin."""

_leases: dict[tuple[int, int], int] = {}
"""For each version that this process reads, by device and inode, the open descriptor that holds its lock."""


def write_store(quads: Iterable[ox.Quad], output: str | Path) -> Path:
    """Makes `quads` the store of the folder `output`; returns the folder of its version.

    Readers see the old store until the new one is complete, and keep reading it as long as they have it open. The same
    quads give the same version, which is then left unchanged.
    """
    output = Path(output)
    with alone(output):
        with replacing_all(output) as staged, TemporaryDirectory() as aside:
            lines = Path(aside, "quads.nq")
            with lines.open("wb") as stream:
                stream.writelines(canonical(quads))
            version = stage_store(lines, staged, output)
        remove_old_versions(output)
    return output / FOLDER / version


def stage_store(lines: Path, staged: Path, output: Path) -> str:
    """Writes the store into the staging folder of a build for `output`; returns its version.

    `lines` is a file of canonical N-Quads. A version that is already in `output` is not made again. Raises
    `UnwrittenError` if the store cannot be written.
    """
    # A different release of the engine may use a different file layout, so it gives a different version.
    version = hashlib.sha256(f"{ox.__version__} {digest(lines)}".encode()).hexdigest()[:16]
    root = staged / FOLDER
    root.mkdir()
    if not (output / FOLDER / version / "CURRENT").is_file():
        shutil.rmtree(output / FOLDER / version, ignore_errors=True)
        _build(lines, root / version, output / FOLDER)
    with replacing(root / POINTER) as stream:
        stream.write(f"{version}\n".encode("ascii"))
    return version


def open_store(output: str | Path) -> ox.Store:
    """The store of the folder `output`, read-only; raises `StoreError` if there is no readable one."""
    for _ in range(2):
        folder = current_version(output)
        try:
            return open_version(folder)
        except StoreError:
            if folder == current_version(output):
                raise
    return open_version(current_version(output))


def current_version(output: str | Path) -> Path:
    """The folder of the current version in the folder `output`; raises `StoreError` if there is none.

    A build that was killed after its rename to `.decided` is finished first.
    """
    settle(Path(output))
    root = Path(output) / FOLDER
    return root / _current(root)


def open_version(folder: str | Path) -> ox.Store:
    """One version of a store, read-only and protected from removal; raises `StoreError` if it cannot be read."""
    if not _lease(Path(folder)):
        raise StoreError(f"the store {folder} is missing; build it again")
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store in {folder} cannot be read ({error}); build it again") from error


def damage(error: Exception) -> StoreError | None:
    """The `StoreError` for an engine's error about damaged or missing files; None for any other."""
    told = str(error)
    return StoreError(f"the store is damaged ({told}); build it again") if told.startswith(_DAMAGED) else None


def base_of(names: Iterable[str]) -> str | None:
    """The base of the data with these named graphs: what comes before `graph/entities`."""
    ending = "graph/entities"
    return next((name.removesuffix(ending) for name in sorted(names) if name.endswith(ending)), None)


def holds(store: ox.Store, iri: str) -> bool:
    """Whether any statement in a store uses an IRI, or a graph has it as its name."""
    node = ox.NamedNode(iri)
    places = ((node, None, None), (None, None, node), (None, node, None))
    return store.contains_named_graph(node) or any(True for it in places for _ in store.quads_for_pattern(*it))


def classes_in(store: ox.Store, iri: str) -> list[str]:
    """The IRIs of the classes of a node."""
    found = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(PREFIXES["rdf"] + "type"), None, ox.DefaultGraph())
    return [quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)]


def owner_in(store: ox.Store, account: str) -> str | None:
    """The IRI of the owner of an account; None if it is not an account."""
    found = store.quads_for_pattern(ox.NamedNode(account), ox.NamedNode(ACCOUNT_OF), None, ox.DefaultGraph())
    return next((quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)), None)


def as_rdflib(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] | None = None) -> rdflib.Dataset:
    """The same quads as an rdflib dataset in memory; there, FROM and SERVICE in a query would fetch from the network.

    What is written from it abbreviates IRIs with `prefixes`.
    """
    import rdflib

    dataset = rdflib.Dataset()
    for prefix, namespace in (prefixes or {}).items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in quads:
        subject, predicate, object = (to_rdflib(term) for term in (quad.subject, quad.predicate, quad.object))
        named = isinstance(quad.graph_name, ox.NamedNode)
        target = dataset.graph(to_rdflib(quad.graph_name)) if named else dataset.default_graph
        target.add((subject, predicate, object))
    return dataset


def to_rdflib(term: object) -> URIRef | Literal:
    """The term for rdflib, its lexical form unchanged; raises `StoreError` if it is not an IRI or literal."""
    from rdflib.namespace import XSD
    from rdflib.term import Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if not isinstance(term, ox.Literal):
        raise StoreError(f"only IRIs and literals are stored, not {term}")
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value) if datatype == XSD.string else Literal(term.value, datatype=datatype, normalize=False)


def canonical(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """The quads as sorted lines of canonical N-Quads."""
    return in_order(f"{it} .\n".encode() for it in quads)


def _build(lines: Path, folder: Path, place: Path) -> None:
    """Writes one version; `place` is its final path, which errors name."""
    try:
        store = ox.Store(str(folder))
        with lines.open("rb") as stream:
            while some := stream.readlines(_AT_ONCE):
                # Not checked again: the engine itself wrote it.
                store.bulk_load(input=b"".join(some), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.optimize()
        store.flush()
        del store  # closes the store: one that is renamed while open would go on writing
    except OSError as error:
        raise UnwrittenError(f"the store in {place} cannot be written: {error}") from error


def _current(root: Path) -> str:
    """The version that the pointer names."""
    try:
        name = (root / POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        hint = f"build one with `rashomon build PATH --output {root.parent}`"
        raise StoreError(f"{_lacking(root, error)}: {hint}") from error
    if not name.isalnum():
        raise StoreError(f"{root / POINTER} does not name a store; build it again")
    return name


def _lacking(root: Path, error: Exception) -> str:
    """What is missing if no pointer names a store."""
    if not root.parent.exists():
        return f"no folder {root.parent}"
    if not root.parent.is_dir():
        return f"{root.parent} is not a folder"
    if not root.is_dir():
        return f"no store in {root.parent}"
    if isinstance(error, FileNotFoundError):
        return f"the store in {root.parent} lacks its file {POINTER!r}"
    return f"{root / POINTER} cannot be read ({error})"


def remove_old_versions(output: Path) -> None:
    """Removes versions that are not current and not open anywhere, and the remains of killed builds."""
    root = output / FOLDER
    current = _current(root)
    for folder in sorted(root.iterdir()):
        if folder.name == current or not folder.is_dir():
            continue
        lock = locked(folder, exclusive=True, wait=False)
        if lock is None:
            continue
        gone = root / f"{_REMOVED}{folder.name.removeprefix(_REMOVED)}"
        try:
            # Renamed first, so that a process that opens it from now on finds it missing and not incomplete.
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        finally:
            os.close(lock)


def _lease(folder: Path) -> bool:
    """Keeps a shared lock on a version until the process ends; returns false if it has been removed meanwhile."""
    if sys.platform == "win32":
        return folder.is_dir()
    lock = locked(folder, exclusive=False, wait=True)
    if lock is None:
        return False
    key = _identity(os.fstat(lock))
    try:
        there = _identity(folder.stat()) == key
    except FileNotFoundError:
        there = False
    if there and key not in _leases:
        _leases[key] = lock
    else:
        os.close(lock)
    return there


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
