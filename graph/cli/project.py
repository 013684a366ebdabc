"""`rashomon.toml`: the options that a project's commands are given every time."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

from graph.errors import UsageError

FILE = "rashomon.toml"
"""The name of the file, in the folder from which a command is run."""

_Path = tuple[str, ...]


def options(app: typer.Typer) -> dict[str, Any]:
    """The options in the file, by command and parameter, as Typer expects its defaults; none if the file is missing.

    A table is named after a command (`[build]`, `[rules.check]`), a key after an option without its dashes. Raises
    `UsageError` naming file and line for an unknown command or option, and for a value that the option does not take.
    """
    file = Path(FILE)
    if not file.is_file():
        return {}
    try:
        text = file.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except ValueError as error:
        raise UsageError(f"{FILE}: {error}") from error
    return _Reader(text).group(table, typer.Context(get_command(app)), ())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def group(self, table: Mapping[str, Any], above: typer.Context, path: _Path) -> dict[str, Any]:
        """The tables of the commands of a group."""
        commands = above.command.commands if isinstance(above.command, TyperGroup) else {}
        found: dict[str, Any] = {}
        for name, inner in table.items():
            here = (*path, name)
            if name not in commands:
                self._refuse(here, f"no command is called {' '.join(here)!r}", name, commands)
            if not isinstance(inner, dict):
                self._refuse(here, f"{name} must be a table: [{'.'.join(here)}]")
            read = self.group if isinstance(commands[name], TyperGroup) else self.command
            found[name] = read(inner, typer.Context(commands[name], parent=above, info_name=name), here)
        return found

    def command(self, table: Mapping[str, Any], context: typer.Context, path: _Path) -> dict[str, Any]:
        """The options of one command, by the names of its parameters."""
        known = {
            name.removeprefix("--"): it
            for it in context.command.params
            if isinstance(it, TyperOption)
            for name in it.opts
            if name.startswith("--")
        }
        found: dict[str, Any] = {}
        for name, value in table.items():
            if name not in known:
                self._refuse((*path, name), f"{' '.join(path)} has no option {name!r}", name, known)
            try:
                found[str(known[name].name)] = _taken(value, known[name], context)
            except typer.BadParameter as error:
                self._refuse((*path, name), f"{name}: {error.message}")
        return found

    def _refuse(self, path: _Path, reason: str, word: str = "", known: Any = ()) -> NoReturn:
        """Raises `UsageError` naming the line of a key, and the known name that is most like it."""
        from graph.json_schema import near
        from graph.rulebook.lines import lines

        raise UsageError(f"{FILE}, line {lines(self.text)[path]}: {reason}{near(word, known)}")


def _taken(value: Any, option: TyperOption, context: typer.Context) -> Any:
    """A value as the option takes it; raises `BadParameter` if it has another type or is out of range."""
    if option.is_flag and not isinstance(value, bool):
        raise typer.BadParameter("must be true or false")
    if option.multiple != isinstance(value, list):
        raise typer.BadParameter("must be a list of strings" if option.multiple else "must be one value")
    if not option.is_flag and any(isinstance(it, bool | dict | list) for it in (value if option.multiple else [value])):
        raise typer.BadParameter("must be a string or a number")
    option.type_cast_value(context, value)
    return value
