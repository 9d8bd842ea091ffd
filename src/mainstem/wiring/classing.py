"""What works are about, kept: told once by the pack's model, corrected by persons, and asked by searches and pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Classification, Correction, Field, Work

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_AT_ONCE = 5000  # works in memory
RELEVANCES = ("core", "adjacent", "off")
SECTORS = ("academic", "industrial", "independent", "mixed")


def refresh(app: Mainstem) -> int:
    """Classifies what no class is kept of yet; how many works. A quarter of a millisecond a work."""
    from mainstem.packs import classifier

    model = classifier.read(app.pack_folder)
    n = 0
    while model and (works := app.store.classes.lacking(model.made_on, _AT_ONCE)):
        app.store.classes.put(model.made_on, of(app, works))
        n += len(works)
    return n


def renew(app: Mainstem, item_ns: Collection[int]) -> None:
    """Classifies the works of items that came or changed; what was never classified waits until it is asked for."""
    if item_ns and app.store.classes.any():
        app.store.classes.forget_of(item_ns)
        refresh(app)


def of(app: Mainstem, works: Sequence[Work]) -> dict[str, Classification]:
    """What these works are about, by id, after what persons said; nothing where the pack ships no model."""
    from mainstem.packs import classifier
    from mainstem.pipeline.classify import classify

    model = classifier.read(app.pack_folder)
    return classify(works, app.pack, model, app.store.classes.corrections()) if model else {}


def of_work(app: Mainstem, work: Work) -> Classification | None:
    """What one work is about, if that can be told."""
    return app.store.classes.get(work.id) or of(app, [work]).get(work.id)


def correct(app: Mainstem, told: str, field: Field, value: str) -> Correction:
    """Records a person's word against the machine's; raises UnknownWork and UsageError."""
    work = app.find(told)
    known = choices(app)[field]
    if value not in known:
        raise UsageError(value, f"is no {field}", f"There are {', '.join(known)}")
    made = Correction(work.id, field, value, app.clock(), app.settings.person)
    app.store.classes.correct(made)
    app.store.classes.drop([work.id])
    return made


def choices(app: Mainstem) -> dict[Field, tuple[str, ...]]:
    """What each field may be corrected to on a page; a kind is a fact of the record and not asked."""
    topics = tuple(topic.id for topic in app.pack.topics)
    return {"topic": topics, "relevance": RELEVANCES, "sector": SECTORS}
