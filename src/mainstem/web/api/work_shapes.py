"""What the API tells of works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from mainstem.model import (
    Action,
    Classification,
    Item,
    ItemKind,
    Mark,
    Mention,
    Ranked,
    Sector,
    Signal,
    Stream,
    Summary,
    Term,
    Work,
)
from mainstem.wiring.dossier import Dossier, Kin
from mainstem.wiring.explaining import Explained

if TYPE_CHECKING:
    from mainstem.store import merges


@dataclass(frozen=True, slots=True)
class Brief:
    """A work in a list. ``score`` is in [0, 1] in a ranking; of a search it only orders its own hits."""

    id: str
    title: str
    url: str
    kind: ItemKind
    stream: Stream | None
    sector: Sector
    source_id: str
    authors: Sequence[str]
    venue: str | None
    published_at: datetime | None
    score: float | None
    why: str
    action: Action | None  # the last thing that the reader did with it

    @classmethod
    def of(cls, work: Work, done: Mapping[str, Action], score: float | None = None, why: str = "") -> Brief:
        """The work, with what the reader did with it."""
        names = ("id", "title", "url", "kind", "stream", "sector", "source_id", "authors", "venue")
        told = {name: getattr(work, name) for name in names}
        return cls(**told, published_at=work.published_at, score=score, why=why, action=done.get(work.id))


@dataclass(frozen=True, slots=True)
class Change:
    """A step in the history of what is one work."""

    what: Literal["joined", "split"]
    work: str
    other: str
    why: str
    by: str
    at: datetime

    @classmethod
    def of(cls, told: merges.Change) -> Change:
        """A change as a document."""
        return cls(told.what, told.work, told.other, told.why, told.by, told.at)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything known about one work; marks are the reader's own."""

    work: Work
    items: Sequence[Item]
    mentions: Sequence[Mention]
    marks: Sequence[Mark]
    score: float | None
    signals: Sequence[Signal]
    terms: Sequence[Term]
    why: str
    warnings: Sequence[str]
    changes: Sequence[Change]
    earlier: Sequence[Kin]
    later: Sequence[Kin]
    highlights: Sequence[str]
    summary: Summary | None
    about: Classification | None

    @classmethod
    def of(cls, told: Dossier) -> WorkPage:
        """A dossier as a document."""
        ranked: Ranked | None = told.ranked
        changes = [Change.of(one) for one in told.changes]
        return cls(
            told.work,
            told.items,
            told.mentions,
            told.marks,
            ranked.score if ranked else None,
            ranked.signals if ranked else (),
            ranked.terms if ranked else (),
            ranked.why if ranked else "",
            told.warnings,
            changes,
            told.earlier,
            told.later,
            told.highlights,
            told.summary,
            told.about,
        )


@dataclass(frozen=True, slots=True)
class IfSo:
    """One thing changed and all else as it is: the place and score that the work would have."""

    what: str
    place: int
    score: float


@dataclass(frozen=True, slots=True)
class Why:
    """A work's place in the reader's ranking: the terms' log-odds add up to that of the score."""

    work: str
    title: str
    place: int
    n_works: int
    score: float
    log_odds: float
    terms: Sequence[Term]
    taste: Sequence[tuple[str, float]]
    what_if: Sequence[IfSo]
    version: str
    inputs: str
    made_at: datetime

    @classmethod
    def of(cls, told: Explained) -> Why:
        """An explanation as a document."""
        work, stamp = told.ranked.work, told.stamp
        what_if = [IfSo(one.what, one.place, one.score) for one in told.what_if]
        return cls(
            work.id,
            work.title,
            told.place,
            told.n_works,
            told.ranked.score,
            told.odds,
            told.ranked.terms,
            told.parts,
            what_if,
            stamp.version,
            stamp.inputs,
            stamp.made_at,
        )


@dataclass(frozen=True, slots=True)
class Briefs:
    """Works, a page of them."""

    items: Sequence[Brief]
    next: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Steps in the history of what is one work, a page of them."""

    items: Sequence[Change]
    next: str | None


@dataclass(frozen=True, slots=True)
class Class:
    """What a work is about; None where nothing tells."""

    work: str
    about: Classification | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What each field of a class may be said to be."""

    relevance: Sequence[str]
    axis: Sequence[str]
    topic: Sequence[str]
    sector: Sequence[str]
    kind: Sequence[str]


@dataclass(frozen=True, slots=True)
class LabDoing:
    """A lab or a person that is followed, and the newest works of theirs; ``query`` finds all of them."""

    kind: Literal["lab", "author"]
    name: str
    title: str
    followed: bool
    query: str
    works: Sequence[Brief]


@dataclass(frozen=True, slots=True)
class Alike:
    """A work and how like it is to another: a cosine in [0, 1]."""

    work: Brief
    likeness: float


@dataclass(frozen=True, slots=True)
class AdoptionStep:
    """A day on which the adoption of a work changed, to what, and the mentions that did it."""

    at: datetime
    value: float
    mentions: Sequence[Mention]
