"""What the page of a work shows beside its dossier: adoption with evidence, its class, and the wishes about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.model import Classification, Field, Knowledge, Mark, Wish, WishKind
from mainstem.signals import adoption
from mainstem.signals.adoption import Step
from mainstem.wiring import classing, wishing
from mainstem.wiring.dossier import Dossier, dossier

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_ASKED: tuple[Field, ...] = (
    "topic",
    "relevance",
    "sector",
)  # a topic brings its axis; a kind is a fact of the record
_N_AUTHORS = 8  # offered to follow


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One work, as its page shows it."""

    dossier: Dossier
    steps: Sequence[Step]  # of its adoption, oldest first
    now: float | None  # its adoption now; None where nobody is known to have cited it
    made: Classification | None  # what it is about
    choices: Mapping[Field, Sequence[str]]  # to correct that to
    wishes: Mapping[tuple[WishKind, str], Wish]  # that stand, by what they are about
    about: Sequence[tuple[WishKind, str]]  # what can be followed or muted of it
    folders: Sequence[str]  # of the person, by name

    @property
    def notes(self) -> list[Mark]:
        """What the person wrote, oldest first."""
        return [mark for mark in self.dossier.marks if mark.action in ("note", "share") or mark.note]

    @property
    def rating(self) -> int | None:
        """What the person said last that it was worth, 1 to 5."""
        return next((mark.rating for mark in reversed(self.dossier.marks) if mark.rating), None)

    @property
    def apart(self) -> list[str]:
        """What a person split from it and may join again, by name."""
        told = [one for one in self.dossier.changes if one.what == "split"]
        return [one.other for one in told if one.other not in self.dossier.work.keys]

    @property
    def pinned(self) -> bool:
        """Whether it waits for the next week."""
        told = [mark.action for mark in self.dossier.marks if mark.action in ("pin", "unpin", "read", "skip")]
        return bool(told) and told[-1] == "pin"


def work_page(app: Mainstem, told: str) -> WorkPage:
    """All of it; raises UnknownWork."""
    found = dossier(app, told)
    work = found.work
    known = Knowledge(app.clock(), app.pack, {work.id: found.mentions})
    quarters = adoption.quarters(work, known)
    made = found.about
    topics: list[tuple[WishKind, str]] = [("topic", made.topic)] if made and made.topic else []
    sources: list[tuple[WishKind, str]] = (
        [("source", work.source_id)] if app.pack.source(work.source_id) else []
    )
    authors: list[tuple[WishKind, str]] = [("author", name) for name in work.authors[:_N_AUTHORS]]
    return WorkPage(
        dossier=found,
        steps=adoption.history(work, known),
        now=quarters[-1][1] if quarters else None,
        made=made,
        choices={f: v for f, v in classing.choices(app).items() if f in _ASKED},
        wishes={(one.kind, one.name): one for one in wishing.standing(app, "follow", "mute")},
        about=[*topics, *sources, *authors],
        folders=list(wishing.folders(app)),
    )
