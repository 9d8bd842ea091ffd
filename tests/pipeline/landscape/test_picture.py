"""The map as files."""

from __future__ import annotations

import io
from datetime import date
from xml.etree import ElementTree

import pytest

from mainstem.model import Area, Dot, Landscape
from mainstem.pipeline.landscape.picture import COLOURS, outline, png, sheet, sketch, svg
from mainstem.pipeline.landscape.scene import SHAPES, Scene, scene

AXES = (*SHAPES, "galaxy", None)
DAY = date(2026, 1, 1)


@pytest.fixture
def drawn() -> Scene:
    """A work of each axis, one with a hostile title, and a region."""
    dots = tuple(
        Dot(f"web:{n}", f'</a><script>"{n}"', 1000 * n, 500 * n, axis, None, DAY)
        for n, axis in enumerate(AXES)
    )
    return scene(Landscape("at once", DAY, dots, (Area(0, ("a < b",), 30_000, 60_000, 7),)))


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_work_is_a_link_with_its_title(drawn: Scene) -> None:
    """Whatever the title holds; the regions and the legend are words."""
    root = ElementTree.fromstring(svg(drawn, "A & B", lambda name: f"/works/{name}?a&b"))  # noqa: S314 - our own
    links = [node.get("href") for node in root.iter() if node.tag.endswith("}a")]
    assert sorted(f"/works/web:{n}?a&b" for n in range(len(AXES))) == sorted(map(str, links))
    words = {node.text for node in root.iter() if node.tag.endswith("}text")}
    assert {"A & B", "a < b", "galaxy", "no axis", *SHAPES} <= words


def test_a_sheet_to_look_at_has_a_path_an_axis(drawn: Scene) -> None:
    """And no links."""
    told = sheet(drawn, "A map")
    ElementTree.fromstring(told)  # noqa: S314 - our own
    assert (len(AXES), 0) == (told.count('fill-opacity=".8"'), told.count("<a "))


def test_the_sketch_has_no_colour_of_its_own(drawn: Scene) -> None:
    """The page's style has, for light and dark."""
    told = sketch(drawn, lambda name: f"/works/{name}")
    ElementTree.fromstring(told)  # noqa: S314 - our own
    assert "style=" not in told
    assert "#" not in told
    assert "<script>" not in told


def test_colours_are_read_on_white() -> None:
    """At 4.5 to 1 at least."""
    assert all(1.05 / (_luminance(colour) + 0.05) >= 4.5 for colour in COLOURS.values())


@pytest.mark.parametrize("shape", ["square", "disc", "triangle", "diamond", "cross", "ring"])
def test_a_shape_is_one_closed_path(shape: str) -> None:
    """Around its middle."""
    path = outline(shape, 0, 0, 7)  # type: ignore[arg-type]
    assert (path[0], path[-1], 1) == ("M", "z", path.count("M"))


def test_a_png_is_as_large_as_the_sheet(drawn: Scene) -> None:
    """Two pixels a unit, and the head and foot."""
    image = pytest.importorskip("PIL.Image", reason="needs Pillow from the extra `landscape`")
    assert (2400, 1800) == image.open(io.BytesIO(png(drawn, "A map"))).size
