"""Charts as numbers."""

from __future__ import annotations

from datetime import UTC, datetime

from mainstem.web.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, spark, steps

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def test_dots_lie_within_the_frame_in_order() -> None:
    """The first at the left edge, a full value at the top."""
    drawn = steps(
        [(datetime(2023, 1, 1, tzinfo=UTC), 0.5), (datetime(2025, 1, 1, tzinfo=UTC), 1.0)], NOW, 0.5, 1.0
    )
    assert [(LEFT, HEIGHT - BOTTOM), TOP] == [drawn.dots[0], drawn.dots[1][1]]
    assert LEFT < drawn.dots[1][0] < WIDTH
    assert ["2024", "2025", "2026"] == [name for _, name in drawn.years]


def test_one_dot_of_today_is_a_chart() -> None:
    """No division by the empty span."""
    assert 1 == len(steps([(NOW, 0.7)], NOW, 0.5, 1.0).dots)


def test_a_spark_stays_in_its_box() -> None:
    """Also where nothing changed."""
    assert "2.0,25.0 60.0,25.0 118.0,25.0" == spark([3, 3, 3])
    assert "2.0,25.0 118.0,3.0" == spark([1, 2])
