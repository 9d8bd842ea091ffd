"""The map in a real browser: seen, walked over, and every dot opens its work."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import wired

READY = ".mapped .map canvas"


@pytest.fixture(scope="module")
def planned(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a map, made once for this file."""
    home = tmp_path_factory.mktemp("mapped") / "home"
    shutil.copytree(planned, home)
    with wired(home) as app:
        app.map.landscape()
    return home


@pytest.fixture
def mapped(page: Any) -> Any:
    """The page of the landscape, drawn."""
    page.goto("/landscape")
    page.wait_for_selector(READY)
    page.wait_for_selector("#map[data-ms]")
    return page


def _inked(page: Any) -> int:
    """How many pixels of the map hold a dot."""
    return int(
        page.evaluate(
            """() => { const sheet = document.querySelector("#map canvas"), { width, height } = sheet;
            const { data } = sheet.getContext("2d").getImageData(0, 0, width, height);
            let n = 0; for (let k = 3; k < data.length; k += 4) n += data[k] > 127; return n; }"""
        )
    )


def _drawn(page: Any) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_keys_walk_and_open(mapped: Any) -> None:
    """The first in sight is the most used; its name is told aloud, and enter opens it."""
    mapped.focus(".above")
    mapped.keyboard.press("n")
    title = mapped.inner_text("#map-card a")
    assert title == mapped.inner_text("#map-told")
    mapped.keyboard.press("Enter")
    mapped.wait_for_url("**/works/**")
    assert title == mapped.inner_text("h1")


def test_a_click_on_a_dot_opens_its_work(mapped: Any) -> None:
    """And the pointer over it shows its card first."""
    mapped.focus(".above")
    mapped.keyboard.press("n")
    title = mapped.inner_text("#map-card a")
    x, y = mapped.evaluate(
        """() => {
          const { kx, ky, ox, oy } = place();
          return [dots.x[look.hovered] * kx + ox, dots.y[look.hovered] * ky + oy].map((n) => n / size.dpr);
        }"""
    )
    mapped.keyboard.press("Escape")
    assert not mapped.is_visible("#map-card")
    spot = {"x": x, "y": y}  # on the sheet, which may still be scrolling into sight
    mapped.locator(".above").hover(position=spot)
    assert mapped.is_visible("#map-card")
    mapped.locator(".above").click(position=spot)
    mapped.wait_for_url("**/works/**")
    assert title == mapped.inner_text("h1")


def test_axes_and_time_leave_dots_out(mapped: Any) -> None:
    """An axis that is unticked is gone, and so is what was not known yet."""
    everything = _inked(mapped)
    mapped.get_by_label("model").uncheck()
    _drawn(mapped)
    without = _inked(mapped)
    assert 0 < without < everything
    mapped.evaluate(
        "() => { const s = document.getElementById('map-until'); s.value = 100; s.dispatchEvent(new Event('input')); }"
    )
    _drawn(mapped)
    assert 0 < _inked(mapped) < without


def test_closer_shows_other_names_and_back_shows_all(mapped: Any) -> None:
    """The buttons are the wheel's."""
    before = _inked(mapped)
    mapped.get_by_role("button", name="Closer").click()
    _drawn(mapped)
    assert before != _inked(mapped)
    mapped.get_by_role("button", name="All of it").click()
    _drawn(mapped)
    assert before == _inked(mapped)


def test_twenty_thousand_dots_are_drawn(page: Any) -> None:
    """Whatever their titles hold; how fast, the benchmark says."""
    benchmark = pytest.importorskip("benchmarks.landscape_frames", reason="needs playwright")
    told = benchmark.made_up(20_000)
    told["title"][-1] = '<img src=x onerror="alert(1)">'
    page.route("**/landscape/dots.json", lambda route: route.fulfill(json=told))
    page.goto("/landscape")
    page.wait_for_selector(READY)
    page.wait_for_selector("#map[data-ms]")
    assert _inked(page) > 20_000


def test_without_the_dots_the_picture_stays(page: Any) -> None:
    """A failed request takes nothing away."""
    page.route("**/landscape/dots.json", lambda route: route.fulfill(status=204))
    page.goto("/landscape")
    assert page.is_visible("#map > svg")


def test_the_assets_of_the_site_are_light() -> None:
    """All that is ours and that a browser fetches: under 100 kB."""
    static = Path(__file__).resolve().parents[2] / "src" / "mainstem" / "web" / "static"
    assert sum(file.stat().st_size for file in static.iterdir()) < 100_000
