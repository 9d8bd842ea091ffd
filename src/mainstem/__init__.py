"""Mainstem keeps people who train and serve large language models within a week of their field."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

__version__ = "0.1.0"


def open(home: str | PathLike[str] | None = None) -> Mainstem:  # noqa: A001 - mainstem.open() reads like gzip.open()
    """The program for a home folder, made on first use; without one, for ``MAINSTEM_HOME`` or the user's data folder.

    It is a context manager that closes the database. docs/how-to/python.md shows what it does. Raises SettingsError.
    """
    from mainstem import settings
    from mainstem.wiring import Mainstem

    return Mainstem(settings.load(Path(home) if home is not None else None))
