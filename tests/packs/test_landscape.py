"""The map that a pack ships."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mainstem import packs
from mainstem.errors import PackError
from mainstem.model import Area, Charted, Spot
from mainstem.packs.landscape import FILE, read, write

MADE = Charted(
    date(2026, 7, 1),
    (Spot("arxiv:1", 0, 65_535), Spot("web:a/ü", 3, 4)),
    (Area(0, ("KV cache", "eviction"), 3, 4, 2), Area(1, (), 0, 0, 1)),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """To the last number; the same map makes the same bytes."""
    first = write(tmp_path, MADE).read_bytes()
    assert MADE == read(tmp_path)
    assert first == write(tmp_path, MADE).read_bytes()


def test_a_pack_may_ship_none(tmp_path: Path) -> None:
    """A new pack has none yet."""
    assert read(tmp_path) is None


def test_a_damaged_map_is_named(tmp_path: Path) -> None:
    """With its file, and what to do."""
    write(tmp_path, MADE)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:200])
    with pytest.raises(PackError, match="is not a whole map"):
        read(tmp_path)


def test_the_shipped_map_is_of_the_shipped_works() -> None:
    """Every spot is on the square, and the wide regions are named."""
    shipped = read(packs.find("llm-systems"))
    assert shipped
    assert all(0 <= one.x <= 65_535 and 0 <= one.y <= 65_535 for one in shipped.spots)
    assert "arxiv:2205.14135" in {one.work_id for one in shipped.spots}
    assert [area for area in shipped.areas if area.level == 0 and area.terms]
