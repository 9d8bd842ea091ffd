"""Tables of plug-ins: a name, where it lives, and nothing imported before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Table(Generic[T]):
    """A read-only table of plug-ins, each a module that keeps the protocol ``T``.

    ``lines`` maps a plug-in's name to its package's module of the same name and to the words it answers
    to (a connector's endpoint types; for others just its own name).
    """

    def __init__(self, package: str, lines: Mapping[str, tuple[str, ...]]) -> None:
        self._package = package
        self._lines = dict(lines)
        self._by_word = {word: name for name, words in lines.items() for word in words}

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def __getitem__(self, name: str) -> T:
        """The plug-in called ``name``; raises KeyError for a name that has no line."""
        if name not in self._lines:
            raise KeyError(name)
        module: ModuleType = import_module(f"{self._package}.{name}")
        return cast(T, module)

    def words(self, name: str) -> tuple[str, ...]:
        """The words that plug-in ``name`` answers to."""
        return self._lines[name]

    def name_for(self, word: str) -> str | None:
        """The plug-in that answers to ``word``, or None."""
        return self._by_word.get(word)
