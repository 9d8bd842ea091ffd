"""A person's whole data: told to them, and erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Every row that is kept under a person's name, by table; secrets (hashes) are left out."""

    person: str
    at: datetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]


def everything(app: Mainstem) -> PersonalData:
    """All that the store keeps of the person."""
    person = app.settings.person
    return PersonalData(person, app.clock(), app.store.people.told(person))


def erase(app: Mainstem, confirm: str) -> dict[str, int]:
    """Removes all that the store keeps of the person; rows that went, by table.

    ``confirm`` is the person's name, so that it never happens by accident; raises UsageError otherwise.
    """
    person = app.settings.person
    if confirm != person:
        raise UsageError("erase", "nothing was erased", f"Confirm with the name, {person}")
    return app.store.people.erase(person)
