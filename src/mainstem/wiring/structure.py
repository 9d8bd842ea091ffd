"""What the field is followed by: shelves, labs, hubs and leaderboards with their sources, and one's reading of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mainstem.model import Source, Stream
from mainstem.pipeline.landscape.river import Bubble, Group, River, river
from mainstem.wiring.health import Health

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

YEAR = timedelta(days=365)
BOARDS = "hubs and boards"
_BOARD_KINDS = frozenset({"leaderboard", "ranking", "benchmark", "benchmark results", "data set"})
# In the order in which they stand along the stem: the four streams, each before the shelves that count as it.
_SHELVES: dict[str, Stream | None] = {
    "venue": "venue",
    "paper": "paper",
    "blog": "blog",
    "newsletter": "blog",
    "podcast": "blog",
    "report": "blog",
    "community": "community",
    BOARDS: "community",
    "lab": None,
    "book": None,
    "course": None,
}


@dataclass(frozen=True, slots=True)
class Structure:
    """The sources by shelf, and how many works of each the person read."""

    groups: Sequence[Group]
    wide: River
    narrow: River


def structure(app: Mainstem) -> Structure:
    """Every source of the pack with its health, what it published in a year, and what the person read of it."""
    app.load_shipped()
    health = [(_shelf(row.source), row) for row in app.health()]
    volumes, read = _volumes(app), _read(app)
    groups = tuple(
        Group(name, stream, tuple(_bubble(row, volumes, read) for row in rows))
        for name, stream in _SHELVES.items()
        if (rows := [row for shelf, row in health if shelf == name])
    )
    return app.remembered.get(
        "rivers", groups, lambda: Structure(groups, river(groups, 1200, 5), river(groups, 390, 1))
    )


def _volumes(app: Mainstem) -> dict[str, int]:
    """How many items each source published in the year before today."""
    today = app.view().at.replace(hour=0, minute=0, second=0, microsecond=0)
    made_from = app.store.items.revision(), today
    return app.remembered.get(
        "a year by source", made_from, lambda: app.store.items.published(today - YEAR, today)
    )


def _shelf(source: Source) -> str:
    if source.shelf == "lab":
        return "lab"
    is_hub = any(endpoint.connector == "hf_org" for endpoint in source.endpoints)
    return BOARDS if is_hub or source.kind in _BOARD_KINDS else source.shelf


def _bubble(row: Health, volumes: dict[str, int], read: Counter[str]) -> Bubble:
    source = row.source
    return Bubble(source.id, source.name, row.state, volumes.get(source.id, 0), read[source.id])


def _read(app: Mainstem) -> Counter[str]:
    """How many works of each source the person read, by the source that brought the work."""
    names = [name for name, action in app.done().items() if action == "read"]
    return Counter(work.source_id for work in app.store.works.of(names).values())
