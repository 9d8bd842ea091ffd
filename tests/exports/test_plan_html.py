"""The plan as an HTML page that stands by itself."""

from __future__ import annotations

from dataclasses import replace

from mainstem.exports.plan_html import among, write
from tests.exports.html_reader import read
from tests.exports.plan_fakes import DEEP, PLAN


def test_the_page_is_whole_and_holds_every_slot() -> None:
    """Every element is closed, and every title stands as text."""
    page = read(write(PLAN))
    assert "What to read in week 27" == page.heads[0]
    assert ["Monday 29 June, 09:00 · 60 min", "Tuesday 30 June, 08:40 · 10 min"] == page.heads[1:3]
    assert "[Fast] *kernels*, <b> for a_b" in page.text
    assert DEEP.url in page.links


def test_nothing_runs_and_nothing_is_fetched() -> None:
    """No script, picture or style from elsewhere; a dangerous link is no link."""
    bad = replace(
        PLAN.sessions[0], slots=(replace(DEEP, url="javascript:alert(1)", title="<script>x</script>"),)
    )
    page = read(write(replace(PLAN, sessions=(bad,))))
    assert set() == page.tags & {"script", "img", "iframe", "object", "form"}
    assert [] == [link for link in page.links if not link.startswith("http")]


def test_neighbours_are_linked_where_there_are_some() -> None:
    """By the addresses given."""
    assert "canon.html" in read(among(PLAN, (("Canon", "canon.html"),), ())).links
