"""What works are about, kept: told once by the pack's model, corrected by persons, and asked by searches and pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, get_args

from mainstem import __version__
from mainstem.errors import UsageError
from mainstem.model import Classification, Classifier, Correction, Field, Sector, Work
from mainstem.pipeline.classify_rules import KINDS

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_AT_ONCE = 5000  # works in memory
RELEVANCES = ("core", "adjacent", "off")
SECTORS: tuple[Sector, ...] = get_args(Sector)


def refresh(app: Mainstem) -> int:
    """Classifies what no class is kept of yet; how many works. A quarter of a millisecond a work."""
    model = app.classifier
    if model is None:
        return 0
    name = _name(model, app.store.classes.corrections())
    held = app.store.items.revision(), name
    told = app.remembered.get("classified", held, lambda: [_refreshed(app, name)])
    return told.pop() if told else 0  # whoever asks again hears that there was nothing to do


def _refreshed(app: Mainstem, name: str) -> int:
    n = 0
    while works := app.store.classes.lacking(name, _AT_ONCE):
        of(app, works)
        n += len(works)
    return n


def by_id(app: Mainstem, work_ids: Collection[str]) -> dict[str, Classification]:
    """What works are about, by id, without reading those of which it is kept; as ``of`` tells it."""
    model = app.classifier
    if model is None:
        return {}
    refresh(app)
    return app.store.classes.kept(_name(model, app.store.classes.corrections()), work_ids)


def renew(app: Mainstem, item_ns: Collection[int]) -> None:
    """Classifies the works of items that came or changed; what was never classified waits until it is asked for."""
    if item_ns and app.store.classes.any():
        refresh(app)


def of(app: Mainstem, works: Sequence[Work]) -> dict[str, Classification]:
    """What these works are about, by id, after what persons said; nothing where the pack ships no model.

    What was told before is kept until the work, the model or what persons said of any work changes: a correction
    moves works near to it too.
    """
    model = app.classifier
    if model is None:
        return {}
    said = app.store.classes.corrections()
    name = _name(model, said)
    kept = app.store.classes.kept(name, [work.id for work in works])
    made = _classified(app, model, [work for work in works if work.id not in kept], said)
    app.store.classes.put(name, made)
    return kept | made


def _classified(
    app: Mainstem, model: Classifier, works: Sequence[Work], said: Sequence[Correction]
) -> dict[str, Classification]:
    from mainstem.pipeline.classify import classify

    if not works:
        return {}
    asked = {work.id: work for work in works}
    teachers = app.store.works.of({one.work_id for one in said if one.work_id not in asked})
    both = asked | {work.id: work for work in teachers.values()}
    made = classify(list(both.values()), app.pack, model, said)
    return {work_id: made[work_id] for work_id in asked}


def _name(model: Classifier, said: Sequence[Correction]) -> str:
    """Changes with everything that a class is made from but the work."""
    told = repr([(one.work_id, one.field, one.value) for one in said])
    return f"{__version__} {model.name} {blake2b(told.encode(), digest_size=8).hexdigest()}"


def of_work(app: Mainstem, work: Work) -> Classification | None:
    """What one work is about, if that can be told."""
    return of(app, [work]).get(work.id)


# --- corrections ------------------------------------------------------------------------------------


def correct(app: Mainstem, told: str, said: Mapping[Field, str]) -> Work:
    """Records a person's word against the machine's, and returns the work; raises UnknownWork and UsageError."""
    work = app.find(told)
    known = choices(app)
    for field, value in said.items():
        if value not in known[field]:
            raise UsageError(value, f"is no {field}", f"There are {', '.join(known[field])}")
    axis, topic = said.get("axis"), said.get("topic")
    if axis and topic and topic.partition("/")[0] != axis:
        raise UsageError(topic, f"is no topic of the axis {axis}", "Say one of them")
    if said.get("relevance") == "off" and (axis or topic):
        raise UsageError("off", "has neither axis nor topic", "Say relevance=off alone")
    at, person = app.clock(), app.settings.person
    app.store.classes.correct(Correction(work.id, field, value, at, person) for field, value in said.items())
    return work


def choices(app: Mainstem) -> dict[Field, tuple[str, ...]]:
    """What each field may be corrected to."""
    topics = tuple(topic.id for topic in app.pack.topics)
    axes = tuple(dict.fromkeys(topic.axis for topic in app.pack.topics))
    return {"relevance": RELEVANCES, "axis": axes, "topic": topics, "sector": SECTORS, "kind": KINDS}
