"""The pages: one module each, with a ``router``, and one line here. The navigation is drawn from this table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    path: str
    name: str
    key: str  # that leads there after g


NAVIGATION = (
    Place("/", "This week", "w"),
    Place("/streams", "Streams", "s"),
    Place("/canon", "Canon", "c"),
    Place("/landscape", "Landscape", "a"),
    Place("/review", "Review", "r"),
    Place("/labs", "Labs", "b"),
    Place("/models", "Models", "d"),
    Place("/team", "Team", "m"),
    Place("/engagement", "Engagement", "e"),
    Place("/sources", "Sources", "o"),
    Place("/settings", "Settings", "p"),
)
_MODULES = (
    "week",
    "streams",
    "canon",
    "landscape",
    "review",
    "labs",
    "models",
    "team",
    "engagement",
    "sources",
    "settings",
    "taste",
    "marks",
    "works",
    "account",
    "out",
    "health",
)


def routers() -> Iterator[APIRouter]:
    """The routes of every page."""
    for name in _MODULES:
        yield import_module(f"{__name__}.{name}").router
