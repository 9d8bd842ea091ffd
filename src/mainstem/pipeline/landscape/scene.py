"""The map as shapes on a sheet: what is drawn where, before anything says how (``picture``).

Axes are told apart by shape as well as by colour, so that the picture reads in grey and by every eye.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mainstem.model import Area, Dot, Landscape

SIDE = 65_535  # of the map
Shape = Literal["square", "disc", "triangle", "diamond", "cross", "ring"]
SHAPES: dict[str | None, Shape] = {
    "platform": "square",
    "library": "disc",
    "dataset": "triangle",
    "model": "diamond",
    "external": "cross",
}
LEAST, MOST = 2.6, 15.0  # radius in units of the sheet: of a work that nobody uses, and of one that all use
_UNUSED = 0.5  # the signal of adoption where nothing is known
_LETTER = 0.56  # width of a letter, as a share of the size of the type
_N_LANDMARKS = 24
_WIDE_SIZE, _LANDMARK_SIZE = 16.0, 11.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A work as it is drawn."""

    dot: Dot
    x: float
    y: float
    radius: float
    shape: Shape


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose middle stands at (x, y); ``size`` is that of the type."""

    text: str
    x: float
    y: float
    size: float
    wide: bool  # of a region; else of a work

    @property
    def half(self) -> float:
        """Half of its width, as letters go."""
        return len(self.text) * self.size * _LETTER / 2


@dataclass(frozen=True, slots=True)
class Scene:
    """A sheet with the map on it; marks in the order in which they are drawn, so the most used are on top."""

    width: float
    height: float
    marks: Sequence[Mark]
    labels: Sequence[Label]


def use_of(dot: Dot, on: date | None = None) -> float:
    """How much a work is in use, in [0, 1], at the end of a day; 0 where nobody was seen to use it."""
    value = next((value for day, value in reversed(dot.uses) if on is None or day <= on), _UNUSED)
    return max(0.0, (value - _UNUSED) / (1 - _UNUSED))


def shape_of(axis: str | None) -> Shape:
    """An axis that another pack brings is a ring, as is none."""
    return SHAPES.get(axis, "ring")


def scene(told: Landscape, width: float = 1200, height: float = 800, margin: float = 24) -> Scene:
    """The whole map on a sheet."""

    def at(x: int, y: int) -> tuple[float, float]:
        return (
            round(margin + x / SIDE * (width - 2 * margin), 1),
            round(margin + y / SIDE * (height - 2 * margin), 1),
        )

    marks = [_mark(dot, *at(dot.x, dot.y)) for dot in sorted(told.dots, key=_drawn_order)]
    wide = [_region(area, *at(area.x, area.y)) for area in told.areas if area.level == 0 and area.terms]
    used = [mark for mark in reversed(marks) if mark.dot.uses][:_N_LANDMARKS]
    labels = _apart([*wide, *map(_landmark, used)], width)
    return Scene(width, height, marks, list(labels))


def short(title: str) -> str:
    """What a title says before its colon, or its first words."""
    name = title.partition(":")[0].strip()
    if len(name) <= 28:
        return name
    cut = name[:27].rpartition(" ")[0] or name[:27]
    return f"{cut}…"


def _drawn_order(dot: Dot) -> tuple[float, date, str]:
    return use_of(dot), dot.known_on, dot.work_id


def _mark(dot: Dot, x: float, y: float) -> Mark:
    radius = LEAST + (MOST - LEAST) * use_of(dot) ** 2
    return Mark(dot, x, y, round(radius, 1), shape_of(dot.axis))


def _region(area: Area, x: float, y: float) -> Label:
    return Label(" · ".join(area.terms), x, y, _WIDE_SIZE, True)


def _landmark(mark: Mark) -> Label:
    return Label(short(mark.dot.title), mark.x, mark.y - mark.radius - 5, _LANDMARK_SIZE, False)


def _apart(labels: Iterable[Label], width: float) -> Iterator[Label]:
    """Labels within the sheet that cover none before them."""
    told: list[Label] = []
    for label in labels:
        x = min(max(label.x, label.half + 4), width - label.half - 4)
        moved = Label(label.text, round(x, 1), label.y, label.size, label.wide)
        if not any(_covers(moved, other) for other in told):
            told.append(moved)
            yield moved


def _covers(one: Label, other: Label) -> bool:
    beside = abs(one.x - other.x) < one.half + other.half + 4
    return beside and abs(one.y - other.y) < (one.size + other.size) / 2 + 2
