"""Articles in a store that fsspec supports: copied to the build's folder, and built like those in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.cli.bringing import given, is_stored
from graph.fetch import FOLDER
from support.command import Rashomon, python, same_files
from support.missing import without

TEXTS = {
    "one.txt": b"The mayor of Lima, Ana Ruiz, accused Luis Mora of fraud. Mora denied the accusation.",
    "one.toml": b'outlet = "Daily"\n',
    "below/two.txt": b"President Gustavo Petro met with Kristi Noem in Bogota on Monday, his spokesman said.",
}


@pytest.fixture
def store() -> Iterator[Any]:
    """An in-memory store with a few articles."""
    try:
        import fsspec
    except ModuleNotFoundError:
        without("fsspec is not installed")
    made = fsspec.filesystem("memory")
    made.pipe({f"/desk/{name}": data for name, data in TEXTS.items()})
    yield made
    made.store.clear()


@pytest.fixture
def asked(store: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files copied from the store."""
    names: list[str] = []
    get = type(store).get_file

    def noting(self: Any, path: str, *more: Any, **options: Any) -> Any:
        names.append(path)
        if path.endswith("locked.txt"):
            raise PermissionError("only for others")
        return get(self, path, *more, **options)

    monkeypatch.setattr(type(store), "get_file", noting)
    return names


def brought(output: Path) -> dict[str, bytes]:
    """The files that a build has from the store."""
    (folder,) = (it for it in (output / FOLDER).iterdir() if it.is_dir())
    return {it.relative_to(folder).as_posix(): it.read_bytes() for it in folder.rglob("*") if it.is_file()}


@pytest.mark.usefixtures("store")
def test_a_store_is_built_like_a_folder(rashomon: Rashomon, tmp_path: Path) -> None:
    for name, data in TEXTS.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    for source, output in (("memory://desk", "stored"), (tmp_path / "in", "local")):
        done = rashomon("build", source, "--fast", "--output", tmp_path / output, "--json")
        assert done.returncode == 0, done.stderr
    assert brought(tmp_path / "stored") == TEXTS
    assert rashomon("verify", "--output", tmp_path / "stored").returncode == 0
    same_files(tmp_path / "stored", tmp_path / "local")


def test_only_what_is_new_is_copied_and_what_is_gone_goes(store: Any, asked: list[str], tmp_path: Path) -> None:
    given(["memory://desk"], None, tmp_path)
    assert sorted(asked) == ["/desk/below/two.txt", "/desk/one.toml", "/desk/one.txt"]
    asked.clear()
    given(["memory://desk"], None, tmp_path)
    assert not asked
    # The same length as before.
    store.pipe("/desk/one.txt", TEXTS["one.txt"].replace(b"Lima", b"Lugo"))
    store.rm("/desk/below/two.txt")
    given(["memory://desk"], None, tmp_path)
    assert asked == ["/desk/one.txt"]
    assert brought(tmp_path) == {"one.txt": TEXTS["one.txt"].replace(b"Lima", b"Lugo"), "one.toml": TEXTS["one.toml"]}
    asked.clear()
    (copy,) = (tmp_path / FOLDER).glob("*/one.txt")
    copy.unlink()
    given(["memory://desk"], None, tmp_path)
    assert asked == ["/desk/one.txt"]


@pytest.mark.usefixtures("asked")
def test_one_file_and_what_cannot_be_copied(store: Any, rashomon: Rashomon, tmp_path: Path) -> None:
    for name in ("../out.txt", "locked.txt"):
        store.store[f"/desk/{name}"] = store.store["/desk/one.txt"]
    (file,) = given(["memory://desk/below/two.txt"], None, tmp_path).files
    assert file.read_bytes() == TEXTS["below/two.txt"]
    done = rashomon("build", "memory://desk", "memory://none", "--fast", "--output", tmp_path / "out", "--json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert told["documents"] == 2
    assert [(it["file"], it["reason"].partition(":")[0]) for it in told["failures"]] == [
        ("memory://desk: ../out.txt", "has a name that leads elsewhere"),
        ("memory://desk: locked.txt", "cannot be copied"),
        ("memory://none", "contains no file, or does not exist"),
    ]
    assert not (tmp_path / "out" / FOLDER / "out.txt").exists()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nowhere://desk", "nowhere://desk cannot be read: Protocol not known: nowhere"),
        ("sftp://127.0.0.1:9/desk", "sftp://127.0.0.1:9/desk cannot be read: "),
    ],
)
def test_a_store_that_cannot_be_had(rashomon: Rashomon, tmp_path: Path, address: str, said: str) -> None:
    done = rashomon("build", address, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith(f"rashomon: {said}")


def test_without_the_library_it_is_named(tmp_path: Path) -> None:
    program = f"""if True:
        import sys
        from pathlib import Path
        from graph import UsageError
        from graph.cli.bringing import given
        given(["in"], None, Path({str(tmp_path)!r}))
        assert "fsspec" not in sys.modules and "graph.fetch" not in sys.modules
        sys.modules["fsspec"] = None
        try: given(["s3://desk"], None, Path({str(tmp_path)!r}))
        except UsageError as error: print(error)
    """
    assert python(program) == "s3://desk needs: pip install 'rashomon[cluster]'\n"


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("s3://a/b", True),
        ("GS://a", True),
        ("https://a/b", False),
        ("HTTP://a", False),
        ("a/b://c", False),
        ("-", False),
    ],
)
def test_what_is_an_address_in_a_store(source: str, *, stored: bool) -> None:
    assert is_stored(source) is stored
