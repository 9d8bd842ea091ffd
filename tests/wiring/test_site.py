"""The site of the week and the canon, as a host would serve it."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

from mainstem.errors import HomeNotWritable
from mainstem.wiring import Mainstem, site
from tests.exports.html_reader import read


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Where it goes, with an earlier week and a stranger's file in it."""
    made = tmp_path / "public"
    made.mkdir()
    (made / "2026-W26.html").write_text("<!doctype html><p>earlier</p>")
    (made / "CNAME").write_text("reading.example")
    return made


def test_every_page_is_sound_and_every_relative_link_leads_somewhere(app: Mainstem, public: Path) -> None:
    """No script, nothing absolute of this machine; earlier weeks are linked, and strangers' files left alone."""
    site.write(app, public)
    for name in ("index.html", "2026-W27.html", "canon.html"):
        page = read((public / name).read_text(encoding="utf-8"))
        near = [link for link in page.links if not link.startswith("http")]
        assert {"index.html", "canon.html", "2026-W26.html"} == set(near)
        assert [] == [link for link in near if not (public / link).is_file()]
        assert set() == page.tags & {"script", "img", "form"}
        assert str(public) not in page.text
    assert "reading.example" == (public / "CNAME").read_text()


def test_its_feeds_are_feeds(app: Mainstem, public: Path) -> None:
    """Which name themselves where it is known where they will be."""
    site.write(app, public, "https://reading.example/")
    for name in ("week.atom", "canon.atom"):
        told = feedparser.parse(
            (public / name).read_bytes(), response_headers={"content-type": "application/atom+xml"}
        )
        assert (False, [f"https://reading.example/{name}"]) == (
            told.bozo,
            [one.href for one in told.feed.links if one.rel == "self"],
        )
        assert told.entries


def test_written_again_it_is_the_same(app: Mainstem, public: Path) -> None:
    """To the byte, so that a repository of pages shows no change."""
    first = {path.name: path.read_bytes() for path in site.write(app, public)}
    assert first == {path.name: path.read_bytes() for path in site.write(app, public)}


def test_a_place_that_cannot_be_written_is_told(app: Mainstem, tmp_path: Path) -> None:
    """A file stands where the folder would."""
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritable, match="cannot be written"):
        site.write(app, tmp_path / "file")
