"""The sources as a river."""

from __future__ import annotations

from itertools import combinations

import pytest

from mainstem.pipeline.landscape.river import Bubble, Drop, Group, River, river


def _group(name: str, *volumes: int, state: str = "fine", n_read: int = 0) -> Group:
    told = [Bubble(f"{name}-{n}", f"{name} {n}", state, volume, n_read) for n, volume in enumerate(volumes)]
    return Group(name, "blog", told)


GROUPS = [
    _group("paper", 9000, 40, 3, *[0] * 40),
    _group("blog", *[12] * 9),
    _group("lab", 1),
    _group("book", 0),
]


def _drops(drawn: River) -> list[Drop]:
    return [drop for branch in drawn.branches for drop in branch.drops]


@pytest.mark.parametrize(("width", "columns"), [(1200, 5), (390, 1)])
def test_every_source_is_a_drop_of_its_own(width: int, columns: int) -> None:
    """On the sheet, in its shelf's box, and over no other."""
    drawn = river(GROUPS, width, columns)
    drops = _drops(drawn)
    assert sum(len(group.bubbles) for group in GROUPS) == len(drops)
    assert all(0 < drop.x < width and 0 < drop.y < drawn.height for drop in drops)
    apart = [
        (a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= (a.radius + b.radius) ** 2 for a, b in combinations(drops, 2)
    ]
    assert all(apart)
    boxes = [(b.x, b.y, b.x + b.width, b.y + b.height, d) for b in drawn.branches for d in b.drops]
    assert all(
        x < d.x - d.radius and d.x + d.radius < right and y < d.y < bottom for x, y, right, bottom, d in boxes
    )


def test_what_publishes_more_is_larger() -> None:
    """And its tributary wider."""
    drawn = river(GROUPS, 1200, 5)
    first = drawn.branches[0]
    assert "paper-0" == max(_drops(drawn), key=lambda drop: drop.radius).bubble.source_id
    assert first.thickness == max(branch.thickness for branch in drawn.branches)
    assert ["paper 0", "paper 1", "paper 2"] == first.group.largest


def test_what_one_read_of_it_is_its_core() -> None:
    """Its area is the share; a little is seen too, and nothing is nothing."""
    drops = _drops(
        river([_group("blog", 100, n_read=100), _group("lab", 100, n_read=1), _group("book", 9)], 390, 1)
    )
    assert [drops[0].radius, 2.5, 0.0] == [drop.core for drop in drops]


def test_a_shelf_tells_its_numbers() -> None:
    """Sources that fail or are silent count as bad."""
    group = _group("blog", 5, 7, state="silent", n_read=2)
    assert (12, 4, 0, 2) == (group.volume, group.n_read, group.n_fine, group.n_bad)


def test_a_pack_without_sources_has_an_empty_river() -> None:
    """Nothing flows."""
    assert [] == list(river([], 1200, 5).branches)
