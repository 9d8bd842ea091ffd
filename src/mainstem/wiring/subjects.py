"""The field by subject: the works of a topic or an axis, as one reader's ranking has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Work
from mainstem.wiring import mapping
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
    """The works of a topic or an axis as they were ranked for the person, or those of a region of the map.

    A region is named by words that stand out in it; its works come the most used first, then the newest. Raises
    UsageError for what is none of the three.
    """
    topics = {topic.id: topic.definition for topic in app.pack.topics}
    axes = sorted({topic.axis for topic in app.pack.topics})
    wanted = name.strip().casefold()
    if wanted not in topics and wanted not in axes:
        return _of_map(app, name, [one for one in topics if wanted and wanted in one] or axes)
    app.load_shipped()
    ranked = [one.work for one in app.store.ranks.best(app.settings.person)]
    classes = classes_of(app, ranked)
    found = [work for work in ranked if (one := classes.get(work.id)) and wanted in (one.topic, one.axis)]
    return Region(wanted, topics.get(wanted, "all its topics"), found)


def _of_map(app: Mainstem, name: str, near: Sequence[str]) -> Region:
    try:
        held = mapping.within(app.map.landscape(), name)
    except UsageError as error:
        hint = f"There are: {', '.join(near)}. Of the regions {error.hint[:1].lower()}{error.hint[1:]}"
        raise UsageError(name, "is no topic, axis or region of the map", hint) from error
    works = app.store.works.of([dot.work_id for dot in held.dots])
    found = [works[dot.work_id] for dot in held.dots if dot.work_id in works]
    return Region(", ".join(held.area.terms), "a region of the map, named by the words that stand out", found)
