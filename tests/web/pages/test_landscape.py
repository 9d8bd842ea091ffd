"""The page of the landscape, and its files."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from mainstem.packs import landscape
from mainstem.wiring import Mainstem
from mainstem.wiring.structure import structure
from tests.conftest import wired

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def mapped(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned home whose works are classified and laid out; to be copied, not changed."""
    home = tmp_path_factory.mktemp("mapped") / "home"
    shutil.copytree(planned, home)
    app = wired(home)
    app.map.landscape()
    app.store.close()
    return home


@pytest.fixture
def app(mapped: Path, tmp_path: Path) -> Iterator[Mainstem]:
    """The program on a home with a map."""
    home = tmp_path / "home"
    shutil.copytree(mapped, home)
    made = wired(home)
    yield made
    made.store.close()


def test_a_home_begins_from_the_packs_map(app: Mainstem) -> None:
    """Its spots to the last number; every other work has one too."""
    told, shipped = app.map.landscape(), landscape.read(app.pack_folder)
    assert shipped
    stands = {dot.work_id: (dot.x, dot.y) for dot in told.dots}
    charted = {one.work_id: (one.x, one.y) for one in shipped.spots if one.work_id in stands}
    assert charted == {name: stands[name] for name in charted}
    assert (shipped.made_on, shipped.areas) == (told.made_on, told.areas)
    assert len(charted) > 0.9 * len(stands)


def test_without_script_the_most_used_are_links(site: TestClient, app: Mainstem) -> None:
    """In a picture whose dots are all of the map, with the regions named, and a table of them."""
    shown = site.get("/landscape").text
    told = app.map.landscape()
    most = max((dot for dot in told.dots if dot.uses), key=lambda dot: dot.uses[-1][1])
    assert f'href="/works/{most.work_id}"' in shown
    assert 240 <= shown.count("<title>")
    assert all(" · ".join(area.terms) in shown for area in told.areas if area.level == 0)
    assert "style=" not in shown


def test_every_dot_is_sent_once(site: TestClient, app: Mainstem) -> None:
    """In columns of one length; what did not change is not sent again."""
    answer = site.get("/landscape/dots.json")
    told = answer.json()
    columns = [len(told[name]) for name in ("id", "title", "x", "y", "axis", "day")]
    assert {len(app.map.landscape().dots)} == set(columns)
    assert set(told["id"]) == {dot.work_id for dot in app.map.landscape().dots}
    again = site.get("/landscape/dots.json", headers={"if-none-match": answer.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)
    plain = site.get("/landscape/dots.json", headers={"accept-encoding": "identity"})
    assert told == json.loads(plain.content)


def test_what_one_read_is_told(site: TestClient, app: Mainstem) -> None:
    """By its id, for the ring."""
    work_id = app.map.landscape().dots[0].work_id
    app.mark(work_id, "read")
    [told] = re.findall("data-read='([^']*)'", site.get("/landscape").text)
    assert work_id in told


def test_the_svg_leads_to_the_works(site: TestClient, app: Mainstem) -> None:
    """It is well-formed, and every dot is a link."""
    drawn = ElementTree.fromstring(site.get("/landscape.svg").content)  # noqa: S314 - our own
    links = [link.get("href") for link in drawn.iter(f"{SVG}a")]
    assert len(app.map.landscape().dots) == len(links)
    assert all(link and link.startswith("http://localhost/works/") for link in links)


def test_the_png_is_a_picture(site: TestClient) -> None:
    """Of the sheet, two pixels a unit."""
    image = pytest.importorskip("PIL.Image", reason="needs Pillow from the extra `landscape`")
    answer = site.get("/landscape.png")
    assert "image/png" == answer.headers["content-type"]
    assert (2400, 2000) == image.open(io.BytesIO(answer.content)).size


def test_every_source_is_on_the_river(site: TestClient, app: Mainstem) -> None:
    """With its health, its volume and one's reading of it; the same numbers stand in a table."""
    app.mark("arxiv:2205.14135", "read")
    told = structure(app)
    bubbles = [bubble for group in told.groups for bubble in group.bubbles]
    assert {source.id for source in app.pack.sources} == {bubble.source_id for bubble in bubbles}
    work = app.find("arxiv:2205.14135")
    [read] = [bubble for bubble in bubbles if bubble.n_read] or [None]
    assert read is None or (work.source_id, 1) == (read.source_id, read.n_read)
    shown = site.get("/landscape/sources").text
    assert 2 * len(bubbles) == shown.count('class="drop is-') - shown.count('<g class="drop is-')
    assert all(group.name in shown for group in told.groups)
