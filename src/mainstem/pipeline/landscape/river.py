"""The sources as a river: shelves are tributaries, as wide as what flows in them, and join the main stem.

Numbers alone: what a template needs to draw it. On a narrow sheet the stem runs down the side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from mainstem.model import Stream

_LEAST, _MOST = 5.5, 17.0  # radius of a source
_GAP, _PAD, _HEAD = 5.0, 16.0, 62.0
_STEM, _THICKEST = 32.0, 22.0  # width of the stem at its end, and of the widest tributary


@dataclass(frozen=True, slots=True)
class Bubble:
    """A source: what came of it in a year, and how much of it one read."""

    source_id: str
    name: str
    state: str  # of its health
    volume: int
    n_read: int


@dataclass(frozen=True, slots=True)
class Group:
    """A shelf; ``stream`` is None where its items count as what they are, or as none."""

    name: str
    stream: Stream | None
    bubbles: Sequence[Bubble]

    @property
    def volume(self) -> int:
        """What came of all its sources in a year."""
        return sum(one.volume for one in self.bubbles)

    @property
    def largest(self) -> Sequence[str]:
        """The names of the sources that published most, if any did."""
        told = sorted((one for one in self.bubbles if one.volume), key=lambda one: (-one.volume, one.name))
        return [one.name for one in told[:3]]

    @property
    def n_read(self) -> int:
        """Works of its sources that one read."""
        return sum(one.n_read for one in self.bubbles)

    @property
    def n_fine(self) -> int:
        """Sources that answer and are not silent."""
        return sum(one.state == "fine" for one in self.bubbles)

    @property
    def n_bad(self) -> int:
        """Sources that fail, or are silent against their habit."""
        return sum(one.state in ("failing", "silent") for one in self.bubbles)


@dataclass(frozen=True, slots=True)
class Drop:
    """A source as it is drawn; ``core`` is the radius of the part that one read, 0 for none of it."""

    bubble: Bubble
    x: float
    y: float
    radius: float
    core: float


@dataclass(frozen=True, slots=True)
class Branch:
    """A shelf as it is drawn: its box, its drops, and the path by which it joins the stem."""

    group: Group
    x: float
    y: float
    width: float
    height: float
    drops: Sequence[Drop]
    path: str
    thickness: float


@dataclass(frozen=True, slots=True)
class River:
    """The whole of it; ``stem`` is an area that widens towards the mouth."""

    width: float
    height: float
    branches: Sequence[Branch]
    stem: str
    mouth: tuple[float, float]


def river(groups: Sequence[Group], width: float, columns: int) -> River:
    """``columns`` boxes beside each other; with one, boxes stand below each other beside the stem."""
    return _down(groups, width) if columns == 1 else _across(groups, width, columns)


def _across(groups: Sequence[Group], width: float, columns: int) -> River:
    """Boxes above and below the stem, which runs to the right."""
    above, below = groups[: (len(groups) + 1) // 2], groups[(len(groups) + 1) // 2 :]
    columns, most = max(columns, len(above)), _most(groups)
    each = (width - 96 - _PAD * columns) / columns
    middle = _PAD + max((_height(group, each, most) for group in above), default=0) + 85
    boxes = [(group, _PAD + n * (each + _PAD)) for n, group in enumerate(above)]
    boxes += [(group, _PAD + (n + 0.4) * (each + _PAD)) for n, group in enumerate(below)]
    branches = []
    for n, (group, x) in enumerate(boxes):
        tall = _height(group, each, most)
        y = middle - 85 - tall if n < len(above) else middle + 85
        start, from_x = (y + tall if y < middle else y), x + each / 2
        bend, joins = (start + middle) / 2, min(from_x + 85, width - 90)
        curve = f"C{from_x:.0f} {bend:.0f} {joins - 70:.0f} {middle:.0f} {joins:.0f} {middle:.0f}"
        path = f"M{from_x:.0f} {start:.0f}{curve}"
        branches.append(_branch(group, x, y, each, tall, most, path, _all(groups)))
    bottom = max((branch.y + branch.height for branch in branches), default=middle)
    end, thin, thick = width - 60, 6, _STEM / 2
    stem = (
        f"M10 {middle - thin:.0f}L{end:.0f} {middle - thick:.0f}V{middle + thick:.0f}L10 {middle + thin:.0f}z"
    )
    return River(width, bottom + _PAD, branches, stem, (end, middle))


def _down(groups: Sequence[Group], width: float) -> River:
    """Boxes below each other; the stem at the left."""
    most, x, each, y = _most(groups), 64.0, width - 64.0 - _PAD / 2, _PAD
    branches: list[Branch] = []
    for group in groups:
        tall = _height(group, each, most)
        joins = y + tall / 2 + 34
        path = f"M{x:.0f} {y + 30:.0f}C{x - 30:.0f} {y + 30:.0f} 24 {joins - 40:.0f} 24 {joins:.0f}"
        branches.append(_branch(group, x, y, each, tall, most, path, _all(groups)))
        y += tall + _PAD
    end = y + 30
    stem = f"M21.5 10L14 {end:.0f}H34L26.5 10z"
    return River(width, end + 34, branches, stem, (24, end))


def _branch(
    group: Group, x: float, y: float, width: float, height: float, most: int, path: str, total: int
) -> Branch:
    thickness = 2 + (_THICKEST - 2) * log1p(group.volume) / max(log1p(total), 1) * 0.8
    return Branch(
        group, x, y, width, height, list(_drops(group, x, y, width, most)), path, round(thickness, 1)
    )


def _rows(group: Group, width: float, most: int) -> list[list[tuple[Bubble, float]]]:
    """The largest first, as many in a row as there is room."""
    rows: list[list[tuple[Bubble, float]]] = []
    room = 0.0
    for bubble in sorted(group.bubbles, key=lambda one: (-one.volume, one.name)):
        radius = _radius(bubble, most)
        if 2 * radius > room or not rows:
            rows.append([])
            room = width - 2 * _GAP * 2
        rows[-1].append((bubble, radius))
        room -= 2 * radius + _GAP
    return rows


def _drops(group: Group, x: float, y: float, width: float, most: int) -> Iterator[Drop]:
    top = y + _HEAD
    for row in _rows(group, width, most):
        tallest = max(radius for _, radius in row)
        left = x + 2 * _GAP
        for bubble, radius in row:
            share = min(1.0, bubble.n_read / bubble.volume) if bubble.volume else float(bubble.n_read > 0)
            core = max(2.5, radius * share**0.5) if share else 0.0
            yield Drop(
                bubble, round(left + radius, 1), round(top + tallest, 1), round(radius, 1), round(core, 1)
            )
            left += 2 * radius + _GAP
        top += 2 * tallest + _GAP


def _height(group: Group, width: float, most: int) -> float:
    rows = _rows(group, width, most)
    return _HEAD + sum(2 * max(radius for _, radius in row) + _GAP for row in rows) + _GAP


def _radius(bubble: Bubble, most: int) -> float:
    return _LEAST + (_MOST - _LEAST) * log1p(bubble.volume) / max(log1p(most), 1)


def _most(groups: Sequence[Group]) -> int:
    return max((one.volume for group in groups for one in group.bubbles), default=0)


def _all(groups: Sequence[Group]) -> int:
    return sum(group.volume for group in groups)
