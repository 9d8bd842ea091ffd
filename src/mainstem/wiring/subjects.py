"""The field by subject: the works of a topic or an axis, as one reader's ranking has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Work
from mainstem.wiring.planning import classes_of

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem


@dataclass(frozen=True, slots=True)
class Region:
    """One subject of the pack's taxonomy, with its ranked works, best first."""

    name: str
    definition: str
    works: Sequence[Work]


def region(app: Mainstem, name: str) -> Region:
    """The works that were ranked for the person and are about a topic or an axis; raises UsageError."""
    topics = {topic.id: topic.definition for topic in app.pack.topics}
    axes = sorted({topic.axis for topic in app.pack.topics})
    wanted = name.strip().casefold()
    if wanted not in topics and wanted not in axes:
        near = [one for one in topics if wanted and wanted in one] or axes
        raise UsageError(name, "is no topic or axis of this pack", f"There are: {', '.join(near)}")
    app.load_shipped()
    ranked = [one.work for one in app.store.ranks.best(app.settings.person)]
    classes = classes_of(app, ranked)
    found = [work for work in ranked if (one := classes.get(work.id)) and wanted in (one.topic, one.axis)]
    return Region(wanted, topics.get(wanted, "all its topics"), found)
