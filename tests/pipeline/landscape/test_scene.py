"""The map on a sheet."""

from __future__ import annotations

from datetime import date

from mainstem.model import Area, Dot, Landscape
from mainstem.pipeline.landscape.scene import LEAST, MOST, SIDE, scene, shape_of, short, use_of

DAY, LATER = date(2026, 1, 1), date(2026, 3, 1)


def _dot(name: str, x: int, y: int, axis: str | None = "model", *uses: tuple[date, float]) -> Dot:
    return Dot(name, f"Title of {name}", x, y, axis, None, DAY, uses)


def _landscape(*dots: Dot, areas: tuple[Area, ...] = ()) -> Landscape:
    return Landscape("at once", DAY, dots, areas)


def test_a_work_grows_with_its_use() -> None:
    """From the day on which it was seen, and what nobody uses is small."""
    used = _dot("web:a", 0, 0, "model", (DAY, 0.75), (LATER, 1.0))
    assert (0.0, 0.5, 1.0) == (use_of(_dot("web:b", 0, 0)), use_of(used, DAY), use_of(used))
    assert 0.0 == use_of(used, date(2025, 1, 1))
    marks = scene(_landscape(used, _dot("web:b", 9, 9))).marks
    assert [("web:b", LEAST), ("web:a", MOST)] == [(mark.dot.work_id, mark.radius) for mark in marks]


def test_corners_of_the_map_are_within_the_sheet() -> None:
    """With a margin."""
    drawn = scene(_landscape(_dot("web:a", 0, 0), _dot("web:b", SIDE, SIDE)), 1200, 800, 24)
    assert {(24, 24), (1176, 776)} == {(mark.x, mark.y) for mark in drawn.marks}


def test_names_do_not_cover_each_other() -> None:
    """The region's comes first; one at the border is moved inwards."""
    areas = (
        Area(0, ("KV cache", "eviction"), 0, 100, 9),
        Area(0, ("other",), 0, 200, 3),
        Area(1, ("close",), 1, 1, 1),
    )
    used = _dot("web:a", 100, 1500, "model", (DAY, 1.0))
    [label] = scene(_landscape(used, areas=areas)).labels
    assert "KV cache · eviction" == label.text
    assert label.x >= label.half


def test_every_axis_has_a_shape() -> None:
    """One that another pack brings is a ring, as is none."""
    assert 5 == len({shape_of(axis) for axis in ("platform", "library", "dataset", "model", "external")})
    assert "ring" == shape_of(None) == shape_of("galaxy")


def test_a_long_title_is_cut_at_a_word() -> None:
    """What stands before a colon is a name."""
    assert "FlashAttention" == short("FlashAttention: Fast and Memory-Efficient Exact Attention")
    assert "A Very Long Title That…" == short("A Very Long Title That Goes On and On")
