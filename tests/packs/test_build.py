"""From forms to nouns."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from mainstem import packs
from mainstem.model import Endpoint, SessionRule, Successor, Topic
from tests.packs.conftest import CONNECTORS


def test_an_endpoint_has_its_date_its_connector_and_its_interval(folder: Path) -> None:
    """The date of a live status stands apart; a weekly source is polled daily."""
    source = packs.load(folder, CONNECTORS.get).source("blog-example")
    assert source is not None
    expected = Endpoint(
        source_id="blog-example",
        type="rss",
        url="https://blog.example.org/feed.xml",
        status="live",
        status_at="2026-01-01",
        connector="feed",
        interval_h=24,
        drop=("/es/",),
    )
    assert (expected,) == source.endpoints


def test_an_endpoint_type_without_a_connector_is_not_followed_yet(folder: Path) -> None:
    """It loads, and no error is made of it."""
    source = packs.load(folder, CONNECTORS.get).source("venue-example")
    assert source is not None
    assert [None] == [endpoint.connector for endpoint in source.endpoints]


def test_an_interval_of_its_own_wins(folder: Path) -> None:
    """Over the one that the cadence gives."""
    path = folder / "sources" / "blog.toml"
    path.write_text(path.read_text().replace("# interval_h = 24 ", "interval_h = 1 "))
    source = packs.load(folder, CONNECTORS.get).source("blog-example")
    assert source is not None
    assert [1] == [endpoint.interval_h for endpoint in source.endpoints]


def test_a_canon_work_gets_the_address_of_its_key(folder: Path) -> None:
    """Where it names none itself."""
    (work,) = packs.load(folder, CONNECTORS.get).canon
    assert "https://doi.org/10.5555/1234567" == work.url
    assert (Successor("A Second Example", None, "2024", "faster"),) == work.successors


def test_the_canon_stands_in_reading_order(folder: Path) -> None:
    """Whatever the order in the file."""
    path = folder / "canon.toml"
    first = path.read_text().split("[[work]]")[1].split("[[work.successor]]")[0]
    second = (
        first.replace("example-work", "zeroth").replace("order = 1 ", "order = 0.5 ").replace("1234567", "7")
    )
    path.write_text(f"{path.read_text()}\n[[work]]{second}")
    assert ["zeroth", "example-work"] == [work.id for work in packs.load(folder, CONNECTORS.get).canon]


def test_a_candidate_has_no_place_in_the_order(folder: Path) -> None:
    """Until the review gives it one."""
    (candidate,) = packs.load(folder, CONNECTORS.get).candidates
    assert ("example-candidate", None) == (candidate.id, candidate.order)


def test_a_topic_belongs_to_the_axis_before_its_slash(folder: Path) -> None:
    """So the axis need not be said twice."""
    topics = packs.load(folder, CONNECTORS.get).topics
    words = ("testing", "property-based testing", "fuzzing")
    assert Topic("methods/testing", "methods", "Finding faults before others do.", words) == topics[-1]


def test_weekdays_count_from_monday(folder: Path) -> None:
    """As ``datetime.weekday`` does."""
    sessions = packs.load(folder, CONNECTORS.get).cadence.sessions
    assert SessionRule("weekday", (0, 1, 2, 3, 4), time(8, 40), 22, ("check", "skim")) == sessions[-1]
